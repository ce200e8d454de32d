"""The rows every benchmark works on: made-up people with Vietnamese names, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Hoàng",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Trương",
    "Mai",
    "Tạ",
]
MIDDLE = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Ngọc",
    "Thanh",
    "Quốc",
    "Bảo",
    "Gia",
    "Hồng",
    "Kim",
    "Xuân",
    "Thu",
    "Anh",
    "Đình",
    "Công",
    "Phương",
    "Tuấn",
]
GIVEN = [
    "An",
    "Ánh",
    "Bình",
    "Bích",
    "Châu",
    "Cường",
    "Dũng",
    "Duyên",
    "Đạt",
    "Đông",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hòa",
    "Hùng",
    "Hương",
    "Khánh",
    "Khuê",
    "Lan",
    "Liên",
    "Linh",
    "Long",
    "Lụa",
    "Mai",
    "Mỹ",
    "Nam",
    "Nga",
    "Ngân",
    "Nhung",
    "Oanh",
    "Phúc",
    "Phượng",
    "Quân",
    "Quý",
    "Quyên",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thắng",
    "Thuở",
    "Thủy",
    "Trang",
    "Trí",
    "Tú",
    "Tuấn",
    "Uyên",
    "Việt",
    "Vinh",
    "Vy",
    "Xuyến",
    "Yến",
]
PLACES = ("thôn Tây An Vĩnh", "thôn Đông An Vĩnh", "thôn Đông An Hải", "thôn Bắc An Bình")
JOBS = ("trồng tỏi", "trồng hành", "ngư dân", "giáo viên", "buôn bán", "hướng dẫn viên du lịch")


def people(count: int, seed: int = 2023) -> Iterator[dict[str, str]]:
    """Values of ``count`` people, as they would come from a spreadsheet."""
    pick = random.Random(seed)
    for number in range(count):
        middle = " ".join(pick.sample(MIDDLE, pick.choice((1, 1, 2))))
        yield {
            "name": f"{pick.choice(FAMILY)} {middle} {pick.choice(GIVEN)}",
            "gender": pick.choice(("female", "male")),
            "birth": str(pick.randint(1950, 2006)),
            "phone": f"09{number:08d}",
            "job": pick.choice(JOBS),
            "address": pick.choice(PLACES),
        }
