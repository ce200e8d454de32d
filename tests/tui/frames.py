"""Whole screens compared with what they looked like before.

A golden is a text file in ``goldens``. ``WRITE_GOLDENS=1 pytest tests/tui`` writes them anew; look
at what git says has changed then.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from hstk.tui.app import HstkApp
from tests.tui.frame import frame, until
from tests.tui.story import TODAY

GOLDENS = Path(__file__).parent / "goldens"
SIZES = ((120, 40), (80, 24))
MOMENT = 0.2
"""Seconds; what waits longer, as messages until they go, is not waited for."""

# What differs from run to run: when something was done, and how long it took.
_MOMENT = re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d")
_TOOK = re.compile(r"\d+ ms")


def check_frame(app: App[Any], name: str) -> None:
    """Compare the screen with the golden of this name and the size of the screen."""
    seen = _TOOK.sub("# ms", _MOMENT.sub("##/##/#### ##:##", frame(app))) + "\n"
    path = GOLDENS / f"{name}-{app.size.width}x{app.size.height}.txt"
    if os.environ.get("WRITE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(seen, encoding="utf-8")
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    difference = "\n".join(
        unified_diff(known.splitlines(), seen.splitlines(), path.name, "on screen", lineterm="")
    )
    assert seen == known, difference


Scenario = Callable[[HstkApp, Pilot[None]], Awaitable[None]]


def play(
    where: str,
    scenario: Scenario,
    size: tuple[int, int] = (120, 40),
    *,
    today: Callable[[], date] = lambda: TODAY,
) -> None:
    """Run the app on a file, with its first screen filled, and do something with it."""

    async def run() -> None:
        app = HstkApp(where, today)
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: app.data.is_open and "…\n" not in frame(app))
            await settle(pilot)
            await scenario(app, pilot)

    asyncio.run(run())


async def settle(pilot: Pilot[Any]) -> None:
    """Let questions be answered and their answers be drawn."""
    app = pilot.app
    assert isinstance(app, HstkApp)
    await until(pilot, lambda: not app.data.busy and not resting(app))
    while app.data.busy or resting(app):  # what came of the last wait
        await until(pilot, lambda: not app.data.busy and not resting(app))


def resting(app: HstkApp) -> bool:
    """Whether something waits for a moment before it asks: the box, the cursor."""
    return any(
        timer._repeat == 0 and timer._interval <= MOMENT and timer._task and not timer._task.done()
        for node in app.screen.walk_children(with_self=True)
        for timer in node._timers
    )


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type into the field that has the focus, letter by letter."""
    field = pilot.app.focused
    assert isinstance(field, Input), field
    for letter in text:
        field.insert_text_at_cursor(letter)
    await settle(pilot)


async def see(pilot: Pilot[Any], *texts: str) -> None:
    """Wait until all these are on screen."""
    await until(pilot, lambda: all(text in frame(pilot.app) for text in texts))
