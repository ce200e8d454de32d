"""Marks of judges, what they weigh, and the ranking that follows, ties shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from hstk import Ecosystem, Rejected, say
from hstk.errors import Problem
from hstk.plugins import show_number
from hstk.plugins.contest.kinds import (
    IN_THE_RUNNING,
    ContestCriterion,
    ContestEntry,
    ContestRound,
    ContestSheet,
)

_DIGITS = 500
"""As many as a line holds."""
WHOLE = 100
"""What the weights of a contest add up to, and the highest total."""


def read_marks(given: Iterable[str]) -> dict[str, Fraction]:
    """Marks as a sheet keeps them ("TC1:8,5"), by the code of the criterion.

    Raises:
        ValueError: one cannot be read, or a criterion is marked twice.
    """
    marks: dict[str, Fraction] = {}
    for one in given:
        code, colon, mark = (part.strip() for part in one.partition(":"))
        try:
            value = Fraction(mark.replace(",", "."))
        except (ValueError, ZeroDivisionError):
            value = Fraction(-1)
        if not colon or "/" in mark or value < 0:
            raise ValueError(
                say(
                    f"«{one}» không đọc được; ghi mã tiêu chí và điểm, ví dụ TC1:8,5",
                    f"“{one}” cannot be read; write criterion and mark, for example TC1:8.5",
                )
            )
        if code in marks:
            raise ValueError(
                say(f"tiêu chí {code} được chấm hai lần", f"the criterion {code} is marked twice")
            )
        marks[code] = value
    return marks


def written_marks(marks: Mapping[str, float | Fraction | None]) -> tuple[str, ...]:
    """Marks as a sheet keeps them, to the last digit; what was not marked is left out."""
    return tuple(_written(code, mark) for code, mark in marks.items() if mark is not None)


def _written(code: str, mark: float | Fraction) -> str:
    exact = Fraction(str(mark))
    with localcontext(prec=_DIGITS):
        digits = f"{Decimal(exact.numerator) / exact.denominator:f}"
    return f"{code}:{digits}".replace(".", ",")


def criteria_of(eco: Ecosystem, event: object) -> list[ContestCriterion]:
    """The criteria of a contest in the order they were added."""
    return eco.find(ContestCriterion, f"event = {event}", sort="id")


def weights_problem(criteria: Sequence[ContestCriterion]) -> str | None:
    """What is wrong with the weights as a whole, or None."""
    if not criteria:
        return say("cuộc thi chưa có tiêu chí nào", "the contest has no criteria yet")
    total = sum(Fraction(str(one.weight)) for one in criteria)
    if total == WHOLE:
        return None
    parts = " + ".join(f"{one.code} {show_number(one.weight, places=6)}" for one in criteria)
    sum_ = show_number(float(total), places=6)
    return say(
        f"trọng số các tiêu chí cộng lại là {sum_}, phải là {WHOLE}: {parts}",
        f"the weights add up to {sum_}, not {WHOLE}: {parts}",
    )


def refuse_weights(criteria: Sequence[ContestCriterion]) -> None:
    """Nothing is concluded from weights that do not add up.

    Raises:
        Rejected: they do not.
    """
    if problem := weights_problem(criteria):
        raise Rejected([Problem("", problem)])


def misfits(criteria: Sequence[ContestCriterion], marks: Mapping[str, Fraction]) -> list[Problem]:
    """Marks that no criterion has, or that are too high."""
    known = {one.code: one for one in criteria}
    problems = []
    for code, mark in marks.items():
        if code not in known:
            codes = ", ".join(known)
            message = say(
                f"cuộc thi không có tiêu chí {code}; có: {codes}",
                f"the contest has no criterion {code}; there are: {codes}",
            )
        elif mark > Fraction(str(known[code].most)):
            most = show_number(known[code].most)
            message = say(
                f"điểm {code} không được quá {most}", f"{code} cannot be more than {most}"
            )
        else:
            continue
        problems.append(Problem("marks", message, _written(code, mark)))
    return problems


def total(criteria: Sequence[ContestCriterion], marks: Mapping[str, Fraction]) -> Fraction | None:
    """The weighted total, 0 to 100; None while a criterion is not marked."""
    if any(one.code not in marks for one in criteria):
        return None
    return sum(
        (Fraction(str(c.weight)) * marks[c.code] / Fraction(str(c.most)) for c in criteria),
        Fraction(),
    )


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry in the ranking of a round.

    Args:
        entry: it.
        average: of the judges' totals; None when nobody has scored it whole.
        totals: of each whole sheet.
        unfinished: sheets that lack a mark.
        rank: 1 is the best; entries with one average share it; None without an average.
        tied: whether others share it.
        goes_on: whether it is among those that go on; None when a tie at the limit leaves it open,
            or when nobody goes on from this round.
    """

    entry: ContestEntry
    average: Fraction | None
    totals: tuple[Fraction, ...]
    unfinished: int
    rank: int | None
    tied: bool
    goes_on: bool | None


def ranking(eco: Ecosystem, round_: ContestRound) -> list[Ranked]:
    """The entries of a round, the best first; what nobody has scored stands last."""
    criteria = criteria_of(eco, round_.event)
    entries = [
        entry
        for entry in eco.find(ContestEntry, f"event = {round_.event}")
        if entry.reached >= round_.number and entry.state in IN_THE_RUNNING
    ]
    sheets: dict[object, list[ContestSheet]] = {}
    for sheet in eco.find(ContestSheet, f"round = {round_.id}"):
        sheets.setdefault(sheet.entry, []).append(sheet)
    scored = []
    for entry in entries:
        found = [total(criteria, read_marks(sheet.marks)) for sheet in sheets.get(entry.id, ())]
        whole = tuple(one for one in found if one is not None)
        average = sum(whole, Fraction()) / len(whole) if whole else None
        scored.append((entry, average, whole, len(found) - len(whole)))
    return ranked(scored, round_.passes)


def ranked(
    scored: Sequence[tuple[ContestEntry, Fraction | None, tuple[Fraction, ...], int]],
    passes: int | None,
) -> list[Ranked]:
    """The ranking of scored entries, of which ``passes`` go on."""
    averages = [average for _, average, _, _ in scored if average is not None]
    result = []
    for entry, average, whole, unfinished in scored:
        if average is None:
            result.append(Ranked(entry, None, whole, unfinished, None, False, None))
            continue
        better = sum(other > average for other in averages)
        equal = sum(other == average for other in averages)
        goes_on: bool | None = None
        if passes is not None and better + equal <= passes:
            goes_on = True
        elif passes is not None and better >= passes:
            goes_on = False
        result.append(Ranked(entry, average, whole, unfinished, better + 1, equal > 1, goes_on))
    return sorted(result, key=lambda one: (one.rank is None, one.rank or 0))
