"""Fictional people with names as they are common in central Việt Nam.

The shares of family and middle names follow what is commonly told of them and are no census.
Telephone numbers begin with 095, a prefix that no network uses any more, so that nobody real is
ever called.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from hstk.kinds import AdminUnit, Gender, PartialDate, Person, PersonGroup, Residence

_FAMILIES = """
    Nguyễn 310, Phạm 95, Lê 92, Trần 90, Võ 72, Bùi 46, Đặng 42, Dương 40, Trương 38, Huỳnh 36,
    Phan 30, Mai 22, Ngô 14, Hồ 13, Đỗ 12, Lý 8, Đinh 8, Tạ 6, Châu 5, Cao 5, Đoàn 5, Tô 4,
    Hoàng 4, Lương 3, Tống 2, Từ 2, Ông 1
"""
_MIDDLES = {
    Gender.FEMALE: """
        Thị 420, Ngọc 40, Thanh 36, Kim 32, Thu 30, Mỹ 28, Thị Thu 28, Thị Mỹ 26, Thị Kim 26,
        Thị Ngọc 24, Bích 20, Hồng 20, Minh 14, Phương 14, Tuyết 10, Như 10, Bảo 10, Thùy 10,
        Khánh 8, Diệu 6
    """,
    Gender.MALE: """
        Văn 300, Đình 50, Hữu 48, Minh 46, Quốc 40, Thanh 38, Tấn 36, Ngọc 34, Công 32, Đức 30,
        Xuân 28, Anh 18, Trung 16, Duy 16, Hoàng 16, Quang 14, Bá 12, Thế 10, Gia 8, Viết 8,
        Khắc 4
    """,
}
_GIVEN = {
    Gender.FEMALE: """
        Lan, Hương, Hoa, Mai, Thủy, Hạnh, Nga, Hà, Thảo, Trang, Linh, Yến, Ngân, Nhung, Phượng,
        Tuyết, Vân, Liên, Loan, Oanh, Quyên, Sen, Sương, Tâm, Thắm, Thu, Thúy, Tiên, Trâm, Trinh,
        Uyên, Vy, Xuân, Ý, Ánh, Bình, Chi, Diễm, Dung, Duyên, Đào, Giang, Hằng, Hiền, Hòa, Huệ,
        Khánh, Kiều, Lài, Lệ, Lý, Mận, My, Nguyệt, Nhi, Như, Phúc, Quỳnh, Thương, Cúc, Hậu, Lựu
    """,
    Gender.MALE: """
        Hùng, Dũng, Minh, Tuấn, Thành, Long, Nam, Hải, Sơn, Phong, Bình, Cường, Đạt, Đức, Hiếu,
        Hoàng, Huy, Khoa, Kiên, Lâm, Lộc, Lợi, Mạnh, Nghĩa, Nhân, Phát, Phú, Phúc, Phước, Quân,
        Quang, Quý, Tài, Tân, Thái, Thắng, Thiện, Thịnh, Thọ, Tiến, Tín, Toàn, Trí, Trọng, Trung,
        Trường, Tú, Tùng, Vinh, Vũ, Vương, Ẩn, Ân, Châu, Chiến, Đông, Được, Giàu, Hưng, Lành, Út
    """,
}
_JOBS = """
    Trồng tỏi và hành, Đi biển, Buôn bán nhỏ, Nội trợ, Chế biến hải sản, Lái tàu chở khách,
    Làm dịch vụ lưu trú, Giáo viên, Thợ xây, Thợ máy tàu, Công nhân, Hướng dẫn viên du lịch,
    Bán hàng trực tuyến, Lặn biển
"""
_BIRTHS = tuple(PartialDate(str(year)) for year in range(1950, 2009))
_NUMBERS = 10_000_000
_STEP = 3_141_593  # has no divisor in common with the above, so every number comes once


class _Shares:
    """Draws from a list, after each of which may stand its share."""

    def __init__(self, written: str) -> None:
        parts = [part.strip() for part in written.split(",")]
        found = [part.rpartition(" ") if part[-1].isdigit() else (part, "", 1) for part in parts]
        self.values = tuple(name for name, _, _ in found)
        self.weights = tuple(accumulate(int(share) for _, _, share in found))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self.values, cum_weights=self.weights, k=count)


_FAMILY = _Shares(_FAMILIES)
_MIDDLE = {gender: _Shares(written) for gender, written in _MIDDLES.items()}
_GIVEN_NAME = {gender: _Shares(written) for gender, written in _GIVEN.items()}
_JOB = _Shares(_JOBS)


class People:
    """Makes people, each with a name, a birth year and a telephone number of their own.

    Args:
        rng: where chance comes from.
        villages: where they live.
    """

    def __init__(self, rng: random.Random, villages: Sequence[AdminUnit]) -> None:
        self.rng = rng
        self.villages = villages
        self.made = 0
        self._first = rng.randrange(_NUMBERS)

    def one(self, gender: Gender | None = None, *, born: tuple[int, int], **fields: Any) -> Person:
        """A person.

        Args:
            gender: either when left out.
            born: the first and last year of birth.
            fields: everything else.
        """
        rng = self.rng
        chosen = gender or rng.choice((Gender.FEMALE, Gender.MALE))
        return Person(
            name=" ".join(
                shares.draw(rng, 1)[0] for shares in (_FAMILY, _MIDDLE[chosen], _GIVEN_NAME[chosen])
            ),
            gender=chosen,
            birth=PartialDate(str(rng.randint(*born))),
            phone=self._phone(),
            **fields,
        )

    def islander(self, gender: Gender | None = None, **fields: Any) -> Person:
        """A grown-up of the island, with an address there."""
        village = self.rng.choice(self.villages)
        return self.one(
            gender,
            residence=Residence.LOCAL,
            address=_address(village),
            admin_unit=village.id,
            **{"born": (1965, 2001), **fields},
        )

    def many(self, count: int) -> Iterator[Person]:
        """People of every age, a batch of draws at a time."""
        while count > 0:
            some = min(count, 10_000)
            count -= some
            yield from self._batch(some)

    def _batch(self, count: int) -> Iterator[Person]:
        rng = self.rng
        genders = rng.choices((Gender.FEMALE, Gender.MALE), k=count)
        families = _FAMILY.draw(rng, count)
        middles = {gender: iter(found.draw(rng, count)) for gender, found in _MIDDLE.items()}
        givens = {gender: iter(found.draw(rng, count)) for gender, found in _GIVEN_NAME.items()}
        villages = rng.choices(self.villages, k=count)
        jobs = _JOB.draw(rng, count)
        births = rng.choices(_BIRTHS, k=count)
        for gender, family, village, job, birth in zip(
            genders, families, villages, jobs, births, strict=True
        ):
            yield Person(
                name=f"{family} {next(middles[gender])} {next(givens[gender])}",
                gender=gender,
                birth=birth,
                groups=(PersonGroup.YOUTH if birth > "1990" else PersonGroup.PRODUCER,),
                residence=Residence.LOCAL,
                job="Sinh viên" if birth > "2003" else job,
                phone=self._phone(),
                address=_address(village),
                admin_unit=village.id,
            )

    def _phone(self) -> str:
        self.made += 1
        return f"+8495{(self._first + self.made * _STEP) % _NUMBERS:07}"


def _address(village: AdminUnit) -> str:
    return f"{village.name}, Lý Sơn"
