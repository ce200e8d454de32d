"""What the palette offers on a screen: commands, kinds of record, records."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from uuid import UUID

from textual.command import Hit, Hits
from textual.content import Content

from hstk.core.errors import HstkError
from hstk.core.language import say
from hstk.tui.commands import MAIN_KINDS, commands_at
from hstk.tui.data import Superseded
from hstk.tui.palette import FoldingProvider, PaletteEntry
from hstk.tui.screens.base import HstkScreen
from hstk.tui.widgets.lines import drawable

MOST = 8
"""Records that are offered."""


class Commands(FoldingProvider):
    """What the palette offers: the commands of the screen, and every kind to see and to add."""

    def entries(self) -> Iterable[PaletteEntry]:
        """The commands that can be used now, then the kinds."""
        from hstk.tui.viewmodel.satellites import satellite_kinds  # not before the first picture

        screen = self.screen
        if not isinstance(screen, HstkScreen):
            return
        app = screen.hstk
        for command in commands_at(screen.place):
            if not command.of_widget and screen.can(command.action):
                yield PaletteEntry(
                    f"{command.label}  {command.key}".rstrip(),
                    partial(screen.run_action, command.action),
                    also=" ".join(command.title),
                )
        if screen.editing or not app.data.is_open:
            return
        main = {kind.kind for kind in MAIN_KINDS}
        parts = satellite_kinds(app.data.eco)
        for name, kind in app.data.eco.kinds.items():
            spec = kind.spec
            label = spec.label.lower()
            words = f"{spec.label_en} {spec.label_vi}"
            if name not in main:
                yield PaletteEntry(
                    say(f"xem: {label}", f"view: {label}"),
                    partial(app.action_show_kind, name),
                    also=words,
                )
            if name not in parts:
                yield PaletteEntry(
                    say(f"thêm: {label}", f"add: {label}"), partial(app.open_form, name), also=words
                )


class Offered(FoldingProvider):
    """What plugins offer: for the whole ecosystem, and for the record that is here."""

    _found: tuple[PaletteEntry, ...] = ()

    async def startup(self) -> None:
        """Ask what there is: whether it goes with the record, a plugin has to say."""
        screen = self.screen
        if not isinstance(screen, HstkScreen) or screen.editing or not screen.hstk.data.is_open:
            return
        from hstk.tui.screens.offering import begin
        from hstk.tui.viewmodel import offers

        record, found = screen.record_here, []

        def entry(one: offers.Entry, about: str, of: UUID | None) -> PaletteEntry:
            title = f"{one.group.lower()}: {one.title}" + (f" · {about}" if about else "")
            return PaletteEntry(title, partial(begin, screen, one.name, of), one.help)

        with suppress(Superseded, HstkError):
            if record is not None:
                menu = await screen.hstk.data.ask(
                    "offered", lambda eco: offers.menu(eco, record), aside=True
                )
                found += [entry(e, menu.title, record) for e in menu.entries if not e.reason]
        found += [entry(e, "", None) for e in offers.without_record(screen.hstk.data.eco)]
        self._found = tuple(found)

    def entries(self) -> Iterable[PaletteEntry]:
        """What was found."""
        return self._found


class Records(FoldingProvider):
    """Records of any kind, by their words; found by the store, a few at a time."""

    def entries(self) -> Iterable[PaletteEntry]:
        """Nothing is offered before something is typed."""
        return ()

    async def search(self, query: str) -> Hits:
        """Offer what the store finds for the words, below the commands."""
        screen = self.screen
        if not isinstance(screen, HstkScreen) or screen.editing or len(query.strip()) < 2:
            return
        app = screen.hstk
        try:
            hits = await app.data.ask("palette", lambda eco: eco.search(query, limit=MOST))
        except Superseded:
            return
        kinds = app.data.eco.kinds
        for place, hit in enumerate(hits):
            label = kinds[hit.kind].spec.label
            title = Content(drawable(f"{hit.title} · {label}"))
            yield Hit(0.1 - place / 1000, title, partial(app.open_record, hit.id), title.plain)
