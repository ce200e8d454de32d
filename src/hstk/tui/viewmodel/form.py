"""A form: what is typed for one record, what is wrong with it, what it would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.errors import Difference, Problem, Rejected
from hstk.core.language import say
from hstk.core.validation import checked
from hstk.tui.viewmodel.editing import Picks, State, editor_of, state_of, text_of, value_of
from hstk.tui.viewmodel.values import Names, references

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


class FormModel:
    """What a form holds.

    Attributes:
        kind: of the record; base: it as it was read, or None for a new one.
        fields: those that are edited, in order.
        errors: what is wrong, by field, in words.
        general: what is wrong with the record as a whole.

    Args:
        kind, base: see above.
        names: titles of what the values of ``base`` refer to.
    """

    def __init__(self, kind: type[Entity], base: Entity | None, names: Names) -> None:
        self.kind = kind
        self.base = base
        self.fields = {n: f for n, f in kind.fields.items() if not f.shown.hidden}
        self.errors: dict[str, str] = {}
        self.general: list[str] = []
        values = base.__dict__ if base else {n: f.default for n, f in self.fields.items()}
        self._first = {n: state_of(f, values[n], names) for n, f in self.fields.items()}
        self._states = dict(self._first)

    @property
    def title(self) -> str:
        """The heading of the form."""
        label = self.kind.spec.label.lower()
        return (
            say(f"Sửa {label}", f"Edit {label}")
            if self.base
            else say(f"Thêm {label}", f"Add {label}")
        )

    @property
    def sections(self) -> list[tuple[str, list[FieldSpec]]]:
        """The fields under their headings; the first heading may be ""."""
        found: list[tuple[str, list[FieldSpec]]] = []
        for field in self.fields.values():
            if not found or found[-1][0] != field.section:
                found.append((field.section, []))
            found[-1][1].append(field)
        return found

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
                self._states[name] = text_of(field, _alone(self.kind, name, value))
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

    def _values(self) -> dict[str, Any]:
        """What is filled in, and what the form does not show."""
        hidden = {
            name: getattr(self.base, name)
            for name in self.kind.fields
            if self.base is not None and name not in self.fields
        }
        typed = {n: value_of(self.fields[n], state) for n, state in self._states.items()}
        return hidden | {name: value for name, value in typed.items() if value is not None}

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
        try:
            record = checked(self.kind, self._values())
        except Rejected as error:
            return None, problems + [p for p in error.problems if p.field not in unpicked]
        return record, problems

    # -- saving

    def changes(self, record: Entity) -> dict[str, Any]:
        """The fields in which a record differs from what was read."""
        return {
            name: getattr(record, name)
            for name in self.fields
            if getattr(record, name) != getattr(self.base, name)
        }


def _alone(kind: type[Entity], name: str, value: Any) -> Any:
    """One value as the record would hold it, though others may still be wrong."""
    info = kind.model_fields[name]
    annotation: Any = Annotated[(info.annotation, *info.metadata)]
    return TypeAdapter(annotation).validate_python(value)


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
    ids = references(class_.fields, base.__dict__) if base else set()
    model = FormModel(class_, base, Names(eco.titles(ids) if ids else {}))
    if title and base is None and class_.fields[class_.spec.title[0]].type is FieldType.LINE:
        model.put(class_.spec.title[0], title)
    return model


def save(eco: Ecosystem, model: FormModel, record: Entity) -> Entity:
    """Write what a form describes.

    Raises:
        Rejected: it is not acceptable; Conflict: somebody else changed the same fields.
    """
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


def clashes(eco: Ecosystem, kind: type[Entity], differences: Sequence[Difference]) -> list[Clash]:
    """What a conflict is about, in words."""
    ids: set[UUID] = set()
    for one in differences:
        for value in (one.before, one.mine, one.theirs):
            ids |= references(kind.fields, {one.field: value})
    names = Names(eco.titles(ids) if ids else {})
    return [
        Clash(
            one.field,
            kind.fields[one.field].label,
            *(
                names.show(kind.fields[one.field], value)
                for value in (one.before, one.mine, one.theirs)
            ),
        )
        for one in differences
        if one.field in kind.fields
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
        if name not in theirs:
            fresh.put(name, model.state(name))
    return fresh
