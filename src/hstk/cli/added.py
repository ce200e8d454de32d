"""What the plugins that are on add to the command line, found without opening a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module

import click

from hstk.cli.bilingual import common_options
from hstk.cli.session import Session
from hstk.core.contributions import Offer, ReportSection
from hstk.core.declarations import CORE, Declarations, Declared
from hstk.core.errors import HstkError, PluginTrouble
from hstk.core.kinds import CORE_KINDS
from hstk.core.language import say
from hstk.plugins.host import PluginHost, PluginInfo
from hstk.plugins.spec import Command


class Added:
    """The commands that plugins write themselves, and the groups that their offers make.

    Args:
        switches: plugins switched on or off for the file that is used.
    """

    def __init__(self, switches: Mapping[str, bool]) -> None:
        self._host = PluginHost()
        self._switches = switches

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands that plugins write themselves, by what is typed after ``hstk``."""
        self.declarations  # noqa: B018  asks the plugins; only what is sound has commands
        return self._host.commands()

    @cached_property
    def declarations(self) -> Declarations:
        """What the core and the plugins declare."""
        return self._host.declarations(Declared(CORE, CORE_KINDS), self._switches, {})

    def offers(self, group: str) -> list[Offer]:
        """The views, actions and papers of a group."""
        every = (one for owner in self.declarations.owners for one in owner.offers)
        return [one for one in every if one.group == group]

    def sections(self, group: str) -> list[ReportSection]:
        """What a group has to say in the yearly report."""
        every = (one for owner in self.declarations.owners for one in owner.sections)
        return [one for one in every if one.name.partition(".")[0] == group]

    def owners(self, group: str) -> str:
        """The plugins that a group is made of."""
        found = [
            owner.owner
            for owner in self.declarations.owners
            if any(one.group == group for one in owner.offers)
            or any(section.name.startswith(f"{group}.") for section in owner.sections)
        ]
        return ", ".join(found) or group

    def own(self, group: str) -> dict[str, Command]:
        """The commands of a group that plugins write themselves, by the word after it."""
        parts = {name: name.partition(" ") for name in self.commands}
        return {word: self.commands[name] for name, (of, _, word) in parts.items() if of == group}

    @property
    def names(self) -> list[str]:
        """Every word that may follow ``hstk``."""
        found = [name.partition(" ")[0] for name in self.commands]
        for owner in self.declarations.owners:
            found += [one.group for one in owner.offers]
            found += [section.name.partition(".")[0] for section in owner.sections]
        return list(dict.fromkeys(found))

    def in_the_way(self, group: str) -> list[PluginInfo]:
        """The plugins that would have such a group but are off, or cannot be used."""
        self.declarations  # noqa: B018  asks the plugins, by which the host learns what they are
        return [
            info
            for name, info in self._host.infos.items()
            if info.status != "on" and group in (name, name.split("_")[0])
        ]


def added(session: Session) -> Added:
    """What the plugins add that are on for the file that is worked on."""
    from hstk.plugins.switches import switched

    try:
        return Added(switched(session.where))
    except HstkError:  # whichever command it is will say what is wrong with the file
        return Added({})


def why_missing(session: Session, group: str, known: Added) -> HstkError | None:
    """Why a group is not there that an installed plugin would have; None where none would."""
    for info in known.in_the_way(group):
        name = info.name
        if info.reason:
            return PluginTrouble(
                say(
                    f"Plugin «{name}» không dùng được: {info.reason}",
                    f"The plugin “{name}” cannot be used: {info.reason}",
                ),
                hint=say("Xem: ", "See: ") + session.command(f"plugins info {name}"),
            )
        if not session.place.exists:
            return session.missing()
        return PluginTrouble(
            say(
                f"Plugin «{name}» đang tắt cho {session.place.name}.",
                f"The plugin “{name}” is off for {session.place.name}.",
            ),
            hint=say("Bật bằng: ", "Switch it on with: ")
            + session.command(f"plugins enable {name}"),
        )
    return None


def loaded(known: Command) -> click.Command:
    """The command that a plugin writes itself, imported, with the options that all have.

    Raises:
        PluginTrouble: it cannot be imported, or is no command.
    """
    module, _, attribute = known.target.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (Exception, SystemExit) as error:  # whatever a stranger's code raises
        raise PluginTrouble(
            say(
                f"Không nạp được lệnh «{known.name}» của plugin: {error}",
                f"The plugin's command “{known.name}” cannot be loaded: {error}",
            )
        ) from error
    if not isinstance(found, click.Command):
        raise PluginTrouble(
            say(f"{known.target} không phải một lệnh.", f"{known.target} is not a command.")
        )
    _complete(found)
    return found


def _complete(found: click.Command) -> None:
    """Gives a command, and those it holds, the options that all have; once."""
    taken = {name for parameter in found.params for name in parameter.opts}
    found.params += [one for one in common_options() if not taken.intersection(one.opts)]
    for inner in found.commands.values() if isinstance(found, click.Group) else ():
        _complete(inner)
