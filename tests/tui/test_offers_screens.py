"""What a plugin offers, on screen: the menu, forms, views, papers; no plugin is known by name."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import OptionList

import hstk
from hstk.kinds import Person
from hstk.tui.app import HstkApp
from hstk.tui.screens.ask import AskScreen
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.dialogs import MessageScreen, QuestionScreen
from hstk.tui.screens.fitted import FittedList
from hstk.tui.screens.menu import MenuScreen
from hstk.tui.screens.offering import begin, write_file
from hstk.tui.screens.paper import PathScreen
from hstk.tui.screens.record import RecordScreen
from hstk.tui.screens.records import RecordsScreen
from hstk.tui.screens.view import ViewScreen
from hstk.tui.widgets.options import Options
from hstk.tui.widgets.vinput import VInput
from tests.tui.frame import frame, until
from tests.tui.frames import SIZES, check_frame, play, see, settle, type_text
from tests.tui.tea import tea
from tests.tui.tea_plugin import CRITERIA, Garden

__all__ = ["tea"]

EVERY_SIZE = pytest.mark.parametrize("size", SIZES)
HILL, FAULTY, RESTING, SLOW = range(4)


async def gardens(app: HstkApp, pilot: Pilot[None], place: int = HILL) -> RecordsScreen:
    """The list of gardens, with the cursor on one."""
    await app.action_show_kind("tea_garden")
    await settle(pilot)
    assert isinstance(app.screen, RecordsScreen)
    await see(pilot, "4 bản ghi")
    await pilot.press(*["down"] * place)
    await settle(pilot)
    return app.screen


async def choose(app: HstkApp, pilot: Pilot[None], title: str) -> None:
    """Choose something from the menu of the record under the cursor."""
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(app.screen, MenuScreen))
    menu = app.screen.query_one("#window", FittedList)
    for _ in range(20):
        if str(menu.lines[menu.cursor].text) == title:
            break
        await pilot.press("down")
    assert str(menu.lines[menu.cursor].text) == title
    await pilot.press("enter")
    await settle(pilot)


async def standing(app: HstkApp, pilot: Pilot[None], screen: type[Screen[Any]]) -> None:
    await until(pilot, lambda: isinstance(app.screen, screen))
    await settle(pilot)


def kilos(where: str, name: str = "Vườn Đồi Cao") -> float:
    with hstk.open(where) as eco:
        return next(one.kilos for one in eco.find(Garden) if one.name == name)


# -- the menu


@EVERY_SIZE
def test_the_menu_tells_what_can_be_done_and_what_not_and_why(
    tea: str, size: tuple[int, int]
) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot, RESTING)
        await see(pilot, "F4 Việc làm")
        await pilot.press("f4")
        await standing(app, pilot, MenuScreen)
        await see(pilot, "Ghi khối lượng hái", "chưa được: vườn đã nghỉ", "Giấy xác nhận")
        check_frame(app, "menu")
        menu = app.screen.query_one("#window", FittedList)
        assert [line.id for line in menu.lines if line.id] == [
            "tea.score", "tea.yield", "tea.letter",
        ]  # fmt: skip
        await pilot.press("escape")
        assert isinstance(app.screen, RecordsScreen)

    play(tea, scenario, size)


def test_a_kind_for_which_nothing_is_offered_has_no_menu(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("3")
        await settle(pilot)
        await see(pilot, "Thuở")
        assert "F4" not in frame(app)

    play(tea, scenario)


def test_the_palette_has_what_goes_with_the_record_and_what_needs_none(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot, RESTING)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await type_text(pilot, "vuon")
        await see(pilot, "việc làm: Lập vườn mới", "xem: Sổ vườn", "giấy tờ: Bảng kê vườn")
        await see(pilot, "việc làm: Chấm điểm vườn · Vườn Suối")
        assert "Cho vườn nghỉ" not in frame(app)  # it rests already
        options = app.screen.query_one(OptionList)
        assert "thêm: giống chè" not in str([o.prompt for o in options.options])
        await pilot.press("escape", "escape")
        await pilot.press("ctrl+p")
        await type_text(pilot, "lap vuon moi")
        await see(pilot, "việc làm: Lập vườn mới")
        await pilot.press("enter")
        await see(pilot, "Vườn mới 22/11", "Đã lập vườn.")
        assert isinstance(app.screen, RecordScreen)  # the action says what to look at

    play(tea, scenario)


# -- actions


@EVERY_SIZE
def test_an_action_asks_and_tells_while_one_types(tea: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Ghi khối lượng hái")
        await standing(app, pilot, AskScreen)
        await see(pilot, "Ghi khối lượng hái · Vườn Đồi Cao", "Chưa có khối lượng")
        await type_text(pilot, "12,5")
        await see(pilot, "Tổng sau lần này: 1.253 kg")
        check_frame(app, "action")
        await pilot.press("ctrl+s")
        await see(pilot, "✕ cần điền «Ngày hái»", "1 lỗi", "F3 Lỗi kế")
        await type_text(pilot, "20/11/2023")
        await pilot.press("ctrl+s")
        await see(pilot, "Đã ghi 12,5 kg.")
        assert not isinstance(app.screen, AskScreen)

    play(tea, scenario, size)
    assert kilos(tea) == 1253


def test_an_action_that_fails_keeps_what_was_typed_and_changes_nothing(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Ghi khối lượng hái")
        await type_text(pilot, "13")
        await see(pilot, "✕ Plugin «tea» gặp lỗi", "cân [/x] hỏng")
        await pilot.press("tab")
        await type_text(pilot, "20/11/2023")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, MessageScreen))
        await pilot.press("escape")
        await see(pilot, "13", "20/11/2023", "● chưa xong")
        await pilot.press("escape")
        assert isinstance(app.screen, QuestionScreen)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)

    play(tea, scenario)
    assert kilos(tea) == 1240.5


def test_a_form_without_answers_is_left_unasked(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Ghi khối lượng hái")
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)

    play(tea, scenario)


def test_an_action_without_questions_is_done_at_once_and_undone_as_one(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Cho vườn nghỉ")
        await see(pilot, "Vườn đã nghỉ.")
        await pilot.press("ctrl+z")
        await see(pilot, "Hoàn tác: Cho vườn nghỉ")

    play(tea, scenario)
    with hstk.open(tea) as eco:
        assert sum(one.open for one in eco.find(Garden)) == 3


@EVERY_SIZE
def test_thirty_choices_are_answered_by_digits(tea: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Chấm điểm vườn")
        await standing(app, pilot, AskScreen)
        await until(pilot, lambda: len(app.screen.query(Options)) == CRITERIA)
        await see(pilot, "còn 30 ô trống", "A. Sản phẩm")
        await pilot.press("1", "enter", "2", "enter", "down", "down", "down", "enter")
        await see(pilot, "4/30 · còn 27 ô trống", "Tổng: 4 điểm; còn 27 tiêu chí chưa chấm")
        # whole sentences, of what was chosen and of what can be
        assert frame(app).count("12 tháng") >= 2
        check_frame(app, "score")
        if size[0] > 100:
            return
        await pilot.press("ctrl+s")
        await see(pilot, "27 lỗi")
        for _ in range(CRITERIA - 3):
            await pilot.press("3", "tab")
        await see(pilot, "đã đủ", "Tổng: 85 điểm; còn 0 tiêu chí")
        await pilot.press("ctrl+s")
        await see(pilot, "Đã chấm 85 điểm.")

    play(tea, scenario, size)
    assert size[0] > 100 or kilos(tea) == 85


def test_an_answer_draws_its_own_question_anew_and_no_other(
    tea: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Chấm điểm vườn")
        await until(pilot, lambda: len(app.screen.query(Options)) == CRITERIA)
        await pilot.press("1")
        await see(pilot, "Tổng: 0 điểm", "còn 29 ô trống")
        drawn: set[object] = set()
        stock = Options.render_lines

        def render_lines(self: Options, crop: Region) -> list[Strip]:
            drawn.add(self)
            return stock(self, crop)

        monkeypatch.setattr(Options, "render_lines", render_lines)
        await pilot.press("3")
        await settle(pilot)
        assert drawn == {app.focused}
        await see(pilot, "Tổng: 3 điểm")

    play(tea, scenario, SIZES[1])


def test_moving_over_answers_chooses_none_and_an_answer_can_be_taken_back(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Chấm điểm vườn")
        await until(pilot, lambda: len(app.screen.query(Options)) == CRITERIA)
        await pilot.press("down", "down", "down", "down", "up")
        await see(pilot, "còn 30 ô trống")
        await pilot.press("2")
        await see(pilot, "còn 29 ô trống")
        await pilot.press("delete")
        await see(pilot, "còn 30 ô trống")
        await pilot.press("down", "space")
        await see(pilot, "còn 29 ô trống")

    play(tea, scenario)


# -- views


@EVERY_SIZE
def test_a_view_asks_shows_its_table_and_leads_to_records(tea: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+p")
        await type_text(pilot, "so vuon")
        await see(pilot, "xem: Sổ vườn")
        await pilot.press("enter")
        await standing(app, pilot, AskScreen)
        await see(pilot, "Tên có chữ")
        await pilot.press("ctrl+s")
        await standing(app, pilot, ViewScreen)
        await see(pilot, "! Vườn Suối", "Tổng cộng", "1.320,5", "260.505.000", "các hộ [/x]")
        assert ("ẩn cột: Đất và nước" in frame(app)) == (size[0] < 100)
        check_frame(app, "view")

        await pilot.press("f2")
        await standing(app, pilot, AskScreen)
        await type_text(pilot, "suoi")
        await pilot.press("ctrl+s")
        await standing(app, pilot, ViewScreen)
        await until(pilot, lambda: "Đồi Cao" not in frame(app))
        await pilot.press("ctrl+c")
        await settle(pilot)
        assert app.clipboard.splitlines()[1].split("\t")[:2] == ["Vườn Suối", ""]
        await pilot.press("enter")
        await standing(app, pilot, RecordScreen)
        await see(pilot, "Vườn Suối", "80")
        await pilot.press("f4")
        await standing(app, pilot, MenuScreen)
        await see(pilot, "Chấm điểm vườn")

    play(tea, scenario, size)


def test_a_view_is_worked_out_anew_after_a_change_and_goes_into_a_spreadsheet(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Sản lượng")
        await see(pilot, "Sản lượng · Vườn Đồi Cao", "Đã hái 1.240,5 kg đến 22/11/2023.")

        def change(eco: Any) -> None:
            garden = next(one for one in eco.find(Garden) if one.name == "Vườn Đồi Cao")
            eco.update(garden, kilos=2000.0)

        app.write(change, lambda _: None)
        await see(pilot, "Đã hái 2.000 kg")
        await pilot.press("ctrl+e")
        await standing(app, pilot, PathScreen)
        await pilot.press("enter")
        await see(pilot, "Đã ghi")

    play(tea, scenario)
    path = Path(tea).parent / "Documents" / "Sản lượng - Vườn Đồi Cao - 2023-11-22.xlsx"
    assert zipfile.is_zipfile(path)


@EVERY_SIZE
def test_a_record_shows_its_satellite_and_what_plugins_show_inside(
    tea: str, size: tuple[int, int]
) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        if size[0] < 100:
            await pilot.press("enter")
            await standing(app, pilot, RecordScreen)
        await see(pilot, "Giống chè", "Chè dây", "Sản lượng", "Đã hái 1.240,5 kg", "! Tháng 10")
        assert "Liên quan" not in frame(app)  # the satellite is part of it, not related to it
        check_frame(app, "inside")

    play(tea, scenario, size)


@EVERY_SIZE
def test_a_view_that_fails_tells_so_in_its_place(tea: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot, FAULTY)
        if size[0] < 100:
            await pilot.press("enter")
            await standing(app, pilot, RecordScreen)
        await see(pilot, "Vườn lỗi sổ", "✕ Không xem được: Plugin «tea» gặp lỗi", "[/x] sổ")
        check_frame(app, "failing")
        await choose(app, pilot, "Sản lượng")
        await standing(app, pilot, ViewScreen)
        await see(pilot, "✕ Không xem được")
        assert "^C Chép" not in frame(app)
        await pilot.press("escape", "1")
        await see(pilot, "Chỉ tiêu kế hoạch")

    play(tea, scenario, size)


def test_a_slow_view_keeps_nothing_waiting_and_comes_too_late_for_another_record(
    tea: str,
) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await gardens(app, pilot)
        await pilot.press("end")
        await see(pilot, "╭─ Vườn Thung chậm")
        assert "Đã hái 0 kg" not in frame(app)  # it takes its time
        await pilot.press("slash")
        for letter in "doi":
            screen.box.insert_text_at_cursor(letter)
        await until(pilot, lambda: "1 kết quả" in frame(app), timeout=1.2)
        await see(pilot, "Đã hái 1.240,5 kg")
        await settle(pilot)
        assert "Đã hái 0 kg" not in frame(app)

    play(tea, scenario)


@EVERY_SIZE
def test_today_has_a_panel_as_long_as_there_is_something_to_show(
    tea: str, size: tuple[int, int]
) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await see(pilot, "Vườn đang nghỉ", "• Vườn Suối")
        check_frame(app, "today-panel")
        panel = app.screen.query_one(".view")
        panel.focus()
        await pilot.pause()
        await pilot.press("enter")
        await standing(app, pilot, RecordScreen)
        await see(pilot, "Vườn Suối")
        await pilot.press("delete")
        await see(pilot, "Chỉ tiêu kế hoạch", "Đã xoá 1 bản ghi")
        await until(pilot, lambda: "Vườn đang nghỉ" not in frame(app))

    play(tea, scenario, size)


# -- papers


def test_a_paper_is_written_where_one_says_and_overwrites_only_after_asking(tea: str) -> None:
    folder = Path(tea).parent / "Documents"
    path = folder / "Giấy xác nhận - Vườn Đồi Cao - 2023-11-22.docx"

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await gardens(app, pilot)
        await choose(app, pilot, "Giấy xác nhận")
        await standing(app, pilot, PathScreen)
        box = app.screen.query_one(VInput)
        assert box.value == str(path)
        box.value = str(folder / "không có" / "a.docx")
        await pilot.press("enter")
        await see(pilot, "✕ không có thư mục")
        box.value = str(path.with_suffix(""))  # the ending may be left out
        await pilot.press("enter")
        await see(pilot, "Đã ghi")
        await until(pilot, path.exists)
        path.write_text("của tôi", encoding="utf-8")

        await choose(app, pilot, "Giấy xác nhận")
        await standing(app, pilot, PathScreen)
        await pilot.press("enter")
        await standing(app, pilot, QuestionScreen)
        await pilot.press("escape")
        assert path.read_text(encoding="utf-8") == "của tôi"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: zipfile.is_zipfile(path))

    play(tea, scenario)


def test_a_name_that_no_file_can_have_is_told_in_the_window(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        assert isinstance(app.screen, HstkScreen)
        begin(app.screen, "tea.book")
        await standing(app, pilot, PathScreen)
        box = app.screen.query_one(VInput)
        for text in ("", "/", "~nobody-of-this-name/x", "ế" * 120):
            box.value = text
            await pilot.press("enter")
            await see(pilot, "✕ tên tệp không dùng được")
            box.value = "/không có/a"
            await pilot.press("enter")
            await see(pilot, "✕ không có thư mục")
        assert isinstance(app.screen, PathScreen)

    play(tea, scenario)


def test_files_asked_in_a_row_are_all_written_and_told_of(
    tea: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(tea).parent / "Documents"

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        told: list[str] = []
        monkeypatch.setattr(app, "tell", lambda text, **_: told.append(text))
        free = threading.Event()

        def write(path: Path) -> None:
            assert free.wait(10)
            if path.name == "b.xlsx":
                raise OSError("đĩa đầy")
            path.write_text("x", encoding="utf-8")

        screen = app.screen
        assert isinstance(screen, HstkScreen)
        for name in ("a", "b", "c"):
            write_file(screen, name, f"{name}.xlsx", lambda path, _: write(path))
            await until(pilot, lambda: isinstance(app.screen, PathScreen))
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
        await app.action_quit()
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        assert "Còn tệp đang được ghi ra." in frame(app)
        await pilot.press("enter")  # wait for it
        await app.action_show("history")  # whoever asked is not on screen any more
        free.set()
        await until(pilot, lambda: len(told) == 3)
        assert sorted(told) == [
            f"Chưa ghi được {folder / 'b.xlsx'}.\nLỗi ngoài dự kiến (OSError): đĩa đầy",
            f"Đã ghi {folder / 'a.xlsx'}",
            f"Đã ghi {folder / 'c.xlsx'}",
        ]

    play(tea, scenario)
    assert sorted(one.name for one in folder.iterdir()) == ["a.xlsx", "c.xlsx"]


def test_a_spreadsheet_is_written_too(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        assert isinstance(app.screen, HstkScreen)
        begin(app.screen, "tea.book")
        await standing(app, pilot, PathScreen)
        await pilot.press("enter")
        await see(pilot, "Đã ghi")

    play(tea, scenario)
    assert zipfile.is_zipfile(Path(tea).parent / "Documents" / "Bảng kê vườn - 2023-11-22.xlsx")


# -- undo


def test_what_was_done_before_this_start_is_not_undone_unasked(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+z")
        await standing(app, pilot, QuestionScreen)
        await see(pilot, "Dựng dữ liệu thử", "có từ trước lần mở này")
        await pilot.press("escape")
        await settle(pilot)
        with hstk.open(tea) as eco:
            assert eco.count(Person) == 1
        await pilot.press("ctrl+z", "enter")
        await see(pilot, "Hoàn tác: Dựng dữ liệu thử")

    play(tea, scenario)
    with hstk.open(tea) as eco:
        assert eco.count(Person) == 0
