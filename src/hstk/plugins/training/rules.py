"""What every write must keep, and what ``hstk doctor`` looks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select

from hstk import Ecosystem, Entity, say
from hstk.errors import Problem
from hstk.kinds import Event, Participation, ParticipationRole, Person
from hstk.plugins import Check, Guard, Written, show_date
from hstk.plugins.training.kinds import CertificateKind, TrainingCertificate, TrainingSession
from hstk.plugins.training.trainee_kinds import (
    Outcome,
    Presence,
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
    part, certificate = eco.table(Participation), eco.table(TrainingCertificate)
    chosen = select(part.c.who).join(
        certificate,
        and_(
            certificate.c.person == part.c.who,
            certificate.c.course == part.c.event,
            certificate.c.issued_on.is_not(None),
            certificate.c.kind_of != CertificateKind.ATTENDANCE,
        ),
    )
    with eco.reading() as connection:
        for batch in _batches(failed):
            people = [row[0] for row in connection.execute(chosen.where(part.c.id.in_(batch)))]
            for person in dict.fromkeys(people):
                yield _contradiction(eco, "outcome", person)


def _contradiction(eco: Ecosystem, field: str, person: UUID) -> Problem:
    name = eco.titles([person]).get(person, "")
    return Problem(
        field,
        say(
            f"{name} không đạt ở lớp này nên không được cấp chứng chỉ của lớp",
            f"{name} failed the class, so it gives no certificate",
        ),
    )


GUARDS = (
    Guard(TrainingSession, _sessions_in_class),
    Guard(TrainingAttendance, _enrolled),
    Guard(TrainingCertificate, _passed),
    Guard(TrainingTrainee, _not_certified),
)


def _strays(eco: Ecosystem) -> Iterator[Problem]:
    """Sessions that a class left behind when its days were changed."""
    session, event = eco.table(TrainingSession), eco.table(Event)
    chosen = (
        select(session.c.on, event.c.name)
        .join(event, event.c.id == session.c.event)
        .where(
            or_(
                session.c.on < event.c.starts_on,
                session.c.on > func.coalesce(event.c.ends_on, event.c.starts_on),
            )
        )
        .order_by(session.c.on)
    )
    with eco.reading() as connection:
        for on, name in connection.execute(chosen).all():
            yield Problem(
                "on",
                say(
                    f"buổi học ngày {show_date(on)} nằm ngoài các ngày của lớp; hãy sửa một bên",
                    f"the session of {show_date(on)} lies outside the class; mend either",
                ),
                where=name,
            )


def _repeated_numbers(eco: Ecosystem) -> Iterator[Problem]:
    """Certificates of one issuer that bear one number."""
    table = eco.table(TrainingCertificate)
    chosen = (
        select(table.c.number)
        .where(table.c.number.is_not(None), table.c.number != "", table.c.issuer.is_not(None))
        .group_by(table.c.issuer, table.c.number)
        .having(func.count() > 1)
        .order_by(table.c.number)
    )
    with eco.reading() as connection:
        for (number,) in connection.execute(chosen).all():
            yield Problem(
                "number",
                say(
                    f"một đơn vị cấp hai chứng chỉ cùng số {number}",
                    f"one issuer gave the number {number} twice",
                ),
            )


def _presence_told(eco: Ecosystem) -> Iterator[Problem]:
    """Participations that disagree with the attendance of their sessions."""
    part, mark = eco.table(Participation), eco.table(TrainingAttendance)
    person = eco.table(Person)
    came = exists().where(mark.c.trainee == part.c.id, mark.c.presence == Presence.PRESENT)
    noted = exists().where(mark.c.trainee == part.c.id)
    chosen = (
        select(person.c.name, part.c.present)
        .join(person, person.c.id == part.c.who)
        .where(noted, or_(and_(part.c.present.is_(True), ~came), and_(~part.c.present, came)))
        .order_by(person.c.name)
    )
    with eco.reading() as connection:
        for name, present in connection.execute(chosen).all():
            vi = "ghi có mặt nhưng vắng mọi buổi" if present else "ghi vắng nhưng có dự buổi học"
            en = "noted as present, but at no session" if present else "noted as absent, but came"
            yield Problem("present", say(vi, en), where=name)


CHECKS = (
    Check(
        "training.sessions",
        "Buổi học nằm trong các ngày của lớp",
        "Sessions lie within their class",
        _strays,
    ),
    Check(
        "training.numbers",
        "Số chứng chỉ không trùng",
        "Numbers of certificates differ",
        _repeated_numbers,
    ),
    Check(
        "training.presence",
        "Điểm danh khớp với «Có mặt»",
        "Attendance agrees with presence",
        _presence_told,
    ),
)
