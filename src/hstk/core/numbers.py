"""Numbers as Vietnamese readers write them: "1.250" people, "62,5" per cent.

A dot groups thousands and a comma begins decimals. Text also comes from programs that write
English, so what could mean two numbers is refused, never guessed. Amounts of money have their own
reader, see :mod:`hstk.core.money`.
"""

from __future__ import annotations

import re
from typing import Final

from hstk.core.language import say

LARGEST: Final = 2**63 - 1
"""The largest whole number that both databases keep."""

_GROUPS: Final = r"[1-9][0-9]{0,2}(?:(?: [0-9]{3})+|(?:\.[0-9]{3})+|(?:,[0-9]{3})+)"
_WHOLE: Final = re.compile(rf"[+-]?(?:[0-9]{{1,30}}|{_GROUPS})")
_ROUND: Final = re.compile(r"([+-]?[0-9]+)[.,]0+")  # how spreadsheets write a whole number
_GROUPED: Final = re.compile(rf"[+-]?{_GROUPS}")
_UNCLEAR: Final = re.compile(r"([+-]?[1-9][0-9]{0,2})[.,]([0-9]{3})")
_VIETNAMESE: Final = re.compile(r"([+-]?[0-9]+|[+-]?[0-9]{1,3}(?:[. ][0-9]{3})+),([0-9]+)")
_ENGLISH: Final = re.compile(r"([+-]?[0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]+)")
_MARKS: Final = re.compile("[., ]")


def read_integer(text: str) -> int | str:
    """The whole number that cleaned text writes; the text itself when it writes none.

    Raises:
        ValueError: it is too large to be kept.
    """
    if _WHOLE.fullmatch(text):
        return within_bounds(int(_MARKS.sub("", text)))
    if written := _ROUND.fullmatch(text):
        return within_bounds(int(written[1]))
    return text


def read_number(text: str) -> float | str:
    """The number that cleaned text writes; the text itself when it is written as Python does.

    Raises:
        ValueError: it could mean two numbers.
    """
    if unclear := _UNCLEAR.fullmatch(text):
        whole, decimals = unclear[1] + unclear[2], unclear[2].rstrip("0") or "0"
        decimals += "0" if len(decimals) == 3 else ""  # three digits would be unclear again
        raise ValueError(
            say(
                f"«{text}» có thể hiểu theo hai cách; ghi {whole} hoặc {unclear[1]},{decimals}",
                f"“{text}” could mean two numbers; write {whole} or {unclear[1]}.{decimals}",
            )
        )
    if _GROUPED.fullmatch(text):
        return float(_MARKS.sub("", text))
    if written := _VIETNAMESE.fullmatch(text) or _ENGLISH.fullmatch(text):
        return float(f"{_MARKS.sub('', written[1])}.{written[2]}")
    return text


def within_bounds(number: int) -> int:
    """The number, if a database can keep it.

    Raises:
        ValueError: it is too large, or too small.
    """
    if not -LARGEST <= number <= LARGEST:
        raise ValueError(say("số quá lớn, không lưu được", "the number is too large to be kept"))
    return number
