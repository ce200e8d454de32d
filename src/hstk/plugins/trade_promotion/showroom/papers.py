"""The settlement sheet for a producer, and the ledger as a spreadsheet."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from hstk import Ecosystem, Ref, Shown, say
from hstk.kinds import Day, Organization, Person, Venue, in_order
from hstk.plugins import (
    Asked,
    Column,
    Document,
    Form,
    Paragraph,
    Row,
    Signature,
    Table,
    Workbook,
    show_date,
    show_money,
)
from hstk.plugins.trade_promotion.fairs.papers import name_in_capitals, sheet_of_table
from hstk.plugins.trade_promotion.showroom.actions import goods_of
from hstk.plugins.trade_promotion.showroom.ledger import Balance, movements, together
from hstk.plugins.trade_promotion.showroom.views import (
    OfPeriod,
    ledger_table,
    producers_table,
    stock_table,
)


class Checking(Form):
    """Whose goods and money are checked, and for which days."""

    producer: Annotated[Ref[Organization | Person], Shown("Cơ sở", "Producer")]
    first: Annotated[Day, Shown("Từ ngày", "From")]
    last: Annotated[
        Day | None,
        Shown("Đến ngày", "To", help="Để trống là hôm nay.", help_en="Today when left empty."),
    ] = None

    _time = in_order("first", "last")


def settlement(eco: Ecosystem, asked: Asked) -> Document:
    """What came, was sold and went back in a period, what is owed at its begin and its end."""
    venue: Venue = asked.record
    answers = asked.answers
    last = answers.last or asked.today
    goods = goods_of(eco, venue, answers.producer)
    titles = eco.titles([answers.producer, *(one.product for one in goods)])
    before: dict[UUID, Balance] = {one.id: Balance() for one in goods}
    after: dict[UUID, Balance] = {one.id: Balance() for one in goods}
    for move in movements(eco, among=after):
        if move.on < answers.first:
            before[move.consignment].add(move)
        if move.on <= last:
            after[move.consignment].add(move)
    rows = []
    for one in goods:
        was, now = before[one.id], after[one.id]
        if not (was.stock or now.received - was.received or now.settled - was.settled or was.owed):
            continue
        cells = (
            titles[one.product],
            was.stock,
            now.received - was.received,
            now.sold - was.sold,
            now.returned + now.lost - was.returned - was.lost,
            now.stock,
            now.value - was.value,
            now.commission - was.commission,
        )
        rows.append(Row((*cells, now.due - was.due), one.id))
    began, ended = together(before.values()), together(after.values())
    table = Table(
        (
            Column("product", say("Sản phẩm", "Product"), width=30),
            Column("opening", say("Tồn đầu", "At first"), "number", 8),
            Column("received", say("Nhập", "In"), "number", 8),
            Column("sold", say("Bán", "Sold"), "number", 8),
            Column("returned", say("Trả, hao hụt", "Returned, lost"), "number", 8),
            Column("closing", say("Tồn cuối", "At last"), "number", 8),
            Column("value", say("Doanh số (đồng)", "Sales (đồng)"), "money", 14),
            Column("commission", say("Hoa hồng (đồng)", "Commission (đồng)"), "money", 14),
            Column("due", say("Cơ sở hưởng (đồng)", "The producer's (đồng)"), "money", 14),
        ),
        tuple(rows),
        name="goods",
        none=say("Không có hàng trong kỳ.", "There were no goods in the period."),
        total=Row(
            (
                None,
                *(None,) * 5,
                ended.value - began.value,
                ended.commission - began.commission,
                ended.due - began.due,
            )
        ),
    )
    name = titles[answers.producer]
    return Document(
        title=say("BIÊN BẢN", "MINUTES"),
        about=say(
            f"Đối soát hàng ký gửi và thanh toán từ ngày {show_date(answers.first)} đến ngày "
            f"{show_date(last)}",
            f"Goods on consignment and payments, {show_date(answers.first)} to {show_date(last)}",
        ),
        issuer=name_in_capitals(eco, venue.manager),
        on=asked.today,
        body=(
            Paragraph(
                say(
                    f"Hôm nay, tại {venue.name}, hai bên gồm {venue.name} (bên nhận ký gửi) và "
                    f"{name} (bên ký gửi) cùng đối soát và thống nhất:",
                    f"Today at {venue.name}, {venue.name} (which sells) and {name} (whose goods "
                    "they are) agree on the following:",
                )
            ),
            Paragraph(say("1. Hàng hóa", "1. Goods"), "heading"),
            table,
            Paragraph(say("2. Thanh toán", "2. Payment"), "heading"),
            *(
                Paragraph(f"{label}: {show_money(amount)}.", "item")
                for label, amount in (
                    (say("Còn phải trả đầu kỳ", "Owed at first"), began.owed),
                    (say("Cơ sở được hưởng trong kỳ", "Due in the period"), ended.due - began.due),
                    (say("Đã thanh toán trong kỳ", "Paid"), ended.settled - began.settled),
                    (say("Còn phải trả cuối kỳ", "Owed at last"), ended.owed),
                )
            ),
            Paragraph(
                say(
                    "Biên bản lập thành 02 bản, mỗi bên giữ 01 bản.",
                    "Made in two copies, one for each side.",
                )
            ),
        ),
        signatures=(
            Signature(say("BÊN KÝ GỬI", "For the producer")),
            Signature(say("BÊN NHẬN KÝ GỬI", "For the sales point")),
        ),
        landscape=True,
    )


def stock_book(eco: Ecosystem, asked: Asked) -> Workbook:
    """The ledger of a sales point with its balances."""
    venue: Venue = asked.record
    return Workbook(
        (
            sheet_of_table(stock_table(eco, venue), say("Tồn hàng", "Stock")),
            sheet_of_table(producers_table(eco, venue), say("Công nợ", "Owed")),
            sheet_of_table(ledger_table(eco, venue, OfPeriod()), say("Phát sinh", "Ledger")),
        )
    )
