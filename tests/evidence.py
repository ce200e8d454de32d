"""Reads a number with its evidence as short as a test wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hstk import Ecosystem


@dataclass(frozen=True)
class Number:
    """A number: the titles of what counts, and of what nearly does with the reason."""

    value: float
    counted: set[str]
    near: dict[str, str]


def number(eco: Ecosystem, code: str, year: int = 2023, as_of: date | None = None) -> Number:
    """The number of an indicator or a target; its parts must agree with each other."""
    found = eco.evidence(code, year, as_of=as_of)
    counted = {row.title for row in found.counted}
    near = {row.title: row.reason for row in found.near}
    assert found.total == len(found.counted) == len(counted)
    assert found.total_near == len(found.near) == len(near)
    assert counted.isdisjoint(near) or any(row.kind == "organization" for row in found.near)
    return Number(found.value, counted, near)
