"""A bordered panel of lines, and a list of lines to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.markup import parse_style
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from hstk.core.language import say
from hstk.tui.widgets.lines import drawable


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a panel.

    Args:
        text: plain text, never markup; or Content, which may have styles.
        id: what choosing the line reports; a line without one cannot be chosen.
    """

    text: str | Content
    id: str = ""


def _one_line(text: str | Content) -> Content:
    if isinstance(text, Content):
        # Record text that somebody put into Content uncleaned loses its styles, not the screen.
        return text if text.plain.isprintable() else Content(drawable(text.plain))
    return Content(drawable(text))


class Panel(ScrollView, can_focus=False):
    """A panel with a title whose body is lines of text, cut with ``…`` where they are too long.

    Attributes:
        cursor: index of the current line; -1 here, where none can be chosen.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"panel--cursor"}

    DEFAULT_CSS = """
    Panel {
        height: auto;
        border: round $border-blurred;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $text-muted;
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    """

    cursor: reactive[int] = reactive(-1)

    def __init__(
        self,
        title: str = "",
        lines: Iterable[str | Content | Line] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a panel.

        Args:
            title: plain text on the border.
            lines: the body.
            id: as for every widget.
            classes: as for every widget.
        """
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()
        self.entitle(title)
        self.set_lines(lines)

    def entitle(self, title: str, subtitle: str = "") -> None:
        """Write on the border, above and below; plain text, never markup."""
        self.border_title = Content(drawable(title)) if title else None
        self.border_subtitle = Content(drawable(subtitle)) if subtitle else None

    def set_lines(self, lines: Iterable[str | Content | Line]) -> None:
        """Show these lines instead."""
        self._lines = tuple(
            Line(_one_line(line.text), line.id) if isinstance(line, Line) else Line(_one_line(line))
            for line in lines
        )
        self.virtual_size = Size(0, len(self._lines))
        self.refresh(layout=True)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the body."""
        return self._lines

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.scrollable_content_region.width
        index = round(self.scroll_y) + y
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        at_cursor = index == self.cursor
        base = self.get_visual_style("panel--cursor") if at_cursor else self.visual_style
        text = _one_line(self._lines[index].text).truncate(width, ellipsis=True, pad=True)
        parts = text.render(base, end="", parse_style=self._parse_style)
        return Strip([Segment(part, style.rich_style) for part, style in parts], width)

    def _parse_style(self, style: str | Style) -> Style:
        return parse_style(style, self.app.theme_variables) if isinstance(style, str) else style


class LineList(Panel, can_focus=True):
    """A panel whose lines with an id can be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", say("Lên", "Up"), show=False, id="lines.up"),
        Binding("down", "move(1)", say("Xuống", "Down"), show=False, id="lines.down"),
        Binding("home", "end_of(-1)", say("Đầu", "First"), show=False, id="lines.first"),
        Binding("end", "end_of(1)", say("Cuối", "Last"), show=False, id="lines.last"),
        Binding("enter", "select", say("Mở", "Open"), show=False, id="lines.open"),
    ]

    DEFAULT_CSS = """
    LineList:focus { border: round $border; }
    LineList > .panel--cursor { text-style: underline; }
    LineList:focus > .panel--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    LineList:focus:nocolor > .panel--cursor { text-style: reverse; }
    """

    class _LineMessage(Message):
        """About one line of a list.

        Attributes:
            line_list: the list.
            line_id: id of the line.
        """

        def __init__(self, line_list: LineList, line_id: str) -> None:
            super().__init__()
            self.line_list = line_list
            self.line_id = line_id

        @property
        def control(self) -> LineList:
            """The list, for ``@on(..., selector)``."""
            return self.line_list

    class LineHighlighted(_LineMessage):
        """The cursor stands on this line."""

    class LineSelected(_LineMessage):
        """This line was chosen: enter, or a click."""

    def set_lines(self, lines: Iterable[str | Content | Line]) -> None:
        """Show these lines instead; the cursor stays on its id if that comes again."""
        before = self.current
        super().set_lines(lines)
        ids = [line.id for line in self._lines]
        same = ids.index(before) if before in ids and before else -1
        first = next((index for index, line_id in enumerate(ids) if line_id), -1)
        self.cursor = same if same >= 0 else first

    @property
    def current(self) -> str:
        """The id of the line under the cursor, or ""."""
        return self._lines[self.cursor].id if 0 <= self.cursor < len(self._lines) else ""

    def watch_cursor(self) -> None:
        """Keep the cursor in view and tell where it is."""
        self._keep_cursor_in_view()
        if self.current:
            self.post_message(self.LineHighlighted(self, self.current))

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._keep_cursor_in_view()

    def _keep_cursor_in_view(self) -> None:
        height, top = self.size.height, round(self.scroll_y)
        wanted = max(0, min(max(top, self.cursor - height + 1), self.cursor))
        if height and wanted != top:  # without a height it is not laid out yet
            self.scroll_to(y=wanted, animate=False, force=True)

    def action_move(self, step: int) -> None:
        """Go to the next line that can be chosen, up (-1) or down (1)."""
        index = self.cursor + step
        while 0 <= index < len(self._lines):
            if self._lines[index].id:
                self.cursor = index
                return
            index += step

    def action_end_of(self, side: int) -> None:
        """Go to the first (-1) or last (1) line that can be chosen."""
        choices = [index for index, line in enumerate(self._lines) if line.id]
        if choices:
            self.cursor = choices[0] if side < 0 else choices[-1]

    def action_select(self) -> None:
        """Choose the line under the cursor."""
        if self.current:
            self.post_message(self.LineSelected(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        place = event.get_content_offset(self)
        if place is None:
            return
        index = round(self.scroll_y) + place.y
        if index < len(self._lines) and self._lines[index].id:
            self.cursor = index
            self.action_select()
