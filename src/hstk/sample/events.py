"""The events of the sample with everybody and everything in them, and the club's meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hstk.kinds import (
    Event,
    EventKind,
    EventScope,
    EventState,
    Participation,
    ParticipationRole,
    Publication,
    PublicationKind,
    PublicationTopic,
)
from hstk.sample.draft import Draft
from hstk.sample.tables import blocks, rows

_MILLION = 1_000_000
_TOPICS = (
    "Chia sẻ giá vốn, giá bán",
    "Chụp ảnh sản phẩm bằng điện thoại",
    "Góp ý bao bì của hội viên",
    "Thủ tục hồ sơ OCOP",
    "Kinh nghiệm vay vốn chính sách",
    "Gặp gỡ cố vấn",
)


def add_events(draft: Draft) -> None:
    """Events, who took part in them, the club's meetings, and what was published."""
    for cells in blocks("events"):
        _add_event(draft, cells)
    _add_meetings(draft)
    draft.save("Dữ liệu mẫu: sự kiện", by="HĐ2")
    for cells in rows("publications"):
        _add_publication(draft, cells)
    draft.save("Dữ liệu mẫu: tin bài", by="TTVH2")


def _add_event(draft: Draft, cells: list[str]) -> None:
    short, kind, days, organizer, partners, task, place, people, cost, *rest = cells
    fixed = rest.pop(0) if rest[0] in ("planned", "cancelled") else ""
    name, summary, *parts = rest
    first, _, length = days.partition("/")
    on = date.fromisoformat(first)
    total, women = map(int, people.split("/"))
    state, social = map(int, cost.split("/"))
    found = draft.tasks.get((on.year, task))
    event = draft.events[short] = draft.add(
        Event(
            name=name,
            kind_of=EventKind.read(kind),
            state=EventState.read(fixed) if fixed else _state(draft, on),
            starts_on=on,
            ends_on=on + timedelta(days=int(length) - 1) if length else None,
            venue=draft.venues[place].id if place in draft.venues else None,
            place="" if place in draft.venues else place,
            scope=_scope(draft, place),
            organizer=draft.unit(organizer, on).id if organizer else None,
            partners=tuple(
                dict.fromkeys(draft.unit(unit, on).id for unit in partners.split(", ") if unit)
            ),
            task=found.id if found else None,
            attendees_total=total or None,
            attendees_women=women or None,
            cost_state=state * _MILLION or None,
            cost_social=social * _MILLION or None,
            summary="" if summary == "-" else summary,
        )
    )
    for part in parts:
        for participation in _participations(draft, event, part):
            draft.add(participation)


def _state(draft: Draft, on: date) -> EventState:
    """Held, unless it lies ahead of whoever looks; what came before 2026 always lies behind."""
    return EventState.HELD if on <= max(draft.today, date(2025, 12, 31)) else EventState.PLANNED


def _scope(draft: Draft, place: str) -> EventScope:
    if place in draft.venues:
        return EventScope.LOCAL
    provincial = place in ("Thành phố Quảng Ngãi", "Sở Khoa học và Công nghệ")
    return EventScope.PROVINCE if provincial else EventScope.NATIONAL


def _participations(draft: Draft, event: Event, part: str) -> Iterator[Participation]:
    """Reads "contestant startup: rong = giải Nhất, !mắm"; "!" marks those who did not come."""
    head, names = part.split(": ")
    role, what = head.split(" ")
    for given in names.split(", "):
        name, _, result = given.partition(" = ")
        yield Participation(
            event=event.id,
            who=draft.meant(f"{what} {name.removeprefix('!')}"),
            role=ParticipationRole.read(role),
            present=not name.startswith("!"),
            result=result,
        )


def _add_meetings(draft: Draft) -> None:
    """On the first Friday of the month, since the club began; the next one is planned."""
    rng, day, number = draft.rng, date(2023, 6, 1), 0
    while day <= date(2026, 12, 31):
        friday = day + timedelta(days=(4 - day.weekday()) % 7)
        state = _state(draft, friday)
        held = state is EventState.HELD
        total = rng.randint(14, 38)
        meeting = draft.add(
            Event(
                name=f"Sinh hoạt câu lạc bộ tháng {friday.month}/{friday.year}",
                kind_of=EventKind.CLUB_MEETING,
                state=state,
                starts_on=friday,
                club=draft.club.id,
                venue=draft.venues["điểm bán" if friday >= date(2023, 9, 1) else "nhà văn hóa"].id,
                scope=EventScope.LOCAL,
                attendees_total=total if held else None,
                attendees_women=total // 2 if held else None,
                content=_TOPICS[number % len(_TOPICS)],
            )
        )
        if held:
            for member in rng.sample(draft.members, 6):
                draft.add(Participation(event=meeting.id, who=member.who))
        number += 1
        day = (day + timedelta(days=32)).replace(day=1)


def _add_publication(draft: Draft, cells: list[str]) -> None:
    title, kind, topic, channel, day, unit, about, task = cells
    on = date.fromisoformat(day)
    found = draft.tasks.get((on.year, task))
    draft.add(
        Publication(
            title=title,
            kind_of=PublicationKind.read(kind),
            topic=PublicationTopic.read(topic),
            channel=channel,
            published_on=on,
            unit=draft.unit(unit, on).id,
            about=(draft.meant(about),) if about else (),
            task=found.id if found else None,
        )
    )
