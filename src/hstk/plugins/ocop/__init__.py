"""OCOP (Mỗi xã một sản phẩm): dossiers, and the products recognized."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Entity, Indicator, hookimpl


@hookimpl
def hstk_entities() -> Iterable[type[Entity]]:
    """Dossiers."""
    from hstk.plugins.ocop.kinds import OcopDossier

    return (OcopDossier,)


@hookimpl
def hstk_indicators() -> Iterable[Indicator]:
    """Products recognized."""
    from hstk.plugins.ocop.indicators import PRODUCTS_RECOGNIZED

    return (PRODUCTS_RECOGNIZED,)
