"""The form on which somebody scores: one field for each criterion of the dossier's rubric."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import create_model

from hstk import Ecosystem, Ref, Shown
from hstk.kinds import Choice, Person, Text
from hstk.plugins import Form
from hstk.plugins.ocop.evaluation_kinds import OcopSheet, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.plugins.ocop.marks import read_marks, sheets_of
from hstk.plugins.ocop.rubric import NONE_MET, RESERVED, Criterion, Rubric, refuse_final


class CouncilLevel(Choice):
    """Whose members score."""

    COMMUNE = "commune", "Cấp xã", "Commune"
    DISTRICT = "district", "Hội đồng cấp huyện", "District council"
    PROVINCE = "province", "Hội đồng cấp tỉnh", "Province council"
    CENTRAL = "central", "Hội đồng trung ương", "National council"


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
        level = usual_level(rubric)
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


def usual_level(rubric: Rubric) -> CouncilLevel:
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
        name: int(value) for name, value in answers if name not in RESERVED and value is not None
    }
