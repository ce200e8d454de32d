"""A contest is an event; here is what a contest has beside that.

Kế hoạch 175/KH-UBND, mục III, nhiệm vụ 1.2: "Tổ chức cuộc thi KNĐMST/đánh giá các dự án KNĐMST …
để kêu gọi các lực lượng thanh niên, phụ nữ, đặc biệt là lực lượng thanh niên đang học tập và làm
ăn tại các thành phố … (Cuộc thi gắn với đánh giá sản phẩm OCOP theo quy trình 6 bước; mỗi cuộc thi
có thể chọn một sản phẩm cần phát triển.)"
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from hstk import Entity, Ref, Shown, Stored, Unique, say
from hstk.kinds import (
    Choice,
    Count,
    Day,
    Event,
    EventKind,
    Line,
    Money,
    Name,
    Organization,
    Percent,
    Person,
    Product,
    Publication,
    Residence,
    Several,
    Startup,
    Text,
    in_order,
)
from hstk.plugins import Form, Satellite

SUBJECT = "Cuộc thi|Contests"


class CallChannel(Choice):
    """How a call for entries reaches people."""

    PORTAL = "portal", "Cổng thông tin điện tử", "Web portal"
    RADIO = "radio", "Đài phát thanh, truyền hình", "Radio and television"
    SOCIAL = "social", "Mạng xã hội", "Social media"
    NATIVES = "natives", "Hội đồng hương, nhóm đồng hương", "Associations of natives"
    SCHOOL = "school", "Trường, đoàn trường", "Schools and their youth unions"
    UNION = "union", "Đoàn, hội tại địa phương", "Local unions"
    LETTER = "letter", "Thư mời, công văn", "Letters"
    PERSONAL = "personal", "Mời trực tiếp, điện thoại", "In person, by telephone"


class EntryState(Choice):
    """Where an entry stands; the round it has reached is told beside."""

    SUBMITTED = "submitted", "Đã nộp", "Submitted"
    ACCEPTED = "accepted", "Hợp lệ, được dự thi", "Accepted"
    REFUSED = "refused", "Không hợp lệ", "Refused"
    OUT = "out", "Dừng ở vòng này", "Out in this round"
    WITHDRAWN = "withdrawn", "Rút khỏi cuộc thi", "Withdrawn"


IN_THE_RUNNING = (EntryState.SUBMITTED, EntryState.ACCEPTED, EntryState.OUT)
"""States of what counts as an entry: neither refused nor withdrawn."""
BESIDE_MARKS = ("id", "judge", "opinion")
"""What a score form asks beside its marks, each of which is named by the code of a criterion."""


class ContestRules(
    Entity,
    kind="contest_rules",
    label="Thể lệ cuộc thi",
    label_en="Rules of the contest",
    subject=SUBJECT,
    named_by="event",
):
    """The theme, who may enter until when, and the product that the contest is to develop."""

    event: Annotated[
        Ref[Event],
        Stored(unique=True, on_delete="cascade"),
        Shown("Cuộc thi", "Contest", column=True),
    ]
    theme: Annotated[Line, Shown("Chủ đề", "Theme", column=True)] = ""
    product: Annotated[
        Ref[Product] | None,
        Stored(index=True, on_delete="set null"),
        Shown(
            "Sản phẩm cần phát triển",
            "Product to develop",
            help="Mỗi cuộc thi có thể chọn một sản phẩm chủ lực, đặc thù.",
            help_en="A contest may choose one product of the locality.",
        ),
    ] = None
    opens_on: Annotated[Day | None, Shown("Nhận bài từ", "Entries from")] = None
    closes_on: Annotated[Day | None, Shown("Hạn nộp bài", "Entries until", column=True)] = None
    eligible: Annotated[
        Text,
        Shown(
            "Đối tượng dự thi",
            "Who may enter",
            help="Ví dụ: thanh niên, phụ nữ; người địa phương đang học, làm việc ở thành phố.",
            help_en="For example: young people, women; natives who study or work in cities.",
        ),
    ] = ""
    decision: Annotated[Line, Shown("Quyết định ban hành thể lệ", "Decision")] = ""

    _days = in_order("opens_on", "closes_on")


class ContestCall(
    Entity,
    kind="contest_call",
    label="Kêu gọi dự thi",
    label_en="Call for entries",
    subject=SUBJECT,
    named_by=("event", "channel"),
    help="Đã kêu gọi ai, ở đâu, bằng kênh nào; có đến được người ở thành phố không.",
    help_en="Who was called, where, by which channel; whether it reached people in cities.",
):
    """One call for entries."""

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Cuộc thi", "Contest", width=32, column=True),
    ]
    on: Annotated[Day, Stored(index=True), Shown("Ngày", "Day", column=True)]
    channel: Annotated[CallChannel, Shown("Kênh", "Channel", column=True)]
    reaches: Annotated[
        Residence | None,
        Stored(index=True),
        Shown("Người nhận đang ở", "Reaches people", column=True),
    ] = None
    place: Annotated[
        Line,
        Shown(
            "Địa bàn",
            "Where",
            help="Ví dụ: TP. Hồ Chí Minh, Đà Nẵng.",
            help_en="For example: Ho Chi Minh City, Đà Nẵng.",
            column=True,
        ),
    ] = ""
    unit: Annotated[
        Ref[Organization] | None, Stored(index=True), Shown("Đơn vị thực hiện", "By")
    ] = None
    reached: Annotated[
        Count | None, Shown("Số người tiếp cận (ước)", "People reached (estimate)")
    ] = None
    publication: Annotated[
        Ref[Publication] | None, Stored(on_delete="set null"), Shown("Tin bài", "Publication")
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class ContestRound(
    Entity,
    kind="contest_round",
    label="Vòng thi",
    label_en="Contest round",
    subject=SUBJECT,
    named_by=("event", "name"),
    uniques=(
        Unique(
            ("event", "number"),
            message="Cuộc thi đã có vòng mang số này|The contest has a round of this number",
        ),
    ),
):
    """A round of a contest, the first has the number 1."""

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Cuộc thi", "Contest", width=32, column=True),
    ]
    number: Annotated[
        Annotated[int, Field(ge=1, le=9)], Shown("Vòng số", "Number", column=True)
    ] = 1
    name: Annotated[Name, Shown("Tên vòng", "Name", column=True)]
    held_on: Annotated[
        Day | None, Stored(index=True), Shown("Ngày thi", "Held on", column=True)
    ] = None
    passes: Annotated[
        Count | None,
        Shown("Số bài vào vòng sau", "How many go on", help="Để trống ở vòng cuối.",
              help_en="Empty for the last round.", column=True),
    ] = None  # fmt: skip
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class ContestCriterion(
    Entity,
    kind="contest_criterion",
    label="Tiêu chí cuộc thi",
    label_en="Contest criterion",
    subject=SUBJECT,
    named_by=("name",),
    uniques=(
        Unique(
            ("event", "code"),
            message="Cuộc thi đã có tiêu chí mang mã này|The contest has a criterion of this code",
        ),
    ),
    help="Trọng số các tiêu chí của một cuộc thi cộng lại phải đúng 100.",
    help_en="The weights of a contest's criteria must add up to 100.",
):
    """What entries are judged by, and how much it weighs."""

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Cuộc thi", "Contest", width=32, column=True),
    ]
    code: Annotated[
        Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9_]+$")],
        Shown(
            "Mã",
            "Code",
            help="Chữ không dấu hoặc số, ví dụ TC1.",
            help_en="Letters or digits, for example TC1.",
            column=True,
        ),
    ]
    name: Annotated[Name, Shown("Tiêu chí", "Criterion", width=36, column=True)]
    weight: Annotated[
        Percent,
        Shown("Trọng số (%)", "Weight (%)", column=True),
    ]
    most: Annotated[
        Annotated[float, Field(gt=0, le=1000)],
        Shown(
            "Điểm tối đa trên phiếu",
            "Highest mark",
            help="Giám khảo cho từ 0 đến mức này; quy về trọng số khi tính.",
            help_en="Judges give 0 to this; it is brought to the weight.",
        ),
    ] = 10

    @field_validator("code")
    @classmethod
    def _names_a_field(cls, code: str) -> str:
        """The code is a field of the score form, which has fields and names of its own."""
        taken = code in BESIDE_MARKS or hasattr(Form, code)
        if taken or code.startswith(("_", "model_")):
            raise ValueError(
                say(
                    f"mã «{code}» dành riêng cho phần mềm; dùng mã khác, ví dụ TC1",
                    f"the code “{code}” is reserved; use another, for example TC1",
                )
            )
        return code


class ContestEntry(
    Entity,
    kind="contest_entry",
    label="Bài dự thi",
    label_en="Contest entry",
    subject=SUBJECT,
    named_by="name",
    help="Ý tưởng dự thi: của ai, nhóm nào, cho sản phẩm nào.",
    help_en="An idea that was entered: whose, by which team, for which product.",
):
    """An idea that was entered, with its team and the product it is about."""

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Cuộc thi", "Contest", width=28, column=True),
    ]
    name: Annotated[
        Name,
        Shown("Tên ý tưởng", "Idea", width=34, column=True, aliases=("Ý tưởng", "Tên dự án")),
    ]
    leader: Annotated[
        Ref[Person],
        Stored(index=True),
        Shown("Người dự thi, trưởng nhóm", "Leader", column=True, aliases=("Tác giả",)),
    ]
    team: Annotated[Several[Ref[Person]], Shown("Thành viên nhóm", "Team")] = ()
    residence: Annotated[
        Residence | None,
        Stored(index=True),
        Shown(
            "Khi nộp bài đang ở",
            "Lives, when entering",
            help="Ghi riêng ở đây vì nơi ở có thể đổi sau cuộc thi.",
            help_en="Kept here since it may change after the contest.",
            column=True,
        ),
    ] = None
    startup: Annotated[
        Ref[Startup] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Dự án khởi nghiệp", "Startup"),
    ] = None
    product: Annotated[
        Ref[Product] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Sản phẩm", "Product", column=True),
    ] = None
    summary: Annotated[Text, Shown("Tóm tắt ý tưởng", "Summary")] = ""
    submitted_on: Annotated[
        Day | None, Stored(index=True), Shown("Ngày nộp", "Submitted on", column=True)
    ] = None
    state: Annotated[
        EntryState, Stored(index=True), Shown("Tình trạng", "State", column=True, board=True)
    ] = EntryState.SUBMITTED
    reached: Annotated[
        Annotated[int, Field(ge=1, le=9)],
        Shown("Đang ở vòng số", "Reached round", column=True),
    ] = 1
    ground: Annotated[
        Line, Shown("Lý do", "Ground", help="Vì sao không hợp lệ, rút hoặc dừng.",
                    help_en="Why it was refused, withdrawn or stopped.")
    ] = ""  # fmt: skip
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class ContestSheet(
    Entity,
    kind="contest_sheet",
    label="Phiếu chấm cuộc thi",
    label_en="Contest score sheet",
    subject=SUBJECT,
    named_by=("entry", "judge"),
    uniques=(
        Unique(
            ("round", "entry", "judge"),
            message="Giám khảo đã chấm bài này ở vòng này|The judge has scored it in this round",
        ),
    ),
):
    """The marks of one judge for one entry in a round."""

    round: Annotated[
        Ref[ContestRound],
        Stored(index=True, on_delete="cascade"),
        Shown("Vòng thi", "Round", width=28, column=True),
    ]
    entry: Annotated[
        Ref[ContestEntry],
        Stored(index=True, on_delete="cascade"),
        Shown("Bài dự thi", "Entry", width=30, column=True),
    ]
    judge: Annotated[Ref[Person], Stored(index=True), Shown("Giám khảo", "Judge", column=True)]
    scored_on: Annotated[Day | None, Shown("Ngày chấm", "Scored on", column=True)] = None
    marks: Annotated[
        Several[Line],
        Shown(
            "Điểm",
            "Marks",
            help="Mã tiêu chí và điểm: TC1:8,5; TC2:7.",
            help_en="Code of the criterion and mark: TC1:8,5; TC2:7.",
        ),
    ] = ()
    opinion: Annotated[Text, Shown("Nhận xét", "Opinion")] = ""


class ContestPrize(
    Entity,
    kind="contest_prize",
    label="Giải thưởng cuộc thi",
    label_en="Contest prize",
    subject=SUBJECT,
    named_by=("name", "entry"),
    uniques=(
        Unique(
            ("event", "entry", "name"),
            message="Bài này đã nhận giải đó|The entry already has that prize",
        ),
    ),
):
    """A prize and who got it."""

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Cuộc thi", "Contest", width=28, column=True),
    ]
    name: Annotated[Name, Shown("Giải", "Prize", column=True)]
    entry: Annotated[
        Ref[ContestEntry],
        Stored(index=True, on_delete="cascade"),
        Shown("Bài dự thi", "Entry", width=30, column=True),
    ]
    amount: Annotated[Money | None, Shown("Tiền thưởng", "Amount", column=True)] = None
    decision: Annotated[Line, Shown("Quyết định", "Decision")] = ""
    awarded_on: Annotated[Day | None, Shown("Ngày trao", "Awarded on", column=True)] = None


def _is_contest(event: Event) -> bool:
    return event.kind_of is EventKind.CONTEST


RULES = Satellite(ContestRules, "event", _is_contest)
KINDS = (
    ContestCall,
    ContestRound,
    ContestCriterion,
    ContestEntry,
    ContestSheet,
    ContestPrize,
)
