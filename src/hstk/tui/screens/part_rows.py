"""What plugins show, as lines of a list in which records can be opened."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from hstk.core.documents import Part
from hstk.core.language import say
from hstk.tui.screens.fitted import Lines
from hstk.tui.viewmodel.offers import Shown
from hstk.tui.viewmodel.parts import PartLine, part_lines
from hstk.tui.widgets.lines import wrapped
from hstk.tui.widgets.panel import Line

_LOOKS = {
    "heading": "bold $text-accent",
    "header": "bold",
    "total": "bold",
    "muted": "$text-muted",
    "warning": "$text-warning",
}
_MARKS = {"!": "$text-warning", "=": "$text-success", "•": "$text-accent"}


def shown_lines(found: Shown, width: int, of: str = "") -> Lines:
    """What a view shows, or what went wrong in it.

    Args:
        found: the view.
        width: cells of a line.
        of: what the ids of lines begin with, which must differ.
    """
    if found.fault:
        text = say(f"✕ Không xem được: {found.fault}", f"✕ Cannot be shown: {found.fault}")
        return [Content(line).stylize("$text-error") for line in wrapped(text, width)]
    return list(_lines(found.parts, width, of))


def _lines(parts: Iterable[Part], width: int, of: str) -> Lines:
    for number, line in enumerate(part_lines(parts, width)):
        yield Line(_content(line), f"{of}{number}:{line.target}" if line.target else "")


def _content(line: PartLine) -> Content:
    text = Content(line.text)
    if look := _LOOKS.get(line.look):
        text = text.stylize(look)
    if line.mark and line.text.startswith(line.mark):
        text = text.stylize(f"bold {_MARKS.get(line.mark, '')}".rstrip(), 0, 1)
    return text
