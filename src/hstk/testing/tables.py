"""The tables of a file as a value, so that two files can be compared."""

from __future__ import annotations

from typing import Any

from hstk.store.ecosystem import Ecosystem

Shape = dict[str, frozenset[tuple[Any, ...]]]


def tables_of(eco: Ecosystem, owner: str) -> Shape:
    """Columns, indexes and references of the tables of a plugin, in no particular order.

    Which default a column was added with is left out: it was for the rows of that moment.
    """
    found: Shape = {}
    names = [bound.name for bound in eco.binding.by_name.values() if bound.owner == owner]
    with eco.reading() as connection:

        def pragma(what: str, name: str) -> list[Any]:
            return list(connection.exec_driver_sql(f'PRAGMA {what}("{name}")'))

        for name in names:
            shape: set[tuple[Any, ...]] = {
                ("column", row[1], row[2], row[3], row[5]) for row in pragma("table_info", name)
            }
            shape |= {("reference", *row[2:]) for row in pragma("foreign_key_list", name)}
            for row in pragma("index_list", name):
                columns = tuple(column[2] for column in pragma("index_info", row[1]))
                automatic = str(row[1]).startswith("sqlite_")
                shape.add(("index", "" if automatic else row[1], row[2], columns))
            found[name] = frozenset(shape)
    return found


def difference(migrated: Shape, fresh: Shape) -> list[str]:
    """What is not the same, one line each."""
    return [
        f"{name}: {word} {' '.join(map(str, part))}"
        for name in sorted(migrated.keys() | fresh.keys())
        for word, parts in (
            ("only when migrated:", migrated.get(name, frozenset()) - fresh.get(name, frozenset())),
            ("only when new:", fresh.get(name, frozenset()) - migrated.get(name, frozenset())),
        )
        for part in sorted(parts, key=str)
    ]
