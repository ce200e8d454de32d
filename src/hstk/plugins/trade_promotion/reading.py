"""Records by ids and time, and tables, as views and papers of this plugin need them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select

from hstk import Ecosystem, Entity, Period
from hstk.plugins import Row, Table

E = TypeVar("E", bound=Entity)


def by_id(eco: Ecosystem, kind: type[E], ids: Iterable[UUID], field: str = "id") -> dict[UUID, E]:
    """The records of a kind with these ids; ids of other kinds are left out.

    Args:
        field: "id", or a reference that no two records share.
    """
    wanted = list(dict.fromkeys(ids))
    found: dict[UUID, E] = {}
    for start in range(0, len(wanted), 500):  # a filter takes only so many values
        some = ", ".join(map(str, wanted[start : start + 500]))
        found |= {getattr(one, field): one for one in eco.find(kind, f"{field} in ({some})")}
    return found


def within(field: str, period: Period) -> str:
    """The filter for records whose day lies in a period."""
    return f"{field} >= {period.first} and {field} <= {period.last}"


def selected(eco: Ecosystem, select: Select[Any]) -> list[Any]:
    """The rows of a select."""
    with eco.reading() as connection:
        return list(connection.execute(select))


def picked(table: Table, *names: str) -> Table:
    """A table with these columns alone, in this order: narrow screens show the first of them."""
    places = [[column.name for column in table.columns].index(name) for name in names]

    def of(row: Row) -> Row:
        return replace(row, cells=tuple(row.cells[place] for place in places))

    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(map(of, table.rows)),
        total=of(table.total) if table.total else None,
    )
