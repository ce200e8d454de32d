"""The table that reads only what it shows."""

from __future__ import annotations

import asyncio
import threading
import unicodedata
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button

from hstk.tui.widgets.lines import cut, drawable
from hstk.tui.widgets.vtable import Column, Row, RowSource, VTable
from hstk.tui.widgets.vtable_lines import MARKS, column_at, fit, header_line, row_line
from hstk.tui.widgets.vtable_pages import Pages
from tests.tui.frame import frame, until

MILLION = 1_000_000
COLUMNS = (
    Column("Mã", 9, "code", priority=5),
    Column("Tên", 22, "name", priority=9, grow=True),
    Column("Giai đoạn", 12, "stage", priority=3),
    Column("Vốn", 12, "money", align="right", priority=2),
    Column("Phường", 14, priority=1),
    Column("Cập nhật", 10, "updated", priority=4),
)


def a_row(index: int) -> Row:
    return f"id-{index}", (f"DN{index}", f"Dự án {index}", "MVP", f"{index} ₫", "Đa Kao", "20/11")


class Numbered:
    """A source of any size that remembers which pages it was asked for."""

    def __init__(self, total: int = MILLION, *, rows: Callable[[int], Row] = a_row) -> None:
        self.total = total
        self.rows = rows
        self.asked: list[int] = []
        self.open = threading.Event()
        self.open.set()
        self.failure: Exception | None = None

    def count(self) -> int:
        return self.total

    def page(self, start: int, n: int) -> Sequence[Row]:
        self.asked.append(start)
        assert self.open.wait(10)
        if self.failure is not None:
            raise self.failure
        return [self.rows(index) for index in range(start, min(start + n, self.total))]


class TableApp(App[None]):
    """One table and what it says."""

    def __init__(self, executor: Executor | None = None) -> None:
        super().__init__()
        self.table = VTable(
            COLUMNS, empty="Chưa có dự án nào.\nNhấn ^N để thêm.", executor=executor, id="table"
        )
        self.highlighted: list[tuple[str, int]] = []
        self.selected: list[tuple[str, int]] = []
        self.headers: list[str] = []
        self.failures: list[str] = []
        self.mark_changes: list[tuple[str, ...]] = []

    def compose(self) -> ComposeResult:
        yield self.table
        yield Button("khác")

    def on_vtable_row_highlighted(self, message: VTable.RowHighlighted) -> None:
        self.highlighted.append((message.record_id, message.index))

    def on_vtable_row_selected(self, message: VTable.RowSelected) -> None:
        assert message.control is self.table
        self.selected.append((message.record_id, message.index))

    def on_vtable_header_selected(self, message: VTable.HeaderSelected) -> None:
        self.headers.append(message.key)

    def on_vtable_load_failed(self, message: VTable.LoadFailed) -> None:
        self.failures.append(message.reason)

    def on_vtable_marks_changed(self, message: VTable.MarksChanged) -> None:
        self.mark_changes.append(message.table.marks)

    async def show(self, pilot: Pilot[None], source: RowSource) -> None:
        """Show a source and wait for the first of its rows."""
        before = len(self.highlighted)
        self.table.show(source, source.count())
        await until(pilot, lambda: len(self.highlighted) > before)


Scenario = Callable[[TableApp, Pilot[None]], Awaitable[None]]


def play(
    scenario: Scenario, *, size: tuple[int, int] = (80, 24), executor: Executor | None = None
) -> None:
    async def run() -> None:
        app = TableApp(executor)
        async with app.run_test(size=size) as pilot:
            app.table.focus()
            await pilot.pause()
            await scenario(app, pilot)

    asyncio.run(run())


@pytest.fixture
def one_thread() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


# --- pages -----------------------------------------------------------------------------------


def test_only_the_pages_in_view_are_read() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        source = Numbered()
        await app.show(pilot, source)
        assert source.asked == [0]
        await pilot.press("end")
        await until(pilot, lambda: "Dự án 999999" in frame(app))
        await pilot.press("home", "pagedown", "pagedown")
        await until(pilot, lambda: "Dự án 38" in frame(app))
        assert source.asked == [0, 999_900]

    play(scenario)


def test_a_page_under_way_is_not_asked_for_again() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        source = Numbered()
        source.open.clear()
        app.table.show(source, source.count())
        await until(pilot, lambda: source.asked)
        for key in ("down", "up", "down"):
            await pilot.press(key)
            app.table.refresh()
            await pilot.pause()
        assert "…" in frame(app)
        source.open.set()
        await until(pilot, lambda: "Dự án 1" in frame(app))
        assert source.asked == [0]

    play(scenario)


def test_answers_of_a_source_that_was_left_are_dropped() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        slow = Numbered(rows=lambda index: (f"old-{index}", ("cũ", "cũ")))
        slow.open.clear()
        app.table.show(slow, 500)
        await until(pilot, lambda: slow.asked)
        await app.show(pilot, Numbered())
        slow.open.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "cũ" not in frame(app)
        assert app.highlighted == [("id-0", 0)]

    play(scenario)


def test_pages_that_were_scrolled_past_are_never_read(one_thread: Executor) -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        source = Numbered()
        source.open.clear()
        app.table.show(source, source.count())
        await until(pilot, lambda: source.asked)
        for index in (250_000, 500_000, 750_000, 999_999):
            app.table.cursor = index
            await pilot.pause()
        source.open.set()
        await until(pilot, lambda: "Dự án 999999" in frame(app))
        assert source.asked == [0, 999_900]
        app.table.cursor = 500_000
        await until(pilot, lambda: "Dự án 500000" in frame(app))

    play(scenario, executor=one_thread)


def test_of_a_million_rows_a_few_thousand_are_kept() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        source = Numbered()
        await app.show(pilot, source)
        for step in range(1, Pages.KEPT + 4):
            app.table.cursor = step * 16_000
            await until(pilot, lambda: app.table.current)
        assert len(set(source.asked)) > Pages.KEPT
        assert app.table._pages is not None
        assert len(app.table._pages) == Pages.KEPT
        assert Pages.KEPT * Pages.SIZE <= 5_000

    play(scenario)


def test_a_page_that_cannot_be_read_shows_why_and_can_be_read_again() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        source = Numbered()
        source.failure = OSError("ổ đĩa [/x] hỏng\x1b[2J")
        app.table.show(source, source.count())
        await until(pilot, lambda: app.failures)
        assert "! Không đọc được: ổ đĩa [/x] hỏng" in frame(app)
        assert "\x1b" not in frame(app)
        assert app.table.current is None
        await pilot.press("enter", "space")
        assert (app.selected, app.table.marks) == ([], ())

        source.failure = None
        app.table.reload()
        await until(pilot, lambda: "Dự án 1" in frame(app))
        assert app.table.cursor == 1

    play(scenario)


def test_rows_that_the_source_no_longer_has_are_empty() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        app.table.show(Numbered(3), 10)
        await until(pilot, lambda: "Dự án 2" in frame(app))
        await pilot.press("end", "enter")
        assert app.table.cursor == 9
        assert app.table.current is None
        assert app.selected == []

    play(scenario)


# --- messages and keys -----------------------------------------------------------------------


def test_messages_carry_the_record_and_its_place() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered())
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert app.highlighted == [("id-0", 0), ("id-1", 1), ("id-2", 2)]
        assert app.selected == [("id-2", 2)]

    play(scenario)


def test_a_new_source_tells_its_record_again() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered())
        await app.show(pilot, Numbered(20))
        assert app.highlighted == [("id-0", 0), ("id-0", 0)]

    play(scenario)


def test_the_cursor_keeps_to_the_rows_and_in_view() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered(300))
        await pilot.press("up")
        assert app.table.cursor == 0
        await pilot.press("end", "down")
        assert app.table.cursor == 299
        await pilot.resize_terminal(80, 10)
        await until(pilot, lambda: "Dự án 299" in frame(app))
        app.table.show(Numbered(5), 5, cursor=200)
        await until(pilot, lambda: "Dự án 4" in frame(app))
        assert app.table.cursor == 4
        assert "Dự án 0" in frame(app)

    play(scenario)


def test_header_rows_and_marks_can_be_clicked() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered())
        await pilot.click("#table", offset=(MARKS + 1, 0))
        await pilot.click("#table", offset=(MARKS + 9 + 2, 0))
        assert app.headers == ["code", "name"]
        await pilot.click("#table", offset=(20, 4))
        assert app.table.cursor == 3
        assert app.selected == []
        await pilot.click("#table", offset=(20, 6), times=2)
        assert app.selected == [("id-5", 5)]
        await pilot.click("#table", offset=(0, 2))
        assert app.table.marks == ("id-1",)

    play(scenario)


def test_clicks_below_the_rows_do_nothing() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered(2))
        await pilot.click("#table", offset=(20, 9), times=2)
        assert (app.table.cursor, app.selected) == (0, [])

    play(scenario)


def test_scrolling_moves_the_view_and_not_the_cursor() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered())
        app.table.scroll_to(y=5000, animate=False)
        await until(pilot, lambda: "Dự án 5003" in frame(app))
        assert app.table.cursor == 0
        assert app.highlighted == [("id-0", 0)]
        await pilot.press("down")
        await until(pilot, lambda: "Dự án 1\n" in frame(app) or "Dự án 1 " in frame(app))

    play(scenario)


# --- marks -----------------------------------------------------------------------------------


def test_marks_outlive_the_source_they_were_made_in() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered())
        assert list(app.table.chosen) == ["id-0"]
        await pilot.press("space", "down", "space")
        assert app.table.marks == app.table.chosen == ("id-0", "id-2")
        assert app.table.cursor == 3
        await app.show(pilot, Numbered(50, rows=lambda index: a_row(49 - index)))
        assert "✓" not in frame(app)
        await pilot.press("end")
        await until(pilot, lambda: "Dự án 0" in frame(app))
        marked = [line for line in frame(app).splitlines() if line.startswith("✓")]
        assert [line.split()[1] for line in marked] == ["DN2", "DN0"]
        await pilot.press("space")
        app.table.set_marks(())
        await pilot.pause()
        assert app.mark_changes == [("id-0",), ("id-0", "id-2"), ("id-2",), ()]
        assert "✓" not in frame(app)

    play(scenario)


# --- what stands on screen -------------------------------------------------------------------


def test_columns_of_low_priority_go_first() -> None:
    def titles(width: int) -> list[str]:
        return [place.column.title for place in fit(COLUMNS, width)]

    assert titles(120) == ["Mã", "Tên", "Giai đoạn", "Vốn", "Phường", "Cập nhật"]
    assert titles(80) == ["Mã", "Tên", "Giai đoạn", "Vốn", "Cập nhật"]
    assert titles(60) == ["Mã", "Tên", "Cập nhật"]
    assert titles(20) == ["Tên"]


@given(st.integers(3, 200))
def test_lines_are_exactly_as_wide_as_the_table(width: int) -> None:
    places = fit(COLUMNS, width)
    assert cell_len(header_line(places, width, "name", True)) == width
    assert cell_len(row_line(places, width, a_row(7)[1], True)) == width
    assert places[-1].x + places[-1].width <= width
    for place in places:
        assert column_at(places, place.x) is place.column


def test_a_growing_column_takes_what_is_left() -> None:
    places = fit(COLUMNS, 120)
    assert places[-1].x + places[-1].width == 120
    assert [place.width for place in places if not place.column.grow] == [9, 12, 12, 14, 10]


def test_of_equals_the_last_column_goes() -> None:
    columns = [Column("a", 10), Column("b", 10), Column("c", 10)]
    assert [place.column.title for place in fit(columns, 26)] == ["a", "b"]


def test_the_order_shows_at_its_header_even_when_that_is_narrow() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered())
        app.table.show_order("stage", descending=True)
        await pilot.pause()
        assert "Giai đoạn ▼" in frame(app)
        app.table.columns = (Column("Giai đoạn", 5, "stage"), Column("Tên", 60))
        app.table.show_order("stage")
        await pilot.pause()
        assert frame(app).startswith("  Gi… ▲")

    play(scenario)


def test_the_scrollbar_hides_no_text() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        app.table.columns = (Column("Tên", 10, grow=True),)
        await app.show(pilot, Numbered(500, rows=lambda index: (f"{index}", ("x" * 300,))))
        first = frame(app).splitlines()[1]
        assert first == "  " + "x" * (80 - MARKS - 2) + "…"  # the last cell is the scrollbar's

    play(scenario)


def test_the_cursor_is_one_line_that_looks_different() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        def different() -> list[str]:
            cursor = app.table.get_component_rich_style("vtable--cursor")
            return [
                segment.text.split()[0]
                for strip in app.screen._compositor.render_strips()[1:10]
                for segment in strip
                if segment.style and segment.style.bgcolor == cursor.bgcolor
            ]

        await app.show(pilot, Numbered())
        assert different() == ["DN0"]
        await pilot.press("down", "down")
        await pilot.pause()
        assert different() == ["DN2"]

    play(scenario)


def test_the_table_works_at_every_size() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        await app.show(pilot, Numbered())
        for columns, rows in ((120, 40), (80, 24), (60, 20), (12, 5), (3, 2), (80, 24)):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
        assert "Dự án 0" in frame(app)
        assert "Phường" not in frame(app)

    play(scenario)


def test_no_rows_means_a_word_on_how_to_go_on() -> None:
    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        assert "…" in frame(app)
        app.table.show(Numbered(0), 0)
        await pilot.pause()
        assert "Chưa có dự án nào." in frame(app)
        assert "Nhấn ^N để thêm." in frame(app)
        await pilot.press("down", "end", "space", "enter", "pageup")
        assert (app.table.cursor, app.selected, app.table.chosen) == (0, [], ())

    play(scenario)


HOSTILE = {
    "[/x]": "[/x]",
    "[@click=app.quit]x": "[@click=app.quit]x",
    "[bold red]": "[bold red]",
    unicodedata.normalize("NFD", "Nguyễn Thị Thuở"): "Nguyễn Thị Thuở",
    "hai\ndòng\tvà tab": "hai dòng và tab",
    "\x1b[31mđỏ\x07": "\ufffd[31mđỏ\ufffd",
    "đảo\u202echiều": "đảochiều",
    "nửa\ud800": "nửa\ufffd",
    "trà 🍵 xanh": "trà 🍵 xanh",
    "茶商店": "茶商店",
    "x" * 300: "x" * 20 + "…",
}


def test_names_are_drawn_as_text_whatever_they_hold() -> None:
    names = list(HOSTILE)

    async def scenario(app: TableApp, pilot: Pilot[None]) -> None:
        source = Numbered(len(names), rows=lambda index: (f"{index}", (f"{index}", names[index])))
        await app.show(pilot, source)
        lines = frame(app).splitlines()[1 : len(names) + 1]
        for line, shown in zip(lines, HOSTILE.values(), strict=True):
            assert shown in line
        await pilot.click("#table", offset=(14, 2))
        assert app.is_running
        assert frame(app).encode()

    play(scenario)


@given(st.text(), st.integers(0, 40), st.sampled_from(["left", "right"]))
def test_any_text_is_cut_to_its_cells(text: str, width: int, align: str) -> None:
    line = cut(drawable(text), width, "right" if align == "right" else "left")
    assert cell_len(line) == width
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in line)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), min_size=1))
def test_text_that_fits_is_drawn_whole(text: str) -> None:
    assert unicodedata.normalize("NFC", text) in cut(drawable(text), 500)
