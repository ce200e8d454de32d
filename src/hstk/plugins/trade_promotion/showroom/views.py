"""The sheet of a sales point, its ledger, and what waits there too long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from hstk import Ecosystem, Ref, Shown, say
from hstk.kinds import Day, Event, EventKind, EventState, Product, Venue, VenueKind, in_order
from hstk.plugins import (
    Asked,
    Column,
    Form,
    Part,
    Row,
    Table,
    vietnamese_order,
)
from hstk.plugins.trade_promotion.reading import by_id, picked
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, MovementKind
from hstk.plugins.trade_promotion.showroom.ledger import (
    Balance,
    balances,
    movements,
    together,
    unpaid_since,
)

_FIRST = (
    "product",
    "price",
    "received",
    "sold",
    "stock",
    "owed",
    "returned",
    "value",
    "commission",
    "producer",
)
"""The columns of the stock as a screen has them, those that are asked for most first."""

LONG = timedelta(days=30)
"""After so long goods that nobody buys, and money that was not paid, are told on the first
screen."""


def is_showroom(eco: Ecosystem, venue: Venue) -> str | None:
    """Why a venue sells nothing, or None: those of the right kind do, and where goods are."""
    if venue.kind_of is VenueKind.SHOWROOM:
        return None
    if eco.count(Consignment, f"venue = {venue.id}", most=1):
        return None
    label = VenueKind.SHOWROOM.label
    return say(
        f"chỉ dành cho địa điểm loại «{label}»",
        f"only for venues of the kind “{label}”",
    )


def stock_table(eco: Ecosystem, venue: Venue) -> Table:
    """How each consignment stands: goods, sales, and what is owed for them."""
    known = balances(eco, venue=venue.id)
    goods = [
        one
        for one in eco.find(Consignment, f"venue = {venue.id}")
        if one.until is None or (one.id in known and known[one.id].owed)
    ]
    titles = eco.titles([id_ for one in goods for id_ in (one.product, one.producer)])
    rows = []
    for one in goods:
        b = known.get(one.id, Balance())
        agreed = (titles[one.product], titles[one.producer], one.price, one.commission)
        stand = (b.received, b.sold, b.returned + b.lost, b.stock, b.value, b.owed)
        rows.append(Row((*agreed, *stand), one.id, "!" if one.price is None else ""))
    total = together(known[one.id] for one in goods if one.id in known)
    return Table(
        (
            Column("product", say("Sản phẩm", "Product"), width=30),
            Column("producer", say("Cơ sở gửi", "Left by"), width=24),
            Column("price", say("Giá bán", "Price"), "money", 12),
            Column("commission", say("Hoa hồng %", "Commission %"), "number", 8),
            Column("received", say("Nhập", "In"), "number", 8),
            Column("sold", say("Bán", "Sold"), "number", 8),
            Column("returned", say("Trả, hao hụt", "Returned, lost"), "number", 8),
            Column("stock", say("Tồn", "Stock"), "number", 8),
            Column("value", say("Doanh số", "Sales"), "money", 14),
            Column("owed", say("Còn phải trả", "Owed"), "money", 14),
        ),
        tuple(rows),
        say("Hàng ký gửi", "Goods on consignment"),
        "stock",
        say("Chưa có hàng ký gửi.", "There are no goods on consignment."),
        Row((None, None, None, None, None, None, None, None, total.value, total.owed))
        if rows
        else None,
    )


def by_producer(eco: Ecosystem, venue: Venue) -> dict[UUID, Balance]:
    """How the sales point stands with each producer."""
    known = balances(eco, venue=venue.id)
    goods = eco.find(Consignment, f"venue = {venue.id}", sort="producer")
    found: dict[UUID, list[Balance]] = {}
    for one in goods:
        if one.id in known:
            found.setdefault(one.producer, []).append(known[one.id])
    return {producer: together(several) for producer, several in found.items()}


def producers_table(eco: Ecosystem, venue: Venue) -> Table:
    """What is owed to each producer, the most first."""
    stand = by_producer(eco, venue)
    titles = eco.titles(stand)
    order = sorted(stand, key=lambda id_: (-stand[id_].owed, vietnamese_order(titles[id_])))
    rows = tuple(
        Row((titles[id_], b.value, b.commission, b.settled, b.owed), id_)
        for id_ in order
        if (b := stand[id_]).value
    )
    total = together(stand.values())
    return Table(
        (
            Column("producer", say("Cơ sở", "Producer"), width=30),
            Column("value", say("Doanh số", "Sales"), "money", 14),
            Column("commission", say("Hoa hồng", "Commission"), "money", 14),
            Column("settled", say("Đã thanh toán", "Paid"), "money", 14),
            Column("owed", say("Còn phải trả", "Owed"), "money", 14),
        ),
        rows,
        say("Công nợ với cơ sở", "Owed to producers"),
        "producers",
        say("Chưa bán được hàng nào.", "Nothing was sold yet."),
        Row((None, total.value, total.commission, total.settled, total.owed)) if rows else None,
    )


def meetings_table(eco: Ecosystem, venue: Venue, today: date) -> Table:
    """The club's meetings at the place: the coming one, and the latest."""
    every = eco.find(
        Event,
        f"venue = {venue.id} and kind_of = {EventKind.CLUB_MEETING} "
        f"and state != {EventState.CANCELLED} and starts_on is not null",
        sort="-starts_on",
    )
    next_ones = [event for event in every if event.starts_on and event.starts_on >= today]
    past = [event for event in every if event not in next_ones]
    rows = tuple(
        Row((e.starts_on, e.name, e.state.label, e.attendees_total), e.id)
        for e in (*next_ones[-1:], *past[:5])
    )
    return Table(
        (
            Column("on", say("Ngày", "Day"), width=12),
            Column("meeting", say("Buổi sinh hoạt", "Meeting"), width=40),
            Column("state", say("Trạng thái", "State"), width=14),
            Column("people", say("Số người", "People"), "number", 8),
        ),
        rows,
        say("Câu lạc bộ sinh hoạt tại đây", "The club meets here"),
        "meetings",
        say("Chưa có buổi sinh hoạt nào tại đây.", "The club has not met here."),
    )


def show_showroom(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """The sheet of a sales point."""
    venue: Venue = asked.record
    yield picked(stock_table(eco, venue), *_FIRST)
    yield producers_table(eco, venue)
    yield meetings_table(eco, venue, asked.today)


class OfPeriod(Form):
    """Which movements of the ledger."""

    first: Annotated[Day | None, Shown("Từ ngày", "From")] = None
    last: Annotated[Day | None, Shown("Đến ngày", "To")] = None
    product: Annotated[
        Ref[Product] | None,
        Shown("Sản phẩm", "Product", help="Để trống là mọi hàng.", help_en="All when left empty."),
    ] = None

    _time = in_order("first", "last")


def ledger_table(eco: Ecosystem, venue: Venue, asked: OfPeriod) -> Table:
    """Every movement of a period, with the stock and the debt of its consignment after it."""
    where = f"venue = {venue.id}"
    if asked.product is not None:
        where += f" and product = {asked.product}"
    goods = {one.id: one for one in eco.find(Consignment, where)}
    titles = eco.titles(one.product for one in goods.values())
    stand: dict[UUID, Balance] = {}
    rows = []
    for move in movements(eco, venue=venue.id):
        if move.consignment not in goods:
            continue
        balance = stand.setdefault(move.consignment, Balance())
        balance.add(move)
        if (asked.first and move.on < asked.first) or (asked.last and move.on > asked.last):
            continue
        product = titles[goods[move.consignment].product]
        kind: MovementKind = move.kind_of
        value = move.quantity * move.price if kind is MovementKind.SOLD else move.amount
        cells = (move.on, product, kind.label, move.quantity, value, move.document)
        rows.append(Row((*cells, balance.stock, balance.owed), move.id))
    return Table(
        (
            Column("on", say("Ngày", "Day"), width=12),
            Column("product", say("Sản phẩm", "Product"), width=30),
            Column("kind", say("Nội dung", "What"), width=20),
            Column("quantity", say("Số lượng", "Quantity"), "number", 8),
            Column("value", say("Số tiền", "Amount"), "money", 14),
            Column("document", say("Số phiếu", "Document"), width=12),
            Column("stock", say("Tồn", "Stock"), "number", 8),
            Column("owed", say("Còn phải trả", "Owed"), "money", 14),
        ),
        tuple(rows),
        say("Sổ hàng ký gửi", "Ledger"),
        "ledger",
        say("Không có phát sinh nào.", "Nothing happened."),
    )


def show_ledger(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """The ledger of a sales point."""
    yield ledger_table(eco, asked.record, asked.answers)
    yield picked(stock_table(eco, asked.record), *_FIRST)


@dataclass(frozen=True, slots=True)
class Wait:
    """A consignment that waits to be sold, or to be paid for.

    Args:
        unpaid_since: the day of the oldest sale that was not wholly paid.
    """

    goods: Consignment
    balance: Balance
    unpaid_since: date | None


def waiting(eco: Ecosystem, today: date) -> list[Wait]:
    """The consignments that wait too long, by title."""
    known = balances(eco)
    unpaid = unpaid_since(eco, [id_ for id_, balance in known.items() if balance.owed])
    late = [
        id_
        for id_, balance in known.items()
        if any(
            day is not None and today - day > LONG for day in (balance.idle_since, unpaid.get(id_))
        )
    ]
    goods = by_id(eco, Consignment, late)
    titles = eco.titles(late)
    return [
        Wait(goods[id_], known[id_], unpaid.get(id_))
        for id_ in sorted(late, key=lambda id_: vietnamese_order(titles[id_]))
    ]


def show_waiting(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """Goods long unsold and money long unpaid; nothing at all when there are none."""
    found = waiting(eco, asked.today)
    if not found:
        return
    titles = eco.titles(id_ for one in found for id_ in (one.goods.product, one.goods.venue))
    rows = []
    for one in found:
        goods, b = one.goods, one.balance
        idle = (asked.today - b.idle_since).days if b.idle_since else None
        cells = (titles[goods.product], b.stock, idle, b.owed, one.unpaid_since)
        rows.append(Row((*cells, titles[goods.venue]), goods.id, "!"))
    yield Table(
        (
            Column("product", say("Sản phẩm", "Product"), width=28),
            Column("stock", say("Tồn", "Stock"), "number", 6),
            Column("idle", say("Số ngày chưa bán", "Days unsold"), "number", 8),
            Column("owed", say("Chưa thanh toán", "Unpaid"), "money", 12),
            Column("since", say("Từ ngày", "Since"), width=11),
            Column("venue", say("Điểm bán", "Sales point"), width=22),
        ),
        tuple(rows),
        say("Hàng ký gửi chờ quá 30 ngày", "Goods on consignment waiting for over 30 days"),
        "waiting",
    )
