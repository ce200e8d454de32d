"""What is counted of the evidence for a number: how many, how much, for whom, what nearly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, FromClause, Select, Text, cast, func, literal, select, union_all

from hstk.core.indicators import Evidence, Indicator
from hstk.core.kinds import Organization
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


def value_of(
    connection: Connection, indicator: Indicator, evidence: Evidence, counted: int
) -> float:
    """The number itself; ``counted`` is how many records count."""
    rows = evidence.counted.subquery()
    match indicator.measure:
        case "sum":
            # one row a record: a record that is selected twice must not be added twice
            once = select(rows.c.id, func.max(rows.c.amount).label("amount")).group_by(rows.c.id)
            found = connection.execute(select(func.sum(once.subquery().c.amount))).scalar()
        case "last":
            newest = select(rows.c.amount).order_by(rows.c.on.desc().nulls_last(), rows.c.id.desc())
            found = connection.execute(newest.limit(1)).scalar()
        case _:
            return counted
    return found if isinstance(found, int) else float(found or 0)


def how_many(connection: Connection, rows: FromClause) -> int:
    """How many records there are among some rows, repeats counted once."""
    return int(connection.execute(select(func.count(rows.c.id.distinct()))).scalar_one())


def by_unit(
    connection: Connection, eco: Ecosystem, evidence: Evidence, units: Sequence[UUID]
) -> dict[UUID, int]:
    """How many records count for each unit, those of its successors included.

    On 1/7/2025 the offices of the huyện went over to those of the đặc khu; what is asked of an
    office is asked of who took its place.
    """
    organization = eco.table(Organization)
    rows = evidence.counted.subquery()
    chosen = select(rows.c.unit, rows.c.id).distinct().where(rows.c.unit.is_not(None))
    records: dict[UUID, set[UUID]] = {}
    for unit, record in connection.execute(chosen):
        records.setdefault(unit, set()).add(record)
    successors = select(organization.c.id, organization.c.successor).where(
        organization.c.successor.is_not(None)
    )
    after = {row[0]: row[1] for row in connection.execute(successors)}
    counts = {}
    for unit in units:
        line: dict[UUID, None] = {}
        now: UUID | None = unit
        while now is not None and now not in line:
            line[now] = None
            now = after.get(now)
        counts[unit] = len(set().union(*(records.get(one, set()) for one in line)))
    return counts


def near_misses(evidence: Evidence) -> FromClause | None:
    """The near misses with the place of their reason; what counts is no near miss."""
    if not evidence.near:
        return None
    # computed once, however many reasons there are
    counted = evidence.counted.cte("counted").prefix_with("MATERIALIZED")
    counts = select(counted.c.id).where(counted.c.id.is_not(None))
    parts = []
    for place, near in enumerate(evidence.near):
        rows = near.rows.subquery()
        parts.append(
            select(rows.c.id, literal(place).label("place")).where(rows.c.id.not_in(counts))
        )
    return union_all(*parts).subquery()


def latest_first(evidence: Evidence, most: int) -> Select[Any]:
    """The rows that count, those of the latest days first."""
    rows = evidence.counted.subquery()
    order = [rows.c.on.desc().nulls_last()] if "on" in rows.c else []
    return select(rows).order_by(*order, rows.c.id).limit(most)


def broken_down(
    connection: Connection, indicator: Indicator, evidence: Evidence
) -> dict[str, dict[Any, float]]:
    """The number for each value of each column to break down by, the highest first.

    Months are "2023-05"; a record with two values of a column counts for both. What is summed is
    summed here too, a record once; everything else counts records.
    """
    rows = evidence.counted.subquery()
    found: dict[str, dict[Any, float]] = {}
    for by in indicator.breakdowns:
        if by.name == "month" and "on" in rows.c:
            value = _month(connection, rows.c.on)
        elif by.name in rows.c:
            value = rows.c[by.name]
        else:
            continue
        chosen = select(value, func.count(rows.c.id.distinct())).group_by(value)
        if indicator.measure == "sum":
            amount = func.max(rows.c.amount).label("amount")
            once = select(value.label("value"), rows.c.id, amount).group_by(value, rows.c.id)
            each = once.subquery()
            chosen = select(each.c.value, func.sum(each.c.amount)).group_by(each.c.value)
        # a sum is a Decimal on PostgreSQL
        counts = [(row[0], _plain(row[1] or 0)) for row in connection.execute(chosen)]
        found[by.name] = dict(sorted(counts, key=lambda item: (-item[1], str(item[0]))))
    return found


def _plain(number: Any) -> float:
    return int(number) if number == int(number) else float(number)


def _month(connection: Connection, day: Any) -> Any:
    if connection.dialect.name == "sqlite":
        return func.substr(cast(day, Text), 1, 7)
    return func.to_char(day, "YYYY-MM")


def group_label(group: Any) -> str:
    """What a group is called."""
    return str(getattr(group, "label", group) or say("không rõ", "unknown"))
