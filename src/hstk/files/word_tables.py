"""Tables in Word documents: bordered, their heading repeated on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt

from hstk.core.documents import Cell, Column, Table
from hstk.core.showing import shown_cell
from hstk.files.legible import legible
from hstk.files.word_parts import ems, lay_out, line

_SIZES: Final = (12, 11, 10, 9)
"""Of the letters in tables, in points: the largest that breaks no word is taken."""
_MARGIN: Final = Pt(4)
_TWENTIETH: Final = Pt(1) // 20


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
    drawn = document.add_table(rows=0, cols=len(widths))
    lay_out(drawn, widths, margin=int(_MARGIN.pt * 20), borders=True)
    rows = [
        [
            _Box(shown_cell(cell, of), _alignment(cell, of))
            for cell, of in zip(cells, table.columns, strict=True)
        ]
        for cells in (row.cells for row in table.rows)
    ]
    if not rows and table.none:
        rows = [[_Box(table.none, "center", len(widths))]]
    if table.total:
        rows.append(_total(table))
    heading = [_Box(column.label, "center") for column in table.columns]
    last = len(rows)
    for number, boxes in enumerate([heading, *rows]):
        drawn._tbl.append(
            _row(
                boxes,
                widths,
                size,
                heading=number == 0,
                bold=number == 0 or (number == last and table.total is not None),
                italic=not table.rows and number == 1 and table.total is None,
                kept=number in (0, last),  # neither is left alone at the edge of a page
            )
        )
    line(document, "", 6)  # two tables in a row would grow together


@dataclass(frozen=True, slots=True)
class _Box:
    """What stands in one cell, or in several that are one."""

    text: str
    align: str
    span: int = 1


def _total(table: Table) -> list[_Box]:
    """The last row; what it is called runs over the empty cells behind it."""
    cells = table.total_cells()
    wide = 1
    while wide < len(cells) and isinstance(cells[0], str) and cells[wide] is None:
        wide += 1
    boxes = [
        _Box(shown_cell(cell, column), _alignment(cell, column))
        for cell, column in zip(cells, table.columns, strict=True)
    ]
    return [_Box(boxes[0].text, "center", wide), *boxes[wide:]] if wide > 1 else boxes


def _row(
    boxes: Iterable[_Box],
    widths: Sequence[Length],
    size: int,
    *,
    heading: bool,
    bold: bool,
    italic: bool,
    kept: bool,
) -> BaseOxmlElement:
    """A row written at once: python-docx takes a millisecond for each cell."""
    look = f"{'<w:b/>' * bold}{'<w:i/>' * italic}<w:sz w:val='{2 * size}'/>"
    cells, place = "", 0
    for box in boxes:
        width = sum(widths[place : place + box.span]) // _TWENTIETH
        place += box.span
        text = escape(legible(box.text)).replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
        cells += (
            f"<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>"
            f"<w:gridSpan w:val='{box.span}'/>"
            "<w:vAlign w:val='center'/></w:tcPr>"
            f"<w:p><w:pPr>{'<w:keepNext/>' * kept}<w:spacing w:before='40' w:after='40'/>"
            f"<w:jc w:val='{box.align}'/></w:pPr><w:r><w:rPr>{look}</w:rPr>"
            f"<w:t xml:space='preserve'>{text}</w:t></w:r></w:p></w:tc>"
        )
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' * heading}</w:trPr>"
    row: BaseOxmlElement = parse_xml(f"<w:tr {nsdecls('w')}>{properties}{cells}</w:tr>")
    return row


def _alignment(cell: Cell, column: Column) -> str:
    if isinstance(cell, bool | date):
        return "center"
    if column.format != "plain":
        return "right"
    return "left" if isinstance(cell, str) else "center"  # years and numbers of rows


def _fitted(table: Table, within: Length) -> tuple[int, list[Length]]:
    """The size of the letters and the widths of the columns."""
    longest = [
        max(
            ems(texts[0]) / 3, *map(ems, set(" ".join(texts).split(" ")))
        )  # of headings three lines
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
