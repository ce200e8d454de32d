"""The group of commands that the offers of plugins make: what they show, do and write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hstk.cli.added import Added, loaded
from hstk.cli.commands import Entry
from hstk.cli.group_report import report_command
from hstk.cli.groups import LazyGroup, show_help
from hstk.cli.offer_command import command_of
from hstk.cli.output import print_json
from hstk.cli.session import Session
from hstk.core.contributions import Action, Paper, View
from hstk.plugins.bundle import REPORT

if TYPE_CHECKING:
    from hstk.core.contributions import Offer

_VIEWS, _ACTIONS, _PAPERS = "Xem|Look", "Làm|Do", "Xuất văn bản|Write"
_OTHERS = "Lệnh khác|Others"
_HEADINGS: dict[type[Offer], str] = {View: _VIEWS, Action: _ACTIONS, Paper: _PAPERS}
_REPORT = ("Những gì đưa vào báo cáo năm", "What goes into the yearly report")


class OfferGroup(LazyGroup):
    """``hstk GROUP``: what is made from offers, the report, and what plugins write themselves.

    Args:
        group: the name.
        known: what the plugins add.
    """

    def __init__(self, group: str, known: Added) -> None:
        self._own = known.own(group)
        self._offers = {one.word: one for one in known.offers(group)}
        self._reports = bool(known.sections(group))
        owners = known.owners(group)
        sections: dict[str, dict[str, Entry]] = {
            heading: {} for heading in (_VIEWS, _ACTIONS, _PAPERS, _OTHERS)
        }
        for word, one in self._offers.items():
            sections[_HEADINGS[type(one)]][word] = Entry("", one.title, one.title_en)
        if self._reports and REPORT not in self._offers:
            sections[_VIEWS][REPORT] = Entry("", *_REPORT)
        for word, command in self._own.items():
            sections[_OTHERS][word] = Entry(command.target, command.help, command.help_en)
        super().__init__(
            group,
            {heading: entries for heading, entries in sections.items() if entries},
            about=(f"Lệnh của plugin {owners}.", f"Commands of the plugin {owners}."),
            alone=self._list,
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self._own:
            return loaded(self._own[cmd_name])
        if cmd_name in self._offers:
            return command_of(self._offers[cmd_name])
        if cmd_name in self.entries:
            return report_command(str(self.name), _REPORT)
        return None

    def _list(self, context: click.Context) -> None:
        """Lists what the group has; that takes a file, for which plugins are on or off."""
        session = context.ensure_object(Session)
        if not session.place.exists:
            raise session.missing()
        if not session.json:
            show_help(context)
            return
        print_json(
            [
                {"name": word, "type": self._type(word), "label": entry.line}
                for word, entry in self.entries.items()
            ]
        )

    def _type(self, word: str) -> str:
        if word in self._own:
            return "command"
        one = self._offers.get(word)
        return REPORT if one is None else type(one).__name__.lower()
