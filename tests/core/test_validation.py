"""How what is wrong with values is told to a coordinator."""

from __future__ import annotations

from typing import Any

import pytest

from hstk.core.entity import Entity
from hstk.core.errors import Problem, Rejected
from hstk.core.kinds import CORE_KINDS, Organization, Person, Progress, Startup
from hstk.core.language import LANGUAGES, Language, speaking
from hstk.core.validation import checked, collected, nearest_fields, unknown_field
from tests.records import LEAST, A


def problems(kind: type[Entity], **values: Any) -> dict[str, str]:
    """The message for each field of a record made from these values, over the least ones."""
    with pytest.raises(Rejected) as refused:
        checked(kind, LEAST[kind.spec.kind] | values)
    return {problem.field: problem.message for problem in refused.value.problems}


def test_a_sound_record_comes_back() -> None:
    person = checked(Person, {"name": "Nguyễn Thị Mẫu", "phone": "0905 123 456"})
    assert (person.name, person.phone) == ("Nguyễn Thị Mẫu", "+84905123456")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    found = problems(
        Organization,
        name="",
        kind_of="chợ",
        workers="-1",
        phone="abc",
        tel="1",
        valid_to="31/02/2024",
    )
    assert set(found) == {"name", "kind_of", "workers", "phone", "tel", "valid_to"}


@pytest.mark.parametrize(
    ("kind", "field", "value", "told"),
    [
        (Person, "name", None, "không được để trống"),
        (Person, "name", "", "không được để trống"),
        (Person, "name", "a" * 301, "dài 301 ký tự, nhiều nhất 300"),
        (Organization, "workers", "nhiều", "«nhiều» không đọc được; cần một số nguyên, ví dụ 12"),
        (Organization, "workers", "1,5", "«1,5» không đọc được; cần một số nguyên, ví dụ 12"),
        (Organization, "workers", "-3", "-3 không được nhỏ hơn 0"),
        (Progress, "percent", "một nửa", "«một nửa» không đọc được; cần một số, ví dụ 12,5"),
        (Progress, "percent", "101", "101 không được lớn hơn 100"),
        (Person, "gender", "nữ giới", "«nữ giới» không có trong danh sách; chọn một trong: Nữ"),
        (Person, "birth", "31/02/1990", "Không có ngày 31/02/1990"),
        (Person, "phone", "12", "Không đọc được số điện thoại «12»"),
        (Startup, "owner", "ai đó", "«ai đó» không đọc được; cần tên hoặc mã số của một bản ghi"),
        (Person, "notes", "a\x07", "có ký tự điều khiển U+0007 ở vị trí 2; hãy xoá đi"),
        (Person, "nmae", "An", "Người không có trường «nmae». Có phải: name"),
        (Person, "họ tên", "An", "Người không có trường «họ tên». Có phải: name"),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_the_reader(
    kind: type[Entity], field: str, value: Any, told: str
) -> None:
    found = problems(kind, **{field: value})
    assert list(found) == [field]
    assert told in found[field]


def test_a_missing_field_is_named_by_its_label() -> None:
    with pytest.raises(Rejected) as refused:
        checked(Startup, {"name": "Tỏi"})
    assert refused.value.problems == (Problem("owner", "cần điền «Chủ thể»"),)
    with speaking("en"), pytest.raises(Rejected) as refused:
        checked(Startup, {"name": "Tỏi"})
    assert refused.value.problems[0].message == "“Owner” is required"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)
def test_no_message_is_left_in_the_words_of_a_library(kind: type[Entity], lang: Language) -> None:
    wrong: dict[str, Any] = dict.fromkeys(kind.fields, object())
    with speaking(lang), pytest.raises(Rejected) as refused:
        checked(kind, wrong)
    told = {problem.field: problem.message for problem in refused.value.problems}
    assert set(told) == set(kind.fields)
    for message in told.values():
        assert "Input should be" not in message
        assert "Value error" not in message


def test_values_that_do_not_fit_together_are_told_at_the_field_to_mend() -> None:
    found = problems(Organization, valid_from="02/01/2024", valid_to="01/01/2024")
    assert list(found) == ["valid_to"]
    found = problems(Organization, id=A, parent=A)
    assert list(found) == ["parent"]


def test_a_rule_that_names_no_field_is_told_of_the_whole_record() -> None:
    from typing import Annotated, Self

    from pydantic import model_validator

    from hstk.core.entity import Name, Shown

    class Odd(Entity, kind="odd_one", label="Lẻ", label_en="Odd"):
        name: Annotated[Name, Shown("Tên", "Name")]

        @model_validator(mode="after")
        def never(self) -> Self:
            raise ValueError("không bao giờ đúng")

    with pytest.raises(Rejected) as refused:
        checked(Odd, {"name": "a"})
    assert refused.value.problems == (Problem("", "không bao giờ đúng"),)


def test_a_problem_says_where_it_was_found() -> None:
    with pytest.raises(Rejected) as refused:
        checked(Person, {"name": ""}, where="dòng 7")
    assert refused.value.problems[0].where == "dòng 7"
    assert "dòng 7: name: không được để trống" in str(refused.value)


def test_a_long_value_is_quoted_in_part() -> None:
    with pytest.raises(Rejected) as refused:
        checked(Person, {"name": "a" * 5_000})
    assert len(refused.value.problems[0].value) == 80


def test_a_field_is_near_by_name_or_label_in_both_languages() -> None:
    assert nearest_fields(Person, "nmae")[0] == "name"
    assert nearest_fields(Person, "dien thoai")[0] == "phone"
    assert nearest_fields(Person, "workplace or scool")[0] == "workplace"
    assert nearest_fields(Person, "zzzzzz") == ()
    error = unknown_field(Person, "nmae")
    assert (error.key, error.nearest[0]) == ("nmae", "name")
    assert "Có phải: name" in str(error)


def test_problems_are_raised_together_or_not_at_all() -> None:
    collected([])
    with pytest.raises(Rejected) as refused:
        collected(Problem(name, "sai") for name in ("a", "b"))
    assert [problem.field for problem in refused.value.problems] == ["a", "b"]
