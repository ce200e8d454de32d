"""Text files of values: CSV, whatever program and encoding they come from."""

from __future__ import annotations

import csv
from collections import Counter
from typing import Final

from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.core.legacy_fonts import guess

_DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 100
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_delimited(content: bytes) -> list[list[str]]:
    """The rows of a CSV or TSV file, as text.

    Raises:
        BadFile: it is no text.
    """
    text = _decoded(content)
    lines = text.splitlines(keepends=True)
    told = lines[0].strip() if lines else ""
    if len(told) == 5 and told.startswith("sep="):  # Excel's own way to tell it
        return _rows(lines[1:], told[4])
    return _rows(lines, max(_DELIMITERS, key=lambda mark: _evenness(lines, mark)))


def _decoded(content: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "")
    if not encoding and b"\0" in content[:4096]:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding:
            raise _no_text() from None
        return _before_unicode(content)
    if "\0" in text:
        raise _no_text()
    return text


def _before_unicode(content: bytes) -> str:
    """Windows text: Vietnamese, or Western where only an old font makes it Vietnamese."""
    western = content.decode("cp1252", "replace")
    if guess(western.splitlines()) != "unicode":
        return western  # for whoever knows the font to decode
    return content.decode("cp1258", "replace")


def _evenness(lines: list[str], mark: str) -> tuple[float, int]:
    """How well a delimiter divides the first lines: into as many values each, and into many."""
    try:
        widths = Counter(len(row) for row in _rows(lines[:_LOOKED_AT], mark) if row)
    except BadFile:
        return 0, 0
    if not widths:
        return 0, 0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (rows / widths.total(), width) if width > 1 else (0, 0)


def _rows(lines: list[str], mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        raise _no_text() from None


def _no_text() -> BadFile:
    return BadFile(
        say("Tệp này không phải văn bản CSV.", "This file is no CSV text."),
        hint=say(
            "Mở bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx.",
            "Open it in Excel or LibreOffice and save it as .xlsx.",
        ),
    )
