"""The first screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

import hstk
from hstk.core.language import speaking
from hstk.kinds import Person
from hstk.tui.app import HstkApp
from hstk.tui.screens.evidence import EvidenceScreen
from hstk.tui.screens.history import HistoryScreen
from hstk.tui.screens.record import RecordScreen
from hstk.tui.widgets.vtable import VTable
from tests.tui.frame import frame, until
from tests.tui.frames import check_frame, play, see, settle

EVERY_SIZE = [(120, 40), (80, 24), (60, 20)]


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_today_looks_as_it_did(ly_son: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, _: Pilot[None]) -> None:
        check_frame(app, "today")

    play(ly_son, scenario, size)


def test_today_speaks_english(ly_son: str) -> None:
    async def scenario(app: HstkApp, _: Pilot[None]) -> None:
        check_frame(app, "today-en")

    with speaking("en"):
        play(ly_son, scenario, (80, 24))


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_the_rows_behind_a_number_look_as_they_did(ly_son: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, EvidenceScreen)
        await see(pilot, "Trần Văn Đảo", "Bùi Đức Hữu")
        check_frame(app, "evidence")

    play(ly_son, scenario, size)


def test_something_is_on_screen_before_the_file_is_read(ly_son: str) -> None:
    async def run() -> None:
        app = HstkApp(ly_son)
        async with app.run_test(size=(80, 24)):
            assert not app.data.is_open
            assert "Chỉ tiêu kế hoạch" in frame(app)
            assert "…" in frame(app)

    asyncio.run(run())


def test_a_row_leads_to_its_record_and_back(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        await see(pilot, "Nguyễn Thị Mỹ Hạnh")
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, RecordScreen)
        await see(pilot, "Trần Văn Đảo", "0905 123 451", "Tư vấn, hỗ trợ khởi nghiệp")
        await pilot.press("escape")
        await pilot.press("f6")
        assert isinstance(app.focused, VTable)
        assert app.focused.id == "near"
        await pilot.press("enter")
        await see(pilot, "Đặng Thị Yến", "0905 123 456")
        await pilot.press("escape", "escape")
        await see(pilot, "Chỉ tiêu năm 2023")

    play(ly_son, scenario)


def test_years_are_turned_with_brackets_also_under_telex(ly_son: str) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("left_square_bracket")
        await see(pilot, "Chỉ tiêu năm 2022 · 22/KH-UBND", "Kế hoạch chưa có chỉ tiêu.")
        await pilot.press("right_square_bracket")
        await see(pilot, "Chỉ tiêu năm 2023", "5/10")
        await pilot.press("ơ")  # what Telex makes of [
        await see(pilot, "Chỉ tiêu năm 2022")
        await pilot.press("ư")  # and of ]
        await see(pilot, "Chỉ tiêu năm 2023")

    play(ly_son, scenario)


def test_what_is_due_and_what_changed_can_be_opened(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert isinstance(app.screen, RecordScreen)
        await see(pilot, "Gọi lại chủ dự án về hồ sơ vốn", "Việc cần làm")
        await pilot.press("escape", "tab", "enter")
        await see(pilot, "Tỏi đen một nhánh · OCOP · Cấp tỉnh", "Công nhận sản phẩm")
        await pilot.press("escape", "tab", "down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        await see(pilot, "Dựng dữ liệu thử", "Thêm việc cần làm «Việc đã xong»")

    play(ly_son, scenario)


def test_a_target_that_is_cut_is_told_in_full(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        assert "trưng bày, giới thiệu" not in frame(app)
        await pilot.press("down", "down")
        await see(pilot, "Sản phẩm được hỗ trợ trưng bày, giới thiệu")

    play(ly_son, scenario, (80, 24))


def test_an_empty_file_says_how_to_begin(tmp_path: Path) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        await see(pilot, "Chưa có kế hoạch nào.", "hstk plan load", "Không có việc nào đến hạn.")
        await pilot.press("enter", "tab", "enter")  # nothing to open, nothing breaks
        await see(pilot, "Chưa có thay đổi nào.")

    play(str(tmp_path / "new.hstk"), scenario)


def test_a_panel_that_fails_says_so_and_the_others_stand(
    ly_son: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("quy tắc hỏng [/x]")

    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        await see(pilot, "✕ Không tính được: quy tắc hỏng [/x]", "Việc đến hạn (3)")
        await pilot.press("3")
        await see(pilot, "Trần Văn Đảo")

    monkeypatch.setattr("hstk.store.ecosystem.Ecosystem.plan_status", broken)
    play(ly_son, scenario)


def test_a_file_that_cannot_be_opened_ends_the_app_with_its_reason(tmp_path: Path) -> None:
    where = tmp_path / "khac.hstk"
    where.write_text("không phải tệp của hstk", encoding="utf-8")

    async def run() -> None:
        app = HstkApp(str(where))
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.failure is not None)
        assert isinstance(app.failure, hstk.HstkError)
        assert app.return_code == 1

    asyncio.run(run())


def test_what_others_changed_is_seen_after_reading_again(ly_son: str) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        with hstk.open(ly_son, actor="Người khác") as eco:
            eco.add(Person(name="Người Mới Tinh"))
        await pilot.press("f5")
        await see(pilot, "thêm người «Người Mới Tinh»", "Người khác")

    play(ly_son, scenario)
