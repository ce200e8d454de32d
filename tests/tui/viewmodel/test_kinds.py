"""The kinds to choose from."""

from __future__ import annotations

from hstk import Ecosystem
from hstk.core.language import speaking
from hstk.tui.viewmodel.kinds import kinds_by_subject


def test_every_kind_is_offered_once_under_its_subject(island: Ecosystem) -> None:
    choices = kinds_by_subject(island, ["startup", "person", "not_there"])

    assert sorted(name for name, _, _ in choices if name) == sorted(island.kinds)
    assert [label for _, label, _ in choices][:3] == ["Thường dùng", "Dự án khởi nghiệp", "Người"]
    headings = [label for name, label, _ in choices if not name]
    assert len(headings) == len(set(headings))
    assert "Đào tạo" in headings


def test_kinds_are_named_in_the_language_of_the_reader(island: Ecosystem) -> None:
    with speaking("en"):
        labels = [label for _, label, _ in kinds_by_subject(island)]

    assert "Certificate" in labels
    assert "Training" in labels
