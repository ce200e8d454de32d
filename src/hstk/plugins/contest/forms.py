"""What the actions of a contest ask for."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, create_model

from hstk import Ecosystem, Ref, Shown
from hstk.kinds import (
    Count,
    Day,
    Line,
    Money,
    Name,
    Organization,
    Person,
    Product,
    Residence,
    Several,
    Task,
    Text,
)
from hstk.plugins import Form, show_number
from hstk.plugins.contest.kinds import (
    BESIDE_MARKS,
    CallChannel,
    ContestEntry,
    ContestRound,
    ContestSheet,
)
from hstk.plugins.contest.scoring import criteria_of, read_marks


class OpenContest(Form):
    """A contest with its first round and the usual criteria."""

    name: Annotated[Name, Shown("Tên cuộc thi", "Name")]
    organizer: Annotated[Ref[Organization] | None, Shown("Đơn vị tổ chức", "Organizer")] = None
    task: Annotated[Ref[Task] | None, Shown("Thuộc nhiệm vụ", "Serves task")] = None
    theme: Annotated[Line, Shown("Chủ đề", "Theme")] = ""
    product: Annotated[Ref[Product] | None, Shown("Sản phẩm cần phát triển", "Product")] = None
    opens_on: Annotated[Day | None, Shown("Nhận bài từ", "Entries from")] = None
    closes_on: Annotated[Day | None, Shown("Hạn nộp bài", "Entries until")] = None
    starts_on: Annotated[Day | None, Shown("Ngày thi (dự kiến)", "Held on")] = None
    rounds: Annotated[
        Several[Line],
        Shown(
            "Các vòng",
            "Rounds",
            help="Cách nhau bởi dấu chấm phẩy.",
            help_en="Separated by semicolons.",
        ),
    ] = ("Sơ khảo", "Chung khảo")
    criteria: Annotated[
        Several[Line],
        Shown(
            "Tiêu chí và trọng số",
            "Criteria and weights",
            help="Mỗi tiêu chí ghi tên: phần trăm; cộng lại phải đúng 100.",
            help_en="Each as name: percent; together they make 100.",
        ),
    ] = (
        "Tính mới, sáng tạo: 30",
        "Tính khả thi: 30",
        "Gắn với sản phẩm chủ lực, đặc thù: 20",
        "Hiệu quả kinh tế, xã hội: 20",
    )


class Call(Form):
    """One call for entries."""

    channel: Annotated[CallChannel, Shown("Kênh", "Channel")]
    on: Annotated[Day | None, Shown("Ngày (để trống là hôm nay)", "Day (today if empty)")] = None
    reaches: Annotated[Residence | None, Shown("Người nhận đang ở", "Reaches people")] = None
    place: Annotated[Line, Shown("Địa bàn", "Where")] = ""
    unit: Annotated[Ref[Organization] | None, Shown("Đơn vị thực hiện", "By")] = None
    reached: Annotated[Count | None, Shown("Số người tiếp cận (ước)", "People reached")] = None


class Enter(Form):
    """An idea and whose it is."""

    name: Annotated[Name, Shown("Tên ý tưởng", "Idea")]
    leader: Annotated[Ref[Person], Shown("Người dự thi, trưởng nhóm", "Leader")]
    team: Annotated[Several[Ref[Person]], Shown("Thành viên nhóm", "Team")] = ()
    product: Annotated[Ref[Product] | None, Shown("Sản phẩm", "Product")] = None
    summary: Annotated[Text, Shown("Tóm tắt ý tưởng", "Summary")] = ""
    submitted_on: Annotated[
        Day | None, Shown("Ngày nộp (để trống là hôm nay)", "Submitted on (today if empty)")
    ] = None


class ReadScores(Form):
    """The file that came back."""

    file: Annotated[Line, Field(min_length=1), Shown("Tệp phiếu chấm (xlsx)", "Score file (xlsx)")]


class CloseRound(Form):
    """What must be meant, for it is seldom right."""

    uneven: Annotated[
        bool,
        Shown(
            "Số phiếu các bài không bằng nhau là đúng ý",
            "Entries have different numbers of sheets on purpose",
        ),
    ] = False


class Award(Form):
    """A prize."""

    name: Annotated[Name, Shown("Giải", "Prize")]
    amount: Annotated[Money | None, Shown("Tiền thưởng", "Amount")] = None
    decision: Annotated[Line, Shown("Quyết định", "Decision")] = ""
    awarded_on: Annotated[
        Day | None, Shown("Ngày trao (để trống là hôm nay)", "Awarded on (today if empty)")
    ] = None


class ToOcop(Form):
    """How an idea becomes a product on its way to OCOP."""

    year: Annotated[
        Annotated[int, Field(ge=2018, le=2200)] | None,
        Shown("Năm đăng ký", "Year", help="Để trống là năm nay.", help_en="This year if empty."),
    ] = None
    product_name: Annotated[
        Line,
        Shown(
            "Tên sản phẩm (nếu chưa có)",
            "Name of the product (when new)",
            help="Để trống thì lấy tên ý tưởng.",
            help_en="The idea's name if empty.",
        ),
    ] = ""


def score_form(eco: Ecosystem, entry: ContestEntry) -> type[Form]:
    """A form with the judge and one mark for each criterion of the entry's contest."""
    fields: dict[str, Any] = {
        "judge": (Annotated[Ref[Person], Shown("Giám khảo", "Judge")], ...),
    }
    for criterion in criteria_of(eco, entry.event):
        most = show_number(criterion.most)
        fields[criterion.code] = (
            Annotated[
                Annotated[float, Field(ge=0, le=criterion.most)] | None,
                Shown(
                    f"{criterion.code}. {criterion.name} (0–{most})",
                    f"{criterion.code}. {criterion.name} (0–{most})",
                    help=f"Trọng số {show_number(criterion.weight)} %",
                    help_en=f"Weighs {show_number(criterion.weight)} %",
                ),
            ],
            None,
        )
    fields["opinion"] = (Annotated[Text, Shown("Nhận xét", "Opinion")], "")
    made: type[Form] = create_model("Score", __base__=Form, __module__=__name__, **fields)
    return made


def marks_in(answers: Form) -> dict[str, Fraction]:
    """The marks among the answers of a :func:`score_form`."""
    return {
        name: Fraction(str(value))
        for name, value in answers
        if name not in BESIDE_MARKS and value is not None
    }


def round_of(eco: Ecosystem, entry: ContestEntry) -> ContestRound | None:
    """The round that an entry is in."""
    where = f"event = {entry.event} and number = {entry.reached}"
    return next(iter(eco.find(ContestRound, where, limit=1)), None)


def sheet_of(eco: Ecosystem, round_: ContestRound, entry: UUID, judge: UUID) -> ContestSheet | None:
    """A judge's sheet for an entry in a round, if there is one."""
    where = f"round = {round_.id} and entry = {entry} and judge = {judge}"
    return next(iter(eco.find(ContestSheet, where, limit=1)), None)


def known_marks(sheet: ContestSheet | None) -> dict[str, Fraction]:
    """What a sheet holds already."""
    return {} if sheet is None else read_marks(sheet.marks)
