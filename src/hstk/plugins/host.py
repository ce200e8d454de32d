"""Finds plugins, asks each for all it declares, and takes that as a whole or not at all.

A plugin that cannot be used is off with a reason; everything else runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any, Literal

import pluggy

from hstk.core.contributions import (
    STRICT,
    Action,
    Check,
    Guard,
    Observer,
    Paper,
    ReportSection,
    Satellite,
    View,
)
from hstk.core.declarations import Declarations, Declared, Migrations
from hstk.core.errors import HstkError, NotFound, PluginTrouble
from hstk.core.indicators import Indicator
from hstk.core.language import say
from hstk.core.text import closest
from hstk.plugins.bundle import refuse_unsound
from hstk.plugins.spec import GROUP, Command, HstkSpec

Status = Literal["on", "off", "broken"]
_NONE: Mapping[str, bool] = MappingProxyType({})

# Whatever a stranger's code raises; a plugin that ends the program when imported is broken too.
_ANYTHING = (Exception, SystemExit)


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A plugin that is installed.

    Args:
        name: of the plugin; version: of the distribution it came with.
        built_in: whether it came with hstk.
        status: "on", "off", or "broken" when it cannot be used.
        reason: why it is broken.
    """

    name: str
    version: str
    built_in: bool
    status: Status
    reason: str = ""


class PluginHost:
    """The plugins of one process.

    Args:
        wanted: use these alone; those switched on for a file when left out.
        also: plugins beside those that are installed.

    Attributes:
        infos: what became of each that is installed, once :meth:`declarations` was called.

    Raises:
        NotFound: one of ``wanted`` is not installed, with the nearest names.
    """

    def __init__(
        self, wanted: Sequence[str] | None = None, also: Iterable[EntryPoint] = ()
    ) -> None:
        self.wanted = wanted
        self.found = discover() | {entry.name: entry for entry in also}
        self.infos: dict[str, PluginInfo] = {name: _info(e) for name, e in self.found.items()}
        self._plugins = {name: _Plugin(entry) for name, entry in self.found.items()}
        self._given_up: dict[str, Exception] = {}
        for name in wanted or ():
            self.entry(name)

    def entry(self, name: str) -> EntryPoint:
        """The entry point of a plugin.

        Raises:
            NotFound: it is not installed.
        """
        if name not in self.found:
            raise NotFound(
                say(f"Chưa cài plugin «{name}».", f"There is no plugin “{name}” installed."),
                key=name,
                nearest=closest(name, self.found),
            )
        return self.found[name]

    def declarations(
        self, core: Declared, switches: Mapping[str, bool], steps: Mapping[str, int]
    ) -> Declarations:
        """The core with every plugin that is on and sound; the others are not imported.

        Args:
            core: what hstk itself declares.
            switches: plugins switched on or off for the file.
            steps: the last migration step that the file has seen, by plugin.
        """
        taken = [core]
        self.infos = {name: _info(entry) for name, entry in self.found.items()}
        for name in self._in_order(switches):
            try:
                taken.append(self._ask(name, Declarations(tuple(taken)), steps.get(name, 0)))
            except _ANYTHING as error:
                if os.environ.get(STRICT):
                    raise
                broken = replace(self.infos[name], status="broken", reason=_reason(error))
                self.infos[name] = broken
            else:
                self.infos[name] = replace(self.infos[name], status="on")
        return Declarations(tuple(taken))

    def give_up(self, name: str, error: Exception) -> None:
        """Takes a plugin as broken from now on, for a reason that only using it brought up."""
        if os.environ.get(STRICT):
            raise error
        self._given_up[name] = error

    def commands(self, switches: Mapping[str, bool] = _NONE) -> dict[str, Command]:
        """The commands of every plugin that is on, by name; a broken one's are missing.

        Args:
            switches: plugins switched on or off for the file that is used.
        """
        found: dict[str, Command] = {}
        for name in self._in_order(switches):
            try:
                for command in self._plugins[name].ask("hstk_commands", Command):
                    found.setdefault(command.name, command)
            except _ANYTHING:  # `hstk plugins` says why
                if os.environ.get(STRICT):
                    raise
        return found

    # -- one plugin

    def _ask(self, name: str, so_far: Declarations, steps_seen: int) -> Declared:
        """Everything that a plugin declares, checked as a bundle."""
        if name in self._given_up:
            raise self._given_up[name]
        plugin = self._plugins[name]
        for required in plugin.requires:
            if required not in {owner.owner for owner in so_far.owners}:
                raise PluginTrouble(
                    say(
                        f"cần plugin «{required}» nhưng nó không bật hoặc không dùng được",
                        f"requires the plugin “{required}”, which is not on or cannot be used",
                    )
                )
        migrations = plugin.ask("hstk_migrations", Migrations)
        if len(migrations) > 1:
            raise PluginTrouble(
                say("hstk_migrations chỉ trả về một Migrations", "give one Migrations, not several")
            )
        satellites = tuple(plugin.ask("hstk_satellites", Satellite))
        declared = Declared(
            name,
            (*plugin.ask("hstk_entities", type), *(one.kind for one in satellites)),
            tuple(plugin.ask("hstk_indicators", Indicator)),
            migrations[0] if migrations else None,
            satellites,
            tuple(plugin.ask("hstk_check_change", Guard)),
            tuple(plugin.ask("hstk_committed", Observer)),
            tuple(plugin.ask("hstk_checks", Check)),
            tuple(plugin.ask("hstk_views", View)),
            tuple(plugin.ask("hstk_actions", Action)),
            tuple(plugin.ask("hstk_papers", Paper)),
            tuple(plugin.ask("hstk_report_sections", ReportSection)),
        )
        refuse_unsound(declared, so_far)
        if steps_seen > (len(migrations[0].steps) if migrations else 0):
            raise PluginTrouble(
                say(
                    f"dữ liệu của «{name}» trong tệp do bản mới hơn ghi (bước {steps_seen}); "
                    "cập nhật plugin",
                    f"the data of “{name}” in this file is from a newer version "
                    f"(step {steps_seen}); update the plugin",
                )
            )
        return declared

    def _in_order(self, switches: Mapping[str, bool]) -> list[str]:
        """Those that are on: built-ins first, then by what each requires, then by name."""
        on = [
            name
            for name, info in self.infos.items()
            if (switches.get(name, info.built_in) if self.wanted is None else name in self.wanted)
        ]
        on.sort(key=lambda name: (not self.infos[name].built_in, name))
        ordered: list[str] = []

        def place(name: str, path: tuple[str, ...]) -> None:
            if name in ordered or name in path or name not in on:
                return
            try:
                required = self._plugins[name].requires
            except _ANYTHING:  # it is reported when it is asked
                required = ()
            for other in required:
                place(other, (*path, name))
            ordered.append(name)

        for name in on:
            place(name, ())
        return ordered


class _Plugin:
    """An installed plugin, imported when it is first asked, apart from every other."""

    def __init__(self, entry: EntryPoint) -> None:
        self._entry = entry

    @cached_property
    def _manager(self) -> pluggy.PluginManager:
        module = self._entry.load()
        for hook in vars(HstkSpec):
            given = getattr(module, hook, None) if hook.startswith("hstk_") else None
            if given is not None and not hasattr(given, "hstk_impl"):
                raise PluginTrouble(
                    say(f"{hook} thiếu dấu @hookimpl", f"{hook} is not marked with @hookimpl")
                )
        manager = pluggy.PluginManager("hstk")
        manager.add_hookspecs(HstkSpec)
        manager.register(module, self._entry.name)
        manager.check_pending()  # a misspelt hook would be passed over in silence
        return manager

    @property
    def requires(self) -> tuple[str, ...]:
        """Names of the plugins that must be on with it."""
        required = getattr(self._manager.get_plugin(self._entry.name), "requires", ())
        return (required,) if isinstance(required, str) else tuple(required)

    def ask(self, hook: str, kind: type[Any]) -> list[Any]:
        """What it returns for a hook.

        Raises:
            PluginTrouble: that is not of the ``kind`` the hook asks for.
        """
        found: list[Any] = []
        for result in getattr(self._manager.hook, hook)():
            found.extend(result if isinstance(result, Iterable) else [result])
        for item in found:
            if not isinstance(item, kind):
                raise PluginTrouble(
                    say(
                        f"{hook} trả về {item!r}, cần {kind.__name__}",
                        f"{hook} returned {item!r}, needs {kind.__name__}",
                    )
                )
        return found


def discover() -> dict[str, EntryPoint]:
    """Every plugin installed, by name; reads metadata alone and imports nothing.

    Where two have one name, the one that came with hstk is meant, else that of the distribution
    first by name.
    """
    found: dict[str, EntryPoint] = {}
    for entry in sorted(
        entry_points(group=GROUP),
        key=lambda e: (not _built_in(e), e.name, e.dist.name if e.dist else ""),
    ):
        found.setdefault(entry.name, entry)
    return found


def installed() -> list[PluginInfo]:
    """Every plugin installed, without importing any."""
    return [_info(entry) for _, entry in sorted(discover().items())]


def _built_in(entry: EntryPoint) -> bool:
    return entry.dist is not None and entry.dist.name == "hstk"


def _info(entry: EntryPoint) -> PluginInfo:
    version = entry.dist.version if entry.dist else "?"
    return PluginInfo(entry.name, version, _built_in(entry), "off")


def _reason(error: BaseException) -> str:
    if isinstance(error, HstkError):
        return error.message
    return f"{type(error).__name__}: {error}"
