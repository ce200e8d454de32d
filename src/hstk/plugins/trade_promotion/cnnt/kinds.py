"""Rounds that choose sản phẩm công nghiệp nông thôn tiêu biểu, and their entries.

Thông tư 26/2014/TT-BCT, changed by Thông tư 14/2018/TT-BCT (văn bản hợp nhất 16/VBHN-BCT) and, from
1/7/2025, by Thông tư 38/2025/TT-BCT.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from hstk import Entity, Ref, Shown, Stored, Unique, say
from hstk.kinds import (
    Day,
    Line,
    Organization,
    Product,
    Recognition,
    RecognitionLevel,
    Text,
    Title,
    Year,
    YesNo,
    in_order,
    misfit,
)
from hstk.plugins.trade_promotion.fairs.kinds import SUBJECT

REFORM = date(2025, 7, 1)
"""From this day the lowest level is xã, phường, đặc khu; until then it was huyện (Thông tư
38/2025/TT-BCT, in force with the end of the districts)."""

GROUPS = {"market": 40, "technical": 40, "culture": 10, "other": 10}
"""The most points of the four groups of criteria, together 100."""

CONDITIONS = ("own_made", "mass_made", "no_infringement", "standards_met")
"""What a product must fulfil to be scored at all."""


class CnntRound(
    Entity,
    kind="trade_promotion_round",
    label="Kỳ bình chọn CNNT",
    label_en="CNNT round",
    subject=SUBJECT,
    uniques=(
        Unique(
            ("level", "year"),
            message=(
                "Cấp này đã có kỳ bình chọn của năm đó|There is a round of this level and year"
            ),
        ),
    ),
    help="Một kỳ bình chọn sản phẩm công nghiệp nông thôn tiêu biểu ở một cấp, hai năm một lần.",
    help_en="A round choosing outstanding rural industrial products at a level, every two years.",
):
    """One round at one level.

    Held every two years at each level; a level chooses among those chosen by the level below.
    """

    name: Annotated[
        Title,
        Shown(
            "Tên kỳ bình chọn",
            "Name",
            help="Ví dụ: Bình chọn sản phẩm CNNT tiêu biểu đặc khu Lý Sơn năm 2026.",
            help_en="For example: CNNT round of đặc khu Lý Sơn, 2026.",
            width=36,
            column=True,
            search=2,
            aliases=("Kỳ bình chọn", "Tên"),
        ),
    ]
    level: Annotated[
        RecognitionLevel,
        Stored(index=True),
        Shown(
            "Cấp",
            "Level",
            help="Đến 30/6/2025: huyện; từ 1/7/2025: xã (gồm phường, đặc khu). Rồi tỉnh, khu vực, "
            "quốc gia.",
            help_en="District until 30/6/2025, commune (also đặc khu) since 1/7/2025; then "
            "province, region, nation.",
            column=True,
            aliases=("Cấp bình chọn",),
        ),
    ]
    year: Annotated[Year, Stored(index=True), Shown("Năm", "Year", column=True)]
    organizer: Annotated[
        Ref[Organization] | None,
        Shown(
            "Cơ quan tổ chức",
            "Organizer",
            help="UBND cấp bình chọn hoặc cơ quan được giao; đứng tên trên quyết định.",
            help_en="The committee of the level, or whom it charged; it signs the decision.",
            column=True,
            aliases=("Đơn vị tổ chức",),
        ),
    ] = None
    opened_on: Annotated[
        Day | None, Shown("Ngày phát động", "Opened on", section="Các mốc|Days")
    ] = None
    closes_on: Annotated[
        Day | None,
        Shown("Hạn nhận hồ sơ", "Closes on", section="Các mốc|Days", aliases=("Hạn nộp",)),
    ] = None
    held_on: Annotated[
        Day | None,
        Shown("Ngày hội đồng chấm", "Council met on", section="Các mốc|Days", column=True),
    ] = None
    decision: Annotated[
        Line,
        Shown("Số quyết định", "Decision", section="Quyết định|Decision", aliases=("Quyết định",)),
    ] = ""
    decided_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown("Ngày quyết định", "Decided on", section="Quyết định|Decision", column=True),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _days = in_order("opened_on", "closes_on", "held_on", "decided_on")

    @property
    def day(self) -> date:
        """The last day on which a product can have won below: the latest that is known."""
        return self.decided_on or self.held_on or self.closes_on or date(self.year, 12, 31)

    @model_validator(mode="after")
    def _level_of_its_time(self) -> CnntRound:
        """There is no district level after 30/6/2025, and no commune level before."""
        known = self.decided_on or self.held_on or self.opened_on
        first, last = (known, known) if known else (date(self.year, 1, 1), date(self.year, 12, 31))
        if self.level is RecognitionLevel.DISTRICT and first >= REFORM:
            raise misfit(
                say(
                    "Từ 1/7/2025 không còn cấp huyện; chọn «Cấp xã» (gồm phường, đặc khu) theo "
                    "Thông tư 38/2025/TT-BCT",
                    "There is no district level since 1/7/2025; choose “Commune” (also đặc khu), "
                    "Thông tư 38/2025/TT-BCT",
                ),
                "level",
            )
        if self.level is RecognitionLevel.COMMUNE and last < REFORM:
            raise misfit(
                say(
                    "Trước 1/7/2025 chưa có bình chọn cấp xã; chọn «Cấp huyện» (Thông tư "
                    "26/2014/TT-BCT)",
                    "There was no commune level before 1/7/2025; choose “District” (Thông tư "
                    "26/2014/TT-BCT)",
                ),
                "level",
            )
        return self


class CnntEntry(
    Entity,
    kind="trade_promotion_entry",
    label="Hồ sơ bình chọn CNNT",
    label_en="CNNT entry",
    subject=SUBJECT,
    named_by=("product", "round"),
    uniques=(
        Unique(
            ("round", "product"),
            message=("Sản phẩm đã có hồ sơ trong kỳ này|The product has an entry in this round"),
        ),
    ),
    help="Một sản phẩm dự một kỳ bình chọn: điều kiện, điểm bốn nhóm tiêu chí; từ 70 điểm là đạt.",
    help_en="A product in a round: its conditions and the points of four groups; 70 passes.",
):
    """A product in a round.

    The points are the council's average in each of the four groups (40, 40, 10, 10); their sum is
    worked out, not kept. 70 of 100 and all conditions make it pass.
    """

    round: Annotated[
        Ref[CnntRound],
        Stored(index=True, on_delete="cascade"),
        Shown("Kỳ bình chọn", "Round", width=34, column=True),
    ]
    product: Annotated[
        Ref[Product],
        Stored(index=True),
        Shown("Sản phẩm", "Product", width=30, column=True, aliases=("Tên sản phẩm",)),
    ]
    submitted_on: Annotated[Day | None, Shown("Ngày nộp hồ sơ", "Submitted on")] = None
    ground: Annotated[
        Line,
        Shown(
            "Căn cứ đã đạt cấp dưới",
            "Ground for the lower level",
            help="Chỉ ghi khi giấy chứng nhận cấp dưới có trước dữ liệu này, ví dụ: QĐ "
            "312/QĐ-UBND ngày 17/6/2020 của UBND huyện.",
            help_en="Only when the lower level was before these records began: the number and day "
            "of its decision.",
        ),
    ] = ""
    own_made: Annotated[
        YesNo,
        Shown(
            "Do cơ sở tự sản xuất",
            "Made by the establishment itself",
            section="Điều kiện|Conditions",
        ),
    ] = False
    mass_made: Annotated[
        YesNo,
        Shown(
            "Sản xuất được hàng loạt",
            "Can be made in number",
            section="Điều kiện|Conditions",
        ),
    ] = False
    no_infringement: Annotated[
        YesNo,
        Shown(
            "Không xâm phạm sở hữu trí tuệ",
            "Infringes no intellectual property",
            section="Điều kiện|Conditions",
        ),
    ] = False
    standards_met: Annotated[
        YesNo,
        Shown(
            "Đạt yêu cầu chất lượng, lao động, an toàn thực phẩm, môi trường",
            "Meets quality, labour, food-safety and environment rules",
            section="Điều kiện|Conditions",
        ),
    ] = False
    market: Annotated[
        Annotated[float, Field(ge=0, le=40)] | None,
        Shown(
            "Thị trường, khả năng phát triển sản xuất (40)",
            "Market and growth (40)",
            section="Điểm của hội đồng|Points of the council",
            aliases=("Doanh thu, thị trường", "Nhóm 1"),
        ),
    ] = None
    technical: Annotated[
        Annotated[float, Field(ge=0, le=40)] | None,
        Shown(
            "Kinh tế, kỹ thuật, xã hội, môi trường (40)",
            "Economy, technique, society, environment (40)",
            section="Điểm của hội đồng|Points of the council",
            aliases=("Nhóm 2",),
        ),
    ] = None
    culture: Annotated[
        Annotated[float, Field(ge=0, le=10)] | None,
        Shown(
            "Văn hóa, thẩm mỹ (10)",
            "Culture and beauty (10)",
            section="Điểm của hội đồng|Points of the council",
            aliases=("Nhóm 3",),
        ),
    ] = None
    other: Annotated[
        Annotated[float, Field(ge=0, le=10)] | None,
        Shown(
            "Tiêu chí khác (10)",
            "Other criteria (10)",
            section="Điểm của hội đồng|Points of the council",
            aliases=("Nhóm 4",),
        ),
    ] = None
    withdrawn: Annotated[
        YesNo,
        Shown(
            "Rút khỏi kỳ bình chọn",
            "Withdrawn",
            help="Chủ thể xin rút; hồ sơ không được xếp hạng.",
            help_en="By its owner; it is not ranked.",
        ),
    ] = False
    recognition: Annotated[
        Ref[Recognition] | None,
        Stored(index=True, on_delete="set null"),
        Shown(
            "Quyết định công nhận",
            "Recognition",
            help="Do việc «Công nhận sản phẩm đạt» ghi vào.",
            help_en="Written by the action that recognizes those that passed.",
            column=True,
        ),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""
