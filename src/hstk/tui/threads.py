"""Threads for work that may never end: no other work, and not the end of the app, waits for it.

Those of :mod:`concurrent.futures` are waited for when Python ends, whatever becomes of the pool.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 0.5
"""Seconds after which work that is still going on no longer keeps other work waiting."""
MOST = 16
"""Threads of one pool, however many of them are stuck; fewer than a file has connections."""


class PatientThreads(Executor):
    """A pool in which work that takes long makes room for what waits.

    Args:
        usual: how many threads work at once, not counting those that take long.
        name: of the threads.
        patience: seconds, see :data:`PATIENCE`; None has what waits wait for as long as it takes.
    """

    def __init__(self, usual: int, name: str, patience: float | None = PATIENCE) -> None:
        self._usual = usual
        self._name = name
        self._patience = patience
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._begun: dict[threading.Thread, float] = {}

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Work to be done as soon as there is a thread for it."""
        future: Future[T] = Future()
        with self._lock:
            self._waiting.append((future, partial(fn, *args, **kwargs)))
            self._make_room()
        return future

    def _make_room(self) -> None:
        """Begin another thread if one may, else look again when one of them has taken long."""
        if len(self._begun) >= MOST or not self._waiting:
            return
        recent, now = self._recent(), time.monotonic()
        if len(recent) < self._usual:
            thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._begun[thread] = now
            thread.start()
        elif self._patience is not None:
            later = threading.Timer(min(recent) + self._patience - now, self._look_again)
            later.daemon = True
            later.start()

    def _recent(self, but: threading.Thread | None = None) -> list[float]:
        """When the work began that has not taken long yet."""
        patience = math.inf if self._patience is None else self._patience
        since = time.monotonic() - patience
        return [begun for one, begun in self._begun.items() if one is not but and begun > since]

    def _look_again(self) -> None:
        with self._lock:
            self._make_room()

    def _work(self) -> None:
        """Do what waits until nothing does, or enough others do it."""
        me = threading.current_thread()
        while True:
            with self._lock:
                if not self._waiting or len(self._recent(but=me)) >= self._usual:
                    del self._begun[me]
                    return
                future, work = self._waiting.popleft()
                self._begun[me] = time.monotonic()
                self._make_room()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - it belongs to who waits for the answer
                future.set_exception(error)
            else:
                future.set_result(result)
            del future, work  # what was answered may go while the thread looks for more
