"""Organizations, who works in them, and the places they keep.

Organizations have lifetimes and successors: since 1/7/2025 the offices of the huyện are those of
the đặc khu (Nghị định 150/2025/NĐ-CP: Phòng Kinh tế, Phòng Văn hóa - Xã hội). Plans spell one unit
in many ways ("Kinh tế và Hạ tầng nông thôn", "KT&HTNT"), hence the aliases.
"""

from __future__ import annotations

from typing import Annotated

from hstk.core.choices import Choice
from hstk.core.dates import Day
from hstk.core.entity import Entity, Line, Name, Ref, Several, Shown, Stored, Text, Unique
from hstk.core.kinds.localities import AdminUnit, Level
from hstk.core.kinds.people import Person
from hstk.core.kinds.rules import Count, Email, in_order, not_itself
from hstk.core.money import Money
from hstk.core.phones import Phone
from hstk.core.tax_codes import TaxCode


class OrganizationKind(Choice):
    """What an organization is; owners of products are as the OCOP forms list them.

    Source: chủ thể in Quyết định 148/QĐ-TTg and 26/2026/QĐ-TTg; actors of Đề án 844.
    """

    AGENCY = "agency", "Cơ quan nhà nước, đơn vị sự nghiệp", "Government agency or public unit"
    ASSOCIATION = "association", "Tổ chức đảng, đoàn thể, hội", "Party, union or association"
    ENTERPRISE = "enterprise", "Doanh nghiệp", "Enterprise"
    COOPERATIVE = "cooperative", "Hợp tác xã", "Cooperative"
    COOPERATIVE_GROUP = "cooperative_group", "Tổ hợp tác", "Cooperative group"
    HOUSEHOLD_BUSINESS = (
        "household_business",
        "Hộ kinh doanh, hộ sản xuất",
        "Household business",
    )
    FARM = "farm", "Trang trại", "Farm"
    STARTUP_GROUP = "startup_group", "Nhóm khởi nghiệp", "Startup group"
    SCHOOL = "school", "Trường, viện", "School or institute"
    SERVICE_PROVIDER = (
        "service_provider",
        "Tổ chức hỗ trợ khởi nghiệp, vườn ươm",
        "Support organization or incubator",
    )
    INVESTOR = "investor", "Nhà đầu tư, quỹ đầu tư", "Investor"
    FINANCE = "finance", "Ngân hàng, tổ chức tài chính", "Bank or financial institution"
    MEDIA = "media", "Cơ quan báo chí, truyền thông", "Media"
    OTHER = "other", "Khác", "Other"


class LegalForm(Choice):
    """Legal forms of an enterprise (Luật Doanh nghiệp 59/2020/QH14)."""

    PRIVATE = "private", "Doanh nghiệp tư nhân", "Private enterprise"
    SINGLE_MEMBER = (
        "single_member",
        "Công ty TNHH một thành viên",
        "Single-member limited company",
    )
    MULTI_MEMBER = (
        "multi_member",
        "Công ty TNHH hai thành viên trở lên",
        "Multi-member limited company",
    )
    JOINT_STOCK = "joint_stock", "Công ty cổ phần", "Joint-stock company"
    PARTNERSHIP = "partnership", "Công ty hợp danh", "Partnership"


class SupportKind(Choice):
    """Kinds of help that the plan names (Kế hoạch 175/KH-UBND, mục II and III)."""

    TRAINING = "training", "Đào tạo, tập huấn", "Training"
    COACHING = "coaching", "Tư vấn, cố vấn", "Advice and coaching"
    PACKAGING = "packaging", "Bao bì, nhãn mác", "Packaging and labels"
    IDENTITY = "identity", "Hệ thống nhận diện", "Brand identity"
    CERTIFICATION = "certification", "Chứng nhận, công bố chất lượng", "Certification"
    INTELLECTUAL_PROPERTY = "intellectual_property", "Sở hữu trí tuệ", "Intellectual property"
    DISPLAY = "display", "Trưng bày, giới thiệu sản phẩm", "Display at fairs"
    MARKET = "market", "Kết nối tiêu thụ, thương mại điện tử", "Market access and e-commerce"
    REFERRAL = "referral", "Kết nối, giới thiệu", "Referral"
    FINANCE = "finance", "Vốn, tài chính", "Finance"
    PREMISES = "premises", "Mặt bằng, địa điểm", "Premises"
    EQUIPMENT = "equipment", "Máy móc, công nghệ", "Equipment and technology"
    COMMUNICATION = "communication", "Truyền thông, quảng bá", "Communication"
    LEGAL = "legal", "Pháp lý, thủ tục", "Legal help and procedures"
    OTHER = "other", "Khác", "Other"


class VenueKind(Choice):
    """Kinds of place."""

    SHOWROOM = "showroom", "Điểm giới thiệu và bán sản phẩm", "Showroom"
    COWORKING = "coworking", "Không gian làm việc chung", "Coworking space"
    HALL = "hall", "Hội trường, nhà văn hóa", "Hall"
    FAIRGROUND = "fairground", "Chợ, khu hội chợ", "Market or fairground"
    SCHOOL = "school", "Trường học", "School"
    PLANT = "plant", "Cơ sở sản xuất", "Production site"
    OTHER = "other", "Khác", "Other"


class Organization(
    Entity,
    kind="organization",
    label="Tổ chức",
    label_en="Organization",
    subject="Con người và tổ chức|People and organizations",
    uniques=(
        Unique(
            ("tax_code",),
            where="tax_code is not null and valid_to is null",
            message=(
                "Đã có tổ chức đang hoạt động mang mã số thuế này"
                "|An organization in existence already has this tax code"
            ),
        ),
    ),
    help="Cơ quan, đoàn thể, doanh nghiệp, hợp tác xã, hộ kinh doanh, trường, báo đài, nhà đầu tư.",
    help_en="Agencies, associations, enterprises, cooperatives, schools, media, investors.",
):
    """An organization during the time it existed under one name."""

    name: Annotated[
        Name,
        Shown(
            "Tên tổ chức",
            "Name",
            help="Tên đầy đủ trên quyết định thành lập hoặc giấy đăng ký.",
            help_en="The full name on the founding decision or the registration.",
            width=34,
            column=True,
            aliases=("Tên đơn vị", "Đơn vị", "Cơ quan", "Tên doanh nghiệp", "Tên cơ sở", "Tên"),
        ),
    ]
    short_name: Annotated[
        Line,
        Shown(
            "Tên viết tắt",
            "Short name",
            help="Ví dụ: Phòng KT&HTNT.",
            help_en="For example: Phòng KT&HTNT.",
            width=18,
            search=2,
            aliases=("Viết tắt",),
        ),
    ] = ""
    aliases: Annotated[
        Several[Line],
        Shown(
            "Cách viết khác",
            "Other spellings",
            help=(
                "Các cách văn bản từng viết tên này, cách nhau bởi dấu chấm phẩy; "
                "nhờ đó khi đọc kế hoạch vẫn nhận ra cùng một đơn vị."
            ),
            help_en=(
                "How documents have spelt it, separated by semicolons; plans and tables are "
                "matched by them."
            ),
            search=2,
        ),
    ] = ()
    kind_of: Annotated[
        OrganizationKind,
        Stored(index=True),
        Shown("Loại tổ chức", "Kind", column=True, aliases=("Loại hình", "Loại", "Loại chủ thể")),
    ]
    legal_form: Annotated[
        LegalForm | None,
        Shown(
            "Loại hình doanh nghiệp",
            "Legal form",
            help="Chỉ điền cho doanh nghiệp, theo giấy chứng nhận đăng ký.",
            help_en="For enterprises only, as registered.",
        ),
    ] = None
    level: Annotated[
        Level | None,
        Shown(
            "Cấp",
            "Level",
            help="Cấp của cơ quan, đoàn thể; doanh nghiệp để trống.",
            help_en="Of agencies and associations; empty for enterprises.",
        ),
    ] = None
    parent: Annotated[
        Ref["Organization"] | None,  # noqa: UP037  # the class itself is named in quotes
        Stored(index=True),
        Shown("Đơn vị chủ quản", "Belongs to", aliases=("Cơ quan chủ quản", "Trực thuộc")),
    ] = None
    tax_code: Annotated[
        TaxCode | None,
        Stored(index=True),
        Shown(
            "Mã số thuế",
            "Tax code",
            help=(
                "10 số, hoặc 13 số của đơn vị phụ thuộc; từ 1/7/2025 hộ kinh doanh dùng "
                "12 số định danh của chủ hộ (Thông tư 86/2024/TT-BTC)."
            ),
            help_en=(
                "10 digits, or 13 for a branch; since 1/7/2025 a household business uses its "
                "owner's 12-digit personal number (Thông tư 86/2024/TT-BTC)."
            ),
            width=15,
            column=True,
            search=1,
            aliases=("MST", "Mã số doanh nghiệp", "MSDN"),
        ),
    ] = None
    representative: Annotated[
        Ref[Person] | None,
        Stored(on_delete="set null"),
        Shown("Người đại diện", "Representative", aliases=("Người đứng đầu", "Chủ cơ sở")),
    ] = None
    business: Annotated[
        Line,
        Shown("Ngành nghề, lĩnh vực", "Line of business", aliases=("Ngành nghề", "Lĩnh vực")),
    ] = ""
    workers: Annotated[
        Count | None,
        Shown("Số lao động", "Workers", aliases=("Lao động",)),
    ] = None
    offers: Annotated[
        Several[SupportKind],
        Shown(
            "Hỗ trợ được về",
            "Can help with",
            help="Đơn vị này giúp được dự án việc gì; dùng khi tìm nơi để giới thiệu.",
            help_en="What it can help projects with; used to find whom to refer them to.",
        ),
    ] = ()
    phone: Annotated[
        Phone | None,
        Shown(
            "Điện thoại",
            "Phone",
            section="Liên hệ|Contact",
            width=14,
            column=True,
            search=1,
            aliases=("SĐT", "Số điện thoại", "ĐT"),
        ),
    ] = None
    email: Annotated[
        Email, Shown("Thư điện tử", "E-mail", section="Liên hệ|Contact", aliases=("Email",))
    ] = ""
    website: Annotated[
        Line, Shown("Trang web", "Website", section="Liên hệ|Contact", aliases=("Website",))
    ] = ""
    address: Annotated[
        Line,
        Shown(
            "Địa chỉ", "Address", section="Liên hệ|Contact", aliases=("Trụ sở", "Nơi đặt trụ sở")
        ),
    ] = ""
    admin_unit: Annotated[
        Ref[AdminUnit] | None,
        Stored(index=True),
        Shown(
            "Đơn vị hành chính",
            "Administrative unit",
            section="Liên hệ|Contact",
            aliases=("Địa bàn", "Xã", "Xã/phường"),
        ),
    ] = None
    valid_from: Annotated[
        Day | None,
        Shown(
            "Hoạt động từ",
            "Exists since",
            section="Thời gian tồn tại|Lifetime",
            aliases=("Ngày thành lập", "Ngày đăng ký"),
        ),
    ] = None
    valid_to: Annotated[
        Day | None,
        Shown(
            "Hoạt động đến",
            "Existed until",
            help="Ngày cuối cùng trước khi giải thể, sáp nhập; để trống khi còn hoạt động.",
            help_en="The last day before it was dissolved or merged; empty while it exists.",
            section="Thời gian tồn tại|Lifetime",
        ),
    ] = None
    successor: Annotated[
        Ref["Organization"] | None,  # noqa: UP037  # the class itself is named in quotes
        Shown(
            "Đơn vị kế thừa",
            "Successor",
            help="Đơn vị nhận tiếp nhiệm vụ sau khi đơn vị này kết thúc hoạt động.",
            help_en="Who took over the duties when it ended.",
            section="Thời gian tồn tại|Lifetime",
        ),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _lifetime = in_order("valid_from", "valid_to")
    _others = not_itself("parent", "successor")


class Affiliation(
    Entity,
    kind="affiliation",
    label="Công tác",
    label_en="Affiliation",
    subject="Con người và tổ chức|People and organizations",
    named_by=("person", "role", "organization"),
    help="Ai giữ chức vụ gì ở đơn vị nào, từ bao giờ đến bao giờ.",
    help_en="Who holds which position in which organization, from when to when.",
):
    """A person's position in an organization during a time."""

    person: Annotated[
        Ref[Person],
        Stored(index=True, on_delete="cascade"),
        Shown("Người", "Person", column=True, aliases=("Họ và tên", "Họ tên")),
    ]
    organization: Annotated[
        Ref[Organization],
        Stored(index=True),
        Shown("Đơn vị", "Organization", column=True, aliases=("Cơ quan", "Đơn vị công tác")),
    ]
    role: Annotated[
        Line, Shown("Chức vụ", "Position", column=True, aliases=("Chức danh", "Vị trí"))
    ] = ""
    since: Annotated[Day | None, Shown("Từ ngày", "Since", column=True)] = None
    until: Annotated[
        Day | None,
        Shown(
            "Đến ngày",
            "Until",
            help="Để trống khi còn giữ chức vụ này.",
            help_en="Empty while the position is held.",
            column=True,
        ),
    ] = None
    decision: Annotated[Line, Shown("Quyết định", "Decision", aliases=("Số quyết định",))] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _time = in_order("since", "until")


class Venue(
    Entity,
    kind="venue",
    label="Địa điểm",
    label_en="Venue",
    subject="Sự kiện và truyền thông|Events and media",
    help=(
        "Nơi tổ chức sự kiện, nơi giới thiệu và bán sản phẩm, nơi câu lạc bộ sinh hoạt "
        "(nhiệm vụ 2.2)."
    ),
    help_en="Where events are held, products shown and sold, and the club meets (task 2.2).",
):
    """A place where the ecosystem meets, shows or sells."""

    name: Annotated[
        Name, Shown("Tên địa điểm", "Name", width=30, column=True, aliases=("Địa điểm", "Tên"))
    ]
    kind_of: Annotated[
        VenueKind, Stored(index=True), Shown("Loại địa điểm", "Kind", column=True)
    ] = VenueKind.OTHER
    address: Annotated[Line, Shown("Địa chỉ", "Address", column=True)] = ""
    admin_unit: Annotated[
        Ref[AdminUnit] | None, Shown("Đơn vị hành chính", "Administrative unit")
    ] = None
    manager: Annotated[
        Ref[Organization | Person] | None,
        Shown("Đơn vị, người quản lý", "Run by", column=True, aliases=("Đơn vị quản lý",)),
    ] = None
    phone: Annotated[
        Phone | None, Shown("Điện thoại", "Phone", search=1, aliases=("SĐT", "Số điện thoại"))
    ] = None
    capacity: Annotated[
        Count | None, Shown("Sức chứa (người)", "Capacity (people)", aliases=("Sức chứa",))
    ] = None
    area: Annotated[Count | None, Shown("Diện tích (m²)", "Area (m²)", aliases=("Diện tích",))] = (
        None
    )
    invested_state: Annotated[
        Money | None,
        Shown("Vốn ngân sách", "Invested by the state", section="Kinh phí|Money"),
    ] = None
    invested_social: Annotated[
        Money | None,
        Shown(
            "Vốn xã hội hóa",
            "Invested by others",
            help="Tiền và giá trị hiện vật do doanh nghiệp, cá nhân đóng góp.",
            help_en="Money, and the worth of things, given by enterprises and people.",
            section="Kinh phí|Money",
        ),
    ] = None
    opened_on: Annotated[Day | None, Shown("Ngày mở", "Opened on")] = None
    closed_on: Annotated[Day | None, Shown("Ngày đóng", "Closed on")] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _time = in_order("opened_on", "closed_on")
