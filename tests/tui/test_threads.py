"""Threads for work that may never end."""

from __future__ import annotations

import threading
import time

import pytest

from hstk.tui.threads import MOST, PatientThreads


def test_work_that_takes_long_makes_room_and_no_more_than_a_few_work_at_once() -> None:
    threads = PatientThreads(1, "test", patience=0.1)
    free = threading.Event()
    stuck = threads.submit(free.wait, 30)
    begun = time.monotonic()

    assert threads.submit(lambda: "answer").result(5) == "answer"

    assert time.monotonic() - begun >= 0.09
    free.set()
    assert stuck.result(5)


def test_in_order_where_nothing_is_made_room_for() -> None:
    threads = PatientThreads(1, "test", patience=None)
    done: list[int] = []

    for future in [threads.submit(done.append, n) for n in range(50)]:
        future.result(5)

    assert done == list(range(50))


def test_however_much_is_stuck_the_threads_are_limited() -> None:
    threads = PatientThreads(1, "limited", patience=0.001)
    free = threading.Event()
    every = [threads.submit(free.wait, 30) for _ in range(MOST + 4)]
    time.sleep(0.3)

    at_work = [one for one in threading.enumerate() if one.name == "limited"]

    free.set()
    assert len(at_work) == MOST
    assert all(one.daemon for one in at_work)
    assert all(one.result(5) for one in every)


def test_threads_end_when_there_is_nothing_to_do_and_begin_again() -> None:
    threads = PatientThreads(2, "ending")
    assert threads.submit(lambda: 1).result(5) == 1
    deadline = time.monotonic() + 5
    while any(one.name == "ending" for one in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.005)

    assert threads.submit(lambda: 2).result(5) == 2


def test_what_fails_belongs_to_who_asked_and_what_is_cancelled_is_not_begun() -> None:
    threads = PatientThreads(1, "test", patience=None)
    free = threading.Event()
    begun: list[int] = []
    running = threads.submit(free.wait, 30)
    cancelled = threads.submit(begun.append, 1)
    failing = threads.submit(lambda: 1 / 0)

    assert cancelled.cancel()
    free.set()

    assert running.result(5)
    with pytest.raises(ZeroDivisionError):
        failing.result(5)
    assert begun == []
