"""Enrolment and attendance, by form and by spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.errors import Rejected
from hstk.kinds import Event, EventState, Participation, ParticipationRole, Person
from hstk.plugins import Action, Asked, Workbook
from hstk.plugins.offers import form_of, offer, perform
from hstk.plugins.training.attending import read_presence
from hstk.plugins.training.book import Trainee, percent
from hstk.plugins.training.trainee_kinds import Presence, TrainingAttendance, TrainingTrainee
from tests.plugins.training.world import AFTER, BEFORE, FIRST, LAST, World, column


def test_those_who_were_sent_are_enrolled_with_their_unit(world: World) -> None:
    event, unit = world.open(), world.unit("Huyện đoàn")
    who = world.person("Nguyễn Mẫu")
    world.do("training.nominate", event, unit=unit, people=[who])

    done = world.do("training.enrol", event)

    assert done.message == "Đã ghi danh 1 học viên, lớp có 1."
    (trainee,) = world.book(event).trainees
    assert (trainee.name, trainee.unit) == ("Nguyễn Mẫu", "Huyện đoàn")
    with pytest.raises(Rejected, match="chưa có trong lớp"):
        world.do("training.enrol", event, who=[who])
    world.eco.undo()
    assert world.eco.count(Participation) == world.eco.count(TrainingTrainee) == 0


def test_a_class_takes_no_more_than_it_has_places(world: World) -> None:
    event = world.open(places=2)
    world.enrolled(event, "Nguyễn Một")

    with pytest.raises(Rejected, match="lớp có 2 chỗ, còn 1, không đủ cho 2 người"):
        world.enrolled(event, "Nguyễn Hai", "Nguyễn Ba")

    assert len(world.book(event).trainees) == 1


def test_trainees_are_ordered_by_their_given_names(world: World) -> None:
    event = world.open()
    world.enrolled(event, "Võ Thị Ánh", "Bùi Văn Tư", "Đỗ Bình")
    world.do("training.enrol", event, who=[world.startup("Rong Sấy")])

    names = [one.name for one in world.book(event).trainees]

    assert names == ["Võ Thị Ánh", "Đỗ Bình", "Rong Sấy", "Bùi Văn Tư"]


def test_attendance_asks_for_each_trainee_and_begins_with_everybody(world: World) -> None:
    event = world.open()
    world.enrolled(event, "Nguyễn Thị Mẫu", "Trần Văn Đông")
    twin = world.person("Nguyễn Thị Mẫu")
    world.do("training.enrol", event, who=[twin])
    session = world.book(event).sessions[0]

    form = form_of(world.eco, offer(world.eco, "training.attendance"), session)
    assert form is not None
    trainees = world.book(event).trainees
    assert set(form.fields) == {"id", *(one.code for one in trainees)}
    for one in trainees:  # namesakes are told apart
        label = form.fields[one.code].label
        assert label == one.name if one.name == "Trần Văn Đông" else f"{one.name} {one.code}"
    told = world.tells("training.attendance", session, tran_van_dong="vắng có phép")
    assert told == "vắng 1/3"

    done = world.do("training.attendance", session, on=AFTER, tran_van_dong=Presence.EXCUSED)

    assert done.message == "12/06/2023 sáng: có mặt 2/3 học viên."
    grid = world.table("training.sheet", "attendance", event)
    assert column(grid, "s1") == ["P", "x", "x"]
    assert column(grid, "percent") == [0, 100, 100]


def test_attendance_can_be_mended_and_undone(world: World) -> None:
    event = world.open()
    (part,) = world.enrolled(event, "Nguyễn Mẫu")
    session = world.book(event).sessions[0]
    world.do("training.attendance", session, on=AFTER, nguyen_mau=Presence.ABSENT)
    assert not world.eco.get(Participation, part.id).present

    world.do("training.attendance", session, on=AFTER, nguyen_mau=Presence.PRESENT)
    assert world.eco.get(Participation, part.id).present
    assert world.eco.count(TrainingAttendance) == 1

    world.eco.undo()
    (mark,) = world.eco.find(TrainingAttendance)
    assert mark.presence is Presence.ABSENT
    assert not world.eco.get(Participation, part.id).present


def test_whoever_came_once_was_there(world: World) -> None:
    event = world.open()
    (part,) = world.enrolled(event, "Nguyễn Mẫu")
    first, *rest = world.book(event).sessions
    world.do("training.attendance", first, on=AFTER)
    for session in rest:
        world.do("training.attendance", session, on=AFTER, nguyen_mau=Presence.ABSENT)

    book = world.book(event)
    (trainee,) = book.trainees
    assert world.eco.get(Participation, part.id).present
    assert (book.hours(trainee), book.percent(trainee)) == (4, 25)


def test_attendance_is_not_taken_of_nobody_nor_ahead(world: World) -> None:
    event = world.open()
    session = world.book(event).sessions[0]
    with pytest.raises(Rejected, match="chưa có học viên"):
        world.do("training.attendance", session, on=AFTER)
    world.enrolled(event, "Nguyễn Mẫu")
    with pytest.raises(Rejected, match="chưa diễn ra"):
        world.do("training.attendance", session, on=BEFORE)


def test_somebody_who_is_not_enrolled_has_no_attendance(world: World) -> None:
    event, other = world.open(), world.open("Lớp khác")
    (stranger,) = world.enrolled(other, "Người Lạ")
    guest = world.eco.add(
        Participation(event=event.id, who=world.person("Khách").id, role=ParticipationRole.GUEST)
    )
    session = world.book(event).sessions[0]

    for part in (stranger, guest):
        with pytest.raises(Rejected, match="không phải học viên của lớp này"):
            world.eco.add(
                TrainingAttendance(session=session.id, trainee=part.id, presence=Presence.PRESENT)
            )
    assert world.eco.count(TrainingAttendance) == 0


def test_attendance_goes_with_the_enrolment(world: World) -> None:
    event = world.open()
    (part,) = world.enrolled(event, "Nguyễn Mẫu")
    world.taught(event)
    assert world.eco.count(TrainingAttendance) == 4

    world.eco.delete(part)

    assert world.eco.count(TrainingAttendance) == world.eco.count(TrainingTrainee) == 0


def filled(world: World, event: Any, marks: dict[tuple[str, str], str]) -> list[list[Any]]:
    """The rows of the attendance sheet with marks by name and session."""
    paper = world.paper("training.attendance_sheet", event)
    assert isinstance(paper, Workbook)
    rows: list[list[Any]] = [list(row) for row in paper.sheets[0].rows]
    for (name, session), mark in marks.items():
        row = next(row for row in rows if name in row)
        row[rows[2].index(session)] = mark
    return rows


def saved(folder: Path, rows: list[list[Any]]) -> str:
    """A file with these rows, as a spreadsheet program saves it."""
    path = folder / "diem-danh.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


def test_a_sheet_that_was_filled_in_is_read_back(world: World, tmp_path: Path) -> None:
    event = world.open()
    world.enrolled(event, "Nguyễn Mẫu", "Trần Đông")
    world.do("training.enrol", event, who=[world.person("Nguyễn Mẫu")])
    first, second = "12/06/2023 sáng", "12/06/2023 chiều"
    rows = filled(
        world,
        event,
        {("Trần Đông", first): "X", ("Trần Đông", second): "k", ("Nguyễn Mẫu", first): "P"},
    )

    done = world.do("training.read_attendance", event, on=AFTER, path=saved(tmp_path, rows))

    assert done.message == "Đã đọc 3 ô điểm danh của 2 buổi học."
    grid = world.table("training.sheet", "attendance", event)
    by_name = {(row.cells[0], row.cells[1], row.cells[2]) for row in grid.rows}
    assert by_name == {("Trần Đông", "x", "K"), ("Nguyễn Mẫu", "P", ""), ("Nguyễn Mẫu", "", "")}
    # what was written is on the next sheet, and reading it again changes nothing
    before = world.eco.find(TrainingAttendance, sort="id")
    again = filled(world, event, {})
    world.do("training.read_attendance", event, on=AFTER, path=saved(tmp_path, again))
    assert world.eco.find(TrainingAttendance, sort="id") == before


def test_all_that_cannot_be_read_is_told_and_nothing_kept(world: World, tmp_path: Path) -> None:
    event = world.open()
    world.enrolled(event, "Nguyễn Mẫu", "Trần Đông")
    first = "12/06/2023 sáng"
    rows = filled(world, event, {("Trần Đông", first): "x", ("Nguyễn Mẫu", first): "đi muộn"})
    rows.append([3, "Lê Lạ", "", "x", None, None, None, ""])

    with pytest.raises(Rejected) as refused:
        world.do("training.read_attendance", event, on=AFTER, path=saved(tmp_path, rows))

    told = str(refused.value)
    assert len(refused.value.problems) == 2
    assert "«đi muộn» không có trong danh sách" in told
    assert "dòng 6: Họ và tên: không có trong danh sách học viên của lớp" in told
    assert world.eco.count(TrainingAttendance) == 0


def test_namesakes_need_the_code(world: World, tmp_path: Path) -> None:
    event = world.open()
    world.enrolled(event, "Nguyễn Mẫu")
    world.do("training.enrol", event, who=[world.person("Nguyễn Mẫu")])
    rows = filled(world, event, {("Nguyễn Mẫu", "12/06/2023 sáng"): "x"})
    for row in rows[3:]:
        row[-1] = None

    with pytest.raises(Rejected, match="có 2 học viên tên này"):
        world.do("training.read_attendance", event, on=AFTER, path=saved(tmp_path, rows))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["Họ và tên"]], "không thấy dòng tiêu đề"),
        ([["Tên", "12/06/2023 sáng"], ["Nguyễn Mẫu", "x"]], "thiếu cột «Họ và tên»"),
        ([["Họ và tên", "12/06/2023 sáng"], ["Nguyễn Mẫu", ""]], "chưa điền"),
    ],
)
def test_a_table_that_is_no_attendance_sheet_says_why(
    world: World, tmp_path: Path, rows: list[list[Any]], why: str
) -> None:
    event = world.open()
    world.enrolled(event, "Nguyễn Mẫu")

    with pytest.raises(Rejected, match=why):
        world.do("training.read_attendance", event, on=AFTER, path=saved(tmp_path, rows))


@pytest.mark.parametrize("presence", Presence)
def test_marks_are_read_as_letters_and_as_words(presence: Presence) -> None:
    for written in (presence.letter, presence.letter.upper(), presence.label, presence.value):
        assert read_presence(written) is presence


@given(st.lists(st.tuples(st.sampled_from([1.5, 2.0, 3.5, 4.0]), st.booleans()), max_size=40))
def test_percentages_lie_between_nothing_and_all(sessions: list[tuple[float, bool]]) -> None:
    whole = sum(hours for hours, _ in sessions)
    part = sum(hours for hours, came in sessions if came)

    found = percent(part, whole)

    if not sessions:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found <= 100
        assert (found == 100) == all(came for _, came in sessions)


def test_a_startup_may_learn_as_well(world: World) -> None:
    event = world.open()
    startup = world.startup("Rong Sấy")
    world.do("training.enrol", event, who=[startup])
    world.taught(event)

    assert {row.title for row in world.eco.evidence("training.projects_trained", 2023).near} == {
        "Rong Sấy"
    }
    world.do("training.grade", event, on=AFTER)
    assert world.eco.evidence("training.projects_trained", 2023, as_of=AFTER).value == 1


def stale(world: World, name: str, record: Any, **answers: Any) -> Callable[[], Any]:
    """An action whose form is filled in now and carried out later."""
    asked = Asked(record, world.filled(name, record, answers), AFTER)
    action = offer(world.eco, name)
    assert isinstance(action, Action)
    return lambda: perform(world.eco, action, asked)


@pytest.mark.parametrize("change", ["leaves", "comes"])
@pytest.mark.parametrize("name", ["training.attendance", "training.grade"])
def test_a_form_of_a_class_that_changed_since_marks_nobody(
    world: World, change: str, name: str
) -> None:
    event = world.open()
    twins = [world.person("Trần An") for _ in range(2)]
    world.do("training.enrol", event, who=twins)
    first, second = world.book(event).trainees
    session = world.book(event).sessions[0]
    record, how = (session, "absent") if name == "training.attendance" else (event, "failed")
    late = stale(world, name, record, **{first.code: how})
    if change == "leaves":
        world.eco.delete(second.part)
    else:
        world.enrolled(event, "Người Mới")

    with pytest.raises(Rejected, match="hãy mở lại biểu mẫu"):
        late()

    assert world.eco.count(TrainingAttendance) == 0
    assert {one.outcome for one in world.book(event).trainees} == {None}


def test_an_absence_is_that_of_the_namesake_who_was_chosen(world: World) -> None:
    event = world.open()
    twins = [world.person("Trần An") for _ in range(2)]
    world.do("training.enrol", event, who=twins)
    away = world.book(event).trainees[1]
    session = world.book(event).sessions[0]

    world.do("training.attendance", session, on=AFTER, **{away.code: "absent"})

    marks = {one.trainee: one.presence for one in world.eco.find(TrainingAttendance)}
    assert marks.pop(away.part.id) is Presence.ABSENT
    assert list(marks.values()) == [Presence.PRESENT]


@given(st.lists(st.binary(min_size=16, max_size=16), unique=True, max_size=20))
def test_a_code_is_a_name_and_never_a_number(ids: list[bytes]) -> None:
    for raw in ids:
        part = Participation.trusted({"id": UUID(bytes=raw)})
        trainee = Trainee(part, None, "Trần An", "", None, {}, ())
        assert trainee.code.isidentifier()
        assert trainee.code.endswith(UUID(bytes=raw).hex[-8:])


def test_sessions_to_come_are_not_read(world: World, tmp_path: Path) -> None:
    event = world.open()
    world.enrolled(event, "Trần Đông")
    today, ahead = "12/06/2023 sáng", "13/06/2023 sáng"
    rows = filled(world, event, {("Trần Đông", today): "x", ("Trần Đông", ahead): "x"})
    path = saved(tmp_path, rows)

    with pytest.raises(Rejected, match="chưa diễn ra") as refused:
        world.do("training.read_attendance", event, on=FIRST, path=path)

    assert len(refused.value.problems) == 1
    assert world.eco.count(TrainingAttendance) == 0
    world.do("training.read_attendance", event, on=LAST, path=path)
    assert world.eco.count(TrainingAttendance) == 2


def test_a_code_that_is_somebody_elses_is_reported(world: World, tmp_path: Path) -> None:
    event = world.open()
    world.enrolled(event, "Nguyễn Mẫu", "Trần Đông")
    first = "12/06/2023 sáng"
    rows = filled(world, event, {("Nguyễn Mẫu", first): "x", ("Trần Đông", first): "k"})
    rows[3][-1], rows[4][-1] = rows[4][-1], rows[3][-1]

    with pytest.raises(Rejected, match=r"dòng 4: Mã: mã \w+ là của Nguyễn Mẫu") as refused:
        world.do("training.read_attendance", event, path=saved(tmp_path, rows), on=AFTER)

    assert len(refused.value.problems) == 2
    assert world.eco.count(TrainingAttendance) == 0


def test_a_trainee_stands_on_a_sheet_once(world: World, tmp_path: Path) -> None:
    event = world.open()
    world.enrolled(event, "Trần Đông")
    rows = filled(world, event, {("Trần Đông", "12/06/2023 sáng"): "x"})
    rows.append(list(rows[-1]))

    with pytest.raises(Rejected, match="dòng 5: Họ và tên: học viên này đã có ở dòng 4"):
        world.do("training.read_attendance", event, path=saved(tmp_path, rows), on=AFTER)


def test_a_cancelled_class_takes_nobody_and_no_attendance(world: World) -> None:
    event = world.open()
    world.enrolled(event, "Trần Đông")
    event = world.eco.update(world.eco.get(Event, event.id), state=EventState.CANCELLED)
    session = world.book(event).sessions[0]

    for name, record in (
        ("training.enrol", event),
        ("training.attendance", session),
        ("training.read_attendance", event),
        ("training.certify", event),
        ("training.nominate", event),
        ("training.move", event),
    ):
        with pytest.raises(Rejected, match="lớp đã hủy"):
            form_of(world.eco, offer(world.eco, name), record)


def test_a_class_of_more_than_a_thousand_is_read(world: World) -> None:
    event = world.open(timetable="none")
    world.eco.add_many(Person(name=f"Người {number}") for number in range(1001))
    world.eco.add_many(
        Participation(event=event.id, who=one.id, role=ParticipationRole.TRAINEE)
        for one in world.eco.find(Person)
    )

    trainees = world.book(event).trainees

    assert len(trainees) == 1001
    assert all(one.person is not None for one in trainees)
