"""What every key does here, made from the table of commands."""

from __future__ import annotations

from textual.content import Content

from hstk.core.language import say
from hstk.tui.commands import COMMANDS, Command
from hstk.tui.screens.dialogs import MessageScreen
from hstk.tui.widgets.lines import cut
from hstk.tui.widgets.panel import Line, LineList

_KEYS = 8  # cells of the keys


class HelpScreen(MessageScreen):
    """The keys of a screen, then those of everywhere.

    Args:
        place: the screen, as the table of commands names it.
    """

    def __init__(self, place: str) -> None:
        super().__init__(say("Trợ giúp: các phím", "Help: keys"), "")
        self._place = place

    def _draw(self) -> None:
        own = [c for c in COMMANDS if self._place in c.places]
        everywhere = [c for c in COMMANDS if not c.places]
        lines: list[str | Content | Line] = []
        for heading, commands in (
            (say("Trên màn hình này", "On this screen"), own),
            (say("Ở mọi nơi", "Everywhere"), everywhere),
            (say("Khi gõ chữ", "When typing"), ()),
        ):
            if lines:
                lines.append("")
            lines.append(Content(heading).stylize("bold $text-accent"))
            lines += [_line(command) for command in commands]
        lines += [
            say(
                "Gõ tiếng Việt bằng UniKey, EVKey, OpenKey đều được; phím tắt cũng vậy.",
                "Vietnamese input methods may stay on, also for shortcuts.",
            ),
            say(
                "Tìm ở đâu cũng gõ không dấu được: «nguyen an» tìm ra «Nguyễn An».",
                "Searching never needs marks: “nguyen an” finds “Nguyễn An”.",
            ),
            say(
                "Ngày: 20/11, mai, +7. Tiền: 2,5 triệu. Giữ Shift để bôi đen bằng chuột.",
                "Days: 20/11, mai, +7. Money: 2,5 triệu. Hold Shift to select with the mouse.",
            ),
        ]
        self.query_one("#window", LineList).set_lines(lines)


def _line(command: Command) -> Content:
    label = command.label.partition(": ")[2] or command.label
    key = Content(cut(command.key or "—", _KEYS)).stylize("bold")
    return key + Content(label[0].upper() + label[1:])
