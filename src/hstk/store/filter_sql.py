"""Holds a filter against a kind: names and values are checked, and SQL comes out."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from sqlalchemy import ColumnElement, Text, and_, false, not_, or_, select, type_coerce

from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.errors import BadFilter
from hstk.core.filters import Both, Compare, Condition, Either, IsNull, Not, OneOf
from hstk.core.language import say
from hstk.core.validation import problems_in, unknown_field

if TYPE_CHECKING:
    from hstk.store.binding import Binding, Bound

Resolve = Callable[[Sequence[str], str], Sequence[UUID]]
"""Ids of the records of some kinds that an id, its ending or an exact title names."""

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SETS = (FieldType.CHOICES, FieldType.LINES, FieldType.REFS)
_ORDERED = (
    FieldType.INTEGER,
    FieldType.NUMBER,
    FieldType.MONEY,
    FieldType.DATE,
    FieldType.PARTIAL_DATE,
    FieldType.MOMENT,
)


def condition_sql(
    condition: Condition,
    bound: Bound,
    binding: Binding | None,
    resolve: Resolve | None = None,
) -> ColumnElement[bool]:
    """The SQL of a filter over the table of a kind.

    Args:
        condition: what was read.
        bound: the kind that is filtered.
        binding: the other kinds, for paths through references; None forbids paths.
        resolve: finds the records that a name means; None forbids filters by reference.

    Raises:
        NotFound: a field does not exist; the nearest names are given.
        BadFilter: a value does not fit its field, or an operator its type.
    """

    def sql(part: Condition) -> ColumnElement[bool]:
        match part:
            case Both(left, right):
                return and_(sql(left), sql(right))
            case Either(left, right):
                return or_(sql(left), sql(right))
            case Not(inner):
                return not_(sql(inner))
        if len(part.path) > 1:
            return through(part)
        field = _field(bound, part.path[0])
        column = bound.table.c[field.name]
        match part:
            case IsNull():
                empty: ColumnElement[bool] = column.is_(None)
                return or_(empty, column == ()) if field.type in _SETS else empty
            case OneOf(_, values):
                return or_(*(equals(field, value) for value in values))
            case Compare(_, "=", value):
                return equals(field, value)
            case Compare(_, "!=", value):
                return or_(column.is_(None), not_(equals(field, value)))
            case Compare(_, sign, value):
                if field.type not in _ORDERED:
                    raise BadFilter(
                        say(
                            f"Trường «{field.name}» không so sánh lớn bé được; dùng = hoặc in.",
                            f"Field “{field.name}” has no order; use = or in.",
                        )
                    )
                return _compared(column, sign, _value(bound.kind, field, value), field)

    def equals(field: FieldSpec, value: Any) -> ColumnElement[bool]:
        column = bound.table.c[field.name]
        if field.type is FieldType.REF:
            return column.in_(_meant(field, value, resolve))
        if field.type is FieldType.REFS:
            held = [json.dumps(str(i)) for i in _meant(field, value, resolve)]
            return or_(false(), *(_holds(column, item) for item in held))
        if field.type in _SETS:
            item = _value(bound.kind, field, (value,))[0]
            return _holds(column, json.dumps(str(item), ensure_ascii=False))
        return _compared(column, "=", _value(bound.kind, field, value), field)

    def through(part: Compare | OneOf | IsNull) -> ColumnElement[bool]:
        field = _field(bound, part.path[0])
        if binding is None or field.type is not FieldType.REF:
            raise BadFilter(
                say(f"«{field.name}» không phải một liên kết.", f"“{field.name}” is no reference.")
            )
        rest = type(part)(part.path[1:], *_tail(part))
        targets = [binding[name] for name in field.targets or binding.by_name]
        able = [target for target in targets if part.path[1] in target.fields]
        if not able:
            raise unknown_field(targets[0].kind, part.path[1])
        return or_(
            *(
                bound.table.c[field.name].in_(
                    select(target.table.c.id).where(condition_sql(rest, target, binding, resolve))
                )
                for target in able
            )
        )

    return sql(condition)


def _tail(part: Compare | OneOf | IsNull) -> tuple[Any, ...]:
    match part:
        case Compare(_, sign, value):
            return (sign, value)
        case OneOf(_, values):
            return (values,)
        case _:
            return ()


def _field(bound: Bound, name: str) -> FieldSpec:
    field = bound.fields.get(name)
    if field is None:
        raise unknown_field(bound.kind, name)
    return field


def _holds(column: Any, item: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = type_coerce(column, Text()).contains(item, autoescape=True)
    return found


def _compared(column: Any, sign: str, value: Any, field: FieldSpec) -> ColumnElement[bool]:
    if field.type is FieldType.PARTIAL_DATE:
        # "2023" means the whole year: = and <= reach to its last day, as text does not
        if sign == "=":
            found: ColumnElement[bool] = type_coerce(column, Text()).startswith(str(value))
            return found
        if sign in ("<=", ">"):
            value = str(value) + "~"
            column = type_coerce(column, Text())
    compared: ColumnElement[bool] = _OPERATORS[sign](column, value)
    return compared


def _meant(field: FieldSpec, value: Any, resolve: Resolve | None) -> Sequence[UUID]:
    if isinstance(value, UUID):
        return (value,)
    if isinstance(value, Entity):
        return (value.id,)
    if resolve is None:
        raise BadFilter(f"{field.name}: {value!r}")
    return resolve(field.targets, str(value))


def _value(kind: type[Entity], field: FieldSpec, given: Any) -> Any:
    """A value as the field itself would read it."""
    info = kind.model_fields[field.name]
    adapter: TypeAdapter[Any] = TypeAdapter(_annotation(info))
    try:
        return adapter.validate_python(given)
    except ValidationError as error:
        problem = problems_in(error, kind)[0]
        raise BadFilter(f"{field.name}: {problem.message}") from None


def _annotation(info: FieldInfo) -> Any:
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
