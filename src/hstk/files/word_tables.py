"""Tables in Word documents: bordered, their heading repeated on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import _Cell, _Row

from hstk.core.documents import Cell, Column, Table
from hstk.core.showing import shown_cell
from hstk.files.word_parts import CENTRE, LEFT, RIGHT, element, ems, lay_out, line

_SIZES: Final = (13, 12, 11, 10, 9)
"""Of the letters in tables, in points: the largest that breaks no word is taken."""
_MARGIN: Final = Pt(4)


def add_table(document: WordDocument, table: Table, within: Length) -> None:
    """Adds a table as wide as the text around it, with its title above.

    Args:
        document: what it is added to.
        table: what it shows; the marks of rows do not go on paper.
        within: the width of the text.
    """
    if table.title:
        title = line(document, table.title, 13, bold=True)
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    size, widths = _fitted(table, within)
    drawn = document.add_table(rows=1, cols=len(widths))
    heading = drawn.rows[0]
    for cell, column in zip(heading.cells, table.columns, strict=True):
        _write(cell, column.label, size, CENTRE, bold=True)
    _properties(heading, "tblHeader")
    for row in table.rows:
        _write_row(drawn.add_row(), row.cells, table.columns, size)
    if not table.rows and table.none:
        cells = drawn.add_row().cells
        whole = cells[0].merge(cells[-1]) if len(cells) > 1 else cells[0]
        _write(whole, table.none, size, CENTRE, italic=True)
    if table.total:
        _write_row(drawn.add_row(), table.total_cells(), table.columns, size, bold=True)
    lay_out(drawn, widths, margin=int(_MARGIN.pt * 20), borders=True)
    line(document, "", 6)  # two tables in a row would grow together


def _write_row(
    row: _Row, cells: Iterable[Cell], columns: Iterable[Column], size: float, *, bold: bool = False
) -> None:
    _properties(row)
    for drawn, cell, column in zip(row.cells, cells, columns, strict=True):
        _write(drawn, shown_cell(cell, column), size, _alignment(cell, column), bold=bold)


def _properties(row: _Row, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ("cantSplit", *names):
        properties.append(element(name))


def _write(
    cell: _Cell,
    text: str,
    size: float,
    align: WD_ALIGN_PARAGRAPH,
    *,
    bold: bool = False,
    italic: bool = False,
) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    form = line(cell, text, size, align, bold=bold, italic=italic).paragraph_format
    form.space_before = form.space_after = Pt(2)


def _alignment(cell: Cell, column: Column) -> WD_ALIGN_PARAGRAPH:
    if isinstance(cell, bool | date):
        return CENTRE
    if column.format != "plain":
        return RIGHT
    return LEFT if isinstance(cell, str) else CENTRE  # years and numbers of rows


def _fitted(table: Table, within: Length) -> tuple[float, list[Length]]:
    """The size of the letters and the widths of the columns."""
    longest = [
        max(ems(word) for text in texts for word in text.split() or [""])
        for texts in _texts(table)
    ]
    for size in _SIZES:
        least = [longest[i] * Pt(size) + 2 * _MARGIN for i in range(len(longest))]
        if sum(least) <= within:
            break
    else:  # a word is broken at last
        return _SIZES[-1], _shared(least, [0.0] * len(least), within)
    return size, _shared([max(1, column.width) for column in table.columns], least, within)


def _texts(table: Table) -> list[list[str]]:
    """All that stands in each column."""
    rows = [row.cells for row in table.rows]
    if table.total:
        rows.append(table.total_cells())
    return [
        [column.label, *(shown_cell(cells[i], column) for cells in rows)]
        for i, column in enumerate(table.columns)
    ]


def _shared(weights: Sequence[float], least: Sequence[float], within: Length) -> list[Length]:
    """The width shared out by weight; none gets less than it must have."""
    fixed: dict[int, float] = {}
    while True:
        rest = within - sum(fixed.values())
        free = {i: weight for i, weight in enumerate(weights) if i not in fixed}
        each = rest / (sum(free.values()) or 1)
        short = {i: least[i] for i, weight in free.items() if weight * each < least[i]}
        if not short:
            return [Length(int(fixed.get(i, weights[i] * each))) for i in range(len(weights))]
        fixed |= short
