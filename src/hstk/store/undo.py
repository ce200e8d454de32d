"""Takes a change set back by writing its inverse, unless later changes stand on it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from hstk.core.changes import Action
from hstk.core.errors import NotFound, Rejected, UndoRefused
from hstk.core.language import say
from hstk.store.binding import portions
from hstk.store.change_log import ChangeLog, read_values
from hstk.store.deletion import delete, fall_of
from hstk.store.restoring import bring_back, restored
from hstk.store.writing import Writer

_MOST_OBSTACLES = 20


def newest_to_undo(
    connection: Connection, log: ChangeLog, *, before: int, actor: str | None = None
) -> int:
    """The number of the change set to undo next: the one that was done, or redone, last.

    Args:
        before: change sets from this number on are not looked at.
        actor: only what this one did; what anybody did when left out.

    Raises:
        NotFound: there is none.
    """
    turns = log.turns(connection)
    for number in _newest(connection, log, before, actor):
        if turns.depth(number) % 2 == 0 and turns.stands(origin := turns.origin(number)):
            return origin
    raise NotFound(say("Không còn gì để hoàn tác.", "There is nothing left to undo."))


def newest_to_redo(connection: Connection, log: ChangeLog, *, before: int) -> int:
    """The number of the newest undo that stands, if nothing new was done since.

    Raises:
        NotFound: there is none.
    """
    turns = log.turns(connection)
    for number in _newest(connection, log, before):
        depth = turns.depth(number)
        if depth == 1 and turns.stands(number):
            return number
        if depth == 0:
            break
    raise NotFound(say("Không có gì để làm lại.", "There is nothing to redo."))


def _newest(
    connection: Connection, log: ChangeLog, before: int, actor: str | None = None
) -> Iterator[int]:
    number = log.changeset.c.number
    chosen = select(number).where(number < before).order_by(number.desc())
    if actor is not None:
        chosen = chosen.where(log.changeset.c.actor == actor)
    with connection.execute(chosen) as rows:
        yield from rows.scalars()


def undo(writer: Writer, number: int) -> None:
    """Takes a change set back, within the open one.

    Raises:
        NotFound: there is none of that number.
        UndoRefused: it is taken back already, or later changes stand on it; all are listed.
    """
    log, connection = writer.log, writer.connection
    turns = log.turns(connection)
    if turns.depth(number) % 2 == 0:
        # undoing a redo takes back what was redone: chains stay short however often it is turned
        number = turns.origin(number)
    known = log.change_set(connection, number)
    if not turns.stands(number):
        raise UndoRefused([say(f"lần {number} đã được hoàn tác", f"{number} is undone already")])
    Undo(writer, turns.latest(number)).run()
    reason = known.reason or say(f"lần {number}", f"change set {number}")
    log.name(connection, writer.changeset, say("Hoàn tác: ", "Undo: ") + reason, number)


def redo(writer: Writer) -> None:
    """Takes the newest undo back, within the open change set.

    Raises:
        NotFound: there is none, or something new was done since.
        UndoRefused: later changes stand on it; all are listed.
    """
    log, connection = writer.log, writer.connection
    number = newest_to_redo(connection, log, before=writer.changeset)
    origin = log.turns(connection).origin(number)
    known = log.change_set(connection, origin)
    Undo(writer, number).run()
    reason = known.reason or say(f"lần {origin}", f"change set {origin}")
    log.name(connection, writer.changeset, say("Làm lại: ", "Redo: ") + reason, number)


class Undo:
    """Writes the inverse of one change set.

    Args:
        writer: of the transaction that undoes.
        number: the change set to take back.
    """

    def __init__(self, writer: Writer, number: int) -> None:
        self.writer = writer
        self.log = writer.log
        self.connection = writer.connection
        self.number = number

    def run(self) -> int:
        """Takes it back; gives how many records that touched.

        Raises:
            UndoRefused: later changes stand on it; all are listed.
        """
        rows = self.log.rows_of(self.connection, self.number)
        obstacles = [
            say(f"plugin của loại «{kind}» đang tắt", f"the plugin of kind “{kind}” is off")
            for kind in sorted({row.kind for row in rows} - set(self.writer.binding.by_name))
        ]
        if not obstacles:
            obstacles = [*self._changed_later(rows), *self._used_later(rows)]
        if obstacles:
            raise UndoRefused(obstacles[:_MOST_OBSTACLES])
        try:
            self._invert(rows)
        except Rejected as error:
            raise UndoRefused([str(problem) for problem in error.problems]) from None
        return len({row.record for row in rows})

    # -- what stands in the way

    def _changed_later(self, rows: Sequence[Row[Any]]) -> Iterator[str]:
        # what this change set itself left behind, where it touched a record more than once
        by_record: dict[UUID, list[Row[Any]]] = defaultdict(list)
        for row in rows:
            by_record[row.record].append(row)
        later = self._later(set(by_record))
        there = self.writer.known(by_record)
        for record, own in by_record.items():
            row = own[-1]
            if row.action == Action.DELETE:
                as_left = record not in there and _went_as(row, later.get(record, ()))
            elif record in later:
                as_left = record in there and self._still_so(own, later[record])
            else:
                as_left = True
            if not as_left:
                yield self._because(row, later.get(record, ()))

    def _used_later(self, rows: Sequence[Row[Any]]) -> Iterator[str]:
        leaving = _leaving(rows)
        reverted = {
            (row.record, name)
            for row in rows
            if row.action == Action.UPDATE
            for name in json.loads(row.new)
        }
        fall = fall_of(
            self.writer,
            leaving,
            lambda use: use.referrer in leaving or (use.referrer, use.field.name) in reverted,
        )
        users = [id_ for id_ in fall.doomed if id_ not in leaving]
        users += [use.referrer for use in (*fall.mentions, *fall.relied_on)]
        for id_, known in self.writer.known(users).items():
            label = self.writer.binding[known.kind].kind.spec.label
            yield say(
                f"{label} «{known.title}» ({str(id_)[-8:]}) được ghi sau và đang dùng nó",
                f"{label} “{known.title}” ({str(id_)[-8:]}) was written later and uses it",
            )

    def _later(self, records: set[UUID]) -> dict[UUID, list[Row[Any]]]:
        change = self.log.change
        found: dict[UUID, list[Row[Any]]] = defaultdict(list)
        for some in portions(list(records)):
            for row in self.connection.execute(
                select(change)
                .where(change.c.record.in_(some), change.c.changeset > self.number)
                .order_by(change.c.changeset, change.c.position)
            ):
                found[row.record].append(row)
        return found

    def _still_so(self, own: Sequence[Row[Any]], later: Sequence[Row[Any]]) -> bool:
        """Whether a record is now as this change set left it, in the fields it touched."""
        bound = self.writer.binding[own[0].kind]
        now = self.writer.current(bound, own[0].record).__dict__
        left: dict[str, Any] = {}
        if any(r.action == Action.INSERT for r in own):
            left = dict(now)  # going back from now
            for r in reversed(later):
                left |= read_values(bound.fields, r.old)
        else:
            for r in own:
                left |= read_values(bound.fields, r.new)
        return all(now[name] == value for name, value in left.items() if name in now)

    def _because(self, row: Row[Any], later: Sequence[Row[Any]]) -> str:
        known = self.writer.known([row.record]).get(row.record)
        # one that is gone has the title that it was deleted with
        titles = (found.title for found in (*later, row) if found.title)
        title = known.title if known else next(titles, str(row.record))
        label = self.writer.binding[row.kind].kind.spec.label
        numbers = ", ".join(str(found.changeset) for found in later[:3])
        return say(
            f"{label} «{title}» đã bị thay đổi sau đó (lần {numbers})",
            f"{label} “{title}” was changed later (change set {numbers})",
        )

    # -- the inverse

    def _invert(self, rows: Sequence[Row[Any]]) -> None:
        """Goes back step by step, so that what was allowed then is allowed now.

        A value that must be unique, for example, is free again before it returns.
        """
        writer = self.writer
        leaving = _leaving(rows)
        coming = {row.record: row.kind for row in rows if row.action == Action.DELETE}
        backwards = groupby(reversed(rows), key=attrgetter("action", "kind"))
        with writer.expecting(coming):
            for (action, name), some in backwards:
                kind = writer.binding[name].kind
                if action == Action.DELETE:
                    bring_back(writer, {kind: [restored(kind, row) for row in some]})
                elif action == Action.INSERT:
                    delete(writer, list(writer.known([row.record for row in some])), leaving)
                else:
                    for row in some:
                        writer.update(kind, row.record, read_values(kind.fields, row.old))


def _leaving(rows: Sequence[Row[Any]]) -> set[UUID]:
    """Records that are there only since this change set."""
    first = {row.record: row for row in reversed(rows)}
    return {record for record, row in first.items() if row.action == Action.INSERT}


def _went_as(row: Row[Any], later: Sequence[Row[Any]]) -> bool:
    """Whether a record that is gone is still gone as this deletion left it.

    It may have come back since and gone again with other values, which undoing the older
    deletion would lose.
    """
    newest = next((r for r in reversed(later) if r.action == Action.DELETE), row)
    return bool(newest.old == row.old)
