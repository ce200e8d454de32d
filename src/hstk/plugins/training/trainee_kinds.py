"""Those who learn: attendance, results, and guidance given outside of classes."""

from __future__ import annotations

from typing import Annotated

from hstk import Entity, Ref, Shown, Stored, Unique
from hstk.kinds import (
    Choice,
    Count,
    Day,
    Event,
    Line,
    Organization,
    Participation,
    ParticipationRole,
    Person,
    Several,
    Startup,
    Task,
    Text,
    Title,
    in_order,
)
from hstk.plugins.training.kinds import Points, TrainingSession


def is_trainee(participation: Participation) -> bool:
    """Whether somebody takes part in order to learn."""
    return participation.role is ParticipationRole.TRAINEE


class Outcome(Choice):
    """What came of a class for a trainee."""

    PASSED = "passed", "Đạt", "Passed"
    FAILED = "failed", "Không đạt", "Failed"


class TrainingTrainee(
    Entity,
    kind="training_trainee",
    label="Học viên",
    label_en="Trainee",
    subject="Đào tạo|Training",
    named_by="participation",
    help="Phần riêng của người tham gia với vai trò học viên: đơn vị cử, kết quả, điểm.",
    help_en="What a trainee has beside a participation: the unit, the result, the points.",
):
    """What is known of a participation because it is that of a trainee."""

    participation: Annotated[
        Ref[Participation],
        Stored(unique=True, on_delete="cascade"),
        Shown("Tham gia", "Participation"),
    ]
    unit: Annotated[
        Ref[Organization] | None,
        Stored(index=True),
        Shown("Đơn vị cử đi học", "Sent by", column=True),
    ] = None
    outcome: Annotated[
        Outcome | None,
        Stored(index=True),
        Shown(
            "Kết quả học",
            "Outcome",
            help="Để trống khi chưa đánh giá.",
            help_en="Empty until it is known.",
            column=True,
        ),
    ] = None
    score: Annotated[Points | None, Shown("Điểm", "Points", column=True)] = None


class Presence(Choice):
    """Whether somebody came to a session; the letters are those of the usual attendance sheet."""

    PRESENT = "present", "Có mặt", "Present"
    EXCUSED = "excused", "Vắng có phép", "Excused"
    ABSENT = "absent", "Vắng không phép", "Absent"

    @property
    def letter(self) -> str:
        """What stands in the grid: x, P or K."""
        return {"present": "x", "excused": "P", "absent": "K"}[self.value]


class TrainingAttendance(
    Entity,
    kind="training_attendance",
    label="Điểm danh",
    label_en="Attendance",
    subject="Đào tạo|Training",
    named_by=("trainee", "session"),
    uniques=(
        Unique(
            ("session", "trainee"),
            message="Học viên đã được điểm danh buổi này|Attendance is already noted",
        ),
    ),
    help="Một học viên ở một buổi học: có mặt, vắng có phép, vắng không phép.",
    help_en="A trainee at a session: present, excused or absent.",
):
    """Whether one trainee came to one session."""

    session: Annotated[
        Ref[TrainingSession],
        Stored(index=True, on_delete="cascade"),
        Shown("Buổi học", "Session", width=28, column=True),
    ]
    trainee: Annotated[
        Ref[Participation],
        Stored(index=True, on_delete="cascade"),
        Shown(
            "Học viên",
            "Trainee",
            help="Bản ghi Tham gia sự kiện của người đó, với vai trò học viên của chính lớp này.",
            help_en="The participation of that person as a trainee of this very class.",
            width=28,
            column=True,
        ),
    ]
    presence: Annotated[Presence, Stored(index=True), Shown("Điểm danh", "Presence", column=True)]


class TrainingCounselling(
    Entity,
    kind="training_counselling",
    label="Buổi tư vấn",
    label_en="Counselling",
    subject="Đào tạo|Training",
    named_by=("topic", "on"),
    help=(
        "Buổi định hướng, tư vấn ý tưởng cho thanh niên, phụ nữ (nhiệm vụ 2.5). Cố vấn đi cùng một "
        "dự án lâu dài thì ghi Buổi cố vấn."
    ),
    help_en=(
        "Guidance on ideas of young people and women (task 2.5). What a mentor does with one "
        "startup over time is a mentoring session."
    ),
):
    """Guidance given to people or groups, and which startups it helped.

    Source: Kế hoạch 175/KH-UBND, mục III, nhiệm vụ 2.5.
    """

    on: Annotated[Day, Stored(index=True), Shown("Ngày", "Day", column=True)]
    topic: Annotated[Title, Shown("Nội dung tư vấn", "Topic", width=36, column=True, search=2)]
    given_by: Annotated[
        Several[Ref[Person | Organization]], Shown("Người, đơn vị tư vấn", "Given by", column=True)
    ] = ()
    people: Annotated[
        Several[Ref[Person]],
        Shown("Người được tư vấn", "People", section="Đối tượng|For whom"),
    ] = ()
    group_name: Annotated[
        Line,
        Shown(
            "Nhóm",
            "Group",
            help="Khi tư vấn cho cả nhóm, ví dụ: Chi đoàn thôn Tây, 12 người.",
            help_en="When a whole group was advised.",
            section="Đối tượng|For whom",
            column=True,
        ),
    ] = ""
    total: Annotated[
        Count | None, Shown("Số người", "How many", section="Đối tượng|For whom", column=True)
    ] = None
    women: Annotated[
        Count | None, Shown("Trong đó phụ nữ", "Of them women", section="Đối tượng|For whom")
    ] = None
    young: Annotated[
        Count | None,
        Shown("Trong đó thanh niên", "Of them young", section="Đối tượng|For whom"),
    ] = None
    startups: Annotated[
        Several[Ref[Startup]],
        Shown("Dự án, ý tưởng được giúp", "Startups helped", section="Đối tượng|For whom"),
    ] = ()
    advice: Annotated[Text, Shown("Lời khuyên", "Advice")] = ""
    next_step: Annotated[Line, Shown("Việc tiếp theo", "Next step")] = ""
    next_on: Annotated[Day | None, Shown("Hạn việc tiếp theo", "Next on")] = None
    event: Annotated[
        Ref[Event] | None, Stored(on_delete="set null"), Shown("Tại sự kiện", "At event")
    ] = None
    task: Annotated[
        Ref[Task] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Thuộc nhiệm vụ", "Serves task"),
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _women = in_order("women", "total")
    _young = in_order("young", "total")
    _next = in_order("on", "next_on")
