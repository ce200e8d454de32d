"""The line of things to do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hstk.tui.widgets.actionbar import GAP, Item, fitting

ITEMS = [
    Item("F1", "Trợ giúp", "help", 9),
    Item("^N", "Thêm", "add", 5),
    Item("F6", "Khung", "pane", 1),
    Item("F7", "Sắp xếp", "sort", 1),
]


def labels(width: int) -> list[str]:
    return [item.label for item in fitting(ITEMS, width)]


def test_the_lightest_goes_first_and_of_equals_the_last() -> None:
    assert labels(60) == ["Trợ giúp", "Thêm", "Khung", "Sắp xếp"]
    assert labels(38) == ["Trợ giúp", "Thêm", "Khung"]
    assert labels(25) == ["Trợ giúp", "Thêm"]
    assert labels(12) == ["Trợ giúp"]
    assert labels(5) == []


@given(
    st.lists(st.builds(Item, st.text(max_size=4), st.text(max_size=9), st.just("x"),
                       st.integers(0, 9)), max_size=12),
    st.integers(0, 90),
)  # fmt: skip
def test_what_is_kept_fits_and_stays_in_order(items: list[Item], width: int) -> None:
    kept = fitting(items, width)

    assert not kept or sum(item.width for item in kept) + GAP * (len(kept) - 1) <= width
    places = [next(i for i, item in enumerate(items) if item is one) for one in kept]
    assert places == sorted(places)
