"""Marks of a sheet as a record keeps them, and who may give which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from hstk import Ecosystem, say
from hstk.errors import HstkError, Problem
from hstk.plugins import Guard, Written, show_number
from hstk.plugins.ocop.dossier_papers import WITH_DISTRICTS
from hstk.plugins.ocop.evaluation_kinds import OcopSheet, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.plugins.ocop.scoring import GatePolicy, assess, faults, shown, told

_AT_ONCE = 500
"""Dossiers that are read by one question."""


def read_marks(given: Iterable[str]) -> dict[str, int]:
    """Marks ("1a:3"), by the code of the criterion: the number of the option, 0 when none is met.

    Raises:
        ValueError: one cannot be read, or a criterion is marked twice.
    """
    marks: dict[str, int] = {}
    for one in given:
        code, _, number = (part.strip() for part in one.partition(":"))
        if not code or not number.isascii() or not number.isdigit():
            raise ValueError(
                say(
                    f"«{one}» không đọc được; ghi tiêu chí và số thứ tự của mức, ví dụ 1a:3",
                    f"“{one}” cannot be read; write criterion and option, for example 1a:3",
                )
            )
        if code in marks:
            raise ValueError(
                say(f"tiêu chí {code} được chấm hai lần", f"the criterion {code} is marked twice")
            )
        marks[code] = int(number)
    return marks


def written_marks(marks: Mapping[str, int]) -> tuple[str, ...]:
    """Marks as a record keeps them."""
    return tuple(f"{code}:{number}" for code, number in marks.items())


def sheets_of(eco: Ecosystem, dossier: OcopDossier, scorer: Scorer) -> list[OcopSheet]:
    """The sheets of a dossier by one sort of scorer, in the order they were made."""
    where = f"dossier = {dossier.id} and scorer = {scorer.value}"
    return eco.find(OcopSheet, where, sort="id")


def sheets_fit(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """Marks are options of the dossier's rubric, a council's sheets name who gave them.

    A council that has concluded did so by its sheets: what they come to stays.
    """
    dossiers = _dossiers(eco, {one.record.dossier for one in written})
    for one in written:
        dossier = dossiers.get(one.record.dossier)
        if one.after is not None and dossier is not None:
            yield from _misfits(eco, one.after, dossier)
    for dossier in dossiers.values():  # one that is gone took its sheets along
        if problem := conclusion_problem(eco, dossier):
            yield Problem("dossier", problem)


def conclusion_problem(eco: Ecosystem, dossier: OcopDossier) -> str | None:
    """Why a conclusion is not what its council's sheets come to; None when it is.

    A conclusion without any sheet was taken from minutes on paper.
    """
    if dossier.level is None or dossier.score is None:
        return None
    sheets = sheets_of(eco, dossier, Scorer.read(dossier.level.value))
    if not sheets:
        return None
    try:
        marks = [read_marks(sheet.marks) for sheet in sheets]
        policy = dossier.policy or GatePolicy.MAJORITY
        found = assess(of_dossier(eco, dossier), marks, policy=policy)
    except (HstkError, ValueError) as error:
        return str(error)
    if (found.star, float(shown(found.score))) == (dossier.stars, dossier.score):
        return None
    return say(
        f"hội đồng đã kết luận {show_number(dossier.score)} điểm, {dossier.stars} sao, theo các "
        f"phiếu thì là {told(found.score)} điểm, {found.star} sao; huỷ kết luận trước khi sửa "
        "phiếu: hstk ocop reopen MÃ_HỒ_SƠ",
        f"the council concluded {show_number(dossier.score)} points, {dossier.stars} stars; its "
        f"sheets come to {told(found.score)}, {found.star}; take the conclusion back before "
        "changing them: hstk ocop reopen DOSSIER",
    )


def _dossiers(eco: Ecosystem, ids: Iterable[UUID]) -> dict[UUID, OcopDossier]:
    listed = [str(id_) for id_ in ids]
    found: dict[UUID, OcopDossier] = {}
    for start in range(0, len(listed), _AT_ONCE):
        some = ", ".join(listed[start : start + _AT_ONCE])
        found |= {one.id: one for one in eco.find(OcopDossier, f"id in ({some})", sort="id")}
    return found


def _misfits(eco: Ecosystem, sheet: OcopSheet, dossier: OcopDossier) -> Iterable[Problem]:
    if (sheet.judge is None) is not (sheet.scorer is Scorer.SELF):
        yield Problem(
            "judge",
            say(
                "phiếu tự chấm không ghi người chấm, phiếu của hội đồng thì phải ghi",
                "a producer's own sheet names no judge, a council's does",
            ),
        )
    if sheet.rubric is not None and sheet.rubric != dossier.rubric:
        yield Problem(
            "rubric",
            say(
                "phiếu chấm theo bộ tiêu chí khác với hồ sơ",
                "the sheet goes by another rubric than the dossier",
            ),
        )
        return
    try:
        rubric = of_dossier(eco, dossier)
        if sheet.scorer is Scorer.DISTRICT and rubric.version not in WITH_DISTRICTS:
            yield Problem(
                "scorer",
                say(
                    f"theo {rubric.decision} không còn hội đồng cấp huyện",
                    f"by {rubric.decision} districts have no council",
                ),
            )
        yield from faults(rubric, read_marks(sheet.marks))
    except ValueError as error:
        yield Problem("marks", str(error))
    except HstkError as error:
        yield Problem("dossier", error.message)


def rubric_stays(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """A dossier keeps its rubric once somebody scored by it."""
    for one in written:
        if one.before is None or one.after is None or one.before.rubric == one.after.rubric:
            continue
        if eco.count(OcopSheet, f"dossier = {one.after.id}"):
            yield Problem(
                "rubric",
                say(
                    "hồ sơ đã có phiếu chấm theo bộ tiêu chí cũ; xoá các phiếu đó trước khi đổi",
                    "the dossier has sheets by its former rubric; delete them before changing it",
                ),
            )


GUARDS = (Guard(OcopSheet, sheets_fit), Guard(OcopDossier, rubric_stays))
