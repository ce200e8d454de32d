from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hstk.cli.cells import bar, cells, cut, padded, wrapped

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


def test_vietnamese_letters_take_one_cell_in_either_unicode_form() -> None:
    name = "Nguyễn Thị Được"

    assert cells(name) == cells(unicodedata.normalize("NFD", name)) == 15


def test_wide_characters_take_two_cells_and_marks_none() -> None:
    assert cells("島") == 2
    assert cells("ａ") == 2
    assert cells("e\u0301\u200d") == 1


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert cut("Nguyễn Thị An", 8) == "Nguyễn…"
    assert cut("Nguyễn Thị An", 13) == "Nguyễn Thị An"
    assert cut("島島島", 4) == "島…"


@given(texts, st.integers(0, 40))
def test_a_cut_text_fits(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= max(width, 0)


@given(texts, st.integers(1, 40), st.booleans())
def test_a_padded_text_fills_its_column_exactly(text: str, width: int, right: bool) -> None:
    assert cells(padded(text, width, right=right)) == width


@given(texts, st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    rows = wrapped(text, width)

    assert all(cells(row) <= width for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_lines_are_broken_between_words() -> None:
    assert wrapped("một hai ba", 7) == ["một hai", "ba"]
    assert wrapped("một\n\nhai", 7) == ["một", "", "hai"]


def test_a_bar_is_filled_in_proportion_and_never_longer_than_itself() -> None:
    assert bar(0.5, 4) == "██░░"
    assert bar(7, 4) == "████"
    assert bar(-1, 4) == "░░░░"
