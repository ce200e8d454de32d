"""The records of one kind: a list, searched as one types, and the record under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from hstk.core.errors import NotFound
from hstk.core.language import say
from hstk.tui.commands import bindings
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.detail_pane import DetailPane
from hstk.tui.viewmodel.detail import DetailView, detail_view
from hstk.tui.viewmodel.listing import ListView, Wanted, list_view, whole_list
from hstk.tui.widgets.lines import drawable
from hstk.tui.widgets.panel import LineList
from hstk.tui.widgets.vinput import VInput
from hstk.tui.widgets.vtable import Column, VTable

READ_ON = 0.5
"""Seconds after which the rest of a wide search is read: the next letter must not wait for it."""
LOOK_AGAIN = 0.08
"""Seconds the cursor must rest before the record under it is read."""


class RecordsScreen(HstkScreen[None]):
    """List and detail of any kind; narrow screens keep the list."""

    place = "records"
    CSS_PATH = "records.tcss"
    AUTO_FOCUS = "#table"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("records"),
        Binding("down", "to_list", show=False, id="search.down"),
    ]

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._wanted = Wanted(kind)
        self._found: ListView | None = None
        self._stand_on: UUID | None = None
        self._resting: Timer | None = None
        self._reading_on: Timer | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The box, the list with its status line, the record."""
        with Horizontal(id="head"):
            yield Static("", id="kind", markup=False)
            yield VInput(placeholder=say("/ để tìm, gõ không dấu cũng được",
                                         "/ to search, marks may be left out"),
                         compact=True, id="box")  # fmt: skip
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield VTable([Column("", 20)], executor=self.hstk.data.pages, id="table")
                yield Static("", id="status", markup=False)
            yield DetailPane(id="detail")

    @property
    def table(self) -> VTable:
        """The list."""
        return self.query_one("#table", VTable)

    @property
    def box(self) -> VInput:
        """Where to type what to look for."""
        return self.query_one("#box", VInput)

    @property
    def tab(self) -> str:
        """The tab of the kind."""
        return self._wanted.kind

    @property
    def kind(self) -> str:
        """The kind that is listed."""
        return self._wanted.kind

    @property
    def record_here(self) -> UUID | None:
        """The record under the cursor."""
        current = self.table.current
        return UUID(current[0]) if current is not None else None

    # -- what is listed

    def show_kind(self, kind: str, stand_on: UUID | None = None) -> None:
        """List another kind, from its beginning.

        Args:
            kind: its stable name.
            stand_on: the record for the cursor.
        """
        if kind != self._wanted.kind:
            with self.prevent(Input.Changed):
                self.box.value = ""
            self.table.set_marks(())
        self._wanted = Wanted(kind, self.box.value if kind == self._wanted.kind else "")
        self._stand_on = stand_on
        self.table.focus()
        self.offer()
        self.read_again(anyway=True)

    def reload(self) -> None:
        """Ask for the list; the cursor stays on its record if that is near."""
        wanted, stand_on = self._wanted, self._stand_on
        self.ask("list", lambda eco: list_view(eco, wanted, stand_on), self._show_list)

    def _show_list(self, found: ListView) -> None:
        before, self._found = self._found, found
        same = before is not None and before.wanted == found.wanted
        table = self.table
        cursor = found.cursor if self._stand_on or not same else table.cursor
        self._stand_on = None
        if before is None or before.wanted.kind != found.wanted.kind:
            table.columns = found.columns
        table.empty = found.empty
        descending = found.wanted.sort.startswith("-")
        table.show_order(found.wanted.sort.removeprefix("-"), descending=descending)
        table.show(found.rows, found.rows.count(), cursor=cursor)
        self.query_one("#kind", Static).update(Content(drawable(found.label)))
        self._tell_status()
        if not found.rows.count():
            self.query_one(DetailPane).show(None)
        self.offer()
        if self._reading_on is not None:
            self._reading_on.stop()
        if found.more:
            self._reading_on = self.set_timer(READ_ON, self._read_on)

    def _read_on(self) -> None:
        """Read the rest of a wide search, once nobody types any more."""
        found = self._found
        if found is not None and found.more and found.wanted == self._wanted:
            self.ask("list", lambda eco: whole_list(eco, found), self._show_list)

    def _tell_status(self) -> None:
        if self._found is None:
            return
        text = self._found.status
        if marked := len(self.table.marks):
            text = say(f"{marked} đã đánh dấu · {text}", f"{marked} marked · {text}")
        self.query_one("#status", Static).update(Content(text))

    # -- the box

    @on(VInput.Settled, "#box")
    def _search(self, message: VInput.Settled) -> None:
        if message.value != self._wanted.text:
            self._wanted = Wanted(self._wanted.kind, message.value, self._wanted.sort)
            self.read_again(anyway=True)

    @on(Input.Submitted, "#box")
    def action_to_list(self) -> None:
        """Go from the box to the list."""
        self.table.focus()

    def action_search(self) -> None:
        """Go to the box."""
        self.box.focus()

    async def action_back(self) -> None:
        """Leave what was gone into last: the text in the box, the box, the screen."""
        if self.focused is self.query_one(DetailPane):
            self.table.focus()
        elif self.box.value:
            self.box.value = ""
        elif self.box.has_focus:
            self.table.focus()
        else:
            await self.hstk.action_show("today")

    # -- the order

    @on(VTable.HeaderSelected)
    def _sort_by_header(self, message: VTable.HeaderSelected) -> None:
        self.sort_by(message.key)

    def sort_by(self, key: str) -> None:
        """Order the list by a column; by the same one again, the other way round."""
        sort = self._wanted.sort
        self._wanted = Wanted(
            self._wanted.kind, self._wanted.text, f"-{key}" if sort == key else key
        )
        self.read_again(anyway=True)

    def action_sort(self) -> None:
        """Choose a column to order by."""
        if self._found is not None:
            choices = [
                (column.key, column.title, "") for column in self._found.columns if column.key
            ]
            self.hstk.choose(say("Sắp xếp theo", "Sort by"), choices, self.sort_by)

    # -- the record under the cursor

    @on(VTable.RowHighlighted)
    def _rest(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(LOOK_AGAIN, self._look)

    def _look(self) -> None:
        current = self.table.current
        if current is not None and self.wide:
            record = UUID(current[0])
            self.ask("detail", lambda eco: detail_view(eco, record), self._show_detail, self._gone)

    def _show_detail(self, found: DetailView) -> None:
        self.query_one(DetailPane).show(found)

    def _gone(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.query_one(DetailPane).show(None)
        else:
            self.hstk.tell_error(error)

    def on_resize(self) -> None:
        """A screen that became wide shows the record."""
        self.call_after_refresh(self._look)

    @on(VTable.RowSelected)
    def _open(self, message: VTable.RowSelected) -> None:
        if self.wide:
            self.query_one(DetailPane).focus()
        else:
            self.hstk.open_record(UUID(message.record_id))

    @on(LineList.LineSelected, "#detail")
    def _follow(self, message: LineList.LineSelected) -> None:
        self.hstk.open_record(UUID(DetailPane.target(message.line_id)))

    # -- doing

    @on(VTable.MarksChanged)
    def _count_marks(self) -> None:
        self._tell_status()

    def action_mark(self) -> None:
        """Mark the current row, for clicks on the footer."""
        self.table.action_mark()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a record needs one under the cursor; the box keeps its own keys."""
        if action == "to_list":
            return self.box.has_focus
        if action in ("edit", "history"):
            return self._found is None or bool(self._found.rows.count())
        if action == "offers":
            some = self._found is not None and bool(self._found.rows.count())
            return some and self.hstk.is_offered(self.kind)
        if action in ("delete", "mark", "open", "copy"):
            return not self.box.has_focus and (
                self._found is None or bool(self._found.rows.count())
            )
        return True

    def action_copy(self) -> None:
        """Copy the selected text, else the current row under its headings, for spreadsheets."""
        if self.get_selected_text() is not None:
            self.action_copy_text()
        elif self._found is not None and (current := self.table.current) is not None:
            self.app.copy_to_clipboard(self._found.as_tsv(current[1]))
            self.hstk.tell(say("Đã chép dòng này.", "The row is copied."))

    def action_add(self) -> None:
        """Add a record of the kind."""
        self.hstk.open_form(self._wanted.kind, then=self._stand)

    def action_edit(self) -> None:
        """Edit the current record."""
        if (current := self.table.current) is not None:
            self.hstk.open_form(self._wanted.kind, UUID(current[0]), then=self._stand)

    def _stand(self, record: UUID) -> None:
        self._stand_on = record
        self.read_again(anyway=True)

    def action_delete(self) -> None:
        """Delete the marked records, else the current one."""
        chosen = [UUID(id_) for id_ in self.table.chosen]
        if chosen:
            self.hstk.delete(chosen, then=lambda: self.table.set_marks(()))

    def action_history(self) -> None:
        """What was done to the current record."""
        if (current := self.table.current) is not None:
            self.hstk.open_history(UUID(current[0]))
