from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hstk.cli.cells import cells
from hstk.cli.tables import Column, table

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=400)


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=5), st.integers(40, 120))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, ...]], width: int) -> None:
    columns = (Column("Tên", 10, needed=True), Column("Nơi ở", 10), Column("Ghi chú", 10))

    assert all(cells(line) <= width for line in table(columns, rows, width))


def test_a_long_name_is_cut_and_the_numbers_beside_it_stay_whole() -> None:
    columns = (Column("Tên", 10, needed=True), Column("Tiền", right=True))

    lines = list(table(columns, [("Nguyễn " * 43, "1.500.000 đ"), ("An", "5 đ")], 40))

    assert lines[2].startswith("Nguyễn Nguyễn Nguyễn")
    assert lines[2].endswith("…  1.500.000 đ")
    assert lines[3] == "An".ljust(27) + "  " + "5 đ".rjust(11)


def test_columns_without_room_are_left_out_empty_ones_first() -> None:
    columns = (Column("Mã", needed=True), *(Column(f"Cột {n}", 10) for n in range(1, 6)))
    rows = [("1a2b3c4d", "a" * 20, "", "c" * 20, "d" * 20, "e" * 20)]

    head = next(table(columns, rows, 46))

    assert "Cột 1" in head
    assert "Cột 2" not in head
    assert "Cột 3" in head
    assert "Cột 5" not in head


def test_text_of_several_lines_stays_in_its_row() -> None:
    lines = list(table((Column("Ghi chú", 10),), [("một\nhai",)], 40))

    assert lines[2:] == ["một hai"]
