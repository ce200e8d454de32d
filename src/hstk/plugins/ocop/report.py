"""What OCOP has to say in the yearly report, and what the doctor examines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select

from hstk import Ecosystem, Period, say
from hstk.errors import Problem
from hstk.kinds import Product, Recognition
from hstk.plugins import Check, Column, Paragraph, Part, ReportSection, Row, Table, show_number
from hstk.plugins.ocop.indicators import products_recognized
from hstk.plugins.ocop.kept_rubrics import every
from hstk.plugins.ocop.kinds import OcopDossier, OcopProduct, Step
from hstk.plugins.ocop.product_codes import read_product_code
from hstk.plugins.ocop.progress import cause_problem
from hstk.plugins.ocop.recognition import authority
from hstk.plugins.ocop.rubric import disagreements
from hstk.plugins.ocop.views import dossiers_table


def write(eco: Ecosystem, period: Period) -> Iterator[Part]:
    """How many products are recognized, which are new, what is under way."""
    found = eco.evidence("ocop.products_recognized", period.first.year, as_of=period.last)
    stars = found.breakdowns.get("stars", {})
    by_star = ", ".join(
        say(f"{count} sản phẩm {star}", f"{count} of {star}")
        for star, count in sorted(stars.items(), reverse=True)
    )
    number = show_number(found.value)
    yield Paragraph(
        say(
            f"Có {number} sản phẩm được công nhận là sản phẩm OCOP còn hiệu lực trong kỳ"
            + (f", gồm {by_star}." if by_star else "."),
            f"{number} products are recognized as OCOP" + (f": {by_star}." if by_star else "."),
        )
    )
    for one in _decided(eco, period):
        name = eco.titles([one.product]).get(one.product, "")
        yield Paragraph(
            say(
                f"{name}: {one.stars or '?'} sao, Quyết định {one.decision or '…'}.",
                f"{name}: {one.stars or '?'} stars, decision {one.decision or '…'}.",
            ),
            "item",
            one.id,
        )
    dossiers = eco.find(OcopDossier, f"year = {period.first.year}")
    waiting = sum(one.step is not Step.PROMOTION for one in dossiers)
    if waiting:
        yield Paragraph(
            say(
                f"{waiting} sản phẩm đang trong chu trình OCOP của năm, chưa được công nhận.",
                f"{waiting} products are in the year's cycle and not recognized yet.",
            )
        )


def annex(eco: Ecosystem, period: Period) -> Iterable[Table]:
    """The annex of OCOP products, and the dossiers of the year."""
    return (recognized_table(eco, period), dossiers_table(eco, period.first.year))


def recognized_table(eco: Ecosystem, period: Period) -> Table:
    """The products that count in a period: number, product, producer, set, points, decision."""
    rows_that_count = products_recognized(eco, period).counted.subquery()
    with eco.reading() as connection:
        ids = [row[0] for row in connection.execute(select(rows_that_count.c.recognition))]
    counted = sorted(
        (eco.get(Recognition, id_) for id_ in ids),
        key=lambda one: (-(one.stars or 0), str(one.decided_on), one.id),
    )
    rows = []
    for number, newest in enumerate(counted, 1):
        product = eco.get(Product, newest.product)
        facts = eco.satellite(OcopProduct, product)
        rows.append(
            Row(
                (
                    number,
                    product.name,
                    eco.titles([product.owner]).get(product.owner, ""),
                    facts.set_number if facts else None,
                    newest.score,
                    newest.stars,
                    newest.level.label,
                    newest.decision,
                    newest.decided_on,
                    newest.expires_on,
                ),
                newest.id,
            )
        )
    return Table(
        (
            Column("number", "STT", width=5),
            Column("product", say("Sản phẩm", "Product"), width=28),
            Column("owner", say("Chủ thể", "Producer"), width=26),
            Column("set", say("Bộ", "Set"), width=5),
            Column("score", say("Điểm", "Points"), "number", 7),
            Column("stars", say("Hạng sao", "Stars"), width=7),
            Column("level", say("Cấp", "Level"), width=10),
            Column("decision", say("Số QĐ", "Decision"), width=16),
            Column("decided_on", say("Ngày QĐ", "Decided on"), width=11),
            Column("expires_on", say("Hết hạn", "Ends"), width=11),
        ),
        tuple(rows),
        say("Sản phẩm OCOP", "OCOP products"),
        "recognized",
        say("Chưa có sản phẩm nào được công nhận.", "No product is recognized."),
    )


def _decided(eco: Ecosystem, period: Period) -> list[Recognition]:
    days = f"decided_on >= {period.first} and decided_on <= {period.last}"
    return eco.find(Recognition, f"scheme = ocop and {days}", sort="decided_on")


def rubrics_add_up(eco: Ecosystem) -> Iterator[Problem]:
    """Rubrics of the file that do not add up."""
    for rubric, record in every(eco):
        if record is not None and rubric.complete:
            yield from disagreements(rubric)


def recognitions_fit(eco: Ecosystem) -> Iterator[Problem]:
    """Recognitions by a level that did not recognize so many stars on that day, and odd codes."""
    for one in eco.find(Recognition, "scheme = ocop", sort="id"):
        if one.decided_on is None or one.stars is None or one.stars < 3:
            continue
        level = authority(one.decided_on, one.stars)
        if level is not None and level is not one.level and one.decided_on >= _LEVELS_FROM:
            name = eco.titles([one.id]).get(one.id, "")
            yield Problem(
                "level",
                say(
                    f"{one.stars} sao vào ngày đó do {level.label.lower()} công nhận, ở đây ghi "
                    f"{one.level.label.lower()}",
                    f"{one.stars} stars were recognized at {level.label.lower()} level then, this "
                    f"says {one.level.label.lower()}",
                ),
                where=name,
            )
        if one.product_code:
            try:
                read_product_code(one.product_code, one.decided_on)
            except ValueError as error:
                name = eco.titles([one.id]).get(one.id, "")
                yield Problem("product_code", str(error), one.product_code, name)


_LEVELS_FROM = date(2023, 2, 24)
"""From this day (148/QĐ-TTg) we know for certain who recognized what."""


def causes_fit(eco: Ecosystem) -> Iterator[Problem]:
    """Dossiers whose cause does not go with what the product holds."""
    for dossier in eco.find(OcopDossier, f"step != {Step.PROMOTION.value}"):
        if problem := cause_problem(eco, dossier):
            yield Problem("cause", problem)


SECTIONS = (
    ReportSection(
        "ocop.recognized",
        "Sản phẩm OCOP",
        "OCOP products",
        write,
        annex,
        ("4.2",),
    ),
)
CHECKS = (
    Check("ocop.rubrics", "bộ tiêu chí OCOP cộng đủ 100 điểm", "OCOP rubrics add up",
          rubrics_add_up),
    Check("ocop.recognitions", "công nhận OCOP đúng cấp, đúng mã", "OCOP recognitions fit",
          recognitions_fit),
    Check("ocop.causes", "loại hồ sơ OCOP", "causes of OCOP dossiers", causes_fit),
)  # fmt: skip
