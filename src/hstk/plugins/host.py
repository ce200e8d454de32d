"""Finds plugins, asks each for all it declares, and takes that as a whole or not at all.

A plugin that cannot be used is off with a reason; everything else runs.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

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
from hstk.core.errors import HstkError, NotFound, PluginTrouble, Problem
from hstk.core.indicators import Indicator
from hstk.core.language import say
from hstk.core.text import closest
from hstk.plugins.bundle import refuse_unsound
from hstk.plugins.loading import NeedsNewer, Plugin
from hstk.plugins.spec import GROUP, Command

Status = Literal["on", "off", "broken", "newer", "gone"]

SLOW = 1.0
"""Seconds for a plugin to be imported and asked beyond which its users are told."""
_VERSIONED = re.compile(r"hstk\.v(\d+)\Z")
# Whatever a stranger's code raises; a plugin that ends the program when imported is broken too.
_ANYTHING = (Exception, SystemExit)


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A plugin that is installed.

    Args:
        name: of the plugin; version: of the distribution it came with.
        built_in: whether it came with hstk.
        status: "on", "off", "broken" when it cannot be used, "newer" when it is made for a newer
            hstk, "gone" when it is not installed any more but has left records.
        reason: why it cannot be used.
        passed_over: other distributions with a plugin of this name, which are not used.
        seconds: how long importing and asking it took, once it was.
    """

    name: str
    version: str
    built_in: bool
    status: Status
    reason: str = ""
    passed_over: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def remark(self) -> str:
        """What its users should know of it, in the current language; "" when all is well."""
        told = [self.reason] if self.reason else []
        if self.seconds > SLOW:
            seconds = f"{self.seconds:.1f}"
            told.append(
                say(
                    f"chậm: mất {seconds.replace('.', ',')} giây để nạp",
                    f"slow: it took {seconds} s to load",
                )
            )
        if self.passed_over:
            others = ", ".join(self.passed_over)
            told.append(
                say(f"trùng tên, không dùng: {others}", f"of the same name, not used: {others}")
            )
        return "; ".join(told)


class PluginHost:
    """The plugins of one process.

    Args:
        wanted: use these alone; those switched on for a file when left out.
        also: plugins beside those that are installed.
        without: plugins to treat as not installed.

    Attributes:
        infos: what became of each that is installed, once :meth:`declarations` was called.

    Raises:
        NotFound: one of ``wanted`` is not installed, with the nearest names.
        PluginTrouble: one of them is made for a newer hstk.
    """

    def __init__(
        self,
        wanted: Sequence[str] | None = None,
        also: Iterable[EntryPoint] = (),
        without: Collection[str] = (),
    ) -> None:
        self.wanted = wanted
        every = discover() | {entry.name: entry for entry in also}
        self.found = {name: entry for name, entry in every.items() if name not in without}
        others = passed_over()
        self._fresh = {
            name: replace(_info(entry), passed_over=others.get(name, ()))
            for name, entry in self.found.items()
        }
        self.infos = dict(self._fresh)
        self._plugins = {name: Plugin(entry) for name, entry in self.found.items()}
        self._given_up: dict[str, Exception] = {}
        self._commands: dict[str, tuple[Command, ...]] = {}
        for name in wanted or ():
            self.entry(name)

    def entry(self, name: str) -> EntryPoint:
        """The entry point of a plugin.

        Raises:
            NotFound: it is not installed.
            PluginTrouble: it is made for a newer hstk.
        """
        if name not in self.found:
            raise NotFound(
                say(f"Chưa cài plugin «{name}».", f"There is no plugin “{name}” installed."),
                key=name,
                nearest=closest(name, self.found),
            )
        if self._fresh[name].status == "newer":
            reason = self._fresh[name].reason
            raise PluginTrouble(say(f"Plugin «{name}» {reason}.", f"The plugin “{name}” {reason}."))
        return self.found[name]

    def requires(self, name: str) -> tuple[str, ...]:
        """The plugins that must be on with one; none where it cannot even be imported."""
        try:
            return self._plugins[name].requires
        except _ANYTHING:  # it is reported when it is asked
            return ()

    def ask(self, name: str, hook: str, kind: type[Any]) -> list[Any]:
        """What a plugin returns for a hook; whatever its code raises comes through."""
        return self._plugins[name].ask(hook, kind)

    def declarations(
        self, core: Declared, switches: Mapping[str, bool], steps: Mapping[str, int]
    ) -> Declarations:
        """The core with every plugin that is on and sound; the others are not imported.

        Args:
            core: what hstk itself declares.
            switches: plugins switched on or off for the file.
            steps: the last migration step that the file has seen, by plugin.
        """
        taken = [replace(core, checks=(*core.checks, _CHECK))]
        self.infos = dict(self._fresh)
        self._commands = {}
        for name in self._in_order(switches):
            status: Status = "on"
            reason = ""
            try:
                taken.append(self._ask(name, Declarations(tuple(taken)), steps.get(name, 0)))
            except _ANYTHING as error:
                if os.environ.get(STRICT):
                    raise
                status = "newer" if isinstance(error, NeedsNewer) else "broken"
                reason = _reason(error)
            seconds = self._plugins[name].seconds
            self.infos[name] = replace(
                self.infos[name], status=status, reason=reason, seconds=seconds
            )
        return Declarations(tuple(taken))

    def give_up(self, name: str, error: Exception) -> None:
        """Takes a plugin as broken from now on, for a reason that only using it brought up."""
        if os.environ.get(STRICT):
            raise error
        self._given_up[name] = error

    def commands(self) -> dict[str, Command]:
        """The commands of the plugins that are on, by name, once :meth:`declarations` was called.

        A broken plugin has none; `hstk plugins` says why.
        """
        return {one.name: one for commands in self._commands.values() for one in commands}

    def commands_of(self, name: str) -> tuple[Command, ...]:
        """Those of one plugin."""
        return self._commands.get(name, ())

    # -- one plugin

    def _ask(self, name: str, so_far: Declarations, steps_seen: int) -> Declared:
        """Everything that a plugin declares, checked as a bundle."""
        if name in self._given_up:
            raise self._given_up[name]
        for required in self._plugins[name].requires:
            if required not in {owner.owner for owner in so_far.owners}:
                raise PluginTrouble(
                    say(
                        f"cần plugin «{required}» nhưng nó không bật hoặc không dùng được",
                        f"requires the plugin “{required}”, which is not on or cannot be used",
                    )
                )
        migrations = self.ask(name, "hstk_migrations", Migrations)
        if len(migrations) > 1:
            raise PluginTrouble(
                say("hstk_migrations chỉ trả về một Migrations", "give one Migrations, not several")
            )
        satellites = tuple(self.ask(name, "hstk_satellites", Satellite))
        declared = Declared(
            name,
            (*self.ask(name, "hstk_entities", type), *(one.kind for one in satellites)),
            tuple(self.ask(name, "hstk_indicators", Indicator)),
            migrations[0] if migrations else None,
            satellites,
            tuple(self.ask(name, "hstk_check_change", Guard)),
            tuple(self.ask(name, "hstk_committed", Observer)),
            tuple(self.ask(name, "hstk_checks", Check)),
            tuple(self.ask(name, "hstk_views", View)),
            tuple(self.ask(name, "hstk_actions", Action)),
            tuple(self.ask(name, "hstk_papers", Paper)),
            tuple(self.ask(name, "hstk_report_sections", ReportSection)),
        )
        commands = tuple(self.ask(name, "hstk_commands", Command))
        refuse_unsound(declared, commands, so_far, self.commands())
        if steps_seen > (len(migrations[0].steps) if migrations else 0):
            raise PluginTrouble(
                say(
                    f"dữ liệu của «{name}» trong tệp do bản mới hơn ghi (bước {steps_seen}); "
                    "cập nhật plugin",
                    f"the data of “{name}” in this file is from a newer version "
                    f"(step {steps_seen}); update the plugin",
                )
            )
        self._commands[name] = commands
        return declared

    def _in_order(self, switches: Mapping[str, bool]) -> list[str]:
        """Those that are on: built-ins first, then by what each requires, then by name."""
        on = [
            name
            for name, info in self._fresh.items()
            if info.status != "newer"
            and (switches.get(name, info.built_in) if self.wanted is None else name in self.wanted)
        ]
        on.sort(key=lambda name: (not self.infos[name].built_in, name))
        ordered: list[str] = []

        def place(name: str, path: tuple[str, ...]) -> None:
            if name in ordered or name in path or name not in on:
                return
            for other in self.requires(name):
                place(other, (*path, name))
            ordered.append(name)

        for name in on:
            place(name, ())
        return ordered


def with_required(names: Sequence[str], also: Sequence[EntryPoint] = ()) -> tuple[str, ...]:
    """Plugins with all those that they require, as far as they are installed."""
    host = PluginHost(names, also)
    every = dict.fromkeys(names)
    for name in (todo := list(names)):
        for required in host.requires(name):
            if required in host.found and required not in every:
                every[required] = None
                todo.append(required)
    return tuple(every)


def _plugin_problems(eco: Any) -> Iterator[Problem]:
    """What the users of a file should know of its plugins."""
    for info in eco.plugins:
        if info.remark:
            yield Problem("", info.remark, where=f"plugin {info.name}")


_CHECK = Check("core.plugins", "các plugin dùng được", "plugins can be used", _plugin_problems)


def discover() -> dict[str, EntryPoint]:
    """Every plugin installed, by name; reads metadata alone and imports nothing.

    Where two have one name, the one that came with hstk is meant, else that of the distribution
    first by name. What is made for a newer hstk alone is known by its group.
    """
    return {name: entries[0] for name, entries in _every().items()}


def installed() -> list[PluginInfo]:
    """Every plugin installed, without importing any."""
    return [info for _, info in sorted(PluginHost().infos.items())]


def passed_over() -> dict[str, tuple[str, ...]]:
    """Per plugin that several distributions have, those whose is not used."""
    return {
        name: tuple(entry.dist.name for entry in entries[1:] if entry.dist)
        for name, entries in _every().items()
        if len({entry.dist.name for entry in entries if entry.dist}) > 1
    }


def _every() -> dict[str, list[EntryPoint]]:
    """Every plugin installed by its name, the one that is meant first."""
    entries = entry_points()
    known = [entry for group in entries.groups for entry in entries.select(group=group)]
    ours = [entry for entry in known if _version(entry) >= int(GROUP.removeprefix("hstk.v"))]
    found: dict[str, list[EntryPoint]] = defaultdict(list)
    for entry in sorted(
        ours, key=lambda e: (_version(e), not _built_in(e), e.name, e.dist.name if e.dist else "")
    ):
        found[entry.name].append(entry)
    return found


def _version(entry: EntryPoint) -> int:
    """The number of the hooks that a plugin is made for; 0 for what is no plugin of hstk."""
    match = _VERSIONED.match(entry.group)
    return int(match[1]) if match else 0


def _built_in(entry: EntryPoint) -> bool:
    return entry.dist is not None and entry.dist.name == "hstk"


def _info(entry: EntryPoint) -> PluginInfo:
    version = entry.dist.version if entry.dist else "?"
    if entry.group != GROUP:
        return PluginInfo(
            entry.name, version, _built_in(entry), "newer", NeedsNewer(entry.group).message
        )
    return PluginInfo(entry.name, version, _built_in(entry), "off")


def _reason(error: BaseException) -> str:
    if isinstance(error, HstkError):
        return error.message
    return f"{type(error).__name__}: {error}"
