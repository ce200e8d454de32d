"""Records of plugins that are not on, or no longer installed: named, counted, read.

Their tables stay, and with them what each kind looked like when it was last open; that is enough
to read them without the plugin.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, inspect, select, text

from hstk.core.errors import NotFound
from hstk.core.fields import FieldType
from hstk.core.language import say
from hstk.core.text import closest
from hstk.store.binding import VIEW_SCHEMA
from hstk.store.system_tables import RECORD

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

_LISTS = (FieldType.LINES, FieldType.CHOICES, FieldType.REFS)
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A kind of record that nobody declares at present.

    Args:
        kind: its name, which is that of its table.
        plugin: whose it is.
        label_vi, label_en: what one such record is called.
        fields: name, type and labels of each field but the id.
        records: how many there are.
    """

    kind: str
    plugin: str
    label_vi: str
    label_en: str
    fields: dict[str, tuple[FieldType, str, str]]
    records: int

    @property
    def label(self) -> str:
        """What one such record is called, in the current language."""
        return say(self.label_vi, self.label_en)


def left_behind(eco: Ecosystem) -> list[LeftBehind]:
    """Every kind of which the file has a table, but which no plugin that is on declares."""
    known = eco.schema.kind
    with eco.reading() as connection:
        rows = connection.execute(select(known).order_by(known.c.owner, known.c.kind)).all()
        return [
            _described(connection, row)
            for row in rows
            if row.kind not in eco.kinds and _is_there(connection, row.kind)
        ]


def left_records(eco: Ecosystem, kind: str) -> Iterator[dict[str, Any]]:
    """The records of such a kind as JSON holds them, in the order of their ids.

    The same as of a kind that is known: references are ids with the title in ``NAME__title``.

    Raises:
        NotFound: there is no such kind, with the nearest names.
    """
    known = {one.kind: one for one in left_behind(eco)}
    if kind not in known:
        raise NotFound(
            say(f"Không có loại bản ghi «{kind}».", f"There is no kind “{kind}”."),
            key=kind,
            nearest=closest(kind, [*known, *eco.kinds]),
        )
    found = known[kind]
    with eco.reading() as connection:
        quote = connection.dialect.identifier_preparer.quote
        columns = ", ".join(map(quote, ("id", *found.fields)))
        rows = connection.execution_options(yield_per=_AT_A_TIME).execute(
            text(f"SELECT {columns} FROM {quote(kind)} ORDER BY id")
        )
        for portion in rows.partitions(_AT_A_TIME):
            read = [_record(found, row) for row in portion]
            titles = eco.titles({UUID(id_) for one in read for id_ in _references(found, one)})
            yield from (_titled(found, one, titles) for one in read)


def _is_there(connection: Connection, kind: str) -> bool:
    if connection.dialect.name == "postgresql":
        return inspect(connection).has_table(kind, schema=VIEW_SCHEMA)
    return inspect(connection).has_table(kind)


def _described(connection: Connection, row: Any) -> LeftBehind:
    told = json.loads(row.fields)
    count = connection.execute(
        text(f"SELECT count(*) FROM {RECORD} WHERE kind = :kind"), {"kind": row.kind}
    ).scalar_one()
    fields = {name: (FieldType(type_), vi, en) for name, (type_, vi, en) in told["fields"].items()}
    label_vi, label_en = told["label"]
    return LeftBehind(row.kind, row.owner, label_vi, label_en, fields, count)


def _record(found: LeftBehind, row: Any) -> dict[str, Any]:
    values = {
        name: _plain(type_, row[n]) for n, (name, (type_, *_)) in enumerate(found.fields.items(), 1)
    }
    return {"id": _plain(FieldType.ID, row[0]), "kind": found.kind, **values}


def _plain(type_: FieldType, value: Any) -> Any:
    """A value of a column as JSON holds it, whichever database it is from."""
    if value is None:
        return None
    if type_ in (FieldType.ID, FieldType.REF):
        return str(UUID(bytes=value) if isinstance(value, bytes) else value)
    if type_ in _LISTS:
        return json.loads(value)
    if type_ is FieldType.BOOLEAN:
        return bool(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _references(found: LeftBehind, record: dict[str, Any]) -> Iterator[str]:
    for name, (type_, *_) in found.fields.items():
        if type_ is FieldType.REF and record[name] is not None:
            yield record[name]
        elif type_ is FieldType.REFS:
            yield from record[name] or ()


def _titled(found: LeftBehind, record: dict[str, Any], titles: dict[UUID, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in record.items():
        told[name] = value
        type_ = found.fields[name][0] if name in found.fields else None
        if type_ is FieldType.REF:
            told[f"{name}__title"] = None if value is None else titles.get(UUID(value))
        elif type_ is FieldType.REFS:
            told[f"{name}__title"] = [titles.get(UUID(item)) for item in value or ()]
    return told
