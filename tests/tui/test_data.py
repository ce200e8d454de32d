"""Asking the file on threads: only the newest question of a channel is answered."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from hstk.core.errors import BadFile
from hstk.kinds import Person
from hstk.store.ecosystem import Ecosystem
from hstk.tui.data import Data, Superseded


def play(where: Path, scenario: Callable[[Data], Awaitable[None]]) -> None:
    async def run() -> None:
        data = Data(str(where))
        try:
            await scenario(data)
        finally:
            data.close()

    asyncio.run(run())


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "test.hstk"


def test_questions_wait_until_the_file_is_open(where: Path) -> None:
    async def scenario(data: Data) -> None:
        early = asyncio.create_task(data.ask("count", lambda eco: eco.count(Person)))
        await asyncio.sleep(0.01)
        assert not data.is_open
        assert data.busy

        await data.open()

        assert await early == 0
        assert data.is_open
        assert not data.busy

    play(where, scenario)


def test_a_newer_question_supersedes_the_ones_before_it(where: Path) -> None:
    async def scenario(data: Data) -> None:
        await data.open()
        begun: list[str] = []
        free = threading.Event()

        def question(name: str) -> Callable[[Ecosystem], str]:
            def answer(_: Ecosystem) -> str:
                begun.append(name)
                assert free.wait(10)
                return name

            return answer

        first = asyncio.create_task(data.ask("list", question("running")))
        while not begun:
            await asyncio.sleep(0.001)
        second = asyncio.create_task(data.ask("list", question("waiting")))
        other = asyncio.create_task(data.ask("detail", question("other")))
        third = asyncio.create_task(data.ask("list", question("newest")))
        await asyncio.sleep(0.01)
        free.set()

        assert await third == "newest"
        assert await other == "other"
        for stale in (first, second):
            with pytest.raises(Superseded):
                await stale
        assert begun == ["running", "other", "newest"]

    play(where, scenario)


def test_a_question_that_fails_tells_who_asked(where: Path) -> None:
    async def scenario(data: Data) -> None:
        await data.open()

        def question(_: Ecosystem) -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await data.ask("list", question)
        assert await data.ask("list", lambda eco: eco.count(Person)) == 0

    play(where, scenario)


def test_a_write_goes_on_when_nobody_waits_for_it_any_more(where: Path) -> None:
    async def scenario(data: Data) -> None:
        await data.open()
        free = threading.Event()

        def work(eco: Ecosystem) -> None:
            assert free.wait(10)
            eco.add(Person(name="Nguyễn Thị Ước"))

        running = asyncio.create_task(data.write(work))
        waiting = asyncio.create_task(data.write(lambda eco: eco.add(Person(name="Trần Đảo"))))
        await asyncio.sleep(0.01)
        running.cancel()
        waiting.cancel()
        free.set()

        assert await data.ask("count", lambda eco: eco.count(Person)) == 2

    play(where, scenario)


def test_closing_finishes_the_writes_and_drops_the_questions(where: Path) -> None:
    begun: list[str] = []

    async def scenario(data: Data) -> None:
        await data.open()
        free = threading.Event()
        held = asyncio.create_task(data.write(lambda _: free.wait(10)))
        asked = asyncio.create_task(data.ask("list", lambda _: begun.append("asked")))
        written = asyncio.create_task(data.write(lambda eco: eco.add(Person(name="Lê Ngọc"))))
        await asyncio.sleep(0.01)
        threading.Timer(0.05, free.set).start()

        data.close()

        assert await held
        assert (await written).name == "Lê Ngọc"
        with pytest.raises(Superseded):
            await asked

    play(where, scenario)
    assert begun == []

    async def again(data: Data) -> None:
        await data.open()
        assert await data.ask("count", lambda eco: eco.count(Person)) == 1

    play(where, again)


def test_one_plugin_that_never_answers_keeps_no_other_waiting(where: Path) -> None:
    async def scenario(data: Data) -> None:
        await data.open()
        free = threading.Event()
        stuck = [
            asyncio.create_task(data.ask(("view", n), lambda _: free.wait(30), aside=True))
            for n in range(4)
        ]
        try:
            await asyncio.sleep(0.05)
            answer = data.ask("menu", lambda _: "menu", aside=True)
            assert await asyncio.wait_for(answer, 5) == "menu"
        finally:
            free.set()
        assert await asyncio.gather(*stuck) == [True] * 4

    play(where, scenario)


def test_every_file_is_written_though_another_never_is(where: Path) -> None:
    async def scenario(data: Data) -> None:
        await data.open()
        written: list[str] = []
        free = threading.Event()
        stuck = asyncio.create_task(data.export(Path("stuck.xlsx"), lambda _: free.wait(30)))
        view = asyncio.create_task(data.ask("view", lambda _: free.wait(30), aside=True))
        await asyncio.sleep(0.05)
        try:
            first = asyncio.create_task(data.export(Path("a.xlsx"), lambda _: written.append("a1")))
            asks = [
                data.export(Path("b.xlsx"), lambda _: written.append("b")),
                data.export(Path("a.xlsx"), lambda _: written.append("a2")),
            ]
            await asyncio.wait_for(asyncio.gather(first, *asks), 5)
            assert sorted(written) == ["a1", "a2", "b"]
            assert written.index("a1") < written.index("a2")
            assert data.exporting == 1
        finally:
            free.set()
        assert await stuck
        assert await view
        assert data.exporting == 0

    play(where, scenario)


def test_closing_waits_for_a_file_but_for_no_view(where: Path) -> None:
    written: list[str] = []

    async def scenario(data: Data) -> None:
        await data.open()
        never = threading.Event()

        def write(_: Ecosystem) -> None:
            never.wait(0.2)
            written.append("a")

        view = asyncio.create_task(data.ask("view", lambda _: never.wait(20), aside=True))
        file = asyncio.create_task(data.export(Path("a.xlsx"), write))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        data.close()
        assert time.monotonic() - began < 5
        assert written == ["a"]
        never.set()
        await file
        await view

    play(where, scenario)


FOREVER = """
import asyncio, sys, time
from hstk.tui.data import Data

async def main():
    data = Data(sys.argv[1])
    await data.open()
    def never(eco):
        while True:
            time.sleep(0.05)
    view = asyncio.create_task(data.ask("view", never, aside=True))
    await asyncio.sleep(0.2)
    data.close()
    view.cancel()

asyncio.run(main())
print("over")
"""


def test_python_ends_though_a_view_never_does(where: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FOREVER, str(where)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip

    assert done.stdout == "over\n"


def test_a_file_that_is_not_ours_is_refused(where: Path) -> None:
    where.write_text("không phải tệp của hstk", encoding="utf-8")

    async def scenario(data: Data) -> None:
        with pytest.raises(BadFile):
            await data.open()
        assert not data.is_open

    play(where, scenario)
