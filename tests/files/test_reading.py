"""Spreadsheets as they come from people and programs."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from hstk.core.errors import BadFile
from hstk.core.legacy_fonts import encode_tcvn3
from hstk.files import packed, spreadsheets
from hstk.files.spreadsheets import read_spreadsheet

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
FAR = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
    ' table:number-columns-repeated="{}" office:value-type="string">'
    "<text:p>x</text:p></table:table-cell></table:table-row>"
)


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Trang 1">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        file.writestr("META-INF/manifest.xml", f'<manifest xmlns="{manifest}"/>')
    return path


def text_file(folder: Path, content: bytes, name: str = "a.csv") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def xlsx(path: Path, cells: dict[str, object], sheet: str = "A") -> Path:
    book = xlsxwriter.Workbook(str(path))
    drawn = book.add_worksheet(sheet)
    for place, value in cells.items():
        drawn.write(place, value)
    book.close()
    return path


def test_cells_are_counted_from_the_first_of_the_sheet(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"B2": "x", "C3": 5.0})

    assert read_spreadsheet(path) == {"A": ((None, None, None), (None, "x", None), (None, None, 5))}


def test_whole_numbers_are_whole_and_text_is_nfc(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A1": "Ly\u0301 Sơn", "B1": 2.0, "C1": 2.5}, "Bảng")

    ((row,),) = read_spreadsheet(path).values()
    assert row == ("Lý Sơn", 2, 2.5)
    assert isinstance(row[1], int)


def test_days_are_days_and_moments_are_text(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for column, (value, form) in enumerate(
        [(45296, "dd/mm/yyyy"), (45296.5, "dd/mm/yyyy hh:mm"), (0.75, "hh:mm")]
    ):
        sheet.write_number(0, column, value, book.add_format({"num_format": form}))
    book.close()

    ((row,),) = read_spreadsheet(tmp_path / "a.xlsx").values()
    assert row == (date(2024, 1, 5), "05/01/2024 12:00", "18:00")


def test_ods_is_read(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "a.ods",
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Tỏi</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="5"/>'
        '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>',
    )

    assert read_spreadsheet(path) == {"Trang 1": (("Tỏi", 5),)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_is_read_in_any_form_of_unicode(tmp_path: Path, encoding: str) -> None:
    path = text_file(tmp_path, 'Tên,Điện thoại\r\n"Tỏi, đen",0905\r\n'.encode(encoding))

    assert read_spreadsheet(path) == {"a": (("Tên", "Điện thoại"), ("Tỏi, đen", "0905"))}


def test_csv_of_vietnamese_windows_is_read(tmp_path: Path) -> None:
    words = "Tên;Sô\u0301\r\nTo\u0309i đen;5\r\n"  # its tones stand behind the letters
    path = text_file(tmp_path, words.encode("cp1258"))

    assert read_spreadsheet(path)["a"] == (("Tên", "Số"), ("Tỏi đen", "5"))


def test_csv_of_old_fonts_is_left_to_be_decoded(tmp_path: Path) -> None:
    words = "Nguyễn Thị Hường,Hợp tác xã nông nghiệp,Sản phẩm tỏi đen"
    path = text_file(tmp_path, encode_tcvn3(words).encode("cp1252"))

    assert read_spreadsheet(path)["a"] == (tuple(encode_tcvn3(words).split(",")),)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, mark: str) -> None:
    rows = (("Tên", "Giá", "Ghi chú"), ("Tỏi", "1.5", None), ("Hành", "2.0", "a b"))
    lines = [mark.join(cell or "" for cell in row) for row in rows]
    path = text_file(tmp_path, "\n".join(lines).encode(), "a.tsv")

    assert read_spreadsheet(path) == {"a": rows}


def test_decimal_commas_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Tên;Giá\nTỏi;1,5\nHành;2,25\n".encode())

    assert read_spreadsheet(path)["a"] == (("Tên", "Giá"), ("Tỏi", "1,5"), ("Hành", "2,25"))


def test_a_delimiter_that_is_told_is_taken(tmp_path: Path) -> None:
    path = text_file(tmp_path, b"sep=;\r\na,b;c\r\n")

    assert read_spreadsheet(path)["a"] == (("a,b", "c"),)


def test_values_may_have_several_lines(tmp_path: Path) -> None:
    path = text_file(tmp_path, b'a,"b\nc"\n')

    assert read_spreadsheet(path)["a"] == (("a", "b\nc"),)


def test_short_rows_are_filled_and_empty_ends_are_left_out(tmp_path: Path) -> None:
    path = text_file(tmp_path, b"a,b,,\nc\n,,,\n\n")

    assert read_spreadsheet(path)["a"] == (("a", "b"), ("c", None))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="Không tìm thấy tệp"):
        read_spreadsheet(tmp_path / "none.xlsx")


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="Không đọc được tệp"):
        read_spreadsheet(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"", "không có dữ liệu"),
        ("a.csv", b" \r\n", "không có dữ liệu"),
        ("a.csv", b",,\n,,\n", "không có dữ liệu"),
        ("a.xls", b"<html><table><tr><td>x", "không phải bảng tính"),
        ("a.docx", b"abc", "không phải bảng tính"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "đã hỏng"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "không phải bảng tính"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "có mật khẩu",
        ),
        ("a.csv", b"a\0\xd8\0\xd8", "không phải văn bản"),
        ("a.csv", bytes(range(256)), "không phải văn bản"),
    ],
)
def test_what_is_no_spreadsheet_is_told(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    with pytest.raises(BadFile, match=told) as found:
        read_spreadsheet(text_file(tmp_path, content, name))

    assert found.value.hint


def test_another_packed_file_is_no_spreadsheet(tmp_path: Path) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("word/document.xml", "<x/>")

    with pytest.raises(BadFile, match="không phải bảng tính"):
        read_spreadsheet(text_file(tmp_path, content.getvalue(), "a.xlsx"))


def test_a_workbook_without_values_is_empty(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="không có dữ liệu"):
        read_spreadsheet(xlsx(tmp_path / "a.xlsx", {}))


def test_a_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "LARGEST", 2**20)

    with pytest.raises(BadFile, match="hơn 1 MB"):
        read_spreadsheet(text_file(tmp_path, b"a," * 2**20))


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "UNPACKED", 2**20)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(3):
            bomb.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 2**19)

    with pytest.raises(BadFile, match="quá lớn khi mở ra"):
        read_spreadsheet(tmp_path / "a.xlsx")


def test_a_cell_at_the_far_end_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A1": "x", "XFD1048576": "y"})

    with pytest.raises(BadFile, match="quá lớn khi mở ra"):
        read_spreadsheet(path)


@pytest.mark.parametrize("columns", [6, 16_384])
def test_cells_repeated_without_end_are_refused(tmp_path: Path, columns: int) -> None:
    with pytest.raises(BadFile, match="quá lớn khi mở ra"):
        read_spreadsheet(ods(tmp_path / "a.ods", FAR.format(columns)))
