"""``python -m benchmarks [--rows N] [--rounds N]``: measures, prints a table, says what misses."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3

from benchmarks import startup, store
from benchmarks.measure import table


def main() -> None:
    """Measures every line."""
    options = argparse.ArgumentParser(prog="python -m benchmarks")
    options.add_argument("--rows", type=int, default=100_000, help="people imported and searched")
    options.add_argument("--rounds", type=int, default=3, help="rounds of each pair")
    given = options.parse_args()
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} cores, {platform.machine()}"
    )
    lines = [*store.lines(given.rows, given.rounds), *startup.lines(max(5, given.rounds))]
    print(table(lines))
    missed = [line.name for line in lines if not line.met]
    print("All bars met." if not missed else f"Missed: {'; '.join(missed)}")


if __name__ == "__main__":
    main()
