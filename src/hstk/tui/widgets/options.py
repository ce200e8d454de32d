"""One question with a few answers to choose from, all in sight while it has the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from hstk.core.language import say
from hstk.tui.widgets.lines import cut, drawable, wrapped

CHOSEN, FREE = "●", "○"
POINTER = "›"
_BY_KEY = 9  # answers that a digit chooses


class Options(Widget, can_focus=True):
    """The question, and below it its answers; without the focus only the one that was chosen.

    Nothing is chosen by moving about: a digit chooses, or enter and space do, where the pointer is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "point(1)", show=False, id="options.down"),
        Binding("up", "point(-1)", show=False, id="options.up"),
        Binding("enter", "take", show=False, id="options.take"),
        Binding("space", "choose_pointed", show=False, id="options.choose"),
        Binding("backspace,delete", "clear", show=False, id="options.clear"),
        *(
            Binding(str(n), f"choose({n - 1})", show=False, id=f"options.{n}")
            for n in range(1, _BY_KEY + 1)
        ),
    ]

    DEFAULT_CSS = """
    Options { height: auto; width: 1fr; }
    Options:focus { background: $panel; }
    """

    class Chosen(Message):
        """An answer was chosen, or taken back.

        Attributes:
            place: of the answer; None when there is none.
        """

        def __init__(self, place: int | None) -> None:
            super().__init__()
            self.place = place

    def __init__(
        self,
        label: str,
        answers: Sequence[str],
        chosen: int | None = None,
        *,
        required: bool = False,
        beside: tuple[int, int] = (22, 28),
    ) -> None:
        """Make a question.

        Args:
            label: the question; answers: what can be chosen; plain text, all of any length.
            chosen: place of the answer to begin with.
            required: whether it must be answered.
            beside: cells of a label with its answer beside it, on narrow and wide screens.
        """
        super().__init__()
        self._label = drawable(label)
        self._answers = [drawable(answer) for answer in answers]
        self._required = required
        self._beside = beside
        self.chosen = chosen
        self._pointer = chosen

    # -- drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are to see."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        width = max(20, width)
        label = f"{self._label} *" if self._required else self._label
        if not self.has_focus:
            return self._answer_alone(label, width)
        lines = [Content(text).stylize("bold") for text in wrapped(label, width)]
        for place, answer in enumerate(self._answers):
            number = str(place + 1) if place < _BY_KEY else " "
            pointer = POINTER if place == self._pointer else " "
            mark = CHOSEN if place == self.chosen else FREE
            head = f"{pointer} {number} {mark} "
            for row, text in enumerate(wrapped(answer, width - len(head))):
                line = Content((head if row == 0 else " " * len(head)) + text)
                if place == self._pointer:
                    line = line.stylize("bold")
                if row == 0:
                    line = line.stylize("$text-accent", 2, 3)
                    if place == self.chosen:
                        line = line.stylize("$text-success", 4, 5)
                lines.append(line)
        return lines

    def _answer_alone(self, label: str, width: int) -> list[Content]:
        room = self._beside[0] if self.app.size.width < 100 else self._beside[1]
        if self.chosen is None:
            answer, style = say("chưa chọn", "not chosen"), "$text-muted"
        else:
            answer, style = f"{CHOSEN} {self._answers[self.chosen]}", ""
        if cell_len(label) < room:
            texts = wrapped(answer, width - room)
            first = Content(cut(label, room)).stylize("$text-muted")
            heads = [first, *[Content(" " * room)] * (len(texts) - 1)]
            return [
                head + Content(text).stylize(style) for head, text in zip(heads, texts, strict=True)
            ]
        lines = [Content(text).stylize("$text-muted") for text in wrapped(label, width)]
        lines += [Content(f"    {t}").stylize(style) for t in wrapped(answer, width - 4)]
        return lines

    def on_focus(self) -> None:
        """Show all answers."""
        self._pointer = self.chosen
        self.refresh(layout=True)
        self.call_after_refresh(self.scroll_visible, animate=False)

    def on_blur(self) -> None:
        """Show the chosen one alone."""
        self.refresh(layout=True)

    # -- choosing

    def put(self, place: int | None) -> None:
        """Show another answer as chosen, without telling of it."""
        self.chosen = self._pointer = place
        self.refresh(layout=True)

    def action_point(self, step: int) -> None:
        """Move the pointer; beyond the last answer, and before the first, to the next question."""
        outside = -1 if step > 0 else 0
        place = (outside if self._pointer is None else self._pointer) + step
        if place < 0:
            self.screen.focus_previous()
        elif place >= len(self._answers):
            self.screen.focus_next()
        else:
            self._pointer = place
            self.refresh()

    def action_choose(self, place: int) -> None:
        """Choose an answer by its number."""
        if place < len(self._answers):
            self._choose(place)

    def action_choose_pointed(self) -> None:
        """Choose where the pointer is."""
        if self._pointer is not None:
            self._choose(self._pointer)

    def action_take(self) -> None:
        """Choose where the pointer is, and go on to the next question."""
        if self._pointer is not None and self._pointer != self.chosen:
            self._choose(self._pointer)
        self.screen.focus_next()

    def action_clear(self) -> None:
        """Take the answer back."""
        self._choose(None)

    def _choose(self, place: int | None) -> None:
        self._pointer = place
        if place != self.chosen:
            self.chosen = place
            self.post_message(self.Chosen(place))
        self.refresh(layout=not self.has_focus)  # all in sight, it stays as tall as it is

    def on_click(self, event: events.Click) -> None:
        """Choose the answer that was clicked, once they are all in sight."""
        clicked = event.get_content_offset(self)
        if clicked is None or not self.has_focus:
            return
        width = max(20, self.content_size.width)
        label = f"{self._label} *" if self._required else self._label
        y = len(wrapped(label, width))
        for place, answer in enumerate(self._answers):
            y += len(wrapped(answer, width - 6))
            if clicked.y < y:
                if clicked.y >= len(wrapped(label, width)):
                    self._choose(place)
                return
