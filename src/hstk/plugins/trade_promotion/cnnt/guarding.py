"""The rules of CNNT rounds that every write keeps, whoever writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from hstk import Ecosystem, say
from hstk.errors import Problem
from hstk.kinds import Recognition, RecognitionScheme
from hstk.plugins import Written
from hstk.plugins.trade_promotion.cnnt.judging import below, rung
from hstk.plugins.trade_promotion.cnnt.kinds import CnntEntry, CnntRound
from hstk.plugins.trade_promotion.reading import by_id

EVERY = 2
"""Years from one round of a level to its next."""

_JUDGED = ("round", "product", "ground", "withdrawn")
"""What of an entry decides whether it may be in its round."""


def won_below(eco: Ecosystem, round_: CnntRound) -> set[UUID]:
    """The products that were recognized at the level below by the day of a round, and still are.

    What was withdrawn after that day had won all the same.
    """
    levels, day = ", ".join(below(round_.level)), round_.day
    found = eco.find(
        Recognition,
        f"scheme = {RecognitionScheme.CNNT} and level in ({levels}) and decided_on <= {day} "
        f"and (withdrawn_on is null or withdrawn_on > {day})",
    )
    return {one.product for one in found}


def refuse_without_ground(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """A level chooses only among the winners of the level below (Thông tư 26/2014/TT-BCT).

    A product that won below before these records began has the decision named as its ground. An
    entry is judged when it is made and when it changes in what it is judged by: a recognition that
    is withdrawn later does not lock the entry.
    """
    entries: dict[UUID, list[CnntEntry]] = {}
    for change in written:
        before, entry = change.before, change.after
        if entry is not None and (
            before is None or any(getattr(before, n) != getattr(entry, n) for n in _JUDGED)
        ):
            entries.setdefault(entry.round, []).append(entry)
    for id_, round_ in by_id(eco, CnntRound, entries).items():
        yield from _without_ground(eco, round_, entries[id_])


def _without_ground(
    eco: Ecosystem, round_: CnntRound, entries: Iterable[CnntEntry]
) -> Iterable[Problem]:
    among = [entry for entry in entries if not entry.ground and not entry.withdrawn]
    if not among or not below(round_.level):
        return
    won = won_below(eco, round_)
    lacking = [entry for entry in among if entry.product not in won]
    titles = eco.titles([entry.product for entry in lacking])
    words = say(" hoặc ", " or ").join(level.label.lower() for level in below(round_.level))
    ground = CnntEntry.fields["ground"].label
    for entry in lacking:
        yield Problem(
            "product",
            say(
                f"chưa được công nhận CNNT tiêu biểu {words} nên chưa dự được "
                f"{round_.level.label.lower()}; ghi quyết định công nhận đó vào dữ liệu, hoặc "
                f"điền «{ground}» nếu quyết định có từ trước",
                f"not recognized at the level below ({words}), so it cannot enter this round; "
                f"record that recognition, or fill in “{ground}” when its decision is older than "
                "these records",
            ),
            where=titles[entry.product],
        )


def refuse_round(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """A level has a round every two years; and its entries fit it when its level or days change."""
    yield from _too_soon(eco, [change.after for change in written if change.after is not None])
    for change in written:
        before, round_ = change.before, change.after
        if before is None or round_ is None:
            continue
        if (before.level, before.day) != (round_.level, round_.day):
            entries = eco.find(CnntEntry, f"round = {round_.id}")
            yield from _without_ground(eco, round_, entries)


def _too_soon(eco: Ecosystem, changed: Sequence[CnntRound]) -> Iterable[Problem]:
    """Huyện and xã are one level in this."""
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
