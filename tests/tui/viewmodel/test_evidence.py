"""The rows behind a number."""

from __future__ import annotations

import pytest

from hstk import Ecosystem, NotFound
from hstk.kinds import Target
from hstk.tui.viewmodel.evidence import FixedRows, evidence_view


def test_what_counts_and_what_nearly_does(island: Ecosystem) -> None:
    found = evidence_view(island, "mt1", 2023)

    assert found.title == "Cán bộ được cấp chứng chỉ tư vấn, hỗ trợ khởi nghiệp"
    assert found.standing.startswith("5/10 cán bộ · 50% · ")
    assert found.period == "từ 01/01/2023 đến 31/12/2023"
    assert [column.title for column in found.columns] == ["Tên", "Ngày", "Đơn vị"]
    rows = found.counted.page(0, 10)
    assert rows[0][1] == (
        "Nguyễn Thị Mỹ Hạnh",
        "01/06/2023",
        "Phòng Kinh tế và Hạ tầng nông thôn",
    )
    assert len(rows) == found.total == found.counted.count() == 5
    near = {cells[0]: cells[1] for _, cells in found.near.page(0, 10)}
    assert near == {
        "Đặng Thị Yến": "có chứng chỉ nhưng không thuộc cơ quan, đoàn thể",
        "Bùi Đức Hữu": "đã học, chưa được cấp chứng chỉ",
    }
    assert found.total_near == 2


def test_a_target_is_found_by_its_id(island: Ecosystem) -> None:
    target = next(t for t in island.find(Target) if t.code == "mt4")

    assert evidence_view(island, str(target.id), 2023).standing.startswith("1/1 dự án · 100% · ")


def test_an_indicator_without_a_target_has_a_number_all_the_same(island: Ecosystem) -> None:
    found = evidence_view(island, "ocop.products_recognized", 2022)

    assert "/" not in found.standing
    assert found.help


def test_what_does_not_exist_is_not_found(island: Ecosystem) -> None:
    with pytest.raises(NotFound):
        evidence_view(island, "mt9", 2023)


def test_rows_at_hand_are_read_by_page() -> None:
    rows = FixedRows([(str(n), (str(n),)) for n in range(5)])

    assert rows.count() == 5
    assert [row for row, _ in rows.page(3, 100)] == ["3", "4"]
