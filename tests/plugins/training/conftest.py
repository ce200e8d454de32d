"""What tests of the training plugin start from."""

from __future__ import annotations

import pytest

from hstk import Ecosystem
from tests.plugins.training.world import World


@pytest.fixture
def world(eco: Ecosystem) -> World:
    """A new ecosystem, on each database in turn."""
    return World(eco)
