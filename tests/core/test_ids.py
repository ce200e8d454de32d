from __future__ import annotations

import threading
import time
from uuid import RFC_4122, UUID

import pytest

from hstk.core import ids
from hstk.core.ids import new_id


def test_ids_are_of_version_7() -> None:
    made = new_id()
    assert made.version == 7
    assert made.variant == RFC_4122
    assert UUID(str(made)) == made


def test_an_id_begins_with_the_time_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_later_ids_sort_after_earlier_ones() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert [str(id_) for id_ in made] == sorted(str(id_) for id_ in made)


def test_a_clock_that_is_set_back_does_not_take_ids_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr("hstk.core.ids.time.time_ns", lambda: 1_000_000)
    assert [new_id() for _ in range(3)] > [before] * 3


def test_a_full_counter_borrows_from_the_next_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns() // 1_000_000 + 1_000
    monkeypatch.setattr("hstk.core.ids.time.time_ns", lambda: now * 1_000_000)
    monkeypatch.setattr(ids, "_last_ms", now)
    monkeypatch.setattr(ids, "_counter", (1 << 42) - 2)
    made = [new_id() for _ in range(3)]
    assert made == sorted(made)
    assert [id_.int >> 80 for id_ in made] == [now, now + 1, now + 1]


def test_threads_never_get_the_same_id() -> None:
    made: list[UUID] = []

    def make() -> None:
        made.extend([new_id() for _ in range(2_000)])

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 16_000
    assert len(set(made)) == 16_000
