"""Brings deleted records back as they were, and the mentions of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Row, select

from hstk.core.changes import Action
from hstk.core.entity import Entity, FieldType
from hstk.core.errors import NotFound, Rejected
from hstk.core.language import say
from hstk.core.validation import problems_in
from hstk.store.change_log import read_values
from hstk.store.writing import Writer


def restore(writer: Writer, id_: UUID) -> Entity:
    """Brings a deleted record back as it was, with what went along with it.

    Raises:
        NotFound: it stands, or no record of this id was ever deleted.
        Rejected: something that it refers to is gone, or a value has been taken since.
    """
    change = writer.log.change
    row = writer.connection.execute(
        select(change)
        .where(change.c.record == id_, change.c.action == Action.DELETE)
        .order_by(change.c.changeset.desc(), change.c.position.desc())
        .limit(1)
    ).first()
    if row is None or writer.known([id_]):
        raise NotFound(
            say(
                f"Không có bản ghi đã xoá nào mang mã {id_}.",
                f"There is no deleted record with id {id_}.",
            ),
            key=str(id_),
        )
    gone: dict[UUID, Row[Any]] = {}  # its last deletion, where one change set holds several
    mentions = []
    for part in writer.log.rows_of(writer.connection, row.changeset):
        if part.record != id_ and part.cause != id_:
            continue
        if part.action == Action.DELETE:
            gone[part.record] = part
        elif part.action == Action.UPDATE:
            mentions.append(part)
    returning: dict[type[Entity], list[Entity]] = {}
    for part in gone.values():
        kind = writer.binding[part.kind].kind
        if not writer.known([part.record]):
            returning.setdefault(kind, []).append(restored(kind, part))
    bring_back(writer, returning)
    for mention in mentions:
        _mention_again(writer, mention)
    return writer.current(writer.binding[row.kind], id_)


def _mention_again(writer: Writer, row: Row[Any]) -> None:
    """Refills what deleting had emptied: a reference that is still empty, a list in any case."""
    bound = writer.binding[row.kind]
    if not writer.known([row.record]):
        return
    now = writer.current(bound, row.record)
    left, old = read_values(bound.fields, row.new), read_values(bound.fields, row.old)
    changes = {}
    for name in old.keys() & bound.fields.keys():
        held = getattr(now, name)
        if bound.fields[name].type is FieldType.REFS:
            back = writer.known([item for item in old[name] if item not in left[name]])
            kept = [item for item in old[name] if item in held or item in back]
            changes[name] = (*kept, *(item for item in held if item not in kept))
        elif held == left[name]:
            changes[name] = old[name]
    writer.update(bound.kind, row.record, changes)


def bring_back(writer: Writer, returning: Mapping[type[Entity], Sequence[Entity]]) -> None:
    """Inserts records, which may refer to each other.

    Raises:
        NotFound: a kind that this file does not have.
        Rejected: references that lead nowhere, values that must be unique and are not.
    """
    bounds = {writer.binding[kind]: records for kind, records in returning.items()}
    coming = {record.id: bound.name for bound, records in bounds.items() for record in records}
    with writer.expecting(coming):
        for bound in writer.binding.by_name.values():  # declared after what they refer to
            if records := bounds.get(bound):
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
