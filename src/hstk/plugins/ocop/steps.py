"""The six steps of the yearly OCOP cycle (chu trình OCOP thường niên), as data.

Quyết định 490/QĐ-TTg (7/5/2018) set the cycle up; who does what in step 5 is that of Quyết định
26/2026/QĐ-TTg, Điều 5 and 7. No decision fixes days for the other steps: they follow the yearly
plan of each locality.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hstk import say


@dataclass(frozen=True, slots=True)
class CycleStep:
    """One step; each text is a pair of Vietnamese and English."""

    number: int
    _name: tuple[str, str]
    _who: tuple[str, str]
    _when: tuple[str, str]
    _output: tuple[str, str]

    @property
    def name(self) -> str:
        """What it is called."""
        return say(*self._name)

    @property
    def who(self) -> str:
        """Who does it."""
        return say(*self._who)

    @property
    def when(self) -> str:
        """When in the year."""
        return say(*self._when)

    @property
    def output(self) -> str:
        """What there is when it is done."""
        return say(*self._output)


_BY_PLAN = ("Theo kế hoạch OCOP hằng năm", "By the yearly OCOP plan")

_EVALUATED = (
    "Hồ sơ, phiếu chấm, biên bản hội đồng, quyết định công nhận",
    "Dossier, score sheets, minutes of the council, decision",
)

STEPS: Final = (
    CycleStep(
        1,
        ("Tuyên truyền, hướng dẫn về OCOP", "Awareness and guidance"),
        ("UBND cấp xã, cơ quan quản lý OCOP", "Commune, OCOP office"),
        _BY_PLAN,
        ("Buổi tuyên truyền, tập huấn", "Awareness event"),
    ),
    CycleStep(
        2,
        ("Nhận đăng ký ý tưởng sản phẩm", "Registration of ideas"),
        ("Chủ thể đăng ký, UBND cấp xã nhận", "The producer registers with the commune"),
        _BY_PLAN,
        ("Phiếu đăng ký ý tưởng sản phẩm", "Registration form of the idea"),
    ),
    CycleStep(
        3,
        ("Nhận phương án, dự án sản xuất kinh doanh", "Business plan"),
        ("Chủ thể lập, được hướng dẫn cách lập", "The producer, guided in writing it"),
        _BY_PLAN,
        ("Phương án sản xuất kinh doanh", "Business plan"),
    ),
    CycleStep(
        4,
        ("Triển khai phương án, dự án sản xuất kinh doanh", "Carrying out the plan"),
        ("Chủ thể, các đơn vị hỗ trợ", "The producer and those who support"),
        _BY_PLAN,
        ("Kết quả thực hiện, hoạt động hỗ trợ", "What was done, support given"),
    ),
    CycleStep(
        5,
        ("Đánh giá và phân hạng sản phẩm", "Evaluation and ranking"),
        (
            "Chủ thể tự chấm; UBND cấp xã kiểm tra; hội đồng cấp tỉnh, cấp trung ương chấm",
            "Self-assessment; the commune checks; councils of province and centre score",
        ),
        (
            "Cấp tỉnh: trước 30/6 và 30/12; trung ương: trước 30/3 và 30/9",
            "Province: before 30/6 and 30/12; centre: before 30/3 and 30/9",
        ),
        _EVALUATED,
    ),
    CycleStep(
        6,
        ("Xúc tiến thương mại", "Trade promotion"),
        ("Chủ thể, cơ quan xúc tiến thương mại", "The producer, trade promotion offices"),
        ("Quanh năm", "All year round"),
        ("Hội chợ, điểm bán, hợp đồng", "Fairs, points of sale, contracts"),
    ),
)


_FIFTH_BEFORE: Final = {
    "1048": CycleStep(
        5,
        ("Đánh giá và phân hạng sản phẩm", "Evaluation and ranking"),
        (
            "Chủ thể tự chấm; hội đồng cấp huyện chấm, cấp tỉnh công nhận",
            "Self-assessment; the district scores, the province recognizes",
        ),
        _BY_PLAN,
        _EVALUATED,
    ),
    "148": CycleStep(
        5,
        ("Đánh giá và phân hạng sản phẩm", "Evaluation and ranking"),
        (
            "Chủ thể tự chấm; hội đồng cấp huyện chấm; từ 4 sao chuyển cấp tỉnh, 5 sao trung ương",
            "Self-assessment; the district scores; from 4 stars the province, 5 the centre",
        ),
        _BY_PLAN,
        _EVALUATED,
    ),
}


def steps_of(version: str) -> tuple[CycleStep, ...]:
    """The steps as the decision of that short name has them; step 5 differs."""
    return (*STEPS[:4], _FIFTH_BEFORE.get(version, STEPS[4]), STEPS[5])
