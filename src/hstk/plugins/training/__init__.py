"""Training: adviser certificates of officers, and the startups that were trained."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Entity, Indicator, hookimpl


@hookimpl
def hstk_entities() -> Iterable[type[Entity]]:
    """Certificates."""
    from hstk.plugins.training.kinds import TrainingCertificate

    return (TrainingCertificate,)


@hookimpl
def hstk_indicators() -> Iterable[Indicator]:
    """Officers certified, startups trained."""
    from hstk.plugins.training.indicators import OFFICERS_CERTIFIED, PROJECTS_TRAINED

    return (OFFICERS_CERTIFIED, PROJECTS_TRAINED)
