"""Targets and trends as text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hstk.core.language import speaking
from hstk.tui.widgets.bars import (
    FULL,
    PARTS,
    STEPS,
    TODAY,
    Target,
    bar,
    figure,
    sparkline,
    target_line,
    target_lines,
    today_line,
)

FRACTIONS = st.floats(0, 1)
WIDTHS = st.integers(1, 120)

TARGETS = [
    Target("Dự án khởi nghiệp mới", 7, 10, "dự án"),
    Target("Sự kiện", 18, 24, "sự kiện"),
    Target("Vốn gọi được", Decimal("3.2"), 5, "tỷ đồng"),
    Target("Công nhận doanh nghiệp khoa học và công nghệ", 2, 6),
    Target("Lượt tư vấn", 1284, 1000),
    Target("Chưa ai đếm", None, 5),
    Target("Không giao", 3, None),
]


def eighths(text: str) -> int:
    return sum(8 if cell == FULL else PARTS.index(cell) for cell in text)


@given(st.floats(-1, 5), WIDTHS, st.none() | st.floats(-1, 2))
def test_a_bar_is_as_wide_as_asked(fraction: float, width: int, today: float | None) -> None:
    drawn = bar(fraction, width, today)
    assert len(drawn) == cell_len(drawn) == width
    assert set(drawn) <= {FULL, TODAY, *PARTS}


@given(FRACTIONS, FRACTIONS, WIDTHS)
def test_more_is_never_drawn_shorter(one: float, other: float, width: int) -> None:
    less, more = sorted((one, other))
    assert eighths(bar(less, width)) <= eighths(bar(more, width))


@given(FRACTIONS, WIDTHS)
def test_only_what_is_reached_looks_full_and_only_nothing_looks_empty(
    fraction: float, width: int
) -> None:
    drawn = bar(fraction, width)
    assert (drawn == FULL * width) == (fraction == 1)
    assert (not drawn.strip()) == (fraction == 0)


@given(FRACTIONS, FRACTIONS, WIDTHS)
def test_today_is_one_tick_at_its_place(fraction: float, today: float, width: int) -> None:
    drawn = bar(fraction, width, today)
    assert drawn.count(TODAY) == 1
    assert abs(drawn.index(TODAY) - today * width) <= 1


def test_a_bar_in_pictures() -> None:
    assert bar(0.7, 10) == "███████   "
    assert bar(0.55, 10, 0.8) == "█████▌  ┊ "
    assert bar(1, 10, 0.5) == "█████┊████"
    assert bar(0.5, 0, 0.5) == ""


def test_a_sparkline_runs_from_nothing_to_the_highest() -> None:
    assert sparkline([0, 1, 2, 3, 4, 5, 6, 8]) == "▁▂▃▄▅▆▇█"
    assert sparkline([5, 5]) == "██"
    assert sparkline([0, 0]) == "▁▁"
    assert sparkline([-4, None, 4]) == "▁ █"
    assert sparkline([]) == ""
    assert sparkline([None]) == " "


@given(st.lists(st.none() | st.floats(-1e9, 1e9), max_size=40), st.integers(0, 40))
def test_a_sparkline_keeps_the_newest(values: list[float | None], width: int) -> None:
    line = sparkline(values, width)
    assert len(line) == min(width, len(values))
    assert set(line) <= {" ", *STEPS}


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1284, "1.284", "1,284"),
        (Decimal("3.20"), "3,2", "3.2"),
        (1_234_567.891, "1.234.567,89", "1,234,567.89"),
        (-0.001, "0", "0"),
        (float("nan"), "—", "—"),
    ],
)
def test_figures_are_written_as_people_read_them(
    value: int | float | Decimal, vi: str, en: str
) -> None:
    assert figure(value) == vi
    with speaking("en"):
        assert figure(value) == en


@pytest.mark.parametrize("today", [None, 0.89])
def test_every_line_fits_its_width(today: float | None) -> None:
    for width in range(30, 121):
        single = target_line("A", 1, 2, "", today, width)
        lines = [*target_lines(TARGETS, today, width), single]
        assert {cell_len(line) for line in lines} == {width}


@pytest.mark.parametrize("width", [30, 48, 80, 120])
def test_the_figures_and_a_word_are_never_lost(width: int) -> None:
    lines = target_lines(TARGETS, 0.89, width)
    for line, figures, word in zip(
        lines,
        ["7/10", "18/24", "3,2/5", "2/6", "1.284/1.000", "—/5", "3/—"],
        ["! chậm", "! chậm", "! chậm", "! chậm", "đạt", "! thiếu số", "chưa giao"],
        strict=True,
    ):
        assert figures in line
        assert line.rstrip().endswith(word)


def test_the_lines_of_a_panel_stand_under_each_other() -> None:
    assert target_lines(TARGETS[:3], 0.75, 72) == [
        "Dự án khởi nghiệp mới █████████████████▌┊        7/10 dự án   70% ! chậm",
        "Sự kiện               ██████████████████┊       18/24 sự kiện 75% kịp   ",
        "Vốn gọi được          ████████████████  ┊       3,2/5 tỷ đồng 64% ! chậm",
    ]


def test_what_is_reached_is_told_exactly() -> None:
    def state(actual: int, planned: int) -> tuple[str, str]:
        target = Target("", actual, planned)
        return target.percent, target.state(0.5)

    assert state(999, 1000) == ("99%", "kịp")
    assert state(1000, 1000) == ("100%", "đạt")
    assert state(29, 100) == ("29%", "! chậm")
    assert state(50, 100) == ("50%", "kịp")
    assert state(1, 0) == ("", "chưa giao")


def test_labels_and_units_of_users_are_plain_text() -> None:
    line = target_line("[/x]\x1b[2J tên", 1, 2, "[b]", 0.5, 80)
    assert "[/x]\ufffd[2J tên" in line
    assert "[b]" in line


def test_the_tick_is_explained() -> None:
    assert today_line(0.89, 60).rstrip() == "┊ hôm nay: đã qua 89% thời gian"
    with speaking("en"):
        assert "89%" in today_line(0.89, 60)
