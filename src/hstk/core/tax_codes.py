"""Tax codes and citizen numbers.

A tax code (mã số thuế) has ten digits, the last of which checks the others, or thirteen for a
branch, printed "0100233488-001" (Thông tư 105/2020/TT-BTC, phụ lục I). Since 1/7/2025 people and
household businesses use their twelve-digit personal number instead (Thông tư 86/2024/TT-BTC).

The personal number (số định danh, on the căn cước card) tells place, century, sex and year of
birth and has no check digit (Thông tư 59/2021/TT-BCA): only its structure can be checked, and it
is shown masked.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from hstk.core.language import say


class Masked:
    """Marks numbers of people, which are shown as :func:`mask_id` leaves them."""


TaxCodeKind = Literal["enterprise", "branch", "personal"]

_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_STORED: Final = re.compile(r"([0-9]{10})(?:-(?!000)[0-9]{3})?")
_SHORT_BRANCH: Final = re.compile(r"[-‐-―]\s*[0-9]{1,2}\s*$")
# Province 001-096 or, for those born abroad, country 101-295; then century and sex: 0 and 1 for
# those born before 2000, 2 and 3 since.
_PERSONAL: Final = re.compile(
    r"(?:0(?!00)[0-8][0-9]|09[0-6]|10[1-9]|1[1-9][0-9]|2[0-8][0-9]|29[0-5])[0-3][0-9]{8}"
)
_SEPARATORS: Final = re.compile(r"[\s.\-‐-―\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


def read_tax_code(value: object) -> str:
    """The tax code that ``value`` writes: "0100233488", "0100233488-001" or "051203001234".

    Args:
        value: ten, thirteen or twelve digits in any grouping; also nine or eleven of which a
            spreadsheet dropped the leading zero, if they are right with it.

    Raises:
        ValueError: the number of digits, the check digit or the structure is wrong.
    """
    if type(value) is str and (stored := _STORED.fullmatch(value)) and _checks(stored[1]):
        return value
    digits = _digits(value)
    if isinstance(value, str) and _SHORT_BRANCH.search(value):
        raise _unreadable(value)  # its twelve digits are no personal number
    if _lost_zero(digits, 9) and _checks("0" + digits):
        return "0" + digits
    if _lost_zero(digits, 11) and _PERSONAL.fullmatch("0" + digits):
        return "0" + digits
    if len(digits) == 10:
        if not _checks(digits):
            raise _wrong_check(digits)
        return digits
    if len(digits) == 13:
        if not _checks(digits[:10]):
            raise _wrong_check(digits[:10])
        if digits.endswith("000"):
            raise ValueError(
                say(
                    "Mã đơn vị phụ thuộc đi từ 001 đến 999; trụ sở chính chỉ ghi 10 số.",
                    "Branches go from 001 to 999; for the head office write only 10 digits.",
                )
            )
        return f"{digits[:10]}-{digits[10:]}"
    if len(digits) == 12:
        if not _PERSONAL.fullmatch(digits):
            raise _wrong_personal(digits)
        return digits
    raise _unreadable(value)


TaxCode = Annotated[
    str,
    BeforeValidator(read_tax_code),
    Field(examples=["0100233488", "0100233488-001"]),
    Masked,
]
"""A tax code; reads what ``read_tax_code`` reads."""


def tax_code_kind(code: str) -> TaxCodeKind:
    """Whose tax code it is.

    Args:
        code: a tax code as stored.
    """
    if "-" in code:
        return "branch"
    return "personal" if len(code) == 12 else "enterprise"


def read_citizen_id(value: object) -> str:
    """The citizen number that ``value`` writes: twelve digits, or nine of an old CMND.

    Args:
        value: the digits in any grouping; also ten or eleven of which a spreadsheet dropped the
            leading zeros, if their structure is right with them.

    Raises:
        ValueError: the number of digits or the structure is wrong.
    """
    if type(value) is str and _PERSONAL.fullmatch(value):
        return value
    digits = _digits(value)
    if len(digits) == 9:
        return digits
    restored = digits.zfill(12)
    if (_lost_zero(digits, 10) or _lost_zero(digits, 11)) and _PERSONAL.fullmatch(restored):
        return restored
    if len(digits) == 12:
        if not _PERSONAL.fullmatch(digits):
            raise _wrong_personal(digits)
        return digits
    raise ValueError(
        say(
            "Không đọc được số căn cước; ghi đủ 12 số (hoặc 9 số của chứng minh nhân dân cũ).",
            "Cannot read the citizen number; write all 12 digits (or the 9 of an old CMND).",
        )
    )


CitizenId = Annotated[
    str,
    BeforeValidator(read_citizen_id),
    Field(examples=["051203001234"]),
    Masked,
]
"""A citizen number; reads what ``read_citizen_id`` reads. Personal data: show ``mask_id``."""


def mask_id(number: str) -> str:
    """The number with its middle hidden: "051*******34"; sex and year of birth do not show.

    Args:
        number: a citizen number, or a personal tax code.
    """
    if len(number) < 9:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


def _checks(code: str) -> bool:
    """Whether the tenth digit fits the nine before it."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=False))
    return 10 - total % 11 == int(code[9])


def _digits(value: object) -> str:
    """The digits of ``value`` without separators, or "" if it holds anything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # spreadsheets keep every number as a float
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return ""
    text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", str(value))).lstrip("'")
    return text if text.isascii() and text.isdigit() else ""


def _lost_zero(digits: str, length: int) -> bool:
    """Whether a spreadsheet may have dropped zeros before ``digits``: it drops all of them."""
    return len(digits) == length and digits[0] != "0"


def _unreadable(given: object) -> ValueError:
    return ValueError(
        say(
            f"Không đọc được mã số thuế «{str(given)[:40]}»; ghi 10 số, 13 số cho đơn vị phụ thuộc "
            "(0100233488-001), hoặc 12 số định danh cá nhân.",
            f"Cannot read the tax code “{str(given)[:40]}”; write 10 digits, 13 for a branch "
            "(0100233488-001), or the 12 digits of a personal number.",
        )
    )


def _wrong_check(digits: str) -> ValueError:
    return ValueError(
        say(
            f"Mã số thuế {digits} sai số kiểm tra, có chữ số đã ghi nhầm; "
            "đối chiếu lại với giấy đăng ký.",
            f"The check digit of the tax code {digits} does not fit, some digit is wrong; "
            "compare it with the certificate.",
        )
    )


def _wrong_personal(digits: str) -> ValueError:
    # The number itself is personal data and messages travel far: it is quoted masked.
    return ValueError(
        say(
            f"Số định danh {mask_id(digits)} sai cấu trúc: ba số đầu là mã nơi khai sinh "
            "(001–096, hoặc 101–295 ở nước ngoài), số thứ tư từ 0 đến 3; "
            "đối chiếu lại với thẻ căn cước.",
            f"The structure of the personal number {mask_id(digits)} is wrong: three digits for "
            "the place of birth (001–096, or 101–295 abroad), then one from 0 to 3; "
            "compare it with the card.",
        )
    )
