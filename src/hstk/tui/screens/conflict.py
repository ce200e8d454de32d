"""Two people changed the same fields: before, mine and theirs, and who prevails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from hstk.core.language import say
from hstk.tui.screens.fitted import FittedList, Lines
from hstk.tui.viewmodel.form import Clash
from hstk.tui.widgets.lines import drawable, wrapped
from hstk.tui.widgets.panel import Line, LineList


class ConflictScreen(ModalScreen[set[str] | None]):
    """Choose field by field; ends with the fields in which theirs stands, or None to go back.

    Args:
        found: the fields that both changed.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, id="conflict.leave")
    ]

    def __init__(self, found: Sequence[Clash]) -> None:
        super().__init__()
        self._found = found
        self._theirs: set[str] = set()

    def compose(self) -> ComposeResult:
        """The fields and the three ways on."""
        with Vertical(id="window"):
            choices = FittedList("", id="choices")
            choices.fill(self._lines)
            yield choices

    def on_mount(self) -> None:
        """Name the window and fill it."""
        window = self.query_one("#window")
        window.border_title = Content(
            say("Người khác vừa sửa cùng chỗ này", "Somebody else changed this too")
        )
        window.border_subtitle = Content(
            say("Enter Chọn  Esc Sửa tiếp", "Enter Choose  Esc Edit on")
        )
        self.query_one("#choices").focus()

    def _lines(self, width: int) -> Lines:
        lines: list[str | Content | Line] = []
        for one in self._found:
            lines.append(Content(drawable(one.label)).stylize("bold $text-accent"))
            before = say(f"trước: {one.before or '∅'}", f"before: {one.before or '∅'}")
            lines += [
                Content("    " + t).stylize("$text-muted") for t in wrapped(before, width - 4)
            ]
            theirs = one.field in self._theirs
            for mine, words in (
                (True, say(f"của tôi: {one.mine or '∅'}", f"mine: {one.mine or '∅'}")),
                (False, say(f"của họ: {one.theirs or '∅'}", f"theirs: {one.theirs or '∅'}")),
            ):
                first, *rest = wrapped(words, width - 4)
                mark = "●" if mine != theirs else "○"
                lines.append(
                    Line(f"  {mark} {first}", f"{'mine' if mine else 'theirs'}:{one.field}")
                )
                lines += ["    " + text for text in rest]
        lines.append("")
        lines += [
            Line(say("Lưu theo các dấu ● ở trên", "Save as marked ● above"), "save"),
            Line(say("Giữ tất cả của tôi", "Keep all of mine"), "all-mine"),
            Line(say("Lấy tất cả của họ", "Take all of theirs"), "all-theirs"),
            Line(say("Thôi, quay lại biểu mẫu", "Cancel, back to the form"), "leave"),
        ]
        return lines

    @on(LineList.LineSelected)
    def _choose(self, message: LineList.LineSelected) -> None:
        every = {one.field for one in self._found}
        choice, _, field = message.line_id.partition(":")
        match choice:
            case "mine":
                self._theirs.discard(field)
                self.query_one("#choices", FittedList).refit()
            case "theirs":
                self._theirs.add(field)
                self.query_one("#choices", FittedList).refit()
            case "save":
                self.dismiss(self._theirs)
            case "all-mine":
                self.dismiss(set())
            case "all-theirs":
                self.dismiss(every)
            case _:
                self.dismiss(None)

    def action_leave(self) -> None:
        """Back to the form, nothing saved."""
        self.dismiss(None)
