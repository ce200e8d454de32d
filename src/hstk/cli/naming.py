"""Records as they are named on the command line: by id, by the ending of one, by exact title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.core.entity import Entity
    from hstk.core.errors import Ambiguous
    from hstk.store.ecosystem import Ecosystem

_ENDING = 8
"""Digits by which a record is named, where no other has them."""
_MOST = 5
_TELLING = 3
"""Fields by which records of one name are told apart."""


def ending(id_: UUID) -> str:
    """The part of an id by which people name a record."""
    return id_.hex[-_ENDING:]


def named(eco: Ecosystem, given: str, *kinds: type[Entity]) -> Entity:
    """The one record that a full id, a unique ending of one or an exact title names.

    Raises:
        NotFound: nothing fits, with what is near or how to find it.
        Ambiguous: several do, with what tells them apart.
    """
    from hstk.core.errors import Ambiguous, NotFound

    try:
        return eco.resolve(given, *kinds)
    except Ambiguous:
        with eco.reading() as connection:
            names = [kind.spec.kind for kind in kinds]
            found = eco.reader.named(connection, given, names)
        records = _hosts(eco, [eco.get(eco.kind(kind), id_) for id_, kind, _ in found])
        if len(records) == 1:
            return records[0]
        titles = [(record.id, _told_apart(eco, record, records)) for record in records]
        raise _several(
            say(f"«{given}» chỉ nhiều bản ghi:", f"“{given}” names several records:"), given, titles
        ) from None
    except NotFound as missing:
        if not missing.hint:
            missing.hint = say("Tìm bằng: hstk search TỪ", "Look for it with: hstk search WORDS")
        raise


def _hosts(eco: Ecosystem, found: Sequence[Entity]) -> list[Entity]:
    """The records without those that are but a part of another of them and bear its title."""
    ids = {record.id for record in found}
    hosts = {one.kind: one.by for one in eco.declarations.satellites}
    return [
        record
        for record in found
        if type(record) not in hosts or getattr(record, hosts[type(record)]) not in ids
    ]


def deleted(eco: Ecosystem, given: str) -> UUID:
    """The id of the deleted record that a full id, an ending of one or its title names.

    Raises:
        NotFound: none fits; Ambiguous: several do.
    """
    from hstk.core.errors import NotFound
    from hstk.core.text import fold

    change = eco.log.change
    with eco.reading() as connection:
        gone = connection.execute(change.select().where(change.c.action == "delete")).all()
        standing = eco.reader.titles(connection, {row.record for row in gone})
    titles: dict[UUID, str] = {
        row.record: row.title or "" for row in gone if row.record not in standing
    }
    code = given.strip().lower().replace("-", "")
    found = [id_ for id_ in titles if len(code) >= 4 and id_.hex.endswith(code)]
    found = found or [id_ for id_, title in titles.items() if fold(title) == fold(given.strip())]
    if not found:
        raise NotFound(
            say(f"Không có bản ghi đã xoá «{given}».", f"There is no deleted record “{given}”."),
            key=given,
        )
    if len(found) > 1:
        raise _several(
            say(f"«{given}» chỉ nhiều bản ghi đã xoá:", f"“{given}” names several deleted ones:"),
            given,
            [(id_, titles[id_]) for id_ in found],
        )
    return found[0]


def _several(head: str, given: str, found: Sequence[tuple[UUID, str]]) -> Ambiguous:
    """The error for a name that several records have, with what to write instead."""
    from hstk.core.errors import Ambiguous

    codes = _distinct([id_ for id_, _ in found])
    rows = [f"  {code}  {told}" for code, (_, told) in zip(codes, found, strict=True)]
    more = ["  …"] * (len(rows) > _MOST)
    error = Ambiguous("\n".join([head, *rows[:_MOST], *more]), key=given)
    error.hint = say(
        f"Ghi phần cuối của mã số (cột đầu), ví dụ: {codes[0]}",
        f"Write the ending of the id (first column), for example: {codes[0]}",
    )
    return error


def _distinct(ids: Sequence[UUID]) -> list[str]:
    """The endings of some ids, long enough to tell one from the other."""
    lengths = (n for n in range(_ENDING, 33) if len({id_.hex[-n:] for id_ in ids}) == len(ids))
    length = next(lengths, 32)
    return [id_.hex[-length:] for id_ in ids]


def _told_apart(eco: Ecosystem, record: Entity, among: Iterable[Entity]) -> str:
    """The kind and title of a record, and fields in which it differs from others of its kind."""
    from hstk.core.showing import shown
    from hstk.exchange.records_json import references

    others = [other for other in among if type(other) is type(record)]
    titles = eco.titles({record.id, *references(others)})
    told = []
    fields = sorted(record.fields.values(), key=lambda field: not field.shown.column)
    for field in fields:
        if field.shown.hidden or field.name in record.spec.title:
            continue
        own, *rest = (
            shown(field, getattr(one, field.name), lambda id_: titles.get(id_, ending(id_)))
            for one in (record, *others)
        )
        if own and any(text != own for text in rest):
            told.append(f"{field.label}: {' '.join(own.split())}")
    head = f"{record.spec.label} «{titles.get(record.id, '')}»"
    return "; ".join([head, *told[:_TELLING]])
