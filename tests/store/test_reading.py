"""Reading records: one by id or name, lists in Vietnamese order, pages by key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

import pytest

import hstk
from hstk import Ecosystem, Entity, NotFound
from hstk.core.collation import person_sort_key, sort_key
from hstk.core.entity import FieldType
from hstk.core.errors import Ambiguous, BadFilter
from hstk.core.ids import new_id
from hstk.core.kinds import Gender, Organization, Person, Startup
from tests.store.world import (
    NOBODY,
    Folder,
    Garden,
    Plot,
    garden,
    organization,
    person,
    titles,
)

# As a printed list has them: checked by hand, and against ICU's "vi" (see test_collation).
UNITS = [
    *("3 Sao", "Bà Nà", "Bá Thước", "Ba Tơ", "Bách Khoa", "Bình An", "Bình Ân", "Bình Châu"),
    *("Cà Mau", "Cát Bà", "Châu Đốc", "Chợ Lớn", "Dung Quất", "Đà Nẵng", "Đức Phổ", "Lý An"),
    *("Lý Sơn", "Lya", "Nghĩa Hành", "Ô Môn", "Ớt Lý Sơn", "Tịnh Khê", "Tỏi", "Tỏi đen", "Tỏi Đen"),
    *("Ưng Hòa", "Vạn Tường", "Xuân", "Yên"),
]
PEOPLE = [
    *("Nguyễn Thị An", "Trần Văn An", "Lê Ân", "Lê Thị Bình", "Nguyễn Bình", "Nguyễn Văn Bình"),
    *("Phạm Cường", "Lê Dũng", "Lê Đạt", "Võ Thị Hà", "Lê Văn Hạ", "Bùi Thị Hoa", "Bùi Thị Hòa"),
    *("Đỗ Oanh", "Ngô Ông", "Hồ Út", "Hồ Ương", "Dương Vy", "Nguyễn Thị Yến"),
]


def pages(store: Ecosystem, kind: type[Entity], limit: int, **asked: Any) -> list[Entity]:
    """A whole list, read page by page."""
    read: list[Entity] = []
    after: tuple[Any, ...] | None = None
    for _ in range(1_000):
        page = store.page(kind, limit=limit, after=after, **asked)
        assert len(page.records) <= limit
        read += page.records
        after = page.after
        if after is None:
            return read
    raise AssertionError("the list has no end")


# ---- One record ---------------------------------------------------------------------------------


def test_a_record_is_read_by_id_in_any_form(store: Ecosystem) -> None:
    an = store.add(person())
    for id_ in (an.id, str(an.id), str(an.id).upper(), an.id.hex):
        assert store.get(Person, id_) == store.get(id_) == an


@pytest.mark.parametrize("key", [NOBODY, str(NOBODY), "abc", "", "x" * 36, "01890a5d"])
def test_what_is_not_there_is_said_so(store: Ecosystem, key: UUID | str) -> None:
    with pytest.raises(NotFound) as refused:
        store.get(Person, key)
    assert refused.value.key == str(key)
    with pytest.raises(NotFound) as refused:
        store.get(key)
    assert refused.value.key == str(key)


def test_a_record_is_not_found_under_another_kind(store: Ecosystem) -> None:
    an = store.add(person())
    with pytest.raises(NotFound, match="Không có Tổ chức nào mang mã"):
        store.get(Organization, an.id)


def test_titles_of_many_are_read_at_once(store: Ecosystem) -> None:
    people = [person(f"Người {n}") for n in range(1_200)]
    store.add_many(people)
    found = store.titles([*(one.id for one in people), people[0].id, NOBODY])
    assert found == {one.id: one.name for one in people}
    assert store.titles([]) == {}


# ---- By name or the ending of an id -------------------------------------------------------------


def test_a_record_is_named_by_id_ending_or_title(store: Ecosystem) -> None:
    an = store.add(person("Nguyễn Thị An"))
    for given in (str(an.id), an.id.hex, str(an.id)[-8:], str(an.id)[-4:], str(an.id)[-8:].upper()):
        assert store.resolve(given) == an
    for given in ("Nguyễn Thị An", " nguyễn  thị an ", "nguyen thi an", "NGUYỄN THỊ AN"):
        assert store.resolve(given) == an


def test_three_digits_are_no_ending(store: Ecosystem) -> None:
    an = store.add(person("Nguyễn Thị An"))
    with pytest.raises(NotFound):
        store.resolve(str(an.id)[-3:])


def test_the_exact_spelling_wins_over_the_same_letters(store: Ecosystem) -> None:
    for name in ("Hoa", "Hoà", "Hòa"):
        store.add(organization(name))
    assert [store.resolve(name).__dict__["name"] for name in ("Hoa", "Hoà", "Hòa")] == [
        "Hoa",
        "Hoà",
        "Hòa",
    ]
    with pytest.raises(Ambiguous):
        store.resolve("hoa")


def test_what_could_be_several_is_refused_with_a_list(store: Ecosystem) -> None:
    twins = [store.add(person("Nguyễn Thị An")) for _ in range(2)]
    with pytest.raises(Ambiguous) as refused:
        store.resolve("Nguyễn Thị An")
    assert sorted(refused.value.nearest) == sorted(
        f"Nguyễn Thị An ({str(one.id)[-8:]})" for one in twins
    )
    assert refused.value.code == "ambiguous"
    assert "hãy ghi mã số dài hơn" in str(refused.value)


def test_an_ending_that_fits_several_is_refused(store: Ecosystem) -> None:
    one, two = (person(f"Người {n}", id=UUID(int=n << 64 | 0xABCDEF)) for n in (1, 2))
    store.add_many([one, two])
    with pytest.raises(Ambiguous):
        store.resolve("abcdef")
    assert store.resolve("1-0000-000000abcdef") == one


def test_a_name_that_looks_like_an_ending_is_found(store: Ecosystem) -> None:
    store.add(organization("Facade"))
    assert store.resolve("facade").__dict__["name"] == "Facade"


def test_only_the_kinds_that_are_asked_for_are_meant(store: Ecosystem) -> None:
    unit, man = store.add(organization("Hoàng Sa")), store.add(person("Hoàng Sa"))
    assert store.resolve("Hoàng Sa", Organization) == unit
    assert store.resolve("Hoàng Sa", Person) == man
    with pytest.raises(Ambiguous):
        store.resolve("Hoàng Sa", Person, Organization)
    with pytest.raises(NotFound):
        store.resolve("Hoàng Sa", Startup)


def test_the_nearest_names_are_told(store: Ecosystem) -> None:
    store.add_many([person("Nguyễn Thị An"), person("Lê Văn Tám"), organization("Tổ An")])
    with pytest.raises(NotFound) as refused:
        store.resolve("Nguyễn Thi Ann", Person)
    assert refused.value.nearest == ("Nguyễn Thị An",)
    assert "Có phải: Nguyễn Thị An?" in str(refused.value)


@pytest.mark.parametrize("given", ["", "  ", "\x00", "\ud800", "%", "_", "'", "[/x]"])
def test_odd_names_name_nothing(store: Ecosystem, given: str) -> None:
    store.add(person())
    with pytest.raises(NotFound):
        store.resolve(given)


# ---- Lists in order -----------------------------------------------------------------------------


def test_units_are_listed_in_vietnamese_order(store: Ecosystem) -> None:
    assert sorted(UNITS, key=sort_key) == UNITS
    mixed = list(UNITS)
    Random(1).shuffle(mixed)
    store.add_many([organization(name) for name in mixed])
    assert titles(store.find(Organization)) == UNITS
    assert titles(store.find(Organization, sort="-title")) == UNITS[::-1]
    assert titles(store.find(Organization, sort="name")) == UNITS


def test_people_are_listed_by_given_name(store: Ecosystem) -> None:
    assert sorted(PEOPLE, key=person_sort_key) == PEOPLE
    mixed = list(PEOPLE)
    Random(2).shuffle(mixed)
    store.add_many([person(name) for name in mixed])
    assert titles(store.find(Person)) == PEOPLE
    assert titles(store.find(Person, sort="-name")) == PEOPLE[::-1]


def test_a_given_name_that_is_not_the_last_word_is_listed_by(store: Ecosystem) -> None:
    store.add_many(
        [
            person("Lê Văn Bình"),
            person("Anna Smith", given_name="Anna"),
            person("Nguyễn Minh Anh", given_name="Minh Anh"),
            person("Lê Châu"),
        ]
    )
    assert titles(store.find(Person)) == ["Anna Smith", "Lê Văn Bình", "Lê Châu", "Nguyễn Minh Anh"]


def test_a_list_of_made_names_is_in_the_order_of_its_keys(store: Ecosystem) -> None:
    random = Random(3)
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạẤỆỗ -.,'1"
    names = ["".join(random.choices(letters, k=random.randint(1, 12))) + "x" for _ in range(400)]
    units = [organization(name) for name in names]
    store.add_many(units)
    expected = sorted(units, key=lambda unit: (sort_key(unit.name), unit.id))
    assert store.find(Organization) == expected
    people = [person(unit.name) for unit in units]
    store.add_many(people)
    assert store.find(Person) == sorted(people, key=lambda one: (person_sort_key(one.name), one.id))


def test_a_list_is_cut_where_asked(store: Ecosystem) -> None:
    store.add_many([organization(name) for name in UNITS])
    assert titles(store.find(Organization, limit=3)) == UNITS[:3]
    assert store.find(Organization, limit=0) == []
    assert len(store.find(Organization, text="ba", limit=2)) == 2


def test_the_best_match_comes_first_unless_an_order_is_asked_for(store: Ecosystem) -> None:
    names = ["Lê Anh", "Trần Ánh", "Anh Vũ", "Phạm Ảnh"]
    store.add_many([person(name) for name in names])
    assert titles(store.find(Person, text="ánh"))[0] == "Trần Ánh"
    in_order = titles(store.find(Person, text="ánh", sort="title"))
    assert in_order == sorted(names, key=person_sort_key)


# ---- Any order ----------------------------------------------------------------------------------


@pytest.fixture
def gardens(store: Ecosystem) -> Sequence[Garden]:
    """Gardens that differ in every field, and lack some."""
    random = Random(4)
    owners: list[Entity] = [person("Lê An"), organization("Bình Minh"), person("Võ Đạt")]
    made = []
    for number in range(40):
        values: dict[str, Any] = {
            "trees": random.randint(-5, 5),
            "slope": random.choice([0.5, -1.25, 3.0]),
            "price": random.choice([0, 1_000, 10**12]),
            "organic": random.choice([True, False]),
            "planted": random.choice(["2020-02-29", "1999-12-31"]),
            "founded": random.choice(["2019", "2019-03", "2019-03-05", "2018-12", "1990"]),
            "seen": random.choice(["2022-11-15T07:30:00Z", "2022-11-15T07:30:00.5Z"]),
            "keeper": random.choice(["male", "female", "other"]),
            "owner": random.choice(owners).id,
            "guide": owners[0].id,
        }
        kept = {name: value for name, value in values.items() if random.random() < 0.7}
        made.append(garden(f"Vườn {number:02}", fenced=random.choice([True, False]), **kept))
    store.add_many([*owners, *made])
    return made


SORTABLE = [
    *("name", "title", "id", "trees", "slope", "price", "organic", "fenced", "planted", "founded"),
    *("seen", "keeper", "owner", "guide", "parent"),
]


@pytest.mark.parametrize("sort", [f"{sign}{name}" for name in SORTABLE for sign in ("", "-")])
@pytest.mark.parametrize("limit", [1, 7])
def test_pages_by_key_give_the_whole_list(
    store: Ecosystem, gardens: Sequence[Garden], sort: str, limit: int
) -> None:
    whole = store.find(Garden, sort=sort)
    assert {one.id for one in whole} == {one.id for one in gardens}
    assert pages(store, Garden, limit, sort=sort) == whole


def key(store: Ecosystem, one: Garden, name: str) -> Any:
    """What a field is sorted by: empty ones are last, or first among pick lists and names."""
    value = getattr(one, name)
    match Garden.fields[name].type:
        case FieldType.REF:
            titled = store.titles([value]).get(value, "") if value else ""
            people = titled in ("Lê An", "Võ Đạt")
            return (person_sort_key if people else sort_key)(titled) if value else ""
        case FieldType.CHOICE:
            return 0 if value is None else 1 + list(Gender).index(value)
        case FieldType.BOOLEAN:
            return 0 if value is None else 1 + value
        case _:
            return (value is None, value if value is not None else 0)


@pytest.mark.parametrize("name", [n for n in SORTABLE if n not in ("name", "title", "id")])
def test_a_list_is_in_the_order_of_a_field(
    store: Ecosystem, gardens: Sequence[Garden], name: str
) -> None:
    expected = sorted(gardens, key=lambda one: one.id)
    expected = sorted(expected, key=lambda one: key(store, one, name))
    assert store.find(Garden, sort=name) == expected
    assert store.find(Garden, sort=f"-{name}") == expected[::-1]


def test_the_order_of_adding_can_be_asked_for(store: Ecosystem, gardens: Sequence[Garden]) -> None:
    assert store.find(Garden, sort="id") == list(gardens)
    assert store.find(Garden, sort="-id", limit=1) == [gardens[-1]]


@pytest.mark.parametrize("name", ["story", "names", "partners", "keepers", "code"])
def test_what_has_no_order_says_what_has(store: Ecosystem, name: str) -> None:
    with pytest.raises(BadFilter, match=f"Không xếp theo «{name}» được; xếp được theo: title,"):
        store.find(Garden, sort=name)


def test_an_unknown_order_is_told_with_the_nearest(store: Ecosystem) -> None:
    with pytest.raises(NotFound) as refused:
        store.page(Garden, sort="-treez")
    assert refused.value.nearest[0] == "trees"


def test_records_named_after_others_are_sorted_by_the_whole_title(store: Ecosystem) -> None:
    one, two = store.add(garden("Đồi")), store.add(garden("Dốc"))
    for plot in [(one, 2), (two, 9), (one, 1)]:
        store.add(Plot(garden=plot[0].id, number=plot[1]))
    found = store.find(Plot)
    assert [store.titles([p.id])[p.id] for p in found] == ["Dốc · 9", "Đồi · 1", "Đồi · 2"]


# ---- Pages with filters, words and changes ------------------------------------------------------


@pytest.mark.usefixtures("gardens")
def test_pages_of_a_filtered_list_are_whole(store: Ecosystem) -> None:
    where = "trees > 0 and not (keeper = male)"
    expected = store.find(Garden, where, sort="-price")
    assert expected
    assert pages(store, Garden, 4, where=where, sort="-price") == expected
    words = store.find(Garden, text="vuon 1", sort="title")
    assert len(words) > 5
    assert pages(store, Garden, 3, text="vuon 1", sort="title") == words


def test_reading_on_is_not_confused_by_what_is_added_or_deleted(store: Ecosystem) -> None:
    units = [organization(f"Đơn vị {n:02}") for n in range(20)]
    store.add_many(units)
    first = store.page(Organization, limit=10)
    store.add(organization("Đơn vị 00 mới"))
    store.delete(units[9], units[10])
    second = store.page(Organization, limit=10, after=first.after)
    assert first.records == units[:10]
    assert second.records == units[11:]


def test_an_empty_list_has_one_empty_page(store: Ecosystem) -> None:
    page = store.page(Person)
    assert (page.records, page.after) == ([], None)
    full = [person(f"Người {n}") for n in range(5)]
    store.add_many(full)
    assert store.page(Person, limit=5).after is None
    assert store.page(Person, limit=4).after is not None


# ---- Counting -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("gardens")
def test_records_are_counted(store: Ecosystem) -> None:
    assert store.count(Garden) == 40
    assert store.count(Garden, "fenced = có") + store.count(Garden, "fenced = không") == 40
    assert store.count(Garden, most=7) == 7
    assert store.count(Garden, most=1_000) == 40
    assert store.count(Garden, text="vuon") == 40
    assert store.count(Person, hstk.where(name="Lê An")) == 1
    assert store.count(Plot) == 0


def test_every_kind_can_be_asked_for_by_name(store: Ecosystem) -> None:
    assert store.kind("person") is Person
    assert next(iter(store.kinds)) == "admin_unit"
    assert store.kinds["orchard_folder"] is Folder
    with pytest.raises(NotFound) as refused:
        store.kind("persn")
    assert refused.value.nearest[0] == "person"


def test_days_and_moments_come_back_as_python_has_them(store: Ecosystem) -> None:
    one = store.add(garden(planted="2024-02-29", seen="2022-11-15T07:30:00.123456Z"))
    found = store.find(Garden)[0]
    assert type(found.planted) is date
    assert type(found.seen) is datetime
    assert found.seen is not None
    assert found.seen.utcoffset() is not None
    assert found == one
    assert found.id != new_id()
