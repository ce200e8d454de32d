"""What is refused, and what hstk doctor says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hstk.errors import Rejected
from hstk.kinds import (
    Event,
    EventKind,
    Organization,
    OrganizationKind,
    ParticipationRole,
)
from hstk.plugins.training.kinds import DayPart, TrainingCertificate, TrainingSession
from hstk.plugins.training.trainee_kinds import Outcome
from hstk.store.attendants import Attendants
from tests.plugins.training.world import AFTER, FIRST, LAST, World


def findings(world: World, code: str) -> list[tuple[str, str]]:
    return [(one.severity, one.message) for one in world.eco.doctor() if one.code == code]


@pytest.mark.parametrize("on", [FIRST - timedelta(1), LAST + timedelta(1)])
def test_a_session_outside_its_class_is_refused(world: World, on: date) -> None:
    event = world.open(timetable="none")

    with pytest.raises(Rejected, match="nằm ngoài lớp"):
        world.eco.add(TrainingSession(event=event.id, on=on))
    for inside in (FIRST, LAST):
        world.eco.add(TrainingSession(event=event.id, on=inside))


def test_a_class_of_one_day_has_sessions_on_that_day(world: World) -> None:
    event = world.open(ends_on=None, timetable="none")

    world.eco.add(TrainingSession(event=event.id, on=FIRST))
    with pytest.raises(Rejected, match=r"12/06/2023 đến 12/06/2023"):
        world.eco.add(TrainingSession(event=event.id, on=LAST))


def test_only_classes_have_sessions(world: World) -> None:
    fair = world.eco.add(Event(name="Hội chợ", kind_of=EventKind.FAIR))

    with pytest.raises(Rejected, match="không phải lớp tập huấn"):
        world.eco.add(TrainingSession(event=fair.id, on=FIRST))


def test_two_sessions_are_not_at_one_time(world: World) -> None:
    event = world.open()

    with pytest.raises(Rejected, match="đã có buổi học vào lúc này"):
        world.eco.add(TrainingSession(event=event.id, on=FIRST, part=DayPart.MORNING))


def test_many_sessions_are_examined_at_once(world: World) -> None:
    event = world.open(timetable="none", ends_on=FIRST + timedelta(600))
    days = [FIRST + timedelta(day) for day in range(601)]

    world.eco.add_many(TrainingSession(event=event.id, on=day) for day in days)
    with pytest.raises(Rejected) as refused:
        world.eco.add_many(
            TrainingSession(event=event.id, on=FIRST - timedelta(day)) for day in range(1, 4)
        )

    assert len(refused.value.problems) == 3
    assert world.eco.count(TrainingSession) == 601


def test_sessions_left_behind_are_found(world: World) -> None:
    event = world.open()
    assert findings(world, "training.sessions") == [("ok", "Buổi học nằm trong các ngày của lớp")]
    world.eco.update(event, ends_on=FIRST)

    found = findings(world, "training.sessions")

    assert len(found) == 2
    assert all("nằm ngoài các ngày của lớp" in message for _, message in found)


def test_numbers_given_twice_by_one_issuer_are_found(world: World) -> None:
    one, two = (
        world.eco.add(Organization(name=name, kind_of=OrganizationKind.AGENCY))
        for name in ("Sở một", "Sở hai")
    )
    for issuer, number in ((one, "01"), (two, "01"), (one, ""), (one, ""), (one, "02")):
        world.eco.add(
            TrainingCertificate(
                person=world.person("Nguyễn Mẫu").id, issuer=issuer.id, number=number
            )
        )
    assert [severity for severity, _ in findings(world, "training.numbers")] == ["ok"]
    world.eco.add(
        TrainingCertificate(person=world.person("Trần Mẫu").id, issuer=one.id, number="02")
    )

    ((severity, message),) = findings(world, "training.numbers")
    assert severity == "warning"
    assert "hai chứng chỉ cùng số" in message


@pytest.mark.parametrize("came", [True, False])
def test_attendance_that_disagrees_with_presence_is_found(world: World, came: bool) -> None:
    event = world.open()
    world.enrolled(event, "Nguyễn Mẫu")
    world.taught(event, nguyen_mau="present" if came else "absent")
    assert [severity for severity, _ in findings(world, "training.presence")] == ["ok"]

    world.eco.update(world.book(event).trainees[0].part, present=not came)

    ((severity, message),) = findings(world, "training.presence")
    assert severity == "warning"
    assert "Nguyễn Mẫu" in message


def test_a_certificate_does_not_end_before_it_is_issued(world: World) -> None:
    with pytest.raises(ValueError, match="không được trước"):
        TrainingCertificate(person=world.person("Nguyễn Mẫu").id, issued_on=LAST, expires_on=FIRST)


@pytest.fixture
def failed(world: World) -> Event:
    """A class whose one trainee was there and failed, and another class on the same days."""
    event = world.open()
    world.open("Lớp khác", timetable="none")
    world.enrolled(event, "Nguyễn An")
    world.taught(event)
    world.do("training.grade", event, on=AFTER, nguyen_an=Outcome.FAILED)
    return world.eco.get(Event, event.id)


def other(world: World) -> Event:
    (found,) = world.eco.find(Event, 'name = "Lớp khác"')
    return found


def test_a_session_with_attendance_stays_in_its_class(world: World, failed: Event) -> None:
    session = world.book(failed).sessions[0]

    with pytest.raises(Rejected, match="đã điểm danh, không chuyển sang lớp khác"):
        world.eco.update(session, event=other(world).id)

    free = world.eco.add(TrainingSession(event=failed.id, on=FIRST, part=DayPart.EVENING))
    assert world.eco.update(free, event=other(world).id).event == other(world).id
    assert world.eco.update(session, topic="Gọi vốn").topic == "Gọi vốn"


def test_a_trainee_with_attendance_stays_in_the_class(world: World, failed: Event) -> None:
    part = world.book(failed).trainees[0].part

    for changes in ({"event": other(world).id}, {"role": ParticipationRole.GUEST}):
        with pytest.raises(Rejected, match="không đổi lớp hay vai trò"):
            world.eco.update(part, **changes)

    (new,) = (one for one in world.enrolled(failed, "Trần Mới") if one.id != part.id)
    assert world.eco.update(new, event=other(world).id).event == other(world).id


def test_a_class_with_sessions_does_not_become_a_fair(world: World, failed: Event) -> None:
    with pytest.raises(Rejected, match="phải là lớp tập huấn"):
        world.eco.update(failed, kind_of=EventKind.FAIR)

    assert world.eco.update(other(world), kind_of=EventKind.FAIR).kind_of is EventKind.FAIR


def test_who_failed_does_not_become_somebody_certified(world: World, failed: Event) -> None:
    holder = world.person("Trần Bình")
    world.eco.add(TrainingCertificate(person=holder.id, course=failed.id, issued_on=AFTER))
    part = world.book(failed).trainees[0].part

    with pytest.raises(Rejected, match="Trần Bình không đạt"):
        world.eco.update(part, who=holder.id)

    twin = world.person("Nguyễn An")
    assert world.eco.update(part, who=twin.id).who == twin.id


def test_contradictions_that_got_past_the_guards_are_found(
    world: World, failed: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = ("training.enrolled", "training.certificates")
    for code in codes:
        assert [severity for severity, _ in findings(world, code)] == ["ok"]
    officer = world.people["Nguyễn An"]
    certificate = TrainingCertificate(person=officer.id, course=failed.id, issued_on=AFTER)
    with monkeypatch.context() as unguarded:
        unguarded.setattr(Attendants, "refuse", lambda *_: None)
        world.eco.add(certificate)
        world.eco.update(world.book(failed).sessions[0], event=other(world).id)

    for code, told in zip(codes, ("không phải học viên", "không đạt nhưng"), strict=True):
        ((severity, message),) = findings(world, code)
        assert severity == "warning"
        assert told in message
        assert "Nguyễn An" in message
