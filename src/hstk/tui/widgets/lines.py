"""Text of records as cells of a terminal line: never markup, never a control character."""

from __future__ import annotations

import re
from typing import Literal

from rich.cells import cell_len, chop_cells, set_cell_size

from hstk.core.text import nfc

Align = Literal["left", "right"]

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Control characters move the terminal's cursor; halves of surrogate pairs cannot be written at all.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff]")


def drawable(text: str) -> str:
    """Text that is safe to draw on one line, in NFC.

    Line breaks and tabs become one space, invisible marks and changes of direction vanish, and
    what a terminal would act on, or cannot be sent, becomes U+FFFD.
    """
    if not text.isprintable():
        text = _UNWRITABLE.sub("\ufffd", _INVISIBLE.sub("", _BREAKS.sub(" ", text)))
    return nfc(text)


def cut(text: str, width: int, align: Align = "left") -> str:
    """Text made exactly ``width`` cells wide, cut with ``…`` where it is longer.

    Args:
        text: drawable text.
        width: cells; below 1 gives "".
        align: where shorter text stands.
    """
    if width < 1:
        return ""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…"
    padding = " " * (width - length)
    return padding + text if align == "right" else text + padding


def wrapped(text: str, width: int) -> list[str]:
    """A text of several lines as lines no wider than ``width`` cells, broken between words."""
    lines = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in drawable(paragraph).split(" "):
            tried = f"{line} {word}" if line else word
            if cell_len(tried) <= width:
                line = tried
                continue
            if line:
                lines.append(line)
            *whole, line = chop_cells(word, max(1, width)) or [""]
            lines += whole
        lines.append(line)
    return lines
