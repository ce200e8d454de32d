"""How filters are read; what they select is told with the store."""

from __future__ import annotations

import pickle
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.core.errors import BadFilter
from hstk.core.filters import Both, Compare, Either, IsNull, Not, OneOf, Where, where
from hstk.core.language import speaking


def read(expression: str) -> object:
    """The condition that an expression means."""
    return where(expression).condition


A = Compare(("a",), "=", "1")
B = Compare(("b",), "=", "2")
C = Compare(("c",), "=", "3")


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("", None),
        ("   ", None),
        ("stage = idea", Compare(("stage",), "=", "idea")),
        ("stage == idea", Compare(("stage",), "=", "idea")),
        ("stage <> idea", Compare(("stage",), "!=", "idea")),
        ("stage!=idea", Compare(("stage",), "!=", "idea")),
        ("on >= 01/01/2022", Compare(("on",), ">=", "01/01/2022")),
        ("on<=2022-01-01", Compare(("on",), "<=", "2022-01-01")),
        ("on < 2022", Compare(("on",), "<", "2022")),
        ("on > 2022", Compare(("on",), ">", "2022")),
        ("owner.gender = female", Compare(("owner", "gender"), "=", "female")),
        ("owner.admin_unit.code = 21548", Compare(("owner", "admin_unit", "code"), "=", "21548")),
        ("a is null", IsNull(("a",))),
        ("a is not null", Not(IsNull(("a",)))),
        ("a IS NOT NULL", Not(IsNull(("a",)))),
        ("kind_of in (fair, startup_day)", OneOf(("kind_of",), ("fair", "startup_day"))),
        ("a not in (1)", Not(OneOf(("a",), ("1",)))),
        ("not a = 1", Not(A)),
        ("not not a = 1", Not(Not(A))),
        ("a = 1 and b = 2 and c = 3", Both(Both(A, B), C)),
        ("a = 1 or b = 2 and c = 3", Either(A, Both(B, C))),
        ("(a = 1 or b = 2) and c = 3", Both(Either(A, B), C)),
        ("not (a = 1 or b = 2)", Not(Either(A, B))),
        ("not a = 1 and b = 2", Both(Not(A), B)),
        ("a=1 OR b=2", Either(A, B)),
    ],
)
def test_an_expression_is_read(expression: str, condition: object) -> None:
    assert read(expression) == condition


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Nguyễn Thị An", "Nguyễn Thị An"),
        ('"Nguyễn Thị An"', "Nguyễn Thị An"),
        ("'Tỏi \"đen\"'", 'Tỏi "đen"'),
        (r'"Tỏi \"đen\""', 'Tỏi "đen"'),
        (r'"C:\\thư mục"', "C:\\thư mục"),
        ('"a and b, c (d)"', "a and b, c (d)"),
        ("In ấn Hoàng Sa", "In ấn Hoàng Sa"),
        ("in ấn is not null", "in ấn is not null"),
        ("175/KH-UBND", "175/KH-UBND"),
        ("[/x]", "[/x]"),
        ('""', ""),
        ('"null"', "null"),
        ("null", ""),
    ],
)
def test_a_value_needs_quotes_only_where_it_could_be_misread(written: str, value: str) -> None:
    assert read(f"name = {written}") == Compare(("name",), "=", value)
    assert read(f"a = 1 and name = {written} and b = 2") == Both(
        Both(A, Compare(("name",), "=", value)), B
    )


def test_text_is_composed() -> None:
    assert read("name = Ho\u0300a") == Compare(("name",), "=", "Hòa")


@pytest.mark.parametrize(
    ("expression", "at", "told"),
    [
        ("stage", 5, "cần ="),
        ("stage =", 7, "cần một giá trị"),
        ("stage = and a = 1", 8, "cần một giá trị"),
        ("= idea", 0, "cần tên một trường"),
        ("'stage' = idea", 0, "cần tên một trường"),
        ("Stage = idea", 0, "cần tên một trường"),
        ("stage = idea)", 12, "thừa"),
        ("stage = idea a = 1", 15, "thừa"),
        ("(stage = idea", 13, "cần «)»"),
        ("a in 1", 5, "cần «(»"),
        ("a in (1", 7, "cần «)»"),
        ("a in ()", 6, "cần một giá trị"),
        ("a is 1", 5, "cần «null»"),
        ("a not 1", 6, "cần «in»"),
        ("a = 2,5 triệu", 5, "thừa"),
        ('name = "An', 7, "không hiểu từ đây"),
        ("a = 1 and !", 10, "không hiểu từ đây"),
        ("a..b = 1", 0, "cần tên một trường"),
    ],
)
def test_a_bad_expression_is_shown_with_the_place(expression: str, at: int, told: str) -> None:
    with pytest.raises(BadFilter) as refused:
        where(expression)
    head, shown, caret = refused.value.message.splitlines()
    assert head.startswith("Không đọc được bộ lọc: ")
    assert told in head
    assert shown == f"  {expression}"
    assert caret == f"  {' ' * at}^"
    assert refused.value.hint


def test_the_place_is_shown_in_english_too() -> None:
    with speaking("en"), pytest.raises(BadFilter) as refused:
        where("stage =")
    assert "The filter cannot be read: expected a value" in refused.value.message
    assert "Example: stage = idea" in str(refused.value)


def test_fields_can_be_asked_for_from_python() -> None:
    assert where(stage="idea").condition == Compare(("stage",), "=", "idea")
    assert where(stage=None).condition == IsNull(("stage",))
    assert where(owner__gender="female").condition == Compare(("owner", "gender"), "=", "female")
    assert where("a = 1", b="2").condition == Both(A, B)


def test_filters_combine() -> None:
    a, b, everything = where("a = 1"), where("b = 2"), where()
    assert (a & b).condition == Both(A, B)
    assert (a | b).condition == Either(A, B)
    assert (~a).condition == Not(A)
    assert a & everything == everything & a == a
    assert a | everything == everything | a == everything
    assert where(a) is a
    with pytest.raises(BadFilter):
        ~everything  # noqa: B018


def test_filters_are_plain_values() -> None:
    found = where("not (a = 1 or b in (2, 3)) and c is null")
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(where("not (a = 1 or b in (2, 3)) and c is null"))


@given(st.text(max_size=40) | st.text("ab=<>!()\"', andorintulis.", max_size=40))
def test_whatever_is_typed_is_read_or_refused_with_a_place(expression: str) -> None:
    with suppress(BadFilter):
        assert isinstance(where(expression), Where)


NAMES = st.sampled_from(["a", "b", "owner.gender"])
VALUES = st.text("abcăđ \"'\\,()=andor12", min_size=1, max_size=8).map(str.strip).filter(bool)


def quoted(value: str) -> str:
    """The value as it can always be written."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@given(NAMES, VALUES)
def test_any_value_can_be_written_in_quotes(name: str, value: str) -> None:
    value = " ".join(value.split())
    assert read(f"{name} = {quoted(value)}") == Compare(tuple(name.split(".")), "=", value)


def test_a_filter_nested_without_end_is_refused() -> None:
    for endless in (" and ".join(["a = 1"] * 1200), "not " * 3000 + "a = 1", "(" * 3000 + "a = 1"):
        with pytest.raises(BadFilter, match="dài quá"):
            where(endless)
