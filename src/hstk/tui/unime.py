"""Single-letter shortcuts that work with Telex or VNI left on.

Outside editors an input method still rewrites what is typed: with Telex ``w`` arrives as ``ư``,
and ``d d`` as ``d``, a backspace, ``đ``. From what was erased and what came instead follows
which key was pressed.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Literal, TypeVar

from textual import events
from textual.app import App

Method = Literal["telex", "vni", "off"]
"""The rules by which people type Vietnamese; ``off`` leaves every key as it comes."""

BURST = 0.05
"""Seconds within which an input method sends a whole rewrite; people are slower."""

_CIRCUMFLEX, _BAR = "\u0302", "\u0335"
_KEYS: dict[Method, dict[str, str]] = {
    "telex": dict(zip("\u0301\u0300\u0309\u0303\u0323\u0306\u031b", "sfrxjww", strict=True)),
    "vni": dict(
        zip(
            f"\u0301\u0300\u0309\u0303\u0323{_CIRCUMFLEX}\u031b\u0306{_BAR}",
            "123456789",
            strict=True,
        )
    ),
    "off": {},
}
_DIRECT = {"ư": "w", "Ư": "W", "ơ": "[", "Ơ": "{"}  # Telex writes these without erasing anything
_LONGEST_WORD = 16

T = TypeVar("T")


def typed(letter: str, method: Method) -> str:
    """The key behind a letter that came without anything being erased.

    Args:
        letter: one character.
        method: the rules in use.
    """
    if method == "off" or letter.isascii():
        return letter
    if method == "telex" and letter in _DIRECT:
        return _DIRECT[letter]
    return _split(letter)[0] or letter


def rewritten(old: str, new: str, method: Method) -> tuple[str, str]:
    """The key behind a rewrite, and what the input method will write after it.

    Args:
        old: what it erased.
        new: as many characters of what it wrote instead.
        method: the rules in use.

    Returns:
        The key, or "" when only a tone moved to another vowel and the key itself follows as a
        letter; and the letter that follows when the key took a mark away («á», s -> «as»).
    """
    old_letters, old_marks = _split(old)
    letters, marks = _split(new)
    for before, after in zip(old_letters, letters, strict=False):
        if before.casefold() != after.casefold():
            return after, ""
    for mark in marks - old_marks:
        return _key(mark, old, new, method), ""
    for mark in old_marks - marks:
        key = _key(mark, new, old, method)
        return key, key
    return "", ""


def _split(text: str) -> tuple[str, Counter[str]]:
    """The plain letters of a text and its marks, the bar of đ being one."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d" + _BAR).replace("Đ", "D" + _BAR))
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return letters, Counter(part for part in parts if unicodedata.combining(part))


def _key(mark: str, without: str, having: str, method: Method) -> str:
    """The key that puts ``mark`` on a letter: in Telex the letter itself, for â ê ô đ."""
    if mark in _KEYS[method]:
        return _KEYS[method][mark]
    for bare, letter in zip(without.ljust(len(having)), having, strict=False):
        base, marks = _split(letter)
        if mark in marks and mark not in _split(bare)[1]:
            return base
    return ""


class KeyReader:
    """Follows what an input method sends and tells which keys were pressed."""

    def __init__(self, method: Method = "telex") -> None:
        self.method: Method = method
        self._word = ""
        self._burst("", 0.0)

    def _burst(self, erased: str, at: float) -> None:
        self._erased, self._written, self._echo, self._last = erased, "", "", at

    def forget(self) -> None:
        """Start anew, as the input method does after an arrow key or a click."""
        self._word = ""
        self._burst("", 0.0)

    def backspace(self, at: float) -> bool:
        """Whether a backspace belongs to a rewrite, and is no key of its own.

        Args:
            at: when it came, in seconds of a monotonic clock.
        """
        if self.method == "off" or not self._word:
            self.forget()
            return False
        if self._written or at - self._last > BURST:
            self._burst("", at)
        self._erased = self._word[-1] + self._erased
        self._word = self._word[:-1]
        self._last = at
        return True

    def letter(self, letter: str, at: float) -> str:
        """The key behind a letter, "" while a rewrite is under way.

        Args:
            letter: one character.
            at: when it came, in seconds of a monotonic clock.
        """
        if at - self._last > BURST:
            self._burst("", at)
        self._last = at
        self._word = (self._word + letter)[-_LONGEST_WORD:]
        if len(self._written) < len(self._erased):
            self._written += letter
            if len(self._written) < len(self._erased):
                return ""
            key, self._echo = rewritten(self._erased, self._written, self.method)
            return key
        if self._echo and letter == self._echo:
            self._echo = ""
            return ""
        return typed(letter, self.method)


class UnIme(App[T]):
    """An app whose single-letter shortcuts work with an input method left on.

    Attributes:
        key_reader: set ``key_reader.method`` to the rules the user types by, or to ``off``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.key_reader = KeyReader()

    async def on_event(self, event: events.Event) -> None:
        """Put keys back as they were pressed, unless the focused widget takes letters."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            pressed = self._pressed(event)
            if pressed is None:
                return
            event = pressed
        await super().on_event(event)

    def _pressed(self, event: events.Key) -> events.Key | None:
        letter = event.character or ""
        focused = self.focused
        if focused is not None and focused.check_consume_key("a", "a"):
            self.key_reader.forget()
        elif event.key == "backspace":
            return None if self.key_reader.backspace(event.time) else event
        elif not event.is_printable or len(letter) != 1:
            self.key_reader.forget()
        else:
            key = self.key_reader.letter(letter, event.time)
            if key != letter:
                return events.Key(_key_name(key), key) if key else None
        return event


def _key_name(letter: str) -> str:
    """Textual's name of a key, for letters, digits and the brackets."""
    return letter if letter.isalnum() else unicodedata.name(letter).lower().replace(" ", "_")
