"""Goods on consignment at a showroom, and everything that happens to them."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from hstk import Entity, Ref, Shown, Stored, Unique, say
from hstk.kinds import (
    Choice,
    Count,
    Day,
    Line,
    Money,
    Organization,
    Percent,
    Person,
    Product,
    Text,
    Venue,
    in_order,
    misfit,
)
from hstk.plugins.trade_promotion.fairs.kinds import SUBJECT


class Consignment(
    Entity,
    kind="trade_promotion_consignment",
    label="Hàng ký gửi",
    label_en="Consignment",
    subject=SUBJECT,
    named_by=("product", "venue"),
    uniques=(
        Unique(
            ("venue", "product"),
            where="until is null",
            message=(
                "Sản phẩm này đang ký gửi tại điểm bán rồi; hãy nhập thêm vào đó"
                "|This product is already on consignment there; add to that"
            ),
        ),
    ),
    help="Một sản phẩm gửi bán tại điểm giới thiệu sản phẩm: giá bán và hoa hồng đã thỏa thuận.",
    help_en="A product left for sale at a showroom: the price and the commission agreed on.",
):
    """A product that a producer has left for sale (task 2.2 of Kế hoạch 175/KH-UBND).

    The goods stay the producer's until they are sold; the sales point keeps its commission and
    owes the rest.
    """

    venue: Annotated[
        Ref[Venue],
        Stored(index=True),
        Shown("Điểm bán", "Sales point", width=26, column=True, aliases=("Địa điểm",)),
    ]
    product: Annotated[
        Ref[Product],
        Stored(index=True),
        Shown("Sản phẩm", "Product", width=28, column=True, aliases=("Tên sản phẩm", "Tên hàng")),
    ]
    producer: Annotated[
        Ref[Organization | Person],
        Stored(index=True),
        Shown(
            "Cơ sở gửi hàng",
            "Left by",
            help="Bên được thanh toán tiền bán hàng; thường là chủ thể của sản phẩm.",
            help_en="Who is paid for what is sold; mostly the owner of the product.",
            width=26,
            column=True,
            aliases=("Cơ sở", "Chủ thể", "Bên gửi"),
        ),
    ]
    since: Annotated[
        Day | None, Shown("Ký gửi từ", "Since", column=True, aliases=("Ngày ký gửi",))
    ] = None
    until: Annotated[
        Day | None,
        Shown(
            "Thôi ký gửi",
            "Until",
            help="Để trống khi còn bán. Chỉ ghi khi đã bán hoặc trả hết hàng.",
            help_en="Empty while it is for sale; given once everything is sold or returned.",
        ),
    ] = None
    price: Annotated[
        Money | None,
        Shown("Giá bán", "Price", column=True, aliases=("Đơn giá", "Giá niêm yết")),
    ] = None
    commission: Annotated[
        Percent | None,
        Shown(
            "Hoa hồng (%)",
            "Commission (%)",
            help="Phần điểm bán được giữ trên giá bán; ghi 0 khi không thu.",
            help_en="What the sales point keeps of the price; 0 when it keeps nothing.",
            column=True,
            aliases=("Hoa hồng", "Chiết khấu", "Chiết khấu (%)"),
        ),
    ] = None
    agreement: Annotated[
        Line,
        Shown("Số thỏa thuận", "Agreement", aliases=("Hợp đồng ký gửi", "Số hợp đồng")),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _time = in_order("since", "until")


class MovementKind(Choice):
    """What happens to goods on consignment, and to the money for them."""

    RECEIVED = "received", "Nhập hàng", "Received"
    SOLD = "sold", "Bán", "Sold"
    RETURNED = "returned", "Trả lại cơ sở", "Returned"
    LOST = "lost", "Hỏng, hao hụt, dùng thử", "Damaged or given to taste"
    SETTLED = "settled", "Thanh toán cho cơ sở", "Paid to the producer"


class Movement(
    Entity,
    kind="trade_promotion_movement",
    label="Phát sinh hàng ký gửi",
    label_en="Movement of goods",
    subject=SUBJECT,
    named_by=("kind_of", "consignment", "on"),
    help="Một lần nhập, bán, trả hàng hoặc thanh toán; sổ hàng ký gửi cộng từ các bản ghi này.",
    help_en="Goods that came, were sold or went back, or money paid; the ledger adds these up.",
):
    """One line of the ledger.

    A sale keeps the price and the commission of its day, so that a later agreement changes nothing
    that was sold before.
    """

    consignment: Annotated[
        Ref[Consignment],
        Stored(index=True),
        Shown("Hàng ký gửi", "Consignment", width=34, column=True, aliases=("Sản phẩm",)),
    ]
    kind_of: Annotated[
        MovementKind,
        Stored(index=True),
        Shown("Loại", "Kind", column=True, aliases=("Nội dung", "Phát sinh")),
    ]
    on: Annotated[Day, Stored(index=True), Shown("Ngày", "Day", column=True)]
    quantity: Annotated[
        Count | None, Shown("Số lượng", "Quantity", column=True, aliases=("SL",))
    ] = None
    price: Annotated[
        Money | None,
        Shown(
            "Giá bán",
            "Price",
            help="Giá một đơn vị vào ngày bán.",
            help_en="Of one unit, on the day of the sale.",
            column=True,
            aliases=("Đơn giá",),
        ),
    ] = None
    commission: Annotated[
        Percent | None,
        Shown(
            "Hoa hồng (%)",
            "Commission (%)",
            help="Của lần bán này; ghi 0 khi không thu.",
            help_en="Of this sale; 0 when nothing is kept.",
            aliases=("Hoa hồng", "Chiết khấu"),
        ),
    ] = None
    amount: Annotated[
        Money | None,
        Shown(
            "Số tiền thanh toán",
            "Amount paid",
            help="Chỉ cho lần thanh toán.",
            help_en="For a payment only.",
            column=True,
            aliases=("Số tiền", "Đã thanh toán"),
        ),
    ] = None
    document: Annotated[
        Line, Shown("Số phiếu", "Document", aliases=("Số chứng từ", "Phiếu nhập, xuất"))
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Movement:
        """Goods have a quantity, a sale its price and commission, a payment its amount alone."""
        needed = {
            MovementKind.SOLD: ("quantity", "price", "commission"),
            MovementKind.SETTLED: ("amount",),
        }.get(self.kind_of, ("quantity",))
        for name in ("quantity", "price", "commission", "amount"):
            value, label = getattr(self, name), self.fields[name].label
            if name not in needed and value is not None:
                raise misfit(
                    say(
                        f"«{self.kind_of.label}» không có «{label}»; hãy để trống",
                        f"“{self.kind_of.label}” has no “{label}”; leave it empty",
                    ),
                    name,
                )
            if name in needed and (value is None or (name in ("quantity", "amount") and not value)):
                raise misfit(
                    say(
                        f"«{self.kind_of.label}» cần có «{label}»",
                        f"“{self.kind_of.label}” needs “{label}”",
                    ),
                    name,
                )
        return self
