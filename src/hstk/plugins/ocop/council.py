"""Scoring: the score form, the sheets of a council, what they come to, and its conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, create_model

from hstk import Ecosystem, Ref, Rejected, Shown, say
from hstk.errors import HstkError, Problem
from hstk.kinds import Choice, Day, Line, Person, RecognitionLevel, Text
from hstk.plugins import Action, Asked, Done, Form
from hstk.plugins.ocop.evaluation_kinds import OcopSheet, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.plugins.ocop.marks import read_marks, sheets_of, written_marks
from hstk.plugins.ocop.rubric import NONE_MET, Criterion, Rubric, refuse_final
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
WITH_DISTRICTS = ("1048", "148")
"""Decisions under which districts have a council; 1489/QĐ-TTg ended that on 6/7/2025."""
_OTHER_ANSWERS = ("id", "scorer", "judge", "opinion")


class CouncilLevel(Choice):
    """Whose members score."""

    COMMUNE = "commune", "Cấp xã", "Commune"
    DISTRICT = "district", "Hội đồng cấp huyện", "District council"
    PROVINCE = "province", "Hội đồng cấp tỉnh", "Province council"
    CENTRAL = "central", "Hội đồng trung ương", "National council"


class Conclude(Form):
    """The council's conclusion, as its minutes have it."""

    level: Annotated[CouncilLevel | None, Shown(
        "Hội đồng", "Council", help="Để trống là hội đồng cao nhất đã chấm.",
        help_en="The highest that has scored, if empty.")] = None  # fmt: skip
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


# -- the form


def score_form(eco: Ecosystem, dossier: OcopDossier) -> type[Form]:
    """A form with one field for each criterion: the option chosen.

    Raises:
        Rejected: the dossier has no rubric, or nobody has filled in its criteria.
    """
    return _form(eco, dossier, {})


def own_form(eco: Ecosystem, dossier: OcopDossier) -> type[Form]:
    """The form of the producer's own sheet, beginning with what it chose before."""
    known = sheets_of(eco, dossier, Scorer.SELF)
    return _form(eco, dossier, read_marks(known[0].marks) if known else {}, council=False)


def sheet_form(eco: Ecosystem, sheet: OcopSheet) -> type[Form]:
    """The form of a sheet, beginning with what it holds."""
    dossier = eco.get(OcopDossier, sheet.dossier)
    return _form(eco, dossier, read_marks(sheet.marks), council=False)


def _form(
    eco: Ecosystem, dossier: OcopDossier, marks: dict[str, int], *, council: bool = True
) -> type[Form]:
    rubric = of_dossier(eco, dossier)
    if not rubric.criteria:
        refuse_final(rubric)
    fields: dict[str, Any] = {}
    if council:
        fields["judge"] = (Annotated[Ref[Person], Shown("Người chấm", "Judge")], ...)
        level = _usual_level(rubric)
        fields["scorer"] = (Annotated[CouncilLevel, Shown("Hội đồng", "Council")], level)
    for section in rubric.sections:
        heading = f"{section.code}. {section.name} ({section.max})"
        for criterion in section.criteria:
            options = _options(criterion)
            number = marks.get(criterion.code)
            fields[criterion.code] = (
                Annotated[
                    options | None,
                    Shown(_label(criterion), _label(criterion), section=f"{heading}|{heading}"),
                ],
                None if number is None else options.read(str(number)),
            )
    opinion = Shown("Ý kiến người đánh giá", "Opinion", section="Ý kiến|Opinion")
    fields["opinion"] = (Annotated[Text, opinion], "")
    made: type[Form] = create_model("Scores", __base__=Form, __module__=__name__, **fields)
    return made


def _usual_level(rubric: Rubric) -> CouncilLevel:
    """Who scores first: districts did under 148, provinces do since 1489 (and did under 1048)."""
    return CouncilLevel.DISTRICT if rubric.version == "148" else CouncilLevel.PROVINCE


def _label(criterion: Criterion) -> str:
    return f"{criterion.code}. {criterion.text} ({criterion.max})"


def _options(criterion: Criterion) -> type[Choice]:
    """The options as a pick list: number, text, points, and the stars they are a minimum of."""
    stars: dict[int, str] = {}
    for gate in criterion.gates:
        stars[gate.points] = f"{stars.get(gate.points, '')} {'★' * gate.star}"
    members = [
        (
            f"OPTION_{option.number}",
            (
                str(option.number),
                f"{option.text} — {option.points} đ{stars.get(option.points, '')}",
                f"{option.text} — {option.points} p{stars.get(option.points, '')}",
            ),
        )
        for option in criterion.options
    ]
    if criterion.least > 0:
        none = (str(NONE_MET), "Không đạt mức nào — 0 đ", "None is met — 0 p")
        members.append(("NONE", none))
    made: Any = Choice(f"Options_{criterion.code}", members)  # type: ignore[call-arg, arg-type]
    chosen: type[Choice] = made
    return chosen


def marks_in(answers: Form) -> dict[str, int]:
    """The marks among the answers of a score form."""
    return {
        name: int(value)
        for name, value in answers
        if name not in _OTHER_ANSWERS and value is not None
    }


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
    if scorer is Scorer.DISTRICT and rubric.version not in WITH_DISTRICTS:
        raise Rejected(
            [
                Problem(
                    "level",
                    say(
                        f"theo {rubric.decision} không còn hội đồng cấp huyện",
                        f"by {rubric.decision} districts have no council",
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
        evaluated_on=given.held_on or asked.today,
        minutes=given.minutes,
    )
    return Done(say(f"Kết luận: {found}.", f"Concluded: {found}."), dossier.id)


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
        do=conclude,
    ),
)
