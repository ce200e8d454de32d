"""A list whose lines are made for its width, and made anew when that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from textual.content import Content

from hstk.tui.widgets.panel import Line, LineList

Lines: TypeAlias = Iterable[str | Content | Line]

NARROWEST = 20


class FittedList(LineList):
    """Keeps how its lines are made, so that they fit whatever becomes of its size."""

    _make: Callable[[int], Lines] | None = None
    _made_for = 0

    def fill(self, make: Callable[[int], Lines]) -> None:
        """Show other lines.

        Args:
            make: gives them for a width in cells.
        """
        self._make = make
        self.refit()

    def refit(self) -> None:
        """Make the lines again, of other values perhaps."""
        self._made_for = self.scrollable_content_region.width
        if self._make is not None:
            self.set_lines(self._make(max(NARROWEST, self._made_for)))

    def on_resize(self) -> None:
        """Make the lines for the new width."""
        super().on_resize()
        self._fit()

    def watch_show_vertical_scrollbar(self) -> None:
        """A bar at the side takes a cell of the lines."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.scrollable_content_region.width != self._made_for:
            self.refit()

    def action_move(self, step: int) -> None:
        """Go to the next line that can be chosen; scroll while it is out of sight, or not there."""
        top, height = round(self.scroll_y), self.size.height
        ahead = self.lines[self.cursor + 1 :] if step > 0 else self.lines[: max(0, self.cursor)]
        places = [place for place, line in enumerate(ahead) if line.id]
        if places:
            wanted = self.cursor + 1 + places[0] if step > 0 else places[-1]
            if top - 1 <= wanted <= top + height:
                super().action_move(step)
                return
        self.scroll_relative(y=step, animate=False, force=True)

    def action_end_of(self, side: int) -> None:
        """Go to the first (-1) or last (1) line that can be chosen, and show that end."""
        super().action_end_of(side)
        self.scroll_to(y=0 if side < 0 else self.max_scroll_y, animate=False, force=True)
