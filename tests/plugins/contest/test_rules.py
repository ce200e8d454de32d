"""What cannot be changed once judges have scored, and what the doctor finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from hstk import Ecosystem, Rejected
from hstk.kinds import EventKind, Person
from hstk.plugins.contest.kinds import (
    ContestCriterion,
    ContestEntry,
    ContestRules,
    ContestSheet,
)
from hstk.testing import Desk
from tests.plugins.contest.story import TODAY, Contest

STANDS = r"đã có phiếu chấm nên không .* được; muốn đổi thì xóa các phiếu chấm"


@pytest.fixture
def scored(contest: Contest) -> Contest:
    """A contest with one entry that one judge has scored."""
    contest.score(contest.enter("Tỏi đen"), contest.person("Giám Khảo"))
    return contest


def another(contest: Contest) -> Any:
    """The id of a second contest, which nobody has scored."""
    return contest.desk.do("contest.open", name="Cuộc thi khác", criteria=("Tất cả: 100",)).id


def sheet_of(contest: Contest) -> ContestSheet:
    return contest.eco.find(ContestSheet)[0]


# -- criteria


@pytest.mark.parametrize("change", [{"code": "TC9"}, {"most": 5}, {"weight": 20}], ids=str)
def test_criteria_stand_once_the_contest_has_sheets(
    scored: Contest, change: dict[str, Any]
) -> None:
    criterion = scored.criterion("TC1")
    with pytest.raises(Rejected, match=STANDS) as refused:
        scored.eco.update(criterion, **change)
    assert [problem.field for problem in refused.value.problems] == list(change)
    assert scored.criterion("TC1") == criterion

    renamed = scored.eco.update(criterion, name="Tính mới")
    scored.eco.delete(sheet_of(scored))
    scored.eco.update(renamed, **change)


def test_criteria_neither_come_nor_go_nor_move_once_there_are_sheets(scored: Contest) -> None:
    eco, other = scored.eco, another(scored)
    criterion = scored.criterion("TC1")
    fifth = ContestCriterion(event=scored.event.id, code="TC5", name="Thêm", weight=0)
    from_there = eco.add(ContestCriterion(event=other, code="TC6", name="Đến", weight=0))
    with pytest.raises(Rejected, match=STANDS):
        eco.delete(criterion)
    with pytest.raises(Rejected, match=STANDS):
        eco.add(fifth)
    with pytest.raises(Rejected, match=STANDS):
        eco.update(criterion, event=other, code="TC7")
    with pytest.raises(Rejected, match=STANDS):
        eco.update(from_there, event=scored.event.id)

    eco.delete(sheet_of(scored))
    eco.add(fifth)
    eco.delete(criterion)
    eco.undo()
    assert scored.criterion("TC1") == criterion


def test_weights_that_do_not_add_up_may_be_mended_after_scoring(contest: Contest) -> None:
    eco = contest.eco
    eco.delete(contest.criterion("TC4"))
    eco.update(contest.criterion("TC1"), weight=40)
    entry, judge = contest.enter("Tỏi đen"), contest.person("Giám Khảo")
    contest.desk.do("contest.score", entry, judge=judge.id, TC1=5, TC2=5, TC3=5)

    eco.update(contest.criterion("TC1"), weight=30)
    eco.add(ContestCriterion(event=contest.event.id, code="TC4", name="Hiệu quả", weight=20))
    with pytest.raises(Rejected, match=STANDS):
        eco.update(contest.criterion("TC1"), weight=20)


def test_a_contest_goes_and_comes_back_whole(scored: Contest) -> None:
    eco = scored.eco
    eco.delete(scored.event)
    assert not eco.find(ContestCriterion)
    eco.undo()
    assert len(eco.find(ContestCriterion)) == 4
    assert len(eco.find(ContestSheet)) == 1


def test_a_contest_may_be_brought_in_with_its_sheets_at_once(scored: Contest) -> None:
    eco = scored.eco
    records = [*eco.find(ContestCriterion), sheet_of(scored)]
    eco.delete(*records)
    assert eco.add_many(records) == 5


# -- entries and rounds


@pytest.mark.parametrize("field", ["leader", "team"])
def test_nobody_joins_the_team_of_an_entry_that_they_scored(scored: Contest, field: str) -> None:
    eco = scored.eco
    (entry,) = eco.find(ContestEntry)
    judge, other = eco.find(Person, 'name = "Giám Khảo"')[0], scored.person("Người Khác")

    def team(person: Person) -> dict[str, Any]:
        return {field: person.id if field == "leader" else (person.id,)}

    with pytest.raises(Rejected, match=r"Giám Khảo đã chấm bài này.*xóa phiếu chấm") as refused:
        eco.update(entry, **team(judge))
    assert [problem.field for problem in refused.value.problems] == [field]
    entry = eco.update(entry, **team(other))
    eco.delete(sheet_of(scored))
    eco.update(entry, **team(judge))


def test_what_was_scored_does_not_move_to_another_contest(scored: Contest) -> None:
    eco, other = scored.eco, another(scored)
    (entry,) = eco.find(ContestEntry)
    round_ = eco.update(scored.round(), number=5)
    with pytest.raises(Rejected, match="Tỏi đen: event: bài này đã có phiếu chấm"):
        eco.update(entry, event=other)
    with pytest.raises(Rejected, match="Sơ khảo: event: vòng này đã có phiếu chấm"):
        eco.update(round_, event=other)
    eco.delete(sheet_of(scored))
    eco.update(entry, event=other)
    eco.update(round_, event=other)


# -- how it asks


@contextmanager
def queries() -> Iterator[list[str]]:
    """Every statement that any database is sent meanwhile."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_many_sheets_are_checked_by_few_questions(contest: Contest) -> None:
    eco = contest.eco
    leader = contest.person("Trưởng Nhóm")
    judges = [Person(name=f"Giám Khảo {n}") for n in range(4)]
    eco.add_many(judges)

    def asked(entries: int) -> int:
        made = [
            ContestEntry(event=contest.event.id, name=f"Bài {n}", leader=leader.id)
            for n in range(entries)
        ]
        eco.add_many(made)
        sheets = [
            ContestSheet(round=contest.round().id, entry=e.id, judge=j.id, marks=("TC1:5",))
            for e in made
            for j in judges
        ]
        with queries() as sent:
            eco.add_many(sheets)
        return sum(statement.lstrip().upper().startswith("SELECT") for statement in sent)

    assert asked(100) <= asked(2) + 10


# -- the doctor, and the first screen


def test_rules_of_what_is_no_contest_are_found_and_not_shown(contest: Contest) -> None:
    eco = contest.eco
    assert stray(eco) == []
    assert contest.desk.show("contest.under_way")

    eco.update(contest.event, kind_of=EventKind.FAIR)

    (message,) = stray(eco)
    assert "Cuộc thi khởi nghiệp 2026" in message
    assert "có thể lệ cuộc thi nhưng sự kiện là «" in message
    assert not Desk(eco, TODAY).show("contest.under_way")
    eco.delete(*eco.find(ContestRules))
    assert stray(eco) == []


def stray(eco: Ecosystem) -> list[str]:
    """What the doctor says of rules."""
    return [f.message for f in eco.doctor() if f.code == "contest.rules" and f.severity != "ok"]
