"""One fair or startup day: its booths, what was shown, what came of it, and who paid."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hstk import Ecosystem, say
from hstk.kinds import Event, Participation, Product
from hstk.plugins import (
    Asked,
    Cell,
    Column,
    Paragraph,
    Part,
    Row,
    Table,
    show_money,
    vietnamese_order,
)
from hstk.plugins.trade_promotion.fairs.kinds import (
    DISPLAYED,
    PAID_BY,
    SHOWS,
    Booth,
    ShowResult,
)
from hstk.plugins.trade_promotion.reading import by_id, picked

NUMBERS = ("sold", "orders", "orders_value", "contracts", "contracts_value", "contacts")
"""The fields of a result that are added up."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of an event.

    Args:
        shown: the products entered for it, those that did not come as well.
        products: every product that is shown or has a result.
        titles: of everybody and everything that is named.
    """

    event: Event
    booths: tuple[Booth, ...]
    shown: tuple[Participation, ...]
    results: tuple[ShowResult, ...]
    products: dict[UUID, Product]
    titles: dict[UUID, str]

    def total(self, name: str) -> int:
        """The sum of a field over the results."""
        return sum(getattr(result, name) or 0 for result in self.results)

    @property
    def there(self) -> list[UUID]:
        """The products that were shown, each once."""
        return list(dict.fromkeys(part.who for part in self.shown if part.present))


def is_show(eco: Ecosystem, event: Event) -> str | None:
    """Why an event has no sheet, or None: fairs and startup days have, and what has results."""
    if event.kind_of in SHOWS or any(
        eco.count(kind, f"event = {event.id}", most=1) for kind in (Booth, ShowResult)
    ):
        return None
    return say(
        "chỉ dành cho hội chợ, ngày hội hoặc sự kiện đã ghi gian hàng, kết quả bán hàng",
        "only for fairs, startup days and events with booths or results",
    )


def numbered(text: str) -> tuple[bool, list[tuple[str, int]]]:
    """A key that sorts "2" before "10" and "A9" before "A10"; what has no number comes last."""
    parts = re.findall(r"([^0-9]*)([0-9]*)", text)
    return not text, [(vietnamese_order(words), int(digits or 0)) for words, digits in parts]


def sheet_of(eco: Ecosystem, event: Event) -> Sheet:
    """Reads what is known of an event."""
    booths = eco.find(Booth, f"event = {event.id}")
    booths.sort(key=lambda booth: numbered(booth.number))
    results = eco.find(ShowResult, f"event = {event.id}", sort="id")
    roles = ", ".join(DISPLAYED)
    parts = eco.find(Participation, f"event = {event.id} and role in ({roles})", sort="id")
    products = by_id(
        eco, Product, [*(part.who for part in parts), *(result.who for result in results)]
    )
    named = [product.owner for product in products.values()]
    named += [who for booth in booths for who in (booth.holder, *booth.shared_with)]
    named += [*(part.who for part in parts), *(result.who for result in results)]
    shown = tuple(part for part in parts if part.who in products)
    return Sheet(event, tuple(booths), shown, tuple(results), products, eco.titles(named))


def booths_table(sheet: Sheet) -> Table:
    """Who holds which booth, its cost and who pays."""
    rows = []
    for booth in sheet.booths:
        holders = [sheet.titles[who] for who in (booth.holder, *booth.shared_with)]
        paid = [getattr(booth, source) for source in PAID_BY]
        cells = (booth.number, "; ".join(holders), booth.area, booth.cost or None, *paid)
        rows.append(Row(cells, booth.id))
    costs = [sum(getattr(b, name) or 0 for b in sheet.booths) for name in ("cost", *PAID_BY)]
    return Table(
        (
            Column("number", say("Số gian", "Number"), width=8),
            Column("holder", say("Đơn vị giữ gian hàng", "Held by"), width=30),
            Column("area", say("m²", "m²"), "number", 8),
            Column("cost", say("Chi phí", "Cost"), "money", 14),
            Column("paid_state", say("Ngân sách", "State budget"), "money", 14),
            Column("paid_social", say("Xã hội hóa", "Society"), "money", 14),
            Column("paid_own", say("Cơ sở tự trả", "Holder"), "money", 14),
        ),
        tuple(rows),
        say("Gian hàng", "Booths"),
        "booths",
        say("Chưa ghi gian hàng nào.", "No booths are recorded."),
        Row((None, None, None, *costs)) if rows else None,
    )


def results_table(sheet: Sheet) -> Table:
    """Every product shown with its results, then the exhibitors whose goods are not told apart."""
    by_who = {result.who: result for result in sheet.results}
    absent = {part.who for part in sheet.shown if not part.present} - set(sheet.there)
    shown = dict.fromkeys([part.who for part in sheet.shown])
    rows = []
    for who in [*shown, *(who for who in by_who if who not in shown)]:
        product, result = sheet.products.get(who), by_who.get(who)
        owner = sheet.titles[product.owner] if product else ""
        numbers: list[Cell] = [getattr(result, name) if result else None for name in NUMBERS]
        note = result.partners if result else say("chưa ghi kết quả", "no result yet")
        if who in absent:
            note = say("vắng", "absent")
        cells = (sheet.titles[who], owner, *numbers, note)
        rows.append(Row(cells, result.id if result else who, "!" if who in absent else ""))
    return Table(
        (
            Column("who", say("Sản phẩm, cơ sở", "Product or exhibitor"), width=30),
            Column("owner", say("Chủ thể", "Owner"), width=26),
            Column("sold", say("Doanh số tại chỗ", "Sold"), "money", 14),
            Column("orders", say("Đơn hàng", "Orders"), "number", 8),
            Column("orders_value", say("Giá trị đơn", "Their value"), "money", 14),
            Column("contracts", say("Hợp đồng", "Contracts"), "number", 8),
            Column("contracts_value", say("Giá trị hợp đồng", "Their value"), "money", 14),
            Column("contacts", say("Đối tác mới", "Contacts"), "number", 8),
            Column("note", say("Ghi chú", "Note"), width=24),
        ),
        tuple(rows),
        say("Sản phẩm trưng bày và kết quả", "Products shown and results"),
        "results",
        say("Chưa ghi sản phẩm trưng bày.", "No products are recorded."),
        Row((None, None, *(sheet.total(name) for name in NUMBERS), None)) if rows else None,
    )


def costs_of(sheet: Sheet) -> dict[str, tuple[int, int]]:
    """What each source paid, in đồng: for the event, and for the booths."""
    event, booths = sheet.event, sheet.booths
    paid = {source: sum(getattr(booth, source) or 0 for booth in booths) for source in PAID_BY}
    return {
        "state": (event.cost_state or 0, paid["paid_state"]),
        "social": (event.cost_social or 0, paid["paid_social"]),
        "own": (0, paid["paid_own"]),
        "other": (event.cost_other or 0, 0),
    }


def costs_table(sheet: Sheet) -> Table:
    """What the event and its booths cost, by source."""
    labels = {
        "state": say("Ngân sách nhà nước", "State budget"),
        "social": say("Xã hội hóa", "Society"),
        "own": say("Cơ sở tự trả", "Exhibitors"),
        "other": say("Nguồn khác", "Others"),
    }
    costs = costs_of(sheet)
    rows = tuple(Row((labels[key], *pair, sum(pair))) for key, pair in costs.items() if any(pair))
    event, booths = (sum(pair[place] for pair in costs.values()) for place in (0, 1))
    return Table(
        (
            Column("source", say("Nguồn", "Source"), width=24),
            Column("event", say("Tổ chức sự kiện", "Event"), "money", 16),
            Column("booths", say("Gian hàng", "Booths"), "money", 16),
            Column("total", say("Cộng", "Together"), "money", 16),
        ),
        rows,
        say("Kinh phí theo nguồn", "Cost by source"),
        "costs",
        say("Chưa ghi kinh phí.", "No costs are recorded."),
        Row((None, event, booths, event + booths)) if rows else None,
    )


def summed_up(sheet: Sheet) -> str:
    """The event in one sentence, as a report would have it."""
    shown, booths = len(sheet.there), len(sheet.booths)
    sold, signed = sheet.total("sold"), sheet.total("orders_value") + sheet.total("contracts_value")
    return say(
        f"{booths} gian hàng, {shown} sản phẩm trưng bày; bán tại chỗ {show_money(sold)}, "
        f"đơn hàng và hợp đồng {show_money(signed)}.",
        f"Booths: {booths}; products shown: {shown}; sold on the spot {show_money(sold)}, "
        f"orders and contracts {show_money(signed)}.",
    )


def show_event(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """The sheet of an event."""
    sheet = sheet_of(eco, asked.record)
    yield Paragraph(summed_up(sheet))
    yield picked(results_table(sheet), "who", *NUMBERS, "note", "owner")
    yield booths_table(sheet)
    yield costs_table(sheet)
