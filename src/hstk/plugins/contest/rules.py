"""What a contest does not allow, and what the doctor looks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from hstk import Ecosystem, Entity, say
from hstk.errors import Problem
from hstk.kinds import Event, EventKind
from hstk.plugins import Check, Guard, Written
from hstk.plugins.contest.kinds import (
    ContestCriterion,
    ContestEntry,
    ContestRound,
    ContestRules,
    ContestSheet,
)
from hstk.plugins.contest.scoring import criteria_of, misfits, read_marks, weights_problem

E = TypeVar("E", bound=Entity)

_AT_ONCE = 500
"""Ids in one query: few enough for every database."""


def _batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(dict.fromkeys(ids))
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch


def _found(eco: Ecosystem, kind: type[E], field: str, ids: Iterable[UUID]) -> list[E]:
    """The records whose field is one of some ids, in the order they were added."""
    return [
        record
        for batch in _batches(ids)
        for record in eco.find(kind, f"{field} in ({', '.join(map(str, batch))})", sort="id")
    ]


def _criteria(eco: Ecosystem, events: Iterable[UUID]) -> dict[UUID, list[ContestCriterion]]:
    """The criteria of some contests."""
    found: dict[UUID, list[ContestCriterion]] = {}
    for one in _found(eco, ContestCriterion, "event", events):
        found.setdefault(one.event, []).append(one)
    return found


def _scored(eco: Ecosystem, events: Iterable[UUID]) -> set[UUID]:
    """Those of some contests that have sheets."""
    round_, sheet = eco.table(ContestRound), eco.table(ContestSheet)
    chosen = select(round_.c.event).join(sheet, sheet.c.round == round_.c.id).distinct()
    found: set[UUID] = set()
    with eco.reading() as connection:
        for batch in _batches(events):
            found |= set(connection.scalars(chosen.where(round_.c.event.in_(batch))))
    return found


def sheets_fit(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """Marks fit the criteria, the entry is of the contest, and no judge is of the entry's team."""
    sheets: list[ContestSheet] = [one.after for one in written if one.after is not None]
    rounds = {r.id: r for r in _found(eco, ContestRound, "id", (one.round for one in sheets))}
    entries = {e.id: e for e in _found(eco, ContestEntry, "id", (one.entry for one in sheets))}
    criteria = _criteria(eco, (one.event for one in rounds.values()))
    for sheet in sheets:
        round_, entry = rounds.get(sheet.round), entries.get(sheet.entry)
        if round_ is None or entry is None:  # the database refuses that itself
            continue
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
        yield from misfits(criteria.get(round_.event, ()), marks)


_FROZEN = ("event", "code", "most")
"""What marks that were given stand on."""


def criteria_stand(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """Once a contest has sheets its criteria stay as they are.

    Weights that did not add up may still be mended, by changing them or by adding what is
    missing, since nothing can be concluded from them before.
    """
    events = {one.event for w in written for one in (w.before, w.after) if one is not None}
    scored = _scored(eco, events)
    before = _as_they_were(_criteria(eco, scored), written)
    settled = {
        event for event in scored if before.get(event) and not weights_problem(before[event])
    }
    for one in written:
        if {of.event for of in (one.before, one.after) if of is not None}.isdisjoint(scored):
            continue
        name = f"{one.record.code}. {one.record.name}"
        if one.after is None:
            what = say("không xóa được", "it cannot be deleted")
            yield _scored_already("", name, what)
        elif one.before is None:
            if one.after.event in settled:
                what = say("không thêm tiêu chí được", "no criterion can be added")
                yield _scored_already("", name, what)
        else:
            for field in (*_FROZEN, "weight"):
                changed = getattr(one.before, field) != getattr(one.after, field)
                if changed and (field != "weight" or one.before.event in settled):
                    label = one.after.fields[field].label
                    what = say(f"không đổi «{label}» được", f"“{label}” cannot be changed")
                    yield _scored_already(field, name, what)


def _as_they_were(
    criteria: dict[UUID, list[ContestCriterion]], written: Sequence[Written]
) -> dict[UUID, list[ContestCriterion]]:
    """The criteria of each contest before something was written."""
    touched = {one.record.id for one in written}
    found = {
        event: [one for one in listed if one.id not in touched]
        for event, listed in criteria.items()
    }
    for one in written:
        if one.before is not None:
            found.setdefault(one.before.event, []).append(one.before)
    return found


def _scored_already(field: str, where: str, what: str) -> Problem:
    return Problem(
        field,
        say(
            f"cuộc thi đã có phiếu chấm nên {what}; "
            "muốn đổi thì xóa các phiếu chấm của cuộc thi trước, rồi chấm lại",
            f"the contest has score sheets, so {what}; "
            "delete the sheets of the contest first, then score again",
        ),
        where=where,
    )


def entries_stand(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """Nobody joins the team of an entry that they scored, and scored entries stay in a contest."""
    changed = {
        one.after.id: one
        for one in written
        if one.before is not None and one.after is not None and _joined_or_moved(one)
    }
    told: set[tuple[UUID, UUID]] = set()
    for sheet in _found(eco, ContestSheet, "entry", changed):
        before, after = changed[sheet.entry].before, changed[sheet.entry].after
        if before.event != after.event and (after.id, after.event) not in told:
            told.add((after.id, after.event))
            yield Problem(
                "event",
                say(
                    "bài này đã có phiếu chấm nên không chuyển sang cuộc thi khác được; "
                    "xóa các phiếu chấm của bài trước",
                    "the entry has score sheets and cannot move to another contest; "
                    "delete its sheets first",
                ),
                where=after.name,
            )
        if sheet.judge in _people(after) - _people(before) and (after.id, sheet.judge) not in told:
            told.add((after.id, sheet.judge))
            judge = eco.titles([sheet.judge]).get(sheet.judge, "")
            yield Problem(
                "leader" if sheet.judge == after.leader else "team",
                say(
                    f"{judge} đã chấm bài này nên không vào nhóm dự thi được; "
                    "xóa phiếu chấm của người này trước",
                    f"{judge} has scored the entry and cannot join its team; "
                    "delete their sheet first",
                ),
                where=after.name,
            )


def _joined_or_moved(one: Written) -> bool:
    """Whether an entry's contest or team is another than before."""
    moved: bool = one.before.event != one.after.event
    return moved or bool(_people(one.after) - _people(one.before))


def _people(entry: ContestEntry) -> set[UUID]:
    return {entry.leader, *entry.team}


def rounds_stand(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """A round that has sheets stays in its contest."""
    moved = {
        one.after.id: one.after
        for one in written
        if one.before is not None and one.after is not None and one.before.event != one.after.event
    }
    scored = dict.fromkeys(one.round for one in _found(eco, ContestSheet, "round", moved))
    for round_ in scored:
        yield Problem(
            "event",
            say(
                "vòng này đã có phiếu chấm nên không chuyển sang cuộc thi khác được; "
                "xóa các phiếu chấm của vòng trước",
                "the round has score sheets and cannot move to another contest; "
                "delete its sheets first",
            ),
            where=moved[round_].name,
        )


def weights_add_up(eco: Ecosystem) -> Iterator[Problem]:
    """Contests whose weights do not add up to 100."""
    for event in eco.find(Event, f"kind_of = {EventKind.CONTEST.value}"):
        criteria = criteria_of(eco, event.id)
        if criteria and (problem := weights_problem(criteria)):
            yield Problem("weight", problem, where=event.name)


def rules_elsewhere(eco: Ecosystem) -> Iterator[Problem]:
    """Rules of events that are no contests, or no longer."""
    stray = eco.find(ContestRules, f"event.kind_of != {EventKind.CONTEST.value}")
    events = _found(eco, Event, "id", (rules.event for rules in stray))
    for event in events:
        yield Problem(
            "event",
            say(
                f"có thể lệ cuộc thi nhưng sự kiện là «{event.kind_of.label}»; "
                "sửa loại sự kiện, hoặc xóa thể lệ",
                f"it has rules of a contest but is a “{event.kind_of.label}”; "
                "change the sort of event, or delete the rules",
            ),
            where=event.name,
        )


GUARDS = (
    Guard(ContestSheet, sheets_fit),
    Guard(ContestCriterion, criteria_stand),
    Guard(ContestEntry, entries_stand),
    Guard(ContestRound, rounds_stand),
)
CHECKS = (
    Check(
        "contest.weights",
        "trọng số tiêu chí của các cuộc thi",
        "weights of the criteria of contests",
        weights_add_up,
    ),
    Check(
        "contest.rules",
        "thể lệ chỉ có ở cuộc thi",
        "rules only of contests",
        rules_elsewhere,
    ),
)
