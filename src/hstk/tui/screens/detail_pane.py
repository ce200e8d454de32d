"""A record to read, as a list in which what it refers to can be opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from textual.content import Content

from hstk.core.documents import Paragraph
from hstk.core.language import say
from hstk.tui.screens.fitted import FittedList, Lines
from hstk.tui.screens.part_rows import shown_lines
from hstk.tui.viewmodel.detail import DetailView, DrawnLine
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
    _inside: Sequence[Shown] = ()
    _begins = 0  # the line at which begins what plugins show

    def show(self, record: DetailView | None) -> None:
        """Show a record, or none; what plugins show in it comes when it is worked out."""
        before, self.shown = self.shown, record
        if record is None or before is None or record.record.id != before.record.id:
            self.scroll_to(y=0, animate=False)
            waiting = (Paragraph("…", "muted"),)
            self._inside = (
                [Shown(title, parts=waiting) for title in record.inside] if record else []
            )
        self.entitle(record.title if record else "", record.kind if record else "")
        self._draw()
        if record is not None and record.inside:
            self._ask_inside(record.record.id)

    def _draw(self) -> None:
        self.fill(self._made)

    def _ask_inside(self, record: UUID) -> None:
        screen = cast("HstkScreen[Any]", self.screen)
        today = screen.hstk.today()

        def show(found: Sequence[Shown]) -> None:
            if self.shown is not None and self.shown.record.id == record:
                top, before = round(self.scroll_y), len(self.lines)
                self._inside = found
                self._draw()
                if top > self._begins:  # what somebody reads by now, below it, stays where it is
                    y = top + len(self.lines) - before
                    self.scroll_to(y=y, animate=False, force=True)

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

    def _made(self, width: int) -> Lines:
        """Its own values, what plugins show, what refers to it."""
        if self.shown is None:
            return ()
        drawn = self.shown.lines(width)
        lines = _drawn((one for one in drawn if not one.related), "own")
        self._begins = len(lines)
        for place, found in enumerate(self._inside):
            if lines:
                lines.append("")
            lines.append(Content(drawable(found.title)).stylize("bold $text-accent"))
            lines += shown_lines(found, width, f"{place}.")
        related = _drawn((one for one in drawn if one.related), "related")
        if lines and related:
            lines.append("")
        return [*lines, *related] or [say("Bản ghi còn trống.", "The record is empty.")]


def _drawn(drawn: Iterable[DrawnLine], of: str) -> list[str | Content | Line]:
    """Lines of a record; their ids stay what they are whatever plugins show between them."""
    lines: list[str | Content | Line] = []
    for one in drawn:
        if one.heading:
            if lines:
                lines.append("")
            lines.append(Content(drawable(one.label)).stylize("bold $text-accent"))
            continue
        label = Content(one.label).stylize("$text-muted")
        text = Content(drawable(one.text))
        if one.link:
            text = text.stylize("$text-primary")
        id_ = f"{of}.{len(lines)}:{one.target}" if one.target else ""
        lines.append(Line(label + text, id_))
    return lines
