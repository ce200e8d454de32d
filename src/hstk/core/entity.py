"""A kind of record, declared once.

Tables, forms, list columns, search, spreadsheets, JSON schema, command-line options and history
all follow from the one class; this module holds what the class says, and nothing of how any of
those is made.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Self,
    TypeVar,
    Union,
    Unpack,
    dataclass_transform,
    get_args,
    get_origin,
)
from uuid import UUID

from annotated_types import MaxLen
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticUndefined

from hstk.core.choices import Choice
from hstk.core.dates import PartialDate
from hstk.core.fields import (
    PECULIAR,
    FieldSpec,
    FieldType,
    KindSpec,
    Line,
    Multiline,
    Name,
    OnDelete,
    Several,
    Shown,
    Stored,
    Text,
    Unique,
    YesNo,
    pair,
    read_text,
    unprintable,
)
from hstk.core.ids import new_id
from hstk.core.money import Dong
from hstk.core.tax_codes import Masked
from hstk.core.text import clean

__all__ = [
    "Entity",
    "FieldSpec",
    "FieldType",
    "KindSpec",
    "Line",
    "Multiline",
    "Name",
    "OnDelete",
    "Ref",
    "RefTo",
    "Several",
    "Shown",
    "Stored",
    "Text",
    "Unique",
    "YesNo",
    "pair",
]


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks an id as a reference; ``targets`` are classes of entities, or the class's own name."""

    targets: tuple[type[Entity] | str, ...]


if TYPE_CHECKING:
    from typing_extensions import TypeAliasType

    _T = TypeVar("_T")
    Ref = TypeAliasType("Ref", UUID, type_params=(_T,))
else:

    class Ref:
        """``Ref[Person]`` or ``Ref[Person | Organization]``: the id of a record of those kinds.

        ``Ref[Entity]`` is a record of any kind; a class refers to itself by its name in quotes.
        """

        def __class_getitem__(cls, target: Any) -> Any:
            targets = get_args(target) if isinstance(target, types.UnionType) else (target,)
            return Annotated[UUID, BeforeValidator(_as_id), RefTo(targets)]


def _as_id(value: object) -> object:
    """An entity stands for its id; anything else is left for the UUID check."""
    return value.id if isinstance(value, Entity) else value


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
class EntityMeta(ModelMetaclass):
    """Tells type checkers that records are frozen and made from keywords."""


class Entity(BaseModel, metaclass=EntityMeta, frozen=True, extra="forbid", allow_inf_nan=False):
    """A stored record: frozen, strict about its fields, and a plain value.

    A subclass that names a ``kind`` is one; a subclass that does not is a shared base.

    Args (class keywords):
        kind: the stable name; table, command line and JSON use it.
        label: Vietnamese name of one such record.
        label_en: English name.
        subject: the heading it is listed under, "Vietnamese|English".
        named_by: the field, or fields, that name a record ("name" or the first line of text when
            left out).
        person: titles are names of people.
        uniques: rules over several fields.
        help, help_en: what such records are for.

    Raises:
        TypeError: at class creation, when a field has a type that cannot be stored, or no label.
    """

    spec: ClassVar[KindSpec]
    fields: ClassVar[Mapping[str, FieldSpec]] = types.MappingProxyType({})

    id: Annotated[UUID, Shown("Mã số", "Id", hidden=True)] = Field(default_factory=new_id)

    def __init_subclass__(
        cls,
        *,
        kind: str | None = None,
        label: str = "",
        label_en: str = "",
        subject: str = "",
        named_by: str | tuple[str, ...] = (),
        person: bool = False,
        uniques: tuple[Unique, ...] = (),
        help: str = "",
        help_en: str = "",
        **config: Unpack[ConfigDict],
    ) -> None:
        super().__init_subclass__(**config)

    @classmethod
    def __pydantic_init_subclass__(
        cls,
        *,
        kind: str | None = None,
        label: str = "",
        label_en: str = "",
        subject: str = "",
        named_by: str | tuple[str, ...] = (),
        person: bool = False,
        uniques: tuple[Unique, ...] = (),
        help: str = "",
        help_en: str = "",
        **config: Any,
    ) -> None:
        super().__pydantic_init_subclass__(**config)
        _refuse_what_cannot_be_kept(cls)
        if kind is None:
            return
        if not (label and label_en):
            raise TypeError(f"{cls.__name__}: a kind needs label and label_en")
        cls._take_fields(kind)
        titles = (named_by,) if isinstance(named_by, str) else named_by or _usual_title(cls)
        for name in (*titles, *(name for unique in uniques for name in unique.fields)):
            if name not in cls.fields:
                raise TypeError(f"{cls.__name__}: there is no field {name!r}")
        cls.spec = KindSpec(kind, label, label_en, subject, titles, person, uniques, help, help_en)

    @classmethod
    def _take_fields(cls, kind: str) -> None:
        """Derives what is known of each field from its declaration."""
        cls.fields = types.MappingProxyType(
            {name: _field_spec(cls, kind, name, info) for name, info in cls.model_fields.items()}
        )
        cls.peculiar = types.MappingProxyType(
            {name: field.type for name, field in cls.fields.items() if field.type in PECULIAR}
        )

    peculiar: ClassVar[Mapping[str, FieldType]] = types.MappingProxyType({})
    """Fields whose text is not read as one line."""

    @model_validator(mode="before")
    @classmethod
    def _read_text(cls, data: Any) -> Any:
        """Text is cleaned and composed to NFC, and numbers read, wherever they come from."""
        if not isinstance(data, dict):
            return data
        peculiar = cls.peculiar
        read = {}
        bad: dict[str, str] = {}
        for name, value in data.items():
            if type(value) is str and name not in peculiar:  # by far the most
                value = clean(value)
                if not value.isprintable() and (message := unprintable(value)):
                    bad[name] = message
            elif type(value) not in _AS_THEY_ARE or name in peculiar:
                try:
                    value = read_text(value, peculiar.get(name))
                except ValueError as error:
                    bad[name] = str(error)
            if value == "":  # an empty cell means "nothing", for every type
                info = cls.model_fields.get(name)
                if info is not None and not info.is_required():
                    continue
            read[name] = value
        if bad:
            raise _all_at_once(cls, read, bad)
        return read

    @classmethod
    def read_value(cls, name: str, value: Any) -> Any:
        """A value as its field takes it before checking: text cleaned, numbers read.

        Raises:
            ValueError: the text holds control characters, or could mean two numbers.
        """
        return read_text(value, cls.peculiar.get(name))

    def evolve(self, **changes: Any) -> Self:
        """A checked copy with some fields changed.

        Raises:
            pydantic.ValidationError: a value is not acceptable, or a field does not exist.
        """
        return type(self).model_validate({**self.__dict__, **changes})

    @classmethod
    def trusted(cls, values: dict[str, Any]) -> Self:
        """A record from values that were validated when they were written (not checked again).

        Args:
            values: every field by name, of the Python type the field declares.
        """
        record = cls.__new__(cls)
        put = object.__setattr__
        put(record, "__dict__", values)
        put(record, "__pydantic_fields_set__", _all_fields(cls))
        put(record, "__pydantic_extra__", None)
        put(record, "__pydantic_private__", None)
        return record


_AS_THEY_ARE = (UUID, date, datetime, bool, int, float, type(None))


def _all_at_once(
    cls: type[Entity], given: Mapping[str, Any], bad: Mapping[str, str]
) -> ValidationError:
    """What text cannot be read, together with all that is wrong with the other fields."""
    problems = [
        InitErrorDetails(
            type=PydanticCustomError("unreadable", "{message}", {"message": message}),
            loc=(name,),
            input=given[name],
        )
        for name, message in bad.items()
    ]
    try:
        cls.model_validate({name: value for name, value in given.items() if name not in bad})
    except ValidationError as others:
        problems += [
            InitErrorDetails(
                type=PydanticCustomError(found["type"], found["msg"], found.get("ctx")),
                loc=found["loc"],
                input=found["input"],
            )
            for found in others.errors(include_url=False)
            if found["loc"] and found["loc"][0] not in bad
        ]
    return ValidationError.from_exception_data(cls.__name__, problems)


_FIELD_SETS: dict[type[Entity], set[str]] = {}


def _all_fields(cls: type[Entity]) -> set[str]:
    # one set shared by all trusted records of a class: frozen records never touch it
    known = _FIELD_SETS.get(cls)
    if known is None:
        known = _FIELD_SETS[cls] = set(cls.model_fields)
    return known


def _refuse_what_cannot_be_kept(cls: type[Entity]) -> None:
    if cls.__private_attributes__ or cls.model_computed_fields:
        raise TypeError(f"{cls.__name__}: a stored record has nothing private and nothing computed")
    if cls.model_post_init is not BaseModel.model_post_init:
        raise TypeError(f"{cls.__name__}: model_post_init would not run for records read back")


def _usual_title(cls: type[Entity]) -> tuple[str, ...]:
    if "name" in cls.fields:
        return ("name",)
    for name, spec in cls.fields.items():
        if spec.type is FieldType.LINE:
            return (name,)
    raise TypeError(f"{cls.__name__}: say which field is its title")


def _unwrap(annotation: Any, marks: list[Any]) -> tuple[Any, bool]:
    """The bare type and whether None is allowed; ``marks`` takes the metadata on the way."""
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *found = get_args(annotation)
            marks.extend(found)
        elif origin in (Union, types.UnionType):
            arms = [arm for arm in get_args(annotation) if arm is not type(None)]
            if len(arms) != 1:
                raise TypeError(f"a stored field takes one type, or it and None, not {annotation}")
            optional = optional or len(arms) < len(get_args(annotation))
            annotation = arms[0]
        else:
            return annotation, optional


_PLAIN_TYPES: dict[Any, FieldType] = {
    str: FieldType.LINE,
    bool: FieldType.BOOLEAN,
    int: FieldType.INTEGER,
    float: FieldType.NUMBER,
    date: FieldType.DATE,
    PartialDate: FieldType.PARTIAL_DATE,
    datetime: FieldType.MOMENT,
    UUID: FieldType.ID,
}


def _field_type(annotation: Any, marks: list[Any]) -> tuple[FieldType, Any]:
    """The type of a field, and its item (a pick list, for one or several choices)."""
    if any(isinstance(mark, RefTo) for mark in marks):
        return FieldType.REF, annotation
    if annotation is int and any(isinstance(mark, Dong) for mark in marks):
        return FieldType.MONEY, annotation
    if annotation is str and Multiline in marks:
        return FieldType.TEXT, annotation
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return FieldType.CHOICE, annotation
    if get_origin(annotation) is tuple and get_args(annotation)[1:] == (Ellipsis,):
        inner, _ = _unwrap(get_args(annotation)[0], marks)
        item, _ = _field_type(inner, marks)
        several = {
            FieldType.CHOICE: FieldType.CHOICES,
            FieldType.REF: FieldType.REFS,
            FieldType.LINE: FieldType.LINES,
        }
        if item in several:
            return several[item], inner
    elif annotation in _PLAIN_TYPES:
        return _PLAIN_TYPES[annotation], annotation
    raise TypeError(f"no field type for {annotation!r}")


def _field_spec(cls: type[Entity], kind: str, name: str, info: FieldInfo) -> FieldSpec:
    marks: list[Any] = []
    try:
        annotation, optional = _unwrap(info.annotation, marks)
        marks.extend(info.metadata)
        type_, item = _field_type(annotation, marks)
    except TypeError as error:
        raise TypeError(f"{cls.__name__}.{name}: {error}") from None

    def last(mark_type: type[Any]) -> Any:
        return next((mark for mark in reversed(marks) if isinstance(mark, mark_type)), None)

    shown = last(Shown)
    if shown is None or not (shown.label and shown.label_en):
        raise TypeError(f"{cls.__name__}.{name}: a field needs Shown(label, label_en)")
    if bool(shown.help) != bool(shown.help_en):
        raise TypeError(f"{cls.__name__}.{name}: help is given in both languages or in none")
    stored = last(Stored) or Stored()
    if stored.on_delete == "set null" and type_ is FieldType.REF and not optional:
        raise TypeError(f"{cls.__name__}.{name}: a reference that is set null must allow None")
    ref, longest = last(RefTo), last(MaxLen)
    return FieldSpec(
        name=name,
        type=type_,
        optional=optional,
        required=info.is_required(),
        default=None if info.default is PydanticUndefined else info.default,
        stored=stored,
        shown=shown,
        choices=item if type_ in (FieldType.CHOICE, FieldType.CHOICES) else None,
        targets=_target_kinds(cls, kind, name, ref) if ref else (),
        max_length=longest.max_length if longest else None,
        masked=Masked in marks,
    )


def _target_kinds(cls: type[Entity], kind: str, name: str, ref: RefTo) -> tuple[str, ...]:
    kinds: list[str] = []
    for target in ref.targets:
        if target is Entity:
            return ()
        if target is cls or target == cls.__name__:
            kinds.append(kind)
        elif isinstance(target, type) and issubclass(target, Entity) and hasattr(target, "spec"):
            kinds.append(target.spec.kind)
        else:
            raise TypeError(f"{cls.__name__}.{name}: {target!r} is not a kind")
    return tuple(kinds)
