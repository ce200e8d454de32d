"""Titles and search text made anew where what they are made from has changed.

A migration step rewrites values below the log, and a newer declaration may name records by other
fields or search others; each space remembers how its records were last described.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, insert, select

from hstk.store.binding import PORTION, Binding
from hstk.store.system_tables import META
from hstk.store.writing import Writer

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

_KEY = "described"


def ways(binding: Binding) -> dict[str, str]:
    """By kind, a mark of how its records are described: what names them, what is searched."""
    found = {}
    for owner in binding.declarations.owners:
        steps = len(owner.migrations.steps) if owner.migrations else 0
        for kind in owner.kinds:
            bound = binding[kind]
            searched = [(name, str(weight)) for name, weight in bound.searched.items()]
            way = json.dumps([kind.spec.title, kind.spec.person, searched, steps])
            found[kind.spec.kind] = hashlib.sha256(way.encode()).hexdigest()[:12]
    return found


def describe_anew(eco: Ecosystem, writing: Callable[[], AbstractContextManager[Writer]]) -> None:
    """Describes the records of the kinds whose way of it changed since the space was last open.

    Args:
        eco: the open space.
        writing: begins a transaction that writes.
    """
    meta = eco.binding.metadata.tables[META]
    wanted = ways(eco.binding)
    with eco.reading() as connection:
        kept = connection.execute(select(meta.c.value).where(meta.c.key == _KEY)).scalar()
    known: dict[str, str] = json.loads(kept) if kept else {}
    # those of plugins that are off keep their mark
    if known | wanted == known:
        return
    with writing() as writer:
        for kind, way in wanted.items():
            if known.get(kind, way) != way:
                _describe(writer, kind)
        writer.connection.execute(delete(meta).where(meta.c.key == _KEY))
        writer.connection.execute(
            insert(meta).values(key=_KEY, value=json.dumps(known | wanted, sort_keys=True))
        )


def _describe(writer: Writer, kind: str) -> None:
    """Describes every record of a kind anew, so many at a time."""
    bound = writer.binding[kind]
    own = bound.table
    last: UUID | None = None
    while True:
        chosen = select(own).order_by(own.c.id).limit(PORTION)
        if last is not None:
            chosen = chosen.where(own.c.id > last)
        rows = writer.connection.execute(chosen).mappings().all()
        for row in rows:
            writer.redescribe(bound, bound.kind.trusted(dict(row)))
        if len(rows) < PORTION:
            return
        last = rows[-1]["id"]
