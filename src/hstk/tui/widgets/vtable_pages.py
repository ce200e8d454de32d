"""The rows of a table that are at hand: a few pages of a source that may hold millions."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Row: TypeAlias = tuple[str, tuple[str, ...]]
"""The id of a record and the text of its cells."""


class RowSource(Protocol):
    """Where a table's rows come from; called on worker threads, several at a time."""

    def count(self) -> int:
        """How many rows there are."""
        ...

    def page(self, start: int, n: int) -> Sequence[Row]:
        """Up to ``n`` rows from the row ``start``, counted from 0."""
        ...


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page could not be read, in words for the reader."""

    reason: str


Page: TypeAlias = tuple[Row, ...] | Failure


class Pages:
    """What has been read of one source: the pages used last, and those under way.

    Every answer of a worker carries the object it was asked for; a table that has turned to
    another source since drops it.

    Attributes:
        source: where the rows come from.
        total: how many there are.
    """

    SIZE = 100
    KEPT = 40

    def __init__(self, source: RowSource, total: int) -> None:
        self.source = source
        self.total = total
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._asked: set[int] = set()

    def __len__(self) -> int:
        return len(self._pages)

    def row(self, index: int) -> Row | Failure | None:
        """The row at ``index``, why it cannot be read, or None while its page is not at hand.

        A row that the source no longer has is empty, with "" for its id.
        """
        page = self._pages.get(index // self.SIZE)
        if page is None:
            return None
        self._pages.move_to_end(index // self.SIZE)
        if isinstance(page, Failure):
            return page
        place = index % self.SIZE
        return page[place] if place < len(page) else ("", ())

    def ask(self, number: int) -> bool:
        """Whether a page is now to be asked for: it is neither at hand nor under way."""
        if number in self._asked or number in self._pages:
            return False
        self._asked.add(number)
        return True

    def keep(self, number: int, page: Page | None) -> None:
        """Keep a page that came, or None when the worker left it, letting the oldest go."""
        self._asked.discard(number)
        if page is not None:
            self._pages[number] = page
        while len(self._pages) > self.KEPT:
            self._pages.popitem(last=False)

    def read(self, number: int) -> Page:
        """Read a page from the source, on a worker thread."""
        try:
            return tuple(self.source.page(number * self.SIZE, self.SIZE))
        except Exception as error:  # noqa: BLE001 - whatever it is, the app goes on and shows it
            return Failure(str(error) or type(error).__name__)
