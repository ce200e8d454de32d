"""Ends a class: results of the trainees, and certificates for those who passed."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field

from hstk import Ecosystem, Ref, Shown, say
from hstk.errors import Problem, Rejected
from hstk.kinds import Day, Event, EventState, Gender, Organization, in_order
from hstk.plugins import Action, Asked, Done, Form, show_date
from hstk.plugins.training.book import (
    ClassBook,
    Trainee,
    book_of,
    last_day,
    not_going_on,
    refuse,
)
from hstk.plugins.training.forms import beginning, of_trainees, refuse_stale
from hstk.plugins.training.kinds import CertificateKind, Points, TrainingCertificate
from hstk.plugins.training.trainee_kinds import Outcome, TrainingTrainee

_DIGITS = re.compile(r"[0-9]+")
_YEARS = range(1900, 2101)


class Certify(Form):
    """What stands on the certificates."""

    first_number: Annotated[
        Annotated[str, Field(min_length=1, max_length=100)],
        Shown(
            "Số chứng chỉ đầu tiên",
            "First number",
            help="Ví dụ 014/2023/TVKN: những người sau mang số 015/2023/TVKN, 016/2023/TVKN, ...",
            help_en="As 014/2023/TVKN: the next ones get 015/2023/TVKN, 016/2023/TVKN, ...",
        ),
    ]
    issued_on: Annotated[
        Day | None,
        Shown("Ngày cấp", "Issued on", help="Để trống là hôm nay.", help_en="Today when empty."),
    ] = None
    issuer: Annotated[
        Ref[Organization] | None,
        Shown(
            "Đơn vị cấp",
            "Issued by",
            help="Để trống là đơn vị tổ chức lớp.",
            help_en="Who organizes the class when empty.",
        ),
    ] = None
    kind_of: Annotated[
        CertificateKind | None,
        Shown(
            "Loại chứng chỉ",
            "Kind",
            help="Để trống là loại mà lớp sẽ cấp.",
            help_en="What the class leads to when empty.",
        ),
    ] = None
    expires_on: Annotated[Day | None, Shown("Hết hạn", "Expires on")] = None

    _time = in_order("issued_on", "expires_on")


def _grade_form(eco: Ecosystem, event: Event | None) -> type[Form]:
    """Points where the class has a pass mark, else passed or failed, which hours suggest."""
    if event is None:
        return Form
    book = book_of(eco, event)
    if book.extra and book.extra.pass_mark is not None:
        scores = {one.part.id: one.extra.score if one.extra else None for one in book.trainees}
        return of_trainees("Marks", book.trainees, Points | None, scores)
    outcomes = {one.part.id: one.outcome or _suggested(book, one) for one in book.trainees}
    return of_trainees("Outcomes", book.trainees, Outcome | None, outcomes)


def _suggested(book: ClassBook, trainee: Trainee) -> Outcome | None:
    if not book.marked:
        return None
    return Outcome.FAILED if book.lacks_hours(trainee) else Outcome.PASSED


def _grade(eco: Ecosystem, asked: Asked) -> Done:
    book = book_of(eco, asked.record)
    event = book.event
    if not book.trainees:
        raise refuse("lớp chưa có học viên nào", "nobody is enrolled")
    if (day := last_day(event)) is None or day > asked.today:
        raise refuse("lớp chưa học xong", "the class is not over yet")
    refuse_stale(_grade_form(eco, event), asked.answers)
    given = {one.part.id: getattr(asked.answers, one.code) for one in book.trainees}
    if not any(value is not None for value in (*given.values(), *_outcomes(book))):
        raise refuse(
            "chưa có kết quả nào để ghi: hãy điểm danh trước, hoặc ghi kết quả từng người",
            "there is no result to record: take attendance, or give each result",
        )
    passed = known = 0
    for trainee in book.trainees:
        values = _result(book, given[trainee.part.id])
        if trainee.extra is None:
            eco.add(TrainingTrainee(participation=trainee.part.id, **values))
        else:
            eco.update(trainee.extra, **values)
        known += values["outcome"] is not None
        passed += values["outcome"] is Outcome.PASSED
    _held(eco, book)
    return Done(
        say(
            f"Đã ghi kết quả {known}/{len(book.trainees)} học viên, {passed} đạt.",
            f"{known} of {len(book.trainees)} have results, {passed} passed.",
        ),
        event.id,
    )


def _outcomes(book: ClassBook) -> list[Outcome | None]:
    return [one.outcome for one in book.trainees]


def _result(book: ClassBook, given: Any) -> dict[str, Any]:
    """The fields that an answer means; points decide where there is a pass mark."""
    mark = book.extra.pass_mark if book.extra else None
    if mark is None:
        return {"outcome": given}
    if given is None:
        return {"outcome": None, "score": None}
    return {"outcome": Outcome.PASSED if given >= mark else Outcome.FAILED, "score": given}


def _held(eco: Ecosystem, book: ClassBook) -> None:
    """Notes that the class was held, and how many came, unless somebody counted already."""
    came = [one for one in book.trainees if one.part.present]
    changes: dict[str, Any] = {"state": EventState.HELD}
    if book.event.attendees_total is None:
        women = sum(one.person is not None and one.person.gender is Gender.FEMALE for one in came)
        changes |= {"attendees_total": len(came), "attendees_women": women}
    eco.update(book.event, **changes)


def _tells_results(eco: Ecosystem, asked: Asked) -> str:
    """How many pass, and who of them lacks hours."""
    book = book_of(eco, asked.record)
    passed = [
        one
        for one in book.trainees
        if _result(book, getattr(asked.answers, one.code, None))["outcome"] is Outcome.PASSED
    ]
    short = [one.name for one in passed if book.lacks_hours(one)]
    told = say(f"đạt {len(passed)}/{len(book.trainees)}", f"{len(passed)} passed")
    return told + (say("; thiếu giờ: ", "; short of hours: ") + ", ".join(short) if short else "")


def number_after(first: str, steps: int) -> str:
    """The number so many steps after another: its counting digits go on, as wide as they were.

    Those are the last that are neither a year (1900 to 2100) nor part of a sign as "KHCN2"; where
    all are, the last of a sign, and where there are only years, the first.
    """
    runs = list(_DIGITS.finditer(first))
    if not runs:
        return first
    counting = [run for run in runs if int(run[0]) not in _YEARS]
    alone = [run for run in counting if not _in_sign(run)]
    run = (alone or counting or runs[:1])[-1]
    number = f"{int(run[0]) + steps:0{len(run[0])}}"
    return first[: run.start()] + number + first[run.end() :]


def _in_sign(run: re.Match[str]) -> bool:
    """Whether letters stand right beside digits."""
    text = run.string
    return (
        text[run.start() - 1 : run.start()].isalpha() or text[run.end() : run.end() + 1].isalpha()
    )


def _certify_form(eco: Ecosystem, event: Event | None) -> type[Form]:
    """The form with the issuer and the kind that the class suggests."""
    if event is None:
        return Certify
    return beginning(Certify, issuer=event.organizer, kind_of=_kind(book_of(eco, event), None))


def _kind(book: ClassBook, asked_for: CertificateKind | None) -> CertificateKind:
    """What is issued: what was asked for, else what the class leads to."""
    leads_to = book.extra.leads_to if book.extra else None
    return asked_for or leads_to or CertificateKind.ADVISER


def _certify(eco: Ecosystem, asked: Asked) -> Done:
    book, answers = book_of(eco, asked.record), asked.answers
    event = book.event
    on = answers.issued_on or asked.today
    if event.starts_on is None or event.starts_on > on:
        raise refuse(
            f"lớp chưa khai giảng vào ngày {show_date(on)}",
            f"the class has not begun on {show_date(on)}",
            "issued_on",
        )
    if not book.trainees:
        raise refuse("lớp chưa có học viên nào", "nobody is enrolled")
    kind = _kind(book, answers.kind_of)
    ready, refused = _sorted_out(book, kind)
    if not ready and not refused:
        raise refuse(
            f"mọi học viên đã được cấp «{kind.label}»",
            f"everybody has been issued “{kind.label}” already",
        )
    if not ready:
        raise Rejected(
            [Problem(one.name, reason) for one, reason in refused],
            message=say("Không ai được cấp chứng chỉ:", "Nobody can get a certificate:"),
        )
    numbers = [number_after(answers.first_number, step) for step in range(len(ready))]
    issuer = answers.issuer or event.organizer
    _refuse_taken(eco, numbers, issuer)
    for trainee, number in zip(ready, numbers, strict=True):
        _issue(
            eco,
            trainee,
            {
                "kind_of": kind,
                "issued_on": on,
                "issuer": issuer,
                "number": number,
                "expires_on": answers.expires_on,
            },
        )
    told = say(
        f"Đã cấp {len(ready)} chứng chỉ, số {numbers[0]} đến {numbers[-1]}.",
        f"Issued {len(ready)} certificates, {numbers[0]} to {numbers[-1]}.",
    )
    if refused:
        told += say(" Không cấp: ", " Not issued: ") + _told(refused) + "."
    return Done(told, event.id)


def _sorted_out(
    book: ClassBook, kind: CertificateKind
) -> tuple[list[Trainee], list[tuple[Trainee, str]]]:
    """Who gets a certificate, and who does not and why; those who have theirs are in neither."""
    ready, refused = [], []
    for one in book.trainees:
        if reason := book.why_no_certificate(one, kind):
            if not book.issued(one, kind):
                refused.append((one, reason))
        else:
            ready.append(one)
    return ready, refused


def _told(refused: list[tuple[Trainee, str]]) -> str:
    return "; ".join(f"{one.name} ({reason})" for one, reason in refused)


def _refuse_taken(eco: Ecosystem, numbers: list[str], issuer: Any) -> None:
    """Numbers must differ from each other and from those that the issuer has given."""
    if len(set(numbers)) < len(numbers):
        raise refuse(
            "số đầu tiên phải có chữ số để đếm tiếp, ví dụ 001/2023/TVKN",
            "the first number needs digits to count on from, as 001/2023/TVKN",
            "first_number",
        )
    if issuer is None:
        return
    taken = {one.number for one in eco.find(TrainingCertificate, f"issuer = {issuer}", sort="id")}
    if both := [number for number in numbers if number in taken]:
        raise refuse(
            f"đơn vị này đã cấp số {', '.join(both)}",
            f"the issuer has given out {', '.join(both)}",
            "first_number",
        )


def _issue(eco: Ecosystem, trainee: Trainee, values: dict[str, Any]) -> None:
    """Fills in the certificate that waits for its number, or adds one."""
    waiting = next(
        (
            one
            for one in trainee.certificates
            if one.issued_on is None and one.kind_of is values["kind_of"]
        ),
        None,
    )
    if waiting is not None:
        eco.update(waiting, **values)
        return
    eco.add(
        TrainingCertificate(
            person=trainee.part.who,
            unit=trainee.extra.unit if trainee.extra else None,
            course=trainee.part.event,
            **values,
        )
    )


def _tells_who(eco: Ecosystem, asked: Asked) -> str:
    """Who would get a certificate with which numbers, and who not."""
    book, first = book_of(eco, asked.record), asked.answers.first_number
    ready, refused = _sorted_out(book, _kind(book, asked.answers.kind_of))
    told = say(f"sẽ cấp {len(ready)} chứng chỉ", f"{len(ready)} certificates")
    if ready and first:
        last = number_after(first, len(ready) - 1)
        told += say(f", số {first} đến {last}", f", {first} to {last}")
    return told + (say("; không cấp: ", "; not: ") + _told(refused) if refused else "")


GRADE = Action(
    "training.grade",
    "Ghi kết quả học viên",
    "Record results",
    of=Event,
    fits=not_going_on,
    asks=_grade_form,
    help="Ghi Đạt, Không đạt, hoặc điểm nếu lớp có điểm đạt; lớp được ghi là đã tổ chức.",
    help_en="Passed or failed, or points where there is a pass mark; the class becomes held.",
    do=_grade,
    tells=_tells_results,
)

CERTIFY = Action(
    "training.certify",
    "Cấp chứng chỉ",
    "Issue certificates",
    of=Event,
    fits=not_going_on,
    asks=_certify_form,
    help="Cho mọi học viên đạt và học đủ giờ; nói rõ ai không được cấp và vì sao.",
    help_en="To all who passed and attended enough; tells who gets none, and why.",
    do=_certify,
    tells=_tells_who,
)
