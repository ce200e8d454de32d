"""The list of what was shown at a fair and what came of it, as a document and as a spreadsheet."""

from __future__ import annotations

from uuid import UUID

from hstk import Ecosystem, say
from hstk.kinds import Event
from hstk.plugins import Asked, Document, Paragraph, Sheet, Signature, Table, Workbook, show_date
from hstk.plugins.trade_promotion.fairs.sheet import (
    booths_table,
    costs_table,
    results_table,
    sheet_of,
    summed_up,
)


def name_in_capitals(eco: Ecosystem, id_: UUID | None) -> str:
    """Who issues a paper; "" when nobody is named."""
    return eco.titles([id_])[id_].upper() if id_ else ""


def when_and_where(eco: Ecosystem, event: Event) -> str:
    """The days and the place of an event, as a sentence begins."""
    days = show_date(event.starts_on) if event.starts_on else ""
    if event.starts_on and event.ends_on and event.ends_on != event.starts_on:
        days = say(
            f"{days} đến {show_date(event.ends_on)}", f"{days} to {show_date(event.ends_on)}"
        )
    place = eco.titles([event.venue])[event.venue] if event.venue else event.place
    told = [say(f"Thời gian: {days}", f"Days: {days}")] if days else []
    told += [say(f"địa điểm: {place}", f"place: {place}")] if place else []
    return "; ".join(told)[:1].upper() + "; ".join(told)[1:] + "." if told else ""


def fair_list(eco: Ecosystem, asked: Asked) -> Document:
    """The products, results, booths and costs of an event."""
    event: Event = asked.record
    sheet = sheet_of(eco, event)
    body = [Paragraph(text) for text in (when_and_where(eco, event), summed_up(sheet)) if text]
    return Document(
        title=say("DANH SÁCH", "LIST"),
        about=say(
            f"Sản phẩm trưng bày và kết quả tại {event.name}",
            f"Products shown and results at {event.name}",
        ),
        issuer=name_in_capitals(eco, event.organizer),
        on=asked.today,
        body=(*body, results_table(sheet), booths_table(sheet), costs_table(sheet)),
        signatures=(
            Signature(say("NGƯỜI LẬP", "Drawn up by")),
            Signature(say("THỦ TRƯỞNG ĐƠN VỊ", "Head of the unit")),
        ),
        landscape=True,
    )


def sheet_of_table(table: Table, name: str) -> Sheet:
    """A table as a sheet of a workbook, its heading and sum in bold."""
    total = [table.total_cells()] if table.total else []
    heading = tuple(column.label for column in table.columns)
    return Sheet(
        name,
        (heading, *(row.cells for row in table.rows), *total),
        widths=tuple(max(column.width, 10) for column in table.columns),
        formats=tuple(column.format for column in table.columns),
        strong=frozenset({0, len(table.rows) + 1} if total else {0}),
        frozen=1,
    )


def fair_book(eco: Ecosystem, asked: Asked) -> Workbook:
    """The same as a spreadsheet."""
    sheet = sheet_of(eco, asked.record)
    return Workbook(
        (
            sheet_of_table(results_table(sheet), say("Sản phẩm, kết quả", "Results")),
            sheet_of_table(booths_table(sheet), say("Gian hàng", "Booths")),
            sheet_of_table(costs_table(sheet), say("Kinh phí", "Costs")),
        )
    )
