"""A clock that orders changes across copies whose own clocks disagree."""

from __future__ import annotations

import time
from collections.abc import Callable


class HybridClock:
    """A hybrid logical clock: wall time where it moves on, a counter where it does not.

    Stamps are text that sorts by time: 12 hex digits of milliseconds, 4 of the counter, the
    device. No stamp is ever earlier than one made or received before.

    Args:
        device: this copy's name.
        last: the newest stamp known, or "".
        now: milliseconds since 1970.
    """

    def __init__(
        self,
        device: str,
        last: str = "",
        now: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self.device = device
        self._now = now
        self._ms, self._counter = _parts(last)

    def tick(self) -> str:
        """The stamp of a change made here now."""
        now = self._now()
        if now > self._ms:
            self._ms, self._counter = now, 0
        else:
            self._counter += 1
            if self._counter > 0xFFFF:
                self._ms, self._counter = self._ms + 1, 0
        return f"{self._ms:012x}-{self._counter:04x}-{self.device}"

    def receive(self, stamp: str) -> None:
        """Takes note of a change made elsewhere, so that later ones here sort after it."""
        self._ms, self._counter = max((self._ms, self._counter), _parts(stamp))


def _parts(stamp: str) -> tuple[int, int]:
    if not stamp:
        return 0, 0
    ms, counter, _ = stamp.split("-", 2)
    return int(ms, 16), int(counter, 16)
