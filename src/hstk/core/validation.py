"""Turns pydantic's findings into problems that a coordinator can act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.errors import NotFound, Problem, Rejected
from hstk.core.language import say
from hstk.core.money import show_number
from hstk.core.text import closest

E = TypeVar("E", bound=Entity)


def checked(kind: type[E], values: Mapping[str, Any], *, where: str = "") -> E:
    """A record made from ``values``.

    Args:
        kind: the class.
        values: fields by name; text is read as a person would write it.
        where: the line, row or file the values come from, for the messages.

    Raises:
        Rejected: with every problem at once.
    """
    try:
        return kind.model_validate(dict(values))
    except ValidationError as error:
        raise Rejected(problems_in(error, kind, where=where)) from None


def problems_in(
    error: ValidationError, kind: type[Entity], *, where: str = "", field: str = ""
) -> list[Problem]:
    """Every finding of ``error`` as a problem, in the current language.

    Args:
        error: what pydantic found.
        kind: the class.
        where: the line, row or file the values come from.
        field: the field, when a value was checked alone.
    """
    problems: list[Problem] = []
    for found in error.errors(include_url=False):
        # a rule over several fields has no place of its own, but may name the field to mend
        about = found.get("ctx", {}).get("field", "")
        name = field or (str(found["loc"][0]) if found["loc"] else about)
        whole = found["type"] == "missing" or not (found["loc"] or field)
        given = "" if whole else _brief(found["input"])
        problems.append(Problem(name, _message(kind, name, found), given, where))
    return problems


def unknown_field(kind: type[Entity], name: str) -> NotFound:
    """The error for a field that the kind does not have, with the nearest names."""
    return NotFound(
        say(
            f"{kind.spec.label} không có trường «{name}».",
            f"{kind.spec.label} has no field “{name}”.",
        ),
        key=name,
        nearest=nearest_fields(kind, name),
    )


def nearest_fields(kind: type[Entity], name: str) -> tuple[str, ...]:
    """Names of fields that ``name`` may have meant, by name or by label."""
    by_spelling = {
        spelling: field.name
        for field in kind.fields.values()
        for spelling in (field.shown.label, field.shown.label_en, field.name)
    }
    found = (by_spelling[near] for near in closest(name, by_spelling))
    return tuple(dict.fromkeys(found))


def _brief(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 80 else text[:79] + "…"


def _message(kind: type[Entity], name: str, found: Any) -> str:
    what, context, given = found["type"], found.get("ctx", {}), _brief(found["input"])
    spec = kind.fields.get(name)
    if what == "extra_forbidden":
        return str(unknown_field(kind, name)).replace("\n", " ")
    if what == "missing":
        label = spec.label if spec else name
        return say(f"cần điền «{label}»", f"“{label}” is required")
    if what == "value_error":
        return str(context["error"])
    if what in ("unreadable", "misfit"):
        return str(context["message"])
    if what in ("string_too_short", "string_too_long"):
        if what == "string_too_short":
            return say("không được để trống", "must not be empty")
        most = context["max_length"]
        return say(
            f"dài {len(str(found['input']))} ký tự, nhiều nhất {most}",
            f"is {len(str(found['input']))} characters long, at most {most}",
        )
    bounds = {
        "greater_than_equal": ("ge", "không được nhỏ hơn", "must not be less than"),
        "greater_than": ("gt", "phải lớn hơn", "must be greater than"),
        "less_than_equal": ("le", "không được lớn hơn", "must not be more than"),
        "less_than": ("lt", "phải nhỏ hơn", "must be less than"),
    }
    if what in bounds:
        key, vi, en = bounds[what]
        limit = context[key]
        limit = show_number(limit) if isinstance(limit, (int, float)) else limit
        return say(f"{given} {vi} {limit}", f"{given} {en} {limit}")
    if spec is not None:
        return _wanted(spec, given, found["input"])
    return str(found["msg"])


_WANTED: Mapping[FieldType, tuple[str, str]] = {
    FieldType.INTEGER: ("một số nguyên, ví dụ 12", "a whole number, for example 12"),
    FieldType.NUMBER: ("một số, ví dụ 12,5", "a number, for example 12.5"),
    FieldType.MONEY: ("một số tiền, ví dụ 2,5 triệu", "an amount, for example 2500000"),
    FieldType.BOOLEAN: ("Có hoặc Không", "yes or no"),
    FieldType.DATE: ("một ngày, ví dụ 15/11/2023", "a date, for example 2023-11-15"),
    FieldType.PARTIAL_DATE: (
        "một ngày, tháng hoặc năm, ví dụ 3/2023",
        "a day, month or year, for example 2023-03",
    ),
    FieldType.MOMENT: ("ngày và giờ, ví dụ 15/11/2023 08:30", "a date and time"),
    FieldType.REF: ("tên hoặc mã số của một bản ghi", "the name or id of a record"),
    FieldType.REFS: ("danh sách tên hoặc mã số, cách nhau bởi ;", "names or ids separated by ;"),
    FieldType.ID: ("một mã số", "an id"),
}


def _wanted(spec: FieldSpec, given: str, value: object) -> str:
    if value is None:
        return say("không được để trống", "must not be empty")
    vi, en = _WANTED.get(spec.type, ("một dòng chữ", "text"))
    return say(f"«{given}» không đọc được; cần {vi}", f"“{given}” cannot be read; give {en}")


def collected(problems: Iterable[Problem]) -> None:
    """Raises one :class:`Rejected` for all ``problems``; does nothing when there are none."""
    found: Sequence[Problem] = tuple(problems)
    if found:
        raise Rejected(found)
