"""Tables that views, papers and the yearly report share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from hstk import Ecosystem, Period, say
from hstk.kinds import Event, EventState, Participation
from hstk.plugins import Column, Mark, Row, Table, show_date
from hstk.plugins.training.book import ClassBook
from hstk.plugins.training.kinds import TrainingCertificate, TrainingNomination
from hstk.plugins.training.trainee_kinds import Outcome

CERTIFIED = "training.officers_certified"


def classes_table(eco: Ecosystem, events: Sequence[Event]) -> Table:
    """Classes with who came, what was issued, and the cost by source."""
    names = eco.titles({event.organizer for event in events if event.organizer})
    came = people_of(eco, events)
    issued: Counter[UUID] = Counter()
    if events:
        wanted = ", ".join(str(event.id) for event in events)
        for one in eco.find(TrainingCertificate, f"course in ({wanted})", sort="id"):
            if one.course is not None and one.issued_on is not None:
                issued[one.course] += 1
    columns = (
        Column("class", say("Lớp", "Class"), width=34),
        Column("starts_on", say("Từ ngày", "From"), width=11),
        Column("ends_on", say("Đến ngày", "To"), width=11),
        Column("organizer", say("Đơn vị tổ chức", "Organizer"), width=24),
        Column("state", say("Trạng thái", "State"), width=12),
        Column("people", say("Số người", "People"), "number", 8),
        Column("women", say("Nữ", "Women"), "number", 6),
        Column("certificates", say("Chứng chỉ", "Issued"), "number", 9),
        Column("cost_state", say("Ngân sách", "State budget"), "money", 13),
        Column("cost_social", say("Xã hội hóa", "Society"), "money", 13),
        Column("cost_other", say("Nguồn khác", "Others"), "money", 12),
        Column("cost", say("Tổng kinh phí", "Cost"), "money", 13),
    )
    rows = tuple(
        Row(
            (
                event.name,
                event.starts_on,
                event.ends_on,
                names.get(event.organizer, "") if event.organizer else "",
                event.state.label,
                came[event.id],
                event.attendees_women,
                issued[event.id],
                event.cost_state,
                event.cost_social,
                event.cost_other,
                cost_of(event),
            ),
            event.id,
        )
        for event in events
    )
    sums = [_sum(row.cells[place] for row in rows) for place in range(5, 12)]
    return Table(
        columns,
        rows,
        say("Các lớp tập huấn", "Classes"),
        "classes",
        say("Chưa có lớp nào.", "No class."),
        Row((None, None, None, None, None, *sums)) if rows else None,
    )


def people_of(eco: Ecosystem, events: Iterable[Event]) -> dict[UUID, int]:
    """How many people came to each event: as was counted, else the trainees noted as present."""
    found = {event.id: event.attendees_total for event in events}
    came: Counter[UUID] = Counter()
    if uncounted := ", ".join(str(id_) for id_, total in found.items() if total is None):
        trainees = f"role = trainee and present = true and event in ({uncounted})"
        came.update(part.event for part in eco.find(Participation, trainees, sort="id"))
    return {id_: came[id_] if total is None else total for id_, total in found.items()}


def _sum(cells: Iterable[object]) -> int:
    return sum(cell for cell in cells if isinstance(cell, int))


def cost_of(event: Event) -> int | None:
    """What a class cost from all sources, in đồng; None when nothing was noted."""
    costs = [event.cost_state, event.cost_social, event.cost_other]
    given = [cost for cost in costs if cost is not None]
    return sum(given) if given else None


def held(events: Iterable[Event]) -> list[Event]:
    """Those that took place."""
    return [event for event in events if event.state is EventState.HELD]


def nominations_table(
    rows: Sequence[tuple[TrainingNomination, str, date | None]],
    names: dict[UUID, str],
    today: date,
    *,
    with_class: bool = False,
) -> Table:
    """Which unit was asked, whom it sent, how many are missing.

    Args:
        rows: each with the name of its class, and the last day to answer.
        names: of the units and people.
        today: who is missing after the last day is marked.
        with_class: whether the class and the last day have columns.
    """
    of_class = (
        Column("class", say("Lớp", "Class"), width=30),
        Column("deadline", say("Hạn cử", "Until"), width=11),
    )
    columns = (
        *(of_class if with_class else ()),
        Column("unit", say("Đơn vị", "Unit"), width=30),
        Column("asked_on", say("Ngày đề nghị", "Asked on"), width=12),
        Column("letter", say("Văn bản", "Letter"), width=14),
        Column("wanted", say("Đề nghị", "Wanted"), "number", 8),
        Column("sent", say("Đã cử", "Sent"), width=28),
        Column("missing", say("Còn thiếu", "Missing"), "number", 9),
        Column("state", say("Tình trạng", "State"), width=18),
    )
    shown = tuple(
        Row(
            (
                *((course, deadline) if with_class else ()),
                names.get(one.unit, ""),
                one.asked_on,
                one.letter,
                one.wanted,
                ", ".join(names.get(person, "") for person in one.sent),
                one.missing,
                state_of(one),
            ),
            one.id,
            _mark(one, today, deadline),
        )
        for one, course, deadline in rows
    )
    blank: tuple[None, ...] = (None,) * (5 if with_class else 3)
    nominations = [one for one, _, _ in rows]
    total = Row(
        (
            *blank,
            sum(one.wanted for one in nominations),
            say(*_people(sum(len(one.sent) for one in nominations))),
            sum(one.missing for one in nominations),
            "",
        )
    )
    return Table(
        columns,
        shown,
        say("Đơn vị được đề nghị cử người", "Units asked"),
        "nominations",
        say("Chưa đề nghị đơn vị nào.", "No unit was asked."),
        total if shown else None,
    )


def _mark(one: TrainingNomination, today: date, deadline: date | None) -> Mark:
    if not one.missing:
        return "="
    return "!" if deadline is not None and today > deadline else "•"


def _people(count: int) -> tuple[str, str]:
    return f"{count} người", f"{count} people"


def state_of(one: TrainingNomination) -> str:
    """How a unit stands: declined, waiting, in part, or complete."""
    if one.declined:
        return say(f"không cử: {one.declined}", f"declined: {one.declined}")
    if not one.sent:
        return say("chưa trả lời", "no answer")
    if one.missing:
        return say("cử chưa đủ", "in part")
    return say("đã thay người", "replaced") if one.replaced else say("đã cử đủ", "complete")


def results_table(book: ClassBook) -> Table:
    """The trainees with hours, results and certificates."""
    columns = (
        Column("number", say("STT", "No."), width=5),
        Column("name", say("Họ và tên", "Name"), width=26),
        Column("unit", say("Đơn vị", "Unit"), width=30),
        Column("hours", say("Số giờ", "Hours"), "number", 8),
        Column("percent", say("Chuyên cần (%)", "Attendance (%)"), "number", 10),
        Column("score", say("Điểm", "Points"), "number", 7),
        Column("outcome", say("Kết quả", "Outcome"), width=11),
        Column("certificate", say("Chứng chỉ", "Certificate"), width=24),
    )
    rows = []
    for number, one in enumerate(book.trainees, 1):
        why = book.why_no_certificate(one)
        if (issued := book.issued(one)) is not None:
            told = issued.number or say("đã cấp", "issued")
        else:
            told = why or say("chờ cấp", "to be issued")
        wanting = one.outcome is Outcome.FAILED or book.lacks_hours(one)
        rows.append(
            Row(
                (
                    number,
                    one.name,
                    one.unit,
                    book.hours(one) if book.marked else None,
                    book.percent(one),
                    one.extra.score if one.extra else None,
                    one.outcome.label if one.outcome else "",
                    told if (book.extra and book.extra.leads_to) or issued else "",
                ),
                one.part.id,
                "=" if issued else "!" if book.marked and wanting else "",
            )
        )
    return Table(
        columns,
        tuple(rows),
        say("Học viên", "Trainees"),
        "trainees",
        say("Chưa ghi danh học viên nào.", "Nobody is enrolled."),
    )


def grid_table(book: ClassBook) -> Table:
    """Who came when: x present, P excused, K absent."""
    columns = (
        Column("name", say("Họ và tên", "Name"), width=26),
        *(
            Column(
                f"s{number}",
                f"{session.on.day:02}/{session.on.month:02} {session.part.label[0]}",
                width=8,
            )
            for number, session in enumerate(book.sessions, 1)
        ),
        Column("percent", "%", "number", 6),
    )
    rows = tuple(
        Row(
            (
                one.name,
                *(
                    one.presence[session.id].letter if session.id in one.presence else ""
                    for session in book.sessions
                ),
                book.percent(one),
            ),
            one.part.id,
        )
        for one in book.trainees
    )
    return Table(
        columns,
        rows,
        say(
            "Điểm danh (x có mặt, P có phép, K không phép)", "Attendance (x came, P excused, K not)"
        ),
        "attendance",
    )


def certificates_table(eco: Ecosystem, period: Period) -> Table:
    """The annex "Cán bộ tư vấn": the officers who count, each with every certificate of the period.

    Who counts is what the target counts, so the names here are as many as the number says.
    """
    counted = {
        row.id for row in eco.evidence(CERTIFIED, period.first.year, as_of=period.last).counted
    }
    found = [
        one
        for one in eco.find(
            TrainingCertificate,
            f"kind_of = adviser and issued_on >= {period.first} and issued_on <= {period.last}",
            sort="issued_on",
        )
        if one.person in counted
    ]
    names = eco.titles(
        {id_ for one in found for id_ in (one.person, one.unit, one.course, one.issuer) if id_}
    )

    def named(id_: UUID | None) -> str:
        return names.get(id_, "") if id_ else ""

    columns = (
        Column("number", say("STT", "No."), width=5),
        Column("name", say("Họ tên", "Name"), width=24),
        Column("unit", say("Đơn vị", "Unit"), width=28),
        Column("course", say("Khóa", "Course"), width=30),
        Column("issuer", say("Đơn vị cấp", "Issued by"), width=24),
        Column("certificate", say("Số, ngày chứng chỉ", "Number, day"), width=24),
    )
    rows = tuple(
        Row(
            (
                number,
                named(one.person),
                named(one.unit),
                named(one.course),
                named(one.issuer),
                ", ".join(filter(None, (one.number, show_date(one.issued_on or period.last)))),
            ),
            one.id,
        )
        for number, one in enumerate(found, 1)
    )
    return Table(
        columns,
        rows,
        say("Cán bộ tư vấn", "Officers certified"),
        "certificates",
        say("Chưa cấp chứng chỉ nào trong kỳ.", "Nothing was issued in the period."),
    )
