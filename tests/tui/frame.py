"""What a Textual app shows, as text, and how to wait for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot


def frame(app: App[Any]) -> str:
    """The whole screen as lines of text, without the spaces at their ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def until(pilot: Pilot[Any], condition: Callable[[], object], timeout: float = 5.0) -> None:
    """Let the app work until the condition holds; fail when it does not in time."""
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, f"never came; on screen:\n{frame(pilot.app)}"
        # Pilot's own pause sends a message to every widget, which would keep the app from working
        await asyncio.sleep(0.005)
    await pilot.pause()
