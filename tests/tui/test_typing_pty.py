"""Vietnamese typed through a real terminal, as the bytes that input methods send."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from tests.tui.pty_terminal import Terminal, rewrites

TEXT = "Câu lạc bộ khởi nghiệp Đổi mới sáng tạo được tiếng Việt"
NFD = unicodedata.normalize("NFD", TEXT)
DEL, BS = b"\x7f", b"\x08"

KEYS = {
    "input": b"\x1b[15~",  # F5
    "vinput": b"\x1b[17~",  # F6
    "area": b"\x1b[18~",  # F7
    "CommandInput": b"\x1b[19~",  # F8, the palette
    "SelectOverlay": b"\x1b[20~",  # F9, a Select that is open
}
REPORT = b"\x1b[24~"  # F12

STREAMS: dict[str, tuple[list[bytes], float]] = {
    "one letter at a time": ([letter.encode() for letter in TEXT], 0.0),
    "a whole phrase, committed at once": ([TEXT.encode()], 0.0),
    "UniKey with DEL, 4 ms a key": (list(rewrites(TEXT, DEL)), 0.004),
    "UniKey with BS, 4 ms a key": (list(rewrites(TEXT, BS)), 0.004),
    "UniKey with DEL, no gap": (list(rewrites(TEXT, DEL)), 0.0),
    "UniKey with DEL in one write": ([b"".join(rewrites(TEXT, DEL))], 0.0),
    "UniKey with BS in one write": ([b"".join(rewrites(TEXT, BS))], 0.0),
    "UTF-8 split within letters": ([bytes([byte]) for byte in TEXT.encode()], 0.001),
    "NFD, letter and marks apart": ([mark.encode() for mark in NFD], 0.0),
    "NFD in bracketed paste": ([b"\x1b[200~" + NFD.encode() + b"\x1b[201~"], 0.0),
}


class Typist:
    """Types into the fields of tests/tui/typing_app.py."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.terminal.report()

    def type(self, field: str, *writes: bytes, gap: float = 0.0) -> str:
        """What a field holds after it was emptied and typed into."""
        self.terminal.send(KEYS[field])
        state = {"field": "", "text": ""}
        while state["field"] != field or (state["text"] and field != "SelectOverlay"):
            self.terminal.send(REPORT)
            state = self.terminal.report()
        self.terminal.send(*writes, REPORT, gap=gap)
        text = self.terminal.report()["text"]
        assert isinstance(text, str)
        return text


@pytest.fixture(scope="module")
def typist() -> Iterator[Typist]:
    with Terminal(["-m", "tests.tui.typing_app"]) as terminal:
        yield Typist(terminal)


@pytest.fixture(scope="module")
def stock() -> Iterator[Typist]:
    """The same app on Textual as it is published."""
    with Terminal(["-m", "tests.tui.typing_app", "stock"]) as terminal:
        yield Typist(terminal)


@pytest.fixture(scope="module")
def kitty() -> Iterator[Typist]:
    """The app for somebody who asks for kitty's protocol all the same."""
    env = {"TEXTUAL_DISABLE_KITTY_KEY": "0"}
    with Terminal(["-m", "tests.tui.typing_app"], env=env) as terminal:
        yield Typist(terminal)


@pytest.mark.parametrize("field", ["input", "vinput", "area", "CommandInput"])
@pytest.mark.parametrize("stream", STREAMS)
def test_text_arrives_as_it_was_typed(typist: Typist, field: str, stream: str) -> None:
    writes, gap = STREAMS[stream]
    assert typist.type(field, *writes, gap=gap) == TEXT


@pytest.mark.parametrize("erase", [DEL, BS])
def test_an_open_select_is_searched_as_it_is_typed(typist: Typist, erase: bytes) -> None:
    typist.type("input")  # whence the Select opens anew
    assert typist.type("SelectOverlay", b"".join(rewrites("tiếng", erase))) == "Tiếng Việt"


def test_backspace_takes_a_whole_letter_of_nfd_text(typist: Typist) -> None:
    assert typist.type("input", unicodedata.normalize("NFD", "Việt").encode(), DEL, DEL) == "Vi"


def test_a_mark_joins_the_letter_in_the_middle_of_a_text(typist: Typist) -> None:
    left = b"\x1b[D"
    assert typist.type("input", b"vet", left, "\u0302".encode(), "\u0323".encode()) == "vệt"
    assert typist.type("area", b"x\rvet", left, "\u0302\u0323".encode()) == "x\nvệt"


def test_pasted_lines_follow_each_other_in_a_field_of_one_line(typist: Typist) -> None:
    paste = "\x1b[200~  dòng 1\r\ndòng 2\n\x1b[201~".encode()
    assert typist.type("vinput", paste) == "dòng 1 dòng 2"
    assert typist.type("vinput", "Cô".encode(), "\x1b[200~ Hà\x1b[201~".encode()) == "Cô Hà"
    assert typist.type("area", paste).split() == ["dòng", "1", "dòng", "2"]


def test_enter_tab_and_arrows_of_an_area_keep_their_order(typist: Typist) -> None:
    up, end = b"\x1b[A", b"\x1b[F"
    assert typist.type("area", b"ab\rcd" + up + end + "ế".encode() + DEL + b"e") == "abe\ncd"


def test_keys_outlive_the_field_they_were_typed_into(typist: Typist) -> None:
    assert typist.type("CommandInput", b"abc" + DEL * 2 + KEYS["input"] + DEL + b"x") == "x"


def test_the_window_may_change_and_quitting_gives_the_terminal_back() -> None:
    with Terminal(["-m", "tests.tui.typing_app"], columns=80, rows=24) as terminal:
        assert terminal.report()["size"] == [80, 24]
        terminal.wait_for("Select")
        terminal.resize(60, 20)
        size = [80, 24]
        while size == [80, 24]:
            terminal.send(REPORT)
            size = terminal.report()["size"]
        assert size == [60, 20]
        terminal.send(b"\x11")  # ctrl+q
        assert terminal.wait() == 0
    assert b"\x1b[?1049l" in terminal.output  # back from the alternate screen
    assert b"\x1b[?25h" in terminal.output  # with a cursor


def test_the_terminal_is_not_asked_to_report_every_key(typist: Typist) -> None:
    assert not re.search(rb"\x1b\[>\d+u", typist.terminal.output)


def test_who_asks_for_the_kitty_protocol_gets_it(kitty: Typist) -> None:
    """Fails once Textual stops asking for it by itself: then our refusal can go."""
    assert re.search(rb"\x1b\[>\d+u", kitty.terminal.output)


def _kitty(code: int, text: str) -> bytes:
    return f"\x1b[{code};;{':'.join(str(ord(letter)) for letter in text)}u".encode()


@pytest.mark.parametrize("field", ["input", "area", "CommandInput"])
@pytest.mark.parametrize(
    ("writes", "text"),
    [
        pytest.param([_kitty(0, "việt")], "việt", id="a commit in one sequence"),
        pytest.param([_kitty(101, "e"), b"\x1b[127u", _kitty(0, "ệ")], "ệ", id="a rewrite"),
        pytest.param(
            [_kitty(101, "e") + b"\x1b[127u" + "ệ".encode()], "ệ", id="a rewrite in raw UTF-8"
        ),
    ],
)
def test_kitty_sequences_arrive_as_typed(
    kitty: Typist, field: str, writes: list[bytes], text: str
) -> None:
    assert kitty.type(field, *writes) == text


@pytest.mark.parametrize("field", ["input", "area"])
def test_stock_textual_still_loses_the_order_of_keys(stock: Typist, field: str) -> None:
    """Fails once Textual keeps the order (#6605): then run_own_bindings_in_order can go."""
    assert stock.type(field, b"".join(rewrites(TEXT, DEL))) != TEXT
    assert stock.type(field, TEXT.encode()) == TEXT  # the app and the terminal are in order


@pytest.mark.parametrize("field", ["input", "area"])
def test_stock_textual_still_keeps_marks_apart(stock: Typist, field: str) -> None:
    """Fails once Textual composes what it inserts: then compose_in_... can go."""
    assert stock.type(field, NFD.encode()) == NFD


def test_stock_textual_still_searches_selects_by_every_letter(stock: Typist) -> None:
    """Fails once a Select knows backspace and marks: then search_selects_without_marks can go."""
    assert stock.type("SelectOverlay", *rewrites("tiếng", DEL)) != "Tiếng Việt"
