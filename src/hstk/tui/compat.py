"""What is mended in Textual 8.2.8, and the only module that touches its private names.

Every mend names its upstream issue. ``tests/tui/test_compat.py`` and ``test_typing_pty.py`` hold
one test for each that fails as soon as Textual no longer needs it, so that it is dropped then.

Vietnamese is typed through input methods (UniKey, EVKey, OpenKey, ibus-bamboo) which send real
keys: «việt» arrives as ``v i e t``, then backspaces and the letters that replace what was there.
"""
# ruff: noqa: SLF001

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any

from textual import constants, events
from textual.widgets import Input, TextArea
from textual.widgets._select import SelectOverlay
from textual.widgets.text_area import EditResult, Location

from hstk.core.text import fold

_KEY_EVENT = 1  # INPUT_RECORD.EventType of a key, in the Windows console

_installed = False


def install() -> None:
    """Mend Textual for this process; calling it again does nothing."""
    global _installed
    if _installed:
        return
    _installed = True
    refuse_report_all_keys()
    run_own_bindings_in_order(Input)
    run_own_bindings_in_order(TextArea)
    compose_in_input()
    compose_in_text_area()
    search_selects_without_marks()
    if sys.platform == "win32":
        from textual.drivers import win32

        let_input_method_keys_through(win32)


# --- the terminal is not asked to report every key as an escape sequence ---------------------


def refuse_report_all_keys() -> None:
    """Keep terminals in the mode in which input methods work (since Textual 8.2.7).

    Textual asks for kitty's "report all keys" mode, in which several terminals lose or reorder
    what an input method commits (ghostty#11149, wezterm#7922). Who wants it all the same sets
    TEXTUAL_DISABLE_KITTY_KEY=0. Windows is left alone: there Textual asks only for unambiguous
    escape codes, and this switch would stop it from understanding them.
    """
    if sys.platform == "win32":
        return
    wanted = os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # textual.constants reads the environment once, when it is first imported, which may be past.
    vars(constants)["DISABLE_KITTY_KEY"] = wanted == "1"


# --- keys keep their order -------------------------------------------------------------------


def run_own_bindings_in_order(editor: type[Input] | type[TextArea]) -> None:
    """Run an editor's own bindings in its own message queue (Textualize/textual#6605, PR #6631).

    Textual inserts letters in the editor, but lets backspace bubble up to the app, which acts on
    it after the letters that follow: «e, backspace, ê» leaves «e». The palette's box and every
    other subclass are mended with their base.
    """
    stock = editor._on_key

    async def _on_key(self: Any, event: events.Key) -> None:
        if not event.is_printable and await _ran_own_binding(self, event.key):
            self._restart_blink()
            event.stop()
            event.prevent_default()
        else:
            await stock(self, event)

    editor._on_key = _on_key  # type: ignore[method-assign]


async def _ran_own_binding(editor: Input | TextArea, key: str) -> bool:
    """Whether the key is bound by the editor itself, keymap applied, and its action took it."""
    if not editor.is_attached:  # a key that was still on its way when the editor was removed
        return False
    active = editor.screen.active_bindings.get(key)
    if active is None or active.node is not editor or not active.enabled:
        return False
    # App.run_action tells of a skipped action (copying without a selection); the widget's does not.
    return await editor.app.run_action(active.binding.action, editor)


# --- text is composed (NFC) at the door ------------------------------------------------------


def composed(before: str, inserted: str) -> tuple[int, str]:
    """Compose inserted text with the letter it is put behind.

    Args:
        before: what stands before the cursor.
        inserted: what is typed or pasted there, in any Unicode form.

    Returns:
        How many code points of ``before`` to take back, and the NFC text to insert instead.
    """
    taken = 0
    if inserted and unicodedata.combining(inserted[0]):
        while taken < len(before):
            taken += 1
            if not unicodedata.combining(before[-taken]):
                break
    base = before[len(before) - taken :]
    return taken, unicodedata.normalize("NFC", base + inserted)


def compose_in_input() -> None:
    """Keep an Input NFC: no upstream issue; Textual takes each code point for a letter.

    The Vietnamese layout of Windows types marks as letters of their own, and text copied from
    macOS file names is NFD: the cursor would stop inside «ệ» and backspace would halve it.
    """
    stock = Input.replace

    def replace(self: Input, text: str, start: int, end: int) -> None:
        start, end = sorted((max(0, start), end))
        taken, text = composed(self.value[:start], text)
        stock(self, text, start - taken, end)

    Input.replace = replace  # type: ignore[method-assign]


def compose_in_text_area() -> None:
    """Keep a TextArea NFC, as :func:`compose_in_input` does for an Input."""
    stock = TextArea._replace_via_keyboard

    def _replace_via_keyboard(
        self: TextArea, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        (row, column), end = sorted((start, end))
        taken, insert = composed(self.document.get_line(row)[:column], insert)
        return stock(self, insert, (row, column - taken), end)

    TextArea._replace_via_keyboard = _replace_via_keyboard  # type: ignore[method-assign]


# --- searching in a Select by typing ---------------------------------------------------------


def search_selects_without_marks() -> None:
    """Let typing find an option of a Select as Vietnamese is typed: no upstream issue.

    Textual adds every letter to the query but no backspace takes one away, so that «tiếng» is
    looked for as «tiêengếng»; and it compares marks, so that «ha» does not find «Hà».
    """
    stock = SelectOverlay._on_key

    async def _on_key(self: SelectOverlay, event: events.Key) -> None:
        if event.key == "backspace" and self._search_query:
            self._search_query = self._search_query[:-1]
            if (index := self._find_search_match(self._search_query)) is not None:
                self.select(index)
            event.stop()
            event.prevent_default()
        else:
            await stock(self, event)

    def _find_search_match(self: SelectOverlay, query: str) -> int | None:
        return best_option([str(option.prompt) for option in self.options], query)

    SelectOverlay._on_key = _on_key  # type: ignore[method-assign]
    SelectOverlay._find_search_match = _find_search_match  # type: ignore[method-assign]


def best_option(prompts: Iterable[str], query: str) -> int | None:
    """Which prompt holds the query: spelled the same first, then earliest in the prompt.

    Args:
        prompts: the options as text.
        query: what was typed, with or without marks.

    Returns:
        The index of the option, or None when none holds the query.
    """
    exact, wanted = query.casefold(), fold(query)
    found = [
        (exact not in prompt.casefold(), place, index)
        for index, prompt in enumerate(prompts)
        if (place := fold(prompt).find(wanted)) >= 0
    ]
    return min(found)[2] if found else None


# --- Windows: keys of input methods are let through ------------------------------------------


def drop_key(state: int, vk: int, char: str) -> bool:
    """Whether a key event of the Windows console means nothing to an app.

    Args:
        state: modifier and lock keys, as bits.
        vk: virtual key code; 0 for text that an input method commits.
        char: the character, "" or NUL when there is none.
    """
    return bool(state) and vk == 0 and char in ("", "\0")


def let_input_method_keys_through(win32: Any) -> None:
    """Keep text that is committed while Shift, CapsLock or NumLock is on (textual#6667, PR #6689).

    Textual drops every key with a state and no virtual key code, with the letter it carries. The
    state means nothing to it otherwise, so it is cleared as the records are read.

    Args:
        win32: the module ``textual.drivers.win32``.
    """
    win32.KERNEL32 = _Kernel32(win32.KERNEL32)


class _Kernel32:
    """The kernel32 library that Textual reads keys with, reading them mended."""

    def __init__(self, stock: Any) -> None:
        self._stock = stock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stock, name)

    def ReadConsoleInputW(  # noqa: N802
        self, handle: Any, records: Any, size: int, count: Any
    ) -> Any:
        """Read as the stock function does, then clear the states that would lose a letter."""
        result = self._stock.ReadConsoleInputW(handle, records, size, count)
        for record in records._obj[: count._obj.value]:
            if record.EventType == _KEY_EVENT:
                key = record.Event.KeyEvent
                state, vk = key.dwControlKeyState, key.wVirtualKeyCode
                if vk == 0 and not drop_key(state, vk, key.uChar.UnicodeChar):
                    key.dwControlKeyState = 0
        return result
