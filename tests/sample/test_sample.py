"""The Lý Sơn sample: what it must show, whoever makes it and wherever."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import hstk
from hstk import Ecosystem
from hstk.errors import Rejected
from hstk.exchange.plan_file import load_plan
from hstk.kinds import (
    AdminUnit,
    BudgetLine,
    Club,
    ClubMember,
    ClubRole,
    Contribution,
    Event,
    EventState,
    FollowUp,
    FundingLink,
    FundingState,
    Organization,
    Person,
    Plan,
    Progress,
    Recognition,
    ReportIssued,
    Stage,
    Startup,
    Target,
    Task,
)
from hstk.sample import PLAN_FILE, make_sample

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)

# Target: planned, reached, how it stands; and why something else nearly counted.
IN_2023 = {
    "mt1": (10, 7, "missed"),
    "mt2": (2, 3, "met"),
    "mt3": (6, 5, "missed"),
    "mt4": (2, 2, "met"),
    "mt5": (8, 6, "missed"),
    "1.2-events": (5, 4, "missed"),
}
NEARLY_IN_2023 = {
    "mt1": {
        "có chứng chỉ nhưng không thuộc cơ quan, đoàn thể",
        "đã học, chưa được cấp chứng chỉ",
        "giấy chứng nhận khác, không phải chứng chỉ tư vấn khởi nghiệp",
    },
    "mt2": {
        "đăng ký lớp tập huấn chưa diễn ra",
        "có tên trong lớp tập huấn nhưng vắng mặt",
        "mới được cố vấn, chưa qua đào tạo, tập huấn",
    },
    "mt3": {
        "đăng ký trưng bày tại sự kiện chưa diễn ra",
        "đăng ký nhưng không có mặt tại hội chợ",
        "có mặt tại sự kiện không phải hội chợ hay ngày hội khởi nghiệp",
        "có ghi hỗ trợ trưng bày nhưng chưa gắn với hội chợ nào",
    },
    "mt4": {
        "đã nộp hồ sơ, chưa được duyệt",
        "mới được giới thiệu nguồn vốn",
        "hồ sơ bị từ chối",
    },
    "mt5": {
        "giấy chứng nhận đã hết hạn trước kỳ này",
        "quyết định công nhận đã bị thu hồi",
        "được công nhận sau kỳ này",
        "công nhận ở cấp khác, không phải cấp huyện hay cấp tỉnh",
        "đã chấm điểm nhưng dưới 50 điểm (chưa đạt 3 sao)",
        "có hồ sơ trong năm, chưa có quyết định công nhận",
    },
    "1.2-events": {
        "chưa tổ chức, mới ở dạng dự kiến",
        "đã tổ chức nhưng chưa ghi đơn vị tổ chức (chỉ có đơn vị phối hợp)",
        "đã bị hủy",
        "mới có 0/1",
    },
}
IN_2026 = {
    "mt1": (12, 8, "behind"),
    "mt2": (4, 4, "met"),
    "mt3": (10, 9, "on-track"),
    "mt4": (3, 2, "behind"),
    "mt5": (12, 12, "met"),
    "1.2-events": (5, 4, "behind"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    """The sample in a file, made once; tests only read it."""
    with hstk.open(tmp_path_factory.mktemp("sample") / "ly-son.hstk") as eco:
        make_sample(eco, today=TODAY)
        yield eco


def standing(eco: Ecosystem, year: int) -> dict[str, tuple[float, float | None, str]]:
    return {
        found.code: (found.planned, found.actual, found.state)
        for found in eco.plan_status(year, as_of=max(TODAY, date(year, 12, 31))
                                     if year < TODAY.year else TODAY)
    }  # fmt: skip


def test_some_targets_are_met_and_some_are_not_on_both_databases(eco: Ecosystem) -> None:
    make_sample(eco, today=TODAY)

    assert standing(eco, 2023) == IN_2023
    assert standing(eco, 2026) == IN_2026


@pytest.mark.parametrize("code", NEARLY_IN_2023)
def test_beside_every_target_stands_a_near_miss_of_each_kind(made: Ecosystem, code: str) -> None:
    found = made.evidence(code, 2023)

    assert {row.reason for row in found.near} >= NEARLY_IN_2023[code]


def test_money_in_and_out_of_the_budget_both_reached_a_project(made: Ecosystem) -> None:
    groups = {row.group for row in made.evidence("mt4", 2023).counted}

    assert groups == {"trong ngân sách", "ngoài ngân sách"}


def test_the_plan_in_it_is_the_plan_of_the_file(made: Ecosystem) -> None:
    again = load_plan(made, PLAN_FILE)

    assert (again.created, again.updated) == (0, 0)
    assert made.get(Plan, again.plan.id).number == "175/KH-UBND"
    assert "giả định" in made.find(Plan, "year_from = 2026")[0].number


def test_there_is_one_plan_file_and_it_is_found_where_the_package_is() -> None:
    assert PLAN_FILE.is_file()
    assert PLAN_FILE.samefile(ROOT / "examples" / "ly_son" / "plan_2023.toml")
    assert PLAN_FILE.parent == Path(sys.modules["hstk.sample"].__file__ or "").parent


@pytest.mark.slow
def test_an_installed_copy_brings_the_plan_along(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = f"from setuptools.build_meta import build_wheel; build_wheel({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    code = (
        "from hstk.sample import PLAN_FILE, tables; print(PLAN_FILE, PLAN_FILE.stat().st_size);"
        "print(next(tables.rows('ocop'))[0])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout

    installed = tmp_path / "installed" / "hstk" / "sample" / "plan_2023.toml"
    assert shown.splitlines() == [f"{installed} {PLAN_FILE.stat().st_size}", "cá bò"]


def test_the_same_seed_gives_the_same_people_and_another_seed_others(
    made: Ecosystem, tmp_path: Path
) -> None:
    def names(eco: Ecosystem) -> list[tuple[str, str | None]]:
        return [(person.name, person.phone) for person in eco.find(Person, sort="id")]

    with hstk.open(tmp_path / "same.hstk") as same, hstk.open(tmp_path / "other.hstk") as other:
        make_sample(same, today=TODAY)
        make_sample(other, today=TODAY, seed=7)

        assert names(same) == names(made)
        assert names(other) != names(made)
        assert standing(other, 2023) == IN_2023


def test_plugins_that_are_off_leave_their_records_out(tmp_path: Path) -> None:
    with hstk.open(tmp_path / "test.hstk", plugins=()) as eco:
        make_sample(eco, today=TODAY)

        assert eco.plan_status(2023)[3].actual == 2
        assert eco.plan_status(2023)[0].actual is None
        assert "ocop_dossier" not in eco.kinds
        assert eco.count(Person) > 150


def test_what_was_made_is_sound(made: Ecosystem) -> None:
    found = {f.code: f.message for f in made.doctor() if f.severity != "ok"}
    # a fair whose day is past and that nobody marked as held: what a clerk would want to know
    assert set(found) == {"trade.displayed"}
    assert "Hội chợ hàng Việt cuối năm" in found["trade.displayed"]


def test_it_is_made_in_an_empty_place_only(tmp_path: Path) -> None:
    with hstk.open(tmp_path / "test.hstk") as eco:
        eco.add(Person(name="Nguyễn Thị Mẫu"))

        with pytest.raises(Rejected, match="đã có dữ liệu"):
            make_sample(eco)
        assert eco.count(Person) == 1


def test_any_number_of_people_can_be_asked_for(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with hstk.open(tmp_path / "test.hstk") as eco:
        make_sample(eco, people=21_000, progress=lambda *step: told.append(step))

        people = eco.find(Person)
        assert len(people) == 21_000
        assert len({person.phone for person in people}) == 21_000
        assert {person.gender for person in people[-1000:]} == {"female", "male"}
        assert standing(eco, 2023) == IN_2023
        assert told[-1] == (21_000, 21_000)
        assert told == sorted(told)
        assert len(eco.change_sets()) < 40


def test_everybody_is_made_up_and_says_so(made: Ecosystem) -> None:
    (club,) = made.find(Club)
    people = made.find(Person)

    assert club.notes == "Dữ liệu mẫu: người và cơ sở sản xuất là hư cấu."
    assert 150 <= len(people) <= 250
    assert {(person.phone or "+8495")[:5] for person in people} == {"+8495"}  # no network has it
    assert {person.email.rpartition(".")[2] for person in people if person.email} == {"example"}
    assert not any(person.citizen_id for person in people)


def test_it_runs_through_the_reform_of_2025(made: Ecosystem) -> None:
    units = {unit.code: unit for unit in made.find(AdminUnit, "valid_to is null")}
    (old,) = made.find(AdminUnit, "code = 536")
    (office,) = made.find(Organization, 'name = "Phòng Kinh tế và Hạ tầng nông thôn"')
    assert office.successor is not None
    successor = made.get(Organization, office.successor)
    held = made.find(Event, "state = held")

    assert old.valid_to == date(2025, 6, 30)
    assert units["21548"].valid_from == date(2025, 7, 1)
    assert units["21548"].parent == units["51"].id
    assert office.valid_to == old.valid_to
    assert successor.name == "Phòng Kinh tế đặc khu Lý Sơn"
    assert any(event.organizer == office.id for event in held)
    assert all(
        event.starts_on is None or event.starts_on <= date(2025, 6, 30)
        for event in held
        if event.organizer == office.id
    )


def test_every_task_of_2023_has_progress_and_the_report_kept_its_figures(made: Ecosystem) -> None:
    (plan,) = made.find(Plan, "year_from = 2023")
    tasks = {task.id for task in made.find(Task, f"plan = {plan.id}")}
    (report,) = made.find(ReportIssued)

    assert {progress.task for progress in made.find(Progress)} >= tasks
    assert report.issued_on < date(2023, 12, 1)
    assert json.loads(report.figures)["mt1"] == {"planned": 10, "actual": 7}
    sources = {line.source for line in made.find(BudgetLine, "year = 2023")}
    assert {source.in_budget for source in sources} == {True, False}


def test_every_stage_and_every_state_of_money_is_there(made: Ecosystem) -> None:
    assert {startup.stage for startup in made.find(Startup)} == set(Stage)
    assert {link.state for link in made.find(FundingLink)} == set(FundingState)
    assert {event.state for event in made.find(Event)} == set(EventState)
    gifts = made.find(Contribution)
    assert any(gift.paid is None for gift in gifts)
    assert any(gift.paid for gift in gifts)


def test_the_club_has_had_two_chairs_and_has_one(made: Ecosystem) -> None:
    chairs = made.find(ClubMember, "role = chair")

    assert len(chairs) == 2
    assert [chair.role for chair in chairs if chair.until is None] == [ClubRole.CHAIR]


def test_there_is_work_for_today(made: Ecosystem) -> None:
    due = [follow.due for follow in made.find(FollowUp, "done_on is null")]
    expiring = [
        given
        for given in made.find(Recognition, "withdrawn_on is null")
        if given.expires_on and TODAY <= given.expires_on <= TODAY + timedelta(days=60)
    ]

    assert any(day < TODAY for day in due)
    assert TODAY in due
    assert any(TODAY < day <= TODAY + timedelta(days=7) for day in due)
    assert len(expiring) >= 2


def test_what_falls_due_moves_with_the_day(tmp_path: Path) -> None:
    day = date(2026, 6, 1)
    with hstk.open(tmp_path / "test.hstk") as eco:
        make_sample(eco, today=day)

        assert day in [follow.due for follow in eco.find(FollowUp, "done_on is null")]
        ahead = eco.find(Event, f"starts_on > {day} and state = held")
        assert ahead == []


def test_the_history_tells_who_changed_what_and_why(made: Ecosystem) -> None:
    (startup,) = made.find(Startup, 'name = "Rong biển sấy giòn ăn liền"')
    (target,) = made.find(Target, "code = mt3 and plan.year_from = 2026")

    later, first = made.history(startup)
    assert (later.before, later.after) == ({"stage": "idea"}, {"stage": "acceleration"})
    assert first.action == "insert"
    assert later.reason.startswith("Rà soát dự án")
    raised = made.history(target)[0]
    assert (raised.before, raised.after) == ({"value": 8}, {"value": 10})
    assert raised.reason == "Giao thêm hai sản phẩm trưng bày"
