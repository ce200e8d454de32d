"""What a contest does not allow, and what the doctor looks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hstk import Ecosystem, say
from hstk.errors import Problem
from hstk.kinds import Event, EventKind
from hstk.plugins import Check, Guard, Written
from hstk.plugins.contest.kinds import ContestEntry, ContestRound, ContestSheet
from hstk.plugins.contest.scoring import criteria_of, misfits, read_marks, weights_problem


def sheets_fit(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """Marks fit the criteria, the entry is of the contest, and no judge is of the entry's team."""
    for one in written:
        sheet = one.after
        if sheet is None:
            continue
        round_ = eco.get(ContestRound, sheet.round)
        entry = eco.get(ContestEntry, sheet.entry)
        if entry.event != round_.event:
            yield Problem(
                "entry",
                say(
                    f"«{entry.name}» không dự cuộc thi của vòng này",
                    f"“{entry.name}” is not of this round's contest",
                ),
            )
        if sheet.judge in (entry.leader, *entry.team):
            yield Problem(
                "judge",
                say(
                    f"giám khảo thuộc nhóm dự thi «{entry.name}» nên không được chấm bài này",
                    f"the judge is of the team of “{entry.name}” and cannot score it",
                ),
            )
        try:
            marks = read_marks(sheet.marks)
        except ValueError as error:
            yield Problem("marks", str(error))
            continue
        yield from misfits(criteria_of(eco, round_.event), marks)


def weights_add_up(eco: Ecosystem) -> Iterable[Problem]:
    """Contests whose weights do not add up to 100."""
    for event in eco.find(Event, f"kind_of = {EventKind.CONTEST.value}"):
        criteria = criteria_of(eco, event.id)
        if criteria and (problem := weights_problem(criteria)):
            yield Problem("weight", problem, where=event.name)


GUARDS = (Guard(ContestSheet, sheets_fit),)
CHECKS = (
    Check(
        "contest.weights",
        "trọng số tiêu chí của các cuộc thi",
        "weights of the criteria of contests",
        weights_add_up,
    ),
)
