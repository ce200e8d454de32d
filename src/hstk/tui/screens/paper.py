"""Where to write a file, and whether what is there may go."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hstk.core.language import say
from hstk.tui.screens.dialogs import QuestionScreen
from hstk.tui.viewmodel.papers import path_of, wrong_with
from hstk.tui.widgets.lines import drawable
from hstk.tui.widgets.vinput import VInput


class PathScreen(ModalScreen[Path | None]):
    """It ends with the path of a file that may be written, or None.

    Args:
        title: what is written.
        path: where it would go.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, id="path.leave"),
        Binding("ctrl+s", "take", show=False, id="path.take"),
    ]

    def __init__(self, title: str, path: Path) -> None:
        super().__init__()
        self._title = title
        self._path = path

    def compose(self) -> ComposeResult:
        """The path, and what is wrong with it."""
        with Vertical(id="window"):
            yield Static(say("Ghi vào tệp:", "Write to the file:"), markup=False)
            yield VInput(str(self._path), compact=True, id="path")
            yield Static("", classes="error", markup=False)

    def on_mount(self) -> None:
        """Name the window."""
        window = self.query_one("#window")
        window.border_title = Content(drawable(self._title))
        window.border_subtitle = Content(say("Enter Ghi  Esc Thôi", "Enter Write  Esc Leave"))
        self.query_one("#path").focus()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the path; ask before something is overwritten."""
        path = path_of(self.query_one("#path", VInput).value, self._path.suffix.lstrip("."))
        wrong = wrong_with(path)
        self.query_one(".error", Static).update(Content(f"✕ {drawable(wrong)}" if wrong else ""))
        if wrong or path is None:
            return
        if not path.exists():
            self.dismiss(path)
            return

        def answered(answer: str | None) -> None:
            if answer == "write":
                self.dismiss(path)

        question = say(f"Đã có tệp này:\n{path}", f"This file exists:\n{path}")
        answers = [("write", say("Ghi đè", "Overwrite it")), ("", say("Thôi", "Leave it"))]
        self.app.push_screen(
            QuestionScreen(say("Ghi đè?", "Overwrite?"), question, answers), answered
        )

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(None)
