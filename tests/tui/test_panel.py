"""Panels and lists of lines."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from hstk.tui.widgets.panel import Line, LineList, Panel
from tests.tui.frame import frame

LINES: list[str | Line] = [
    Line("Hôm nay"),
    Line("Gọi lại Trà Shan", "call"),
    Line("Gửi [@click=app.quit]biên bản", "send"),
    "",
    Line(Content.styled("Demo Day số 4", "bold $error"), "demo"),
]


class PanelApp(App[None]):
    """A panel above a list."""

    def __init__(self) -> None:
        super().__init__()
        self.panel = Panel("Chỉ tiêu [/x]", ["một", "[b]hai[/b]", "x" * 300, "a\x1b[31m"])
        self.lines = LineList("Đến hạn", LINES, id="lines")
        self.seen: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.panel
        yield self.lines

    def on_line_list_line_highlighted(self, message: LineList.LineHighlighted) -> None:
        self.seen.append(f"at {message.line_id}")

    def on_line_list_line_selected(self, message: LineList.LineSelected) -> None:
        assert message.control is self.lines
        self.seen.append(f"chose {message.line_id}")


def play(
    scenario: Callable[[PanelApp, Pilot[None]], Awaitable[None]],
    size: tuple[int, int] = (50, 20),
) -> None:
    async def run() -> None:
        app = PanelApp()
        async with app.run_test(size=size) as pilot:
            app.lines.focus()
            await pilot.pause()
            await scenario(app, pilot)

    asyncio.run(run())


def test_a_panel_draws_its_lines_as_text() -> None:
    async def scenario(app: PanelApp, _: Pilot[None]) -> None:
        top = frame(app).splitlines()[:6]
        assert "Chỉ tiêu [/x]" in top[0]
        assert [line.strip("│ ") for line in top[1:5]] == [
            "một",
            "[b]hai[/b]",
            "x" * 45 + "…",
            "a\ufffd[31m",
        ]
        assert app.panel.size.height == 4
        assert not app.panel.can_focus

    play(scenario)


def test_title_and_lines_can_be_replaced() -> None:
    async def scenario(app: PanelApp, pilot: Pilot[None]) -> None:
        app.panel.entitle("Mới [b]", "3 dòng")
        app.panel.set_lines(["a", "b\x00", Content("c\x1b")])
        await pilot.pause()
        top = frame(app).splitlines()[:5]
        assert "Mới [b]" in top[0]
        assert [line.strip("│ ") for line in top[1:4]] == ["a", "b\ufffd", "c\ufffd"]
        assert "3 dòng" in top[4]
        app.panel.entitle("")
        await pilot.pause()
        assert "Mới" not in frame(app)

    play(scenario)


def test_the_cursor_stands_only_on_lines_with_an_id() -> None:
    async def scenario(app: PanelApp, pilot: Pilot[None]) -> None:
        assert app.lines.current == "call"
        await pilot.press("up", "down", "down", "down", "enter", "home", "end", "up", "enter")
        await pilot.pause()
        assert app.seen == [
            *("at call", "at send", "at demo", "chose demo"),
            *("at call", "at demo", "at send", "chose send"),
        ]

    play(scenario)


def test_the_cursor_stays_on_its_line_when_that_comes_again() -> None:
    async def scenario(app: PanelApp, pilot: Pilot[None]) -> None:
        await pilot.press("end")
        app.lines.set_lines([Line("mới", "new"), *LINES])
        assert app.lines.current == "demo"
        app.lines.set_lines(LINES[:3])
        assert app.lines.current == "call"
        app.lines.set_lines([])
        await pilot.press("down", "end", "enter")
        assert (app.lines.current, app.lines.cursor) == ("", -1)
        assert app.lines.lines == ()

    play(scenario)


def test_a_click_chooses_a_line() -> None:
    async def scenario(app: PanelApp, pilot: Pilot[None]) -> None:
        await pilot.click("#lines", offset=(5, 3))
        await pilot.click("#lines", offset=(5, 4))
        await pilot.click("#lines", offset=(5, 0))
        await pilot.pause()
        assert app.seen == ["at call", "at send", "chose send"]

    play(scenario)


def test_a_long_list_scrolls_with_its_cursor() -> None:
    async def scenario(app: PanelApp, pilot: Pilot[None]) -> None:
        app.panel.display = False
        app.lines.styles.height = 6
        app.lines.set_lines(Line(f"dòng {number}", f"{number}") for number in range(100))
        await pilot.press("end")
        await pilot.pause()
        assert "dòng 99" in frame(app)
        assert "dòng 90" not in frame(app)
        await pilot.press("home")
        await pilot.pause()
        assert "dòng 0" in frame(app)

    play(scenario)


def test_the_line_under_the_cursor_looks_different_without_colour() -> None:
    async def scenario(app: PanelApp, _: Pilot[None]) -> None:
        styles = [
            {(segment.style.reverse, segment.style.underline, segment.style.bold)}
            for y in (0, 1)
            for segment in app.lines.render_line(y)
            if segment.style and segment.text.strip()
        ]
        assert styles[0] != styles[1]

    play(scenario)
