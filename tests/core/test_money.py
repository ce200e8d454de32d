from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hstk.core.language import speaking
from hstk.core.money import (
    LARGEST,
    Dong,
    Money,
    read_money,
    show_money,
    show_money_short,
    show_number,
)

amounts = st.integers(0, LARGEST)


@pytest.mark.parametrize(
    ("written", "dong"),
    [
        ("0", 0),
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1.500.000 đ", 1_500_000),
        ("1.500.000đồng", 1_500_000),
        ("1.500.000 VNĐ", 1_500_000),
        ("VND 1.500.000", 1_500_000),
        ("1.500.000 ₫", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1\u00a0500\u00a0000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1,500", 1_500),
        ("1.500", 1_500),
        ("1.500.000,00", 1_500_000),
        ("1,500,000.00", 1_500_000),
        ("1500000.0", 1_500_000),
        ("1,5 triệu", 1_500_000),
        ("1.5 triệu", 1_500_000),
        ("2,5 Triệu đồng", 2_500_000),
        ("150 trđ", 150_000_000),
        ("3 tỷ", 3_000_000_000),
        ("3 tỉ", 3_000_000_000),
        ("1.2 tỷ", 1_200_000_000),
        ("1.25 tỷ", 1_250_000_000),
        ("500 nghìn", 500_000),
        ("500 ngàn", 500_000),
        ("500k", 500_000),
        ("1.500 triệu", 1_500_000_000),
        ("1.234,567 triệu", 1_234_567_000),
        ("0,125 tỷ", 125_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("2 triệu 500 nghìn đồng", 2_500_000),
    ],
)
def test_amounts_are_read_as_people_write_them(written: str, dong: int) -> None:
    assert read_money(written) == dong


def test_vietnamese_letters_may_come_decomposed() -> None:
    assert read_money("2,5 trie\u0323\u0302u") == 2_500_000


@pytest.mark.parametrize(
    "unclear",
    ["1,500 triệu", "1500.000", "1.50.000", "1.500,000", "0.500", "1.500,5.2 triệu"],
)
def test_what_could_mean_two_amounts_is_refused(unclear: str) -> None:
    with pytest.raises(ValueError, match=r"Không rõ .* ghi đủ số đồng như 1\.500\.000"):
        read_money(unclear)


@pytest.mark.parametrize("part", ["1.5", "1,25", "1,2345678 triệu", 2.5, Decimal("0.1")])
def test_parts_of_a_dong_are_refused(part: object) -> None:
    with pytest.raises(ValueError, match="lẻ dưới một đồng"):
        read_money(part)


@pytest.mark.parametrize(
    "other",
    [
        *("", "đ", "triệu", "năm trăm", "5 lạng", "1tr5", "2 triệu 500", "200 triệu 1 tỷ"),
        *("5-10 triệu", "1e6", "١٢٣", None, True, float("nan"), float("inf"), [], b"5"),
        pytest.param("9" * 5000, id="very long"),
    ],
)
def test_what_is_no_amount_is_refused_with_an_example(other: object) -> None:
    with pytest.raises(ValueError, match=r"ghi như 1\.500\.000") as caught:
        read_money(other)
    assert len(str(caught.value)) < 150


def test_whole_floats_of_spreadsheets_are_read_with_their_noise() -> None:
    assert read_money(1_500_000.0) == 1_500_000
    assert 0.07 * 10**8 != 7_000_000
    assert read_money(0.07 * 10**8) == 7_000_000
    assert read_money(Decimal("1500000.00")) == 1_500_000


@pytest.mark.parametrize("negative", [-1, -1.0, "-5.000", "- 2 triệu"])
def test_negative_amounts_are_refused(negative: object) -> None:
    with pytest.raises(ValueError, match="không được âm"):
        read_money(negative)


@pytest.mark.parametrize("large", [LARGEST + 1, 1e16, "1.000.001 tỷ", "9" * 50])
def test_amounts_beyond_the_largest_are_refused(large: object) -> None:
    with pytest.raises(ValueError, match="quá lớn"):
        read_money(large)


@given(amounts)
def test_what_is_shown_is_read_back(dong: int) -> None:
    assert read_money(show_money(dong)) == dong
    assert read_money(show_money(dong, "auto")) == dong


@given(amounts)
def test_what_is_shown_in_english_is_read_back(dong: int) -> None:
    with speaking("en"):
        assert read_money(show_money(dong, "auto")) == dong


@given(st.integers(0, 10**6), st.sampled_from(["nghìn", "triệu", "tỷ"]))
def test_hundredths_of_a_unit_are_read_exactly(hundredths: int, unit: str) -> None:
    size = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[unit]
    written = f"{show_number(Decimal(hundredths) / 100)} {unit}"
    assert read_money(written) == hundredths * size // 100


@given(amounts)
def test_the_short_form_is_within_half_a_percent_or_a_twentieth_of_its_unit(dong: int) -> None:
    text = show_money_short(dong)
    assert len(text) <= 15
    if dong < 1000:
        assert text == f"{dong} đ"
    else:
        assert abs(read_money(text) - dong) * 20 <= dong


@pytest.mark.parametrize(
    ("dong", "full", "auto", "short"),
    [
        (0, "0 đ", "0 đ", "0 đ"),
        (999, "999 đ", "999 đ", "999 đ"),
        (500_000, "500.000 đ", "500.000 đ", "500 nghìn"),
        (999_950, "999.950 đ", "999.950 đ", "1 triệu"),
        (2_500_000, "2.500.000 đ", "2,5 triệu", "2,5 triệu"),
        (2_540_000, "2.540.000 đ", "2,54 triệu", "2,5 triệu"),
        (1_234_567, "1.234.567 đ", "1.234.567 đ", "1,2 triệu"),
        (123_400_000, "123.400.000 đ", "123,4 triệu", "123 triệu"),
        (999_400_000, "999.400.000 đ", "999,4 triệu", "999 triệu"),
        (999_500_000, "999.500.000 đ", "999,5 triệu", "1 tỷ"),
        (3_200_000_000, "3.200.000.000 đ", "3,2 tỷ", "3,2 tỷ"),
        (1_234_560_000_000, "1.234.560.000.000 đ", "1.234,56 tỷ", "1.235 tỷ"),
    ],
)
def test_amounts_are_shown_in_full_exactly_and_short(
    dong: int, full: str, auto: str, short: str
) -> None:
    assert show_money(dong) == full
    assert show_money(dong, "auto") == auto
    assert show_money_short(dong) == short


def test_units_are_named_in_the_language_of_the_reader() -> None:
    with speaking("en"):
        assert show_money_short(2_500_000) == "2,5 million"
        assert show_money_short(3_000_000_000) == "3 billion"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (1234, "1.234"),
        (-1_234_567, "-1.234.567"),
        (1234.5, "1.234,5"),
        (0.1 + 0.2, "0,3"),
        (-0.001, "0"),
        (100.0, "100"),
        (Decimal("12.50"), "12,5"),
    ],
)
def test_numbers_have_a_decimal_comma_and_dots_between_thousands(
    number: int | float | Decimal, shown: str
) -> None:
    assert show_number(number) == shown


def test_decimals_of_a_number_are_limited_as_asked() -> None:
    assert show_number(66.6666, places=1) == "66,7"
    assert show_number(1050.0, places=0) == "1.050"


def test_a_list_of_amounts_is_validated_and_each_error_says_how_to_mend_it() -> None:
    money_list = TypeAdapter(list[Money])
    assert money_list.validate_python([5, "5.000", 5e6, "5 tỷ"]) == [5, 5_000, 5_000_000, 5 * 10**9]
    with pytest.raises(ValidationError) as caught:
        money_list.validate_python([5, "nhiều", -1])
    first, second = caught.value.errors()
    assert (first["loc"], second["loc"]) == ((1,), (2,))
    assert "ghi như 1.500.000" in str(first["ctx"]["error"])
    assert "không được âm" in str(second["ctx"]["error"])


def test_the_json_schema_of_money_is_a_bounded_integer() -> None:
    schema = TypeAdapter(Money).json_schema()
    assert schema["type"] == "integer"
    assert (schema["minimum"], schema["maximum"]) == (0, LARGEST)


def test_money_carries_the_mark_of_whole_dong() -> None:
    assert Dong() in get_args(Money)
