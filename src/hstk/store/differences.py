"""What the tables of a place lack of what is declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Index, MetaData, Table, inspect

from hstk.core.declarations import Migrations, Step
from hstk.core.language import say


@dataclass(frozen=True, slots=True)
class Differences:
    """What is declared and not there yet.

    Args:
        steps: migrations that were not run, each with its owner.
        tables, columns, indexes: what is new.
        unfilled: columns of the tables that no record fills any more though each must.
    """

    steps: list[tuple[str, Step]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    columns: list[tuple[Table, Column[Any]]] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    unfilled: list[tuple[Table, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.steps, self.tables, self.columns, self.indexes, self.unfilled))

    def lines(self) -> list[str]:
        """One line each, for people."""
        lines = [
            say(f"chạy bước {step.number} «{step.name}» của {owner}", f"run {owner}: {step.name}")
            for owner, step in self.steps
        ]
        lines += [say(f"thêm bảng {new.name}", f"add table {new.name}") for new in self.tables]
        lines += [
            say(f"thêm cột {table.name}.{column.name}", f"add column {table.name}.{column.name}")
            for table, column in self.columns
        ]
        lines += [
            say(f"thêm chỉ mục {index.name}", f"add index {index.name}") for index in self.indexes
        ]
        return lines


def differences(
    connection: Connection,
    tables: MetaData,
    migrations: Iterable[Migrations],
    done: Mapping[str, int],
) -> Differences:
    """Compares what is declared with what is there.

    Args:
        connection: to the place.
        tables: as they should be.
        migrations: of every owner that has any.
        done: the last step that was run, by owner.
    """
    found = Differences(steps=pending(migrations, done))
    there = inspect(connection)
    names = set(there.get_table_names(tables.schema))
    known = [table for table in tables.sorted_tables if table.name in names]
    found.tables.extend(table for table in tables.sorted_tables if table.name not in names)
    # all tables at once: a server far away then answers twice, not twice a table
    asked: dict[str, Any] = {
        "schema": tables.schema,
        "filter_names": [table.name for table in known],
    }
    all_columns, all_indexes = there.get_multi_columns(**asked), there.get_multi_indexes(**asked)
    for table in known:
        columns = {c["name"]: c for c in all_columns[tables.schema, table.name]}
        found.columns.extend((table, c) for c in table.columns if c.name not in columns)
        found.unfilled.extend(
            (table, name)
            for name, column in columns.items()
            if name not in table.columns and not column["nullable"] and column["default"] is None
        )
        indexes = {index["name"] for index in all_indexes[tables.schema, table.name]}
        missing = [index for index in table.indexes if index.name not in indexes]
        found.indexes.extend(sorted(missing, key=lambda index: str(index.name)))
    return found


def pending(migrations: Iterable[Migrations], done: Mapping[str, int]) -> list[tuple[str, Step]]:
    """The steps that were not run yet, in order, each with its owner.

    Args:
        migrations: of every owner that has any.
        done: the last step that was run, by owner.
    """
    return [
        (steps.owner, step)
        for steps in migrations
        for step in steps.steps
        if step.number > done.get(steps.owner, 0)
    ]
