"""A small ecosystem to look at: fictional people of Lý Sơn, a plan with its five targets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import hstk
from hstk.core.dates import PartialDate
from hstk.kinds import (
    AdminUnit,
    Event,
    EventKind,
    EventState,
    FollowUp,
    FundingLink,
    FundingState,
    FundKind,
    Level,
    Organization,
    OrganizationKind,
    Participation,
    ParticipationRole,
    Person,
    Plan,
    Product,
    Program,
    Recognition,
    RecognitionLevel,
    RecognitionScheme,
    Startup,
    Support,
    SupportKind,
    Target,
)

TODAY = date(2023, 11, 22)
OFFICERS = (
    "Nguyễn Thị Mỹ Hạnh",
    "Trần Văn Đảo",
    "Lê Thuý Ngọc",
    "Phạm Ước",
    "Võ Thị Ái Liên",
    "Bùi Đức Hữu",
    "Đặng Thị Yến",
)


def small(path: Path) -> str:
    """A file with a little of everything that the first screens show."""
    with hstk.open(path, actor="Vy") as eco:
        certificate = eco.kind("training_certificate")
        with eco.changes("Dựng dữ liệu thử"):
            island = eco.add(AdminUnit(name="Huyện Lý Sơn", level=Level.DISTRICT))
            office = eco.add(
                Organization(
                    name="Phòng Kinh tế và Hạ tầng nông thôn", kind_of=OrganizationKind.AGENCY
                )
            )
            union = eco.add(
                Organization(name="Hội Nông dân huyện", kind_of=OrganizationKind.ASSOCIATION)
            )
            coop = eco.add(
                Organization(name="Hợp tác xã Tỏi Cù Lao Ré", kind_of=OrganizationKind.COOPERATIVE)
            )
            plan = eco.add(
                Plan(
                    code="kh-175-2023",
                    number="175/KH-UBND",
                    title="Xây dựng hệ sinh thái khởi nghiệp đổi mới sáng tạo năm 2023",
                    issued_on=date(2022, 11, 15),
                    issuer=office.id,
                    locality=island.id,
                    year_from=2023,
                )
            )
            eco.add(
                Plan(
                    code="kh-22-2022",
                    number="22/KH-UBND",
                    title="Khởi nghiệp đổi mới sáng tạo năm 2022",
                    year_from=2022,
                )
            )
            for order, (code, label, indicator, value) in enumerate(
                (
                    ("mt1", "Cán bộ được cấp chứng chỉ tư vấn, hỗ trợ khởi nghiệp",
                     "training.officers_certified", 10),
                    ("mt2", "Dự án khởi nghiệp được đào tạo, tập huấn",
                     "training.projects_trained", 2),
                    ("mt3", "Sản phẩm được hỗ trợ trưng bày, giới thiệu",
                     "trade.products_displayed", 5),
                    ("mt4", "Dự án được kết nối nguồn vốn", "core.projects_funded", 1),
                    ("mt5", "Sản phẩm được công nhận cấp huyện, cấp tỉnh",
                     "ocop.products_recognized", 2),
                ),
                1,
            ):  # fmt: skip
                eco.add(
                    Target(
                        plan=plan.id,
                        code=code,
                        label=label,
                        indicator=indicator,
                        value=value,
                        order=order,
                    )
                )
            course = eco.add(
                Event(
                    name="Tập huấn cố vấn khởi nghiệp",
                    kind_of=EventKind.TRAINING,
                    starts_on=date(2023, 5, 10),
                    state=EventState.HELD,
                )
            )
            for number, name in enumerate(OFFICERS):
                person = eco.add(
                    Person(
                        name=name,
                        phone=f"090512345{number}",
                        birth=PartialDate("1985"),
                        job="Chuyên viên",
                    )
                )
                eco.add(
                    certificate.model_validate(
                        {
                            "person": person.id,
                            "unit": (coop if number == 6 else union if number % 2 else office).id,
                            "issued_on": None if number == 5 else date(2023, 6, 1 + number),
                            "course": course.id,
                        }
                    )
                )
            owner = eco.add(Person(name="Mai Văn [/x] Được", job="Nông dân"))
            startup = eco.add(
                Startup(name="Tỏi đen Cù Lao Ré", owner=owner.id, founded_on=date(2022, 3, 1))
            )
            eco.add(Startup(name="Rong biển sấy An Hải", owner=coop.id))
            for about, kind_of in ((startup, SupportKind.TRAINING), (startup, SupportKind.DISPLAY)):
                eco.add(Support(about=about.id, kind_of=kind_of, on=date(2023, 4, 20)))
            eco.add(
                Participation(
                    event=course.id,
                    who=startup.id,
                    role=ParticipationRole.TRAINEE,
                    present=True,
                )
            )
            product = eco.add(Product(name="Tỏi đen một nhánh", owner=owner.id, startup=startup.id))
            eco.add(
                Recognition(
                    product=product.id,
                    scheme=RecognitionScheme.OCOP,
                    level=RecognitionLevel.PROVINCE,
                    stars=4,
                    decided_on=date(2021, 1, 19),
                    expires_on=date(2024, 1, 19),
                )
            )
            eco.add(
                Recognition(
                    product=product.id,
                    scheme=RecognitionScheme.CNNT,
                    level=RecognitionLevel.DISTRICT,
                    decided_on=date(2023, 8, 2),
                )
            )
            fund = eco.add(Program(name="Khuyến công địa phương", kind_of=FundKind.STATE_PROVINCE))
            eco.add(
                FundingLink(
                    startup=startup.id,
                    source=fund.id,
                    state=FundingState.APPROVED,
                    approved_on=date(2023, 9, 1),
                    amount_approved=50_000_000,
                )
            )
            for what, due in (
                ("Gọi lại chủ dự án về hồ sơ vốn", date(2023, 11, 20)),
                ("Gửi biên bản họp câu lạc bộ", TODAY),
                ("Chuẩn bị Ngày hội khởi nghiệp", date(2023, 11, 30)),
            ):
                eco.add(FollowUp(what=what, due=due, about=startup.id))
            eco.add(FollowUp(what="Việc đã xong", due=TODAY, done_on=TODAY))
        eco.update(owner, job="Nông dân trồng tỏi")
    return str(path)
