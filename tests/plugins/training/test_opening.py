"""Opening a class, and moving one that is put off."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from hstk.errors import Rejected
from hstk.kinds import Event, EventKind, EventState
from hstk.plugins import Action, Asked
from hstk.plugins.offers import form_of, offer, told
from hstk.plugins.training.kinds import (
    CertificateKind,
    DayPart,
    Programme,
    TrainingClass,
    TrainingSession,
)
from tests.plugins.offered import offered_for
from tests.plugins.training.world import AFTER, FIRST, LAST, World


def test_a_class_is_opened_with_its_sessions_in_one_change_set(world: World) -> None:
    before = len(world.eco.change_sets())
    teacher = world.person("Giảng Viên")

    event = world.open(
        places=20,
        topics=("Mô hình kinh doanh", "Gọi vốn"),
        teachers=[teacher],
        leads_to=CertificateKind.ADVISER,
        hours_required=12,
        cost_state=65_000_000,
    )

    assert len(world.eco.change_sets()) == before + 2  # the teacher, the class
    assert (event.kind_of, event.state) == (EventKind.TRAINING, EventState.PLANNED)
    extra = world.eco.satellite(TrainingClass, event)
    assert extra is not None
    assert (extra.places, extra.leads_to, extra.hours_required) == (20, CertificateKind.ADVISER, 12)
    sessions = world.book(event).sessions
    assert [(one.on, one.part, one.topic) for one in sessions] == [
        (FIRST, DayPart.MORNING, "Mô hình kinh doanh"),
        (FIRST, DayPart.AFTERNOON, "Gọi vốn"),
        (LAST, DayPart.MORNING, ""),
        (LAST, DayPart.AFTERNOON, ""),
    ]
    assert all(one.teachers == (teacher.id,) for one in sessions)


def test_undo_of_opening_leaves_nothing(world: World) -> None:
    world.open()

    world.eco.undo()

    for kind in (Event, TrainingClass, TrainingSession):
        assert world.eco.count(kind) == 0


@pytest.mark.parametrize(
    ("code", "programme"),
    [
        ("1.2", Programme.CULTURE),
        ("2.3", Programme.ADVISERS),
        ("2.4", Programme.UNIONS),
        ("2.5", Programme.GUIDANCE),
        ("4.1", Programme.OTHER),
    ],
)
def test_the_task_tells_what_a_class_is_for(world: World, code: str, programme: Programme) -> None:
    event = world.open(task=world.task(code))

    extra = world.eco.satellite(TrainingClass, event)
    assert extra is not None
    assert extra.programme is programme


def test_what_will_be_opened_is_told_while_typing(world: World) -> None:
    told = world.tells(
        "training.open", name="Lớp", starts_on=FIRST, ends_on=LAST, timetable="sáng và chiều"
    )

    assert told == "4 buổi học, 16 giờ"


def test_more_hours_than_the_timetable_has_are_refused(world: World) -> None:
    with pytest.raises(Rejected, match="chỉ có 16 giờ"):
        world.open(hours_required=17)

    assert world.eco.count(Event) == 0


def test_a_class_of_half_a_year_needs_its_own_timetable(world: World) -> None:
    with pytest.raises(Rejected, match="Chưa xếp lịch"):
        world.open(ends_on=date(2023, 12, 1))

    event = world.open(ends_on=date(2023, 12, 1), timetable="none")
    assert world.book(event).sessions == []


def test_a_class_does_not_end_before_it_begins(world: World) -> None:
    with pytest.raises(ValidationError, match="không được trước"):
        world.open(ends_on=date(2023, 6, 11))


def test_a_class_put_off_takes_its_sessions_along(world: World) -> None:
    event = world.open()
    by_storm = world.do("training.move", event, starts_on=LAST, reason="bão số 2")

    moved = world.book(event)
    assert by_storm.message == "Đã dời lớp và 4 buổi học sang 13/06/2023."
    assert (moved.event.starts_on, moved.event.ends_on) == (LAST, date(2023, 6, 14))
    assert {one.on for one in moved.sessions} == {LAST, date(2023, 6, 14)}
    assert moved.event.notes == "Dời từ 12/06/2023: bão số 2"

    world.do("training.move", moved.event, starts_on=FIRST)
    assert {one.on for one in world.book(event).sessions} == {FIRST, LAST}


def test_a_class_that_has_begun_is_not_moved(world: World) -> None:
    event = world.open()

    with pytest.raises(Rejected, match="lớp đã học"):
        world.do("training.move", event, on=AFTER, starts_on=date(2023, 7, 1))


def test_other_events_are_offered_nothing_of_classes(world: World) -> None:
    fair = world.eco.add(Event(name="Hội chợ", kind_of=EventKind.FAIR))

    assert not [one for one in offered_for(world.eco, fair) if one.group == "training"]
    with pytest.raises(Rejected, match="không phải lớp tập huấn"):
        world.do("training.enrol", fair, who=())


def test_nothing_is_told_before_the_days_are_known(world: World) -> None:
    action = offer(world.eco, "training.open")
    assert isinstance(action, Action)
    form = form_of(world.eco, action)
    assert form is not None
    begun = {name: field.default for name, field in form.fields.items()}

    for answers in (begun, begun | {"starts_on": FIRST, "hours": None}):
        assert told(world.eco, action, Asked(None, form.trusted(answers))) == ""
    shown = told(world.eco, action, Asked(None, form.trusted(begun | {"starts_on": FIRST})))
    assert shown == "2 buổi học, 8 giờ"


def test_a_class_that_was_held_is_not_moved(world: World) -> None:
    event = world.open(timetable="none")
    event = world.eco.update(event, state=EventState.HELD)

    with pytest.raises(Rejected, match="lớp đã tổ chức"):
        world.do("training.move", event, on=AFTER, starts_on=date(2026, 1, 5))


def test_a_class_brought_forward_takes_the_deadline_along(world: World) -> None:
    event = world.open(nominate_by=date(2023, 6, 10))

    done = world.do("training.move", event, starts_on=date(2023, 6, 5))

    assert done.message.endswith("Hạn cử người nay là 03/06/2023.")
    extra = world.eco.satellite(TrainingClass, event)
    assert extra is not None
    assert extra.nominate_by == date(2023, 6, 3)


def test_units_nominate_before_the_class_begins(world: World) -> None:
    with pytest.raises(ValidationError, match="không được trước"):
        world.open(nominate_by=LAST)
    event, unit = world.open(), world.unit("Huyện đoàn")
    with pytest.raises(Rejected, match="sau ngày khai giảng 12/06/2023"):
        world.do("training.ask", event, units=[unit], nominate_by=LAST)
