"""What is done with a contest, from opening it to its prizes and an entry's way to OCOP."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any
from uuid import UUID

from hstk import Ecosystem, Rejected, say
from hstk.errors import Problem
from hstk.kinds import (
    Event,
    EventKind,
    Participation,
    ParticipationRole,
    Person,
    Product,
    ProductState,
)
from hstk.plugins import Action, Asked, Done
from hstk.plugins.contest.forms import (
    Award,
    Call,
    Enter,
    OpenContest,
    ReadScores,
    ToOcop,
    known_marks,
    marks_in,
    round_of,
    score_form,
    sheet_of,
)
from hstk.plugins.contest.kinds import (
    ContestCall,
    ContestCriterion,
    ContestEntry,
    ContestPrize,
    ContestRound,
    ContestRules,
    ContestSheet,
    EntryState,
)
from hstk.plugins.contest.reading import filled_sheets
from hstk.plugins.contest.scoring import (
    criteria_of,
    ranking,
    total,
    weights_problem,
    written_marks,
)
from hstk.plugins.contest.views import no_contest, points

_WEIGHED = re.compile(r"(?P<name>.+?)\s*:\s*(?P<weight>\d+(?:[.,]\d+)?)\s*%?\Z")


def open_contest(eco: Ecosystem, asked: Asked) -> Done:
    """Adds the event, its rules, rounds and criteria."""
    given = asked.answers
    event = eco.add(
        Event(
            name=given.name,
            kind_of=EventKind.CONTEST,
            organizer=given.organizer,
            task=given.task,
            starts_on=given.starts_on,
        )
    )
    eco.add(
        ContestRules(
            event=event.id,
            theme=given.theme,
            product=given.product,
            opens_on=given.opens_on or (asked.today if given.closes_on else None),
            closes_on=given.closes_on,
        )
    )
    for number, name in enumerate(given.rounds, 1):
        eco.add(ContestRound(event=event.id, number=number, name=name))
    for number, text in enumerate(given.criteria, 1):
        found = _WEIGHED.match(text)
        if found is None:
            raise Rejected(
                [
                    Problem(
                        "criteria",
                        say(
                            "ghi mỗi tiêu chí là «tên: phần trăm»",
                            "write each criterion as “name: percent”",
                        ),
                        text,
                    )
                ]
            )
        weight = float(found["weight"].replace(",", "."))
        eco.add(
            ContestCriterion(event=event.id, code=f"TC{number}", name=found["name"], weight=weight)
        )
    if problem := weights_problem(criteria_of(eco, event.id)):
        raise Rejected([Problem("criteria", problem)])
    return Done(
        say(f"Đã mở cuộc thi «{event.name}».", f"The contest “{event.name}” is open."), event.id
    )


def call(eco: Ecosystem, asked: Asked) -> Done:
    """Records a call for entries."""
    given = asked.answers
    made = eco.add(
        ContestCall(
            event=asked.record.id,
            on=given.on or asked.today,
            channel=given.channel,
            reaches=given.reaches,
            place=given.place,
            unit=given.unit,
            reached=given.reached,
        )
    )
    return Done(say("Đã ghi lần kêu gọi dự thi.", "The call is recorded."), made.id)


def enter(eco: Ecosystem, asked: Asked) -> Done:
    """Adds an entry; where its leader lives is taken over from the person."""
    given, contest = asked.answers, asked.record
    on = given.submitted_on or asked.today
    rules = eco.satellite(ContestRules, contest)
    if rules is not None and rules.closes_on is not None and on > rules.closes_on:
        raise Rejected(
            [
                Problem(
                    "submitted_on",
                    say(
                        "đã quá hạn nộp bài; gia hạn ở thể lệ cuộc thi nếu được phép",
                        "after the last day for entries; extend it in the rules if allowed",
                    ),
                )
            ]
        )
    entry = eco.add(
        ContestEntry(
            event=contest.id,
            name=given.name,
            leader=given.leader,
            team=given.team,
            residence=eco.get(Person, given.leader).residence,
            product=given.product,
            summary=given.summary,
            submitted_on=on,
        )
    )
    _takes_part(eco, contest, given.leader)
    return Done(say(f"Đã nhận bài «{entry.name}».", f"Entered: “{entry.name}”."), entry.id)


def _takes_part(eco: Ecosystem, contest: Event, person: UUID) -> None:
    """The leader is a contestant of the event, once, whatever the number of ideas."""
    role = ParticipationRole.CONTESTANT
    where = f"event = {contest.id} and who = {person} and role = {role.value}"
    if not eco.count(Participation, where):
        eco.add(Participation(event=contest.id, who=person, role=role))


def score(eco: Ecosystem, asked: Asked) -> Done:
    """Keeps a judge's sheet for an entry in the round it is in; marks left empty stay as they are.

    Raises:
        Rejected: the contest has no such round.
    """
    entry, answers = asked.record, asked.answers
    round_ = _round(eco, entry)
    sheet = sheet_of(eco, round_, entry.id, answers.judge)
    marks = written_marks(known_marks(sheet) | marks_in(answers))
    if sheet is None:
        sheet = eco.add(
            ContestSheet(
                round=round_.id,
                entry=entry.id,
                judge=answers.judge,
                scored_on=asked.today,
                marks=marks,
                opinion=answers.opinion,
            )
        )
    else:
        opinion = answers.opinion or sheet.opinion
        sheet = eco.update(sheet, marks=marks, opinion=opinion, scored_on=asked.today)
    return Done(
        say(f"Đã ghi phiếu chấm. {score_told(eco, asked)}", f"Kept. {score_told(eco, asked)}"),
        sheet.id,
    )


def score_told(eco: Ecosystem, asked: Asked) -> str:
    """The total of the marks given so far, and how many are missing."""
    criteria = criteria_of(eco, asked.record.event)
    marks = {code: Fraction(str(mark)) for code, mark in marks_in(asked.answers).items()}
    whole = total(criteria, marks)
    if whole is not None:
        return say(f"Tổng {points(whole)} điểm.", f"Total {points(whole)}.")
    missing = len(criteria) - len(marks)
    return say(f"Còn {missing} tiêu chí chưa chấm.", f"{missing} criteria are not marked yet.")


def _round(eco: Ecosystem, entry: ContestEntry) -> ContestRound:
    round_ = round_of(eco, entry)
    if round_ is None:
        raise Rejected(
            (),
            message=say(
                f"Cuộc thi chưa có vòng số {entry.reached}; hãy thêm vòng thi trước.",
                f"The contest has no round {entry.reached}; add it first.",
            ),
        )
    return round_


def read_scores(eco: Ecosystem, asked: Asked) -> Done:
    """Reads the sheets that a judge filled in; all or none."""
    round_ = asked.record
    kept = 0
    for judge, entry, marks, opinion in filled_sheets(eco, round_, asked.answers.file):
        sheet = sheet_of(eco, round_, entry, judge)
        values: dict[str, Any] = {
            "marks": written_marks(known_marks(sheet) | marks),
            "scored_on": asked.today,
        }
        if sheet is None:
            eco.add(
                ContestSheet(round=round_.id, entry=entry, judge=judge, opinion=opinion, **values)
            )
        else:
            eco.update(sheet, opinion=opinion or sheet.opinion, **values)
        kept += 1
    return Done(say(f"Đã nhận {kept} phiếu chấm.", f"{kept} sheets were read."), round_.id)


def close_round(eco: Ecosystem, asked: Asked) -> Done:
    """Sends on those that pass, and ends the way of the others.

    Raises:
        Rejected: entries are not scored whole, or a tie at the limit leaves it open who goes on.
    """
    round_ = asked.record
    rows = ranking(eco, round_)
    problems = [
        Problem("", say("chưa được chấm đủ", "is not scored whole"), where=one.entry.name)
        for one in rows
        if one.average is None or one.unfinished
    ]
    if round_.passes is None:
        problems.append(
            Problem(
                "passes",
                say(
                    "chưa ghi bao nhiêu bài vào vòng sau; vòng cuối thì trao giải, không cần chốt",
                    "it is not said how many go on; a last round ends with its prizes",
                ),
            )
        )
    problems += [
        Problem(
            "passes",
            say(
                f"đồng {points(one.average)} điểm ở mức cuối; chấm lại hoặc đổi số bài đi tiếp",
                f"tied at {points(one.average)} at the limit; score again or change the number",
            ),
            where=one.entry.name,
        )
        for one in rows
        if round_.passes is not None and one.average is not None and one.goes_on is None
    ]
    if problems:
        raise Rejected(problems)
    for one in rows:
        if one.goes_on:
            eco.update(one.entry, reached=round_.number + 1, state=EntryState.ACCEPTED)
        else:
            eco.update(one.entry, state=EntryState.OUT)
    on = sum(one.goes_on is True for one in rows)
    return Done(
        say(
            f"Đã chốt vòng: {on} bài vào vòng sau, {len(rows) - on} bài dừng.",
            f"The round is closed: {on} go on, {len(rows) - on} are out.",
        ),
        round_.id,
    )


def award(eco: Ecosystem, asked: Asked) -> Done:
    """Gives a prize, which the event's list of participants shows too."""
    given, entry = asked.answers, asked.record
    prize = eco.add(
        ContestPrize(
            event=entry.event,
            entry=entry.id,
            name=given.name,
            amount=given.amount,
            decision=given.decision,
            awarded_on=given.awarded_on or asked.today,
        )
    )
    where = f"event = {entry.event} and who = {entry.leader} and role = contestant"
    for part in eco.find(Participation, where, limit=1):
        results = [part.result] if part.result else []
        eco.update(part, result="; ".join([*results, prize.name]))
    return Done(
        say(f"«{entry.name}» nhận {prize.name}.", f"“{entry.name}” gets {prize.name}."), prize.id
    )


def no_ocop(eco: Ecosystem, _: ContestEntry) -> str | None:
    """Why an entry cannot go on to OCOP; None when it can."""
    if "ocop_dossier" in eco.kinds:
        return None
    return say(
        "plugin ocop đang tắt; bật bằng: hstk plugins enable ocop",
        "the plugin ocop is off; switch it on with: hstk plugins enable ocop",
    )


def to_ocop(eco: Ecosystem, asked: Asked) -> Done:
    """Makes an entry a registration of a product idea, step 2 of the OCOP cycle.

    Raises:
        Rejected: the product has a dossier of that year.
    """
    entry = asked.record
    if entry.product is None:
        name = asked.answers.product_name or entry.name
        made = eco.add(Product(name=name, owner=entry.leader, state=ProductState.PLANNED))
        entry = eco.update(entry, product=made.id)
    dossier = eco.kind("ocop_dossier")
    year = asked.answers.year or asked.today.year
    values = {"product": entry.product, "year": year, "step": "2"}
    contest = eco.titles([entry.event]).get(entry.event, "")
    notes = say(f"Từ cuộc thi: {contest}", f"From the contest: {contest}")
    registered = eco.add_values(dossier, {**values, "notes": notes})
    return Done(
        say(
            f"Đã đăng ký ý tưởng OCOP năm {year} (bước 2).",
            f"Registered as an OCOP idea of {year} (step 2).",
        ),
        registered.id,
    )


ACTIONS = (
    Action("contest.open", "Mở cuộc thi", "Open a contest", asks=OpenContest, do=open_contest),
    Action(
        "contest.call",
        "Ghi lần kêu gọi dự thi",
        "Record a call for entries",
        of=Event,
        asks=Call,
        fits=no_contest,
        do=call,
    ),
    Action(
        "contest.enter",
        "Nhận bài dự thi",
        "Take an entry",
        of=Event,
        asks=Enter,
        fits=no_contest,
        do=enter,
    ),
    Action(
        "contest.score",
        "Chấm bài dự thi",
        "Score an entry",
        of=ContestEntry,
        asks=score_form,
        do=score,
        tells=score_told,
    ),
    Action(
        "contest.read_scores",
        "Đọc phiếu chấm đã điền",
        "Read filled-in score sheets",
        of=ContestRound,
        asks=ReadScores,
        do=read_scores,
    ),
    Action(
        "contest.close_round",
        "Chốt vòng thi",
        "Close a round",
        of=ContestRound,
        do=close_round,
    ),
    Action("contest.award", "Trao giải", "Award a prize", of=ContestEntry, asks=Award, do=award),
    Action(
        "contest.to_ocop",
        "Đưa vào chu trình OCOP (bước 2)",
        "Register for OCOP (step 2)",
        of=ContestEntry,
        asks=ToOcop,
        fits=no_ocop,
        do=to_ocop,
    ),
)
