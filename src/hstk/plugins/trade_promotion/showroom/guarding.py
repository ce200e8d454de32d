"""What every write of goods on consignment must keep, whoever writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hstk import Ecosystem, say
from hstk.errors import Problem
from hstk.plugins import Written, show_date, show_money
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, MovementKind
from hstk.plugins.trade_promotion.showroom.ledger import (
    Balance,
    Standing,
    balances,
    impossible_days,
)

_FIXED = ("venue", "product", "producer")
"""What no longer changes once something happened: the ledger is about them."""

_TRADE = (MovementKind.RECEIVED, MovementKind.SOLD)
"""What only happens while goods are on consignment; returns and payments may come later."""


def refuse_impossible(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """No day ends with less than nothing in stock, or with more paid than was due by then."""
    touched = {
        move.consignment
        for change in written
        for move in (change.before, change.after)
        if move is not None
    }
    short: dict[UUID, date] = {}
    overpaid: dict[UUID, tuple[date, Standing]] = {}
    for id_, on, stood in impossible_days(eco, touched):
        if stood.stock < 0:
            short.setdefault(id_, on)
        if stood.owed < 0:
            overpaid.setdefault(id_, (on, stood))
    if short or overpaid:
        known, titles = balances(eco, among=[*short, *overpaid]), eco.titles([*short, *overpaid])
        for id_, on in short.items():
            yield Problem("quantity", _short_of_goods(known[id_], on), where=titles[id_])
        for id_, (on, stood) in overpaid.items():
            yield Problem("amount", _overpaid(on, stood), where=titles[id_])
    yield from _after_the_end(eco, written, touched)


def _short_of_goods(balance: Balance, on: date) -> str:
    return say(
        f"đến ngày {show_date(on)} bán, trả nhiều hơn số đã nhập; kiểm tra lại số lượng và ngày, "
        f"hoặc ghi lần nhập trước (tổng nhập {balance.received}, đã bán {balance.sold}, "
        f"đã trả {balance.returned}, hao hụt {balance.lost})",
        f"by {show_date(on)} more was sold or returned than had come in; check quantity and day, "
        f"or record the goods first (in {balance.received}, sold {balance.sold}, returned "
        f"{balance.returned}, lost {balance.lost})",
    )


def _overpaid(on: date, stood: Standing) -> str:
    much = show_money(-stood.owed)
    return say(
        f"đến ngày {show_date(on)} đã thanh toán quá {much} so với số cơ sở được hưởng; sửa số "
        "tiền, ngày, hoặc ghi lần bán trước",
        f"by {show_date(on)} {much} more was paid than was due; correct the amount or the day, or "
        "record the sale first",
    )


def _after_the_end(
    eco: Ecosystem, written: Sequence[Written], touched: Iterable[UUID]
) -> Iterable[Problem]:
    goods = eco.table(Consignment)
    closed = select(goods.c.id, goods.c.until).where(goods.c.until.is_not(None))
    ended: dict[UUID, date] = {}
    ids = list(touched)
    with eco.reading() as connection:
        for start in range(0, len(ids), 500):  # a select takes only so many values
            some = closed.where(goods.c.id.in_(ids[start : start + 500]))
            ended |= {row.id: row.until for row in connection.execute(some)}
    if not ended:
        return
    titles = eco.titles(ended)
    for move in (change.after for change in written if change.after is not None):
        until = ended.get(move.consignment)
        if until is not None and move.kind_of in _TRADE and move.on > until:
            yield Problem("on", _ended(until), show_date(move.on), titles[move.consignment])


def _ended(until: date) -> str:
    day = show_date(until)
    return say(
        f"hàng đã thôi ký gửi từ {day} nên không nhập, bán sau ngày đó; sửa ngày, hoặc sửa "
        f"«{Consignment.fields['until'].label}»",
        f"the consignment ended on {day}, so nothing comes in or is sold later; correct the day, "
        f"or “{Consignment.fields['until'].label}”",
    )


def refuse_rewriting(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """What happened to goods stays theirs: place, product and producer no longer change then."""
    changed = [one for one in written if one.before is not None and one.after is not None]
    rewritten = {
        one.after.id: [n for n in _FIXED if getattr(one.before, n) != getattr(one.after, n)]
        for one in changed
    }
    moved = balances(eco, among=[id_ for id_, names in rewritten.items() if names])
    titles = eco.titles(moved)
    for id_ in moved:
        for name in rewritten[id_]:
            label = Consignment.fields[name].label
            yield Problem(
                name,
                say(
                    f"đã có phát sinh nên không đổi «{label}» được; ghi «Thôi ký gửi» rồi thêm "
                    "hàng ký gửi mới",
                    f"something happened to it already, so “{label}” no longer changes; end it "
                    "and add a new consignment",
                ),
                where=titles[id_],
            )
    yield from _ended_too_soon(eco, changed)


def _ended_too_soon(eco: Ecosystem, changed: Sequence[Written]) -> Iterable[Problem]:
    ends = {
        one.after.id: one.after.until
        for one in changed
        if one.after.until is not None and one.after.until != one.before.until
    }
    too_soon = {
        id_: balance.last_on
        for id_, balance in balances(eco, among=ends).items()
        if balance.last_on is not None and balance.last_on > ends[id_]
    }
    titles = eco.titles(too_soon)
    for id_, on in too_soon.items():
        day = show_date(on)
        yield Problem(
            "until",
            say(
                f"còn nhập hoặc bán ngày {day}; chọn từ ngày đó trở đi",
                f"something came in or was sold on {day}; choose that day or a later one",
            ),
            show_date(ends[id_]),
            titles[id_],
        )
