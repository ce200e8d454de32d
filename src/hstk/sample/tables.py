"""The tables of the sample, kept as text in ``island.toml``: a line a row, bars between columns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def _tables() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("island.toml").read_text(encoding="utf-8"))


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table."""
    for line in _tables()[table].strip().splitlines():
        yield _cells(line)


def blocks(table: str) -> Iterator[list[str]]:
    """The rows of a table in which lines of text follow each, an empty line between them.

    Each gives its cells, then its lines.
    """
    for block in _tables()[table].strip().split("\n\n"):
        first, *more = block.splitlines()
        yield [*_cells(first), *(line.strip() for line in more)]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
