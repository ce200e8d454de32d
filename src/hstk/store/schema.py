"""Makes and migrates the tables of one file, or of one PostgreSQL database.

Declarations and tables are compared; what is merely new (tables, columns, indexes) is added by
itself. What comparing cannot see is a numbered step of its owner. Everything happens in one
transaction with its record, after a backup.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    insert,
    inspect,
    literal,
    select,
    text,
)
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from hstk import __version__
from hstk.core.declarations import Migrations
from hstk.core.entity import FieldType
from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.store.binding import DATA_SCHEMA, VIEW_SCHEMA, Binding, spaced, view_sql
from hstk.store.engine import APPLICATION_ID, WRITES, Place
from hstk.store.search_sqlite import SEARCH_TABLES
from hstk.store.system_tables import KIND, META, MIGRATION, add_schema_tables

FORMAT = 1
"""Number of the file format; a file with a higher one was made by a newer hstk."""


class Schema:
    """The tables of one place, against what is declared.

    Args:
        engine, place: where.
        binding: what is declared.
    """

    def __init__(self, engine: Engine, place: Place, binding: Binding) -> None:
        self.engine = engine
        self.place = place
        self.binding = binding
        self.on_server = engine.dialect.name == "postgresql"
        self.tables = spaced(binding.metadata) if self.on_server else binding.metadata
        own = MetaData()
        add_schema_tables(own, schema=DATA_SCHEMA if self.on_server else None)
        prefix = f"{DATA_SCHEMA}." if self.on_server else ""
        self.own = own
        self.migration = own.tables[prefix + MIGRATION]
        self.kind = own.tables[prefix + KIND]

    def prepare(self, back_up: Callable[[], object]) -> None:
        """Brings the tables up to what is declared; does nothing when they are.

        Args:
            back_up: called before anything that exists is changed.

        Raises:
            BadFile: the file is from a newer hstk, or a difference needs a step that is missing.
        """
        print_ = self._fingerprint()
        with self.engine.connect() as connection:
            stands = self._stands(connection)
            if stands:
                self._refuse_newer(connection)
                if self._known_fingerprint(connection) == print_ and not self.pending(connection):
                    return
        if stands:
            back_up()
        with self.engine.connect().execution_options(**{WRITES: True}) as connection:
            with connection.begin():
                if not self._stands(connection):
                    self._make(connection)
                else:
                    # steps first: what they rename is then no longer seen as new
                    self._run_steps(connection)
                    self._add_what_is_new(connection)
                self._remember(connection, print_)

    def pending(self, connection: Connection) -> list[tuple[str, int, str]]:
        """Steps that are declared but not yet run, as owner, number and name."""
        done = self._done(connection)
        return [
            (steps.owner, step.number, step.name)
            for steps in self._migrations()
            for step in steps.steps
            if (steps.owner, step.number) not in done
        ]

    def plan(self) -> list[str]:
        """What :meth:`prepare` would change, one line each, for people."""
        with self.engine.connect() as connection:
            lines = [
                say(f"chạy bước {number} «{name}» của {owner}", f"run step {owner} {number} {name}")
                for owner, number, name in self.pending(connection)
            ]
            new_tables, new_columns, new_indexes = self._differences(connection)
        lines += [say(f"thêm bảng {t.name}", f"add table {t.name}") for t in new_tables]
        lines += [
            say(f"thêm cột {t.name}.{c.name}", f"add column {t.name}.{c.name}")
            for t, c in new_columns
        ]
        lines += [say(f"thêm chỉ mục {name}", f"add index {name}") for name in sorted(new_indexes)]
        return lines

    # -- what is there

    def _stands(self, connection: Connection) -> bool:
        schema = DATA_SCHEMA if self.on_server else None
        return inspect(connection).has_table(MIGRATION, schema=schema)

    def _refuse_newer(self, connection: Connection) -> None:
        applied = connection.execute(
            select(self.migration.c.number).where(self.migration.c.owner == "format")
        ).scalars()
        newest = max(applied, default=FORMAT)
        if newest > FORMAT:
            raise BadFile(
                say(
                    f"{self.place.name} được tạo bởi hstk mới hơn (định dạng {newest}, "
                    f"bản này đọc đến {FORMAT}). Tệp chưa bị thay đổi.",
                    f"{self.place.name} was made by a newer hstk (format {newest}, this one reads "
                    f"up to {FORMAT}). The file is untouched.",
                ),
                hint=say("Cập nhật: pip install -U hstk", "Update: pip install -U hstk"),
            )

    def _done(self, connection: Connection) -> set[tuple[str, int]]:
        rows = connection.execute(select(self.migration.c.owner, self.migration.c.number))
        return {(owner, number) for owner, number in rows}

    def _migrations(self) -> list[Migrations]:
        owners = self.binding.declarations.owners
        return [owner.migrations for owner in owners if owner.migrations is not None]

    def _fingerprint(self) -> str:
        """Changes whenever anything declared changes."""
        dialect = self.engine.dialect
        lines = [f"format {FORMAT}"]
        for table in self.tables.sorted_tables:
            lines.append(str(CreateTable(table).compile(dialect=dialect)))
            lines += sorted(str(CreateIndex(i).compile(dialect=dialect)) for i in table.indexes)
        lines += (json.dumps(self._described(name)) for name in self.binding.by_name)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _known_fingerprint(self, connection: Connection) -> str | None:
        # kept as a step of nobody: one a database, also where it holds many spaces
        return connection.execute(
            select(self.migration.c.name).where(
                self.migration.c.owner == "fingerprint", self.migration.c.number == 0
            )
        ).scalar()

    # -- making and changing

    def _make(self, connection: Connection) -> None:
        if self.on_server:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {DATA_SCHEMA}"))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {VIEW_SCHEMA}"))
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public"))
        else:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        self.own.create_all(connection)
        self.tables.create_all(connection)
        self._search_objects(connection)
        self._views(connection, list(self.tables.sorted_tables))
        done = datetime.now(UTC)
        self._record_step(connection, "format", FORMAT, "format", done)
        for steps in self._migrations():  # a fresh file is already as the last step leaves it
            for step in steps.steps:
                self._record_step(connection, steps.owner, step.number, step.name, done)

    def _search_objects(self, connection: Connection) -> None:
        if self.on_server:
            connection.execute(
                text(
                    f"CREATE INDEX IF NOT EXISTS hstk_record_vector ON {DATA_SCHEMA}.hstk_record "
                    "USING gin (vector)"
                )
            )
            connection.execute(
                text(
                    f"CREATE INDEX IF NOT EXISTS hstk_record_typos ON {DATA_SCHEMA}.hstk_record "
                    "USING gist (folded gist_trgm_ops)"
                )
            )
            return
        for statement in SEARCH_TABLES:
            connection.exec_driver_sql(statement)

    def _views(self, connection: Connection, tables: list[Table]) -> None:
        if self.on_server:
            for table in tables:
                name = f'{VIEW_SCHEMA}."{table.name}"'
                connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
                connection.execute(text(view_sql(table)))

    def _run_steps(self, connection: Connection) -> None:
        pending = {(owner, number) for owner, number, _ in self.pending(connection)}
        tables = set(inspect(connection).get_table_names(self.tables.schema))
        for steps in self._migrations():
            # an owner without tables here is new to this file: its tables come ready-made
            fresh = not any(
                bound.table.name in tables
                for bound in self.binding.by_name.values()
                if bound.owner == steps.owner
            )
            for step in steps.steps:
                if (steps.owner, step.number) in pending:
                    if not fresh:
                        step.run(connection)
                    self._record_step(
                        connection, steps.owner, step.number, step.name, datetime.now(UTC)
                    )

    def _differences(
        self, connection: Connection
    ) -> tuple[list[Table], list[tuple[Table, Column[Any]]], set[str]]:
        there = inspect(connection)
        schema = self.tables.schema
        names = set(there.get_table_names(schema))
        new_tables = [t for t in self.tables.sorted_tables if t.name not in names]
        new_columns: list[tuple[Table, Column[Any]]] = []
        new_indexes: set[str] = set()
        for table in self.tables.sorted_tables:
            if table.name in names:
                columns = {c["name"] for c in there.get_columns(table.name, schema)}
                new_columns += [(table, c) for c in table.columns if c.name not in columns]
                indexes = {i["name"] for i in there.get_indexes(table.name, schema)}
                new_indexes |= {str(i.name) for i in table.indexes} - indexes
        return new_tables, new_columns, new_indexes

    def _add_what_is_new(self, connection: Connection) -> None:
        new_tables, new_columns, new_indexes = self._differences(connection)
        self.tables.create_all(connection, tables=new_tables)
        changed: dict[str, Table] = {}
        for table, column in new_columns:
            self._add_column(connection, table, column)
            changed[table.name] = table
        for table in self.tables.sorted_tables:
            for index in table.indexes:
                if str(index.name) in new_indexes:
                    index.create(connection)
        self._views(connection, [*new_tables, *changed.values()])

    def _add_column(self, connection: Connection, table: Table, column: Column[Any]) -> None:
        declared = str(CreateColumn(column).compile(dialect=self.engine.dialect))
        default = self._default(table, column)
        if not column.nullable:
            if default is None:
                raise BadFile(
                    say(
                        f"Trường mới bắt buộc {table.name}.{column.name} không có giá trị mặc "
                        "định; cần một bước chuyển đổi.",
                        f"The new required field {table.name}.{column.name} has no default; it "
                        "needs a migration step.",
                    )
                )
            declared = declared.replace(" NOT NULL", f" DEFAULT {default} NOT NULL")
        elif default is not None:
            declared += f" DEFAULT {default}"
        reference = next(iter(column.foreign_keys), None)
        if reference is not None and not self.on_server:
            declared += f" REFERENCES {reference.column.table.name} (id)"
            declared += " DEFERRABLE INITIALLY DEFERRED"
        preparer = self.engine.dialect.identifier_preparer
        name = preparer.format_table(table)
        connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN {declared}")
        if reference is not None and self.on_server:
            quoted = preparer.quote(column.name)
            target = f"{DATA_SCHEMA}.{reference.column.table.name}"
            connection.exec_driver_sql(
                f"ALTER TABLE {name} ADD FOREIGN KEY (space, {quoted}) "
                f"REFERENCES {target} (space, id) DEFERRABLE INITIALLY DEFERRED"
            )

    def _default(self, table: Table, column: Column[Any]) -> str | None:
        """The declared default of a field as SQL, for the rows that are already there."""
        bound = self.binding.by_name.get(table.name)
        field = bound.fields.get(column.name) if bound else None
        if field is None or field.required or field.default is None:
            return None
        value = literal(field.default, column.type)
        options = {"literal_binds": True}
        return str(value.compile(dialect=self.engine.dialect, compile_kwargs=options))

    # -- what is kept about it

    def _remember(self, connection: Connection, print_: str) -> None:
        known = self.migration
        connection.execute(known.delete().where(known.c.owner == "fingerprint"))
        self._record_step(connection, "fingerprint", 0, print_, datetime.now(UTC))
        connection.execute(
            self.kind.delete().where(self.kind.c.kind.in_(list(self.binding.by_name)))
        )
        connection.execute(
            insert(self.kind),
            [
                {"kind": name, "owner": bound.owner, "fields": json.dumps(self._described(name))}
                for name, bound in self.binding.by_name.items()
            ],
        )

    def _described(self, kind: str) -> dict[str, Any]:
        bound = self.binding.by_name[kind]
        spec = bound.kind.spec
        return {
            "label": [spec.label_vi, spec.label_en],
            "title": spec.title,
            "fields": {
                field.name: [field.type, field.shown.label, field.shown.label_en]
                for field in bound.fields.values()
                if field.type is not FieldType.ID
            },
        }

    def _record_step(
        self, connection: Connection, owner: str, number: int, name: str, at: datetime
    ) -> None:
        connection.execute(
            insert(self.migration).values(
                owner=owner, number=number, name=name, applied_at=at, version=__version__
            )
        )


def plugins_in(engine: Engine) -> tuple[dict[str, bool], dict[str, int]]:
    """What a file says of plugins, before its kinds are known.

    Returns:
        Plugins switched on or off for it, and the last migration step of each owner.
    """
    on_server = engine.dialect.name == "postgresql"
    data, view = (f"{DATA_SCHEMA}.", f"{VIEW_SCHEMA}.") if on_server else ("", "")
    with engine.connect() as connection:
        schema = DATA_SCHEMA if on_server else None
        if not inspect(connection).has_table(MIGRATION, schema=schema):
            return {}, {}
        switched = connection.exec_driver_sql(
            f"SELECT key, value FROM {view}{META} WHERE key LIKE 'plugin.%%'"
            if on_server
            else f"SELECT key, value FROM {META} WHERE key LIKE 'plugin.%'"
        )
        switches = {key.removeprefix("plugin."): value == "on" for key, value in switched}
        steps = connection.exec_driver_sql(
            f"SELECT owner, max(number) FROM {data}{MIGRATION} GROUP BY owner"
        )
        return switches, {owner: number for owner, number in steps}
