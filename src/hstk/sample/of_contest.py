"""The contests of the sample in depth: who was called, who entered, how it was judged."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hstk.kinds import Event, EventKind, Participation, ParticipationRole, Residence, Startup
from hstk.plugins.contest.kinds import (
    CallChannel,
    ContestCall,
    ContestCriterion,
    ContestEntry,
    ContestPrize,
    ContestRound,
    ContestRules,
    ContestSheet,
    EntryState,
)
from hstk.plugins.contest.scoring import written_marks
from hstk.sample.draft import Draft

_CRITERIA = (
    ("TC1", "Tính mới, sáng tạo", 30),
    ("TC2", "Tính khả thi", 30),
    ("TC3", "Gắn với sản phẩm chủ lực, đặc thù", 20),
    ("TC4", "Hiệu quả kinh tế, xã hội", 20),
)
_PLACES = ("TP. Hồ Chí Minh", "Đà Nẵng", "TP. Quảng Ngãi")


def add_contests(draft: Draft) -> None:
    """Rules, calls, rounds, entries, sheets and prizes of every contest that was held."""
    if ContestRules.spec.kind not in draft.eco.kinds:
        return
    for event in draft.events.values():
        if event.kind_of is EventKind.CONTEST and event.starts_on is not None:
            _add_contest(draft, event, event.starts_on)
    draft.save("Dữ liệu mẫu: cuộc thi khởi nghiệp", by="KTHT1")


def _add_contest(draft: Draft, event: Event, on: date) -> None:
    theme = event.name.partition(", ")[2]
    closes = on - timedelta(days=20)
    draft.add(
        ContestRules(
            event=event.id,
            theme=theme[:1].upper() + theme[1:],
            opens_on=on - timedelta(days=70),
            closes_on=closes,
        )
    )
    for number, city in enumerate(_PLACES):
        draft.add(
            ContestCall(
                event=event.id,
                on=on - timedelta(days=66 - 9 * number),
                channel=CallChannel.NATIVES if number < 2 else CallChannel.SOCIAL,
                reaches=Residence.CITY,
                place=city,
                unit=event.organizer,
                reached=draft.rng.randrange(40, 220),
            )
        )
    for code, name, weight in _CRITERIA:
        draft.add(ContestCriterion(event=event.id, code=code, name=name, weight=weight))
    rounds = [
        draft.add(
            ContestRound(
                event=event.id,
                number=place,
                name=name,
                held_on=on - timedelta(days=14 * (2 - place)),
                passes=4 if place == 1 else None,
            )
        )
        for place, name in enumerate(("Sơ khảo", "Chung khảo"), 1)
    ]
    parts = draft.eco.find(Participation, f"event = {event.id}", sort="id")
    judges = [part.who for part in parts if part.role is ParticipationRole.JUDGE]
    contestants = [part for part in parts if part.role is ParticipationRole.CONTESTANT]
    for place, part in enumerate(contestants):
        startup = next(s for s in draft.startups.values() if s.id == part.who)
        _add_entry(draft, event, rounds[1], startup, part, judges, place, closes)


def _add_entry(
    draft: Draft,
    event: Event,
    final: ContestRound,
    startup: Startup,
    part: Participation,
    judges: list[UUID],
    place: int,
    closes: date,
) -> None:
    """A startup that stood in the final, better the earlier it stands in the list."""
    owners = {person.id for person in draft.owners.values()}
    leader = startup.owner if startup.owner in owners else draft.natives[place].id
    person = next(
        (p for p in (*draft.owners.values(), *draft.natives) if p.id == leader), draft.natives[0]
    )
    entry = draft.add(
        ContestEntry(
            event=event.id,
            name=startup.name,
            leader=leader,
            residence=person.residence,
            startup=startup.id,
            submitted_on=closes - timedelta(days=3 + place),
            state=EntryState.ACCEPTED,
            reached=2,
        )
    )
    for number, judge in enumerate(judges):
        marks = {
            code: round(9.5 - 0.6 * place - 0.25 * ((number + step) % 3), 2)
            for step, (code, _, _) in enumerate(_CRITERIA)
        }
        draft.add(
            ContestSheet(
                round=final.id,
                entry=entry.id,
                judge=judge,
                scored_on=final.held_on,
                marks=written_marks(marks),
            )
        )
    if part.result:
        amount = (10_000_000, 6_000_000, 4_000_000, 2_000_000)[min(place, 3)]
        draft.add(
            ContestPrize(
                event=event.id,
                name=part.result,
                entry=entry.id,
                amount=amount,
                awarded_on=event.starts_on,
            )
        )
