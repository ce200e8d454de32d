"""Ecosystems that tests share, emptied between them: making one costs more than most tests do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hstk import Ecosystem
from hstk.store.search import _Vocabulary
from hstk.store.system_tables import META
from tests.store.world import ORCHARD, opened


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def _both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Ecosystem, Ecosystem]]:
    """One place, opened twice, on each database in turn."""
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("orchard") / "test.hstk")
    else:
        place = request.getfixturevalue("postgres").new_space()
    with opened(place, *ORCHARD) as one, opened(place, *ORCHARD) as two:
        yield one, two


@pytest.fixture
def both(_both: tuple[Ecosystem, Ecosystem]) -> Iterator[tuple[Ecosystem, Ecosystem]]:
    """Two ecosystems on one empty place, as two people or programs have it open."""
    yield _both
    one, two = _both
    one.actor = two.actor = "test"
    for eco in (one, two):
        empty(eco)
    assert two.history() == []


@pytest.fixture
def store(both: tuple[Ecosystem, Ecosystem]) -> Ecosystem:
    """An empty ecosystem with the kinds of the core and of the made-up plugin."""
    return both[0]


def empty(eco: Ecosystem) -> None:
    """Takes away every record and everything that is known of it."""
    with eco._engine.begin() as connection:
        for table in reversed(eco.binding.metadata.tables.values()):
            if table.name != META:
                connection.execute(table.delete())
        if eco.binding.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO hstk_search(hstk_search) VALUES('delete-all')")
    eco._search._vocabulary = (-1, _Vocabulary({}))
