"""A record to read, as a list in which what it refers to can be opened."""

from __future__ import annotations

from textual.content import Content

from hstk.core.language import say
from hstk.tui.screens.fitted import FittedList, Lines
from hstk.tui.viewmodel.detail import DetailView
from hstk.tui.widgets.lines import drawable
from hstk.tui.widgets.panel import Line


class DetailPane(FittedList):
    """Shows one record; its lines with an id lead to other records."""

    DEFAULT_CSS = """
    DetailPane { height: 1fr; }
    """

    shown: DetailView | None = None

    def show(self, record: DetailView | None) -> None:
        """Show a record, or none."""
        before, self.shown = self.shown, record
        if record is None or before is None or record.record.id != before.record.id:
            self.scroll_to(y=0, animate=False)
        self.entitle(record.title if record else "", record.kind if record else "")
        self.fill(lambda width: _lines(record, width) if record else ())

    @staticmethod
    def target(line_id: str) -> str:
        """The id of the record that a chosen line leads to."""
        return line_id.partition(":")[2]


def _lines(record: DetailView, width: int) -> Lines:
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
    return lines or [say("Bản ghi còn trống.", "The record is empty.")]
