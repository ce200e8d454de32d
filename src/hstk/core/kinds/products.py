"""Products, and what recognises them.

OCOP stars and "sản phẩm công nghiệp nông thôn tiêu biểu" are both recognitions: a product may hold
several at once, of several levels.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

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
from hstk.core.fields import misfit
from hstk.core.kinds.organizations import Organization
from hstk.core.kinds.people import Person
from hstk.core.kinds.rules import Percent, in_order
from hstk.core.kinds.startups import Startup
from hstk.core.language import say
from hstk.core.money import Money


class ProductGroup(Choice):
    """The six OCOP branches (Quyết định 148/QĐ-TTg and 26/2026/QĐ-TTg), and industrial goods.

    The last is a product group of sản phẩm công nghiệp nông thôn tiêu biểu (Thông tư
    26/2014/TT-BCT) that OCOP does not have.
    """

    FOOD = "food", "Thực phẩm", "Food"
    DRINK = "drink", "Đồ uống", "Drinks"
    HERBAL = "herbal", "Dược liệu và sản phẩm từ dược liệu", "Herbal products"
    HANDICRAFT = "handicraft", "Thủ công mỹ nghệ", "Handicraft"
    ORNAMENTAL = "ornamental", "Sinh vật cảnh", "Ornamental plants and animals"
    TOURISM = "tourism", "Dịch vụ du lịch", "Tourism services"
    MACHINERY = "machinery", "Thiết bị, máy móc, dụng cụ", "Equipment and tools"
    OTHER = "other", "Khác", "Other"


class PackagingState(Choice):
    """How far packaging and label are."""

    NONE = "none", "Chưa có bao bì", "None"
    SIMPLE = "simple", "Bao bì đơn giản", "Simple"
    DESIGNED = "designed", "Đã thiết kế bao bì, nhãn", "Designed"
    COMPLETE = "complete", "Hoàn thiện, nhãn đủ theo quy định", "Complete"


class TrademarkState(Choice):
    """How far the trademark is."""

    NONE = "none", "Chưa đăng ký", "Not filed"
    FILED = "filed", "Đã nộp đơn", "Filed"
    REGISTERED = "registered", "Đã được bảo hộ", "Registered"


class SalesChannel(Choice):
    """Where a product is sold."""

    DIRECT = "direct", "Bán trực tiếp tại cơ sở", "At the producer's"
    SHOWROOM = "showroom", "Điểm giới thiệu sản phẩm", "Showroom"
    MARKET = "market", "Chợ, cửa hàng", "Markets and shops"
    AGENT = "agent", "Đại lý", "Agents"
    SUPERMARKET = "supermarket", "Siêu thị, cửa hàng tiện lợi", "Supermarkets"
    ONLINE = "online", "Sàn thương mại điện tử, mạng xã hội", "Online"
    EXPORT = "export", "Xuất khẩu", "Export"


class ProductState(Choice):
    """Whether a product is made."""

    PLANNED = "planned", "Đang phát triển", "In development"
    MADE = "made", "Đang sản xuất", "In production"
    PAUSED = "paused", "Tạm ngừng", "Paused"
    STOPPED = "stopped", "Ngừng sản xuất", "Stopped"


class RecognitionScheme(Choice):
    """Who recognises products, under which rules."""

    OCOP = "ocop", "OCOP", "OCOP"
    CNNT = (
        "cnnt",
        "Sản phẩm công nghiệp nông thôn tiêu biểu",
        "Outstanding rural industrial product",
    )
    OTHER = "other", "Danh hiệu, giải thưởng khác", "Other award"


class RecognitionLevel(Choice):
    """Levels that recognise products; which one gives how many OCOP stars depends on the date.

    OCOP: province from 3 stars before 24/2/2023 (Quyết định 1048/QĐ-TTg), district 3 and province
    4 stars since (148/QĐ-TTg), province 3 and 4 stars since 6/7/2025 (1489/QĐ-TTg), always 5 stars
    by the ministry. CNNT: district until 30/6/2025, commune since 1/7/2025 (Thông tư
    38/2025/TT-BCT), and region between province and nation.
    """

    COMMUNE = "commune", "Cấp xã", "Commune"
    DISTRICT = "district", "Cấp huyện", "District"
    PROVINCE = "province", "Cấp tỉnh", "Province"
    REGION = "region", "Cấp khu vực", "Region"
    CENTRAL = "central", "Cấp quốc gia", "National"


class Product(
    Entity,
    kind="product",
    label="Sản phẩm",
    label_en="Product",
    subject="Sản phẩm|Products",
    help="Hàng hóa hoặc dịch vụ do một chủ thể trên địa bàn làm ra.",
    help_en="Goods or a service made by somebody in the locality.",
):
    """A product of a startup, a household, a cooperative or an enterprise."""

    name: Annotated[
        Name,
        Shown("Tên sản phẩm", "Name", width=30, column=True, aliases=("Sản phẩm", "Tên")),
    ]
    owner: Annotated[
        Ref[Person | Organization],
        Stored(index=True),
        Shown(
            "Chủ thể",
            "Owner",
            help="Cơ sở, hợp tác xã, hộ hoặc cá nhân sản xuất.",
            help_en="The producer: enterprise, cooperative, household or person.",
            column=True,
            aliases=("Tên chủ thể", "Cơ sở sản xuất", "Đơn vị sản xuất"),
        ),
    ]
    startup: Annotated[
        Ref[Startup] | None,
        Stored(index=True, on_delete="set null"),
        Shown(
            "Dự án khởi nghiệp",
            "Startup",
            help="Dự án mà sản phẩm này thuộc về; nhờ đó được tính là sản phẩm khởi nghiệp.",
            help_en="The project it belongs to; that makes it a startup product in figures.",
            column=True,
            aliases=("Dự án",),
        ),
    ] = None
    group: Annotated[
        ProductGroup | None,
        Stored(index=True),
        Shown(
            "Nhóm sản phẩm",
            "Group",
            help="Sáu ngành OCOP; tỏi, hành, muối là thực phẩm.",
            help_en="The six OCOP branches; garlic, onion and salt are food.",
            column=True,
            aliases=("Ngành", "Nhóm", "Ngành hàng"),
        ),
    ] = None
    state: Annotated[ProductState, Stored(index=True), Shown("Tình trạng", "State", board=True)] = (
        ProductState.MADE
    )
    specialty: Annotated[
        YesNo,
        Shown(
            "Sản phẩm chủ lực, đặc thù",
            "Local specialty",
            help="Sản phẩm mà địa phương chọn để phát triển.",
            help_en="One that the locality has chosen to develop.",
        ),
    ] = False
    summary: Annotated[Text, Shown("Mô tả", "Description", aliases=("Mô tả sản phẩm",))] = ""
    story: Annotated[
        Text,
        Shown(
            "Câu chuyện sản phẩm",
            "Story",
            help="Được chấm điểm trong hồ sơ OCOP (phần B).",
            help_en="It scores points in an OCOP dossier (part B).",
            search=1,
        ),
    ] = ""
    packaging: Annotated[
        PackagingState,
        Stored(index=True),
        Shown("Bao bì, nhãn", "Packaging", section="Hoàn thiện|Readiness", column=True),
    ] = PackagingState.NONE
    identity: Annotated[
        YesNo,
        Shown(
            "Có hệ thống nhận diện",
            "Has a brand identity",
            help="Biểu trưng, màu sắc, mẫu nhãn dùng thống nhất.",
            help_en="Logo, colours and labels used throughout.",
            section="Hoàn thiện|Readiness",
        ),
    ] = False
    traceable: Annotated[
        YesNo,
        Shown("Truy xuất nguồn gốc điện tử", "Traceable by code", section="Hoàn thiện|Readiness"),
    ] = False
    trademark: Annotated[
        TrademarkState, Shown("Nhãn hiệu", "Trademark", section="Hoàn thiện|Readiness")
    ] = TrademarkState.NONE
    geographical_indication: Annotated[
        YesNo,
        Shown(
            "Được dùng chỉ dẫn địa lý",
            "Uses a geographical indication",
            help="Ví dụ chỉ dẫn địa lý «Lý Sơn» cho tỏi, đăng bạ năm 2020.",
            help_en="For example “Lý Sơn” for garlic, registered in 2020.",
            section="Hoàn thiện|Readiness",
            aliases=("Chỉ dẫn địa lý",),
        ),
    ] = False
    standards: Annotated[
        Several[Line],
        Shown(
            "Tiêu chuẩn, chứng nhận",
            "Standards",
            help="Cách nhau bởi dấu chấm phẩy: HACCP; ISO 22000; VietGAP.",
            help_en="Separated by semicolons: HACCP; ISO 22000; VietGAP.",
            section="Hoàn thiện|Readiness",
        ),
    ] = ()
    sales_unit: Annotated[
        Line,
        Shown(
            "Quy cách",
            "Sold as",
            help="Ví dụ: hũ 250 g.",
            help_en="For example: a jar of 250 g.",
            section="Sản xuất, tiêu thụ|Production and sales",
            aliases=("Đơn vị tính", "ĐVT"),
        ),
    ] = ""
    price: Annotated[
        Money | None,
        Shown(
            "Giá bán lẻ",
            "Retail price",
            section="Sản xuất, tiêu thụ|Production and sales",
            aliases=("Giá", "Đơn giá", "Giá bán"),
        ),
    ] = None
    output: Annotated[
        Line,
        Shown(
            "Sản lượng",
            "Output",
            help="Ghi cả đơn vị và thời gian: 5.000 hũ/năm.",
            help_en="With unit and time: 5.000 jars a year.",
            section="Sản xuất, tiêu thụ|Production and sales",
        ),
    ] = ""
    local_materials: Annotated[
        Percent | None,
        Shown(
            "Nguyên liệu trong tỉnh (%)",
            "Materials from the province (%)",
            help="Được chấm điểm trong hồ sơ OCOP (phần A).",
            help_en="It scores points in an OCOP dossier (part A).",
            section="Sản xuất, tiêu thụ|Production and sales",
        ),
    ] = None
    channels: Annotated[
        Several[SalesChannel],
        Shown("Kênh bán hàng", "Sales channels", section="Sản xuất, tiêu thụ|Production and sales"),
    ] = ()
    launched_on: Annotated[
        Day | None,
        Shown("Ngày ra mắt", "Launched on", section="Sản xuất, tiêu thụ|Production and sales"),
    ] = None
    link: Annotated[Line, Shown("Trang bán hàng, liên kết", "Web page", aliases=("Website",))] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class Recognition(
    Entity,
    kind="recognition",
    label="Công nhận sản phẩm",
    label_en="Recognition",
    subject="Sản phẩm|Products",
    named_by=("product", "scheme", "level"),
    help="Quyết định công nhận: hạng sao OCOP, công nghiệp nông thôn tiêu biểu, giải thưởng.",
    help_en="A decision that recognises a product: OCOP stars, rural industry, awards.",
):
    """A decision by which a product is recognised for a time.

    OCOP certificates are valid for 36 months (Quyết định 148/QĐ-TTg 24/2/2023; 26/2026/QĐ-TTg,
    Điều 4); those of CNNT tiêu biểu state no end that we know of.
    """

    product: Annotated[Ref[Product], Stored(index=True), Shown("Sản phẩm", "Product", column=True)]
    scheme: Annotated[
        RecognitionScheme,
        Stored(index=True),
        Shown("Chương trình", "Scheme", column=True, aliases=("Loại công nhận",)),
    ]
    level: Annotated[
        RecognitionLevel,
        Stored(index=True),
        Shown(
            "Cấp công nhận",
            "Level",
            help="Cấp của cơ quan ra quyết định vào ngày ra quyết định.",
            help_en="Of the authority that decided, on the day of the decision.",
            column=True,
            aliases=("Cấp",),
        ),
    ]
    stars: Annotated[
        Annotated[int, Field(ge=1, le=5)] | None,
        Shown(
            "Hạng sao",
            "Stars",
            help="Chỉ cho OCOP: 1 đến 5. Giấy chứng nhận chỉ cấp từ 3 sao.",
            help_en="OCOP only: 1 to 5. Certificates begin at 3 stars.",
            column=True,
            aliases=("Số sao", "Xếp hạng", "Hạng"),
        ),
    ] = None
    score: Annotated[
        Percent | None,
        Shown(
            "Điểm",
            "Score",
            help="Điểm trung bình của hội đồng, thang 100.",
            help_en="The council's average, out of 100.",
            aliases=("Tổng điểm", "Điểm đánh giá"),
        ),
    ] = None
    grade: Annotated[
        Line,
        Shown(
            "Danh hiệu, mức",
            "Grade",
            help="Cho chương trình không tính bằng sao, ví dụ: giải Nhất.",
            help_en="Where there are no stars, for example: first prize.",
        ),
    ] = ""
    product_code: Annotated[
        Line,
        Shown(
            "Mã số sản phẩm",
            "Product code",
            help="Mã trên hồ sơ OCOP, ví dụ 51-21548-3-2026.",
            help_en="The code on the OCOP dossier, for example 51-21548-3-2026.",
        ),
    ] = ""
    decision: Annotated[
        Line,
        Shown(
            "Số quyết định",
            "Decision",
            section="Quyết định|Decision",
            aliases=("Quyết định", "Số QĐ"),
        ),
    ] = ""
    decided_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Ngày quyết định",
            "Decided on",
            help="Chỉ được tính vào chỉ tiêu của năm khi đã có ngày này.",
            help_en="A recognition counts in a year only once this day is known.",
            section="Quyết định|Decision",
            column=True,
            aliases=("Ngày QĐ", "Ngày công nhận", "Ngày cấp"),
        ),
    ] = None
    issuer: Annotated[
        Ref[Organization] | None,
        Shown("Cơ quan công nhận", "Issued by", section="Quyết định|Decision"),
    ] = None
    certificate: Annotated[
        Line,
        Shown("Số giấy chứng nhận", "Certificate number", section="Quyết định|Decision"),
    ] = ""
    expires_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Hết hạn",
            "Expires on",
            help=(
                "OCOP: 36 tháng kể từ ngày cấp (QĐ 148/QĐ-TTg ngày 24/2/2023). Nộp hồ sơ đánh "
                "giá lại trước khi hết hạn 180 đến 120 ngày (QĐ 26/2026/QĐ-TTg)."
            ),
            help_en=(
                "OCOP: 36 months after issue (QĐ 148/QĐ-TTg of 24/2/2023). A new dossier is due "
                "180 to 120 days before that (QĐ 26/2026/QĐ-TTg)."
            ),
            section="Quyết định|Decision",
            column=True,
            aliases=("Ngày hết hạn", "Hiệu lực đến"),
        ),
    ] = None
    withdrawn_on: Annotated[
        Day | None,
        Shown("Ngày thu hồi", "Withdrawn on", section="Thu hồi|Withdrawal"),
    ] = None
    ground: Annotated[
        Text,
        Shown(
            "Lý do thu hồi",
            "Ground of withdrawal",
            help=(
                "Ví dụ: hồ sơ không đúng, không còn đạt tiêu chí, vi phạm chất lượng, "
                "dùng sai nhãn OCOP, ngừng sản xuất."
            ),
            help_en=(
                "For example: false papers, criteria no longer met, breach of quality rules, "
                "misuse of the OCOP mark, production stopped."
            ),
            section="Thu hồi|Withdrawal",
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _valid = in_order("decided_on", "expires_on")
    _withdrawn = in_order("decided_on", "withdrawn_on")

    @model_validator(mode="after")
    def _stars_are_of_ocop(self) -> Self:
        if self.stars is not None and self.scheme is not RecognitionScheme.OCOP:
            raise misfit(
                say(
                    "«Hạng sao» chỉ dùng khi «Chương trình» là OCOP; "
                    "mức khác ghi ở «Danh hiệu, mức»",
                    "“Stars” only go with the “Scheme” OCOP; write other ranks under “Grade”",
                ),
                "stars",
            )
        return self
