"""Loads a plan from a file: what it says against what is there, and only the difference written.

The shape of the file is described at its top, see ``examples/ly_son/plan_2023.toml``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from pydantic import ValidationError

from hstk.core.dates import read_date
from hstk.core.entity import Entity, FieldType
from hstk.core.errors import Rejected
from hstk.core.filters import where
from hstk.core.ids import new_id
from hstk.core.kinds import AdminUnit, Plan, Target, Task
from hstk.core.language import say
from hstk.core.showing import shown
from hstk.core.text import clean, closest
from hstk.core.validation import checked, problems_in
from hstk.exchange.plan_reading import PlanText, Section, bad_plan, read_plan
from hstk.exchange.plan_units import Units, spelling, spellings
from hstk.store.ecosystem import Ecosystem

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What loading a plan file changes.

    Args:
        plan: the plan as it is after loading.
        lines: what changes, a line each; then what the reader should know.
        created, updated, unchanged: how many records.
    """

    plan: Plan
    lines: list[str]
    created: int
    updated: int
    unchanged: int


def plan_changes(eco: Ecosystem, path: str | os.PathLike[str]) -> PlanChanges:
    """What :func:`load_plan` would change; changes nothing.

    Raises:
        BadPlan: the file cannot be read, or says what cannot be: all problems at once.
    """
    return _Comparison(eco, read_plan(Path(path))).changes()


def load_plan(eco: Ecosystem, path: str | os.PathLike[str], *, reason: str = "") -> PlanChanges:
    """Loads a plan file in one change set.

    The plan is known by its code, tasks and targets by theirs, units by any of their spellings,
    the locality by its official code. Keys that the file does not have are left as they are.
    Nothing is ever deleted, and of units that are there already only what is empty is filled in.

    Args:
        eco: where to.
        path: the file.
        reason: for the history; the number of the plan when left out.

    Raises:
        BadPlan: as :func:`plan_changes`; nothing is written.
    """
    text = read_plan(Path(path))
    heads = text.sections["plan"]
    name = next((head.values.get("number") or head.values.get("code") for head in heads), "")
    with eco.changes(reason or say(f"Nạp kế hoạch {name}", f"Plan {name} loaded")):
        found = _Comparison(eco, text)
        changes = found.changes()
        eco.add_many(found.added)
        for record, values in found.changed:
            eco.update(record, **values)
    return changes


class _Comparison:
    """A plan file against what is there.

    Attributes:
        added: records to add.
        changed: records to change, with their new values.
    """

    def __init__(self, eco: Ecosystem, text: PlanText) -> None:
        self.eco = eco
        self.added: list[Entity] = []
        self.changed: list[tuple[Entity, dict[str, Any]]] = []
        self._same = 0
        self._notes: list[str] = []
        self._problems = list(text.problems)
        self._sections = text.sections
        head = next(iter(text.sections["plan"]), Section("plan", {}))
        self._day = _day_of(head)
        self._units = Units(eco, text.sections["organization"], self._day)
        plan = self._plan(head)
        tasks = self._tasks(plan)
        self._targets(plan, tasks)
        self._problems += self._units.problems
        if self._problems or plan is None:
            raise bad_plan(text.name, self._problems)
        self._plan_record = plan

    def changes(self) -> PlanChanges:
        """The difference in words and numbers."""
        new = {record.id: _title(record) for record in self.added}
        mentioned = {
            ref
            for record, values in self.changed
            for old in (False, True)
            for ref in _refs(record, values, old=old)
        }
        titles = self.eco.titles(mentioned) | new
        lines = [say(f"Thêm: {_named(record)}", f"Add: {_named(record)}") for record in self.added]
        for record, values in self.changed:
            lines += _told(record, values, titles)
        counts = len(self.added), len(self.changed), self._same
        return PlanChanges(self._plan_record, lines + self._notes, *counts)

    # -- the parts of a plan

    def _plan(self, head: Section) -> Plan | None:
        self._shared_units()
        values = self._values(head)
        locality = self._locality()
        if locality is not None:
            values["locality"] = locality
        code = values.get("code", "")
        there = next(iter(self.eco.find(Plan, where(code=clean(code)))), None) if code else None
        return self._own(Plan, head, there, values)

    def _tasks(self, plan: Plan | None) -> dict[str, UUID]:
        sections = self._sections["task"]
        known = self._known(Task, plan)
        ids = {code: task.id for code, task in known.items()}
        for section in sections:
            if isinstance(code := section.values.get("code"), str):
                ids.setdefault(clean(code), new_id())
        groups = {
            group.values["number"]: group.values["label"]
            for group in self._sections["group"]
            if group.sound
        }
        for order, section in enumerate(sections, 1):
            values = self._values(section) | {"order": order}
            code = clean(str(values.get("code", "")))
            if values.get("parent"):
                values["parent"] = self._task(section, "parent", ids)
            if (group := values.get("group")) not in (None, ""):
                if group not in groups:
                    self._problems.append(
                        section.problem(
                            "group",
                            f"chưa có nhóm {group}; khai nó ở [[group]]",
                            f"there is no group {group}; give it a [[group]]",
                        )
                    )
                values["group_label"] = groups.get(group, "")
            values |= {"id": ids.get(code) or new_id(), "plan": plan.id if plan else new_id()}
            self._own(Task, section, known.pop(code, None), values)
        self._left_over(known.values())
        return ids

    def _targets(self, plan: Plan | None, tasks: Mapping[str, UUID]) -> None:
        known = self._known(Target, plan)
        for order, section in enumerate(self._sections["target"], 1):
            values = self._values(section) | {"order": order}
            code = clean(str(values.get("code", "")))
            if values.get("task"):
                values["task"] = self._task(section, "task", tasks)
            values["plan"] = plan.id if plan else new_id()
            self._own(Target, section, known.pop(code, None), values)
            self._note_indicator(code, section.values.get("indicator"))
        self._left_over(known.values())

    def _known(self, kind: type[E], plan: Plan | None) -> dict[str, E]:
        """The tasks or targets that the plan has already, by code."""
        if plan is None:
            return {}
        found: list[Any] = self.eco.find(kind, where(plan=plan.id))
        return {record.code: record for record in found}

    def _left_over(self, records: Iterable[Task | Target]) -> None:
        for record in sorted(records, key=lambda record: record.order):
            self._notes.append(
                say(
                    f"{_named(record)} còn trong dữ liệu, không có trong tệp",
                    f"{_named(record)} is in the data and not in the file",
                )
            )

    def _note_indicator(self, code: str, indicator: object) -> None:
        known = self.eco.declarations.indicators
        if not isinstance(indicator, str) or indicator in known:
            return
        near = ", ".join(closest(indicator, known))
        self._notes.append(
            say(
                f"Chỉ tiêu {code}: chưa có cách tính «{indicator}» nên chưa tính được; có thể "
                "plugin của nó đang tắt" + (f", hoặc mã phải là {near}" if near else ""),
                f"Target {code}: there is no indicator “{indicator}”, so it cannot be computed; "
                "its plugin may be off" + (f", or the code should be {near}" if near else ""),
            )
        )

    # -- what the plan shares with others

    def _shared_units(self) -> None:
        for unit in self._units.all:
            if unit.there is None:
                self.added.append(unit.wanted)
                continue
            have = {unit.there.name, unit.there.short_name, *unit.there.aliases}
            more = tuple(text for text in spellings(unit.wanted) if text not in have)
            self._shared(
                unit.section, unit.there, unit.wanted, {"aliases": (*unit.there.aliases, *more)}
            )

    def _locality(self) -> UUID | None:
        section = next(iter(self._sections["locality"]), None)
        if section is None or not section.sound:
            return None
        try:
            wanted = checked(AdminUnit, section.values)
        except Rejected as error:
            self._problems += section.told(error)
            return None
        there = self._locality_there(wanted)
        if there is None:
            self.added.append(wanted)
            return wanted.id
        have = {there.name, *there.aliases}
        more = tuple(text for text in (wanted.name, *wanted.aliases) if text not in have)
        self._shared(section, there, wanted, {"aliases": (*there.aliases, *more)})
        return there.id

    def _locality_there(self, wanted: AdminUnit) -> AdminUnit | None:
        """The unit of this code, or without a code of this name; one in force at the time first."""
        if wanted.code:
            found = self.eco.find(AdminUnit, where(code=wanted.code))
        else:
            found = [
                unit
                for unit in self.eco.find(AdminUnit, where(level=wanted.level))
                if spelling(unit.name) == spelling(wanted.name)
            ]
        day = self._day or date.today()
        return min(found, key=lambda unit: not _in_force(unit, day), default=None)

    def _shared(self, section: Section, there: E, wanted: E, more: dict[str, Any]) -> None:
        """Fills in what is empty; what differs belongs to others and is only pointed out."""
        values = {name: value for name, value in more.items() if value != getattr(there, name)}
        for name in section.values:
            new, old = getattr(wanted, name), getattr(there, name)
            if name in (*more, "name") or new in (None, "") or new == old:
                continue
            if old in (None, ""):
                values[name] = new
                continue
            label = there.fields[name].label
            titles = self.eco.titles(_refs(there, {name: new}) | _refs(there, {name: old}))
            was, says = (_shown(there, name, value, titles) for value in (old, new))
            self._notes.append(
                say(
                    f"{_named(there)}: {label} trong dữ liệu là «{was}», trong tệp là "
                    f"«{says}»; giữ theo dữ liệu",
                    f"{_named(there)}: {label} is “{was}” in the data and “{says}” in the "
                    "file; the data stands",
                )
            )
        self._differ(section, there, values)

    # -- from sections to records

    def _values(self, section: Section) -> dict[str, Any]:
        """The values of a section, units as ids."""
        values = dict(section.values) if section.sound else {}
        for key in ("lead", "issuer"):
            if key in values:
                values[key] = self._units.resolve(section, key, values[key])
        for key in ("partners", "units", "report_to"):
            if key in values:
                meant = (self._units.resolve(section, key, given) for given in values[key])
                values[key] = tuple(dict.fromkeys(id_ for id_ in meant if id_ is not None))
        return values

    def _task(self, section: Section, key: str, ids: Mapping[str, UUID]) -> UUID | None:
        given = clean(section.values[key])
        if given not in ids:
            near = ", ".join(closest(given, ids))
            hint = say(f"; có phải: {near}?", f"; did you mean: {near}?") if near else ""
            self._problems.append(
                section.problem(
                    key,
                    f"không có nhiệm vụ mang mã «{given}»{hint}",
                    f"there is no task of the code “{given}”{hint}",
                )
            )
        return ids.get(given)

    def _own(
        self, kind: type[E], section: Section, there: E | None, values: dict[str, Any]
    ) -> E | None:
        """A record that is the plan's own: the file has the last word on the keys it has."""
        if not section.sound:
            return None
        try:
            wanted = checked(kind, values)
        except Rejected as error:
            self._problems += section.told(error)
            return None
        if there is None:
            self.added.append(wanted)
            return wanted
        names = [name for name in values if name != "id"]
        return self._differ(
            section,
            there,
            {n: getattr(wanted, n) for n in names if getattr(wanted, n) != getattr(there, n)},
        )

    def _differ(self, section: Section, there: E, values: dict[str, Any]) -> E:
        if not values:
            self._same += 1
            return there
        try:
            after = there.evolve(**values)
        except ValidationError as error:
            self._problems += section.told(Rejected(problems_in(error, type(there))))
            return there
        self.changed.append((there, values))
        return after


def _day_of(head: Section) -> date | None:
    try:
        return read_date(head.values.get("issued_on"), date.today())
    except ValueError:  # absent, or told with the other problems
        return None


def _in_force(unit: AdminUnit, day: date) -> bool:
    return (unit.valid_from or date.min) <= day <= (unit.valid_to or date.max)


def _title(record: Entity) -> str:
    names = record.spec.title
    return " · ".join(str(value) for name in names if (value := getattr(record, name)))


def _named(record: Entity) -> str:
    return say(f"{record.spec.label} «{_title(record)}»", f"{record.spec.label} “{_title(record)}”")


def _refs(record: Entity, values: Mapping[str, Any], *, old: bool = False) -> set[UUID]:
    """The records that values, or those they replace, refer to."""
    found: set[UUID] = set()
    for name, value in values.items():
        type_ = record.fields[name].type
        held = getattr(record, name) if old else value
        if type_ is FieldType.REF and held is not None:
            found.add(held)
        elif type_ is FieldType.REFS:
            found.update(held)
    return found


def _told(record: Entity, values: Mapping[str, Any], titles: Mapping[UUID, str]) -> list[str]:
    """What changes in a record, a line a field."""
    lines = []
    for name, value in values.items():
        label = record.fields[name].label
        before = _shown(record, name, getattr(record, name), titles)
        after = _shown(record, name, value, titles)
        lines.append(
            say(
                f"Sửa: {_named(record)}: {label}: «{before}» → «{after}»",
                f"Change: {_named(record)}: {label}: “{before}” → “{after}”",
            )
        )
    return lines


def _shown(record: Entity, name: str, value: Any, titles: Mapping[UUID, str]) -> str:
    """A value of a field on one short line."""
    text = shown(record.fields[name], value, lambda id_: titles.get(id_, "…"))
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "…"
