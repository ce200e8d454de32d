"""What a file is opened with: the kinds, indicators and migrations of the core and its plugins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hstk.core.entity import Entity
from hstk.core.indicators import Indicator

CORE = "core"
"""The owner of what hstk itself declares."""


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered migration: a function of the open connection, run once in its transaction."""

    number: int
    name: str
    run: Callable[[Any], None]


@dataclass(slots=True, eq=False)
class Migrations:
    """The numbered steps of one owner, for what comparing declarations cannot see.

    New tables, columns and indexes need no step: they are added by themselves. A step renames,
    splits or rewrites::

        migrations = Migrations("tea")

        @migrations.step(1)
        def pick_list_renamed(connection):
            connection.exec_driver_sql("update tea_garden set ...")

    Args:
        owner: the plugin's name.
    """

    owner: str
    steps: list[Step] = field(default_factory=list)

    def step(self, number: int) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
        """Registers the decorated function as step ``number`` (1, 2, 3, … without gaps).

        Raises:
            ValueError: the number is not the next one.
        """

        def register(run: Callable[[Any], None]) -> Callable[[Any], None]:
            if number != len(self.steps) + 1:
                raise ValueError(f"{self.owner}: step {number} comes after {len(self.steps)}")
            self.steps.append(Step(number, run.__name__, run))
            return run

        return register


@dataclass(frozen=True, slots=True)
class Declared:
    """What one owner declares, validated as a bundle."""

    owner: str
    kinds: tuple[type[Entity], ...] = ()
    indicators: tuple[Indicator, ...] = ()
    migrations: Migrations | None = None


@dataclass(frozen=True, slots=True)
class Declarations:
    """Everything a file is opened with, the core first, then plugins in their order."""

    owners: tuple[Declared, ...]

    @property
    def kinds(self) -> Mapping[str, type[Entity]]:
        """Every kind by its name."""
        return {kind.spec.kind: kind for owner in self.owners for kind in owner.kinds}

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by its code."""
        return {found.code: found for owner in self.owners for found in owner.indicators}

    def owner_of(self, kind: str) -> str:
        """Who declares ``kind``."""
        return next(o.owner for o in self.owners if any(k.spec.kind == kind for k in o.kinds))
