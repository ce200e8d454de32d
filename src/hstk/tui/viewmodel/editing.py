"""Values as the fields of a form hold them while somebody types: text, choices, picks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import TypeAdapter
from pydantic_core import PydanticUndefined

from hstk.core.choices import Choice
from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.language import language
from hstk.core.showing import shown
from hstk.tui.viewmodel.values import Names

Editor = Literal["line", "text", "choice", "picks"]
"""What a field is edited with: a line, several lines, a pick list, a search for records."""

_GROUPED = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+")
_COMMA = re.compile(r"-?[0-9]+(?:\.[0-9]{3})*,[0-9]+")


@dataclass(frozen=True, slots=True)
class Pick:
    """Something that was picked.

    Args:
        key: id of a record, or a choice of a pick list.
        title: as people read it.
    """

    key: Any
    title: str


@dataclass(frozen=True, slots=True)
class Picks:
    """What a field of references or of several choices holds.

    Args:
        chosen: in the order they were picked; one at most, unless the field holds several.
        text: what is typed and not picked yet.
    """

    chosen: tuple[Pick, ...] = ()
    text: str = ""


State: TypeAlias = "str | Choice | bool | Picks | None"
"""What an editor holds: text, a choice, yes or no, picks; None when nothing is chosen."""


def editor_of(field: FieldSpec) -> Editor:
    """What a field is edited with."""
    match field.type:
        case FieldType.TEXT:
            return "text"
        case FieldType.CHOICE | FieldType.BOOLEAN:
            return "choice"
        case FieldType.REF | FieldType.REFS | FieldType.CHOICES:
            return "picks"
        case _:
            return "line"


def holds_several(field: FieldSpec) -> bool:
    """Whether more than one thing can be picked."""
    return field.type in (FieldType.REFS, FieldType.CHOICES)


def is_empty(state: State) -> bool:
    """Whether nothing is typed, chosen or picked; a «no» is something."""
    return state in (None, "") or (isinstance(state, Picks) and not (state.chosen or state.text))


def state_of(field: FieldSpec, value: Any, names: Names) -> State:
    """What the editor of a field holds for a value."""
    match field.type:
        case FieldType.CHOICE | FieldType.BOOLEAN:
            state: State = value
            return state
        case FieldType.REF:
            return Picks((Pick(value, names(value)),) if value else ())
        case FieldType.REFS:
            return Picks(tuple(Pick(one, names(one)) for one in value or ()))
        case FieldType.CHOICES:
            return Picks(tuple(Pick(one, one.label) for one in value or ()))
        case _:
            return text_of(field, value)


def text_of(field: FieldSpec, value: Any) -> str:
    """A value as it is typed: reading it again gives the same value."""
    if value is None:
        return ""
    if field.type is FieldType.INTEGER:
        return str(value)
    if field.type is FieldType.NUMBER:
        text = f"{value:.12g}"
        return text.replace(".", ",") if language() == "vi" else text
    if field.masked:  # shown in part, edited whole
        return str(value)
    return shown(field, value)


def value_of(field: FieldSpec, state: State) -> Any:
    """What an editor holds as the library reads it; None when it is empty."""
    if isinstance(state, Picks):
        keys = tuple(pick.key for pick in state.chosen)
        if holds_several(field):
            return keys or None
        return keys[0] if keys else None
    if isinstance(state, str) and not isinstance(state, Choice):
        text = state if field.type is FieldType.TEXT else state.strip()
        return _number(field, text) or None
    return state


def _number(field: FieldSpec, text: str) -> str:
    """A number written the Vietnamese way («1.250», «62,5») as the library reads it."""
    if field.type is FieldType.INTEGER and _GROUPED.fullmatch(text):
        return text.replace(".", "").replace(" ", "")
    if field.type is FieldType.NUMBER and _COMMA.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text


def defaults_of(kind: type[Entity]) -> dict[str, Any]:
    """What a new record begins with; None where there is no default."""
    found = {
        name: info.get_default(call_default_factory=True)
        for name, info in kind.model_fields.items()
    }
    return {name: None if value is PydanticUndefined else value for name, value in found.items()}


def understood(kind: type[Entity], name: str, value: Any) -> Any:
    """One value as the record would hold it, though others may still be wrong."""
    return _adapter(kind, name).validate_python(value)


@lru_cache(maxsize=512)
def _adapter(kind: type[Entity], name: str) -> TypeAdapter[Any]:
    info = kind.model_fields[name]
    annotation: Any = Annotated[(info.annotation, *info.metadata)]
    return TypeAdapter(annotation)
