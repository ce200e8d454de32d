"""Connections of an open place: to read with, and to write with, one change set at a time."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, Engine

from hstk.core.errors import UndoRefused
from hstk.core.language import say
from hstk.store.attendants import Attendants
from hstk.store.binding import Binding
from hstk.store.change_log import ChangeLog
from hstk.store.engine import WRITES, Place
from hstk.store.faults import translated
from hstk.store.writing import Writer


class Transactions:
    """What reads and writes one place; a block of writes belongs to its thread.

    Args:
        place, engine: where.
        binding, log: of the open file.
        attendants: who is asked before a change set is kept, and told after.
    """

    def __init__(
        self,
        place: Place,
        engine: Engine,
        binding: Binding,
        log: ChangeLog,
        attendants: Attendants,
    ) -> None:
        self._place = place
        self._engine = engine
        self._writes = engine.execution_options(**{WRITES: True})
        self._binding = binding
        self._log = log
        self._attendants = attendants
        self._local = threading.local()

    def _around(self) -> Writer | None:
        writer: Writer | None = getattr(self._local, "writer", None)
        return writer

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with: that of the block of writes, when inside one."""
        if (writer := self._around()) is not None:
            # a select that fails must not take the block with it, as it would on PostgreSQL
            with writer.connection.begin_nested() if writer.on_server else nullcontext():
                yield writer.connection
            return
        with translated(self._place.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, actor: str, reason: str = "") -> Iterator[Writer]:
        """The writer of the block around, or of a new one.

        Raises:
            PluginTrouble: a guard of a plugin writes, which it must not.
        """
        self._attendants.refuse_writing()
        if (writer := self._around()) is not None:
            # what fails alone must not leave half of itself in the block
            with translated(self._place.name), writer.part():
                yield writer
            return
        watch = self._attendants.watch()
        with translated(self._place.name), self._writes.begin() as connection:
            number = self._log.open(connection, actor, reason)
            writer = Writer(connection, self._binding, self._log, number, watch)
            self._local.writer = writer
            try:
                yield writer
                self._attendants.refuse(watch)
            finally:
                self._local.writer = None
            if writer.position == 0:
                self._log.discard(connection, number)
        self._attendants.tell(watch)

    @contextmanager
    def turning(self, actor: str) -> Iterator[Writer]:
        """The writer of a change set that takes another back, and does nothing else.

        Raises:
            UndoRefused: a block is open.
        """
        if self._around() is not None:
            raise UndoRefused(
                [
                    say(
                        "đang ở giữa một đợt thay đổi; hãy kết thúc đợt đó trước",
                        "a block of changes is open; finish it first",
                    )
                ]
            )
        with self.writing(actor) as writer:
            yield writer


def user_here() -> str:
    """The name of the user of this computer, for the history."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a system without names of users
        return "?"
