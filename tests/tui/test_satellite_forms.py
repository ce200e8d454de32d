"""Fields that a plugin adds to another's record: in its form, written with it, undone with it."""

from __future__ import annotations

from functools import partial

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

import hstk
from hstk.kinds import Person, Startup
from hstk.tui.app import HstkApp
from hstk.tui.screens.conflict import ConflictScreen
from hstk.tui.screens.dialogs import ChooseScreen
from hstk.tui.screens.form import FormScreen
from hstk.tui.screens.form_rows import FieldRow, PicksRow
from hstk.tui.screens.records import RecordsScreen
from hstk.tui.screens.today import TodayScreen
from tests.tui.frame import frame, until
from tests.tui.frames import play, see, settle, type_text
from tests.tui.tea import tea
from tests.tui.tea_plugin import Garden, Leaf
from tests.tui.test_form_screen import go, open_form, row

__all__ = ["tea"]

VARIETY, PLANTED = "tea_leaf.variety", "tea_leaf.planted"


async def form_of(app: HstkApp, pilot: Pilot[None], key: str, fields: int = 6) -> FormScreen:
    """The form of the first garden, or of a new one."""
    await app.action_show_kind("tea_garden")
    await settle(pilot)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, FormScreen))
    screen = app.screen
    assert isinstance(screen, FormScreen)
    await until(pilot, lambda: len(screen.query(FieldRow)) == fields)
    await settle(pilot)
    return screen


def leaves(where: str) -> dict[str, str]:
    with hstk.open(where) as eco:
        return {one.name: leaf.variety for one in eco.find(Garden)
                if (leaf := eco.satellite(Leaf, one)) is not None}  # fmt: skip


def test_host_and_satellite_are_saved_and_undone_as_one(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await form_of(app, pilot, "f2")
        await see(pilot, "Giống chè", "Tên giống *", "Chè dây", "01/03/2020")
        await type_text(pilot, " Bắc")
        await go(pilot, screen, VARIETY)
        await type_text(pilot, " tím")
        await go(pilot, screen, PLANTED)
        row(screen, PLANTED).editor.value = "31/02/2020"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await see(pilot, "1 lỗi", "✕ Không có ngày 31/02/2020")
        assert screen.focused is row(screen, PLANTED).editor
        row(screen, PLANTED).editor.value = "1/4/2020"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await see(pilot, "Đã lưu vườn chè.", "Chè dây tím", "01/04/2020", "Vườn Đồi Cao Bắc")
        await pilot.press("ctrl+z")
        await see(pilot, "Hoàn tác: ")
        await until(pilot, lambda: "Chè dây tím" not in frame(app))

    play(tea, scenario)
    assert leaves(tea) == {"Vườn Đồi Cao": "Chè dây"}


def test_an_empty_satellite_is_not_created(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await form_of(app, pilot, "ctrl+n")
        await type_text(pilot, "Vườn trống")
        await pilot.press("ctrl+s")
        await see(pilot, "Đã thêm vườn chè.")
        screen = await form_of(app, pilot, "ctrl+n")
        await type_text(pilot, "Vườn mới")
        await go(pilot, screen, PLANTED)
        await type_text(pilot, "20/11/2023")
        await pilot.press("ctrl+s")
        await see(pilot, "✕ cần điền «Tên giống»")  # what is begun must be whole
        await type_text(pilot, "Shan")
        await pilot.press("ctrl+s")
        await see(pilot, "Đã thêm vườn chè.")

    play(tea, scenario)
    assert leaves(tea) == {"Vườn Đồi Cao": "Chè dây", "Vườn mới": "Shan"}


def test_the_fields_come_and_go_with_what_the_record_is(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await form_of(app, pilot, "ctrl+n")
        await type_text(pilot, "Vườn nghỉ")
        await go(pilot, screen, VARIETY)
        await type_text(pilot, "Shan")
        select = row(screen, "open").editor
        assert isinstance(select, Select)
        select.value = False
        await until(pilot, lambda: len(screen.query(FieldRow)) == 4)
        assert "Giống chè" not in frame(app)
        select.value = True
        await until(pilot, lambda: len(screen.query(FieldRow)) == 6)
        await see(pilot, "Shan")  # what was typed is still there
        select.value = False
        await settle(pilot)
        await pilot.press("ctrl+s")
        await see(pilot, "Đã thêm vườn chè.")

    play(tea, scenario)
    assert "Vườn nghỉ" not in leaves(tea)


def test_a_conflict_in_a_satellite_is_settled_field_by_field(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await form_of(app, pilot, "f2")
        await go(pilot, screen, VARIETY)
        await type_text(pilot, " tím")
        with hstk.open(tea, actor="Người khác") as eco:
            (leaf,) = eco.find(Leaf)
            eco.update(leaf, variety="Chè cổ")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen))
        await see(pilot, "Tên giống", "● của tôi: Chè dây tím", "○ của họ: Chè cổ")
        await pilot.press("down", "down", "down", "enter")  # keep all of mine
        await see(pilot, "Đã lưu vườn chè.")

    play(tea, scenario)
    assert leaves(tea) == {"Vườn Đồi Cao": "Chè dây tím"}


def test_a_satellite_is_not_among_the_kinds_to_add_by_themselves(tea: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await type_text(pilot, "che")
        await see(pilot, "Vườn chè")
        assert "Giống chè" not in frame(app)

    play(tea, scenario)


# -- picking what a field refers to


async def owner_of_new_startup(pilot: Pilot[None], text: str) -> tuple[FormScreen, PicksRow]:
    screen = await open_form(pilot, "2", "ctrl+n")
    await type_text(pilot, "Dự án thử")
    await go(pilot, screen, "owner")
    await type_text(pilot, text)
    owner = row(screen, "owner")
    assert isinstance(owner, PicksRow)
    await until(pilot, lambda: owner.suggestions)
    return screen, owner


@pytest.mark.parametrize("keys", [("enter",), ("down", "enter")])
def test_down_goes_into_the_matches_and_enter_takes_one_and_goes_on(
    ly_son: str, keys: tuple[str, ...]
) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        screen, owner = await owner_of_new_startup(pilot, "tran van")
        assert any(one.add for one in owner.suggestions)
        await pilot.press(*keys)
        await settle(pilot)
        assert [pick.title for pick in owner.picks.chosen] == ["Trần Văn Đảo"]
        assert screen.focused is screen.rows[screen.rows.index(owner) + 1].editor

    play(ly_son, scenario)


def test_down_passes_over_what_would_be_added_to_a_near_match(ly_son: str) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        _screen, owner = await owner_of_new_startup(pilot, "tran vam dao")
        assert owner.suggestions[0].add  # a guess is not where enter picks it
        await pilot.press("down", "enter")
        await settle(pilot)
        assert [pick.title for pick in owner.picks.chosen] == ["Trần Văn Đảo"]

    play(ly_son, scenario)


def test_a_nested_form_has_its_own_title_and_gives_back_to_the_next_field(ly_son: str) -> None:
    def is_nested(app: HstkApp, outer: FormScreen) -> bool:
        return isinstance(app.screen, FormScreen) and app.screen is not outer

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen, owner = await owner_of_new_startup(pilot, "Zyx Hoàn Toàn Mới")
        await pilot.press("enter")
        await until(pilot, partial(is_nested, app, screen))
        await settle(pilot)
        await see(pilot, "╭─ Thêm người", "Zyx Hoàn Toàn Mới")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen and owner.picks.chosen)
        await settle(pilot)
        assert screen.focused is screen.rows[screen.rows.index(owner) + 1].editor
        assert frame(app).splitlines()[1].startswith(" ╭─ Thêm dự án khởi nghiệp")

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        assert eco.count(Person, text="zyx") == 1
        assert eco.count(Startup, text="du an thu") == 0


# -- the footer


def test_the_footer_has_only_keys_that_do_something_here(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await see(pilot, "[ Năm trước")
        assert "] Năm sau" not in frame(app)
        await pilot.press("left_square_bracket")
        await see(pilot, "] Năm sau", "Kế hoạch chưa có chỉ tiêu.")
        footer = frame(app).splitlines()[-1]
        assert "[ Năm trước" not in footer
        assert "Enter Mở" not in footer
        assert "F8" not in footer
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("tab")
        await see(pilot, "Enter Mở")
        await pilot.press("3")
        await see(pilot, "F8 Lịch sử")
        assert isinstance(app.screen, RecordsScreen)

    play(ly_son, scenario)
