"""Booths at a fair, and what came of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from hstk import Entity, Ref, Shown, Stored, Unique, say
from hstk.kinds import (
    Count,
    Event,
    EventKind,
    Line,
    Money,
    Organization,
    ParticipationRole,
    Person,
    Product,
    Several,
    Startup,
    Text,
    misfit,
)

SHOWS = (EventKind.FAIR, EventKind.STARTUP_DAY)
"""Events at which products are displayed (Kế hoạch 175/KH-UBND, mục II: "tại Hội chợ, Ngày hội
khởi nghiệp")."""

DISPLAYED = (ParticipationRole.DISPLAYED, ParticipationRole.EXHIBITOR)
"""What a product is at such an event when it is shown there."""

SUBJECT = "Xúc tiến thương mại|Trade promotion"
"""The heading that the kinds of this plugin are listed under."""

PAID_BY = ("paid_state", "paid_social", "paid_own")
"""Where the money for a booth comes from: the two sources of the plan (mục IV), and the holder."""


class Booth(
    Entity,
    kind="trade_promotion_booth",
    label="Gian hàng",
    label_en="Booth",
    subject=SUBJECT,
    named_by=("holder", "event"),
    uniques=(
        Unique(
            ("event", "number"),
            where="number is not null",
            message=(
                "Số gian hàng này đã có người giữ tại sự kiện"
                "|This booth of the event is already taken"
            ),
        ),
    ),
    help="Ai giữ gian hàng nào tại hội chợ, ngày hội; tiền thuê và chi phí do nguồn nào trả.",
    help_en="Who holds which booth at a fair or startup day, what it costs and who pays.",
):
    """A booth at a fair or startup day, with its cost by source.

    Tasks 1.3 and 4.1 of Kế hoạch 175/KH-UBND; the sources are those of mục IV, with the part that
    the holder pays. What the event as a whole cost stands on the event itself.
    """

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Sự kiện", "Event", width=30, column=True, aliases=("Hội chợ", "Tên hội chợ")),
    ]
    holder: Annotated[
        Ref[Organization | Person | Startup],
        Stored(index=True),
        Shown(
            "Đơn vị giữ gian hàng",
            "Held by",
            width=28,
            column=True,
            aliases=("Đơn vị", "Cơ sở", "Chủ thể", "Đơn vị tham gia"),
        ),
    ]
    shared_with: Annotated[
        Several[Ref[Organization | Person | Startup]],
        Shown(
            "Dùng chung với",
            "Shared with",
            help="Các cơ sở khác bày hàng trong cùng gian.",
            help_en="Others who show in the same booth.",
        ),
    ] = ()
    number: Annotated[
        Line, Shown("Số gian hàng", "Number", column=True, aliases=("Số gian", "Vị trí"))
    ] = ""
    area: Annotated[
        Annotated[float, Field(gt=0, le=10_000)] | None,
        Shown("Diện tích (m²)", "Area (m²)", column=True, aliases=("Diện tích",)),
    ] = None
    fee: Annotated[
        Money | None,
        Shown(
            "Tiền thuê gian hàng",
            "Fee",
            help="Trả cho ban tổ chức; để trống khi được miễn.",
            help_en="Paid to the organizer; empty when there is none.",
            section="Kinh phí|Cost",
            column=True,
            aliases=("Phí gian hàng", "Tiền thuê", "Lệ phí"),
        ),
    ] = None
    other_costs: Annotated[
        Money | None,
        Shown(
            "Chi khác",
            "Other costs",
            help="Trang trí, vận chuyển, đi lại, lưu trú. Không ghi lại phần đã tính ở sự kiện.",
            help_en="Fitting, transport, travel, lodging; not what the event's own cost has.",
            section="Kinh phí|Cost",
            aliases=("Trang trí, vận chuyển",),
        ),
    ] = None
    paid_state: Annotated[
        Money | None,
        Shown(
            "Ngân sách trả",
            "Paid by the state budget",
            section="Kinh phí|Cost",
            aliases=("Ngân sách hỗ trợ", "NSNN"),
        ),
    ] = None
    paid_social: Annotated[
        Money | None,
        Shown(
            "Xã hội hóa trả", "Paid by society", section="Kinh phí|Cost", aliases=("Xã hội hóa",)
        ),
    ] = None
    paid_own: Annotated[
        Money | None,
        Shown(
            "Cơ sở tự trả",
            "Paid by the holder",
            section="Kinh phí|Cost",
            aliases=("Tự chi", "Vốn tự có", "Đối ứng"),
        ),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    @property
    def cost(self) -> int:
        """What it costs in all, in đồng."""
        return (self.fee or 0) + (self.other_costs or 0)

    @property
    def paid(self) -> int:
        """What the sources pay together, in đồng."""
        return sum(getattr(self, source) or 0 for source in PAID_BY)

    @model_validator(mode="after")
    def _sources(self) -> Booth:
        """Where the cost is known, the sources pay no more than that."""
        if self.cost and self.paid > self.cost:
            raise misfit(
                say(
                    "Ngân sách, xã hội hóa và cơ sở trả cộng lại nhiều hơn tiền thuê và chi khác",
                    "The sources together pay more than the fee and the other costs",
                ),
                next(name for name in reversed(PAID_BY) if getattr(self, name)),
            )
        return self


class ShowResult(
    Entity,
    kind="trade_promotion_result",
    label="Kết quả tham gia hội chợ",
    label_en="Result of a fair",
    subject=SUBJECT,
    named_by=("who", "event"),
    uniques=(
        Unique(
            ("event", "who"),
            message=(
                "Đã ghi kết quả của sản phẩm, cơ sở này tại sự kiện; hãy sửa bản ghi đó"
                "|The result at this event is already recorded; change that record"
            ),
        ),
    ),
    help="Một sản phẩm hoặc cơ sở bán được bao nhiêu, có mấy đơn hàng, hợp đồng tại một sự kiện.",
    help_en="What a product or an exhibitor sold at an event, its orders and contracts.",
):
    """What a product or an exhibitor achieved at one event (tasks 1.3 and 4.1).

    Sales on the spot, orders and contracts are three amounts that do not contain each other.
    """

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Sự kiện", "Event", width=30, column=True, aliases=("Hội chợ", "Tên hội chợ")),
    ]
    who: Annotated[
        Ref[Product | Organization | Person | Startup],
        Stored(index=True),
        Shown(
            "Sản phẩm, cơ sở",
            "Product or exhibitor",
            help="Ghi theo sản phẩm nếu biết; nếu chỉ biết tổng của gian hàng thì ghi theo cơ sở.",
            help_en="The product where that is known, else the exhibitor for all of its goods.",
            width=28,
            column=True,
            aliases=("Sản phẩm", "Tên sản phẩm", "Cơ sở", "Đơn vị"),
        ),
    ]
    sold: Annotated[
        Money | None,
        Stored(index=True),
        Shown(
            "Doanh số bán tại chỗ",
            "Sold on the spot",
            section="Bán hàng|Sales",
            column=True,
            aliases=("Doanh số", "Doanh thu", "Tiền bán hàng"),
        ),
    ] = None
    quantity: Annotated[
        Count | None,
        Shown(
            "Số lượng bán", "Quantity sold", section="Bán hàng|Sales", aliases=("Số lượng", "SL")
        ),
    ] = None
    orders: Annotated[
        Count | None,
        Shown("Số đơn đặt hàng", "Orders", section="Kết nối|Business", aliases=("Đơn hàng",)),
    ] = None
    orders_value: Annotated[
        Money | None,
        Shown(
            "Giá trị đơn đặt hàng",
            "Value of the orders",
            help="Đơn giao sau hội chợ; không gồm tiền đã bán tại chỗ.",
            help_en="To be delivered later; not what was sold on the spot.",
            section="Kết nối|Business",
            column=True,
            aliases=("Giá trị đơn hàng",),
        ),
    ] = None
    contracts: Annotated[
        Count | None,
        Shown(
            "Số hợp đồng ký",
            "Contracts signed",
            help="Hợp đồng, biên bản ghi nhớ đã ký với đại lý, siêu thị, nhà phân phối.",
            help_en="Contracts and memoranda signed with agents, shops and distributors.",
            section="Kết nối|Business",
            column=True,
            aliases=("Hợp đồng", "Số hợp đồng"),
        ),
    ] = None
    contracts_value: Annotated[
        Money | None,
        Shown(
            "Giá trị hợp đồng",
            "Value of the contracts",
            section="Kết nối|Business",
            column=True,
            aliases=("Giá trị ký kết",),
        ),
    ] = None
    contacts: Annotated[
        Count | None,
        Shown(
            "Số đối tác mới",
            "New contacts",
            section="Kết nối|Business",
            aliases=("Khách hàng mới", "Số lượt kết nối"),
        ),
    ] = None
    partners: Annotated[
        Line,
        Shown(
            "Đối tác",
            "Partners",
            help="Tên các đối tác đã ký hoặc sẽ làm việc tiếp.",
            help_en="Names of those who signed, or with whom talks go on.",
            section="Kết nối|Business",
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    @property
    def signed(self) -> int:
        """Orders and contracts together, in đồng."""
        return (self.orders_value or 0) + (self.contracts_value or 0)

    @model_validator(mode="after")
    def _says_something(self) -> ShowResult:
        """A result has a number, and an amount has what it is the value of."""
        numbers = (self.sold, self.quantity, self.orders, self.contracts, self.contacts)
        for value, number in (("orders_value", "orders"), ("contracts_value", "contracts")):
            if getattr(self, value) and not getattr(self, number):
                label = self.fields[number].label
                raise misfit(
                    say(
                        f"Đã ghi giá trị thì ghi cả «{label}»",
                        f"With a value goes “{label}”",
                    ),
                    number,
                )
        if all(number is None for number in numbers):
            raise misfit(
                say(
                    "Ghi ít nhất một kết quả: doanh số, đơn hàng, hợp đồng hoặc đối tác "
                    "(không có thì ghi 0)",
                    "Give at least one result: sales, orders, contracts or contacts (0 for none)",
                ),
                "sold",
            )
        return self
