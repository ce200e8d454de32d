"""Puts the parts together: the core, the plugins of a file, its store."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hstk.core.declarations import CORE, Declared
from hstk.core.errors import NotFound
from hstk.core.kinds import CORE_KINDS
from hstk.core.language import say
from hstk.plugins.host import PluginHost
from hstk.store.core_indicators import CORE_INDICATORS
from hstk.store.ecosystem import Ecosystem
from hstk.store.engine import Place, connect
from hstk.store.faults import translated
from hstk.store.schema import Unprepared, plugins_in, unbindable

if TYPE_CHECKING:
    from sqlalchemy import Engine


def open_ecosystem(
    where: str | os.PathLike[str],
    *,
    create: bool = True,
    actor: str | None = None,
    plugins: Sequence[str] | None = None,
) -> Ecosystem:
    """Opens a file, or a space of a PostgreSQL database; made and migrated when needed.

    Args:
        where: the path of a file, or ``postgresql://user@host/db?space=ly-son``.
        create: make the file if there is none.
        actor: who is named in the history; the user of this computer when left out.
        plugins: names of the plugins to open it with; those switched on for it when left out,
            none when empty.

    Raises:
        BadFile: the place cannot be used; the message says why and what to do.
        NotFound: there is no file and ``create`` is false, or no plugin of a name.
    """
    return open_with(PluginHost(plugins), where, create=create, actor=actor)


def open_with(
    host: PluginHost,
    where: str | os.PathLike[str],
    *,
    create: bool = True,
    actor: str | None = None,
) -> Ecosystem:
    """Opens a place with the plugins of a host; otherwise as :func:`open_ecosystem`."""
    place = Place(where)
    if not create and not place.exists:
        raise NotFound(
            say(f"Chưa có tệp {place.name}.", f"There is no file {place.name}."), key=place.name
        )
    with translated(place.name):
        engine = connect(place)
        try:
            switches, steps = plugins_in(engine, place)
            return _opened(place, engine, host, switches, steps, actor)
        except BaseException:
            engine.dispose()
            raise


def _opened(
    place: Place,
    engine: Engine,
    host: PluginHost,
    switches: Mapping[str, bool],
    steps: Mapping[str, int],
    actor: str | None,
) -> Ecosystem:
    """The ecosystem with every plugin that works; those that do not are given up one by one."""
    core = Declared(CORE, CORE_KINDS, CORE_INDICATORS)
    while True:
        declarations = host.declarations(core, switches, steps)
        infos = tuple(host.infos.values())
        try:
            eco = Ecosystem(place, engine, declarations, actor=actor, plugins=infos)
        except Unprepared as error:
            host.give_up(error.owner, error)
        except Exception as error:
            owner = unbindable(place, engine, declarations)
            if owner is None:
                raise
            host.give_up(owner, error)
        else:
            eco.describe_anew()
            return eco
