"""The ecosystem of one locality, opened: everything a script, the command line or a screen does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, overload
from uuid import UUID

from sqlalchemy import Connection, Engine, FromClause, Table

from hstk.core.changes import Change, ChangeSet
from hstk.core.declarations import Declarations
from hstk.core.entity import Entity
from hstk.core.filters import Where
from hstk.core.language import say
from hstk.core.validation import checked
from hstk.store import backup, plans
from hstk.store.attendants import Attendants
from hstk.store.binding import bind
from hstk.store.change_log import ChangeLog
from hstk.store.deletion import delete
from hstk.store.doctor import Finding, examine, rebuild_search
from hstk.store.engine import Place
from hstk.store.faults import translated
from hstk.store.given import resolved
from hstk.store.listing import Listing
from hstk.store.plans import Counted, TargetStatus
from hstk.store.reading import Page, Reader
from hstk.store.redescribing import describe_anew
from hstk.store.restoring import bring_back, restore
from hstk.store.schema import Schema
from hstk.store.search import Hit, Search
from hstk.store.transactions import Transactions, user_here
from hstk.store.undo import newest_to_undo, redo, undo
from hstk.store.writing import Writer

E = TypeVar("E", bound=Entity)


class Ecosystem:
    """One open file, or one space of a PostgreSQL database. Use :func:`hstk.open` to get one.

    Every write is part of a change set: by itself, or of the block of :meth:`changes` around it.
    An ecosystem may be used from several threads; a block of changes belongs to its thread.

    Args:
        place, engine: where it is kept.
        declarations: the kinds, indicators and migrations it is opened with.
        actor: who is named in the history; the user of this computer when left out.
        plugins: what became of each plugin that is installed.
    """

    def __init__(
        self,
        place: Place,
        engine: Engine,
        declarations: Declarations,
        *,
        actor: str | None = None,
        plugins: Sequence[Any] = (),
    ) -> None:
        self.place = place
        self.actor = actor or os.environ.get("HSTK_ACTOR") or user_here()
        self.declarations = declarations
        self.plugins = tuple(plugins)
        self._engine = engine
        self.binding = bind(declarations, engine.dialect)
        self.schema = Schema(engine, place, self.binding)
        self.schema.prepare(lambda: backup.back_up_before_migration(place))
        self.log = ChangeLog(self.binding)
        self._search = Search(self.binding)
        self.reader = Reader(self.binding, self._search)
        self._transactions = Transactions(
            place, engine, self.binding, self.log, Attendants(self, declarations)
        )

    def close(self) -> None:
        """Closes every connection; records that were read remain usable."""
        with translated(self.place.name):
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Ecosystem {self.place.name}>"

    # -- writing

    @contextmanager
    def changes(self, reason: str = "", *, actor: str | None = None) -> Iterator[None]:
        """A block whose writes are one change set: one transaction, one undo.

        Args:
            reason: why, for the history.
            actor: who, if not the one the file was opened for.

        Raises:
            HstkError: whatever a write in it raises; nothing of the block is then kept.
        """
        with self._writing(reason, actor):
            yield

    def add(self, record: E) -> E:
        """Adds a record.

        Raises:
            Rejected: it refers to what is not there, or repeats what must be unique.
        """
        with self._writing() as writer:
            writer.insert(type(record), [record])
        return record

    def add_many(self, records: Iterable[Entity], *, reason: str = "") -> int:
        """Adds records in one change set; gives how many.

        They may be of several kinds, in any order, and refer to each other.

        Raises:
            Rejected: as :meth:`add`; then none is added.
        """
        by_kind: dict[type[Entity], list[Entity]] = {}
        for record in records:
            by_kind.setdefault(type(record), []).append(record)
        with self._writing(reason) as writer:
            bring_back(writer, by_kind)
        return sum(map(len, by_kind.values()))

    def add_values(self, kind: type[E], values: Mapping[str, Any]) -> E:
        """Adds a record from values as people write them: references by title, dates "20/11/2023".

        Raises:
            Rejected: with every problem at once.
        """
        return self.add(self.read_values(kind, values))

    def read_values(self, kind: type[E], values: Mapping[str, Any], *, where: str = "") -> E:
        """The record that such values describe, checked but not added.

        Raises:
            Rejected: with every problem at once.
        """
        with self.reading() as connection:
            ready = resolved(self.reader, connection, kind, values)
        return checked(kind, ready, where=where)

    def update(self, record: E, /, *, base: E | None = None, **changes: Any) -> E:
        """Changes fields of a record and gives the new one.

        Args:
            record: as it was read; fields that somebody else changed since, to something else
                than wanted here, are a conflict.
            base: compare with this instead.
            changes: new values by field.

        Raises:
            NotFound: it was deleted meanwhile.
            Rejected: a value is not acceptable.
            Conflict: see ``record``; it tells before, mine and theirs of each field.
        """
        return self._update(record, base or record, changes)

    def update_values(self, record: E, values: Mapping[str, Any]) -> E:
        """Changes a record by values as people write them (see :meth:`add_values`)."""
        with self.reading() as connection:
            ready = resolved(self.reader, connection, type(record), values)
        return self._update(record, record, ready)

    def _update(self, record: E, base: E, changes: Mapping[str, Any]) -> E:
        with self._writing() as writer:
            changed: Any = writer.update(type(record), record.id, changes, base)
        result: E = changed
        return result

    def delete(self, *records: Entity | UUID) -> int:
        """Deletes records and what is part of them; gives how many went.

        Raises:
            NotFound: one does not exist.
            Rejected: other records rely on them; all those are named.
        """
        ids = [record.id if isinstance(record, Entity) else record for record in records]
        with self._writing() as writer:
            return delete(writer, ids)

    def restore(self, id_: UUID) -> Entity:
        """Brings a deleted record back as it was, with what went along with it.

        Raises:
            NotFound: it stands, or no record of this id was ever deleted.
            Rejected: something that it refers to is gone, or a value has been taken since.
        """
        with self._writing(say("Khôi phục", "Restored")) as writer:
            return restore(writer, id_)

    def undo(self, changeset: int | None = None) -> ChangeSet:
        """Takes a change set back; gives the one that does so.

        Args:
            changeset: its number; the newest when left out (on a server, the actor's own newest).

        Raises:
            NotFound: there is none.
            UndoRefused: later changes stand on it; all are listed, nothing is changed.
        """
        with self._transactions.turning(self.actor) as writer:
            before = writer.changeset
            own = self.actor if self.place.path is None else None  # others write there too
            if (number := changeset) is None:
                number = newest_to_undo(writer.connection, self.log, before=before, actor=own)
            undo(writer, number)
            return self.log.change_set(writer.connection, before)

    def redo(self) -> ChangeSet:
        """Takes the newest undo back, if nothing was changed since.

        Raises:
            NotFound: there is nothing to redo.
        """
        with self._transactions.turning(self.actor) as writer:
            redo(writer)
            return self.log.change_set(writer.connection, writer.changeset)

    # -- reading

    @overload
    def get(self, kind: type[E], id_: UUID | str, /) -> E: ...
    @overload
    def get(self, kind: UUID | str, /) -> Entity: ...

    def get(self, kind: Any, id_: UUID | str | None = None, /) -> Any:
        """A record by its id, of a known kind or of any.

        Raises:
            NotFound: there is none.
        """
        wanted, given = (None, kind) if id_ is None else (kind, id_)
        with self.reading() as connection:
            return self.reader.get_any(connection, wanted, given)

    def satellite(self, kind: type[E], host: Entity | UUID) -> E | None:
        """The further fields of a record that a satellite kind holds; None when it has none.

        Raises:
            NotFound: the kind is no satellite of this file.
        """
        by = self.declarations.satellite(kind).by
        id_ = host.id if isinstance(host, Entity) else host
        return next(iter(self.find(kind, f"{by} = {id_}", sort="id", limit=1)), None)

    def resolve(self, given: str, *kinds: type[Entity]) -> Entity:
        """The one record that a full id, a unique ending of one or an exact title names.

        Raises:
            NotFound: nothing fits, with what is near; Ambiguous: several do.
        """
        with self.reading() as connection:
            id_, kind = self.reader.resolve(connection, given, [k.spec.kind for k in kinds])
            return self.reader.get(connection, self.binding[kind].kind, id_)

    def find(
        self,
        kind: type[E],
        where: str | Where = "",
        *,
        text: str = "",
        sort: str = "",
        limit: int | None = None,
    ) -> list[E]:
        """Records of a kind, by title as Vietnamese readers expect, or best match first.

        Args:
            kind: the class.
            where: an expression of the filter language.
            text: words the records have, marks optional.
            sort: a field, or "-field" for descending; "id" is the order of adding.
            limit: at most so many.

        Raises:
            BadFilter, NotFound: the filter does not fit the kind, with what is near.
        """
        if text and not sort:
            listing = self.listing(kind, where, text=text)
            most = listing.count if limit is None else limit
            if listing.complete or most < listing.count:  # else more than a listing holds
                found: list[Any] = listing.records(0, most)
                return found
        with self.reading() as connection:
            selection = self.reader.selection(connection, kind, where, text, sort)
            ids = self.reader.ids(connection, selection, limit)
            return self.reader.by_ids(connection, selection.bound, ids)

    def page(
        self,
        kind: type[E],
        where: str | Where = "",
        *,
        text: str = "",
        sort: str = "",
        after: tuple[Any, ...] | None = None,
        limit: int = 100,
    ) -> Page[E]:
        """A part of a list, read on from ``after`` of the part before it."""
        with self.reading() as connection:
            selection = self.reader.selection(connection, kind, where, text, sort)
            return self.reader.page(connection, selection, after, limit)

    def listing(
        self, kind: type[Entity], where: str | Where = "", *, text: str = "", sort: str = ""
    ) -> Listing:
        """A list whose every place can be read at once, for screens."""
        with self.reading() as connection:
            selection = self.reader.selection(connection, kind, where, text, sort)
            ranked = []
            if text and not sort:
                hits = self._search.hits(connection, text, selection.bound.name, 300)
                ranked = [hit.id for hit in hits]
        return Listing(self.reading, self.reader, selection, ranked)

    def count(
        self,
        kind: type[Entity],
        where: str | Where = "",
        *,
        text: str = "",
        most: int | None = None,
    ) -> int:
        """How many records there are, counting up to ``most``."""
        with self.reading() as connection:
            selection = self.reader.selection(connection, kind, where, text)
            return self.reader.count(connection, selection, most)

    def search(self, text: str, *, kind: type[Entity] | None = None, limit: int = 20) -> list[Hit]:
        """Records of any kind that have the words, best first; marks optional, typos forgiven."""
        with self.reading() as connection:
            name = None if kind is None else self.binding[kind].name
            return self._search.hits(connection, text, name, limit)

    def titles(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Titles of the records with these ids that exist."""
        with self.reading() as connection:
            return self.reader.titles(connection, ids)

    def history(
        self, record: Entity | UUID | None = None, *, changeset: int | None = None, limit: int = 500
    ) -> list[Change]:
        """What was done to a record, in a change set, or at all; newest first."""
        id_ = record.id if isinstance(record, Entity) else record
        with self.reading() as connection:
            return self.log.changes(connection, record=id_, changeset=changeset, limit=limit)

    def change_sets(self, *, before: int | None = None, limit: int = 50) -> list[ChangeSet]:
        """The newest change sets, newest first."""
        with self.reading() as connection:
            return self.log.change_sets(connection, before=before, limit=limit)

    def plan_status(
        self, year: int, *, as_of: date | None = None, plan: Entity | UUID | None = None
    ) -> list[TargetStatus]:
        """Every target of a plan in a year: planned, actual, and how it stands.

        Args:
            year: the calendar year.
            as_of: count only up to this day, and judge by it; today if left out.
            plan: which, when several cover the year.

        Raises:
            NotFound: no plan covers the year.
        """
        return plans.status(self, year, as_of, plan)

    def evidence(self, indicator: str, year: int, *, as_of: date | None = None) -> Counted:
        """The records behind a number, and those that nearly count with the reason.

        Raises:
            NotFound: there is no such indicator or target, with what is near.
        """
        return plans.evidence(self, indicator, year, as_of)

    # -- for indicators and plugins

    def table(self, kind: type[Entity]) -> Table:
        """The table of a kind, for selects of one's own."""
        return self.binding[kind].table

    def links(self, kind: type[Entity], field: str) -> FromClause:
        """The rows ``source``, ``target`` of a field that holds several references."""
        return self.reader.link_rows(kind, field)

    @property
    def kinds(self) -> Mapping[str, type[Entity]]:
        """Every kind by its name, the core's first."""
        return {name: bound.kind for name, bound in self.binding.by_name.items()}

    def kind(self, name: str) -> type[Entity]:
        """A kind by its name.

        Raises:
            NotFound: there is none, with the nearest names.
        """
        return self.binding[name].kind

    # -- care

    def backup(self, target: str | os.PathLike[str]) -> Path:
        """Copies the file, safely while in use, and checks the copy.

        Raises:
            BadFile: the copy cannot be made, or ``target`` exists.
        """
        with translated(str(target)):
            return backup.back_up(self.place, Path(target))

    def doctor(self) -> list[Finding]:
        """Examines the file: storage, references, index, values, and what plugins examine."""
        with translated(self.place.name), self.reading() as connection:
            return examine(self, connection)

    def rebuild_search(self) -> None:
        """Makes the search index anew, when :meth:`doctor` says that it disagrees."""
        with self._writing() as writer:
            rebuild_search(self, writer.connection)

    def describe_anew(self) -> None:
        """Names records, and finds them, as their kinds are declared now."""
        describe_anew(self, self._writing)

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection to read with, for selects of one's own."""
        return self._transactions.reading()

    def _writing(
        self, reason: str = "", actor: str | None = None
    ) -> AbstractContextManager[Writer]:
        return self._transactions.writing(actor or self.actor, reason)
