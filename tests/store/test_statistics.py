"""SQLite chooses indexes well from the first record on."""

from __future__ import annotations

from pathlib import Path

import hstk
from hstk import Ecosystem


def known(eco: Ecosystem) -> dict[str, str]:
    """What SQLite is told of each index."""
    with eco.reading() as connection:
        rows = connection.exec_driver_sql("SELECT idx, stat FROM sqlite_stat1").all()
    return {row[0]: row[1] for row in rows}


def test_every_index_of_a_kind_has_statistics(tmp_path: Path) -> None:
    with hstk.open(tmp_path / "a.hstk") as eco:
        told = known(eco)
        indexes = {str(i.name) for b in eco.binding.by_name.values() for i in b.table.indexes}

    assert told.keys() == indexes
    assert told["event_state_idx"] == "1000000 100000"
    assert told["event_starts_on_idx"] == "1000000 500"
    assert told["plan_code_idx"] == "1000000 1"
    assert told["participation_event_who_role_key"] == "1000000 20 20 1"


def test_what_was_learned_from_records_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.hstk"
    with hstk.open(path, plugins=()) as eco, eco._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sqlite_stat1 SET stat = '7 7' WHERE tbl = 'event'")

    with hstk.open(path) as eco:  # with tables of plugins that are new to the file
        assert known(eco)["event_state_idx"] == "7 7"
        assert "ocop_dossier_year_idx" in known(eco)
