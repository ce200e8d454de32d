"""The rows behind a number: what counts, what nearly does, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hstk.core.language import say
from hstk.tui.commands import bindings
from hstk.tui.screens.base import HstkScreen
from hstk.tui.viewmodel.evidence import EvidenceView, evidence_view
from hstk.tui.widgets.bars import figure
from hstk.tui.widgets.lines import drawable
from hstk.tui.widgets.vtable import Column, VTable


class EvidenceScreen(HstkScreen[None]):
    """The evidence of one target in one year.

    Args:
        target: its id.
        year: the calendar year.
    """

    place = "evidence"
    CSS_PATH = "evidence.tcss"
    AUTO_FOCUS = "#counted"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("evidence")]

    def __init__(self, target: str, year: int) -> None:
        super().__init__()
        self._target = target
        self._year = year

    @property
    def tab(self) -> str:
        """It belongs to the first screen."""
        return "today"

    def compose_body(self) -> Iterable[Widget]:
        """What is counted and how, then the two lists."""
        yield Static("…", id="title", markup=False)
        yield Static("", id="how", markup=False)
        with Vertical(id="counts"):
            yield Static("", id="counted-title", classes="title", markup=False)
            yield VTable([Column("", 20)], executor=self.hstk.data.pages, id="counted")
            yield Static("", id="near-title", classes="title", markup=False)
            yield VTable([Column("", 20)], executor=self.hstk.data.pages, id="near")
            yield Static("", id="why", markup=False)

    def reload(self) -> None:
        """Ask for the evidence."""
        target, year = self._target, self._year
        self.ask("evidence", lambda eco: evidence_view(eco, target, year), self._show)

    def _show(self, found: EvidenceView) -> None:
        heading = Content(drawable(found.title)).stylize("bold")
        self.query_one("#title", Static).update(
            Content("\n").join([heading, Content(drawable(found.standing))])
        )
        how = f"{found.help} ({found.period})" if found.help else found.period
        self.query_one("#how", Static).update(Content(drawable(how)))

        counted, near = self.query_one("#counted", VTable), self.query_one("#near", VTable)
        counted.columns = found.columns
        counted.empty = say("Chưa có bản ghi nào được tính.", "Nothing counts yet.")
        counted.show(found.counted, found.counted.count(), cursor=counted.cursor)
        near.columns = found.near_columns
        near.empty = say("Không có bản ghi nào gần được tính.", "Nothing nearly counts.")
        near.show(found.near, found.near.count(), cursor=near.cursor)
        total, total_near = figure(found.total), figure(found.total_near)
        self.query_one("#counted-title", Static).update(
            Content(say(f"Được tính: {total}", f"Counted: {total}"))
        )
        self.query_one("#near-title", Static).update(
            Content(say(f"Gần được tính: {total_near}", f"Nearly counted: {total_near}"))
        )

    @on(VTable.RowHighlighted, "#near")
    def _tell_why(self) -> None:
        """The whole reason, which the column may cut."""
        current = self.query_one("#near", VTable).current
        if current is not None:
            self.query_one("#why", Static).update(Content(drawable(": ".join(current[1]))))

    def action_other_pane(self) -> None:
        """Go to the other list."""
        counted, near = self.query_one("#counted", VTable), self.query_one("#near", VTable)
        (near if counted.has_focus else counted).focus()

    @on(VTable.RowSelected)
    def _open(self, message: VTable.RowSelected) -> None:
        self.hstk.open_record(UUID(message.record_id))
