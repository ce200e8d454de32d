"""Product codes have the form of their time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.plugins.ocop.product_codes import ProductCode, read_product_code

OLD, NEW = "83-829-28780-3-2022", "51-21548-3-2026"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


@given(
    st.builds(
        ProductCode,
        province=digits(2),
        commune=digits(5),
        number=st.integers(1, 99_999),
        year=st.integers(2019, 2099),
        district=st.one_of(st.just(""), digits(3)),
    )
)
def test_a_code_that_was_made_is_read_back(code: ProductCode) -> None:
    assert read_product_code(str(code)) == code


def test_both_forms_are_read() -> None:
    assert read_product_code(OLD) == ProductCode("83", "28780", 3, 2022, "829")
    assert read_product_code(" 51 - 21548 - 3 - 2026 ") == ProductCode("51", "21548", 3, 2026)


@pytest.mark.parametrize(
    ("text", "day", "fits"),
    [
        (OLD, date(2022, 6, 1), True),
        (NEW, date(2025, 6, 30), False),
        (OLD, date(2026, 1, 1), True),
        (NEW, date(2026, 1, 1), True),
        (OLD, date(2026, 5, 21), True),
        (OLD, date(2026, 5, 22), False),
        (NEW, date(2026, 5, 22), True),
    ],
)
def test_the_form_is_that_of_the_day(text: str, day: date, fits: bool) -> None:
    if fits:
        assert str(read_product_code(text, day)) == text
    else:
        with pytest.raises(ValueError, match="mã huyện"):
            read_product_code(text, day)


@pytest.mark.parametrize(
    "text", ["", "51-21548-3", "51-21548-0-2026", "51-2154-3-2026", "٥١-21548-3-2026"]
)
def test_anything_else_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match="không phải mã số"):
        read_product_code(text)
