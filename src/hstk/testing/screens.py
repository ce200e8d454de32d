"""Mounts the views of a plugin in the terminal app, without a terminal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from unittest.mock import patch

import hstk
from hstk.core.contributions import View
from hstk.plugins.trial import Given, asked_for
from hstk.store.ecosystem import Ecosystem

_LONGEST = 20.0
"""Seconds for a view to show; longer than any takes on a busy machine."""


def wrong_on_screen(eco: Ecosystem, views: Sequence[View], given: Given | None = None) -> list[str]:
    """Views that do not show in the terminal app, with what is on the screen instead.

    Args:
        eco: an open file, which the app takes over and closes.
        views: of the plugin.
        given: as :func:`hstk.plugins.made_up.records_of` takes it.
    """
    from hstk.tui import compat
    from hstk.tui.app import HstkApp
    from hstk.tui.screens.view import ViewScreen
    from hstk.tui.viewmodel.offers import Subject

    compat.install()
    asked = [(view, found) for view in views for _, found in asked_for(eco, view, given)]
    found: list[str] = []

    async def run() -> None:
        app = HstkApp(str(eco.place.path))
        async with app.run_test(size=(120, 40)):
            await _until(lambda: app.data.is_open and not app.data.busy)
            for view, one in asked:
                record = None if one.record is None else one.record.id
                screen = ViewScreen(Subject(view.name, record, one.today), one.answers)
                await app.push_screen(screen)
                try:
                    await _until(partial(_is_shown, screen))
                except TimeoutError:
                    found.append(f"{view.name}: {_text(screen)!r}")
                if screen.found is not None and screen.found.fault:
                    found.append(f"{view.name}: {screen.found.fault}")
                await app.pop_screen()

    with patch.object(hstk, "open", lambda *_: eco):
        asyncio.run(run())
    return found


def _is_shown(screen: Any) -> bool:
    return screen.found is not None


def _text(screen: Any) -> str:
    """What the lines of a view say."""
    return "\n".join(str(line.text) for line in screen.query_one("#parts").lines)


async def _until(condition: Callable[[], object]) -> None:
    """Lets the app work until the condition holds.

    Raises:
        TimeoutError: it never does.
    """
    deadline = time.monotonic() + _LONGEST
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(0.005)
