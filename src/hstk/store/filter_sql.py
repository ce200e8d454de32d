"""Holds a filter against a kind: names and values are checked, and SQL comes out."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from sqlalchemy import ColumnElement, Text, and_, false, func, not_, or_, select, type_coerce

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
_LISTED = (
    FieldType.LINE,
    FieldType.INTEGER,
    FieldType.NUMBER,
    FieldType.MONEY,
    FieldType.DATE,
    FieldType.CHOICE,
    FieldType.ID,
)
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
    return _Compiler(bound, binding, resolve).sql(condition)


class _Compiler:
    """Turns conditions on one kind into SQL that is true or false, for readers know no NULL.

    What holds for a record does not hold for any other: ``not x = 1`` and ``x != 1`` are the
    same, and hold where ``x`` is empty.
    """

    def __init__(self, bound: Bound, binding: Binding | None, resolve: Resolve | None) -> None:
        self.bound = bound
        self.binding = binding
        self.resolve = resolve

    def sql(self, part: Condition) -> ColumnElement[bool]:
        match part:
            case Both(left, right):
                return and_(self.sql(left), self.sql(right))
            case Either(left, right):
                return or_(self.sql(left), self.sql(right))
            case Not(inner):
                return self._opposite(inner)
            case Compare(path, "!=", value):
                return self._opposite(Compare(path, "=", value))
            case Compare(path, "=", "" | None):
                part = IsNull(path)
        if len(part.path) > 1:
            return self._through(part)
        field = self._field(part.path[0])
        match part:
            case IsNull():
                return self._empty(field)
            case OneOf(_, values):
                if field.type in _LISTED:  # one list, however long; an "or" has its limits
                    column = self.bound.table.c[field.name]
                    return column.in_([_value(self.bound.kind, field, value) for value in values])
                if field.type is FieldType.REF:
                    meant = [id_ for value in values for id_ in self._meant(field, value)]
                    return self.bound.table.c[field.name].in_(meant)
                return or_(false(), *(self._equals(field, value) for value in values))
            case Compare(_, "=", value):
                return self._equals(field, value)
            case Compare(_, sign, value):
                return self._ordered(field, sign, value)

    def _opposite(self, inner: Condition) -> ColumnElement[bool]:
        condition = self.sql(inner)
        if isinstance(inner, IsNull):  # never NULL itself
            return not_(condition)
        return not_(func.coalesce(condition, false()))

    def _field(self, name: str) -> FieldSpec:
        field = self.bound.fields.get(name)
        if field is None:
            raise unknown_field(self.bound.kind, name)
        return field

    def _empty(self, field: FieldSpec) -> ColumnElement[bool]:
        column = self.bound.table.c[field.name]
        held_empty: tuple[Any, ...] = ()
        if field.type in _SETS:
            held_empty = (column == (),)
        elif field.type in (FieldType.LINE, FieldType.TEXT) and field.default is not None:
            held_empty = (column == "",)
        if not field.optional and held_empty:
            return held_empty[0]  # type: ignore[no-any-return]  # a column of any type
        return or_(column.is_(None), *held_empty)

    def _equals(self, field: FieldSpec, value: Any) -> ColumnElement[bool]:
        column = self.bound.table.c[field.name]
        if field.type is FieldType.REF:
            return column.in_(self._meant(field, value))
        if field.type is FieldType.REFS:
            held = (json.dumps(str(id_)) for id_ in self._meant(field, value))
            return or_(false(), *(_holds(column, item) for item in held))
        if field.type in _SETS:
            item = _value(self.bound.kind, field, (value,))[0]
            return _holds(column, json.dumps(str(item), ensure_ascii=False))
        return _compared(column, "=", _value(self.bound.kind, field, value), field)

    def _ordered(self, field: FieldSpec, sign: str, value: Any) -> ColumnElement[bool]:
        if field.type not in _ORDERED:
            raise BadFilter(
                say(
                    f"Trường «{field.name}» không so sánh lớn bé được; dùng = hoặc in.",
                    f"Field “{field.name}” has no order; use = or in.",
                )
            )
        column = self.bound.table.c[field.name]
        return _compared(column, sign, _value(self.bound.kind, field, value), field)

    def _meant(self, field: FieldSpec, value: Any) -> Sequence[UUID]:
        if isinstance(value, UUID):
            return (value,)
        if isinstance(value, str) and (id_ := _whole_id(value)) is not None:
            return (id_,)  # no need to look it up: it is compared, not followed
        if isinstance(value, Entity):
            return (value.id,)
        if self.resolve is None:
            raise BadFilter(f"{field.name}: {value!r}")
        return self.resolve(field.targets, str(value))

    def _through(self, part: Compare | OneOf | IsNull) -> ColumnElement[bool]:
        """A condition on the record that a reference leads to."""
        field = self._field(part.path[0])
        binding = self.binding
        if binding is None or field.type is not FieldType.REF:
            raise BadFilter(
                say(f"«{field.name}» không phải một liên kết.", f"“{field.name}” is no reference.")
            )
        rest: Condition = type(part)(part.path[1:], *_tail(part))
        if isinstance(part, IsNull):  # empty: nothing is there that is not
            rest = Not(rest)
        targets = [binding[name] for name in field.targets or binding.by_name]
        able = [target for target in targets if part.path[1] in target.fields]
        if not able:
            raise unknown_field(targets[0].kind, part.path[1])
        column = self.bound.table.c[field.name]
        leading = or_(
            *(
                column.in_(
                    select(target.table.c.id).where(
                        condition_sql(rest, target, binding, self.resolve)
                    )
                )
                for target in able
            )
        )
        return or_(column.is_(None), not_(leading)) if isinstance(part, IsNull) else leading


def _whole_id(text: str) -> UUID | None:
    """The id that a text spells out, or None."""
    if len(text) != 36:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None


def _tail(part: Compare | OneOf | IsNull) -> tuple[Any, ...]:
    match part:
        case Compare(_, sign, value):
            return (sign, value)
        case OneOf(_, values):
            return (values,)
        case _:
            return ()


def _holds(column: Any, item: str) -> ColumnElement[bool]:
    # LIKE would forgive small and capital letters on one database and not on the other
    kept = type_coerce(column, Text())
    found: ColumnElement[bool] = func.replace(kept, item, "") != kept
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


def _value(kind: type[Entity], field: FieldSpec, given: Any) -> Any:
    """A value as the field itself would read it."""
    adapter: TypeAdapter[Any] = TypeAdapter(_annotation(kind.model_fields[field.name]))
    try:
        return adapter.validate_python(kind.read_value(field.name, given))
    except ValidationError as error:
        problem = problems_in(error, kind, field=field.name)[0].message
    except ValueError as error:
        problem = str(error)
    raise BadFilter(f"{field.name}: {problem}")


def _annotation(info: FieldInfo) -> Any:
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
