from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hstk.core.clock import HybridClock


class Wall:
    """A wall clock that a test sets."""

    def __init__(self, ms: int) -> None:
        self.ms = ms

    def __call__(self) -> int:
        return self.ms


def test_a_stamp_is_time_counter_and_device() -> None:
    clock = HybridClock("a1b2c3d4", now=Wall(1_700_000_000_000))
    assert clock.tick() == "018bcfe56800-0000-a1b2c3d4"
    assert clock.tick() == "018bcfe56800-0001-a1b2c3d4"


def test_the_counter_starts_anew_when_time_moves_on() -> None:
    wall = Wall(1_000)
    clock = HybridClock("a", now=wall)
    clock.tick()
    clock.tick()
    wall.ms += 1
    assert clock.tick() == "0000000003e9-0000-a"


def test_stamps_go_on_where_the_file_left_off_even_if_the_clock_was_set_back() -> None:
    ahead = HybridClock("a", now=Wall(5_000)).tick()
    assert HybridClock("b", last=ahead, now=Wall(10)).tick() > ahead


def test_a_full_counter_borrows_a_millisecond() -> None:
    clock = HybridClock("a", last="0000000003e8-ffff-z", now=Wall(1_000))
    assert clock.tick() == "0000000003e9-0000-a"


def test_what_is_made_after_receiving_sorts_after_what_was_received() -> None:
    mine = HybridClock("a", now=Wall(1_000))
    theirs = HybridClock("b", now=Wall(90_000)).tick()
    mine.receive(theirs)
    assert mine.tick() > theirs


def test_receiving_something_old_changes_nothing() -> None:
    mine = HybridClock("a", now=Wall(1_000))
    first = mine.tick()
    mine.receive("000000000001-0000-b")
    assert mine.tick() > first


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("set"), st.integers(0, 2**40)),
            st.tuples(st.just("tick"), st.integers(0, 2)),
            st.tuples(st.just("send"), st.integers(0, 8)),
        ),
        max_size=60,
    )
)
def test_stamps_never_go_back_whatever_the_clocks_of_three_copies_do(
    events: list[tuple[str, int]],
) -> None:
    walls = [Wall(1_000 * n) for n in range(3)]
    clocks = [HybridClock(f"copy{n}", now=wall) for n, wall in enumerate(walls)]
    seen = [""] * 3  # the newest stamp that each copy made or received
    for what, number in events:
        if what == "set":
            walls[number % 3].ms = number
        elif what == "tick":
            stamp = clocks[number].tick()
            assert stamp > seen[number]
            seen[number] = stamp
        else:
            source, target = number // 3, number % 3
            if seen[source]:
                clocks[target].receive(seen[source])
                seen[target] = max(seen[target], seen[source])
