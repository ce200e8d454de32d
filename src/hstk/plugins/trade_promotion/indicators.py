"""How many products were shown."""

from __future__ import annotations

from sqlalchemy import and_, select

from hstk import Ecosystem, Evidence, Indicator, Near, Period
from hstk.kinds import (
    Event,
    EventKind,
    EventState,
    Participation,
    ParticipationRole,
    Product,
    Support,
    SupportKind,
)

_SHOWS = (EventKind.FAIR, EventKind.STARTUP_DAY)


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
        part.c.role.in_((ParticipationRole.DISPLAYED, ParticipationRole.EXHIBITOR)),
        part.c.present.is_(True),
    )
    show = event.c.kind_of.in_(_SHOWS)
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
                products.where(in_time, event.c.kind_of.not_in(_SHOWS), held),
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
