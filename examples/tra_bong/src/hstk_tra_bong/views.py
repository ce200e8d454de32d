"""What is shown: the plots, one plot, where a product comes from, certificates about to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated

from hstk import Ecosystem, Shown, say
from hstk.kinds import Line, Product, YesNo
from hstk.plugins import (
    Asked,
    Column,
    Form,
    Paragraph,
    Part,
    Row,
    Table,
    View,
    show_date,
    show_number,
)
from hstk_tra_bong.kinds import Cinnamon, Harvest, Plot, certified_at
from hstk_tra_bong.reading import plots_of

SOON = 90
"""Days before its end from which a certificate is to be renewed (an assumption)."""


class WhichPlots(Form):
    """Which plots to list."""

    words: Annotated[
        Line,
        Shown(
            "Tìm theo",
            "With the words",
            help="Tên vườn, thôn, xã, ghi chú; dấu không bắt buộc; để trống: mọi vườn.",
            help_en="Name, hamlet, commune, notes; marks optional; empty: every plot.",
        ),
    ] = ""
    certified: Annotated[YesNo, Shown("Chỉ vườn còn chứng nhận", "Certified ones only")] = False


def plots_table(eco: Ecosystem, plots: Iterable[Plot], asked: Asked) -> Table:
    """Plots with their owners, size, age and certificate."""
    plots = list(plots)
    owners = eco.titles({plot.owner for plot in plots})
    rows = [
        Row(
            (
                plot.name,
                owners.get(plot.owner, ""),
                plot.hectares,
                plot.certificate.label,
                plot.certified_until,
                ", ".join(part for part in (plot.hamlet, plot.commune) if part),
                None if plot.planted_in is None else max(0, asked.today.year - plot.planted_in),
            ),
            plot.id,
            "=" if certified_at(plot, asked.today) else "",
        )
        for plot in plots
    ]
    whole = sum(plot.hectares or 0 for plot in plots)
    return Table(
        (
            Column("name", say("Vườn", "Plot"), width=18),
            Column("owner", say("Chủ vườn", "Owner"), width=16),
            Column("hectares", say("Diện tích (ha)", "Area (ha)"), "number", width=8),
            Column("certificate", say("Chứng nhận", "Certificate"), width=14),
            Column("until", say("Đến ngày", "Until"), width=11),
            Column("place", say("Thôn, xã", "Place"), width=20),
            Column("age", say("Tuổi cây", "Age"), width=8),
        ),
        tuple(rows),
        title=say(f"Vườn quế ({len(rows)})", f"Cinnamon plots ({len(rows)})"),
        name="plots",
        none=say("Chưa có vườn quế nào.", "There are no plots yet."),
        total=Row((None, None, round(whole, 4), None, None, None, None)) if rows else None,
    )


def show_plots(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The plots with these words, or all."""
    wanted: WhichPlots = asked.answers
    plots = eco.find(Plot, text=wanted.words)
    if wanted.certified:
        plots = [plot for plot in plots if certified_at(plot, asked.today)]
    yield plots_table(eco, plots, asked)


def show_harvests(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """What was taken from a plot, the latest first."""
    harvests = eco.find(Harvest, f"plot = {asked.record.id}", sort="-harvested_on")
    buyers = eco.titles({one.buyer for one in harvests if one.buyer is not None})
    yield Table(
        (
            Column("on", say("Ngày", "Day"), width=11),
            Column("bark_kg", say("Vỏ khô (kg)", "Bark (kg)"), "number"),
            Column("organic", say("Hữu cơ", "Organic"), width=8),
            Column("buyer", say("Người mua", "Buyer"), width=20),
            Column("price", say("Giá (đ/kg)", "Price (đ/kg)"), "money"),
        ),
        tuple(
            Row(
                (
                    one.harvested_on,
                    one.bark_kg,
                    one.organic,
                    buyers.get(one.buyer, "") if one.buyer else None,
                    one.price,
                ),
                one.id,
            )
            for one in harvests
        ),
        name="harvests",
        none=say("Chưa ghi lần khai thác nào.", "No harvest is recorded."),
        total=Row((None, sum(one.bark_kg for one in harvests), None, None, None))
        if harvests
        else None,
    )


def no_cinnamon(eco: Ecosystem, product: Product) -> str | None:
    """Why a product has no plots to show; None when it is one of cinnamon."""
    if eco.satellite(Cinnamon, product) is not None:
        return None
    return say("chưa ghi đây là sản phẩm quế", "it is not recorded as a cinnamon product")


def show_origin(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The plots that a product comes from, and what is missing for the indication."""
    plots = plots_of(eco, asked.record)
    lacking = [plot.name for plot in plots if not certified_at(plot, asked.today)]
    if lacking:
        names = ", ".join(lacking)
        yield Paragraph(
            say(f"Chưa có chứng nhận còn giá trị: {names}", f"Not certified: {names}"),
            "warning",
        )
    yield plots_table(eco, plots, asked)


def show_ending(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """Certificates that end soon, the first to end first."""
    last = asked.today + timedelta(days=SOON)
    where = (
        f"certificate != none and certified_until >= {asked.today} and certified_until <= {last}"
    )
    for plot in eco.find(Plot, where, sort="certified_until"):
        if plot.certified_until is None:
            continue
        left, until = (plot.certified_until - asked.today).days, show_date(plot.certified_until)
        size = "" if plot.hectares is None else f" ({show_number(plot.hectares)} ha)"
        yield Paragraph(
            say(
                f"{plot.name}{size}: chứng nhận {plot.certificate.label.lower()} còn {left} ngày, "
                f"đến {until}",
                f"{plot.name}{size}: {plot.certificate.label.lower()} certificate ends in {left} "
                f"days, on {until}",
            ),
            record=plot.id,
        )


VIEWS = (
    View(
        "tra_bong.plots",
        "Các vườn quế",
        "Cinnamon plots",
        asks=WhichPlots,
        show=show_plots,
        help="Chủ vườn, diện tích, tuổi cây, chứng nhận; có dòng cộng diện tích.",
        help_en="Owners, areas, ages and certificates, with the areas added up.",
    ),
    View(
        "tra_bong.harvests",
        "Các lần khai thác của vườn",
        "Harvests of a plot",
        of=Plot,
        show=show_harvests,
        inside=True,
    ),
    View(
        "tra_bong.origin",
        "Vùng nguyên liệu quế",
        "Where the cinnamon comes from",
        of=Product,
        fits=no_cinnamon,
        show=show_origin,
        inside=True,
    ),
    View(
        "tra_bong.ending",
        "Chứng nhận vườn quế sắp hết hạn",
        "Cinnamon certificates about to end",
        show=show_ending,
        today=True,
    ),
)
