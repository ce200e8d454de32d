"""A form: what is typed for one record, what is wrong with it, what it would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import ValidationError

from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.errors import Difference, Problem, Rejected
from hstk.core.language import say
from hstk.core.validation import checked
from hstk.tui.viewmodel.editing import (
    Picks,
    State,
    defaults_of,
    editor_of,
    is_empty,
    state_of,
    text_of,
    understood,
    value_of,
)
from hstk.tui.viewmodel.satellites import Part, belongs, satellites_of, save_part, telling, within
from hstk.tui.viewmodel.values import Names, references

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


class FormModel:
    """What a form holds.

    Attributes:
        kind: of the record, or the class of the answers; base: the record as it was read, or None.
        parts: what satellites add to it.
        fields: those that are edited, in order, those of the parts by their whole names.
        errors: what is wrong, by field, in words.
        general: what is wrong with the record as a whole.

    Args:
        kind, base, parts: see above.
        names: titles of what the values refer to.
        initial: what the form begins with instead of the defaults.
        title: its heading, instead of «Thêm người».
    """

    def __init__(
        self,
        kind: type[Entity],
        base: Entity | None,
        names: Names,
        *,
        initial: Mapping[str, Any] | None = None,
        parts: Sequence[Part] = (),
        title: str = "",
    ) -> None:
        self.kind = kind
        self.base = base
        self.parts = tuple(parts)
        self.errors: dict[str, str] = {}
        self.general: list[str] = []
        self._title = title
        own = {n: f for n, f in kind.fields.items() if not f.shown.hidden}
        values = base.__dict__ if base else defaults_of(kind) | dict(initial or {})
        self._first = {n: state_of(f, values[n], names) for n, f in own.items()}
        self._owners: dict[str, tuple[type[Entity], str]] = {n: (kind, n) for n in own}
        self.fields = own
        for part in self.parts:
            values = part.base.__dict__ if part.base else defaults_of(part.kind)
            for name, field in part.fields().items():
                bare = name.partition(".")[2]
                self.fields[name] = field
                self._owners[name] = (part.kind, bare)
                self._first[name] = state_of(field, values[bare], names)
        self._states = dict(self._first)
        self._fitting: tuple[Part, ...] = ()
        self.refit()

    @property
    def title(self) -> str:
        """The heading of the form."""
        label = self.kind.spec.label.lower()
        return self._title or (
            say(f"Sửa {label}", f"Edit {label}")
            if self.base
            else say(f"Thêm {label}", f"Add {label}")
        )

    @property
    def sections(self) -> list[tuple[str, list[FieldSpec]]]:
        """The fields under their headings; the first heading may be ""."""
        found: list[tuple[str, list[FieldSpec]]] = []
        absent = {n for part in self.parts if part not in self._fitting for n in part.fields()}
        for field in self.fields.values():
            if field.name in absent:
                continue
            if not found or found[-1][0] != field.section:
                found.append((field.section, []))
            found[-1][1].append(field)
        return found

    def is_of_part(self, name: str) -> bool:
        """Whether a field belongs to a satellite rather than to the record itself."""
        return self._owners[name][0] is not self.kind

    def refit(self) -> bool:
        """Look again which parts the record has, as it is typed; whether that has changed."""
        if not self.parts:
            return False
        before, host = self._fitting, self.so_far()
        self._fitting = tuple(part for part in self.parts if part.fits(host))
        return self._fitting != before

    # -- typing

    def state(self, name: str) -> State:
        """What the editor of a field holds."""
        return self._states[name]

    def put(self, name: str, state: State) -> None:
        """Take what the editor of a field holds now."""
        self._states[name] = state

    @property
    def changed(self) -> list[str]:
        """Fields whose editor holds something else than at first."""
        return [name for name, state in self._states.items() if state != self._first[name]]

    @property
    def unanswered(self) -> int:
        """How many fields are empty."""
        return sum(is_empty(state) for state in self._states.values())

    def so_far(self) -> Any:
        """The record as far as what is typed can be understood.

        It is not checked. Where nothing is typed, or nothing that is understood, a field that must
        hold something has its default, and None if it has none; any other has None.
        """
        defaults = defaults_of(self.kind)
        values = defaults | (self.base.__dict__ if self.base else {})
        for name, state in self._states.items():
            kind, bare = self._owners[name]
            if kind is self.kind:
                field = self.fields[name]
                value = value_of(field, state)
                values[bare] = None if field.optional else defaults[bare]
                if value is not None:
                    with suppress(ValidationError):
                        values[bare] = understood(kind, bare, value)
        return self.kind.model_construct(**values)

    # -- checking

    def check(self, name: str) -> str:
        """What is wrong with one field as it stands, or ""; other fields are not judged."""
        problems = self._checked()[1]
        message = next((p.message for p in problems if p.field == name), "")
        self._note(name, message)
        return message

    def tidy(self, name: str) -> State:
        """What the editor of a field shall hold once its value is understood: «20/11/2026»."""
        state, field = self._states[name], self.fields[name]
        value = value_of(field, state)
        if editor_of(field) == "line" and value is not None and name not in self.errors:
            with suppress(ValidationError):
                self._states[name] = text_of(field, understood(*self._owners[name], value))
        return self._states[name]

    def record(self) -> Entity | None:
        """The record that the form describes, or None; then :attr:`errors` tell why."""
        record, problems = self._checked()
        self.take(problems)
        return record if not problems else None

    def take(self, problems: Iterable[Problem]) -> None:
        """Show these problems and no others."""
        self.errors, self.general = {}, []
        for problem in problems:
            if problem.field in self.fields:
                self.errors.setdefault(problem.field, problem.message)
            else:
                self.general.append(str(problem))

    def _note(self, name: str, message: str) -> None:
        if message:
            self.errors[name] = message
        else:
            self.errors.pop(name, None)

    def _values(self, kind: type[Entity], base: Entity | None) -> dict[str, Any]:
        """What is filled in of one kind, and what the form does not show."""
        values: dict[str, Any] = {}
        shown = {bare: name for name, (owner, bare) in self._owners.items() if owner is kind}
        for bare, field in kind.fields.items():
            if bare not in shown:
                if base is not None:
                    values[bare] = getattr(base, bare)
                continue
            value = value_of(field, self._states[shown[bare]])
            if value is not None or (field.optional and not field.required):
                values[bare] = value
        return values

    def _checked(self) -> tuple[Entity | None, list[Problem]]:
        """The record, if everything is right, and everything that is wrong."""
        problems = [
            Problem(
                name,
                say(
                    f"chưa chọn «{state.text.strip()}» trong danh sách; "
                    "gõ tiếp rồi nhấn Enter ở dòng đúng",
                    f"“{state.text.strip()}” is not picked yet; "
                    "type on, then press Enter on the right line",
                ),
            )
            for name, state in self._states.items()
            if isinstance(state, Picks) and state.text.strip()
        ]
        unpicked = {problem.field for problem in problems}
        record: Entity | None = None
        found: list[Problem] = []
        try:
            record = checked(self.kind, self._values(self.kind, self.base))
        except Rejected as error:
            found += error.problems
        host = self.so_far() if record is None else record
        for part in self._filled(host):
            try:
                self._satellite(part, host)
            except Rejected as error:
                found += within(part, error.problems)
        problems += [problem for problem in found if problem.field not in unpicked]
        return (None if found else record), problems

    def _filled(self, host: Entity) -> list[Part]:
        """The parts of the record in which there is something; an empty one is not created."""
        return [
            part
            for part in self.parts
            if part.fits(host)
            and (part.base or any(self._states[n] != self._first[n] for n in part.fields()))
        ]

    def _satellite(self, part: Part, host: Entity) -> Entity:
        values = self._values(part.kind, part.base) | {part.satellite.by: host.id}
        return checked(part.kind, values)

    def satellites(self, record: Entity) -> list[tuple[Part, Entity]]:
        """What the satellites of a record shall hold, once :meth:`record` has found no fault."""
        return [(part, self._satellite(part, record)) for part in self._filled(record)]

    # -- saving

    def changes(self, record: Entity) -> dict[str, Any]:
        """The fields in which a record differs from what was read."""
        return {
            name: getattr(record, name)
            for name in self.kind.fields
            if name in self.fields and getattr(record, name) != getattr(self.base, name)
        }


def form_model(eco: Ecosystem, kind: str, record: UUID | None = None, title: str = "") -> FormModel:
    """A form for a record that exists, read anew, or for a new one.

    Args:
        eco: the open file.
        kind: stable name of the kind.
        record: the record to edit; None for a new one.
        title: what a new one is called, if its kind is named by a line of text.

    Raises:
        NotFound: the record is gone.
    """
    class_ = eco.kind(kind)
    base = eco.get(class_, record) if record else None
    parts = [
        Part(
            one,
            partial(belongs, eco, one),
            eco.satellite(one.kind, record) if record else None,
        )
        for one in satellites_of(eco, kind)
    ]
    names = Names.of(eco, [one for one in (base, *(part.base for part in parts)) if one])
    model = FormModel(class_, base, names, parts=parts)
    if title and base is None and class_.fields[class_.spec.title[0]].type is FieldType.LINE:
        model.put(class_.spec.title[0], title)
    return model


def save(eco: Ecosystem, model: FormModel, record: Entity) -> Entity:
    """Write what a form describes.

    Raises:
        Rejected: it is not acceptable; Conflict: somebody else changed the same fields.
    """
    satellites = model.satellites(record)
    if not satellites:
        return _save_host(eco, model, record)
    with eco.changes():
        saved = _save_host(eco, model, record)
        for part, satellite in satellites:
            with telling(part):
                save_part(eco, part, satellite)
    return saved


def _save_host(eco: Ecosystem, model: FormModel, record: Entity) -> Entity:
    if model.base is None:
        return eco.add(record)
    changes = model.changes(record)
    return eco.update(model.base, **changes) if changes else model.base


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people changed, as people read it."""

    field: str
    label: str
    before: str
    mine: str
    theirs: str


def clashes(
    eco: Ecosystem, fields: Mapping[str, FieldSpec], differences: Sequence[Difference]
) -> list[Clash]:
    """What a conflict about fields of a form is about, in words."""
    ids: set[UUID] = set()
    for one in differences:
        for value in (one.before, one.mine, one.theirs):
            ids |= references(fields, {one.field: value})
    names = Names(eco.titles(ids) if ids else {})
    return [
        Clash(
            one.field,
            fields[one.field].label,
            *(names.show(fields[one.field], value) for value in (one.before, one.mine, one.theirs)),
        )
        for one in differences
        if one.field in fields
    ]


def rebased(eco: Ecosystem, model: FormModel, theirs: Collection[str]) -> FormModel:
    """The form on the record as somebody else left it, with what was typed here put over it.

    Args:
        eco: the open file.
        model: the form as it was.
        theirs: fields in which the other's values stand.

    Raises:
        NotFound: the record is gone.
    """
    assert model.base is not None
    fresh = form_model(eco, model.kind.spec.kind, model.base.id)
    for name in model.changed:
        if name in fresh.fields and name not in theirs:
            fresh.put(name, model.state(name))
    return fresh
