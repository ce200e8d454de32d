"""How the lines of a table are laid out and drawn: which columns fit, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hstk.tui.widgets.lines import Align, cut, drawable

GAP = 2  # cells between two columns
MARKS = 2  # cells for the mark before the first column
MARK = "✓"
WAITING = "…"
ARROWS = {False: "▲", True: "▼"}  # by whether the order is descending


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Args:
        title: what its header says.
        width: cells it needs.
        key: what a click on its header reports; "" makes the header dead.
        align: where its text stands.
        priority: columns with the lowest go first when the table is too narrow, of equals the
            last one.
        grow: whether it takes the cells that no other column needs.
    """

    title: str
    width: int
    key: str = ""
    align: Align = "left"
    priority: int = 1
    grow: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A column that is shown: its place among the cells of a row, and where it is drawn."""

    column: Column
    cell: int
    x: int
    width: int


def fit(columns: Sequence[Column], width: int) -> tuple[Place, ...]:
    """Place the columns that fit into ``width`` cells, by priority.

    Args:
        columns: all columns, in the order of the cells of a row.
        width: cells of a whole line, the mark included.
    """
    shown = list(enumerate(columns))
    room = width - MARKS

    def spare() -> int:
        return room - sum(column.width for _, column in shown) - GAP * (len(shown) - 1)

    while len(shown) > 1 and spare() < 0:
        shown.remove(min(shown, key=lambda each: (each[1].priority, -each[0])))
    growing = [cell for cell, column in shown if column.grow]
    if len(shown) == 1:
        growing = [shown[0][0]]  # the last column left takes what there is, more or less
    extra = spare()
    places = []
    x = MARKS
    for cell, column in shown:
        share = 0
        if cell in growing:
            share = extra // len(growing) + (cell == growing[0]) * (extra % len(growing))
        places.append(Place(column, cell, x, max(1, column.width + share)))
        x += places[-1].width + GAP
    return tuple(places)


def column_at(places: Sequence[Place], x: int) -> Column | None:
    """The column drawn at cell ``x`` of a line, the gap after it included."""
    for place in places:
        if place.x <= x < place.x + place.width + GAP:
            return place.column
    return None


def header_line(places: Sequence[Place], width: int, sort_key: str, descending: bool) -> str:
    """The line of titles, the sorted column with an arrow.

    Args:
        places: the columns shown.
        width: cells of the line.
        sort_key: key of the column the rows are ordered by, or "".
        descending: whether they run from last to first.
    """
    titles = []
    for place in places:
        title = drawable(place.column.title)
        if sort_key and place.column.key == sort_key:
            room = max(0, place.width - 2)
            title = f"{cut(title, min(room, len(title)))} {ARROWS[descending]}"
        titles.append(cut(title, place.width, place.column.align))
    return cut(" " * MARKS + (" " * GAP).join(titles), width)


def row_line(places: Sequence[Place], width: int, cells: Sequence[str], marked: bool) -> str:
    """The line of one row; cells that the row lacks are empty.

    Args:
        places: the columns shown.
        width: cells of the line.
        cells: the text of every column, shown or not.
        marked: whether it bears the mark.
    """
    texts = [
        cut(
            drawable(cells[place.cell]) if place.cell < len(cells) else "",
            place.width,
            place.column.align,
        )
        for place in places
    ]
    mark = (MARK if marked else "").ljust(MARKS)
    return cut(mark + (" " * GAP).join(texts), width)
