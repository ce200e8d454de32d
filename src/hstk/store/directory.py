"""The directory of all records: what each is called, how it sorts, what finds it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from hstk.core.choices import Choice
from hstk.core.collation import person_sort_key, sort_key
from hstk.core.entity import FieldSpec, FieldType
from hstk.core.showing import shown
from hstk.core.text import fold
from hstk.store.binding import Binding, Bound, portions
from hstk.store.search import numbers_in
from hstk.store.system_tables import RECORD

BETWEEN = " · "
"""Stands between the values that together name a record."""
UNTITLED = "…"
"""Stands for the title of a record that is not there (yet)."""


class Known(NamedTuple):
    """What the directory says of a record."""

    number: int
    kind: str
    title: str


class Described(NamedTuple):
    """What the directory keeps of a record beside its number and id."""

    kind: str
    title: str
    sort_key: str
    folded: str
    body: str


class Directory:
    """The directory as one transaction sees it; what it was asked it remembers.

    Args:
        connection: of the transaction.
        binding: of the open file.
    """

    def __init__(self, connection: Connection, binding: Binding) -> None:
        self.connection = connection
        self.table = binding.metadata.tables[RECORD]
        self._known: dict[UUID, Known] = {}

    def known(self, ids: Collection[UUID]) -> dict[UUID, Known]:
        """What the directory says of those of ``ids`` that exist."""
        missing = [id_ for id_ in dict.fromkeys(ids) if id_ not in self._known]
        table = self.table
        for some in portions(missing):
            rows = self.connection.execute(
                select(table.c.id, table.c.number, table.c.kind, table.c.title).where(
                    table.c.id.in_(some)
                )
            )
            self._known |= {row.id: Known(row.number, row.kind, row.title) for row in rows}
        return {id_: self._known[id_] for id_ in ids if id_ in self._known}

    def forget(self, ids: Collection[UUID] | None = None) -> None:
        """Drops what is remembered of records that changed or went; of all when none is named."""
        if ids is None:
            self._known.clear()
            return
        for id_ in ids:
            self._known.pop(id_, None)

    def describe(self, bound: Bound, values: Mapping[str, Any]) -> Described:
        """How a record with these values is entered."""
        title = self.title(bound, values)
        if bound.kind.spec.person:
            key = person_sort_key(title, values.get("given_name") or "")
        else:
            key = sort_key(title)
        return Described(bound.name, title, key, fold(title), _body(bound, values))

    def title(self, bound: Bound, values: Mapping[str, Any]) -> str:
        """The title of a record with these values."""
        names = bound.kind.spec.title
        if len(names) == 1 and bound.fields[names[0]].type is FieldType.LINE:
            return str(values[names[0]] or "")
        parts = [self._in_title(bound.fields[name], values[name]) for name in names]
        return BETWEEN.join(part for part in parts if part)

    def _in_title(self, field: FieldSpec, value: Any) -> str:
        # titles are kept: they are the same whatever language the writer happens to read
        if field.type in (FieldType.CHOICE, FieldType.CHOICES):
            chosen: tuple[Choice, ...] = value if isinstance(value, tuple) else (value,)
            return "; ".join(choice.label_vi for choice in chosen if choice is not None)
        return self.shown(field, value)

    def shown(self, field: FieldSpec, value: Any) -> str:
        """A value as people read it, records that it refers to by their titles."""
        titles = {}
        if value is not None and field.type in (FieldType.REF, FieldType.REFS):
            ids = (value,) if field.type is FieldType.REF else value
            titles = {id_: known.title for id_, known in self.known(ids).items()}
        return shown(field, value, lambda id_: titles.get(id_, UNTITLED))


def _body(bound: Bound, values: Mapping[str, Any]) -> str:
    """What is found beside the title: the texts of the record, and its numbers as one word."""
    texts = []
    for name, weight in bound.searched.items():
        if value := values[name]:
            texts.append("; ".join(value) if weight is FieldType.LINES else str(value))
    body = "\n".join(texts)
    numbers = numbers_in(body)
    return "\n".join([body, *numbers]) if numbers else body
