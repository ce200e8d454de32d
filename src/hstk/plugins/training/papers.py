"""Papers: the letter to the units, sheets to sign and to fill in, lists of results."""

from __future__ import annotations

import re
from typing import Annotated

from hstk import Ecosystem, Ref, Shown, say
from hstk.kinds import AdminUnit, Day, Event, Line, Organization, Plan, Task
from hstk.plugins import (
    Asked,
    Column,
    Document,
    Entry,
    Form,
    Paper,
    Paragraph,
    Part,
    Row,
    Sheet,
    Signature,
    Table,
    Workbook,
    show_date,
)
from hstk.plugins.training.attending import CODE, NAME
from hstk.plugins.training.book import book_of, not_a_class, session_label
from hstk.plugins.training.kinds import TrainingSession
from hstk.plugins.training.periods import OfYear, asked_year
from hstk.plugins.training.tables import certificates_table, results_table

_LEVEL = re.compile(
    r"^(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thôn)\s+", re.IGNORECASE
)


class Letterhead(Form):
    """Who writes the paper."""

    issuer: Annotated[
        Ref[Organization] | None,
        Shown(
            "Cơ quan ban hành",
            "Issued by",
            help="Đơn vị chủ quản in ở dòng trên.",
            help_en="What it belongs to stands above it.",
        ),
    ] = None
    number: Annotated[
        Line,
        Shown(
            "Số, ký hiệu",
            "Number",
            help="Để trống để ghi tay.",
            help_en="Empty to be written by hand.",
        ),
    ] = ""
    on: Annotated[
        Day | None, Shown("Ngày", "Day", help="Để trống để ghi tay.", help_en="Empty for by hand.")
    ] = None
    place: Annotated[
        Line,
        Shown(
            "Địa danh",
            "Place",
            help="Để trống thì theo địa bàn của cơ quan ban hành, của kế hoạch.",
            help_en="When empty, the locality of who issues it, or of the plan.",
        ),
    ] = ""
    authority: Annotated[
        Line,
        Shown(
            "Thẩm quyền ký",
            "On behalf of",
            help="Ví dụ: TM. ỦY BAN NHÂN DÂN; để trống khi trưởng đơn vị ký.",
            help_en="As TM. ỦY BAN NHÂN DÂN; empty when the head signs.",
        ),
    ] = ""
    role: Annotated[Line, Shown("Chức vụ người ký", "Signer's position")] = ""
    signer: Annotated[Line, Shown("Người ký", "Signer")] = ""


def _head(eco: Ecosystem, answers: Letterhead) -> tuple[str, str]:
    """The two lines at the top left."""
    if answers.issuer is None:
        return "", ""
    issuer = eco.get(Organization, answers.issuer)
    above = eco.titles([issuer.parent]).get(issuer.parent, "") if issuer.parent else ""
    return above.upper(), issuer.name.upper()


def _locality(eco: Ecosystem, answers: Letterhead, event: Event) -> str:
    """Where the paper is written: as told, else where who issues it is, or the plan applies.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4: the name of the administrative unit, without
    its level unless that is named by a number.
    """
    if answers.place:
        return answers.place
    plan = eco.get(Plan, eco.get(Task, event.task).plan) if event.task else None
    seats = (
        eco.get(Organization, id_).admin_unit if id_ else None
        for id_ in (answers.issuer, event.organizer)
    )
    issuer, organizer = seats
    unit = issuer or (plan.locality if plan else None) or organizer
    if unit is None:
        return ""
    name = eco.get(AdminUnit, unit).name
    bare = _LEVEL.sub("", name)
    return name if bare[:1].isdigit() else bare


def _letter(eco: Ecosystem, asked: Asked) -> Document:
    """A công văn has no name of its kind; only what it is about (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    event, answers = asked.record, asked.answers
    book = book_of(eco, event)
    superior, issuer = _head(eco, answers)
    addressed = [one for one in book.nominations if not one.declined]
    deadline = book.extra.nominate_by if book.extra else None
    body = [
        Paragraph(f"{_occasion(eco, event)} đề nghị quý cơ quan, đơn vị cử cán bộ tham gia:"),
        Paragraph(f"Tên lớp: {event.name}.", "item"),
    ]
    if event.starts_on:
        until = f" đến ngày {show_date(event.ends_on)}" if event.ends_on else ""
        body.append(Paragraph(f"Thời gian: ngày {show_date(event.starts_on)}{until}.", "item"))
    if place := _place(eco, event):
        body.append(Paragraph(f"Địa điểm: {place}.", "item"))
    if event.audience:
        body.append(Paragraph(f"Đối tượng: {event.audience}.", "item"))
    if book.extra and book.extra.topics:
        body.append(Paragraph(f"Nội dung: {'; '.join(book.extra.topics)}.", "item"))
    counts = sorted({one.wanted for one in addressed}) or [1]
    if len(counts) == 1:
        body.append(Paragraph(f"Số lượng: mỗi đơn vị cử {counts[0]:02} người.", "item"))
    else:
        every = "; ".join(f"{book.names[one.unit]}: {one.wanted:02}" for one in addressed)
        body.append(Paragraph(f"Số lượng: {every}.", "item"))
    when = f" trước hết ngày {show_date(deadline)}" if deadline else ""
    body.append(
        Paragraph(
            f"Đề nghị các cơ quan, đơn vị gửi danh sách theo mẫu dưới đây{when} để tổng hợp. "
            "Người được cử nếu không tham gia được, đơn vị cử người khác thay và báo lại./."
        )
    )
    table = Table(
        (
            Column("number", "STT", width=5),
            Column("name", "Họ và tên", width=28),
            Column("job", "Chức vụ", width=22),
            Column("phone", "Điện thoại", width=16),
            Column("notes", "Ghi chú", width=14),
        ),
        tuple(Row((number, "", "", "", "")) for number in range(1, max(counts) + 2)),
        "DANH SÁCH CÁN BỘ ĐƯỢC CỬ",
    )
    return Document(
        "",
        (*body, table),
        about=f"V/v cử cán bộ tham gia {event.name}",
        superior=superior,
        issuer=issuer,
        number=answers.number,
        place=_locality(eco, answers, event),
        on=answers.on,
        addressees=tuple(book.names[one.unit] for one in addressed),
        signatures=(Signature(answers.role, answers.signer, answers.authority),),
        receivers=("Như trên", "Lưu: VT"),
    )


def _occasion(eco: Ecosystem, event: Event) -> str:
    """By which task of which plan the units are asked."""
    if event.task is None:
        return "Để tổ chức lớp tập huấn,"
    task = eco.get(Task, event.task)
    plan = eco.get(Plan, task.plan)
    number = f" số {plan.number}" if plan.number else ""
    day = f" ngày {show_date(plan.issued_on)}" if plan.issued_on else ""
    return f"Thực hiện nhiệm vụ {task.number or task.code} Kế hoạch{number}{day} về {plan.title},"


def _place(eco: Ecosystem, event: Event) -> str:
    if event.place or event.venue is None:
        return event.place
    return eco.titles([event.venue]).get(event.venue, "")


def _sign_in(eco: Ecosystem, asked: Asked) -> Document:
    """A sheet to sign for one session; the certificate list needs no birth dates, nor does it."""
    session: TrainingSession = asked.record
    event = eco.get(Event, session.event)
    book = book_of(eco, event)
    superior, issuer = _head(eco, asked.answers)
    place = session.place or _place(eco, event)
    teachers = ", ".join(book.names.get(one, "") for one in session.teachers)
    told = [Paragraph(f"Buổi học: {session_label(session)}" + (f", {place}." if place else "."))]
    if session.topic:
        told.append(Paragraph(f"Chuyên đề: {session.topic}."))
    if teachers:
        told.append(Paragraph(f"Giảng viên: {teachers}."))
    table = Table(
        (
            Column("number", "STT", width=5),
            Column("name", "Họ và tên", width=26),
            Column("unit", "Đơn vị", width=28),
            Column("signed", "Ký tên", width=18),
            Column("notes", "Ghi chú", width=12),
        ),
        tuple(
            Row((number, one.name, one.unit, "", "")) for number, one in enumerate(book.trainees, 1)
        ),
    )
    return Document(
        "DANH SÁCH ĐIỂM DANH",
        (*told, table),
        about=event.name,
        superior=superior,
        issuer=issuer,
        number=asked.answers.number,
        place=_locality(eco, asked.answers, event),
        on=session.on,
        signatures=(
            Signature("GIẢNG VIÊN"),
            Signature(asked.answers.role, asked.answers.signer, asked.answers.authority),
        ),
    )


def _attendance_sheet(eco: Ecosystem, asked: Asked) -> Workbook:
    """A grid to fill in with x, P and K, which can be read back."""
    book = book_of(eco, asked.record)
    head = (
        say("STT", "No."),
        say(*NAME),
        say("Đơn vị", "Unit"),
        *(session_label(session) for session in book.sessions),
        say(*CODE),
    )
    rows = [
        (
            number,
            one.name,
            one.unit,
            *(
                one.presence[session.id].letter if session.id in one.presence else None
                for session in book.sessions
            ),
            one.code,
        )
        for number, one in enumerate(book.trainees, 1)
    ]
    guide = say("x: có mặt; P: vắng có phép; K: vắng không phép", "x came; P excused; K not")
    first = 3
    entries = tuple(
        Entry(row, 3 + column, ("x", "P", "K"))
        for row in range(first, first + len(rows))
        for column in range(len(book.sessions))
    )
    sheet = Sheet(
        say("Điểm danh", "Attendance"),
        ((book.event.name,), (guide,), head, *rows),
        (5, 28, 30, *(17 for _ in book.sessions), 14),
        strong=frozenset({0, 2}),
        entries=entries,
        frozen=first,
    )
    return Workbook((sheet,))


def _results(eco: Ecosystem, asked: Asked) -> Document:
    event: Event = asked.record
    book = book_of(eco, event)
    superior, issuer = _head(eco, asked.answers)
    days = " - ".join(show_date(day) for day in (event.starts_on, event.ends_on) if day)
    told: tuple[Part, ...] = (Paragraph(f"Thời gian: {days}."),) if days else ()
    return Document(
        "DANH SÁCH HỌC VIÊN VÀ KẾT QUẢ",
        (*told, results_table(book)),
        about=event.name,
        superior=superior,
        issuer=issuer,
        number=asked.answers.number,
        place=_locality(eco, asked.answers, event),
        on=asked.answers.on,
        signatures=(Signature(asked.answers.role, asked.answers.signer, asked.answers.authority),),
        landscape=True,
    )


def _certificates(eco: Ecosystem, asked: Asked) -> Document:
    period = asked_year(asked)
    return Document(
        "DANH SÁCH",
        (certificates_table(eco, period),),
        about=f"Cán bộ được cấp chứng chỉ tư vấn, hỗ trợ khởi nghiệp năm {period.first.year}",
        landscape=True,
    )


LETTER = Paper(
    "training.letter",
    "Công văn đề nghị cử người",
    "Letter asking units to send people",
    of=Event,
    fits=not_a_class,
    asks=Letterhead,
    make=_letter,
    ending="docx",
)

SIGN_IN = Paper(
    "training.sign_in",
    "Danh sách ký tên của buổi học",
    "Sheet to sign for a session",
    of=TrainingSession,
    asks=Letterhead,
    make=_sign_in,
    ending="docx",
)

ATTENDANCE_SHEET = Paper(
    "training.attendance_sheet",
    "Bảng điểm danh cả lớp",
    "Attendance sheet of a class",
    of=Event,
    fits=not_a_class,
    help="Điền x, P, K rồi đọc lại bằng «Đọc bảng điểm danh».",
    help_en="To be filled in with x, P and K, and read back.",
    make=_attendance_sheet,
    ending="xlsx",
)

RESULTS = Paper(
    "training.results",
    "Danh sách học viên và kết quả",
    "Trainees and results",
    of=Event,
    fits=not_a_class,
    asks=Letterhead,
    make=_results,
    ending="docx",
)

CERTIFICATES = Paper(
    "training.certificates",
    "Danh sách cán bộ được cấp chứng chỉ",
    "List of officers certified",
    asks=OfYear,
    make=_certificates,
    ending="docx",
)
