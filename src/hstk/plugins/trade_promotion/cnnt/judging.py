"""What an entry scores, what it lacks, who is ahead."""

from __future__ import annotations

from dataclasses import dataclass

from hstk import Ecosystem, say
from hstk.kinds import RecognitionLevel
from hstk.plugins import show_number
from hstk.plugins.trade_promotion.cnnt.kinds import CONDITIONS, GROUPS, CnntEntry, CnntRound

PASS = 70
"""Points of 100 from which a product is chosen."""

_LOWEST = (RecognitionLevel.DISTRICT, RecognitionLevel.COMMUNE)
"""One rung of the ladder: huyện until 30/6/2025, xã and đặc khu since."""

_LADDER: tuple[tuple[RecognitionLevel, ...], ...] = (
    _LOWEST,
    (RecognitionLevel.PROVINCE,),
    (RecognitionLevel.REGION,),
    (RecognitionLevel.CENTRAL,),
)


def rung(level: RecognitionLevel) -> int:
    """How high a level is, from 0."""
    return next(height for height, levels in enumerate(_LADDER) if level in levels)


def below(level: RecognitionLevel) -> tuple[RecognitionLevel, ...]:
    """The levels whose winners a level chooses among; none for the lowest."""
    height = rung(level)
    return _LADDER[height - 1] if height else ()


def total(entry: CnntEntry) -> float | None:
    """The points of an entry, of 100; None while a group is not scored."""
    points = [getattr(entry, name) for name in GROUPS]
    return None if None in points else round(sum(points), 2)


def missing(entry: CnntEntry) -> list[str]:
    """What an entry lacks to be judged or to pass, in the current language."""
    lacks = [
        say(f"chưa có điểm «{label}»", f"no points for “{label}”")
        for name in GROUPS
        if getattr(entry, name) is None and (label := entry.fields[name].label)
    ]
    lacks += [
        say(f"chưa xác nhận «{label}»", f"not confirmed: “{label}”")
        for name in CONDITIONS
        if not getattr(entry, name) and (label := entry.fields[name].label)
    ]
    points = total(entry)
    if points is not None and points < PASS:
        short = show_number(round(PASS - points, 2))
        lacks.append(say(f"thiếu {short} điểm để đạt {PASS}", f"{short} points short of {PASS}"))
    return lacks


def passes(entry: CnntEntry) -> bool:
    """Whether an entry is to be recognized: 70 points, every condition, not withdrawn."""
    return not entry.withdrawn and not missing(entry)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry in the order of its points.

    Args:
        rank: equal points share a place; None without points, or when it was withdrawn.
    """

    entry: CnntEntry
    points: float | None
    rank: int | None


def ranking(eco: Ecosystem, round_: CnntRound) -> list[Place]:
    """The entries of a round, the best first."""
    entries = eco.find(CnntEntry, f"round = {round_.id}", sort="product")
    scored = [(entry, None if entry.withdrawn else total(entry)) for entry in entries]
    scored.sort(key=lambda one: -1 if one[1] is None else one[1], reverse=True)
    points = [found for _, found in scored if found is not None]
    return [
        Place(entry, found, None if found is None else 1 + sum(one > found for one in points))
        for entry, found in scored
    ]
