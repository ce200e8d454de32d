"""A line of things to do, each with its key: the tabs above a screen and the keys below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from hstk.tui.widgets.lines import cut, drawable

GAP = 2  # cells between two items


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do.

    Args:
        key: as people read it.
        label: a word or two.
        action: what a click runs, an action of Textual.
        weight: the lightest go first when the line is too narrow.
        current: whether it is what is on screen.
    """

    key: str
    label: str
    action: str
    weight: int = 1
    current: bool = False

    @property
    def width(self) -> int:
        """Cells it takes."""
        return cell_len(f"{self.key} {self.label}")


def fitting(items: Sequence[Item], width: int) -> list[Item]:
    """The items that fit into a line, in their order; of equal weight the last goes first.

    Args:
        items: all of them.
        width: cells of the line.
    """
    kept = list(items)
    while kept and sum(item.width for item in kept) + GAP * (len(kept) - 1) > width:
        lightest = min(reversed(kept), key=lambda item: item.weight)
        kept.remove(lightest)
    return kept


class ActionBar(Widget):
    """A line of items that fit, and a text at its right end where there is room for it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "actionbar--key",
        "actionbar--current",
        "actionbar--end",
    }

    DEFAULT_CSS = """
    ActionBar {
        height: 1;
        background: $panel;
        color: $foreground;
        padding: 0 1;
    }
    ActionBar > .actionbar--key { color: $text-accent; text-style: bold; }
    ActionBar > .actionbar--current { text-style: bold reverse; }
    ActionBar > .actionbar--end { color: $text-muted; }
    """

    def __init__(self, items: Iterable[Item] = (), end: str = "", *, id: str | None = None) -> None:
        """Make a line.

        Args:
            items: what it offers.
            end: plain text for the right end.
            id: as for every widget.
        """
        super().__init__(id=id)
        self._items: tuple[Item, ...] = tuple(items)
        self._end = drawable(end)

    def offer(self, items: Iterable[Item], end: str = "") -> None:
        """Offer these items instead."""
        offered = tuple(items), drawable(end)
        if offered != (self._items, self._end):  # mostly they are what they were
            self._items, self._end = offered
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.content_size.width
        plain = self.rich_style
        key, current, end = (
            plain + self.get_component_rich_style(f"actionbar--{name}", partial=True)
            for name in ("key", "current", "end")
        )
        segments: list[Segment] = []
        left = width
        for item in fitting(self._items, width):
            if segments:
                segments.append(Segment(" " * GAP, plain))
                left -= GAP
            style = current if item.current else plain
            segments.append(Segment(item.key, current if item.current else key))
            segments.append(Segment(f" {drawable(item.label)}", style))
            left -= item.width
        if self._end and left >= cell_len(self._end) + GAP:
            segments.append(Segment(cut(self._end, left, "right"), end))
        return Strip(segments).adjust_cell_length(width, plain)

    async def on_click(self, event: events.Click) -> None:
        """Run the item that was clicked."""
        place = event.get_content_offset(self)
        if place is None:
            return
        x = 0
        for item in fitting(self._items, self.content_size.width):
            if x <= place.x < x + item.width:
                await self.screen.run_action(item.action)
                return
            x += item.width + GAP
