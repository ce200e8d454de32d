"""Makes and migrates the tables of one file, or of one PostgreSQL database.

Declarations and tables are compared; what is merely new (tables, columns, indexes) is added by
itself. What comparing cannot see is a numbered step of its owner. Everything happens in one
transaction with its record, after a backup.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    literal,
    select,
    text,
)
from sqlalchemy.schema import CreateColumn

from hstk import __version__
from hstk.core.declarations import CORE, Declarations, Migrations
from hstk.core.entity import FieldType
from hstk.core.errors import BadFile, HstkError, PluginTrouble
from hstk.core.language import say
from hstk.store import statistics
from hstk.store.binding import DATA_SCHEMA, VIEW_SCHEMA, Binding, view_sql
from hstk.store.differences import Differences, differences, pending
from hstk.store.engine import (
    APPLICATION_ID,
    FORMAT,
    SEARCH_PATH,
    WRITES,
    Place,
    refuse_newer,
)
from hstk.store.faults import translated
from hstk.store.search_sqlite import SEARCH_TABLES
from hstk.store.system_tables import KIND, META, MIGRATION, add_schema_tables

_ITSELF = "hstk"
"""Owner of the format's number among the steps; no plugin can be called so."""
_SWITCH = "plugin."
"""Begins the keys under which is kept whether a plugin is on."""
_SEEN = "tables."
"""Begins the keys under which is kept which declarations the tables were already held against."""


class Unprepared(PluginTrouble):
    """The tables of a plugin cannot be brought up to what it declares; nothing was changed.

    Attributes:
        owner: the plugin.
    """

    def __init__(self, owner: str, message: str) -> None:
        self.owner = owner
        super().__init__(message)


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
        self.tables = binding.tables
        own = MetaData()
        add_schema_tables(own, schema=DATA_SCHEMA if self.on_server else None)
        prefix = f"{DATA_SCHEMA}." if self.on_server else ""
        self.own = own
        self.migration = own.tables[prefix + MIGRATION]
        self.kind = own.tables[prefix + KIND]

    def prepare(self, back_up: Callable[[], Path | None]) -> None:
        """Brings the tables up to what is declared; does nothing when they are.

        Args:
            back_up: called before anything that exists is changed; gives the copy, if it made
                one, which goes again when nothing was changed after all.

        Raises:
            BadFile: the file is from a newer hstk, or a difference needs a step that is missing.
            Unprepared: the same trouble, with a plugin.
        """
        print_ = self.fingerprint()
        with self.engine.connect() as connection:
            if self._stands(connection):
                refuse_newer(self.place.name, format_of(connection))
                if self._seen(connection, print_):
                    return
                # a server has backups of its own
                changes = not self.on_server and bool(self._differences(connection))
            else:
                changes = False  # nothing is there yet that could be lost
        copy = back_up() if changes else None
        changed = False
        try:
            changed = self._prepare(print_)
        finally:
            if copy is not None and not changed:
                copy.unlink()

    def _prepare(self, print_: str) -> bool:
        """Makes or changes the tables; False when somebody else did so meanwhile."""
        with (
            self.engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            self._keep_others_out(connection)
            if not self._stands(connection):
                self._make(connection)
            elif not self._seen(connection, print_):
                self._change(connection)
            else:
                return False
            if not self.on_server:
                statistics.guess(connection, self.binding)
            self._remember(connection, print_)
        return True

    def plan(self) -> list[str]:
        """What :meth:`prepare` would change, one line each, for people."""
        with self.engine.connect() as connection:
            if self._stands(connection):
                found = self._differences(connection)
                # steps of an owner that is new here are taken down and not run
                known = self._kinds(connection)
                run = [(owner, step) for owner, step in found.steps if owner in known]
                return replace(found, steps=run).lines()
        return Differences(tables=list(self.tables.sorted_tables)).lines()

    def fingerprint(self) -> str:
        """Changes whenever anything declared changes."""
        lines = [f"format {FORMAT}", *self.binding.statements]
        lines += (json.dumps(self._described(name)) for name in self.binding.by_name)
        lines += (f"{steps.owner} {len(steps.steps)}" for steps in self._migrations)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    # -- what is there

    @property
    def _migrations(self) -> list[Migrations]:
        owners = self.binding.declarations.owners
        return [owner.migrations for owner in owners if owner.migrations is not None]

    def _stands(self, connection: Connection) -> bool:
        schema = DATA_SCHEMA if self.on_server else None
        return inspect(connection).has_table(MIGRATION, schema=schema)

    def _seen(self, connection: Connection, print_: str) -> bool:
        # kept once a database: a new space finds the tables as another left them
        chosen = select(self.migration.c.name).where(self.migration.c.owner == _SEEN + print_)
        return connection.execute(chosen).scalar() is not None

    def _differences(self, connection: Connection) -> Differences:
        return differences(connection, self.tables, self._migrations, self._done(connection))

    def _done(self, connection: Connection) -> dict[str, int]:
        """The last step that was run, by owner."""
        known = self.migration
        done = connection.execute(select(known.c.owner, func.max(known.c.number)).group_by("owner"))
        return {row[0]: row[1] for row in done}

    def _kinds(self, connection: Connection) -> dict[str, list[str]]:
        """The kinds that ever had a table here, by owner."""
        kinds: dict[str, list[str]] = {}
        for kind, owner in connection.execute(select(self.kind.c.kind, self.kind.c.owner)):
            kinds.setdefault(owner, []).append(kind)
        return kinds

    # -- making

    def _keep_others_out(self, connection: Connection) -> None:
        """Spaces are written side by side, but their tables are the same."""
        if self.on_server:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtextextended('hstk', 0))")

    def _make(self, connection: Connection) -> None:
        if self.on_server:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {DATA_SCHEMA}"))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {VIEW_SCHEMA}"))
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public"))
        else:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
        self.own.create_all(connection)
        self._create(connection, self.tables.sorted_tables)
        self._search_objects(connection)
        self._views(connection, self.tables.sorted_tables)
        self._record_step(connection, _ITSELF, FORMAT, "format")
        for steps in self._migrations:  # fresh tables are as the last step leaves them
            for step in steps.steps:
                self._record_step(connection, steps.owner, step.number, step.name)

    def _search_objects(self, connection: Connection) -> None:
        if self.on_server:
            record = f"{DATA_SCHEMA}.hstk_record"
            connection.execute(
                text(f"CREATE INDEX hstk_record_vector ON {record} USING gin (vector)")
            )
            connection.execute(
                text(
                    f"CREATE INDEX hstk_record_typos ON {record} USING gist (folded gist_trgm_ops)"
                )
            )
            return
        for statement in SEARCH_TABLES:
            connection.exec_driver_sql(statement)

    def _create(self, connection: Connection, tables: Iterable[Table]) -> None:
        for table in tables:
            with self._blamed(table.info["owner"]):
                table.create(connection, checkfirst=False)

    def _views(self, connection: Connection, tables: Iterable[Table]) -> None:
        if self.on_server:
            for table in tables:
                name = f'{VIEW_SCHEMA}."{table.name}"'
                connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
                connection.execute(text(view_sql(table)))

    @contextmanager
    def _blamed(self, owner: str) -> Iterator[None]:
        """Trouble inside is that of a plugin, if ``owner`` is one."""
        try:
            with translated(self.place.name):
                yield
        except Exception as error:  # a step runs a stranger's code
            if owner == CORE:
                raise
            said = error.message if isinstance(error, HstkError) else repr(error)
            raise Unprepared(owner, said) from error

    # -- changing

    def _change(self, connection: Connection) -> None:
        # steps first: what they rename is then no longer seen as new
        stepped = self._run_steps(connection)
        found = self._differences(connection)
        for table, name in found.unfilled:
            with self._blamed(table.info["owner"]):
                raise BadFile(
                    say(
                        f"Cột bắt buộc {table.name}.{name} không còn được khai báo; cần một "
                        "bước chuyển đổi để bỏ hoặc đổi tên.",
                        f"The required column {table.name}.{name} is no longer declared; it "
                        "needs a migration step that drops or renames it.",
                    )
                )
        self._create(connection, found.tables)
        changed = [table for table, _ in found.columns]
        for table, column in found.columns:
            with self._blamed(table.info["owner"]):
                self._add_column(connection, table, column)
        for index in found.indexes:
            if index.table is not None and index.table not in found.tables:
                with self._blamed(index.table.info["owner"]):
                    index.create(connection)
        stale = [t for t in self.tables.sorted_tables if t in changed or t.info["owner"] in stepped]
        self._views(connection, dict.fromkeys([*found.tables, *stale]))

    def _run_steps(self, connection: Connection) -> set[str]:
        """Runs what was not run yet; gives the owners whose steps ran."""
        kinds = self._kinds(connection)
        stepped: set[str] = set()
        for owner, step in pending(self._migrations, self._done(connection)):
            # an owner that had no tables here is new to this file: its tables come ready-made
            if owner in kinds:
                if owner not in stepped:
                    self._uncover(connection, kinds[owner])
                    stepped.add(owner)
                with self._blamed(owner):
                    step.run(connection)
                    if self.on_server:  # rows it changed must not wait while tables are altered
                        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
                        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
            self._record_step(connection, owner, step.number, step.name)
        if stepped and self.on_server:
            connection.exec_driver_sql(f"SET LOCAL search_path = {SEARCH_PATH}")
        return stepped

    def _uncover(self, connection: Connection, kinds: Iterable[str]) -> None:
        """Lets a step see the tables of all spaces by their plain names, not a space's views."""
        if self.on_server:
            for kind in kinds:
                connection.execute(text(f'DROP VIEW IF EXISTS {VIEW_SCHEMA}."{kind}"'))
            connection.exec_driver_sql(f"SET LOCAL search_path = {DATA_SCHEMA}, public")

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
        name, quoted = preparer.format_table(table), preparer.quote(column.name)
        connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN {declared}")
        if not self.on_server:
            return
        if default is not None:  # it was for the rows that are there
            connection.exec_driver_sql(f"ALTER TABLE {name} ALTER COLUMN {quoted} DROP DEFAULT")
        if reference is not None:
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
        self._record_step(connection, _SEEN + print_, 0, "tables seen")
        known = self.kind
        was = {row.kind: (row.owner, row.fields) for row in connection.execute(select(known))}
        for name, bound in self.binding.by_name.items():
            now = (bound.owner, json.dumps(self._described(name)))
            if was.get(name) != now:
                connection.execute(known.delete().where(known.c.kind == name))
                connection.execute(insert(known).values(kind=name, owner=now[0], fields=now[1]))

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

    def _record_step(self, connection: Connection, owner: str, number: int, name: str) -> None:
        connection.execute(
            insert(self.migration).values(
                owner=owner,
                number=number,
                name=name,
                applied_at=datetime.now(UTC),
                version=__version__,
            )
        )


def format_of(connection: Connection) -> int:
    """The number of the format of a place that has tables."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    return int(
        connection.exec_driver_sql(
            f"SELECT max(number) FROM {DATA_SCHEMA}.{MIGRATION} WHERE owner = '{_ITSELF}'"
        ).scalar()
        or 0
    )


def unbindable(place: Place, engine: Engine, declarations: Declarations) -> str | None:
    """The plugin that declares what cannot be made into tables, if one does."""
    for count, owner in enumerate(declarations.owners, 1):
        try:
            binding = Binding(Declarations(declarations.owners[:count]), engine.dialect)
            Schema(engine, place, binding).fingerprint()
        except Exception:  # whatever a stranger's declaration leads to
            if owner.owner == CORE:
                raise
            return owner.owner
    return None


def plugins_in(engine: Engine, place: Place) -> tuple[dict[str, bool], dict[str, int]]:
    """What a place says of plugins, before its kinds are known.

    Returns:
        Plugins switched on or off for it, and the last migration step of each owner.

    Raises:
        BadFile: it was made by a newer hstk.
    """
    on_server = engine.dialect.name == "postgresql"
    data, view = (f"{DATA_SCHEMA}.", f"{VIEW_SCHEMA}.") if on_server else ("", "")
    with engine.connect() as connection:
        schema = DATA_SCHEMA if on_server else None
        if not inspect(connection).has_table(MIGRATION, schema=schema):
            return {}, {}
        refuse_newer(place.name, format_of(connection))
        switched = connection.execute(
            text(f"SELECT key, value FROM {view}{META} WHERE key LIKE :wanted"),
            {"wanted": _SWITCH + "%"},
        )
        switches = {key.removeprefix(_SWITCH): value == "on" for key, value in switched}
        steps = connection.exec_driver_sql(
            f"SELECT owner, max(number) FROM {data}{MIGRATION} GROUP BY owner"
        )
        return switches, {row[0]: row[1] for row in steps}
