"""How many products were shown and improved, and what was sold and signed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select

from hstk import Ecosystem, Evidence, Indicator, Near, Period
from hstk.kinds import (
    Event,
    EventState,
    Participation,
    Product,
    Startup,
    Support,
    SupportKind,
)
from hstk.plugins.trade_promotion.fairs.kinds import DISPLAYED, SHOWS, ShowResult
from hstk.plugins.trade_promotion.improvement.kinds import Improvement
from hstk.plugins.trade_promotion.reading import by_id, selected
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement, MovementKind


def products_displayed(eco: Ecosystem, period: Period) -> Evidence:
    """Products displayed at a fair or startup day held in the period.

    The target is that of Kế hoạch 175/KH-UBND, mục II: "06 sản phẩm được hỗ trợ trưng bày sản
    phẩm tại Hội chợ, Ngày hội khởi nghiệp". A product shown twice counts once.
    """
    event, part, product = (eco.table(kind) for kind in (Event, Participation, Product))
    support = eco.table(Support)
    shown = part.join(event, event.c.id == part.c.event).join(product, product.c.id == part.c.who)
    in_time = event.c.starts_on.between(period.first, period.last)
    displayed = and_(
        part.c.role.in_(DISPLAYED),
        part.c.present.is_(True),
    )
    show = event.c.kind_of.in_(SHOWS)
    held = event.c.state == EventState.HELD
    counted = (
        select(product.c.id, event.c.starts_on.label("on"), event.c.name.label("group"))
        .select_from(shown)
        .where(in_time, show, held, displayed)
    )
    products = select(product.c.id).select_from(shown)
    return Evidence(
        counted,
        (
            Near(
                "đăng ký trưng bày tại sự kiện chưa diễn ra",
                "entered for an event that was not held yet",
                products.where(in_time, show, event.c.state == EventState.PLANNED),
            ),
            Near(
                "đăng ký trưng bày tại sự kiện đã bị hủy",
                "entered for an event that was cancelled",
                products.where(in_time, show, event.c.state == EventState.CANCELLED),
            ),
            Near(
                "đăng ký nhưng không có mặt tại hội chợ",
                "entered, but was not there",
                products.where(in_time, show, held, part.c.present.is_(False)),
            ),
            Near(
                "có mặt tại hội chợ nhưng vai trò không phải trưng bày",
                "was at a fair, but not as a displayed product",
                products.where(in_time, show, held, part.c.present.is_(True)),
            ),
            Near(
                "có mặt tại sự kiện không phải hội chợ hay ngày hội khởi nghiệp",
                "was at an event that is no fair or startup day",
                products.where(in_time, event.c.kind_of.not_in(SHOWS), held),
            ),
            Near(
                "có ghi hỗ trợ trưng bày nhưng chưa gắn với hội chợ nào",
                "display support noted, but no fair it belongs to",
                select(product.c.id)
                .join(support, support.c.about == product.c.id)
                .where(
                    support.c.kind_of == SupportKind.DISPLAY,
                    support.c.on.between(period.first, period.last),
                ),
            ),
        ),
    )


PRODUCTS_DISPLAYED = Indicator(
    "trade.products_displayed",
    "Sản phẩm được hỗ trợ trưng bày tại hội chợ, ngày hội khởi nghiệp",
    "Products displayed at fairs and startup days",
    "sản phẩm",
    "products",
    Product,
    products_displayed,
    help="Mỗi sản phẩm tính một lần, tại hội chợ hoặc ngày hội đã tổ chức trong kỳ.",
    help_en="Each product once, at a fair or startup day held in the period.",
)


def _at_events(eco: Ecosystem, period: Period, amount: Any) -> Evidence:
    """Results of fairs and startup days held in the period, with an amount of each."""
    event, result = eco.table(Event), eco.table(ShowResult)
    in_time = event.c.starts_on.between(period.first, period.last)
    found = (
        select(
            result.c.id,
            amount.label("amount"),
            event.c.starts_on.label("on"),
            event.c.name.label("group"),
        )
        .join(event, event.c.id == result.c.event)
        .where(in_time, amount > 0)
    )
    held, show = event.c.state == EventState.HELD, event.c.kind_of.in_(SHOWS)
    return Evidence(
        found.where(held, show),
        (
            Near(
                "kết quả của sự kiện chưa ghi là đã tổ chức",
                "result of an event that is not marked as held",
                found.where(~held).with_only_columns(result.c.id),
            ),
            Near(
                "kết quả của sự kiện không phải hội chợ hay ngày hội khởi nghiệp",
                "result of an event that is no fair or startup day",
                found.where(held, ~show).with_only_columns(result.c.id),
            ),
            Near(
                "hội chợ, ngày hội đã tổ chức nhưng chưa ghi kết quả",
                "a fair or startup day that was held, without any result",
                select(event.c.id).where(
                    in_time,
                    held,
                    show,
                    event.c.id.not_in(select(result.c.event)),
                ),
            ),
        ),
    )


def sales_value(eco: Ecosystem, period: Period) -> Evidence:
    """What was sold on the spot at fairs and startup days held in the period, in đồng."""
    return _at_events(eco, period, func.coalesce(eco.table(ShowResult).c.sold, 0))


def signed_value(eco: Ecosystem, period: Period) -> Evidence:
    """Orders and contracts of fairs and startup days held in the period, in đồng."""
    result = eco.table(ShowResult)
    orders = func.coalesce(result.c.orders_value, 0)
    return _at_events(eco, period, orders + func.coalesce(result.c.contracts_value, 0))


def showroom_sales(eco: Ecosystem, period: Period) -> Evidence:
    """What was sold at the sales points of task 2.2 in the period, in đồng."""
    move, goods, product = (eco.table(kind) for kind in (Movement, Consignment, Product))
    return Evidence(
        select(
            move.c.id,
            (move.c.quantity * move.c.price).label("amount"),
            move.c.on.label("on"),
            product.c.name.label("group"),
        )
        .join(goods, goods.c.id == move.c.consignment)
        .join(product, product.c.id == goods.c.product)
        .where(move.c.kind_of == MovementKind.SOLD, move.c.on.between(period.first, period.last))
    )


def _improving(eco: Ecosystem) -> Any:
    """The condition on supports that improve."""
    support, detail = eco.table(Support), eco.table(Improvement)
    told = support.c.id.in_(select(detail.c.support))
    return or_(support.c.kind_of.in_((SupportKind.PACKAGING, SupportKind.IDENTITY)), told)


def supports_counted(eco: Ecosystem, period: Period) -> list[Support]:
    """The supports by which the products of the indicator were improved, by day."""
    support, product = eco.table(Support), eco.table(Product)
    in_time = support.c.on.between(period.first, period.last)
    ids = [
        row.id
        for row in selected(
            eco,
            select(support.c.id)
            .join(product, product.c.id == support.c.about)
            .where(in_time, _improving(eco))
            .order_by(support.c.on, support.c.id),
        )
    ]
    found = by_id(eco, Support, ids)
    return [found[id_] for id_ in ids]


def products_improved(eco: Ecosystem, period: Period) -> Evidence:
    """Products whose packaging, label or identity was improved in the period (task 4.2).

    Supports of these two kinds count, and every support that tells what was and what became.
    """
    support = eco.table(Support)
    product, startup = eco.table(Product), eco.table(Startup)
    in_time = support.c.on.between(period.first, period.last)
    improved = _improving(eco)
    return Evidence(
        select(product.c.id, support.c.on.label("on"), support.c.kind_of.label("group"))
        .join(support, support.c.about == product.c.id)
        .where(in_time, improved),
        (
            Near(
                "hỗ trợ ghi cho dự án, chưa rõ sản phẩm nào",
                "the support names a startup, not the product",
                select(startup.c.id)
                .join(support, support.c.about == startup.c.id)
                .where(in_time, improved),
            ),
            Near(
                "mới được hỗ trợ chứng nhận, sở hữu trí tuệ; chưa ghi hạng mục hoàn thiện",
                "had help with certificates or rights; what became better is not told",
                select(product.c.id)
                .join(support, support.c.about == product.c.id)
                .where(
                    in_time,
                    support.c.kind_of.in_(
                        (SupportKind.CERTIFICATION, SupportKind.INTELLECTUAL_PROPERTY)
                    ),
                ),
            ),
        ),
    )


INDICATORS = (
    PRODUCTS_DISPLAYED,
    Indicator(
        "trade.sales_value",
        "Doanh số bán tại hội chợ, ngày hội",
        "Sales at fairs and startup days",
        "đồng",
        "đồng",
        ShowResult,
        sales_value,
        measure="sum",
        help="Tiền bán tại chỗ ở hội chợ, ngày hội đã tổ chức trong kỳ, cộng theo sự kiện.",
        help_en="Sold on the spot at fairs and startup days held in the period, by event.",
    ),
    Indicator(
        "trade.signed_value",
        "Giá trị đơn hàng, hợp đồng ký tại hội chợ, ngày hội",
        "Orders and contracts of fairs and startup days",
        "đồng",
        "đồng",
        ShowResult,
        signed_value,
        measure="sum",
        help="Đơn đặt hàng và hợp đồng, không gồm tiền đã bán tại chỗ.",
        help_en="Orders and contracts, without what was sold on the spot.",
    ),
    Indicator(
        "trade.showroom_sales",
        "Doanh số tại điểm giới thiệu và bán sản phẩm",
        "Sales at the sales points",
        "đồng",
        "đồng",
        Movement,
        showroom_sales,
        measure="sum",
        help="Tiền bán hàng ký gửi trong kỳ, chưa trừ hoa hồng.",
        help_en="Goods on consignment sold in the period, commission included.",
    ),
    Indicator(
        "trade.products_improved",
        "Sản phẩm được hỗ trợ hoàn thiện bao bì, nhãn, nhận diện",
        "Products with improved packaging, label or identity",
        "sản phẩm",
        "products",
        Product,
        products_improved,
        help="Mỗi sản phẩm tính một lần; hỗ trợ về bao bì, nhận diện hoặc có ghi hạng mục.",
        help_en="Each product once; supports of packaging or identity, or with what they improved.",
    ),
)
