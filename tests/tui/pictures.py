"""Takes the pictures of the README: ``python -m tests.tui.pictures docs/pictures``.

They show the sample as it is on the day they are taken.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import unicodedata
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

import hstk
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.sample import make_sample
from hstk.tui import compat
from hstk.tui.app import HstkApp
from hstk.tui.screens.form import FormScreen
from hstk.tui.screens.offering import begin
from tests.tui.frame import until
from tests.tui.frames import see, settle, type_text

SIZE = (120, 40)
# Fonts that have every Vietnamese letter; a picture in a page can load none from elsewhere.
FONTS = (
    "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono', 'Noto Mono', "
    "'DejaVu Sans Mono', monospace"
)


def fit_to_keep(svg: str) -> str:
    """A picture that asks no other server for its font, in NFC."""
    svg = re.sub(r"\s*@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", svg)
    return unicodedata.normalize("NFC", svg)


async def today(_: HstkApp, pilot: Pilot[None]) -> None:
    """The first screen."""
    await settle(pilot)


async def evidence(_: HstkApp, pilot: Pilot[None]) -> None:
    """The rows behind a number."""
    await pilot.press("enter")
    await see(pilot, "Gần được tính")


async def records(_: HstkApp, pilot: Pilot[None]) -> None:
    """A list, searched without marks."""
    await pilot.press("5", "slash")
    await type_text(pilot, "toi")
    await see(pilot, "kết quả")
    await pilot.press("down")


async def form(app: HstkApp, pilot: Pilot[None]) -> None:
    """A form while somebody types."""
    await pilot.press("3", "ctrl+n")
    await until(pilot, lambda: isinstance(app.screen, FormScreen) and len(app.screen.rows) > 13)
    await type_text(pilot, "Nguyễn Thị Ước Mơ")
    await pilot.press("tab", "tab", "tab")
    await type_text(pilot, "31/02/1990")
    await pilot.press("tab")
    await type_text(pilot, "can bo")


async def dossier(app: HstkApp, pilot: Pilot[None]) -> None:
    """An OCOP dossier with its six steps, and what keeps it from the next star."""
    found = app.data.eco.find(OcopDossier, "year = 2026 and score = 66")
    app.open_record(found[0].id)
    await see(pilot, "Tuyên truyền")
    await settle(pilot)


async def score(app: HstkApp, pilot: Pilot[None]) -> None:
    """A score sheet while somebody fills it in."""
    found = app.data.eco.find(OcopDossier, "year = 2026 and score = 66")
    begin(app.screen, "ocop.score_own", found[0].id)  # type: ignore[arg-type]
    await see(pilot, "1a.")
    for digit in "213":
        await pilot.press(digit, "tab")


PICTURES: dict[str, Callable[[HstkApp, Pilot[None]], Awaitable[None]]] = {
    "today": today,
    "evidence": evidence,
    "records": records,
    "form": form,
    "dossier": dossier,
    "score": score,
}


async def take(where: str, name: str, folder: Path) -> None:
    """Take one picture.

    Args:
        where: a file with the sample.
        name: one of :data:`PICTURES`.
        folder: where to put it.
    """
    app = HstkApp(where)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.data.is_open, timeout=30)
        await see(pilot, "/12")
        await PICTURES[name](app, pilot)
        await settle(pilot)
        picture = fit_to_keep(app.export_screenshot(title="hstk"))
    (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


def main(folder: Path) -> None:
    """Take all pictures."""
    compat.install()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        where = str(Path(work) / "ly-son.hstk")
        with hstk.open(where) as eco:
            make_sample(eco)
        for name in PICTURES:
            asyncio.run(take(where, name, folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
