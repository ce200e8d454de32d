"""A look into packed spreadsheets before they are read: a small file may claim a huge memory.

A cell at the far end of a sheet makes the reader take room for all the cells before it; where
that fails it ends the whole program, so such files are refused first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from hstk.core.errors import BadFile
from hstk.core.language import say

UNPACKED: Final = 300 * 2**20
"""The most that a file may hold once unpacked, in bytes."""

_CELLS: Final = 5_000_000
_FILLED: Final = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_REPEATED_ROWS: Final = f"{_TABLE}number-rows-repeated"
_REPEATED_COLUMNS: Final = f"{_TABLE}number-columns-repeated"


def check_packed(path: Path, content: bytes) -> None:
    """Sees that an .xlsx or .ods file has a size that can be read.

    Args:
        path: what it is called in messages.
        content: its bytes.

    Raises:
        BadFile: it is too large once unpacked, or damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > UNPACKED:
                raise _too_large(path)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    cells = _cells_of_xlsx(packed.read(part))
                elif part.filename == "content.xml":
                    cells = _cells_of_ods(packed.read(part))
                else:
                    continue
                if cells > _CELLS:
                    raise _too_large(path)
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, RuntimeError, EOFError):
        raise BadFile(
            say(f"Tệp {path} đã hỏng.", f"The file {path} is damaged."),
            hint=say("Mở bằng Excel rồi lưu lại.", "Open it in Excel and save it again."),
        ) from None


def _cells_of_xlsx(sheet: bytes) -> int:
    """How many cells there are up to the last that is filled."""
    letters, rows = set(), 0
    for column, row in _FILLED.findall(sheet):
        letters.add(column)
        rows = max(rows, int(row))
    return rows * max(map(_column, letters), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cells_of_ods(document: bytes) -> int:
    """How many cells all tables have, those that are told once and repeated counted each."""
    cells = 0
    for _, element in ET.iterparse(BytesIO(document)):
        if element.tag == f"{_TABLE}table-row":
            cells += int(element.get(_REPEATED_ROWS, 1)) * _filled_width(element)
            element.clear()
    return cells


def _filled_width(row: Iterable[ET.Element]) -> int:
    width = filled = 0
    for cell in row:
        width += int(cell.get(_REPEATED_COLUMNS, 1))
        if len(cell):
            filled = width
    return filled


def _too_large(path: Path) -> BadFile:
    return BadFile(
        say(
            f"Tệp {path} quá lớn khi mở ra, không đọc được.",
            f"The file {path} is too large once unpacked, it is not read.",
        ),
        hint=say(
            "Xóa các dòng, cột trống ở cuối trang tính rồi lưu lại, hoặc tách thành nhiều tệp.",
            "Delete the empty rows and columns at the end, save it, or split it.",
        ),
    )
