"""Takes a change set back by writing its inverse, unless later changes stand on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, Row, select

from hstk.core.changes import Action
from hstk.core.entity import Entity
from hstk.core.errors import NotFound, Rejected, UndoRefused
from hstk.core.language import say
from hstk.core.validation import problems_in
from hstk.store.binding import portions
from hstk.store.change_log import ChangeLog, read_values
from hstk.store.deletion import delete, fall_of
from hstk.store.writing import Writer

_MOST_OBSTACLES = 20


def newest_to_undo(connection: Connection, log: ChangeLog, *, before: int) -> int:
    """The number of the newest change set that stands and is no undo itself.

    Args:
        before: change sets from this number on are not looked at.

    Raises:
        NotFound: there is none.
    """
    return _newest(
        connection,
        log,
        before,
        lambda depth, stands: stands and depth % 2 == 0,
        say("Không còn gì để hoàn tác.", "There is nothing left to undo."),
    )


def newest_to_redo(connection: Connection, log: ChangeLog, *, before: int) -> int:
    """The number of the newest undo that stands, if nothing new was done since.

    Raises:
        NotFound: there is none.
    """
    return _newest(
        connection,
        log,
        before,
        lambda depth, stands: stands and depth % 2 == 1,
        say("Không có gì để làm lại.", "There is nothing to redo."),
        stop=lambda depth: depth == 0,
    )


def _newest(
    connection: Connection,
    log: ChangeLog,
    before: int,
    wanted: Callable[[int, bool], bool],
    nothing: str,
    stop: Callable[[int], bool] = lambda _: False,
) -> int:
    sets = log.changeset
    rows = connection.execute(
        select(sets.c.number, sets.c.undoes)
        .where(sets.c.number < before)
        .order_by(sets.c.number.desc())
    )
    for number, undoes in rows:
        depth = _depth(connection, log, undoes)
        if wanted(depth, log.in_force(connection, number)):
            rows.close()
            return int(number)
        if stop(depth):
            break
    rows.close()
    raise NotFound(nothing)


def _depth(connection: Connection, log: ChangeLog, undoes: int | None) -> int:
    """How often it was turned: 0 a change, 1 its undo, 2 the redo (an undo of the undo)."""
    depth = 0
    while undoes is not None:
        depth += 1
        undoes = connection.execute(
            select(log.changeset.c.undoes).where(log.changeset.c.number == undoes)
        ).scalar()
    return depth


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
            UndoRefused: later changes stand on it, or it is taken back already; all are listed.
        """
        if not self.log.in_force(self.connection, self.number):
            raise UndoRefused(
                [say(f"lần {self.number} đã được hoàn tác", f"{self.number} is undone already")]
            )
        rows = self.log.rows_of(self.connection, self.number)
        obstacles = [
            say(f"plugin của loại «{kind}» đang tắt", f"the plugin of kind “{kind}” is off")
            for kind in sorted({row.kind for row in rows} - set(self.writer.binding.by_name))
        ]
        if not obstacles:
            obstacles = self._obstacles(rows)
        if obstacles:
            raise UndoRefused(obstacles[:_MOST_OBSTACLES])
        try:
            self._invert(rows)
        except Rejected as error:
            raise UndoRefused([str(problem) for problem in error.problems]) from None
        return len({row.record for row in rows})

    # -- what stands in the way

    def _obstacles(self, rows: Sequence[Row[Any]]) -> list[str]:
        later = self._later({row.record for row in rows})
        # what this change set itself left behind, where it touched a record more than once
        final = {row.record: row for row in rows}
        obstacles = []
        for record, row in final.items():
            if row.action == Action.DELETE:
                if self.writer.known([record]):
                    obstacles.append(self._because(row, later.get(record, ())))
            elif record in later:
                own = [other for other in rows if other.record == record]
                if not self._still_so(row, own):
                    obstacles.append(self._because(row, later[record]))
        ours = set(final)
        inserted = {
            row.record
            for row in rows
            if row.action == Action.INSERT and final[row.record].action != Action.DELETE
        }
        fall = fall_of(self.writer, inserted)
        dependents = [id_ for id_ in fall.doomed if id_ not in ours]
        dependents += [
            use.referrer for use in (*fall.mentions, *fall.relied_on) if use.referrer not in ours
        ]
        for id_, known in self.writer.known(dependents).items():
            label = self.writer.binding[known.kind].kind.spec.label
            obstacles.append(
                say(
                    f"{label} «{known.title}» ({str(id_)[-8:]}) được thêm sau và đang dùng nó",
                    f"{label} “{known.title}” ({str(id_)[-8:]}) was added later and uses it",
                )
            )
        return obstacles

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

    def _still_so(self, row: Row[Any], own: Sequence[Row[Any]]) -> bool:
        """Whether the record is now as this change set left it, in the fields it touched."""
        bound = self.writer.binding[row.kind]
        try:
            now = self.writer.current(bound, row.record)
        except NotFound:
            return False
        if any(r.action == Action.INSERT for r in own):
            left = self._as_left(bound.fields, row.record)
        else:
            left = {}
            for r in own:
                left |= read_values(bound.fields, r.new)
        return all(getattr(now, name, value) == value for name, value in left.items())

    def _as_left(self, fields: Any, record: UUID) -> dict[str, Any]:
        """The values of a record right after this change set, going back from now."""
        bound = self.writer.binding[self.writer.known([record])[record].kind]
        values = dict(self.writer.current(bound, record).__dict__)
        for row in reversed(self.log.later(self.connection, self.number, record)):
            values |= read_values(fields, row.old) if row.old else {}
        return values

    def _because(self, row: Row[Any], later: Sequence[Row[Any]]) -> str:
        known = self.writer.known([row.record]).get(row.record)
        title = known.title if known else row.title or str(row.record)
        label = self.writer.binding[row.kind].kind.spec.label
        numbers = ", ".join(str(found.changeset) for found in later[:3])
        return say(
            f"{label} «{title}» đã bị thay đổi sau đó (lần {numbers})",
            f"{label} “{title}” was changed later (change set {numbers})",
        )

    # -- the inverse

    def _invert(self, rows: Sequence[Row[Any]]) -> None:
        returning: dict[type[Entity], list[Entity]] = defaultdict(list)
        inserted: list[UUID] = []
        updates = []
        for row in reversed(rows):
            bound = self.writer.binding[row.kind]
            if row.action == Action.DELETE:
                returning[bound.kind].append(restored(bound.kind, row))
            elif row.action == Action.UPDATE:
                updates.append((bound.kind, row.record, read_values(bound.fields, row.old)))
            else:
                inserted.append(row.record)
        bring_back(self.writer, returning)
        for kind, record, old in updates:
            if record not in inserted:
                self.writer.update(kind, record, old)
        leaving = [record for record in inserted if self.writer.known([record])]
        if leaving:
            delete(self.writer, leaving)


def bring_back(writer: Writer, returning: Mapping[type[Entity], Sequence[Entity]]) -> None:
    """Inserts records that were deleted, which may refer to each other."""
    writer.expect(record for records in returning.values() for record in records)
    for bound in writer.binding.by_name.values():  # declared after what they refer to
        if records := returning.get(bound.kind):
            writer.insert(bound.kind, records)


def restored(kind: type[Entity], row: Row[Any]) -> Entity:
    """The record that a logged deletion took away.

    Raises:
        Rejected: it does not fit the kind as it is declared now.
    """
    fields = kind.fields
    values = {n: v for n, v in read_values(fields, row.old).items() if n in fields}
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise Rejected(problems_in(error, kind)) from None
