"""What a coordinator does on the first day, from the number to its rows and back."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from hstk.tui.app import HstkApp
from hstk.tui.screens.evidence import EvidenceScreen
from hstk.tui.screens.form import FormScreen
from hstk.tui.screens.records import RecordsScreen
from hstk.tui.screens.today import TodayScreen
from tests.tui.frames import SIZES, play, see, settle, type_text


@pytest.mark.parametrize("size", SIZES)
def test_a_certified_officer_moves_the_number_and_undo_moves_it_back(
    ly_son: str, size: tuple[int, int]
) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        # the five targets, and the rows behind the first number
        await see(pilot, "5/10", "1/1", "0/5", "1/2")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, EvidenceScreen)
        await see(pilot, "Trần Văn Đảo", "đã học, chưa được cấp chứng chỉ", "5/10 cán bộ")
        await pilot.press("escape")

        # add a certificate from the list of every kind
        await pilot.press("f9")
        await settle(pilot)
        await type_text(pilot, "chung chi")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert isinstance(app.screen, FormScreen)

        # the officer is new: the form of a person opens with the name that was typed
        await type_text(pilot, "Nguyễn Thị Ước Mơ")
        await see(pilot, "+ Thêm người «Nguyễn Thị Ước Mơ»")
        await pilot.press("enter")
        await settle(pilot)
        await see(pilot, "Thêm người", "Nguyễn Thị Ước Mơ")
        await pilot.press("ctrl+s")
        await settle(pilot)
        await see(pilot, "Thêm chứng chỉ")

        # the unit is found without marks
        await settle(pilot)
        await type_text(pilot, "hoi nong")
        await see(pilot, "Hội Nông dân huyện")
        await pilot.press("enter")
        await pilot.press("tab")
        await type_text(pilot, "20/11/2023")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)
        await see(pilot, "Nguyễn Thị Ước Mơ")

        # the number has moved; undoing the certificate moves it back
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(app.screen, TodayScreen)
        await see(pilot, "6/10")
        await pilot.press("ctrl+z")
        await settle(pilot)
        await see(pilot, "5/10", "Hoàn tác: thêm chứng chỉ «Nguyễn Thị Ước Mơ")
        await pilot.press("ctrl+y")
        await settle(pilot)
        await see(pilot, "6/10")

    play(ly_son, scenario, size)
