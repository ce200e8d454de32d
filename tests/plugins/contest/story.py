"""A contest to tell stories with."""

from __future__ import annotations

from datetime import date
from typing import Any

from hstk import Ecosystem
from hstk.kinds import Person
from hstk.plugins.contest.kinds import ContestCriterion, ContestEntry, ContestRound, ContestSheet
from hstk.testing import Desk

TODAY = date(2026, 5, 1)
FULL = {"TC1": 5, "TC2": 5, "TC3": 5, "TC4": 5}


class Contest:
    """A contest of the sample kind, with people to enter and to judge."""

    def __init__(self, eco: Ecosystem) -> None:
        self.eco = eco
        self.desk = Desk(eco, TODAY)
        self.event = self.desk.do(
            "contest.open", name="Cuộc thi khởi nghiệp 2026", closes_on=date(2026, 6, 1)
        )

    def person(self, name: str, **fields: Any) -> Person:
        return self.eco.add(Person(name=name, **fields))

    def enter(self, name: str, **fields: Any) -> ContestEntry:
        leader = self.person(f"Tác giả {name}", **fields)
        entry: ContestEntry = self.desk.do("contest.enter", self.event, name=name, leader=leader.id)
        return entry

    def again(self, entry: ContestEntry) -> ContestEntry:
        return self.eco.get(ContestEntry, entry.id)

    def round(self, number: int = 1) -> ContestRound:
        return self.eco.find(ContestRound, f"event = {self.event.id} and number = {number}")[0]

    def criterion(self, code: str) -> ContestCriterion:
        where = f"event = {self.event.id} and code = {code}"
        return self.eco.find(ContestCriterion, where)[0]

    def score(self, entry: ContestEntry, judge: Person, **marks: float) -> ContestSheet:
        sheet: ContestSheet = self.desk.do("contest.score", entry, judge=judge.id, **(FULL | marks))
        return sheet
