"""The territory: administrative units and what became of them.

Names are never keys, and units have lifetimes. Lý Sơn was huyện 536, without communes since
1/2/2020 (Nghị quyết 867/NQ-UBTVQH14), and is đặc khu 21548 since 1/7/2025, when districts ended
(Nghị quyết 1677/NQ-UBTVQH15); Quảng Ngãi and Kon Tum are one province since 12/6/2025 (Nghị quyết
202/2025/QH15). Codes are those of the national list (Quyết định 19/2025/QĐ-TTg; three digits for
a huyện before).
"""

from __future__ import annotations

from typing import Annotated

from hstk.core.choices import Choice
from hstk.core.dates import Day
from hstk.core.entity import Entity, Line, Name, Ref, Several, Shown, Stored, Text, Unique
from hstk.core.kinds.rules import in_order, not_itself


class Level(Choice):
    """Levels of government; since 1/7/2025 there is none between province and commune."""

    CENTRAL = "central", "Trung ương", "Central"
    PROVINCE = "province", "Cấp tỉnh", "Province"
    DISTRICT = "district", "Cấp huyện", "District"
    COMMUNE = "commune", "Cấp xã", "Commune"
    VILLAGE = "village", "Thôn, tổ dân phố", "Village"


class SuccessionKind(Choice):
    """What happened to a unit."""

    RENAMED = "renamed", "Đổi tên", "Renamed"
    MERGED = "merged", "Sáp nhập, hợp nhất", "Merged"
    SPLIT = "split", "Chia tách", "Split"
    CONVERTED = "converted", "Chuyển loại đơn vị", "Converted"


class AdminUnit(
    Entity,
    kind="admin_unit",
    label="Đơn vị hành chính",
    label_en="Administrative unit",
    subject="Địa bàn|Localities",
    uniques=(
        Unique(
            ("code",),
            where="code is not null and valid_to is null",
            message=(
                "Đã có đơn vị hành chính còn hiệu lực mang mã này"
                "|A unit in force already has this code"
            ),
        ),
    ),
    help="Tỉnh, huyện, xã, phường, đặc khu, thôn; mỗi đơn vị có thời gian tồn tại.",
    help_en="Provinces, districts, communes, special zones, villages; each has its lifetime.",
):
    """A unit of territory during the time it existed under one name and level."""

    name: Annotated[
        Name,
        Shown(
            "Tên đơn vị",
            "Name",
            help="Ghi cả loại đơn vị: «Huyện Lý Sơn», «Đặc khu Lý Sơn».",
            help_en="With the kind of unit: “Huyện Lý Sơn”, “Đặc khu Lý Sơn”.",
            width=28,
            column=True,
            aliases=("Tên", "Tên đơn vị hành chính"),
        ),
    ]
    code: Annotated[
        Line | None,
        Shown(
            "Mã đơn vị",
            "Official code",
            help=(
                "Mã trong danh mục quốc gia (QĐ 19/2025/QĐ-TTg): tỉnh 2 số, huyện cũ 3 số, "
                "xã và đặc khu 5 số. Thôn không có mã."
            ),
            help_en=(
                "From the national list (QĐ 19/2025/QĐ-TTg): 2 digits for a province, 3 for a "
                "former district, 5 for a commune or special zone. Villages have none."
            ),
            width=10,
            column=True,
            aliases=("Mã", "Mã ĐVHC"),
        ),
    ] = None
    level: Annotated[
        Level,
        Stored(index=True),
        Shown(
            "Cấp",
            "Level",
            help="Đặc khu, xã và phường đều là cấp xã.",
            help_en="Special zones, communes and wards are all of the commune level.",
            column=True,
        ),
    ]
    parent: Annotated[
        Ref["AdminUnit"] | None,  # noqa: UP037  # the class itself is named in quotes
        Stored(index=True),
        Shown("Đơn vị cấp trên", "Belongs to", column=True, aliases=("Trực thuộc",)),
    ] = None
    valid_from: Annotated[
        Day | None,
        Shown(
            "Có hiệu lực từ",
            "Valid from",
            help="Ngày đầu tiên đơn vị tồn tại với tên và cấp này; để trống nếu đã có từ lâu.",
            help_en="First day under this name and level; leave empty if long ago.",
            column=True,
        ),
    ] = None
    valid_to: Annotated[
        Day | None,
        Shown(
            "Có hiệu lực đến",
            "Valid to",
            help="Ngày cuối cùng, ví dụ 30/06/2025; để trống khi đơn vị còn tồn tại.",
            help_en="The last day, for example 30/06/2025; empty while the unit exists.",
        ),
    ] = None
    aliases: Annotated[
        Several[Line],
        Shown(
            "Tên gọi khác",
            "Other names",
            help="Cách nhau bởi dấu chấm phẩy: «Cù Lao Ré; đảo Lớn».",
            help_en="Separated by semicolons: “Cù Lao Ré; đảo Lớn”.",
        ),
    ] = ()
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _lifetime = in_order("valid_from", "valid_to")
    _parent = not_itself("parent")


class Succession(
    Entity,
    kind="succession",
    label="Thay đổi đơn vị hành chính",
    label_en="Succession",
    subject="Địa bàn|Localities",
    named_by=("old", "new"),
    help="Đơn vị cũ trở thành đơn vị nào, để số liệu trước và sau nối liền được với nhau.",
    help_en="Which unit became which, so that figures before and after can be joined.",
):
    """An old unit's land and people passed to a new unit; a merger has one record for each old."""

    old: Annotated[
        Ref[AdminUnit], Stored(index=True), Shown("Đơn vị cũ", "Former unit", column=True)
    ]
    new: Annotated[Ref[AdminUnit], Stored(index=True), Shown("Đơn vị mới", "New unit", column=True)]
    on: Annotated[
        Day,
        Shown(
            "Ngày có hiệu lực",
            "Effective on",
            help="Ngày đầu tiên của đơn vị mới, ví dụ 01/07/2025.",
            help_en="The new unit's first day, for example 01/07/2025.",
            column=True,
        ),
    ]
    how: Annotated[SuccessionKind, Shown("Hình thức", "How", column=True)]
    decision: Annotated[
        Line,
        Shown(
            "Căn cứ pháp lý",
            "Legal basis",
            help="Số văn bản, ví dụ NQ 1677/NQ-UBTVQH15.",
            help_en="Number of the document, for example NQ 1677/NQ-UBTVQH15.",
            column=True,
            aliases=("Nghị quyết",),
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""
