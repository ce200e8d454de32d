"""What was changed: the change sets, what each did, and taking one back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from hstk.core.language import say
from hstk.tui.commands import bindings
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.fitted import FittedList, Lines
from hstk.tui.screens.told import told_lines
from hstk.tui.viewmodel.history import ToldChange, ToldSet, tell_changes, tell_record, tell_sets
from hstk.tui.widgets.lines import drawable, wrapped
from hstk.tui.widgets.panel import Line, LineList

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

AT_A_TIME = 100
OLDER = "older"

History = tuple[list[ToldSet], list[ToldChange]]


class HistoryScreen(HstkScreen[None]):
    """The history of a record, or of everything.

    Args:
        record: whose; None for everything.
        stand_on: number of the change set for the cursor.
    """

    place = "history"
    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#sets"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("history")]

    def __init__(self, record: UUID | None = None, stand_on: int | None = None) -> None:
        super().__init__()
        self._record = record
        self._stand_on = stand_on
        self._sets: list[ToldSet] = []
        self._changes: list[ToldChange] = []
        self._older = False

    def compose_body(self) -> Iterable[Widget]:
        """The change sets, and what the current one did."""
        title = say("Lịch sử mọi thay đổi", "History of everything")
        if self._record is not None:
            title = say("Lịch sử bản ghi", "History of the record")
        with Container(id="panes"):
            yield FittedList(title, ["…"], id="sets")
            yield FittedList(say("Đã thay đổi", "What changed"), id="changes")

    def stand_on(self, number: int) -> None:
        """Put the cursor on a change set."""
        self._stand_on = number
        self._draw_sets()

    def reload(self) -> None:
        """Ask for the newest change sets."""
        record, today = self._record, self.hstk.today()

        def question(eco: Ecosystem) -> History:
            if record is not None:
                return tell_record(eco, record, today)
            return tell_sets(eco, today, limit=AT_A_TIME), []

        self.ask("sets", question, self._show)

    def _show(self, found: History) -> None:
        self._sets, self._changes = found
        self._older = self._record is None and len(self._sets) == AT_A_TIME
        self._draw_sets()

    def _show_older(self, found: list[ToldSet]) -> None:
        self._sets += found
        self._older = len(found) == AT_A_TIME
        self._draw_sets()

    def _draw_sets(self) -> None:
        sets, older = self._sets, self._older
        panel = self.query_one("#sets", FittedList)

        def lines(width: int) -> Lines:
            yield from told_lines(sets, width)
            if older:
                yield Line(say("… cũ hơn", "… older"), OLDER)

        panel.fill(lines)
        if self._stand_on is not None:
            ids = [line.id for line in panel.lines]
            if str(self._stand_on) in ids:
                panel.cursor = ids.index(str(self._stand_on))
            self._stand_on = None
        if not self._sets:
            self._show_changes([])

    @on(LineList.LineHighlighted, "#sets")
    def _look(self, message: LineList.LineHighlighted) -> None:
        if message.line_id == OLDER:
            return
        number, today = int(message.line_id), self.hstk.today()
        if self._record is not None:
            self._show_changes([one for one in self._changes if one.changeset == number])
        else:
            self.ask("changes", lambda eco: tell_changes(eco, number, today), self._show_changes)

    def _show_changes(self, found: list[ToldChange]) -> None:
        self.query_one("#changes", FittedList).fill(lambda width: _change_lines(found, width))

    @on(LineList.LineSelected, "#sets")
    def _open_set(self, message: LineList.LineSelected) -> None:
        if message.line_id != OLDER:
            self.query_one("#changes").focus()
            return
        before, today = self._sets[-1].number, self.hstk.today()
        self.ask(
            "sets",
            lambda eco: tell_sets(eco, today, before=before, limit=AT_A_TIME),
            self._show_older,
        )

    @on(LineList.LineSelected, "#changes")
    def _open_record(self, message: LineList.LineSelected) -> None:
        self.hstk.open_record(UUID(message.line_id.partition(":")[2]))

    def action_undo_this(self) -> None:
        """Take the current change set back."""
        current = self.query_one("#sets", LineList).current
        if current and current != OLDER:
            self.hstk.undo(int(current))

    async def action_back(self) -> None:
        """Back to the list, then out of the screen."""
        if self.query_one("#changes").has_focus:
            self.query_one("#sets").focus()
        elif self._record is None:
            await self.hstk.action_show("today")
        else:
            self.dismiss()


def _change_lines(found: Iterable[ToldChange], width: int) -> Lines:
    """What was done to each record, field by field; the records can be chosen."""
    for place, told in enumerate(found):
        if place:
            yield ""
        what = told.what[0].upper() + told.what[1:]
        yield Line(Content(drawable(what)).stylize("bold"), f"{place}:{told.record}")
        for field in told.fields:
            value = f"{field.before} → {field.after or '∅'}" if field.before else field.after
            for row, text in enumerate(wrapped(f"{field.label}: {value}", width - 2)):
                label = min(len(text), len(field.label) + 1) if row == 0 else 0
                yield Content("  " + text).stylize("$text-muted", 2, 2 + label)
