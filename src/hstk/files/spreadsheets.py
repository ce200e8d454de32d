"""Sheets as plain values, from files of Excel, LibreOffice and others."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

import python_calamine as calamine

from hstk.core.dates import show_moment
from hstk.core.documents import Cell
from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.core.numbers import LARGEST as LARGEST_NUMBER
from hstk.core.text import nfc
from hstk.files.delimited import read_delimited
from hstk.files.packed import check_packed

LARGEST: Final = 50 * 2**20
"""The largest file that is read, in bytes."""

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_TEXT: Final = {".csv", ".tsv", ".txt"}
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_VERY_HIDDEN: Final = calamine.SheetVisibleEnum.VeryHidden

Rows = tuple[tuple[Cell, ...], ...]


def read_spreadsheet(path: Path) -> dict[str, Rows]:
    """The sheets of a file by their names, in their order.

    Rows and columns are counted as in the file, so that the first cell is A1; all rows of a sheet
    are as long as its longest. Text is NFC and otherwise as it stands, also text of old fonts;
    of formulas there is the result. A CSV or TSV file has one sheet, all of it text.

    Args:
        path: an .xlsx, .xls, .ods, .csv or .tsv file.

    Raises:
        BadFile: there is no such file, or it is no spreadsheet, is locked by a password, damaged,
            absurdly large, or empty.
    """
    content = _content(path)
    if not content.strip():
        raise _empty(path)
    if content.startswith((_ZIP, _OLE)):
        sheets = _sheets(path, content)
    elif path.suffix.lower() in _TEXT:
        sheets = {path.stem: _trimmed(read_delimited(content))}
    else:
        raise _no_spreadsheet(path)
    if not any(sheets.values()):
        raise _empty(path)
    return sheets


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(
                say(
                    f"Tệp {path} quá lớn: hơn {LARGEST // 2**20} MB.",
                    f"The file {path} is too large: more than {LARGEST // 2**20} MB.",
                ),
                hint=say("Tách thành nhiều tệp nhỏ hơn.", "Split it into smaller files."),
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise BadFile(
            say(f"Không tìm thấy tệp {path}.", f"There is no file {path}."),
            hint=say("Kiểm tra lại tên và thư mục.", "Check its name and folder."),
        ) from None
    except OSError as error:
        raise BadFile(
            say(
                f"Không đọc được tệp {path}: {error.strerror}.",
                f"The file {path} cannot be read: {error.strerror}.",
            )
        ) from None


def _sheets(path: Path, content: bytes) -> dict[str, Rows]:
    if content.startswith(_OLE) and _LOCKED in content:
        raise _locked(path)
    if content.startswith(_ZIP):
        check_packed(path, content)
    try:
        with calamine.CalamineWorkbook.from_object(BytesIO(content)) as book:
            return {
                nfc(sheet.name): _trimmed(
                    book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                )
                for sheet in book.sheets_metadata
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible != _VERY_HIDDEN
            }
    except calamine.PasswordError:
        raise _locked(path) from None
    except calamine.CalamineError:
        raise _no_spreadsheet(path) from None


def _trimmed(rows: Iterable[Iterable[object]]) -> Rows:
    """Plain cells, without the empty rows and columns at the end."""
    plain = [[_plain(value) for value in row] for row in rows]
    while plain and all(cell is None for cell in plain[-1]):
        plain.pop()
    width = max((i + 1 for row in plain for i in range(len(row)) if row[i] is not None), default=0)
    return tuple(tuple(row[:width] + [None] * (width - len(row))) for row in plain)


def _plain(value: object) -> Cell:
    match value:
        case "" | None:
            return None
        case str():
            return nfc(value)
        case bool() | int():
            return value
        case float():
            whole = math.isfinite(value) and value.is_integer() and abs(value) <= LARGEST_NUMBER
            return int(value) if whole else value
        case datetime():
            return value.date() if value.time() == time() else show_moment(value)
        case date():
            return value
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case _:
            return str(value)


def _empty(path: Path) -> BadFile:
    return BadFile(
        say(f"Tệp {path} không có dữ liệu nào.", f"The file {path} holds no data."),
        hint=say(
            "Mở tệp, kiểm tra đã lưu dữ liệu chưa.", "Open it and see whether its data was saved."
        ),
    )


def _locked(path: Path) -> BadFile:
    return BadFile(
        say(f"Tệp {path} có mật khẩu.", f"The file {path} is locked by a password."),
        hint=say(
            "Mở bằng Excel, bỏ mật khẩu rồi lưu lại.", "Open it in Excel and save it without."
        ),
    )


def _no_spreadsheet(path: Path) -> BadFile:
    return BadFile(
        say(
            f"Tệp {path} không phải bảng tính, hoặc đã hỏng.",
            f"The file {path} is no spreadsheet, or is damaged.",
        ),
        hint=say(
            "Mở bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx, .xls, .ods hoặc .csv.",
            "Open it in Excel or LibreOffice and save it as .xlsx, .xls, .ods or .csv.",
        ),
    )
