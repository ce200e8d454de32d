"""The score file that goes to a judge and comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hstk import Rejected
from hstk.files.excel import write_workbook
from hstk.plugins import Cell, Workbook
from hstk.plugins.contest.kinds import ContestCriterion, ContestRound, ContestSheet
from tests.plugins.contest.story import Contest

JUDGE, HEAD, FIRST = 1, 3, 4
Rows = list[list[Cell]]


class ScoreFile:
    """The file of a round as a judge has it on the desk."""

    def __init__(self, contest: Contest, round_: ContestRound, path: Path) -> None:
        self.contest = contest
        self.path = path
        made = contest.desk.paper("contest.score_file", round_)
        assert isinstance(made, Workbook)
        self.sheet = made.sheets[0]
        self.rows: Rows = [list(row) for row in self.sheet.rows]
        self.rows[JUDGE][1] = "Giám Khảo"

    def read(self, round_: ContestRound) -> None:
        """Hands the file in for a round."""
        sheet = replace(self.sheet, rows=tuple(tuple(row) for row in self.rows))
        write_workbook(Workbook((sheet,)), self.path)
        self.contest.desk.do("contest.read_scores", round_, file=str(self.path))

    def problems(self, round_: ContestRound) -> list[tuple[str, str]]:
        """Where the file is wrong, and in what; nothing of it is kept."""
        with pytest.raises(Rejected) as refused:
            self.read(round_)
        assert not self.contest.eco.find(ContestSheet)
        return [(problem.where, problem.message) for problem in refused.value.problems]


@pytest.fixture
def score_file(contest: Contest, tmp_path: Path) -> Callable[[], ScoreFile]:
    """Makes the file of the first round, with two entries and a judge."""
    contest.enter("Một")
    contest.enter("Hai")
    contest.person("Giám Khảo")
    return lambda: ScoreFile(contest, contest.round(), tmp_path / "phieu.xlsx")


Made = Callable[[], ScoreFile]


def test_a_file_comes_back_with_marks_and_opinions(contest: Contest, score_file: Made) -> None:
    file = score_file()
    file.rows[FIRST][2:] = [9, 8.25, "7,5", None, "tốt"]
    file.read(contest.round())

    (sheet,) = contest.eco.find(ContestSheet)
    assert sheet.marks == ("TC1:9", "TC2:8,25", "TC3:7,5")
    assert sheet.opinion == "tốt"

    again = score_file()
    again.rows[FIRST][5] = 6
    again.read(contest.round())
    (sheet,) = contest.eco.find(ContestSheet)
    assert sheet.marks == ("TC1:9", "TC2:8,25", "TC3:7,5", "TC4:6")
    assert sheet.opinion == "tốt"


def test_marks_belong_to_the_criterion_that_heads_their_column(
    contest: Contest, score_file: Made
) -> None:
    file = score_file()
    file.rows[FIRST][2:] = [1, 2, 3, 4, "ý kiến"]
    file.rows[FIRST + 1][2:] = [5, 6, 7, 8, ""]
    for row in file.rows[HEAD:]:
        row[2], row[5], row[6] = row[6], row[2], row[5]
    file.read(contest.round())

    kept = {frozenset(sheet.marks): sheet.opinion for sheet in contest.eco.find(ContestSheet)}
    assert kept == {
        frozenset({"TC1:1", "TC2:2", "TC3:3", "TC4:4"}): "ý kiến",
        frozenset({"TC1:5", "TC2:6", "TC3:7", "TC4:8"}): "",
    }


def test_a_file_of_another_round_or_of_none_is_refused(contest: Contest, score_file: Made) -> None:
    file = score_file()
    file.rows[FIRST][2] = 5
    ((where, message),) = file.problems(contest.round(2))
    assert where == "dòng 3"
    assert "không phải phiếu chấm của vòng «Cuộc thi khởi nghiệp 2026 · Chung khảo»" in message

    file.rows[2][1] = None
    assert [where for where, _ in file.problems(contest.round())] == ["dòng 3"]


def test_criteria_changed_since_the_file_was_made_are_refused(
    contest: Contest, score_file: Made
) -> None:
    file = score_file()
    file.rows[FIRST][2] = 5
    gone = file.rows[HEAD][2]
    eco = contest.eco
    eco.delete(contest.criterion("TC1"))
    eco.add(ContestCriterion(event=contest.event.id, code="TC5", name="Mới", weight=30))
    eco.update(contest.criterion("TC2"), most=5)

    assert file.problems(contest.round()) == [
        ("dòng 4", f"«{gone}» không phải tiêu chí của cuộc thi; có: TC2, TC3, TC4, TC5"),
        ("dòng 4", "tiêu chí TC2 nay chấm đến 5, trong tệp là 10; xuất lại tệp"),
    ]


def test_all_that_is_wrong_is_told_at_once_with_its_row(contest: Contest, score_file: Made) -> None:
    file = score_file()
    file.rows[JUDGE][1] = None
    file.rows[HEAD][5] = "TC3"
    file.rows[HEAD].append("")
    file.rows[FIRST][2:] = [11, "nan", None, None, None, "chữ lạc"]
    file.rows[FIRST + 1][2:] = [-1, 5, None, None]
    file.rows.append([file.rows[FIRST][0], "Một", 5])
    file.rows.append(["không có", "Lạ", 5])

    found = file.problems(contest.round())

    assert [where for where, _ in found] == [
        "dòng 2",
        "dòng 4",
        "dòng 4",
        "dòng 5",
        "dòng 5",
        "dòng 6",
        "dòng 7",
        "dòng 8",
    ]
    told = "\n".join(message for _, message in found)
    for part in (
        "chưa ghi họ tên giám khảo",
        "tiêu chí TC3 có hai cột",
        "«» không phải tiêu chí",
        "điểm TC1 không được quá 10",
        "cần một con số không âm",
        "bài này đã có ở dòng 5",
        "không thuộc bài dự thi nào của cuộc thi này",
    ):
        assert part in told


def test_an_entry_of_another_contest_is_refused_with_its_row(
    contest: Contest, score_file: Made
) -> None:
    other = contest.desk.do("contest.open", name="Cuộc thi khác")
    leader = contest.person("Người Khác")
    entry = contest.desk.do("contest.enter", other, name="Ý khác", leader=leader.id)
    file = score_file()
    file.rows[FIRST][0], file.rows[FIRST][2] = str(entry.id), 5
    ((where, message),) = file.problems(contest.round())
    assert where == "dòng 5"
    assert "không thuộc bài dự thi nào của cuộc thi này" in message
