"""What ``hstk doctor`` looks for in classes."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, exists, func, or_, select

from hstk import Ecosystem, say
from hstk.errors import Problem
from hstk.kinds import Event, EventKind, Participation, ParticipationRole, Person
from hstk.plugins import Check, show_date
from hstk.plugins.training.kinds import TrainingCertificate, TrainingSession
from hstk.plugins.training.rules import contradicts
from hstk.plugins.training.trainee_kinds import (
    Outcome,
    Presence,
    TrainingAttendance,
    TrainingTrainee,
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


def _strangers(eco: Ecosystem) -> Iterator[Problem]:
    """Attendance of somebody who is no trainee of the class, or of what is no class."""
    mark, session = eco.table(TrainingAttendance), eco.table(TrainingSession)
    part, event = eco.table(Participation), eco.table(Event)
    chosen = (
        select(part.c.id, session.c.on)
        .select_from(
            mark.join(session, session.c.id == mark.c.session)
            .join(part, part.c.id == mark.c.trainee)
            .join(event, event.c.id == session.c.event)
        )
        .where(
            or_(
                part.c.event != session.c.event,
                part.c.role != ParticipationRole.TRAINEE,
                event.c.kind_of != EventKind.TRAINING,
            )
        )
        .order_by(session.c.on, part.c.id)
    )
    with eco.reading() as connection:
        found = connection.execute(chosen).all()
    names = eco.titles({row.id for row in found})
    for id_, on in found:
        yield Problem(
            "trainee",
            say(
                f"được điểm danh ngày {show_date(on)} nhưng không phải học viên của lớp có buổi ấy",
                f"has attendance on {show_date(on)}, but is no trainee of the class of that day",
            ),
            where=names.get(id_, ""),
        )


def _failed_yet_certified(eco: Ecosystem) -> Iterator[Problem]:
    """Trainees who failed a class and hold its certificate."""
    part, extra = eco.table(Participation), eco.table(TrainingTrainee)
    certificate = eco.table(TrainingCertificate)
    chosen = (
        select(part.c.id)
        .select_from(
            part.join(extra, extra.c.participation == part.c.id).join(
                certificate, contradicts(part, certificate)
            )
        )
        .where(extra.c.outcome == Outcome.FAILED, part.c.role == ParticipationRole.TRAINEE)
        .order_by(part.c.id)
    )
    with eco.reading() as connection:
        found = list(dict.fromkeys(connection.execute(chosen).scalars()))
    names = eco.titles(found)
    for id_ in found:
        yield Problem(
            "outcome",
            say("không đạt nhưng có chứng chỉ của lớp", "failed, but holds the certificate"),
            where=names.get(id_, ""),
        )


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
    Check(
        "training.enrolled",
        "Người được điểm danh là học viên của lớp",
        "Attendance is of trainees of the class",
        _strangers,
    ),
    Check(
        "training.certificates",
        "Người không đạt không có chứng chỉ của lớp",
        "Nobody failed a class and is certified",
        _failed_yet_certified,
    ),
)
