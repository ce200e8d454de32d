"""OCOP (Mỗi xã một sản phẩm): from the idea to the stars of a product, and what must follow."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Entity, Indicator, hookimpl
from hstk.plugins import Satellite


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
