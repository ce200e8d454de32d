"""Rubrics as files keep them: pinned to dossiers, so that a later one never changes what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from hstk import Ecosystem, Rejected, say
from hstk.errors import Problem
from hstk.plugins import Observer, Written
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.plugins.ocop.recognition import rubric_for
from hstk.plugins.ocop.rubric import Rubric
from hstk.plugins.ocop.rubric_file import rubrics
from hstk.plugins.ocop.rubric_kind import OcopRubric

# a rubric is a hundred values to check, and every sheet and list asks for it
_READ: WeakKeyDictionary[Ecosystem, dict[UUID, Rubric]] = WeakKeyDictionary()


def read(eco: Ecosystem, record: UUID) -> Rubric:
    """The rubric that a record of the file holds."""
    known = _READ.setdefault(eco, {})
    if record not in known:
        known[record] = eco.get(OcopRubric, record).rubric()
    return known[record]


def forget(eco: Ecosystem, written: Sequence[Written]) -> None:
    """A rubric that was written is read anew."""
    for one in written:
        _READ.get(eco, {}).pop(one.record.id, None)


OBSERVERS = (Observer((OcopRubric,), forget),)


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


def keep(eco: Ecosystem, rubric: Rubric) -> OcopRubric:
    """The record of a rubric, made where the file has none with the same content."""
    fields: dict[str, Any] = {
        "name": rubric.title,
        "decision": rubric.decision,
        "set_number": rubric.set_number,
        "in_force_from": rubric.in_force_from,
        "complete": rubric.complete,
        "body": rubric.model_dump_json(exclude_defaults=True),
    }
    same = eco.find(OcopRubric, f"set_number = {rubric.set_number}", sort="id")
    for record in same:
        if record.body == fields["body"]:
            return record
    own = [r for r in same if r.code == rubric.id or r.code.startswith(f"{rubric.id} ")]
    for record in own:
        if not eco.count(OcopDossier, f"rubric = {record.id}"):
            changed: OcopRubric = eco.update(record, **fields)  # nobody relies on the former
            return changed
    code = rubric.id if not own else f"{rubric.id} ({len(own) + 1})"
    return eco.add(OcopRubric(code=code, **fields))


def in_force(
    eco: Ecosystem, set_number: int, day: date, *, filed_on: date | None = None, again: bool = False
) -> Rubric:
    """The rubric of a set on a day: one loaded into the file before the one that came with hstk.

    Raises:
        NotFound: no decision was in force, or it has no such set.
    """
    found = rubric_for(day, set_number, filed_on=filed_on, again=again)
    loaded = [
        rubric
        for record in eco.find(OcopRubric, f"set_number = {set_number}", sort="-id")
        if (rubric := read(eco, record.id)).version == found.version
    ]
    return next((one for one in loaded if one.complete), found)


def every(eco: Ecosystem) -> list[tuple[Rubric, OcopRubric | None]]:
    """Every rubric, those that came with hstk and those of the file, with its record."""
    kept = {record.code: record for record in eco.find(OcopRubric, sort="id")}
    listed: list[tuple[Rubric, OcopRubric | None]] = [
        (read(eco, record.id), record) for record in kept.values()
    ]
    listed += [(rubric, None) for rubric in rubrics().values() if rubric.id not in kept]
    return sorted(listed, key=lambda one: (one[0].in_force_from, one[0].set_number))
