"""What the movements of goods on consignment add up to, worked out by the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, FromClause, case, cast, func, or_, select, true

from hstk import Ecosystem, Period
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement, MovementKind

_TOLD = ("id", *(name for name in Movement.fields if name not in ("id", "notes")))
_PLACES = {MovementKind.RECEIVED: 0, MovementKind.SETTLED: 2}
_MILLION = 1_000_000
_SHARES = 10_000
"""So many shares of a percent: a commission counts to its fourth decimal."""


def commission_on(value: int, percent: float) -> int:
    """What the sales point keeps of a sale, in whole đồng, half a đồng upward."""
    return (2 * value * round(percent * _SHARES) + _MILLION) // (2 * _MILLION)


def _commission(move: FromClause) -> ColumnElement[int]:
    """The same in SQL: millions and the rest apart, as the whole product would be too long."""
    value = move.c.quantity * move.c.price
    shares = cast(func.round(move.c.commission * _SHARES), BigInteger)
    rest = (2 * (value % _MILLION) * shares + _MILLION) // (2 * _MILLION)
    return (value // _MILLION) * shares + rest


@dataclass(slots=True)
class Balance:
    """Goods of one consignment, or of several, and the money for them in đồng.

    Args:
        last_on: when goods last came in or were sold.
    """

    received: int = 0
    sold: int = 0
    returned: int = 0
    lost: int = 0
    value: int = 0
    commission: int = 0
    settled: int = 0
    last_on: date | None = None

    @property
    def stock(self) -> int:
        """What is there."""
        return self.received - self.sold - self.returned - self.lost

    @property
    def due(self) -> int:
        """What is the producer's of all that was sold."""
        return self.value - self.commission

    @property
    def owed(self) -> int:
        """What of it was not paid yet."""
        return self.due - self.settled

    @property
    def idle_since(self) -> date | None:
        """When goods last came in or were sold, while there are some."""
        return self.last_on if self.stock else None

    def add(self, move: Any) -> None:
        """Takes one movement in; they come in order of their days."""
        match move.kind_of:
            case MovementKind.RECEIVED:
                self.received += move.quantity
                self.last_on = move.on
            case MovementKind.SOLD:
                value = move.quantity * move.price
                self.sold += move.quantity
                self.value += value
                self.commission += commission_on(value, move.commission)
                self.last_on = move.on
            case MovementKind.RETURNED:
                self.returned += move.quantity
            case MovementKind.LOST:
                self.lost += move.quantity
            case MovementKind.SETTLED:
                self.settled += move.amount


_SUMS = tuple(one.name for one in fields(Balance) if one.name != "last_on")


def together(balances: Iterable[Balance]) -> Balance:
    """Several balances as one sum; it has no days of its own."""
    total = Balance()
    for one in balances:
        for name in _SUMS:
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def _parts(move: FromClause) -> dict[str, ColumnElement[int]]:
    """What one movement adds to each sum of a balance."""
    of = MovementKind
    amounts: dict[str, tuple[MovementKind, ColumnElement[int]]] = {
        "received": (of.RECEIVED, move.c.quantity),
        "sold": (of.SOLD, move.c.quantity),
        "returned": (of.RETURNED, move.c.quantity),
        "lost": (of.LOST, move.c.quantity),
        "value": (of.SOLD, move.c.quantity * move.c.price),
        "commission": (of.SOLD, _commission(move)),
        "settled": (of.SETTLED, move.c.amount),
    }
    return {
        name: case((move.c.kind_of == kind, amount), else_=0)
        for name, (kind, amount) in amounts.items()
    }


def _portions(
    eco: Ecosystem, venue: UUID | None, among: Iterable[UUID] | None
) -> Iterator[ColumnElement[bool]]:
    """Conditions on the movements of a sales point or of some consignments; all when left out."""
    move, goods = eco.table(Movement), eco.table(Consignment)
    here: ColumnElement[bool] = true()
    if venue is not None:
        here = move.c.consignment.in_(select(goods.c.id).where(goods.c.venue == venue))
    if among is None:
        yield here
        return
    ids = list(dict.fromkeys(among))
    for start in range(0, len(ids), 500):  # a select takes only so many values
        yield here & move.c.consignment.in_(ids[start : start + 500])


def movements(
    eco: Ecosystem, *, venue: UUID | None = None, among: Iterable[UUID] | None = None
) -> Iterator[Any]:
    """The movements in order of their days; of a day: first what came in, payments at last.

    Args:
        venue: of this sales point; of all when left out.
        among: of these consignments alone.
    """
    move = eco.table(Movement)
    wanted = select(*(move.c[name] for name in _TOLD))
    found: list[Any] = []
    with eco.reading() as connection:
        for some in _portions(eco, venue, among):
            found += connection.execute(wanted.where(some))
    return iter(sorted(found, key=lambda one: (one.on, _PLACES.get(one.kind_of, 1), one.id)))


def balances(
    eco: Ecosystem,
    *,
    venue: UUID | None = None,
    among: Iterable[UUID] | None = None,
    period: Period | None = None,
) -> dict[UUID, Balance]:
    """How each consignment stands; those that nothing happened to are left out.

    Args:
        period: what happened in it alone.
    """
    move = eco.table(Movement)
    moving = move.c.kind_of.in_((MovementKind.RECEIVED, MovementKind.SOLD))
    wanted = select(
        move.c.consignment,
        func.max(case((moving, move.c.on))).label("last_on"),
        *(func.sum(amount).label(name) for name, amount in _parts(move).items()),
    ).group_by(move.c.consignment)
    if period is not None:
        wanted = wanted.where(move.c.on.between(period.first, period.last))
    found: dict[UUID, Balance] = {}
    with eco.reading() as connection:
        for some in _portions(eco, venue, among):
            for row in connection.execute(wanted.where(some)):
                sums = {name: int(getattr(row, name)) for name in _SUMS}
                found[row.consignment] = Balance(**sums, last_on=row.last_on)
    return found


def _days(eco: Ecosystem, some: ColumnElement[bool]) -> FromClause:
    """How consignments stood at the end of each day that something happened.

    Columns: consignment, on, stock, due, settled; and paid, what was ever paid.
    """
    move = eco.table(Movement)
    part = _parts(move)
    daily = (
        select(
            move.c.consignment,
            move.c.on,
            func.sum(part["received"] - part["sold"] - part["returned"] - part["lost"]).label(
                "stock"
            ),
            func.sum(part["value"] - part["commission"]).label("due"),
            func.sum(part["settled"]).label("settled"),
        )
        .where(some)
        .group_by(move.c.consignment, move.c.on)
        .subquery()
    )
    whole = daily.c.consignment
    so_far = (
        func.sum(daily.c[name]).over(partition_by=whole, order_by=daily.c.on).label(name)
        for name in ("stock", "due", "settled")
    )
    paid = func.sum(daily.c.settled).over(partition_by=whole).label("paid")
    return select(whole, daily.c.on, *so_far, paid).subquery()


@dataclass(frozen=True, slots=True)
class Standing:
    """Goods and money of a consignment at the end of a day, in đồng; either may be too low."""

    stock: int
    owed: int


def impossible_days(eco: Ecosystem, among: Iterable[UUID]) -> Iterator[tuple[UUID, date, Standing]]:
    """The days that end with less than no goods, or with more paid than was due by then."""
    with eco.reading() as connection:
        for some in _portions(eco, None, among):
            day = _days(eco, some)
            wrong = or_(day.c.stock < 0, day.c.due < day.c.settled)
            for row in connection.execute(select(day).where(wrong).order_by(day.c.on)):
                yield row.consignment, row.on, Standing(int(row.stock), int(row.due - row.settled))


def room(eco: Ecosystem, among: Iterable[UUID], on: date) -> dict[UUID, Standing]:
    """What can leave each consignment on a day, goods and money, for what came after to hold."""
    found: dict[UUID, Standing] = {}
    with eco.reading() as connection:
        for some in _portions(eco, None, among):
            day = _days(eco, some)
            for row in connection.execute(select(day).order_by(day.c.on)):
                stock, owed = int(row.stock), int(row.due - row.settled)
                if row.on > on:
                    before = found.get(row.consignment, Standing(0, 0))
                    stock, owed = min(stock, before.stock), min(owed, before.owed)
                found[row.consignment] = Standing(stock, owed)
    return found


def unpaid_since(eco: Ecosystem, among: Iterable[UUID]) -> dict[UUID, date]:
    """The day of the oldest sale that was not wholly paid: payments cover the oldest first."""
    found: dict[UUID, date] = {}
    with eco.reading() as connection:
        for some in _portions(eco, None, among):
            day = _days(eco, some)
            oldest = select(day.c.consignment, func.min(day.c.on).label("on"))
            open_ = oldest.where(day.c.due > day.c.paid).group_by(day.c.consignment)
            found |= {row.consignment: row.on for row in connection.execute(open_)}
    return found


def split_payment(eco: Ecosystem, goods: Iterable[UUID], amount: int, on: date) -> dict[UUID, int]:
    """How a payment is spread over a producer's consignments: the oldest unpaid sale first.

    Args:
        goods: the producer's consignments.
        amount: in đồng; at most what can be paid for them together.
        on: the day of the payment.
    """
    payable = {id_: one.owed for id_, one in room(eco, goods, on).items() if one.owed > 0}
    since = unpaid_since(eco, payable)
    parts: dict[UUID, int] = {}
    for id_ in sorted(payable, key=lambda id_: (since[id_], id_)):
        if (part := min(payable[id_], amount)) > 0:
            parts[id_] = part
            amount -= part
    return parts
