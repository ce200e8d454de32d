"""Excel workbooks: text stays text, days are days, and what is to be filled in is open."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format as Look
from xlsxwriter.worksheet import Worksheet

from hstk.core.dates import show_date, show_moment
from hstk.core.documents import Cell, Entry, Format, Sheet, Table, Workbook
from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.files.legible import legible
from hstk.files.whole import write_bytes

_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 1_048_576, 16_384, 32_767
_FIRST_DAY: Final = date(1900, 3, 1)  # Excel counts a 29 February before it that never was
_EXACT: Final = 10**15  # it keeps no more digits of a number
_FORMULA: Final = tuple("=+-@")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]|^'+|'+$")
_WIDE: Final = 95  # letters; a wider sheet is printed across the paper
_USUAL_WIDTH: Final = 8
_LINE, _HIGHEST = 15.75, 409.0  # heights in points: of a line, and of the highest row
_LISTS: Final = "hstk_lists"
_BASE: Final = {"font_name": "Times New Roman", "font_size": 12}


def table_sheet(table: Table, name: str) -> Sheet:
    """A table as a sheet: its title, the headings of its columns, its rows and its total."""
    title = ((table.title,),) if table.title else ()
    heading = tuple(column.label for column in table.columns)
    body = tuple(tuple(map(_on_paper, row.cells)) for row in table.rows)
    if not body and table.none:
        body = ((table.none,),)
    total = (table.total_cells(),) if table.total else ()
    rows = (*title, heading, *body, *total)
    above = len(title) + 1
    strong = {*range(above), *([len(rows) - 1] if total else [])}
    return Sheet(
        name,
        rows,
        widths=tuple(column.width for column in table.columns),
        formats=tuple(column.format for column in table.columns),
        strong=frozenset(strong),
        frozen=above,
    )


def _on_paper(cell: Cell) -> Cell:
    """Yes and no as in official tables: "x" or nothing, where Excel would show TRUE and FALSE."""
    return ("x" if cell else None) if isinstance(cell, bool) else cell


def write_workbook(workbook: Workbook, path: Path) -> None:
    """Writes an .xlsx file; the same workbook gives the same bytes.

    Names of sheets are made what Excel takes; text beyond its 32,767 characters is cut, with "…".

    Raises:
        BadFile: the file cannot be written, or a sheet has more rows or columns than Excel takes;
            a file that was there is then untouched.
    """
    for sheet in workbook.sheets:
        _check_size(sheet)
    made = BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "nan_inf_to_errors": True, "default_format_properties": _BASE}
    )
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    names = list(_names([sheet.name for sheet in workbook.sheets]))
    drawing = _Drawing(book, [book.add_worksheet(name) for name in names])
    for sheet, drawn in zip(workbook.sheets, drawing.sheets, strict=True):
        drawing.draw(sheet, drawn)
    book.close()
    write_bytes(path, made.getvalue())


def _check_size(sheet: Sheet) -> None:
    width = max(map(len, sheet.rows), default=0)
    if len(sheet.rows) > _MOST_ROWS or width > _MOST_COLUMNS:
        raise BadFile(
            say(
                f"Trang «{sheet.name}» có {len(sheet.rows)} dòng, {width} cột: quá sức của Excel.",
                f"The sheet “{sheet.name}” has {len(sheet.rows)} rows and {width} columns: "
                "more than Excel takes.",
            ),
            hint=say("Lọc bớt rồi xuất lại.", "Filter it, then export again."),
        )


def _names(wanted: Sequence[str]) -> Iterator[str]:
    """Names that Excel takes: at most 31 letters, no two alike, without some signs."""
    taken = {"history", _LISTS}
    for name in wanted:
        plain = _NOT_IN_NAMES.sub(" ", legible(name).replace("\n", " ")).strip(" '")
        plain = plain or say("Trang", "Sheet")
        given, number = _cut(plain, 31, ""), 1
        while given.casefold() in taken:
            number += 1
            ending = f" ({number})"
            given = _cut(plain, 31 - len(ending), "") + ending
        taken.add(given.casefold())
        yield given


def _cut(text: str, longest: int, end: str = "…") -> str:
    """The text in at most so many characters as Excel counts: UTF-16 units."""
    if len(text) * 2 <= longest or len(text.encode("utf-16-le")) // 2 <= longest:
        return text
    room = 2 * (longest - len(end))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + end


class _Drawing:
    """Sheets being drawn, with the looks and the lists that they share."""

    def __init__(self, book: xlsxwriter.Workbook, sheets: list[Worksheet]) -> None:
        self.book = book
        self.sheets = sheets
        self.looks: dict[tuple[tuple[str, Any], ...], Look] = {}
        self.lists: dict[tuple[str, ...], str] = {}
        self.hidden: Worksheet | None = None

    def draw(self, sheet: Sheet, drawn: Worksheet) -> None:
        entries = {(entry.row, entry.column) for entry in sheet.entries}
        for column, width in enumerate(sheet.widths):
            drawn.set_column(column, column, width)
        for number, row in enumerate(sheet.rows):
            alone = all(cell is None for cell in row[1:])
            if not alone and (lines := _lines(row, sheet.widths)) > 1:
                drawn.set_row(number, min(lines * _LINE, _HIGHEST))
            for column, cell in enumerate(row):
                strong = number in sheet.strong
                heading = strong and isinstance(cell, str) and not alone
                look = self.look(
                    bold=strong,
                    text_wrap=not alone,  # a title runs over the columns beside it
                    valign="vcenter",
                    align="center" if heading or isinstance(cell, date) else "",
                    **_entry_look((number, column) in entries),
                    **_cell_look(cell, _format(sheet, column)),
                )
                _write(drawn, number, column, cell, look)
        for entry in sheet.entries:
            row = sheet.rows[entry.row] if entry.row < len(sheet.rows) else ()
            if entry.column >= len(row):
                drawn.write_blank(entry.row, entry.column, None, self.look(**_entry_look(True)))
            if entry.choices:
                self.offer(drawn, entry)
        if sheet.entries:
            drawn.protect("", {"format_columns": True, "format_rows": True})
        if sheet.frozen:
            drawn.freeze_panes(sheet.frozen, 0)
            drawn.repeat_rows(0, sheet.frozen - 1)
        self.prepare_print(drawn, sum(sheet.widths))

    def prepare_print(self, drawn: Worksheet, width: int) -> None:
        drawn.set_paper(9)  # A4
        if width > _WIDE:
            drawn.set_landscape()
        drawn.fit_to_pages(1, 0)
        drawn.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        drawn.hide_gridlines(0)
        drawn.set_footer("&C&P/&N")

    def look(self, **properties: Any) -> Look:
        kept = {name: value for name, value in properties.items() if value not in ("", None, False)}
        if properties.get("locked") is False:
            kept["locked"] = False
        key = tuple(sorted(kept.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(kept)
        return self.looks[key]

    def offer(self, drawn: Worksheet, entry: Entry) -> None:
        """A list to choose from, on a hidden sheet: in the cell it could have 255 letters only."""
        if entry.choices not in self.lists:
            if self.hidden is None:
                self.hidden = self.book.add_worksheet(_LISTS)
                self.hidden.very_hidden()
            column = len(self.lists)
            for row, choice in enumerate(entry.choices):
                self.hidden.write_string(row, column, legible(choice))
            first = xlsxwriter.utility.xl_rowcol_to_cell(0, column, True, True)
            last = xlsxwriter.utility.xl_rowcol_to_cell(len(entry.choices) - 1, column, True, True)
            self.lists[entry.choices] = f"={_LISTS}!{first}:{last}"
        drawn.data_validation(
            entry.row,
            entry.column,
            entry.row,
            entry.column,
            {
                "validate": "list",
                "source": self.lists[entry.choices],
                "error_title": say("Không có trong danh sách", "Not in the list"),
                "error_message": say(
                    "Chọn một mục trong danh sách của ô.", "Choose one from the list of the cell."
                ),
            },
        )


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the texts of a row take; not every program sees to it by itself."""
    return max(
        sum(max(1, math.ceil(len(part) * 1.1 / (width or 1))) for part in cell.split("\n"))
        if isinstance(cell, str)
        else 1
        for cell, width in zip_longest(row, widths[: len(row)], fillvalue=_USUAL_WIDTH)
    )


def _format(sheet: Sheet, column: int) -> Format:
    return sheet.formats[column] if column < len(sheet.formats) else "plain"


def _entry_look(is_entry: bool) -> dict[str, Any]:
    """Cells to fill in have a frame and a ground of their own."""
    return {"locked": False, "border": 1, "bg_color": "#FFF8DC"} if is_entry else {}


def _cell_look(cell: Cell, numbers: Format) -> dict[str, Any]:
    if isinstance(cell, str):
        # else a formula begins when somebody only opens the cell and leaves it
        return {"quote_prefix": cell.startswith(_FORMULA)}
    if isinstance(cell, date):
        return {"num_format": "dd/mm/yyyy"}
    if isinstance(cell, bool) or cell is None or numbers == "plain":
        return {}
    whole = numbers == "money" or not math.isfinite(cell) or cell == int(cell)
    return {"num_format": "#,##0" if whole else "#,##0.0#"}


def _write(drawn: Worksheet, row: int, column: int, cell: Cell, look: Look) -> None:
    match cell:
        case None | "":
            drawn.write_blank(row, column, None, look)
        case bool():
            drawn.write_boolean(row, column, cell, look)
        case str():
            drawn.write_string(row, column, _cut(legible(cell), _LONGEST), look)
        case datetime():
            drawn.write_string(row, column, show_moment(cell), look)
        case date() if cell >= _FIRST_DAY:
            drawn.write_datetime(row, column, datetime.combine(cell, time()), look)
        case date():
            drawn.write_string(row, column, show_date(cell), look)
        case int() if abs(cell) >= _EXACT:
            drawn.write_string(row, column, str(cell), look)
        case _:
            drawn.write_number(row, column, cell, look)
