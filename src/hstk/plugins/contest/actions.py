"""What is done with a contest, from opening it to its prizes and an entry's way to OCOP."""

from __future__ import annotations

import re
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
from hstk.plugins import Action, Asked, Done, show_date
from hstk.plugins.contest.forms import Award, Call, Enter, OpenContest, ToOcop
from hstk.plugins.contest.judging import ACTIONS as JUDGING
from hstk.plugins.contest.kinds import (
    ContestCall,
    ContestCriterion,
    ContestEntry,
    ContestPrize,
    ContestRound,
    ContestRules,
)
from hstk.plugins.contest.scoring import criteria_of, refuse_weights, weights_problem
from hstk.plugins.contest.views import no_contest

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
            opens_on=given.opens_on,
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
    """Adds an entry; where its leader lives is taken over from the person.

    Raises:
        Rejected: the contest does not take entries yet, or any more.
    """
    given, contest = asked.answers, asked.record
    on = given.submitted_on or asked.today
    rules = eco.satellite(ContestRules, contest)
    if rules is not None and rules.opens_on is not None and on < rules.opens_on:
        raise Rejected(
            [
                Problem(
                    "submitted_on",
                    say(
                        f"chưa đến ngày nhận bài ({show_date(rules.opens_on)}); "
                        "sửa ngày nộp, hoặc ngày nhận bài ở thể lệ cuộc thi",
                        f"before the first day for entries ({show_date(rules.opens_on)}); "
                        "change either day",
                    ),
                )
            ]
        )
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


def award(eco: Ecosystem, asked: Asked) -> Done:
    """Gives a prize, which the event's list of participants shows too.

    Raises:
        Rejected: the entry is in the last round, and the weights of the criteria do not add up.
    """
    given, entry = asked.answers, asked.record
    criteria = criteria_of(eco, entry.event)
    later = f"event = {entry.event} and number > {entry.reached}"
    if criteria and not eco.count(ContestRound, later, most=1):
        refuse_weights(criteria)
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
    *JUDGING,
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
