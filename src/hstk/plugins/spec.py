"""The hooks a plugin may implement.

Each returns small frozen values; none is handed a registry, the command group or the app. What a
plugin declares is taken as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pluggy

from hstk.core.declarations import Migrations
from hstk.core.entity import Entity
from hstk.core.indicators import Indicator

GROUP = "hstk.v1"
"""The entry-point group of plugins; its number is that of the hooks below."""

hookspec = pluggy.HookspecMarker("hstk")
hookimpl = pluggy.HookimplMarker("hstk")


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or group of commands, of the command line.

    Args:
        name: what is typed after ``hstk``.
        help, help_en: one line.
        target: "package.module:attribute" of a click command, imported when it is used.
    """

    name: str
    help: str
    help_en: str
    target: str


class HstkSpec:
    """Every hook, with when it is called and what happens when it fails."""

    @hookspec
    def hstk_entities(self) -> Iterable[type[Entity]]:
        """The kinds of record that the plugin adds.

        Called when a file is opened. A kind's name begins with the plugin's name and "_". It may
        refer to kinds of the core, of the plugin itself and of plugins it requires. When it
        fails the plugin is off, with the reason.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_indicators(self) -> Iterable[Indicator]:
        """The numbers that the plugin can compute.

        Called when a file is opened. A code begins with the plugin's name, or the first part of
        it, and ".". When it fails the plugin is off, with the reason.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_migrations(self) -> Migrations:
        """The numbered steps by which the plugin's tables came to be what they are.

        Called when a file is opened. New tables, fields and indexes need none. The steps run once
        for a database, on the tables of all its spaces. When one fails nothing is changed, and
        the plugin is off, with the reason.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_commands(self) -> Iterable[Command]:
        """The commands that the plugin adds to the command line.

        Called when a command is used that hstk itself does not have, for plugins that are on.
        When it fails the command is missing; a name that hstk has cannot be taken.
        """
        raise NotImplementedError  # a specification is never called
