"""A rubric goes out as a spreadsheet's rows and comes back equal."""

from __future__ import annotations

import pytest

from hstk import Rejected
from hstk.plugins import Cell
from hstk.plugins.ocop.rubric_file import rubrics
from hstk.plugins.ocop.rubric_rows import COLUMNS, read_rows, to_rows


def changed(old: tuple[Cell, ...], *new: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """The rows of garlic with one of them replaced."""
    rows = list(to_rows(rubrics()["148/10"]))
    place = next(i for i, row in enumerate(rows) if row[: len(old)] == old)
    rows[place : place + 1] = [(*row, *[""] * (len(COLUMNS) - len(row))) for row in new]
    return rows


def problems(rows: list[tuple[Cell, ...]]) -> list[str]:
    with pytest.raises(Rejected) as refused:
        read_rows(rows)
    return [str(problem) for problem in refused.value.problems]


def test_every_rubric_is_read_back_equal() -> None:
    assert [key for key, each in rubrics().items() if read_rows(to_rows(each)) != each] == []


def test_rows_are_as_wide_as_the_columns() -> None:
    rows = to_rows(rubrics()["148/10"])

    assert rows[0] == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert ("Phương án", 1, rubrics()["148/10"].criteria[0].options[0].text, 1, "3", "", "") in rows


def test_numbers_as_spreadsheets_write_them_and_empty_rows_do_no_harm() -> None:
    rubric = rubrics()["26/2026/10"]
    rows: list[list[Cell]] = []
    for row in to_rows(rubric):
        rows += [[float(c) if isinstance(c, int) else c for c in row], [None] * 9]

    assert read_rows(rows) == rubric


def test_stars_may_be_written_as_they_are_printed() -> None:
    text = rubrics()["148/10"].criteria[0].options[0].text

    rows = changed(("Phương án", 1, text), ("Phương án", 1, text, 1, "***"))
    assert read_rows(rows) == rubrics()["148/10"]


def test_rows_that_cannot_be_read_are_named_by_their_number() -> None:
    rows = changed(("Bộ",), ("Phương án", 1, "lạc", 1), ("Bộ", 10, "Gia vị"), ("Khác", "", "gì"))

    assert problems(rows) == [
        "dòng 3: dòng «Phương án» đứng trước «Tiêu chí»",
        "dòng 5: không rõ loại dòng «Khác»",
    ]


def test_a_condition_has_its_form() -> None:
    rows = changed(("Tiêu chí", "5b"), ("Tiêu chí", "5b", "Trí tuệ", 5, "", "có chuyện"))

    (wrong,) = problems(rows)
    assert wrong.endswith("điều kiện «có chuyện» phải ghi như «5a >= 1»")


def test_values_that_do_not_fit_are_named() -> None:
    (wrong,) = problems(changed(("Bộ",), ("Bộ", 40, "Gia vị")))

    assert wrong.startswith("set_number: ")


def test_a_complete_sheet_that_does_not_add_up_is_refused() -> None:
    assert problems(changed(("Mục", "10"), ("Mục", "10", "Hướng dẫn", 3))) == [
        "148/10: Phần C. Chất lượng sản phẩm: ghi 35 điểm, các mục cộng lại 36 điểm",
        "148/10: Mục 10. Hướng dẫn: ghi 3 điểm, các tiêu chí cộng lại 2 điểm",
    ]
