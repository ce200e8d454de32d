"""The people of the sample who make nothing: officers, experts, natives in the cities, youth."""

from __future__ import annotations

from datetime import date, timedelta

from hstk.kinds import Affiliation, Gender, Organization, Person, PersonGroup, Residence
from hstk.sample.draft import REFORM, Draft

_F, _M = Gender.FEMALE, Gender.MALE
_ASSOCIATIONS = ("HĐ", "PN", "ND", "ĐTN", "PNĐK", "NDĐK")

# Short name (its letters are the unit), position, gender.
_OFFICERS = (
    ("UBND1", "Phó Chủ tịch", _M),
    ("KTHT1", "Trưởng phòng", _M),
    ("KTHT2", "Chuyên viên", _F),
    ("KTHT3", "Chuyên viên", _M),
    ("VHTT1", "Phó Trưởng phòng", _F),
    ("VHTT2", "Chuyên viên", _M),
    ("TCKH1", "Chuyên viên", _F),
    ("TTVH1", "Phó Giám đốc", _M),
    ("TTVH2", "Biên tập viên", _F),
    ("DVNN1", "Khuyến nông viên", _M),
    ("DVNN2", "Kỹ thuật viên", _F),
    ("HĐ1", "Bí thư", _M),
    ("HĐ2", "Ủy viên Ban Thường vụ", _F),
    ("PN1", "Chủ tịch", _F),
    ("PN2", "Ủy viên Ban Thường vụ", _F),
    ("ND1", "Chủ tịch", _M),
    ("PKT1", "Chuyên viên", _F),
    ("PKT2", "Chuyên viên", _M),
    ("VHXH1", "Chuyên viên", _M),
    ("ĐTN1", "Phó Bí thư", _F),
    ("PNĐK1", "Phó Chủ tịch", _F),
    ("KHCN1", "Trưởng phòng", _M),
    ("KHCN2", "Chuyên viên", _F),
    ("XTTM1", "Chuyên viên", _F),
    ("CT1", "Chuyên viên", _M),
    ("NHCS1", "Cán bộ tín dụng", _M),
    ("THPT1", "Giáo viên", _F),
    ("BÁO1", "Phóng viên", _F),
)
_EXPERTISE = (
    ("Giảng viên marketing", "ĐH"),
    ("Giảng viên công nghệ thực phẩm", "ĐH"),
    ("Giám đốc vườn ươm", "VƯ"),
    ("Chuyên gia gọi vốn", "VƯ"),
    ("Nhà thiết kế bao bì", "BB"),
    ("Chuyên gia sở hữu trí tuệ", "VƯ"),
    ("Chuyên gia thương mại điện tử", "VƯ"),
    ("Nhà đầu tư", "ĐẦU TƯ"),
    ("Chuyên gia du lịch cộng đồng", "NGO"),
    ("Kế toán trưởng", "TÀU"),
)
_NATIVES = (
    ("Chủ doanh nghiệp", (PersonGroup.ENTREPRENEUR,), (1966, 1988), 16),
    ("Sinh viên", (PersonGroup.STUDENT, PersonGroup.YOUTH), (2003, 2007), 12),
    ("Nhân viên văn phòng", (PersonGroup.YOUTH,), (1992, 2002), 8),
)
_YOUTHS = 90
_CITIES = ("Thành phố Hồ Chí Minh", "Đà Nẵng", "Hà Nội", "Cần Thơ")


def add_cast(draft: Draft) -> None:
    """Officers with their posts before and after the reform, experts, natives, youth."""
    for short, role, gender in _OFFICERS:
        _add_officer(draft, short, role, gender)
    for job, unit in _EXPERTISE:
        expert = draft.people.one(
            born=(1968, 1990),
            groups=(PersonGroup.INVESTOR if job == "Nhà đầu tư" else PersonGroup.EXPERT,),
            residence=Residence.ELSEWHERE,
            job=job,
            workplace=draft.units[unit].name,
            email=f"chuyengia{len(draft.experts) + 1}@hstk.example",
        )
        draft.experts.append(draft.add(expert))
        _post(draft, expert, draft.units[unit], job, since=date(2021, 1, 4))
    for job, groups, born, count in _NATIVES:
        for _ in range(count):
            native = draft.people.one(
                born=born,
                groups=groups,
                residence=Residence.CITY,
                job=job,
                address=draft.rng.choice(_CITIES),
            )
            draft.natives.append(draft.add(native))
    for _ in range(_YOUTHS):
        young = draft.people.islander(
            born=(1992, 2006),
            groups=(PersonGroup.YOUTH,),
            job=draft.rng.choice(("Bán hàng trực tuyến", "Làm nông", "Hướng dẫn viên")),
        )
        draft.youths.append(draft.add(young))
    draft.save("Dữ liệu mẫu: con người")


def _add_officer(draft: Draft, short: str, role: str, gender: Gender) -> None:
    unit = short.rstrip("0123456789")
    union = unit in _ASSOCIATIONS
    office = draft.units[unit]
    today = office if office.successor is None else draft.unit(unit, REFORM)
    journalist = unit == "BÁO"
    person = draft.people.islander(
        gender,
        born=(1972, 1996),
        groups=(
            PersonGroup.JOURNALIST if journalist else PersonGroup.OFFICER,
            *((PersonGroup.UNION_OFFICER,) if union else ()),
        ),
        job=role,
        workplace=today.name,
    )
    draft.officers[short] = draft.add(person)
    if office.successor is None:
        started = REFORM if office.valid_from == REFORM else date(2019, 3, 1)
        _post(draft, person, office, role, since=started)
    else:
        last = REFORM - timedelta(days=1)
        _post(draft, person, office, role, since=date(2020, 5, 4), until=last)
        _post(draft, person, today, role, since=REFORM)


def _post(
    draft: Draft,
    person: Person,
    unit: Organization,
    role: str,
    *,
    since: date,
    until: date | None = None,
) -> None:
    draft.add(
        Affiliation(
            person=person.id,
            organization=unit.id,
            role=role,
            since=since,
            until=until,
        )
    )
