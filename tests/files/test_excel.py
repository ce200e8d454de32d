"""Workbooks, read back as another program reads them."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.core.documents import Cell, Column, Entry, Row, Sheet, Table, Workbook
from hstk.core.errors import BadFile
from hstk.core.text import nfc
from hstk.files.excel import table_sheet, write_workbook
from hstk.files.spreadsheets import Rows, read_spreadsheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TABLE = Table(
    (Column("no", "STT", width=5), Column("name", "Tên", width=30), Column("sum", "Tiền", "money")),
    (Row((1, "Tỏi", 1_500_000)), Row((2, None, 500_000))),
    title="Bảng 1",
    total=Row((None, None, 2_000_000)),
)


def written(folder: Path, *sheets: Sheet) -> Path:
    path = folder / "a.xlsx"
    write_workbook(Workbook(sheets), path)
    return path


def back(folder: Path, *rows: tuple[Cell, ...]) -> Rows:
    return read_spreadsheet(written(folder, Sheet("A", rows)))["A"]


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as packed:
        return packed.read(f"xl/{name}.xml").decode()


def style(path: Path, cell: str, sheet: int = 1) -> str:
    """What the file says of the looks of a cell."""
    (number,) = re.findall(rf'<c r="{cell}" s="(\d+)"', part(path, f"worksheets/sheet{sheet}"))
    styles = ET.fromstring(part(path, "styles"))
    looks = styles.findall("m:cellXfs/m:xf", {"m": MAIN})
    return ET.tostring(looks[int(number)], encoding="unicode")


def test_values_keep_their_types(tmp_path: Path) -> None:
    row: tuple[Cell, ...] = ("Tỏi", 5, 80.5, True, False, date(2024, 1, 5), "0905123456", "x")

    assert back(tmp_path, row) == (row,)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+84905", "-5", "@SUM(A1)", "{=A1}", "http://example.com", "mailto:a@b", "0123",
        "1e5", "2024-01-05", "TRUE", "[/x]", " a ", "_x0041_", "a\nb", "<b>&amp;", "🧄" * 20,
    ],
)  # fmt: skip
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, Sheet("A", ((text,),)))

    assert "<f>" not in part(path, "worksheets/sheet1")
    assert "hyperlink" not in part(path, "worksheets/sheet1")
    assert 't="s"' in part(path, "worksheets/sheet1")
    if text != "_x0041_":  # the reader takes the escaped underscore as it stands
        assert read_spreadsheet(path)["A"] == ((text,),)


def test_what_looks_like_a_formula_does_not_become_one_when_edited(tmp_path: Path) -> None:
    path = written(tmp_path, Sheet("A", (("=1+1", "thường"),)))

    assert 'quotePrefix="1"' in style(path, "A1")
    assert "quotePrefix" not in style(path, "B1")


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=40)
CELLS = st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | TEXTS
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
NUMBERS = st.floats(-1e14, 1e14, allow_subnormal=False)


@given(st.lists(st.lists(CELLS | DAYS | NUMBERS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_cells_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Cell]]
) -> None:
    rows.append(["hết", "hết", "hết"])
    found = back(tmp_path_factory.getbasetemp(), *map(tuple, rows))

    for given_row, row in zip(rows, found, strict=True):
        for cell, kept in zip(given_row, row, strict=True):
            if isinstance(cell, str):
                assert kept == nfc(cell) or "_x" in cell or "\u2028" in cell or "\u2029" in cell
            elif isinstance(cell, float):
                assert kept == pytest.approx(cell, rel=1e-14)
            else:
                assert kept == cell


def test_what_excel_cannot_hold_exactly_is_text(tmp_path: Path) -> None:
    at = datetime(2024, 1, 5, 7, 30, tzinfo=UTC)
    (row,) = back(tmp_path, (10**15 + 1, date(1802, 5, 6), at, "hết"))

    assert row == ("1000000000000001", "06/05/1802", "05/01/2024 14:30", "hết")


def test_control_characters_and_too_long_texts_are_mended(tmp_path: Path) -> None:
    (row,) = back(tmp_path, ("a\x00\x1b\ud800b", "x" * 40_000, "🧄" * 20_000))

    assert row[0] == "ab"
    assert row[1] == "x" * 32_766 + "…"
    assert row[2] == "🧄" * 16_383 + "…"


def test_numbers_that_are_none_do_not_stop_the_writing(tmp_path: Path) -> None:
    (row,) = back(tmp_path, (float("nan"), float("inf"), "hết"))

    assert row[2] == "hết"


def test_a_table_becomes_a_sheet(tmp_path: Path) -> None:
    sheet = table_sheet(TABLE, "Bảng")

    assert sheet.rows == (
        ("Bảng 1",),
        ("STT", "Tên", "Tiền"),
        (1, "Tỏi", 1_500_000),
        (2, None, 500_000),
        ("Tổng cộng", None, 2_000_000),
    )
    assert (sheet.widths, sheet.frozen) == ((5, 30, 12), 2)
    assert sheet.strong == {0, 1, 4}
    path = written(tmp_path, sheet)
    assert 'formatCode="#,##0"' in part(path, "styles")
    assert 'applyNumberFormat="1"' in style(path, "C3")
    assert "applyNumberFormat" not in style(path, "A3")
    assert '<pane ySplit="2"' in part(path, "worksheets/sheet1")


def test_yes_and_no_stand_in_tables_as_on_paper() -> None:
    table = Table.of([Column("a", "A"), Column("b", "B")], [[True, False]])

    assert table_sheet(table, "A").rows[1] == ("x", None)


def test_rows_are_as_high_as_their_text(tmp_path: Path) -> None:
    rows = (("x" * 100,), ("y", "z" * 50), ("y", "z" * 5), ("y", "a\nb"), ("y", "z" * 9_000))
    sheet = part(written(tmp_path, Sheet("A", rows, (10, 30))), "worksheets/sheet1")

    heights = re.findall(r'<row r="(\d)"[^>]*? ht="([\d.]+)"', sheet)
    assert heights == [("2", "31.5"), ("4", "31.5"), ("5", "408.75")]


def test_an_empty_table_says_so() -> None:
    table = Table((Column("a", "A"), Column("b", "B")), (), none="Chưa có gì")

    assert table_sheet(table, "A").rows == (("A", "B"), ("Chưa có gì",))


def test_looks_follow_what_is_in_the_cell(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        Sheet("A", (("Đậm", "x"), ("Dài", date(2024, 1, 5))), (10, 12), strong=frozenset({0})),
    )

    assert 'formatCode="dd/mm/yyyy"' in part(path, "styles")
    assert "wrapText" in style(path, "A2")
    assert style(path, "A1") != style(path, "A2")
    assert part(path, "styles").count("Times New Roman") > 0
    assert "Calibri" not in part(path, "styles")
    assert '<col min="1" max="1" width="10.' in part(path, "worksheets/sheet1")


def test_a_sheet_is_printed_on_a4_as_wide_as_the_paper(tmp_path: Path) -> None:
    narrow = part(written(tmp_path, Sheet("A", (("x",),), (10,))), "worksheets/sheet1")
    wide = part(written(tmp_path, Sheet("A", (("x",),), (60, 60))), "worksheets/sheet1")

    assert 'paperSize="9"' in narrow
    assert 'fitToHeight="0"' in narrow
    assert 'orientation="portrait"' in narrow
    assert 'orientation="landscape"' in wide


def test_only_entries_are_open_and_lists_may_be_long(tmp_path: Path) -> None:
    long = tuple(f"Lựa chọn, số {number}" for number in range(100))
    rows = (("Tiêu chí", "Điểm"), ("Một", None), ("Hai", 3))
    entries = (Entry(1, 1, long), Entry(2, 1, long), Entry(3, 1))
    path = written(tmp_path, Sheet("Phiếu", rows, entries=entries))
    sheet = part(path, "worksheets/sheet1")

    assert '<sheetProtection sheet="1"' in sheet
    assert "password" not in sheet
    assert 'locked="0"' in style(path, "B2")
    assert 'locked="0"' in style(path, "B4")
    assert 'locked="0"' not in style(path, "A2")
    assert sheet.count("<formula1>hstk_lists!$A$1:$A$100</formula1>") >= 1
    assert 'state="veryHidden"' in part(path, "workbook")
    assert read_spreadsheet(path) == {"Phiếu": (*rows,)}
    assert part(path, "worksheets/sheet2").count("<row ") == 100


def test_sheets_without_entries_are_open(tmp_path: Path) -> None:
    assert "sheetProtection" not in part(
        written(tmp_path, Sheet("A", (("x",),))), "worksheets/sheet1"
    )


def test_names_of_sheets_are_made_what_excel_takes(tmp_path: Path) -> None:
    names = ("Năm 2023/2024", "A" * 40, "a" * 40, "", "History", "'x'", "[1]:*?\\")
    path = written(tmp_path, *(Sheet(name, (("x",),)) for name in names))

    assert list(read_spreadsheet(path)) == [
        "Năm 2023 2024", "A" * 31, "a" * 27 + " (2)", "Trang", "History (2)", "x", "1",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_name_can_be_given(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    path = written(tmp_path_factory.getbasetemp(), *(Sheet(name, (("x",),)) for name in names))

    assert len(read_spreadsheet(path)) == len(names)


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    once = written(tmp_path, table_sheet(TABLE, "A")).read_bytes()

    assert written(tmp_path, table_sheet(TABLE, "A")).read_bytes() == once


@pytest.mark.parametrize("rows", [((None,) * 16_385,), ((),) * 1_048_577])
def test_more_than_excel_takes_is_refused(tmp_path: Path, rows: Rows) -> None:
    (tmp_path / "a.xlsx").write_text("cũ", encoding="utf-8")

    with pytest.raises(BadFile, match="quá sức của Excel"):
        written(tmp_path, Sheet("A", rows))

    assert (tmp_path / "a.xlsx").read_text(encoding="utf-8") == "cũ"


def test_a_workbook_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()

    with pytest.raises(BadFile, match="Không ghi được"):
        written(tmp_path, Sheet("A", (("x",),)))

    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
