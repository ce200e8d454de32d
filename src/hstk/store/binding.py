"""Binds kinds to tables when a file is opened.

Each open file has its own MetaData, so two files with different plugins live in one process.
Queries see one table a kind, the same on both databases. On PostgreSQL those are views that show
the space of the connection alone; the tables behind them (:func:`spaced`) have the space as the
first part of every key, so that the database can keep spaces apart, partition and spread them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    Column,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import TypeEngine

from hstk.core.choices import Choice
from hstk.core.declarations import Declarations
from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.errors import NotFound
from hstk.core.filters import where
from hstk.core.language import say
from hstk.core.text import closest
from hstk.store.column_types import column_type
from hstk.store.filter_sql import condition_sql
from hstk.store.system_tables import RECORD, add_system_tables

E = TypeVar("E", bound=Entity)
Codec = Callable[[Any], Any]

DATA_SCHEMA, VIEW_SCHEMA = "hstk_data", "hstk"
PORTION = 500
_CURRENT_SPACE = "current_setting('hstk.space')"


_QUICK_CODECS: Mapping[tuple[str, FieldType], Codec] = {
    ("sqlite", FieldType.ID): attrgetter("bytes"),
    ("sqlite", FieldType.REF): attrgetter("bytes"),
    ("sqlite", FieldType.CHOICE): attrgetter("_value_"),
    ("postgresql", FieldType.CHOICE): attrgetter("_value_"),
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A field of another kind that may point at records of this one."""

    kind: type[Entity]
    field: FieldSpec


class Bound:
    """A kind with its table, and the way from values to what the driver takes."""

    def __init__(self, kind: type[Entity], owner: str, table: Table, dialect: Dialect) -> None:
        self.kind = kind
        self.owner = owner
        self.table = table
        self.name = kind.spec.kind
        self.fields = kind.fields
        self.names = tuple(kind.fields)
        self.refs = tuple(f for f in kind.fields.values() if f.type is FieldType.REF)
        self.lists_of_refs = tuple(f for f in kind.fields.values() if f.type is FieldType.REFS)
        self.searched = {
            name: field.type
            for name, field in kind.fields.items()
            if field.search and name not in kind.spec.title
        }
        self.incoming: list[Incoming] = []
        self.encoders: dict[str, Codec | None] = {}
        for name, field in kind.fields.items():
            # a checked record needs no second look at what type its values are
            quick = _QUICK_CODECS.get((dialect.name, field.type))
            real = table.c[name].type.dialect_impl(dialect)
            self.encoders[name] = quick or real.bind_processor(dialect)
        mark = "?" if dialect.name == "sqlite" else "%s"
        quoted = [dialect.identifier_preparer.quote(name) for name in self.names]
        marks = ", ".join([mark] * len(quoted))
        self.insert_sql = f"INSERT INTO {table.name} ({', '.join(quoted)}) VALUES ({marks})"
        self._values = itemgetter(*self.names)
        self._in = [(n, e) for n, name in enumerate(self.names) if (e := self.encoders[name])]

    def row(self, values: Mapping[str, Any]) -> list[Any]:
        """The driver's row for a record's values."""
        row = list(self._values(values))
        for place, encode in self._in:
            if row[place] is not None:
                row[place] = encode(row[place])
        return row


class Binding:
    """Every kind of one open file, bound to its tables.

    Args:
        declarations: what is declared by whom.
        dialect: of the database.
    """

    def __init__(self, declarations: Declarations, dialect: Dialect) -> None:
        self.declarations = declarations
        self.hosted = {one.kind.spec.kind: one.by for one in declarations.satellites}
        self.dialect = dialect
        self.metadata = MetaData()
        add_system_tables(self.metadata, postgresql=dialect.name == "postgresql")
        self.by_name: dict[str, Bound] = {}
        types = _Types()
        for owner in declarations.owners:
            for kind in owner.kinds:
                table = _kind_table(kind, self.metadata, owner.owner, types)
                self.by_name[kind.spec.kind] = Bound(kind, owner.owner, table, dialect)
        for bound in self.by_name.values():
            _add_unique_rules(bound)
            for field in (*bound.refs, *bound.lists_of_refs):
                for target in field.targets or self.by_name:
                    self.by_name[target].incoming.append(Incoming(bound.kind, field))
        self.titled_by = self._titled_by()

    @cached_property
    def tables(self) -> MetaData:
        """The tables that are made in the database: on PostgreSQL those behind the views."""
        return spaced(self.metadata) if self.dialect.name == "postgresql" else self.metadata

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """What makes the tables, line by line, in an order that depends on nothing else."""
        lines: list[str] = []
        for table in self.tables.sorted_tables:
            made = str(CreateTable(table).compile(dialect=self.dialect))
            # constraints come in no particular order
            lines += sorted(line.strip(" \t,") for line in made.splitlines())
            indexes = (str(CreateIndex(i).compile(dialect=self.dialect)) for i in table.indexes)
            lines += sorted(indexes)
        return tuple(lines)

    def __getitem__(self, kind: str | type[Entity]) -> Bound:
        """The bound kind.

        Raises:
            NotFound: no such kind, or its plugin is off; with the nearest names.
        """
        name = kind if isinstance(kind, str) else kind.spec.kind
        bound = self.by_name.get(name)
        if bound is None or (not isinstance(kind, str) and bound.kind is not kind):
            raise NotFound(
                say(f"Không có loại bản ghi «{name}».", f"There is no kind “{name}”."),
                key=name,
                nearest=closest(name, self.by_name),
            )
        return bound

    def _titled_by(self) -> dict[str, list[tuple[Bound, FieldSpec]]]:
        """Per kind, the fields through which its titles stand inside titles of others."""
        found: dict[str, list[tuple[Bound, FieldSpec]]] = defaultdict(list)
        for bound in self.by_name.values():
            for name in bound.kind.spec.title:
                field = bound.fields[name]
                if field.type is FieldType.REF:
                    for target in field.targets or self.by_name:
                        found[target].append((bound, field))
        return found


_MOST_KEPT = 8
_kept: dict[tuple[str, Declarations], Binding] = {}


def bind(declarations: Declarations, dialect: Dialect) -> Binding:
    """The binding for what is declared; it never changes, so files declared alike share one."""
    key = (dialect.name, declarations)
    found = _kept.pop(key, None) or Binding(declarations, dialect)
    _kept[key] = found
    if len(_kept) > _MOST_KEPT:
        _kept.pop(next(iter(_kept)), None)
    return found


class _Types(dict[tuple[FieldType, type[Choice] | None], TypeEngine[Any]]):
    """Column types; fields of one type share one, as the way to a driver is found out once each."""

    def of(self, field: FieldSpec) -> TypeEngine[Any]:
        key = (field.type, field.choices)
        if key not in self:
            self[key] = column_type(field)
        return self[key]


def _kind_table(kind: type[Entity], metadata: MetaData, owner: str, types: _Types) -> Table:
    name = kind.spec.kind
    columns: list[Any] = []
    for field in kind.fields.values():
        parts: list[Any] = []
        if field.type is FieldType.REF:
            # one kind: straight to its table; several: to the directory of all records
            one = len(field.targets) == 1
            target = f"{field.targets[0]}.id" if one else f"{RECORD}.id"
            parts.append(ForeignKey(target, deferrable=True, initially="DEFERRED"))
        columns.append(
            Column(
                field.name,
                types.of(field),
                *parts,
                primary_key=field.name == "id",
                nullable=field.optional,
            )
        )
    table = Table(name, metadata, *columns, info={"owner": owner}, sqlite_with_rowid=False)
    for field in kind.fields.values():
        # Every reference has an index, or deleting a record would read whole tables; rows where
        # it is empty cost nothing.
        if field.stored.index or field.stored.unique or field.type is FieldType.REF:
            column = table.c[field.name]
            given = column.is_not(None) if field.optional else None
            Index(
                f"{name}_{field.name}_idx",
                column,
                unique=field.stored.unique,
                sqlite_where=given,
                postgresql_where=given,
            )
    return table


def _add_unique_rules(bound: Bound) -> None:
    for rule in bound.kind.spec.uniques:
        condition = where(rule.where).condition
        only = None if condition is None else condition_sql(condition, bound, None)
        Index(
            "_".join((bound.name, *rule.fields, "key")),
            *(bound.table.c[field] for field in rule.fields),
            unique=True,
            sqlite_where=only,
            postgresql_where=only,
        )


def spaced(logical: MetaData) -> MetaData:
    """The tables of PostgreSQL behind ``logical``: the same, each key beginning with the space."""
    physical = MetaData(schema=DATA_SCHEMA)
    for table in logical.sorted_tables:
        columns = [
            Column(c.name, c.type, nullable=c.nullable, autoincrement=False) for c in table.columns
        ]
        space = Column("space", Text, nullable=False, server_default=text(_CURRENT_SPACE))
        made = Table(table.name, physical, space, *columns, info=table.info)
        made.append_constraint(PrimaryKeyConstraint("space", *(c.name for c in table.primary_key)))
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                made.append_constraint(UniqueConstraint("space", *constraint.columns.keys()))
            elif isinstance(constraint, ForeignKeyConstraint):
                target = constraint.elements[0].target_fullname.split(".")
                made.append_constraint(
                    ForeignKeyConstraint(
                        ["space", *constraint.column_keys],
                        [f"{DATA_SCHEMA}.{target[0]}.{name}" for name in ("space", target[1])],
                        deferrable=constraint.deferrable,
                        initially=constraint.initially,
                    )
                )
        for index in table.indexes:
            options = index.dialect_options["postgresql"]
            only = options["where"]
            if only is not None and not isinstance(only, str):
                # written against the logical table: name the columns without their table
                only = text(
                    str(only.compile(compile_kwargs={"literal_binds": True})).replace(
                        f"{table.name}.", ""
                    )
                )
            Index(
                index.name,
                made.c.space,
                *(made.c[c.name] for c in index.columns),
                unique=index.unique,
                postgresql_where=only,
            )
    return physical


def view_sql(table: Table) -> str:
    """The view through which a space sees its part of a table of PostgreSQL."""
    columns = ", ".join(f'"{c.name}"' for c in table.columns if c.name != "space")
    return (
        f'CREATE VIEW {VIEW_SCHEMA}."{table.name}" AS SELECT {columns} '
        f'FROM {DATA_SCHEMA}."{table.name}" WHERE space = {_CURRENT_SPACE} '
        "WITH LOCAL CHECK OPTION"
    )


def portions(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    """Ids in portions that fit one statement."""
    return [ids[start : start + PORTION] for start in range(0, len(ids), PORTION)]
