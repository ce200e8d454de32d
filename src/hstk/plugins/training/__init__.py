"""Training: classes with units asked, trainees, attendance and certificates; guidance for ideas."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Entity, Indicator, hookimpl
from hstk.plugins import Action, Check, Guard, Paper, ReportSection, Satellite, View


@hookimpl
def hstk_entities() -> Iterable[type[Entity]]:
    """Certificates, sessions, units asked, attendance, guidance."""
    from hstk.plugins.training.kinds import (
        TrainingCertificate,
        TrainingNomination,
        TrainingSession,
    )
    from hstk.plugins.training.trainee_kinds import TrainingAttendance, TrainingCounselling

    return (
        TrainingCertificate,
        TrainingSession,
        TrainingNomination,
        TrainingAttendance,
        TrainingCounselling,
    )


@hookimpl
def hstk_satellites() -> Iterable[Satellite]:
    """What an event has because it is a class, a participation because it is a trainee's."""
    from hstk.plugins.training.kinds import TrainingClass, is_class
    from hstk.plugins.training.trainee_kinds import TrainingTrainee, is_trainee

    return (
        Satellite(TrainingClass, "event", is_class),
        Satellite(TrainingTrainee, "participation", is_trainee),
    )


@hookimpl
def hstk_indicators() -> Iterable[Indicator]:
    """Officers certified, startups trained."""
    from hstk.plugins.training.indicators import OFFICERS_CERTIFIED, PROJECTS_TRAINED

    return (OFFICERS_CERTIFIED, PROJECTS_TRAINED)


@hookimpl
def hstk_views() -> Iterable[View]:
    """A class, who is missing, what is due, the classes and officers of a year, guidance."""
    from hstk.plugins.training.counselling import LOG
    from hstk.plugins.training.views import CLASSES, MISSING, OFFICERS, SHEET, TODO

    return (SHEET, MISSING, TODO, CLASSES, OFFICERS, LOG)


@hookimpl
def hstk_actions() -> Iterable[Action]:
    """The steps of a class in their order, and guidance."""
    from hstk.plugins.training.attending import ATTENDANCE, READ_ATTENDANCE
    from hstk.plugins.training.counselling import COUNSEL
    from hstk.plugins.training.enrolling import ENROL
    from hstk.plugins.training.finishing import CERTIFY, GRADE
    from hstk.plugins.training.nominating import ASK, DECLINE, NOMINATE
    from hstk.plugins.training.opening import MOVE, OPEN

    return (
        OPEN,
        ASK,
        NOMINATE,
        DECLINE,
        ENROL,
        MOVE,
        ATTENDANCE,
        READ_ATTENDANCE,
        GRADE,
        CERTIFY,
        COUNSEL,
    )


@hookimpl
def hstk_papers() -> Iterable[Paper]:
    """The letter to the units, attendance sheets, lists of results and certificates."""
    from hstk.plugins.training.papers import (
        ATTENDANCE_SHEET,
        CERTIFICATES,
        LETTER,
        RESULTS,
        SIGN_IN,
    )

    return (LETTER, SIGN_IN, ATTENDANCE_SHEET, RESULTS, CERTIFICATES)


@hookimpl
def hstk_report_sections() -> Iterable[ReportSection]:
    """Tasks 1.2, 2.3, 2.4 and 2.5."""
    from hstk.plugins.training.report import SECTIONS

    return SECTIONS


@hookimpl
def hstk_check_change() -> Iterable[Guard]:
    """Days of sessions, who is in a class, who failed it."""
    from hstk.plugins.training.rules import GUARDS

    return GUARDS


@hookimpl
def hstk_checks() -> Iterable[Check]:
    """Sessions left behind, repeated numbers, attendance and certificates that disagree."""
    from hstk.plugins.training.checks import CHECKS

    return CHECKS
