"""Word documents, read back as Word reads them."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from hstk.core.documents import (
    Annex,
    Cell,
    Column,
    Document,
    Paragraph,
    Row,
    Signature,
    Table,
)
from hstk.core.errors import BadFile
from hstk.files.word import official_date, write_word

COLUMNS = (
    Column("no", "STT", width=4),
    Column("name", "Sản phẩm", width=30),
    Column("money", "Doanh thu", "money"),
    Column("points", "Điểm", "number"),
    Column("on", "Ngày"),
    Column("by_women", "Nữ làm chủ"),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    (1, "Tỏi đen", 1_500_000, 80.5, date(2024, 1, 5), True),
    (2, "Hành tím", None, 71, None, False),
)
TABLE = Table(
    COLUMNS,
    tuple(Row(cells) for cells in ROWS),
    title="Bảng 1",
    total=Row((None, None, 1_500_000, None, None, None)),
)
MINUTES = Document(
    title="BIÊN BẢN",
    body=(
        Paragraph("I. KẾT QUẢ", "heading"),
        Paragraph("Hội đồng thống nhất."),
        Paragraph("Một ý", "item"),
        Paragraph("a) Hai ý", "item"),
        TABLE,
        Paragraph("Lập xong hồi 11 giờ./."),
    ),
    about="Họp Hội đồng đánh giá",
    superior="ỦY BAN NHÂN DÂN ĐẶC KHU LÝ SƠN",
    issuer="HỘI ĐỒNG ĐÁNH GIÁ",
    number="05/BB-HĐĐG",
    place="Lý Sơn",
    on=date(2024, 1, 5),
    signatures=(Signature("THƯ KÝ"), Signature("CHỦ TỊCH", "Nguyễn Văn Mẫu", "TM. HỘI ĐỒNG")),
    receivers=("Như trên", "Lưu: VT"),
)


def written(document: Document, folder: Path) -> WordDocument:
    path = folder / "a.docx"
    write_word(document, path)
    return docx.Document(str(path))


def lines(word: WordDocument) -> list[WordParagraph]:
    """Every line of the document, in the order of reading."""
    return [WordParagraph(element, word._body) for element in word.element.body.iter(qn("w:p"))]


def find(word: WordDocument, text: str) -> WordParagraph:
    (found,) = [line for line in lines(word) if line.text.replace("\n", " ") == text]
    return found


def looks(word: WordDocument, text: str) -> tuple[float, bool, bool, Any]:
    """Size, bold, italic and alignment of the line."""
    line = find(word, text)
    (run,) = line.runs
    assert run.font.size is not None
    return run.font.size.pt, bool(run.bold), bool(run.italic), line.alignment


def cells(word: WordDocument, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in word.tables[number].rows]


def paper(section: Section) -> tuple[int, int]:
    assert section.page_width
    assert section.page_height
    return round(section.page_width.mm), round(section.page_height.mm)


def has_rule(line: WordParagraph) -> bool:
    return bool(line._p.xpath("w:pPr/w:pBdr/w:top"))


def test_the_paper_is_a4_with_the_margins_of_the_decree(tmp_path: Path) -> None:
    (section,) = written(MINUTES, tmp_path).sections

    assert paper(section) == (210, 297)
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(margin.mm) for margin in margins if margin] == [20, 20, 30, 15]


def test_wide_documents_lie_across_the_paper(tmp_path: Path) -> None:
    (section,) = written(dataclasses.replace(MINUTES, landscape=True), tmp_path).sections

    assert paper(section) == (297, 210)
    assert section.orientation == WD_ORIENT.LANDSCAPE


def test_every_letter_is_times_new_roman_and_vietnamese(tmp_path: Path) -> None:
    word = written(MINUTES, tmp_path)

    (fonts,) = word.styles["Normal"].element.xpath("w:rPr/w:rFonts")
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert word.element.body.xpath(".//w:rFonts") == []
    (language,) = word.styles.element.xpath("w:docDefaults//w:lang")
    assert language.get(qn("w:val")) == "vi-VN"


def test_pages_are_numbered_above_the_text_but_for_the_first(tmp_path: Path) -> None:
    (section,) = written(MINUTES, tmp_path).sections

    (number,) = section.header.paragraphs
    (field,) = number._p.xpath("w:fldSimple")
    assert field.get(qn("w:instr")) == "PAGE"
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert section.different_first_page_header_footer
    assert section.first_page_header._element.xpath(".//w:fldSimple") == []


def test_the_letterhead_has_its_parts_in_their_letters(tmp_path: Path) -> None:
    word = written(MINUTES, tmp_path)
    centre = WD_ALIGN_PARAGRAPH.CENTER

    assert looks(word, MINUTES.superior) == (12, False, False, centre)
    assert looks(word, MINUTES.issuer) == (12, True, False, centre)
    assert looks(word, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == (12, True, False, centre)
    assert looks(word, "Độc lập - Tự do - Hạnh phúc") == (13, True, False, centre)
    assert looks(word, "Số: 05/BB-HĐĐG") == (13, False, False, centre)
    assert looks(word, "Lý Sơn, ngày 05 tháng 01 năm 2024") == (13, False, True, centre)
    (left, right), _ = (row.cells for row in word.tables[0].rows)
    assert [has_rule(cell.paragraphs[-1]) for cell in (left, right)] == [True, True]


def test_the_title_stands_above_what_it_is_about_and_a_rule(tmp_path: Path) -> None:
    word = written(MINUTES, tmp_path)
    centre = WD_ALIGN_PARAGRAPH.CENTER

    assert looks(word, "BIÊN BẢN") == (14, True, False, centre)
    assert looks(word, "Họp Hội đồng đánh giá") == (14, True, False, centre)
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert has_rule(word.paragraphs[texts.index("Họp Hội đồng đánh giá") + 1])


def test_long_names_are_broken_evenly(tmp_path: Path) -> None:
    word = written(MINUTES, tmp_path)

    broken = find(word, MINUTES.superior).text.split("\n")
    assert len(broken) == 2
    assert abs(len(broken[0]) - len(broken[1])) < 10


@pytest.mark.parametrize(
    ("place", "on", "shown"),
    [
        ("Lý Sơn", date(2024, 2, 9), "Lý Sơn, ngày 09 tháng 02 năm 2024"),
        ("Lý Sơn", date(2024, 3, 10), "Lý Sơn, ngày 10 tháng 3 năm 2024"),
        ("Lý Sơn", None, "Lý Sơn, ngày …… tháng …… năm ……"),
        ("", None, "…………, ngày …… tháng …… năm ……"),
    ],
)
def test_days_are_written_as_the_decree_has_them(place: str, on: date | None, shown: str) -> None:
    assert official_date(place, on) == shown


def test_a_document_without_number_leaves_room_for_it(tmp_path: Path) -> None:
    word = written(Document("BÁO CÁO", ()), tmp_path)

    assert find(word, "Số: ……/……")


def test_one_addressee_stands_in_the_middle_and_several_below(tmp_path: Path) -> None:
    one = written(Document("BÁO CÁO", (), addressees=("Sở A",)), tmp_path)
    two = written(Document("BÁO CÁO", (), addressees=("Sở A", "Sở B")), tmp_path)

    assert find(one, "Kính gửi: Sở A").alignment == WD_ALIGN_PARAGRAPH.CENTER
    texts = [paragraph.text for paragraph in two.paragraphs]
    at = texts.index("Kính gửi:")
    assert texts[at + 1 : at + 3] == ["- Sở A;", "- Sở B."]


def test_the_text_is_justified_and_indented(tmp_path: Path) -> None:
    word = written(MINUTES, tmp_path)

    assert looks(word, "Hội đồng thống nhất.") == (14, False, False, WD_ALIGN_PARAGRAPH.JUSTIFY)
    assert find(word, "Hội đồng thống nhất.").paragraph_format.first_line_indent == Mm(12.7)
    assert looks(word, "I. KẾT QUẢ")[:2] == (14, True)
    assert find(word, "I. KẾT QUẢ").paragraph_format.keep_with_next
    assert find(word, "- Một ý")
    assert find(word, "a) Hai ý")


def test_tables_show_values_the_vietnamese_way(tmp_path: Path) -> None:
    word = written(MINUTES, tmp_path)

    assert cells(word, 1) == [
        ["STT", "Sản phẩm", "Doanh thu", "Điểm", "Ngày", "Nữ làm chủ"],
        ["1", "Tỏi đen", "1.500.000", "80,5", "05/01/2024", "x"],
        ["2", "Hành tím", "", "71", "", ""],
        ["Tổng cộng", "Tổng cộng", "1.500.000", "", "", ""],  # one cell over two columns
    ]


def test_headings_of_tables_are_repeated_bold_in_the_middle(tmp_path: Path) -> None:
    table = written(MINUTES, tmp_path).tables[1]
    heading, first, _, total = table.rows

    assert heading._tr.xpath("w:trPr/w:tblHeader")
    assert not first._tr.xpath("w:trPr/w:tblHeader")
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)
    for cell in heading.cells:
        (paragraph,) = cell.paragraphs
        assert paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert paragraph.runs[0].bold
    assert all(cell.paragraphs[0].runs[0].bold for cell in total.cells)
    assert not first.cells[1].paragraphs[0].runs[0].bold
    assert {border.get(qn("w:val")) for border in table._tbl.xpath("w:tblPr/w:tblBorders/*")} == {
        "single"
    }


def test_numbers_stand_at_the_right_and_days_in_the_middle(tmp_path: Path) -> None:
    _, first, *_ = written(MINUTES, tmp_path).tables[1].rows
    left, centre, right = (
        WD_ALIGN_PARAGRAPH.LEFT,
        WD_ALIGN_PARAGRAPH.CENTER,
        WD_ALIGN_PARAGRAPH.RIGHT,
    )

    assert [cell.paragraphs[0].alignment for cell in first.cells] == [
        centre, left, right, right, centre, centre,
    ]  # fmt: skip


def test_tables_are_as_wide_as_the_text_and_break_no_word(tmp_path: Path) -> None:
    table = written(MINUTES, tmp_path).tables[1]

    widths = [column.width or 0 for column in table.columns]
    assert sum(widths) == pytest.approx(Mm(165), rel=0.001)
    assert widths[1] > widths[0] > Mm(9)


def test_many_columns_get_smaller_letters(tmp_path: Path) -> None:
    columns = [Column(f"c{i}", "Nghiêng", width=1 + i) for i in range(14)]
    word = written(Document("BÁO CÁO", (Table.of(columns, [["a"] * 14]),)), tmp_path)

    (run,) = word.tables[1].rows[0].cells[0].paragraphs[0].runs
    assert run.font.size in (Pt(9), Pt(10))


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    table = Table(COLUMNS, (), none="Chưa có sản phẩm")
    word = written(Document("BÁO CÁO", (table,)), tmp_path)

    assert cells(word, 1)[1] == ["Chưa có sản phẩm"] * 6  # one cell over all columns


def test_signatures_stand_side_by_side_the_last_at_the_right(tmp_path: Path) -> None:
    word = written(MINUTES, tmp_path)

    office, _, name = cells(word, 2)
    assert office == ["THƯ KÝ\n(Ký, ghi rõ họ tên)", "TM. HỘI ĐỒNG\nCHỦ TỊCH"]
    assert name == ["", "Nguyễn Văn Mẫu"]
    assert looks(word, "CHỦ TỊCH") == (14, True, False, WD_ALIGN_PARAGRAPH.CENTER)
    assert looks(word, "Nơi nhận:") == (12, True, True, WD_ALIGN_PARAGRAPH.LEFT)
    assert looks(word, "- Như trên;") == (11, False, False, WD_ALIGN_PARAGRAPH.LEFT)
    assert looks(word, "- Lưu: VT.") == (11, False, False, WD_ALIGN_PARAGRAPH.LEFT)


def test_one_signature_stands_beside_the_receivers(tmp_path: Path) -> None:
    document = dataclasses.replace(MINUTES, signatures=MINUTES.signatures[1:])
    (left, right), *_ = cells(written(document, tmp_path), 2)

    assert left == "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    assert right == "TM. HỘI ĐỒNG\nCHỦ TỊCH"


def test_many_signatures_take_several_lines(tmp_path: Path) -> None:
    document = Document("BIÊN BẢN", (), signatures=tuple(Signature(f"S{i}") for i in range(7)))
    _, *blocks = written(document, tmp_path).tables

    assert [len(block.columns) for block in blocks] == [2, 2, 3]


def test_annexes_have_their_own_pages_and_numbers(tmp_path: Path) -> None:
    annexes = (
        Annex("DANH SÁCH SẢN PHẨM", (TABLE,), landscape=True),
        Annex("ĐẠI BIỂU", (Paragraph("Không có."),)),
    )
    word = written(dataclasses.replace(MINUTES, annexes=annexes), tmp_path)
    _, first, second = word.sections

    assert first.orientation == WD_ORIENT.LANDSCAPE
    assert second.orientation == WD_ORIENT.PORTRAIT
    for section in (first, second):
        (start,) = section._sectPr.xpath("w:pgNumType")
        assert start.get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer
        assert len(section.header._element.xpath(".//w:fldSimple")) == 1
    assert find(word, "Phụ lục I")
    assert find(word, "Phụ lục II")
    source = [line for line in lines(word) if line.text.startswith("(Kèm theo")]
    assert {line.text for line in source} == {
        "(Kèm theo Biên bản số 05/BB-HĐĐG ngày 05 tháng 01 năm 2024)"
    }


def test_the_only_annex_has_no_number(tmp_path: Path) -> None:
    word = written(dataclasses.replace(MINUTES, annexes=(Annex("X", ()),)), tmp_path)

    assert find(word, "Phụ lục")


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "1.docx", tmp_path / "2.docx"
    write_word(MINUTES, one)
    write_word(MINUTES, two)

    assert one.read_bytes() == two.read_bytes()
    about = docx.Document(str(one)).core_properties
    assert about.created is not None
    assert about.created.date() == date(2024, 1, 5)
    assert (about.author, about.comments) == ("", "")


@pytest.mark.parametrize(
    "text", ["[/x]", "=cmd|' /C calc'!A0", "<w:t>&amp;", "{{ x }}", "x" * 40_000]
)
def test_text_is_never_interpreted(tmp_path: Path, text: str) -> None:
    table = Table.of([Column("a", text)], [[text]])
    word = written(Document("BÁO CÁO", (Paragraph(text), table)), tmp_path)

    assert [line.text for line in lines(word)].count(text) == 3


@settings(max_examples=40)
@given(st.text(st.characters(), max_size=30))
def test_any_text_can_be_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    document = Document(
        text,
        (Paragraph(text), Table.of([Column("a", text)], [[text]], text)),
        about=text,
        issuer=text,
        number=text,
        place=text,
        addressees=(text,),
        signatures=(Signature(text, text, text),),
        receivers=(text,),
    )

    assert written(document, tmp_path_factory.getbasetemp()).tables


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    word = written(Document("BÁO CÁO", (Paragraph("a\x00b\x1b[31m\ud800c\r\nhai"),)), tmp_path)

    assert find(word, "ab[31mc")
    assert find(word, "hai")


def test_a_document_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()

    with pytest.raises(BadFile, match="Không ghi được"):
        write_word(MINUTES, tmp_path / "a.docx")

    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_an_official_letter_tells_its_matter_below_its_number(tmp_path: Path) -> None:
    letter = Document(
        "", (Paragraph("Kính đề nghị cử cán bộ."),), about="V/v cử cán bộ", number="12/UBND-KT"
    )
    word = written(letter, tmp_path)
    left = [paragraph.text for paragraph in word.tables[0].rows[1].cells[0].paragraphs]
    assert left == ["Số: 12/UBND-KT", "V/v cử cán bộ"]
    assert "V/v cử cán bộ" not in [paragraph.text for paragraph in word.paragraphs]
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts.index("Kính đề nghị cử cán bộ.") <= 2  # no empty title, only some room
