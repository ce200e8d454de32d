"""Further fields that plugins keep for records of others: which belong to a record as it is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hstk.core.entity import Entity, FieldSpec
from hstk.core.errors import Conflict, Problem, Rejected
from hstk.plugins.offers import goes_with

if TYPE_CHECKING:
    from hstk.core.contributions import Satellite
    from hstk.store.ecosystem import Ecosystem

_log = logging.getLogger("hstk.plugins")


def satellites_of(eco: Ecosystem, kind: str) -> list[Satellite]:
    """The satellites of a kind, in the order of their plugins."""
    return [one for one in eco.declarations.satellites if one.host == kind]


def satellite_kinds(eco: Ecosystem) -> set[str]:
    """Names of the kinds whose records are part of another."""
    return {one.kind.spec.kind for one in eco.declarations.satellites}


def belongs(eco: Ecosystem, satellite: Satellite, host: Entity) -> bool:
    """Whether a record has these fields, as far as it is filled in; else they are left out."""
    try:
        return goes_with(eco, satellite, host)
    except Exception as error:  # noqa: BLE001 - the record may be half typed
        _log.info("satellite %s: cannot tell whom it fits: %s", satellite.kind.spec.kind, error)
        return False


@dataclass(frozen=True, slots=True)
class Part:
    """Further fields of the record, which a satellite holds.

    Args:
        satellite: how it adds to the record.
        fits: whether a record has these fields.
        base: what it held when it was read, or None.
    """

    satellite: Satellite
    fits: Callable[[Entity], bool]
    base: Entity | None = None

    @property
    def kind(self) -> type[Entity]:
        """The kind that holds the fields."""
        return self.satellite.kind

    def named(self, name: str) -> str:
        """What a field of it is called in the form: «tea_leaf.weight»."""
        return f"{self.kind.spec.kind}.{name}"

    def fields(self) -> dict[str, FieldSpec]:
        """Its fields as those of the form, under a heading of its own."""
        label = self.kind.spec.label
        found = {}
        for name in self.satellite.own:
            field = self.kind.fields[name]
            if not field.shown.hidden:
                heading = f"{label} · {field.section}" if field.section else label
                shown = replace(field.shown, section=heading)
                found[self.named(name)] = replace(field, name=self.named(name), shown=shown)
        return found


def within(part: Part, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of a part, at the fields of the form."""
    return [
        replace(one, field=part.named(one.field)) if one.field in part.kind.fields else one
        for one in problems
    ]


def save_part(eco: Ecosystem, part: Part, satellite: Entity) -> None:
    """Write what a part shall hold."""
    if part.base is None:
        eco.add(satellite)
        return
    values = {name: getattr(satellite, name) for name in part.satellite.own}
    changes = {n: value for n, value in values.items() if value != getattr(part.base, n)}
    if changes:
        eco.update(part.base, **changes)


@contextmanager
def telling(part: Part) -> Iterator[None]:
    """What is wrong with a part is told at the fields of the form."""
    try:
        yield
    except Conflict as error:
        differences = [replace(one, field=part.named(one.field)) for one in error.differences]
        raise Conflict(part.kind.spec.label, differences) from None
    except Rejected as error:
        raise Rejected(within(part, error.problems)) from None
