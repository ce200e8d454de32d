"""The numbers that the core itself can compute (Kế hoạch 175/KH-UBND, Lý Sơn, 15/11/2022)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from hstk.core.indicators import Evidence, Indicator, Near, Period
from hstk.core.kinds import (
    Contribution,
    Event,
    EventKind,
    EventState,
    Fund,
    FundingLink,
    FundingState,
    FundKind,
    Program,
    Publication,
    Startup,
    Support,
    SupportKind,
)
from hstk.core.kinds.products import Product
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


def within(column: Any, period: Period) -> ColumnElement[bool]:
    """Whether a day lies in a period."""
    inside: ColumnElement[bool] = column.between(period.first, period.last)
    return inside


def projects_funded(eco: Ecosystem, period: Period) -> Evidence:
    """Startups whose money was approved or disbursed in the period (mục II, fourth target)."""
    link, fund, program = (eco.table(kind) for kind in (FundingLink, Fund, Program))
    in_budget = [kind for kind in FundKind if kind.in_budget]
    origin = case(
        (
            or_(fund.c.kind_of.in_(in_budget), program.c.kind_of.in_(in_budget)),
            say("trong ngân sách", "in budget"),
        ),
        else_=say("ngoài ngân sách", "out of budget"),
    )
    granted = link.c.state.in_((FundingState.APPROVED, FundingState.DISBURSED))
    paid, approved = within(link.c.disbursed_on, period), within(link.c.approved_on, period)
    joined = link.outerjoin(fund, fund.c.id == link.c.source).outerjoin(
        program, program.c.id == link.c.source
    )
    counted = (
        select(
            link.c.startup.label("id"),
            case((paid, link.c.disbursed_on), else_=link.c.approved_on).label("on"),
            case((paid, link.c.amount_disbursed), else_=link.c.amount_approved).label("amount"),
            origin.label("group"),
        )
        .select_from(joined)
        .where(granted, or_(paid, approved))
    )

    def links(*conditions: Any) -> Select[Any]:
        return select(link.c.startup.label("id")).where(*conditions)

    begun = func.coalesce(link.c.applied_on, link.c.introduced_on)
    return Evidence(
        counted,
        (
            Near(
                "được duyệt sau kỳ này",
                "approved after the period",
                links(
                    granted,
                    within(begun, period),
                    func.coalesce(link.c.approved_on, link.c.disbursed_on) > period.last,
                ),
            ),
            Near(
                "đã nộp hồ sơ, chưa được duyệt",
                "applied, not approved yet",
                links(link.c.state == FundingState.APPLIED, within(begun, period)),
            ),
            Near(
                "mới được giới thiệu nguồn vốn",
                "introduced to a source only",
                links(link.c.state == FundingState.INTRODUCED, within(begun, period)),
            ),
            Near(
                "hồ sơ bị từ chối",
                "refused",
                links(
                    link.c.state == FundingState.REFUSED,
                    within(func.coalesce(link.c.refused_on, begun), period),
                ),
            ),
        ),
    )


# "diễn đàn, tọa đàm, hội nghị, tập huấn" (task 1.2)
_CULTURE = (EventKind.FORUM, EventKind.SEMINAR, EventKind.CONFERENCE, EventKind.TRAINING)


def unit_events(eco: Ecosystem, period: Period) -> Evidence:
    """Forums, seminars, conferences and trainings, by the unit that held them (task 1.2)."""
    event, partners = eco.table(Event), eco.links(Event, "partners")
    held = _events(*_CULTURE)(eco, period)
    nobodys = held.counted.where(event.c.organizer.is_(None))
    return Evidence(
        held.counted.where(event.c.organizer.is_not(None)),
        (
            *held.near,
            Near(
                "đã tổ chức nhưng chưa ghi đơn vị tổ chức (chỉ có đơn vị phối hợp)",
                "held, but without an organizer (partners only)",
                nobodys.join(partners, partners.c.source == event.c.id),
            ),
            Near(
                "đã tổ chức nhưng chưa ghi đơn vị tổ chức",
                "held, but without an organizer",
                nobodys,
            ),
        ),
    )


def _events(*kinds: EventKind) -> Callable[[Ecosystem, Period], Evidence]:
    def rule(eco: Ecosystem, period: Period) -> Evidence:
        event = eco.table(Event)
        chosen = select(
            event.c.id, event.c.organizer.label("unit"), event.c.starts_on.label("on")
        ).where(event.c.kind_of.in_(kinds), within(event.c.starts_on, period))
        return Evidence(
            chosen.where(event.c.state == EventState.HELD),
            (
                Near(
                    "chưa tổ chức, mới ở dạng dự kiến",
                    "planned, not held yet",
                    chosen.where(event.c.state == EventState.PLANNED),
                ),
                Near(
                    "đã bị hủy",
                    "cancelled",
                    chosen.where(event.c.state == EventState.CANCELLED),
                ),
            ),
        )

    return rule


def publications(eco: Ecosystem, period: Period) -> Evidence:
    """Articles, broadcasts and columns about startups (task 1.1)."""
    published = eco.table(Publication)
    return Evidence(
        select(
            published.c.id,
            published.c.unit,
            published.c.published_on.label("on"),
            published.c.kind_of.label("group"),
        ).where(within(published.c.published_on, period))
    )


def social_fund_raised(eco: Ecosystem, period: Period) -> Evidence:
    """Money that donors paid into funds outside the state budget (task 3.1), in đồng."""
    gift, fund = eco.table(Contribution), eco.table(Fund)
    outside = fund.c.kind_of.not_in([kind for kind in FundKind if kind.in_budget])
    joined = gift.join(fund, fund.c.id == gift.c.fund)
    return Evidence(
        select(gift.c.id, gift.c.paid.label("amount"), gift.c.paid_on.label("on"))
        .select_from(joined)
        .where(outside, gift.c.paid > 0, within(gift.c.paid_on, period)),
        (
            Near(
                "đã nộp, chưa ghi ngày nộp",
                "paid, but the day is missing",
                select(gift.c.id)
                .select_from(joined)
                .where(
                    outside,
                    gift.c.paid > 0,
                    gift.c.paid_on.is_(None),
                    or_(gift.c.pledged_on.is_(None), within(gift.c.pledged_on, period)),
                ),
            ),
            Near(
                "đã cam kết, chưa nộp trong kỳ",
                "pledged, not paid within the period",
                select(gift.c.id)
                .select_from(joined)
                .where(
                    outside,
                    within(gift.c.pledged_on, period),
                    or_(gift.c.paid_on.is_(None), gift.c.paid_on > period.last),
                ),
            ),
        ),
    )


def programs_introduced(eco: Ecosystem, period: Period) -> Evidence:
    """Startups that were introduced to a program of an agency (task 3.2)."""
    link, program = eco.table(FundingLink), eco.table(Program)
    return Evidence(
        select(link.c.startup.label("id"), link.c.introduced_on.label("on"))
        .join(program, program.c.id == link.c.source)
        .where(within(link.c.introduced_on, period))
    )


def products_improved(eco: Ecosystem, period: Period) -> Evidence:
    """Products helped with packaging, identity or certification (task 4.2)."""
    support, product = eco.table(Support), eco.table(Product)
    kinds = (SupportKind.PACKAGING, SupportKind.IDENTITY, SupportKind.CERTIFICATION)
    return Evidence(
        select(product.c.id, support.c.on.label("on"), support.c.kind_of.label("group"))
        .join(support, support.c.about == product.c.id)
        .where(support.c.kind_of.in_(kinds), within(support.c.on, period))
    )


CORE_INDICATORS = (
    Indicator(
        "core.projects_funded",
        "Dự án được tiếp cận các nguồn vốn hỗ trợ trong và ngoài ngân sách",
        "Projects that reached capital, in and out of budget",
        "dự án",
        "projects",
        Startup,
        projects_funded,
        help="Mỗi dự án tính một lần: có khoản vốn được duyệt hoặc giải ngân trong kỳ.",
        help_en="Each project once: with money approved or disbursed in the period.",
    ),
    Indicator(
        "core.unit_events",
        "Diễn đàn, tọa đàm, hội nghị, tập huấn do đơn vị tổ chức",
        "Forums, seminars, conferences and trainings held by units",
        "sự kiện",
        "events",
        Event,
        unit_events,
        help="Sự kiện đã tổ chức trong kỳ, tính cho đơn vị tổ chức (nhiệm vụ 1.2).",
        help_en="Events held in the period, for the unit that organized them (task 1.2).",
    ),
    Indicator(
        "core.publications",
        "Tin, bài, chuyên mục về khởi nghiệp đổi mới sáng tạo",
        "Articles, broadcasts and columns about startups",
        "tin, bài",
        "publications",
        Publication,
        publications,
        help="Theo ngày đăng, phát trong kỳ (nhiệm vụ 1.1).",
        help_en="By the day of publication in the period (task 1.1).",
    ),
    Indicator(
        "core.startup_days",
        "Ngày hội khởi nghiệp sáng tạo đã tổ chức",
        "Startup days held",
        "ngày hội",
        "days",
        Event,
        _events(EventKind.STARTUP_DAY),
        help="Ngày hội cấp địa phương đã tổ chức trong kỳ (nhiệm vụ 1.3).",
        help_en="Local startup days held in the period (task 1.3).",
    ),
    Indicator(
        "core.contests",
        "Cuộc thi, đợt đánh giá dự án khởi nghiệp đã tổ chức",
        "Contests held",
        "cuộc thi",
        "contests",
        Event,
        _events(EventKind.CONTEST),
        help="Cuộc thi đã tổ chức trong kỳ (nhiệm vụ 1.2, đoạn về cuộc thi).",
        help_en="Contests held in the period (task 1.2, on the contest).",
    ),
    Indicator(
        "core.social_fund_raised",
        "Tiền đóng góp vào quỹ xã hội hóa",
        "Money paid into social funds",
        "đồng",
        "đồng",
        Contribution,
        social_fund_raised,
        measure="sum",
        help="Số tiền đã nộp trong kỳ vào các quỹ ngoài ngân sách (nhiệm vụ 3.1).",
        help_en="Money paid in the period into funds outside the budget (task 3.1).",
    ),
    Indicator(
        "core.programs_introduced",
        "Dự án được giới thiệu chương trình hỗ trợ",
        "Projects introduced to support programs",
        "dự án",
        "projects",
        Startup,
        programs_introduced,
        help="Mỗi dự án tính một lần, theo ngày giới thiệu (nhiệm vụ 3.2).",
        help_en="Each project once, by the day it was introduced (task 3.2).",
    ),
    Indicator(
        "core.products_improved",
        "Sản phẩm được hỗ trợ bao bì, nhận diện, chứng nhận",
        "Products helped with packaging, identity or certification",
        "sản phẩm",
        "products",
        Product,
        products_improved,
        help="Mỗi sản phẩm tính một lần, theo ngày hỗ trợ (nhiệm vụ 4.2).",
        help_en="Each product once, by the day of support (task 4.2).",
    ),
)
