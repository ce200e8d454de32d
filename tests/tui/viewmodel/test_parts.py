"""What a view shows, as lines of a width."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hstk.core.documents import Column, Paragraph, Row, Table
from hstk.core.language import speaking
from hstk.tui.viewmodel.parts import as_tsv, columns_of, has_something, part_lines

RECORD = UUID(int=7)
TABLE = Table(
    (
        Column("name", "Sản phẩm"),
        Column("on", "Ngày công nhận"),
        Column("worth", "Trị giá (đồng)", "money"),
        Column("note", "Ghi chú", width=30),
    ),
    (
        Row(("Tỏi Lý Sơn", date(2023, 3, 1), 12_500_000, "đóng gói lại [/x]"), RECORD, "!"),
        Row(("Hành tím", None, 800, None)),
    ),
    title="Sản phẩm",
    total=Row((None, None, 12_500_800, None)),
)


def texts(width: int, *parts: Paragraph | Table) -> list[str]:
    return [line.text for line in part_lines(parts, width)]


def test_a_table_has_aligned_columns_marks_and_a_total() -> None:
    assert texts(80, TABLE) == [
        "Sản phẩm",
        "  Sản phẩm    Ngày công nhận  Trị giá (đồng)  Ghi chú",
        "! Tỏi Lý Sơn  01/03/2023          12.500.000  đóng gói lại [/x]",
        "  Hành tím                               800",
        "  Tổng cộng                       12.500.800",
    ]


def test_rows_lead_to_their_records_and_only_they() -> None:
    targets = [line.target for line in part_lines([TABLE], 80) if line.target]

    assert targets == [str(RECORD)]


def test_a_narrow_table_loses_its_last_columns_and_says_so() -> None:
    lines = texts(32, TABLE)

    assert not any("12.500.000" in line for line in lines)
    assert any("ẩn cột" in line for line in lines)
    assert any("01/03/2023" in line for line in lines)


def test_numbers_and_days_are_never_cut() -> None:
    for width in range(12, 100):
        shown = {place for place, _ in columns_of(TABLE, width)}
        drawn = "\n".join(texts(width + 2, TABLE))
        assert ("12.500.000" in drawn) == (2 in shown), width


def test_an_empty_table_says_what_it_would_hold() -> None:
    empty = Table(TABLE.columns, (), none="Chưa có sản phẩm nào.")

    assert texts(40, empty) == ["Chưa có sản phẩm nào."]
    with speaking("en"):
        assert texts(40, Table(TABLE.columns, ())) == ["Nothing yet."]


def test_paragraphs_bear_signs_that_tell_them_apart_without_colour() -> None:
    lines = part_lines(
        [
            Paragraph("Mở đầu"),
            Paragraph("Phần hai", "heading"),
            Paragraph("một việc dài cần xuống dòng", "item", RECORD),
            Paragraph("cẩn thận", "warning"),
        ],
        20,
    )

    assert [line.text for line in lines] == [
        "Mở đầu", "", "Phần hai", "• một việc dài cần", "  xuống dòng", "! cẩn thận",
    ]  # fmt: skip
    assert [line.target for line in lines if line.target] == [str(RECORD)]


def test_what_is_copied_is_whole_whatever_the_screen() -> None:
    assert as_tsv([Paragraph("x"), TABLE]).splitlines() == [
        "Sản phẩm\tNgày công nhận\tTrị giá (đồng)\tGhi chú",
        "Tỏi Lý Sơn\t01/03/2023\t12.500.000\tđóng gói lại [/x]",
        "Hành tím\t\t800\t",
        "Tổng cộng\t\t12.500.800\t",
    ]
    assert as_tsv([Paragraph("chỉ có chữ")]) == "chỉ có chữ"


def test_what_looks_like_a_formula_is_copied_as_text_and_numbers_as_numbers() -> None:
    columns = (Column("a", "=A"), Column("b", "B"), Column("c", "C", "money"))
    table = Table(
        columns,
        (
            Row(("=cmd|' /C calc'!A0", "+x", -1500)),
            Row(("@SUM(A1)", "-2+3", 7)),
            Row(("-12,5", "0905123456", None)),
        ),
    )

    assert [line.split("\t") for line in as_tsv([table]).splitlines()] == [
        ["'=A", "B", "C"],
        ["'=cmd|' /C calc'!A0", "'+x", "-1.500"],
        ["'@SUM(A1)", "'-2+3", "7"],
        ["-12,5", "0905123456", ""],
    ]
    assert as_tsv([Paragraph("=1+1")]) == "'=1+1"


@pytest.mark.parametrize(
    ("parts", "something"),
    [([], False), ([Paragraph("")], False), ([Table(TABLE.columns, ())], False), ([TABLE], True)],
)
def test_a_panel_is_worth_showing_when_there_is_something_in_it(
    parts: list[Paragraph | Table], something: bool
) -> None:
    assert has_something(parts) is something


@given(
    st.lists(st.lists(st.text(max_size=40), min_size=3, max_size=3), min_size=1, max_size=5),
    st.integers(20, 120),
)
def test_no_line_is_wider_than_the_screen(rows: list[list[str]], width: int) -> None:
    table = Table.of([Column(name, name * 5) for name in "abc"], rows)

    lines = part_lines([table, Paragraph(rows[0][0])], width)

    assert max(cell_len(line.text) for line in lines) <= width
    assert all("\n" not in line.text and "\t" not in line.text for line in lines)
