"""``hstk plan``, ``plan load`` and ``plan show``: the document and what it asks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import command, option
from hstk.cli.cells import wrapped
from hstk.cli.commands import PLAN
from hstk.cli.groups import LazyGroup
from hstk.cli.output import line, lines, note, print_json, width
from hstk.cli.parameters import file_argument, year_option
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from uuid import UUID

    from hstk.kinds import Plan, Progress, Target, Task
    from hstk.store.ecosystem import Ecosystem
    from hstk.store.plans import Revision

plan = LazyGroup(
    "plan",
    {"Lệnh|Commands": PLAN},
    about=(
        "Kế hoạch, chỉ tiêu, nhiệm vụ, kinh phí. Số thực hiện luôn được tính từ các bản ghi.",
        "The plan, its targets, tasks and money. What was reached is always computed from records.",
    ),
)


@command(
    "plan load",
    more=(
        "Nạp lại cùng một tệp thì không đổi gì; xem trước thay đổi bằng --dry-run.",
        "Loading the same file again changes nothing; --dry-run shows what would change.",
    ),
)
@file_argument("Tệp kế hoạch.", "The plan file.")
@option("--dry-run", is_flag=True, vi="Chỉ xem trước, không ghi.", en="Show it, change nothing.")
@click.pass_obj
def load(session: Session, path: Path, dry_run: bool) -> None:
    """Loads a plan file, or shows what loading it would change."""
    from hstk.exchange.plan_file import load_plan, plan_changes

    with session.open() as eco:
        done = (plan_changes if dry_run else load_plan)(eco, path)
    if session.json:
        print_json(
            {
                "created": done.created,
                "updated": done.updated,
                "unchanged": done.unchanged,
                "dry_run": dry_run,
                "lines": list(done.lines),
            }
        )
    else:
        lines(done.lines)
    counts = say(
        f"{done.created} thêm, {done.updated} sửa, {done.unchanged} giữ nguyên.",
        f"{done.created} added, {done.updated} changed, {done.unchanged} as they were.",
    )
    note((say("Xem trước: ", "Preview: ") if dry_run else say("Đã nạp: ", "Loaded: ")) + counts)
    if not dry_run:
        note(say("Xem tiếp: ", "See next: ") + session.command("plan status"))


@command("plan show")
@year_option()
@click.pass_obj
def show(session: Session, year: int | None) -> None:
    """Prints the plan of a year."""
    with session.open() as eco:
        year = year or chosen_year(eco)
        found = plan_of(eco, year)
        targets, tasks = targets_of(eco, found), tasks_of(eco, found)
        latest = _latest_progress(eco, found)
        if session.json:
            print_json(_plan_json(eco, found, targets, tasks, latest))
        else:
            _print(eco, found, targets, tasks, latest)


def chosen_year(eco: Ecosystem) -> int:
    """This year when a plan covers it, else that of the newest plan, saying so."""
    from hstk.core.errors import NotFound
    from hstk.kinds import Plan
    from hstk.store import plans

    now = date.today().year
    try:
        plans.plan_of(eco, now)
    except NotFound:
        every = eco.find(Plan)
        if not every:
            raise _no_plan() from None
        newest = max(every, key=lambda plan: (plan.year_from, plan.issued_on or date.min))
        year = newest.year_to or newest.year_from
        note(
            say(
                f"Năm {now} chưa có kế hoạch; xem năm {year}.",
                f"No plan covers {now}; this is {year}.",
            )
        )
        return year
    return now


def plan_of(eco: Ecosystem, year: int) -> Plan:
    """The plan that covers a year.

    Raises:
        NotFound: none does; with how to load one.
    """
    from hstk.core.errors import NotFound
    from hstk.store import plans

    try:
        return plans.plan_of(eco, year)
    except NotFound as missing:
        from hstk.kinds import Plan

        if not eco.count(Plan):
            raise _no_plan() from None
        raise missing


def targets_of(eco: Ecosystem, found: Plan) -> list[Target]:
    """The targets of a plan, in the order of the document."""
    from hstk.store import plans

    return plans.targets_of(eco, found)


def tasks_of(eco: Ecosystem, found: Plan) -> list[Task]:
    """The tasks of a plan, in the order of the document."""
    from hstk.kinds import Task

    return sorted(eco.find(Task, f"plan = {found.id}"), key=lambda task: (task.order, task.code))


def revisions_json(eco: Ecosystem, target: Target) -> list[dict[str, Any]]:
    """The former values of a target as scripts read them, newest first."""
    from hstk.store import plans

    return [
        {
            "value": int(former.value) if former.value.is_integer() else former.value,
            "until": former.until.isoformat(),
            "actor": former.actor,
            "reason": former.reason,
        }
        for former in plans.revisions(eco, target)
    ]


def _no_plan() -> Exception:
    from hstk.core.errors import NotFound

    return NotFound(
        say(
            "Chưa có kế hoạch nào; nạp bằng: hstk plan load TỆP",
            "There is no plan yet; load one with: hstk plan load FILE",
        )
    )


def _latest_progress(eco: Ecosystem, found: Plan) -> dict[UUID, Progress]:
    """How each task stands: its progress of the latest day."""
    from hstk.kinds import Progress

    reports = eco.find(Progress, f"task.plan = {found.id}")
    latest: dict[UUID, Progress] = {}
    for report in sorted(reports, key=lambda report: (report.on, report.id)):
        latest[report.task] = report
    return latest


def _plan_json(
    eco: Ecosystem,
    found: Plan,
    targets: list[Target],
    tasks: list[Task],
    latest: dict[UUID, Progress],
) -> dict[str, Any]:
    from hstk.exchange.records_json import record_json

    progress = {
        known.task: {"state": str(known.state), "on": known.on.isoformat(), "words": known.words}
        for known in latest.values()
    }
    return {
        "plan": record_json(eco, [found])[0],
        "targets": [
            described | {"revisions": revisions_json(eco, target)}
            for target, described in zip(targets, record_json(eco, targets), strict=True)
        ],
        "tasks": [
            described | {"progress": progress.get(task.id)}
            for task, described in zip(tasks, record_json(eco, tasks), strict=True)
        ],
    }


def _print(
    eco: Ecosystem,
    found: Plan,
    targets: list[Target],
    tasks: list[Task],
    latest: dict[UUID, Progress],
) -> None:
    from hstk.core.dates import show_date
    from hstk.core.money import show_number
    from hstk.exchange.records_json import references
    from hstk.store import plans

    titles = eco.titles(references([found, *targets, *tasks]))

    def named(id_: UUID | None) -> str:
        return titles.get(id_, "") if id_ else ""

    lines(wrapped(" ".join(part for part in (found.number, found.title) if part), width()))
    issued = show_date(found.issued_on) if found.issued_on else ""
    years = f"{found.year_from}"
    if found.year_to and found.year_to != found.year_from:
        years += f"-{found.year_to}"
    facts = [part for part in (named(found.issuer), issued, say("năm ", "for ") + years) if part]
    line(", ".join(facts))
    if found.report_due_day and found.report_due_month:
        due = f"{found.report_due_day:02}/{found.report_due_month:02}"
        line(say(f"Báo cáo trước ngày {due} hằng năm", f"Report before {due} every year"))
    if targets:
        line()
        line(say("Chỉ tiêu", "Targets"))
    codes = [target.code for target in targets] + [task.code for task in tasks]
    aside = max(map(len, codes), default=0)
    for target in targets:
        asked = f"{show_number(target.value)} {target.unit}"
        if target.per_unit:
            count = len(target.units)
            asked = say(
                f"{show_number(target.value)} cho mỗi đơn vị, {count} đơn vị",
                f"{show_number(target.value)} for each of {count} units",
            )
        _hang(aside, target.code, f"{target.label}: {asked}")
        for former in plans.revisions(eco, target):
            _hang(aside, "", _former(former))
    group = None
    for task in tasks:
        heading = task.group_label or (
            say("Nhiệm vụ thường xuyên", "Standing duties")
            if task.standing
            else say("Nhiệm vụ", "Tasks")
        )
        if heading != group:
            line()
            line(heading)
            group = heading
        _hang(aside, task.code, task.title)
        partners = "; ".join(map(named, task.partners)) or task.partners_text
        for label, text in (
            (say("thực hiện", "lead"), named(task.lead) or task.lead_text),
            (say("phối hợp", "partners"), partners),
            (
                say("thời gian", "timing"),
                task.timing_text or (task.timing.label if task.timing else ""),
            ),
            (say("tiến độ", "progress"), _state(latest.get(task.id))),
        ):
            if text:
                _hang(aside, "", f"{label}: {text}")


def _former(former: Revision) -> str:
    """A former value: until when it held, who changed it and why."""
    from hstk.core.dates import show_date
    from hstk.core.money import show_number

    value, until = show_number(former.value), show_date(former.until)
    told = say(
        f"trước là {value} đến {until}, do {former.actor} sửa",
        f"was {value} until {until}, changed by {former.actor}",
    )
    return f"{told}: {former.reason}" if former.reason else told


def _hang(aside: int, code: str, text: str) -> None:
    """A code with its text beside it, broken below itself."""
    first, *others = wrapped(text, width() - aside - 4)
    line(f"  {code:<{aside}}  {first}")
    for other in others:
        line(" " * (aside + 4) + other)


def _state(report: Progress | None) -> str:
    from hstk.core.dates import show_date

    if report is None:
        return say("chưa có báo cáo", "not reported yet")
    words = f": {report.words}" if report.words else ""
    return f"{report.state.label} ({show_date(report.on)}){words}"
