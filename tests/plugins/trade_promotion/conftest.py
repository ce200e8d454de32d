"""What tests of trade promotion start from."""

from __future__ import annotations

import pytest

from hstk import Ecosystem
from hstk.kinds import Venue
from tests.plugins.trade_promotion.market import Market


@pytest.fixture
def market(eco: Ecosystem) -> Market:
    """A market in a new, empty ecosystem, on each database in turn."""
    return Market(eco)


@pytest.fixture
def shop(market: Market) -> Venue:
    """A sales point with 20 jars of garlic at 100.000 đ and 10 %."""
    shop = market.showroom()
    market.product("Tỏi", price=100_000)
    market.do("trade.receive", shop, product="Tỏi", quantity=20, commission=10, on="01/10/2026")
    return shop
