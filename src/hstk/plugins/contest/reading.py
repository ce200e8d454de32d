"""The score file of a round: one row an entry, one column a criterion; sent out and read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from uuid import UUID

from hstk import Ecosystem, Rejected, say
from hstk.errors import HstkError, Problem
from hstk.kinds import Person
from hstk.plugins import Cell, Entry, Sheet, Workbook, show_number
from hstk.plugins.contest.kinds import ContestCriterion, ContestEntry, ContestRound
from hstk.plugins.contest.scoring import criteria_of, misfits, ranking, read_marks

JUDGE_ROW, ROUND_ROW, HEAD_ROW, FIRST_COLUMN = 1, 2, 3, 2
OPINION = ("Nhận xét", "Opinion")

_HEAD = re.compile(r"(?P<code>[A-Za-z0-9_]+)\s*(?:\..*?(?:\(0–(?P<most>[\d.,]+)\))?)?")
"""The head of a criterion's column: "TC1. Tính mới (0–10)", or what is left of it."""

Filled = tuple[UUID, UUID, dict[str, Fraction], str]
"""The judge, the entry, the marks by criterion, and the opinion."""
Rows = Sequence[Sequence[Cell]]


def score_file(eco: Ecosystem, round_: ContestRound) -> Workbook:
    """The file for a judge: the judge's name on top, then a row for each entry of the round."""
    criteria = criteria_of(eco, round_.event)
    title = eco.titles([round_.id]).get(round_.id, round_.name)
    head: list[Cell] = [say("Mã số", "Id"), say("Bài dự thi", "Entry")]
    head += [f"{c.code}. {c.name} (0–{show_number(c.most)})" for c in criteria]
    head.append(say(*OPINION))
    rows: list[tuple[Cell, ...]] = [
        (say("Phiếu chấm: ", "Score sheet: ") + title,),
        (say("Giám khảo", "Judge"), ""),
        (say("Mã vòng thi", "Id of the round"), str(round_.id)),
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
        Rejected: it is of another round, the judge, a criterion or an entry is not known, or a
            mark is none; all at once, each with its row.
    """
    from hstk.plugins import read_spreadsheet

    rows = next(iter(read_spreadsheet(path).values()), ())
    return _FilledFile(eco, round_, rows).sheets()


class _FilledFile:
    """A file that came back: what it holds, and all that is wrong with it."""

    def __init__(self, eco: Ecosystem, round_: ContestRound, rows: Rows) -> None:
        self.eco = eco
        self.round = round_
        self.rows = rows
        self.criteria = criteria_of(eco, round_.event)
        self.problems: list[Problem] = []

    def sheets(self) -> list[Filled]:
        """The sheets in it; raises Rejected with all problems."""
        judge = self._judge()
        self._refuse_other_round()
        codes, opinion = self._columns()
        filled: list[Filled] = []
        seen: dict[UUID, int] = {}
        for row in range(HEAD_ROW + 1, len(self.rows)):
            cells = {code: self._cell(row, column) for column, code in codes.items()}
            if all(_empty(cell) for cell in cells.values()):
                continue
            marks = self._marks(row, cells)
            entry = self._entry(row)
            if entry is None:
                continue
            if entry.id in seen:
                self._wrong(
                    row,
                    say(
                        f"bài này đã có ở dòng {seen[entry.id] + 1}",
                        f"the entry is in row {seen[entry.id] + 1} already",
                    ),
                    entry.name,
                )
            seen.setdefault(entry.id, row)
            text = None if opinion is None else self._cell(row, opinion)
            if judge is not None:
                filled.append((judge, entry.id, marks, "" if text is None else str(text)))
        if self.problems:
            raise Rejected(self.problems)
        return filled

    def _refuse_other_round(self) -> None:
        given = str(self._cell(ROUND_ROW, 1) or "").strip()
        if given == str(self.round.id):
            return
        title = self.eco.titles([self.round.id]).get(self.round.id, self.round.name)
        self._wrong(
            ROUND_ROW,
            say(
                f"tệp này không phải phiếu chấm của vòng «{title}»; "
                "dùng tệp xuất ra cho đúng vòng thi",
                f"this is no score file of the round “{title}”; use the file made for that round",
            ),
            given,
            "round",
        )

    def _columns(self) -> tuple[dict[int, str], int | None]:
        """The criterion of each column, by its head, and the column of the opinion."""
        known = {one.code: one for one in self.criteria}
        codes: dict[int, str] = {}
        opinion = None
        width = max((len(row) for row in self.rows[HEAD_ROW:]), default=0)
        for column in range(FIRST_COLUMN, width):
            head = str(self._cell(HEAD_ROW, column) or "").strip()
            if head in OPINION:
                opinion = column
                continue
            if not head and all(
                _empty(self._cell(row, column)) for row in range(HEAD_ROW, len(self.rows))
            ):
                continue
            found = _HEAD.fullmatch(head)
            code = found["code"] if found else ""
            if message := _wrong_head(head, code, found and found["most"], known, codes):
                self._wrong(HEAD_ROW, message, head, "code")
            else:
                codes[column] = code
        return codes, opinion

    def _marks(self, row: int, cells: dict[str, Cell]) -> dict[str, Fraction]:
        marks: dict[str, Fraction] = {}
        for code, cell in cells.items():
            if _empty(cell):
                continue
            try:
                marks |= read_marks((f"{code}:{cell}",))
            except ValueError:
                message = say("cần một con số không âm", "needs a number, not below 0")
                self._wrong(row, message, str(cell), code)
        where = self._where(row)
        self.problems += [replace(one, where=where) for one in misfits(self.criteria, marks)]
        return marks

    def _entry(self, row: int) -> ContestEntry | None:
        given = str(self._cell(row, 0) or "").strip()
        try:
            entry = self.eco.get(ContestEntry, given)
        except HstkError:
            entry = None
        if entry is None or entry.event != self.round.event:
            message = say(
                "mã số không thuộc bài dự thi nào của cuộc thi này",
                "the id is of no entry of this contest",
            )
            self._wrong(row, message, given)
            return None
        return entry

    def _judge(self) -> UUID | None:
        given = self._cell(JUDGE_ROW, 1)
        if not given:
            message = say("chưa ghi họ tên giám khảo", "the judge's name is missing")
            self._wrong(JUDGE_ROW, message, "", "judge")
            return None
        try:
            return self.eco.resolve(str(given), Person).id
        except HstkError as error:
            self._wrong(JUDGE_ROW, error.message, str(given), "judge")
            return None

    def _wrong(self, row: int, message: str, value: str, field: str = "") -> None:
        self.problems.append(Problem(field, message, value, self._where(row)))

    def _where(self, row: int) -> str:
        return say(f"dòng {row + 1}", f"row {row + 1}")

    def _cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None


def _wrong_head(
    head: str,
    code: str,
    most: str | None,
    known: dict[str, ContestCriterion],
    codes: dict[int, str],
) -> str | None:
    """What is wrong with the head of a column; None when it is a criterion's."""
    if code not in known:
        listed = ", ".join(known)
        return say(
            f"«{head}» không phải tiêu chí của cuộc thi; có: {listed}",
            f"“{head}” is no criterion of the contest; there are: {listed}",
        )
    if code in codes.values():
        return say(f"tiêu chí {code} có hai cột", f"the criterion {code} has two columns")
    now = show_number(known[code].most)
    if most is not None and most != now:
        return say(
            f"tiêu chí {code} nay chấm đến {now}, trong tệp là {most}; xuất lại tệp",
            f"{code} is now marked up to {now}, in the file up to {most}; make the file again",
        )
    return None


def _empty(cell: Cell) -> bool:
    return cell is None or not str(cell).strip()
