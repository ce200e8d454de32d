"""Numbers as people write them: "1.250" people, "62,5" per cent.

In Vietnamese a comma begins decimals and a dot groups thousands, in English the other way round,
and text comes from programs of both kinds. The decimal mark of the current language is that; the
other mark is where it cannot be anything else ("12.5"), and what could mean two numbers ("2.000")
is refused, never guessed. Amounts of money have their own reader, see :mod:`hstk.core.money`.
"""

from __future__ import annotations

import re
from typing import Final

from hstk.core.language import language, say

LARGEST: Final = 2**63 - 1
"""The largest whole number that both databases keep."""

_GROUPS: Final = r"[1-9][0-9]{0,2}(?:(?: [0-9]{3})+|(?:\.[0-9]{3})+|(?:,[0-9]{3})+)"
_WHOLE: Final = re.compile(rf"[+-]?(?:[0-9]{{1,40}}|{_GROUPS})")
_ROUND: Final = re.compile(r"([+-]?[0-9]+)[.,]0+")  # how spreadsheets write a whole number
_GROUPED: Final = re.compile(rf"[+-]?{_GROUPS}")
_THREE: Final = re.compile(r"([+-]?[1-9][0-9]{0,2})([.,])([0-9]{3})")
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
    if three := _THREE.fullmatch(text):
        mark = "," if language() == "vi" else "."
        if three[2] == mark:
            return float(f"{three[1]}.{three[3]}")
        whole, decimals = three[1] + three[3], three[3].rstrip("0") or "0"
        raise ValueError(
            say(
                f"«{text}» có thể hiểu theo hai cách; ghi {whole} hoặc {three[1]}{mark}{decimals}",
                f"“{text}” could mean two numbers; write {whole} or {three[1]}{mark}{decimals}",
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
