"""The file of the app, asked on threads: the only place of the app that has any.

Questions run one after the other on one thread, pages of tables on another, so that a long
question does not keep a list from scrolling, and what plugins work out on threads of its own, so
that nothing waits for it, not even the end of the app. Every question belongs to a channel («the
list», «the detail»), and only the newest of a channel is answered: one that a newer one has
overtaken is not begun, or its answer is dropped. What changes the file, and what is written into
other files, is never dropped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from hstk.tui.threads import PatientThreads

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

T = TypeVar("T")

ASIDE = 2
"""Plugins that work something out at the same time; one that takes long is not counted."""
LAST_WAIT = 2.0
"""Seconds that files which are being written are waited for at the end."""


class Superseded(Exception):
    """A newer question of the same channel was asked meanwhile."""


class Data:
    """One file or space, opened and asked away from the event loop.

    Args:
        where: the path of a file, or ``postgresql://...``.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self._queries = ThreadPoolExecutor(1, "hstk-queries")
        self._pages = ThreadPoolExecutor(1, "hstk-pages")
        self._aside = PatientThreads(ASIDE, "hstk-aside")
        self._files: dict[Path, PatientThreads] = {}
        self._exports: set[Future[Any]] = set()
        self._generations: dict[Hashable, int] = {}
        self._eco: Ecosystem | None = None
        self._opened = asyncio.Event()
        self._closing = False
        self._under_way = 0

    @property
    def busy(self) -> bool:
        """Whether something is being read or written."""
        return self._under_way > 0

    @property
    def exporting(self) -> int:
        """How many other files are being written."""
        return len(self._exports)

    @property
    def pages(self) -> Executor:
        """Where tables read their pages."""
        return self._pages

    @property
    def eco(self) -> Ecosystem:
        """The open file; questions wait for it, so they always find it."""
        if self._eco is None:
            raise RuntimeError("the file is not open")
        return self._eco

    @property
    def is_open(self) -> bool:
        """Whether the file is open by now."""
        return self._eco is not None

    async def open(self) -> Ecosystem:
        """Open the file; questions asked before it is done wait for it.

        Raises:
            HstkError: the file cannot be used; the message says why and what to do.
        """

        def opened() -> Ecosystem:
            import hstk  # half a second of libraries, which the first picture does not wait for

            self._eco = hstk.open(self.where)
            return self._eco

        eco = await asyncio.wrap_future(self._queries.submit(opened))
        self._opened.set()
        return eco

    async def ask(
        self, channel: Hashable, question: Callable[[Ecosystem], T], *, aside: bool = False
    ) -> T:
        """The answer to a question, unless the channel is asked a newer one.

        Args:
            channel: what the answer is for.
            question: reads from the file, on the thread of questions.
            aside: it runs what a plugin brought and may be slow: no other question waits for it.

        Raises:
            Superseded: a newer question was asked; this one was not begun or its answer dropped.
            HstkError: whatever the question raises.
        """
        generation = self._generations.get(channel, 0) + 1
        self._generations[channel] = generation

        def answer() -> T:
            if self._closing or self._generations[channel] != generation:
                raise Superseded
            return question(self.eco)

        found = await self._done(answer, self._aside if aside else self._queries)
        if self._generations[channel] != generation:
            raise Superseded
        return found

    async def write(self, work: Callable[[Ecosystem], T]) -> T:
        """Do something that changes the file; never dropped, in the order asked.

        Raises:
            HstkError: whatever the work raises; nothing is then changed.
        """
        return await self._done(lambda: work(self.eco), self._queries)

    async def export(self, path: Path, work: Callable[[Ecosystem], T]) -> T:
        """Write another file; never dropped, and in the order asked where it is the same file.

        Args:
            path: of that file; no other file waits for it.
            work: writes it; it runs what a plugin brought and may be slow.

        Raises:
            HstkError: whatever the work raises.
        """
        threads = self._files.setdefault(path, PatientThreads(1, "hstk-export", patience=None))
        return await self._done(lambda: work(self.eco), threads, self._exports)

    async def _done(
        self, work: Callable[[], T], thread: Executor, kept: set[Future[Any]] | None = None
    ) -> T:
        self._under_way += 1
        try:
            await self._opened.wait()
            doing = thread.submit(work)
            if kept is not None:
                kept.add(doing)
                doing.add_done_callback(kept.discard)
            # a screen that is closed cancels what it waits for; a write goes on all the same
            return await asyncio.shield(asyncio.wrap_future(doing))
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """Finish every write, drop the questions that wait, and close the file.

        Nothing that a plugin works out is waited for, but for files: those for a moment.
        """
        self._closing = True
        self._queries.shutdown()
        self._pages.shutdown(cancel_futures=True)
        wait(tuple(self._exports), LAST_WAIT)
        if self._eco is not None:
            self._eco.close()
