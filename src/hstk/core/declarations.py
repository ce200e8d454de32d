"""What a file is opened with: the kinds, indicators and migrations of the core and its plugins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hstk.core.contributions import (
    Action,
    Check,
    Guard,
    Observer,
    Offer,
    Paper,
    ReportSection,
    Satellite,
    View,
)
from hstk.core.entity import Entity
from hstk.core.errors import NotFound
from hstk.core.indicators import Indicator
from hstk.core.language import say

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
    """What one owner declares, validated as a bundle; kinds of satellites are among its kinds."""

    owner: str
    kinds: tuple[type[Entity], ...] = ()
    indicators: tuple[Indicator, ...] = ()
    migrations: Migrations | None = None
    satellites: tuple[Satellite, ...] = ()
    guards: tuple[Guard, ...] = ()
    observers: tuple[Observer, ...] = ()
    checks: tuple[Check, ...] = ()
    views: tuple[View, ...] = ()
    actions: tuple[Action, ...] = ()
    papers: tuple[Paper, ...] = ()
    sections: tuple[ReportSection, ...] = ()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Views, actions and papers."""
        return (*self.views, *self.actions, *self.papers)


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

    @property
    def satellites(self) -> Sequence[Satellite]:
        """Every satellite, in the order of the owners."""
        return [found for owner in self.owners for found in owner.satellites]

    def satellite(self, kind: type[Entity]) -> Satellite:
        """How a kind adds to another.

        Raises:
            NotFound: it does not.
        """
        for found in self.satellites:
            if found.kind is kind:
                return found
        name = kind.spec.kind
        raise NotFound(
            say(f"«{name}» không phải phần mở rộng.", f"“{name}” is no satellite."), key=name
        )

    def owner_of(self, kind: str) -> str:
        """Who declares ``kind``."""
        return next(o.owner for o in self.owners if any(k.spec.kind == kind for k in o.kinds))
