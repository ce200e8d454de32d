"""The numbers: hectares with a certificate, and products that come from such plots.

Both are stocks: what counts for a year is what holds on the last day that is counted.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from hstk import Ecosystem, Evidence, Indicator, Near, Period
from hstk.kinds import Product, ProductState
from hstk.plugins import By
from hstk_tra_bong.kinds import Certificate, Cinnamon, Plot


def _has(plot: Any) -> ColumnElement[bool]:
    """Whether a plot has a certificate of any kind, of whatever day."""
    found: ColumnElement[bool] = plot.c.certificate != Certificate.NONE
    return found


def _in_force(plot: Any, period: Period) -> ColumnElement[bool]:
    """Whether a plot has a certificate on the last day of a period."""
    until = plot.c.certified_until
    return and_(
        _has(plot),
        plot.c.certified_on <= period.last,
        or_(until.is_(None), until >= period.last),
    )


def hectares_certified(eco: Ecosystem, period: Period) -> Evidence:
    """The area of plots whose certificate is in force on the last day of the period."""
    plot = eco.table(Plot)

    def plots(*conditions: Any) -> Any:
        return select(plot.c.id).where(_has(plot), *conditions)

    counted = select(
        plot.c.id,
        plot.c.hectares.label("amount"),
        plot.c.certified_on.label("on"),
        plot.c.commune.label("commune"),
        plot.c.certificate.label("certificate"),
    ).where(_in_force(plot, period), plot.c.hectares.is_not(None))
    return Evidence(
        counted,
        (
            Near(
                "có chứng nhận nhưng chưa ghi diện tích",
                "certified, but the area is missing",
                plots(_in_force(plot, period), plot.c.hectares.is_(None)),
            ),
            Near(
                "chứng nhận hết hạn trong kỳ",
                "the certificate ended within the period",
                plots(plot.c.certified_until >= period.first, plot.c.certified_until < period.last),
            ),
            Near(
                "chưa ghi ngày được chứng nhận",
                "the day of certification is missing",
                plots(plot.c.certified_on.is_(None)),
            ),
            Near(
                "được chứng nhận sau kỳ này",
                "certified after the period",
                plots(plot.c.certified_on > period.last),
            ),
        ),
    )


def products_traced(eco: Ecosystem, period: Period) -> Evidence:
    """Cinnamon products in production, all of whose plots are certified at the end."""
    plot, cinnamon, product = (eco.table(kind) for kind in (Plot, Cinnamon, Product))
    link = eco.links(Cinnamon, "plots")
    uncertified = (
        select(link.c.source)
        .join(plot, plot.c.id == link.c.target)
        .where(or_(plot.c.certified_on.is_(None), ~_in_force(plot, period)))
    )
    made = product.c.state == ProductState.MADE
    named = cinnamon.c.id.in_(select(link.c.source))
    whole = cinnamon.c.id.not_in(uncertified)

    def products(*conditions: Any) -> Any:
        return (
            select(
                product.c.id,
                cinnamon.c.form.label("form"),
            )
            .join(cinnamon, cinnamon.c.product == product.c.id)
            .where(*conditions)
        )

    return Evidence(
        products(made, named, whole),
        (
            Near(
                "có vườn nguyên liệu chưa được chứng nhận hoặc đã hết hạn",
                "a plot it comes from is not certified, or no longer",
                products(made, named, ~whole),
            ),
            Near(
                "chưa ghi vùng nguyên liệu",
                "the plots it comes from are not named",
                products(made, ~named),
            ),
            Near("chưa hoặc không còn sản xuất", "not made yet, or no longer", products(~made)),
        ),
    )


INDICATORS = (
    Indicator(
        "tra_bong.hectares_certified",
        "Diện tích quế được chứng nhận",
        "Cinnamon with a certificate",
        "ha",
        "ha",
        Plot,
        hectares_certified,
        measure="sum",
        by=(
            By("commune", "Xã", "Commune"),
            By("certificate", "Loại chứng nhận", "Certificate"),
        ),
        help="Cộng diện tích các vườn có chứng nhận còn giá trị vào ngày cuối kỳ.",
        help_en="The areas of plots whose certificate is in force on the last day.",
    ),
    Indicator(
        "tra_bong.products_traced",
        "Sản phẩm quế truy được về vườn có chứng nhận",
        "Cinnamon products traced to certified plots",
        "sản phẩm",
        "products",
        Product,
        products_traced,
        by=(By("form", "Loại sản phẩm quế", "Made into"),),
        help="Đang sản xuất, và mọi vườn nguyên liệu có chứng nhận còn giá trị vào ngày cuối kỳ.",
        help_en="In production, with every plot it comes from certified on the last day.",
    ),
)
