"""Marks of a sheet as a record keeps them, and who may give which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hstk import Ecosystem, say
from hstk.errors import HstkError, Problem
from hstk.plugins import Guard, Written
from hstk.plugins.ocop.evaluation_kinds import OcopSheet, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.plugins.ocop.scoring import faults


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
    """Marks are options of the dossier's rubric, and a council's sheets name who gave them."""
    for one in written:
        sheet = one.after
        if sheet is None:
            continue
        if (sheet.judge is None) is not (sheet.scorer is Scorer.SELF):
            yield Problem(
                "judge",
                say(
                    "phiếu tự chấm không ghi người chấm, phiếu của hội đồng thì phải ghi",
                    "a producer's own sheet names no judge, a council's does",
                ),
            )
        dossier = eco.get(OcopDossier, sheet.dossier)
        try:
            marks = read_marks(sheet.marks)
            wrong = faults(of_dossier(eco, dossier), marks)
        except ValueError as error:
            yield Problem("marks", str(error))
        except HstkError as error:
            yield Problem("dossier", error.message)
        else:
            yield from wrong


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
