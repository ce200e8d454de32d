"""Tells SQLite how telling each index is, before there are records to learn it from.

Without statistics its planner takes any equality for nearly unique and reads a third of a table by
"state = held" rather than the days of one year: at a million records, eight times slower. Guesses
from the types of fields set it right at once; whoever runs ANALYZE replaces them.
"""

from __future__ import annotations

from sqlalchemy import Connection, Index

from hstk.core.entity import FieldType
from hstk.store.binding import Binding, Bound

_ROWS = 1_000_000
_ALIKE = {
    FieldType.BOOLEAN: 500_000,
    FieldType.CHOICE: 100_000,
    FieldType.INTEGER: 50_000,  # years, stars, groups
    FieldType.DATE: 500,
    FieldType.REF: 20,
}
"""Records with the same value of a field, where a table has a million."""


def guess(connection: Connection, binding: Binding) -> None:
    """Writes the guesses for indexes that have no statistics yet."""
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # makes the table that they go into
    there = connection.exec_driver_sql("SELECT tbl, idx FROM sqlite_stat1")
    known = {(row[0], row[1]) for row in there}
    rows = [
        (bound.name, str(index.name), _statistics(bound, index))
        for bound in binding.by_name.values()
        for index in bound.table.indexes
        if (bound.name, index.name) not in known
    ]
    if rows:
        add = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)"
        connection.exec_driver_sql(add, rows)
        connection.exec_driver_sql("ANALYZE sqlite_schema")  # now takes them into use


def _statistics(bound: Bound, index: Index) -> str:
    """As SQLite keeps them: all rows, then how many agree in one, two and more columns."""
    alike, left = [], _ROWS
    for column in index.columns:
        left = min(left, _ALIKE.get(bound.fields[column.name].type, 5))
        alike.append(left)
    if index.unique:
        alike[-1] = 1
    return " ".join(map(str, [_ROWS, *alike]))
