"""Does with a plugin's views, actions and papers what the command line and the screens do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from hstk.core.contributions import Action, Asked, Offer, Paper, View
from hstk.core.documents import Document, Part, Table, Workbook
from hstk.core.entity import Entity
from hstk.plugins import offers
from hstk.store.ecosystem import Ecosystem

O = TypeVar("O", bound=Offer)  # noqa: E741 - one of views, actions and papers


class Desk:
    """Somebody at work on a file, on a stated day.

    >>> desk = Desk(eco, date(2026, 9, 1))
    >>> dossier = desk.do("ocop.register", product, set=10)
    >>> desk.rows("ocop.papers", dossier)

    What is asked wrongly raises TypeError, what is refused raises what the library raises.

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
        if form is None and answers:
            raise TypeError(f"{name} asks nothing")
        return Asked(record, form(**answers) if form else None, self.today)

    def do(self, name: str, record: Entity | None = None, /, **answers: Any) -> Any:
        """Carries out an action; gives the record it leads to, read again, or its message."""
        done = offers.perform(
            self.eco, self._offer(name, Action), self.asked(name, record, answers)
        )
        return done.message if done.record is None else self.eco.get(done.record)

    def told(self, name: str, record: Entity | None = None, /, **answers: Any) -> str:
        """What an action says of the answers so far."""
        action = self._offer(name, Action)
        return offers.told(self.eco, action, self.asked(name, record, answers))

    def show(self, name: str, record: Entity | None = None, /, **answers: Any) -> Sequence[Part]:
        """The parts of a view."""
        view = self._offer(name, View)
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
        paper = self._offer(name, Paper)
        return offers.made(self.eco, paper, self.asked(name, record, answers))

    def _offer(self, name: str, sort: type[O]) -> O:
        found = offers.offer(self.eco, name)
        if not isinstance(found, sort):
            raise TypeError(f"{name} is no {sort.__name__.lower()}")
        return found
