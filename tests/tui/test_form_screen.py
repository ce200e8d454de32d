"""Adding and editing: what is typed is never lost, what is wrong is told at the field."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Select, TextArea

import hstk
from hstk import Entity
from hstk.core.language import speaking
from hstk.kinds import Gender, Person, PersonGroup, Startup
from hstk.tui.app import HstkApp
from hstk.tui.screens.conflict import ConflictScreen
from hstk.tui.screens.dialogs import MessageScreen, QuestionScreen
from hstk.tui.screens.form import FormScreen
from hstk.tui.screens.form_rows import FieldRow, PicksRow
from hstk.tui.screens.records import RecordsScreen
from tests.tui.frame import frame, until
from tests.tui.frames import check_frame, play, see, settle, type_text


async def open_form(pilot: Pilot[None], *keys: str) -> FormScreen:
    """Press keys that end in a form, and wait for its last field."""
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen) and ready(pilot.app.screen))
    await settle(pilot)
    assert isinstance(pilot.app.screen, FormScreen)
    return pilot.app.screen


def ready(screen: FormScreen) -> bool:
    model = screen._model
    return model is not None and len(screen.rows) == sum(len(own) for _, own in model.sections) > 0


def at(app: HstkApp, screen: type[Screen[Any]]) -> bool:
    return isinstance(app.screen, screen)


def filled_in(app: HstkApp, kind: type[Entity]) -> bool:
    screen = app.screen
    if not isinstance(screen, FormScreen) or screen.tab != kind.spec.kind or not ready(screen):
        return False
    asked = {name for name, field in kind.fields.items() if not field.shown.hidden}
    return asked <= {row.field.name for row in screen.rows}


def row(screen: FormScreen, name: str) -> FieldRow:
    return next(row for row in screen.rows if row.field.name == name)


async def go(pilot: Pilot[None], screen: FormScreen, name: str) -> None:
    row(screen, name).editor.focus()
    await settle(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
def test_a_form_looks_as_it_did(ly_son: str, size: tuple[int, int]) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "3", "ctrl+n")
        await see(pilot, "Họ và tên *", "Ghi đủ họ, tên đệm, tên")
        check_frame(app, "form")
        await type_text(pilot, "Nguyễn Thị Ước Mơ")
        await go(pilot, screen, "birth")
        await type_text(pilot, "31/02/2024")
        await go(pilot, screen, "groups")
        await type_text(pilot, "can bo")
        await pilot.press("enter")
        await type_text(pilot, "doan")
        await see(pilot, "1 lỗi · ● chưa lưu", "✕ Không có ngày 31/02/2024", "Đoàn viên")
        check_frame(app, "form-typing")

    play(ly_son, scenario, size)


def test_a_form_speaks_english(ly_son: str) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        await open_form(pilot, "3", "ctrl+n")
        await pilot.press("tab", "ctrl+s")
        await see(pilot, "Add person", "Full name *", "errors: 1", "is required")

    with speaking("en"):
        play(ly_son, scenario, (80, 24))


@pytest.mark.slow
def test_every_kind_opens_a_form(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        for name, kind in app.data.eco.kinds.items():
            app.open_form(name)
            await until(pilot, partial(filled_in, app, kind))
            await pilot.press("ctrl+s")  # everything required is missing
            await settle(pilot)
            required = any(f.required for f in kind.fields.values() if not f.shown.hidden)
            assert isinstance(app.screen, FormScreen) == required, name
            if required:
                await see(pilot, " lỗi")
                await pilot.press("escape")
                await settle(pilot)

    play(ly_son, scenario, (60, 20))


def test_a_record_of_every_type_of_field_is_saved(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "2", "ctrl+n")
        await type_text(pilot, "Tỏi cô đơn Lý Sơn")
        await go(pilot, screen, "owner")
        await type_text(pilot, "tran van dao")
        await see(pilot, "0905 123 451")
        await pilot.press("enter")
        await go(pilot, screen, "founded_on")
        await type_text(pilot, "20/11/2022")
        await go(pilot, screen, "revenue")
        await type_text(pilot, "2,5 triệu")
        await go(pilot, screen, "women_led")
        select = row(screen, "women_led").editor
        assert isinstance(select, Select)
        await pilot.press("enter", "c", "enter")
        await go(pilot, screen, "summary")
        area = row(screen, "summary").editor
        assert isinstance(area, TextArea)
        area.insert("Dòng một\nDòng hai")
        await settle(pilot)
        assert row(screen, "revenue").model.state("revenue") == "2.500.000 đ"
        await pilot.press("ctrl+s")
        await see(pilot, "Đã thêm dự án khởi nghiệp.", "3 bản ghi")
        current = app.screen.table.current if isinstance(app.screen, RecordsScreen) else None
        assert current is not None
        assert current[1][0] == "Tỏi cô đơn Lý Sơn"  # the cursor stands on it

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        (startup,) = eco.find(Startup, text="co don")
        assert eco.titles([startup.owner])[startup.owner] == "Trần Văn Đảo"
        assert (startup.revenue, startup.women_led) == (2_500_000, True)
        assert startup.summary == "Dòng một\nDòng hai"
        assert str(startup.founded_on) == "2022-11-20"


def test_several_choices_are_picked_and_dropped(ly_son: str) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "3", "ctrl+n")
        await type_text(pilot, "Lê Thị Nhiều")
        await go(pilot, screen, "gender")
        await pilot.press("enter", "n", "ữ", "enter")
        await go(pilot, screen, "groups")
        await pilot.press("down", "enter")
        await type_text(pilot, "thanh nien")
        await pilot.press("enter")
        await type_text(pilot, "doanh nhan")
        await pilot.press("enter")
        await see(pilot, "✓ Cán bộ, công chức, viên chức · Đoàn viên, thanh niên · Doanh nhân")
        await pilot.press("backspace")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await see(pilot, "Đã thêm người.")

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        (person,) = eco.find(Person, text="le thi nhieu")
        assert person.groups == (PersonGroup.OFFICER, PersonGroup.YOUTH)
        assert person.gender is Gender.FEMALE


def test_escape_puts_suggestions_away_before_it_leaves(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "2", "ctrl+n")
        await go(pilot, screen, "owner")
        await pilot.press("down")
        await settle(pilot)
        owner = row(screen, "owner")
        assert isinstance(owner, PicksRow)
        assert owner.suggestions
        await pilot.press("escape")
        assert owner.suggestions == ()
        assert app.screen is screen
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)

    play(ly_son, scenario)


def test_leaving_asks_only_when_something_was_typed(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await open_form(pilot, "3", "f2")
        await pilot.press("escape")
        await settle(pilot)
        assert at(app, RecordsScreen)

        screen = await open_form(pilot, "f2")
        await type_text(pilot, "x")
        await pilot.press("escape")
        await settle(pilot)
        assert at(app, QuestionScreen)
        await see(pilot, "Những gì vừa gõ chưa được lưu.")
        await pilot.press("escape")  # go on typing
        assert app.screen is screen
        await pilot.press("ctrl+q")  # quitting asks as well
        await settle(pilot)
        assert at(app, QuestionScreen)
        await pilot.press("down", "down", "enter")
        assert app.screen is screen
        await pilot.press("escape", "down", "enter")
        await settle(pilot)
        assert at(app, RecordsScreen)
        assert "Trần Văn Đảo" in frame(app)

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        assert eco.find(Person, text="tran van dao")[0].name == "Trần Văn Đảo"


def test_a_save_that_the_store_refuses_keeps_the_text(ly_son: str) -> None:
    with hstk.open(ly_son) as eco:
        eco.add(Person(name="Có Trước", citizen_id="051190001234"))

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "3", "ctrl+n")
        await type_text(pilot, "Lê Thị Trùng")
        await go(pilot, screen, "citizen_id")
        await type_text(pilot, "051190001234")
        await pilot.press("ctrl+s")
        await see(pilot, "1 lỗi · ● chưa lưu", "✕ ")
        assert app.screen is screen
        assert screen.focused is row(screen, "citizen_id").editor
        assert row(screen, "name").model.state("name") == "Lê Thị Trùng"
        row(screen, "citizen_id").editor.clear()  # type: ignore[attr-defined]
        await settle(pilot)
        await pilot.press("ctrl+s")
        await see(pilot, "Đã thêm người.")

    play(ly_son, scenario)


def test_f3_goes_from_one_error_to_the_next(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "3", "ctrl+n")
        assert "F3" not in frame(app)
        await go(pilot, screen, "phone")
        await type_text(pilot, "12345")
        await go(pilot, screen, "birth")
        await type_text(pilot, "99/99")
        await pilot.press("ctrl+s")
        await see(pilot, "3 lỗi", "F3 Lỗi kế")
        await settle(pilot)
        visited = []
        for _ in range(4):
            visited.append(next(r.field.name for r in screen.rows if r.editor is screen.focused))
            await pilot.press("f3")
            await settle(pilot)
        assert visited == ["name", "birth", "phone", "name"]

    play(ly_son, scenario)


def test_a_typed_title_need_not_be_picked_when_only_one_has_it(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "2", "ctrl+n")
        await type_text(pilot, "Dự án nhanh")
        await go(pilot, screen, "owner")
        await type_text(pilot, "pham uoc")
        await pilot.press("ctrl+s")
        await see(pilot, "Đã thêm dự án khởi nghiệp.")
        assert isinstance(app.screen, RecordsScreen)

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        (startup,) = eco.find(Startup, text="du an nhanh")
        assert eco.titles([startup.owner])[startup.owner] == "Phạm Ước"


def test_what_means_nobody_is_told_when_the_field_is_left(ly_son: str) -> None:
    async def scenario(_: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "2", "ctrl+n")
        await go(pilot, screen, "owner")
        await type_text(pilot, "Không Có Ai")
        await pilot.press("tab")
        await see(pilot, "✕ chưa chọn «Không Có Ai» trong danh sách")

    play(ly_son, scenario)


@pytest.mark.parametrize(
    ("keys", "job", "address"),
    [
        (("down", "down", "down", "enter"), "Trưởng phòng", "Thôn Tây"),  # keep all of mine
        (("down", "down", "down", "down", "enter"), "Phó phòng", "Thôn Tây"),  # take all of theirs
        (("down", "enter", "down", "enter"), "Phó phòng", "Thôn Tây"),  # theirs, one by one
    ],
)
def test_two_people_at_one_field_choose_who_prevails(
    ly_son: str, keys: tuple[str, ...], job: str, address: str
) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "3", "f2")
        await go(pilot, screen, "job")
        row(screen, "job").editor.value = "Trưởng phòng"  # type: ignore[attr-defined]
        await go(pilot, screen, "address")
        await type_text(pilot, "Thôn Tây")
        with hstk.open(ly_son, actor="Người khác") as eco:
            (dao,) = eco.find(Person, text="tran van dao")
            eco.update(dao, job="Phó phòng", email="dao@vidu.vn")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen))
        await see(pilot, "trước: Chuyên viên", "● của tôi: Trưởng phòng", "○ của họ: Phó phòng")
        if job == "Trưởng phòng":
            check_frame(app, "conflict")
        await pilot.press(*keys)
        await see(pilot, "Đã lưu người.")
        assert isinstance(app.screen, RecordsScreen)

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        (dao,) = eco.find(Person, text="tran van dao")
        assert (dao.job, dao.address, dao.email) == (job, address, "dao@vidu.vn")


def test_a_conflict_can_be_left_and_the_text_is_still_there(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        screen = await open_form(pilot, "3", "f2")
        await go(pilot, screen, "job")
        row(screen, "job").editor.value = "Trưởng phòng"  # type: ignore[attr-defined]
        await settle(pilot)
        with hstk.open(ly_son, actor="Người khác") as eco:
            (dao,) = eco.find(Person, text="tran van dao")
            eco.update(dao, job="Phó phòng")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen))
        await settle(pilot)
        await pilot.press("escape")
        assert app.screen is screen
        assert "Trưởng phòng" in frame(app)

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        (dao,) = eco.find(Person, text="tran van dao")
        assert dao.job == "Phó phòng"


def test_a_record_that_was_deleted_meanwhile_is_told_and_the_text_stays(ly_son: str) -> None:
    with hstk.open(ly_son) as eco:
        eco.add(Person(name="Aa Sắp Xoá"))

    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await pilot.press("3", "slash")
        await type_text(pilot, "aa sap")
        await pilot.press("down")
        screen = await open_form(pilot, "f2")
        await type_text(pilot, " thật")
        with hstk.open(ly_son) as eco:
            eco.delete(*eco.find(Person, text="aa sap"))
        await pilot.press("ctrl+s")
        await settle(pilot)
        if isinstance(app.screen, MessageScreen):
            await pilot.press("escape")
        assert app.screen is screen
        assert "Aa Sắp Xoá thật" in frame(app)

    play(ly_son, scenario)


def test_undo_in_a_form_is_not_undo_of_the_file(ly_son: str) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        await open_form(pilot, "3", "f2")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert isinstance(app.screen, FormScreen)
        await pilot.press("escape")
        await settle(pilot)

    play(ly_son, scenario)
    with hstk.open(ly_son) as eco:
        assert not eco.change_sets(limit=1)[0].undoes
