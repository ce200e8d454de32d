"""Spreadsheets that plugins read, without loading what reads them before it is needed."""

from __future__ import annotations

from pathlib import Path

from hstk.core.documents import Cell


def read_spreadsheet(path: str) -> dict[str, tuple[tuple[Cell, ...], ...]]:
    """The sheets of a file by their names: rows of cells, text in NFC, dates as dates.

    Args:
        path: of an .xlsx, .xls, .ods, .csv or .tsv file; "~" is the user's own folder.

    Raises:
        BadFile: there is no such file, or it cannot be read; the message says why.
    """
    from hstk.files.spreadsheets import read_spreadsheet as read

    return read(Path(path).expanduser())
