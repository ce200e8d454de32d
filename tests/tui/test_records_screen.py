"""Lists of records: search as one types, the record beside it, marks, deleting."""

from __future__ import annotations

from uuid import UUID

import pytest
from textual.pilot import Pilot

import hstk
from hstk.kinds import FundingLink, Person, Product, Startup
from hstk.tui.app import HstkApp
from hstk.tui.screens.detail_pane import DetailPane
from hstk.tui.screens.dialogs import ChooseScreen, MessageScreen, QuestionScreen
from hstk.tui.screens.record import RecordScreen
from hstk.tui.screens.records import RecordsScreen
from hstk.tui.screens.today import TodayScreen
from hstk.tui.widgets.vtable import VTable
from tests.tui.frame import frame, until
from tests.tui.frames import check_frame, play, see, settle, type_text

ODD_NAMES = (
    "[/x]",
    "[@click=app.quit]Thoát[/]",
    "[bold]Đậm",
    "Nguye\u0302\u0303n Thi\u0323 NFD",
    "Tên " + "rất " * 60 + "dài",
    "🧄 Tỏi 👩‍🌾",
    "שלום עולם",
    "\\[/] {x} %s",
)


async def open_people(pilot: Pilot[None]) -> RecordsScreen:
    await pilot.press("3")
    await settle(pilot)
    await see(pilot, "Trần Văn Đảo", "8 bản ghi")
    assert isinstance(pilot.app.screen, RecordsScreen)
    return pilot.app.screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
def test_people_look_as_they_did(ly_son: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await open_people(pilot)
        if size[0] >= 100:
            await see(pilot, "0905 123 451")
        check_frame(app, "people")
        if size[0] < 100:
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, RecordScreen)
            await see(pilot, "0905 123 451")
            check_frame(app, "person")

    play(ly_son, scenario, size)


def test_typing_searches_at_once_and_without_marks(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_people(pilot)
        await pilot.press("slash")
        assert screen.box.has_focus
        await type_text(pilot, "yen")
        await see(pilot, "1 kết quả")
        assert "Đặng Thị Yến" in frame(app)
        assert "Trần Văn Đảo" not in frame(app)
        await pilot.press("down")
        assert screen.table.has_focus
        await pilot.press("slash")
        await type_text(pilot, "zzzz")
        await see(pilot, "Không tìm thấy người nào có «yenzzzz».", "0 kết quả")

    play(ly_son, scenario)


def test_escape_takes_back_one_step_at_a_time(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_people(pilot)
        await pilot.press("slash")
        await type_text(pilot, "yen")
        await see(pilot, "1 kết quả")
        await pilot.press("escape")
        await see(pilot, "8 bản ghi")
        assert screen.box.has_focus
        await pilot.press("escape")
        assert screen.table.has_focus
        await pilot.press("escape")
        assert isinstance(app.screen, TodayScreen)

    play(ly_son, scenario)


def test_the_answer_to_an_older_search_never_comes_over_a_newer_one(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_people(pilot)
        await pilot.press("slash")
        for text in ("t", "tr", "tra", "tran", "khong", "yen"):
            screen.box.value = text
            await pilot.pause(0.07)
        await see(pilot, "1 kết quả", "Đặng Thị Yến")
        await settle(pilot)
        assert "Trần Văn Đảo" not in frame(app)

    play(ly_son, scenario)


def test_the_rest_of_a_wide_search_comes_when_typing_rests(
    ly_son: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hstk.tui.viewmodel.listing.MOST_AT_ONCE", 2)

    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_people(pilot)
        await pilot.press("slash")
        await type_text(pilot, "thi")
        await see(pilot, "hơn 2 kết quả")
        first = screen.table.current
        await see(pilot, "3 kết quả", "Đặng Thị Yến")
        assert screen.table.current == first

    play(ly_son, scenario)


def test_enter_goes_to_the_record_beside_the_list_and_on_to_what_it_refers_to(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("2")
        await see(pilot, "Rong biển sấy An Hải")
        await settle(pilot)
        await pilot.press("enter")
        assert isinstance(app.focused, DetailPane)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, RecordScreen)
        await see(pilot, "Hợp tác xã Tỏi Cù Lao Ré")
        await pilot.press("escape")
        assert isinstance(app.screen, RecordsScreen)
        await pilot.press("escape")
        assert isinstance(app.focused, VTable)

    play(ly_son, scenario)


def test_a_column_is_sorted_by_a_key_and_by_the_mouse(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_people(pilot)
        await pilot.press("f7")
        await settle(pilot)
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("enter")
        await see(pilot, "Họ và tên ▲")
        await pilot.click("#table", offset=(5, 0))
        await see(pilot, "Họ và tên ▼")
        await settle(pilot)
        current = screen.table.current
        assert current is not None
        assert current[1][0] == "Đặng Thị Yến"

    play(ly_son, scenario)


def test_a_record_is_deleted_and_comes_back(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("2")
        await see(pilot, "Rong biển sấy An Hải", "2 bản ghi")
        await settle(pilot)
        await pilot.press("delete")
        await see(pilot, "1 bản ghi", "Đã xoá 1 bản ghi. Ctrl+Z để hoàn tác.")
        await pilot.press("ctrl+z")
        await see(pilot, "2 bản ghi", "Hoàn tác: xoá dự án khởi nghiệp «Rong biển sấy An Hải»")
        assert "Rong biển sấy An Hải" in frame(app)

    play(ly_son, scenario)


def test_what_others_rely_on_is_not_deleted_and_they_are_named(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_people(pilot)
        await pilot.press("down")
        await until(pilot, lambda: screen.table.current is not None)
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, MessageScreen))
        await settle(pilot)
        await see(pilot, "Tỏi đen Cù Lao Ré")
        await pilot.press("escape")
        await see(pilot, "8 bản ghi", "Mai Văn [/x] Được")

    play(ly_son, scenario)


def test_several_marked_records_are_deleted_after_a_question(ly_son: str) -> None:
    with hstk.open(ly_son) as eco:
        eco.add_many(Person(name=f"Aa Văn {n}") for n in range(3))

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("3", "slash")
        await type_text(pilot, "aa van")
        await see(pilot, "3 kết quả")
        await pilot.press("down", "space", "space")
        await see(pilot, "2 đã đánh dấu · 3 kết quả")
        await pilot.press("delete")
        await settle(pilot)
        assert isinstance(app.screen, QuestionScreen)
        await see(pilot, "Xoá 2 bản ghi đã đánh dấu?")
        await pilot.press("escape")
        await see(pilot, "2 đã đánh dấu · 3 kết quả")
        await pilot.press("delete")
        await settle(pilot)
        await pilot.press("enter")
        await see(pilot, "1 kết quả")
        assert "đánh dấu ·" not in frame(app)
        await pilot.press("ctrl+z")
        await see(pilot, "3 kết quả")

    play(ly_son, scenario)


def test_a_row_is_copied(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await open_people(pilot)
        await pilot.press("ctrl+c")
        await see(pilot, "Đã chép dòng này.")
        assert "Trần Văn Đảo\t" in app.clipboard

    play(ly_son, scenario)


def test_any_kind_can_be_listed_by_typing_its_name(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("f9")
        await settle(pilot)
        await see(pilot, "Thường dùng")
        await type_text(pilot, "tiep can von")
        await pilot.press("enter")
        await see(pilot, "Khuyến công địa phương")
        assert isinstance(app.screen, RecordsScreen)
        assert app.screen.kind == FundingLink.spec.kind
        await pilot.press("f9")
        await settle(pilot)
        await pilot.press("escape")
        assert isinstance(app.screen, RecordsScreen)

    play(ly_son, scenario)


def test_shortcuts_work_with_telex_left_on(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("3")
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)
        await pilot.press("5")
        await settle(pilot)
        assert app.screen.kind == Product.spec.kind

    play(ly_son, scenario)


@pytest.mark.slow
def test_odd_names_are_only_text(ly_son: str) -> None:
    with hstk.open(ly_son) as eco:
        people = [eco.add(Person(name=name)) for name in ODD_NAMES]
        eco.add(Startup(name=ODD_NAMES[0], owner=people[1].id))

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen_keys = ("1", "3", "2", "0")
        for key in screen_keys:
            await pilot.press(key)
            await settle(pilot)
        await pilot.press("3")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, RecordsScreen)
        for _ in range(screen.table.total):
            await pilot.press("down")
            await settle(pilot)
        for name in ("[/x]", "[@click=app.quit]Thoát[/]", "[bold]Đậm", "Nguyễn Thị NFD"):
            assert name in frame(app)
        for person in people:
            app.open_record(UUID(str(person.id)))
            await settle(pilot)
            await pilot.press("f8")
            await settle(pilot)
            await pilot.press("escape", "f2")
            await settle(pilot)
            await pilot.press("escape", "escape")
        await pilot.press("ctrl+p")
        await settle(pilot)
        await type_text(pilot, "thoat")
        await see(pilot, "[@click=app.quit]Thoát[/] · Người")
        await pilot.press("escape")

    play(ly_son, scenario)
