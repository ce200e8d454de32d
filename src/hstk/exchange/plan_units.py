"""Finds the units that a plan names among the organizations there are.

Plans spell one unit in many ways, so a spelling is compared without marks, case and punctuation,
against the name, the short name and the aliases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hstk.core.errors import Problem, Rejected
from hstk.core.kinds import Organization
from hstk.core.language import say
from hstk.core.text import closest, words
from hstk.core.validation import checked
from hstk.exchange.plan_reading import Section
from hstk.store.ecosystem import Ecosystem


def spelling(text: str) -> str:
    """What of a name counts when spellings are compared."""
    return " ".join(words(text))


def spellings(unit: Organization) -> list[str]:
    """Every way in which a unit is written."""
    return [text for text in (unit.name, unit.short_name, *unit.aliases) if text]


@dataclass(slots=True)
class Unit:
    """A unit as a plan file gives it, and the organization that it is, if there is one."""

    section: Section
    wanted: Organization
    there: Organization | None

    @property
    def id(self) -> UUID:
        """The id of the organization, or what it will be."""
        return (self.there or self.wanted).id


class Units:
    """The organizations of a plan file, each one that is there already or a new one.

    Args:
        eco: where organizations are looked for.
        sections: the ``[[organization]]`` sections of the file.
        on: the day of the plan; units that ended before it cannot be meant.

    Attributes:
        all: one for each section that can be understood.
        problems: what is wrong with the sections.
    """

    def __init__(self, eco: Ecosystem, sections: Sequence[Section], on: date | None) -> None:
        self.all: list[Unit] = []
        self.problems: list[Problem] = []
        self._there: dict[str, list[Organization]] = defaultdict(list)
        for unit in eco.find(Organization):
            if on is None or unit.valid_to is None or unit.valid_to >= on:
                for text in dict.fromkeys(map(spelling, spellings(unit))):
                    self._there[text].append(unit)
        self._meant: dict[str, Unit] = {}
        for section in sections:
            self._take(section)
        for found in self.all:
            if given := found.section.values.get("parent"):
                self._place(found, given)

    def resolve(self, section: Section, key: str, given: str) -> UUID | None:
        """The id of the unit that a section names; None, and a problem, when there is none."""
        text = spelling(given)
        if not text:
            return None
        if text in self._meant:
            return self._meant[text].id
        found = self._there.get(text, [])
        if len(found) == 1:
            return found[0].id
        if found:
            self._say_which(section, key, given, found)
            return None
        near = ", ".join(f"«{name}»" for name in closest(given, self._names()))
        hint = say(f" Có phải: {near}?", f" Did you mean: {near}?") if near else ""
        self.problems.append(
            section.problem(
                key,
                f"chưa có tổ chức «{given}»; khai nó ở [[organization]].{hint}",
                f"there is no organization “{given}”; give it an [[organization]].{hint}",
            )
        )
        return None

    # -- one section

    def _take(self, section: Section) -> None:
        if not section.sound:
            return  # told already
        values = {key: value for key, value in section.values.items() if key != "parent"}
        try:
            wanted = checked(Organization, values)
        except Rejected as error:
            self.problems += section.told(error)
            return
        found = Unit(section, wanted, self._match(section, wanted))
        for other in self.all:
            if other.id == found.id:
                self.problems.append(_twice(section, other.section))
        self.all.append(found)
        for text in spellings(wanted):
            other = self._meant.setdefault(spelling(text), found)
            if other is not found and other.id != found.id:
                self.problems.append(_taken(section, text, other.section))

    def _place(self, found: Unit, given: str) -> None:
        parent = self.resolve(found.section, "parent", given)
        if parent == found.id:
            self.problems.append(
                found.section.problem(
                    "parent", "không thể là chính đơn vị này", "must not be this unit itself"
                )
            )
        elif parent is not None:
            found.wanted = found.wanted.evolve(parent=parent)

    def _match(self, section: Section, wanted: Organization) -> Organization | None:
        """The one that is there already: of this very name, else of any of its spellings."""
        own = {spelling(text) for text in spellings(wanted)}
        able = {
            unit.id: unit
            for text in own
            for unit in self._there.get(text, [])
            if None in (unit.level, wanted.level) or unit.level == wanted.level
        }.values()
        same = [unit for unit in able if spelling(unit.name) == spelling(wanted.name)]
        found = same or list(able)
        if len(found) > 1:
            self._say_which(section, "name", wanted.name, found)
        return found[0] if found else None

    def _names(self) -> list[str]:
        units = [unit.wanted for unit in self.all]
        units += [unit for several in self._there.values() for unit in several]
        return [text for unit in units for text in spellings(unit)]

    def _say_which(
        self, section: Section, key: str, given: str, found: Iterable[Organization]
    ) -> None:
        names = "; ".join(f"{unit.name} ({str(unit.id)[-8:]})" for unit in found)
        self.problems.append(
            section.problem(
                key,
                f"«{given}» có thể là nhiều tổ chức đã có: {names}; ghi tên đầy đủ",
                f"“{given}” may be several organizations: {names}; give the full name",
            )
        )


def _twice(section: Section, other: Section) -> Problem:
    return section.problem(
        "name",
        f"cùng một tổ chức với {other.where()}; gộp hai mục làm một",
        f"is the same organization as {other.where()}; make them one",
    )


def _taken(section: Section, text: str, other: Section) -> Problem:
    return section.problem(
        "aliases",
        f"cách viết «{text}» đã thuộc về {other.where()}",
        f"the spelling “{text}” belongs to {other.where()}",
    )
