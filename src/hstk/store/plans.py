"""Plans against what was done: every number a query, every query's rows its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy import func, select

from hstk.core.changes import Action
from hstk.core.entity import Entity
from hstk.core.errors import HstkError, NotFound
from hstk.core.indicators import Indicator, Period
from hstk.core.kinds import Organization, Plan, Target
from hstk.core.language import say
from hstk.core.text import closest
from hstk.store.counting import (
    broken_down,
    by_unit,
    group_label,
    how_many,
    latest_first,
    near_misses,
    value_of,
)

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
        percent: of what is planned, 100 only when it is reached, or None.
        state: "met", "on-track" or "behind" the calendar, "missed" when the year is over,
            "unknown" when it cannot be computed.
        counted, near: how many records count, and how many nearly do.
        expected: what part of the year is over, 0 to 1.
        reason: why it cannot be computed, or "".
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
    reason: str = ""

    @property
    def state_label(self) -> str:
        """The word for the state in the current language."""
        return state_label(self.state)


@dataclass(frozen=True, slots=True)
class Row:
    """One record behind a number.

    Args:
        id, kind, title: which.
        on: its day, the latest of several; amount: what it adds; unit, group: what it counts
            for; None where the rule does not say.
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
        label, unit: what it is called and what it counts: of the target, when it is one.
        indicator: the rule; period: the days it was held against.
        value: the number.
        counted: the records that count; near: those that nearly do, each with its reason.
        total, total_near: how many there are of each, all included.
        breakdowns: the number for each unit, month, group and whatever else the rule says, by the
            name of the breakdown; a record in two counts in both.
    """

    label: str
    unit: str
    indicator: Indicator
    period: Period
    value: float
    counted: tuple[Row, ...]
    near: tuple[Row, ...]
    total: int
    total_near: int
    breakdowns: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def groups(self) -> Mapping[str, float]:
        """The number for each group, where the rule has groups."""
        return self.breakdowns.get("group", {})


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
    """The plan that covers a year; when several do, that which began and was issued last.

    Raises:
        NotFound: none does.
    """
    if isinstance(wanted, Plan):
        return wanted
    if wanted is not None:
        return eco.get(Plan, wanted if isinstance(wanted, UUID) else wanted.id)
    covering = _covering(eco, year)
    if not covering:
        raise NotFound(
            say(f"Chưa có kế hoạch cho năm {year}.", f"There is no plan for {year}."),
            key=str(year),
        )
    return covering[0]


def _covering(eco: Ecosystem, year: int) -> list[Plan]:
    """The plans that cover a year; one without an end goes on until a later one begins."""
    plans = [
        plan
        for plan in eco.find(Plan, f"year_from <= {year}")
        if plan.year_to is None or plan.year_to >= year
    ]
    return sorted(plans, key=lambda p: (p.year_from, p.issued_on or date.min), reverse=True)


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
    period = Period.year(year, as_of=today)
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
    planned = float(len(target.units)) if target.per_unit else target.value
    actual, counted, near, reason = None, 0, 0, ""
    if indicator is None:
        reason = say(
            f"không có cách tính {target.indicator} (plugin đang tắt?)",
            f"there is no rule {target.indicator} (is its plugin off?)",
        )
    else:
        try:
            actual, counted, near = _measured(eco, indicator, target, period)
        except Exception as error:  # noqa: BLE001  # a stranger's rule; the others must be seen
            reason = error.message if isinstance(error, HstkError) else repr(error)
        if target.per_unit and not target.units:
            reason = say("chưa ghi các đơn vị được giao", "no units are named")
    state: State = "unknown"
    if actual is not None and not reason:
        state = _state(actual, planned, expected, over)
    return TargetStatus(
        target=target.id,
        code=target.code,
        indicator=target.indicator,
        label=target.label,
        unit=target.unit or (indicator.counts if indicator else ""),
        planned=planned,
        actual=actual,
        percent=_percent(actual, planned),
        state=state,
        counted=counted,
        near=near,
        expected=expected,
        reason=reason,
    )


def _state(actual: float, planned: float, expected: float, over: bool) -> State:
    if actual >= planned:
        return "met"
    if over:
        return "missed"
    return "on-track" if actual >= planned * expected else "behind"


def _measured(
    eco: Ecosystem, indicator: Indicator, target: Target, period: Period
) -> tuple[float, int, int]:
    """The number for a target, how many records count, and how many nearly do."""
    found = indicator.rule(eco, period)
    with eco.reading() as connection:
        counted = how_many(connection, found.counted.subquery())
        near = near_misses(found)
        missed = 0 if near is None else how_many(connection, near)
        if target.per_unit:
            units = by_unit(connection, eco, found, target.units)
            met = sum(n >= target.value for n in units.values())
            return met, counted, missed + len(units) - met
        return value_of(connection, indicator, found, counted), counted, missed


def _percent(actual: float | None, planned: float) -> int | None:
    if actual is None or not planned:
        return None
    percent = round(100 * actual / planned)
    return min(percent, 99) if actual < planned else percent


def evidence(eco: Ecosystem, wanted: str, year: int, as_of: date | None) -> Counted:
    """See :meth:`Ecosystem.evidence`."""
    indicator, target = _meant(eco, wanted, year)
    period = Period.year(year, as_of=as_of or date.today())
    found = indicator.rule(eco, period)
    units: dict[UUID, int] = {}
    near: dict[UUID, int] = {}
    missed = 0
    with eco.reading() as connection:
        total = how_many(connection, found.counted.subquery())
        rows = connection.execute(latest_first(found, MOST_ROWS)).mappings().all()
        parts = broken_down(connection, indicator, found)
        if (nearly := near_misses(found)) is not None:
            missed = how_many(connection, nearly)
            # each with the first reason that fits
            first = select(nearly.c.id, func.min(nearly.c.place)).group_by(nearly.c.id)
            ordered = first.order_by(func.min(nearly.c.place), nearly.c.id).limit(MOST_ROWS)
            near = {row[0]: row[1] for row in connection.execute(ordered)}
        if target is not None and target.per_unit:
            units = by_unit(connection, eco, found, target.units)
            value: float = sum(n >= target.value for n in units.values())
        else:
            value = value_of(connection, indicator, found, total)
    records: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows:
        records.setdefault(row["id"], []).append(dict(row))
    held = [row["unit"] for row in rows if isinstance(row.get("unit"), UUID)]
    held += [unit for unit in parts.get("unit", ()) if isinstance(unit, UUID)]
    titles = eco.titles(dict.fromkeys([*records, *near, *held, *units]))
    kind = indicator.kind.spec.kind
    counted = tuple(_row(indicator, titles, id_, several) for id_, several in records.items())
    near_rows = [
        Row(id_, kind, titles.get(id_, str(id_)), reason=found.near[place].why)
        for id_, place in near.items()
    ]
    if target is not None:
        behind = {unit: n for unit, n in units.items() if n < target.value}
        missed += len(behind)
        near_rows += [
            Row(
                unit,
                Organization.spec.kind,
                titles.get(unit, str(unit)),
                reason=say(f"mới có {n}/{target.value:g}", f"has {n} of {target.value:g}"),
            )
            for unit, n in behind.items()
        ]
    label, unit = indicator.title, indicator.counts
    if target is not None:
        label = target.label
        # a quota for each unit counts the units that met it, whatever the records are
        unit = target.unit or (say("đơn vị", "units") if target.per_unit else unit)
    breakdowns = {name: _by_label(counts, titles) for name, counts in parts.items()}
    return Counted(
        label, unit, indicator, period, value, counted, tuple(near_rows), total, missed, breakdowns
    )


def _by_label(counts: Mapping[Any, float], titles: Mapping[UUID, str]) -> dict[str, float]:
    """Parts of a number by what they are called; units of one name stay apart."""
    found: dict[str, float] = {}
    for value, number in counts.items():
        label = titles.get(value) or group_label(value)
        if label in found and isinstance(value, UUID):
            label = f"{label} ({value.hex[-8:]})"
        found[label] = found.get(label, 0) + number
    return found


def _row(
    indicator: Indicator, titles: Mapping[UUID, str], id_: UUID, rows: Sequence[Mapping[str, Any]]
) -> Row:
    """One record from all its rows."""

    def each(column: str) -> list[Any]:
        given = (row.get(column) for row in rows)
        return list(dict.fromkeys(value for value in given if value is not None))

    # what a sum takes once may be selected twice; else the amounts are several
    amounts = [row["amount"] for row in rows if row.get("amount") is not None]
    add = sum if indicator.measure == "distinct" else max
    units = [titles.get(unit, str(unit)) for unit in each("unit")]
    return Row(
        id_,
        indicator.kind.spec.kind,
        titles.get(id_, str(id_)),
        max(each("on"), default=None),
        add(amounts) if amounts else None,
        "; ".join(units) or None,
        "; ".join(map(group_label, each("group"))) or None,
    )


def _meant(eco: Ecosystem, wanted: str, year: int) -> tuple[Indicator, Target | None]:
    """What a code means: a target by its own code or id, of any plan of the year, or a rule."""
    indicators = eco.declarations.indicators
    targets = [target for plan in _covering(eco, year) for target in targets_of(eco, plan)]
    target = next((t for t in targets if wanted in (t.code, str(t.id))), None)
    code = target.indicator if target is not None else wanted
    if code in indicators:
        return indicators[code], target
    if target is not None:
        raise NotFound(
            say(
                f"«{target.code}» tính bằng «{code}», mà ở đây không có cách tính đó; có thể "
                "plugin của nó đang tắt, xem: hstk plugins",
                f"“{target.code}” is counted by “{code}”, which is not there; its plugin may be "
                "off, see: hstk plugins",
            ),
            key=code,
        )
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
        Revision(change.before["value"], change.at.astimezone().date(), change.actor, change.reason)
        for change in eco.history(target)
        if change.action is Action.UPDATE and "value" in change.before
    ]
