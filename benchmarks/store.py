"""Import, one durable add, and search as you type, against sqlite3 written by hand."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import hstk
from benchmarks import floor
from benchmarks.measure import Line, in_turn, percentile, seconds
from benchmarks.workload import people
from hstk.core.text import words
from hstk.kinds import Person

TYPED = ("nguyễn văn an", "tran thi mai", "đặng", "thuở", "tay an vinh", "09000012", "lê thị hòa")
_ADDS = 500


def import_people(rows: int, rounds: int, folder: Path) -> Line:
    """From values as a spreadsheet has them to records that are checked, logged and found."""
    given = list(people(rows))
    files = iter(range(10_000))

    def ours() -> None:
        with hstk.open(folder / f"ours-{next(files)}.hstk", plugins=()) as eco:
            eco.add_many(Person.model_validate(row) for row in given)

    def theirs() -> None:
        connection = floor.connect(folder / f"floor-{next(files)}.db")
        floor.load(connection, given)
        connection.close()

    mine, bare = in_turn(rounds, ours, theirs)
    return Line(f"import {rows:,} people", "s", mine, "sqlite3 by hand, same rows", bare, 2)


def durable_adds(folder: Path) -> Line:
    """Single adds, each a transaction of its own that survives a power cut."""
    with hstk.open(folder / "adds.hstk", plugins=()) as eco:
        eco.add(Person(name="Người Đầu Tiên"))

        def work() -> None:
            for number in range(_ADDS):
                eco.add(Person(name=f"Người Thứ {number}"))

        each = seconds(work) / _ADDS
    return Line("durable adds with log", "/s", 1 / each, "absolute", None, 1_000, at_least=True)


def search_as_typed(rows: int, folder: Path) -> list[Line]:
    """Every prefix of some queries, from the first letter on."""
    given = list(people(rows))
    connection = floor.connect(folder / "search.db")
    floor.load(connection, given)
    mine: list[float] = []
    bare: list[float] = []
    with hstk.open(folder / "search.hstk", plugins=()) as eco:
        eco.add_many(Person.model_validate(row) for row in given)
        eco.search("khởi động")
        for query in TYPED:
            for end in range(1, len(query) + 1):
                text = query[:end].strip()
                start = time.perf_counter()
                eco.search(text)
                middle = time.perf_counter()
                floor.search(connection, words(text))
                bare.append(1000 * (time.perf_counter() - middle))
                mine.append(1000 * (middle - start))
    connection.close()
    slow, floor_slow = percentile(mine, 0.95), percentile(bare, 0.95)
    return [
        Line(f"search as typed, {rows:,} people, p95", "ms", slow, "absolute", None, 50),
        Line("the same", "ms", slow, "bare FTS query, p95", floor_slow, 3),
    ]


def lines(rows: int, rounds: int) -> list[Line]:
    """Every line of this module."""
    with tempfile.TemporaryDirectory(prefix="hstk-bench-") as name:
        folder = Path(name)
        return [
            import_people(rows, rounds, folder),
            durable_adds(folder),
            *search_as_typed(rows, folder),
        ]
