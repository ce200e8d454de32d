"""Text measured as a terminal draws it: in cells, not in characters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

FULL, EMPTY = "█", "░"
_CUT = "…"


@lru_cache(maxsize=4096)
def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """How many cells a line of text takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def cut(text: str, width: int) -> str:
    """The text in at most ``width`` cells, "…" standing for what was cut off."""
    if cells(text) <= width:
        return text
    taken = 0
    for position, character in enumerate(text):
        taken += _cells_of(character)
        if taken > width - 1:
            return text[:position].rstrip() + _CUT if width > 0 else ""
    return text


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text cut or filled to exactly ``width`` cells."""
    text = cut(text, width)
    blank = " " * (width - cells(text))
    return blank + text if right else text + blank


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, broken between words; a word that is too long is broken too."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        row = ""
        for word in paragraph.split(" "):
            while cells(word) > width:
                head = _head(word, width)
                found += [row] * bool(row) + [head]
                row, word = "", word[len(head) :]
            if row and cells(row) + 1 + cells(word) > width:
                found.append(row)
                row = word
            else:
                row = f"{row} {word}" if row else word
        found.append(row)
    return found


def _head(word: str, width: int) -> str:
    taken = 0
    for position, character in enumerate(word):
        taken += _cells_of(character)
        if taken > width and position:
            return word[:position]
    return word


def bar(part: float, width: int) -> str:
    """A bar of ``width`` cells, filled up to ``part`` (0 to 1)."""
    filled = min(width, max(0, round(part * width)))
    return FULL * filled + EMPTY * (width - filled)
