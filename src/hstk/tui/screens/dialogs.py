"""Small windows over a screen: a message, a question, a choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from hstk.core.language import say
from hstk.tui.palette import find
from hstk.tui.screens.fitted import FittedList, Lines
from hstk.tui.widgets.lines import wrapped
from hstk.tui.widgets.panel import Line, LineList
from hstk.tui.widgets.vinput import VInput

FEW = 12
"""Choices that a small window holds."""


class MessageScreen(ModalScreen[None]):
    """A text to read; any of the usual keys closes it.

    Args:
        title: plain text on the border.
        text: plain text of any length.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        # before the list, for which enter would mean to open a line
        Binding("escape,enter,space,f1", "dismiss", show=False, id="message.close", priority=True)
    ]

    def __init__(self, title: str, text: str, *, wrong: bool = False) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self.set_class(wrong, "-wrong")

    def compose(self) -> ComposeResult:
        """The text, scrolling when it is long."""
        window = FittedList(self._title, id="window")
        window.entitle(self._title, say("Esc Đóng", "Esc Close"))
        window.fill(self.lines)
        yield window

    def lines(self, width: int) -> Lines:
        """The text for a width."""
        return wrapped(self._text, width)


class QuestionScreen(ModalScreen[str]):
    """A question with answers to choose from; escape is the last of them.

    Args:
        title: plain text on the border.
        question: plain text.
        answers: each an id and its text.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, id="question.leave")
    ]

    def __init__(self, title: str, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        with Vertical(id="window"):
            question = FittedList("", id="question")
            question.can_focus = False
            question.fill(lambda width: wrapped(self._question, width))
            yield question
            yield LineList("", [Line(text, id_) for id_, text in self._answers], id="answers")

    def on_mount(self) -> None:
        """Name the window."""
        self.query_one("#window").border_title = Content(self._title)
        self.query_one("#answers").focus()

    @on(LineList.LineSelected)
    def _answer(self, message: LineList.LineSelected) -> None:
        self.dismiss(message.line_id)

    def action_leave(self) -> None:
        """Give the last answer."""
        self.dismiss(self._answers[-1][0])


class ChooseScreen(ModalScreen[str]):
    """A list to choose from, narrowed by typing, marks aside.

    Args:
        title: plain text on the border.
        choices: each an id ("" for a heading), its text and a note.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, id="choose.leave"),
        Binding("down", "move(1)", show=False, id="choose.down"),
        Binding("up", "move(-1)", show=False, id="choose.up"),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self.set_class(len(choices) <= FEW, "-few")

    def compose(self) -> ComposeResult:
        """The box above the list."""
        with Vertical(id="window"):
            yield VInput(placeholder=say("Gõ để lọc", "Type to narrow"), compact=True, id="box")
            choices = LineList("", id="choices")
            choices.can_focus = False
            yield choices

    def on_mount(self) -> None:
        """Offer everything."""
        window = self.query_one("#window")
        window.border_title = Content(self._title)
        window.border_subtitle = Content(say("Enter Chọn  Esc Thôi", "Enter Choose  Esc Leave"))
        self._offer("")

    def _offer(self, text: str) -> None:
        self.query_one("#choices", LineList).set_lines(_narrowed(self._choices, text))

    @on(Input.Changed, "#box")
    def _narrow(self, message: Input.Changed) -> None:
        self._offer(message.value)

    def action_move(self, step: int) -> None:
        """Move in the list while the box has the focus."""
        self.query_one("#choices", LineList).action_move(step)

    @on(Input.Submitted, "#box")
    def _choose_current(self) -> None:
        self.query_one("#choices", LineList).action_select()

    @on(LineList.LineSelected)
    def _choose(self, message: LineList.LineSelected) -> None:
        self.dismiss(message.line_id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss("")


def _narrowed(choices: Iterable[tuple[str, str, str]], text: str) -> list[Line]:
    """The choices that a text finds, the best first; all with their headings for no text."""
    if not text.strip():
        return [_line(*choice) for choice in choices]
    scored = [
        (found.score, choice)
        for choice in choices
        if choice[0] and (found := find(text, choice[1], choice[2])) is not None
    ]
    scored.sort(key=lambda pair: -pair[0])
    return [_line(*choice) for _, choice in scored]


def _line(id_: str, text: str, note: str) -> Line:
    if not id_:
        return Line(Content(text).stylize("bold $text-accent"))
    words = Content(text)
    if note:
        words += Content(f"  {note}").stylize("$text-muted")
    return Line(words, id_)
