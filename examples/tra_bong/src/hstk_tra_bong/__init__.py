"""Cinnamon of Trà Bồng: its hooks. What they need is imported when they are asked.

An example of how a district other than Lý Sơn uses the same model. Communes, people, figures and
documents in it are made up; that cinnamon grown here goes by a geographical indication is taken as
given, and its terms are assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Entity, Indicator, Migrations, hookimpl
from hstk.plugins import Action, Check, Guard, Paper, ReportSection, Satellite, View


@hookimpl
def hstk_entities() -> Iterable[type[Entity]]:
    """Plots of cinnamon, and what was harvested from them."""
    from hstk_tra_bong.kinds import KINDS

    return KINDS


@hookimpl
def hstk_satellites() -> Iterable[Satellite]:
    """What a cinnamon product has beside what every product has."""
    from hstk_tra_bong.kinds import CINNAMON

    return (CINNAMON,)


@hookimpl
def hstk_indicators() -> Iterable[Indicator]:
    """Hectares with a certificate, and products that come from such plots."""
    from hstk_tra_bong.indicators import INDICATORS

    return INDICATORS


@hookimpl
def hstk_migrations() -> Migrations:
    """From version 0.1 to 0.2."""
    from hstk_tra_bong.steps import migrations

    return migrations


@hookimpl
def hstk_check_change() -> Iterable[Guard]:
    """What is sold as organic comes from a plot that was certified so that day."""
    from hstk_tra_bong.rules import GUARDS

    return GUARDS


@hookimpl
def hstk_checks() -> Iterable[Check]:
    """Certificates with something missing, and harvests that outlived theirs."""
    from hstk_tra_bong.rules import CHECKS

    return CHECKS


@hookimpl
def hstk_views() -> Iterable[View]:
    """The plots, where a product comes from, and certificates about to end."""
    from hstk_tra_bong.views import VIEWS

    return VIEWS


@hookimpl
def hstk_actions() -> Iterable[Action]:
    """Recording a harvest, and certifying several plots at once."""
    from hstk_tra_bong.actions import ACTIONS

    return ACTIONS


@hookimpl
def hstk_papers() -> Iterable[Paper]:
    """The list of plots that goes with a product's dossier."""
    from hstk_tra_bong.papers import PAPERS

    return PAPERS


@hookimpl
def hstk_report_sections() -> Iterable[ReportSection]:
    """Cinnamon in the yearly report."""
    from hstk_tra_bong.report import SECTIONS

    return SECTIONS
