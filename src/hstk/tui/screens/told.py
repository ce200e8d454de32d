"""Change sets as lines of a list."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from hstk.core.language import say
from hstk.tui.screens.fitted import Lines
from hstk.tui.viewmodel.history import ToldSet
from hstk.tui.viewmodel.lines import spread
from hstk.tui.widgets.panel import Line


def told_lines(found: Iterable[ToldSet], width: int) -> Lines:
    """Change sets as lines that can be chosen, each by its number.

    Args:
        found: the newest first.
        width: cells of a line.
    """
    none = True
    for told in found:
        none = False
        line = Content(spread(f"{told.when}  {told.what}", told.mark or told.actor, width))
        yield Line(line.stylize("$text-muted") if told.undone else line, str(told.number))
    if none:
        yield say("Chưa có thay đổi nào.", "Nothing was changed yet.")
