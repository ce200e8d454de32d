"""What an entry scores, what it lacks, who is ahead; and the rules that every write keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hstk import Ecosystem, say
from hstk.errors import Problem
from hstk.kinds import Recognition, RecognitionLevel, RecognitionScheme
from hstk.plugins import Written, show_number
from hstk.plugins.trade_promotion.cnnt.kinds import CONDITIONS, GROUPS, CnntEntry, CnntRound
from hstk.plugins.trade_promotion.reading import by_id

PASS = 70
"""Points of 100 from which a product is chosen."""

EVERY = 2
"""Years from one round of a level to its next."""

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
    entries = eco.find(CnntEntry, f"round = {round_.id}", sort="id")
    scored = [(entry, None if entry.withdrawn else total(entry)) for entry in entries]
    scored.sort(key=lambda one: -1 if one[1] is None else one[1], reverse=True)
    points = [found for _, found in scored if found is not None]
    return [
        Place(entry, found, None if found is None else 1 + sum(one > found for one in points))
        for entry, found in scored
    ]


def won_below(
    eco: Ecosystem, level: RecognitionLevel, products: Iterable[UUID]
) -> dict[UUID, date]:
    """When these products were first recognized at the level below, not withdrawn since."""
    levels = ", ".join(below(level))
    wanted = set(products)
    found = eco.find(
        Recognition,
        f"scheme = {RecognitionScheme.CNNT} and level in ({levels}) and withdrawn_on is null "
        "and decided_on is not null",
        sort="-decided_on",
    )
    return {
        one.product: one.decided_on for one in found if one.product in wanted and one.decided_on
    }


def refuse_without_ground(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """A level chooses only among the winners of the level below (Thông tư 26/2014/TT-BCT).

    A product that won below before these records began has the decision named as its ground.
    """
    entries: list[CnntEntry] = [change.after for change in written if change.after is not None]
    rounds = by_id(eco, CnntRound, [entry.round for entry in entries])
    for round_ in rounds.values():
        if not below(round_.level):
            continue
        among = [entry for entry in entries if entry.round == round_.id and not entry.ground]
        won = won_below(eco, round_.level, [entry.product for entry in among])
        lacking = [entry for entry in among if (won.get(entry.product) or date.max) > round_.day]
        titles = eco.titles([entry.product for entry in lacking])
        words = say(" hoặc ", " or ").join(level.label.lower() for level in below(round_.level))
        for entry in lacking:
            yield Problem(
                "product",
                say(
                    f"chưa được công nhận CNNT tiêu biểu {words} nên chưa dự được "
                    f"{round_.level.label.lower()}; ghi quyết định công nhận đó vào dữ liệu, hoặc "
                    f"điền «{entry.fields['ground'].label}» nếu quyết định có từ trước",
                    f"not recognized at the level below ({words}), so it cannot enter this round; "
                    f"record that recognition, or fill in “{entry.fields['ground'].label}” when "
                    "its decision is older than these records",
                ),
                where=titles[entry.product],
            )


def refuse_too_soon(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """A level has a round every two years; huyện and xã are one level in this."""
    changed: list[CnntRound] = [change.after for change in written if change.after is not None]
    every = eco.find(CnntRound)
    for round_ in changed:
        near = [
            one
            for one in every
            if one.id != round_.id
            and rung(one.level) == rung(round_.level)
            and abs(one.year - round_.year) < EVERY
        ]
        if near:
            yield Problem(
                "year",
                say(
                    f"mỗi cấp bình chọn hai năm một lần, đã có «{near[0].name}» "
                    f"(năm {near[0].year})",
                    f"a level has a round every two years, and there is “{near[0].name}” "
                    f"({near[0].year})",
                ),
                str(round_.year),
                where=round_.name,
            )
