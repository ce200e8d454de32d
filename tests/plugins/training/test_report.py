"""Guidance, the classes of a year, and what the yearly report says of tasks 1.2 and 2.3 to 2.5."""

from __future__ import annotations

from datetime import date

import pytest

from hstk import Period
from hstk.errors import Rejected
from hstk.kinds import Event, EventKind, EventState, FollowUp
from hstk.plugins import Paragraph, ReportSection, Table
from hstk.plugins.offers import sections
from hstk.plugins.training.kinds import CertificateKind, Programme
from hstk.plugins.training.trainee_kinds import TrainingCounselling
from tests.plugins.training.world import AFTER, World, column

YEAR = Period.year(2023)


def section(world: World, task: str) -> ReportSection:
    (found,) = (
        one for one in sections(world.eco) if one.name.startswith("training.") and task in one.tasks
    )
    return found


def told(world: World, task: str) -> str:
    parts = section(world, task).write(world.eco, YEAR)
    return "\n".join(part.text for part in parts if isinstance(part, Paragraph))


def annex(world: World, task: str) -> dict[str, Table]:
    made = section(world, task).annex
    assert made is not None
    return {table.name: table for table in made(world.eco, YEAR)}


def held(world: World, task: str, name: str, people: int, women: int) -> Event:
    return world.eco.add(
        Event(
            name=name,
            kind_of=EventKind.TRAINING,
            state=EventState.HELD,
            starts_on=date(2023, 5, 20),
            task=world.task(task).id,
            attendees_total=people,
            attendees_women=women,
            cost_state=22_000_000,
            cost_social=3_000_000,
        )
    )


@pytest.mark.parametrize("task", ["1.2", "2.4", "2.5"])
def test_classes_of_a_task_are_told_with_people_and_cost(world: World, task: str) -> None:
    held(world, task, "Lớp của nhiệm vụ", 38, 21)
    held(world, "4.1", "Lớp khác", 99, 1)

    assert told(world, task) == (
        "Đã tổ chức 01 lớp với 38 lượt người tham dự (21 nữ); kinh phí 25.000.000 đồng, "
        "trong đó ngân sách 22.000.000 đồng: Lớp của nhiệm vụ."
    )
    assert column(annex(world, task)["classes"], "class") == ["Lớp của nhiệm vụ"]


@pytest.mark.parametrize("task", ["1.2", "2.3", "2.4", "2.5"])
def test_a_year_without_classes_says_so(world: World, task: str) -> None:
    assert told(world, task).startswith("Trong kỳ chưa tổ chức lớp nào.")
    assert annex(world, task) == {}


def test_classes_that_fell_out_are_named(world: World) -> None:
    event = held(world, "1.2", "Lớp gặp bão", 0, 0)
    world.eco.update(event, state=EventState.CANCELLED)

    assert "Lớp không tổ chức: Lớp gặp bão." in told(world, "1.2")


def test_task_2_3_tells_who_was_asked_sent_and_certified(world: World) -> None:
    event = world.open(task=world.task("2.3"), leads_to=CertificateKind.ADVISER)
    union, office = world.unit("Huyện đoàn"), world.unit("Hội Nông dân")
    world.do("training.ask", event, units=[union, office])
    world.do("training.nominate", event, unit=union, people=[world.person("Nguyễn An")])
    world.do("training.enrol", event)
    world.taught(event)
    world.do("training.grade", event, on=AFTER)
    world.do("training.certify", event, on=AFTER, first_number="01")

    text = told(world, "2.3")

    assert "Đã đề nghị 2 cơ quan, đơn vị; cử 1 cán bộ, còn thiếu 1." in text
    assert "Có 1 cán bộ được cấp chứng chỉ" in text
    tables = annex(world, "2.3")
    assert column(tables["certificates"], "name") == ["Nguyễn An"]
    assert column(tables["nominations"], "missing") == [0, 1]
    early = section(world, "2.3").write(world.eco, Period.year(2023, as_of=date(2023, 6, 19)))
    assert any("Có 0 cán bộ" in part.text for part in early if isinstance(part, Paragraph))


def test_guidance_is_recorded_with_what_comes_next(world: World) -> None:
    startup = world.startup("Rong Sấy")
    done = world.do(
        "training.counsel",
        topic="Mô hình kinh doanh",
        given_by=[world.person("Tư Vấn")],
        group_name="Chi đoàn thôn Tây",
        total=12,
        women=7,
        young=12,
        startups=[startup],
        next_step="Nộp bản mô hình",
        next_on=date(2023, 5, 30),
        on=date(2023, 5, 2),
    )

    assert done.message == "Đã ghi buổi tư vấn «Mô hình kinh doanh», giúp 1 dự án, ý tưởng."
    (due,) = world.eco.find(FollowUp)
    assert (due.what, due.due, due.about) == ("Nộp bản mô hình", date(2023, 5, 30), done.record)
    assert "Đã tư vấn 1 buổi cho 12 lượt người, trong đó 7 phụ nữ, 12 thanh niên" in told(
        world, "2.5"
    )
    log = world.table("training.counselling", "counselling", year=2023)
    assert column(log, "startups") == ["Rong Sấy"]
    assert log.total is not None
    assert log.total.cells[4:8] == (12, 7, 12, "1 dự án")
    assert column(annex(world, "2.5")["counselling"], "whom") == ["Chi đoàn thôn Tây"]
    world.eco.undo()
    assert world.eco.count(FollowUp) == world.eco.count(TrainingCounselling) == 0


def test_guidance_counts_those_named_where_nobody_counted(world: World) -> None:
    people = [world.person(name) for name in ("Nguyễn An", "Trần Bình")]

    world.do("training.counsel", topic="Bao bì", people=people)

    (kept,) = world.eco.find(TrainingCounselling)
    assert (kept.total, kept.on) == (2, date(2023, 5, 2))


def test_guidance_is_for_somebody_and_a_day_is_for_something(world: World) -> None:
    with pytest.raises(Rejected, match="ai được tư vấn"):
        world.do("training.counsel", topic="Bao bì")
    with pytest.raises(Rejected, match="việc tiếp theo"):
        world.do("training.counsel", topic="Bao bì", group_name="Nhóm", next_on=AFTER)


def test_guidance_alone_is_no_training(world: World) -> None:
    startup = world.startup("Rong Sấy")
    world.do("training.counsel", topic="Bao bì", startups=[startup])

    found = world.eco.evidence("training.projects_trained", 2023)

    assert found.value == 0
    assert [(row.title, row.reason) for row in found.near] == [
        ("Rong Sấy", "mới được tư vấn, chưa qua đào tạo, tập huấn")
    ]
    assert world.eco.evidence("training.projects_trained", 2022).near == ()


def test_classes_of_a_year_with_their_cost(world: World) -> None:
    held(world, "1.2", "Lớp một", 38, 21)
    held(world, "2.5", "Lớp hai", 2, 1)
    world.open("Lớp năm sau", starts_on=date(2024, 6, 1), ends_on=None)

    table = world.table("training.classes", "classes", year=2023)

    assert set(column(table, "class")) == {"Lớp một", "Lớp hai"}
    assert table.total is not None
    assert table.total.cells[5:] == (40, 22, 0, 44_000_000, 6_000_000, 0, 50_000_000)
    assert column(world.table("training.classes", "classes"), "class") == column(table, "class")


def test_text_and_annex_count_the_same_people(world: World) -> None:
    event = world.open(programme=Programme.CULTURE)
    world.enrolled(event, "Nguyễn An", "Trần Bình", "Lê Cường", "Võ Vắng")
    world.taught(event, vo_vang="absent")
    world.eco.update(world.book(event).event, state=EventState.HELD)

    assert "với 3 lượt người tham dự" in told(world, "1.2")
    assert column(annex(world, "1.2")["classes"], "people") == [3]
