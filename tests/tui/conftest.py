"""The small ecosystem that screens and viewmodels are tested on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.story import small

if TYPE_CHECKING:
    from hstk import Ecosystem


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(small(tmp_path_factory.mktemp("small") / "ly-son.hstk"))


@pytest.fixture
def ly_son(_made: Path, tmp_path: Path) -> str:
    """A copy of the small ecosystem, to do with as one likes."""
    return str(shutil.copy(_made, tmp_path / "ly-son.hstk"))


@pytest.fixture
def island(ly_son: str) -> Iterator[Ecosystem]:
    """The small ecosystem, open."""
    import hstk

    with hstk.open(ly_son, actor="Vy") as eco:
        yield eco
