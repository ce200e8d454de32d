"""Enrols trainees: whom the units sent, and whoever else comes."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from hstk import Ecosystem, Ref, Shown, say
from hstk.kinds import (
    Event,
    Organization,
    Participation,
    ParticipationRole,
    Person,
    Several,
    Startup,
)
from hstk.plugins import Action, Asked, Done, Form
from hstk.plugins.training.book import (
    extra_of,
    nominations_of,
    not_going_on,
    refuse,
    trainees_of,
)
from hstk.plugins.training.forms import beginning
from hstk.plugins.training.trainee_kinds import TrainingTrainee


class Enrol(Form):
    """Who learns in the class."""

    who: Annotated[
        Several[Ref[Person | Startup]],
        Shown(
            "Ghi danh ai",
            "Who",
            help="Có sẵn những người các đơn vị đã cử mà chưa ghi danh; thêm người, dự án khác.",
            help_en="Begins with those the units sent; others and startups may be added.",
        ),
    ] = ()
    unit: Annotated[
        Ref[Organization] | None,
        Shown(
            "Đơn vị cử đi học",
            "Sent by",
            help="Cho những người không do đơn vị nào được đề nghị cử.",
            help_en="For those whom no unit that was asked has sent.",
        ),
    ] = None


def _waiting(eco: Ecosystem, event: Event) -> dict[UUID, UUID]:
    """The unit by the person, of those who were sent and are not enrolled yet."""
    enrolled = {part.who for part in trainees_of(eco, event)}
    return {
        person: one.unit
        for one in nominations_of(eco, event)
        for person in one.sent
        if person not in enrolled
    }


def _enrol_form(eco: Ecosystem, event: Event | None) -> type[Form]:
    """The form with those who were sent filled in."""
    if event is None or not (waiting := _waiting(eco, event)):
        return Enrol
    return beginning(Enrol, who=tuple(waiting))


def _enrol(eco: Ecosystem, asked: Asked) -> Done:
    event: Event = asked.record
    enrolled = trainees_of(eco, event)
    there = {part.who for part in enrolled}
    new = [who for who in dict.fromkeys(asked.answers.who) if who not in there]
    if not new:
        raise refuse(
            "hãy chọn người chưa có trong lớp", "choose somebody who is not enrolled yet", "who"
        )
    extra = extra_of(eco, event)
    places = extra.places if extra else None
    if places is not None and len(enrolled) + len(new) > places:
        left = max(0, places - len(enrolled))
        raise refuse(
            f"lớp có {places} chỗ, còn {left}, không đủ cho {len(new)} người",
            f"of {places} places {left} are left, not enough for {len(new)}",
            "who",
        )
    units = _waiting(eco, event)
    for who in new:
        part = eco.add(Participation(event=event.id, who=who, role=ParticipationRole.TRAINEE))
        eco.add(TrainingTrainee(participation=part.id, unit=units.get(who, asked.answers.unit)))
    total = len(enrolled) + len(new)
    return Done(
        say(
            f"Đã ghi danh {len(new)} học viên, lớp có {total}.",
            f"Enrolled {len(new)}; the class has {total}.",
        ),
        event.id,
    )


ENROL = Action(
    "training.enrol",
    "Ghi danh học viên",
    "Enrol trainees",
    of=Event,
    fits=not_going_on,
    asks=_enrol_form,
    do=_enrol,
)
