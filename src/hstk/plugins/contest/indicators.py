"""How many ideas entered a contest."""

from __future__ import annotations

from sqlalchemy import select

from hstk import Ecosystem, Evidence, Indicator, Near, Period
from hstk.kinds import Event
from hstk.plugins import By
from hstk.plugins.contest.kinds import IN_THE_RUNNING, ContestEntry


def ideas_entered(eco: Ecosystem, period: Period) -> Evidence:
    """Ideas submitted in the period that were not refused or withdrawn.

    Kế hoạch 175/KH-UBND, nhiệm vụ 1.2, sets no number; the report tells how many answered, and how
    many of them live in cities.
    """
    entry, event = eco.table(ContestEntry), eco.table(Event)
    rows = select(
        entry.c.id,
        entry.c.submitted_on.label("on"),
        event.c.organizer.label("unit"),
        entry.c.residence.label("group"),
        entry.c.state.label("state"),
    ).join(event, event.c.id == entry.c.event)
    within = entry.c.submitted_on.between(period.first, period.last)
    gone = ~entry.c.state.in_(IN_THE_RUNNING)
    held = event.c.starts_on.between(period.first, period.last)
    undated = rows.where(entry.c.submitted_on.is_(None), held, ~gone)
    return Evidence(
        rows.where(within, ~gone),
        (
            Near("không hợp lệ hoặc đã rút", "refused or withdrawn", rows.where(within, gone)),
            Near("chưa ghi ngày nộp", "the day of submission is missing", undated),
        ),
    )


IDEAS_ENTERED = Indicator(
    "contest.ideas_entered",
    "Ý tưởng dự thi khởi nghiệp đổi mới sáng tạo",
    "Ideas entered in startup contests",
    "ý tưởng",
    "ideas",
    ContestEntry,
    ideas_entered,
    by=(By("state", "Tình trạng", "State"),),
    help="Bài nộp trong kỳ, không kể bài không hợp lệ hoặc đã rút.",
    help_en="Entries submitted in the period, but for those refused or withdrawn.",
)
