"""The offices of the plans, what became of them in 2025, and other organizations around.

Which office of the đặc khu took over from which of the huyện is assumed.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hstk.core.filters import where
from hstk.exchange.plan_file import load_plan
from hstk.kinds import (
    Level,
    Organization,
    OrganizationKind,
    SupportKind,
    Task,
    Venue,
    VenueKind,
)
from hstk.sample.draft import NOTE, REFORM, Draft

PLAN_FILE = Path(__file__).with_name("plan_2023.toml")
"""Kế hoạch 175/KH-UBND, as ``hstk plan load`` reads it."""
_PLAN_2026 = Path(__file__).with_name("plan_2026.toml")

# Short names for the units of both plans, by which the rest of the sample speaks of them.
_UNITS = {
    "UBND": "Ủy ban nhân dân huyện Lý Sơn",
    "KTHT": "Phòng Kinh tế và Hạ tầng nông thôn",
    "VHTT": "Phòng Văn hóa – Thông tin",
    "TCKH": "Phòng Tài chính – Kế hoạch",
    "TTVH": "Trung tâm Truyền thông – Văn hóa – Thể thao",
    "DVNN": "Trung tâm Dịch vụ nông nghiệp",
    "HĐ": "Huyện đoàn Lý Sơn",
    "PN": "Hội Liên hiệp Phụ nữ huyện Lý Sơn",
    "ND": "Hội Nông dân huyện Lý Sơn",
    "KHCN": "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi",
    "XTTM": "Trung tâm Khuyến công và Xúc tiến thương mại tỉnh Quảng Ngãi",
    "TỈNH": "Ủy ban nhân dân tỉnh Quảng Ngãi",
    "UBĐK": "Ủy ban nhân dân đặc khu Lý Sơn",
    "PKT": "Phòng Kinh tế đặc khu Lý Sơn",
    "VHXH": "Phòng Văn hóa – Xã hội đặc khu Lý Sơn",
    "DVC": "Trung tâm Cung ứng dịch vụ công đặc khu Lý Sơn",
    "ĐTN": "Đoàn TNCS Hồ Chí Minh đặc khu Lý Sơn",
    "PNĐK": "Hội Liên hiệp Phụ nữ đặc khu Lý Sơn",
    "NDĐK": "Hội Nông dân đặc khu Lý Sơn",
}
_SUCCESSORS = {
    "UBND": "UBĐK",
    "KTHT": "PKT",
    "TCKH": "PKT",
    "VHTT": "VHXH",
    "TTVH": "DVC",
    "DVNN": "DVC",
    "HĐ": "ĐTN",
    "PN": "PNĐK",
    "ND": "NDĐK",
}
_AGENCY, _FINANCE = OrganizationKind.AGENCY, OrganizationKind.FINANCE
_OTHERS = (
    ("CT", "Sở Công Thương tỉnh Quảng Ngãi", _AGENCY, Level.PROVINCE),
    ("NNMT", "Sở Nông nghiệp và Môi trường tỉnh Quảng Ngãi", _AGENCY, Level.PROVINCE),
    ("NHCS", "Phòng giao dịch Ngân hàng Chính sách xã hội Lý Sơn", _FINANCE, None),
    ("QTD", "Quỹ tín dụng nhân dân Sóng Xanh (mẫu)", _FINANCE, None),
    ("THPT", "Trường Trung học phổ thông Lý Sơn", OrganizationKind.SCHOOL, None),
    ("ĐH", "Đại học Duyên Hải (mẫu)", OrganizationKind.SCHOOL, None),
    ("VƯ", "Vườn ươm khởi nghiệp Sóng Mới (mẫu)", OrganizationKind.SERVICE_PROVIDER, None),
    ("BB", "Xưởng thiết kế bao bì Lá Cờ (mẫu)", OrganizationKind.SERVICE_PROVIDER, None),
    ("ĐẦU TƯ", "Nhóm nhà đầu tư thiên thần Biển Đông (mẫu)", OrganizationKind.INVESTOR, None),
    ("NGO", "Tổ chức Biển và Con người (mẫu)", OrganizationKind.OTHER, None),
    ("BÁO", "Tạp chí Khởi nghiệp Miền Biển (mẫu)", OrganizationKind.MEDIA, None),
    ("ĐH HƯƠNG", "Hội đồng hương Lý Sơn tại Thành phố Hồ Chí Minh (mẫu)", None, None),
    ("TÀU", "Công ty TNHH Tàu cao tốc Cánh Buồm (mẫu)", OrganizationKind.ENTERPRISE, None),
)


def add_units(draft: Draft) -> None:
    """The units of the plan of 2023 and their successors, with both plans."""
    eco = draft.eco
    for path, year in ((PLAN_FILE, 2023), (_PLAN_2026, 2026)):
        plan = load_plan(eco, path, reason=f"Dữ liệu mẫu: kế hoạch năm {year}").plan
        draft.plans[year] = plan
        draft.tasks |= {(year, task.code): task for task in eco.find(Task, where(plan=plan.id))}
    found = {unit.name: unit for unit in eco.find(Organization)}
    draft.units = {short: found[name] for short, name in _UNITS.items()}
    with eco.changes("Sắp xếp lại cơ quan, đoàn thể từ 1/7/2025"):
        for new in dict.fromkeys(_SUCCESSORS.values()):
            draft.units[new] = eco.update(draft.units[new], admin_unit=draft.zone.id)
        for old, new in _SUCCESSORS.items():
            draft.units[old] = eco.update(
                draft.units[old],
                valid_to=REFORM - timedelta(days=1),
                successor=draft.units[new].id,
                admin_unit=draft.district.id,
                notes="Đơn vị kế thừa là giả định của dữ liệu mẫu.",
            )
    for short, name, kind, level in _OTHERS:
        draft.units[short] = draft.add(
            Organization(
                name=name,
                kind_of=kind or OrganizationKind.ASSOCIATION,
                level=level,
                offers=_offers(kind),
                notes=NOTE if "(mẫu)" in name else "",
            )
        )
    _add_venues(draft)
    draft.save("Dữ liệu mẫu: tổ chức, địa điểm")


def _offers(kind: OrganizationKind | None) -> tuple[SupportKind, ...]:
    match kind:
        case OrganizationKind.FINANCE | OrganizationKind.INVESTOR:
            return (SupportKind.FINANCE,)
        case OrganizationKind.SERVICE_PROVIDER:
            return (SupportKind.COACHING, SupportKind.PACKAGING, SupportKind.IDENTITY)
        case OrganizationKind.MEDIA:
            return (SupportKind.COMMUNICATION,)
        case _:
            return ()


def _add_venues(draft: Draft) -> None:
    hall, fair = VenueKind.HALL, VenueKind.FAIRGROUND
    for short, name, kind, manager, capacity in (
        ("hội trường", "Hội trường trung tâm Lý Sơn", hall, "TTVH", 220),
        ("nhà văn hóa", "Nhà văn hóa thôn Đông An Hải", hall, "TTVH", 90),
        ("cảng", "Khu trưng bày cảng Bến Đình", fair, "KTHT", 400),
        ("trường", "Trường Trung học phổ thông Lý Sơn", VenueKind.SCHOOL, "THPT", 150),
    ):
        draft.venues[short] = draft.add(
            Venue(
                name=name,
                kind_of=kind,
                manager=draft.units[manager].id,
                admin_unit=draft.zone.id,
                capacity=capacity,
            )
        )
    draft.venues["điểm bán"] = draft.add(
        Venue(
            name="Điểm giới thiệu sản phẩm Cù Lao",
            kind_of=VenueKind.SHOWROOM,
            manager=draft.units["KTHT"].id,
            admin_unit=draft.zone.id,
            capacity=40,
            area=85,
            opened_on=date(2023, 8, 25),
            invested_state=60_000_000,
            invested_social=185_000_000,
            notes="Nơi giới thiệu, bán sản phẩm và câu lạc bộ sinh hoạt (nhiệm vụ 2.2).",
        )
    )
