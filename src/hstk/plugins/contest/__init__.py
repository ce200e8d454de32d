"""Contests of startup ideas (task 1.2): calls, entries, rounds, scores, prizes, and on to OCOP."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Entity, Indicator, hookimpl
from hstk.plugins import Action, Check, Guard, Paper, ReportSection, Satellite, View


@hookimpl
def hstk_entities() -> Iterable[type[Entity]]:
    """Calls, rounds, criteria, entries, score sheets and prizes."""
    from hstk.plugins.contest.kinds import KINDS

    return KINDS


@hookimpl
def hstk_satellites() -> Iterable[Satellite]:
    """The rules of an event that is a contest."""
    from hstk.plugins.contest.kinds import RULES

    return (RULES,)


@hookimpl
def hstk_indicators() -> Iterable[Indicator]:
    """Ideas that entered a contest."""
    from hstk.plugins.contest.indicators import IDEAS_ENTERED

    return (IDEAS_ENTERED,)


@hookimpl
def hstk_check_change() -> Iterable[Guard]:
    """Sheets fit their contest, which stands once it has any; nobody judges their own entry."""
    from hstk.plugins.contest.rules import GUARDS

    return GUARDS


@hookimpl
def hstk_views() -> Iterable[View]:
    """A contest, the ranking of a round, the entries and calls of a year."""
    from hstk.plugins.contest.views import VIEWS

    return VIEWS


@hookimpl
def hstk_actions() -> Iterable[Action]:
    """From opening a contest to its prizes, and an entry's way to OCOP."""
    from hstk.plugins.contest.actions import ACTIONS

    return ACTIONS


@hookimpl
def hstk_papers() -> Iterable[Paper]:
    """Score sheets to fill in, and the minutes of a round."""
    from hstk.plugins.contest.papers import PAPERS

    return PAPERS


@hookimpl
def hstk_report_sections() -> Iterable[ReportSection]:
    """Contests of the year."""
    from hstk.plugins.contest.views import SECTIONS

    return SECTIONS


@hookimpl
def hstk_checks() -> Iterable[Check]:
    """Weights that do not add up, and rules of what is no contest."""
    from hstk.plugins.contest.rules import CHECKS

    return CHECKS
