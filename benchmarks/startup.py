"""Whole processes from start to end, against Python importing click alone."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import hstk
from benchmarks.measure import Line, in_turn
from benchmarks.workload import people
from hstk.kinds import Person

_PEOPLE = 1_000


def lines(rounds: int) -> list[Line]:
    """``hstk --help`` and ``hstk search``."""
    bare = _process("-c", "import click")
    with tempfile.TemporaryDirectory(prefix="hstk-bench-") as name:
        file = str(Path(name) / "start.hstk")
        with hstk.open(file) as eco:
            eco.add_many(Person.model_validate(row) for row in people(_PEOPLE))
        help_, click_1 = in_turn(rounds, _process("-m", "hstk", "--help"), bare)
        search = _process("-m", "hstk", "--db", file, "search", "nguyễn")
        found, click_2 = in_turn(rounds, search, bare)
    reference = 'python -c "import click"'
    return [
        Line("hstk --help", "s", help_, reference, click_1, 2.5),
        Line("hstk search", "s", found, reference, click_2, 9),
    ]


def _process(*arguments: str) -> Callable[[], object]:
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, capture_output=True)
