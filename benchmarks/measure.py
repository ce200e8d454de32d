"""One line of the table: a figure, its reference from the same run, their ratio and the bar."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured.

    Args:
        name: the work; reference: what it is held against.
        ours, theirs: medians, in ``unit``; ``theirs`` is None for an absolute bar.
        bar: the ratio, or figure, to stay below (above, when ``at_least``).
    """

    name: str
    unit: str
    ours: float
    reference: str
    theirs: float | None
    bar: float
    at_least: bool = False

    @property
    def judged(self) -> float:
        """The number that the bar is for."""
        return self.ours if self.theirs is None else self.ours / self.theirs

    @property
    def met(self) -> bool:
        """Whether the bar is kept."""
        return self.judged >= self.bar if self.at_least else self.judged <= self.bar


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(
    rounds: int, ours: Callable[[], object], theirs: Callable[[], object]
) -> tuple[float, float]:
    """Medians of two pieces of work done in turn, so that a busy hour slows both."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(lines: Sequence[Line]) -> str:
    """The lines as text."""
    rows = [("work", "median", "reference", "its median", "ratio", "bar", "")]
    for line in lines:
        sign = "≥" if line.at_least else "≤"
        theirs = "" if line.theirs is None else f"{line.theirs:.4g} {line.unit}"
        ratio = "" if line.theirs is None else f"{line.ours / line.theirs:.2f}"
        verdict = "met" if line.met else "MISSED"
        ours = f"{line.ours:.4g} {line.unit}"
        rows.append(
            (line.name, ours, line.reference, theirs, ratio, f"{sign} {line.bar:g}", verdict)
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
