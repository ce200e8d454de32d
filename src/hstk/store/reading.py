"""Reads records: one, a list, a page by key, any part of a long list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from hstk.core.entity import Entity, FieldType
from hstk.core.errors import Ambiguous, BadFilter, NotFound
from hstk.core.filters import Where, where
from hstk.core.language import say
from hstk.core.text import closest, fold
from hstk.core.validation import unknown_field
from hstk.store.binding import Binding, Bound, portions
from hstk.store.directory import BETWEEN
from hstk.store.filter_sql import condition_sql
from hstk.store.search import Search, asked
from hstk.store.system_tables import LINK, RECORD
from hstk.store.writing import not_found

E = TypeVar("E", bound=Entity)

SHORTEST_ENDING = 4
"""Digits of an id's ending that are enough to name a record, if no other has them."""
_NO_ORDER = (FieldType.LINE, FieldType.TEXT, FieldType.LINES, FieldType.REFS, FieldType.CHOICES)


@dataclass(frozen=True, slots=True)
class Page(Generic[E]):
    """Part of a list.

    Args:
        records: in the order of the list.
        after: give it back to read on; None at the end.
    """

    records: list[E]
    after: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records of a kind, in which order.

    Args:
        bound: the kind.
        condition: of the filter, or None.
        text: words that the records have, or "".
        order: the expressions to sort by, the id last.
        joined: whether the kind's own table is needed to select and sort.
        title_of: a reference and the directory row it leads to, when sorting by it.
    """

    bound: Bound
    condition: ColumnElement[bool] | None
    text: ColumnElement[bool] | None
    order: tuple[tuple[Any, bool], ...]
    joined: bool
    title_of: Any = None


class Reader:
    """Reads from one open file.

    Args:
        binding: its tables.
        search: its index.
    """

    def __init__(self, binding: Binding, search: Search) -> None:
        self.binding = binding
        self.search = search
        self.record = binding.metadata.tables[RECORD]
        self._links = binding.metadata.tables[LINK]

    def link_rows(self, kind: type[Entity], field: str) -> FromClause:
        """The rows ``source``, ``target`` of a field that holds several references."""
        own, link = self.binding[kind].table, self._links
        return (
            select(link.c.source, link.c.target)
            .join(own, own.c.id == link.c.source)
            .where(link.c.field == field)
            .subquery()
        )

    # -- one record

    def get(self, connection: Connection, kind: type[E], id_: UUID) -> E:
        """The record of a kind with an id.

        Raises:
            NotFound: there is none.
        """
        bound = self.binding[kind]
        found = self.by_ids(connection, bound, [id_])
        if not found:
            raise not_found(bound, id_)
        record: E = found[0]
        return record

    def get_any(
        self, connection: Connection, kind: type[Entity] | None, given: UUID | str
    ) -> Entity:
        """The record with an id, of a kind if one is named.

        Raises:
            NotFound: there is none, or what is given is no id.
        """
        try:
            id_ = given if isinstance(given, UUID) else UUID(given)
        except ValueError:
            found = None
        else:
            found = kind.spec.kind if kind else self.kind_of(connection, id_)
        if found is None:
            raise NotFound(
                say(f"Không có bản ghi {given}.", f"There is no record {given}."), key=str(given)
            )
        return self.get(connection, kind or self.binding[found].kind, id_)

    def by_ids(self, connection: Connection, bound: Bound, ids: Sequence[UUID]) -> list[Any]:
        """The records with these ids that exist, in the order given."""
        found: dict[UUID, Entity] = {}
        for some in portions(ids):
            rows = connection.execute(select(bound.table).where(bound.table.c.id.in_(some)))
            for row in rows:
                record = bound.kind.trusted(dict(row._mapping))
                found[record.id] = record
        return [found[id_] for id_ in ids if id_ in found]

    def kind_of(self, connection: Connection, id_: UUID) -> str | None:
        """The kind of the record with an id, or None."""
        return connection.execute(
            select(self.record.c.kind).where(self.record.c.id == id_)
        ).scalar()

    def titles(self, connection: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Titles of the records with these ids that exist."""
        found: dict[UUID, str] = {}
        for some in portions(list(dict.fromkeys(ids))):
            rows = connection.execute(
                select(self.record.c.id, self.record.c.title).where(self.record.c.id.in_(some))
            )
            found |= dict(rows.all())
        return found

    def resolve(
        self, connection: Connection, given: str, kinds: Sequence[str] = ()
    ) -> tuple[UUID, str]:
        """The one record that a full id, an ending of one or an exact title names.

        Args:
            given: what a person wrote.
            kinds: the kinds it may be of; all when empty.

        Returns:
            Its id and kind.

        Raises:
            NotFound: nothing fits; the nearest titles are given.
            Ambiguous: several fit; they are listed.
        """
        given = asked(given)
        found = self.named(connection, given, kinds)
        if len(found) == 1:
            return found[0][0], found[0][1]
        if not found:
            near = [
                hit.title
                for hit in self.search.hits(connection, given, None, 20)
                if not kinds or hit.kind in kinds
            ]
            raise NotFound(
                say(f"Không có bản ghi «{given}».", f"There is no record “{given}”."),
                key=given,
                nearest=near[:3],
            )
        raise Ambiguous(
            say(
                f"«{given}» chỉ nhiều bản ghi; hãy ghi mã số dài hơn.",
                f"“{given}” names several records; give more of the id.",
            ),
            key=given,
            nearest=[f"{title} ({str(id_)[-8:]})" for id_, _, title in found[:5]],
        )

    def named(
        self,
        connection: Connection,
        given: str,
        kinds: Sequence[str] = (),
        most: int | None = 6,
    ) -> list[tuple[UUID, str, str]]:
        """Id, kind and title of the records, up to ``most``, that :meth:`resolve` could mean.

        By id or its ending, else by title, else by the first of the values that make the title.
        """
        record = self.record
        given = asked(given)
        # records of a plugin that is off cannot be read
        chosen = select(record.c.id, record.c.kind, record.c.title).where(
            record.c.kind.in_(list(kinds or self.binding.by_name))
        )
        if most is not None:
            chosen = chosen.limit(most)
        code = given.strip().lower().replace("-", "")
        if code and all(c in "0123456789abcdef" for c in code) and len(code) <= 32:
            if len(code) == 32:
                by_id = chosen.where(record.c.id == UUID(code))
            else:
                by_id = chosen.where(self._hex_id().endswith(code))
            if len(code) >= SHORTEST_ENDING and (rows := connection.execute(by_id).all()):
                return [tuple(row) for row in rows]
        exact = chosen.where(record.c.folded == fold(given)).order_by(record.c.title != given)
        if not kinds and self.binding.hosted:  # a satellite bears the title of what it is part of
            exact = exact.where(record.c.kind.not_in(list(self.binding.hosted)))
        rows = connection.execute(exact).all()
        if not rows:  # the first of the values that a record is named by: a code, a product
            first = f"{fold(given)}{BETWEEN}"
            rows = connection.execute(
                chosen.where(record.c.folded >= first, record.c.folded < first + "\U0010ffff")
            ).all()
        spelled = [row for row in rows if row.title == given]
        return [tuple(row) for row in (spelled or rows)]

    def _hex_id(self) -> Any:
        if self.binding.dialect.name == "sqlite":
            return func.lower(func.hex(self.record.c.id))
        return func.replace(cast(self.record.c.id, Text), "-", "")

    # -- lists

    def selection(
        self,
        connection: Connection,
        kind: type[Entity],
        filter_: str | Where = "",
        text: str = "",
        sort: str = "",
    ) -> Selection:
        """Reads what is asked for against the kind.

        Raises:
            BadFilter, NotFound: the filter or the field to sort by does not fit the kind.
        """
        bound = self.binding[kind]
        condition = where(filter_).condition
        compiled = None
        if condition is not None:
            compiled = condition_sql(
                condition,
                bound,
                self.binding,
                lambda kinds, given: self._meant(connection, given, kinds),
            )
        matching = self.search.matching(connection, text, bound.name) if text else None
        name = sort.removeprefix("-")
        order, joined, title_of = self._order(bound, name)
        down = sort.startswith("-")
        keyed = tuple((expression, down) for expression in order)
        return Selection(bound, compiled, matching, keyed, joined or compiled is not None, title_of)

    def _meant(self, connection: Connection, given: str, kinds: Sequence[str]) -> Sequence[UUID]:
        found = self.named(connection, given, kinds, None)
        if not found:
            self.resolve(connection, given, kinds)  # says what is near
        return [id_ for id_, _, _ in found]

    def _order(self, bound: Bound, name: str) -> tuple[list[Any], bool, Any]:
        record = self.record
        titles = bound.kind.spec.title
        if name in ("", "title") or (titles == (name,)):
            return [record.c.sort_key, record.c.id], False, None
        if name == "id":
            return [record.c.id], False, None
        spec = bound.fields.get(name)
        if spec is None:
            raise unknown_field(bound.kind, name)
        column = bound.table.c[name]
        if spec.type is FieldType.REF:
            named = record.alias("named")
            return [func.coalesce(named.c.sort_key, ""), record.c.id], True, (column, named)
        if spec.type in _NO_ORDER:
            raise self._no_order(bound, name)
        if spec.type is FieldType.BOOLEAN:  # a key of a page is compared as a number
            return [case((column, 2), (column.is_(None), 0), else_=1), record.c.id], True, None
        if spec.type is FieldType.CHOICE and spec.choices is not None:
            ranks = {choice: rank for rank, choice in enumerate(spec.choices, 1)}
            return [case(ranks, value=column, else_=0), record.c.id], True, None
        if spec.optional:
            return [case((column.is_(None), 1), else_=0), column, record.c.id], True, None
        return [column, record.c.id], True, None

    def _no_order(self, bound: Bound, name: str) -> BadFilter:
        able = [n for n, f in bound.fields.items() if f.type not in _NO_ORDER and n != "id"]
        return BadFilter(
            say(
                f"Không xếp theo «{name}» được; xếp được theo: title, {', '.join(able)}.",
                f"Cannot sort by “{name}”; sort by: title, {', '.join(able)}.",
            ),
            hint="".join(closest(name, able)),
        )

    def _chosen(self, selection: Selection, *columns: Any) -> Select[Any]:
        record, bound = self.record, selection.bound
        source: FromClause = record
        if selection.joined:
            source = record.join(bound.table, bound.table.c.id == record.c.id)
        if selection.title_of is not None:
            column, named = selection.title_of
            source = source.outerjoin(named, named.c.id == column)
        chosen = select(*columns).select_from(source).where(record.c.kind == bound.name)
        if selection.condition is not None:
            chosen = chosen.where(selection.condition)
        if selection.text is not None:
            chosen = chosen.where(selection.text)
        return chosen

    def _ordered(self, selection: Selection, *columns: Any) -> Select[Any]:
        return self._chosen(selection, *columns).order_by(
            *(e.desc() if down else e for e, down in selection.order)
        )

    def count(self, connection: Connection, selection: Selection, most: int | None = None) -> int:
        """How many records are selected, counting up to ``most``."""
        if most is None:
            chosen = self._chosen(selection, func.count())
            return int(connection.execute(chosen).scalar_one())
        some = self._chosen(selection, literal(1)).limit(most).subquery()
        return int(connection.execute(select(func.count()).select_from(some)).scalar_one())

    def ids(
        self, connection: Connection, selection: Selection, limit: int | None, offset: int = 0
    ) -> list[UUID]:
        """Ids of the selected records, in order."""
        chosen = self._ordered(selection, self.record.c.id)
        if limit is not None:
            chosen = chosen.limit(limit)
        return list(connection.execute(chosen.offset(offset or None)).scalars())

    def ids_after(
        self, connection: Connection, selection: Selection, after: tuple[Any, ...], limit: int
    ) -> list[UUID]:
        """Ids of the records that follow a key."""
        chosen = self._ordered(selection, self.record.c.id).where(_beyond(selection.order, after))
        return list(connection.execute(chosen.limit(limit)).scalars())

    def page(
        self,
        connection: Connection,
        selection: Selection,
        after: tuple[Any, ...] | None,
        limit: int,
    ) -> Page[Any]:
        """The records after a key; never counted from the start of the list."""
        keys = [expression for expression, _ in selection.order]
        chosen = self._ordered(selection, self.record.c.id, *keys).limit(limit + 1)
        if after is not None:
            chosen = chosen.where(_beyond(selection.order, after))
        rows = connection.execute(chosen).all()
        records = self.by_ids(connection, selection.bound, [row[0] for row in rows[:limit]])
        last = tuple(rows[limit - 1][1:]) if len(rows) > limit else None
        return Page(records, last)

    def keys_every(
        self, connection: Connection, selection: Selection, step: int
    ) -> list[tuple[Any, ...]]:
        """The key of every ``step``-th record, so that any place in a long list is near one."""
        keys = [expression.label(f"k{n}") for n, (expression, _) in enumerate(selection.order)]
        place = func.row_number().over(
            order_by=[e.desc() if down else e for e, down in selection.order]
        )
        numbered = self._chosen(selection, *keys, place.label("place")).subquery()
        chosen = (
            select(*(numbered.c[f"k{n}"] for n in range(len(keys))))
            .where(numbered.c.place % step == 0)
            .order_by(numbered.c.place)
        )
        return [tuple(row) for row in connection.execute(chosen)]


def _beyond(order: Sequence[tuple[Any, bool]], after: Sequence[Any]) -> ColumnElement[bool]:
    """Rows after a key: the first part beyond it, or equal and the rest beyond."""
    conditions = []
    for depth, (expression, down) in enumerate(order):
        value = after[depth]
        if value is None:  # beyond an empty value comes only what differs in a later part
            continue
        # what equals None is NULL: SQLAlchemy sees to it
        same = [e == v for (e, _), v in zip(order[:depth], after[:depth], strict=True)]
        conditions.append(and_(*same, expression < value if down else expression > value))
    return or_(*conditions)
