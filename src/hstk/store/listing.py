"""Any part of a long list at once, for a screen that shows a page of a million records."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from hstk.core.entity import Entity
from hstk.store.reading import Reader, Selection

MOST_FILTERED = 20_000
"""Records of a filtered list that are held ready; beyond it the count says "more than"."""
_STEP = 1_000
_NEAR = 5_000
"""Places up to which counting from the start is as fast as looking up a key."""


class Listing:
    """The records of one selection, by their place in it.

    A whole kind is read through every thousandth key. A filtered list holds the ids that were
    found, in order.

    Args:
        connect: opens a connection for reading.
        reader, selection: what is listed.
        ranked: ids that come first (the best matches of a search).
    """

    def __init__(
        self,
        connect: Callable[[], AbstractContextManager[Connection]],
        reader: Reader,
        selection: Selection,
        ranked: list[UUID],
    ) -> None:
        self._connect = connect
        self._reader = reader
        self._selection = selection
        self._keys: list[tuple[Any, ...]] | None = None
        self._ids: bytes | None = None
        whole = selection.condition is None and selection.text is None
        with connect() as connection:
            if whole:
                self.count = reader.count(connection, selection)
                self.complete = True
                return
            found = reader.ids(connection, selection, MOST_FILTERED + 1)
        self.complete = len(found) <= MOST_FILTERED
        allowed = set(found)
        ordered = dict.fromkeys([id_ for id_ in ranked if id_ in allowed] + found[:MOST_FILTERED])
        kept = list(ordered)[:MOST_FILTERED]
        self.count = len(kept)
        # 16 bytes an id: the list of ids of a wide filter stays small
        self._ids = array("B", b"".join(id_.bytes for id_ in kept)).tobytes()

    def records(self, start: int, n: int) -> list[Entity]:
        """The records at places ``start`` to ``start + n``, those that still exist."""
        bound = self._selection.bound
        with self._connect() as connection:
            if self._ids is not None:
                part = self._ids[16 * start : 16 * (start + n)]
                ids = [UUID(bytes=part[at : at + 16]) for at in range(0, len(part), 16)]
            else:
                ids = self._whole(connection, start, n)
            return self._reader.by_ids(connection, bound, ids)

    def _whole(self, connection: Connection, start: int, n: int) -> list[UUID]:
        if start < _NEAR:
            return self._reader.ids(connection, self._selection, n, start)
        if self._keys is None:
            self._keys = self._reader.keys_every(connection, self._selection, _STEP)
        before = start // _STEP - 1
        if before >= len(self._keys):
            return []
        past = start - (before + 1) * _STEP
        page = self._reader.ids_after(connection, self._selection, self._keys[before], past + n)
        return page[past:]
