"""Help given to startups and products: support of every kind, mentors and their sessions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hstk.core.choices import Choice
from hstk.core.dates import Day
from hstk.core.entity import (
    Entity,
    Line,
    Ref,
    Several,
    Shown,
    Stored,
    Text,
    YesNo,
)
from hstk.core.kinds.events import Event
from hstk.core.kinds.execution import BudgetSource
from hstk.core.kinds.organizations import Organization, SupportKind
from hstk.core.kinds.people import Person
from hstk.core.kinds.planning import Task
from hstk.core.kinds.products import Product
from hstk.core.kinds.rules import Count, in_order
from hstk.core.kinds.startups import Sector, Startup
from hstk.core.money import Money


class MentoringFormat(Choice):
    """How mentor and startup met."""

    IN_PERSON = "in_person", "Trực tiếp", "In person"
    ONLINE = "online", "Trực tuyến", "Online"
    PHONE = "phone", "Điện thoại, tin nhắn", "By phone or message"
    GROUP = "group", "Theo nhóm", "In a group"


class Support(
    Entity,
    kind="support",
    label="Hỗ trợ",
    label_en="Support",
    subject="Cố vấn và hỗ trợ|Mentoring and support",
    named_by=("about", "kind_of", "on"),
    help="Một việc giúp cho dự án hoặc sản phẩm: ai giúp, ngày nào, trị giá bao nhiêu, kết quả gì.",
    help_en="One piece of help for a startup or product: by whom, when, its worth, its result.",
):
    """Help that a startup or a product received (Kế hoạch 175/KH-UBND, mục II; task 4.1, 4.2)."""

    about: Annotated[
        Ref[Startup | Product],
        Stored(index=True),
        Shown(
            "Dự án, sản phẩm",
            "Startup or product",
            width=30,
            column=True,
            aliases=("Dự án", "Sản phẩm", "Tên dự án", "Tên sản phẩm"),
        ),
    ]
    kind_of: Annotated[
        SupportKind,
        Stored(index=True),
        Shown("Loại hỗ trợ", "Kind", column=True, aliases=("Hình thức hỗ trợ",)),
    ]
    on: Annotated[
        Day,
        Stored(index=True),
        Shown(
            "Ngày",
            "Day",
            help="Ngày bắt đầu; hỗ trợ được tính vào năm của ngày này.",
            help_en="The first day; the support counts in the year of this day.",
            column=True,
            aliases=("Ngày hỗ trợ", "Thời gian"),
        ),
    ]
    by: Annotated[
        Ref[Organization | Person] | None,
        Stored(index=True),
        Shown("Bên hỗ trợ", "By", column=True, aliases=("Đơn vị hỗ trợ", "Người hỗ trợ")),
    ] = None
    content: Annotated[Text, Shown("Nội dung", "What was done", aliases=("Nội dung hỗ trợ",))] = ""
    worth: Annotated[
        Money | None,
        Shown(
            "Giá trị",
            "Worth",
            help="Tiền hoặc giá trị quy ra tiền của việc hỗ trợ.",
            help_en="In money, or what it would have cost.",
            column=True,
            aliases=("Kinh phí", "Trị giá", "Số tiền"),
        ),
    ] = None
    source: Annotated[
        BudgetSource | None, Stored(index=True), Shown("Nguồn kinh phí", "Source of money")
    ] = None
    event: Annotated[
        Ref[Event] | None,
        Stored(index=True, on_delete="set null"),
        Shown(
            "Tại sự kiện",
            "At event",
            help="Lớp tập huấn, hội chợ mà ở đó việc hỗ trợ diễn ra.",
            help_en="The training or fair where the help was given.",
        ),
    ] = None
    task: Annotated[
        Ref[Task] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Thuộc nhiệm vụ", "Serves task"),
    ] = None
    result: Annotated[Text, Shown("Kết quả", "Result")] = ""


class Mentor(
    Entity,
    kind="mentor",
    label="Cố vấn",
    label_en="Mentor",
    subject="Cố vấn và hỗ trợ|Mentoring and support",
    named_by="person",
    help="Người nhận cố vấn cho dự án: giỏi việc gì, nhận được mấy dự án.",
    help_en="Somebody who advises startups: in what, and how many at a time.",
):
    """A person who mentors startups.

    Adviser certificates have no single national form; their issuers are organisers of courses,
    such as Sở Khoa học và Công nghệ.
    """

    person: Annotated[
        Ref[Person],
        Stored(unique=True, on_delete="cascade"),
        Shown("Cố vấn", "Person", width=26, column=True, aliases=("Họ và tên", "Họ tên")),
    ]
    expertise: Annotated[
        Several[Line],
        Shown(
            "Chuyên môn",
            "Expertise",
            help="Cách nhau bởi dấu chấm phẩy: bao bì; bán hàng trực tuyến; kế toán.",
            help_en="Separated by semicolons: packaging; online sales; accounting.",
            column=True,
            aliases=("Lĩnh vực chuyên môn",),
        ),
    ] = ()
    sectors: Annotated[Several[Sector], Shown("Lĩnh vực", "Sectors", column=True)] = ()
    offers: Annotated[Several[SupportKind], Shown("Hỗ trợ được về", "Can help with")] = ()
    capacity: Annotated[
        Count | None,
        Shown(
            "Số dự án nhận cùng lúc",
            "Startups at a time",
            column=True,
            aliases=("Số dự án",),
        ),
    ] = None
    available: Annotated[
        YesNo,
        Shown(
            "Đang nhận cố vấn",
            "Available",
            help="Ghi Không khi tạm nghỉ hoặc đã thôi.",
            help_en="No while pausing or after stopping.",
            column=True,
        ),
    ] = True
    since: Annotated[Day | None, Shown("Tham gia từ", "Since")] = None
    until: Annotated[Day | None, Shown("Tham gia đến", "Until")] = None
    certificate: Annotated[
        Line,
        Shown(
            "Số chứng chỉ",
            "Certificate number",
            help="Chứng chỉ về tư vấn, hỗ trợ khởi nghiệp đổi mới sáng tạo, nếu có.",
            help_en="Of an adviser certificate, if any.",
            section="Chứng chỉ|Certificate",
            aliases=("Chứng chỉ",),
        ),
    ] = ""
    certificate_issuer: Annotated[
        Line,
        Shown("Đơn vị cấp", "Issued by", section="Chứng chỉ|Certificate", aliases=("Nơi cấp",)),
    ] = ""
    certified_on: Annotated[
        Day | None,
        Shown("Ngày cấp", "Issued on", section="Chứng chỉ|Certificate"),
    ] = None
    biography: Annotated[
        Text, Shown("Giới thiệu", "Biography", aliases=("Tiểu sử", "Kinh nghiệm"))
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _time = in_order("since", "until")


class Mentoring(
    Entity,
    kind="mentoring",
    label="Buổi cố vấn",
    label_en="Mentoring session",
    subject="Cố vấn và hỗ trợ|Mentoring and support",
    named_by=("startup", "on"),
    help="Một buổi cố vấn: bàn gì, kết quả gì, việc tiếp theo là gì.",
    help_en="One session: what was discussed, what came of it, what comes next.",
):
    """A session of a mentor with a startup."""

    mentor: Annotated[
        Ref[Mentor], Stored(index=True), Shown("Cố vấn", "Mentor", width=24, column=True)
    ]
    startup: Annotated[
        Ref[Startup],
        Stored(index=True),
        Shown("Dự án", "Startup", width=28, column=True, aliases=("Tên dự án",)),
    ]
    on: Annotated[Day, Stored(index=True), Shown("Ngày", "Day", column=True)]
    format: Annotated[MentoringFormat, Shown("Hình thức", "Format", column=True)] = (
        MentoringFormat.IN_PERSON
    )
    minutes: Annotated[
        Annotated[int, Field(ge=0, le=1440)] | None,
        Shown("Thời lượng (phút)", "Minutes", aliases=("Số phút", "Thời lượng")),
    ] = None
    content: Annotated[Text, Shown("Nội dung", "Content", aliases=("Nội dung trao đổi",))] = ""
    result: Annotated[Text, Shown("Kết quả", "Result")] = ""
    next_step: Annotated[Line, Shown("Việc tiếp theo", "Next step", column=True)] = ""
    next_on: Annotated[Day | None, Shown("Ngày hẹn tiếp theo", "Next on")] = None

    _next = in_order("on", "next_on")
