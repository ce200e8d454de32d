"""Values as people read them, and records as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hstk.core.dates import PartialDate, show_date, show_moment
from hstk.core.documents import Cell, Column
from hstk.core.entity import FieldSpec, FieldType
from hstk.core.language import say
from hstk.core.money import show_money, show_number
from hstk.core.phones import is_phone, show_phone
from hstk.core.tax_codes import mask_id

Titles = Callable[[UUID], str]
"""Gives the title of a record by its id."""

_PERSONAL = (9, 12)
"""Digits of citizen numbers and personal tax codes; those of organizations have 10 or 13."""


def shown(spec: FieldSpec, value: Any, titles: Titles = str) -> str:
    """A value as it stands in a list, a form or a report; "" for none.

    Args:
        spec: the field.
        value: of the Python type that the field declares.
        titles: names the records that references point at.
    """
    if value is None:
        return ""
    match spec.type:
        case FieldType.MONEY:
            return show_money(value)
        case FieldType.NUMBER | FieldType.INTEGER:
            # a year or a size is read without grouping below five digits
            small = isinstance(value, int) and -10_000 < value < 10_000
            return str(value) if small else show_number(value)
        case FieldType.BOOLEAN:
            return say("Có", "Yes") if value else say("Không", "No")
        case FieldType.DATE:
            return show_date(value)
        case FieldType.PARTIAL_DATE:
            return PartialDate(value).shown()
        case FieldType.MOMENT:
            return show_moment(value)
        case FieldType.CHOICE:
            return str(value.label)
        case FieldType.CHOICES:
            return "; ".join(item.label for item in value)
        case FieldType.LINES:
            return "; ".join(value)
        case FieldType.REF:
            return titles(value)
        case FieldType.REFS:
            return "; ".join(titles(item) for item in value)
        case FieldType.LINE if spec.masked and len(value) in _PERSONAL:
            return mask_id(value)
        case FieldType.LINE if is_phone(value):
            return show_phone(value)
        case _:
            return str(value)


def shown_cell(cell: Cell, column: Column) -> str:
    """A cell of a table as it is read: "1.234,5", "15/11/2022", "x" for yes; "" for none."""
    match cell:
        case None | False:
            return ""
        case True:
            return "x"
        case str():
            return cell
        case datetime():
            return show_moment(cell)
        case date():
            return show_date(cell)
    if column.format == "plain":
        return str(cell) if isinstance(cell, int) else show_number(cell).replace(".", "")
    return show_number(cell, places=0 if column.format == "money" else 2)


def as_json(spec: FieldSpec, value: Any) -> Any:
    """A value as JSON holds it: dates ISO, money whole đồng, ids and pick lists as text."""
    if value is None:
        return None
    if spec.type is FieldType.MOMENT:
        return _utc(value)
    if spec.type in (FieldType.DATE, FieldType.REF, FieldType.ID):
        return value.isoformat() if isinstance(value, date) else str(value)
    if spec.type in (FieldType.CHOICE, FieldType.PARTIAL_DATE):
        return str(value)
    if spec.type in (FieldType.CHOICES, FieldType.REFS, FieldType.LINES):
        return [str(item) for item in value]
    return value


def from_json(spec: FieldSpec, value: Any) -> Any:
    """The Python value that :func:`as_json` was given."""
    if value is None:
        return None
    match spec.type:
        case FieldType.MOMENT:
            return datetime.fromisoformat(value)
        case FieldType.DATE:
            return date.fromisoformat(value)
        case FieldType.PARTIAL_DATE:
            return PartialDate(value)
        case FieldType.REF | FieldType.ID:
            return UUID(value)
        case FieldType.REFS:
            return tuple(UUID(item) for item in value)
        case FieldType.CHOICE if spec.choices is not None:
            return spec.choices.read(value)
        case FieldType.CHOICES if spec.choices is not None:
            return tuple(spec.choices.read(item) for item in value)
        case FieldType.LINES:
            return tuple(value)
        case _:
            return value


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def record_json(fields: Mapping[str, FieldSpec], values: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of a record as JSON holds them."""
    return {name: as_json(spec, values[name]) for name, spec in fields.items()}
