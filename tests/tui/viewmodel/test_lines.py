"""Columns, wrapping and short dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hstk.core.language import speaking
from hstk.tui.viewmodel.lines import in_days, short_day, short_moment, spread, weekday
from hstk.tui.widgets.lines import drawable, wrapped

TODAY = date(2023, 11, 22)


def test_both_ends_of_a_line_are_kept_and_the_left_is_cut() -> None:
    assert spread("Gọi lại Trà Shan", "mai", 30) == "Gọi lại Trà Shan           mai"
    assert spread("Gọi lại Trà Shan", "hôm nay", 20) == "Gọi lại Tr…  hôm nay"
    assert spread("Gọi lại", "", 5) == "Gọi …"


@given(st.text(max_size=60), st.text(max_size=12), st.integers(16, 80))
def test_a_spread_line_is_as_wide_as_asked(left: str, right: str, width: int) -> None:
    line = spread(left, right, width)

    assert cell_len(line) == width
    if cell_len(drawable(right)) + 2 < width:
        assert line.endswith(drawable(right))


def test_text_wraps_between_words_and_keeps_its_lines() -> None:
    assert wrapped("Nghề nghiệp, chức vụ\nNông dân", 12) == ["Nghề nghiệp,", "chức vụ", "Nông dân"]
    assert wrapped("", 10) == [""]
    assert wrapped("một\n\nhai", 10) == ["một", "", "hai"]


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert wrapped("https://vidu.vn/toi-den", 10) == ["https://vi", "du.vn/toi-", "den"]


@given(st.text(max_size=120), st.integers(2, 40))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert all(cell_len(line) <= width for line in lines)
    kept = "".join(lines).replace(" ", "")
    assert kept == "".join(drawable(line) for line in text.splitlines()).replace(" ", "")


@pytest.mark.parametrize(
    ("days", "vi", "en"),
    [
        (-2, "trễ 2 ngày", "2 days late"),
        (0, "hôm nay", "today"),
        (1, "ngày mai", "tomorrow"),
        (9, "còn 9 ngày", "in 9 days"),
    ],
)
def test_how_far_a_day_is(days: int, vi: str, en: str) -> None:
    assert in_days(days) == vi
    with speaking("en"):
        assert in_days(days) == en


def test_days_are_short_within_the_year() -> None:
    assert short_day(date(2023, 1, 9), TODAY) == "09/01"
    assert short_day(date(2024, 1, 9), TODAY) == "09/01/2024"
    assert weekday(TODAY) == "T4 22/11"
    assert weekday(date(2023, 11, 26)) == "CN 26/11"


def test_moments_are_told_in_the_time_of_viet_nam() -> None:
    assert short_moment(datetime(2023, 11, 22, 2, 41, tzinfo=UTC), TODAY) == "09:41"
    assert short_moment(datetime(2023, 11, 21, 20, 0, tzinfo=UTC), TODAY) == "03:00"
    assert short_moment(datetime(2023, 11, 20, 2, 0, tzinfo=UTC), TODAY) == "20/11 09:00"
