"""Single-letter shortcuts with Telex or VNI left on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from hstk.tui.unime import BURST, KeyReader, Method, UnIme, rewritten, typed

DEL = "\x7f"

# What is pressed, one after the other, and what an input method sends for each.
PRESSED: list[tuple[Method, str, Sequence[str]]] = [
    ("telex", "w", ["ư"]),
    ("telex", "W", ["Ư"]),
    ("telex", "[", ["ơ"]),
    ("telex", "dd", ["d", DEL + "đ"]),
    ("telex", "DD", ["D", DEL + "Đ"]),
    ("telex", "ddd", ["d", DEL + "đ", DEL + "dd"]),
    ("telex", "aa", ["a", DEL + "â"]),
    ("telex", "aaa", ["a", DEL + "â", DEL + "aa"]),
    ("telex", "es", ["e", DEL + "é"]),
    ("telex", "ess", ["e", DEL + "é", DEL + "es"]),
    ("telex", "eej", ["e", DEL + "ê", DEL + "ệ"]),
    ("telex", "ow", ["o", DEL + "ơ"]),
    ("telex", "uow", ["u", "o", DEL * 2 + "ươ"]),
    ("telex", "ww", ["ư", DEL + "w"]),
    ("telex", "hoas", ["h", "o", "a", DEL * 2 + "óa"]),
    ("telex", "hoafn", ["h", "o", "a", DEL * 2 + "òa", DEL * 2 + "oàn"]),
    ("telex", "afs", ["a", DEL + "à", DEL + "á"]),
    ("telex", "jkgG", ["j", "k", "g", "G"]),
    ("telex", "hoas", ["h", "o", "a", DEL * 3 + "hoá"]),  # one that rewrites whole words
    ("vni", "w", ["w"]),
    ("vni", "dd", ["d", "d"]),
    ("vni", "d9", ["d", DEL + "đ"]),
    ("vni", "d99", ["d", DEL + "đ", DEL + "d9"]),
    ("vni", "a1", ["a", DEL + "á"]),
    ("vni", "a11", ["a", DEL + "á", DEL + "a1"]),
    ("vni", "o6", ["o", DEL + "ô"]),
    ("vni", "u7", ["u", DEL + "ư"]),
    ("vni", "a85", ["a", DEL + "ă", DEL + "ặ"]),
    ("vni", "123", ["1", "2", "3"]),
]


def read(reader: KeyReader, bursts: Sequence[str], pause: float) -> str:
    """The keys read from bursts of characters, 4 ms between two characters of one."""
    now, keys = 100.0, ""
    for burst in bursts:
        now += pause
        for letter in burst:
            if letter == DEL:
                assert reader.backspace(now)
            else:
                keys += reader.letter(letter, now)
            now += 0.004
    return keys


@pytest.mark.parametrize(("method", "pressed", "sent"), PRESSED)
@pytest.mark.parametrize("pause", [0.0, 0.03, 0.2])
def test_keys_are_read_as_they_were_pressed(
    method: Method, pressed: str, sent: Sequence[str], pause: float
) -> None:
    assert read(KeyReader(method), sent, pause) == pressed


def test_without_an_input_method_every_key_is_as_it_comes() -> None:
    reader = KeyReader("off")
    assert [reader.letter(letter, 1.0) for letter in "ưđd"] == ["ư", "đ", "d"]
    assert not reader.backspace(1.0)


def test_a_backspace_with_nothing_before_it_is_a_key_of_its_own() -> None:
    reader = KeyReader()
    assert not reader.backspace(1.0)
    reader.letter("d", 2.0)
    reader.forget()
    assert not reader.backspace(2.1)


def test_letters_after_a_backspace_of_a_person_are_read_as_they_come() -> None:
    reader = KeyReader()
    reader.letter("d", 1.0)
    reader.letter("d", 1.2)
    assert reader.backspace(2.0)
    assert reader.backspace(2.0 + 2 * BURST)
    assert reader.letter("j", 3.0) == "j"


def test_what_only_a_tone_moved_for_is_no_key() -> None:
    assert rewritten("òa", "oà", "telex") == ("", "")


def test_a_letter_committed_by_itself_is_its_plain_letter() -> None:
    assert typed("đ", "vni") == "d"
    assert typed("Ế", "telex") == "E"


class KeysApp(UnIme[None]):
    """An app with a few shortcuts of one letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"press({key!r})") for key in ("w", "d", "s", "1", "backspace")),
        Binding("left_square_bracket", "press('[')"),
    ]

    def __init__(self, field: Input | None = None) -> None:
        super().__init__()
        self.field = field
        self.pressed = ""

    def compose(self) -> ComposeResult:
        if self.field is not None:
            yield self.field

    def action_press(self, key: str) -> None:
        self.pressed += "<" if key == "backspace" else key


def press(app: KeysApp, text: str) -> KeysApp:
    async def run() -> None:
        async with app.run_test() as pilot:
            for letter in text:
                if letter == "\n":
                    app.post_message(events.Key("down", None))
                elif letter == DEL:
                    app.post_message(events.Key("backspace", DEL))
                else:
                    app.post_message(events.Key(letter, letter))
            await pilot.pause()

    asyncio.run(run())
    return app


def test_shortcuts_run_with_telex_on() -> None:
    assert press(KeysApp(), f"ưd{DEL}đơe{DEL}és").pressed == "wdd[ss"


def test_shortcuts_run_with_vni_on() -> None:
    app = KeysApp()
    app.key_reader.method = "vni"
    assert press(app, f"wa{DEL}á").pressed == "w1"


def test_another_key_between_them_starts_anew() -> None:
    assert press(KeysApp(), f"d\n{DEL}d").pressed == "d<d"


def test_an_editor_gets_its_letters_untouched() -> None:
    field = Input()
    field.cursor_blink = False
    app = press(KeysApp(field), "ưđ")
    assert (app.pressed, field.value) == ("", "ưđ")
