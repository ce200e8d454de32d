"""The field for Vietnamese text; what is typed into it, test_typing_pty types."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.validation import Length
from textual.widgets import Button

from hstk.tui.widgets.vinput import REST, VInput
from tests.tui.frame import until


class FieldApp(App[None]):
    """One field and a button to leave it for."""

    field: VInput

    def __init__(self) -> None:
        super().__init__()
        self.settled: list[str] = []

    def compose(self) -> ComposeResult:
        self.field = VInput("cũ", validators=Length(minimum=4))
        self.field.cursor_blink = False
        yield self.field
        yield Button("khác")

    def on_vinput_settled(self, message: VInput.Settled) -> None:
        assert message.control is self.field
        self.settled.append(message.value)


def play(scenario: Callable[[FieldApp, Pilot[None]], Awaitable[None]]) -> None:
    async def run() -> None:
        app = FieldApp()
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.settled == ["cũ"])
            app.settled.clear()
            await scenario(app, pilot)

    asyncio.run(run())


def test_typing_comes_to_rest_once() -> None:
    async def scenario(app: FieldApp, pilot: Pilot[None]) -> None:
        for letter in " trà":
            app.post_message(events.Key(letter, letter))
        await until(pilot, lambda: app.settled)
        await pilot.pause(2 * REST)
        assert app.settled == ["cũ trà"]

    play(scenario)


def test_a_value_that_is_set_settles_too() -> None:
    async def scenario(app: FieldApp, pilot: Pilot[None]) -> None:
        app.field.value = "mới"
        await until(pilot, lambda: app.settled == ["mới"])

    play(scenario)


def test_going_to_the_field_selects_nothing() -> None:
    async def scenario(app: FieldApp, pilot: Pilot[None]) -> None:
        await pilot.press("tab", "tab")
        assert app.focused is app.field
        await pilot.press("x")
        assert app.field.value == "cũx"

    play(scenario)


def test_nothing_is_judged_while_it_is_typed() -> None:
    async def scenario(app: FieldApp, pilot: Pilot[None]) -> None:
        await pilot.press("x")
        assert app.field.is_valid
        await pilot.press("tab")
        await pilot.pause()
        assert not app.field.is_valid

    play(scenario)
