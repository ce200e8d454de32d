"""A kind of record, declared once.

Tables, forms, list columns, search, spreadsheets, JSON schema, command-line options and history
all follow from the one class; this module holds what the class says, and nothing of how any of
those is made.
"""

from __future__ import annotations

import builtins
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Literal,
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
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, PydanticUndefined

from hstk.core.choices import Choice
from hstk.core.dates import PartialDate
from hstk.core.ids import new_id
from hstk.core.language import say
from hstk.core.money import Dong
from hstk.core.text import clean, clean_lines, control_characters, fold

OnDelete = Literal["restrict", "cascade", "set null"]


@dataclass(frozen=True, slots=True)
class Stored:
    """How a field is stored.

    Args:
        index: make lists filtered or sorted by this field fast.
        unique: no two records hold the same value.
        on_delete: for a reference: what happens to this record when the other is deleted.
    """

    index: bool = False
    unique: bool = False
    on_delete: OnDelete = "restrict"


@dataclass(frozen=True, slots=True)
class Shown:
    """How a field is shown.

    Args:
        label: the Vietnamese label.
        label_en: the English label.
        help: what a newcomer should know before filling it in, Vietnamese.
        help_en: the same in English.
        section: the heading it stands under in forms, "Vietnamese|English".
        width: its width in lists, in cells; None lets the type decide.
        column: whether it is one of the columns of a list at first.
        board: whether records can be laid out as a board by it.
        hidden: kept out of forms and lists.
        search: 0 not searched, 1 found as text, 2 found as a name.
        aliases: other headings it goes by in spreadsheets.
    """

    label: str
    label_en: str
    help: str = ""
    help_en: str = ""
    section: str = ""
    width: int | None = None
    column: bool = False
    board: bool = False
    hidden: bool = False
    search: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unique:
    """A rule that no two records agree in ``fields`` (among those that ``where`` selects).

    Args:
        fields: names of the fields.
        where: an expression of the filter language, or "" for all records.
        message: what the reader is told, "Vietnamese|English".
    """

    fields: tuple[str, ...]
    where: str = ""
    message: str = ""


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


class FieldType(StrEnum):
    """What a field holds; everything that stores or shows a value branches on this alone."""

    LINE = "line"
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    PARTIAL_DATE = "partial-date"
    MOMENT = "moment"
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    REF = "ref"
    REFS = "refs"
    ID = "id"


class Multiline:
    """Marks text of several lines."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """The one derived description of a field."""

    name: str
    type: FieldType
    optional: bool
    required: bool
    default: Any
    stored: Stored
    shown: Shown
    choices: builtins.type[Choice] | None
    targets: tuple[str, ...]
    """Kinds that a reference may name; empty when any kind will do."""
    max_length: int | None

    @property
    def label(self) -> str:
        """The label in the current language."""
        return say(self.shown.label, self.shown.label_en)

    @property
    def help(self) -> str:
        """The help text in the current language, or ""."""
        return say(self.shown.help, self.shown.help_en)

    @property
    def section(self) -> str:
        """The heading in the current language, or ""."""
        return pair(self.shown.section)

    @property
    def search(self) -> int:
        """Weight in the search index; text is found unless it says otherwise."""
        if self.shown.search is not None:
            return self.shown.search
        return int(self.type in (FieldType.LINE, FieldType.TEXT, FieldType.LINES))


def pair(text: str) -> str:
    """The half of "Vietnamese|English" that fits the current language."""
    vi, _, en = text.partition("|")
    return say(vi, en or vi)


@dataclass(frozen=True, slots=True)
class KindSpec:
    """What a class says of its kind as a whole."""

    kind: str
    label_vi: str
    label_en: str
    subject: str
    title: tuple[str, ...]
    """Fields whose values together name a record."""
    person: bool
    """Whether titles are names of people, which sort by the given name."""
    uniques: tuple[Unique, ...]
    help_vi: str
    help_en: str

    @property
    def label(self) -> str:
        """The label in the current language."""
        return say(self.label_vi, self.label_en)

    @property
    def help(self) -> str:
        """What records of this kind are for, in the current language."""
        return say(self.help_vi, self.help_en)


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
class EntityMeta(ModelMetaclass):
    """Tells type checkers that records are frozen and made from keywords."""


class Entity(BaseModel, metaclass=EntityMeta, frozen=True, extra="forbid"):
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
        cls.fields = types.MappingProxyType(
            {name: _field_spec(cls, kind, name, info) for name, info in cls.model_fields.items()}
        )
        titles = (named_by,) if isinstance(named_by, str) else named_by or _usual_title(cls)
        for name in (*titles, *(name for unique in uniques for name in unique.fields)):
            if name not in cls.fields:
                raise TypeError(f"{cls.__name__}: there is no field {name!r}")
        cls.spec = KindSpec(kind, label, label_en, subject, titles, person, uniques, help, help_en)
        cls.multiline = frozenset(n for n, f in cls.fields.items() if f.type is FieldType.TEXT)

    multiline: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _clean_text(cls, data: Any) -> Any:
        """Text is cleaned and composed to NFC wherever it comes from."""
        if not isinstance(data, dict):
            return data
        cleaned = {}
        bad: dict[str, str] = {}
        for name, value in data.items():
            if type(value) is str:
                lines = name in cls.multiline
                value = clean_lines(value) if lines else clean(value)
                if not value.isprintable() and (found := control_characters(value, lines)):
                    position, code = found[0]
                    bad[name] = say(
                        f"có ký tự điều khiển U+{code:04X} ở vị trí {position + 1}; hãy xoá đi",
                        f"has the control character U+{code:04X} at {position + 1}; remove it",
                    )
                if value == "":  # an empty cell means "nothing", for every type
                    info = cls.model_fields.get(name)
                    if info is not None and not info.is_required():
                        continue
            cleaned[name] = value
        if bad:
            raise PydanticCustomError("control_characters", "{bad}", {"bad": bad})
        return cleaned

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


def _read_yes_no(value: object) -> object:
    if isinstance(value, str):
        word = fold(value)
        if word in ("co", "x", "v", "✓", "yes", "y", "true", "dung", "1", "roi"):
            return True
        if word in ("khong", "no", "n", "false", "sai", "0", "chua", ""):
            return False
        raise ValueError(say(f"«{value}»: ghi Có hoặc Không", f"“{value}”: write yes or no"))
    return value


def _split_list(value: object) -> object:
    if isinstance(value, str):
        return tuple(part for part in (p.strip() for p in value.split(";")) if part)
    return value


Line = Annotated[str, Field(max_length=500)]
"""One line of text."""
Name = Annotated[str, Field(min_length=1, max_length=300)]
"""A name: one line, never empty."""
Text = Annotated[str, Field(max_length=20_000), Multiline]
"""Text of several lines."""
YesNo = Annotated[bool, BeforeValidator(_read_yes_no)]
"""Yes or no; "có", "không" and "x" are read."""
_S = TypeVar("_S")
Several = Annotated[tuple[_S, ...], BeforeValidator(_split_list)]
"""Several values; text is split at semicolons."""
