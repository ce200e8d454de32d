"""One class with all that belongs to it: sessions, units asked, trainees, certificates."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from hstk import Ecosystem, say
from hstk.errors import Problem, Rejected
from hstk.kinds import Event, EventState, Participation, Person
from hstk.plugins import show_date, show_number
from hstk.plugins.training.kinds import (
    CertificateKind,
    DayPart,
    TrainingCertificate,
    TrainingClass,
    TrainingNomination,
    TrainingSession,
    is_class,
)
from hstk.plugins.training.trainee_kinds import (
    Outcome,
    Presence,
    TrainingAttendance,
    TrainingTrainee,
)

_PARTS = tuple(DayPart)
_AT_ONCE = 500
"""Ids in one filter."""


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody who learns in a class.

    Args:
        part: the participation; extra: its satellite, if anything was noted.
        name, unit: as they are read.
        person: who it is; None for a startup or organization.
        presence: at which session how, by the session's id.
        certificates: those that the class led to.
    """

    part: Participation
    extra: TrainingTrainee | None
    name: str
    unit: str
    person: Person | None
    presence: dict[UUID, Presence]
    certificates: tuple[TrainingCertificate, ...]

    @property
    def outcome(self) -> Outcome | None:
        """Passed, failed or not known yet."""
        return self.extra.outcome if self.extra else None

    @property
    def code(self) -> str:
        """What tells namesakes apart in forms and on sheets, as "hv3f2a1b9c0d".

        The last ten digits of the participation's id after two letters: it is the name of a
        field, and no spreadsheet takes it for a number.
        """
        return f"hv{self.part.id.hex[-10:]}"


@dataclass(frozen=True)
class ClassBook:
    """A class as it stands; read it with :func:`book_of`.

    Args:
        event, extra: the class, and its satellite if anything was noted.
        sessions: in the order in which they are held.
        trainees: by the order of names.
        nominations: the units asked, in the order of asking.
        names: of every unit and person that is named in it.
    """

    event: Event
    extra: TrainingClass | None
    sessions: Sequence[TrainingSession]
    trainees: Sequence[Trainee]
    nominations: Sequence[TrainingNomination]
    names: dict[UUID, str] = field(default_factory=dict)

    @cached_property
    def marked(self) -> list[TrainingSession]:
        """The sessions for which attendance was taken."""
        seen = {session for trainee in self.trainees for session in trainee.presence}
        return [session for session in self.sessions if session.id in seen]

    @property
    def hours_required(self) -> float:
        """Hours to attend; 0 when nothing is asked."""
        return (self.extra.hours_required if self.extra else None) or 0.0

    @property
    def missing(self) -> int:
        """How many people the units still have to send."""
        return sum(nomination.missing for nomination in self.nominations)

    def hours(self, trainee: Trainee) -> float:
        """The hours that somebody attended."""
        return sum(
            session.hours
            for session in self.sessions
            if trainee.presence.get(session.id) is Presence.PRESENT
        )

    def percent(self, trainee: Trainee) -> int | None:
        """What part of the sessions with attendance was attended; 100 only when all of them."""
        return percent(self.hours(trainee), sum(session.hours for session in self.marked))

    def lacks_hours(self, trainee: Trainee) -> bool:
        """Whether somebody attended less than the class asks for."""
        return self.hours(trainee) < self.hours_required

    def issued(
        self, trainee: Trainee, kind: CertificateKind | None = None
    ) -> TrainingCertificate | None:
        """The certificate that was issued to somebody, if one was.

        Args:
            kind: of which kind; when left out, what the class leads to, else any.
        """
        wanted = kind or (self.extra.leads_to if self.extra else None)
        return next(
            (
                one
                for one in trainee.certificates
                if one.issued_on is not None and wanted in (None, one.kind_of)
            ),
            None,
        )

    def why_no_certificate(self, trainee: Trainee, kind: CertificateKind | None = None) -> str:
        """Why nothing (of a kind) can be issued to somebody; "" when it can."""
        if trainee.person is None:
            return say("không phải cá nhân", "not a person")
        if self.issued(trainee, kind):
            return say("đã được cấp", "already issued")
        if trainee.outcome is None:
            return say("chưa có kết quả", "no result yet")
        if trainee.outcome is Outcome.FAILED:
            return say("không đạt", "failed")
        if self.lacks_hours(trainee):
            had, asked = show_number(self.hours(trainee)), show_number(self.hours_required)
            return say(f"mới học {had}/{asked} giờ", f"attended {had} of {asked} hours")
        return ""


def percent(part: float, whole: float) -> int | None:
    """A share of 100, rounded down so that 100 means all; None of nothing."""
    return int(part * 100 / whole + 1e-9) if whole > 0 else None


def extra_of(eco: Ecosystem, event: Event) -> TrainingClass | None:
    """What is noted of an event as a class."""
    return eco.satellite(TrainingClass, event)


def sessions_of(eco: Ecosystem, event: Event) -> list[TrainingSession]:
    """The sessions of a class in the order in which they are held."""
    found = eco.find(TrainingSession, f"event = {event.id}", sort="id")
    return sorted(found, key=lambda session: (session.on, _PARTS.index(session.part)))


def nominations_of(eco: Ecosystem, event: Event) -> list[TrainingNomination]:
    """The units asked, in the order of asking."""
    return eco.find(TrainingNomination, f"event = {event.id}", sort="id")


def trainees_of(eco: Ecosystem, event: Event) -> list[Participation]:
    """Who is enrolled, by name."""
    found = eco.find(Participation, f"event = {event.id} and role = trainee", sort="id")
    names = eco.titles(part.who for part in found)
    people = {one.id for one in _people(eco, event)}
    return sorted(found, key=lambda part: name_key(names.get(part.who, ""), part.who in people))


def book_of(eco: Ecosystem, event: Event) -> ClassBook:
    """A class with all that belongs to it."""
    extra, sessions, nominations = (
        extra_of(eco, event),
        sessions_of(eco, event),
        nominations_of(eco, event),
    )
    people = {one.id: one for one in _people(eco, event)}
    of_class = f"participation.event = {event.id}"
    extras = {one.participation: one for one in eco.find(TrainingTrainee, of_class, sort="id")}
    presence: dict[UUID, dict[UUID, Presence]] = {}
    for one in eco.find(TrainingAttendance, f"session.event = {event.id}", sort="id"):
        presence.setdefault(one.trainee, {})[one.session] = one.presence
    certificates: dict[UUID, list[TrainingCertificate]] = {}
    for issued in eco.find(TrainingCertificate, f"course = {event.id}", sort="id"):
        certificates.setdefault(issued.person, []).append(issued)
    parts = trainees_of(eco, event)
    names = eco.titles(
        {part.who for part in parts}
        | {one.unit for one in extras.values() if one.unit}
        | {one.unit for one in nominations}
        | {person for one in nominations for person in (*one.sent, *one.replaced)}
        | {teacher for session in sessions for teacher in session.teachers}
    )

    def unit(part: Participation) -> str:
        noted = extras.get(part.id)
        if noted is not None and noted.unit is not None:
            return names.get(noted.unit, "")
        return people[part.who].workplace if part.who in people else ""

    trainees = [
        Trainee(
            part,
            extras.get(part.id),
            names.get(part.who, ""),
            unit(part),
            people.get(part.who),
            presence.get(part.id, {}),
            tuple(certificates.get(part.who, ())),
        )
        for part in parts
    ]
    return ClassBook(event, extra, sessions, trainees, nominations, names)


def _people(eco: Ecosystem, event: Event) -> list[Person]:
    """The people among the trainees."""
    found = eco.find(Participation, f"event = {event.id} and role = trainee", sort="id")
    return by_ids(eco, [part.who for part in found])


def by_ids(eco: Ecosystem, ids: Sequence[UUID]) -> list[Person]:
    """The people among some ids."""
    wanted = list(dict.fromkeys(map(str, ids)))
    found: list[Person] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = ", ".join(wanted[start : start + _AT_ONCE])
        found += eco.find(Person, f"id in ({some})", sort="id")
    return found


def name_key(name: str, person: bool = True) -> tuple[str, str]:
    """How trainees are ordered: people by their given name, as class lists do."""
    plain = bare(name)
    return (plain.rpartition(" ")[2] if person else plain, plain)


def bare(text: str) -> str:
    """A text without marks, case and superfluous blanks, to compare spellings."""
    marks = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(c for c in marks if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def session_label(session: TrainingSession) -> str:
    """How a session is called in grids: "12/06/2023 sáng"."""
    return f"{show_date(session.on)} {session.part.label.lower()}"


def last_day(event: Event) -> date | None:
    """The last day of a class, if it has any."""
    return event.ends_on or event.starts_on


def not_a_class(_: Ecosystem, event: Event) -> str | None:
    """Why an offer does not go with an event; None when it is a class."""
    if is_class(event):
        return None
    return say("sự kiện này không phải lớp tập huấn", "this event is no training")


def not_going_on(eco: Ecosystem, event: Event) -> str | None:
    """Why nothing can be done in an event: it is no class, or was cancelled."""
    if (reason := not_a_class(eco, event)) is not None:
        return reason
    cancelled = event.state is EventState.CANCELLED
    return say("lớp đã hủy", "the class was cancelled") if cancelled else None


def refuse(vi: str, en: str, field: str = "") -> Rejected:
    """The error for an action that cannot be done, with the one reason."""
    return Rejected([Problem(field, say(vi, en))])
