"""What plugins offer, as the screens ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hstk import Ecosystem, NotFound, Rejected
from hstk.core.errors import PluginTrouble
from hstk.core.language import speaking
from hstk.testing import ecosystem
from hstk.tui.viewmodel import offers
from hstk.tui.viewmodel.detail import detail_view
from hstk.tui.viewmodel.editing import Picks
from hstk.tui.viewmodel.form import form_model, save
from hstk.tui.viewmodel.history import next_to_undo
from hstk.tui.viewmodel.offers import Subject
from hstk.tui.viewmodel.papers import file_name, path_of, suggested, wrong_with
from tests.tui import tea_plugin
from tests.tui.tea_plugin import Garden, Grade, Leaf, WeighForm

TODAY = date(2023, 11, 22)


@pytest.fixture
def tea() -> Iterator[Ecosystem]:
    with ecosystem(tea=tea_plugin) as eco:
        yield eco


@pytest.fixture
def hill(tea: Ecosystem) -> Garden:
    garden = tea.add(Garden(name="Vườn Đồi", kilos=10))
    tea.add(Leaf(garden=garden.id, variety="Shan"))
    return garden


def test_actions_come_before_views_before_papers_each_with_why_not(
    tea: Ecosystem, hill: Garden
) -> None:
    resting = tea.update(hill, open=False)

    found = offers.menu(tea, resting.id)

    assert [(entry.name, bool(entry.reason)) for entry in found.entries] == [
        ("tea.weigh", True),
        ("tea.score", False),
        ("tea.close", True),
        ("tea.yield", False),
        ("tea.letter", False),
    ]
    assert (found.title, found.entries[0].group) == ("Vườn Đồi", "Việc làm")


def test_a_record_that_is_gone_has_no_menu(tea: Ecosystem, hill: Garden) -> None:
    tea.delete(hill)

    with pytest.raises(NotFound):
        offers.menu(tea, hill.id)


def test_what_needs_no_record_is_offered_in_the_language_of_the_reader(tea: Ecosystem) -> None:
    with speaking("en"):
        assert [entry.title for entry in offers.without_record(tea)] == [
            "Gardens", "Resting gardens", "New garden", "List",
        ]  # fmt: skip


def test_what_is_typed_so_far_is_told_of_however_little_it_is(tea: Ecosystem, hill: Garden) -> None:
    subject = Subject("tea.weigh", hill.id, TODAY)
    model = offers.form_for(tea, subject)
    assert model is not None
    assert model.title == "Ghi khối lượng hái · Vườn Đồi"
    assert offers.told(tea, subject, model.so_far()) == "Chưa có khối lượng"

    model.put("kilos", "2,5")
    model.put("on", "31/02/2023")
    assert offers.told(tea, subject, model.so_far()) == "Tổng sau lần này: 12,5 kg"
    assert model.so_far().on is None

    model.put("kilos", "13")
    assert offers.told(tea, subject, model.so_far()).startswith("✕ Plugin «tea» gặp lỗi")


def test_answers_are_checked_as_a_record_is_all_at_once(tea: Ecosystem, hill: Garden) -> None:
    model = offers.form_for(tea, Subject("tea.weigh", hill.id, TODAY))
    assert model is not None
    model.put("kilos", "nhiều")
    model.put("buyer", Picks(text="ai đó"))

    assert model.record() is None
    assert set(model.errors) == {"kilos", "on", "buyer"}
    assert "id" not in model.fields


def test_a_form_may_be_made_for_the_record_and_count_what_is_empty(
    tea: Ecosystem, hill: Garden
) -> None:
    model = offers.form_for(tea, Subject("tea.score", hill.id, TODAY))
    assert model is not None
    assert (len(model.fields), model.unanswered) == (30, 30)

    model.put("c1", Grade.NONE)

    assert model.unanswered == 29


def test_earlier_answers_are_what_the_form_begins_with(tea: Ecosystem) -> None:
    model = offers.form_for(tea, Subject("tea.list", None, TODAY), {"words": "doi"})

    assert model is not None
    assert (model.state("words"), model.changed) == ("doi", [])


def test_an_action_is_done_for_the_record_as_it_is_now(tea: Ecosystem, hill: Garden) -> None:
    subject = Subject("tea.weigh", hill.id, TODAY)
    tea.update(hill, kilos=100)

    done = offers.done(tea, subject, WeighForm(kilos=5, on=TODAY))

    assert (tea.get(Garden, hill.id).kilos, done.record) == (105, hill.id)
    with pytest.raises(PluginTrouble, match="hỏng"):
        offers.done(tea, subject, WeighForm(kilos=13, on=TODAY))
    offers.done(tea, Subject("tea.close", hill.id, TODAY))
    with pytest.raises(Rejected, match="vườn đã nghỉ"):
        offers.form_for(tea, subject)


def test_a_view_shows_or_tells_what_went_wrong(tea: Ecosystem, hill: Garden) -> None:
    shown = offers.shown(tea, Subject("tea.yield", hill.id, TODAY))
    assert (shown.title, shown.about, shown.fault) == ("Sản lượng", "Vườn Đồi", "")
    assert shown.worth_showing

    tea.update(hill, name="Vườn lỗi")
    (inside,) = offers.shown_inside(tea, hill.id, TODAY)
    assert "sổ hái bị mất" in inside.fault
    assert inside.worth_showing


def test_a_panel_of_today_without_rows_is_not_worth_showing(tea: Ecosystem) -> None:
    assert offers.on_today(tea) == ["tea.resting"]
    assert not offers.shown(tea, Subject("tea.resting", None, TODAY)).worth_showing


def test_a_detail_has_its_satellite_but_not_as_a_related_record(
    tea: Ecosystem, hill: Garden
) -> None:
    found = detail_view(tea, hill.id)

    assert [piece.label for piece in found.pieces if piece.heading] == ["Giống chè"]
    assert ("Tên giống", "Shan") in [(piece.label, piece.text) for piece in found.pieces]
    assert found.inside == ("Sản lượng",)


def test_an_untouched_form_writes_neither_host_nor_satellite(tea: Ecosystem, hill: Garden) -> None:
    before = tea.change_sets(limit=1)[0].number
    model = form_model(tea, "tea_garden", hill.id)
    record = model.record()
    assert record is not None

    save(tea, model, record)

    assert tea.change_sets(limit=1)[0].number == before


def test_a_satellite_alone_is_one_change(tea: Ecosystem, hill: Garden) -> None:
    model = form_model(tea, "tea_garden", hill.id)
    model.put("tea_leaf.variety", "")
    assert model.record() is None
    assert set(model.errors) == {"tea_leaf.variety"}
    model.put("tea_leaf.variety", "Shan tuyết")
    record = model.record()
    assert record is not None

    save(tea, model, record)

    leaf = tea.satellite(Leaf, hill)
    assert leaf is not None
    assert leaf.variety == "Shan tuyết"
    assert tea.change_sets(limit=1)[0].size == 1


def test_a_record_that_no_longer_fits_keeps_its_satellite_unseen(
    tea: Ecosystem, hill: Garden
) -> None:
    tea.update(hill, open=False)
    model = form_model(tea, "tea_garden", hill.id)

    assert [section for section, _ in model.sections] == [""]
    assert tea.satellite(Leaf, hill) is not None


# -- files


def test_a_file_is_called_after_what_it_holds(tea: Ecosystem, hill: Garden) -> None:
    subject = Subject("tea.letter", hill.id, TODAY)

    assert suggested(tea, subject) == ("Giấy xác nhận - Vườn Đồi - 2023-11-22.docx", "docx")
    assert file_name("a/b: c?", "«d»", subject, "xlsx") == "a b c - d - 2023-11-22.xlsx"


def test_a_name_of_a_file_is_counted_in_bytes_and_keeps_its_day() -> None:
    name = file_name("Sổ " + "ế" * 120, "Vườn", Subject("tea.letter", None, TODAY), "docx")

    assert 190 < len(name.encode()) <= 200
    assert name.endswith("ế - 2023-11-22.docx")


def test_a_path_gets_its_ending_and_is_held_against_the_disk(tmp_path: Path) -> None:
    assert path_of(f" {tmp_path}/a ", "docx") == tmp_path / "a.docx"
    assert path_of(f"{tmp_path}/a.DOCX", "docx") == tmp_path / "a.DOCX"
    assert path_of("~/a", "docx") == Path.home() / "a.docx"
    assert wrong_with(tmp_path / "a.docx") == ""
    assert "không có thư mục" in wrong_with(tmp_path / "b" / "a.docx")
    (tmp_path / "c.docx").mkdir()
    assert wrong_with(tmp_path / "c.docx") == "đây là một thư mục"


@pytest.mark.parametrize(
    "text",
    ["", "  ", "/", ".", "..", "~", "a/", "/tmp/..", "~nobody-of-this-name/x", "a\0b",
     "x" * 300, "ế" * 120, "d" * 300 + "/x"],
)  # fmt: skip
def test_what_names_no_file_is_told_so(text: str) -> None:
    assert wrong_with(path_of(text, "docx")).startswith("tên tệp không dùng được")


# -- undo


def test_undo_next_is_what_undo_would_take_back(tea: Ecosystem, hill: Garden) -> None:
    now = datetime.now(UTC) + timedelta(seconds=1)
    tea.update(hill, kilos=11)
    for _ in range(3):
        found = next_to_undo(tea, now, TODAY)
        assert found is not None
        told, earlier = found
        assert earlier
        assert tea.undo().undoes == told.number
    assert next_to_undo(tea, now, TODAY) is None
    tea.redo()
    again = next_to_undo(tea, datetime(2000, 1, 1, tzinfo=UTC), TODAY)
    assert again is not None
    assert not again[1]
    assert tea.undo().undoes == again[0].number
