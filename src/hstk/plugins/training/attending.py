"""Takes attendance: session by session, or read back from the sheet that was signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from hstk import Ecosystem, Shown, say
from hstk.errors import Problem, Rejected
from hstk.kinds import Event
from hstk.plugins import Action, Asked, Cell, Done, Form
from hstk.plugins.training.book import (
    ClassBook,
    Trainee,
    bare,
    book_of,
    not_going_on,
    refuse,
    session_label,
)
from hstk.plugins.training.forms import of_trainees, refuse_stale
from hstk.plugins.training.kinds import TrainingSession
from hstk.plugins.training.trainee_kinds import Presence, TrainingAttendance

Marks = Mapping[tuple[UUID, UUID], Presence]
"""How, by the session and the participation."""

CODE, NAME = ("Mã", "Code"), ("Họ và tên", "Name")
"""Headings by which a sheet is read back."""


class ReadAttendance(Form):
    """Which file is read."""

    path: Annotated[
        Annotated[str, Field(min_length=1, max_length=2000)],
        Shown(
            "Tệp điểm danh",
            "File",
            help="Bảng điểm danh do hstk xuất ra, đã điền x, P hoặc K.",
            help_en="The attendance sheet that hstk wrote, filled in with x, P or K.",
        ),
    ]


def _class_of(eco: Ecosystem, session: TrainingSession) -> ClassBook:
    return book_of(eco, eco.get(Event, session.event))


def _mark_form(eco: Ecosystem, session: TrainingSession | None) -> type[Form]:
    """A field for each trainee; everybody came until something else is said."""
    if session is None:
        return Form
    trainees = _class_of(eco, session).trainees
    begins = {one.part.id: one.presence.get(session.id, Presence.PRESENT) for one in trainees}
    return of_trainees("Attendance", trainees, Presence, begins)


def _mark(eco: Ecosystem, asked: Asked) -> Done:
    session: TrainingSession = asked.record
    book = _class_of(eco, session)
    if not book.trainees:
        raise refuse("lớp chưa có học viên nào", "nobody is enrolled")
    if session.on > asked.today:
        raise refuse("buổi học chưa diễn ra", "the session is still to come")
    refuse_stale(_mark_form(eco, session), asked.answers)
    marks = {
        (session.id, trainee.part.id): getattr(asked.answers, trainee.code)
        for trainee in book.trainees
    }
    keep(eco, book, marks)
    came = sum(one is Presence.PRESENT for one in marks.values())
    return Done(
        say(
            f"{session_label(session)}: có mặt {came}/{len(marks)} học viên.",
            f"{session_label(session)}: {came} of {len(marks)} came.",
        ),
        book.event.id,
    )


def _tells_absent(_: Ecosystem, asked: Asked) -> str:
    answers = [value for name, value in asked.answers if name != "id"]
    away = sum(one not in (None, Presence.PRESENT) for one in answers)
    return say(f"vắng {away}/{len(answers)}", f"{away} of {len(answers)} away")


def keep(eco: Ecosystem, book: ClassBook, marks: Marks) -> None:
    """Writes attendance, and whether each came to the class at all.

    The participation says "có mặt" when its trainee came to at least one session, so that whoever
    counts participations need not know of sessions.
    """
    of_class = f"session.event = {book.event.id}"
    noted = {
        (one.session, one.trainee): one for one in eco.find(TrainingAttendance, of_class, sort="id")
    }
    for (session, trainee), presence in marks.items():
        if (before := noted.get((session, trainee))) is None:
            eco.add(TrainingAttendance(session=session, trainee=trainee, presence=presence))
        elif before.presence is not presence:
            eco.update(before, presence=presence)
    now = {key: one.presence for key, one in noted.items()} | dict(marks)
    for one in book.trainees:
        of_trainee = [how for (_, trainee), how in now.items() if trainee == one.part.id]
        came = Presence.PRESENT in of_trainee
        if of_trainee and one.part.present != came:
            eco.update(one.part, present=came)


def _read(eco: Ecosystem, asked: Asked) -> Done:
    from hstk.plugins import read_spreadsheet

    book = book_of(eco, asked.record)
    sheets = read_spreadsheet(asked.answers.path)
    marks = read_marks(book, next(iter(sheets.values()), ()), asked.today)
    keep(eco, book, marks)
    sessions = len({session for session, _ in marks})
    return Done(
        say(
            f"Đã đọc {len(marks)} ô điểm danh của {sessions} buổi học.",
            f"Read {len(marks)} marks of {sessions} sessions.",
        ),
        book.event.id,
    )


def read_marks(book: ClassBook, rows: Sequence[Sequence[Cell]], today: date) -> Marks:
    """What a filled-in attendance sheet says; cells left empty say nothing.

    A row is that of the trainee whose code stands in it, who must bear the name beside it, else of
    the one of that name; a column is that of the session named in the heading.

    Args:
        today: no session after it has attendance.

    Raises:
        Rejected: with everything that cannot be read, by row.
    """
    head, columns = _heading(book, rows)
    if not columns:
        raise refuse(
            "không thấy dòng tiêu đề nào có cột của một buổi học",
            "there is no heading that names a session",
            "path",
        )
    titles = [bare(str(cell or "")) for cell in rows[head]]
    name_at, code_at = _place(titles, NAME), _place(titles, CODE)
    if name_at is None:
        raise refuse("bảng thiếu cột «Họ và tên»", "the names have no column", "path")
    by_code = {one.code: one for one in book.trainees}
    by_name: dict[str, list[Trainee]] = {}
    for one in book.trainees:
        by_name.setdefault(bare(one.name), []).append(one)
    marks: dict[tuple[UUID, UUID], Presence] = {}
    problems: list[Problem] = []
    read: dict[UUID, int] = {}
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = [str(cell).strip() if cell is not None else "" for cell in row]
        name = cells[name_at] if name_at < len(cells) else ""
        filled = {place: cells[place] for place in columns if place < len(cells) and cells[place]}
        if not name or not filled:
            continue
        where = say(f"dòng {number}", f"row {number}")
        given = cells[code_at] if code_at is not None and code_at < len(cells) else ""
        named = by_name.get(bare(name), [])
        trainee = by_code.get(given) or (named[0] if len(named) == 1 else None)
        if trainee is None:
            problems.append(_unknown(name, len(named), where))
            continue
        if trainee not in named:
            problems.append(_not_theirs(trainee, name, where))
            continue
        if (first := read.setdefault(trainee.part.id, number)) != number:
            problems.append(_again(name, first, where))
            continue
        for place, cell in filled.items():
            if columns[place].on > today:
                problems.append(_to_come(columns[place], cell, where))
                continue
            try:
                marks[columns[place].id, trainee.part.id] = read_presence(cell)
            except ValueError as error:
                problems.append(Problem(session_label(columns[place]), str(error), cell, where))
    if problems:
        raise Rejected(problems)
    if not marks:
        raise refuse("bảng chưa điền ô điểm danh nào", "no mark is filled in", "path")
    return marks


def _heading(
    book: ClassBook, rows: Sequence[Sequence[Cell]]
) -> tuple[int, dict[int, TrainingSession]]:
    """The row of the headings, and the session of each column that has one."""
    labels = {bare(session_label(session)): session for session in book.sessions}
    for number, row in enumerate(rows):
        found = {
            place: labels[bare(cell)]
            for place, cell in enumerate(row)
            if isinstance(cell, str) and bare(cell) in labels
        }
        if found:
            return number, found
    return 0, {}


def _place(titles: Sequence[str], wanted: tuple[str, str]) -> int | None:
    spelt = {bare(text) for text in wanted}
    return next((place for place, title in enumerate(titles) if title in spelt), None)


def _unknown(name: str, namesakes: int, where: str) -> Problem:
    if namesakes:
        vi, en = f"có {namesakes} học viên tên này, cần giữ cột mã", "several have this name"
    else:
        vi, en = "không có trong danh sách học viên của lớp", "is not enrolled in the class"
    return Problem(say(*NAME), say(vi, en), name, where)


def _not_theirs(trainee: Trainee, name: str, where: str) -> Problem:
    vi, en = f"mã {trainee.code} là của {trainee.name}", f"{trainee.code} is {trainee.name}"
    return Problem(say(*CODE), say(vi, en), name, where)


def _again(name: str, first: int, where: str) -> Problem:
    vi, en = f"học viên này đã có ở dòng {first}", f"stands in row {first} already"
    return Problem(say(*NAME), say(vi, en), name, where)


def _to_come(session: TrainingSession, cell: str, where: str) -> Problem:
    told = say("buổi học chưa diễn ra", "the session is still to come")
    return Problem(session_label(session), told, cell, where)


def _cancelled(eco: Ecosystem, session: TrainingSession) -> str | None:
    return not_going_on(eco, eco.get(Event, session.event))


_LETTERS = {"x": Presence.PRESENT, "p": Presence.EXCUSED, "k": Presence.ABSENT}


def read_presence(text: str) -> Presence:
    """A mark as it is written by hand: x, P, K, or the words.

    Raises:
        ValueError: it is none of them.
    """
    short = _LETTERS.get(text.casefold())
    return Presence.read(text) if short is None else short


ATTENDANCE = Action(
    "training.attendance",
    "Điểm danh buổi học",
    "Take attendance",
    of=TrainingSession,
    fits=_cancelled,
    asks=_mark_form,
    help="Mọi người có mặt trừ khi ghi khác: MÃ=absent hoặc excused; xem mã bằng --fields.",
    help_en="Everybody came unless told otherwise: CODE=absent or excused; --fields lists codes.",
    do=_mark,
    tells=_tells_absent,
)

READ_ATTENDANCE = Action(
    "training.read_attendance",
    "Đọc bảng điểm danh",
    "Read an attendance sheet",
    of=Event,
    fits=not_going_on,
    asks=ReadAttendance,
    do=_read,
)
