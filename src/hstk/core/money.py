"""Money: whole đồng, read and shown as Vietnamese readers write it.

A dot groups thousands and a comma begins decimals ("1.234,5"). Amounts also come from
spreadsheets in the English style, so both marks are read with care: what could mean two
different amounts is refused, never guessed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from hstk.core.language import say

LARGEST: Final = 10**15
"""The largest amount that is accepted, in đồng: a million tỷ."""

# Largest first: the parts of an amount must come in this order ("1 tỷ 200 triệu").
_UNITS: Final = (
    (10**9, ("tỷ", "tỉ", "ty", "ti", "billion")),
    (10**6, ("triệu", "trieu", "tr", "million")),
    (10**3, ("nghìn", "ngàn", "nghin", "ngan", "k", "thousand")),
)
_SIZES: Final = {word: size for size, words in _UNITS for word in words}

_CURRENCY: Final = re.compile(r"^(?:vnđ|vnd)\s*|\s*(?:đồng|dong|vnđ|vnd|đ|₫|d)\.?$")
_SPACED_GROUP: Final = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))")
_PART: Final = re.compile(r"([0-9]+(?:[.,][0-9]+)*)\s*([^\W\d_]*)\s*")
_GROUPED: Final = {
    ".": re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"),
    ",": re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+"),
}
_SWAP_MARKS: Final = str.maketrans(".,", ",.")


@dataclass(frozen=True, slots=True)
class Dong:
    """Marks an integer field as an amount of whole đồng."""


def read_money(value: object) -> int:
    """The amount that ``value`` writes, in whole đồng.

    Args:
        value: a whole number, or text such as "1.500.000 đ", "2,5 triệu đồng", "500k",
            "1 tỷ 200 triệu".

    Raises:
        ValueError: it is unreadable, could mean two amounts, is negative, is not whole đồng
            or is larger than ``LARGEST``.
    """
    if type(value) is int and 0 <= value <= LARGEST:
        return value
    if isinstance(value, str):
        dong = _read_text(value)
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        dong = _whole(value)
    else:
        raise _unreadable(value)
    if dong < 0:
        raise ValueError(
            say(
                "Số tiền không được âm; ghi số dương.",
                "An amount cannot be negative; write a positive number.",
            )
        )
    if dong > LARGEST:
        raise ValueError(
            say(
                "Số tiền quá lớn, tối đa 1 triệu tỷ đồng; kiểm tra lại số chữ số và đơn vị.",
                "The amount is too large, at most 10^15 đồng; check its digits and its unit.",
            )
        )
    return dong


Money = Annotated[
    int,
    Field(ge=0, le=LARGEST, examples=[1_500_000]),
    BeforeValidator(read_money),
    Dong(),
]
"""An amount in whole đồng; reads what ``read_money`` reads."""


def show_money(dong: int, unit: Literal["đồng", "auto"] = "đồng") -> str:
    """The exact amount, which ``read_money`` reads back.

    Args:
        dong: the amount in đồng.
        unit: "đồng" gives "2.500.000 đ"; "auto" gives "2,5 triệu": the larger of tỷ and triệu
            that needs at most two decimals, else đồng.
    """
    if unit == "auto":
        for size in (10**9, 10**6):
            if dong >= size and dong % (size // 100) == 0:
                return f"{show_number(Decimal(dong) / size)} {_word(size)}"
    return f"{show_number(dong)} đ"


def show_money_short(dong: int) -> str:
    """The amount rounded to about three digits, for bars and narrow columns: "3,2 tỷ".

    Args:
        dong: the amount in đồng.
    """
    for size, _ in _UNITS:
        if dong >= size - size // 2000:  # 999,5 triệu already rounds to 1 tỷ
            places = 1 if dong < 100 * size else 0
            step = size // 10**places
            rounded = (dong + step // 2) // step
            return f"{show_number(Decimal(rounded) / 10**places)} {_word(size)}"
    return f"{show_number(dong)} đ"


def show_number(number: int | float | Decimal, places: int = 2) -> str:
    """A number in the Vietnamese style: "1.234,5".

    Args:
        number: what to show.
        places: the most decimals to show; zeros at the end are left out.
    """
    if isinstance(number, int):
        return f"{number:,}".translate(_SWAP_MARKS)
    text = f"{number:,.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text).translate(_SWAP_MARKS)


def _word(size: int) -> str:
    if size == 10**9:
        return say("tỷ", "billion")
    if size == 10**6:
        return say("triệu", "million")
    return say("nghìn", "thousand")


def _whole(number: int | float | Decimal) -> int:
    try:
        whole = round(number)
    except (ValueError, OverflowError):  # nan and the infinities
        raise _unreadable(number) from None
    # What a spreadsheet calculated carries noise: 0.07 * 10**8 is 7000000.000000001.
    if not math.isclose(number, whole, rel_tol=1e-12):
        raise _not_whole(show_number(number, places=6))
    return whole


def _read_text(given: str) -> int:
    text = unicodedata.normalize("NFKC", given).strip().casefold()
    if len(text) > 60:  # no amount is that long, and no message should quote it
        raise _unreadable(text[:40] + "…")
    negative = text.startswith("-")
    text = _CURRENCY.sub("", text.removeprefix("-").strip())
    text = _SPACED_GROUP.sub(".", text)
    total, position, former = 0, 0, LARGEST
    while part := _PART.match(text, position):
        number, word = part.groups()
        size = _SIZES.get(word, 0) if word else 1
        # A bare number after a unit ("2 triệu 500") means thousands to some, đồng to others.
        if not 0 < size < former or (position and size == 1):
            break
        total += _read_part(number, size, given)
        position, former = part.end(), size
    if not text or position < len(text):
        raise _unreadable(given)
    return -total if negative else total


def _read_part(number: str, size: int, given: str) -> int:
    """One number times its unit, in đồng."""
    read = _read_digits(number, in_unit=size > 1)
    if read is None:
        raise ValueError(
            say(
                f"Không rõ «{given}» là bao nhiêu; ghi đủ số đồng như 1.500.000, "
                "hoặc số gọn kèm đơn vị như 1,5 triệu.",
                f"“{given}” could mean several amounts; write all đồng as 1.500.000, "
                "or a short number with its unit as 1,5 triệu.",
            )
        )
    digits, decimals = read
    scale: int = 10**decimals
    dong, rest = divmod(digits * size, scale)
    if rest:
        raise _not_whole(given)
    return dong


def _read_digits(number: str, *, in_unit: bool) -> tuple[int, int] | None:
    """All digits as one integer and how many of them are decimals; None if it is unclear."""
    if number.isdigit():
        return int(number), 0
    last = max(number.rfind("."), number.rfind(","))
    mark, head, tail = number[last], number[:last], number[last + 1 :]
    if _GROUPED[mark].fullmatch(number):
        # "1,500 triệu" is 1,5 triệu to one reader and 1.500 triệu to another.
        unclear = mark == "," and in_unit and number.count(",") == 1
        return None if unclear else (int(number.replace(mark, "")), 0)
    other = "," if mark == "." else "."
    grouped = _GROUPED[other].fullmatch(head) is not None
    if not grouped and not head.isdigit():
        return None
    # Three digits are decimals only where they cannot be thousands: "0,125 tỷ".
    if len(tail) == 3 and not (in_unit and (grouped or head == "0")):
        return None
    return int(head.replace(other, "") + tail), len(tail)


def _unreadable(given: object) -> ValueError:
    return ValueError(
        say(
            f"Không đọc được số tiền «{given}»; ghi như 1.500.000, 1,5 triệu hoặc 3 tỷ.",
            f"Cannot read the amount “{given}”; write it as 1.500.000, 1,5 triệu or 3 tỷ.",
        )
    )


def _not_whole(given: str) -> ValueError:
    return ValueError(
        say(
            f"Số tiền «{given}» lẻ dưới một đồng; ghi tròn đồng, hoặc thêm đơn vị (1,5 triệu).",
            f"“{given}” is not whole đồng; write whole đồng, or add the unit (1,5 triệu).",
        )
    )
