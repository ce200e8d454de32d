"""What a view has to show, as lines of a width: text wrapped, tables in columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from hstk.core.documents import Cell, Paragraph, Part, Row, Table
from hstk.core.language import say
from hstk.core.showing import shown_cell
from hstk.tui.widgets.lines import cut, drawable, wrapped

Look = Literal["plain", "heading", "item", "muted", "warning", "header", "total"]
"""How a line is drawn; what it means stands in its words and signs as well."""

GAP = 2
"""Cells between two columns."""
_MARK = 2
_WIDEST = 60  # cells of a column, however long what stands in it
_NARROWEST = 12  # cells below which text is not squeezed
_MOST = 4  # lines of one row
_FORMULA = re.compile(r"[=@]|[+-](?![\d\s.,]*\Z)")  # a number may have a sign
_SIGNS = {"item": "• ", "warning": "! "}


@dataclass(frozen=True, slots=True)
class PartLine:
    """One line of a view.

    Args:
        text: plain text, as wide as it is drawn.
        look: how it is drawn.
        target: id of the record that choosing it leads to, or "".
        mark: how its row stands; the sign is part of the text.
    """

    text: str
    look: Look = "plain"
    target: str = ""
    mark: str = ""


def part_lines(parts: Iterable[Part], width: int) -> list[PartLine]:
    """Paragraphs and tables as lines.

    Args:
        parts: in their order.
        width: cells of a line.
    """
    lines: list[PartLine] = []
    for part in parts:
        apart = isinstance(part, Table) or part.style == "heading"
        if lines and apart and lines[-1].text:
            lines.append(PartLine(""))
        lines += _paragraph(part, width) if isinstance(part, Paragraph) else _table(part, width)
    return lines


def _paragraph(part: Paragraph, width: int) -> list[PartLine]:
    sign = _SIGNS.get(part.style, "")
    target = str(part.record) if part.record else ""
    texts = wrapped(part.text, max(8, width - len(sign)))
    return [
        PartLine((" " * len(sign) if place else sign) + text, part.style, "" if place else target)
        for place, text in enumerate(texts)
    ]


def _table(table: Table, width: int) -> list[PartLine]:
    lines = [PartLine(text, "heading") for text in wrapped(table.title, width) if table.title]
    if not table.rows:
        none = table.none or say("Chưa có gì.", "Nothing yet.")
        return [*lines, *(PartLine(text, "muted") for text in wrapped(none, width))]
    marked = _MARK if any(row.mark for row in (*table.rows, *_total(table))) else 0
    columns = columns_of(table, width - marked)
    labels = [drawable(table.columns[place].label) for place, _ in columns]
    lines += _row(table, columns, labels, PartLine("", "header"), marked)
    for row in table.rows:
        look = PartLine("", "plain", str(row.record) if row.record else "", row.mark)
        lines += _row(table, columns, _texts(table, columns, row.cells), look, marked)
    for row in _total(table):
        look = PartLine("", "total", mark=row.mark)
        lines += _row(table, columns, _texts(table, columns, table.total_cells()), look, marked)
    hidden = [c.label for n, c in enumerate(table.columns) if n not in {p for p, _ in columns}]
    if hidden:
        names = ", ".join(hidden)
        told = say(f"(màn hình hẹp, ẩn cột: {names})", f"(too narrow for: {names})")
        lines += [PartLine(text, "muted") for text in wrapped(told, width)]
    return lines


def _total(table: Table) -> tuple[Row, ...]:
    return (table.total,) if table.total else ()


def _row(
    table: Table,
    columns: Sequence[tuple[int, int]],
    texts: Sequence[str],
    like: PartLine,
    marked: int,
) -> list[PartLine]:
    """One row, of several lines where a text is long."""
    cells = []
    for text, (_, width) in zip(texts, columns, strict=True):
        rows = wrapped(text, width)
        if len(rows) > _MOST:
            rows = [*rows[: _MOST - 1], cut(rows[_MOST - 1] + " …", width)]
        cells.append(rows)
    lines = []
    for place in range(max(map(len, cells))):
        drawn = [
            cut(rows[place] if place < len(rows) else "", width, _align(table, column))
            for rows, (column, width) in zip(cells, columns, strict=True)
        ]
        sign = (like.mark if place == 0 else "").ljust(marked)
        text = (sign + (" " * GAP).join(drawn)).rstrip()
        lines.append(PartLine(text, like.look, like.target if place == 0 else "", like.mark))
    return lines


def _texts(table: Table, columns: Sequence[tuple[int, int]], cells: Sequence[Cell]) -> list[str]:
    return [drawable(shown_cell(cells[place], table.columns[place])) for place, _ in columns]


def _align(table: Table, place: int) -> Literal["left", "right"]:
    return "right" if _is_number(table, place) else "left"


def _is_number(table: Table, place: int) -> bool:
    cells = [row.cells[place] for row in table.rows if row.cells[place] is not None]
    return bool(cells) and all(
        isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells
    )


def columns_of(table: Table, width: int) -> list[tuple[int, int]]:
    """The columns that are shown, each with its place in the table and its width in cells.

    Numbers and days are never cut; text is wrapped. What does not fit even so goes, the last
    column first.

    Args:
        table: with one row at least.
        width: cells of a line.
    """
    rows = [row.cells for row in table.rows]
    if table.total is not None:
        rows.append(table.total_cells())
    wanted, least = [], []
    for place, column in enumerate(table.columns):
        texts = [drawable(shown_cell(cells[place], column)) for cells in rows]
        label = drawable(column.label)
        longest_word = max(map(cell_len, label.split()), default=1)
        natural = max(map(cell_len, texts), default=0)
        if all(isinstance(cells[place], str) or cells[place] is None for cells in rows):
            most = min(_WIDEST, max(natural, cell_len(label)))
            wanted.append(most)
            least.append(min(most, max(_NARROWEST, longest_word)))
        else:
            wanted.append(max(natural, min(cell_len(label), _WIDEST)))
            least.append(max(natural, min(cell_len(label), _NARROWEST), longest_word))
    shown = list(range(len(table.columns)))
    while len(shown) > 1 and sum(least[n] for n in shown) + GAP * (len(shown) - 1) > width:
        shown.pop()
    widths = {n: least[n] for n in shown}
    spare = width - sum(widths.values()) - GAP * (len(shown) - 1)
    while spare > 0 and (short := [n for n in shown if widths[n] < wanted[n]]):
        # who lacks most, measured by how wide the plugin wants it, gets the next cell
        widths[min(short, key=lambda n: (widths[n] / max(1, table.columns[n].width), n))] += 1
        spare -= 1
    return [(n, max(1, min(widths[n], width))) for n in shown]


def has_something(parts: Iterable[Part]) -> bool:
    """Whether there is anything to read."""
    return any(
        bool(part.text) if isinstance(part, Paragraph) else bool(part.rows) for part in parts
    )


def as_tsv(parts: Iterable[Part]) -> str:
    """The tables for a spreadsheet, each under its headings; the text when there is no table."""
    parts = tuple(parts)
    tables = [part for part in parts if isinstance(part, Table)]
    if not tables:
        return "\n".join(_as_text(part.text) for part in parts if isinstance(part, Paragraph))
    blocks = []
    for table in tables:
        rows = [[_as_text(column.label) for column in table.columns]]
        cells = [row.cells for row in table.rows]
        if table.total is not None:
            cells.append(table.total_cells())
        rows += [
            [
                _as_text(shown_cell(cell, column))
                for cell, column in zip(row, table.columns, strict=True)
            ]
            for row in cells
        ]
        title = [_as_text(table.title)] if table.title and len(tables) > 1 else []
        blocks.append("\n".join([*title, *("\t".join(row) for row in rows)]))
    return "\n\n".join(blocks)


def _as_text(text: str) -> str:
    """Text that a spreadsheet takes as such: it would run a formula, whoever typed it in a name."""
    line = drawable(text)
    return f"'{line}" if _FORMULA.match(line) else line
