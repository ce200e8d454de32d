from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hstk.core.tax_codes import (
    CitizenId,
    TaxCode,
    mask_id,
    read_citizen_id,
    read_tax_code,
    tax_code_kind,
)

# The enterprise codes are public ones of large companies; the personal numbers are made up.
nine_digits = st.from_regex(r"\A[0-9]{9}\Z")
personal = st.from_regex(r"\A(001|051|062|096|101|286|295)[0-3][0-9]{8}\Z")


def with_check_digit(nine: str) -> str | None:
    """The code as the circular's formula completes it; None where no code is issued."""
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    check = 10 - sum(weights[i] * int(nine[i]) for i in range(9)) % 11
    return None if check == 10 else f"{nine}{check}"


@pytest.mark.parametrize("code", ["0100047516", "0100233488", "0314409058-002", "051203001234"])
def test_stored_codes_stay_as_they_are(code: str) -> None:
    assert read_tax_code(code) == code


@pytest.mark.parametrize(
    ("written", "code", "kind"),
    [
        ("0100 233 488", "0100233488", "enterprise"),
        ("0100.233.488", "0100233488", "enterprise"),
        ("'0100233488", "0100233488", "enterprise"),
        ("100233488", "0100233488", "enterprise"),
        (100233488, "0100233488", "enterprise"),
        (100233488.0, "0100233488", "enterprise"),
        ("0100233488001", "0100233488-001", "branch"),
        ("0100233488 - 001", "0100233488-001", "branch"),
        ("0100233488–001", "0100233488-001", "branch"),
        ("051 203 001 234", "051203001234", "personal"),
        (51203001234, "051203001234", "personal"),
        ("286200000002", "286200000002", "personal"),
    ],
    ids=repr,
)
def test_codes_are_read_as_people_and_spreadsheets_write_them(
    written: object, code: str, kind: str
) -> None:
    assert read_tax_code(written) == code
    assert tax_code_kind(code) == kind


@given(nine_digits)
def test_exactly_one_last_digit_fits_or_none_at_all(nine: str) -> None:
    code = with_check_digit(nine)
    for last in "0123456789":
        if nine + last == code:
            assert read_tax_code(code) == code
            assert read_tax_code(f"{code}-999") == f"{code}-999"
        else:
            with pytest.raises(ValueError, match="sai số kiểm tra"):
                read_tax_code(nine + last)


@given(nine_digits.filter(lambda nine: with_check_digit(nine) is not None), st.data())
def test_one_mistyped_digit_is_always_found(nine: str, data: st.DataObject) -> None:
    code = with_check_digit(nine)
    assert code is not None
    position = data.draw(st.integers(0, 9))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != code[position]]))
    with pytest.raises(ValueError, match="sai số kiểm tra"):
        read_tax_code(code[:position] + other + code[position + 1 :])


def test_a_lost_zero_is_restored_only_when_the_check_digit_then_fits() -> None:
    with pytest.raises(ValueError, match="ghi 10 số"):
        read_tax_code("100233489")


def test_the_head_office_is_no_branch() -> None:
    with pytest.raises(ValueError, match="từ 001 đến 999"):
        read_tax_code("0100233488-000")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "123",
        "abc",
        "01002334x8",
        "٠١٠٠٢٣٣٤٨٨",
        "0100233488-01",
        "0100233488 – 1",
        "01002334881",
    ],
)
def test_what_is_no_code_is_refused_with_the_three_forms(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"10 số, 13 số .* hoặc 12 số"):
        read_tax_code(wrong)


@pytest.mark.parametrize("wrong", [None, True, 1.5, []])
def test_what_is_no_text_or_number_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="Không đọc được"):
        read_tax_code(wrong)
    with pytest.raises(ValueError, match="Không đọc được"):
        read_citizen_id(wrong)


@given(personal)
def test_personal_numbers_serve_as_tax_codes_and_as_citizen_numbers(number: str) -> None:
    assert read_citizen_id(number) == number
    assert read_citizen_id(int(number)) == number
    assert read_tax_code(number) == number
    assert tax_code_kind(number) == "personal"


@pytest.mark.parametrize(
    "number", ["000203001234", "097203001234", "100203001234", "296203001234", "051403001234"]
)
def test_a_personal_number_of_wrong_structure_is_refused_without_being_told(number: str) -> None:
    for read in (read_citizen_id, read_tax_code):
        with pytest.raises(ValueError, match="sai cấu trúc") as caught:
            read(number)
        assert number not in str(caught.value)
        assert mask_id(number) in str(caught.value)


def test_old_identity_cards_have_nine_digits() -> None:
    assert read_citizen_id("212 345 678") == "212345678"


@pytest.mark.parametrize("wrong", ["", "12345678", "12345678901234", "05120300123x", "01203001234"])
def test_what_is_no_citizen_number_is_refused_without_being_told(wrong: str) -> None:
    with pytest.raises(ValueError, match="ghi đủ 12 số") as caught:
        read_citizen_id(wrong)
    assert not wrong or wrong not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("051203001289", "051*******89"), ("212345678", "212****78"), ("12345", "*****"), ("", "")],
)
def test_the_middle_of_a_citizen_number_is_hidden(number: str, shown: str) -> None:
    assert mask_id(number) == shown


@given(personal)
def test_a_masked_number_tells_neither_sex_nor_year_of_birth(number: str) -> None:
    masked = mask_id(number)
    assert len(masked) == len(number)
    assert masked[3:10] == "*******"


def test_lists_of_codes_are_validated_with_errors_that_say_how_to_mend_them() -> None:
    codes = TypeAdapter(list[TaxCode])
    assert codes.validate_python(["0100233488", 100233488]) == ["0100233488"] * 2
    with pytest.raises(ValidationError) as caught:
        codes.validate_python(["0100233488", "0100233489"])
    (error,) = caught.value.errors()
    assert error["loc"] == (1,)
    assert "đối chiếu lại với giấy đăng ký" in str(error["ctx"]["error"])
    assert TypeAdapter(CitizenId).validate_json("51203001234") == "051203001234"
