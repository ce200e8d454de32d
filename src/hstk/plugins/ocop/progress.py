"""Where a dossier stands among the six steps, and what each still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hstk import Ecosystem, say
from hstk.kinds import (
    Participation,
    ParticipationRole,
    Product,
    Recognition,
    RecognitionScheme,
    Support,
)
from hstk.plugins.ocop.council import highest
from hstk.plugins.ocop.dossiers import missing_papers
from hstk.plugins.ocop.evaluation_kinds import Scorer
from hstk.plugins.ocop.kept_rubrics import read
from hstk.plugins.ocop.kinds import DossierCause, OcopDossier, OcopProduct, OcopStep, Step
from hstk.plugins.ocop.marks import sheets_of
from hstk.plugins.ocop.steps import CycleStep, steps_of

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One of the six steps of a dossier.

    Args:
        step: it; described: who, when and what comes of it, in general.
        state: "done", "now", "later", or "passed over" for one before the product entered.
        done: what is recorded of it.
        missing: what it lacks, for the step that the dossier is at.
    """

    step: Step
    described: CycleStep
    state: str
    done: OcopStep | None
    missing: tuple[str, ...]


def standing(eco: Ecosystem, dossier: OcopDossier) -> list[StepStanding]:
    """The six steps of a dossier, in order."""
    done = {one.step: one for one in eco.find(OcopStep, f"dossier = {dossier.id}")}
    described = steps_of(read(eco, dossier.rubric).version if dossier.rubric else "")
    steps = list(Step)
    at = steps.index(dossier.step)
    found = []
    for place, (step, general) in enumerate(zip(steps, described, strict=True)):
        if step in done:
            state = "done"
        elif place < at:
            state = "passed over"
        else:
            state = "now" if place == at else "later"
        lacking = tuple(missing(eco, dossier, step)) if state == "now" else ()
        found.append(StepStanding(step, general, state, done.get(step), lacking))
    return found


def state_label(state: str) -> str:
    """The word for the state of a step."""
    return {
        "done": say("xong", "done"),
        "now": say("đang làm", "under way"),
        "later": say("chưa tới", "to come"),
        "passed over": say("không qua", "passed over"),
    }[state]


def missing(eco: Ecosystem, dossier: OcopDossier, step: Step) -> Iterator[str]:
    """What a step of a dossier lacks before it is done."""
    match step:
        case Step.AWARENESS:
            yield say("chưa ghi buổi tuyên truyền, hướng dẫn", "no guidance is recorded")
        case Step.IDEA:
            known = eco.satellite(OcopProduct, dossier.product)
            if known is None or known.set_number is None:
                yield say("chưa xếp bộ sản phẩm", "the product's set is not known")
            yield say("chưa ghi phiếu đăng ký ý tưởng", "the registration is not recorded")
        case Step.PLAN:
            yield say("chưa ghi phương án sản xuất kinh doanh", "the plan is not recorded")
        case Step.WORK:
            since = date(dossier.year, 1, 1)
            if not eco.count(Support, f"about = {dossier.product} and on >= {since}"):
                yield say("chưa ghi việc hỗ trợ nào", "no support is recorded")
            yield say("chưa ghi kết quả triển khai", "the result is not recorded")
        case Step.EVALUATION:
            yield from _before_recognition(eco, dossier)
        case Step.PROMOTION:
            shown = f"who = {dossier.product} and role = {ParticipationRole.DISPLAYED.value}"
            if not eco.count(Participation, shown):
                yield say(
                    "chưa đưa sản phẩm đi trưng bày ở hội chợ nào",
                    "the product has not been shown at a fair",
                )


def _before_recognition(eco: Ecosystem, dossier: OcopDossier) -> Iterator[str]:
    if dossier.rubric is None:
        yield say("chưa chọn bộ tiêu chí", "no rubric is chosen")
    if not eco.satellite(OcopProduct, dossier.product):
        yield say("chưa xếp bộ sản phẩm", "the product's set is not known")
    papers = list(missing_papers(eco, dossier))
    if papers:
        named = "; ".join(papers[:_MOST_NAMED]) + ("; …" if len(papers) > _MOST_NAMED else "")
        yield say(
            f"thiếu {len(papers)} giấy tờ bắt buộc: {named}",
            f"{len(papers)} mandatory papers: {named}",
        )
    if dossier.submitted_on is None:
        yield say("chưa ghi ngày nộp hồ sơ", "the day it was handed in is missing")
    if not sheets_of(eco, dossier, Scorer.SELF):
        yield say("chủ thể chưa tự chấm", "the producer has not scored")
    if highest(eco, dossier) is None:
        yield say("hội đồng chưa chấm", "no council has scored")
    elif dossier.stars is None:
        yield say("hội đồng chưa kết luận", "the council has not concluded")
    elif not recognitions(eco, dossier):
        yield say("chưa có quyết định công nhận", "there is no decision of recognition")


def recognitions(eco: Ecosystem, dossier: OcopDossier) -> list[Recognition]:
    """OCOP recognitions of the dossier's product from its year on, not withdrawn."""
    where = (
        f"product = {dossier.product} and scheme = {RecognitionScheme.OCOP.value} "
        f"and withdrawn_on is null and decided_on >= {date(dossier.year, 1, 1)}"
    )
    return eco.find(Recognition, where, sort="-decided_on")


def cause_problem(eco: Ecosystem, dossier: OcopDossier) -> str | None:
    """What does not fit between a dossier's cause and what the product holds, or None."""
    held = f"product = {dossier.product} and scheme = {RecognitionScheme.OCOP.value}"
    first = dossier.cause is DossierCause.FIRST
    day = date(dossier.year, 1, 1) if first else date(dossier.year + 1, 1, 1)
    before = eco.count(Recognition, f"{held} and decided_on < {day}", most=1)
    name = eco.get(Product, dossier.product).name
    if first and before:
        return say(
            f"{name} đã từng được công nhận; hồ sơ này ghi là đánh giá lần đầu",
            f"{name} was recognized before; its dossier says first evaluation",
        )
    if not first and not before:
        return say(
            f"{name} chưa từng được công nhận; hồ sơ ghi là {dossier.cause.label.lower()}",
            f"{name} was never recognized; its dossier says {dossier.cause.label.lower()}",
        )
    return None
