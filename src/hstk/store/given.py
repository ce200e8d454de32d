"""Values as people write them: references by id, by the ending of one, or by exact title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from hstk.core.entity import Entity, FieldType
from hstk.core.errors import NotFound, Problem
from hstk.core.validation import collected
from hstk.store.reading import Reader


def resolved(
    reader: Reader, connection: Connection, kind: type[Entity], values: Mapping[str, Any]
) -> dict[str, Any]:
    """``values`` with every reference that is text turned into the id it means.

    Raises:
        Rejected: references that mean nothing, or several records; all at once.
    """
    problems: list[Problem] = []

    def meant(name: str, given: object, targets: tuple[str, ...]) -> object:
        if not isinstance(given, str) or not given.strip():
            return given
        try:
            return reader.resolve(connection, given, targets)[0]
        except NotFound as error:
            problems.append(Problem(name, str(error).replace("\n", " "), given))
            return None

    ready = dict(values)
    for name, value in values.items():
        field = kind.fields.get(name)
        if field is None:
            continue
        if field.type is FieldType.REF:
            ready[name] = meant(name, value, field.targets)
        elif field.type is FieldType.REFS:
            parts = value.split(";") if isinstance(value, str) else value or ()
            ready[name] = tuple(
                meant(name, part, field.targets)
                for part in parts
                if not isinstance(part, str) or part.strip()
            )
    collected(problems)
    return ready
