"""What the functions of plugins return, held against what was asked of them.

A function of somebody else's may return anything. What is odd in it is found here, before a screen
or a file is made of it, so that the plugin is named and not whatever stumbles over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import NoneType
from typing import Any
from uuid import UUID

from hstk.core.contributions import Done
from hstk.core.documents import Column, Document, Paragraph, Row, Sheet, Table, Workbook

PARTS = (Paragraph, Table)
"""What there is to read."""
_CELL = (str, int, float, date, NoneType)
_RECORD = (UUID, NoneType)


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that is not what it should be.

    Args:
        value: what it is.
        where: what it was to be, or "" for the whole.
    """

    value: Any
    where: str = ""


def in_parts(parts: Iterable[Any], wanted: tuple[type, ...] = PARTS) -> Iterator[Odd]:
    """What is odd in paragraphs and tables."""
    for part in parts:
        if not isinstance(part, wanted):
            yield Odd(part)
        elif isinstance(part, Paragraph):
            yield from _other(str, part.text, "Paragraph.text")
            yield from _other(_RECORD, part.record, "Paragraph.record")
        elif isinstance(part, Table):
            yield from _in_table(part)


def in_done(done: Any) -> Iterator[Odd]:
    """What is odd in what an action did."""
    if not isinstance(done, Done):
        yield Odd(done)
        return
    yield from _other(str, done.message, "Done.message")
    yield from _other(_RECORD, done.record, "Done.record")


def in_paper(paper: Any, wanted: type[Document] | type[Workbook]) -> Iterator[Odd]:
    """What is odd in a document or a workbook."""
    if not isinstance(paper, wanted):
        yield Odd(paper)
    elif isinstance(paper, Document):
        for name in ("title", "about", "superior", "issuer", "number", "place"):
            yield from _other(str, getattr(paper, name), f"Document.{name}")
        yield from in_parts(paper.body)
        for annex in paper.annexes:
            yield from _other(str, annex.title, "Annex.title")
            yield from in_parts(annex.body)
    elif isinstance(paper, Workbook):
        for sheet in paper.sheets:
            yield from _in_sheet(sheet)


def _in_table(table: Table) -> Iterator[Odd]:
    for name in ("title", "name", "none"):
        yield from _other(str, getattr(table, name), f"Table.{name}")
    for column in table.columns:
        yield from _other(Column, column, "Table.columns")
        if isinstance(column, Column):
            yield from _other(str, column.name, "Column.name")
            yield from _other(str, column.label, "Column.label")
    for row in (*table.rows, *((table.total,) if table.total is not None else ())):
        if not isinstance(row, Row):
            yield Odd(row, "Table.rows")
            continue
        yield from _other(_RECORD, row.record, "Row.record")
        yield from _other(str, row.mark, "Row.mark")
        for cell in row.cells:
            yield from _other(_CELL, cell, "Row.cells")


def _in_sheet(sheet: Any) -> Iterator[Odd]:
    yield from _other(Sheet, sheet, "Workbook.sheets")
    if isinstance(sheet, Sheet):
        yield from _other(str, sheet.name, "Sheet.name")
        for row in sheet.rows:
            for cell in row:
                yield from _other(_CELL, cell, "Sheet.rows")


def _other(wanted: type | tuple[type, ...], value: Any, where: str) -> Iterator[Odd]:
    if not isinstance(value, wanted):
        yield Odd(value, where)
