"""Finds plugins, asks each for all it declares, and takes that as a whole or not at all.

A plugin that cannot be used is off with a reason; everything else runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, Literal

import pluggy

from hstk.core.declarations import Declarations, Declared, Migrations
from hstk.core.entity import Entity, FieldType
from hstk.core.errors import NotFound, PluginTrouble
from hstk.core.indicators import Indicator
from hstk.core.language import say
from hstk.core.text import closest
from hstk.plugins.spec import GROUP, Command, HstkSpec

Status = Literal["on", "off", "broken"]
STRICT = "HSTK_STRICT_PLUGINS"


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A plugin that is installed.

    Args:
        name: of the plugin; version: of the distribution it came with.
        built_in: whether it came with hstk.
        status: "on", "off", or "broken" when it cannot be used.
        reason: why it is off or broken.
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

    Raises:
        NotFound: one of ``wanted`` is not installed, with the nearest names.
    """

    def __init__(self, wanted: Sequence[str] | None = None) -> None:
        self.wanted = wanted
        self.found = discover()
        self.infos: dict[str, PluginInfo] = {}
        self.modules: dict[str, ModuleType] = {}
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
        """The core with every plugin that is on and sound.

        Args:
            core: what hstk itself declares.
            switches: plugins switched on or off for the file.
            steps: the last migration step that the file has seen, by plugin.
        """
        taken = [core]
        loaded: dict[str, Declared] = {}
        for name in self._in_order():
            entry = self.found[name]
            info = _info(entry)
            if self.wanted is not None:
                on = name in self.wanted
            else:
                on = switches.get(name, info.built_in)
            if not on:
                self.infos[name] = replace(info, status="off")
                continue
            try:
                declared = self._ask(name, Declarations(tuple(taken)))
                known = len(declared.migrations.steps) if declared.migrations else 0
                if steps.get(name, 0) > known:
                    raise PluginTrouble(_newer(name, steps[name]))
            except Exception as error:  # whatever a stranger's code raises
                if os.environ.get(STRICT):
                    raise
                self.infos[name] = replace(info, status="broken", reason=_reason(error))
                self.modules.pop(name, None)
                continue
            self.infos[name] = replace(info, status="on")
            loaded[name] = declared
            taken.append(declared)
        return Declarations(tuple(taken))

    def commands(self) -> dict[str, Command]:
        """The commands of every plugin that can be loaded, by name."""
        found: dict[str, Command] = {}
        for name in self._in_order():
            try:
                for command in self._call(name, "hstk_commands", Command):
                    found.setdefault(command.name, command)
            except Exception:  # its command is missing; `hstk plugins` says why
                if os.environ.get(STRICT):
                    raise
        return found

    # -- one plugin

    def _ask(self, name: str, so_far: Declarations) -> Declared:
        """Everything that a plugin declares, checked as a bundle."""
        for required in getattr(self._module(name), "requires", ()):
            if required not in {owner.owner for owner in so_far.owners}:
                raise PluginTrouble(
                    say(
                        f"cần plugin «{required}» nhưng nó không bật",
                        f"requires the plugin “{required}”, which is not on",
                    )
                )
        migrations = self._call(name, "hstk_migrations", Migrations)
        declared = Declared(
            name,
            tuple(self._call(name, "hstk_entities", type)),
            tuple(self._call(name, "hstk_indicators", Indicator)),
            migrations[0] if migrations else None,
        )
        _check(declared, so_far)
        return declared

    def _call(self, name: str, hook: str, kind: type[Any]) -> list[Any]:
        """What one plugin returns for a hook; isolated, so that no other can spoil it."""
        manager = pluggy.PluginManager("hstk")
        manager.add_hookspecs(HstkSpec)
        manager.register(self._module(name), name)
        manager.check_pending()
        found: list[Any] = []
        for result in getattr(manager.hook, hook)():
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

    def _module(self, name: str) -> ModuleType:
        if name not in self.modules:
            self.modules[name] = self.entry(name).load()
        return self.modules[name]

    def _in_order(self) -> list[str]:
        """Built-ins first, then by what each requires, then by name."""
        names = sorted(self.found, key=lambda n: (not _info(self.found[n]).built_in, n))
        ordered: list[str] = []

        def place(name: str, path: tuple[str, ...]) -> None:
            if name in ordered or name in path or name not in self.found:
                return
            try:
                required = tuple(getattr(self._module(name), "requires", ()))
            except Exception:  # it is reported when it is asked
                required = ()
            for other in required:
                place(other, (*path, name))
            ordered.append(name)

        for name in names:
            place(name, ())
        return ordered


def discover() -> dict[str, EntryPoint]:
    """Every plugin installed, by name; reads metadata alone and imports nothing."""
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        found.setdefault(entry.name, entry)
    return found


def installed() -> list[PluginInfo]:
    """Every plugin installed, without importing any."""
    return [_info(entry) for _, entry in sorted(discover().items())]


def _info(entry: EntryPoint) -> PluginInfo:
    built_in = entry.value.split(":")[0].startswith("hstk.plugins.")
    return PluginInfo(entry.name, entry.dist.version if entry.dist else "?", built_in, "off")


def _reason(error: Exception) -> str:
    if isinstance(error, PluginTrouble):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _newer(name: str, number: int) -> str:
    return say(
        f"dữ liệu của «{name}» trong tệp do bản mới hơn ghi (bước {number}); cập nhật plugin",
        f"the data of “{name}” in this file is from a newer version (step {number}); update it",
    )


def _check(declared: Declared, so_far: Declarations) -> None:
    """Names must be the plugin's own and free, and references must lead to what there is.

    Raises:
        PluginTrouble: the first thing that is wrong.
    """
    name = declared.owner
    kinds = dict(so_far.kinds)
    for kind in declared.kinds:
        if not (isinstance(kind, type) and issubclass(kind, Entity) and hasattr(kind, "spec")):
            raise PluginTrouble(say(f"{kind!r} không phải loại bản ghi", f"{kind!r} is no kind"))
        own = kind.spec.kind
        if not own.startswith(f"{name}_"):
            raise PluginTrouble(
                say(
                    f"loại «{own}» phải bắt đầu bằng «{name}_»",
                    f"the kind “{own}” must begin with “{name}_”",
                )
            )
        if own in kinds:
            owner = so_far.owner_of(own) if own in so_far.kinds else name
            raise PluginTrouble(
                say(f"loại «{own}» đã do {owner} khai báo", f"“{own}” is declared by {owner}")
            )
        kinds[own] = kind
    for kind in declared.kinds:
        for field in kind.fields.values():
            if field.type in (FieldType.REF, FieldType.REFS):
                for target in field.targets:
                    if target not in kinds:
                        raise PluginTrouble(
                            say(
                                f"{kind.spec.kind}.{field.name} trỏ tới loại lạ «{target}»",
                                f"{kind.spec.kind}.{field.name} refers to unknown “{target}”",
                            )
                        )
    prefix = name.split("_")[0]
    for indicator in declared.indicators:
        if indicator.code in so_far.indicators or not indicator.code.startswith(f"{prefix}."):
            raise PluginTrouble(
                say(
                    f"mã «{indicator.code}» phải bắt đầu bằng «{prefix}.» và chưa ai dùng",
                    f"the code “{indicator.code}” must begin with “{prefix}.” and be free",
                )
            )
    if declared.migrations is not None and declared.migrations.owner != name:
        raise PluginTrouble(
            say(
                f"Migrations phải mang tên «{name}»",
                f"Migrations must bear the name “{name}”",
            )
        )
