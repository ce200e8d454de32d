"""The hooks a plugin may implement.

Each returns small frozen values; none is handed a registry, the command group or the app. What a
plugin declares is taken as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pluggy

from hstk.core.contributions import (
    Action,
    Check,
    Guard,
    Observer,
    Paper,
    ReportSection,
    Satellite,
    View,
)
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
        name: what is typed after ``hstk``; it begins with the plugin's name, or the first part of
            it. "ocop rubric" is the command ``rubric`` of the group that the plugin's views,
            actions and papers make.
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

        Called when a file is opened, and when a command is used that hstk itself does not have.
        A name that an offer, a group of offers or another plugin's command has cannot be taken.
        When it fails the plugin is off, with the reason.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_satellites(self) -> Iterable[Satellite]:
        """Further fields for records of somebody else's kind.

        Called when a file is opened. Each names a kind that ``hstk_entities`` does not return;
        the kind has one record for each record of the other kind that has these fields. When it
        fails the plugin is off, with the reason.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_views(self) -> Iterable[View]:
        """What the plugin has to show: commands, screens and panels.

        Called when a file is opened; a view is worked out when somebody looks. When it fails the
        plugin is off, with the reason; when a view fails its place shows the error.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_actions(self) -> Iterable[Action]:
        """What can be done with the plugin, on the command line and on the screen.

        Called when a file is opened. When it fails the plugin is off, with the reason; when an
        action fails nothing it wrote is kept.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_papers(self) -> Iterable[Paper]:
        """Word documents and spreadsheets that the plugin can write.

        Called when a file is opened. When it fails the plugin is off, with the reason; when a
        paper fails no file is written.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_report_sections(self) -> Iterable[ReportSection]:
        """What the plugin has to say in the yearly report.

        Called when a file is opened. When it fails the plugin is off, with the reason; when a
        section fails the report says so in its place.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_checks(self) -> Iterable[Check]:
        """What ``hstk doctor`` is to examine.

        Called when a file is opened. When it fails the plugin is off, with the reason; when a
        check fails the doctor says so and goes on.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_check_change(self) -> Iterable[Guard]:
        """Rules that every write must keep, whoever makes it.

        Called when a file is opened. A guard is asked before a change set is kept; when it fails
        the write is refused, and the plugin named.
        """
        raise NotImplementedError  # a specification is never called

    @hookspec
    def hstk_committed(self) -> Iterable[Observer]:
        """Who is told of what was written.

        Called when a file is opened. An observer is told once a change set is kept; when it fails
        that is logged, and nothing else happens.
        """
        raise NotImplementedError  # a specification is never called
