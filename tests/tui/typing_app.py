"""The app that test_typing_pty types at: one field of each kind, and a report of what it holds.

F5 to F9 empty a field and go to it; F12 reports once everything typed before it is done.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.message_pump import MessagePump
from textual.widgets import Input, OptionList, Select, TextArea

from hstk.tui import compat
from hstk.tui.widgets.vinput import VInput

OPTIONS = ("Tiên Lữ", "Tiền Hải", "Tiếng Việt", "Hà Nội")


class TypingApp(App[None]):
    """Fields to type into."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "go('input')", priority=True),
        Binding("f6", "go('vinput')", priority=True),
        Binding("f7", "go('area')", priority=True),
        Binding("f8", "palette", priority=True),
        Binding("f9", "go('select')", priority=True),
        Binding("f12", "report", priority=True),
    ]
    CSS = "TextArea { height: 5; }"

    def compose(self) -> ComposeResult:
        line, vline, area = Input(id="input"), VInput(id="vinput"), TextArea(id="area")
        for field in (line, vline, area):
            field.cursor_blink = False
        yield line
        yield vline
        yield area
        yield Select([(name, name) for name in OPTIONS], id="select")

    def on_mount(self) -> None:
        self.action_report()

    async def action_go(self, field_id: str) -> None:
        if isinstance(self.screen, CommandPalette):
            await self.pop_screen()
        field = self.query_one(f"#{field_id}")
        if isinstance(field, Select):
            field.action_show_overlay()
            return
        if isinstance(field, (Input, TextArea)):
            field.clear()
        self.screen.set_focus(field)

    async def action_palette(self) -> None:
        if isinstance(self.screen, CommandPalette):
            await self.pop_screen()
        await self.push_screen(CommandPalette())

    def action_report(self) -> None:
        """Report behind everything typed so far, on the way that keys bubble up."""
        path = self.focused.ancestors_with_self if self.focused else [self]
        self._report_after(path)

    def _report_after(self, path: Sequence[MessagePump]) -> None:
        if path:
            path[0].call_later(self._report_after, path[1:])
        else:
            line = json.dumps(self._state()) + "\n"
            os.write(int(os.environ["REPORT_FD"]), line.encode())

    def _state(self) -> dict[str, Any]:
        field = self.focused
        text = ""
        if isinstance(field, Input):
            text = field.value
        elif isinstance(field, TextArea):
            text = field.text
        elif isinstance(field, OptionList) and field.highlighted is not None:
            text = str(field.get_option_at_index(field.highlighted).prompt)
        name = field.id or type(field).__name__ if field else ""
        return {"field": name, "text": text, "size": list(self.size)}


if __name__ == "__main__":
    if sys.argv[1:] != ["stock"]:
        compat.install()
    TypingApp().run()
