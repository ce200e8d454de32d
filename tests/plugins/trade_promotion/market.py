"""A small market to test with: producers, products, fairs, a sales point; and what is offered."""

from __future__ import annotations

from datetime import date
from typing import Any

from hstk import Ecosystem, Entity
from hstk.kinds import (
    Event,
    EventKind,
    EventState,
    Organization,
    OrganizationKind,
    Product,
    Venue,
    VenueKind,
)
from hstk.plugins import (
    Action,
    Asked,
    Cell,
    Document,
    Done,
    Paper,
    Part,
    Table,
    View,
    Workbook,
)
from hstk.plugins.offers import form_of, made, offer, parts, perform, told
from hstk.plugins.trade_promotion.showroom.kinds import Consignment
from hstk.plugins.trade_promotion.showroom.ledger import balances

D = date
TODAY = D(2026, 11, 23)
MAY = D(2026, 5, 4)


class Market:
    """Producers, products and places, and everything the plugin offers, on one day."""

    def __init__(self, eco: Ecosystem) -> None:
        self.eco = eco
        self.today = TODAY
        self._owners: dict[str, Organization] = {}

    def owner(self, name: str = "Hợp tác xã Mẫu") -> Organization:
        if name not in self._owners:
            kind = OrganizationKind.COOPERATIVE
            self._owners[name] = self.eco.add(Organization(name=name, kind_of=kind))
        return self._owners[name]

    def product(self, name: str, owner: str = "Hợp tác xã Mẫu", **fields: Any) -> Product:
        return self.eco.add(Product(name=name, owner=self.owner(owner).id, **fields))

    def fair(self, name: str = "Hội chợ", on: D = MAY, held: bool = True, **fields: Any) -> Event:
        values = {
            "kind_of": EventKind.FAIR,
            "state": EventState.HELD if held else EventState.PLANNED,
        } | fields
        return self.eco.add(Event(name=name, starts_on=on, **values))

    def showroom(self, name: str = "Điểm bán Cù Lao", **fields: Any) -> Venue:
        return self.eco.add(Venue(name=name, kind_of=VenueKind.SHOWROOM, **fields))

    def _asked(
        self, name: str, record: Entity | None, answers: dict[str, Any]
    ) -> tuple[Any, Asked]:
        one = offer(self.eco, name)
        form = form_of(self.eco, one, record)
        filled = None
        if form is not None:
            filled = self.eco.read_values(form, answers)
        return one, Asked(record, filled, self.today)

    def do(self, name: str, record: Entity | None = None, **answers: Any) -> Done:
        action, asked = self._asked(name, record, answers)
        assert isinstance(action, Action)
        return perform(self.eco, action, asked)

    def told(self, name: str, record: Entity | None = None, **answers: Any) -> str:
        action, asked = self._asked(name, record, answers)
        assert isinstance(action, Action)
        return told(self.eco, action, asked)

    def so_far(self, name: str, record: Entity | None = None, **answers: Any) -> str:
        """What an action tells of a form that is filled in only in part, unchecked."""
        action = offer(self.eco, name)
        form = form_of(self.eco, action, record)
        assert isinstance(action, Action)
        assert form is not None
        values = dict.fromkeys(form.fields)
        for field, given in answers.items():
            spec = form.fields[field]
            found = (
                self.eco.resolve(given, *map(self.eco.kind, spec.targets))
                if (spec.targets)
                else None
            )
            values[field] = given if found is None else found.id
        asked = Asked(record, form.model_construct(**values), self.today)
        return told(self.eco, action, asked)

    def see(self, name: str, record: Entity | None = None, **answers: Any) -> list[Part]:
        view, asked = self._asked(name, record, answers)
        assert isinstance(view, View)
        return list(parts(self.eco, view, asked))

    def table(self, table: str, name: str, record: Entity | None = None, **answers: Any) -> Table:
        """The table of a name that a view shows."""
        seen = self.see(name, record, **answers)
        (found,) = (part for part in seen if isinstance(part, Table) and part.name == table)
        return found

    def document(self, name: str, record: Entity, **answers: Any) -> Document:
        paper, asked = self._asked(name, record, answers)
        assert isinstance(paper, Paper)
        found = made(self.eco, paper, asked)
        assert isinstance(found, Document)
        return found

    def workbook(self, name: str, record: Entity, **answers: Any) -> Workbook:
        paper, asked = self._asked(name, record, answers)
        assert isinstance(paper, Paper)
        found = made(self.eco, paper, asked)
        assert isinstance(found, Workbook)
        return found


def columns(table: Table, *names: str) -> list[tuple[Cell, ...]]:
    """Some columns of the rows of a table."""
    places = [[column.name for column in table.columns].index(name) for name in names]
    return [tuple(row.cells[place] for place in places) for row in table.rows]


def texts(found: Document) -> str:
    """Everything that a document says outside of its tables."""
    return "\n".join(part.text for part in found.body if not isinstance(part, Table))


def tables(found: Document) -> dict[str, Table]:
    """The tables of a document by their names."""
    return {part.name: part for part in found.body if isinstance(part, Table)}


def stand(eco: Ecosystem) -> tuple[int, int]:
    """Stock and debt of the one consignment there is."""
    (one,) = eco.find(Consignment)
    balance = balances(eco)[one.id]
    return balance.stock, balance.owed
