"""A record to read, as a list in which what it refers to can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from textual.content import Content

from hstk.core.language import say
from hstk.tui.screens.fitted import FittedList, Lines
from hstk.tui.screens.part_rows import shown_lines
from hstk.tui.viewmodel.detail import DetailView
from hstk.tui.viewmodel.offers import Shown, shown_inside
from hstk.tui.widgets.lines import drawable
from hstk.tui.widgets.panel import Line

if TYPE_CHECKING:
    from hstk.tui.screens.base import HstkScreen


class DetailPane(FittedList):
    """Shows one record; its lines with an id lead to other records."""

    DEFAULT_CSS = """
    DetailPane { height: 1fr; }
    """

    shown: DetailView | None = None
    _inside: tuple[Shown, ...] = ()

    def show(self, record: DetailView | None) -> None:
        """Show a record, or none; what plugins show below it comes when it is worked out."""
        before, self.shown = self.shown, record
        if record is None or before is None or record.record.id != before.record.id:
            self.scroll_to(y=0, animate=False)
            self._inside = ()
        self.entitle(record.title if record else "", record.kind if record else "")
        self._draw()
        if record is not None and record.more:
            self._ask_inside(record.record.id)

    def _draw(self) -> None:
        record, inside = self.shown, self._inside
        self.fill(lambda width: _lines(record, inside, width) if record else ())

    def _ask_inside(self, record: UUID) -> None:
        screen = cast("HstkScreen[Any]", self.screen)
        today = screen.hstk.today()

        def show(found: Sequence[Shown]) -> None:
            if self.shown is not None and self.shown.record.id == record:
                self._inside = tuple(found)
                self._draw()

        screen.ask(
            "inside",
            lambda eco: shown_inside(eco, record, today),
            show,
            lambda _: show(()),  # the record was deleted meanwhile
            aside=True,
        )

    @staticmethod
    def target(line_id: str) -> str:
        """The id of the record that a chosen line leads to."""
        return line_id.partition(":")[2]


def _lines(record: DetailView, inside: Sequence[Shown], width: int) -> Lines:
    lines: list[str | Content | Line] = []
    for drawn in record.lines(width):
        if drawn.heading:
            if lines:
                lines.append("")
            lines.append(Content(drawable(drawn.label)).stylize("bold $text-accent"))
            continue
        label = Content(drawn.label).stylize("$text-muted")
        text = Content(drawable(drawn.text))
        if drawn.link:
            text = text.stylize("$text-primary")
        lines.append(Line(label + text, f"{len(lines)}:{drawn.target}" if drawn.target else ""))
    for found in inside:
        if lines:
            lines.append("")
        lines.append(Content(drawable(found.title)).stylize("bold $text-accent"))
        lines += shown_lines(found, width, len(lines))
    return lines or [say("Bản ghi còn trống.", "The record is empty.")]
