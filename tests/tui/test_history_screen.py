"""The history, undoing, help and the palette."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList

import hstk
from hstk.kinds import Person, Startup
from hstk.tui.app import HstkApp
from hstk.tui.screens.dialogs import MessageScreen
from hstk.tui.screens.help import HelpScreen
from hstk.tui.screens.history import HistoryScreen
from hstk.tui.screens.record import RecordScreen
from hstk.tui.screens.records import RecordsScreen
from tests.tui.frame import frame, until
from tests.tui.frames import check_frame, play, see, settle, type_text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_the_history_of_everything_looks_as_it_did(ly_son: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("0")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        await see(pilot, "Nghề nghiệp, chức vụ: Nông dân → Nông dân trồng tỏi")
        check_frame(app, "history")

    play(ly_son, scenario, size)


def test_the_history_of_a_record_leads_to_the_record(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("3", "slash")
        await type_text(pilot, "duoc")
        await pilot.press("down", "f8")
        await see(pilot, "Lịch sử bản ghi", "sửa người «Mai Văn [/x] Được»", "→ Nông dân trồng tỏi")
        await pilot.press("down")
        await see(pilot, "Họ và tên: Mai Văn [/x] Được")
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, RecordScreen)
        await pilot.press("escape", "escape", "escape")
        assert isinstance(app.screen, RecordsScreen)

    play(ly_son, scenario)


def test_one_change_of_the_past_is_undone_from_the_history(ly_son: str) -> None:
    with hstk.open(ly_son, actor="Vy") as eco:
        eco.add(Person(name="Thêm Trước"))
        eco.add(Person(name="Thêm Sau"))

    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("0")
        await see(pilot, "thêm người «Thêm Trước»")
        await settle(pilot)
        await pilot.press("down", "f4")
        await see(pilot, "Hoàn tác: thêm người «Thêm Trước». Ctrl+Y làm lại.", "đã hoàn tác")

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        assert eco.count(Person, text="them sau") == 1
        assert [p.name for p in eco.find(Person) if p.name == "Thêm Trước"] == []


def test_an_undo_that_is_refused_says_what_is_in_the_way(ly_son: str) -> None:
    with hstk.open(ly_son, actor="Vy") as eco:
        person = eco.add(Person(name="Có Dự Án"))
        eco.add(Startup(name="Dựa vào người ấy", owner=person.id))

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("0")
        await see(pilot, "thêm người «Có Dự Án»")
        await settle(pilot)
        await pilot.press("down", "f4")
        await until(pilot, lambda: isinstance(app.screen, MessageScreen))
        await settle(pilot)
        await see(pilot, "Không hoàn tác được vì", "Dựa vào người ấy")
        await pilot.press("enter")
        assert isinstance(app.screen, HistoryScreen)

    play(ly_son, scenario)


def test_nothing_to_redo_is_said(ly_son: str) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+y")
        await see(pilot, "Không có gì để làm lại.")

    play(ly_son, scenario)


def test_undo_is_left_to_the_box_while_one_types_in_it(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("slash", "ctrl+z")
        await settle(pilot)
        assert "Hoàn tác:" not in frame(app)
        await pilot.press("escape", "ctrl+z")
        await see(pilot, "có từ trước lần mở này")
        await pilot.press("enter")
        await see(pilot, "Hoàn tác: sửa người «Mai Văn [/x] Được»")

    play(ly_son, scenario)


def test_a_long_history_is_read_on(ly_son: str) -> None:
    with hstk.open(ly_son, actor="Vy") as eco:
        for number in range(120):
            eco.add(Person(name=f"Người Thứ {number}"))

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("0")
        await see(pilot, "thêm người «Người Thứ 119»")
        await pilot.press("end")
        await see(pilot, "… cũ hơn")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("end")
        await see(pilot, "Dựng dữ liệu thử")
        assert "… cũ hơn" not in frame(app)

    play(ly_son, scenario)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_help_names_the_keys_of_the_screen(ly_son: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("f1")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        check_frame(app, "help")
        for _ in range(40):
            await pilot.press("down")
        await see(pilot, "Giữ Shift để bôi đen chữ bằng chuột.")
        await pilot.press("escape")
        assert isinstance(app.screen, RecordsScreen)

    play(ly_son, scenario, size)


def test_the_palette_finds_commands_and_records_without_marks(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert isinstance(app.screen, CommandPalette)
        await type_text(pilot, "xem chung chi")
        await see(pilot, "xem: chứng chỉ")
        options = app.screen.query_one(OptionList)
        found = [str(option.prompt).strip() for option in options.options]
        # plugins may offer views of these words too
        options.highlighted = next(n for n, text in enumerate(found) if "xem: chứng chỉ" in text)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)
        assert app.screen.kind == "training_certificate"

        await pilot.press("ctrl+p")
        await settle(pilot)
        await type_text(pilot, "rong bien")
        await see(pilot, "Rong biển sấy An Hải · Dự án khởi nghiệp")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, RecordScreen)

    play(ly_son, scenario)


def test_the_look_turns_light_and_dark(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        assert app.current_theme.dark
        await pilot.press("ctrl+p")
        await settle(pilot)
        await type_text(pilot, "nen sang")
        await pilot.press("enter")
        await settle(pilot)
        assert not app.current_theme.dark

    play(ly_son, scenario)


def test_the_tabs_and_the_keys_can_be_clicked(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        lines = frame(app).splitlines()
        await pilot.click("#tabs", offset=(lines[0].index("Người"), 0))
        await settle(pilot)
        await see(pilot, "8 bản ghi")
        lines = frame(app).splitlines()
        await pilot.click("#keys", offset=(lines[-1].index("Trợ giúp"), 0))
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)

    play(ly_son, scenario)
