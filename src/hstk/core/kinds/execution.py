"""How plans are carried out: progress of tasks, money by source, and the reports issued.

Money comes from the state budget and other lawful sources (Kế hoạch 175/KH-UBND, mục IV).
"""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import AfterValidator, Field

from hstk.core.choices import Choice
from hstk.core.dates import Day
from hstk.core.entity import (
    Entity,
    Line,
    Multiline,
    Name,
    Ref,
    Several,
    Shown,
    Stored,
    Text,
)
from hstk.core.kinds.organizations import Organization
from hstk.core.kinds.planning import Plan, Task
from hstk.core.kinds.rules import Percent, Year, in_order
from hstk.core.language import say
from hstk.core.money import Money


class ProgressState(Choice):
    """How far a task is."""

    NOT_STARTED = "not_started", "Chưa thực hiện", "Not started"
    IN_PROGRESS = "in_progress", "Đang thực hiện", "In progress"
    DONE = "done", "Hoàn thành", "Done"
    DROPPED = "dropped", "Không thực hiện", "Dropped"


class BudgetSource(Choice):
    """Where the money of a plan comes from: the state budget and other lawful sources (mục IV)."""

    STATE_CENTRAL = "state_central", "Ngân sách trung ương", "Central budget"
    STATE_PROVINCE = "state_province", "Ngân sách tỉnh", "Provincial budget"
    STATE_DISTRICT = "state_district", "Ngân sách huyện", "District budget"
    STATE_COMMUNE = "state_commune", "Ngân sách xã, đặc khu", "Commune budget"
    SOCIAL = "social", "Xã hội hóa", "Contributions of society"
    OTHER = "other", "Nguồn hợp pháp khác", "Other lawful source"

    @property
    def in_budget(self) -> bool:
        """Whether it is money of the state budget."""
        return self.value.startswith("state_")


class Progress(
    Entity,
    kind="progress",
    label="Tiến độ",
    label_en="Progress",
    subject="Kế hoạch|Planning",
    named_by=("task", "on"),
    help="Tình hình thực hiện một nhiệm vụ tại một ngày; lần mới nhất là hiện trạng.",
    help_en="How a task stands on a day; the latest one is how it stands now.",
):
    """What was done of a task by a day."""

    task: Annotated[
        Ref[Task],
        Stored(index=True, on_delete="cascade"),
        Shown("Nhiệm vụ", "Task", width=36, column=True),
    ]
    on: Annotated[Day, Stored(index=True), Shown("Ngày", "Day", column=True)]
    unit: Annotated[
        Ref[Organization] | None,
        Stored(index=True, on_delete="set null"),
        Shown(
            "Đơn vị báo cáo",
            "Reported by",
            help="Điền khi nhiều đơn vị cùng thực hiện một nhiệm vụ.",
            help_en="When several units carry out the same task.",
            aliases=("Đơn vị",),
        ),
    ] = None
    state: Annotated[
        ProgressState,
        Stored(index=True),
        Shown("Đánh giá", "State", column=True, aliases=("Trạng thái", "Tình trạng")),
    ]
    percent: Annotated[
        Percent | None, Shown("Hoàn thành (%)", "Percent done", column=True, aliases=("Tỷ lệ",))
    ] = None
    words: Annotated[
        Text,
        Shown(
            "Kết quả",
            "What was done",
            help="Viết như sẽ đưa vào báo cáo.",
            help_en="Written as the report will have it.",
            column=True,
            aliases=("Kết quả thực hiện", "Nội dung"),
        ),
    ] = ""
    evidence: Annotated[
        Several[Ref[Entity]],
        Shown(
            "Minh chứng",
            "Evidence",
            help="Các bản ghi chứng minh: sự kiện, tin bài, quyết định công nhận.",
            help_en="Records that prove it: events, publications, recognitions.",
        ),
    ] = ()


class BudgetLine(
    Entity,
    kind="budget_line",
    label="Dòng kinh phí",
    label_en="Budget line",
    subject="Kế hoạch|Planning",
    named_by=("content", "year"),
    help="Kinh phí theo nội dung, năm và nguồn: dự toán, được giao, đã chi.",
    help_en="Money by purpose, year and source: estimated, approved, spent.",
):
    """Money for one purpose from one source in one year."""

    plan: Annotated[Ref[Plan], Stored(index=True, on_delete="cascade"), Shown("Kế hoạch", "Plan")]
    task: Annotated[
        Ref[Task] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Nhiệm vụ", "Task"),
    ] = None
    year: Annotated[Year, Stored(index=True), Shown("Năm", "Year", column=True)]
    content: Annotated[
        Name,
        Shown("Nội dung", "Purpose", width=34, column=True, aliases=("Nội dung chi", "Khoản mục")),
    ]
    source: Annotated[
        BudgetSource,
        Stored(index=True),
        Shown("Nguồn", "Source", column=True, aliases=("Nguồn kinh phí", "Nguồn vốn")),
    ]
    estimated: Annotated[
        Money | None,
        Shown("Dự toán", "Estimated", column=True, aliases=("Kinh phí dự toán",)),
    ] = None
    approved: Annotated[
        Money | None,
        Shown("Được giao", "Approved", column=True, aliases=("Kinh phí được giao", "Được duyệt")),
    ] = None
    spent: Annotated[
        Money | None,
        Shown(
            "Đã chi",
            "Spent",
            help="Số thực chi đến nay; xã hội hóa ghi cả giá trị hiện vật.",
            help_en="Spent so far; contributions in kind at their worth.",
            column=True,
            aliases=("Thực hiện", "Kinh phí đã chi", "Thực chi"),
        ),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


def _json_text(text: str) -> str:
    if text:
        try:
            json.loads(text)
        except ValueError:
            raise ValueError(
                say("số liệu phải là văn bản JSON", "the figures must be JSON text")
            ) from None
    return text


class ReportIssued(
    Entity,
    kind="report_issued",
    label="Báo cáo đã ban hành",
    label_en="Issued report",
    subject="Kế hoạch|Planning",
    named_by=("number", "year"),
    help="Báo cáo đã gửi đi; số liệu được giữ nguyên như lúc ban hành.",
    help_en="A report that was sent; its figures stay as they were when it was issued.",
):
    """A report as it was issued: later changes of records do not touch its figures."""

    plan: Annotated[Ref[Plan], Stored(index=True), Shown("Kế hoạch", "Plan", column=True)]
    year: Annotated[Year, Stored(index=True), Shown("Năm báo cáo", "Year", column=True)]
    number: Annotated[
        Line,
        Shown(
            "Số, ký hiệu",
            "Number",
            help="Ví dụ: 05/BC-KTHT.",
            help_en="For example: 05/BC-KTHT.",
            column=True,
            search=2,
            aliases=("Số ký hiệu", "Số văn bản", "Số"),
        ),
    ] = ""
    issued_on: Annotated[Day, Shown("Ngày ban hành", "Issued on", column=True)]
    as_of: Annotated[
        Day | None,
        Shown("Số liệu tính đến", "Figures as of", column=True, aliases=("Ngày chốt số liệu",)),
    ] = None
    sent_to: Annotated[Several[Ref[Organization]], Shown("Nơi nhận", "Sent to")] = ()
    text: Annotated[Text, Shown("Nội dung", "Text")] = ""
    figures: Annotated[
        # the rows behind twenty targets need more room than a text people write
        Annotated[str, Field(max_length=2_000_000), AfterValidator(_json_text), Multiline],
        Shown("Số liệu đã chốt", "Frozen figures", hidden=True, search=0),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _dates = in_order("as_of", "issued_on")
