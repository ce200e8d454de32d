"""Improvement of packaging, identity and labels: what was, what became, what it cost (task 4.2)."""

from __future__ import annotations

from typing import Annotated, Any

from hstk import Entity, Ref, Shown, Stored
from hstk.kinds import Choice, Line, Money, Several, Support, SupportKind, Text
from hstk.plugins.trade_promotion.fairs.kinds import SUBJECT


class ImprovedPart(Choice):
    """What of a product was made better (task 4.2 of Kế hoạch 175/KH-UBND, and what it takes)."""

    PACKAGING = "packaging", "Bao bì", "Packaging"
    LABEL = "label", "Nhãn hàng hóa", "Label"
    IDENTITY = "identity", "Hệ thống nhận diện", "Brand identity"
    TRACEABILITY = "traceability", "Truy xuất nguồn gốc", "Traceability"
    BARCODE = "barcode", "Mã số, mã vạch", "Barcode"
    TRADEMARK = "trademark", "Nhãn hiệu, sở hữu trí tuệ", "Trademark"
    QUALITY = "quality", "Kiểm nghiệm, công bố, chứng nhận", "Tests and certificates"

    @property
    def support(self) -> SupportKind:
        """The kind of support that it is."""
        return {
            ImprovedPart.IDENTITY: SupportKind.IDENTITY,
            ImprovedPart.TRADEMARK: SupportKind.INTELLECTUAL_PROPERTY,
            ImprovedPart.QUALITY: SupportKind.CERTIFICATION,
        }.get(self, SupportKind.PACKAGING)


IMPROVING = tuple(dict.fromkeys(part.support for part in ImprovedPart))
"""The kinds of support by which a product is improved."""

COSTS = ("cost_state", "cost_social", "cost_own")
"""What paid for it: the two sources of the plan (mục IV), and the owner of the product."""


class Improvement(
    Entity,
    kind="trade_promotion_improvement",
    label="Hoàn thiện sản phẩm",
    label_en="Improvement",
    subject=SUBJECT,
    named_by=("part", "support"),
    help="Bao bì, nhãn, nhận diện của sản phẩm trước và sau khi được hỗ trợ, chi phí theo nguồn.",
    help_en="Packaging, label and identity before and after the support, the cost by source.",
):
    """What a support of a product changed; further fields of that support (task 4.2)."""

    support: Annotated[
        Ref[Support],
        Stored(unique=True, on_delete="cascade"),
        Shown("Lần hỗ trợ", "Support", width=34, column=True, aliases=("Hỗ trợ",)),
    ]
    part: Annotated[
        ImprovedPart,
        Stored(index=True),
        Shown("Hạng mục hoàn thiện", "What", column=True, aliases=("Hạng mục", "Nội dung")),
    ]
    before: Annotated[
        Text,
        Shown(
            "Trước khi hỗ trợ",
            "Before",
            help="Ví dụ: túi ni lông buộc dây, không nhãn.",
            help_en="For example: a plastic bag tied up, without a label.",
            column=True,
            aliases=("Hiện trạng", "Trước"),
        ),
    ] = ""
    after: Annotated[
        Text,
        Shown(
            "Sau khi hỗ trợ",
            "After",
            help="Ví dụ: hũ vuông 300 g, nhãn đủ thông tin, tem truy xuất.",
            help_en="For example: a square jar of 300 g, a full label, a code to trace it by.",
            column=True,
            aliases=("Kết quả", "Sau"),
        ),
    ] = ""
    cost_state: Annotated[
        Money | None,
        Shown(
            "Ngân sách chi",
            "Paid by the state budget",
            section="Chi phí|Cost",
            column=True,
            aliases=("Ngân sách", "NSNN"),
        ),
    ] = None
    cost_social: Annotated[
        Money | None,
        Shown("Xã hội hóa chi", "Paid by society", section="Chi phí|Cost", aliases=("Xã hội hóa",)),
    ] = None
    cost_own: Annotated[
        Money | None,
        Shown(
            "Chủ thể tự chi",
            "Paid by the owner",
            section="Chi phí|Cost",
            aliases=("Tự chi", "Đối ứng"),
        ),
    ] = None
    photo_before: Annotated[
        Line,
        Shown(
            "Ảnh trước",
            "Photo before",
            help="Đường dẫn tệp hoặc liên kết.",
            help_en="A path or a link.",
            section="Hình ảnh|Pictures",
            search=0,
        ),
    ] = ""
    photo_after: Annotated[
        Line, Shown("Ảnh sau", "Photo after", section="Hình ảnh|Pictures", search=0)
    ] = ""
    links: Annotated[
        Several[Line],
        Shown(
            "Liên kết",
            "Links",
            help="Tệp thiết kế, phiếu kiểm nghiệm; cách nhau bởi dấu chấm phẩy.",
            help_en="Design files, test reports; separated by semicolons.",
            section="Hình ảnh|Pictures",
            search=0,
        ),
    ] = ()

    @property
    def cost(self) -> int:
        """What it cost in all, in đồng."""
        return sum(getattr(self, name) or 0 for name in COSTS)


def is_improving(support: Any) -> bool:
    """Whether a support is of a kind that has these fields."""
    return support.kind_of in IMPROVING
