"""Plugins switched on and off for one file, without opening it as an ecosystem.

A plugin that keeps a file from being opened can so be switched off all the same.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hstk.core.declarations import CORE, Declarations, Declared
from hstk.core.errors import NotFound, PluginTrouble
from hstk.core.kinds import CORE_KINDS
from hstk.core.language import say
from hstk.plugins.host import PluginHost
from hstk.plugins.spec import Command
from hstk.store.binding import Binding
from hstk.store.core_indicators import CORE_INDICATORS
from hstk.store.engine import WRITES, Place, connect
from hstk.store.faults import translated
from hstk.store.schema import Schema, plugins_in, unbindable
from hstk.store.system_tables import META

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plugin declares, and what enabling it would change in a file.

    Args:
        declared: its kinds, indicators, views and whatever else.
        commands: its own commands.
        on: whether it is switched on for the file already.
        changes: what would change in the file, one line each, for people.
    """

    declared: Declared
    commands: tuple[Command, ...]
    on: bool
    changes: tuple[str, ...]


def switched(where: str | os.PathLike[str]) -> Mapping[str, bool]:
    """The plugins that are switched on or off for a file; the others are as they come.

    Raises:
        BadFile: the file cannot be read.
    """
    place = Place(where)
    if not place.exists:
        return {}
    with translated(place.name):
        engine = connect(place)
        try:
            return plugins_in(engine, place)[0]
        finally:
            engine.dispose()


def switch(where: str | os.PathLike[str], name: str, on: bool | None) -> None:
    """Switches a plugin on or off for a file, from the next opening on.

    Args:
        where: the file, or the space of a database; it must be there.
        name: of the plugin.
        on: None takes the switch away: a plugin that came with hstk is then on, any other off.

    Raises:
        NotFound: there is no such file, or no such plugin, with the nearest names; one that is
            gone can still be switched off.
        BadFile: the file cannot be written.
    """
    place = Place(where)
    missing = NotFound(
        say(f"Chưa có dữ liệu ở {place.name}.", f"There is no data at {place.name}."),
        key=place.name,
    )
    if not place.exists:
        raise missing
    with translated(place.name):
        engine = connect(place)
        try:
            switches, steps = plugins_in(engine, place)
            if not steps:
                raise missing
            if on or (on is False and name not in switches):
                PluginHost().entry(name)
            mark = "?" if engine.dialect.name == "sqlite" else "%s"
            writing = engine.execution_options(**{WRITES: True})
            with writing.begin() as connection:
                key = f"plugin.{name}"
                connection.exec_driver_sql(f"DELETE FROM {META} WHERE key = {mark}", (key,))
                if on is not None:
                    connection.exec_driver_sql(
                        f"INSERT INTO {META} (key, value) VALUES ({mark}, {mark})",
                        (key, "on" if on else "off"),
                    )
        finally:
            engine.dispose()


def preview(where: str | os.PathLike[str], name: str) -> Preview:
    """What enabling a plugin would add to a file; the file is left as it is.

    Raises:
        NotFound: there is no such plugin, with the nearest names.
        PluginTrouble: it cannot be used, and why.
    """
    place = Place(where)
    if not place.exists:
        host, declarations = _with(name, {}, {})
        commands = host.commands_of(name)
        return Preview(_of(name, declarations), commands, host.infos[name].built_in, ())
    with translated(place.name):
        engine = connect(place)
        try:
            switches, steps = plugins_in(engine, place)
            host, declarations = _with(name, switches, steps)
            changes = _changes(place, engine, name, declarations) if steps else ()
        finally:
            engine.dispose()
    on = switches.get(name, host.infos[name].built_in)
    return Preview(_of(name, declarations), host.commands_of(name), on, changes)


def _with(
    name: str, switches: Mapping[str, bool], steps: Mapping[str, int]
) -> tuple[PluginHost, Declarations]:
    """The declarations of a file as they would be with a plugin switched on."""
    host = PluginHost()
    host.entry(name)
    core = Declared(CORE, CORE_KINDS, CORE_INDICATORS)
    declarations = host.declarations(core, {**switches, name: True}, steps)
    info = host.infos[name]
    if info.status != "on":
        raise PluginTrouble(
            say(
                f"Plugin «{name}» không dùng được: {info.reason}",
                f"The plugin “{name}” cannot be used: {info.reason}",
            )
        )
    return host, declarations


def _changes(
    place: Place, engine: Engine, name: str, declarations: Declarations
) -> tuple[str, ...]:
    owner = unbindable(place, engine, declarations)
    if owner == name:
        raise PluginTrouble(
            say(
                f"Plugin «{name}» khai báo điều không lập thành bảng được.",
                f"The plugin “{name}” declares what cannot be made into tables.",
            )
        )
    return tuple(Schema(engine, place, Binding(declarations, engine.dialect)).plan())


def _of(name: str, declarations: Declarations) -> Declared:
    return next(owner for owner in declarations.owners if owner.owner == name)
