"""Where what plugins show in a record stands, and that it moves nothing that is being read."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Annotated
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

import hstk
from hstk import Ecosystem, Entity, Ref, Shown, Stored, hookimpl
from hstk.kinds import Line
from hstk.plugins import Asked, Paragraph, Part, View
from hstk.testing import ecosystem
from hstk.tui.app import HstkApp
from hstk.tui.screens.detail_pane import DetailPane
from tests.tui.frame import until
from tests.tui.frames import play, settle
from tests.tui.tea_plugin import Garden

STEPS = 6


class Harvest(Entity, kind="tea_harvest", label="Đợt hái", label_en="Harvest"):
    """What was picked in a garden."""

    name: Annotated[Line, Shown("Tên đợt", "Name")]
    garden: Annotated[Ref[Garden], Stored(index=True), Shown("Vườn", "Garden")]


@pytest.fixture
def free() -> Iterator[threading.Event]:
    """Lets the view answer."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def eco(monkeypatch: pytest.MonkeyPatch, free: threading.Event) -> Iterator[Ecosystem]:
    """A garden with two harvests and a view of its steps."""

    def steps(_: Ecosystem, __: Asked) -> Iterable[Part]:
        assert free.wait(20)
        return [Paragraph(f"Bước {n}", "item") for n in range(1, STEPS + 1)]

    @hookimpl
    def hstk_entities() -> Iterable[type[Entity]]:
        return (Garden, Harvest)

    @hookimpl
    def hstk_views() -> Iterable[View]:
        return (View("tea.steps", "Các bước", "Steps", of=Garden, show=steps, inside=True),)

    module = ModuleType("tea_with_steps")
    module.__dict__.update(hstk_entities=hstk_entities, hstk_views=hstk_views)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    with ecosystem(tea=module) as found:
        garden = found.add(Garden(name="Vườn Đồi", kilos=10))
        found.add_many(Harvest(name=f"Đợt {n}", garden=garden.id) for n in (1, 2))
        with patch.object(hstk, "open", lambda *_, **__: found):
            yield found


def texts(pane: DetailPane) -> list[str]:
    return [str(line.text).strip() for line in pane.lines]


async def opened(app: HstkApp, pilot: Pilot[None], eco: Ecosystem) -> DetailPane:
    app.open_record(eco.find(Garden)[0].id)
    await until(pilot, lambda: app.screen.query(DetailPane))
    pane = app.screen.query_one(DetailPane)
    await until(pilot, lambda: "Liên quan" in texts(pane))
    return pane


def test_what_plugins_show_has_its_place_at_once_before_what_refers_to_the_record(
    eco: Ecosystem, free: threading.Event
) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        pane = await opened(app, pilot, eco)
        here = texts(pane)
        place = here.index("Các bước")
        assert here[place : place + 4] == ["Các bước", "…", "", "Liên quan"]

        free.set()
        await settle(pilot)

        here = texts(pane)
        assert here[place + 1 : place + 1 + STEPS] == [f"• Bước {n}" for n in range(1, STEPS + 1)]
        assert here.index("Liên quan") == place + STEPS + 2

    play(str(eco.place.path), scenario)


def test_what_somebody_reads_below_stays_where_it_is(eco: Ecosystem, free: threading.Event) -> None:
    async def scenario(app: HstkApp, pilot: Pilot[None]) -> None:
        pane = await opened(app, pilot, eco)
        await pilot.press("end")
        await pilot.pause()
        line, current = texts(pane)[pane.cursor], pane.current
        place = pane.cursor - round(pane.scroll_y)
        assert pane.scroll_y > texts(pane).index("Các bước")

        free.set()
        await settle(pilot)
        await until(pilot, lambda: "• Bước 1" in texts(pane))

        assert (texts(pane)[pane.cursor], pane.current) == (line, current)
        assert pane.cursor - round(pane.scroll_y) == place

    play(str(eco.place.path), scenario, (60, 9))
