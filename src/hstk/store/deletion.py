"""What goes with a record that is deleted, what is emptied, what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from hstk.core.changes import Action
from hstk.core.entity import FieldSpec, FieldType
from hstk.core.errors import NotFound, Problem
from hstk.core.language import say
from hstk.core.validation import collected
from hstk.store import search_sqlite
from hstk.store.binding import PORTION, Bound, portions
from hstk.store.change_log import logged
from hstk.store.writing import Writer

_MOST_NAMED = 20


class Use(NamedTuple):
    """A record that refers to another."""

    source: Bound
    field: FieldSpec
    referrer: UUID
    target: UUID


class Fall(NamedTuple):
    """What deleting records brings with it.

    ``doomed`` gives for each record that goes the one whose deletion takes it along; ``mentions``
    are emptied; ``relied_on`` stand in the way.
    """

    doomed: dict[UUID, UUID]
    mentions: list[Use]
    relied_on: list[Use]


def delete(writer: Writer, ids: Sequence[UUID], leaving: Collection[UUID] = ()) -> int:
    """Deletes records and what is part of them; gives how many went.

    Args:
        ids: which.
        leaving: records that go later in the block, and so do not stand in the way.

    Raises:
        NotFound: one of them does not exist.
        Rejected: others rely on them; the problems name those.
    """
    known = writer.known(ids)
    for id_ in ids:
        if id_ not in known:
            raise NotFound(
                say(f"Không có bản ghi {id_}.", f"There is no record {id_}."), key=str(id_)
            )
    fall = fall_of(writer, ids, lambda use: use.referrer in leaving)
    collected(_still_used(writer, use) for use in fall.relied_on[:_MOST_NAMED])
    for use in fall.mentions:
        left = None
        if use.field.type is FieldType.REFS:
            # one by one, so that restoring one of several brings back the mention of it alone
            held = getattr(writer.current(use.source, use.referrer), use.field.name)
            left = tuple(item for item in held if item != use.target)
        cause = fall.doomed[use.target]
        writer.update(use.source.kind, use.referrer, {use.field.name: left}, cause=cause)
    _remove(writer, fall.doomed)
    return len(fall.doomed)


def fall_of(
    writer: Writer, ids: Iterable[UUID], passing: Callable[[Use], bool] = lambda _: False
) -> Fall:
    """What would go, change or stand in the way if these records were deleted.

    Args:
        ids: which.
        passing: tells the references that will be gone by themselves.
    """
    doomed: dict[UUID, UUID] = {}
    uses: list[Use] = []
    frontier = {id_: id_ for id_ in ids}
    while frontier:
        doomed |= frontier
        parts: dict[UUID, UUID] = {}
        for use in _uses(writer, frontier):
            if passing(use):
                continue
            if use.field.stored.on_delete == "cascade":
                parts[use.referrer] = frontier[use.target]
            else:
                uses.append(use)
        frontier = {id_: cause for id_, cause in parts.items() if id_ not in doomed}
    uses = [use for use in uses if use.referrer not in doomed]
    return Fall(
        doomed,
        [use for use in uses if use.field.stored.on_delete == "set null"],
        [use for use in uses if use.field.stored.on_delete == "restrict"],
    )


def _uses(writer: Writer, ids: Collection[UUID]) -> Iterator[Use]:
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for id_, known in writer.known(ids).items():
        by_kind[known.kind].append(id_)
    for kind, members in by_kind.items():
        for incoming in writer.binding[kind].incoming:
            source, field = writer.binding[incoming.kind], incoming.field
            for referrer, target in _referrers(writer, source, field, members):
                yield Use(source, field, referrer, target)


def _referrers(
    writer: Writer, source: Bound, field: FieldSpec, ids: Sequence[UUID]
) -> Iterator[tuple[UUID, UUID]]:
    """Records of ``source`` whose ``field`` refers to one of ``ids``, each with that one."""
    link, own = writer.link, source.table
    if field.type is FieldType.REFS:
        target = link.c.target
        chosen = (
            select(link.c.source, target)
            .join(own, own.c.id == link.c.source)
            .where(link.c.field == field.name)
        )
    else:
        target = own.c[field.name]
        chosen = select(own.c.id, target).where(target.is_not(None))
    run = writer.connection.execute
    if len(ids) > PORTION:
        every = run(chosen.limit(len(ids))).all()
        if len(every) < len(ids):  # fewer references than records that go: those are all
            wanted = set(ids) if every else ()
            yield from ((row[0], row[1]) for row in every if row[1] in wanted)
            return
    for some in portions(ids):
        yield from ((row[0], row[1]) for row in run(chosen.where(target.in_(some))))


def _still_used(writer: Writer, use: Use) -> Problem:
    title = writer.known([use.referrer])[use.referrer].title
    label = use.source.kind.spec.label
    return Problem(
        "",
        say(
            f"{label} «{title}» còn dùng bản ghi này ({use.field.label}); xoá hoặc sửa nó trước",
            f"{label} “{title}” still uses this record ({use.field.label}); "
            "delete or edit it first",
        ),
        where=str(use.referrer)[-8:],
    )


def _remove(writer: Writer, doomed: Mapping[UUID, UUID]) -> None:
    """Takes records away, their old values going to the log."""
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    known = writer.known(doomed)
    for id_ in doomed:
        by_kind[known[id_].kind].append(id_)
    connection, record, link = writer.connection, writer.directory.table, writer.link
    declared = list(writer.binding.by_name)
    # parts before what they are part of, so that undo, going backwards, meets the whole first
    for kind in sorted(by_kind, key=declared.index, reverse=True):
        bound, members = writer.binding[kind], by_kind[kind]
        for some in portions(members):
            chosen = select(bound.table).where(bound.table.c.id.in_(some))
            rows = connection.execute(chosen).mappings().all()
            if not writer.on_server:
                search_sqlite.forget(connection, [known[id_].number for id_ in some])
            connection.execute(link.delete().where(link.c.source.in_(some)))
            connection.execute(bound.table.delete().where(bound.table.c.id.in_(some)))
            connection.execute(record.delete().where(record.c.id.in_(some)))
            writer.log_all(
                bound,
                Action.DELETE,
                (
                    (
                        row["id"],
                        known[row["id"]].title,
                        None if doomed[row["id"]] == row["id"] else doomed[row["id"]],
                        logged(bound.fields, dict(row)),
                        None,
                    )
                    for row in rows
                ),
            )
            if kind in writer.watch.kinds:
                for row in rows:
                    writer.watch.note(kind, bound.kind.trusted(dict(row)), None)
    writer.directory.forget(doomed)
