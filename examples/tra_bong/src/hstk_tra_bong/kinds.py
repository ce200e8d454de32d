"""The kinds of record: plots, harvests, and what a cinnamon product has beside the rest.

The pick lists are those of an imagined district office; another one changes them here.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from hstk import Entity, Ref, Shown, Stored, Unique, say
from hstk.kinds import (
    Choice,
    Day,
    Line,
    Money,
    Name,
    Organization,
    Percent,
    Person,
    Product,
    ProductGroup,
    Several,
    Text,
    YesNo,
    in_order,
    misfit,
)
from hstk.plugins import Satellite

SUBJECT = "Quế Trà Bồng|Trà Bồng cinnamon"
CERTIFIED = "Chứng nhận|Certificate"

Hectares = Annotated[float, Field(gt=0, le=1000)]
"""The size of a plot: more than nothing; what is larger than 1,000 ha is no single plot."""
Kilograms = Annotated[float, Field(gt=0, le=1_000_000)]
"""A weight."""
PlantingYear = Annotated[int, Field(ge=1900, le=2100)]
"""The year in which trees were planted."""


class Certificate(Choice):
    """What a plot is certified for (an assumption, see the module)."""

    NONE = "none", "Chưa có", "None"
    ORGANIC = "organic", "Hữu cơ", "Organic"
    FOREST = "forest", "Rừng bền vững", "Sustainable forest"


class CinnamonForm(Choice):
    """What cinnamon is made into."""

    BARK = "bark", "Vỏ quế", "Bark"
    OIL = "oil", "Tinh dầu", "Essential oil"
    POWDER = "powder", "Bột quế", "Powder"
    HANDICRAFT = "handicraft", "Đồ thủ công mỹ nghệ", "Handicraft"


class Plot(
    Entity,
    kind="tra_bong_plot",
    label="Vườn quế",
    label_en="Cinnamon plot",
    subject=SUBJECT,
    uniques=(
        Unique(
            ("owner", "name"),
            message="Chủ vườn đã có vườn mang tên này|The owner has a plot of this name already",
        ),
    ),
    help="Vườn hoặc rừng quế: của ai, ở đâu, bao nhiêu héc ta, trồng năm nào, chứng nhận gì.",
    help_en="A plot of cinnamon trees: whose, where, how large, how old, certified for what.",
):
    """A plot of cinnamon trees."""

    name: Annotated[
        Name,
        Shown("Tên vườn", "Name", width=24, column=True, aliases=("Vườn", "Lô", "Tên lô")),
    ]
    owner: Annotated[
        Ref[Person | Organization],
        Stored(index=True),
        Shown(
            "Chủ vườn",
            "Owner",
            help="Hộ, cá nhân, hợp tác xã hoặc doanh nghiệp đang trồng.",
            help_en="The household, person, cooperative or enterprise that grows it.",
            width=22,
            column=True,
            aliases=("Chủ hộ", "Hộ trồng", "Họ tên chủ vườn"),
        ),
    ]
    hamlet: Annotated[Line, Shown("Thôn", "Hamlet", column=True, aliases=("Tổ", "Khu"))] = ""
    commune: Annotated[
        Line,
        Stored(index=True),
        Shown(
            "Xã",
            "Commune",
            help="Tên xã khi ghi, ví dụ: xã Quế Thượng; chỉ tiêu được tách theo tên này.",
            help_en="As it was called then, for example: xã Quế Thượng; figures go by it.",
            column=True,
            aliases=("Xã, thị trấn", "Địa bàn"),
        ),
    ] = ""
    hectares: Annotated[
        Hectares | None,
        Shown(
            "Diện tích (ha)",
            "Area (ha)",
            help="Tính bằng héc ta: 5.000 m² là 0,5.",
            help_en="In hectares: 5,000 m² are 0.5.",
            column=True,
            aliases=("Diện tích", "DT (ha)", "Ha"),
        ),
    ] = None
    planted_in: Annotated[
        PlantingYear | None,
        Shown(
            "Năm trồng",
            "Planted in",
            help="Tuổi cây được tính từ năm này.",
            help_en="The age of the trees is counted from it.",
            column=True,
            aliases=("Năm trồng quế",),
        ),
    ] = None
    certificate: Annotated[
        Certificate,
        Stored(index=True),
        Shown(
            "Loại chứng nhận",
            "Certificate",
            section=CERTIFIED,
            column=True,
            board=True,
            aliases=("Chứng nhận",),
        ),
    ] = Certificate.NONE
    certificate_number: Annotated[
        Line, Shown("Số chứng nhận", "Number", section=CERTIFIED, aliases=("Số GCN",))
    ] = ""
    certified_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Chứng nhận từ ngày",
            "Certified on",
            help="Chưa ghi ngày thì diện tích chưa được tính vào chỉ tiêu.",
            help_en="Without the day the area does not count in figures.",
            section=CERTIFIED,
            aliases=("Ngày cấp",),
        ),
    ] = None
    certified_until: Annotated[
        Day | None,
        Stored(index=True),
        Shown("Có giá trị đến", "Valid until", section=CERTIFIED, aliases=("Ngày hết hạn",)),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _days = in_order("certified_on", "certified_until")

    @model_validator(mode="after")
    def _planted_first(self) -> Self:
        planted, certified = self.planted_in, self.certified_on
        if planted is not None and certified is not None and certified.year < planted:
            raise misfit(
                say(
                    f"vườn trồng năm {planted}, không thể được chứng nhận từ {certified.year}",
                    f"planted in {planted}, it cannot be certified since {certified.year}",
                ),
                "certified_on",
            )
        return self


class Harvest(
    Entity,
    kind="tra_bong_harvest",
    label="Lần khai thác quế",
    label_en="Cinnamon harvest",
    subject=SUBJECT,
    named_by=("plot", "harvested_on"),
    help="Mỗi lần bóc vỏ quế một bản ghi: vườn nào, bao nhiêu, bán cho ai, giá nào.",
    help_en="One for each time bark is taken: from which plot, how much, sold to whom.",
):
    """Bark that was taken from a plot."""

    plot: Annotated[
        Ref[Plot],
        Stored(index=True, on_delete="cascade"),
        Shown("Vườn quế", "Plot", width=24, column=True, aliases=("Vườn",)),
    ]
    harvested_on: Annotated[
        Day,
        Stored(index=True),
        Shown("Ngày khai thác", "Harvested on", column=True, aliases=("Ngày bóc vỏ",)),
    ]
    bark_kg: Annotated[
        Kilograms,
        Shown("Vỏ quế khô (kg)", "Dry bark (kg)", column=True, aliases=("Sản lượng (kg)",)),
    ]
    organic: Annotated[
        YesNo,
        Shown(
            "Bán là quế hữu cơ",
            "Sold as organic",
            help="Chỉ ghi Có khi vườn đang có chứng nhận hữu cơ vào ngày khai thác.",
            help_en="Only where the plot is certified organic on the day of the harvest.",
            column=True,
        ),
    ] = False
    buyer: Annotated[
        Ref[Person | Organization] | None,
        Stored(index=True),
        Shown("Người mua", "Buyer", column=True, aliases=("Bán cho",)),
    ] = None
    price: Annotated[
        Money | None,
        Shown("Giá bán (đồng/kg)", "Price (đồng/kg)", column=True, aliases=("Đơn giá",)),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class Cinnamon(
    Entity,
    kind="tra_bong_cinnamon",
    label="Sản phẩm quế",
    label_en="Cinnamon product",
    subject=SUBJECT,
    named_by="product",
):
    """What a product made of cinnamon has beside what every product has."""

    product: Annotated[
        Ref[Product],
        Stored(unique=True, on_delete="cascade"),
        Shown("Sản phẩm", "Product", column=True),
    ]
    form: Annotated[
        CinnamonForm | None,
        Stored(index=True),
        Shown("Loại sản phẩm quế", "Made into", column=True, aliases=("Dạng sản phẩm",)),
    ] = None
    oil_percent: Annotated[
        Percent | None,
        Shown(
            "Hàm lượng tinh dầu (%)",
            "Essential oil (%)",
            help="Theo phiếu kiểm nghiệm gần nhất; không ghi cho đồ thủ công mỹ nghệ.",
            help_en="By the latest test report; not for handicraft.",
            column=True,
            aliases=("Tinh dầu (%)",),
        ),
    ] = None
    plots: Annotated[
        Several[Ref[Plot]],
        Shown(
            "Vùng nguyên liệu",
            "From plots",
            help="Các vườn quế cung cấp nguyên liệu; nhờ đó sản phẩm truy được nguồn gốc.",
            help_en="The plots it is made from; by them the product can be traced.",
            aliases=("Vườn nguyên liệu",),
        ),
    ] = ()
    indication: Annotated[
        YesNo,
        Shown(
            "Mang chỉ dẫn địa lý «Trà Bồng»",
            "Bears the indication “Trà Bồng”",
            help="Chỉ cho sản phẩm có vùng nguyên liệu đã ghi ở trên.",
            help_en="Only for products whose plots are named above.",
            column=True,
        ),
    ] = False

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.form is CinnamonForm.HANDICRAFT and self.oil_percent is not None:
            raise misfit(
                say(
                    "đồ thủ công mỹ nghệ không ghi hàm lượng tinh dầu",
                    "handicraft has no content of essential oil",
                ),
                "oil_percent",
            )
        if self.indication and not self.plots:
            raise misfit(
                say(
                    "mang chỉ dẫn địa lý thì cần ghi vùng nguyên liệu",
                    "a product that bears the indication names its plots",
                ),
                "plots",
            )
        return self


def certified_at(plot: Plot, day: date, *kinds: Certificate) -> bool:
    """Whether a plot has a certificate on a day, of one of these kinds where any are given."""
    if plot.certificate is Certificate.NONE or (kinds and plot.certificate not in kinds):
        return False
    if plot.certified_on is None or plot.certified_on > day:
        return False
    return plot.certified_until is None or plot.certified_until >= day


def _may_be_cinnamon(product: Product) -> bool:
    return product.group not in (
        ProductGroup.TOURISM,
        ProductGroup.MACHINERY,
        ProductGroup.ORNAMENTAL,
    )


CINNAMON = Satellite(Cinnamon, "product", _may_be_cinnamon)
KINDS = (Plot, Harvest)
