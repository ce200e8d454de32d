"""The benchmarks run and say what they compare; how fast they find us is no test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import Line, percentile, table

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_benchmarks_print_every_line_with_its_reference() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--rows", "300", "--rounds", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=240,
    )
    for work, reference in (
        ("import 300 people", "sqlite3 by hand, same rows"),
        ("durable adds with log", "absolute"),
        ("search as typed", "bare FTS query"),
        ("hstk --help", "import click"),
        ("hstk search", "import click"),
    ):
        assert work in done.stdout
        assert reference in done.stdout


def test_a_line_is_judged_by_its_ratio_or_by_itself() -> None:
    twice = Line("work", "s", 2.0, "floor", 1.0, 2)
    assert twice.met
    assert not Line("work", "s", 2.1, "floor", 1.0, 2).met
    assert Line("adds", "/s", 1500, "absolute", None, 1000, at_least=True).met
    assert not Line("adds", "/s", 900, "absolute", None, 1000, at_least=True).met
    assert "2.00" in table([twice])


def test_the_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.95) == 5
    assert percentile([1, 2, 3, 4], 0.5) == 3
