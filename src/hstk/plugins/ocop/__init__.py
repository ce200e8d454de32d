"""OCOP (Mỗi xã một sản phẩm): from the idea to the stars of a product, and what must follow."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Entity, Indicator, hookimpl
from hstk.plugins import (
    Action,
    Check,
    Command,
    Guard,
    Paper,
    ReportSection,
    Satellite,
    View,
)


@hookimpl
def hstk_entities() -> Iterable[type[Entity]]:
    """Rubrics, dossiers with their steps and papers, score sheets."""
    from hstk.plugins.ocop.evaluation_kinds import OcopPaper, OcopSheet
    from hstk.plugins.ocop.kinds import OcopDossier, OcopStep
    from hstk.plugins.ocop.rubric_kind import OcopRubric

    return (OcopRubric, OcopDossier, OcopStep, OcopPaper, OcopSheet)


@hookimpl
def hstk_satellites() -> Iterable[Satellite]:
    """What OCOP asks of a product."""
    from hstk.plugins.ocop.kinds import OcopProduct

    return (Satellite(OcopProduct, "product"),)


@hookimpl
def hstk_indicators() -> Iterable[Indicator]:
    """Products recognized."""
    from hstk.plugins.ocop.indicators import PRODUCTS_RECOGNIZED

    return (PRODUCTS_RECOGNIZED,)


@hookimpl
def hstk_check_change() -> Iterable[Guard]:
    """Sheets fit their rubric, a rubric stays, a withdrawal has its ground."""
    from hstk.plugins.ocop import kept_rubrics, marks, recognizing

    return (*kept_rubrics.GUARDS, *marks.GUARDS, *recognizing.GUARDS)


@hookimpl
def hstk_views() -> Iterable[View]:
    """Steps, papers and scores of dossiers, what ends soon, sets and rubrics."""
    from hstk.plugins.ocop import recognizing, rubric_views, views

    return (*views.VIEWS, *recognizing.VIEWS, *rubric_views.VIEWS)


@hookimpl
def hstk_actions() -> Iterable[Action]:
    """From registration through the steps and scores to recognition and its end."""
    from hstk.plugins.ocop import council, dossiers, recognizing, rubric_papers, score_file

    return (
        *dossiers.ACTIONS,
        *council.ACTIONS,
        *score_file.ACTIONS,
        *recognizing.ACTIONS,
        *rubric_papers.ACTIONS,
    )


@hookimpl
def hstk_papers() -> Iterable[Paper]:
    """Score files and sheets, minutes, rubrics as spreadsheets."""
    from hstk.plugins.ocop import papers, rubric_papers, score_file

    return (*papers.PAPERS, *score_file.PAPERS, *rubric_papers.PAPERS)


@hookimpl
def hstk_report_sections() -> Iterable[ReportSection]:
    """OCOP products of the year."""
    from hstk.plugins.ocop.report import SECTIONS

    return SECTIONS


@hookimpl
def hstk_checks() -> Iterable[Check]:
    """Rubrics, recognitions and dossiers that do not fit."""
    from hstk.plugins.ocop.report import CHECKS

    return CHECKS


@hookimpl
def hstk_commands() -> Iterable[Command]:
    """Looking through a file of rubrics before it is loaded."""
    return (
        Command(
            "ocop check-rubric",
            "Soát một tệp bộ tiêu chí mà chưa nạp",
            "Look through a file of rubrics without loading it",
            "hstk.plugins.ocop.commands:check_rubric",
        ),
    )
