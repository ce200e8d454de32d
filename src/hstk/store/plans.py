"""Plans against what was done: every number a query, every query's rows its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Subquery, distinct, func, select

from hstk.core.changes import Action
from hstk.core.entity import Entity
from hstk.core.errors import NotFound
from hstk.core.indicators import Evidence, Indicator, Near, Period
from hstk.core.kinds import Plan, Target
from hstk.core.language import say
from hstk.core.text import closest

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

State = Literal["met", "on-track", "behind", "missed", "unknown"]
MOST_ROWS = 10_000
"""Rows of evidence that are listed; the counts are of all."""


@dataclass(frozen=True, slots=True)
class TargetStatus:
    """How one target of a plan stands.

    Args:
        target: id of the target; code, label: of the target.
        indicator: the code of the rule that counts; unit: what it counts.
        planned, actual: the numbers; ``actual`` is None when the rule's plugin is off.
        percent: of what is planned, or None.
        state: "met", "on-track" or "behind" the calendar, "missed" when the year is over,
            "unknown" when the rule is missing.
        counted, near: how many records count, and how many nearly do.
        expected: what part of the year is over, 0 to 1.
    """

    target: UUID
    code: str
    indicator: str
    label: str
    unit: str
    planned: float
    actual: float | None
    percent: int | None
    state: State
    counted: int
    near: int
    expected: float

    @property
    def state_label(self) -> str:
        """The word for the state in the current language."""
        return state_label(self.state)


@dataclass(frozen=True, slots=True)
class Row:
    """One record behind a number.

    Args:
        id, kind, title: which.
        on: its day; amount: what it adds; unit, group: what it counts for; None where the rule
            does not say.
        reason: for a near miss, why it does not count; "" for what counts.
    """

    id: UUID
    kind: str
    title: str
    on: date | None = None
    amount: float | None = None
    unit: str | None = None
    group: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with the records behind it.

    Args:
        indicator: the rule; period: the days it was held against.
        value: the number.
        counted: the records that count; near: those that nearly do, each with its reason.
        total, total_near: how many there are of each, all included.
    """

    indicator: Indicator
    period: Period
    value: float
    counted: tuple[Row, ...]
    near: tuple[Row, ...]
    total: int
    total_near: int


def state_label(state: State) -> str:
    """The word for a state in the current language."""
    match state:
        case "met":
            return say("đạt", "met")
        case "on-track":
            return say("đúng tiến độ", "on track")
        case "behind":
            return say("chậm tiến độ", "behind")
        case "missed":
            return say("không đạt", "missed")
        case _:
            return say("không tính được", "unknown")


def plan_of(eco: Ecosystem, year: int, wanted: Entity | UUID | None = None) -> Plan:
    """The plan that covers a year; the latest issued, when several do.

    Raises:
        NotFound: none does.
    """
    if isinstance(wanted, Plan):
        return wanted
    if wanted is not None:
        return eco.get(Plan, wanted if isinstance(wanted, UUID) else wanted.id)
    covering = [
        plan
        for plan in eco.find(Plan, f"year_from <= {year}")
        if (plan.year_to or plan.year_from) >= year
    ]
    if not covering:
        raise NotFound(
            say(f"Chưa có kế hoạch cho năm {year}.", f"There is no plan for {year}."),
            key=str(year),
        )
    return max(covering, key=lambda plan: (plan.year_from, plan.issued_on or date.min))


def targets_of(eco: Ecosystem, plan: Plan) -> list[Target]:
    """The targets of a plan in the order of the document."""
    found = eco.find(Target, f"plan = {plan.id}")
    return sorted(found, key=lambda target: (target.order, target.code))


def elapsed(year: int, as_of: date) -> float:
    """What part of a year is over on a day, 0 to 1."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    days = ((min(as_of, date(year, 12, 31)) - first).days + 1) / (after - first).days
    return max(0.0, days)


def status(
    eco: Ecosystem, year: int, as_of: date | None, plan: Entity | UUID | None
) -> list[TargetStatus]:
    """See :meth:`Ecosystem.plan_status`."""
    today = as_of or date.today()
    period = Period.year(year, as_of=as_of)
    over = today > date(year, 12, 31)
    expected = 1.0 if over else elapsed(year, today)
    return [
        _status(eco, target, period, expected, over)
        for target in targets_of(eco, plan_of(eco, year, plan))
    ]


def _status(
    eco: Ecosystem, target: Target, period: Period, expected: float, over: bool
) -> TargetStatus:
    indicator = eco.declarations.indicators.get(target.indicator)
    planned = len(target.units) if target.per_unit else target.value
    if indicator is None:
        return TargetStatus(
            target.id,
            target.code,
            target.indicator,
            target.label,
            target.unit,
            planned,
            None,
            None,
            "unknown",
            0,
            0,
            expected,
        )
    evidence = indicator.rule(eco, period)
    with eco.reading() as connection:
        if target.per_unit:
            by_unit = _by_unit(connection, evidence, target.units)
            actual: float = sum(n >= target.value for n in by_unit.values())
        else:
            actual = _value(connection, indicator, evidence)
        counted = _count(connection, evidence.counted)
        near = len(_near_ids(connection, evidence))
    return TargetStatus(
        target=target.id,
        code=target.code,
        indicator=target.indicator,
        label=target.label,
        unit=target.unit or indicator.counts,
        planned=planned,
        actual=actual,
        percent=round(100 * actual / planned) if planned else None,
        state=_state(actual, planned, expected, over),
        counted=counted,
        near=near,
        expected=expected,
    )


def _state(actual: float, planned: float, expected: float, over: bool) -> State:
    if actual >= planned:
        return "met"
    if over:
        return "missed"
    return "on-track" if actual >= planned * expected else "behind"


def _value(connection: Connection, indicator: Indicator, evidence: Evidence) -> float:
    rows = evidence.counted.subquery()
    match indicator.measure:
        case "sum":
            # one row a record: a record that is selected twice must not be added twice
            once = select(rows.c.id, func.max(rows.c.amount).label("amount")).group_by(rows.c.id)
            found = connection.execute(select(func.sum(once.subquery().c.amount))).scalar()
        case "last":
            newest = select(rows.c.amount).order_by(rows.c.on.desc()).limit(1)
            found = connection.execute(newest).scalar()
        case _:
            return _count(connection, evidence.counted)
    return found if isinstance(found, int) else float(found or 0)


def _count(connection: Connection, counted: Any) -> int:
    rows = counted.subquery()
    return int(connection.execute(select(func.count(distinct(rows.c.id)))).scalar_one())


def _by_unit(connection: Connection, evidence: Evidence, units: Sequence[UUID]) -> dict[UUID, int]:
    rows = evidence.counted.subquery()
    chosen = select(rows.c.unit, func.count(distinct(rows.c.id))).group_by(rows.c.unit)
    found = {unit: count for unit, count in connection.execute(chosen)}
    return {unit: found.get(unit, 0) for unit in units}


def _near_ids(connection: Connection, evidence: Evidence) -> dict[UUID, Near]:
    """The near misses, each with the first reason that fits; what counts is no near miss."""
    counted = evidence.counted.subquery()
    found: dict[UUID, Near] = {}
    for near in evidence.near:
        rows = near.rows.subquery()
        chosen = select(distinct(rows.c.id)).where(rows.c.id.not_in(select(counted.c.id)))
        for id_ in connection.execute(chosen).scalars():
            found.setdefault(id_, near)
    return found


def evidence(eco: Ecosystem, wanted: str, year: int, as_of: date | None) -> Counted:
    """See :meth:`Ecosystem.evidence`."""
    indicator, target = _meant(eco, wanted, year)
    period = Period.year(year, as_of=as_of)
    found = indicator.rule(eco, period)
    with eco.reading() as connection:
        rows = found.counted.subquery()
        units: dict[UUID, int] = {}
        if target is not None and target.per_unit:
            units = _by_unit(connection, found, target.units)
        value = (
            sum(n >= target.value for n in units.values())
            if target is not None and target.per_unit
            else _value(connection, indicator, found)
        )
        total = _count(connection, found.counted)
        chosen = connection.execute(select(rows).limit(MOST_ROWS)).mappings().all()
        near = _near_ids(connection, found)
    by_id = {row["id"]: row for row in chosen}
    named = [row["unit"] for row in by_id.values() if row.get("unit")] + list(units)
    titles = eco.titles([*by_id, *list(near)[:MOST_ROWS], *named])
    kind = indicator.kind.spec.kind
    counted_rows = [_row(kind, titles, row) for row in by_id.values()]
    near_rows = [
        Row(id_, kind, titles.get(id_, str(id_)), reason=reason.why)
        for id_, reason in list(near.items())[:MOST_ROWS]
    ]
    if target is not None:
        near_rows += [
            Row(
                unit,
                "organization",
                titles.get(unit, str(unit)),
                reason=say(f"mới có {n:g}/{target.value:g}", f"has {n:g} of {target.value:g}"),
            )
            for unit, n in units.items()
            if n < target.value
        ]
    return Counted(
        indicator, period, value, tuple(counted_rows), tuple(near_rows), total, len(near_rows)
    )


def _row(kind: str, titles: dict[UUID, str], row: Any) -> Row:
    unit = row.get("unit")
    group = row.get("group")
    return Row(
        row["id"],
        kind,
        titles.get(row["id"], str(row["id"])),
        row.get("on"),
        row.get("amount"),
        titles.get(unit) if isinstance(unit, UUID) else unit,
        getattr(group, "label", group),
    )


def _meant(eco: Ecosystem, wanted: str, year: int) -> tuple[Indicator, Target | None]:
    """The indicator that a code of an indicator or of a target names, and the target."""
    indicators = eco.declarations.indicators
    try:
        targets = targets_of(eco, plan_of(eco, year))
    except NotFound:
        targets = []
    target = next((t for t in targets if wanted in (t.code, t.indicator, str(t.id))), None)
    code = target.indicator if target is not None else wanted
    if code in indicators:
        return indicators[code], target
    raise NotFound(
        say(f"Không có chỉ tiêu «{wanted}».", f"There is no target or indicator “{wanted}”."),
        key=wanted,
        nearest=closest(wanted, [*indicators, *(t.code for t in targets)]),
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """A former value of a target: until when it held, who changed it and why."""

    value: float
    until: date
    actor: str
    reason: str


def revisions(eco: Ecosystem, target: Target) -> list[Revision]:
    """The former values of a target, newest first."""
    return [
        Revision(change.before["value"], change.at.date(), change.actor, change.reason)
        for change in eco.history(target)
        if change.action is Action.UPDATE and "value" in change.before
    ]
