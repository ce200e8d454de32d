"""The startup club or association, its members and their dues.

Two forms are usual: a câu lạc bộ, founded by a decision of the UBND or a host body and led by a
Ban Chủ nhiệm, and a hội, a legal association with permit, congress and a term of five years.
Task 2.1 of Kế hoạch 175/KH-UBND leaves the choice open. Meetings are events of the club.
"""

from __future__ import annotations

from typing import Annotated

from hstk.core.choices import Choice
from hstk.core.dates import Day
from hstk.core.entity import Entity, Line, Name, Ref, Shown, Stored, Text, Unique
from hstk.core.kinds.localities import AdminUnit
from hstk.core.kinds.organizations import Organization, Venue
from hstk.core.kinds.people import Person
from hstk.core.kinds.rules import Email, Year, in_order, needed_when
from hstk.core.money import Money
from hstk.core.phones import Phone


class ClubForm(Choice):
    """Forms of a club."""

    CLUB = "club", "Câu lạc bộ", "Club"
    ASSOCIATION = "association", "Hội", "Association"


class ClubRole(Choice):
    """Roles in a club, the leading ones first."""

    CHAIR = "chair", "Chủ nhiệm", "Chair"
    VICE_CHAIR = "vice_chair", "Phó Chủ nhiệm", "Vice-chair"
    SECRETARY = "secretary", "Thư ký", "Secretary"
    TREASURER = "treasurer", "Thủ quỹ", "Treasurer"
    BOARD = "board", "Ủy viên", "Board member"
    MEMBER = "member", "Hội viên", "Member"


class Membership(Choice):
    """How somebody belongs to a club."""

    PROVISIONAL = "provisional", "Dự bị", "Provisional"
    OFFICIAL = "official", "Chính thức", "Official"
    HONORARY = "honorary", "Danh dự", "Honorary"
    LEFT = "left", "Đã ra khỏi câu lạc bộ", "Left"


class Club(
    Entity,
    kind="club",
    label="Câu lạc bộ",
    label_en="Club",
    subject="Câu lạc bộ|Club",
    help="Câu lạc bộ hoặc Hội khởi nghiệp đổi mới sáng tạo (nhiệm vụ 2.1).",
    help_en="The innovation-startup club or association (task 2.1).",
):
    """A startup club or association."""

    name: Annotated[
        Name, Shown("Tên câu lạc bộ", "Name", width=34, column=True, aliases=("Tên", "Tên CLB"))
    ]
    form: Annotated[
        ClubForm,
        Shown(
            "Hình thức",
            "Form",
            help=(
                "Câu lạc bộ lập theo quyết định của cơ quan chủ quản; Hội phải được cho phép "
                "thành lập và có Đại hội, nhiệm kỳ."
            ),
            help_en=(
                "A club is founded by a host body's decision; an association needs a permit "
                "and has a congress and terms."
            ),
            column=True,
        ),
    ] = ClubForm.CLUB
    host: Annotated[
        Ref[Organization] | None,
        Shown(
            "Cơ quan chủ quản",
            "Host",
            help="Đơn vị ra quyết định thành lập hoặc bảo trợ hoạt động.",
            help_en="Who founded it or stands behind it.",
            column=True,
            aliases=("Đơn vị bảo trợ",),
        ),
    ] = None
    decision: Annotated[
        Line,
        Shown("Quyết định thành lập", "Founding decision", aliases=("Số quyết định", "Quyết định")),
    ] = ""
    founded_on: Annotated[Day | None, Shown("Ngày thành lập", "Founded on", column=True)] = None
    dissolved_on: Annotated[Day | None, Shown("Ngày giải thể", "Dissolved on")] = None
    term_from: Annotated[
        Day | None,
        Shown(
            "Nhiệm kỳ từ",
            "Term from",
            help="Nhiệm kỳ hiện tại; của Hội thường là 5 năm.",
            help_en="The present term; five years is usual for an association.",
        ),
    ] = None
    term_to: Annotated[Day | None, Shown("Nhiệm kỳ đến", "Term to")] = None
    venue: Annotated[
        Ref[Venue] | None,
        Stored(on_delete="set null"),
        Shown("Nơi sinh hoạt", "Meets at"),
    ] = None
    admin_unit: Annotated[
        Ref[AdminUnit] | None, Shown("Đơn vị hành chính", "Administrative unit")
    ] = None
    meetings: Annotated[
        Line,
        Shown(
            "Lịch sinh hoạt",
            "Meetings",
            help="Ví dụ: chiều thứ Sáu đầu tháng.",
            help_en="For example: the first Friday of the month.",
        ),
    ] = ""
    dues: Annotated[
        Money | None,
        Shown(
            "Hội phí một năm",
            "Dues a year",
            help="Mức mỗi hội viên đóng trong một năm; số đã thu ghi ở Hội phí.",
            help_en="What each member owes a year; what was paid are records of Dues.",
        ),
    ] = None
    phone: Annotated[
        Phone | None, Shown("Điện thoại", "Phone", search=1, aliases=("SĐT", "Số điện thoại"))
    ] = None
    email: Annotated[Email, Shown("Thư điện tử", "E-mail", aliases=("Email",))] = ""
    purpose: Annotated[Text, Shown("Tôn chỉ, mục đích", "Purpose")] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _lifetime = in_order("founded_on", "dissolved_on")
    _term = in_order("term_from", "term_to")


class ClubMember(
    Entity,
    kind="club_member",
    label="Hội viên",
    label_en="Club member",
    subject="Câu lạc bộ|Club",
    named_by=("who", "role"),
    uniques=(
        Unique(
            ("club",),
            where="role = chair and until is null",
            message=(
                "Câu lạc bộ đã có Chủ nhiệm đương nhiệm; hãy ghi ngày thôi giữ chức của người trước"
                "|The club already has a chair in office; give the former one a last day first"
            ),
        ),
        Unique(
            ("club", "who", "role"),
            where="until is null",
            message="Hội viên này đang giữ vai trò đó|This member already holds that role",
        ),
    ),
    help="Mỗi vai trò trong một thời gian là một bản ghi; một người có thể giữ nhiều vai trò.",
    help_en="One record for each role during a time; one person may hold several.",
):
    """A person's or an organization's role in a club during a time.

    A club has at most one chair in office; provisional members usually stay so for two months.
    """

    club: Annotated[Ref[Club], Stored(index=True, on_delete="cascade"), Shown("Câu lạc bộ", "Club")]
    who: Annotated[
        Ref[Person | Organization],
        Stored(index=True),
        Shown(
            "Hội viên",
            "Member",
            help="Người, hoặc tổ chức tham gia với tư cách hội viên tập thể.",
            help_en="A person, or an organization as a corporate member.",
            width=28,
            column=True,
            aliases=("Họ và tên", "Họ tên"),
        ),
    ]
    role: Annotated[
        ClubRole,
        Stored(index=True),
        Shown("Chức danh", "Role", column=True, aliases=("Chức vụ", "Vai trò")),
    ] = ClubRole.MEMBER
    status: Annotated[
        Membership,
        Stored(index=True),
        Shown(
            "Trạng thái",
            "Status",
            help="Hội viên mới thường là dự bị hai tháng rồi được công nhận chính thức.",
            help_en="New members are usually provisional for two months, then official.",
            column=True,
            board=True,
            aliases=("Loại", "Loại hội viên"),
        ),
    ] = Membership.OFFICIAL
    since: Annotated[
        Day | None,
        Stored(index=True),
        Shown("Ngày vào", "Since", column=True, aliases=("Từ ngày", "Ngày kết nạp")),
    ] = None
    until: Annotated[
        Day | None,
        Shown(
            "Đến ngày",
            "Until",
            help="Ngày thôi giữ vai trò này hoặc ra khỏi câu lạc bộ; để trống khi còn.",
            help_en="When the role or the membership ended; empty while it lasts.",
            column=True,
            aliases=("Ngày ra",),
        ),
    ] = None
    decision: Annotated[
        Line, Shown("Quyết định công nhận", "Decision", aliases=("Số quyết định", "Quyết định"))
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _time = in_order("since", "until")
    _left = needed_when("status", Membership.LEFT, "until")


class Dues(
    Entity,
    kind="dues",
    label="Hội phí",
    label_en="Dues",
    subject="Câu lạc bộ|Club",
    named_by=("member", "year"),
    help="Khoản hội phí của một hội viên trong năm; chưa có ngày đóng là chưa thu.",
    help_en="What a member owes for a year; without a day of payment it is still owed.",
):
    """A member's dues for a year, or a part of them."""

    member: Annotated[
        Ref[ClubMember],
        Stored(index=True, on_delete="cascade"),
        Shown("Hội viên", "Member", width=28, column=True),
    ]
    year: Annotated[Year, Stored(index=True), Shown("Năm", "Year", column=True)]
    period: Annotated[
        Line,
        Shown(
            "Kỳ thu",
            "Period",
            help="Khi thu nhiều kỳ trong năm, ví dụ: quý I.",
            help_en="When the year is paid in parts, for example: first quarter.",
        ),
    ] = ""
    amount: Annotated[Money, Shown("Số tiền", "Amount", column=True, aliases=("Mức đóng",))]
    paid_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown("Ngày đóng", "Paid on", column=True, aliases=("Ngày nộp", "Ngày thu")),
    ] = None
    receipt: Annotated[Line, Shown("Số phiếu thu", "Receipt", aliases=("Phiếu thu",))] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""
