"""The work due today: targets of the plan, what is due, what expires, what changed last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hstk.core.language import say
from hstk.tui.viewmodel.lines import in_days, short_day
from hstk.tui.widgets.bars import Target

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem
    from hstk.store.plans import TargetStatus

DUE_WITHIN = 14
"""Days ahead in which a follow-up is shown."""
EXPIRES_WITHIN = 180
"""Days ahead in which a recognition that ends is shown."""
MOST = 50
"""Lines of one panel; what is beyond is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Target):
    """A target with what the library says of it: the screen judges nothing by itself.

    Args:
        target: id of the target.
        share: percent of what is planned, or None.
        word: how it stands; "!" stands before what needs somebody.
        sign: "!" for what needs somebody, "=" for what is reached, "" else.
    """

    target: str
    share: int | None
    word: str
    sign: str

    @classmethod
    def of(cls, status: TargetStatus) -> Standing:
        """What a status says."""
        alarming = status.state in ("behind", "missed", "unknown")
        return cls(
            label=status.label,
            actual=status.actual,
            planned=status.planned,
            unit=status.unit,
            target=str(status.target),
            share=status.percent,
            word=f"! {status.state_label}" if alarming else status.state_label,
            sign="!" if alarming else "=" if status.state == "met" else "",
        )

    @property
    def percent(self) -> str:
        """«70%», or ""."""
        return "" if self.share is None else f"{self.share}%"

    def state(self, today: float | None) -> str:
        """The word of the library."""
        return self.word


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan in one year.

    Args:
        year: the year, or None when there is no plan at all.
        years: every year that a plan covers, in order.
        title: number, or title, of the plan.
        targets: in the order of the document.
        elapsed: what part of the year is over, 0 to 1; None for one that is not under way.
    """

    year: int | None
    years: tuple[int, ...] = ()
    title: str = ""
    targets: tuple[Standing, ...] = ()
    elapsed: float | None = None

    def target(self, target: str) -> Standing | None:
        """A target by its id, or None."""
        return next((one for one in self.targets if one.target == target), None)

    def beside(self, step: int) -> int | None:
        """The year before (-1) or after (1) that a plan covers, or None."""
        if self.year is None:
            return None
        place = self.years.index(self.year) + step
        return self.years[place] if 0 <= place < len(self.years) else None


def plan_view(eco: Ecosystem, year: int | None, today: date) -> PlanView:
    """The targets of a plan and how they stand.

    Args:
        eco: the open file.
        year: which; None for this one, or if no plan covers it, the last that one does.
        today: the day of the reader.
    """
    from hstk.core.kinds import Plan
    from hstk.store.plans import plan_of

    years = sorted(
        {
            covered
            for plan in eco.find(Plan)
            for covered in range(plan.year_from, (plan.year_to or plan.year_from) + 1)
        }
    )
    if not years:
        return PlanView(None)
    chosen = year if year in years else today.year if today.year in years else years[-1]
    plan = plan_of(eco, chosen)
    status = eco.plan_status(chosen, plan=plan)
    return PlanView(
        chosen,
        tuple(years),
        plan.number or plan.title,
        tuple(Standing.of(one) for one in status),
        next((one.expected for one in status if 0 < one.expected < 1), None),
    )


@dataclass(frozen=True, slots=True)
class Dated:
    """A record with a day on which something falls due.

    Args:
        record: its id.
        day: as people read it; word: how far it is.
        text: what it is about.
        late: whether somebody should have seen to it already.
        now: whether it is for today.
    """

    record: str
    day: str
    word: str
    text: str
    late: bool = False
    now: bool = False

    @property
    def mark(self) -> str:
        """«!» for what is late, «•» for what is for today, " " else."""
        return "!" if self.late else "•" if self.now else " "


@dataclass(frozen=True, slots=True)
class DatedList:
    """What falls due, the first day first; ``total`` counts also what is beyond the list."""

    rows: tuple[Dated, ...] = ()
    total: int = 0


def follow_ups(eco: Ecosystem, today: date) -> DatedList:
    """What was promised and is not done: late, or due within :data:`DUE_WITHIN` days."""
    from hstk.core.kinds import FollowUp
    from hstk.tui.viewmodel.values import Names

    where = f"done_on is null and due <= {today + timedelta(days=DUE_WITHIN):%Y-%m-%d}"
    found = eco.find(FollowUp, where, sort="due", limit=MOST)
    names = Names.of(eco, found)
    rows = []
    for one in found:
        about = [names(id_) for id_ in (one.about, one.assignee) if id_ is not None]
        days = (one.due - today).days
        rows.append(
            Dated(
                str(one.id),
                short_day(one.due, today),
                in_days(days),
                " · ".join([one.what, *about]),
                late=days < 0,
                now=days == 0,
            )
        )
    return DatedList(tuple(rows), _total(eco, FollowUp, where, rows))


def expiring(eco: Ecosystem, today: date) -> DatedList:
    """Recognitions that end within :data:`EXPIRES_WITHIN` days."""
    from hstk.core.kinds import Recognition

    last = today + timedelta(days=EXPIRES_WITHIN)
    days = f"expires_on >= {today:%Y-%m-%d} and expires_on <= {last:%Y-%m-%d}"
    where = f"{days} and withdrawn_on is null"
    found = eco.find(Recognition, where, sort="expires_on", limit=MOST)
    titles = eco.titles(one.id for one in found)
    rows = [
        Dated(
            str(one.id),
            short_day(one.expires_on, today),
            in_days((one.expires_on - today).days),
            titles.get(one.id, ""),
            now=one.expires_on == today,
        )
        for one in found
        if one.expires_on is not None
    ]
    return DatedList(tuple(rows), _total(eco, Recognition, where, rows))


def _total(eco: Ecosystem, kind: type, where: str, rows: Sequence[Dated]) -> int:
    return len(rows) if len(rows) < MOST else eco.count(kind, where)


def due_title(found: DatedList) -> str:
    """The heading of what is due."""
    return say(f"Việc đến hạn ({found.total})", f"Follow-ups due ({found.total})")


def expiring_title(found: DatedList) -> str:
    """The heading of what expires."""
    return say(
        f"Công nhận hết hạn trong {EXPIRES_WITHIN} ngày ({found.total})",
        f"Recognitions ending within {EXPIRES_WITHIN} days ({found.total})",
    )
