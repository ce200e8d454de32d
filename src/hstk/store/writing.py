"""The one place where records are written: checked, indexed, linked and logged together."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from hstk.core.changes import Action
from hstk.core.entity import Entity, FieldSpec
from hstk.core.errors import Conflict, Difference, NotFound, Problem, Rejected
from hstk.core.language import say
from hstk.core.text import words
from hstk.core.validation import collected, problems_in
from hstk.store import search_sqlite
from hstk.store.attendants import Watch
from hstk.store.binding import Binding, Bound
from hstk.store.change_log import ChangeLog, logged
from hstk.store.directory import UNTITLED, Described, Directory
from hstk.store.system_tables import LINK, RECORD
from hstk.store.uniqueness import explain_unique

_NONE: frozenset[UUID] = frozenset()
BATCH = 20_000
"""Records written by one round of statements."""


@contextmanager
def _collector_at_rest(records: int) -> Iterator[None]:
    """Keeps the garbage collector from walking a large batch again and again."""
    if records < BATCH or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Writer:
    """Writes within one transaction and one change set.

    Args:
        connection: with an open write transaction.
        binding, log: of the open file.
        changeset: number of the change set.
        watch: takes down what plugins want to know of.
    """

    def __init__(
        self,
        connection: Connection,
        binding: Binding,
        log: ChangeLog,
        changeset: int,
        watch: Watch,
    ) -> None:
        self.connection = connection
        self.binding = binding
        self.log = log
        self.changeset = changeset
        self.watch = watch
        self.position = 0
        self.directory = Directory(connection, binding)
        self.known = self.directory.known
        self.link = binding.metadata.tables[LINK]
        self.on_server = binding.dialect.name == "postgresql"
        self._expected: dict[UUID, str] = {}
        self._half_titled: list[tuple[Bound, UUID]] = []
        self._next_number: int | None = None

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of the block that fails alone: nothing of it stays, in the database or here."""
        position, number = self.position, self._next_number
        try:
            with self.watch.part(), self.connection.begin_nested():
                yield
        except BaseException:
            self.position, self._next_number = position, number
            self._half_titled.clear()
            self.directory.forget()
            raise

    @contextmanager
    def expecting(self, kinds: Mapping[UUID, str]) -> Iterator[None]:
        """Lets what is written here refer to records that follow in the block.

        Args:
            kinds: their kinds, by id.
        """
        before = self._expected
        self._expected = {**before, **kinds}
        try:
            yield
        finally:
            self._expected = before
        if not before:
            self._complete_titles()

    # -- insert

    def insert(self, kind: type[Entity], records: Sequence[Entity]) -> None:
        """Adds records of one kind.

        Raises:
            Rejected: references that lead nowhere, values that must be unique and are not.
        """
        bound = self.binding[kind]
        with _collector_at_rest(len(records)):
            for start in range(0, len(records), BATCH):
                self._insert_batch(bound, records[start : start + BATCH])

    def _insert_batch(self, bound: Bound, records: Sequence[Entity]) -> None:
        self._check_references(bound, [record.__dict__ for record in records], records)
        first = self._number()
        described = [self.directory.describe(bound, record.__dict__) for record in records]
        try:
            self._insert_directory(first, records, described)
            self.connection.exec_driver_sql(
                bound.insert_sql, [tuple(bound.row(record.__dict__)) for record in records]
            )
        except IntegrityError as error:
            raise explain_unique(bound, records, error) from error
        self._next_number = first + len(records)
        self._half_titled += [
            (bound, record.id)
            for record, entry in zip(records, described, strict=True)
            if UNTITLED in entry.title
        ]
        if bound.lists_of_refs:
            for record in records:
                self._link(bound, record.id, record.__dict__)
        if not self.on_server:
            search_sqlite.index_range(self.connection, first, first + len(records) - 1)
        # by reference: the row is its value, until a change logs what it replaces
        self.log_all(bound, Action.INSERT, ((r.id, None, None, None, None) for r in records))
        if bound.name in self.watch.kinds:
            for record in records:
                self.watch.note(bound.name, None, record)

    def _number(self) -> int:
        if self._next_number is None:
            newest = self.connection.exec_driver_sql(f"SELECT max(number) FROM {RECORD}").scalar()
            self._next_number = (newest or 0) + 1
        return self._next_number

    def _insert_directory(
        self, first: int, records: Sequence[Entity], described: Sequence[Described]
    ) -> None:
        names = "number, id, kind, title, sort_key, folded, body"
        rows = zip(count(first), records, described, strict=False)
        if not self.on_server:
            self.connection.exec_driver_sql(
                f"INSERT INTO {RECORD} ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(number, record.id.bytes, *entry) for number, record, entry in rows],
            )
            return
        self.connection.exec_driver_sql(
            f"INSERT INTO {RECORD} ({names}, vector) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, to_tsvector('simple', %s))",
            [(number, record.id, *entry, search_text(entry)) for number, record, entry in rows],
        )

    # -- update

    def update(
        self,
        kind: type[Entity],
        id_: UUID,
        changes: Mapping[str, Any],
        base: Entity | None = None,
        cause: UUID | None = None,
    ) -> Entity:
        """Changes fields of a record; unchanged ones are left alone.

        Args:
            kind, id_: which record.
            changes: new values by field.
            base: the record as it was read; a field that somebody else changed since, to another
                value than ours, is a conflict.

        Raises:
            NotFound: there is no such record.
            Rejected: the values are not acceptable.
            Conflict: see ``base``.
        """
        bound = self.binding[kind]
        current = self.current(bound, id_)
        try:
            wanted = current.evolve(**changes)
        except ValidationError as error:
            raise Rejected(problems_in(error, kind)) from None
        new = {
            name: value
            for name, value in wanted.__dict__.items()
            if value != getattr(current, name)
        }
        if "id" in new:
            raise Rejected([Problem("id", say("mã số không đổi được", "the id cannot change"))])
        if base is not None:
            self._refuse_conflict(bound, current, base, new)
        if not new:
            return current
        self._check_references(bound, [new], [current])
        try:
            self.connection.execute(
                update(bound.table).where(bound.table.c.id == id_).values(dict(new))
            )
        except IntegrityError as error:
            raise explain_unique(bound, [wanted], error) from error
        self._relink(bound, id_, new)
        self.redescribe(bound, wanted)
        old = {name: getattr(current, name) for name in new}
        entry = (id_, None, cause, logged(bound.fields, old), logged(bound.fields, new))
        self.log_all(bound, Action.UPDATE, [entry])
        if bound.name in self.watch.kinds:
            self.watch.note(bound.name, current, wanted)
        return wanted

    def current(self, bound: Bound, id_: UUID) -> Entity:
        """The record as it stands in this transaction.

        Raises:
            NotFound: there is none.
        """
        chosen = select(bound.table).where(bound.table.c.id == id_)
        row = self.connection.execute(chosen).first()
        if row is None:
            raise not_found(bound, id_)
        return bound.kind.trusted(dict(row._mapping))

    def _refuse_conflict(
        self, bound: Bound, current: Entity, base: Entity, new: Mapping[str, Any]
    ) -> None:
        differences = [
            Difference(name, getattr(base, name), value, getattr(current, name))
            for name, value in new.items()
            if getattr(base, name) != getattr(current, name)
        ]
        if differences:
            raise Conflict(
                self.directory.title(bound, current.__dict__),
                differences,
                lambda d, value: self.directory.shown(bound.fields[d.field], value),
            )

    # -- what goes with every write

    def log_all(
        self,
        bound: Bound,
        action: Action,
        entries: Iterable[tuple[UUID, str | None, UUID | None, str | None, str | None]],
    ) -> None:
        """Logs the same action on records: id, title, cause, old and new values."""
        rows = [
            (self.changeset, place, bound.name, id_, title, action.value, cause, old, new)
            for place, (id_, title, cause, old, new) in enumerate(entries, self.position)
        ]
        self.log.write(self.connection, rows)
        self.position += len(rows)

    def _check_references(
        self, bound: Bound, values: Sequence[Mapping[str, Any]], records: Sequence[Entity]
    ) -> None:
        """Every reference must lead to a record of a kind that its field allows.

        The kind of a record never changes, so that what holds here holds for good; the database
        keeps the record from vanishing.
        """
        if not (bound.refs or bound.lists_of_refs):
            return
        wanted = [
            (record, field, target)
            for record, given in zip(records, values, strict=True)
            for field, target in _references(bound, given)
        ]
        if not wanted:
            return
        expected = self._expected | {record.id: bound.name for record in records}
        known = self.known([target for _, _, target in wanted])
        problems = []
        for record, field, target in wanted:
            kind = known[target].kind if target in known else expected.get(target)
            if kind is None:
                message = say(f"không có bản ghi {target}", f"there is no record {target}")
            elif field.targets and kind not in field.targets:
                title = known[target].title if target in known else str(target)
                message = self._wrong_kind(field, kind, title)
            else:
                continue
            where = self.directory.title(bound, record.__dict__) if len(records) > 1 else ""
            problems.append(Problem(field.name, message, str(target), where))
        collected(problems)

    def _wrong_kind(self, field: FieldSpec, kind: str, title: str) -> str:
        allowed = ", ".join(self.binding[name].kind.spec.label for name in field.targets)
        bound = self.binding.by_name.get(kind)
        found = bound.kind.spec.label if bound else kind
        return say(
            f"cần {allowed}, nhưng «{title}» là {found}",
            f"needs {allowed}, but “{title}” is {found}",
        )

    def _link(self, bound: Bound, id_: UUID, values: Mapping[str, Any]) -> None:
        rows = [
            {"source": id_, "field": field.name, "position": position, "target": target}
            for field in bound.lists_of_refs
            for position, target in enumerate(values.get(field.name) or ())
        ]
        if rows:
            self.connection.execute(insert(self.link), rows)

    def _relink(self, bound: Bound, id_: UUID, new: Mapping[str, Any]) -> None:
        link = self.link
        for field in bound.lists_of_refs:
            if field.name in new:
                self.connection.execute(
                    link.delete().where(link.c.source == id_, link.c.field == field.name)
                )
        self._link(bound, id_, new)

    def redescribe(self, bound: Bound, record: Entity, seen: frozenset[UUID] = _NONE) -> None:
        """Brings the directory and the search index up to a changed record."""
        table = self.directory.table
        row = self.connection.execute(
            select(table.c.number, table.c.title, table.c.sort_key, table.c.body).where(
                table.c.id == record.id
            )
        ).one()
        new = self.directory.describe(bound, record.__dict__)
        if (new.title, new.sort_key, new.body) == (row.title, row.sort_key, row.body):
            return
        values: dict[str, Any] = new._asdict()
        if self.on_server:
            values["vector"] = func.to_tsvector("simple", search_text(new))
        else:
            search_sqlite.forget(self.connection, [row.number])
        self.connection.execute(update(table).where(table.c.id == record.id).values(values))
        if not self.on_server:
            search_sqlite.index_range(self.connection, row.number, row.number)
        self.directory.forget([record.id])
        if new.title != row.title:
            self._retitle_those_named_after(bound.name, record.id, seen | {record.id})

    def _retitle_those_named_after(self, kind: str, id_: UUID, seen: frozenset[UUID]) -> None:
        for source, field in self.binding.titled_by.get(kind, ()):
            rows = self.connection.execute(
                select(source.table).where(source.table.c[field.name] == id_)
            ).all()
            for row in rows:
                if row.id not in seen:  # records may be named after each other
                    self.redescribe(source, source.kind.trusted(dict(row._mapping)), seen)

    def _complete_titles(self) -> None:
        """Names again what was written before the records that it is named after."""
        waiting, self._half_titled = self._half_titled, []
        for bound, id_ in waiting:
            if self.known([id_]):
                self.redescribe(bound, self.current(bound, id_))


def _references(bound: Bound, values: Mapping[str, Any]) -> Iterator[tuple[FieldSpec, UUID]]:
    """Every reference among some values of a record."""
    for field in bound.refs:
        if (target := values.get(field.name)) is not None:
            yield field, target
    for field in bound.lists_of_refs:
        for target in values.get(field.name) or ():
            yield field, target


def search_text(entry: Described) -> str:
    """What PostgreSQL indexes of a record: its words, folded as queries are."""
    return " ".join(words(f"{entry.title} {entry.body}"))


def not_found(bound: Bound, id_: UUID) -> NotFound:
    """The error for a record that does not exist."""
    label = bound.kind.spec.label
    return NotFound(
        say(f"Không có {label} nào mang mã {id_}.", f"There is no {label} with id {id_}."),
        key=str(id_),
    )
