from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.core.language import LANGUAGES, Language, speaking
from hstk.core.money import show_number
from hstk.core.numbers import LARGEST, read_integer, read_number, within_bounds


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12),
        ("-5", -5),
        ("+5", 5),
        ("007", 7),
        ("1.200", 1200),
        ("10.000", 10_000),
        ("1,200", 1200),
        ("1 200 300", 1_200_300),
        ("1.200.300", 1_200_300),
        ("12.0", 12),
        ("12,00", 12),
        ("-1.200", -1200),
    ],
)
def test_whole_numbers_are_read_with_their_thousands(written: str, meant: int) -> None:
    assert read_integer(written) == meant


@pytest.mark.parametrize(
    "written", ["", "abc", "1.2", "1.20", "0,125", "1.200,5", "1.20.300", "0x1f"]
)
def test_what_is_no_whole_number_is_left_for_the_check(written: str) -> None:
    assert read_integer(written) == written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("-0,5", -0.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1 200", 1200),
        ("62,125", 62.125),
        ("1.200.300", 1_200_300),
        ("1,200,300", 1_200_300),
        ("1.200.300,25", 1_200_300.25),
    ],
)
def test_decimals_begin_with_a_comma(written: str, meant: float) -> None:
    assert read_number(written) == meant


@pytest.mark.parametrize("written", ["12", "12.5", "0.125", "1e3", "abc", "", "1.20.300", "1,2,3"])
def test_what_python_writes_is_left_for_the_check(written: str) -> None:
    assert read_number(written) == written


@pytest.mark.parametrize(
    ("lang", "written", "whole", "decimal"),
    [
        ("vi", "2.000", "2000", "2,0"),
        ("vi", "62.125", "62125", "62,125"),
        ("vi", "-1.500", "-1500", "-1,5"),
        ("en", "2,000", "2000", "2.0"),
        ("en", "62,125", "62125", "62.125"),
    ],
)
def test_what_could_mean_two_numbers_is_refused_and_both_are_named(
    lang: Language, written: str, whole: str, decimal: str
) -> None:
    with speaking(lang):
        with pytest.raises(ValueError, match=r"hai cách|two numbers") as refused:
            read_number(written)
        assert whole in str(refused.value)
        assert decimal in str(refused.value)
        assert float(read_number(whole)) != float(read_number(decimal))


@given(st.integers(-LARGEST, LARGEST))
def test_whole_numbers_are_read_as_they_are_shown(number: int) -> None:
    assert read_integer(show_number(number)) == number
    assert read_integer(str(number)) == number


@given(st.integers(-(10**8), 10**8), st.sampled_from(LANGUAGES))
def test_numbers_are_read_as_a_form_writes_them(thousandths: int, lang: Language) -> None:
    number = thousandths / 1000
    written = f"{number:.12g}"
    with speaking(lang):
        read = read_number(written.replace(".", ",") if lang == "vi" else written)
    assert float(read) == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_integer, read_number):
        with suppress(ValueError):
            found = read(text)
            assert isinstance(found, int | float) or found == text


@pytest.mark.parametrize("number", [LARGEST + 1, -LARGEST - 1, 10**30])
def test_numbers_that_no_database_keeps_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="quá lớn"):
        within_bounds(number)
    with pytest.raises(ValueError, match="quá lớn"):
        read_integer(str(number))
    assert within_bounds(LARGEST) == LARGEST
    assert within_bounds(-LARGEST) == -LARGEST
