from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hstk.core.language import speaking
from hstk.core.phones import Phone, is_phone, phone_warning, read_phone, show_phone

# All numbers are made up.
mobiles = st.from_regex(r"\A\+84[35789][0-9]{8}\Z")
landlines = st.from_regex(r"\A\+842[0-9]{9}\Z")
hotlines = st.from_regex(r"\A\+841[89]00([0-9]{4}|[0-9]{6})\Z")
foreign = st.from_regex(r"\A\+(1|33|81|856)[0-9]{7,11}\Z")


@pytest.mark.parametrize(
    "written",
    [
        "+84905123456",
        "0905123456",
        "0905 123 456",
        "0905.123.456",
        "0905-123-456",
        "0905–123–456",
        "(0905) 123456",
        "+84 905 123 456",
        "(+84) (0)905 123 456",
        "+840905123456",
        "84905123456",
        "0084 905 123 456",
        "905123456",
        "'0905123456",
        "\u202a0905 123 456\u202c",
        "0905\u00a0123\u00a0456",
        "０９０５１２３４５６",
        905123456,
        905123456.0,
        84905123456,
    ],
    ids=repr,
)
def test_every_way_of_writing_a_mobile_number_is_read(written: object) -> None:
    assert read_phone(written) == "+84905123456"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0120", "070"),
        ("0121", "079"),
        ("0122", "077"),
        ("0126", "076"),
        ("0128", "078"),
        ("0123", "083"),
        ("0124", "084"),
        ("0125", "085"),
        ("0127", "081"),
        ("0129", "082"),
        ("0162", "032"),
        ("0163", "033"),
        ("0164", "034"),
        ("0165", "035"),
        ("0166", "036"),
        ("0167", "037"),
        ("0168", "038"),
        ("0169", "039"),
        ("0186", "056"),
        ("0188", "058"),
        ("0199", "059"),
    ],
)
def test_numbers_from_before_the_change_of_2018_get_their_new_prefix(old: str, new: str) -> None:
    stored = "+84" + new[1:] + "1234567"
    assert read_phone(f"{old} 123 4567") == stored
    assert read_phone(f"+84 {old[1:]} 123 4567") == stored
    assert read_phone(int(f"{old}1234567")) == stored
    assert phone_warning(stored) is None


@pytest.mark.parametrize(
    ("written", "stored", "shown"),
    [
        ("0255 3812345", "+842553812345", "0255 3812 345"),
        ("(0255) 3.812.345", "+842553812345", "0255 3812 345"),
        ("2553812345", "+842553812345", "0255 3812 345"),
        ("024 3825 1234", "+842438251234", "024 3825 1234"),
        ("028-38251234", "+842838251234", "028 3825 1234"),
        ("1900 1234", "+8419001234", "1900 1234"),
        ("1800123456", "+841800123456", "1800 123456"),
        ("+1 212 555 0100", "+12125550100", "+12125550100"),
        ("001 212 555 0100", "+12125550100", "+12125550100"),
    ],
)
def test_landlines_hotlines_and_foreign_numbers_are_read(
    written: str, stored: str, shown: str
) -> None:
    assert read_phone(written) == stored
    assert show_phone(stored) == shown


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "+", "113", "abc", "ĐT 0905123456", "090512345", "09051234567", "0605123456"),
        *("0130 1234567", "255381234", "+84", "+0905123456", "+84 605 123 456", "090512345๖"),
        *(None, True, 905123456.5, 7, []),
    ],
)
def test_what_is_no_telephone_number_is_refused_with_an_example(wrong: object) -> None:
    with pytest.raises(ValueError, match="ghi đủ 10 số như 0905 123 456"):
        read_phone(wrong)


@pytest.mark.parametrize(
    "several",
    ["0905123456/0914123456", "0905123456; 0914123456", "0905 123 456 - 0914 123 456"],
)
def test_two_numbers_in_one_place_are_refused(several: str) -> None:
    with pytest.raises(ValueError, match="chỉ ghi một số"):
        read_phone(several)


@given(mobiles | landlines | hotlines | foreign)
def test_what_is_shown_is_read_back(phone: str) -> None:
    assert read_phone(phone) == phone
    assert read_phone(show_phone(phone)) == phone
    assert is_phone(phone)


@given(mobiles | landlines)
def test_grouping_does_not_matter(phone: str) -> None:
    national = phone[3:]
    assert read_phone(".".join("0" + national)) == phone
    assert read_phone(int(national)) == phone


@given(st.text(max_size=30) | st.from_regex(r"\A[0-9 +.()-]{1,20}\Z"))
def test_any_text_is_either_refused_or_becomes_a_stored_number(text: str) -> None:
    try:
        phone = read_phone(text)
    except ValueError:
        return
    assert is_phone(phone)
    assert read_phone(phone) == phone


@pytest.mark.parametrize(
    "text", ["", "0905123456", "+84", "+84905", "+84605123456", "xã", "+849051234567", "+842 5"]
)
def test_only_stored_numbers_are_taken_for_telephone_numbers(text: str) -> None:
    assert not is_phone(text)
    assert show_phone(text) == text


@pytest.mark.parametrize("prefix", ["30", "31", "50", "57", "71", "75", "80", "95"])
def test_an_unknown_mobile_prefix_is_accepted_with_a_warning(prefix: str) -> None:
    phone = read_phone(f"0{prefix} 1234567")
    warning = phone_warning(phone)
    assert warning is not None
    assert f"Đầu số 0{prefix}" in warning


@pytest.mark.parametrize("prefix", ["32", "39", "52", "55", "70", "86", "87", "89", "96", "99"])
def test_known_mobile_prefixes_are_not_warned_of(prefix: str) -> None:
    assert phone_warning(f"+84{prefix}1234567") is None


@pytest.mark.parametrize("phone", ["+842553812345", "+8419001234", "+12125550100"])
def test_other_numbers_are_not_warned_of(phone: str) -> None:
    assert phone_warning(phone) is None


def test_what_looks_like_an_old_landline_of_quang_ngai_is_warned_of() -> None:
    warning = phone_warning(read_phone("055 3867123"))
    assert warning is not None
    assert "0255" in warning


def test_a_list_of_numbers_is_validated_and_each_error_says_how_to_mend_it() -> None:
    phones = TypeAdapter(list[Phone])
    assert phones.validate_python(["0905123456", 905123456]) == ["+84905123456"] * 2
    assert phones.validate_json('["0905 123 456"]') == ["+84905123456"]
    with pytest.raises(ValidationError) as caught:
        phones.validate_python(["0905123456", "12"])
    (error,) = caught.value.errors()
    assert error["loc"] == (1,)
    assert "0905 123 456" in str(error["ctx"]["error"])


def test_errors_are_told_in_english_when_asked() -> None:
    with speaking("en"), pytest.raises(ValueError, match="Cannot read the telephone number"):
        read_phone("12")
