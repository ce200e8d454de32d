"""What every key does here, made from the table of commands."""

from __future__ import annotations

from textual.content import Content

from hstk.core.language import say
from hstk.tui.commands import COMMANDS, Command
from hstk.tui.screens.dialogs import MessageScreen
from hstk.tui.screens.fitted import Lines
from hstk.tui.widgets.lines import cut, wrapped

_KEYS = 8  # cells of the keys


class HelpScreen(MessageScreen):
    """The keys of a screen, then those of everywhere.

    Args:
        place: the screen, as the table of commands names it.
    """

    def __init__(self, place: str) -> None:
        super().__init__(say("Trợ giúp: các phím", "Help: keys"), "")
        self._place = place

    def lines(self, width: int) -> Lines:
        """The keys, then what else helps."""
        own = [c for c in COMMANDS if self._place in c.places]
        everywhere = [c for c in COMMANDS if not c.places]
        lines: list[str | Content] = []
        for heading, commands in (
            (say("Trên màn hình này", "On this screen"), own),
            (say("Ở mọi nơi", "Everywhere"), everywhere),
            (say("Khi gõ chữ", "When typing"), ()),
        ):
            if lines:
                lines.append("")
            lines.append(Content(heading).stylize("bold $text-accent"))
            lines += [_line(command) for command in commands]
        for hint in (
            say(
                "Không cần tắt bộ gõ tiếng Việt (UniKey, EVKey, OpenKey) khi bấm phím tắt.",
                "Vietnamese input methods may stay on, also for shortcuts.",
            ),
            say(
                "Tìm ở đâu cũng gõ không dấu được: «nguyen an» tìm ra «Nguyễn An».",
                "Searching never needs marks: “nguyen an” finds “Nguyễn An”.",
            ),
            say(
                "Ngày: 20/11, mai, +7. Tiền: 2,5 triệu.",
                "Days: 20/11, mai, +7. Money: 2,5 triệu.",
            ),
            say(
                "Giữ Shift để bôi đen chữ bằng chuột.",
                "Hold Shift to select text with the mouse.",
            ),
        ):
            lines += wrapped(hint, width)
        return lines


def _line(command: Command) -> Content:
    label = command.label.partition(": ")[2] or command.label
    key = Content(cut(command.key or "—", _KEYS)).stylize("bold")
    return key + Content(label[0].upper() + label[1:])
