"""Lý Sơn before and after the reform of 2025, and the villages on its islands.

Codes and days are those of the national list and the resolutions named beside them; the people
who live there are made up.
"""

from __future__ import annotations

from datetime import date, timedelta

from hstk.kinds import AdminUnit, Level, Succession, SuccessionKind
from hstk.sample.draft import REFORM, Draft
from hstk.sample.names import People

_MERGER = date(2025, 6, 12)  # of Quảng Ngãi and Kon Tum
_NO_COMMUNES = date(2020, 2, 1)
_COMMUNES = ("Xã An Vĩnh", "Xã An Hải", "Xã An Bình")
_VILLAGES = (
    "Thôn Tây An Vĩnh",
    "Thôn Đông An Vĩnh",
    "Thôn Tây An Hải",
    "Thôn Đông An Hải",
    "Thôn Đồng Hộ",
    "Thôn Bắc An Bình",
)


def add_places(draft: Draft) -> None:
    """The administrative units with their lifetimes, and what became of them."""
    old, kontum = (
        draft.add(
            AdminUnit(
                name=name,
                code=code,
                level=Level.PROVINCE,
                valid_to=_day_before(_MERGER),
            )
        )
        for name, code in (("Tỉnh Quảng Ngãi", "51"), ("Tỉnh Kon Tum", "62"))
    )
    province = draft.add(
        AdminUnit(name="Tỉnh Quảng Ngãi", code="51", level=Level.PROVINCE, valid_from=_MERGER)
    )
    draft.district = draft.add(
        AdminUnit(
            name="Huyện Lý Sơn",
            code="536",
            level=Level.DISTRICT,
            parent=old.id,
            valid_to=_day_before(REFORM),
            notes="Không còn cấp xã từ 1/2/2020.",
        )
    )
    draft.zone = draft.add(
        AdminUnit(
            name="Đặc khu Lý Sơn",
            code="21548",
            level=Level.COMMUNE,
            parent=province.id,
            valid_from=REFORM,
            aliases=("Cù Lao Ré",),
        )
    )
    for before in (old, kontum):
        _became(draft, before, province, _MERGER, SuccessionKind.MERGED, "NQ 202/2025/QH15")
    for name in _COMMUNES:
        commune = draft.add(
            AdminUnit(
                name=name,
                level=Level.COMMUNE,
                parent=draft.district.id,
                valid_to=_day_before(_NO_COMMUNES),
            )
        )
        merged = SuccessionKind.MERGED
        _became(draft, commune, draft.district, _NO_COMMUNES, merged, "NQ 867/NQ-UBTVQH14")
    converted = SuccessionKind.CONVERTED
    _became(draft, draft.district, draft.zone, REFORM, converted, "NQ 1677/NQ-UBTVQH15")
    villages = [
        draft.add(AdminUnit(name=name, level=Level.VILLAGE, parent=draft.zone.id))
        for name in _VILLAGES
    ]
    draft.people = People(draft.rng, villages)
    draft.save("Dữ liệu mẫu: địa bàn")


def _became(
    draft: Draft, old: AdminUnit, new: AdminUnit, on: date, how: SuccessionKind, decision: str
) -> None:
    draft.add(Succession(old=old.id, new=new.id, on=on, how=how, decision=decision))


def _day_before(day: date) -> date:
    return day - timedelta(days=1)
