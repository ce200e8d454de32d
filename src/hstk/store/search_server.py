"""The search index on PostgreSQL: a vector beside each row of the directory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, literal, select, union_all, update

from hstk.store.directory import Described
from hstk.store.writing import search_text

_PORTION = 1_000


def whole(connection: Connection, record: Table) -> bool:
    """Whether the index agrees with the directory."""
    for rows in _portions(connection, record):
        wanted = union_all(
            *(
                select(
                    literal(row.number).label("number"),
                    func.to_tsvector("simple", _text(row)).label("vector"),
                )
                for row in rows
            )
        ).subquery()
        wrong = (
            select(record.c.number)
            .join(wanted, wanted.c.number == record.c.number)
            .where(wanted.c.vector != record.c.vector)
        )
        if connection.execute(wrong.limit(1)).first() is not None:
            return False
    return True


def rebuild(connection: Connection, record: Table) -> None:
    """Makes the whole index anew from the directory."""
    change = (
        update(record)
        .where(record.c.number == bindparam("wanted"))
        .values(vector=func.to_tsvector("simple", bindparam("text")))
    )
    for rows in _portions(connection, record):
        connection.execute(change, [{"wanted": row.number, "text": _text(row)} for row in rows])


def _portions(connection: Connection, record: Table) -> Iterator[Sequence[Any]]:
    chosen = select(record.c.number, record.c.title, record.c.body).order_by(record.c.number)
    last = 0
    while rows := connection.execute(chosen.where(record.c.number > last).limit(_PORTION)).all():
        yield rows
        last = rows[-1].number


def _text(row: Any) -> str:
    return search_text(Described("", row.title, "", "", row.body))
