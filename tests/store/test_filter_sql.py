"""What filters select, for every operator and type of field."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk import Ecosystem, Entity, NotFound, where
from hstk.core.errors import BadFilter
from hstk.core.filters import Both, Compare, Either, IsNull, Not, OneOf, Where
from hstk.core.kinds import Gender, Organization, Person, Startup
from hstk.core.language import speaking
from tests.store.world import NOBODY, Folder, Garden, garden, organization, person, titles

Data = dict[str, Any]

GARDENS: Mapping[str, Data] = {
    "một": {
        "code": "D1",
        "story": "dòng một\ndòng hai",
        "trees": 5,
        "slope": 0.5,
        "price": 2_500_000,
        "organic": True,
        "fenced": True,
        "planted": "2020-02-29",
        "founded": "2019",
        "seen": "2022-11-15T07:30:00Z",
        "keeper": "female",
        "keepers": ["female", "other"],
        "names": ["Đồi A", 'nháy "kép"', "a\\b"],
    },
    "hai": {
        "code": "d2",
        "trees": 0,
        "slope": -1.5,
        "price": 0,
        "organic": False,
        "planted": "2021-01-01",
        "founded": "2019-03",
        "seen": "2022-11-15T08:30:00Z",
        "keeper": "male",
        "keepers": ["male"],
        "names": ["đồi a", "D1"],
    },
    "ba": {"trees": -7, "founded": "2019-03-05"},
    "bốn": {"founded": "2020"},
}


@pytest.fixture
def gardens(store: Ecosystem) -> Ecosystem:
    """Four gardens, their owners and partners."""
    an, binh = person("Nguyễn Thị An", gender="female"), person("Lê Văn Bình", phone="0905123456")
    unit, other = organization("Tổ hợp tác", representative=an), organization("Khác")
    links: Mapping[str, Data] = {
        "một": {"owner": an, "guide": binh, "partners": [unit, other], "friends": [an]},
        "hai": {"owner": unit, "partners": [other]},
        "ba": {"owner": binh, "guide": an},
        "bốn": {},
    }
    store.add_many([an, binh, unit, other])
    store.add_many([garden(name, **(GARDENS[name] | links[name])) for name in GARDENS])
    return store


def selected(store: Ecosystem, filter_: str | Where) -> str:
    """The names of the gardens that a filter selects, in the order of adding."""
    found = store.find(Garden, filter_, sort="id")
    assert store.count(Garden, filter_) == len(found)
    return " ".join(titles(found))


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("", "một hai ba bốn"),
        # text
        ("name = một", "một"),
        ("name = Một", ""),
        ('name = "một"', "một"),
        ("name != một", "hai ba bốn"),
        ("name in (một, ba)", "một ba"),
        ("name not in (một, ba)", "hai bốn"),
        ("code = D1", "một"),
        ("code = d1", ""),
        ("code != D1", "hai ba bốn"),
        ("code is null", "ba bốn"),
        ("code is not null", "một hai"),
        ('story = ""', "hai ba bốn"),
        ("story is null", "hai ba bốn"),
        ("story is not null", "một"),
        # whole numbers
        ("trees = 5", "một"),
        ("trees = 0", "hai"),
        ("trees != 5", "hai ba bốn"),
        ("trees > 0", "một"),
        ("trees >= 0", "một hai"),
        ("trees < 0", "ba"),
        ("trees <= 0", "hai ba"),
        ("trees <= -7", "ba"),
        ("trees in (5, -7, 99)", "một ba"),
        ("trees not in (5, -7)", "hai bốn"),
        ("trees is null", "bốn"),
        ("trees = null", "bốn"),
        ("trees != null", "một hai ba"),
        ("trees < 1.000", "một hai ba"),
        # decimals
        ('slope = "0,5"', "một"),
        ("slope = 0.5", "một"),
        ("slope < 0", "hai"),
        ('slope <= "0,5"', "một hai"),
        ("slope is null", "ba bốn"),
        # money
        ("price >= 1 triệu", "một"),
        ('price = "2,5 triệu"', "một"),
        ("price = 2.500.000 đ", "một"),
        ("price = 0", "hai"),
        ("price < 2500001", "một hai"),
        ("price is null", "ba bốn"),
        # yes and no
        ("organic = có", "một"),
        ("organic = không", "hai"),
        ("organic = true", "một"),
        ("organic != true", "hai ba bốn"),
        ("organic is null", "ba bốn"),
        ("fenced = có", "một"),
        ("fenced = no", "hai ba bốn"),
        ("fenced in (có, không)", "một hai ba bốn"),
        # days
        ("planted = 29/02/2020", "một"),
        ("planted = 2020-02-29", "một"),
        ("planted > 29/02/2020", "hai"),
        ("planted >= 29/02/2020", "một hai"),
        ("planted < 01/01/2021", "một"),
        ("planted != 01/01/2021", "một ba bốn"),
        ("planted is null", "ba bốn"),
        # days known in part
        ("founded = 2019", "một hai ba"),
        ("founded = 3/2019", "hai ba"),
        ("founded = 5/3/2019", "ba"),
        ("founded != 2019", "bốn"),
        ("founded >= 2020", "bốn"),
        ("founded > 2019", "bốn"),
        ("founded <= 2019", "một hai ba"),
        ("founded < 2020", "một hai ba"),
        ("founded < 2019", ""),
        ("founded > 3/2019", "bốn"),
        ("founded >= 3/2019", "hai ba bốn"),
        ("founded <= 3/2019", "một hai ba"),
        ("founded in (2020, 5/3/2019)", "ba bốn"),
        # moments
        ("seen = 15/11/2022 14:30", "một"),
        ("seen > 15/11/2022 14:30", "hai"),
        ("seen >= 2022-11-15T07:30:00Z", "một hai"),
        ("seen < 2022-11-15", ""),
        ("seen is null", "ba bốn"),
        # pick lists
        ("keeper = female", "một"),
        ("keeper = Nữ", "một"),
        ("keeper = nu", "một"),
        ("keeper != female", "hai ba bốn"),
        ("keeper in (nữ, Nam)", "một hai"),
        ("keeper is null", "ba bốn"),
        # several values
        ("keepers = female", "một"),
        ("keepers = khac", "một"),
        ("keepers != female", "hai ba bốn"),
        ("keepers in (male, other)", "một hai"),
        ("keepers is null", "ba bốn"),
        ("keepers is not null", "một hai"),
        ("names = Đồi A", "một"),
        ("names = đồi a", "hai"),
        ("names = đồi", ""),
        ("names = D1", "hai"),
        ('names = "nháy \\"kép\\""', "một"),
        ('names = "a\\\\b"', "một"),
        ("names is null", "ba bốn"),
        # references
        ("owner = Nguyễn Thị An", "một"),
        ("owner = nguyen thi an", "một"),
        ("owner != Nguyễn Thị An", "hai ba bốn"),
        ("owner = Tổ hợp tác", "hai"),
        ("owner in (Nguyễn Thị An, Tổ hợp tác)", "một hai"),
        ("owner is null", "bốn"),
        ("owner is not null", "một hai ba"),
        ("partners = Khác", "một hai"),
        ("partners = Tổ hợp tác", "một"),
        ("partners != Tổ hợp tác", "hai ba bốn"),
        ("partners is null", "ba bốn"),
        ("friends = Nguyễn Thị An", "một"),
        # paths
        ("owner.gender = female", "một"),
        ("owner.gender = nữ", "một"),
        ("owner.gender != female", "hai ba bốn"),
        ("not owner.gender = female", "hai ba bốn"),
        ("owner.phone = 0905 123 456", "ba"),
        ("owner.phone is null", "một hai bốn"),
        ("owner.phone is not null", "ba"),
        ("owner.name = Tổ hợp tác", "hai"),
        ("owner.name in (Tổ hợp tác, Lê Văn Bình)", "hai ba"),
        ("owner.name not in (Tổ hợp tác, Lê Văn Bình)", "một bốn"),
        ("owner.kind_of = cooperative", "hai"),
        ("owner.representative = Nguyễn Thị An", "hai"),
        ("owner.representative.gender = female", "hai"),
        ("guide.gender is null", "một hai bốn"),
        ("guide.gender is not null", "ba"),
        # together
        ("trees > 0 or trees < 0", "một ba"),
        ("not trees > 0", "hai ba bốn"),
        ("not (trees > 0 or code is null)", "hai"),
        ("not not trees > 0", "một"),
        ("trees >= 0 and (keeper = male or organic = có) and not code = D1", "hai"),
        ("name = một or name = hai and trees > 99", "một"),
    ],
)
def test_a_filter_selects(gardens: Ecosystem, expression: str, names: str) -> None:
    assert selected(gardens, expression) == names


@pytest.mark.parametrize(
    ("filter_", "names"),
    [
        (where(trees=5), "một"),
        (where(trees=None), "bốn"),
        (where(organic=True), "một"),
        (where(fenced=False), "hai ba bốn"),
        (where(planted=date(2020, 2, 29)), "một"),
        (where(seen=datetime(2022, 11, 15, 7, 30, tzinfo=UTC)), "một"),
        (where(keeper=Gender.FEMALE), "một"),
        (where(keepers=Gender.OTHER), "một"),
        (where(names="Đồi A"), "một"),
        (where(owner=NOBODY), ""),
        (where(owner__gender="female"), "một"),
        (where(name="mo\u0323\u0302t"), "một"),
        (where("trees >= 0") & where(keeper="male"), "hai"),
        (where(trees=5) | where(trees=0), "một hai"),
        (~where(trees=5), "hai ba bốn"),
        (where("trees >= 0", keeper="male"), "hai"),
    ],
)
def test_a_filter_from_python_selects(gardens: Ecosystem, filter_: Where, names: str) -> None:
    assert selected(gardens, filter_) == names


def test_a_record_stands_for_its_id_in_a_filter(gardens: Ecosystem) -> None:
    an = gardens.resolve("Nguyễn Thị An")
    other = gardens.resolve("Khác")
    assert selected(gardens, where(owner=an)) == "một"
    assert selected(gardens, where(owner=an.id)) == "một"
    assert selected(gardens, where(partners=other)) == "một hai"
    for spelt in (str(an.id), str(an.id)[-8:], an.id.hex):
        assert selected(gardens, f"owner = {spelt}") == "một"


def test_a_title_that_many_share_means_all_of_them(store: Ecosystem) -> None:
    twins = [person("Nguyễn Văn An") for _ in range(9)]
    store.add_many([*twins, *(garden(f"Vườn {n}", owner=twin) for n, twin in enumerate(twins))])
    assert store.count(Garden, "owner = Nguyễn Văn An") == 9
    assert store.count(Garden, "owner.name = Nguyễn Văn An") == 9


def test_a_reference_to_any_kind_is_followed(store: Ecosystem) -> None:
    an, hill = store.add(person("An", gender="female")), store.add(garden("Đồi", trees=3))
    store.add_many([Folder(at="1", within=an.id), Folder(at="2", within=hill.id), Folder(at="3")])

    def found(expression: str) -> list[str]:
        return [folder.at for folder in store.find(Folder, expression, sort="id")]

    assert found("within.gender = female") == ["1"]
    assert found("within.trees = 3") == ["2"]
    assert found("within.trees != 3") == ["1", "3"]
    assert found("within.name in (An, Đồi)") == ["1", "2"]
    assert found("within.name is null") == ["3"]


def test_text_that_is_empty_by_default_is_null(store: Ecosystem) -> None:
    one, two = store.add(person("An", job="ngư dân")), store.add(person("Bình"))
    assert store.find(Person, "job is null") == store.find(Person, where(job=None)) == [two]
    assert store.find(Person, "job is not null") == [one]
    assert store.find(Person, "email is null and phone is null and notes is null") == [one, two]


# ---- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("trees = nhiều", "trees: «nhiều» không đọc được; cần một số nguyên"),
        ('trees > "1,5"', "trees: «1,5» không đọc được"),
        ("trees = 99999999999999999999", "trees: số quá lớn"),
        ("slope > cao", "slope: «cao» không đọc được; cần một số, ví dụ 12,5"),
        ("slope = 2.000", "slope: «2.000» có thể hiểu theo hai cách"),
        ("price = nhiều", "price: Không đọc được số tiền «nhiều»"),
        ("organic = có lẽ", "organic: «có lẽ»: ghi Có hoặc Không"),
        ("planted = 31/02/2020", "planted: Không có ngày 31/02/2020"),
        ("planted >= hè", "planted: Không đọc được ngày «hè»"),
        ("founded = quý 2/2020", "founded: Không ghi theo quý được"),
        ("seen = 25:00", "seen: Không có giờ 25:00"),
        ("keeper = chị", "keeper: «chị» không có trong danh sách; chọn một trong: Nữ (female)"),
        ("keepers = chị", "keepers: «chị» không có trong danh sách"),
        ("name < a", "Trường «name» không so sánh lớn bé được; dùng = hoặc in."),
        ("keeper >= male", "Trường «keeper» không so sánh lớn bé được"),
        ("organic > có", "Trường «organic» không so sánh lớn bé được"),
        ("owner > An", "Trường «owner» không so sánh lớn bé được"),
        ("partners < An", "Trường «partners» không so sánh lớn bé được"),
        ("trees.x = 1", "«trees» không phải một liên kết."),
        ("partners.name = An", "«partners» không phải một liên kết."),
        ("name = a\x07b", "name: có ký tự điều khiển U+0007 ở vị trí 2"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    gardens: Ecosystem, expression: str, told: str
) -> None:
    with pytest.raises(BadFilter) as refused:
        gardens.find(Garden, expression)
    assert refused.value.message.startswith(told)
    assert "Input should" not in refused.value.message


def test_a_value_is_refused_in_english_too(gardens: Ecosystem) -> None:
    with speaking("en"), pytest.raises(BadFilter, match="cannot be read; give a whole number"):
        gardens.find(Garden, "trees = many")


@pytest.mark.parametrize(
    ("kind", "expression", "nearest"),
    [
        (Garden, "treez > 1", "trees"),
        (Garden, "nmae = một", "name"),
        (Garden, "owner.gendre = female", "gender"),
        (Startup, "stagee = idea", "stage"),
        (Person, "organization.name = x", None),
    ],
)
def test_an_unknown_field_is_told_with_the_nearest(
    gardens: Ecosystem, kind: type[Entity], expression: str, nearest: str | None
) -> None:
    with pytest.raises(NotFound) as refused:
        gardens.find(kind, expression)
    if nearest:
        assert nearest in refused.value.nearest
        assert f"Có phải: {nearest}" in str(refused.value)


def test_a_name_that_nobody_has_is_told_with_the_nearest(gardens: Ecosystem) -> None:
    with pytest.raises(NotFound) as refused:
        gardens.find(Garden, "owner = Nguyen Thi Ann")
    assert refused.value.nearest == ("Nguyễn Thị An",)
    with pytest.raises(NotFound):
        gardens.count(Organization, "parent = Nguyễn Thị An")


# ---- Against Python -----------------------------------------------------------------------------

SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
LEAVES = st.one_of(
    st.builds(
        Compare,
        st.just(("trees",)),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.sampled_from([-7, 0, 5]),
    ),
    st.builds(Compare, st.just(("keeper",)), st.sampled_from(["=", "!="]), st.sampled_from(Gender)),
    st.builds(Compare, st.just(("code",)), st.sampled_from(["=", "!="]), st.sampled_from(["D1"])),
    st.builds(OneOf, st.just(("trees",)), st.tuples(st.sampled_from([-7, 0]), st.just(5))),
    st.builds(IsNull, st.sampled_from([("trees",), ("keeper",), ("story",), ("owner",)])),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner), st.builds(Both, inner, inner), st.builds(Either, inner, inner)
    ),
    max_leaves=6,
)


def holds(condition: Any, record: Entity) -> bool:
    """Whether a condition holds for a record, as a reader would say."""
    match condition:
        case Not(inner):
            return not holds(inner, record)
        case Both(left, right):
            return holds(left, record) and holds(right, record)
        case Either(left, right):
            return holds(left, record) or holds(right, record)
        case IsNull((name,)):
            return getattr(record, name) in (None, "")
        case OneOf((name,), values):
            return getattr(record, name) in values
        case Compare((name,), "!=", value):
            return bool(getattr(record, name) != value)
        case Compare((name,), sign, value):
            held = getattr(record, name)
            return held is not None and SIGNS[sign](held, value)
    raise AssertionError(condition)


def test_filters_select_what_python_would(gardens: Ecosystem) -> None:
    every = gardens.find(Garden, sort="id")

    @given(CONDITIONS)
    def agrees(condition: Any) -> None:
        expected = [one for one in every if holds(condition, one)]
        assert gardens.find(Garden, Where(condition), sort="id") == expected

    agrees()
