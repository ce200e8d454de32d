"""People, with as little about them as the work needs.

Personal data is minimal by Luật 91/2025/QH15 (before 1/1/2026: Nghị định 13/2023/NĐ-CP): there is
no field for ethnicity, health, religion or pictures of cards, all of them sensitive data. What a
person agreed to is a record of its own, see :mod:`hstk.core.kinds.privacy`.
"""

from __future__ import annotations

from typing import Annotated

from hstk.core.choices import Choice
from hstk.core.dates import PartialDate
from hstk.core.entity import Entity, Line, Name, Ref, Several, Shown, Stored, Text
from hstk.core.kinds.localities import AdminUnit
from hstk.core.kinds.rules import Email
from hstk.core.phones import Phone
from hstk.core.tax_codes import CitizenId


class Gender(Choice):
    """Gender, where a report asks for it."""

    FEMALE = "female", "Nữ", "Female"
    MALE = "male", "Nam", "Male"
    OTHER = "other", "Khác", "Other"


class Residence(Choice):
    """Where somebody lives; the plan calls on natives who study or work in cities (task 1.2, 3.1).

    Source: Kế hoạch 175/KH-UBND, mục III.
    """

    LOCAL = "local", "Ở địa phương", "In the locality"
    CITY = "city", "Học tập, làm việc ở thành phố", "Studies or works in a city"
    ELSEWHERE = "elsewhere", "Nơi khác", "Elsewhere"


class PersonGroup(Choice):
    """Groups that the plan addresses (Kế hoạch 175/KH-UBND, mục III); one person may be in many."""

    OFFICER = "officer", "Cán bộ, công chức, viên chức", "Officer"
    UNION_OFFICER = "union_officer", "Cán bộ đoàn, hội", "Officer of a union or association"
    YOUTH = "youth", "Đoàn viên, thanh niên", "Youth"
    STUDENT = "student", "Học sinh, sinh viên", "Student"
    PRODUCER = "producer", "Nông dân, ngư dân, người sản xuất", "Farmer, fisher or producer"
    ENTREPRENEUR = "entrepreneur", "Doanh nhân", "Entrepreneur"
    EXPERT = "expert", "Chuyên gia, nhà khoa học", "Expert"
    INVESTOR = "investor", "Nhà đầu tư", "Investor"
    JOURNALIST = "journalist", "Phóng viên, biên tập viên", "Journalist"


class Person(
    Entity,
    kind="person",
    label="Người",
    label_en="Person",
    subject="Con người và tổ chức|People and organizations",
    person=True,
    help="Mỗi người một bản ghi; vai trò của họ (cố vấn, hội viên, chủ dự án) ghi ở nơi khác.",
    help_en="One record a person; roles (mentor, member, founder) are records of their own.",
):
    """A person of the ecosystem: founder, officer, mentor, member, guest."""

    name: Annotated[
        Name,
        Shown(
            "Họ và tên",
            "Full name",
            help="Ghi đủ họ, tên đệm, tên; không ghi học vị, chức danh trước tên.",
            help_en="Family, middle and given name, without degrees or titles.",
            width=26,
            column=True,
            aliases=("Họ tên", "Họ và tên đệm và tên", "Tên", "Họ, tên", "Name"),
        ),
    ]
    given_name: Annotated[
        Line,
        Shown(
            "Tên gọi",
            "Given name",
            help="Chỉ điền khi tên gọi không phải chữ cuối của họ và tên; dùng để xếp thứ tự.",
            help_en="Only when it is not the last word of the full name; lists sort by it.",
        ),
    ] = ""
    gender: Annotated[
        Gender | None, Shown("Giới tính", "Gender", width=9, column=True, aliases=("Nam/Nữ",))
    ] = None
    birth: Annotated[
        PartialDate | None,
        Shown(
            "Ngày sinh",
            "Born",
            help="Biết đến đâu ghi đến đó: 1990, 3/1990 hoặc 15/03/1990.",
            help_en="As much as is known: 1990, 3/1990 or 15/03/1990.",
            aliases=("Năm sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh"),
        ),
    ] = None
    groups: Annotated[
        Several[PersonGroup],
        Shown(
            "Nhóm",
            "Groups",
            help="Có thể chọn nhiều nhóm, ví dụ vừa là cán bộ vừa là đoàn viên.",
            help_en="As many as fit: an officer may also be of the youth union.",
            aliases=("Đối tượng",),
        ),
    ] = ()
    residence: Annotated[
        Residence | None,
        Shown(
            "Nơi sinh sống",
            "Residence",
            help="Dùng để mời người của địa phương đang học tập, làm ăn ở thành phố.",
            help_en="To reach natives of the locality who study or work in cities.",
        ),
    ] = None
    job: Annotated[
        Line,
        Shown(
            "Nghề nghiệp, chức vụ",
            "Job",
            section="Công việc|Work",
            column=True,
            aliases=("Nghề nghiệp", "Chức vụ", "Chức danh"),
        ),
    ] = ""
    workplace: Annotated[
        Line,
        Shown(
            "Nơi công tác, học tập",
            "Workplace or school",
            help="Ghi bằng chữ; muốn thống kê theo đơn vị thì thêm bản ghi Công tác.",
            help_en="As text; to count by organization add an Affiliation.",
            section="Công việc|Work",
            aliases=("Đơn vị công tác", "Cơ quan", "Đơn vị", "Nơi công tác"),
        ),
    ] = ""
    phone: Annotated[
        Phone | None,
        Stored(index=True),
        Shown(
            "Điện thoại",
            "Phone",
            help="10 số, cách hay không cách đều được: 0905 123 456. Một số duy nhất.",
            help_en="10 digits, spaced or not: 0905 123 456. One number only.",
            section="Liên hệ|Contact",
            width=14,
            column=True,
            search=1,
            aliases=("SĐT", "Số điện thoại", "ĐT", "Di động", "Zalo"),
        ),
    ] = None
    email: Annotated[
        Email,
        Shown(
            "Thư điện tử",
            "E-mail",
            section="Liên hệ|Contact",
            aliases=("Email", "Địa chỉ email", "Hộp thư"),
        ),
    ] = ""
    address: Annotated[
        Line,
        Shown(
            "Địa chỉ",
            "Address",
            help="Số nhà, thôn; đơn vị hành chính ghi ở ô riêng.",
            help_en="House and village; the administrative unit has its own field.",
            section="Liên hệ|Contact",
            aliases=("Chỗ ở", "Nơi ở", "Địa chỉ liên hệ", "Nơi thường trú"),
        ),
    ] = ""
    admin_unit: Annotated[
        Ref[AdminUnit] | None,
        Shown(
            "Đơn vị hành chính",
            "Administrative unit",
            section="Liên hệ|Contact",
            aliases=("Xã", "Xã/phường", "Thôn", "Địa bàn"),
        ),
    ] = None
    citizen_id: Annotated[
        CitizenId | None,
        Stored(unique=True),
        Shown(
            "Số căn cước",
            "Citizen number",
            help=(
                "12 số (CMND cũ 9 số). Chỉ điền khi hồ sơ bắt buộc phải có. "
                "Không lưu ảnh thẻ: đó là dữ liệu nhạy cảm."
            ),
            help_en=(
                "12 digits (9 on an old card). Only where a dossier demands it. "
                "Keep no picture of the card: that is sensitive data."
            ),
            section="Dữ liệu cá nhân|Personal data",
            search=0,
            aliases=("CCCD", "Số CCCD", "CMND", "CMND/CCCD", "Căn cước", "Số định danh"),
        ),
    ] = None
    notes: Annotated[
        Text,
        Shown(
            "Ghi chú",
            "Notes",
            help="Không ghi dân tộc, tôn giáo, sức khỏe: đó là dữ liệu nhạy cảm.",
            help_en="Nothing about ethnicity, religion or health: that is sensitive data.",
        ),
    ] = ""
