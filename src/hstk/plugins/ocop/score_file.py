"""The score sheet as a spreadsheet: sent to whoever scores, filled in there, read back."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from hstk import Ecosystem, Rejected, Shown, say
from hstk.errors import HstkError, Problem
from hstk.kinds import Line, Person, Product
from hstk.plugins import (
    Action,
    Asked,
    Cell,
    Done,
    Entry,
    Form,
    Paper,
    Sheet,
    Workbook,
    read_spreadsheet,
)
from hstk.plugins.ocop.council import keep_sheet
from hstk.plugins.ocop.evaluation_kinds import OcopSheet, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.plugins.ocop.rubric import NONE_MET, Criterion, refuse_final
from hstk.plugins.ocop.score_form import usual_level

_DOSSIER, _SCORER, _JUDGE, _HEAD = 1, 3, 4, 6
_CHOSEN = 2
_WIDTHS = (12, 60, 12, 8, 14)


class ReadForm(Form):
    """The file that came back."""

    file: Annotated[Line, Field(min_length=1), Shown("Tệp phiếu chấm (xlsx)", "Score file (xlsx)")]


def score_file(eco: Ecosystem, asked: Asked) -> Workbook:
    """The form of a dossier: every option with its number; the number chosen is filled in.

    Raises:
        Rejected: the dossier has no rubric, or nobody has filled in its criteria.
    """
    dossier = asked.record
    rubric = of_dossier(eco, dossier)
    if not rubric.criteria:
        refuse_final(rubric)
    product = eco.get(Product, dossier.product)
    rows: list[tuple[Cell, ...]] = [
        (say("PHIẾU ĐÁNH GIÁ SẢN PHẨM OCOP", "OCOP SCORE SHEET"),),
        (say("Hồ sơ", "Dossier"), f"{dossier.id} {dossier.rubric}"),
        (say("Sản phẩm", "Product"), f"{product.name} — {rubric.title}"),
        (say("Phiếu của", "Sheet of"), usual_level(rubric).label),
        (say("Người chấm", "Judge"), ""),
        (),
        (
            say("Mã", "Code"),
            say("Tiêu chí và các mức", "Criterion and its options"),
            say("Mức chọn", "Chosen"),
            say("Điểm", "Points"),
            say("Tối thiểu cho", "Minimum of"),
        ),
    ]
    entries = [Entry(_SCORER, 1, tuple(one.label for one in Scorer)), Entry(_JUDGE, 1)]
    strong = {0, _HEAD}
    for section in rubric.sections:
        strong.add(len(rows))
        rows.append(("", f"{section.code}. {section.name}", None, section.max, ""))
        for criterion in section.criteria:
            numbers = tuple(str(option.number) for option in criterion.options)
            none = (str(NONE_MET),) if criterion.least > 0 else ()
            entries.append(Entry(len(rows), _CHOSEN, (*none, *numbers)))
            rows.append((criterion.code, criterion.text, None, criterion.max, ""))
            rows += [_option_row(criterion, number) for number in range(len(numbers))]
    sheet = Sheet(
        say("Phiếu chấm", "Scores"),
        tuple(rows),
        _WIDTHS,
        strong=frozenset(strong),
        entries=tuple(entries),
        frozen=_HEAD + 1,
    )
    return Workbook((sheet,))


def _option_row(criterion: Criterion, place: int) -> tuple[Cell, ...]:
    option = criterion.options[place]
    stars = " ".join("★" * gate.star for gate in criterion.gates if gate.points == option.points)
    return ("", f"   {option.number}. {option.text}", None, option.points, stars)


def read_form(eco: Ecosystem, asked: Asked) -> Done:
    """Reads a filled-in form back; all of it or nothing.

    Raises:
        BadFile: the file cannot be read.
        Rejected: whose sheet it is cannot be told, or options are none of the rubric's; all that
            is wrong, with the row.
    """
    rows = next(iter(read_spreadsheet(asked.answers.file).values()), ())
    problems: list[Problem] = []
    dossier = _dossier(eco, _cell(rows, _DOSSIER, 1), problems)
    scorer = _scorer(_cell(rows, _SCORER, 1), problems)
    judge = _judge(eco, _cell(rows, _JUDGE, 1), scorer, problems)
    marks: dict[str, int] = {}
    for number, row in enumerate(rows[_HEAD + 1 :], _HEAD + 2):
        code, chosen = str(row[0] or "").strip(), row[_CHOSEN] if len(row) > _CHOSEN else None
        if not code or chosen in (None, ""):
            continue
        text = str(chosen).strip()
        if text.endswith(".0"):
            text = text[:-2]
        if text.isascii() and text.isdigit():
            marks[code] = int(text)
        else:
            message = say("ghi số thứ tự của mức", "write the number of the option")
            problems.append(Problem(code, message, text, say(f"dòng {number}", f"row {number}")))
    if not marks and not problems:
        nothing = say("phiếu chưa chọn mức nào", "nothing is chosen on the sheet")
        problems.append(Problem("", nothing))
    if problems or dossier is None or scorer is None:
        raise Rejected(problems)
    sheet = keep_sheet(eco, dossier, scorer, judge, marks, "", asked.today)
    name = eco.titles([sheet.id]).get(sheet.id, "")
    return Done(
        say(f"Đã nhận phiếu «{name}»: {len(marks)} tiêu chí.", f"Read: {name}, {len(marks)}."),
        sheet.id,
    )


def _dossier(eco: Ecosystem, given: Cell, problems: list[Problem]) -> OcopDossier | None:
    id_, _, rubric = str(given or "").partition(" ")
    try:
        dossier = eco.get(OcopDossier, id_)
    except HstkError:
        problems.append(
            Problem(
                "dossier",
                say(
                    "mã hồ sơ trong tệp không có ở đây; dùng tệp do «Tệp phiếu chấm» tạo ra",
                    "the dossier's id in the file is not known here; use the file made for it",
                ),
                str(given or ""),
                say(f"dòng {_DOSSIER + 1}", f"row {_DOSSIER + 1}"),
            )
        )
        return None
    if rubric != str(dossier.rubric):
        problems.append(
            Problem(
                "rubric",
                say(
                    "hồ sơ đã đổi bộ tiêu chí sau khi gửi phiếu này; gửi lại phiếu mới",
                    "the dossier has another rubric than when this was sent; send a new one",
                ),
                where=say(f"dòng {_DOSSIER + 1}", f"row {_DOSSIER + 1}"),
            )
        )
    return dossier


def _scorer(given: Cell, problems: list[Problem]) -> Scorer | None:
    try:
        return Scorer.read(given)
    except ValueError as error:
        where = say(f"dòng {_SCORER + 1}", f"row {_SCORER + 1}")
        problems.append(Problem("scorer", str(error), str(given or ""), where))
        return None


def _judge(
    eco: Ecosystem, given: Cell, scorer: Scorer | None, problems: list[Problem]
) -> UUID | None:
    where = say(f"dòng {_JUDGE + 1}", f"row {_JUDGE + 1}")
    if scorer is Scorer.SELF:
        return None
    if not given:
        missing = say("chưa ghi họ tên người chấm", "the judge's name is missing")
        problems.append(Problem("judge", missing, where=where))
        return None
    try:
        return eco.resolve(str(given), Person).id
    except HstkError as error:
        problems.append(Problem("judge", error.message, str(given), where))
        return None


def _cell(rows: tuple[tuple[Cell, ...], ...], row: int, column: int) -> Cell:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def known_person(eco: Ecosystem, sheet: OcopSheet) -> str:
    """Who gave a sheet, by name."""
    if sheet.judge is None:
        return sheet.scorer.label
    return eco.titles([sheet.judge]).get(sheet.judge, "")


ACTIONS = (
    Action(
        "ocop.read_form",
        "Đọc phiếu chấm đã điền",
        "Read a filled-in score sheet",
        asks=ReadForm,
        do=read_form,
    ),
)
PAPERS = (
    Paper(
        "ocop.score_file",
        "Tệp phiếu chấm gửi người chấm",
        "Score file for whoever scores",
        of=OcopDossier,
        make=score_file,
        ending="xlsx",
    ),
)
