"""What tests of contests start from."""

from __future__ import annotations

import pytest

from hstk import Ecosystem
from tests.plugins.contest.story import Contest


@pytest.fixture
def contest(eco: Ecosystem) -> Contest:
    """An open contest."""
    return Contest(eco)
