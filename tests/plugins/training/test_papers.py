"""Papers: what stands in them, and what must not."""

from __future__ import annotations

from datetime import date

import pytest

from hstk.kinds import AdminUnit, Event, Gender, Level, Plan
from hstk.plugins import Document, Paragraph, Table, Workbook
from hstk.plugins.training.kinds import CertificateKind
from tests.plugins.training.world import AFTER, World, column


@pytest.fixture
def event(world: World) -> Event:
    """A class of task 2.3, which was asked for, held, graded and certified."""
    world.unit("UBND huyện Lý Sơn")
    world.unit("Phòng Kinh tế và Hạ tầng nông thôn", parent=world.units["UBND huyện Lý Sơn"].id)
    union, office = world.unit("Huyện đoàn"), world.unit("Hội Nông dân")
    event = world.open(
        task=world.task("2.3"),
        organizer=world.unit("Sở Khoa học và Công nghệ"),
        place="Hội trường huyện",
        audience="Cán bộ đoàn, hội",
        topics=["Cố vấn khởi nghiệp", "Gọi vốn"],
        leads_to=CertificateKind.ADVISER,
    )
    world.do("training.ask", event, units=[union, office], nominate_by=date(2023, 5, 20))
    world.do("training.decline", event, unit=office, reason="bận")
    officer = world.person("Nguyễn Thị Ánh", Gender.FEMALE, "15/03/1990")
    officer = world.eco.update(officer, citizen_id="051190001234", phone="0905123456")
    world.do("training.nominate", event, unit=union, people=[officer])
    world.do("training.enrol", event)
    world.taught(event)
    world.do("training.grade", event, on=AFTER)
    world.do("training.certify", event, on=AFTER, first_number="001/2023/TVKN")
    return event


def document(world: World, name: str, *record: object, **answers: object) -> Document:
    made = world.paper(name, *record, **answers)  # type: ignore[arg-type]
    assert isinstance(made, Document)
    return made


def text(paper: Document) -> str:
    lines = [paper.title, paper.about, paper.superior, paper.issuer, *paper.addressees]
    for part in paper.body:
        if isinstance(part, Paragraph):
            lines.append(part.text)
        else:
            lines += [str(cell) for row in part.rows for cell in row.cells]
    return "\n".join(lines)


def test_the_letter_names_task_class_deadline_and_units(world: World, event: Event) -> None:
    issuer = world.units["Phòng Kinh tế và Hạ tầng nông thôn"]

    letter = document(world, "training.letter", event, issuer=issuer, number="12/KTHT")

    assert letter.superior == "UBND HUYỆN LÝ SƠN"
    assert letter.issuer == "PHÒNG KINH TẾ VÀ HẠ TẦNG NÔNG THÔN"
    assert letter.about == "V/v cử cán bộ tham gia Khóa tư vấn viên"
    assert letter.addressees == ("Huyện đoàn",)
    said = text(letter)
    for part in (
        "Thực hiện nhiệm vụ 2.3 Kế hoạch số 175/KH về xây dựng hệ sinh thái,",
        "ngày 12/06/2023 đến ngày 13/06/2023",
        "Hội trường huyện",
        "Cố vấn khởi nghiệp; Gọi vốn",
        "mỗi đơn vị cử 01 người",
        "trước hết ngày 20/05/2023",
    ):
        assert part in said
    assert said.count("./.") == 1


def test_units_that_send_unlike_numbers_are_told_apart(world: World, event: Event) -> None:
    world.do("training.ask", event, units=[world.unit("Hội Phụ nữ")], wanted=3)

    letter = document(world, "training.letter", event)

    assert "Số lượng: Huyện đoàn: 01; Hội Phụ nữ: 03." in text(letter)
    table = letter.body[-1]
    assert isinstance(table, Table)
    assert len(table.rows) == 4


def test_a_letter_for_a_class_without_plan_or_units_stands(world: World) -> None:
    bare = world.open("Lớp nhỏ", timetable="none")

    letter = document(world, "training.letter", bare)

    assert letter.addressees == ()
    assert "Để tổ chức lớp tập huấn," in text(letter)


def test_the_sheet_to_sign_has_a_line_for_each_trainee(world: World, event: Event) -> None:
    session = world.book(event).sessions[0]
    session = world.eco.update(session, teachers=(world.person("Giảng Viên").id,))

    sheet = document(world, "training.sign_in", session)

    assert sheet.on == session.on
    said = text(sheet)
    assert "Buổi học: 12/06/2023 sáng, Hội trường huyện" in said
    assert "Chuyên đề: Cố vấn khởi nghiệp." in said
    assert "Giảng viên: Giảng Viên." in said
    table = next(part for part in sheet.body if isinstance(part, Table))
    assert column(table, "name") == ["Nguyễn Thị Ánh"]
    assert column(table, "signed") == [""]


def test_the_sheet_to_fill_in_has_a_cell_for_each_session(world: World, event: Event) -> None:
    made = world.paper("training.attendance_sheet", event)

    assert isinstance(made, Workbook)
    (sheet,) = made.sheets
    assert {(one.row, one.column) for one in sheet.entries} == {(3, at) for at in range(3, 7)}
    assert sheet.rows[2][3:7] == (
        "12/06/2023 sáng",
        "12/06/2023 chiều",
        "13/06/2023 sáng",
        "13/06/2023 chiều",
    )
    assert sheet.rows[3][1:7] == ("Nguyễn Thị Ánh", "Huyện đoàn", *"xxxx")


def test_results_and_certificates_are_listed(world: World, event: Event) -> None:
    results = document(world, "training.results", event)
    assert "Đạt" in text(results)
    assert "001/2023/TVKN" in text(results)

    annex = document(world, "training.certificates", year=2023)
    (table,) = annex.body
    assert isinstance(table, Table)
    assert [one.label for one in table.columns] == [
        "STT",
        "Họ tên",
        "Đơn vị",
        "Khóa",
        "Đơn vị cấp",
        "Số, ngày chứng chỉ",
    ]
    assert table.rows[0].cells == (
        1,
        "Nguyễn Thị Ánh",
        "Huyện đoàn",
        "Khóa tư vấn viên",
        "Sở Khoa học và Công nghệ",
        "001/2023/TVKN, 20/06/2023",
    )


def test_no_paper_tells_what_is_nobodys_business(world: World, event: Event) -> None:
    papers = [
        document(world, "training.letter", event),
        document(world, "training.sign_in", world.book(event).sessions[0]),
        document(world, "training.results", event),
        document(world, "training.certificates", year=2023),
    ]
    grid = world.paper("training.attendance_sheet", event)
    assert isinstance(grid, Workbook)
    said = "\n".join([*map(text, papers), str(grid.sheets[0].rows)])

    assert "Nguyễn Thị Ánh" in said
    for private in ("051190001234", "905123456", "1990", "Nữ"):
        assert private not in said


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("Huyện Lý Sơn", "Lý Sơn"),
        ("Đặc khu Lý Sơn", "Lý Sơn"),
        ("Thành phố Quảng Ngãi", "Quảng Ngãi"),
        ("Quận 5", "Quận 5"),
    ],
)
def test_a_letter_is_written_where_its_issuer_is(world: World, unit: str, written: str) -> None:
    seat = world.eco.add(AdminUnit(name=unit, level=Level.DISTRICT))
    issuer = world.unit("Phòng Kinh tế", admin_unit=seat.id)
    event = world.open()

    assert document(world, "training.letter", event).place == ""
    assert document(world, "training.letter", event, issuer=issuer).place == written
    told = document(world, "training.letter", event, issuer=issuer, place="An Vĩnh")
    assert told.place == "An Vĩnh"
    world.eco.update(event, organizer=issuer.id)
    assert document(world, "training.letter", world.book(event).event).place == written


def test_the_locality_of_the_plan_comes_before_the_organizers(world: World) -> None:
    here, there = (
        world.eco.add(AdminUnit(name=name, level=Level.DISTRICT))
        for name in ("Huyện Mẫu", "Huyện Khác")
    )
    task = world.task("2.3")
    world.eco.update(world.eco.get(Plan, task.plan), locality=here.id)
    event = world.open(task=task, organizer=world.unit("Sở", admin_unit=there.id))

    letter = document(world, "training.letter", event)

    assert (letter.place, letter.signatures[0].role) == ("Mẫu", "")
