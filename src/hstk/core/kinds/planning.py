"""Plans, their targets and their tasks.

The shape is that of Kế hoạch 175/KH-UBND (Lý Sơn, 15/11/2022): targets in section II, numbered
tasks with lead, partners and timing in section III, standing duties of the units and the yearly
report before 1 December in section V. What became of them is :mod:`hstk.core.kinds.execution`.
"""

from __future__ import annotations

from datetime import date
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
    Unique,
    YesNo,
)
from hstk.core.fields import misfit
from hstk.core.kinds.localities import AdminUnit
from hstk.core.kinds.organizations import Organization
from hstk.core.kinds.rules import Title, Year, in_order, not_itself
from hstk.core.language import say


class Timing(Choice):
    """When a task is to be done, as plans put it."""

    YEARLY = "yearly", "Hằng năm", "Every year"
    IN_YEAR = "in_year", "Trong năm", "In the year"
    FROM_YEAR_ON = "from_year_on", "Năm đó và các năm tiếp theo", "From the year on"
    CONTINUOUS = "continuous", "Thường xuyên", "Continuously"
    AS_CIRCUMSTANCES = "as_circumstances", "Theo tình hình thực tế", "As circumstances allow"


class Plan(
    Entity,
    kind="plan",
    label="Kế hoạch",
    label_en="Plan",
    subject="Kế hoạch|Planning",
    named_by=("number", "title"),
    help="Văn bản giao mục tiêu, nhiệm vụ; chỉ tiêu và nhiệm vụ ghi thành bản ghi riêng.",
    help_en="The document that sets targets and tasks, which are records of their own.",
):
    """A plan that an authority has issued for a period."""

    code: Annotated[
        Name,
        Stored(unique=True),
        Shown(
            "Mã kế hoạch",
            "Code",
            help="Mã ngắn, không đổi, ví dụ kh-175-2023.",
            help_en="Short and never changed, for example kh-175-2023.",
            aliases=("Mã",),
        ),
    ]
    number: Annotated[
        Line,
        Shown(
            "Số, ký hiệu",
            "Number",
            help="Ví dụ: 175/KH-UBND.",
            help_en="For example: 175/KH-UBND.",
            width=16,
            column=True,
            search=2,
            aliases=("Số ký hiệu", "Số văn bản", "Số"),
        ),
    ] = ""
    title: Annotated[
        Title,
        Shown("Trích yếu", "Title", width=40, column=True, search=2, aliases=("Tên kế hoạch",)),
    ]
    issued_on: Annotated[
        Day | None, Shown("Ngày ban hành", "Issued on", column=True, aliases=("Ngày văn bản",))
    ] = None
    issuer: Annotated[
        Ref[Organization] | None, Shown("Cơ quan ban hành", "Issued by", column=True)
    ] = None
    locality: Annotated[
        Ref[AdminUnit] | None,
        Shown(
            "Địa bàn",
            "Locality",
            help="Đơn vị hành chính mà kế hoạch áp dụng.",
            help_en="The administrative unit that it is for.",
        ),
    ] = None
    year_from: Annotated[Year, Stored(index=True), Shown("Từ năm", "From year", column=True)]
    year_to: Annotated[
        Year | None,
        Shown(
            "Đến năm",
            "To year",
            help="Để trống nếu thực hiện cả các năm tiếp theo.",
            help_en="Empty when it goes on in later years.",
        ),
    ] = None
    basis: Annotated[
        Text,
        Shown(
            "Căn cứ",
            "Legal basis",
            help="Mỗi căn cứ một dòng: loại, số, ngày, cơ quan, trích yếu (NĐ 30/2020/NĐ-CP).",
            help_en="One a line: kind, number, date, authority, subject (NĐ 30/2020/NĐ-CP).",
        ),
    ] = ""
    purpose: Annotated[Text, Shown("Mục đích, yêu cầu", "Purpose")] = ""
    funding: Annotated[Text, Shown("Kinh phí thực hiện", "Funding as written")] = ""
    report_due_day: Annotated[
        Annotated[int, Field(ge=1, le=31)] | None,
        Shown(
            "Báo cáo trước ngày",
            "Report before day",
            help=(
                "«Trước ngày 01/12» nghĩa là muộn nhất 30/11: ghi ngày 1 ở đây, tháng 12 ở ô sau."
            ),
            help_en="“Before 01/12” means 30/11 at the latest: write 1 here and 12 as the month.",
            section="Báo cáo|Reporting",
        ),
    ] = None
    report_due_month: Annotated[
        Annotated[int, Field(ge=1, le=12)] | None,
        Shown("Báo cáo trước tháng", "Report before month", section="Báo cáo|Reporting"),
    ] = None
    report_to: Annotated[
        Several[Ref[Organization]],
        Shown("Nơi nhận báo cáo", "Reported to", section="Báo cáo|Reporting"),
    ] = ()
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _period = in_order("year_from", "year_to")

    @model_validator(mode="after")
    def _report_day_exists(self) -> Self:
        day, month = self.report_due_day, self.report_due_month
        if (day is None) != (month is None):
            raise misfit(
                say(
                    "«Báo cáo trước ngày» và «Báo cáo trước tháng» phải cùng điền hoặc cùng trống",
                    "“Report before day” and “Report before month” go together",
                ),
                "report_due_month" if month is None else "report_due_day",
            )
        if day is not None and month is not None:
            try:
                date(2024, month, day)  # a leap year: 29 February is a day of some years
            except ValueError:
                raise misfit(
                    say(
                        f"«Báo cáo trước ngày» {day} không có trong tháng {month}",
                        f"“Report before day”: month {month} has no day {day}",
                    ),
                    "report_due_day",
                ) from None
        return self


class Task(
    Entity,
    kind="task",
    label="Nhiệm vụ",
    label_en="Task",
    subject="Kế hoạch|Planning",
    named_by=("number", "title"),
    uniques=(
        Unique(
            ("plan", "code"),
            message="Mã nhiệm vụ đã có trong kế hoạch|The plan already has a task of this code",
        ),
    ),
    help="Nhiệm vụ được giao trong kế hoạch, kể cả nhiệm vụ thường xuyên của từng đơn vị.",
    help_en="What a plan asks for, standing duties of the units included.",
):
    """A task or standing duty of a plan; its code stays when the printed number does not."""

    plan: Annotated[Ref[Plan], Stored(index=True, on_delete="cascade"), Shown("Kế hoạch", "Plan")]
    code: Annotated[
        Name,
        Shown(
            "Mã nhiệm vụ",
            "Code",
            help="Mã ngắn, không đổi: 1.1, 1.2-contest; khác với số in khi văn bản không đánh số.",
            help_en="Short and never changed: 1.1, 1.2-contest; not always the printed number.",
            width=12,
            aliases=("Mã",),
        ),
    ]
    number: Annotated[
        Line,
        Shown(
            "Số thứ tự",
            "Number",
            help="Đúng như in trong văn bản; để trống nếu văn bản không đánh số.",
            help_en="As printed; empty where the document has none.",
            width=6,
            column=True,
            aliases=("STT", "Số", "TT"),
        ),
    ] = ""
    group: Annotated[
        Annotated[int, Field(ge=1)] | None,
        Stored(index=True),
        Shown(
            "Nhóm nhiệm vụ",
            "Group",
            help="Số của nhóm trong văn bản: 1, 2, 3, 4; nhiệm vụ thường xuyên để trống.",
            help_en="The group's number in the document; empty for standing duties.",
            aliases=("Nhóm",),
        ),
    ] = None
    group_label: Annotated[Line, Shown("Tên nhóm nhiệm vụ", "Group's name")] = ""
    title: Annotated[
        Title,
        Shown("Nhiệm vụ", "Task", width=44, column=True, search=2, aliases=("Nội dung nhiệm vụ",)),
    ]
    content: Annotated[
        Text,
        Shown(
            "Nguyên văn",
            "As printed",
            help="Toàn bộ nội dung nhiệm vụ đúng như trong văn bản.",
            help_en="The whole text of the task as the document has it.",
            aliases=("Nội dung",),
        ),
    ] = ""
    parent: Annotated[
        Ref["Task"] | None,  # noqa: UP037  # the class itself is named in quotes
        Stored(on_delete="set null"),
        Shown("Thuộc nhiệm vụ", "Part of"),
    ] = None
    lead: Annotated[
        Ref[Organization] | None,
        Stored(index=True),
        Shown(
            "Đơn vị thực hiện",
            "Lead",
            column=True,
            section="Phân công|Assignment",
            aliases=("Đơn vị chủ trì", "Chủ trì"),
        ),
    ] = None
    lead_text: Annotated[
        Line,
        Shown(
            "Đơn vị thực hiện (nguyên văn)",
            "Lead as printed",
            section="Phân công|Assignment",
            search=0,
        ),
    ] = ""
    partners: Annotated[
        Several[Ref[Organization]],
        Shown(
            "Đơn vị phối hợp",
            "Partners",
            section="Phân công|Assignment",
            aliases=("Phối hợp", "Cơ quan phối hợp"),
        ),
    ] = ()
    partners_text: Annotated[
        Line,
        Shown(
            "Đơn vị phối hợp (nguyên văn)",
            "Partners as printed",
            help="Giữ cả cụm không chỉ rõ đơn vị nào, như «các đơn vị liên quan».",
            help_en="With wordings that name nobody, such as “các đơn vị liên quan”.",
            section="Phân công|Assignment",
            search=0,
        ),
    ] = ""
    timing: Annotated[
        Timing | None,
        Stored(index=True),
        Shown("Thời gian", "Timing", column=True, section="Thời gian|Time"),
    ] = None
    timing_text: Annotated[
        Line,
        Shown(
            "Thời gian thực hiện (nguyên văn)",
            "Timing as printed",
            section="Thời gian|Time",
            search=0,
            aliases=("Thời gian thực hiện",),
        ),
    ] = ""
    year_from: Annotated[Year | None, Shown("Từ năm", "From year", section="Thời gian|Time")] = None
    year_to: Annotated[Year | None, Shown("Đến năm", "To year", section="Thời gian|Time")] = None
    standing: Annotated[
        YesNo,
        Stored(index=True),
        Shown(
            "Nhiệm vụ thường xuyên",
            "Standing duty",
            help="Trách nhiệm của đơn vị ở phần tổ chức thực hiện, không có thời hạn, định mức.",
            help_en="A unit's duty from the section on execution, without date or quota.",
        ),
    ] = False
    order: Annotated[
        int,
        Shown(
            "Thứ tự",
            "Order",
            help="Vị trí trong văn bản, dùng để xếp danh sách.",
            help_en="Its place in the document, by which lists are sorted.",
        ),
    ] = 0
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _period = in_order("year_from", "year_to")
    _parent = not_itself("parent")


class Target(
    Entity,
    kind="target",
    label="Chỉ tiêu",
    label_en="Target",
    subject="Kế hoạch|Planning",
    named_by="label",
    uniques=(
        Unique(
            ("plan", "code"),
            message="Mã chỉ tiêu đã có trong kế hoạch|The plan already has a target of this code",
        ),
    ),
    help="Con số phải đạt; số thực hiện luôn được tính từ các bản ghi, không nhập tay.",
    help_en="What must be reached; what was reached is computed from records, never typed in.",
):
    """A number that a plan wants reached; a revision keeps the former value in the history."""

    plan: Annotated[Ref[Plan], Stored(index=True, on_delete="cascade"), Shown("Kế hoạch", "Plan")]
    code: Annotated[
        Name,
        Shown(
            "Mã chỉ tiêu",
            "Code",
            help="Mã ngắn, không đổi, ví dụ mt1.",
            help_en="Short and never changed, for example mt1.",
            width=8,
            column=True,
            aliases=("Mã",),
        ),
    ]
    label: Annotated[
        Title,
        Shown("Chỉ tiêu", "Target", width=44, column=True, search=2, aliases=("Tên chỉ tiêu",)),
    ]
    indicator: Annotated[
        Name,
        Stored(index=True),
        Shown(
            "Cách tính",
            "Indicator",
            help="Mã của cách tính, ví dụ core.projects_funded; xem lệnh hstk plan show.",
            help_en="Code of the rule, for example core.projects_funded; see hstk plan show.",
            search=0,
        ),
    ]
    value: Annotated[
        Annotated[float, Field(ge=0)],
        Shown("Kế hoạch giao", "Value", column=True, aliases=("Số lượng", "Giá trị", "Mức")),
    ]
    unit: Annotated[
        Line,
        Shown(
            "Đơn vị tính",
            "Unit",
            help="Ví dụ: cán bộ, dự án, sản phẩm.",
            help_en="For example: officers, projects, products.",
            column=True,
            aliases=("ĐVT",),
        ),
    ] = ""
    per_unit: Annotated[
        YesNo,
        Shown(
            "Tính cho từng đơn vị",
            "For each unit",
            help="Ví dụ «mỗi đơn vị tổ chức ít nhất 01 sự kiện trong năm» (nhiệm vụ 1.2).",
            help_en="As in “each unit holds at least one event a year” (task 1.2).",
        ),
    ] = False
    units: Annotated[
        Several[Ref[Organization]],
        Shown("Các đơn vị được giao", "Units", aliases=("Đơn vị được giao",)),
    ] = ()
    task: Annotated[
        Ref[Task] | None,
        Stored(on_delete="set null"),
        Shown(
            "Nhiệm vụ đặt ra chỉ tiêu",
            "Set by task",
            help="Khi con số nằm trong một nhiệm vụ, không ở mục tiêu chung.",
            help_en="Where the number stands in a task and not among the plan's aims.",
        ),
    ] = None
    order: Annotated[
        int,
        Shown(
            "Thứ tự",
            "Order",
            help="Vị trí trong văn bản, dùng để xếp danh sách.",
            help_en="Its place in the document, by which lists are sorted.",
        ),
    ] = 0
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    @model_validator(mode="after")
    def _units_only_per_unit(self) -> Self:
        if self.units and not self.per_unit:
            raise misfit(
                say(
                    "có «Các đơn vị được giao» thì «Tính cho từng đơn vị» phải là Có",
                    "with “Units” given, “For each unit” must be yes",
                ),
                "per_unit",
            )
        return self
