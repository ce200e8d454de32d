"""Scoring: the score form, the sheets of a council, what they come to, and its conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from hstk import Ecosystem, Rejected, Shown, say
from hstk.errors import HstkError, Problem
from hstk.kinds import Choice, Day, Line, RecognitionLevel
from hstk.plugins import Action, Asked, Done, Form, show_date
from hstk.plugins.ocop.dossier_papers import WITH_DISTRICTS
from hstk.plugins.ocop.dossiers import missing_papers
from hstk.plugins.ocop.evaluation_kinds import OcopSheet, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier, Step
from hstk.plugins.ocop.marks import read_marks, sheets_of, written_marks
from hstk.plugins.ocop.rubric import Rubric
from hstk.plugins.ocop.score_form import (
    marks_in,
    own_form,
    score_form,
    sheet_form,
)
from hstk.plugins.ocop.scoring import (
    SPREAD,
    Assessment,
    GatePolicy,
    assess,
    explain,
    missing,
    shown,
    tally,
)

COUNCILS = (Scorer.CENTRAL, Scorer.PROVINCE, Scorer.DISTRICT)
"""Councils whose conclusion gives a star, the highest first."""


class ConcludingLevel(Choice):
    """Councils that give stars; a commune checks four things and gives none."""

    DISTRICT = "district", "Hội đồng cấp huyện", "District council"
    PROVINCE = "province", "Hội đồng cấp tỉnh", "Province council"
    CENTRAL = "central", "Hội đồng trung ương", "National council"


class Conclude(Form):
    """The council's conclusion, as its minutes have it."""

    level: Annotated[
        ConcludingLevel | None,
        Shown(
            "Hội đồng",
            "Council",
            help="Để trống là hội đồng cao nhất đã chấm.",
            help_en="The highest that has scored, if empty.",
        ),
    ] = None
    held_on: Annotated[
        Day | None, Shown("Ngày họp (để trống là hôm nay)", "Held on (today if empty)")
    ] = None
    policy: Annotated[
        GatePolicy,
        Shown(
            "Cách xét điểm sàn",
            "How minimums are judged",
            help="Các quyết định không nói rõ; hội đồng tự chọn và ghi vào biên bản.",
            help_en="No decision says; the council chooses and writes it into the minutes.",
        ),
    ] = GatePolicy.MAJORITY
    minutes: Annotated[Line, Shown("Số biên bản", "Minutes")] = ""
    spread: Annotated[
        Annotated[int, Field(ge=0, le=100)],
        Shown(
            "Chênh lệch phải thảo luận (điểm)",
            "Spread to discuss (points)",
            help="Điểm của các thành viên chênh nhau quá mức này thì thảo luận, chấm lại.",
            help_en="When members differ by more than this they discuss and score again.",
        ),
    ] = SPREAD
    discussed: Annotated[bool, Shown("Đã thảo luận, giữ nguyên điểm", "Discussed, marks stand")] = (
        False
    )


# -- sheets


def told(eco: Ecosystem, asked: Asked) -> str:
    """The points so far, how many criteria are open, and the star that the sheet alone gives."""
    record = asked.record
    dossier = record if isinstance(record, OcopDossier) else eco.get(OcopDossier, record.dossier)
    return _told(of_dossier(eco, dossier), marks_in(asked.answers))


def _told(rubric: Rubric, marks: dict[str, int]) -> str:
    points = tally(rubric, marks).total
    open_ = len(missing(rubric, marks))
    if open_:
        return say(
            f"{points} điểm; còn {open_} tiêu chí chưa chấm",
            f"{points} points; {open_} criteria are open",
        )
    if not rubric.complete:
        return say(f"{points} điểm; bộ tiêu chí chưa đủ", f"{points} points; rubric incomplete")
    found = assess(rubric, [marks])
    obstacles = explain(found)
    line = say(f"{points} điểm, {found.star} sao", f"{points} points, {found.star} stars")
    if obstacles:
        nearest = obstacles[0]
        lacks = "; ".join(nearest.lines())
        line += say(f" — {nearest.star} sao còn: {lacks}", f" — {nearest.star} stars lack: {lacks}")
    return line


def score_own(eco: Ecosystem, asked: Asked) -> Done:
    """Keeps the producer's own sheet."""
    return _keep(eco, asked, asked.record, Scorer.SELF, None)


def score(eco: Ecosystem, asked: Asked) -> Done:
    """Keeps the sheet of a member of a council."""
    answers = asked.answers
    return _keep(eco, asked, asked.record, Scorer.read(answers.scorer.value), answers.judge)


def rescore(eco: Ecosystem, asked: Asked) -> Done:
    """Changes a sheet."""
    sheet = asked.record
    dossier = eco.get(OcopDossier, sheet.dossier)
    return _keep(eco, asked, dossier, sheet.scorer, sheet.judge)


def _keep(
    eco: Ecosystem, asked: Asked, dossier: OcopDossier, scorer: Scorer, judge: UUID | None
) -> Done:
    sheet = keep_sheet(
        eco, dossier, scorer, judge, marks_in(asked.answers), asked.answers.opinion, asked.today
    )
    marks = read_marks(sheet.marks)
    line = _told(of_dossier(eco, dossier), marks)
    return Done(say(f"Đã ghi phiếu: {line}.", f"Kept: {line}."), sheet.id)


def keep_sheet(
    eco: Ecosystem,
    dossier: OcopDossier,
    scorer: Scorer,
    judge: UUID | None,
    marks: dict[str, int],
    opinion: str,
    on: Any,
) -> OcopSheet:
    """The sheet with further marks; those that were not given again stay."""
    own = [one for one in sheets_of(eco, dossier, scorer) if one.judge == judge]
    if not own:
        return eco.add(
            OcopSheet(
                dossier=dossier.id,
                scorer=scorer,
                judge=judge,
                scored_on=on,
                rubric=dossier.rubric,
                marks=written_marks(marks),
                opinion=opinion,
            )
        )
    known = read_marks(own[0].marks)
    return eco.update(
        own[0],
        marks=written_marks(known | marks),
        opinion=opinion or own[0].opinion,
        scored_on=on,
    )


# -- what they come to


@dataclass(frozen=True, slots=True)
class Result:
    """What the sheets of a council come to, or why they come to nothing yet.

    Args:
        scorer: which council.
        sheets: its sheets.
        assessment: of all of them; None while something is missing.
        why: what is missing, then.
    """

    scorer: Scorer
    sheets: tuple[OcopSheet, ...]
    assessment: Assessment | None
    why: str = ""


def result(
    eco: Ecosystem,
    dossier: OcopDossier,
    scorer: Scorer,
    policy: GatePolicy = GatePolicy.MAJORITY,
    spread: int = SPREAD,
) -> Result:
    """What one sort of sheet of a dossier comes to."""
    sheets = tuple(sheets_of(eco, dossier, scorer))
    try:
        rubric = of_dossier(eco, dossier)
        marks = [read_marks(sheet.marks) for sheet in sheets]
        found = assess(rubric, marks, policy=policy, spread_limit=spread)
    except HstkError as error:
        return Result(scorer, sheets, None, str(error))
    return Result(scorer, sheets, found)


def highest(eco: Ecosystem, dossier: OcopDossier) -> Scorer | None:
    """The highest council that has scored a dossier, or None."""
    return next((one for one in COUNCILS if sheets_of(eco, dossier, one)), None)


def conclude(eco: Ecosystem, asked: Asked) -> Done:
    """Writes a council's conclusion into the dossier.

    Raises:
        Rejected: the rubric is not complete, sheets are missing or unfinished, or the members lie
            far apart and have not discussed it.
    """
    dossier, given = asked.record, asked.answers
    scorer = Scorer.read(given.level.value) if given.level else highest(eco, dossier)
    if scorer is None:
        raise Rejected(
            [Problem("", say("chưa có phiếu chấm của hội đồng nào", "no council has scored yet"))]
        )
    rubric = of_dossier(eco, dossier)
    if problem := _no_authority(rubric, dossier, scorer):
        raise Rejected([Problem("level", problem)])
    held_on = given.held_on or asked.today
    if dossier.submitted_on is not None and held_on < dossier.submitted_on:
        raise Rejected(
            [
                Problem(
                    "held_on",
                    say(
                        f"trước ngày nộp hồ sơ ({show_date(dossier.submitted_on)})",
                        f"before the dossier was handed in ({show_date(dossier.submitted_on)})",
                    ),
                )
            ]
        )
    marks = [read_marks(sheet.marks) for sheet in sheets_of(eco, dossier, scorer)]
    found = assess(rubric, marks, policy=given.policy, spread_limit=given.spread)
    if found.to_discuss and not given.discussed:
        raise Rejected(
            [
                Problem(
                    "discussed",
                    say(
                        f"điểm các thành viên chênh nhau {found.spread}, quá {given.spread} điểm: "
                        "thảo luận, chấm lại, hoặc ghi là đã thảo luận và giữ nguyên",
                        f"the members differ by {found.spread}, more than {given.spread} points: "
                        "discuss and score again, or say that it was discussed",
                    ),
                )
            ]
        )
    eco.update(
        dossier,
        score=float(shown(found.score)),
        stars=found.star,
        policy=given.policy,
        level=RecognitionLevel.read(scorer.value),
        evaluated_on=held_on,
        minutes=given.minutes,
        spread=found.spread,
        discussed=given.discussed,
    )
    told_ = say(f"Kết luận: {found}.", f"Concluded: {found}.")
    notes = []
    if len(found.totals) == 1:
        notes.append(say("mới có một phiếu", "there is but one sheet"))
    if lacking := len(list(missing_papers(eco, dossier))):
        notes.append(
            say(f"còn thiếu {lacking} giấy tờ bắt buộc", f"{lacking} mandatory papers are missing")
        )
    if notes:
        told_ += say(" Lưu ý: ", " Note: ") + "; ".join(notes) + "."
    return Done(told_, dossier.id)


def _no_authority(rubric: Rubric, dossier: OcopDossier, scorer: Scorer) -> str | None:
    """Why a council does not conclude on a dossier; None when it does."""
    if scorer is Scorer.DISTRICT and rubric.version not in WITH_DISTRICTS:
        return say(
            f"theo {rubric.decision} không còn hội đồng cấp huyện",
            f"by {rubric.decision} districts have no council",
        )
    own = Scorer.read(dossier.level.value) if dossier.level else None
    if own in COUNCILS and COUNCILS.index(own) < COUNCILS.index(scorer):
        return say(
            f"{own.label} đã kết luận, cấp dưới không kết luận lại",
            f"the {own.label.lower()} has concluded; a lower one does not conclude again",
        )
    return None


def not_evaluated(_: Ecosystem, dossier: OcopDossier) -> str | None:
    """Why a council has nothing to do with a dossier; None when it has."""
    if dossier.step is Step.EVALUATION:
        return None
    return say(
        f"hồ sơ đang ở bước {dossier.step.label}; hội đồng chấm ở bước 5",
        f"the dossier is at {dossier.step.label}; councils score at step 5",
    )


def not_concluded(_: Ecosystem, dossier: OcopDossier) -> str | None:
    """Why there is no conclusion to take back; None when there is."""
    if dossier.score is None:
        return say("hội đồng chưa kết luận", "no council has concluded")
    if dossier.step is Step.PROMOTION:
        return say(
            "sản phẩm đã được công nhận theo kết luận này; hoàn tác việc công nhận trước",
            "the product was recognized by it; undo the recognition first",
        )
    return None


def reopen(eco: Ecosystem, asked: Asked) -> Done:
    """Takes the conclusion back, so that members can score again."""
    eco.update(
        asked.record,
        score=None,
        stars=None,
        policy=None,
        level=None,
        evaluated_on=None,
        minutes="",
        spread=None,
        discussed=False,
    )
    return Done(
        say("Đã huỷ kết luận; các phiếu chấm được sửa tiếp.", "Taken back; sheets may be changed."),
        asked.record.id,
    )


ACTIONS = (
    Action(
        "ocop.score_own",
        "Chủ thể tự chấm",
        "The producer's own score",
        of=OcopDossier,
        asks=own_form,
        do=score_own,
        tells=told,
    ),
    Action(
        "ocop.score",
        "Chấm điểm (thành viên hội đồng)",
        "Score (member of a council)",
        of=OcopDossier,
        asks=score_form,
        fits=not_evaluated,
        do=score,
        tells=told,
    ),
    Action(
        "ocop.rescore",
        "Sửa phiếu chấm",
        "Change the sheet",
        of=OcopSheet,
        asks=sheet_form,
        do=rescore,
        tells=told,
    ),
    Action(
        "ocop.conclude",
        "Kết luận của hội đồng",
        "The council's conclusion",
        of=OcopDossier,
        asks=Conclude,
        fits=not_evaluated,
        do=conclude,
    ),
    Action(
        "ocop.reopen",
        "Huỷ kết luận để chấm lại",
        "Take the conclusion back",
        of=OcopDossier,
        fits=not_concluded,
        do=reopen,
    ),
)
