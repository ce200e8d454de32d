"""Rubrics as files keep them: pinned to dossiers, so that a later one never changes what was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from hstk import Ecosystem, Rejected, say
from hstk.errors import Problem
from hstk.plugins import Guard, Written
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.plugins.ocop.recognition import rubric_for
from hstk.plugins.ocop.rubric import Rubric
from hstk.plugins.ocop.rubric_file import rubrics
from hstk.plugins.ocop.rubric_kind import OcopRubric


def read(eco: Ecosystem, record: UUID) -> Rubric:
    """The rubric that a record of the file holds."""
    return eco.get(OcopRubric, record).rubric()


def pinned_stay(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """What a dossier is judged by stays as it is, whoever would change it, undo included."""
    for one in written:
        if one.before is None or one.after is None or _same(one.before, one.after):
            continue
        if eco.count(OcopDossier, f"rubric = {one.after.id}", most=1):
            yield Problem(
                "body",
                say(
                    "bộ tiêu chí đã có hồ sơ chọn nên giữ nguyên; nạp bộ mới rồi chọn lại cho "
                    "hồ sơ chưa chấm",
                    "dossiers go by this rubric, so it stays; load another and choose it for "
                    "dossiers that nobody has scored",
                ),
                where=one.after.code,
            )


def _same(before: OcopRubric, after: OcopRubric) -> bool:
    return (before.body, before.set_number, before.complete) == (
        after.body,
        after.set_number,
        after.complete,
    )


GUARDS = (Guard(OcopRubric, pinned_stay),)


def of_dossier(eco: Ecosystem, dossier: OcopDossier) -> Rubric:
    """The rubric that a dossier is judged by.

    Raises:
        Rejected: it has none yet.
    """
    if dossier.rubric is None:
        raise Rejected(
            [Problem("rubric", say("hồ sơ chưa chọn bộ tiêu chí", "the dossier has no rubric"))],
            hint=say(
                "Chọn bộ tiêu chí cho hồ sơ: hstk ocop choose-rubric MÃ_HỒ_SƠ --set 10",
                "Choose one: hstk ocop choose-rubric DOSSIER --set 10",
            ),
        )
    return read(eco, dossier.rubric)


def keep(eco: Ecosystem, rubric: Rubric, *, loaded: bool = False) -> OcopRubric:
    """The record of a rubric, made where the file has none with the same content.

    Args:
        loaded: it comes from a file of the user's, and not with hstk.
    """
    body = rubric.model_dump_json(exclude_defaults=True)
    same = eco.find(OcopRubric, f"set_number = {rubric.set_number}", sort="id")
    for record in same:
        if record.body == body:
            return eco.update(record, loaded=True) if loaded and not record.loaded else record
    numbers = [_number(record.code, rubric.id) for record in same]
    newest = max(numbers, default=0)
    return eco.add(
        OcopRubric(
            name=rubric.title,
            code=f"{rubric.id} ({newest + 1})" if newest else rubric.id,
            decision=rubric.decision,
            set_number=rubric.set_number,
            in_force_from=rubric.in_force_from,
            complete=rubric.complete,
            loaded=loaded,
            body=body,
        )
    )


def _number(code: str, id_: str) -> int:
    """1 for "148/10", 3 for "148/10 (3)", 0 for the code of another rubric."""
    if code == id_:
        return 1
    found = re.fullmatch(rf"{re.escape(id_)} \((\d+)\)", code)
    return int(found[1]) if found else 0


def in_force(
    eco: Ecosystem, set_number: int, day: date, *, filed_on: date | None = None, again: bool = False
) -> Rubric:
    """The rubric of a set on a day: the latest in force; one that was loaded before a built-in.

    Args:
        filed_on: the day the dossier was handed in; those of before 22/5/2026 go on by the former
            rules for a while.
        again: it is a re-evaluation.

    Raises:
        NotFound: no decision was in force, or it has no such set.
    """
    found = rubric_for(day, set_number, filed_on=filed_on, again=again)
    where = f"set_number = {set_number} and loaded = true"
    for record in eco.find(OcopRubric, where, sort="id"):
        rubric = record.rubric()
        pending = found.in_force_until is not None and day > found.in_force_until
        if found.in_force_from <= rubric.in_force_from <= day and not pending:
            found = rubric
    return found


def every(eco: Ecosystem) -> list[tuple[Rubric, OcopRubric | None]]:
    """Every rubric, those that came with hstk and those of the file, with its record."""
    kept = {record.code: record for record in eco.find(OcopRubric, sort="id")}
    listed: list[tuple[Rubric, OcopRubric | None]] = [
        (read(eco, record.id), record) for record in kept.values()
    ]
    listed += [(rubric, None) for rubric in rubrics().values() if rubric.id not in kept]
    return sorted(listed, key=lambda one: (one[0].in_force_from, one[0].set_number))
