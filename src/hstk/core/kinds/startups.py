"""Startups and project ideas, and the people in them.

Stages follow the vocabulary of Đề án 844 (Quyết định 844/QĐ-TTg 18/5/2016); no decision fixes them.
Help given to a startup is :class:`hstk.core.kinds.mentoring.Support`, money that reached it is
:class:`hstk.core.kinds.funding.FundingLink`.
"""

from __future__ import annotations

from typing import Annotated

from hstk.core.choices import Choice
from hstk.core.dates import Day
from hstk.core.entity import (
    Entity,
    Line,
    Name,
    Ref,
    Several,
    Shown,
    Stored,
    Text,
    Unique,
    YesNo,
)
from hstk.core.kinds.localities import AdminUnit
from hstk.core.kinds.organizations import Organization
from hstk.core.kinds.people import Person
from hstk.core.kinds.rules import Count, Percent, in_order
from hstk.core.money import Money


class Stage(Choice):
    """How far a startup is, in the order it usually goes."""

    IDEA = "idea", "Ý tưởng", "Idea"
    PROTOTYPE = "prototype", "Sản phẩm mẫu, thử nghiệm", "Prototype"
    PRE_INCUBATION = "pre_incubation", "Tiền ươm tạo", "Pre-incubation"
    INCUBATION = "incubation", "Ươm tạo", "Incubation"
    ACCELERATION = "acceleration", "Tăng tốc", "Acceleration"
    GROWTH = "growth", "Mở rộng, trưởng thành", "Growth"
    PAUSED = "paused", "Tạm dừng", "Paused"
    STOPPED = "stopped", "Dừng hẳn", "Stopped"


class Sector(Choice):
    """Fields of business on a coastal and island locality."""

    AGRICULTURE = "agriculture", "Nông nghiệp", "Agriculture"
    FISHERY = "fishery", "Thủy sản", "Fishery"
    PROCESSING = "processing", "Chế biến nông sản, thủy sản", "Food processing"
    HERBAL = "herbal", "Dược liệu, chăm sóc sức khỏe", "Herbal products and health"
    HANDICRAFT = "handicraft", "Thủ công mỹ nghệ, quà lưu niệm", "Handicraft and souvenirs"
    TOURISM = "tourism", "Du lịch, lưu trú, ẩm thực", "Tourism and hospitality"
    TRADE = "trade", "Thương mại, dịch vụ", "Trade and services"
    TECHNOLOGY = "technology", "Công nghệ, chuyển đổi số", "Technology"
    ENVIRONMENT = "environment", "Môi trường, năng lượng", "Environment and energy"
    EDUCATION = "education", "Giáo dục, văn hóa", "Education and culture"
    OTHER = "other", "Khác", "Other"


class Startup(
    Entity,
    kind="startup",
    label="Dự án khởi nghiệp",
    label_en="Startup",
    subject="Dự án khởi nghiệp|Startups",
    help="Ý tưởng, dự án hoặc doanh nghiệp khởi nghiệp đổi mới sáng tạo trên địa bàn.",
    help_en="An idea, a project or an enterprise of innovation in the locality.",
):
    """An innovation startup or a project idea in the locality."""

    name: Annotated[
        Name,
        Shown(
            "Tên dự án",
            "Name",
            width=32,
            column=True,
            aliases=("Dự án", "Tên ý tưởng", "Tên dự án/ý tưởng", "Tên dự án khởi nghiệp", "Tên"),
        ),
    ]
    stage: Annotated[
        Stage,
        Stored(index=True),
        Shown(
            "Giai đoạn",
            "Stage",
            help="Chưa có sản phẩm thì là Ý tưởng; có mẫu thử là Sản phẩm mẫu.",
            help_en="Without a product it is an idea; with a first sample, a prototype.",
            column=True,
            board=True,
        ),
    ] = Stage.IDEA
    owner: Annotated[
        Ref[Person | Organization],
        Stored(index=True),
        Shown(
            "Chủ thể",
            "Owner",
            help="Cá nhân, nhóm, hộ kinh doanh, hợp tác xã hoặc doanh nghiệp chịu trách nhiệm.",
            help_en="The person, group, household business, cooperative or enterprise in charge.",
            column=True,
            aliases=("Chủ dự án", "Chủ", "Tác giả"),
        ),
    ]
    sector: Annotated[
        Sector | None,
        Stored(index=True),
        Shown("Lĩnh vực", "Sector", column=True, aliases=("Ngành", "Ngành nghề")),
    ] = None
    partners: Annotated[
        Several[Ref[Organization]], Shown("Đối tác", "Partners", aliases=("Đơn vị đồng hành",))
    ] = ()
    in_charge: Annotated[
        Ref[Person] | None,
        Stored(on_delete="set null"),
        Shown(
            "Người theo dõi",
            "Followed by",
            help="Cán bộ hoặc thành viên câu lạc bộ giữ liên hệ với dự án.",
            help_en="The officer or club member who keeps in touch with the project.",
        ),
    ] = None
    admin_unit: Annotated[
        Ref[AdminUnit] | None,
        Stored(index=True),
        Shown("Đơn vị hành chính", "Administrative unit", aliases=("Địa bàn", "Xã", "Địa điểm")),
    ] = None
    registered_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Ngày tiếp nhận",
            "Registered on",
            help="Ngày dự án được ghi vào danh sách hỗ trợ của địa phương.",
            help_en="When the locality put the project on its list.",
        ),
    ] = None
    founded_on: Annotated[
        Day | None,
        Shown(
            "Ngày thành lập",
            "Founded on",
            help=(
                "Ngày đăng ký doanh nghiệp lần đầu, nếu có: doanh nghiệp khởi nghiệp sáng tạo "
                "được hỗ trợ không quá 5 năm kể từ ngày này (Luật 04/2017/QH14, Điều 17)."
            ),
            help_en=(
                "First business registration, if any: an innovative startup is supported for "
                "at most 5 years from it (Law 04/2017/QH14, Article 17)."
            ),
        ),
    ] = None
    summary: Annotated[
        Text,
        Shown(
            "Mô tả tóm tắt", "Summary", section="Nội dung|Content", aliases=("Mô tả", "Nội dung")
        ),
    ] = ""
    problem: Annotated[
        Text, Shown("Vấn đề giải quyết", "Problem it solves", section="Nội dung|Content")
    ] = ""
    novelty: Annotated[
        Text,
        Shown(
            "Điểm mới, sáng tạo",
            "What is new",
            help="Khác gì với cách làm, sản phẩm đã có: nguyên liệu, công nghệ, mô hình.",
            help_en="How it differs from what exists: material, technology, model.",
            section="Nội dung|Content",
            aliases=("Tính mới", "Điểm mới"),
        ),
    ] = ""
    market: Annotated[
        Text, Shown("Thị trường, khách hàng", "Market", section="Nội dung|Content")
    ] = ""
    women_led: Annotated[
        YesNo,
        Shown(
            "Do phụ nữ làm chủ",
            "Led by women",
            help="Để thống kê theo Đề án 939 (QĐ 939/QĐ-TTg ngày 30/6/2017).",
            help_en="For figures of Đề án 939 (QĐ 939/QĐ-TTg of 30/6/2017).",
            section="Đối tượng|Whom it serves",
        ),
    ] = False
    youth_led: Annotated[
        YesNo,
        Shown("Do thanh niên làm chủ", "Led by youth", section="Đối tượng|Whom it serves"),
    ] = False
    for_disadvantaged: Annotated[
        YesNo,
        Shown(
            "Hướng tới nhóm yếu thế",
            "Serves the disadvantaged",
            help="Có tác động lớn tới người yếu thế hoặc hoàn cảnh đặc thù (nhiệm vụ 3.3).",
            help_en="Matters to disadvantaged people or people in special need (task 3.3).",
            section="Đối tượng|Whom it serves",
        ),
    ] = False
    own_capital: Annotated[
        Money | None, Shown("Vốn tự có", "Own capital", section="Quy mô|Size")
    ] = None
    capital_needed: Annotated[
        Money | None,
        Shown(
            "Nhu cầu vốn",
            "Capital needed",
            section="Quy mô|Size",
            aliases=("Vốn cần huy động", "Vốn kêu gọi"),
        ),
    ] = None
    revenue: Annotated[
        Money | None, Shown("Doanh thu năm gần nhất", "Last year's revenue", section="Quy mô|Size")
    ] = None
    workers: Annotated[
        Count | None,
        Shown("Số lao động", "Workers", section="Quy mô|Size", aliases=("Lao động",)),
    ] = None
    link: Annotated[Line, Shown("Trang web, liên kết", "Website", aliases=("Website",))] = ""
    stopped_on: Annotated[
        Day | None, Shown("Ngày dừng", "Stopped on", aliases=("Ngày kết thúc",))
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _time = in_order("registered_on", "stopped_on")


class TeamMember(
    Entity,
    kind="team_member",
    label="Thành viên dự án",
    label_en="Team member",
    subject="Dự án khởi nghiệp|Startups",
    named_by=("person", "role"),
    uniques=(
        Unique(
            ("startup", "person"),
            where="until is null",
            message=(
                "Người này đang là thành viên của dự án|This person is already a member of the team"
            ),
        ),
    ),
    help="Ai tham gia dự án, làm việc gì, từ bao giờ.",
    help_en="Who is in the team, doing what, since when.",
):
    """A person's part in a startup during a time."""

    startup: Annotated[
        Ref[Startup],
        Stored(index=True, on_delete="cascade"),
        Shown("Dự án", "Startup", column=True, aliases=("Tên dự án",)),
    ]
    person: Annotated[
        Ref[Person],
        Stored(index=True),
        Shown("Thành viên", "Person", column=True, aliases=("Họ và tên", "Họ tên")),
    ]
    role: Annotated[Line, Shown("Vai trò", "Role", column=True, aliases=("Nhiệm vụ",))] = ""
    founder: Annotated[YesNo, Shown("Sáng lập", "Founder", column=True)] = False
    share: Annotated[
        Percent | None, Shown("Tỷ lệ góp vốn (%)", "Share (%)", aliases=("Tỷ lệ góp vốn",))
    ] = None
    since: Annotated[Day | None, Shown("Từ ngày", "Since", column=True)] = None
    until: Annotated[
        Day | None,
        Shown(
            "Đến ngày",
            "Until",
            help="Để trống khi còn tham gia.",
            help_en="Empty while still in the team.",
        ),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _time = in_order("since", "until")
