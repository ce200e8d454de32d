"""A class of a plan's task 2.3 with the units that are to send somebody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hstk import Ecosystem, Entity
from hstk.kinds import (
    Event,
    Gender,
    Organization,
    OrganizationKind,
    PartialDate,
    Participation,
    Person,
    Plan,
    Startup,
    Task,
)
from hstk.plugins import Action, Asked, Document, Done, Form, Paper, Part, Table, View, Workbook
from hstk.plugins.offers import form_of, made, offer, parts, perform, told
from hstk.plugins.training.book import ClassBook, bare, book_of

BEFORE, FIRST, LAST, AFTER = (date(2023, *day) for day in ((5, 2), (6, 12), (6, 13), (6, 20)))


@dataclass
class World:
    """An ecosystem, with the short names that tests use."""

    eco: Ecosystem
    units: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def unit(self, name: str, **fields: Any) -> Organization:
        """An agency."""
        values = {"name": name, "kind_of": OrganizationKind.AGENCY} | fields
        self.units[name] = self.eco.add(Organization(**values))
        return self.units[name]

    def person(self, name: str, gender: Gender | None = None, birth: str | None = None) -> Person:
        """Somebody."""
        born = PartialDate(birth) if birth else None
        self.people[name] = self.eco.add(Person(name=name, gender=gender, birth=born))
        return self.people[name]

    def startup(self, name: str) -> Startup:
        """A startup with an owner of its own."""
        return self.eco.add(Startup(name=name, owner=self.person(f"Chủ {name}").id))

    def task(self, code: str, content: str = "", **fields: Any) -> Task:
        """A task of a plan of its own."""
        plan = self.eco.add(
            Plan(code=f"kh-{code}", title="xây dựng hệ sinh thái", year_from=2023, number="175/KH")
        )
        return self.eco.add(
            Task(plan=plan.id, code=code, number=code, title="Việc", content=content, **fields)
        )

    def do(
        self, name: str, record: Entity | None = None, /, *, on: date = BEFORE, **answers: Any
    ) -> Done:
        """Carries out an action with the form as it begins and these answers over it."""
        action = offer(self.eco, name)
        assert isinstance(action, Action)
        return perform(self.eco, action, Asked(record, self.filled(name, record, answers), on))

    def tells(
        self, name: str, record: Entity | None = None, /, *, on: date = BEFORE, **answers: Any
    ) -> str:
        """What an action says of these answers."""
        action = offer(self.eco, name)
        assert isinstance(action, Action)
        return told(self.eco, action, Asked(record, self.filled(name, record, answers), on))

    def filled(self, name: str, record: Entity | None, answers: dict[str, Any]) -> Form | None:
        """The form of an offer, filled in; a trainee's field is known by the name as well."""
        form = form_of(self.eco, offer(self.eco, name), record)
        if form is None:
            return None
        named = {bare(one.label).replace(" ", "_"): key for key, one in form.fields.items()}
        of_units = {
            bare(one.label.partition(" (")[0]).replace(" ", "_"): key
            for key, one in form.fields.items()
        }
        known = of_units | named
        return form(
            **{key if key in form.fields else known[key]: value for key, value in answers.items()}
        )

    def show(
        self, name: str, record: Entity | None = None, /, *, on: date = BEFORE, **answers: Any
    ) -> list[Part]:
        """What a view shows."""
        view = offer(self.eco, name)
        assert isinstance(view, View)
        asked = Asked(record, self.filled(name, record, answers), on)
        return list(parts(self.eco, view, asked))

    def table(
        self,
        name: str,
        table: str,
        record: Entity | None = None,
        /,
        *,
        on: date = BEFORE,
        **answers: Any,
    ) -> Table:
        """One table of a view."""
        shown = self.show(name, record, on=on, **answers)
        return next(part for part in shown if isinstance(part, Table) and part.name == table)

    def paper(
        self, name: str, record: Entity | None = None, /, *, on: date = BEFORE, **answers: Any
    ) -> Document | Workbook:
        """A paper."""
        paper = offer(self.eco, name)
        assert isinstance(paper, Paper)
        return made(self.eco, paper, Asked(record, self.filled(name, record, answers), on))

    def open(self, name: str = "Khóa tư vấn viên", **answers: Any) -> Event:
        """A class of two days: four sessions of four hours."""
        values = {"starts_on": FIRST, "ends_on": LAST} | answers
        done = self.do("training.open", name=name, **values)
        assert done.record
        return self.eco.get(Event, done.record)

    def book(self, event: Event) -> ClassBook:
        """The class as it stands."""
        return book_of(self.eco, self.eco.get(Event, event.id))

    def enrolled(self, event: Event, *names: str) -> list[Participation]:
        """New people of the class."""
        people = [self.people.get(name) or self.person(name) for name in names]
        self.do("training.enrol", event, who=people)
        return [one.part for one in self.book(event).trainees]

    def taught(self, event: Event, **away: Any) -> None:
        """Takes attendance of every session; ``away`` is how by the field of the trainee."""
        for session in self.book(event).sessions:
            self.do("training.attendance", session, on=AFTER, **away)


def column(table: Table, name: str) -> list[Any]:
    """The cells of a column."""
    place = [one.name for one in table.columns].index(name)
    return [row.cells[place] for row in table.rows]
