"""Word documents in the official form.

Nghị định 30/2020/NĐ-CP, Phụ lục I: paper and margins (mục I), where each part stands and its
letters (mục II to V). What the decree leaves open is chosen here: upper, lower and right margins of
20, 20 and 15 mm, and letters of 12, 13 and 14 points as in its own samples.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt

from hstk.core.documents import Annex, Document, Paragraph, Part
from hstk.files.legible import legible
from hstk.files.whole import write_bytes
from hstk.files.word_closing import add_closing, dashed
from hstk.files.word_parts import (
    JUSTIFIED,
    LEFT,
    Place,
    balanced,
    columns,
    element,
    ems,
    line,
    outline,
    page_number,
    rule,
)
from hstk.files.word_tables import add_table

FONT: Final = "Times New Roman"
_SHORT, _LONG = Mm(210), Mm(297)  # A4
_UPPER, _LOWER, _LEFT, _RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
_BODY: Final = 14
_INDENT: Final = Mm(12.7)
_BLANK: Final = "……"
_MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_NUMBERED: Final = re.compile(r"(?:[-–+•]|[\w.]{1,5}[.)])\s")
_NO_DAY: Final = date(2000, 1, 1)


def write_word(document: Document, path: Path) -> None:
    """Writes a document as a .docx file; the same document gives the same bytes.

    Raises:
        BadFile: the file cannot be written; one that was there is then untouched.
    """
    word = docx.Document()
    _prepare(word, document)
    width = _lay_out(word.sections[0], landscape=document.landscape)
    _add_letterhead(word, document, width)
    _add_title(word, document, width)
    _add_addressees(word, document.addressees)
    _add_body(word, document.body, width)
    add_closing(word, document, width)
    for number, annex in enumerate(document.annexes, 1):
        _add_annex(word, document, annex, _roman(number) if len(document.annexes) > 1 else "")
    write_bytes(path, _saved(word))


def official_date(place: str, on: date | None) -> str:
    """Where and when a document was written: "Lý Sơn, ngày 05 tháng 01 năm 2024".

    Days below 10 and the months 1 and 2 have a leading zero (Phụ lục I, mục II.4); dots stand for
    what is to be filled in by hand.
    """
    return f"{place or _BLANK * 2}, {_day(on)}"


def _day(on: date | None) -> str:
    if on is None:
        return f"ngày {_BLANK} tháng {_BLANK} năm {_BLANK}"
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def _prepare(word: WordDocument, document: Document) -> None:
    """The font, the language and the properties of the whole file."""
    normal = word.styles["Normal"].element.get_or_add_rPr()
    (defaults,) = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for letters in (normal, defaults):
        fonts = letters.get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    (language,) = defaults.xpath("w:lang")
    language.set(qn("w:val"), "vi-VN")  # or all of it is underlined as misspelt
    style = word.styles["Normal"]
    style.font.size = Pt(_BODY)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    (mode,) = word.settings.element.xpath("//w:compatSetting[@w:name='compatibilityMode']")
    mode.set(qn("w:val"), "15")
    for key, relation in list(word.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # of the library's empty page
            del word.part.package.rels[key]
    about = word.core_properties
    about.author = about.comments = ""
    about.title = legible(f"{document.title} {document.about}".strip())[:255]
    about.language = "vi-VN"
    day = document.on or _NO_DAY
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)


def _lay_out(section: Section, *, landscape: bool) -> Length:
    """Sets the paper, the margins and the numbers of the pages; gives the width of the text."""
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = _UPPER, _LOWER
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True  # no number on the first page
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    page_number(section.header, 13)
    form = section._sectPr
    for former in form.xpath("w:pgNumType"):
        form.remove(former)
    form.insert_element_before(element("pgNumType", start="1"), "w:cols", "w:titlePg", "w:docGrid")
    return Length(width - _LEFT - _RIGHT)


def _add_letterhead(word: WordDocument, document: Document, width: Length) -> None:
    left = Length(int(width * 0.43))
    right = Length(width - left)
    table = columns(word, (left, right), rows=2)
    (issuer, motto), (number, place) = (row.cells for row in table.rows)
    if document.superior:
        line(issuer, balanced(document.superior, 12, left), 12)
    if document.issuer:
        _add_ruled(issuer, document.issuer, 12, left)
    line(motto, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    line(motto, _MOTTO, 13, bold=True)
    rule(motto, Mm(57), right)  # as long as the words above
    line(number, f"Số: {document.number or f'{_BLANK}/{_BLANK}'}", 13)
    if not document.title and document.about:  # an official letter tells its matter here
        line(number, balanced(document.about, 12, left), 12)
    line(place, official_date(document.place, document.on), 13, italic=True)
    for cell in (number, place):
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)


def _add_ruled(place: Place, text: str, size: float, within: Length) -> None:
    """Bold words above a rule of about two fifths of them: the decree has a third to a half."""
    lines = balanced(text, size, within)
    line(place, lines, size, bold=True)
    wide = max(int(ems(part) * Pt(size)) for part in lines.split("\n"))
    rule(place, Length(int(wide * 0.4)), within)


def _add_title(word: WordDocument, document: Document, width: Length) -> None:
    if not document.title:  # a letter has only some room here
        word.add_paragraph()
        return
    title = line(word, document.title, _BODY, bold=True)
    title.paragraph_format.space_before = Pt(18)
    title.paragraph_format.keep_with_next = True
    outline(title, 0)
    if document.about:
        _add_ruled(word, document.about, _BODY, Length(width - Mm(20)))
    _gap(word, 8)


def _gap(word: WordDocument, points: float) -> None:
    word.paragraphs[-1].paragraph_format.space_after = Pt(points)


def _add_addressees(word: WordDocument, addressees: Sequence[str]) -> None:
    if not addressees:
        return
    if len(addressees) == 1:
        line(word, f"Kính gửi: {addressees[0]}", _BODY)
    else:
        line(word, "Kính gửi:", _BODY, LEFT).paragraph_format.left_indent = Mm(35)
        for text in dashed(addressees):
            form = line(word, text, _BODY, LEFT).paragraph_format
            form.left_indent, form.first_line_indent = Mm(58), Mm(-3)  # below the colon
    _gap(word, 12)


def _add_body(word: WordDocument, body: Iterable[Part], width: Length) -> None:
    for part in body:
        if isinstance(part, Paragraph):
            _add_paragraph(word, part)
        else:
            add_table(word, part, width)


def _add_paragraph(word: WordDocument, paragraph: Paragraph) -> None:
    style = paragraph.style
    for text in filter(None, map(str.strip, legible(paragraph.text).split("\n"))):
        item = style == "item" and not _NUMBERED.match(text)
        written = line(
            word,
            f"- {text}" if item else text,
            _BODY,
            JUSTIFIED,
            bold=style in ("heading", "warning"),
            italic=style in ("muted", "warning"),
        )
        form = written.paragraph_format
        form.first_line_indent = _INDENT
        form.space_before = form.space_after = Pt(3)
        form.line_spacing = 1.15
        if style == "heading":
            form.space_before, form.keep_with_next = Pt(6), True
            outline(written, 1)


def _add_annex(word: WordDocument, document: Document, annex: Annex, number: str) -> None:
    width = _lay_out(word.add_section(WD_SECTION.NEW_PAGE), landscape=annex.landscape)
    outline(line(word, f"Phụ lục {number}".rstrip(), _BODY, bold=True), 0)
    line(word, annex.title, _BODY, bold=True)
    kind = document.title.capitalize()
    source = f"(Kèm theo {kind} số {document.number or f'{_BLANK}/{_BLANK}'} {_day(document.on)})"
    line(word, source, _BODY, italic=True)
    _gap(word, 8)
    _add_body(word, annex.body, width)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _saved(word: WordDocument) -> bytes:
    """The bytes of the file, in which no part says when it was made."""
    saved, timeless = BytesIO(), BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(timeless, "w") as kept:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            kept.writestr(part, made.read(name), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()
