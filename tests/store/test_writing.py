"""Adding and changing records: what is kept, what is refused, what the second writer is told."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import Annotated, Any

import pytest
from sqlalchemy import func, select

import hstk
from hstk import Ecosystem, Entity, NotFound, Rejected, Shown
from hstk.core.changes import Action
from hstk.core.entity import Name
from hstk.core.errors import Conflict, Difference
from hstk.core.ids import new_id
from hstk.core.kinds import CORE_KINDS, Event, Organization, Person, Plan, Startup
from hstk.core.language import speaking
from tests.store.world import (
    NOBODY,
    Folder,
    Garden,
    garden,
    grown,
    kind_of,
    organization,
    person,
)


def problems(error: pytest.ExceptionInfo[Rejected]) -> dict[str, str]:
    """What is wrong with each field."""
    return {problem.field: problem.message for problem in error.value.problems}


# ---- Adding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("full", [False, True], ids=["least", "full"])
def test_a_record_of_every_kind_comes_back_as_it_was_added(store: Ecosystem, full: bool) -> None:
    added = grown(store, CORE_KINDS, full=full)
    assert len(added) == len(CORE_KINDS)
    for record in added.values():
        found = store.get(type(record), record.id)
        assert found == record == store.get(record.id)
        for name, value in record.__dict__.items():
            assert type(getattr(found, name)) is type(value), name


def test_every_type_of_value_comes_back(store: Ecosystem) -> None:
    an, unit = store.add(person()), store.add(organization())
    record = store.add(
        garden(
            code="D1",
            story="một\nhai",
            trees=-(2**62),
            slope=0.1,
            price=10**15,
            organic=True,
            planted="29/02/2024",
            founded="2019",
            seen="15/11/2022 00:30",
            keeper="female",
            keepers="male;female",
            names=['dấu "nháy"', "phẩy, chấm; hết", "a\\b", "🦀"],
            owner=unit,
            guide=an,
            partners=[unit],
            friends=[an, unit],
        )
    )
    found = store.get(Garden, record.id)
    assert found == record
    assert found.names == ('dấu "nháy"', "phẩy, chấm; hết", "a\\b", "🦀")
    assert found.seen == record.seen


def test_records_are_added_in_any_order_and_refer_to_each_other(store: Ecosystem) -> None:
    an = person()
    unit = organization(representative=an)
    parts = organization("Tổ hợp tác", parent=unit)
    toi = Startup.model_validate({"name": "Tỏi đen", "owner": unit, "partners": [parts, unit]})
    records: list[Entity] = [toi, parts, unit, an]
    Random(7).shuffle(records)
    assert store.add_many(iter(records), reason="nhập") == 4
    assert [store.get(record.id) for record in records] == records
    assert [found.size for found in store.change_sets()] == [4]


def test_nothing_is_added_when_nothing_is_given(store: Ecosystem) -> None:
    assert store.add_many([]) == 0
    assert store.change_sets() == []


class Stranger(Entity, kind="orchard_garden", label="Lạ", label_en="Stranger"):
    """Another class of the name of one that is known."""

    name: Annotated[Name, Shown("Tên", "Name")]


def test_records_of_a_kind_that_the_file_does_not_have_are_refused(store: Ecosystem) -> None:
    stranger = Stranger(name="lạ")
    for add in (lambda: store.add(stranger), lambda: store.add_many([person(), stranger])):
        with pytest.raises(NotFound) as refused:
            add()
        assert "orchard_garden" in str(refused.value)
    assert store.count(Person) == 0
    assert store.change_sets() == []


def test_what_was_read_can_be_used_when_the_file_is_closed(where: str) -> None:
    with hstk.open(where) as eco:
        an = eco.get(Person, eco.add(person()).id)
    assert an.evolve(job="ngư dân").name == an.name
    with hstk.open(where) as eco:
        assert eco.get(Person, an.id) == an


def test_a_large_number_of_records_is_added_in_portions(
    store: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hstk.store.writing.BATCH", 7)
    people = [person(f"Người {n}") for n in range(30)]
    units = [organization(f"Đơn vị {n}", representative=people[n]) for n in range(30)]
    # each refers to one that comes in a later portion
    units = [unit.evolve(parent=units[(n + 8) % 30]) for n, unit in enumerate(units)]
    assert store.add_many([*units, *people]) == 60
    assert store.count(Organization) == store.count(Person) == 30
    assert store.get(Organization, units[0].id) == units[0]
    assert len(store.find(Person, text="người 29")) == 1
    assert store.change_sets()[0].size == 60
    store.undo()
    assert store.count(Organization) == store.count(Person) == 0


# ---- Text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["[/x] [b]đậm[/b]", "Hải sản 🦀🦐", "a" * 300, "'; DROP TABLE person; --", "100% \\ _"]
)
def test_odd_text_is_kept_found_and_listed(store: Ecosystem, text: str) -> None:
    added = store.add(person(text, notes=text))
    assert store.get(Person, added.id) == added
    assert store.find(Person) == [added]
    assert store.find(Person, hstk.where(name=text)) == [added]
    assert store.resolve(text) == added


def test_decomposed_text_is_stored_composed(store: Ecosystem) -> None:
    decomposed = unicodedata.normalize("NFD", "Trần Đức Hoà")
    added = store.add(organization(decomposed, aliases=[decomposed]))
    found = store.get(Organization, added.id)
    assert found.name == found.aliases[0] == unicodedata.normalize("NFC", decomposed)
    assert store.resolve(decomposed) == found
    assert store.find(Organization, hstk.where(name=decomposed)) == [found]
    assert store.find(Organization, hstk.where(aliases=decomposed)) == [found]


# ---- Changing -----------------------------------------------------------------------------------


def test_a_change_gives_the_new_record_and_leaves_the_rest_alone(store: Ecosystem) -> None:
    an = store.add(person(phone="0905 123 456", birth="1990"))
    changed = store.update(an, job="ngư dân", birth="3/1990")
    assert changed == an.evolve(job="ngư dân", birth="3/1990")
    assert store.get(Person, an.id) == changed


@pytest.mark.parametrize("changes", [{}, {"job": ""}, {"name": "Nguyễn Thị Mẫu", "groups": ()}])
def test_a_change_that_changes_nothing_is_not_logged(
    store: Ecosystem, changes: dict[str, Any]
) -> None:
    an = store.add(person())
    assert store.update(an, **changes) == an
    assert len(store.change_sets()) == 1


def test_a_field_is_emptied_with_none_or_empty_text(store: Ecosystem) -> None:
    an = store.add(person(phone="0905 123 456", job="ngư dân", groups="youth"))
    emptied = store.update(an, phone=None, job="", groups=())
    assert (emptied.phone, emptied.job, emptied.groups) == (None, "", ())
    assert store.update(emptied, phone="0905 123 456").phone == "+84905123456"
    assert store.update(store.get(Person, an.id), phone="").phone is None


def test_a_change_is_checked_as_a_whole(store: Ecosystem) -> None:
    unit = store.add(organization(valid_from="01/01/2024"))
    with pytest.raises(Rejected) as refused:
        store.update(unit, valid_to="31/12/2023", workers="nhiều", tel="1")
    assert set(problems(refused)) == {"workers", "tel"}
    with pytest.raises(Rejected) as refused:
        store.update(unit, valid_to="31/12/2023")
    assert set(problems(refused)) == {"valid_to"}
    assert store.get(Organization, unit.id) == unit
    assert len(store.change_sets()) == 1


def test_an_id_cannot_be_changed(store: Ecosystem) -> None:
    an = store.add(person())
    with pytest.raises(Rejected) as refused:
        store.update(an, id=new_id())
    assert problems(refused) == {"id": "mã số không đổi được"}


def test_what_is_gone_cannot_be_changed(store: Ecosystem) -> None:
    an = store.add(person())
    store.delete(an)
    with pytest.raises(NotFound):
        store.update(an, job="ngư dân")


def test_lists_follow_a_new_name_and_a_new_given_name(store: Ecosystem) -> None:
    an, binh = store.add(person("Lê Văn An")), store.add(person("Lê Văn Bình"))
    assert store.find(Person) == [an, binh]
    an = store.update(an, name="Lê Văn Cường")
    assert store.find(Person) == [binh, an]
    assert store.search("an", kind=Person) == []
    assert [hit.title for hit in store.search("cuong")] == ["Lê Văn Cường"]
    binh = store.update(binh, given_name="Đạt")
    assert store.find(Person) == [an, binh]


# ---- References ---------------------------------------------------------------------------------


def test_a_reference_must_lead_to_a_record(store: Ecosystem) -> None:
    with pytest.raises(Rejected) as refused:
        store.add(Startup(name="Tỏi", owner=NOBODY))
    assert problems(refused) == {"owner": f"không có bản ghi {NOBODY}"}
    an = store.add(person())
    toi = store.add(Startup(name="Tỏi", owner=an.id))
    wrong: dict[str, Any] = {"owner": NOBODY, "partners": [NOBODY]}
    for field, value in wrong.items():
        with pytest.raises(Rejected) as refused:
            store.update(toi, **{field: value})
        assert list(problems(refused)) == [field]
    assert store.get(Startup, toi.id) == toi


def test_a_reference_must_lead_to_a_record_of_the_right_kind(store: Ecosystem) -> None:
    an = store.add(person())
    toi = store.add(Startup(name="Tỏi", owner=an.id))
    with pytest.raises(Rejected) as refused:
        store.add(Startup(name="Hành", owner=toi.id))
    assert problems(refused) == {"owner": "cần Người, Tổ chức, nhưng «Tỏi» là Dự án khởi nghiệp"}
    with pytest.raises(Rejected) as refused:
        store.update(toi, partners=[an.id])
    assert problems(refused) == {"partners": "cần Tổ chức, nhưng «Nguyễn Thị Mẫu» là Người"}
    with speaking("en"), pytest.raises(Rejected) as refused:
        store.update(toi, partners=[an.id])
    assert problems(refused) == {"partners": "needs Organization, but “Nguyễn Thị Mẫu” is Person"}


def test_every_wrong_reference_of_every_record_is_named(store: Ecosystem) -> None:
    an = person()
    wrong = [Startup(name=f"Dự án {n}", owner=NOBODY, partners=(an.id,)) for n in range(2)]
    with pytest.raises(Rejected) as refused:
        store.add_many([an, *wrong])
    assert [(p.where, p.field) for p in refused.value.problems] == [
        ("Dự án 0", "owner"),
        ("Dự án 0", "partners"),
        ("Dự án 1", "owner"),
        ("Dự án 1", "partners"),
    ]
    assert store.count(Person) == 0
    assert store.change_sets() == []


def test_a_record_may_refer_to_itself_and_to_any_kind(store: Ecosystem) -> None:
    hill = garden()
    hill = store.add(hill.evolve(parent=hill.id))
    assert store.get(Garden, hill.id).parent == hill.id
    folder = store.add(Folder(at="1", within=hill.id))
    assert store.get(Folder, folder.id).within == hill.id


def test_the_links_of_a_field_with_several_references_can_be_joined(store: Ecosystem) -> None:
    units = [store.add(organization(f"Đơn vị {n}")) for n in range(3)]
    event = store.add(kind_of("event", partners=[units[2], units[0]]))
    assert isinstance(event, Event)

    def linked() -> list[tuple[object, object]]:
        links = store.links(Event, "partners")
        with store.reading() as connection:
            rows = connection.execute(select(links.c.source, links.c.target)).all()
        return [(row.source, row.target) for row in rows]

    assert sorted(linked(), key=str) == sorted(((event.id, units[n].id) for n in (0, 2)), key=str)
    event = store.update(event, partners=[units[1]])
    assert linked() == [(event.id, units[1].id)]
    event = store.update(event, name="Ngày hội mới")
    assert linked() == [(event.id, units[1].id)]
    store.update(event, partners=())
    assert linked() == []


# ---- Concurrent edits ---------------------------------------------------------------------------


def test_the_second_writer_is_told_before_mine_and_theirs(
    both: tuple[Ecosystem, Ecosystem],
) -> None:
    lan, an = both
    mine = lan.add(person("Lê Văn Tám", job="ngư dân", birth="1990"))
    theirs = an.get(Person, mine.id)
    an.update(theirs, job="nông dân", birth="1991")
    with pytest.raises(Conflict) as told:
        lan.update(mine, job="giáo viên", birth=None, address="An Vĩnh")
    assert sorted(told.value.differences, key=lambda d: d.field) == [
        Difference("birth", "1990", None, "1991"),
        Difference("job", "ngư dân", "giáo viên", "nông dân"),
    ]
    assert "«Lê Văn Tám» đã được người khác sửa" in str(told.value)
    assert "job: trước là «ngư dân», bạn ghi «giáo viên», người khác đã ghi «nông dân»" in str(
        told.value
    )
    assert lan.get(Person, mine.id) == theirs.evolve(job="nông dân", birth="1991")


def test_changes_of_other_fields_are_merged(both: tuple[Ecosystem, Ecosystem]) -> None:
    lan, an = both
    mine = lan.add(person())
    an.update(an.get(Person, mine.id), job="nông dân")
    merged = lan.update(mine, address="An Vĩnh")
    assert (merged.job, merged.address) == ("nông dân", "An Vĩnh")
    assert an.get(Person, mine.id) == merged


def test_the_same_change_made_twice_is_no_conflict(both: tuple[Ecosystem, Ecosystem]) -> None:
    lan, an = both
    mine = lan.add(person())
    an.update(an.get(Person, mine.id), job="nông dân")
    assert lan.update(mine, job="nông dân").job == "nông dân"
    assert len(lan.change_sets()) == 2


def test_whoever_read_the_newest_record_may_change_it(store: Ecosystem) -> None:
    first = store.add(person())
    second = store.update(first, job="nông dân")
    assert store.update(second, job="ngư dân").job == "ngư dân"
    assert (
        store.update(first, base=second.evolve(job="ngư dân"), job="giáo viên").job == "giáo viên"
    )


def test_a_conflict_names_the_records_that_references_lead_to(
    both: tuple[Ecosystem, Ecosystem],
) -> None:
    lan, an = both
    people = [lan.add(person(name)) for name in ("Ba", "Tư", "Năm")]
    units = [lan.add(organization(f"Đơn vị {n}")) for n in range(3)]
    toi = lan.add(Startup(name="Tỏi", owner=people[0].id, partners=(units[0].id,)))
    an.update(an.get(Startup, toi.id), owner=people[1].id, partners=(units[0].id, units[1].id))
    with pytest.raises(Conflict) as told:
        lan.update(toi, owner=people[2].id, partners=(units[2].id,))
    assert {d.field for d in told.value.differences} == {"owner", "partners"}
    assert "trước là «Ba», bạn ghi «Năm», người khác đã ghi «Tư»" in str(told.value)
    assert "người khác đã ghi «Đơn vị 0; Đơn vị 1»" in str(told.value)


# ---- The log of a write -------------------------------------------------------------------------


def test_every_write_is_in_the_directory_and_the_log_once(store: Ecosystem) -> None:
    an = store.add(person())
    store.update(an, job="ngư dân")
    store.add_many([person("Ba"), organization()])
    actions = [change.action for change in store.history()]
    assert actions.count(Action.INSERT) == 3
    assert actions.count(Action.UPDATE) == 1
    with store.reading() as connection:
        directory = store.binding.metadata.tables["hstk_record"]
        assert connection.execute(select(func.count()).select_from(directory)).scalar_one() == 3


def test_a_plan_may_be_asked_for_by_any_spelling_of_its_number(store: Ecosystem) -> None:
    plan = store.add(kind_of("plan", number="175/KH-UBND"))
    assert isinstance(plan, Plan)
    assert store.find(Plan, "number = 175/KH-UBND") == [plan]
