"""How the plans of the sample went: progress, money, and the report that was sent."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from hstk.core.filters import where
from hstk.kinds import (
    BudgetLine,
    BudgetSource,
    Progress,
    ProgressState,
    ReportIssued,
    Target,
)
from hstk.sample.draft import Draft
from hstk.sample.tables import rows

_MILLION = 1_000_000
_STOOD = {2023: date(2023, 11, 25), 2026: date(2026, 11, 15)}
_REPORTED = date(2023, 11, 30)


def add_planning(draft: Draft) -> None:
    """Progress of every task in both years, and the budget by source."""
    for year, on in _STOOD.items():
        if on > max(draft.today, date(2023, 12, 31)):
            continue
        for code, state, percent, words, evidence in rows(f"progress{year}"):
            task = draft.tasks[year, code]
            if not task.standing:
                draft.add(_halfway(task.id, date(year, 6, 30), int(percent)))
            draft.add(
                Progress(
                    task=task.id,
                    on=on,
                    unit=task.lead,
                    state=ProgressState.read(state),
                    percent=float(percent),
                    words=words,
                    evidence=tuple(draft.meant(one) for one in evidence.split("; ") if one),
                )
            )
    for year_, code, content, source, estimated, approved, spent in rows("budget"):
        year = int(year_)
        draft.add(
            BudgetLine(
                plan=draft.plans[year].id,
                task=draft.tasks[year, code].id,
                year=year,
                content=content,
                source=BudgetSource.read(source),
                estimated=int(estimated) * _MILLION,
                approved=int(approved) * _MILLION,
                spent=int(spent) * _MILLION,
            )
        )
    draft.save("Dữ liệu mẫu: tiến độ, kinh phí", by="KTHT1")


def add_report(draft: Draft) -> None:
    """The report on 2023, with its figures as they were on the day."""
    found = draft.eco.plan_status(2023, as_of=_REPORTED)
    figures = {one.code: {"planned": one.planned, "actual": one.actual} for one in found}
    draft.add(
        ReportIssued(
            plan=draft.plans[2023].id,
            year=2023,
            number="112/BC-KTHT",
            issued_on=_REPORTED,
            as_of=_REPORTED,
            sent_to=draft.plans[2023].report_to,
            figures=json.dumps(figures, ensure_ascii=False),
            notes="Số báo cáo là giả định của dữ liệu mẫu.",
        )
    )
    draft.save("Ban hành báo cáo năm 2023", by="KTHT1")


def add_revision(draft: Draft) -> None:
    """A target that was raised after the plan was issued; what it was stays in the history."""
    eco = draft.eco
    (target,) = eco.find(Target, where(plan=draft.plans[2026].id, code="mt3"))
    with eco.changes("Giao thêm hai sản phẩm trưng bày", actor=draft.officers["PKT1"].name):
        eco.update(target, value=10)


def _halfway(task: UUID, on: date, percent: int) -> Progress:
    return Progress(
        task=task,
        on=on,
        state=ProgressState.IN_PROGRESS if percent else ProgressState.NOT_STARTED,
        percent=percent // 2,
        words="Đang triển khai theo kế hoạch." if percent else "Chưa triển khai.",
    )
