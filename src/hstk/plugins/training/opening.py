"""Opens a class with its sessions, and moves one that is put off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from hstk import Ecosystem, Ref, Shown, say
from hstk.kinds import (
    Choice,
    Count,
    Day,
    Event,
    EventKind,
    EventState,
    Line,
    Money,
    Organization,
    Person,
    Several,
    Task,
    Title,
    in_order,
)
from hstk.plugins import Action, Asked, Done, Form, show_date, show_number
from hstk.plugins.training.book import extra_of, last_day, not_going_on, refuse, sessions_of
from hstk.plugins.training.kinds import (
    CertificateKind,
    DayPart,
    Hours,
    Points,
    Programme,
    TrainingClass,
    TrainingSession,
)

_MOST_DAYS = 92
_SECTION_OF_TASK = {
    "1.2": Programme.CULTURE,
    "2.3": Programme.ADVISERS,
    "2.4": Programme.UNIONS,
    "2.5": Programme.GUIDANCE,
}


class Timetable(Choice):
    """Which parts of each day are taught."""

    BOTH = "both", "Sáng và chiều", "Morning and afternoon"
    MORNING = "morning", "Chỉ buổi sáng", "Mornings"
    AFTERNOON = "afternoon", "Chỉ buổi chiều", "Afternoons"
    EVENING = "evening", "Chỉ buổi tối", "Evenings"
    NONE = "none", "Chưa xếp lịch", "No timetable yet"

    @property
    def parts(self) -> tuple[DayPart, ...]:
        """The parts of a day in their order."""
        if self is Timetable.BOTH:
            return (DayPart.MORNING, DayPart.AFTERNOON)
        return () if self is Timetable.NONE else (DayPart.read(self.value),)


class OpenClass(Form):
    """What a new class is."""

    name: Annotated[Title, Shown("Tên lớp", "Name", width=40)]
    programme: Annotated[
        Programme | None,
        Shown(
            "Chương trình",
            "Programme",
            help="Để trống thì theo mã của nhiệm vụ.",
            help_en="When empty, the task's code tells.",
        ),
    ] = None
    task: Annotated[Ref[Task] | None, Shown("Thuộc nhiệm vụ", "Serves task")] = None
    organizer: Annotated[Ref[Organization] | None, Shown("Đơn vị tổ chức", "Organizer")] = None
    partners: Annotated[Several[Ref[Organization]], Shown("Đơn vị phối hợp", "Partners")] = ()
    audience: Annotated[Line, Shown("Đối tượng", "Audience")] = ""
    starts_on: Annotated[Day, Shown("Ngày khai giảng", "First day")]
    ends_on: Annotated[Day | None, Shown("Ngày bế giảng", "Last day")] = None
    place: Annotated[Line, Shown("Nơi tổ chức", "Place")] = ""
    timetable: Annotated[
        Timetable,
        Shown(
            "Lịch học",
            "Timetable",
            help="Mỗi ngày của lớp có một buổi cho mỗi phần đã chọn; sau đó sửa từng buổi được.",
            help_en="Each day gets a session for each part; every session can be edited later.",
            section="Lịch học|Timetable",
        ),
    ] = Timetable.BOTH
    hours: Annotated[
        Annotated[float, Field(gt=0, le=12)],
        Shown("Số giờ mỗi buổi", "Hours of a session", section="Lịch học|Timetable"),
    ] = 4.0
    topics: Annotated[
        Several[Line],
        Shown(
            "Chuyên đề",
            "Topics",
            help="Cách nhau bởi dấu chấm phẩy; lần lượt là chuyên đề của từng buổi.",
            help_en="Separated by semicolons; the sessions take them in turn.",
            section="Lịch học|Timetable",
        ),
    ] = ()
    teachers: Annotated[
        Several[Ref[Person]],
        Shown("Giảng viên", "Teachers", section="Lịch học|Timetable"),
    ] = ()
    places: Annotated[Count | None, Shown("Số chỗ", "Places", section="Điều kiện|Conditions")] = (
        None
    )
    nominate_by: Annotated[
        Day | None, Shown("Hạn cử người", "Nominate by", section="Điều kiện|Conditions")
    ] = None
    per_unit: Annotated[
        Count | None,
        Shown("Số người mỗi đơn vị", "People of each unit", section="Điều kiện|Conditions"),
    ] = None
    leads_to: Annotated[
        CertificateKind | None,
        Shown("Chứng chỉ sẽ cấp", "Certificate", section="Điều kiện|Conditions"),
    ] = None
    hours_required: Annotated[
        Hours | None, Shown("Số giờ phải học", "Hours to attend", section="Điều kiện|Conditions")
    ] = None
    pass_mark: Annotated[
        Points | None, Shown("Điểm đạt", "Pass mark", section="Điều kiện|Conditions")
    ] = None
    cost_state: Annotated[
        Money | None, Shown("Chi từ ngân sách", "State budget", section="Kinh phí|Cost")
    ] = None
    cost_social: Annotated[
        Money | None, Shown("Chi từ xã hội hóa", "By society", section="Kinh phí|Cost")
    ] = None
    cost_other: Annotated[
        Money | None, Shown("Chi từ nguồn khác", "By others", section="Kinh phí|Cost")
    ] = None

    _days = in_order("starts_on", "ends_on")
    _deadline = in_order("nominate_by", "starts_on")


class MoveClass(Form):
    """When a class that was put off begins instead."""

    starts_on: Annotated[Day, Shown("Ngày khai giảng mới", "New first day")]
    reason: Annotated[Line, Shown("Lý do", "Reason")] = ""


def _slots(answers: OpenClass) -> Iterator[tuple[int, DayPart]]:
    """Day after the first, and part of the day, of each session."""
    days = ((answers.ends_on or answers.starts_on) - answers.starts_on).days + 1
    if answers.timetable is not Timetable.NONE and days > _MOST_DAYS:
        raise refuse(
            f"lớp dài {days} ngày: chọn «Chưa xếp lịch» rồi thêm từng buổi học",
            f"{days} days are too many for a timetable; choose none and add each session",
            "timetable",
        )
    for day in range(days):
        for part in answers.timetable.parts:
            yield day, part


def _open(eco: Ecosystem, asked: Asked) -> Done:
    answers: OpenClass = asked.answers
    slots = list(_slots(answers))
    hours = len(slots) * answers.hours
    if slots and (answers.hours_required or 0) > hours:
        raise refuse(
            f"lịch học chỉ có {show_number(hours)} giờ, ít hơn số giờ phải học",
            f"the timetable has {show_number(hours)} hours only, less than must be attended",
            "hours_required",
        )
    event = eco.add(
        Event(
            name=answers.name,
            kind_of=EventKind.TRAINING,
            starts_on=answers.starts_on,
            ends_on=answers.ends_on,
            place=answers.place,
            organizer=answers.organizer,
            partners=answers.partners,
            task=answers.task,
            audience=answers.audience,
            cost_state=answers.cost_state,
            cost_social=answers.cost_social,
            cost_other=answers.cost_other,
        )
    )
    eco.add(
        TrainingClass(
            event=event.id,
            programme=answers.programme or _programme(eco, answers),
            topics=answers.topics,
            leads_to=answers.leads_to,
            places=answers.places,
            nominate_by=answers.nominate_by,
            per_unit=answers.per_unit,
            hours_required=answers.hours_required,
            pass_mark=answers.pass_mark,
        )
    )
    eco.add_many(
        TrainingSession(
            event=event.id,
            on=answers.starts_on + timedelta(days=day),
            part=part,
            hours=answers.hours,
            topic=answers.topics[number] if number < len(answers.topics) else "",
            teachers=answers.teachers,
        )
        for number, (day, part) in enumerate(slots)
    )
    return Done(
        say(
            f"Đã mở lớp «{event.name}», {len(slots)} buổi học, {show_number(hours)} giờ.",
            f"Opened “{event.name}”: {len(slots)} sessions, {show_number(hours)} hours.",
        ),
        event.id,
    )


def _programme(eco: Ecosystem, answers: OpenClass) -> Programme:
    if answers.task is None:
        return Programme.OTHER
    return programme_of_task(eco.get(Task, answers.task))


def programme_of_task(task: Task | None) -> Programme:
    """What a class for a task of Kế hoạch 175/KH-UBND is for."""
    return _SECTION_OF_TASK.get(task.code, Programme.OTHER) if task else Programme.OTHER


def _tells_hours(_: Ecosystem, asked: Asked) -> str:
    answers = asked.answers
    if None in (answers.starts_on, answers.timetable, answers.hours):
        return ""  # not answered yet
    slots = list(_slots(answers))
    hours = show_number(len(slots) * answers.hours)
    return say(f"{len(slots)} buổi học, {hours} giờ", f"{len(slots)} sessions, {hours} hours")


def _move(eco: Ecosystem, asked: Asked) -> Done:
    """Shifts the class and its sessions by as many days; a session is never left outside."""
    event: Event = asked.record
    if event.starts_on is None:
        raise refuse("lớp chưa có ngày khai giảng để dời", "the class has no day to move")
    sessions = sessions_of(eco, event)
    if any(session.on < asked.today for session in sessions) and event.starts_on < asked.today:
        raise refuse(
            "lớp đã học, không dời được cả lớp; hãy sửa từng buổi chưa học",
            "the class has begun and cannot be moved; edit the sessions to come",
        )
    by = asked.answers.starts_on - event.starts_on
    why = asked.answers.reason
    noted = say(
        f"Dời từ {show_date(event.starts_on)}", f"Moved from {show_date(event.starts_on)}"
    ) + (f": {why}" if why else "")
    eco.update(
        event,
        starts_on=asked.answers.starts_on,
        ends_on=event.ends_on + by if event.ends_on else None,
        notes=f"{event.notes}\n{noted}".strip(),
    )
    # the last first when going forward: no two sessions are ever at one time
    for session in sorted(sessions, key=lambda one: one.on, reverse=by > timedelta()):
        eco.update(session, on=session.on + by)
    day = show_date(asked.answers.starts_on)
    told = say(
        f"Đã dời lớp và {len(sessions)} buổi học sang {day}.",
        f"Moved the class and {len(sessions)} sessions to {day}.",
    )
    return Done(told + _deadline_moved(eco, event, asked.answers.starts_on, by), event.id)


def _deadline_moved(eco: Ecosystem, event: Event, starts_on: date, by: timedelta) -> str:
    """Moves the day by which to nominate along where it would lie behind the first day."""
    extra = extra_of(eco, event)
    if extra is None or extra.nominate_by is None or extra.nominate_by <= starts_on:
        return ""
    until = min(extra.nominate_by + by, starts_on)
    eco.update(extra, nominate_by=until)
    return say(
        f" Hạn cử người nay là {show_date(until)}.",
        f" Units are to nominate until {show_date(until)}.",
    )


def _not_movable(eco: Ecosystem, event: Event) -> str | None:
    if (reason := not_going_on(eco, event)) is not None:
        return reason
    if event.state is EventState.HELD:
        return say("lớp đã tổ chức", "the class was held")
    return None if last_day(event) else say("lớp chưa có ngày", "the class has no day yet")


OPEN = Action(
    "training.open",
    "Mở lớp tập huấn",
    "Open a class",
    asks=OpenClass,
    help="Tạo sự kiện, điều kiện của lớp và các buổi học trong một lần ghi.",
    help_en="Adds the event, its conditions and its sessions in one change.",
    do=_open,
    tells=_tells_hours,
)

MOVE = Action(
    "training.move",
    "Dời lớp sang ngày khác",
    "Move a class",
    of=Event,
    fits=_not_movable,
    asks=MoveClass,
    help="Dời lớp và mọi buổi học đi cùng số ngày, ví dụ khi có bão.",
    help_en="Moves the class and all its sessions by as many days, as for a storm.",
    do=_move,
)
