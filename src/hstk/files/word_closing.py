"""The end of a Word document in the official form: who signs it and who receives it.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.shared import Length, Pt
from docx.table import Table, _Cell

from hstk.core.documents import Document, Signature
from hstk.files.word_parts import LEFT, columns, line

_BESIDE: Final = 3
"""How many signatures a line of them has at most."""


def add_closing(word: WordDocument, document: Document, width: Length) -> None:
    """Adds the signatures, and the receivers at the left: beside the only one or below several."""
    if len(document.signatures) == 1:
        half = Length(width // 2)
        table = _block(word, (half, Length(width - half)))
        _receive(table.cell(0, 0).merge(table.cell(2, 0)), document.receivers)
        _sign(table, 1, document.signatures[0])
        return
    for signatures in _shared_out(document.signatures):
        each = Length(width // len(signatures))
        table = _block(word, [each] * len(signatures))
        for place, signature in enumerate(signatures):
            _sign(table, place, signature)
    if document.receivers:
        _space(word)
        (cell,) = columns(word, (width,)).rows[0].cells
        _receive(cell, document.receivers)


def dashed(lines: Sequence[str]) -> Iterator[str]:
    """Each after a dash and closed by a semicolon, the last by a full stop."""
    for number, text in enumerate(lines, 1):
        bare = text.strip().removeprefix("-").rstrip(" ;.").strip()
        yield f"- {bare}{'.' if number == len(lines) else ';'}"


def _shared_out(signatures: Sequence[Signature]) -> Iterator[Sequence[Signature]]:
    """The signatures in lines as even as they can be."""
    lines = -(-len(signatures) // _BESIDE)
    for number in range(lines):
        yield signatures[
            number * len(signatures) // lines : (number + 1) * len(signatures) // lines
        ]


def _block(word: WordDocument, widths: Sequence[Length]) -> Table:
    """Room for signatures, kept on one page with the end of the text above."""
    _space(word)
    return columns(word, widths, rows=3)


def _space(word: WordDocument) -> None:
    last = word.paragraphs[-1].paragraph_format
    last.keep_with_next = True
    line(word, "", 6).paragraph_format.keep_with_next = True


def _sign(table: Table, place: int, signature: Signature) -> None:
    """Office, room for the hand, name: one below the other, level with those beside them."""
    office, room, name = (row.cells[place] for row in table.rows)
    for text in filter(None, (signature.authority, signature.role)):
        line(office, text, 14, bold=True)
    if not signature.name:
        line(office, "(Ký, ghi rõ họ tên)", 13, italic=True)
    line(room, "", 14).paragraph_format.space_after = Pt(48)
    line(name, signature.name, 14, bold=True)
    for cell in (office, room):
        _keep(cell)


def _keep(cell: _Cell) -> None:
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _receive(cell: _Cell, receivers: Sequence[str]) -> None:
    if receivers:
        line(cell, "Nơi nhận:", 12, LEFT, bold=True, italic=True)
    for text in dashed(receivers):
        line(cell, text, 11, LEFT)
