"""Telephone numbers: kept in E.164 ("+84905123456"), shown as people dial them.

The eleven-digit mobile numbers were shortened on 15/9/2018 (the seven last digits stayed);
landline area codes changed in 2017 (Quyết định 2036/QĐ-BTTTT). Because of number portability a
prefix no longer tells the carrier, so an unknown prefix is warned of and never refused.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from hstk.core.language import say

# What followed 0 before 15/9/2018 -> what follows it since.
_SHORTENED: Final = {
    "120": "70",  # MobiFone
    "121": "79",
    "122": "77",
    "126": "76",
    "128": "78",
    "123": "83",  # VinaPhone
    "124": "84",
    "125": "85",
    "127": "81",
    "129": "82",
    **{f"16{digit}": f"3{digit}" for digit in range(2, 10)},  # Viettel
    "186": "56",  # Vietnamobile
    "188": "58",
    "199": "59",  # Gmobile
}
_KNOWN_MOBILE: Final = re.compile(r"\+84(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}")
# Before 17/6/2017 the landlines of Quảng Ngãi were 055 3… and 055 6…; they are 0255 … now.
_LIKE_OLD_LANDLINE: Final = ("+84553", "+84556")

_MOBILE: Final = r"[35789][0-9]{8}"
_LANDLINE: Final = r"2[0-9]{9}"
_HOTLINE: Final = r"1[89]00(?:[0-9]{4}|[0-9]{6})"
_STORED: Final = re.compile(rf"\+84(?:{_MOBILE}|{_LANDLINE}|{_HOTLINE})")
_MOBILE_STORED: Final = re.compile(rf"\+84{_MOBILE}")
_FOREIGN: Final = re.compile(r"\+(?!84)[1-9][0-9]{6,14}")

# Blanks, dots, dashes, brackets, and the invisible marks that come with copied contacts.
_SEPARATORS: Final = re.compile(r"[\s.()\-‐-―\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


def read_phone(value: object) -> str:
    """The telephone number that ``value`` writes, in E.164.

    Args:
        value: a Vietnamese number with or without 0, 84 or +84 before it, in any grouping, also
            one of eleven digits from before 15/9/2018 or a number from a spreadsheet that lost
            its zero; or a foreign number beginning with + or 00.

    Raises:
        ValueError: it is no telephone number, or more than one.
    """
    if type(value) is str and _STORED.fullmatch(value):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # spreadsheets keep every number as a float
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise _unreadable(value)
    dialled = _SEPARATORS.sub("", unicodedata.normalize("NFKC", str(value))).lstrip("'")
    if dialled.startswith("00"):
        dialled = "+" + dialled[2:]
    if _FOREIGN.fullmatch(dialled):
        return dialled
    digits = dialled.removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        raise _several(value) if re.search("[/;,]", digits) else _unreadable(value)
    if len(digits) > 15:
        raise _several(value)
    stored = "+84" + _national(digits, international=dialled.startswith("+"))
    if not _STORED.fullmatch(stored):
        raise _unreadable(value)
    return stored


Phone = Annotated[str, BeforeValidator(read_phone), Field(examples=["+84905123456"])]
"""A telephone number in E.164; reads what ``read_phone`` reads."""


def is_phone(text: str) -> bool:
    """Whether ``text`` is a telephone number as it is stored, in E.164."""
    return text.startswith("+") and bool(_STORED.fullmatch(text) or _FOREIGN.fullmatch(text))


def show_phone(phone: str) -> str:
    """The number as it is dialled in Việt Nam: "0905 123 456"; a foreign one stays as stored.

    Args:
        phone: the number in E.164.
    """
    if not _STORED.fullmatch(phone):
        return phone
    national = phone[3:]
    if national[0] == "1":
        return f"{national[:4]} {national[4:]}"
    if national[0] != "2":
        return f"0{national[:3]} {national[3:6]} {national[6:]}"
    area = 2 if national[:2] in ("24", "28") else 3  # Hà Nội and TP. Hồ Chí Minh have short codes
    own = national[area:]
    return f"0{national[:area]} {own[:4]} {own[4:]}"


def phone_warning(phone: str) -> str | None:
    """What looks doubtful about a number that is accepted, or None.

    Args:
        phone: the number in E.164.
    """
    if phone.startswith(_LIKE_OLD_LANDLINE):
        return say(
            f"{show_phone(phone)} giống số cố định Quảng Ngãi trước tháng 6/2017; "
            "nếu đúng vậy, ghi mã vùng mới 0255.",
            f"{show_phone(phone)} looks like a Quảng Ngãi landline from before 6/2017; "
            "if it is one, write the new area code 0255.",
        )
    if _MOBILE_STORED.fullmatch(phone) and not _KNOWN_MOBILE.fullmatch(phone):
        return say(
            f"Đầu số 0{phone[3:5]} của {show_phone(phone)} không có trong danh sách đã biết; "
            "kiểm tra lại số này.",
            f"The prefix 0{phone[3:5]} of {show_phone(phone)} is not a known one; "
            "check this number.",
        )
    return None


def _national(digits: str, *, international: bool) -> str:
    """What follows +84, or "" for a foreign number."""
    if digits.startswith("84") and (international or len(digits) > 9):
        national = digits[2:].removeprefix("0")  # "+84 (0)905 …"
    elif international:
        return ""
    else:
        national = digits.removeprefix("0")
    if len(national) == 10 and national[:3] in _SHORTENED:
        return _SHORTENED[national[:3]] + national[3:]
    return national


def _unreadable(given: object) -> ValueError:
    return ValueError(
        say(
            f"Không đọc được số điện thoại «{str(given)[:40]}»; ghi đủ 10 số như 0905 123 456, "
            "số cố định như 0255 3812 345, số nước ngoài bắt đầu bằng +.",
            f"Cannot read the telephone number “{str(given)[:40]}”; write it as 0905 123 456, "
            "a landline as 0255 3812 345, a foreign number beginning with +.",
        )
    )


def _several(given: object) -> ValueError:
    return ValueError(
        say(
            f"«{str(given)[:40]}» có vẻ gồm nhiều số điện thoại; ở đây chỉ ghi một số.",
            f"“{str(given)[:40]}” seems to hold several telephone numbers; write only one here.",
        )
    )
