"""A stranger's plugin that offers one of everything, installed as pip leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hstk.cli.session import Session
from hstk.plugins.host import discover
from hstk.plugins.switches import switch
from tests.cli.command_line import CommandLine

if TYPE_CHECKING:
    from tests.plugins.installing import Folder

SOURCE = """
    from datetime import date
    from typing import Annotated

    from pydantic import Field, create_model

    from hstk import Entity, Ref, Shown, Stored, hookimpl
    from hstk.errors import Problem, Rejected
    from hstk.kinds import Choice, Day, Line, Money, Name, Person, Product, Several, YesNo
    from hstk.plugins import (
        Action, Column, Command, Document, Done, Form, Paper, Paragraph, ReportSection, Row,
        Satellite, Sheet, Table, View, Workbook,
    )
    from hstk import say

    class Leaf(Choice):
        BUD = "bud", "Búp", "Bud"
        OLD = "old", "Lá già", "Old leaf"

    class Garden(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
        name: Annotated[Name, Shown("Tên", "Name", column=True)]
        owner: Annotated[Ref[Person] | None, Shown("Chủ vườn", "Owner")] = None
        income: Annotated[Money | None, Shown("Thu", "Income")] = None

    class Brew(Entity, kind="tea_brew", label="Pha chế", label_en="Brewing",
               named_by="product"):
        product: Annotated[Ref[Product], Shown("Sản phẩm", "Product"),
                           Stored(unique=True, on_delete="cascade")]
        minutes: Annotated[int | None, Shown("Số phút", "Minutes")] = None
        leaf: Annotated[Leaf | None, Shown("Loại lá", "Leaf")] = None
        tasted_on: Annotated[Day | None, Shown("Ngày nếm", "Tasted on")] = None
        taster: Annotated[Ref[Person] | None, Shown("Người nếm", "Taster")] = None

    class Asking(Form):
        within: Annotated[int, Shown("Trong bao nhiêu ngày", "Within days")] = 180
        lang: Annotated[Line, Shown("Chữ", "Letters")] = ""

    class Picking(Form):
        on: Annotated[Day, Shown("Ngày hái", "Picked on", help="Theo sổ.", help_en="As booked.")]
        leaf: Annotated[Leaf, Shown("Loại lá", "Leaf")] = Leaf.BUD
        by: Annotated[Several[Ref[Person]], Shown("Người hái", "Pickers")] = ()
        price_paid: Annotated[Money | None, Shown("Giá", "Price")] = None
        rainy: Annotated[YesNo, Shown("Trời mưa", "Rainy")] = False

    def gardens(eco, asked):
        if asked.answers.lang == "fail":
            raise RuntimeError("sâu")
        if asked.answers.lang == "nothing":
            return []
        if asked.answers.lang == "wrong":
            return ["x"]
        if asked.answers.lang == "cell":
            return [Table.of((Column("a", "A"),), [[{1}]])]
        if asked.answers.lang == "exit":
            raise SystemExit(3)
        rows = [
            Row((g.name, g.income, date(2023, 11, 20), True), g.id, "!" if g.income else "")
            for g in eco.find(Garden)
        ]
        columns = (
            Column("name", say("Tên", "Name")), Column("income", say("Thu", "Income"), "money"),
            Column("seen", say("Xem", "Seen")), Column("ok", "OK"),
        )
        total = Row((None, sum(r.cells[1] or 0 for r in rows), None, None))
        return [
            Paragraph(say("Vườn", "Gardens"), "heading"),
            Paragraph(f"{asked.answers.within} " + "rất dài " * 30, "item"),
            Paragraph(say("Cẩn thận", "Take care"), "warning", rows[0].record if rows else None),
            Table(columns, tuple(rows), say("Các vườn", "The gardens"), "gardens", "Chưa có vườn.",
                  total),
            Table.of(columns[:1], [["x"]]),
            Table.of(columns[:1], [["y"]]),
        ]

    def not_closed(eco, garden):
        return say("vườn đã đóng", "it is closed") if garden.name.startswith("Đóng") else None

    def pick(eco, asked):
        answers, garden = asked.answers, asked.record
        eco.update(garden, income=answers.price_paid)
        if answers.rainy:
            raise RuntimeError("ướt")
        who = ", ".join(eco.titles(answers.by).values())
        return Done(f"Đã hái {answers.leaf} ngày {answers.on.isoformat()}: {who}.", garden.id)

    def sheet_of(eco, garden):
        if garden.name == "Lỗi":
            raise ValueError("không có tiêu chí")
        marks = {
            n: (Annotated[int | None, Shown(f"Tiêu chí {n}", f"Criterion {n}")], None)
            for n in ("1a", "1đ")
        }
        return create_model("Marks", __base__=Form, **marks)

    def mark(eco, asked):
        marks = [getattr(asked.answers, n) for n in ("1a", "1đ")]
        return Done(f"{marks}", None)

    def minutes(eco, asked):
        if asked.record.name.startswith("Lỗi"):
            raise KeyError("trang")
        return Document("BIÊN BẢN", (Paragraph(asked.record.name),))

    def listed(eco, asked):
        return Workbook((Sheet("Vườn", tuple((g.name,) for g in eco.find(Garden))),))

    def of_year(eco, period):
        yield Paragraph(f"Từ {period.first.isoformat()} có {eco.count(Garden)} vườn.")

    def annex(eco, period):
        yield Table((Column("name", "Tên"),), (Row(("Vườn trên",)),), "Bảng vườn", "gardens",
                    total=Row(("Tất cả",)))

    def broken(eco, period):
        if period.first.year == 2024:
            raise RuntimeError("rách")
        if period.first.year == 2025:
            raise Rejected((), message="chưa có sổ")
        return ()

    @hookimpl
    def hstk_entities():
        return (Garden,)

    @hookimpl
    def hstk_satellites():
        return (Satellite(Brew, "product", fits=lambda product: not product.name.startswith("Đá")),)

    @hookimpl
    def hstk_views():
        return (View("tea.gardens_seen", "Các vườn chè", "Tea gardens", asks=Asking, show=gardens,
                     help="Xếp theo tên.", help_en="By name."),)

    @hookimpl
    def hstk_actions():
        return (
            Action("tea.pick", "Hái chè", "Pick tea", of=Garden, asks=Picking, do=pick,
                   fits=not_closed),
            Action("tea.mark", "Chấm vườn", "Mark a garden", of=Garden, asks=sheet_of, do=mark),
        )

    @hookimpl
    def hstk_papers():
        return (
            Paper("tea.minutes", "Biên bản", "Minutes", of=Garden, make=minutes, ending="docx"),
            Paper("tea.listed", "Danh sách", "The list", make=listed, ending="xlsx"),
        )

    @hookimpl
    def hstk_report_sections():
        return (
            ReportSection("tea.year", "Chè trong năm", "Tea in the year", of_year, annex, ("4.2",)),
            ReportSection("tea.torn", "Mục rách", "Torn", broken),
            ReportSection("tea.last", "Mục sau cùng", "The last", lambda eco, period: ()),
        )

    @hookimpl
    def hstk_commands():
        return [Command("tea boil", "Đun nước", "Boil water", "tests.cli.tea:boil")]
"""


def with_tea(folder: Folder, where: str, source: str = SOURCE) -> CommandLine:
    """The command line on a place with this plugin on, and no other."""
    folder.install("tea", source)
    for name in discover():
        switch(where, name, name == "tea")
    return CommandLine(where)


@click.command()
@click.argument("litres", type=int)
@click.pass_obj
def boil(session: Session, litres: int) -> None:
    """A command that the plugin writes itself, without the options that all commands have."""
    with session.open() as eco:
        click.echo(f"{litres} {session.json} {len(eco.kinds) > 1}")
