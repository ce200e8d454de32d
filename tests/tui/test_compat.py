"""What compat mends, beyond what test_typing_pty types at."""

from __future__ import annotations

import asyncio
import ctypes
import importlib
import os
import sys
import threading
import types
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants, events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from hstk.tui import compat

compat.install()

VIETNAMESE = st.text(st.sampled_from("aeoudăâđêôơưệặửÔĐ q\u0302\u0323\u0309\u031b"), max_size=12)


def test_installing_twice_changes_nothing_more() -> None:
    before = (Input._on_key, TextArea._on_key, Input.replace)
    compat.install()
    assert (Input._on_key, TextArea._on_key, Input.replace) == before


def test_the_kitty_mode_is_refused_unless_somebody_asked_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setitem(vars(constants), "DISABLE_KITTY_KEY", False)
    monkeypatch.delenv("TEXTUAL_DISABLE_KITTY_KEY", raising=False)
    compat.refuse_report_all_keys()
    assert constants.DISABLE_KITTY_KEY
    assert os.environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"

    monkeypatch.setenv("TEXTUAL_DISABLE_KITTY_KEY", "0")
    compat.refuse_report_all_keys()
    assert not constants.DISABLE_KITTY_KEY


@given(VIETNAMESE, VIETNAMESE)
def test_composing_gives_the_nfc_of_the_whole(before: str, inserted: str) -> None:
    before = unicodedata.normalize("NFC", before)
    taken, text = compat.composed(before, inserted)
    whole = before[: len(before) - taken] + text
    assert whole == unicodedata.normalize("NFC", before + inserted)


def test_a_mark_without_a_letter_before_it_stays() -> None:
    assert compat.composed("", "\u0301") == (0, "\u0301")


class KeyApp(App[None]):
    """One field, and an action of the app on ctrl+c."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "copy_row", id="copy")]
    copied = 0

    def __init__(self, field: Input | TextArea) -> None:
        super().__init__()
        self.field = field
        field.cursor_blink = False

    def compose(self) -> ComposeResult:
        yield self.field

    def action_copy_row(self) -> None:
        self.copied += 1


def keys(text: str) -> list[events.Key]:
    """The events of keys; DEL stands for backspace."""
    return [
        events.Key("backspace", "\x7f") if letter == "\x7f" else events.Key(letter, letter)
        for letter in text
    ]


def typed(field: Input | TextArea, *events: events.Key) -> KeyApp:
    """The app after keys that came faster than it could take them."""

    async def run() -> KeyApp:
        app = KeyApp(field)
        async with app.run_test() as pilot:
            for event in events:
                app.post_message(event)
            await pilot.pause()
        return app

    return asyncio.run(run())


@pytest.mark.parametrize("make", [Input, TextArea])
def test_keys_that_come_together_keep_their_order(make: Callable[[], Input | TextArea]) -> None:
    field = make()
    typed(field, *keys("vie\x7fêt\x7f\x7fệt"))
    assert (field.value if isinstance(field, Input) else field.text) == "việt"


def test_a_key_that_the_editor_leaves_reaches_the_app() -> None:
    copy = events.Key("ctrl+c", "\x03")
    assert typed(TextArea("abc"), copy).copied == 1  # nothing is selected: TextArea leaves it
    area = TextArea("abc")
    area.select_all()
    assert typed(area, copy).copied == 0


def test_a_changed_keymap_counts() -> None:
    class Field(Input):
        BINDINGS: ClassVar[list[BindingType]] = [
            Binding("f4", "delete_left", id="field.erase"),
        ]

    async def run(field: Input) -> None:
        app = KeyApp(field)
        app.set_keymap({"field.erase": "f7"})
        async with app.run_test() as pilot:
            for event in (*keys("ab"), events.Key("f7", None), *keys("c")):
                app.post_message(event)
            await pilot.pause()

    field = Field()
    asyncio.run(run(field))
    assert field.value == "ac"


def test_what_an_editor_may_not_write_stays_unwritten() -> None:
    area = TextArea("a", read_only=True)
    typed(area, *keys("b\x7f"))
    assert area.text == "a"
    number = Input(type="integer")
    typed(number, *keys("1x2"))
    assert number.value == "12"


def test_an_option_is_found_without_marks_but_its_own_spelling_comes_first() -> None:
    names = ["Thơ", "Chợ Thợ", "Thợ", "Hà Nội"]
    assert compat.best_option(names, "ha") == 3
    assert compat.best_option(names, "tho") == 0
    assert compat.best_option(names, "thợ") == 2
    assert compat.best_option(names, "xyz") is None


# --- Windows ---------------------------------------------------------------------------------

SHIFT, NUM_LOCK = 0x10, 0x20


@pytest.mark.parametrize(
    ("state", "vk", "char", "dropped"),
    [
        (0, 0, "ệ", False),
        (SHIFT, 0, "Ệ", False),
        (NUM_LOCK, 0, "ệ", False),
        (SHIFT, 0x10, "\0", False),  # shift itself: Textual's parser skips NUL later on
        (SHIFT, 0, "\0", True),
        (NUM_LOCK, 0, "", True),
        (0, 0, "\0", False),
    ],
)
def test_only_keys_that_carry_nothing_are_dropped(
    state: int, vk: int, char: str, dropped: bool
) -> None:
    assert compat.drop_key(state, vk, char) is dropped


class FakeKernel32:
    """Stands in for the library of Windows: hands out one batch of key records, then ends."""

    def __init__(self, pressed: Sequence[tuple[int, int, str]], done: threading.Event) -> None:
        self.pressed = pressed
        self.done = done
        self.GetStdHandle = lambda handle: handle

    def WaitForMultipleObjects(self, *_: Any) -> int:  # noqa: N802
        return 0

    def ReadConsoleInputW(self, _: Any, records: Any, size: int, count: Any) -> int:  # noqa: N802
        assert len(self.pressed) <= size
        for record, (state, vk, char) in zip(records._obj, self.pressed, strict=False):
            record.EventType = 1
            record.Event.KeyEvent.bKeyDown = True
            record.Event.KeyEvent.dwControlKeyState = state
            record.Event.KeyEvent.wVirtualKeyCode = vk
            record.Event.KeyEvent.uChar.UnicodeChar = char
        count._obj.value = len(self.pressed)
        self.done.set()
        return 1


@pytest.fixture
def win32(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Textual's own module for the console of Windows, on whatever system this is."""
    monkeypatch.setitem(sys.modules, "msvcrt", types.ModuleType("msvcrt"))
    monkeypatch.setattr(
        ctypes, "WinDLL", lambda *_, **__: FakeKernel32((), threading.Event()), raising=False
    )
    monkeypatch.delitem(sys.modules, "textual.drivers.win32", raising=False)
    yield importlib.import_module("textual.drivers.win32")
    del sys.modules["textual.drivers.win32"]


def read(win32: Any, pressed: Sequence[tuple[int, int, str]], *, mended: bool) -> str:
    """The text that Textual's own Windows loop makes of (state, virtual key, character)."""
    done = threading.Event()
    win32.KERNEL32 = FakeKernel32(pressed, done)
    if mended:
        compat.let_input_method_keys_through(win32)
    got: list[events.Key] = []
    monitor = win32.EventMonitor(None, types.SimpleNamespace(log=None), done, got.append)
    monitor.run()
    return "".join(event.character or "" for event in got)


BURST = [(0, 69, "e"), (SHIFT, 0, "\0"), (NUM_LOCK, 8, "\x08"), (SHIFT | NUM_LOCK, 0, "Ệ")]


def test_windows_keeps_what_is_committed_while_a_lock_is_on(win32: Any) -> None:
    assert read(win32, BURST, mended=True) == "e\x08Ệ"


def test_stock_textual_still_drops_it(win32: Any) -> None:
    """Fails once Textual lets it through (#6667): then let_input_method_keys_through can go."""
    assert read(win32, BURST, mended=False) == "e\x08"
