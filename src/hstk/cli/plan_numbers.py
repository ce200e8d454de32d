"""``hstk plan status``, ``evidence`` and ``budget``: numbers, each with what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import argument, command
from hstk.cli.cells import bar, wrapped
from hstk.cli.naming import ending
from hstk.cli.output import line, lines, note, print_json, width
from hstk.cli.parameters import day_option, year_option
from hstk.cli.plan import chosen_year, plan_of
from hstk.cli.session import Session
from hstk.cli.tables import Column, table
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.store.plans import Counted, Row, TargetStatus

_BAR = 20


@command("plan status")
@year_option()
@day_option("--as-of", vi="Chỉ tính đến ngày này.", en="Count only up to this day.")
@click.pass_obj
def status(session: Session, year: int | None, as_of: date | None) -> None:
    """Prints every target: planned, actual, and how it stands."""
    with session.open() as eco:
        year = year or chosen_year(eco)
        found = eco.plan_status(year, as_of=as_of, plan=plan_of(eco, year))
    if session.json:
        print_json([status_json(row) for row in found])
    elif found:
        lines(status_lines(found))
        note(
            say("Xem các bản ghi: ", "See the records: ")
            + session.command(f"plan evidence {found[0].code} --year {year}")
        )
    else:
        note(say("Kế hoạch chưa có chỉ tiêu.", "The plan has no targets."))


@command("plan evidence")
@argument(
    "target",
    value=("CHỈ_TIÊU", "TARGET"),
    vi="Mã chỉ tiêu (mt1) hoặc mã cách tính (core.projects_funded).",
    en="The code of a target (mt1) or of an indicator (core.projects_funded).",
)
@year_option()
@day_option("--as-of", vi="Chỉ tính đến ngày này.", en="Count only up to this day.")
@click.pass_obj
def evidence(session: Session, target: str, year: int | None, as_of: date | None) -> None:
    """Prints the records behind a number, and the near misses with the reason."""
    with session.open() as eco:
        year = year or chosen_year(eco)
        found = eco.evidence(target, year, as_of=as_of)
    if session.json:
        print_json(_evidence_json(found, year))
    else:
        _print_evidence(found, year)


@command("plan budget")
@year_option()
@click.pass_obj
def budget(session: Session, year: int | None) -> None:
    """Prints the money of a plan in a year, by source."""
    from hstk.core.money import show_money
    from hstk.kinds import BudgetLine, BudgetSource

    with session.open() as eco:
        year = year or chosen_year(eco)
        found = eco.find(BudgetLine, f"plan = {plan_of(eco, year).id} and year = {year}")
    names = ("estimated", "approved", "spent")
    sums = {
        source: {
            name: sum(getattr(part, name) or 0 for part in found if part.source is source)
            for name in names
        }
        for source in BudgetSource
        if any(part.source is source for part in found)
    }
    total = {name: sum(parts[name] for parts in sums.values()) for name in names}
    if session.json:
        rows = [
            {"source": str(source), "label": source.label, "in_budget": source.in_budget, **parts}
            for source, parts in sums.items()
        ]
        print_json({"year": year, "rows": rows, "total": total})
        return
    if not found:
        note(say(f"Năm {year} chưa ghi dòng kinh phí nào.", f"No money is recorded for {year}."))
        return
    columns = (
        Column(say("Nguồn", "Source"), 12, needed=True),
        Column(say("Dự toán", "Estimated"), right=True),
        Column(say("Được giao", "Approved"), right=True),
        Column(say("Đã chi", "Spent"), right=True),
    )
    drawn = [(source.label, *map(show_money, parts.values())) for source, parts in sums.items()]
    drawn.append((say("Cộng", "Total"), *map(show_money, total.values())))
    lines(table(columns, drawn, width()))


def status_json(row: TargetStatus) -> dict[str, Any]:
    """One target as scripts read it."""
    return {
        "code": row.code,
        "indicator": row.indicator,
        "label": row.label,
        "unit": row.unit,
        "planned": _whole(row.planned),
        "actual": _whole(row.actual),
        "percent": row.percent,
        "state": row.state,
        "counted": row.counted,
        "near": row.near,
    }


def status_lines(found: Sequence[TargetStatus]) -> list[str]:
    """Targets with bars, two lines each so that labels can be read; every state is a word."""
    aside = max(len(row.code) for row in found) + 2
    drawn: list[str] = []
    for row in found:
        first, *others = wrapped(row.label, width() - aside)
        drawn.append(f"{row.code:<{aside}}{first}")
        drawn += [" " * aside + other for other in others]
        part = (row.actual or 0) / row.planned if row.planned else 1.0
        actual = "?" if row.actual is None else _number(row.actual)
        facts = f"{actual}/{_number(row.planned)} {row.unit}"
        if row.percent is not None:
            facts += f" ({row.percent}%)"
        near = say(f", gần được tính: {row.near}", f", nearly: {row.near}") if row.near else ""
        drawn.append(f"{' ' * aside}{bar(part, _BAR)} {facts}, {row.state_label}{near}")
    return drawn


def _evidence_json(found: Counted, year: int) -> dict[str, Any]:
    return {
        "indicator": found.indicator.code,
        "label": found.label,
        "unit": found.unit,
        "year": year,
        "actual": _whole(found.value),
        "counted": [
            {
                "id": str(row.id),
                "kind": row.kind,
                "title": row.title,
                "on": None if row.on is None else row.on.isoformat(),
                "amount": _whole(row.amount),
                "unit": row.unit,
                "group": row.group,
            }
            for row in found.counted
        ],
        "near": [
            {"id": str(row.id), "kind": row.kind, "title": row.title, "reason": row.reason}
            for row in found.near
        ],
        "total": found.total,
        "total_near": found.total_near,
        "breakdowns": {
            name: {value: _whole(number) for value, number in parts.items()}
            for name, parts in found.breakdowns.items()
        },
    }


def _print_evidence(found: Counted, year: int) -> None:
    indicator = found.indicator
    help_ = say(indicator.help, indicator.help_en)
    head = f"{found.label}, {year}: {_number(found.value)} {found.unit}"
    for text in (head, help_):
        lines(wrapped(text, width()) if text else ())
    for by in indicator.breakdowns:
        parts = found.breakdowns.get(by.name, {})
        if parts and (len(parts) > 1 or by in indicator.by):
            named = list(parts.items())
            if by.name == "month":
                named.sort()
            told = "; ".join(f"{_label(by.name, value)}: {_number(n)}" for value, n in named)
            lines(
                wrapped(
                    say(f"Theo {by.title.lower()}: ", f"By {by.title.lower()}: ") + told, width()
                )
            )
    line()
    line(say(f"Được tính ({found.total})", f"Counted ({found.total})"))
    if found.counted:
        lines(_rows(found.counted))
    if found.near:
        line()
        line(say(f"Gần đạt ({found.total_near})", f"Nearly ({found.total_near})"))
        columns = (
            Column(say("Mã số", "Id"), needed=True),
            Column(say("Bản ghi", "Record"), 16, needed=True, wish=24),
            Column(say("Còn thiếu", "What is missing"), 16, needed=True, wish=36),
        )
        rows = [(ending(row.id), row.title, row.reason) for row in found.near]
        lines(table(columns, rows, width()))
    listed = len(found.counted) + len(found.near)
    if listed < found.total + found.total_near:
        note(say(f"Chỉ kể {listed} dòng đầu.", f"Only the first {listed} are listed."))


def _label(breakdown: str, value: str) -> str:
    """A value as people read it: a month is "12/2024"."""
    year, dash, month = value.partition("-")
    return f"{month}/{year}" if breakdown == "month" and dash else value


def _rows(counted: Sequence[Row]) -> list[str]:
    from hstk.core.dates import show_date

    columns = (
        Column(say("Mã số", "Id"), needed=True),
        Column(say("Bản ghi", "Record"), 16, needed=True, wish=24),
        Column(say("Ngày", "Day")),
        Column(say("Số", "Amount"), right=True),
        Column(say("Đơn vị", "Unit"), 10),
        Column(say("Nhóm", "Group"), 8),
    )
    rows = [
        (
            ending(row.id),
            row.title,
            show_date(row.on) if row.on else "",
            "" if row.amount is None else _number(row.amount),
            row.unit or "",
            row.group or "",
        )
        for row in counted
    ]
    given = [n for n in range(len(columns)) if n < 2 or any(row[n] for row in rows)]
    return list(table([columns[n] for n in given], [[r[n] for n in given] for r in rows], width()))


def _number(value: float) -> str:
    from hstk.core.money import show_number

    return show_number(_whole(value) or 0)


def _whole(value: float | None) -> float | None:
    """The number, without ".0" where it is whole."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
