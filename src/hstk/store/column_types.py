"""Which column holds which type of field: one table, which fails loudly for what it lacks.

Values are kept so that SQLite, PostgreSQL and Python order them alike: pick lists by value,
money as whole đồng, moments as UTC, partial dates as ISO text, several values as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, Dialect, Double, LargeBinary, Text, Uuid, types
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeEngine

from hstk.core.choices import Choice
from hstk.core.dates import PartialDate
from hstk.core.entity import FieldSpec, FieldType
from hstk.core.errors import BadFile
from hstk.core.language import say

BytewiseText = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that both databases and Python order alike, byte by byte."""


class Id(types.TypeDecorator[UUID]):
    """A UUID: 16 bytes on SQLite, uuid on PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid())
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value)


class MomentType(types.TypeDecorator[dt.datetime]):
    """An aware UTC moment: sortable ISO text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        if isinstance(value, str):
            return dt.datetime.fromisoformat(value)
        return None if value is None else value.astimezone(dt.UTC)


class ChoiceType(types.TypeDecorator[Choice]):
    """A pick list by its value, so that files stay readable and members can be renamed."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__()
        self.choices = choices
        self._members: dict[str, Choice] = {member.value: member for member in choices}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(self.choices.read(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choice | None:
        if value is None:
            return None
        try:
            return self._members[value]
        except KeyError:
            raise BadFile(
                say(
                    f"Danh mục {self.choices.__name__} của bản hstk này không có «{value}».",
                    f"The pick list {self.choices.__name__} of this hstk has no “{value}”.",
                ),
                hint=say(
                    "Tệp có thể do bản mới hơn ghi: cập nhật hstk hoặc plugin; xem hstk doctor.",
                    "A newer version may have written it: update hstk or the plugin; see doctor.",
                ),
            ) from None


class PartialDateType(types.TypeDecorator[PartialDate]):
    """A partial date by its ISO prefix."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(Text(collation=collation))

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        return None if value is None else PartialDate(value)


class SeveralType(types.TypeDecorator[tuple[Any, ...]]):
    """Several values as a JSON list; ``read`` gives each its Python type again."""

    impl = Text
    cache_ok = True

    def __init__(self, read: Callable[[str], Any] = str) -> None:
        super().__init__()
        self.read = read

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return json.dumps([str(item) for item in value], ensure_ascii=False) if value else "[]"

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        if value is None:
            return None
        return () if value == "[]" else tuple(self.read(item) for item in json.loads(value))


def column_type(spec: FieldSpec) -> TypeEngine[Any]:
    """The column type for a field.

    Raises:
        TypeError: there is none.
    """
    match spec.type:
        case FieldType.LINE | FieldType.TEXT:
            return Text()
        case FieldType.INTEGER | FieldType.MONEY:
            return BigInteger()
        case FieldType.NUMBER:
            return Double()
        case FieldType.BOOLEAN:
            return Boolean()
        case FieldType.DATE:
            return Date()
        case FieldType.PARTIAL_DATE:
            return PartialDateType()
        case FieldType.MOMENT:
            return MomentType()
        case FieldType.CHOICE if spec.choices is not None:
            return ChoiceType(spec.choices)
        case FieldType.CHOICES if spec.choices is not None:
            return SeveralType(spec.choices)
        case FieldType.LINES:
            return SeveralType()
        case FieldType.REFS:
            return SeveralType(UUID)
        case FieldType.REF | FieldType.ID:
            return Id()
        case _:
            raise TypeError(f"{spec.name}: no column type for {spec.type}")
