"""Identifiers that two offline copies can make without ever colliding."""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_COUNTER_BITS = 42  # 12 bits of rand_a and the upper 30 of rand_b count within one millisecond

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562), later ones always sorting after earlier ones here.

    The counter starts at a random place in each millisecond, so that copies made apart differ;
    32 random bits follow it.
    """
    global _last_ms, _counter
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms = now
            _counter = int.from_bytes(os.urandom(6)) >> (48 - _COUNTER_BITS + 1)
        else:  # the same millisecond, or a clock set back: never step back with it
            _counter += 1
            if _counter >> _COUNTER_BITS:
                _last_ms += 1
                _counter = 0
        ms, counter = _last_ms, _counter
    high, low = counter >> 30, counter & ((1 << 30) - 1)
    tail = int.from_bytes(os.urandom(4))
    return UUID(int=ms << 80 | _VERSION | high << 64 | _VARIANT | low << 32 | tail)
