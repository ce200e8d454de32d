"""What the command palette offers on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from hstk.core.language import say
from hstk.tui.commands import commands_at
from hstk.tui.palette import FoldingProvider, PaletteEntry
from hstk.tui.screens.base import HstkScreen


class Commands(FoldingProvider):
    """What the palette offers: the commands of the screen, and every kind to see and to add."""

    def entries(self) -> Iterable[PaletteEntry]:
        """The commands that can be used now, then the kinds."""
        screen = self.screen
        if not isinstance(screen, HstkScreen):
            return
        app = screen.hstk
        for command in commands_at(screen.place):
            if not command.of_widget and screen.can(command.action):
                yield PaletteEntry(
                    command.label,
                    partial(screen.run_action, command.action),
                    command.key,
                    " ".join(command.title),
                )
        if screen.editing or not app.data.is_open:
            return
        for name, kind in app.data.eco.kinds.items():
            spec = kind.spec
            label = spec.label.lower()
            yield PaletteEntry(
                say(f"xem: {label}", f"view: {label}"),
                partial(app.action_show_kind, name),
                spec.help,
                f"view {spec.label_en} {spec.label_vi}",
            )
            yield PaletteEntry(
                say(f"thêm: {label}", f"add: {label}"),
                partial(app.open_form, name),
                spec.help,
                f"add {spec.label_en} {spec.label_vi}",
            )
