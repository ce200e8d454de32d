"""Trade promotion: the products shown at fairs and startup days."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Indicator, hookimpl


@hookimpl
def hstk_indicators() -> Iterable[Indicator]:
    """Products displayed."""
    from hstk.plugins.trade_promotion.indicators import PRODUCTS_DISPLAYED

    return (PRODUCTS_DISPLAYED,)
