"""One record on a screen of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from hstk.core.errors import NotFound
from hstk.tui.commands import bindings
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.detail_pane import DetailPane
from hstk.tui.viewmodel.detail import DetailView, detail_view
from hstk.tui.widgets.panel import LineList


class RecordScreen(HstkScreen[None]):
    """A record to read, with what refers to it.

    Args:
        record: its id.
    """

    place = "record"
    CSS_PATH = "record.tcss"
    AUTO_FOCUS = "#detail"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("record")]

    def __init__(self, record: UUID) -> None:
        super().__init__()
        self._record = record
        self._found: DetailView | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The record."""
        yield DetailPane(id="detail")

    @property
    def tab(self) -> str:
        """The tab of its kind."""
        return type(self._found.record).spec.kind if self._found else ""

    @property
    def record_here(self) -> UUID | None:
        """It."""
        return self._record

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Things can be done with a record if a plugin offers any for its kind."""
        return action != "offers" or self.hstk.is_offered(self.tab)

    def reload(self) -> None:
        """Read the record."""
        self.ask("detail", lambda eco: detail_view(eco, self._record), self._show, self._gone)

    def _show(self, found: DetailView) -> None:
        self._found = found
        self.query_one(DetailPane).show(found)
        self.offer()

    def _gone(self, error: Exception) -> None:
        """A record that was deleted, here or by somebody else, is left."""
        if not isinstance(error, NotFound) or self._found is None:
            self.hstk.tell_error(error)
        self.dismiss()

    @on(LineList.LineSelected)
    def _follow(self, message: LineList.LineSelected) -> None:
        self.hstk.open_record(UUID(DetailPane.target(message.line_id)))

    def action_edit(self) -> None:
        """Edit it."""
        if self._found is not None:
            self.hstk.open_form(self.tab, self._record)

    def action_delete(self) -> None:
        """Delete it."""
        self.hstk.delete([self._record])

    def action_history(self) -> None:
        """What was done to it."""
        self.hstk.open_history(self._record)
