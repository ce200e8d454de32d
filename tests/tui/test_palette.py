"""The command palette and its matching."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

import pytest
from textual.app import App
from textual.command import CommandPalette, Provider
from textual.widgets import OptionList

from hstk.tui import compat
from hstk.tui.palette import FoldingProvider, PaletteEntry, find
from tests.tui.frame import frame, until

compat.install()

TITLES = [
    "nhập: Tệp Excel hoặc CSV",
    "xuất: Báo cáo quý ra Word",
    "đi: Hôm nay",
    "dự án: Mở hồ sơ",
    "thợ: Tìm thợ lành nghề",
    "thơ: Đọc thơ",
]


def best(query: str) -> str:
    found = {title: hit.score for title in TITLES if (hit := find(query, title))}
    return max(found, key=lambda title: found[title]) if found else ""


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("nhap", "nhập: Tệp Excel hoặc CSV"),
        ("nhập", "nhập: Tệp Excel hoặc CSV"),
        ("NHẬP excel", "nhập: Tệp Excel hoặc CSV"),
        ("excel nhap", "nhập: Tệp Excel hoặc CSV"),
        ("bao cao", "xuất: Báo cáo quý ra Word"),
        ("bc", "xuất: Báo cáo quý ra Word"),
        ("di", "đi: Hôm nay"),
        ("đi", "đi: Hôm nay"),
        ("ho so", "dự án: Mở hồ sơ"),
        ("ord", "xuất: Báo cáo quý ra Word"),
        ("không có", ""),
        ("   ", ""),
    ],
)
def test_a_title_is_found_by_words_without_marks(query: str, title: str) -> None:
    assert best(query) == title


def test_the_same_spelling_comes_first() -> None:
    assert best("thợ") == "thợ: Tìm thợ lành nghề"
    assert best("thơ") == "thơ: Đọc thơ"


def test_the_letters_that_matched_are_told_in_the_title_itself() -> None:
    title = "đi: Tiếng Việt"
    found = find("viet di", title)
    assert found is not None
    assert "".join(title[place] for place in found.letters) == "điViệt"


def test_other_words_find_it_too_but_come_last() -> None:
    by_title, by_other = find("in", "in: Danh sách"), find("in", "xuất: Ra giấy", "print in")
    assert by_title is not None
    assert by_other is not None
    assert by_title.score > by_other.score
    assert by_other.letters == ()


class Commands(FoldingProvider):
    """What the app below can do."""

    def entries(self) -> Iterable[PaletteEntry]:
        app = self.app
        assert isinstance(app, PaletteApp)
        for title in [*TITLES, "[/x] tên [@click=app.quit]lạ"]:
            yield PaletteEntry(title, partial(app.done.append, title), "giúp [/y] thêm")


class PaletteApp(App[None]):
    """An app with nothing but a palette."""

    COMMANDS: ClassVar[set[type[Provider]]] = {Commands}  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []


def test_the_palette_offers_finds_and_runs() -> None:
    async def run() -> None:
        app = PaletteApp()
        async with app.run_test(size=(80, 30)) as pilot:
            app.action_command_palette()
            await until(pilot, lambda: "giúp [/y] thêm" in frame(app))
            assert "[/x] tên [@click=app.quit]lạ" in frame(app)
            palette = app.screen
            assert isinstance(palette, CommandPalette)
            options = palette.query_one(OptionList)
            assert options.option_count == len(TITLES) + 1
            await pilot.press(*"bao cao")
            await until(pilot, lambda: options.option_count == 1)
            await pilot.press("enter")
            await until(pilot, lambda: app.done)
            assert app.done == ["xuất: Báo cáo quý ra Word"]

    asyncio.run(run())
