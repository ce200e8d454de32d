"""Classes and their sessions, the units asked to send somebody, certificates."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hstk import Entity, Ref, Shown, Stored, Unique
from hstk.kinds import (
    Choice,
    Count,
    Day,
    Event,
    EventKind,
    Line,
    Organization,
    Person,
    Several,
    Text,
    in_order,
)

Hours = Annotated[float, Field(ge=0, le=2000)]
"""Hours of teaching (giờ, not tiết): never negative."""
Points = Annotated[float, Field(ge=0, le=100)]
"""Points of a test, of 10 or of 100."""


def is_class(event: Event) -> bool:
    """Whether an event is a class."""
    return event.kind_of is EventKind.TRAINING


class CertificateKind(Choice):
    """What a certificate is for."""

    ADVISER = "adviser", "Tư vấn, hỗ trợ khởi nghiệp", "Startup adviser"
    ATTENDANCE = "attendance", "Hoàn thành khóa tập huấn", "Course completed"
    OTHER = "other", "Khác", "Other"


class TrainingCertificate(
    Entity,
    kind="training_certificate",
    label="Chứng chỉ",
    label_en="Certificate",
    subject="Đào tạo|Training",
    named_by=("person", "kind_of", "issued_on"),
    help="Chứng chỉ tư vấn khởi nghiệp hoặc giấy chứng nhận tập huấn đã cấp cho một người.",
    help_en="An adviser certificate, or one of a course, issued to a person.",
):
    """A certificate that a person holds."""

    person: Annotated[
        Ref[Person],
        Stored(index=True, on_delete="cascade"),
        Shown("Họ và tên", "Person", width=26, column=True),
    ]
    unit: Annotated[
        Ref[Organization] | None,
        Stored(index=True),
        Shown(
            "Đơn vị công tác",
            "Unit",
            help=(
                "Đơn vị cử đi học; chỉ tính cán bộ của cơ quan, đoàn thể. Để trống thì xét theo "
                "bản ghi Công tác của người đó."
            ),
            help_en=(
                "The unit that sent the person; officers of agencies and associations count. "
                "When empty, the person's affiliations decide."
            ),
            column=True,
        ),
    ] = None
    kind_of: Annotated[
        CertificateKind, Stored(index=True), Shown("Loại chứng chỉ", "Kind", column=True)
    ] = CertificateKind.ADVISER
    issued_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Ngày cấp",
            "Issued on",
            help="Để trống khi đã học xong nhưng chưa được cấp.",
            help_en="Empty when the course is done but nothing was issued yet.",
            column=True,
        ),
    ] = None
    issuer: Annotated[Ref[Organization] | None, Shown("Đơn vị cấp", "Issued by")] = None
    number: Annotated[Line, Shown("Số chứng chỉ", "Number")] = ""
    expires_on: Annotated[
        Day | None,
        Shown(
            "Hết hạn",
            "Expires on",
            help="Phần lớn chứng chỉ không ghi hạn; khi đó để trống.",
            help_en="Most have no end; leave it empty then.",
        ),
    ] = None
    course: Annotated[
        Ref[Event] | None, Stored(on_delete="set null"), Shown("Khóa học", "Course")
    ] = None
    scan: Annotated[Line, Shown("Bản chụp", "Scan", search=0)] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _time = in_order("issued_on", "expires_on")


class Programme(Choice):
    """What a class is for; the numbers are those of Kế hoạch 175/KH-UBND, mục III."""

    CULTURE = "culture", "Văn hóa khởi nghiệp (1.2)", "Startup culture (1.2)"
    ADVISERS = "advisers", "Đội ngũ tư vấn hỗ trợ khởi nghiệp (2.3)", "Startup advisers (2.3)"
    UNIONS = "unions", "Tư vấn, hỗ trợ khởi nghiệp cho cán bộ đoàn, hội (2.4)", "For unions (2.4)"
    GUIDANCE = (
        "guidance",
        "Định hướng, phát triển ý tưởng của thanh niên, phụ nữ (2.5)",
        "Guidance for ideas of the young and of women (2.5)",
    )
    OTHER = "other", "Khác", "Other"


class TrainingClass(
    Entity,
    kind="training_class",
    label="Lớp tập huấn",
    label_en="Class",
    subject="Đào tạo|Training",
    named_by="event",
    help="Phần riêng của sự kiện tập huấn: chương trình, số chỗ, hạn cử người, số giờ phải học.",
    help_en="What a training has beside an event: programme, places, deadline, hours to attend.",
):
    """What is known of an event because it is a class."""

    event: Annotated[
        Ref[Event], Stored(unique=True, on_delete="cascade"), Shown("Sự kiện", "Event")
    ]
    programme: Annotated[
        Programme, Stored(index=True), Shown("Chương trình", "Programme", column=True)
    ] = Programme.OTHER
    topics: Annotated[
        Several[Line],
        Shown(
            "Chuyên đề",
            "Topics",
            help="Cách nhau bởi dấu chấm phẩy.",
            help_en="Separated by semicolons.",
        ),
    ] = ()
    leads_to: Annotated[
        CertificateKind | None,
        Shown(
            "Chứng chỉ sẽ cấp",
            "Certificate",
            help="Để trống nếu lớp không cấp chứng chỉ.",
            help_en="Empty when nothing is issued.",
        ),
    ] = None
    places: Annotated[Count | None, Shown("Số chỗ", "Places", column=True)] = None
    nominate_by: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Hạn cử người",
            "Nominate by",
            help="Ngày cuối các đơn vị phải gửi danh sách.",
            help_en="The last day for the units to answer.",
            column=True,
        ),
    ] = None
    per_unit: Annotated[
        Count | None,
        Shown("Số người mỗi đơn vị", "People of each unit"),
    ] = None
    hours_required: Annotated[
        Hours | None,
        Shown(
            "Số giờ phải học",
            "Hours to attend",
            help="Học đủ số giờ này mới được cấp chứng chỉ; để trống thì không xét.",
            help_en="Whoever attended less gets no certificate; not looked at when empty.",
        ),
    ] = None
    pass_mark: Annotated[
        Points | None,
        Shown(
            "Điểm đạt",
            "Pass mark",
            help="Để trống nếu lớp không chấm điểm, chỉ ghi đạt hay không đạt.",
            help_en="Empty when nobody is marked, only passed or failed.",
        ),
    ] = None


class DayPart(Choice):
    """The part of a day that a session takes."""

    MORNING = "morning", "Sáng", "Morning"
    AFTERNOON = "afternoon", "Chiều", "Afternoon"
    EVENING = "evening", "Tối", "Evening"


class TrainingSession(
    Entity,
    kind="training_session",
    label="Buổi học",
    label_en="Session",
    subject="Đào tạo|Training",
    named_by=("on", "part", "topic"),
    uniques=(
        Unique(
            ("event", "on", "part"),
            message="Lớp đã có buổi học vào lúc này|The class already has a session then",
        ),
    ),
    help="Một buổi của lớp: ngày, chuyên đề, giảng viên, số giờ.",
    help_en="A session of a class: day, topic, teachers, hours.",
):
    """One sitting of a class, for which attendance is taken."""

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Lớp", "Class", width=30, column=True),
    ]
    on: Annotated[Day, Stored(index=True), Shown("Ngày", "Day", column=True)]
    part: Annotated[DayPart, Shown("Buổi", "Part of the day", column=True)] = DayPart.MORNING
    hours: Annotated[
        Annotated[float, Field(gt=0, le=12)], Shown("Số giờ", "Hours", column=True)
    ] = 4.0
    topic: Annotated[Line, Shown("Chuyên đề", "Topic", width=34, column=True)] = ""
    teachers: Annotated[
        Several[Ref[Person]], Shown("Giảng viên", "Teachers", aliases=("Báo cáo viên",))
    ] = ()
    place: Annotated[
        Line,
        Shown(
            "Nơi học",
            "Place",
            help="Chỉ điền khi khác nơi tổ chức của lớp.",
            help_en="Only where it is not that of the class.",
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class TrainingNomination(
    Entity,
    kind="training_nomination",
    label="Đề nghị cử người",
    label_en="Nomination",
    subject="Đào tạo|Training",
    named_by=("unit", "event"),
    uniques=(
        Unique(
            ("event", "unit"),
            message="Đơn vị này đã được đề nghị cử người|This unit was already asked",
        ),
    ),
    help="Mỗi đơn vị một bản ghi: đề nghị mấy người, đã cử ai (nhiệm vụ 2.3, 2.4).",
    help_en="One record a unit: by which letter, how many, whom it sent (tasks 2.3, 2.4).",
):
    """What one unit was asked for, and what it answered; how many are missing is computed."""

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Lớp", "Class", width=30, column=True),
    ]
    unit: Annotated[
        Ref[Organization], Stored(index=True), Shown("Đơn vị", "Unit", width=30, column=True)
    ]
    asked_on: Annotated[Day | None, Shown("Ngày đề nghị", "Asked on", column=True)] = None
    letter: Annotated[Line, Shown("Số văn bản", "Letter")] = ""
    wanted: Annotated[
        Annotated[int, Field(ge=1, le=1000)], Shown("Số người đề nghị", "Wanted", column=True)
    ] = 1
    sent: Annotated[Several[Ref[Person]], Shown("Người được cử", "Sent", column=True)] = ()
    replaced: Annotated[
        Several[Ref[Person]],
        Shown(
            "Đã thay",
            "Replaced",
            help="Người từng được cử, sau đó đơn vị cử người khác thay.",
            help_en="Who was sent before somebody else took the place.",
        ),
    ] = ()
    answered_on: Annotated[Day | None, Shown("Ngày trả lời", "Answered on")] = None
    declined: Annotated[
        Line,
        Shown(
            "Lý do không cử",
            "Declined because",
            help="Chỉ ghi khi đơn vị từ chối; khi đó không còn tính là thiếu.",
            help_en="Only when the unit declines; nobody is missing then.",
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _days = in_order("asked_on", "answered_on")

    @property
    def missing(self) -> int:
        """How many people the unit still has to send."""
        return 0 if self.declined else max(0, self.wanted - len(self.sent))
