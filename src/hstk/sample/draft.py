"""What the parts of the sample share while it is made."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from hstk.core.entity import Entity
from hstk.kinds import (
    AdminUnit,
    Club,
    ClubMember,
    Event,
    Fund,
    Organization,
    Person,
    Plan,
    Product,
    Program,
    Startup,
    Task,
    Venue,
)
from hstk.sample.names import People
from hstk.store.ecosystem import Ecosystem

E = TypeVar("E", bound=Entity)

NOTE = "Dữ liệu mẫu: người và cơ sở sản xuất là hư cấu."
"""Stands on what could be taken for somebody real."""
REFORM = date(2025, 7, 1)
"""From this day Lý Sơn is a đặc khu, and its offices are others (NQ 1677/NQ-UBTVQH15)."""


@dataclass(slots=True)
class Draft:
    """The sample so far: where it goes, and what later parts refer to, by short names.

    Args:
        eco: where it goes.
        rng: where chance comes from.
        today: the day on which somebody looks at it.
        people: makes people; has no villages until there are any.
    """

    eco: Ecosystem
    rng: random.Random
    today: date
    people: People
    district: AdminUnit = field(init=False)
    zone: AdminUnit = field(init=False)
    club: Club = field(init=False)
    units: dict[str, Organization] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    officers: dict[str, Person] = field(default_factory=dict)
    experts: list[Person] = field(default_factory=list)
    natives: list[Person] = field(default_factory=list)
    youths: list[Person] = field(default_factory=list)
    owners: dict[str, Person] = field(default_factory=dict)
    producers: dict[str, Organization] = field(default_factory=dict)
    startups: dict[str, Startup] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    members: list[ClubMember] = field(default_factory=list)
    funds: dict[str, Fund | Program] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)
    tasks: dict[tuple[int, str], Task] = field(default_factory=dict)
    _pending: list[Entity] = field(default_factory=list)

    def add(self, record: E) -> E:
        """Puts a record into the next change set."""
        self._pending.append(record)
        return record

    def save(self, reason: str, *, by: str = "") -> None:
        """Writes what was added since, in one change set.

        Args:
            reason: for the history.
            by: short name of the officer who is said to have done it.
        """
        with self.eco.changes(reason, actor=self.officers[by].name if by else None):
            self.eco.add_many(self._pending)
        self._pending.clear()

    def unit(self, name: str, day: date) -> Organization:
        """The office that did, on a day, what the one of this short name once did."""
        found = self.units[name]
        if day >= REFORM and found.successor is not None:
            return next(unit for unit in self.units.values() if unit.id == found.successor)
        return found

    def meant(self, given: str) -> UUID:
        """The id of what is called "startup rong", "expert 2" and the like."""
        sort, _, short = given.partition(" ")
        if sort in ("expert", "native"):
            people = self.experts if sort == "expert" else self.natives
            return people[int(short)].id
        found: dict[str, Mapping[str, Entity]] = {
            "event": self.events,
            "officer": self.officers,
            "owner": self.owners,
            "producer": self.producers,
            "product": self.products,
            "startup": self.startups,
        }
        return found[sort][short].id
