"""A table that draws what is on screen and reads only the pages it draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from functools import partial
from textwrap import wrap
from typing import ClassVar

from rich.segment import Segment
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hstk.core.language import say
from hstk.tui.widgets.lines import cut, drawable
from hstk.tui.widgets.vtable_lines import (
    MARKS,
    WAITING,
    Column,
    Place,
    column_at,
    fit,
    header_line,
    row_line,
)
from hstk.tui.widgets.vtable_messages import RowMessage, TableMessage
from hstk.tui.widgets.vtable_pages import Failure, Page, Pages, Row, RowSource

__all__ = ["Column", "Row", "RowSource", "VTable"]

HEADER = 1  # lines above the rows


class VTable(ScrollView, can_focus=True):
    """A table over a source of any size, whose rows are read page by page as they come in view.

    Attributes:
        cursor: index of the current row.
        total: how many rows there are.
        marks: ids of the marked records, in the order they were marked; a mark outlives the
            source it was made in.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", say("Lên", "Up"), show=False, id="table.up"),
        Binding("down", "move(1)", say("Xuống", "Down"), show=False, id="table.down"),
        Binding("pageup", "turn(-1)", say("Trang trước", "Page up"), show=False, id="table.pageup"),
        Binding(
            "pagedown", "turn(1)", say("Trang sau", "Page down"), show=False, id="table.pagedown"
        ),
        Binding("home,ctrl+home", "first", say("Đầu", "First"), show=False, id="table.first"),
        Binding("end,ctrl+end", "last", say("Cuối", "Last"), show=False, id="table.last"),
        Binding("enter", "select", say("Mở", "Open"), show=False, id="table.open"),
        Binding("space", "mark", say("Đánh dấu", "Mark"), show=False, id="table.mark"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "vtable--header",
        "vtable--cursor",
        "vtable--odd",
        "vtable--quiet",
        "vtable--error",
    }

    DEFAULT_CSS = """
    VTable {
        background: $surface;
        color: $foreground;
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    VTable > .vtable--header { background: $panel; color: $foreground; text-style: bold; }
    VTable > .vtable--odd { background: $boost; }
    VTable > .vtable--quiet { color: $text-muted; }
    VTable > .vtable--error { color: $text-error; text-style: bold; }
    VTable > .vtable--cursor {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
        text-style: $block-cursor-blurred-text-style;
    }
    VTable:focus > .vtable--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    VTable:nocolor > .vtable--cursor { text-style: reverse; }
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    class RowHighlighted(RowMessage):
        """The cursor stands on this record, and its cells are at hand."""

    class RowSelected(RowMessage):
        """This record is to be opened: enter, or a double click."""

    class HeaderSelected(TableMessage):
        """The header of the column ``key`` was clicked."""

        def __init__(self, table: VTable, key: str) -> None:
            super().__init__(table)
            self.key = key

    class MarksChanged(TableMessage):
        """Records were marked or unmarked; ``table.marks`` tells which are."""

    class LoadFailed(TableMessage):
        """A page could not be read; the table shows the reason in its place."""

        def __init__(self, table: VTable, reason: str) -> None:
            super().__init__(table)
            self.reason = reason

    class _Loaded(Message, bubble=False):
        """A worker has read a page, or left it because it was out of view (None)."""

        def __init__(self, pages: Pages, number: int, page: Page | None) -> None:
            super().__init__()
            self.pages = pages
            self.number = number
            self.page = page

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "",
        executor: Executor | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a table without rows; :meth:`show` gives it a source.

        Args:
            columns: the columns, in the order of the cells of a row.
            empty: what to say when there are no rows, and what to do then.
            executor: where pages are read; without one, on Textual's worker threads.
            id: as for every widget.
            classes: as for every widget.
        """
        super().__init__(id=id, classes=classes)
        self.empty = empty
        self._executor = executor
        self._columns = tuple(columns)
        self._places: tuple[Place, ...] = ()
        self._fitted = 0  # the width that the columns were placed for
        self._pages: Pages | None = None
        self._marks: dict[str, None] = {}
        self._sort = ("", False)
        self._announced: tuple[str, int] | None = None

    # --- what the screen says and asks -----------------------------------------------------

    def show(self, source: RowSource, total: int, *, cursor: int = 0) -> None:
        """Turn to a source; answers still to come from the one before are dropped.

        Args:
            source: where the rows come from.
            total: how many there are.
            cursor: the row to stand on.
        """
        self._pages = Pages(source, total)
        self._announced = None
        self.virtual_size = Size(0, total + HEADER)
        self.cursor = cursor
        self._keep_cursor_in_view()
        self.refresh()
        self._announce()

    def reload(self) -> None:
        """Read the rows on screen again, after a change or a failure; the cursor stays."""
        if self._pages is not None:
            self.show(self._pages.source, self._pages.total, cursor=self.cursor)

    @property
    def total(self) -> int:
        """How many rows there are; 0 before the first source."""
        return 0 if self._pages is None else self._pages.total

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, also those that the width leaves out; may be set with a new source."""
        return self._columns

    @columns.setter
    def columns(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._fitted = 0
        self.refresh()

    @property
    def current(self) -> Row | None:
        """The row under the cursor, or None when there is none or it is still to come."""
        row = None if self._pages is None or not self.total else self._pages.row(self.cursor)
        return row if isinstance(row, tuple) and row[0] else None

    @property
    def marks(self) -> tuple[str, ...]:
        """Ids of the marked records."""
        return tuple(self._marks)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids that an action applies to: the marked records, else the current one."""
        return self.marks or ((self.current[0],) if self.current else ())

    def set_marks(self, record_ids: Iterable[str]) -> None:
        """Mark these records and no others."""
        self._marks = dict.fromkeys(record_ids)
        self.refresh()
        self.post_message(self.MarksChanged(self))

    def show_order(self, key: str, *, descending: bool = False) -> None:
        """Put the arrow of the order on the header of column ``key``; "" for none."""
        self._sort = (key, descending)
        self.refresh()

    # --- reading pages ---------------------------------------------------------------------

    def _ask(self, pages: Pages, number: int) -> None:
        if pages.ask(number):
            load = partial(self._load, pages, number)
            if self._executor is not None:
                self._executor.submit(load)
            else:
                self.run_worker(load, group="pages", thread=True, exit_on_error=False)

    def _load(self, pages: Pages, number: int) -> None:
        """Read a page on a worker thread, unless it has gone out of view meanwhile."""
        top = round(self.scroll_y)
        in_view = range(top // Pages.SIZE, (top + self.size.height) // Pages.SIZE + 1)
        wanted = pages is self._pages and number in in_view
        page = pages.read(number) if wanted else None
        self.post_message(self._Loaded(pages, number, page))

    @on(_Loaded)
    def _take(self, message: _Loaded) -> None:
        if message.pages is not self._pages:
            return
        self._pages.keep(message.number, message.page)
        if isinstance(message.page, Failure):
            self.post_message(self.LoadFailed(self, message.page.reason))
        self.refresh()
        self._announce()

    def _announce(self) -> None:
        """Tell once that the cursor stands on a record whose cells are at hand."""
        if (row := self.current) is not None and self._announced != (row[0], self.cursor):
            self._announced = (row[0], self.cursor)
            self.post_message(self.RowHighlighted(self, row[0], self.cursor))

    # --- drawing ---------------------------------------------------------------------------

    def _fit(self) -> int:
        """Place the columns in the width there is, which it returns."""
        width = self.scrollable_content_region.width
        if width != self._fitted:
            self._fitted = width
            self._places = fit(self._columns, width)
        return width

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._keep_cursor_in_view()

    def render_line(self, y: int) -> Strip:
        """Draw the header or one row, asking for its page when it is not at hand."""
        width = self._fit()
        text, style_names = self._line(y, width)
        style = self.rich_style
        for name in style_names:
            style += self.get_component_rich_style(name, partial=True)
        return Strip([Segment(text, style)], width)

    def _line(self, y: int, width: int) -> tuple[str, tuple[str, ...]]:
        """The text of line ``y`` of the screen and its component styles, later ones on top."""
        if y < HEADER:
            return header_line(self._places, width, *self._sort), ("vtable--header",)
        index = round(self.scroll_y) + y - HEADER
        if self._pages is None or index >= self.total:
            return self._remark(y, width), ("vtable--quiet",)
        styles = ("vtable--odd",) if index % 2 else ()
        if index == self.cursor:
            styles = (*styles, "vtable--cursor")
        row = self._pages.row(index)
        if row is None:
            self._ask(self._pages, index // Pages.SIZE)
            return cut(" " * MARKS + WAITING, width), ("vtable--quiet", *styles)
        if isinstance(row, Failure):
            first = index % Pages.SIZE == 0 or y == HEADER
            reason = say(f"! Không đọc được: {row.reason}", f"! Could not read: {row.reason}")
            return cut(drawable(reason) if first else "", width), ("vtable--error", *styles)
        return row_line(self._places, width, row[1], row[0] in self._marks), styles

    def _remark(self, y: int, width: int) -> str:
        """What stands in a line below the rows: how to go on when there are none at all."""
        if self._pages is None:
            return cut(" " * MARKS + WAITING if y == HEADER else "", width)
        text = []
        if not self.total:
            room = max(1, width - 2 * MARKS)
            text = [part for line in self.empty.splitlines() for part in wrap(drawable(line), room)]
        place = y - HEADER - 1
        return cut(" " * MARKS + text[place] if 0 <= place < len(text) else "", width)

    # --- moving ----------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.total - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Show the cursor where it is now, drawing two lines when nothing scrolls."""
        self._keep_cursor_in_view()
        for index in (before, now):
            y = index - round(self.scroll_y) + HEADER
            if HEADER <= y < self.size.height:
                self.refresh(Region(0, y, self.size.width, 1))
        self._announce()

    def _keep_cursor_in_view(self) -> None:
        height, top = max(1, self.size.height - HEADER), round(self.scroll_y)
        last_top = max(0, self.total - height)
        wanted = min(max(top, self.cursor - height + 1), self.cursor, last_top)
        if self.size.height and wanted != top:  # without a height it is not laid out yet
            self.scroll_to(y=wanted, animate=False, force=True)

    def action_move(self, rows: int) -> None:
        """Move the cursor down by ``rows``."""
        self.cursor += rows

    def action_turn(self, pages: int) -> None:
        """Move the cursor down by screenfuls."""
        self.cursor += pages * max(1, self.size.height - HEADER - 1)

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = self.total - 1

    def action_select(self) -> None:
        """Open the record under the cursor."""
        if (row := self.current) is not None:
            self.post_message(self.RowSelected(self, row[0], self.cursor))

    def action_mark(self) -> None:
        """Mark the record under the cursor, or take its mark away, and go on to the next."""
        self._toggle_mark()
        self.cursor += 1

    def _toggle_mark(self) -> None:
        if (row := self.current) is None:
            return
        if row[0] in self._marks:
            del self._marks[row[0]]
        else:
            self._marks[row[0]] = None
        self.refresh()
        self.post_message(self.MarksChanged(self))

    def on_click(self, event: events.Click) -> None:
        """Sort by a header, go to a row, mark it at its left edge, open it by a double click."""
        place = event.get_content_offset(self)
        if place is None:
            return
        if place.y < HEADER:
            column = column_at(self._places, place.x)
            if column is not None and column.key:
                self.post_message(self.HeaderSelected(self, column.key))
            return
        index = round(self.scroll_y) + place.y - HEADER
        if index >= self.total:
            return
        self.cursor = index
        if place.x < MARKS:
            self._toggle_mark()
        elif event.chain == 2:
            self.action_select()
