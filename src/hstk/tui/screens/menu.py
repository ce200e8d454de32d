"""What can be done with a record, to choose from."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from hstk.core.language import say
from hstk.tui.screens.fitted import FittedList, Lines
from hstk.tui.viewmodel.offers import Menu
from hstk.tui.widgets.lines import drawable, wrapped
from hstk.tui.widgets.panel import Line, LineList


class MenuScreen(ModalScreen[str]):
    """It ends with the name of what was chosen, or ""; what cannot be done now says why.

    Args:
        menu: what there is.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4,full_stop", "leave", show=False, id="menu.leave")
    ]

    def __init__(self, menu: Menu) -> None:
        super().__init__()
        self._menu = menu

    def compose(self) -> ComposeResult:
        """The list."""
        window = FittedList(id="window")
        window.entitle(self._menu.title, say("Enter Chọn  Esc Thôi", "Enter Choose  Esc Leave"))
        window.fill(self._lines)
        yield window

    def _lines(self, width: int) -> Lines:
        lines: list[str | Content | Line] = []
        group = ""
        for entry in self._menu.entries:
            if entry.group != group:
                if group:
                    lines.append("")
                group = entry.group
                lines.append(Content(group).stylize("bold $text-accent"))
            title = Content(drawable(entry.title))
            if entry.reason:
                lines.append(title.stylize("$text-muted"))
                told = say(f"chưa được: {entry.reason}", f"not now: {entry.reason}")
            else:
                lines.append(Line(title, entry.name))
                told = entry.help
            if told:
                lines += [
                    Content(f"  {text}").stylize("$text-muted") for text in wrapped(told, width - 2)
                ]
        return lines

    @on(LineList.LineSelected)
    def _choose(self, message: LineList.LineSelected) -> None:
        self.dismiss(message.line_id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss("")
