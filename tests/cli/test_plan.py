from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine, widest


def carried_out(both: CommandLine, plan_file: str) -> CommandLine:
    """A plan with one startup that counts and one that nearly does."""
    both.done("plan", "load", plan_file)
    both.done("add", "person", "name=An")
    both.done("add", "fund", "name=Quỹ khởi nghiệp", "kind_of=social")
    for name in ("Tỏi đen", "Rong biển"):
        both.done("add", "startup", f"name={name}", "owner=An")
    both.done(
        "add", "funding_link", "startup=Tỏi đen", "source=Quỹ khởi nghiệp", "state=approved",
        "amount_approved=50 triệu", "approved_on=15/6/2023",
    )  # fmt: skip
    both.done(
        "add", "funding_link", "startup=Rong biển", "source=Quỹ khởi nghiệp", "state=applied",
        "applied_on=1/3/2023",
    )  # fmt: skip
    return both


@pytest.fixture
def planned(line: CommandLine, plan_file: str) -> CommandLine:
    """A plan that is being carried out, in a file."""
    return carried_out(line, plan_file)


def test_a_plan_is_loaded_once(both: CommandLine, plan_file: str) -> None:
    preview = both.read("plan", "load", plan_file, "--dry-run")
    assert both.read("list", "plan") == []

    loaded = both.read("plan", "load", plan_file)
    again = both.read("plan", "load", plan_file)

    assert set(loaded) == {"created", "updated", "unchanged", "dry_run", "lines"}
    assert preview == loaded | {"dry_run": True}
    assert (loaded["created"], loaded["updated"]) == (5, 0)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 5)
    assert len(both.read("list", "plan")) == 1


def test_a_plan_file_that_cannot_be_read_is_told(line: CommandLine, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("[plan\n", encoding="utf-8")

    for path in (bad, tmp_path / "không có.toml"):
        assert line.refused("plan", "load", str(path))["code"] == "bad-plan"
    assert line.read("list", "plan") == []


def test_status_and_evidence_are_those_of_the_contract(both: CommandLine, plan_file: str) -> None:
    planned = carried_out(both, plan_file)

    funded, unknown = planned.read("plan", "status", "--year", "2023")

    assert funded == {
        "code": "mt1",
        "indicator": "core.projects_funded",
        "label": "Dự án được tiếp cận các nguồn vốn",
        "unit": "dự án",
        "planned": 2,
        "actual": 1,
        "percent": 50,
        "state": "missed",
        "counted": 1,
        "near": 1,
    }
    assert set(unknown) == set(funded)
    assert (unknown["actual"], unknown["percent"], unknown["state"]) == (None, None, "unknown")

    by_target = planned.read("plan", "evidence", "mt1", "--year", "2023")

    # by the code of the rule: the same records, under the rule's own name
    by_rule = planned.read("plan", "evidence", "core.projects_funded", "--year", "2023")
    assert by_rule["label"].startswith(by_target["label"])
    assert by_rule | {"label": by_target["label"]} == by_target
    assert set(by_target) == {
        "indicator", "label", "unit", "year", "actual", "counted", "near", "total", "total_near",
        "breakdowns",
    }  # fmt: skip
    assert (by_target["year"], by_target["actual"]) == (2023, 1)
    (counted,), (near,) = by_target["counted"], by_target["near"]
    assert set(counted) == {"id", "kind", "title", "on", "amount", "unit", "group"}
    assert (counted["kind"], counted["title"]) == ("startup", "Tỏi đen")
    assert (counted["on"], counted["amount"]) == ("2023-06-15", 50_000_000)
    assert set(near) == {"id", "kind", "title", "reason"}
    assert near["title"] == "Rong biển"
    assert near["reason"] == "đã nộp hồ sơ, chưa được duyệt"
    assert (by_target["total"], by_target["total_near"]) == (1, 1)
    assert planned.read("show", counted["id"])["name"] == "Tỏi đen"


def test_status_is_counted_up_to_a_day(planned: CommandLine) -> None:
    in_may = planned.read("plan", "status", "--year", "2023", "--as-of", "1/5/2023")

    assert in_may[0]["actual"] == 0
    assert in_may[0]["state"] == "behind"


def test_numbers_are_drawn_with_bars_and_words(planned: CommandLine) -> None:
    status = planned.done("plan", "status", "--year", "2023").out
    evidence = planned.done("plan", "evidence", "mt1", "--year", "2023").out

    assert "█" * 10 + "░" * 10 + " 1/2 dự án (50%), không đạt, gần được tính: 1" in status
    assert "?/3 vườn, không tính được" in status
    assert "Tỏi đen" in evidence
    assert "đã nộp hồ sơ, chưa được duyệt" in evidence
    assert max(widest(status), widest(evidence)) <= 80
    assert "missed" in planned.done("plan", "status", "--year", "2023", "--lang", "en").out


def test_a_target_is_revised_for_a_reason(planned: CommandLine) -> None:
    revised = planned.read(
        "plan", "revise", "mt1", "--value", "1,5", "--reason", "Công văn 45", "--year", "2023"
    )

    assert (revised["kind"], revised["value"]) == ("target", 1.5)
    assert planned.read("history")[0]["reason"] == "Công văn 45"
    assert planned.read("plan", "status", "--year", "2023")[0]["planned"] == 1.5
    assert planned.read("undo")["undoes"]
    assert planned.read("plan", "status", "--year", "2023")[0]["planned"] == 2


def test_former_values_of_a_target_are_told_with_who_changed_them_and_why(
    both: CommandLine, plan_file: str
) -> None:
    both.done("plan", "load", plan_file)
    never = both.read("plan", "show", "--year", "2023")["targets"]
    both.done("plan", "revise", "mt1", "--value", "1,5", "--reason", "Công văn 45")
    revised = both.read("plan", "revise", "mt1", "--value", "3", "--reason", "Công văn 46")

    first, second = both.read("plan", "show", "--year", "2023")["targets"]
    printed = both.done("plan", "show", "--year", "2023").out.splitlines()
    actor, today = both.read("history")[0]["actor"], date.today()

    assert [target["revisions"] for target in never] == [[], []]
    assert first["revisions"] == revised["revisions"] == [
        {"value": 1.5, "until": today.isoformat(), "actor": actor, "reason": "Công văn 46"},
        {"value": 2, "until": today.isoformat(), "actor": actor, "reason": "Công văn 45"},
    ]  # fmt: skip
    assert second["revisions"] == []
    at = printed.index("  mt1  Dự án được tiếp cận các nguồn vốn: 3 dự án")
    assert [row.strip() for row in printed[at + 1 : at + 3]] == [
        f"trước là 1,5 đến {today:%d/%m/%Y}, do {actor} sửa: Công văn 46",
        f"trước là 2 đến {today:%d/%m/%Y}, do {actor} sửa: Công văn 45",
    ]


def test_progress_is_recorded_with_its_evidence(planned: CommandLine) -> None:
    made = planned.read(
        "plan", "progress", "1.1", "--state", "Đang thực hiện", "--words", "Đã có [/x] 02 tin bài",
        "--on", "20/11/2023", "--evidence", "Tỏi đen", "--evidence", "Rong biển", "--year", "2023",
    )  # fmt: skip

    assert (made["kind"], made["state"], made["on"]) == ("progress", "in_progress", "2023-11-20")
    assert made["evidence__title"] == ["Tỏi đen", "Rong biển"]
    planned.done("plan", "progress", "Xây dựng chuyên mục", "--state", "done", "--year", "2023")
    (task,) = planned.read("plan", "show", "--year", "2023")["tasks"]
    assert task["progress"]["state"] == "done"
    assert task["progress"]["on"] == date.today().isoformat()


def test_a_plan_is_shown_with_targets_and_tasks(planned: CommandLine) -> None:
    planned.done(
        "plan", "progress", "1.1", "--state", "done", "--words", "02 tin bài", "--on", "1/12/2023",
        "--year", "2023",
    )  # fmt: skip

    shown = planned.read("plan", "show", "--year", "2023")
    printed = planned.done("plan", "show", "--year", "2023").out

    assert set(shown) == {"plan", "targets", "tasks"}
    assert shown["plan"]["code"] == "kh-1-2023"
    assert [target["code"] for target in shown["targets"]] == ["mt1", "mt2"]
    assert shown["tasks"][0]["lead__title"] == "Phòng Kinh tế"
    assert shown["tasks"][0]["progress"]["words"] == "02 tin bài"
    assert "1/KH Kế hoạch thử" in printed
    assert "thực hiện: Phòng Kinh tế" in printed
    assert "tiến độ: Hoàn thành (01/12/2023): 02 tin bài" in printed
    assert widest(printed) <= 80


def test_money_is_added_up_by_source(planned: CommandLine) -> None:
    plan = planned.read("list", "plan")[0]["id"]
    for source, year, estimated, spent in (
        ("state_district", 2023, "10 triệu", "4 triệu"),
        ("state_district", 2023, "5 triệu", ""),
        ("social", 2023, "2 triệu", "2 triệu"),
        ("social", 2024, "9 triệu", ""),
    ):
        planned.done(
            "add", "budget_line", f"plan={plan}", f"year={year}", "content=Tập huấn",
            f"source={source}", f"estimated={estimated}", f"spent={spent}",
        )  # fmt: skip

    budget = planned.read("plan", "budget", "--year", "2023")

    assert set(budget) == {"year", "rows", "total"}
    assert budget["rows"][0] == {
        "source": "state_district",
        "label": "Ngân sách huyện",
        "in_budget": True,
        "estimated": 15_000_000,
        "approved": 0,
        "spent": 4_000_000,
    }
    assert budget["total"] == {"estimated": 17_000_000, "approved": 0, "spent": 6_000_000}
    assert "17.000.000 đ" in planned.done("plan", "budget", "--year", "2023").out


def test_the_year_of_the_newest_plan_is_taken_and_told(planned: CommandLine) -> None:
    status = planned.done("plan", "status")

    assert f"Năm {date.today().year} chưa có kế hoạch; xem năm 2023." in status.err
    assert planned.read("plan", "status") == planned.read("plan", "status", "--year", "2023")


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "show"),
        ("plan", "status"),
        ("plan", "status", "--year", "2023"),
        ("plan", "evidence", "mt1"),
        ("plan", "budget"),
        ("plan", "revise", "mt1", "--value", "1", "--reason", "x"),
        ("plan", "progress", "1.1", "--state", "done"),
    ],
)
def test_without_a_plan_it_is_told_how_to_load_one(
    words: tuple[str, ...], line: CommandLine
) -> None:
    error = line.refused(*words)

    assert error["code"] == "not-found"
    assert "hstk plan load" in error["message"]


def test_what_a_plan_does_not_have_is_told_with_the_nearest(
    line: CommandLine, plan_file: str
) -> None:
    line.done("plan", "load", plan_file)

    def hint(*words: str) -> str:
        return str(line.refused("plan", *words)["hint"])

    assert "mt1" in hint("evidence", "mt9", "--year", "2023")
    assert "core.projects_funded" in hint("evidence", "core.project_funded", "--year", "2023")
    assert "mt1" in hint("revise", "mt9", "--value", "1", "--reason", "x")
    assert "1.1" in hint("progress", "9.9", "--state", "done")
    assert line.refused("plan", "status", "--year", "2030")["code"] == "not-found"
    error = line.refused("plan", "progress", "1.1", "--state", "xong xuôi")
    assert error["problems"][0]["field"] == "state"
    assert line.refused("plan", "progress", "1.1", "--state", "done", "--evidence", "không")
