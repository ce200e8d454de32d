"""A list of records of one kind as rows of text, read page by page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.language import say
from hstk.core.text import words
from hstk.tui.viewmodel.values import Names
from hstk.tui.widgets.bars import figure
from hstk.tui.widgets.lines import Align
from hstk.tui.widgets.vtable_lines import Column
from hstk.tui.widgets.vtable_pages import Row

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem
    from hstk.store.listing import Listing

MOST_LOOKED_THROUGH = 2_000
"""Rows in which a record is looked for to put the cursor on it."""
MOST_AT_ONCE = 300
"""Matches of a search that come at once; the rest of a wide search takes the store a while."""

_WIDTHS = {
    FieldType.INTEGER: 6,
    FieldType.NUMBER: 8,
    FieldType.MONEY: 16,
    FieldType.BOOLEAN: 6,
    FieldType.DATE: 10,
    FieldType.PARTIAL_DATE: 10,
    FieldType.MOMENT: 16,
    FieldType.REF: 24,
}
_RIGHT = (FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY)
_UNSORTED = (
    FieldType.LINE, FieldType.TEXT, FieldType.LINES, FieldType.REFS, FieldType.CHOICES,
)  # fmt: skip
_WIDEST, _WIDEST_CHOICE = 40, 26


def shown_fields(kind: type[Entity]) -> list[FieldSpec]:
    """The fields that a list shows: those that name a record, then those meant for lists."""
    title = [kind.fields[name] for name in kind.spec.title]
    rest = [
        field
        for field in kind.fields.values()
        if field.shown.column and not field.shown.hidden and field.name not in kind.spec.title
    ]
    return title + rest


def sort_key(kind: type[Entity], field: FieldSpec) -> str:
    """What the store sorts by for a column, or "" when it cannot."""
    if kind.spec.title == (field.name,):
        return "title"
    return "" if field.type in _UNSORTED else field.name


def columns_of(kind: type[Entity]) -> list[Column]:
    """The columns of a list of a kind; the first, which names a record, is kept longest."""
    fields = shown_fields(kind)
    return [
        Column(
            field.label,
            _width(field),
            sort_key(kind, field),
            _align(field),
            priority=len(fields) - place,
            grow=place == 0 or field.type is FieldType.REF,
        )
        for place, field in enumerate(fields)
    ]


def _align(field: FieldSpec) -> Align:
    return "right" if field.type in _RIGHT else "left"


def _width(field: FieldSpec) -> int:
    width = field.shown.width or _WIDTHS.get(field.type, 20)
    if field.choices is not None and field.shown.width is None:
        width = min(_WIDEST_CHOICE, max(len(choice.label) for choice in field.choices))
    return min(_WIDEST, max(width, len(field.label)))


class Records:
    """The rows of a list, for a table; called on threads.

    Args:
        eco: the open file.
        kind: what is listed.
        best: ids of the best matches of a search, which come first.
        listing: of the store, for the rest; None when there is no more.
        skipped: how many of the best matches the listing begins with.
    """

    def __init__(
        self,
        eco: Ecosystem,
        kind: type[Entity],
        best: Sequence[UUID] = (),
        listing: Listing | None = None,
        skipped: int = 0,
    ) -> None:
        self._eco = eco
        self._kind = kind
        self._best = best
        self._listing = listing
        self._skipped = skipped
        self._fields = shown_fields(kind)

    def count(self) -> int:
        """How many rows there are."""
        rest = self._listing.count - self._skipped if self._listing else 0
        return len(self._best) + rest

    @property
    def said(self) -> int:
        """The number to speak of when not all are counted: the round one of the listing."""
        return self._listing.count if self._listing else len(self._best)

    def page(self, start: int, n: int) -> Sequence[Row]:
        """Some rows; references are named all at once."""
        records = self._records(start, n)
        names = Names.of(self._eco, records)
        return [
            (str(one.id), tuple(names.show(f, getattr(one, f.name)) for f in self._fields))
            for one in records
        ]

    def place_of(self, record: UUID) -> int | None:
        """The row of a record, looked for among the first :data:`MOST_LOOKED_THROUGH`."""
        for start in range(0, min(self.count(), MOST_LOOKED_THROUGH), 500):
            for place, one in enumerate(self._records(start, 500), start):
                if one.id == record:
                    return place
        return None

    def _records(self, start: int, n: int) -> list[Entity]:
        ids = self._best[start : start + n]
        records = by_ids(self._eco, self._kind, ids) if ids else []
        rest = n - len(ids)
        if self._listing is not None and rest:
            after = max(0, start - len(self._best)) + self._skipped
            records += self._listing.records(after, rest)
        return records


def by_ids(eco: Ecosystem, kind: type[Entity], ids: Sequence[UUID]) -> list[Entity]:
    """The records of a kind with these ids, in their order, those that still exist."""
    with eco.reading() as connection:
        return eco.reader.by_ids(connection, eco.binding[kind], ids)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed.

    Args:
        kind: stable name of the kind.
        text: words to look for, marks optional.
        sort: a field, «-field» for descending, or "" for titles, or for the best match first.
    """

    kind: str
    text: str = ""
    sort: str = ""

    @property
    def searches(self) -> bool:
        """Whether there are words to look for, the best match first."""
        return bool(words(self.text)) and not self.sort


@dataclass(frozen=True, slots=True)
class ListView:
    """A list that was found.

    Args:
        wanted: what was asked for; kind: its class.
        label: of the kind.
        columns, rows: for the table.
        complete: whether all are counted; else there are more.
        cursor: the row to stand on.
        milliseconds: how long the store took.
    """

    wanted: Wanted
    kind: type[Entity]
    label: str
    columns: Sequence[Column]
    rows: Records
    complete: bool
    cursor: int
    milliseconds: int

    @property
    def count(self) -> str:
        """How many there are, «hơn 20.000» when not all are counted."""
        if self.complete:
            return figure(self.rows.count())
        number = figure(self.rows.said)
        return say(f"hơn {number}", f"more than {number}")

    @property
    def more(self) -> bool:
        """Whether only the best matches are here, and :func:`whole_list` gives the rest."""
        return self.wanted.searches and not self.complete and self.rows.count() == MOST_AT_ONCE

    @property
    def status(self) -> str:
        """The line under the list."""
        if self.wanted.text:
            return say(
                f"{self.count} kết quả · {self.milliseconds} ms",
                f"{self.count} found · {self.milliseconds} ms",
            )
        return say(f"{self.count} bản ghi", f"{self.count} records")

    @property
    def empty(self) -> str:
        """What stands where there are no rows: how to go on."""
        label = self.label.lower()
        if self.wanted.text:
            text = self.wanted.text.strip()
            return say(
                f"Không tìm thấy {label} nào có «{text}».\n"
                "Thử ít chữ hơn; gõ không dấu cũng được. Esc để xoá ô tìm.",
                f"No {label} has “{text}”.\n"
                "Try fewer words; marks may be left out. Esc empties the box.",
            )
        return say(
            f"Chưa có {label} nào.\nNhấn Ctrl+N để thêm.",
            f"There is no {label} yet.\nPress Ctrl+N to add one.",
        )

    def as_tsv(self, cells: Sequence[str]) -> str:
        """A row under its headings, as spreadsheets paste it."""
        return "\t".join(column.title for column in self.columns) + "\n" + "\t".join(cells)


def list_view(eco: Ecosystem, wanted: Wanted, stand_on: UUID | None = None) -> ListView:
    """Look for records; of a search that finds very many, the best matches alone.

    Args:
        eco: the open file.
        wanted: what is to be listed.
        stand_on: a record for the cursor, if it is among them.

    Raises:
        NotFound: there is no such kind.
    """
    began = time.perf_counter()
    kind = eco.kind(wanted.kind)
    if wanted.searches:
        best = [hit.id for hit in eco.search(wanted.text, kind=kind, limit=MOST_AT_ONCE)]
        rows = Records(eco, kind, best)
        return _view(wanted, kind, rows, len(best) < MOST_AT_ONCE, stand_on, began)
    listing = eco.listing(kind, text=wanted.text, sort=wanted.sort)
    return _view(
        wanted, kind, Records(eco, kind, listing=listing), listing.complete, stand_on, began
    )


def whole_list(eco: Ecosystem, found: ListView) -> ListView:
    """All that a wide search finds, which takes a while: the best matches, then by name."""
    began = time.perf_counter()
    wanted, kind = found.wanted, found.kind
    best = [hit.id for hit in eco.search(wanted.text, kind=kind, limit=MOST_AT_ONCE)]
    listing = eco.listing(kind, text=wanted.text)
    head = [record.id for record in listing.records(0, len(best))]
    known = set(best)
    skipped = next((place for place, id_ in enumerate(head) if id_ not in known), len(head))
    rows = Records(eco, kind, best, listing, skipped)
    return _view(wanted, kind, rows, listing.complete, None, began)


def _view(
    wanted: Wanted,
    kind: type[Entity],
    rows: Records,
    complete: bool,
    stand_on: UUID | None,
    began: float,
) -> ListView:
    place = rows.place_of(stand_on) if stand_on is not None else None
    return ListView(
        wanted,
        kind,
        kind.spec.label,
        columns_of(kind),
        rows,
        complete,
        place or 0,
        round(1000 * (time.perf_counter() - began)),
    )
