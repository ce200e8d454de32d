"""What Word documents are made of: lines of text, rules, fields, tables without borders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Header
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from hstk.files.legible import legible

CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
JUSTIFIED: Final = WD_ALIGN_PARAGRAPH.JUSTIFY

Place = WordDocument | _Cell | _Header
"""Where lines of text can be added."""

# The order that the schema asks for: what may follow a child of these.
_AFTER_BORDERS: Final = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
_AFTER_OUTLINE: Final = ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")
_AFTER_TABLE_BORDERS: Final = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_AFTER_MARGINS: Final = ("w:tblLook",)


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """An element of WordprocessingML with attributes of the same namespace."""
    made: BaseOxmlElement = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def ems(text: str) -> float:
    """About how wide a text is in Times New Roman bold, in ems; a little more than less."""
    return sum(
        0.25 if character.isspace() or character in ".,;:'|!" else
        0.74 if character.isupper() or character in "mwMW%…" else 0.52
        for character in text
    )  # fmt: skip


def balanced(text: str, size: float, within: Length) -> str:
    """The text broken into lines about as long as each other, as few as fit."""
    words = legible(text).split()
    lines = -(-int(ems(" ".join(words)) * Pt(size)) // within)
    broken = ""
    for word in words:
        whole = ems(broken + word) / (ems(" ".join(words)) or 1)
        full = broken and whole * lines > broken.count("\n") + 1.08
        broken += f"{chr(10) if full else ' '}{word}"
    return broken.strip()


def line(
    place: Place,
    text: str,
    size: float,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
    *,
    bold: bool = False,
    italic: bool = False,
) -> Paragraph:
    """A paragraph in one style at the end of a document or a cell.

    Args:
        place: a cell that has nothing yet, or whatever else can grow.
        text: never markup.
        size: in points.
        align: where its lines stand.
        bold: whether it is bold.
        italic: whether it is italic.
    """
    fresh = isinstance(place, _Cell | _Header) and _is_fresh(place)
    paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(legible(text))
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None
    return paragraph


def _is_fresh(place: _Cell | _Header) -> bool:
    paragraphs = place.paragraphs
    return len(paragraphs) == 1 and not paragraphs[0].runs and paragraphs[0].alignment is None


def rule(place: Place, length: Length, within: Length) -> None:
    """A thin line in the middle, as long as told, below what is already there."""
    paragraph = line(place, "", 2)
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    form.space_before = Pt(2)
    form.left_indent = form.right_indent = Length(max(0, (within - length) // 2))
    borders = element("pBdr")
    borders.append(element("top", val="single", sz="6", space="0", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def outline(paragraph: Paragraph, level: int) -> None:
    """Shows a heading in the navigation of Word, which leaves its looks alone."""
    mark = element("outlineLvl", val=str(level))
    paragraph._p.get_or_add_pPr().insert_element_before(mark, *_AFTER_OUTLINE)


def page_number(place: Place, size: float) -> None:
    """A line with the number of the page."""
    paragraph = line(place, "", size)
    field = element("fldSimple", instr="PAGE")
    run = paragraph.runs[0]._r
    paragraph._p.append(field)
    run.append(element("t"))
    field.append(run)


def columns(place: WordDocument, widths: Sequence[Length], rows: int = 1) -> Table:
    """A table without borders or inner margins, for what stands side by side."""
    table: Table = place.add_table(rows=rows, cols=len(widths))
    lay_out(table, widths, margin=0)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    return table


def lay_out(table: Table, widths: Sequence[Length], *, margin: int, borders: bool = False) -> None:
    """Fixes the widths of the columns, whatever is in them.

    Args:
        table: one without merged cells; rows that are added later get the same.
        widths: one for each column.
        margin: at the left and right in each cell, in twentieths of a point.
        borders: whether every cell has them.
    """
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    form = table._tbl.tblPr
    if borders:
        lines = element("tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            lines.append(element(side, val="single", sz="4", space="0", color="000000"))
        form.insert_element_before(lines, *_AFTER_TABLE_BORDERS)
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=str(margin), type="dxa"))
    form.insert_element_before(margins, *_AFTER_MARGINS)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width
