"""Tables as plain values."""

from __future__ import annotations

import pytest

from hstk.core.documents import Cell, Column, Row, Table

COLUMNS = (Column("name", "Tên"), Column("sum", "Tiền", "money"))


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ((None, 5), ("Tổng cộng", 5)),
        (("Cộng", 5), ("Cộng", 5)),
        ((None, "năm"), (None, "năm")),
        ((3, 5), (3, 5)),
    ],
)
def test_a_total_is_called_so_where_nothing_else_is_said(
    cells: tuple[Cell, ...], shown: tuple[Cell, ...]
) -> None:
    assert Table(COLUMNS, (), total=Row(cells)).total_cells() == shown


def test_a_table_may_have_no_total() -> None:
    assert Table.of(COLUMNS, [["a", 1]]).total_cells() == ()


def test_rows_are_as_long_as_there_are_columns() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Table.of(COLUMNS, [["a"]])
