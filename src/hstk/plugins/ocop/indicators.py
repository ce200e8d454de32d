"""How many products are recognized as OCOP."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Text, and_, case, cast, func, or_, select

from hstk import Ecosystem, Evidence, Indicator, Near, Period, say
from hstk.kinds import Product, Recognition, RecognitionLevel, RecognitionScheme
from hstk.plugins import By
from hstk.plugins.ocop.kinds import OcopDossier

_A_YEAR = timedelta(days=365)
_LEVELS = (RecognitionLevel.DISTRICT, RecognitionLevel.PROVINCE)


def _three_years_before(day: date) -> date:
    """The first day whose 36 months reach ``day``: they end with the same day of the month."""
    try:
        return day.replace(year=day.year - 3)
    except ValueError:  # 29 February: those of the 28th end on the 28th
        return date(day.year - 3, 3, 1)


def _valid(given: Any, period: Period) -> tuple[Any, ...]:
    """What a recognition must be to count in a period."""
    earliest = _three_years_before(period.first)
    unwritten = given.c.expires_on.is_(None)
    return (
        given.c.scheme == RecognitionScheme.OCOP,
        given.c.decided_on <= period.last,
        or_(given.c.withdrawn_on.is_(None), given.c.withdrawn_on > period.last),
        or_(
            given.c.expires_on >= period.first,
            and_(unwritten, given.c.decided_on >= earliest),
        ),
        or_(given.c.stars.is_(None), given.c.stars >= 3),
        given.c.level.in_(_LEVELS),
    )


def products_recognized(eco: Ecosystem, period: Period) -> Evidence:
    """Products with an OCOP decision of district or province that is valid in the period.

    A product counts once, by its highest star, and of those by the latest decision.

    A certificate is valid for 36 months from its issue (Quyết định 148/QĐ-TTg, 24/2/2023). Under
    Quyết định 1048/QĐ-TTg the province recognized every rank; from 24/2/2023 the district
    recognized three stars, from 6/7/2025 (Quyết định 1489/QĐ-TTg) the province again.
    """
    given, dossier = eco.table(Recognition), eco.table(OcopDossier)
    ocop = given.c.scheme == RecognitionScheme.OCOP
    decided = given.c.decided_on <= period.last
    earliest = _three_years_before(period.first)
    unwritten = given.c.expires_on.is_(None)  # then the decision has its 36 months
    ended = or_(given.c.expires_on < period.first, and_(unwritten, given.c.decided_on < earliest))
    better = given.alias("better")
    stars, others = (func.coalesce(one.c.stars, 0) for one in (given, better))
    outdone = (
        select(better.c.id)
        .where(
            better.c.product == given.c.product,
            *_valid(better, period),
            or_(
                others > stars,
                and_(others == stars, better.c.decided_on > given.c.decided_on),
                and_(
                    others == stars,
                    better.c.decided_on == given.c.decided_on,
                    better.c.id > given.c.id,
                ),
            ),
        )
        .exists()
    )
    counted = select(
        given.c.product.label("id"),
        given.c.decided_on.label("on"),
        (cast(given.c.stars, Text) + say(" sao", " stars")).label("stars"),
        given.c.level.label("level"),
        given.c.id.label("recognition"),
        case(
            (given.c.decided_on >= period.first, say("công nhận trong kỳ", "recognized within")),
            else_=say("công nhận trước, còn hiệu lực", "recognized before, still valid"),
        ).label("group"),
    ).where(*_valid(given, period), ~outdone)

    def recognitions(*conditions: Any) -> Any:
        return select(given.c.product.label("id")).where(ocop, *conditions)

    return Evidence(
        counted,
        (
            Near(
                "công nhận ở cấp khác, không phải cấp huyện hay cấp tỉnh",
                "recognized at another level than district or province",
                recognitions(decided, given.c.level.not_in(_LEVELS)),
            ),
            Near(
                "giấy chứng nhận đã hết hạn trước kỳ này",
                "its certificate ran out before the period",
                recognitions(decided, ended),
            ),
            Near(
                "quyết định công nhận đã bị thu hồi",
                "its recognition was withdrawn",
                recognitions(decided, given.c.withdrawn_on <= period.last),
            ),
            Near(
                "được công nhận sau kỳ này",
                "recognized after the period",
                recognitions(
                    given.c.decided_on > period.last,
                    given.c.decided_on <= period.last + _A_YEAR,
                ),
            ),
            Near(
                "chưa ghi ngày quyết định công nhận",
                "the day of the decision is missing",
                recognitions(given.c.decided_on.is_(None)),
            ),
            Near(
                "dưới 3 sao",
                "below three stars",
                recognitions(decided, given.c.stars < 3),
            ),
            Near(
                "đã chấm điểm nhưng dưới 50 điểm (chưa đạt 3 sao)",
                "evaluated below 50 points (three stars)",
                select(dossier.c.product.label("id")).where(
                    dossier.c.year == period.first.year, dossier.c.score < 50
                ),
            ),
            Near(
                "có hồ sơ trong năm, chưa có quyết định công nhận",
                "has a dossier this year, no decision yet",
                select(dossier.c.product.label("id")).where(dossier.c.year == period.first.year),
            ),
        ),
    )


PRODUCTS_RECOGNIZED = Indicator(
    "ocop.products_recognized",
    "Sản phẩm khởi nghiệp được công nhận là sản phẩm OCOP cấp huyện, cấp tỉnh",
    "Startup products recognized as OCOP by district or province",
    "sản phẩm",
    "products",
    Product,
    products_recognized,
    by=(By("level", "Cấp công nhận", "Level"), By("stars", "Hạng sao", "Stars")),
    help="Mỗi sản phẩm tính một lần: có quyết định cấp huyện hoặc tỉnh còn hiệu lực trong kỳ.",
    help_en="Each product once: with a decision of district or province valid in the period.",
)
