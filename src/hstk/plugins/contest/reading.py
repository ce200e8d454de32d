"""The score file of a round: one row an entry, one column a criterion; sent out and read back."""

from __future__ import annotations

from uuid import UUID

from hstk import Ecosystem, Rejected, say
from hstk.errors import HstkError, Problem
from hstk.kinds import Person
from hstk.plugins import Cell, Entry, Sheet, Workbook, show_number
from hstk.plugins.contest.kinds import ContestEntry, ContestRound
from hstk.plugins.contest.scoring import criteria_of, ranking

JUDGE_ROW, HEAD_ROW, FIRST_COLUMN = 1, 3, 2

Filled = tuple[UUID, UUID, dict[str, float], str]
"""The judge, the entry, the marks by criterion, and the opinion."""


def score_file(eco: Ecosystem, round_: ContestRound) -> Workbook:
    """The file for a judge: the judge's name on top, then a row for each entry of the round."""
    criteria = criteria_of(eco, round_.event)
    title = eco.titles([round_.id]).get(round_.id, round_.name)
    head: list[Cell] = [say("Mã số", "Id"), say("Bài dự thi", "Entry")]
    head += [f"{c.code}. {c.name} (0–{show_number(c.most)})" for c in criteria]
    head.append(say("Nhận xét", "Opinion"))
    rows: list[tuple[Cell, ...]] = [
        (say("Phiếu chấm: ", "Score sheet: ") + title,),
        (say("Giám khảo", "Judge"), ""),
        (),
        tuple(head),
    ]
    entries = [Entry(JUDGE_ROW, 1)]
    for one in ranking(eco, round_):
        entries += [Entry(len(rows), FIRST_COLUMN + column) for column in range(len(criteria) + 1)]
        rows.append((str(one.entry.id), one.entry.name, *([None] * (len(criteria) + 1))))
    widths = (14, 36, *([16] * len(criteria)), 40)
    sheet = Sheet(
        say("Phiếu chấm", "Scores"),
        tuple(rows),
        widths,
        strong=frozenset({0, HEAD_ROW}),
        entries=tuple(entries),
        frozen=HEAD_ROW + 1,
    )
    return Workbook((sheet,))


def filled_sheets(eco: Ecosystem, round_: ContestRound, path: str) -> list[Filled]:
    """What a judge filled in; rows without any mark are passed over.

    Raises:
        BadFile: the file cannot be read.
        Rejected: the judge or an entry is not known, or a mark is no number; all at once.
    """
    from hstk.plugins import read_spreadsheet

    rows = next(iter(read_spreadsheet(path).values()), ())
    codes = [criterion.code for criterion in criteria_of(eco, round_.event)]
    problems: list[Problem] = []
    judge = _judge(eco, _at(rows, JUDGE_ROW, 1), problems)
    filled: list[Filled] = []
    for number, row in enumerate(rows[HEAD_ROW + 1 :], HEAD_ROW + 2):
        where = say(f"dòng {number}", f"row {number}")
        cells = [_cell(row, FIRST_COLUMN + place) for place in range(len(codes))]
        if all(cell in (None, "") for cell in cells):
            continue
        marks = {}
        for code, cell in zip(codes, cells, strict=True):
            if cell in (None, ""):
                continue
            try:
                marks[code] = float(str(cell).replace(",", "."))
            except ValueError:
                message = say("cần một con số", "needs a number")
                problems.append(Problem(code, message, str(cell), where))
        try:
            entry = eco.get(ContestEntry, str(_cell(row, 0)))
        except HstkError:
            known = say("mã số không thuộc bài dự thi nào", "the id is of no entry")
            problems.append(Problem("", known, str(_cell(row, 0)), where))
            continue
        if judge is not None:
            opinion = _cell(row, FIRST_COLUMN + len(codes))
            filled.append((judge, entry.id, marks, "" if opinion is None else str(opinion)))
    if problems:
        raise Rejected(problems)
    return filled


def _judge(eco: Ecosystem, given: Cell, problems: list[Problem]) -> UUID | None:
    where = say(f"dòng {JUDGE_ROW + 1}", f"row {JUDGE_ROW + 1}")
    if not given:
        message = say("chưa ghi họ tên giám khảo", "the judge's name is missing")
        problems.append(Problem("judge", message, where=where))
        return None
    try:
        return eco.resolve(str(given), Person).id
    except HstkError as error:
        problems.append(Problem("judge", error.message, str(given), where))
        return None


def _at(rows: tuple[tuple[Cell, ...], ...], row: int, column: int) -> Cell:
    return _cell(rows[row], column) if row < len(rows) else None


def _cell(row: tuple[Cell, ...], column: int) -> Cell:
    return row[column] if column < len(row) else None
