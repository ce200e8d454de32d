"""A record to read, as a list in which what it refers to can be opened."""

from __future__ import annotations

from textual.content import Content

from hstk.core.language import say
from hstk.tui.viewmodel.detail import DetailView
from hstk.tui.widgets.lines import drawable
from hstk.tui.widgets.panel import Line, LineList


class DetailPane(LineList):
    """Shows one record; its lines with an id lead to other records."""

    DEFAULT_CSS = """
    DetailPane { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make a pane without a record.

        Args:
            id: as for every widget.
        """
        super().__init__("", id=id)
        self.shown: DetailView | None = None
        self._drawn_width = 0

    def show(self, record: DetailView | None) -> None:
        """Show a record, or none."""
        if record is None or self.shown is None or record.record.id != self.shown.record.id:
            self.scroll_to(y=0, animate=False)
        self.shown = record
        self._draw()

    def on_resize(self) -> None:
        """Wrap again for the new width."""
        super().on_resize()
        if self.scrollable_content_region.width != self._drawn_width:
            self._draw()

    def _draw(self) -> None:
        self._drawn_width = self.scrollable_content_region.width
        if self.shown is None:
            self.entitle("")
            self.set_lines([])
            return
        self.entitle(self.shown.title, self.shown.kind)
        lines: list[str | Content | Line] = []
        for drawn in self.shown.lines(max(20, self._drawn_width)):
            if drawn.heading:
                if lines:
                    lines.append("")
                heading = drawable(drawn.label)
                lines.append(Content(heading).stylize("bold $text-accent"))
                continue
            label = Content(drawn.label).stylize("$text-muted")
            text = Content(drawable(drawn.text))
            if drawn.target:
                text = text.stylize("$text-primary")
            lines.append(Line(label + text, f"{len(lines)}:{drawn.target}" if drawn.target else ""))
        if not lines:
            lines.append(say("Bản ghi còn trống.", "The record is empty."))
        self.set_lines(lines)

    @staticmethod
    def target(line_id: str) -> str:
        """The id of the record that a chosen line leads to."""
        return line_id.partition(":")[2]
