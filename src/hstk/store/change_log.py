"""The change log: opening change sets, writing what they did, reading it back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Select, func, insert, select

from hstk.core.changes import Action, Change, ChangeSet
from hstk.core.clock import HybridClock
from hstk.core.entity import FieldSpec
from hstk.core.errors import NotFound
from hstk.core.language import say
from hstk.core.showing import as_json, from_json
from hstk.store.binding import Binding, portions
from hstk.store.system_tables import CHANGE, CHANGESET, META, RECORD


class ChangeLog:
    """The log of one open file.

    Args:
        binding: its tables.
    """

    def __init__(self, binding: Binding) -> None:
        self.binding = binding
        tables = binding.metadata.tables
        self.changeset, self.change = tables[CHANGESET], tables[CHANGE]
        self.record, self.meta = tables[RECORD], tables[META]
        mark = "?" if binding.dialect.name == "sqlite" else "%s"
        names = (
            "changeset",
            "position",
            "kind",
            "record",
            "title",
            "action",
            "cause",
            "old",
            "new",
        )
        self._on_server = binding.dialect.name == "postgresql"
        self._device_name: str | None = None
        self._newest = (
            f"SELECT (SELECT max(number) FROM {CHANGESET}), (SELECT max(stamp) FROM {CHANGESET}), "
            f"(SELECT max(sequence) FROM {CHANGESET} WHERE device = {mark})"
        )
        set_names = tuple(self.changeset.c.keys())
        self._insert_set = (
            f"INSERT INTO {CHANGESET} ({', '.join(set_names)}) "
            f"VALUES ({', '.join([mark] * len(set_names))})"
        )
        self._insert = (
            f"INSERT INTO {CHANGE} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"
        )

    # -- writing

    def open(
        self, connection: Connection, actor: str, reason: str, undoes: int | None = None
    ) -> int:
        """Opens a change set and gives its number."""
        device = self._device(connection)
        last, stamp, sequence = connection.exec_driver_sql(self._newest, (device,)).one()
        # the newest stamp of the file, wherever it was made: this one must sort after it
        clock = HybridClock(device, stamp or "")
        number = (last or 0) + 1
        at = datetime.now(UTC)
        connection.exec_driver_sql(
            self._insert_set,
            (
                number,
                device,
                (sequence or 0) + 1,
                clock.tick(),
                at if self._on_server else at.isoformat(timespec="microseconds"),
                actor,
                reason,
                undoes,
            ),
        )
        return number

    def discard(self, connection: Connection, number: int) -> None:
        """Removes a change set in which nothing was changed."""
        connection.execute(self.changeset.delete().where(self.changeset.c.number == number))

    def name(self, connection: Connection, number: int, reason: str, undoes: int) -> None:
        """Says of a change set why it was made and which it takes back."""
        sets = self.changeset
        connection.execute(
            sets.update().where(sets.c.number == number).values(reason=reason, undoes=undoes)
        )

    def write(self, connection: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
        """Adds rows (changeset, position, kind, record, title, action, cause, old, new)."""
        # ids are bytes to SQLite and themselves to PostgreSQL (see column_types.Id)
        prepared = [
            row
            if self._on_server
            else (*row[:3], row[3].bytes, *row[4:6], _bytes(row[6]), *row[7:])
            for row in rows
        ]
        if prepared:
            connection.exec_driver_sql(self._insert, prepared)

    def _device(self, connection: Connection) -> str:
        if self._device_name is None:
            known = self.meta_value(connection, "device")
            if known is None:
                connection.execute(insert(self.meta).values(key="device", value=uuid4().hex[:8]))
                return self.meta_value(connection, "device") or ""
            self._device_name = known
        return self._device_name

    def meta_value(self, connection: Connection, key: str) -> str | None:
        """A value that is kept about the file, by its key."""
        return connection.execute(select(self.meta.c.value).where(self.meta.c.key == key)).scalar()

    # -- reading

    def change_sets(
        self, connection: Connection, *, before: int | None = None, limit: int = 50
    ) -> list[ChangeSet]:
        """The newest change sets, newest first."""
        sets, change = self.changeset, self.change
        size = (
            select(func.count())
            .where(change.c.changeset == sets.c.number)
            .scalar_subquery()
            .label("size")
        )
        chosen = select(sets, size).order_by(sets.c.number.desc()).limit(limit)
        if before is not None:
            chosen = chosen.where(sets.c.number < before)
        turns = self.turns(connection)
        return [
            ChangeSet(
                number=row.number,
                device=row.device,
                stamp=row.stamp,
                at=row.at,
                actor=row.actor,
                reason=row.reason,
                undoes=row.undoes,
                undone=not turns.stands(row.number),
                size=row.size,
            )
            for row in connection.execute(chosen)
        ]

    def change_set(self, connection: Connection, number: int) -> ChangeSet:
        """One change set.

        Raises:
            NotFound: there is none of that number.
        """
        found = self.change_sets(connection, before=number + 1, limit=1)
        if not found or found[0].number != number:
            raise NotFound(
                say(f"Không có lần thay đổi số {number}.", f"There is no change set {number}."),
                key=str(number),
            )
        return found[0]

    def turns(self, connection: Connection) -> Turns:
        """Which change sets take back which."""
        sets = self.changeset
        rows = connection.execute(
            select(sets.c.number, sets.c.undoes).where(sets.c.undoes.is_not(None))
        )
        return Turns(dict(rows.all()))

    def rows_of(self, connection: Connection, number: int) -> Sequence[Row[Any]]:
        """What a change set did, in order."""
        change = self.change
        return connection.execute(
            select(change).where(change.c.changeset == number).order_by(change.c.position)
        ).all()

    def later(self, connection: Connection, number: int, record: UUID) -> Sequence[Row[Any]]:
        """Changes of a record after a change set."""
        change = self.change
        return connection.execute(
            select(change)
            .where(change.c.record == record, change.c.changeset > number)
            .order_by(change.c.changeset, change.c.position)
        ).all()

    def changes(
        self,
        connection: Connection,
        *,
        record: UUID | None = None,
        changeset: int | None = None,
        limit: int = 500,
    ) -> list[Change]:
        """Changes of a record, or of a change set, newest first.

        An insert is logged by reference, since the row is its value: what was inserted is worked
        out from what the record is now and what changed since.
        """
        sets, change = self.changeset, self.change
        chosen: Select[Any] = (
            select(change, sets.c.at, sets.c.actor, sets.c.reason)
            .join(sets, sets.c.number == change.c.changeset)
            .order_by(change.c.changeset.desc(), change.c.position.desc())
            .limit(limit)
        )
        if record is not None:
            chosen = chosen.where(change.c.record == record)
        if changeset is not None:
            chosen = chosen.where(change.c.changeset == changeset)
        rows = connection.execute(chosen).all()
        inserted = [r.record for r in rows if r.action == Action.INSERT]
        whole = {found.record: found for found in self._inserted(connection, inserted, rows)}
        titles = self._titles(connection, {r.record for r in rows})
        return [self._read(row, titles, whole) for row in rows]

    def _read(
        self, row: Row[Any], titles: Mapping[UUID, str], inserted: Mapping[UUID, _Inserted]
    ) -> Change:
        bound = self.binding.by_name.get(row.kind)
        fields = bound.fields if bound else {}
        before, after = read_values(fields, row.old), read_values(fields, row.new)
        if row.action == Action.INSERT:
            before = {}
            # the same record may have been inserted, deleted and inserted again
            after = inserted[row.record].at(row.changeset) if row.record in inserted else {}
        return Change(
            changeset=row.changeset,
            at=row.at,
            actor=row.actor,
            reason=row.reason,
            kind=row.kind,
            record=row.record,
            title=titles.get(row.record, ""),
            action=Action(row.action),
            before=before,
            after=after,
        )

    def _titles(self, connection: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Titles as they are now; of records that are gone, as they were deleted."""
        record, change = self.record, self.change
        found: dict[UUID, str] = {}
        for some in portions(list(ids)):
            deleted = (
                select(change.c.record, change.c.title)
                .where(change.c.record.in_(some), change.c.action == Action.DELETE)
                .order_by(change.c.changeset, change.c.position)
            )
            found |= dict(connection.execute(deleted).all())
            there = select(record.c.id, record.c.title).where(record.c.id.in_(some))
            found |= dict(connection.execute(there).all())
        return found

    def _inserted(
        self, connection: Connection, records: Sequence[UUID], rows: Sequence[Row[Any]]
    ) -> Iterator[_Inserted]:
        kinds = {row.record: row.kind for row in rows}
        for record in dict.fromkeys(records):
            bound = self.binding.by_name.get(kinds[record])
            if bound is None:
                continue
            row = connection.execute(select(bound.table).where(bound.table.c.id == record)).first()
            now = None if row is None else dict(row._mapping)
            yield _Inserted(record, bound.fields, now, self.later(connection, 0, record))


class Turns:
    """Which change sets take back which.

    Args:
        undoes: by the number of each that takes another back, the number of that.
    """

    def __init__(self, undoes: Mapping[int, int]) -> None:
        self._undoes = undoes
        self._by: dict[int, list[int]] = defaultdict(list)
        for number, other in undoes.items():
            self._by[other].append(number)

    def depth(self, number: int) -> int:
        """How often it was turned: 0 a change, 1 its undo, 2 the redo (the undo of the undo)."""
        depth = 0
        while number in self._undoes:
            number, depth = self._undoes[number], depth + 1
        return depth

    def origin(self, number: int) -> int:
        """The change that it takes back or brings again; itself when it is one."""
        while number in self._undoes:
            number = self._undoes[number]
        return number

    def latest(self, number: int) -> int:
        """The change set that brought a change about last: itself, or its newest redo."""
        redone = (other for undo in self._by.get(number, ()) for other in self._by.get(undo, ()))
        return max(redone, default=number)

    def stands(self, number: int) -> bool:
        """Whether no change set that stands takes this one back."""
        return not any(self.stands(other) for other in self._by.get(number, ()))


class _Inserted:
    """Works out what a record was when it was inserted, going back from now."""

    def __init__(
        self,
        record: UUID,
        fields: Mapping[str, FieldSpec],
        now: dict[str, Any] | None,
        log: Sequence[Row[Any]],
    ) -> None:
        self.record = record
        self._values: dict[int, dict[str, Any]] = {}
        values = dict(now or {})
        for row in reversed(log):
            if row.action == Action.DELETE:
                values = read_values(fields, row.old)
            elif row.action == Action.UPDATE:
                values |= read_values(fields, row.old)
            else:
                self._values[row.changeset] = dict(values)

    def at(self, changeset: int) -> dict[str, Any]:
        """Every value it was inserted with."""
        return self._values.get(changeset, {})


def read_values(fields: Mapping[str, FieldSpec], text: str | None) -> dict[str, Any]:
    """Logged values as Python has them; where the declaration has changed since, as JSON does."""
    if text is None:
        return {}
    return {
        name: _read(fields[name], value) if name in fields else value
        for name, value in json.loads(text).items()
    }


def _read(field: FieldSpec, value: Any) -> Any:
    try:
        return from_json(field, value)
    except (TypeError, ValueError):  # the field had another type, or its pick list other members
        return value


def logged(fields: Mapping[str, FieldSpec], values: Mapping[str, Any]) -> str:
    """Values as the log keeps them."""
    found = {name: as_json(fields[name], value) for name, value in values.items()}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _bytes(id_: UUID | None) -> bytes | None:
    return None if id_ is None else id_.bytes
