"""Does with a plugin's views, actions and papers what the command line and the screens do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hstk import Ecosystem, Entity
from hstk.plugins import Action, Asked, Document, Paper, Part, Table, View, Workbook, offers


class Desk:
    """Somebody at work on a file, on a stated day.

    Args:
        eco: the open file.
        today: the day of the reader.
    """

    def __init__(self, eco: Ecosystem, today: date) -> None:
        self.eco = eco
        self.today = today

    def asked(self, name: str, record: Entity | None, answers: dict[str, Any]) -> Asked:
        """What is asked, with the form filled in."""
        form = offers.form_of(self.eco, offers.offer(self.eco, name), record)
        assert form is not None or not answers, f"{name} asks nothing"
        return Asked(record, form(**answers) if form else None, self.today)

    def do(self, name: str, record: Entity | None = None, /, **answers: Any) -> Any:
        """Carries out an action; gives the record it leads to, read again, or its message."""
        action = offers.offer(self.eco, name)
        assert isinstance(action, Action)
        done = offers.perform(self.eco, action, self.asked(name, record, answers))
        assert done.message
        return done.message if done.record is None else self.eco.get(done.record)

    def told(self, name: str, record: Entity | None = None, /, **answers: Any) -> str:
        """What an action says of the answers so far."""
        action = offers.offer(self.eco, name)
        assert isinstance(action, Action)
        return offers.told(self.eco, action, self.asked(name, record, answers))

    def show(self, name: str, record: Entity | None = None, /, **answers: Any) -> Sequence[Part]:
        """The parts of a view."""
        view = offers.offer(self.eco, name)
        assert isinstance(view, View)
        return offers.parts(self.eco, view, self.asked(name, record, answers))

    def rows(
        self, name: str, record: Entity | None = None, table: str = "", /, **answers: Any
    ) -> list[dict[str, Any]]:
        """The rows of a table of a view (its first, if none is named), by column."""
        tables = [part for part in self.show(name, record, **answers) if isinstance(part, Table)]
        found = next(one for one in tables if table in ("", one.name))
        names = [column.name for column in found.columns]
        return [dict(zip(names, row.cells, strict=True)) for row in found.rows]

    def paper(
        self, name: str, record: Entity | None = None, /, **answers: Any
    ) -> Document | Workbook:
        """What stands in a paper."""
        paper = offers.offer(self.eco, name)
        assert isinstance(paper, Paper)
        return offers.made(self.eco, paper, self.asked(name, record, answers))
