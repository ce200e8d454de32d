"""Product codes (mã số sản phẩm) as printed on the sheets, in the form of their time.

Until 21/5/2026: province-district-commune-number-year (83-829-28780-3-2022). From 22/5/2026:
province-commune-number-year (51-21548-3-2026), the units' codes by Quyết định 19/2025/QĐ-TTg
(30/6/2025); Quyết định 26/2026/QĐ-TTg, Phụ lục II. Districts ended on 1/7/2025, so that in between
both forms are met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from hstk import say
from hstk.plugins.ocop.recognition import NEW_RULES

_NO_DISTRICTS: Final = date(2025, 7, 1)
_CODE: Final = re.compile(
    r"(?P<province>[0-9]{2})-(?:(?P<district>[0-9]{3})-)?(?P<commune>[0-9]{5})"
    r"-(?P<number>[1-9][0-9]{0,4})-(?P<year>20[0-9]{2})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class ProductCode:
    """A product code in its parts; ``district`` is "" in the form without districts."""

    province: str
    commune: str
    number: int
    year: int
    district: str = ""

    def __str__(self) -> str:
        units = (self.province, self.district, self.commune)
        return "-".join([unit for unit in units if unit] + [str(self.number), str(self.year)])


def read_product_code(text: str, on: date | None = None) -> ProductCode:
    """The parts of a product code.

    Args:
        on: the day it was given, whose form it must have; None takes either form.

    Raises:
        ValueError: it is none, or has the form of another time.
    """
    found = _CODE.fullmatch("".join(text.split()))
    if found is None:
        raise ValueError(
            say(
                f"«{text}» không phải mã số sản phẩm OCOP, ví dụ 51-21548-3-2026",
                f"“{text}” is no OCOP product code, such as 51-21548-3-2026",
            )
        )
    with_district = found["district"] is not None
    if on is not None and with_district and on >= NEW_RULES:
        raise ValueError(
            say(
                "từ 22/5/2026 mã số không còn mã huyện: tỉnh-xã-số thứ tự-năm",
                "since 22/5/2026 codes have no district: province-commune-number-year",
            )
        )
    if on is not None and not with_district and on < _NO_DISTRICTS:
        raise ValueError(
            say(
                "trước 1/7/2025 mã số có mã huyện: tỉnh-huyện-xã-số thứ tự-năm",
                "before 1/7/2025 codes have a district: province-district-commune-number-year",
            )
        )
    return ProductCode(
        found["province"],
        found["commune"],
        int(found["number"]),
        int(found["year"]),
        found["district"] or "",
    )
