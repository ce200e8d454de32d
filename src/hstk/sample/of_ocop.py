"""The OCOP dossiers of the sample: their rubrics, steps and papers, and how some were scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hstk.plugins.ocop.dossiers import list_papers
from hstk.plugins.ocop.evaluation_kinds import OcopPaper, OcopSheet, PaperState, Scorer
from hstk.plugins.ocop.kept_rubrics import in_force, keep, read
from hstk.plugins.ocop.kinds import DossierCause, OcopDossier, OcopProduct, OcopStep, Step
from hstk.plugins.ocop.marks import written_marks
from hstk.plugins.ocop.recognition import authority
from hstk.plugins.ocop.rubric import Rubric
from hstk.plugins.ocop.scoring import GatePolicy, band
from hstk.sample.draft import Draft
from hstk.sample.tables import rows

_SETS = {
    "rong sấy": 7,
    "mực": 8,
    "bánh ít": 6,
    "gỏi rong": 7,
    "dầu gội": 19,
    "hành phi": 10,
    "tỏi": 10,
    "hành": 10,
    "tỏi mật ong": 10,
    "tinh dầu": 20,
    "tỏi đen": 10,
    "tour lặn": 26,
    "chả cá": 8,
    "nước mắm": 9,
    "cao tỏi": 18,
    "thạch": 7,
    "đèn ốc": 21,
}
_SCORED: Mapping[tuple[str, int], Sequence[int]] = {
    ("hành", 2024): (61, 61, 60, 61, 61),
    ("tỏi đen", 2025): (83, 82, 84, 81, 83),
    ("hành phi", 2026): (66, 65, 67),
}
"""Totals of the members' sheets, whose average is the score of the dossier."""
_DONE = {
    Step.IDEA: "Phiếu đăng ký ý tưởng sản phẩm (mẫu)",
    Step.PLAN: "Phương án sản xuất kinh doanh được duyệt (mẫu)",
    Step.WORK: "Đã triển khai phương án (mẫu)",
}


def add_ocop(draft: Draft) -> None:
    """Dossiers of all years."""
    if OcopDossier.spec.kind not in draft.eco.kinds:
        return
    reason = "Dữ liệu mẫu: hồ sơ OCOP"
    with draft.eco.changes(reason, actor=draft.officers["KTHT3"].name):
        for short, number in _SETS.items():
            product = draft.products[short].id
            draft.eco.add(OcopProduct(product=product, set_number=number))
        for cells in rows("dossiers"):
            _add_dossier(draft, cells)


def _add_dossier(draft: Draft, cells: list[str]) -> None:
    short, written_year, cause, written_step, submitted, written_score = cells
    year, step = int(written_year), Step.read(written_step)
    on = date.fromisoformat(submitted) if submitted else None
    score = float(written_score) if written_score else None
    evaluated = None
    if score is not None:
        evaluated = date(year, 11, 20) if year != 2026 else (on or draft.today)
    star = band(int(score)) if score is not None else None
    eco = draft.eco
    rubric = in_force(eco, _SETS[short], on or date(year, 3, 1))
    level = authority(evaluated or date(year, 12, 31), max(star or 3, 3))
    dossier = eco.add(
        OcopDossier(
            product=draft.products[short].id,
            year=year,
            cause=DossierCause.read(cause),
            step=step,
            aims=max(star or 3, 3),
            rubric=keep(eco, rubric).id,
            submitted_on=on,
            score=score,
            stars=star,
            policy=GatePolicy.MAJORITY if score is not None else None,
            level=level if score is not None else None,
            evaluated_on=evaluated,
            minutes=_minutes(short, year, score),
        )
    )
    list_papers(eco, dossier)
    if on is not None:
        for paper in eco.find(OcopPaper, f"dossier = {dossier.id}"):
            eco.update(paper, state=PaperState.READY)
    if dossier.cause is DossierCause.FIRST:
        for place, (done, output) in enumerate(_DONE.items()):
            if done < step:
                day = date(year, 1, 20) + timedelta(days=30 * place)
                eco.add(OcopStep(dossier=dossier.id, step=done, done_on=day, output=output))
    if evaluated is not None and step is Step.PROMOTION:
        decided = "Quyết định công nhận (mẫu)"
        eco.add(
            OcopStep(dossier=dossier.id, step=Step.EVALUATION, done_on=evaluated, output=decided)
        )
    totals = _SCORED.get((short, year))
    if totals and dossier.rubric and star and level:
        _score(draft, dossier, read(eco, dossier.rubric), star, totals, Scorer.read(level.value))


def _minutes(short: str, year: int, score: float | None) -> str:
    """Those of councils whose sheets are there have a number, the others are on paper."""
    if score is None:
        return ""
    return "05/BB-HĐ" if (short, year) in _SCORED else "Biên bản giấy (mẫu)"


def _score(
    draft: Draft,
    dossier: OcopDossier,
    rubric: Rubric,
    star: int,
    totals: Sequence[int],
    scorer: Scorer,
) -> None:
    """A sheet of the producer, and one of each member."""
    own = marks_of(rubric, min(totals[0] + 6, 97), star)
    draft.eco.add(OcopSheet(dossier=dossier.id, scorer=Scorer.SELF, marks=written_marks(own)))
    judges = [*draft.officers.values(), *draft.experts]
    for judge, total in zip(judges, totals, strict=False):
        draft.eco.add(
            OcopSheet(
                dossier=dossier.id,
                scorer=scorer,
                judge=judge.id,
                scored_on=dossier.evaluated_on,
                marks=written_marks(marks_of(rubric, total, star)),
            )
        )


def marks_of(rubric: Rubric, total: int, star: int) -> dict[str, int]:
    """Options that make exactly so many points and meet every minimum of a star.

    Raises:
        ValueError: there are none.
    """
    ways: dict[int, dict[str, int]] = {0: {}}
    for criterion in rubric.criteria:
        needed = max(criterion.needs(star), 1 if criterion.max > 1 else 0)
        found: dict[int, dict[str, int]] = {}
        for points, marks in ways.items():
            for option in criterion.options:
                if option.points >= needed:
                    more = {**marks, criterion.code: option.number}
                    found.setdefault(points + option.points, more)
        ways = found
    if total not in ways:
        raise ValueError(f"{rubric.id}: no marks make {total} points")
    return ways[total]
