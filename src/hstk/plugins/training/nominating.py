"""Asks units to send somebody to a class, and notes whom each of them sends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from hstk import Ecosystem, Ref, Shown, say
from hstk.kinds import Day, Event, Line, Organization, OrganizationKind, Person, Several, Task
from hstk.plugins import Action, Asked, Done, Form, show_date
from hstk.plugins.training.book import (
    bare,
    extra_of,
    nominations_of,
    not_going_on,
    refuse,
    trainees_of,
)
from hstk.plugins.training.forms import beginning
from hstk.plugins.training.kinds import TrainingClass, TrainingNomination

_OFFICIAL = (OrganizationKind.AGENCY, OrganizationKind.ASSOCIATION, OrganizationKind.MEDIA)


class AskUnits(Form):
    """Which units are asked, for how many people, until when."""

    units: Annotated[
        Several[Ref[Organization]],
        Shown(
            "Các đơn vị",
            "Units",
            help="Có sẵn những đơn vị mà nhiệm vụ của lớp nêu tên và chưa được đề nghị.",
            help_en="Begins with the units that the task of the class names and nobody asked yet.",
        ),
    ] = ()
    wanted: Annotated[
        Annotated[int, Field(ge=1, le=1000)] | None,
        Shown(
            "Số người mỗi đơn vị",
            "People of each unit",
            help="Để trống thì theo điều kiện của lớp, không có thì 1.",
            help_en="When empty, what the class says, else 1.",
        ),
    ] = None
    asked_on: Annotated[
        Day | None,
        Shown(
            "Ngày đề nghị",
            "Asked on",
            help="Để trống là hôm nay.",
            help_en="Today when empty.",
        ),
    ] = None
    letter: Annotated[Line, Shown("Số văn bản", "Letter")] = ""
    nominate_by: Annotated[
        Day | None,
        Shown(
            "Hạn cử người",
            "Nominate by",
            help="Để trống thì giữ hạn đã ghi của lớp.",
            help_en="When empty, the day noted of the class stays.",
        ),
    ] = None


class Nominate(Form):
    """Whom a unit sends."""

    unit: Annotated[Ref[Organization], Shown("Đơn vị", "Unit")]
    people: Annotated[Several[Ref[Person]], Shown("Cử ai", "Sends")]
    instead_of: Annotated[
        Ref[Person] | None,
        Shown(
            "Thay cho",
            "Instead of",
            help="Người đã cử trước đó, nay được thay.",
            help_en="Who was sent before and does not come.",
        ),
    ] = None
    answered_on: Annotated[
        Day | None,
        Shown(
            "Ngày trả lời", "Answered on", help="Để trống là hôm nay.", help_en="Today if empty."
        ),
    ] = None


class Decline(Form):
    """That a unit sends nobody."""

    unit: Annotated[Ref[Organization], Shown("Đơn vị", "Unit")]
    reason: Annotated[Annotated[str, Field(min_length=1, max_length=500)], Shown("Lý do", "Reason")]


def units_of_task(eco: Ecosystem, task: Task, on: date) -> list[Organization]:
    """The units that a task names, each as it exists on a day.

    Task 2.3 of Kế hoạch 175/KH-UBND names them in the text alone, between brackets; they are
    found there by name, short name and other spellings, without marks. The lead is one of them
    only where the text says so.
    """
    named = {bare(part) for part in re.split(r"[(),;.]", task.content)} - {""}
    found: dict[UUID, Organization] = {}
    every = {unit.id: unit for unit in eco.find(Organization, _any_kind(_OFFICIAL), sort="id")}
    for unit in every.values():
        spellings = {bare(text) for text in (unit.name, unit.short_name, *unit.aliases)}
        if unit.id in task.partners or spellings & named:
            now = _on_day(unit, every, on)
            found.setdefault(now.id, now)
    return list(found.values())


def _any_kind(kinds: Iterable[OrganizationKind]) -> str:
    return f"kind_of in ({', '.join(kinds)})"


def _on_day(unit: Organization, every: dict[UUID, Organization], on: date) -> Organization:
    """The unit, or who took over from it by a day."""
    seen = {unit.id}
    while (
        unit.valid_to is not None
        and unit.valid_to < on
        and unit.successor in every
        and unit.successor not in seen
    ):
        unit = every[unit.successor]
        seen.add(unit.id)
    return unit


def _ask_form(eco: Ecosystem, event: Event | None) -> type[Form]:
    """The form with the units of the task filled in."""
    if event is None or event.task is None:
        return AskUnits
    already = {one.unit for one in nominations_of(eco, event)}
    task = eco.get(Task, event.task)
    units = tuple(
        unit.id
        for unit in units_of_task(eco, task, event.starts_on or date.today())
        if unit.id not in already
    )
    return beginning(AskUnits, units=units)


def _ask(eco: Ecosystem, asked: Asked) -> Done:
    event, answers = asked.record, asked.answers
    extra = extra_of(eco, event)
    until = answers.nominate_by
    if until is not None and event.starts_on is not None and until > event.starts_on:
        raise refuse(
            f"hạn cử người sau ngày khai giảng {show_date(event.starts_on)}",
            f"the class begins on {show_date(event.starts_on)}, before that day",
            "nominate_by",
        )
    already = {one.unit for one in nominations_of(eco, event)}
    units = [unit for unit in dict.fromkeys(answers.units) if unit not in already]
    if not units:
        raise refuse(
            "không còn đơn vị nào chưa được đề nghị; hãy chọn đơn vị",
            "no unit is left to ask; choose some",
            "units",
        )
    wanted = answers.wanted or (extra.per_unit if extra else None) or 1
    eco.add_many(
        TrainingNomination(
            event=event.id,
            unit=unit,
            asked_on=answers.asked_on or asked.today,
            letter=answers.letter,
            wanted=wanted,
        )
        for unit in units
    )
    if answers.nominate_by is not None:
        if extra is None:
            eco.add(TrainingClass(event=event.id, nominate_by=answers.nominate_by))
        else:
            eco.update(extra, nominate_by=answers.nominate_by)
    return Done(
        say(
            f"Đã ghi đề nghị {len(units)} đơn vị, mỗi đơn vị cử {wanted} người.",
            f"{len(units)} units are asked, each for {wanted}.",
        ),
        event.id,
    )


def _nomination(eco: Ecosystem, event: Event, unit: UUID, people: int) -> TrainingNomination:
    """The row of a unit; one that was never asked sends of its own accord."""
    for one in nominations_of(eco, event):
        if one.unit == unit:
            return one
    return eco.add(
        TrainingNomination(event=event.id, unit=unit, wanted=max(1, people), asked_on=None)
    )


def _nominate(eco: Ecosystem, asked: Asked) -> Done:
    event, answers = asked.record, asked.answers
    if not answers.people:
        raise refuse("hãy chọn người được cử", "choose who is sent", "people")
    row = _nomination(eco, event, answers.unit, len(answers.people))
    out = answers.instead_of
    if out is not None and out not in row.sent:
        raise refuse(
            "đơn vị này chưa cử người được thay", "the unit did not send that person", "instead_of"
        )
    _refuse_sent(eco, event, answers)
    sent = tuple(dict.fromkeys((*(one for one in row.sent if one != out), *answers.people)))
    changed = eco.update(
        row,
        sent=sent,
        replaced=(*row.replaced, out) if out is not None else row.replaced,
        answered_on=answers.answered_on or asked.today,
        declined="",
    )
    name = eco.titles([answers.unit])[answers.unit]
    lacking = changed.missing
    told = say(
        f"{name}: đã cử {len(sent)}/{row.wanted} người"
        + (f", còn thiếu {lacking}." if lacking else "."),
        f"{name}: {len(sent)} of {row.wanted} sent" + (f", {lacking} missing." if lacking else "."),
    )
    if out is not None and out in {part.who for part in trainees_of(eco, event)}:
        who = eco.titles([out])[out]
        told += say(
            f" {who} vẫn có tên trong danh sách học viên; hãy xóa lượt tham gia ấy.",
            f" {who} is still enrolled; delete that participation.",
        )
    return Done(told, event.id)


def _refuse_sent(eco: Ecosystem, event: Event, answers: Nominate) -> None:
    """Nobody counts for two units, nor takes their own place."""
    if answers.instead_of in answers.people:
        raise refuse("không ai thay cho chính mình", "nobody takes their own place", "instead_of")
    senders = {
        person: one.unit
        for one in nominations_of(eco, event)
        if one.unit != answers.unit
        for person in one.sent
    }
    names = eco.titles({id_ for pair in senders.items() for id_ in pair})
    if both := [person for person in answers.people if person in senders]:
        told = "; ".join(f"{names[one]} ({names[senders[one]]})" for one in both)
        raise refuse(
            f"đơn vị khác đã cử: {told}", f"sent by another unit already: {told}", "people"
        )


def _decline(eco: Ecosystem, asked: Asked) -> Done:
    event, answers = asked.record, asked.answers
    row = _nomination(eco, event, answers.unit, 1)
    if row.sent:
        raise refuse(
            "đơn vị này đã cử người; hãy dùng «Thay cho» khi đổi người",
            "the unit has sent somebody; name who comes instead",
            "unit",
        )
    eco.update(row, declined=answers.reason, answered_on=asked.today)
    name = eco.titles([answers.unit])[answers.unit]
    return Done(say(f"{name}: không cử người.", f"{name} sends nobody."), event.id)


ASK = Action(
    "training.ask",
    "Đề nghị các đơn vị cử người",
    "Ask units to send people",
    of=Event,
    fits=not_going_on,
    asks=_ask_form,
    help="Nhiều đơn vị một lần; có sẵn danh sách của nhiệm vụ 2.3 nếu lớp thuộc nhiệm vụ ấy.",
    help_en="Several at once; begins with those that task 2.3 names, if the class serves it.",
    do=_ask,
)

NOMINATE = Action(
    "training.nominate",
    "Ghi người được đơn vị cử",
    "Note whom a unit sends",
    of=Event,
    fits=not_going_on,
    asks=Nominate,
    do=_nominate,
)

DECLINE = Action(
    "training.decline",
    "Ghi đơn vị không cử người",
    "Note that a unit sends nobody",
    of=Event,
    fits=not_going_on,
    asks=Decline,
    do=_decline,
)
