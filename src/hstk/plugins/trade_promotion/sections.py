"""What trade promotion has to say in the yearly report: tasks 1.3, 2.2, 4.1 and 4.2.

Kế hoạch 175/KH-UBND, mục III.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from hstk import Ecosystem, Period, say
from hstk.kinds import (
    Event,
    EventKind,
    EventState,
    Product,
    Recognition,
    RecognitionScheme,
    Support,
    Venue,
    VenueKind,
)
from hstk.plugins import (
    Column,
    Paragraph,
    Part,
    ReportSection,
    Row,
    Table,
    show_money,
    show_number,
    vietnamese_order,
)
from hstk.plugins.trade_promotion.fairs.results import sheets, tables_of
from hstk.plugins.trade_promotion.fairs.sheet import Sheet, costs_of
from hstk.plugins.trade_promotion.improvement.kinds import IMPROVING
from hstk.plugins.trade_promotion.improvement.views import improvements_table
from hstk.plugins.trade_promotion.indicators import supports_counted
from hstk.plugins.trade_promotion.reading import by_id, within
from hstk.plugins.trade_promotion.showroom.kinds import Consignment
from hstk.plugins.trade_promotion.showroom.ledger import balances, together


def _startup_days(eco: Ecosystem, period: Period) -> list[Sheet]:
    shows, _ = sheets(eco, period, held=True)
    return [sheet for sheet in shows if sheet.event.kind_of is EventKind.STARTUP_DAY]


def _fairs(eco: Ecosystem, period: Period) -> tuple[list[Sheet], list[Sheet]]:
    """The fairs, and what was sold or signed elsewhere."""
    shows, others = sheets(eco, period, held=True)
    return [sheet for sheet in shows if sheet.event.kind_of is EventKind.FAIR], others


def _of_all(every: list[Sheet]) -> tuple[str, ...]:
    """Products, sales, orders, what the state and what others paid, as a report writes them."""
    products = {who for sheet in every for who in sheet.there}
    sold = sum(sheet.total("sold") for sheet in every)
    signed = sum(sheet.total("orders_value") + sheet.total("contracts_value") for sheet in every)
    costs = [costs_of(sheet) for sheet in every]
    state = sum(sum(cost["state"]) for cost in costs)
    every_source = sum(sum(pair) for cost in costs for pair in cost.values())
    numbers = show_number(len(products)), show_money(sold), show_money(signed)
    return (*numbers, show_money(state), show_money(every_source - state))


def write_startup_days(eco: Ecosystem, period: Period) -> Iterable[Part]:
    """Task 1.3: the startup days that were held."""
    every = _startup_days(eco, period)
    if not every:
        yield Paragraph(
            say("Chưa tổ chức Ngày hội khởi nghiệp trong kỳ.", "No startup day was held.")
        )
        return
    products, sold, signed, state, others = _of_all(every)
    people = sum(sheet.event.attendees_total or 0 for sheet in every)
    booths = sum(len(sheet.booths) for sheet in every)
    stands = say(f"{booths} gian hàng, ", f"{booths} booths, ") if booths else ""
    yield Paragraph(
        say(
            f"Đã tổ chức {len(every)} Ngày hội khởi nghiệp với {show_number(people)} lượt người "
            f"tham dự, {stands}{products} sản phẩm trưng bày; doanh số tại chỗ {sold}, "
            f"đơn hàng và hợp đồng {signed}. Kinh phí: ngân sách {state}, nguồn khác {others}.",
            f"Startup days held: {len(every)}, with {show_number(people)} visitors, "
            f"{stands}{products} products; sold on the spot {sold}, orders and contracts "
            f"{signed}. Cost: state budget {state}, other sources {others}.",
        )
    )
    for sheet in every:
        if sheet.event.summary:
            yield Paragraph(f"{sheet.event.name}: {sheet.event.summary}", "item", sheet.event.id)


def write_fairs(eco: Ecosystem, period: Period) -> Iterable[Part]:
    """Task 4.1: the fairs in and outside the province, and apart from them other events."""
    fairs, others = _fairs(eco, period)
    if fairs:
        yield _told_fairs(fairs)
    else:
        yield Paragraph(
            say(
                "Chưa đưa sản phẩm tham gia hội chợ trong kỳ.",
                "No products were taken to a fair.",
            )
        )
    if others:
        _, sold, signed, *_ = _of_all(others)
        yield Paragraph(
            say(
                f"Ngoài hội chợ, ngày hội, {len(others)} sự kiện khác có kết quả: bán tại chỗ "
                f"{sold}, đơn hàng và hợp đồng {signed}.",
                f"Beside fairs and startup days, {len(others)} other events have results: sold on "
                f"the spot {sold}, orders and contracts {signed}.",
            )
        )
    for sheet in (*fairs, *others):
        if sheet.event.summary:
            yield Paragraph(f"{sheet.event.name}: {sheet.event.summary}", "item", sheet.event.id)


def _told_fairs(every: list[Sheet]) -> Paragraph:
    products, sold, signed, state, others = _of_all(every)
    reach: dict[str, int] = {}
    for sheet in every:
        scope = sheet.event.scope
        label = scope.label.lower() if scope else say("chưa ghi phạm vi", "reach not told")
        reach[label] = reach.get(label, 0) + 1
    where = ", ".join(f"{reach[label]} {label}" for label in sorted(reach, key=vietnamese_order))
    return Paragraph(
        say(
            f"Đã hỗ trợ {products} sản phẩm tham gia {len(every)} hội chợ, chương trình xúc tiến "
            f"thương mại ({where}); doanh số tại chỗ {sold}, đơn hàng và hợp đồng {signed}. Kinh "
            f"phí: ngân sách {state}, nguồn khác {others}.",
            f"{products} products were taken to {len(every)} fairs ({where}); sold on the spot "
            f"{sold}, orders and contracts {signed}. Cost: state budget {state}, other sources "
            f"{others}.",
        )
    )


def _products_of(shows: list[Sheet], others: Sequence[Sheet] = ()) -> Iterable[Table]:
    yield from tables_of(shows, others)
    rows = tuple(
        Row((product.name, sheet.titles[product.owner], sheet.event.name), product.id)
        for sheet in shows
        for product in sorted(
            (sheet.products[who] for who in sheet.there),
            key=lambda product: vietnamese_order(product.name),
        )
    )
    yield Table(
        (
            Column("product", say("Sản phẩm", "Product"), width=30),
            Column("owner", say("Chủ thể", "Owner"), width=28),
            Column("event", say("Sự kiện", "Event"), width=34),
        ),
        rows,
        say("Sản phẩm được trưng bày", "Products shown"),
        "products",
        say("Không có sản phẩm nào.", "There were none."),
    )


def _showrooms(eco: Ecosystem, period: Period) -> list[Venue]:
    return [
        venue
        for venue in eco.find(Venue, f"kind_of = {VenueKind.SHOWROOM}")
        if (venue.opened_on is None or venue.opened_on <= period.last)
        and (venue.closed_on is None or venue.closed_on >= period.first)
    ]


def sales_table(eco: Ecosystem, period: Period) -> Table:
    """What each product sold at the sales points in the period."""
    goods = {one.id: one for one in eco.find(Consignment)}
    sold: dict[tuple[UUID, UUID, UUID], list[int]] = {}
    for id_, balance in balances(eco, period=period).items():
        if balance.sold:
            one = goods[id_]
            sums = sold.setdefault((one.venue, one.product, one.producer), [0, 0, 0])
            for place, amount in enumerate((balance.sold, balance.value, balance.commission)):
                sums[place] += amount
    titles = eco.titles([id_ for key in sold for id_ in key])
    order = sorted(sold, key=lambda key: (-sold[key][1], vietnamese_order(titles[key[1]])))
    rows = tuple(Row((*(titles[id_] for id_ in key), *sold[key])) for key in order)
    value, kept = (sum(sums[place] for sums in sold.values()) for place in (1, 2))
    return Table(
        (
            Column("venue", say("Điểm bán", "Sales point"), width=26),
            Column("product", say("Sản phẩm", "Product"), width=30),
            Column("producer", say("Cơ sở", "Producer"), width=26),
            Column("quantity", say("Số lượng bán", "Sold"), "number", 10),
            Column("value", say("Doanh số", "Sales"), "money", 14),
            Column("commission", say("Hoa hồng", "Commission"), "money", 14),
        ),
        rows,
        say("Hàng ký gửi đã bán", "Goods sold on consignment"),
        "showroom_sales",
        say("Chưa bán được hàng nào.", "Nothing was sold."),
        Row((None, None, None, None, value, kept)) if rows else None,
    )


def write_sales_points(eco: Ecosystem, period: Period) -> Iterable[Part]:
    """Task 2.2: the places that show and sell, and where the club meets."""
    venues = _showrooms(eco, period)
    if not venues:
        yield Paragraph(
            say(
                "Chưa hình thành điểm giới thiệu và bán sản phẩm khởi nghiệp, OCOP.",
                "There is no place yet that shows and sells products.",
            )
        )
        return
    for venue in venues:
        goods = eco.count(
            Consignment,
            f"venue = {venue.id} and (since is null or since <= {period.last}) "
            f"and (until is null or until >= {period.first})",
        )
        sold = together(balances(eco, venue=venue.id, period=period).values()).value
        meetings = eco.count(
            Event,
            f"venue = {venue.id} and kind_of = {EventKind.CLUB_MEETING} "
            f"and state = {EventState.HELD} and {within('starts_on', period)}",
        )
        text = say(
            f"{venue.name}: {goods} sản phẩm ký gửi, doanh số {show_money(sold)}; "
            f"{meetings} buổi sinh hoạt câu lạc bộ.",
            f"{venue.name}: {goods} products on consignment, sales {show_money(sold)}; "
            f"{meetings} meetings of the club.",
        )
        if venue.invested_social:
            text += " " + say(
                f"Vốn xã hội hóa {show_money(venue.invested_social)}.",
                f"Given by society: {show_money(venue.invested_social)}.",
            )
        yield Paragraph(text, record=venue.id)


def _cnnt(eco: Ecosystem, period: Period) -> list[Recognition]:
    return eco.find(
        Recognition,
        f"scheme = {RecognitionScheme.CNNT} and {within('decided_on', period)} "
        "and withdrawn_on is null",
        sort="decided_on",
    )


def _in_order(parts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(parts.items(), key=lambda part: vietnamese_order(part[0]))


def write_improvements(eco: Ecosystem, period: Period) -> Iterable[Part]:
    """Task 4.2: packaging, labels, identity, and sản phẩm CNNT tiêu biểu."""
    supports = supports_counted(eco, period)
    table = improvements_table(eco, supports)
    products = {support.about for support in supports}
    parts: dict[str, int] = {}
    for row in table.rows:
        parts[str(row.cells[2])] = parts.get(str(row.cells[2]), 0) + 1
    if table.rows and table.total:
        _, _, _, _, _, _, cost, state, social, own = table.total.cells
        what = "; ".join(f"{part.lower()} {count}" for part, count in _in_order(parts))
        money = [show_money(int(str(amount))) for amount in (cost, state, social, own)]
        yield Paragraph(
            say(
                f"Đã hỗ trợ {len(products)} sản phẩm hoàn thiện với {len(table.rows)} lượt "
                f"({what}); kinh phí {money[0]}, trong đó ghi rõ nguồn: ngân sách {money[1]}, "
                f"xã hội hóa {money[2]}, chủ thể {money[3]}.",
                f"{len(products)} products were improved, {len(table.rows)} times ({what}); cost "
                f"{money[0]}, of which by source: state budget {money[1]}, society {money[2]}, "
                f"owners {money[3]}.",
            )
        )
    else:
        yield Paragraph(
            say(
                "Chưa có sản phẩm được hỗ trợ hoàn thiện bao bì, nhận diện trong kỳ.",
                "No product was improved in the period.",
            )
        )
    counted = {support.id for support in supports}
    kinds = ", ".join(IMPROVING)
    near = eco.find(Support, f"kind_of in ({kinds}) and {within('on', period)}")
    if left := sum(support.id not in counted for support in near):
        yield Paragraph(
            say(
                f"Chưa tính {left} lượt hỗ trợ ghi cho dự án hoặc chưa ghi hạng mục hoàn thiện.",
                f"Not counted: {left} supports of startups, or that do not tell what became "
                "better.",
            )
        )
    given = _cnnt(eco, period)
    if given:
        chosen = {one.product for one in given}
        yield Paragraph(
            say(
                f"{len(chosen)} sản phẩm được công nhận sản phẩm công nghiệp nông thôn tiêu biểu.",
                f"{len(chosen)} products were recognized as outstanding rural industrial products.",
            )
        )


def cnnt_table(eco: Ecosystem, period: Period) -> Table:
    """The products recognized as CNNT tiêu biểu in the period."""
    given = _cnnt(eco, period)
    products = by_id(eco, Product, [one.product for one in given])
    given.sort(  # equal days, which one decision gives to all of its products, by title
        key=lambda one: (
            one.decided_on or period.last,
            vietnamese_order(products[one.product].name),
        )
    )
    titles = eco.titles([product.owner for product in products.values()])
    rows = tuple(
        Row(
            (
                (product := products[one.product]).name,
                titles[product.owner],
                one.level.label,
                one.decision,
                one.decided_on,
            ),
            one.id,
        )
        for one in given
    )
    return Table(
        (
            Column("product", say("Sản phẩm", "Product"), width=30),
            Column("owner", say("Chủ thể", "Owner"), width=28),
            Column("level", say("Cấp", "Level"), width=12),
            Column("decision", say("Quyết định", "Decision"), width=16),
            Column("on", say("Ngày", "Day"), width=12),
        ),
        rows,
        say("Sản phẩm công nghiệp nông thôn tiêu biểu", "Outstanding rural industrial products"),
        "cnnt",
        say("Không có.", "None."),
    )


SECTIONS = (
    ReportSection(
        "trade.startup_days",
        "Ngày hội khởi nghiệp sáng tạo",
        "Startup days",
        write_startup_days,
        lambda eco, period: _products_of(_startup_days(eco, period)),
        ("1.3",),
    ),
    ReportSection(
        "trade.sales_points",
        "Điểm giới thiệu và bán sản phẩm",
        "Places that show and sell",
        write_sales_points,
        lambda eco, period: (sales_table(eco, period),),
        ("2.2",),
    ),
    ReportSection(
        "trade.fairs",
        "Tham gia hội chợ, xúc tiến thương mại",
        "Fairs and trade promotion",
        write_fairs,
        lambda eco, period: _products_of(*_fairs(eco, period)),
        ("4.1",),
    ),
    ReportSection(
        "trade.improvement",
        "Hoàn thiện bao bì, nhận diện; sản phẩm CNNT tiêu biểu",
        "Packaging and identity; CNNT products",
        write_improvements,
        lambda eco, period: (
            improvements_table(eco, supports_counted(eco, period)),
            cnnt_table(eco, period),
        ),
        ("4.2",),
    ),
)
