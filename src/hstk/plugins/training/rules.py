"""What every write must keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from hstk import Ecosystem, Entity, say
from hstk.errors import Problem
from hstk.kinds import Event, EventKind, Participation, ParticipationRole
from hstk.plugins import Guard, Written, show_date
from hstk.plugins.training.kinds import (
    CertificateKind,
    TrainingCertificate,
    TrainingNomination,
    TrainingSession,
)
from hstk.plugins.training.trainee_kinds import (
    Outcome,
    TrainingAttendance,
    TrainingTrainee,
)

_AT_ONCE = 500
"""Ids in one query: few enough for every database."""


def _batches(records: Sequence[Any]) -> Iterator[list[Any]]:
    rest = iter(records)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch


def _after(written: Sequence[Written]) -> list[Any]:
    return [one.after for one in written if one.after is not None]


def _by_id(
    eco: Ecosystem, kind: type[Entity], ids: Iterable[UUID], *fields: str
) -> dict[UUID, Any]:
    """Some fields of the records with these ids."""
    table, found = eco.table(kind), {}
    with eco.reading() as connection:
        for batch in _batches(list(set(ids))):
            chosen = select(table.c.id, *(table.c[name] for name in fields))
            for row in connection.execute(chosen.where(table.c.id.in_(batch))):
                found[row[0]] = row
    return found


def _sessions_in_class(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """A session lies within the days of its class."""
    sessions: list[TrainingSession] = _after(written)
    classes = _by_id(
        eco, Event, (one.event for one in sessions), "kind_of", "starts_on", "ends_on", "name"
    )
    for one in sessions:
        if (found := classes.get(one.event)) is None:
            continue
        if found.kind_of != "training":
            yield Problem(
                "event",
                say(f"«{found.name}» không phải lớp tập huấn", f"“{found.name}” is no training"),
            )
        elif _outside(one.on, found.starts_on, found.ends_on):
            first, last = found.starts_on, found.ends_on or found.starts_on
            yield Problem(
                "on",
                say(
                    f"buổi học ngày {show_date(one.on)} nằm ngoài lớp "
                    f"({show_date(first)} đến {show_date(last)})",
                    f"the session of {show_date(one.on)} lies outside the class "
                    f"({show_date(first)} to {show_date(last)})",
                ),
            )


def _outside(on: Any, first: Any, last: Any) -> bool:
    return first is not None and not first <= on <= (last or first)


def _enrolled(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """Attendance is of a trainee of the class that the session belongs to."""
    marks: list[TrainingAttendance] = _after(written)
    sessions = _by_id(eco, TrainingSession, (one.session for one in marks), "event")
    parts = _by_id(eco, Participation, (one.trainee for one in marks), "event", "role")
    for one in marks:
        session, part = sessions.get(one.session), parts.get(one.trainee)
        if session is None or part is None:
            continue
        if part.event != session.event or part.role != ParticipationRole.TRAINEE:
            name = eco.titles([one.trainee]).get(one.trainee, "")
            yield Problem(
                "trainee",
                say("không phải học viên của lớp này", "is no trainee of this class"),
                where=name,
            )


def _passed(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """Nobody gets a certificate of a class that they failed; that they were there may be told."""
    issued: list[TrainingCertificate] = [
        one
        for one in _after(written)
        if one.course is not None
        and one.issued_on is not None
        and one.kind_of is not CertificateKind.ATTENDANCE
    ]
    failed = _failed(eco, [one.person for one in issued])
    for one in issued:
        if (one.person, one.course) in failed:
            yield _contradiction(eco, "person", one.person)


def _failed(eco: Ecosystem, people: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
    """Who of some people failed which class."""
    part, extra = eco.table(Participation), eco.table(TrainingTrainee)
    chosen = (
        select(part.c.who, part.c.event)
        .join(extra, extra.c.participation == part.c.id)
        .where(extra.c.outcome == Outcome.FAILED, part.c.role == ParticipationRole.TRAINEE)
    )
    found: set[tuple[UUID, UUID]] = set()
    with eco.reading() as connection:
        for batch in _batches(list(set(people))):
            rows = connection.execute(chosen.where(part.c.who.in_(batch)))
            found |= {(row[0], row[1]) for row in rows}
    return found


def _not_certified(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """Nobody fails a class whose certificate was issued to them."""
    failed = [one.participation for one in _after(written) if one.outcome is Outcome.FAILED]
    yield from _certified_though(eco, "outcome", failed)


def _certified_though(eco: Ecosystem, field: str, failed: Sequence[UUID]) -> Iterator[Problem]:
    """Who of participations that failed holds a certificate of the class."""
    part, certificate = eco.table(Participation), eco.table(TrainingCertificate)
    chosen = select(part.c.who).join(certificate, contradicts(part, certificate))
    with eco.reading() as connection:
        for batch in _batches(failed):
            people = [row[0] for row in connection.execute(chosen.where(part.c.id.in_(batch)))]
            for person in dict.fromkeys(people):
                yield _contradiction(eco, field, person)


def contradicts(part: Any, certificate: Any) -> ColumnElement[bool]:
    """That a certificate tells that whoever takes part has passed."""
    return and_(
        certificate.c.person == part.c.who,
        certificate.c.course == part.c.event,
        certificate.c.issued_on.is_not(None),
        certificate.c.kind_of != CertificateKind.ATTENDANCE,
    )


def _contradiction(eco: Ecosystem, field: str, person: UUID) -> Problem:
    name = eco.titles([person]).get(person, "")
    return Problem(
        field,
        say(
            f"{name} không đạt ở lớp này nên không được cấp chứng chỉ của lớp",
            f"{name} failed the class, so it gives no certificate",
        ),
    )


def _changed(written: Sequence[Written], *fields: str) -> list[Any]:
    """The records, as they will be, that were there and change in some fields."""
    return [
        one.after
        for one in written
        if one.before is not None
        and one.after is not None
        and any(getattr(one.before, name) != getattr(one.after, name) for name in fields)
    ]


def _named_in(eco: Ecosystem, kind: type[Entity], field: str, ids: Iterable[UUID]) -> set[UUID]:
    """Which of some ids the records of a kind name in a field."""
    column, found = eco.table(kind).c[field], set[UUID]()
    with eco.reading() as connection:
        for batch in _batches(list(ids)):
            found |= set(connection.execute(select(column).where(column.in_(batch))).scalars())
    return found


def _session_stays(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """A session with attendance stays in its class: the trainees are those of that class."""
    moved = [one.id for one in _changed(written, "event")]
    for id_ in _named_in(eco, TrainingAttendance, "session", moved):
        yield Problem(
            "event",
            say(
                "buổi học đã điểm danh, không chuyển sang lớp khác được",
                "the session has attendance and stays in its class",
            ),
            where=eco.titles([id_]).get(id_, ""),
        )


def _trainee_stays(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """Attendance and results belong to one trainee of one class."""
    moved = [one.id for one in _changed(written, "event", "role")]
    bound = _named_in(eco, TrainingAttendance, "trainee", moved) | _with_result(eco, moved)
    for id_ in bound:
        yield Problem(
            "event",
            say(
                "học viên đã có điểm danh hoặc kết quả, không đổi lớp hay vai trò được",
                "the trainee has attendance or a result: neither class nor role can change",
            ),
            where=eco.titles([id_]).get(id_, ""),
        )
    others = [one.id for one in _changed(written, "who")]
    failed = _with_result(eco, others, failed=True)
    yield from _certified_though(eco, "who", list(failed))


def _with_result(eco: Ecosystem, ids: Sequence[UUID], *, failed: bool = False) -> set[UUID]:
    """Which of some participations have a result, or have failed."""
    extra = eco.table(TrainingTrainee)
    known = or_(extra.c.outcome.is_not(None), extra.c.score.is_not(None))
    chosen = select(extra.c.participation).where(
        extra.c.outcome == Outcome.FAILED if failed else known
    )
    found: set[UUID] = set()
    with eco.reading() as connection:
        for batch in _batches(ids):
            some = chosen.where(extra.c.participation.in_(batch))
            found |= set(connection.execute(some).scalars())
    return found


def _class_stays(eco: Ecosystem, written: Sequence[Written]) -> Iterator[Problem]:
    """A class with sessions, units asked or certificates is no other event."""
    turned = {
        one.id: one for one in _changed(written, "kind_of") if one.kind_of is not EventKind.TRAINING
    }
    used = (
        _named_in(eco, TrainingSession, "event", turned)
        | _named_in(eco, TrainingNomination, "event", turned)
        | _named_in(eco, TrainingCertificate, "course", turned)
    )
    for id_ in used:
        yield Problem(
            "kind_of",
            say(
                "sự kiện có buổi học, đơn vị cử người hoặc chứng chỉ nên phải là lớp tập huấn",
                "with sessions, units asked or certificates the event must be a training",
            ),
            where=turned[id_].name,
        )


GUARDS = (
    Guard(TrainingSession, _sessions_in_class),
    Guard(TrainingSession, _session_stays),
    Guard(TrainingAttendance, _enrolled),
    Guard(TrainingCertificate, _passed),
    Guard(TrainingTrainee, _not_certified),
    Guard(Participation, _trainee_stays),
    Guard(Event, _class_stays),
)
