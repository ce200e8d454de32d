"""What a plugin has to read: paragraphs and tables whose rows lead to their records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from hstk.core.entity import Entity
from hstk.core.errors import NotFound
from hstk.core.language import say
from hstk.tui.commands import bindings
from hstk.tui.screens.ask import AskScreen
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.detail_pane import DetailPane
from hstk.tui.screens.fitted import FittedList
from hstk.tui.screens.part_rows import shown_lines
from hstk.tui.viewmodel.form import FormModel
from hstk.tui.viewmodel.offers import Shown, Subject, form_for, shown
from hstk.tui.viewmodel.papers import file_name, has_tables, write_tables
from hstk.tui.viewmodel.parts import as_tsv
from hstk.tui.widgets.panel import LineList


class ViewScreen(HstkScreen[None]):
    """A view; it is worked out anew after every change.

    Args:
        subject: the view, and the record it is about.
        answers: what it was asked with, or None for one that asks for nothing.
    """

    place = "view"
    CSS_PATH = "view.tcss"
    AUTO_FOCUS = "#parts"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("view")]

    def __init__(self, subject: Subject, answers: Entity | None = None) -> None:
        super().__init__()
        self._subject = subject
        self._answers = answers
        self._found: Shown | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The view."""
        yield FittedList("", ["…"], id="parts")

    @property
    def found(self) -> Shown | None:
        """What it shows, once the plugin has answered."""
        return self._found

    @property
    def record_here(self) -> UUID | None:
        """The record that the current line leads to."""
        target = DetailPane.target(self.query_one("#parts", FittedList).current)
        return UUID(target) if target else None

    def reload(self) -> None:
        """Ask the plugin."""
        subject, answers = self._subject, self._answers
        self.ask(
            "view", lambda eco: shown(eco, subject, answers), self._show, self._gone, aside=True
        )

    def _show(self, found: Shown) -> None:
        self._found = found
        parts = self.query_one("#parts", FittedList)
        parts.entitle(" · ".join(text for text in (found.title, found.about) if text))
        parts.fill(lambda width: shown_lines(found, width))
        self.offer()

    def _gone(self, error: Exception) -> None:
        """A view of a record that was deleted is left."""
        self.hstk.tell_error(error)
        if isinstance(error, NotFound):
            self.dismiss()

    @on(LineList.LineSelected)
    def _follow(self, message: LineList.LineSelected) -> None:
        self.hstk.open_record(UUID(DetailPane.target(message.line_id)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a view that asks can be filtered, and only what is there be copied."""
        if action == "filter":
            return self._answers is not None
        if action == "copy":
            return self._found is not None and not self._found.fault
        if action == "export":
            return self._found is not None and has_tables(self._found.parts)
        if action == "offers":
            return self.record_here is not None
        return True

    def action_filter(self) -> None:
        """Ask again, beginning with the answers there are."""
        if self._answers is None:
            return
        subject, answers = self._subject, self._answers

        def ask(model: FormModel | None) -> None:
            if model is not None:
                self.app.push_screen(AskScreen(subject, model, self._filter))

        self.ask("form", lambda eco: form_for(eco, subject, answers.__dict__), ask, aside=True)

    def _filter(self, answers: Entity) -> None:
        self._answers = answers
        self.read_again(anyway=True)

    def action_export(self) -> None:
        """Write all tables into a spreadsheet file."""
        from hstk.tui.screens.offering import write_file

        found = self._found
        if found is not None:
            name = file_name(found.title, found.about, self._subject, "xlsx")
            write_file(self, found.title, name, lambda path, _: write_tables(found.parts, path))

    def action_copy(self) -> None:
        """Copy the selected text, else all tables, for spreadsheets."""
        if self.get_selected_text() is not None:
            self.action_copy_text()
        elif self._found is not None:
            self.app.copy_to_clipboard(as_tsv(self._found.parts))
            self.hstk.tell(
                say("Đã chép; dán vào bảng tính được.", "Copied; paste it into a spreadsheet.")
            )
