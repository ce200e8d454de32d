"""What is read on a screen or on paper, as plain values: paragraphs, tables, whole documents.

Whoever makes one says what there is to read; screens, the command line, Word and Excel each draw
it in their own way, and JSON takes the rows of tables by the names of their columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from hstk.core.language import say

Cell = str | int | float | bool | date | None
"""One value of a table: shown the Vietnamese way, kept as it is in JSON and Excel."""

Mark = Literal["", "!", "=", "•"]
"""How a line stands: needs somebody, is reached, is for now; never told by colour alone."""

Style = Literal["plain", "heading", "item", "muted", "warning"]

Format = Literal["plain", "number", "money"]
"""How numbers are shown: "number" groups thousands ("1.234,5"), "money" too (whole đồng);
"plain" does not, as for years and codes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        name: stable, for JSON.
        label: its heading, in the current language.
        format: of the numbers in it.
        width: how wide it is beside the others.
    """

    name: str
    label: str
    format: Format = "plain"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Args:
        cells: one for each column.
        record: the record that opening the row leads to.
        mark: how it stands.
    """

    cells: tuple[Cell, ...]
    record: UUID | None = None
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns.

    Args:
        columns, rows: every row has as many cells as there are columns.
        title: what it is called, in the current language.
        name: stable, for JSON; unique within what is shown together.
        none: what is said when there are no rows.
        total: a last row that sums up.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    name: str = "rows"
    none: str = ""
    total: Row | None = None

    def __post_init__(self) -> None:
        for row in (*self.rows, *([self.total] if self.total else ())):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"{self.name}: {len(row.cells)} cells under {len(self.columns)} columns"
                )

    @classmethod
    def of(
        cls, columns: Iterable[Column], rows: Iterable[Iterable[Cell]], title: str = ""
    ) -> Table:
        """A table of bare cells, without records or marks."""
        return cls(tuple(columns), tuple(Row(tuple(cells)) for cells in rows), title)

    def total_cells(self) -> tuple[Cell, ...]:
        """The cells of the last row, which says "Tổng cộng" first where that is left empty."""
        cells = self.total.cells if self.total else ()
        if cells and cells[0] is None and not any(isinstance(cell, str) for cell in cells):
            return (say("Tổng cộng", "Total"), *cells[1:])
        return cells


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some text.

    Args:
        text: in the current language; never markup.
        style: what it is for.
        record: the record that opening it leads to.
    """

    text: str
    style: Style = "plain"
    record: UUID | None = None


Part = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs below a document.

    Args:
        role: "CHỦ TỊCH HỘI ĐỒNG", "Người đánh giá".
        name: without titles, or "" to be filled in by hand.
        authority: the line above: "TM. HỘI ĐỒNG".
    """

    role: str
    name: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """What goes with a document and begins on a page of its own (phụ lục).

    Args:
        title: what it is: "DANH SÁCH SẢN PHẨM".
        body: its text and tables, in order.
        landscape: for wide tables.
    """

    title: str
    body: tuple[Part, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A paper in the official form (Nghị định 30/2020/NĐ-CP, Phụ lục I).

    Args:
        title: the kind of document in capitals: "BIÊN BẢN"; an official letter (công văn) has "".
        body: its text and tables, in order.
        about: what it is about (trích yếu); a letter's begins with "V/v" and stands below its
            number.
        superior, issuer: the two lines at the top left; the second is who issues it.
        number: number and signs, "05/BC-UBND", or "" to be filled in by hand.
        place, on: where and when it was written; blanks are left where there is none.
        addressees: "Kính gửi".
        signatures: side by side, the last at the right.
        receivers: "Nơi nhận".
        landscape: for wide tables.
        annexes: numbered I, II, ... when there are several.
    """

    title: str
    body: tuple[Part, ...]
    about: str = ""
    superior: str = ""
    issuer: str = ""
    number: str = ""
    place: str = ""
    on: date | None = None
    addressees: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    receivers: tuple[str, ...] = ()
    landscape: bool = False
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a sheet that is filled in by whoever gets it.

    Args:
        row, column: where it is, from 0.
        choices: what may be chosen; none means anything.
    """

    row: int
    column: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, cell by cell.

    Args:
        name: on its tab, at most 31 letters.
        rows: its cells.
        widths: of the columns, in letters.
        formats: of the numbers in the columns; those not told are plain.
        strong: numbers of the rows in bold, from 0.
        entries: the cells to fill in; the others are locked when there are any.
        frozen: how many rows stay in sight.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    formats: tuple[Format, ...] = ()
    strong: frozenset[int] = frozenset()
    entries: tuple[Entry, ...] = ()
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """A spreadsheet file."""

    sheets: tuple[Sheet, ...]
