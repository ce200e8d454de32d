"""Fields that plugins add to records of other kinds, written ``KIND.field`` beside their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hstk.cli.output import note
from hstk.core.errors import Conflict, PluginTrouble, Problem, Rejected
from hstk.core.ids import new_id
from hstk.core.language import say
from hstk.core.text import closest
from hstk.core.validation import nearest_fields
from hstk.plugins.offers import goes_with

if TYPE_CHECKING:
    from hstk.core.contributions import Satellite
    from hstk.core.entity import Entity
    from hstk.store.ecosystem import Ecosystem

Values = Mapping[str, str]


def satellites_of(eco: Ecosystem, kind: type[Entity]) -> list[Satellite]:
    """The satellites that records of a kind may have."""
    return [one for one in eco.declarations.satellites if one.host == kind.spec.kind]


def held_by(eco: Ecosystem, record: Entity) -> Iterator[tuple[Satellite, Entity | None]]:
    """What satellites hold of a record; None where it has no values yet but may have some."""
    for one in satellites_of(eco, type(record)):
        held = eco.satellite(one.kind, record)
        if held is not None or _may_have(eco, one, record):
            yield one, held


def _may_have(eco: Ecosystem, one: Satellite, record: Entity) -> bool:
    try:
        return goes_with(eco, one, record)
    except PluginTrouble as trouble:  # the record can be read all the same
        note(trouble.message)
        return False


def add(eco: Ecosystem, kind: type[Entity], values: Values) -> Entity:
    """Adds a record with what satellites are to hold of it, within the change set around it.

    Raises:
        Rejected: with every problem of all of them at once.
    """
    own, further, problems = _parted(eco, kind, values)
    host: Entity | None = None
    with _gathered(problems):
        host = eco.add_values(kind, own)
    for one, given in further:
        with _gathered(problems, one):
            if host is None:
                eco.read_values(one.kind, {**given, one.by: new_id()})
            else:
                _add_to(eco, one, host, given)
    if problems or host is None:
        raise Rejected(problems)
    return host


def update(eco: Ecosystem, before: Entity, values: Values) -> tuple[Entity, bool]:
    """Changes a record and what satellites hold of it; tells also whether anything changed.

    Raises:
        Rejected: with every problem of all of them at once.
    """
    own, further, problems = _parted(eco, type(before), values)
    host, changed = before, False
    with _gathered(problems):
        host = eco.update_values(before, own) if own else before
    for one, given in further:
        with _gathered(problems, one):
            held = eco.satellite(one.kind, before)
            if held is not None:
                changed = eco.update_values(held, given) != held or changed
            elif any(given.values()):
                _add_to(eco, one, host, given)
                changed = True
    if problems:
        raise Rejected(problems)
    return host, changed or host != before


def _add_to(eco: Ecosystem, one: Satellite, host: Entity, given: Values) -> None:
    if not goes_with(eco, one, host):
        label = one.kind.spec.label
        message = say(f"bản ghi này không có {label}", f"this record has no {label}")
        raise Rejected([Problem("", message)])
    eco.add_values(one.kind, {**given, one.by: host.id})


def _parted(
    eco: Ecosystem, kind: type[Entity], values: Values
) -> tuple[dict[str, str], list[tuple[Satellite, dict[str, str]]], list[Problem]]:
    """The values of the record itself, of each satellite, and names that nothing has."""
    own: dict[str, str] = {}
    further: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    known = {one.kind.spec.kind: one for one in satellites_of(eco, kind)}
    for name, value in values.items():
        head, dot, field = name.partition(".")
        if not dot:
            own[name] = value
        elif head in known and field in known[head].own:
            further.setdefault(head, {})[field] = value
        else:
            label = kind.spec.label
            unknown = say(f"{label} không có trường «{name}».", f"{label} has no field “{name}”.")
            near = _near(known, head, field)
            meant = say(f" Có phải: {near}?", f" Did you mean: {near}?") if near else ""
            problems.append(Problem(name, unknown + meant, value))
    return own, [(known[head], given) for head, given in further.items()], problems


def _near(known: Mapping[str, Satellite], head: str, field: str) -> str:
    """The dotted names that an unknown one may have meant."""
    heads = (head,) if head in known else closest(head, known)
    found = [
        f"{near}.{name}"
        for near in heads
        for name in nearest_fields(known[near].kind, field)
        if name in known[near].own
    ]
    return ", ".join(found)


@contextmanager
def _gathered(problems: list[Problem], one: Satellite | None = None) -> Iterator[None]:
    """Takes down what is wrong instead of raising it, named after the satellite."""
    try:
        yield
    except Conflict:
        raise
    except Rejected as error:
        if not error.problems:
            raise
        head = "" if one is None else one.kind.spec.kind
        for found in error.problems:
            name = ".".join(part for part in (head, found.field) if part)
            problems.append(Problem(name, found.message, found.value, found.where))
