"""Where money for startups comes from, and what of it reached them.

The plan counts projects that reached sources "trong và ngoài ngân sách" (Kế hoạch 175/KH-UBND,
mục II) and wants a fund of society's contributions (task 3.1), referrals to support programs
(task 3.2) and international sources (task 3.3).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

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
    YesNo,
)
from hstk.core.kinds.organizations import Organization, SupportKind
from hstk.core.kinds.people import Person
from hstk.core.kinds.rules import Count, Email, Percent, in_order, needed_when
from hstk.core.kinds.startups import Startup
from hstk.core.money import Money
from hstk.core.phones import Phone


class FundKind(Choice):
    """Sources of capital.

    No decision lists them; these are the ones that programmes and banks in the province speak of.
    Policy credit (Ngân hàng Chính sách xã hội) is a loan and counts as outside the budget.
    """

    STATE_CENTRAL = "state_central", "Ngân sách trung ương", "Central budget"
    STATE_PROVINCE = "state_province", "Ngân sách tỉnh", "Provincial budget"
    STATE_DISTRICT = "state_district", "Ngân sách huyện", "District budget"
    STATE_COMMUNE = "state_commune", "Ngân sách xã, đặc khu", "Commune budget"
    POLICY_CREDIT = "policy_credit", "Tín dụng chính sách", "Policy credit"
    BANK = "bank", "Ngân hàng thương mại, quỹ tín dụng", "Bank or credit fund"
    UNION_FUND = "union_fund", "Quỹ của hội, đoàn thể", "Fund of an association"
    SOCIAL = "social", "Quỹ xã hội hóa", "Social fund"
    CROWD = "crowd", "Gọi vốn cộng đồng", "Crowdfunding"
    ANGEL = "angel", "Nhà đầu tư thiên thần", "Angel investor"
    VENTURE = "venture", "Quỹ đầu tư mạo hiểm, khởi nghiệp sáng tạo", "Venture fund"
    INTERNATIONAL = "international", "Nguồn quốc tế, phi chính phủ", "International source"
    OWN = "own", "Vốn tự có, gia đình", "Own capital"
    OTHER = "other", "Khác", "Other"

    @property
    def in_budget(self) -> bool:
        """Whether it is money of the state budget."""
        return self.value.startswith("state_")


class FundingState(Choice):
    """How far a startup has come with a source."""

    INTRODUCED = "introduced", "Đã giới thiệu", "Introduced"
    APPLIED = "applied", "Đã nộp hồ sơ", "Applied"
    APPROVED = "approved", "Đã được duyệt", "Approved"
    DISBURSED = "disbursed", "Đã giải ngân", "Disbursed"
    REFUSED = "refused", "Bị từ chối", "Refused"


class Fund(
    Entity,
    kind="fund",
    label="Nguồn vốn",
    label_en="Fund",
    subject="Nguồn vốn|Funding",
    help="Quỹ, nguồn ngân sách, gói tín dụng hoặc nhà đầu tư mà dự án có thể tiếp cận.",
    help_en="A fund, budget, credit line or investor that startups can turn to.",
):
    """A source of capital."""

    name: Annotated[
        Name, Shown("Tên nguồn vốn", "Name", width=32, column=True, aliases=("Tên quỹ", "Tên"))
    ]
    kind_of: Annotated[
        FundKind,
        Stored(index=True),
        Shown(
            "Loại nguồn",
            "Kind",
            help="Cho biết vốn trong hay ngoài ngân sách khi tính chỉ tiêu.",
            help_en="It tells money in and out of the budget apart in the figures.",
            column=True,
            aliases=("Loại nguồn vốn",),
        ),
    ]
    manager: Annotated[
        Ref[Organization | Person] | None,
        Shown("Đơn vị, người quản lý", "Managed by", column=True, aliases=("Đơn vị quản lý",)),
    ] = None
    decision: Annotated[Line, Shown("Quyết định, quy chế", "Decision or charter")] = ""
    founded_on: Annotated[Day | None, Shown("Ngày thành lập", "Founded on")] = None
    closed_on: Annotated[
        Day | None,
        Shown(
            "Ngày đóng",
            "Closed on",
            help="Để trống khi còn nhận hồ sơ, đóng góp.",
            help_en="Empty while it takes applications or contributions.",
        ),
    ] = None
    goal: Annotated[
        Money | None,
        Shown("Quy mô dự kiến", "Goal", section="Điều kiện|Terms", column=True),
    ] = None
    least: Annotated[
        Money | None, Shown("Mức ít nhất một dự án", "Least a project", section="Điều kiện|Terms")
    ] = None
    most: Annotated[
        Money | None,
        Shown(
            "Mức nhiều nhất một dự án",
            "Most a project",
            section="Điều kiện|Terms",
            aliases=("Hạn mức", "Mức vay tối đa"),
        ),
    ] = None
    interest: Annotated[
        Percent | None,
        Shown(
            "Lãi suất (%/năm)",
            "Interest (% a year)",
            help="0 khi không tính lãi; để trống khi không phải cho vay.",
            help_en="0 for none; empty when it is no loan.",
            section="Điều kiện|Terms",
            aliases=("Lãi suất",),
        ),
    ] = None
    months: Annotated[
        Count | None,
        Shown(
            "Thời hạn (tháng)", "Term (months)", section="Điều kiện|Terms", aliases=("Thời hạn",)
        ),
    ] = None
    conditions: Annotated[
        Text,
        Shown(
            "Điều kiện, hồ sơ",
            "Conditions",
            help="Ai được tiếp cận, cần giấy tờ gì, nộp ở đâu.",
            help_en="Who is eligible, which papers are needed, where to file them.",
            section="Điều kiện|Terms",
            aliases=("Điều kiện",),
        ),
    ] = ""
    phone: Annotated[
        Phone | None,
        Shown(
            "Điện thoại",
            "Phone",
            section="Liên hệ|Contact",
            search=1,
            aliases=("SĐT", "Số điện thoại"),
        ),
    ] = None
    email: Annotated[
        Email, Shown("Thư điện tử", "E-mail", section="Liên hệ|Contact", aliases=("Email",))
    ] = ""
    link: Annotated[
        Line, Shown("Trang web", "Website", section="Liên hệ|Contact", aliases=("Website",))
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _lifetime = in_order("founded_on", "closed_on")
    _amounts = in_order("least", "most")


class Contribution(
    Entity,
    kind="contribution",
    label="Đóng góp",
    label_en="Contribution",
    subject="Nguồn vốn|Funding",
    named_by=("donor", "fund"),
    help="Ai cam kết, đã góp bao nhiêu vào quỹ, ngày nào (nhiệm vụ 3.1).",
    help_en="Who pledged and gave how much to a fund, and when (task 3.1).",
):
    """What a donor pledged or gave to a fund."""

    fund: Annotated[Ref[Fund], Stored(index=True), Shown("Quỹ", "Fund", column=True)]
    donor: Annotated[
        Ref[Person | Organization],
        Stored(index=True),
        Shown(
            "Người, đơn vị đóng góp",
            "Donor",
            width=28,
            column=True,
            aliases=("Nhà tài trợ", "Họ và tên", "Họ tên", "Đơn vị"),
        ),
    ]
    pledged: Annotated[
        Money | None, Shown("Cam kết", "Pledged", column=True, aliases=("Số tiền cam kết",))
    ] = None
    pledged_on: Annotated[Day | None, Stored(index=True), Shown("Ngày cam kết", "Pledged on")] = (
        None
    )
    paid: Annotated[
        Money | None,
        Shown(
            "Đã góp",
            "Paid",
            help="Hiện vật thì ghi giá trị quy ra tiền.",
            help_en="Things at their worth.",
            column=True,
            aliases=("Số tiền đã góp", "Số tiền", "Đã đóng góp"),
        ),
    ] = None
    paid_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown("Ngày góp", "Paid on", column=True, aliases=("Ngày đóng góp", "Ngày nộp")),
    ] = None
    in_kind: Annotated[
        Line,
        Shown(
            "Hiện vật",
            "In kind",
            help="Tên hiện vật khi không góp bằng tiền.",
            help_en="What was given when it was not money.",
        ),
    ] = ""
    receipt: Annotated[Line, Shown("Số phiếu thu", "Receipt", aliases=("Phiếu thu",))] = ""
    anonymous: Annotated[
        YesNo,
        Shown(
            "Không nêu tên",
            "Anonymous",
            help="Người đóng góp không muốn nêu tên khi công khai.",
            help_en="The donor does not want to be named in public.",
        ),
    ] = False
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _days = in_order("pledged_on", "paid_on")


class Program(
    Entity,
    kind="program",
    label="Chương trình hỗ trợ",
    label_en="Support program",
    subject="Nguồn vốn|Funding",
    help="Chương trình ưu đãi, hỗ trợ của sở, ban, ngành (nhiệm vụ 3.2).",
    help_en="A support program of a department or agency (task 3.2).",
):
    """A support program of an agency: what it gives, and to whom."""

    name: Annotated[
        Name,
        Shown("Tên chương trình", "Name", width=34, column=True, aliases=("Chương trình", "Tên")),
    ]
    kind_of: Annotated[
        FundKind,
        Stored(index=True),
        Shown(
            "Loại nguồn",
            "Kind",
            help="Cho biết vốn trong hay ngoài ngân sách khi tính chỉ tiêu.",
            help_en="It tells money in and out of the budget apart in the figures.",
            column=True,
            aliases=("Nguồn kinh phí",),
        ),
    ]
    agency: Annotated[
        Ref[Organization] | None,
        Stored(index=True),
        Shown("Cơ quan chủ trì", "Agency", column=True, aliases=("Đơn vị chủ trì",)),
    ] = None
    decision: Annotated[
        Line,
        Shown(
            "Văn bản",
            "Document",
            help="Ví dụ: NĐ 80/2021/NĐ-CP; QĐ 939/QĐ-TTg.",
            help_en="For example: NĐ 80/2021/NĐ-CP; QĐ 939/QĐ-TTg.",
            aliases=("Số quyết định", "Quyết định"),
        ),
    ] = ""
    offers: Annotated[
        Several[SupportKind], Shown("Nội dung hỗ trợ", "Gives", aliases=("Loại hỗ trợ",))
    ] = ()
    most: Annotated[
        Money | None,
        Shown("Mức hỗ trợ tối đa", "Most a project", column=True, aliases=("Mức hỗ trợ",)),
    ] = None
    eligible: Annotated[
        Text,
        Shown(
            "Đối tượng, điều kiện",
            "Who is eligible",
            help="Ai được hưởng, cần giấy tờ gì, nộp ở đâu.",
            help_en="Who can have it, which papers are needed, where to file them.",
            aliases=("Đối tượng", "Điều kiện"),
        ),
    ] = ""
    opens_on: Annotated[Day | None, Shown("Nhận hồ sơ từ", "Opens on")] = None
    closes_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Nhận hồ sơ đến",
            "Closes on",
            help="Để trống khi nhận hồ sơ quanh năm.",
            help_en="Empty when applications are always taken.",
            column=True,
            aliases=("Hạn nộp", "Hạn nộp hồ sơ"),
        ),
    ] = None
    link: Annotated[Line, Shown("Trang web", "Website", aliases=("Website",))] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _window = in_order("opens_on", "closes_on")


class FundingLink(
    Entity,
    kind="funding_link",
    label="Tiếp cận vốn",
    label_en="Funding link",
    subject="Nguồn vốn|Funding",
    named_by=("startup", "source"),
    help="Dự án tiếp cận một nguồn vốn đến đâu: giới thiệu, nộp hồ sơ, duyệt, giải ngân.",
    help_en="How far a startup is with a source: introduced, applied, approved, disbursed.",
):
    """A startup's way to one source of money.

    It counts for the plan from approval on, in the year of the day of approval or disbursement;
    whether it is money of the state budget follows from the kind of the fund or program.
    """

    startup: Annotated[
        Ref[Startup],
        Stored(index=True),
        Shown("Dự án", "Startup", width=30, column=True, aliases=("Tên dự án",)),
    ]
    source: Annotated[
        Ref[Fund | Program],
        Stored(index=True),
        Shown(
            "Nguồn vốn, chương trình",
            "Fund or program",
            width=28,
            column=True,
            aliases=("Nguồn vốn", "Chương trình", "Quỹ"),
        ),
    ]
    state: Annotated[
        FundingState,
        Stored(index=True),
        Shown(
            "Tình trạng",
            "State",
            help="Đã được duyệt, đã giải ngân hoặc bị từ chối thì phải ghi ngày tương ứng.",
            help_en="Once approved, disbursed or refused, the day of it must be given.",
            column=True,
            board=True,
            aliases=("Trạng thái", "Kết quả"),
        ),
    ] = FundingState.INTRODUCED
    introduced_by: Annotated[
        Ref[Person | Organization] | None,
        Shown("Bên giới thiệu", "Introduced by", aliases=("Người giới thiệu",)),
    ] = None
    amount_requested: Annotated[
        Money | None,
        Shown("Số tiền đề nghị", "Requested", section="Số tiền|Amounts", aliases=("Đề nghị",)),
    ] = None
    amount_approved: Annotated[
        Money | None,
        Shown(
            "Số tiền được duyệt",
            "Approved amount",
            section="Số tiền|Amounts",
            column=True,
            aliases=("Được duyệt",),
        ),
    ] = None
    amount_disbursed: Annotated[
        Money | None,
        Shown(
            "Số tiền đã giải ngân",
            "Disbursed amount",
            section="Số tiền|Amounts",
            column=True,
            aliases=("Giải ngân", "Đã nhận"),
        ),
    ] = None
    introduced_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown("Ngày giới thiệu", "Introduced on", section="Ngày|Days"),
    ] = None
    applied_on: Annotated[
        Day | None, Shown("Ngày nộp hồ sơ", "Applied on", section="Ngày|Days")
    ] = None
    approved_on: Annotated[
        Day | None, Stored(index=True), Shown("Ngày duyệt", "Approved on", section="Ngày|Days")
    ] = None
    disbursed_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Ngày giải ngân",
            "Disbursed on",
            help="Lần đầu, nếu giải ngân nhiều lần.",
            help_en="The first time, if there were several.",
            section="Ngày|Days",
        ),
    ] = None
    refused_on: Annotated[Day | None, Shown("Ngày từ chối", "Refused on", section="Ngày|Days")] = (
        None
    )
    decision: Annotated[
        Line,
        Shown("Số quyết định, hợp đồng", "Decision or contract", aliases=("Số quyết định",)),
    ] = ""
    months: Annotated[
        Annotated[int, Field(ge=1)] | None,
        Shown("Thời hạn vay (tháng)", "Loan term (months)", aliases=("Thời hạn",)),
    ] = None
    refusal: Annotated[
        Text,
        Shown(
            "Lý do từ chối",
            "Reason of refusal",
            help="Ghi rõ để lần sau giúp dự án chuẩn bị hồ sơ tốt hơn.",
            help_en="So that the next application can be prepared better.",
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _days = in_order("introduced_on", "applied_on", "approved_on", "disbursed_on")
    _refused_last = in_order("applied_on", "refused_on")
    _amounts = in_order("amount_disbursed", "amount_approved")
    _approved = needed_when("state", FundingState.APPROVED, "approved_on")
    _disbursed = needed_when("state", FundingState.DISBURSED, "disbursed_on", "amount_disbursed")
    _refused = needed_when("state", FundingState.REFUSED, "refused_on")
