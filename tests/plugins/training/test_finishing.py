"""Results, certificates, and who gets none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.errors import Rejected
from hstk.kinds import Event, EventState, Gender
from hstk.plugins import Paragraph, Table
from hstk.plugins.training.finishing import number_after
from hstk.plugins.training.kinds import CertificateKind, TrainingCertificate
from hstk.plugins.training.trainee_kinds import Outcome, Presence, TrainingTrainee
from tests.plugins.training.world import AFTER, BEFORE, LAST, World, column

FIRST_NUMBER = "009/2023/TVKN"


@pytest.fixture
def ended(world: World) -> tuple[World, Event]:
    """Three officers at a class of 16 hours, 12 of them to attend; one came to half of it."""
    unit, issuer = world.unit("Huyện đoàn"), world.unit("Sở Khoa học và Công nghệ")
    event = world.open(
        organizer=issuer, hours_required=12, leads_to=CertificateKind.ADVISER, ends_on=LAST
    )
    people = [
        world.person("Nguyễn An", Gender.FEMALE, "1995"),
        world.person("Trần Bình", Gender.MALE, "1980-04"),
        world.person("Lê Cường"),
    ]
    world.do("training.nominate", event, unit=unit, people=people)
    world.do("training.enrol", event)
    for number, session in enumerate(world.book(event).sessions):
        away: dict[str, Any] = {"le_cuong": Presence.ABSENT} if number < 2 else {}
        world.do("training.attendance", session, on=AFTER, **away)
    return world, event


def test_a_class_whose_certificates_move_the_target(ended: tuple[World, Event]) -> None:
    world, event = ended
    world.do("training.grade", event, on=AFTER)
    assert world.eco.evidence("training.officers_certified", 2023).value == 0

    told = world.tells("training.certify", event, first_number=FIRST_NUMBER)
    assert told == (
        "sẽ cấp 2 chứng chỉ, số 009/2023/TVKN đến 010/2023/TVKN; không cấp: Lê Cường (không đạt)"
    )
    world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)

    found = {one.number: one for one in world.eco.find(TrainingCertificate)}
    assert set(found) == {"009/2023/TVKN", "010/2023/TVKN"}
    for one in found.values():
        assert one.unit == world.units["Huyện đoàn"].id
        assert one.issuer == world.units["Sở Khoa học và Công nghệ"].id
        assert (one.issued_on, one.course) == (AFTER, event.id)
    assert world.eco.evidence("training.officers_certified", 2023).value == 2
    world.eco.undo()
    assert world.eco.count(TrainingCertificate) == 0


def test_whoever_lacks_hours_gets_none_though_passed(ended: tuple[World, Event]) -> None:
    world, event = ended
    told = world.tells("training.grade", event, le_cuong=Outcome.PASSED)
    assert told == "đạt 3/3; thiếu giờ: Lê Cường"
    world.do("training.grade", event, on=AFTER, le_cuong=Outcome.PASSED)

    done = world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)

    assert done.message == (
        "Đã cấp 2 chứng chỉ, số 009/2023/TVKN đến 010/2023/TVKN. "
        "Không cấp: Lê Cường (mới học 8/12 giờ)."
    )
    with pytest.raises(Rejected, match=r"Lê Cường: mới học 8/12 giờ"):
        world.do("training.certify", event, on=AFTER, first_number="011/2023/TVKN")


def test_results_follow_the_hours_until_something_else_is_said(
    ended: tuple[World, Event],
) -> None:
    world, event = ended
    done = world.do("training.grade", event, on=AFTER)

    assert done.message == "Đã ghi kết quả 3/3 học viên, 2 đạt."
    assert [one.outcome for one in world.book(event).trainees] == [
        Outcome.PASSED,
        Outcome.PASSED,
        Outcome.FAILED,
    ]
    held = world.book(event).event
    assert (held.state, held.attendees_total, held.attendees_women) == (EventState.HELD, 3, 1)
    world.eco.undo()
    assert world.book(event).event.state is EventState.PLANNED
    assert {one.outcome for one in world.book(event).trainees} == {None}


def test_points_decide_where_there_is_a_pass_mark(world: World) -> None:
    event = world.open(pass_mark=5, timetable="none")
    world.enrolled(event, "Nguyễn An", "Trần Bình", "Lê Cường")

    world.do("training.grade", event, on=AFTER, nguyen_an="5", tran_binh="4,9")

    shown = world.table("training.sheet", "trainees", event)
    assert column(shown, "outcome") == ["Đạt", "Không đạt", ""]
    assert column(shown, "score") == [5, 4.9, None]


def test_results_wait_for_the_end(world: World) -> None:
    event = world.open()
    with pytest.raises(Rejected, match="chưa có học viên"):
        world.do("training.grade", event, on=AFTER)
    world.enrolled(event, "Nguyễn An")
    with pytest.raises(Rejected, match="chưa học xong"):
        world.do("training.grade", event, on=BEFORE)
    cancelled = world.eco.update(event, state=EventState.CANCELLED)
    with pytest.raises(Rejected, match="đã hủy"):
        world.do("training.grade", cancelled, on=AFTER)


def test_numbers_are_given_once(ended: tuple[World, Event]) -> None:
    world, event = ended
    world.do("training.grade", event, on=AFTER)
    world.eco.add(
        TrainingCertificate(
            person=world.person("Người Khác").id,
            number="010/2023/TVKN",
            issuer=event.organizer,
            issued_on=BEFORE,
        )
    )

    with pytest.raises(Rejected, match="đã cấp số 010/2023/TVKN"):
        world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)
    with pytest.raises(Rejected, match="phải có chữ số"):
        world.do("training.certify", event, on=AFTER, first_number="TVKN")
    with pytest.raises(Rejected, match="chưa khai giảng"):
        world.do("training.certify", event, on=BEFORE, first_number="1")
    assert world.eco.count(TrainingCertificate) == 1


def test_a_certificate_that_waits_is_filled_in(ended: tuple[World, Event]) -> None:
    world, event = ended
    waiting = world.eco.add(
        TrainingCertificate(
            person=world.people["Nguyễn An"].id, course=event.id, scan="scan/an.pdf"
        )
    )
    world.do("training.grade", event, on=AFTER)
    world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)

    filled = world.eco.get(TrainingCertificate, waiting.id)
    assert (filled.number, filled.scan) == (FIRST_NUMBER, "scan/an.pdf")
    assert world.eco.count(TrainingCertificate) == 2


def test_nobody_has_a_certificate_of_a_class_they_failed(ended: tuple[World, Event]) -> None:
    world, event = ended
    world.do("training.grade", event, on=AFTER)
    failed = world.people["Lê Cường"]
    with pytest.raises(Rejected, match="Lê Cường không đạt"):
        world.eco.add(TrainingCertificate(person=failed.id, course=event.id, issued_on=AFTER))
    world.eco.add(
        TrainingCertificate(
            person=failed.id,
            course=event.id,
            issued_on=AFTER,
            kind_of=CertificateKind.ATTENDANCE,
        )
    )
    world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)
    (extra,) = world.eco.find(TrainingTrainee, 'participation.who.name = "Nguyễn An"')
    with pytest.raises(Rejected, match="Nguyễn An không đạt"):
        world.eco.update(extra, outcome=Outcome.FAILED)


# what could be a year is taken for one
NUMBERS = st.integers(0, 9999).filter(lambda number: not 1900 <= number <= 2100)


@given(NUMBERS, st.integers(1, 4), st.integers(0, 500))
def test_numbers_count_on_and_keep_their_form(start: int, width: int, steps: int) -> None:
    first = f"{start:0{width}}/2023/CC-KHCN2"

    after = number_after(first, steps)

    assert after.endswith("/2023/CC-KHCN2")
    assert int(after.partition("/")[0]) == start + steps
    assert len(after) >= len(first)
    if steps:
        assert after != number_after(first, steps - 1)


def test_the_first_screen_tells_what_is_due(ended: tuple[World, Event]) -> None:
    world, event = ended
    late = world.open("Lớp sau", starts_on=date(2023, 9, 1), ends_on=None)
    world.do("training.ask", late, units=[world.unit("Hội Nông dân")], nominate_by=AFTER)

    def due(on: date) -> list[str]:
        shown = [part for part in world.show("training.todo", on=on) if isinstance(part, Table)]
        return [str(row.cells[0]) for table in shown for row in table.rows]

    assert due(LAST) == []
    assert due(AFTER) == ["3 học viên chưa có kết quả"]
    assert due(AFTER + timedelta(1)) == [
        "Hội Nông dân: thiếu 1 người",
        "3 học viên chưa có kết quả",
    ]
    world.do("training.grade", event, on=AFTER)
    assert due(LAST + timedelta(30)) == ["Hội Nông dân: thiếu 1 người"]
    assert due(LAST + timedelta(31)) == [
        "Hội Nông dân: thiếu 1 người",
        "2 người chưa được cấp chứng chỉ",
    ]
    world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)
    assert due(LAST + timedelta(31)) == ["Hội Nông dân: thiếu 1 người"]


def test_officers_of_a_year_by_unit_gender_and_age(ended: tuple[World, Event]) -> None:
    world, event = ended
    world.do("training.grade", event, on=AFTER)
    world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)

    head, *tables = world.show("training.certified", year=2023)

    assert isinstance(head, Paragraph)
    assert head.text == "Năm 2023: 2 cán bộ được cấp chứng chỉ."
    by = {
        part.name: {row.cells[0]: row.cells[1] for row in part.rows}
        for part in tables
        if isinstance(part, Table) and part.name != "certificates"
    }
    assert by == {
        "by_unit": {"Huyện đoàn": 2},
        "by_gender": {"Nam": 1, "Nữ": 1},
        "by_age": {"Đến 30 tuổi": 1, "41 đến 50 tuổi": 1},
    }
    listed = world.table("training.certified", "certificates", year=2023)
    assert column(listed, "certificate") == [
        "009/2023/TVKN, 20/06/2023",
        "010/2023/TVKN, 20/06/2023",
    ]


@pytest.mark.parametrize(
    ("first", "next_one"),
    [
        ("TVKN2023-014", "TVKN2023-015"),
        ("014/2023/TVKN", "015/2023/TVKN"),
        ("099/CC-KHCN2/2023", "100/CC-KHCN2/2023"),
        ("TVKN099", "TVKN100"),
        ("2023", "2024"),
        ("2023/TVKN-2023", "2024/TVKN-2023"),
        ("05-12-TVKN", "05-13-TVKN"),
    ],
)
def test_years_do_not_count_on(first: str, next_one: str) -> None:
    assert number_after(first, 1) == next_one
    assert number_after(first, 0) == first


def test_nothing_is_suggested_before_attendance(world: World) -> None:
    event = world.open(hours_required=8)
    world.enrolled(event, "Nguyễn An", "Trần Bình")

    with pytest.raises(Rejected, match="chưa có kết quả nào để ghi"):
        world.do("training.grade", event, on=AFTER)
    assert world.book(event).event.state is EventState.PLANNED

    world.do("training.grade", event, on=AFTER, nguyen_an=Outcome.PASSED)
    assert [one.outcome for one in world.book(event).trainees] == [Outcome.PASSED, None]


def test_a_certificate_of_attendance_does_not_stand_for_the_advisers(
    ended: tuple[World, Event],
) -> None:
    world, event = ended
    world.do("training.grade", event, on=AFTER)
    world.eco.add(
        TrainingCertificate(
            person=world.people["Nguyễn An"].id,
            course=event.id,
            kind_of=CertificateKind.ATTENDANCE,
            issued_on=AFTER,
            number="1",
        )
    )

    done = world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)

    assert done.message.startswith("Đã cấp 2 chứng chỉ")
    assert world.eco.count(TrainingCertificate) == 3


def test_with_all_certificates_issued_that_is_said(world: World) -> None:
    event = world.open(leads_to=CertificateKind.ADVISER)
    with pytest.raises(Rejected, match="chưa có học viên"):
        world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)
    world.enrolled(event, "Nguyễn An")
    world.taught(event)
    world.do("training.grade", event, on=AFTER)
    world.do("training.certify", event, on=AFTER, first_number=FIRST_NUMBER)

    with pytest.raises(Rejected, match="mọi học viên đã được cấp «Tư vấn, hỗ trợ khởi nghiệp»"):
        world.do("training.certify", event, on=AFTER, first_number="011/2023/TVKN")
