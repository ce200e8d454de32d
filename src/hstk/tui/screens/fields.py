"""The frame around the fields of a form, which tells how the form stands."""

from __future__ import annotations

from typing import Self

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region


class Fields(VerticalScroll):
    """Fields below each other; other words on the border do not draw them anew."""

    _words = ("", "")
    _entitling = False

    def entitle(self, title: str, subtitle: str) -> None:
        """Write on the border, above and below; plain text, never markup."""
        if (title, subtitle) == self._words:
            return
        self._words = (title, subtitle)
        self._entitling = True
        self.border_title, self.border_subtitle = Content(title), Content(subtitle)
        self._entitling = False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw again, of the border only its two lines."""
        if self._entitling:
            (width, height), (x, y) = self.outer_size, self.content_offset
            regions = tuple(Region(-x, line - y, width, 1) for line in (0, height - 1))
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
