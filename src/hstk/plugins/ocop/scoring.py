"""Scoring: sheets of marks, the council's average, gates, and the star that follows.

A sheet maps the code of a criterion to the number of the option chosen; ``NONE_MET`` says that no
option is met, which is something else than nothing chosen yet. Averages are exact fractions: the
bands are half-open (Quyết định 26/2026/QĐ-TTg, Điều 3: "từ 70 đến dưới 90 điểm"), so that a
rounded 89,996 must not become the 90 of five stars. What is shown is rounded down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final

from hstk import Rejected, say
from hstk.errors import Problem
from hstk.kinds import Choice
from hstk.plugins import show_number
from hstk.plugins.ocop.rubric import NONE_MET, Criterion, Rubric, refuse_final

Marks = Mapping[str, int]

# From so many points on; below the next. Quyết định 148/QĐ-TTg; 26/2026/QĐ-TTg, Điều 3. The 70-89
# and 90-100 of Quyết định 1048/QĐ-TTg left 89,5 open, and are read the same way.
BANDS: Final = ((5, 90), (4, 70), (3, 50), (2, 30), (1, 0))
SPREAD: Final = 10  # points between members that call for discussion, by many councils' own rules


class GatePolicy(Choice):
    """Who must have chosen the minimum of a star; no decision says, so a council does."""

    ALL = "all", "Mọi thành viên đều chấm đạt", "Every member's mark meets it"
    MAJORITY = "majority", "Quá nửa số thành viên chấm đạt", "More than half of the marks meet it"
    AVERAGE = "average", "Điểm trung bình của tiêu chí đạt", "The criterion's average meets it"


@dataclass(frozen=True, slots=True)
class Tally:
    """The points of one sheet, in whole, by part and by section."""

    total: int
    parts: Mapping[str, int]
    sections: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UnmetGate:
    """A minimum that a star needs and the marks do not reach."""

    star: int
    criterion: Criterion
    has: Fraction
    needs: int

    @property
    def missing(self) -> Fraction:
        """Points still needed in this criterion."""
        return self.needs - self.has

    def __str__(self) -> str:
        code, text, has = self.criterion.code, self.criterion.text, told(self.has)
        return say(
            f"{code}. {text}: được {has}, {self.star} sao cần {self.needs} điểm",
            f"{code}. {text}: has {has}, {self.star} stars need {self.needs} points",
        )


@dataclass(frozen=True, slots=True)
class Gain:
    """Points of one criterion that the product does not have, on average."""

    criterion: Criterion
    has: Fraction

    @property
    def lost(self) -> Fraction:
        """Points between what it has and the most there is."""
        return self.criterion.max - self.has


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a council's sheets come to.

    Args:
        totals: each sheet's points, in the order of the sheets.
        score: their exact average.
        band: the star of the score alone.
        star: the lower of the band and the highest star whose minimums are all met.
        unmet: every minimum that is not met, of any star.
        spread_limit: from more than so many points between members on, they discuss.
        gains: criteria that lose points, those that lose most first.
    """

    rubric: str
    totals: tuple[int, ...]
    score: Fraction
    band: int
    star: int
    policy: GatePolicy
    unmet: tuple[UnmetGate, ...]
    spread_limit: int
    gains: tuple[Gain, ...]

    @property
    def spread(self) -> int:
        """Points between the highest and the lowest sheet."""
        return max(self.totals) - min(self.totals)

    @property
    def to_discuss(self) -> bool:
        """The members lie so far apart that they should discuss and score again."""
        return self.spread > self.spread_limit

    def __str__(self) -> str:
        return say(
            f"{told(self.score)} điểm, {self.star} sao ({self.policy.label})",
            f"{told(self.score)} points, {self.star} stars ({self.policy.label})",
        )


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What keeps a product from one star."""

    star: int
    points: Fraction
    gates: tuple[UnmetGate, ...]

    def lines(self) -> tuple[str, ...]:
        """One line for the points, where they are missing, and one for each minimum."""
        points = show_number(shown_up(self.points))
        total = say(f"thiếu {points} điểm trong tổng điểm", f"{points} points short in total")
        return (*((total,) if self.points else ()), *map(str, self.gates))


def shown(points: Fraction) -> Decimal:
    """Points to two decimals, rounded down so that no rounding reaches a band."""
    return Decimal(floor(points * 100)).scaleb(-2)


def told(points: Fraction) -> str:
    """Points as people read them: "64", "74,33"."""
    return show_number(shown(points))


def shown_up(points: Fraction) -> Decimal:
    """Missing points to two decimals, rounded up so that they suffice."""
    return Decimal(ceil(points * 100)).scaleb(-2)


def missing(rubric: Rubric, marks: Marks) -> tuple[Criterion, ...]:
    """The criteria that apply and have no mark yet."""
    given = points_by_criterion(rubric, marks)
    return tuple(
        criterion
        for criterion in rubric.criteria
        if criterion.code not in marks and _applies(criterion, given)
    )


def faults(rubric: Rubric, marks: Marks) -> tuple[Problem, ...]:
    """Marks that the sheet does not have: unknown criteria, unknown options."""
    return tuple(_faults({criterion.code: criterion for criterion in rubric.criteria}, marks))


def points_by_criterion(rubric: Rubric, marks: Marks) -> dict[str, int]:
    """The points of each criterion; 0 where nothing is chosen or the criterion does not apply.

    Raises:
        Rejected: a mark that the sheet does not have.
    """
    if wrong := faults(rubric, marks):
        raise Rejected(wrong, message=say("Phiếu chấm có lỗi:", "The sheet has errors:"))
    found: dict[str, int] = {}
    for criterion in rubric.criteria:
        option = criterion.option(marks.get(criterion.code, NONE_MET))
        found[criterion.code] = option.points if option and _applies(criterion, found) else 0
    return found


def tally(rubric: Rubric, marks: Marks) -> Tally:
    """The points of one sheet, finished or not.

    Raises:
        Rejected: a mark that the sheet does not have.
    """
    given = points_by_criterion(rubric, marks)
    sections = {
        section.code: sum(given[criterion.code] for criterion in section.criteria)
        for section in rubric.sections
    }
    parts = {
        part.code: sum(sections[section.code] for section in part.sections) for part in rubric.parts
    }
    return Tally(sum(parts.values()), parts, sections)


def average(totals: Sequence[int]) -> Fraction:
    """The exact average of the members' totals.

    Raises:
        ValueError: there are none.
    """
    if not totals:
        raise ValueError(say("chưa có phiếu chấm nào", "there are no sheets"))
    return Fraction(sum(totals), len(totals))


def band(score: Fraction | int) -> int:
    """The star of that many points: 90 is five, 89,99 is four."""
    return next(star for star, least in BANDS if score >= least)


def standing(policy: GatePolicy, points: Sequence[int]) -> Fraction:
    """The points of one criterion that count against its minimums.

    Of ``ALL`` the lowest, of ``AVERAGE`` the average, of ``MAJORITY`` the most that more than
    half of the members gave.
    """
    if policy is GatePolicy.ALL:
        return Fraction(min(points))
    if policy is GatePolicy.AVERAGE:
        return average(points)
    return Fraction(sorted(points, reverse=True)[len(points) // 2])


def assess(
    rubric: Rubric,
    sheets: Sequence[Marks],
    *,
    policy: GatePolicy = GatePolicy.MAJORITY,
    spread_limit: int = SPREAD,
) -> Assessment:
    """What finished sheets come to: one member's own, or a whole council's.

    A criterion that does not apply (no story, hence nothing to judge in it) has 0 points, which
    does not meet a minimum: the minimum is what a product must have.

    Raises:
        Rejected: the rubric is not complete, there are no sheets, or one is unfinished or wrong.
    """
    refuse_final(rubric)
    _refuse_unfinished(rubric, sheets)
    given = [points_by_criterion(rubric, marks) for marks in sheets]
    totals = tuple(sum(points.values()) for points in given)
    columns = {c.code: [points[c.code] for points in given] for c in rubric.criteria}
    unmet = tuple(
        UnmetGate(gate.star, criterion, has, gate.points)
        for criterion in rubric.criteria
        for has in (standing(policy, columns[criterion.code]),)
        for gate in criterion.gates
        if has < gate.points
    )
    gains = (Gain(criterion, average(columns[criterion.code])) for criterion in rubric.criteria)
    score = average(totals)
    gated = min((gate.star for gate in unmet), default=6) - 1
    return Assessment(
        rubric=rubric.id,
        totals=totals,
        score=score,
        band=band(score),
        star=min(band(score), gated),
        policy=policy,
        unmet=tuple(sorted(unmet, key=lambda gate: gate.star)),
        spread_limit=spread_limit,
        gains=tuple(sorted((g for g in gains if g.lost), key=lambda gain: -gain.lost)),
    )


def explain(assessment: Assessment) -> tuple[Obstacles, ...]:
    """What keeps the product from each higher star, the next one first.

    With the missing points added the total reaches the star's band; with its gates met too, the
    product has the star.
    """
    return tuple(
        Obstacles(
            star,
            max(Fraction(0), least - assessment.score),
            tuple(gate for gate in assessment.unmet if gate.star <= star),
        )
        for star, least in reversed(BANDS)
        if star > assessment.star
    )


def _applies(criterion: Criterion, given: Mapping[str, int]) -> bool:
    condition = criterion.condition
    return condition is None or given.get(condition.criterion, 0) >= condition.points


def _faults(criteria: Mapping[str, Criterion], marks: Marks) -> Iterator[Problem]:
    for code, number in marks.items():
        criterion = criteria.get(code)
        if criterion is None:
            yield Problem(code, say("phiếu không có tiêu chí này", "is not on the sheet"))
        elif number == NONE_MET and criterion.least == 0:
            yield Problem(
                code,
                say(
                    "tiêu chí này có phương án 0 điểm, hãy chọn phương án đó",
                    "the criterion has an option of 0 points, choose that one",
                ),
                str(number),
            )
        elif number != NONE_MET and criterion.option(number) is None:
            offered = len(criterion.options)
            yield Problem(
                code,
                say(f"chỉ có phương án 1 đến {offered}", f"its options are 1 to {offered}"),
                str(number),
            )


def _refuse_unfinished(rubric: Rubric, sheets: Sequence[Marks]) -> None:
    problems = [
        Problem(
            criterion.code,
            say("chưa chấm", "has no mark"),
            where=say(f"phiếu {number}", f"sheet {number}"),
        )
        for number, marks in enumerate(sheets, 1)
        for criterion in missing(rubric, marks)
    ]
    if not sheets:
        problems.append(Problem("", say("chưa có phiếu chấm nào", "there are no sheets")))
    if problems:
        raise Rejected(problems, message=say("Chưa phân hạng được:", "No rank can be given yet:"))
