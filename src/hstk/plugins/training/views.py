"""What there is to read of classes: one class, who is missing, what is due, a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hstk import Ecosystem, say
from hstk.kinds import Event, EventState
from hstk.plugins import Asked, Column, Paragraph, Part, Row, Table, View, show_number
from hstk.plugins.training.book import ClassBook, book_of, last_day, not_a_class
from hstk.plugins.training.kinds import TrainingClass, TrainingNomination
from hstk.plugins.training.periods import OfYear, asked_year, classes_in
from hstk.plugins.training.tables import (
    CERTIFIED,
    certificates_table,
    classes_table,
    grid_table,
    nominations_table,
    results_table,
)

_PATIENCE = timedelta(days=30)
"""How long after a class its certificates may take."""
_MEMORY = timedelta(days=730)
"""What ended longer ago is left alone."""


def _sheet(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    book = book_of(eco, asked.record)
    if not (book.sessions or book.nominations or book.trainees):
        yield Paragraph(
            say(
                "Chưa có buổi học, đơn vị được đề nghị hay học viên nào.",
                "No sessions, units asked or trainees yet.",
            ),
            "muted",
        )
        return
    yield Paragraph(_summary(book))
    if book.nominations:
        deadline = book.extra.nominate_by if book.extra else None
        yield nominations_table(
            [(one, book.event.name, deadline) for one in book.nominations],
            book.names,
            asked.today,
        )
    yield results_table(book)
    if book.marked:
        yield grid_table(book)


def _summary(book: ClassBook) -> str:
    asked, told = len(book.nominations), []
    if asked:
        answered = sum(bool(one.sent) for one in book.nominations)
        told.append(
            say(
                f"đề nghị {asked} đơn vị, {answered} đã cử, còn thiếu {book.missing} người",
                f"{asked} units asked, {answered} sent, {book.missing} people missing",
            )
        )
    hours = show_number(sum(session.hours for session in book.sessions))
    told.append(
        say(
            f"{len(book.sessions)} buổi, {hours} giờ",
            f"{len(book.sessions)} sessions, {hours} hours",
        )
    )
    told.append(say(f"{len(book.trainees)} học viên", f"{len(book.trainees)} trainees"))
    if book.hours_required:
        wanted = show_number(book.hours_required)
        told.append(say(f"phải học {wanted} giờ", f"{wanted} hours to attend"))
    text = "; ".join(told)
    return text[0].upper() + text[1:] + "."


def _waiting(eco: Ecosystem, today: date) -> list[tuple[TrainingNomination, Event, date | None]]:
    """Who still has to send somebody to a class that is not over: each with the deadline."""
    rows = eco.find(TrainingNomination, "declined is null", sort="id")
    waiting = [one for one in rows if one.missing]
    if not waiting:
        return []
    wanted = ", ".join({str(one.event) for one in waiting})
    events = {event.id: event for event in eco.find(Event, f"id in ({wanted})", sort="id")}
    extras = {one.event: one for one in eco.find(TrainingClass, f"event in ({wanted})", sort="id")}
    found = []
    for one in waiting:
        event = events[one.event]
        over = (last_day(event) or today) < today
        if event.state is EventState.PLANNED and not over:
            extra = extras.get(event.id)
            found.append((one, event, extra.nominate_by if extra else None))
    return sorted(found, key=lambda row: (row[2] or date.max, row[1].name))


def _missing(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    found = _waiting(eco, asked.today)
    if not found:
        yield Paragraph(
            say("Không còn đơn vị nào thiếu người.", "No unit has anybody missing."), "muted"
        )
        return
    names = eco.titles({id_ for one, _, _ in found for id_ in (one.unit, *one.sent)})
    rows = [(one, event.name, deadline) for one, event, deadline in found]
    yield nominations_table(rows, names, asked.today, with_class=True)


def _todo(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    today = asked.today
    rows: list[Row] = []
    late = [row for row in _waiting(eco, today) if row[2] and row[2] < today]
    units = eco.titles({one.unit for one, _, _ in late})
    for one, event, deadline in late:
        what = say(
            f"{units[one.unit]}: thiếu {one.missing} người",
            f"{units[one.unit]}: {one.missing} missing",
        )
        rows.append(Row((what, event.name, deadline), event.id, "!"))
    for event in _ended(eco, today):
        book, day = book_of(eco, event), last_day(event)
        if day is None:
            continue
        unknown = sum(one.outcome is None for one in book.trainees)
        if unknown:
            what = say(f"{unknown} học viên chưa có kết quả", f"{unknown} without a result")
            rows.append(Row((what, event.name, day), event.id, "!"))
        ready = sum(not book.why_no_certificate(one) for one in book.trainees)
        if ready and book.extra and book.extra.leads_to and today - day > _PATIENCE:
            what = say(f"{ready} người chưa được cấp chứng chỉ", f"{ready} without certificate")
            rows.append(Row((what, event.name, day + _PATIENCE), event.id, "!"))
    if rows:
        columns = (
            Column("what", say("Việc", "What"), width=36),
            Column("class", say("Lớp", "Class"), width=34),
            Column("since", say("Hạn", "Due"), width=11),
        )
        yield Table(columns, tuple(rows), name="todo")


def _ended(eco: Ecosystem, today: date) -> list[Event]:
    """Classes with conditions of their own that ended within two years, not cancelled."""
    noted = eco.find(
        TrainingClass,
        f"event.starts_on >= {today - _MEMORY} and event.starts_on < {today} "
        "and event.state != cancelled",
        sort="id",
    )
    if not noted:
        return []
    wanted = ", ".join(str(one.event) for one in noted)
    events = eco.find(Event, f"id in ({wanted})", sort="starts_on")
    return [event for event in events if (last_day(event) or today) < today]


def _classes(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    yield classes_table(eco, classes_in(eco, asked_year(asked)))


def _certified(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    period = asked_year(asked)
    counted = eco.evidence(CERTIFIED, period.first.year)
    yield Paragraph(
        say(
            f"Năm {period.first.year}: {counted.value:g} cán bộ được cấp chứng chỉ.",
            f"{period.first.year}: {counted.value:g} officers certified.",
        )
    )
    yield certificates_table(eco, period)
    for by in counted.indicator.breakdowns:
        if by.name == "month" or by.name not in counted.breakdowns:
            continue
        columns = (
            Column(by.name, by.title, width=34),
            Column("officers", say("Số cán bộ", "Officers"), "number", 10),
        )
        rows = tuple(Row(item) for item in counted.breakdowns[by.name].items())
        yield Table(columns, rows, by.title, f"by_{by.name}")


SHEET = View(
    "training.sheet",
    "Hồ sơ lớp",
    "Class sheet",
    of=Event,
    fits=not_a_class,
    inside=True,
    show=_sheet,
)

MISSING = View(
    "training.missing",
    "Đơn vị chưa cử đủ người",
    "Units with people missing",
    help="Các lớp chưa học; dấu ! là đã quá hạn.",
    help_en="Of classes still to come; ! is past the deadline.",
    show=_missing,
)

TODO = View(
    "training.todo",
    "Việc đào tạo cần làm",
    "Training: to be done",
    today=True,
    show=_todo,
    help="Đơn vị quá hạn cử người, lớp chưa có kết quả, chứng chỉ chậm cấp quá 30 ngày.",
    help_en="Units that are late, classes without results, certificates more than 30 days late.",
)

CLASSES = View(
    "training.classes",
    "Các lớp trong năm",
    "Classes of a year",
    asks=OfYear,
    show=_classes,
)

OFFICERS = View(
    "training.certified",
    "Cán bộ được cấp chứng chỉ",
    "Officers certified",
    asks=OfYear,
    help="Theo đơn vị, giới tính, nhóm tuổi; đúng những người mà chỉ tiêu tính.",
    help_en="By unit, gender and age; exactly those whom the target counts.",
    show=_certified,
)
