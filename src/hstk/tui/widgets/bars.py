"""Targets and trends as plain text, for a terminal of any font and without colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from rich.cells import cell_len

from hstk.core.language import language, say
from hstk.tui.widgets.lines import Align, cut, drawable

Number: TypeAlias = int | float | Decimal

FULL = "█"
PARTS = " ▏▎▍▌▋▊▉"  # eighths
STEPS = "▁▂▃▄▅▆▇█"
TODAY = "┊"
NARROWEST_BAR = 8
NARROWEST_LABEL = 12


def bar(fraction: float, width: int, today: float | None = None) -> str:
    """A bar in eighths of a cell, with a tick where the year stands today.

    More than nothing always shows, and only what is reached looks full.

    Args:
        fraction: how much is done, 1 being all; what is beyond is cut off.
        width: cells.
        today: how much of the time has gone, from 0 to 1, or None for no tick.
    """
    width = max(0, width)
    eighths = math.floor(max(0.0, min(1.0, fraction)) * width * 8)
    if fraction > 0 and width > 0:
        eighths = max(1, eighths)
    full, part = divmod(eighths, 8)
    text = (FULL * full + (PARTS[part] if part else "")).ljust(width)[:width]
    if today is None or not width:
        return text
    tick = min(width - 1, math.floor(max(0.0, min(1.0, today)) * width))
    return text[:tick] + TODAY + text[tick + 1 :]


def sparkline(values: Sequence[float | None], width: int | None = None) -> str:
    """A trend, one cell a value, from nothing (or the lowest, if negative) to the highest.

    Args:
        values: oldest first; None leaves a gap.
        width: cells at most: the newest values are kept.
    """
    if width is not None:
        values = values[max(0, len(values) - width) :]
    known = [value for value in values if value is not None]
    low = min(0.0, *known) if known else 0.0
    span = (max(known, default=0.0) - low) or 1.0
    top = len(STEPS) - 1
    return "".join(
        " " if value is None else STEPS[min(top, math.floor((value - low) / span * len(STEPS)))]
        for value in values
    )


def figure(value: Number) -> str:
    """A number as people read it: «1.284», «3,25»; two decimals at most."""
    if isinstance(value, float) and not math.isfinite(value):
        return "—"
    text = f"{round(Decimal(str(value)), 2) + 0:,f}"  # + 0: there is no minus nought
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language() == "vi" else text


@dataclass(frozen=True, slots=True)
class Target:
    """One figure against what the plan asks for.

    Args:
        label: what is counted.
        actual: what is reached, or None when nobody knows.
        planned: what the plan asks for, or None when it asks for nothing.
        unit: of both, or "".
    """

    label: str
    actual: Number | None
    planned: Number | None
    unit: str = ""

    @property
    def fraction(self) -> float | None:
        """How much of the plan is reached, 1 being all; None when that cannot be said."""
        if self.actual is None or self.planned is None or self.planned <= 0:
            return None
        return float(self.actual) / float(self.planned)

    @property
    def ratio(self) -> str:
        """«7/10»; a dash for what is not known."""
        return "/".join("—" if n is None else figure(n) for n in (self.actual, self.planned))

    @property
    def percent(self) -> str:
        """«70%», rounded down so that 100% means reached; "" when it cannot be said."""
        return "" if self.fraction is None else f"{math.floor(self.fraction * 100 + 1e-9)}%"

    def state(self, today: float | None) -> str:
        """Where it stands, in a word; "!" stands before what needs somebody.

        Args:
            today: how much of the time has gone, from 0 to 1, or None when time does not count.
        """
        if self.actual is None:
            return say("! thiếu số", "! no data")
        if self.fraction is None:
            return say("chưa giao", "no target")
        if self.fraction >= 1:
            return say("đạt", "reached")
        if today is not None and self.fraction < today:
            return say("! chậm", "! behind")
        return say("kịp", "on track")


def target_lines(targets: Sequence[Target], today: float | None, width: int) -> list[str]:
    """The targets as lines of one layout: label, bar, ratio, percent, state.

    A narrow width loses the unit first, then the bar, then the percent; then labels are cut.

    Args:
        targets: what to show, in order.
        today: how much of the time has gone, from 0 to 1, or None for no tick.
        width: cells of every line, from 30.
    """
    labels = [drawable(target.label) for target in targets]
    ratios = _column([target.ratio for target in targets], "right")
    units = _column([drawable(target.unit) for target in targets])
    percents = _column([target.percent for target in targets], "right")
    states = _column([target.state(today) for target in targets])
    longest = _width(labels)

    tail: list[str] = []
    for parts, room in (
        ((ratios, units, percents, states), min(longest, width // 3) + 1 + 2 * NARROWEST_BAR),
        ((ratios, percents, states), min(longest, NARROWEST_LABEL)),
        ((ratios, states), 0),
    ):
        tail = [" ".join(texts) for texts in zip(*(p for p in parts if any(p)), strict=True)]
        rest = width - _width(tail) - 1
        if rest >= room:
            break
    label_width = min(longest, max(rest - 1 - 2 * NARROWEST_BAR, rest // 2))
    bar_width = rest - label_width - 1
    lines = []
    for target, label, end in zip(targets, labels, tail, strict=True):
        if bar_width < NARROWEST_BAR:
            lines.append(cut(f"{cut(label, rest)} {end}", width))
        else:
            drawn = bar(target.fraction or 0.0, bar_width, today)
            lines.append(cut(f"{cut(label, label_width)} {drawn} {end}", width))
    return lines


def target_line(
    label: str,
    actual: Number | None,
    planned: Number | None,
    unit: str,
    today_fraction: float | None,
    width: int,
) -> str:
    """One target as one line; :func:`target_lines` puts several under each other.

    Args:
        label: what is counted.
        actual: what is reached, or None when nobody knows.
        planned: what the plan asks for, or None.
        unit: of both, or "".
        today_fraction: how much of the time has gone, from 0 to 1, or None for no tick.
        width: cells of the line, from 30.
    """
    return target_lines([Target(label, actual, planned, unit)], today_fraction, width)[0]


def today_line(today: float, width: int) -> str:
    """What the tick in the bars means: «┊ hôm nay: đã qua 89% thời gian»."""
    percent = math.floor(max(0.0, min(1.0, today)) * 100)
    text = say(
        f"{TODAY} hôm nay: đã qua {percent}% thời gian",
        f"{TODAY} today: {percent}% of the time has gone",
    )
    return cut(text, width)


def _column(texts: Sequence[str], align: Align = "left") -> list[str]:
    width = _width(texts)
    return [cut(text, width, align) for text in texts]


def _width(texts: Sequence[str]) -> int:
    return max((cell_len(text) for text in texts), default=0)
