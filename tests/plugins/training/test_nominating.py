"""Which unit was asked, whom it sent, who is still missing."""

from __future__ import annotations

from datetime import date

import pytest

from hstk.errors import Rejected
from hstk.kinds import OrganizationKind
from hstk.plugins import Paragraph, Table
from hstk.plugins.offers import form_of, offer
from hstk.plugins.training.kinds import TrainingClass, TrainingNomination
from hstk.plugins.training.nominating import units_of_task
from tests.plugins.training.world import BEFORE, FIRST, World, column

SEVEN = (
    "Phòng Kinh tế và Hạ tầng nông thôn",
    "Trung tâm Dịch vụ nông nghiệp",
    "Phòng Văn hóa – Thông tin",
    "Trung tâm Truyền thông – Văn hóa – Thể thao",
    "Huyện đoàn Lý Sơn",
    "Hội Liên hiệp Phụ nữ huyện",
    "Hội Nông dân huyện",
)
AS_PRINTED = (
    "Lựa chọn, cử cán bộ các bộ phận chuyên môn có liên quan (Phòng Kinh tế và Hạ Tầng nông thôn, "
    "Trung tâm Dịch vụ nông nghiệp, Phòng Văn hóa Thông tin, Trung tâm Truyền thông – Văn hóa – "
    "Thể thao, Huyện đoàn, Hội Liên hiệp Phụ nữ, Hội Nông dân,...) tham gia các chương trình."
)


@pytest.fixture
def units(world: World) -> World:
    for name in SEVEN:
        world.unit(
            name,
            aliases=(name.removesuffix(" huyện").removesuffix(" Lý Sơn"),),
            kind_of=OrganizationKind.ASSOCIATION if "Hội" in name else OrganizationKind.AGENCY,
        )
    world.unit("Phòng Tài chính – Kế hoạch")
    return world


def test_the_units_that_the_text_of_task_2_3_names_are_found(units: World) -> None:
    task = units.task("2.3", AS_PRINTED)

    assert {one.name for one in units_of_task(units.eco, task, FIRST)} == set(SEVEN)


def test_partners_of_a_task_are_asked_too_and_successors_in_their_place(units: World) -> None:
    old = units.units["Phòng Tài chính – Kế hoạch"]
    new = units.unit("Phòng Kinh tế")
    units.eco.update(old, valid_to=date(2025, 6, 30), successor=new.id)
    task = units.task("2.4", partners=(old.id,))

    assert [one.name for one in units_of_task(units.eco, task, FIRST)] == [old.name]
    after = units_of_task(units.eco, task, date(2025, 7, 1))
    assert [one.name for one in after] == ["Phòng Kinh tế"]


def test_seven_units_asked_five_sent_two_missing(units: World) -> None:
    event = units.open(task=units.task("2.3", AS_PRINTED), per_unit=1)
    done = units.do("training.ask", event, letter="12/KTHT", nominate_by=date(2023, 5, 20))
    assert done.message == "Đã ghi đề nghị 7 đơn vị, mỗi đơn vị cử 1 người."
    for name in SEVEN[:5]:
        who = units.person(f"Người {name[-5:]}")
        units.do("training.nominate", event, unit=units.units[name], people=[who])

    book = units.book(event)
    assert (len(book.nominations), book.missing) == (7, 2)
    lacking = units.table("training.missing", "nominations", on=date(2023, 5, 21))
    assert set(column(lacking, "unit")) == set(SEVEN[5:])
    assert {row.mark for row in lacking.rows} == {"!"}
    in_time = units.table("training.missing", "nominations", on=date(2023, 5, 20))
    assert {row.mark for row in in_time.rows} == {"•"}
    summary = units.show("training.sheet", event)[0]
    assert isinstance(summary, Paragraph)
    assert summary.text.startswith("Đề nghị 7 đơn vị, 5 đã cử, còn thiếu 2 người")
    extra = units.eco.satellite(TrainingClass, event)
    assert extra is not None
    assert extra.nominate_by == date(2023, 5, 20)


def test_a_unit_is_asked_once(units: World) -> None:
    event = units.open(task=units.task("2.3", AS_PRINTED))
    units.do("training.ask", event)

    begins = form_of(units.eco, offer(units.eco, "training.ask"), event)
    assert begins is not None
    assert begins.fields["units"].default == ()
    with pytest.raises(Rejected, match="không còn đơn vị nào"):
        units.do("training.ask", event, units=[units.units[SEVEN[0]]])
    assert units.eco.count(TrainingNomination) == 7


def test_somebody_is_replaced(world: World) -> None:
    event, unit = world.open(), world.unit("Huyện đoàn")
    one, two, other = (world.person(name) for name in ("Người Đầu", "Người Thay", "Ai Đó"))
    world.do("training.ask", event, units=[unit])
    world.do("training.nominate", event, unit=unit, people=[one])
    with pytest.raises(Rejected, match="chưa cử người được thay"):
        world.do("training.nominate", event, unit=unit, people=[two], instead_of=other)
    done = world.do("training.nominate", event, unit=unit, people=[two], instead_of=one)

    (row,) = world.book(event).nominations
    assert (row.sent, row.replaced, row.missing) == ((two.id,), (one.id,), 0)
    assert done.message == "Huyện đoàn: đã cử 1/1 người."
    world.eco.undo()
    (row,) = world.book(event).nominations
    assert (row.sent, row.replaced) == ((one.id,), ())


def test_a_unit_that_declines_is_not_missing(world: World) -> None:
    event, unit = world.open(), world.unit("Huyện đoàn")
    world.do("training.ask", event, units=[unit], wanted=2)
    assert world.book(event).missing == 2

    world.do("training.decline", event, unit=unit, reason="đang đại hội")

    assert world.book(event).missing == 0
    shown = world.table("training.sheet", "nominations", event)
    assert column(shown, "state") == ["không cử: đang đại hội"]
    world.do("training.nominate", event, unit=unit, people=[world.person("Nguyễn Mẫu")])
    assert world.book(event).missing == 1
    with pytest.raises(Rejected, match="đã cử người"):
        world.do("training.decline", event, unit=unit, reason="bận")


def test_a_unit_that_nobody_asked_may_send(world: World) -> None:
    event, unit = world.open(), world.unit("Huyện đoàn")
    people = [world.person(name) for name in ("Nguyễn Một", "Nguyễn Hai")]

    world.do("training.nominate", event, unit=unit, people=people)

    (row,) = world.book(event).nominations
    assert (row.wanted, len(row.sent), row.asked_on, row.missing) == (2, 2, None, 0)


def test_nobody_is_missing_from_a_class_that_is_over(world: World) -> None:
    event = world.open()
    world.do("training.ask", event, units=[world.unit("Huyện đoàn")])

    (only,) = world.show("training.missing", on=date(2023, 6, 14))
    assert isinstance(only, Paragraph)
    assert only.text == "Không còn đơn vị nào thiếu người."


def test_somebody_replaced_who_is_enrolled_is_named(world: World) -> None:
    event, unit = world.open(), world.unit("Huyện đoàn")
    one, two = world.person("Người Đầu"), world.person("Người Thay")
    world.do("training.nominate", event, unit=unit, people=[one])
    world.do("training.enrol", event)

    done = world.do("training.nominate", event, unit=unit, people=[two], instead_of=one)

    assert "Người Đầu vẫn có tên trong danh sách học viên" in done.message
    with pytest.raises(Rejected, match="thay cho chính mình"):
        world.do("training.nominate", event, unit=unit, people=[two], instead_of=two)


def test_nobody_is_sent_by_two_units(world: World) -> None:
    event = world.open()
    one, other = world.unit("Huyện đoàn"), world.unit("Hội Nông dân")
    who = world.person("Nguyễn Mẫu")
    world.do("training.nominate", event, unit=one, people=[who])

    with pytest.raises(Rejected, match=r"đơn vị khác đã cử: Nguyễn Mẫu \(Huyện đoàn\)"):
        world.do("training.nominate", event, unit=other, people=[who])

    assert len(world.book(event).nominations) == 1


def test_units_missing_of_several_classes_are_one_table(world: World) -> None:
    for name, until in (("Lớp A", date(2023, 5, 1)), ("Lớp B", date(2023, 5, 20))):
        event = world.open(name)
        world.do("training.ask", event, units=[world.unit(f"Đoàn {name}")], nominate_by=until)

    (only,) = world.show("training.missing", on=BEFORE)

    assert isinstance(only, Table)
    assert column(only, "class") == ["Lớp A", "Lớp B"]
    assert column(only, "deadline") == [date(2023, 5, 1), date(2023, 5, 20)]
    assert [row.mark for row in only.rows] == ["!", "•"]
