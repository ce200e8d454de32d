"""Paragraphs and tables of plugins: as lines for people, as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from hstk.cli.cells import wrapped
from hstk.cli.naming import ending
from hstk.cli.tables import Column, table
from hstk.core.documents import Cell, Paragraph, Part, Row, Table
from hstk.core.documents import Column as Given
from hstk.core.language import say
from hstk.core.showing import shown_cell

_BEFORE = {"item": "- ", "warning": "! "}
_TEXT = 10
"""Cells that a column of text is cut to at most."""


def part_lines(parts: Iterable[Part], width: int) -> Iterator[str]:
    """What there is to read, in lines of at most ``width`` cells."""
    before: Part | None = None
    for part in parts:
        apart = isinstance(part, Table) or part.style == "heading" or isinstance(before, Table)
        if before is not None and apart:
            yield ""
        yield from _paragraph(part, width) if isinstance(part, Paragraph) else _table(part, width)
        before = part


def parts_json(parts: Sequence[Part]) -> dict[str, Any]:
    """The texts, and the tables by name: one object a row, dates ISO, money whole đồng.

    The row that sums a table up stands apart under "totals", by the same name.
    """
    tables: dict[str, Any] = {}
    totals: dict[str, Any] = {}
    for part in parts:
        if isinstance(part, Table):
            name, number = part.name, 1
            while name in tables:  # nothing is lost where two go by one name
                number += 1
                name = f"{part.name}_{number}"
            tables[name] = [_row_json(part.columns, row) for row in part.rows]
            if part.total is not None:
                totals[name] = _cells_json(part.columns, part.total)
    return {
        "text": [part.text for part in parts if isinstance(part, Paragraph)],
        "tables": tables,
        "totals": totals,
    }


def _paragraph(part: Paragraph, width: int) -> Iterator[str]:
    text = part.text if part.record is None else f"{part.text} [{ending(part.record)}]"
    before = _BEFORE.get(part.style, "")
    first, *others = wrapped(text, width - len(before))
    yield before + first
    for other in others:
        yield " " * len(before) + other


def _table(part: Table, width: int) -> Iterator[str]:
    if part.title:
        yield from wrapped(part.title, width)
    if not part.rows:
        yield part.none or say("Không có dòng nào.", "There are no rows.")
        return
    marked = any(row.mark for row in part.rows)
    opened = any(row.record for row in part.rows)
    texts = [n for n in range(len(part.columns)) if not _numeric(part, n)]
    needed = texts[0] if texts else 0
    columns = [Column("", needed=True)] * marked
    columns += [Column(say("Mã số", "Id"), needed=True)] * opened
    columns += [_column(part, n, needed=n == needed) for n in range(len(part.columns))]

    def line(row: Row, cells: Sequence[Cell]) -> list[str]:
        code = ending(row.record) if row.record else ""
        shown = [shown_cell(cell, of) for cell, of in zip(cells, part.columns, strict=True)]
        return [row.mark] * marked + [code] * opened + shown

    rows = [line(row, row.cells) for row in part.rows]
    total = line(part.total, part.total_cells()) if part.total else ()
    yield from table(columns, rows, width, tall=True, total=total)


def _column(part: Table, number: int, *, needed: bool) -> Column:
    column, right = part.columns[number], _numeric(part, number)
    return Column(column.label, None if right else _TEXT, right, needed, column.width)


def _numeric(part: Table, number: int) -> bool:
    cells = [row.cells[number] for row in part.rows if row.cells[number] is not None]
    return bool(cells) and all(type(cell) in (int, float) for cell in cells)


def _row_json(columns: Sequence[Given], row: Row) -> dict[str, Any]:
    record = None if row.record is None else str(row.record)
    return {"record": record} | _cells_json(columns, row)


def _cells_json(columns: Sequence[Given], row: Row) -> dict[str, Any]:
    cells = zip(columns, row.cells, strict=True)
    return {column.name: _cell_json(cell, column) for column, cell in cells}


def _cell_json(cell: Cell, column: Given) -> str | int | float | bool | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return round(cell) if isinstance(cell, float) and column.format == "money" else cell
