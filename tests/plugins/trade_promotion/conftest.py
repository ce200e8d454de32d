"""What tests of trade promotion start from."""

from __future__ import annotations

import pytest

from hstk import Ecosystem
from tests.plugins.trade_promotion.market import Market


@pytest.fixture
def market(eco: Ecosystem) -> Market:
    """A market in a new, empty ecosystem, on each database in turn."""
    return Market(eco)
