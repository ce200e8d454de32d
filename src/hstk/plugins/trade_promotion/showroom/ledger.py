"""What the movements of goods on consignment add up to, and the rule that none goes below zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hstk import Ecosystem, say
from hstk.errors import Problem
from hstk.plugins import Written, show_date, show_money
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement, MovementKind

_TOLD = ("id", *(name for name in Movement.fields if name not in ("id", "notes")))
_OUT = (MovementKind.SOLD, MovementKind.RETURNED, MovementKind.LOST)


def commission_on(value: int, percent: float) -> int:
    """What the sales point keeps of a sale, in whole đồng, half a đồng upward."""
    parts, whole = _ratio(percent)
    return (2 * value * parts + whole) // (2 * whole)


@cache
def _ratio(percent: float) -> tuple[int, int]:
    """A percentage as it is written, as a fraction: 7.5 is 3 of 40."""
    return (Fraction(str(percent)) / 100).as_integer_ratio()


@dataclass(slots=True)
class Balance:
    """Goods of one consignment, or of several, and the money for them in đồng."""

    received: int = 0
    sold: int = 0
    returned: int = 0
    lost: int = 0
    value: int = 0
    commission: int = 0
    settled: int = 0
    last_on: date | None = None
    _dues: list[tuple[date, int]] = field(default_factory=list)

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
    def unpaid_since(self) -> date | None:
        """The day of the oldest sale that was not wholly paid: payments cover the oldest first."""
        covered = self.settled
        for on, due in self._dues:
            covered -= due
            if covered < 0:
                return on
        return None

    def add(self, move: Any) -> None:
        """Takes one movement in; they come in order of their days."""
        match move.kind_of:
            case MovementKind.RECEIVED:
                self.received += move.quantity
                self.last_on = move.on
            case MovementKind.SOLD:
                value = move.quantity * move.price
                commission = commission_on(value, move.commission)
                self.sold += move.quantity
                self.value += value
                self.commission += commission
                self._dues.append((move.on, value - commission))
                self.last_on = move.on
            case MovementKind.RETURNED:
                self.returned += move.quantity
            case MovementKind.LOST:
                self.lost += move.quantity
            case MovementKind.SETTLED:
                self.settled += move.amount


def movements(
    eco: Ecosystem, *, venue: UUID | None = None, among: Iterable[UUID] | None = None
) -> Iterator[Any]:
    """The movements of a sales point or of some consignments, by day: first what came in.

    Args:
        venue: of this sales point; of all when left out.
        among: of these consignments alone.
    """
    move, goods = eco.table(Movement), eco.table(Consignment)
    wanted = select(*(move.c[name] for name in _TOLD)).join(goods, goods.c.id == move.c.consignment)
    if venue is not None:
        wanted = wanted.where(goods.c.venue == venue)
    found: list[Any] = []
    with eco.reading() as connection:
        if among is None:
            found += connection.execute(wanted)
        else:
            ids = list(dict.fromkeys(among))
            for start in range(0, len(ids), 500):  # a select takes only so many values
                some = wanted.where(move.c.consignment.in_(ids[start : start + 500]))
                found += connection.execute(some)
    return iter(sorted(found, key=lambda one: (one.on, one.kind_of in _OUT, one.id)))


def balances(
    eco: Ecosystem, *, venue: UUID | None = None, among: Iterable[UUID] | None = None
) -> dict[UUID, Balance]:
    """How each consignment stands; those that nothing happened to are left out."""
    found: dict[UUID, Balance] = {}
    for move in movements(eco, venue=venue, among=among):
        found.setdefault(move.consignment, Balance()).add(move)
    return found


def together(balances: Iterable[Balance]) -> Balance:
    """Several balances as one sum; it has no days of its own."""
    total = Balance()
    for one in balances:
        for name in ("received", "sold", "returned", "lost", "value", "commission", "settled"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def refuse_impossible(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """No day ends with less than nothing in stock, and no producer is paid more than is due."""
    touched = {
        move.consignment
        for change in written
        for move in (change.before, change.after)
        if move is not None
    }
    known: dict[UUID, Balance] = {}
    short: dict[UUID, date] = {}
    for move in movements(eco, among=touched):
        balance = known.setdefault(move.consignment, Balance())
        balance.add(move)
        if balance.stock < 0:
            short.setdefault(move.consignment, move.on)
    overpaid = [id_ for id_, balance in known.items() if balance.owed < 0]
    titles = eco.titles([*short, *overpaid])
    for id_, on in short.items():
        yield Problem("quantity", _short_of_goods(known[id_], on), where=titles[id_])
    for id_ in overpaid:
        balance = known[id_]
        yield Problem(
            "amount",
            say(
                f"thanh toán {show_money(balance.settled)} trong khi cơ sở chỉ được hưởng "
                f"{show_money(balance.due)}; ghi lại số tiền, hoặc ghi lần bán trước",
                f"{show_money(balance.settled)} paid while {show_money(balance.due)} is due; "
                "correct the amount, or record the sale first",
            ),
            where=titles[id_],
        )


def _short_of_goods(balance: Balance, on: date) -> str:
    return say(
        f"đến ngày {show_date(on)} bán, trả nhiều hơn số đã nhập; kiểm tra lại số lượng và ngày, "
        f"hoặc ghi lần nhập trước (tổng nhập {balance.received}, đã bán {balance.sold}, "
        f"đã trả {balance.returned}, hao hụt {balance.lost})",
        f"by {show_date(on)} more was sold or returned than had come in; check quantity and day, "
        f"or record the goods first (in {balance.received}, sold {balance.sold}, returned "
        f"{balance.returned}, lost {balance.lost})",
    )


def split_payment(eco: Ecosystem, goods: Sequence[Consignment], amount: int) -> dict[UUID, int]:
    """How a payment is spread over a producer's consignments: the oldest unpaid sale first.

    Args:
        goods: the producer's consignments.
        amount: in đồng; at most what is owed for them together.
    """
    known = balances(eco, among=[one.id for one in goods])
    owing = [(b.unpaid_since, id_, b.owed) for id_, b in known.items() if b.owed > 0]
    parts: dict[UUID, int] = {}
    for _, id_, owed in sorted(owing, key=lambda one: (one[0] or date.max, one[1])):
        if (part := min(owed, amount)) > 0:
            parts[id_] = part
            amount -= part
    return parts
