"""What a class of entities says of its fields: how each is stored, shown, and read from text."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from hstk.core.choices import Choice
from hstk.core.dates import PartialDate
from hstk.core.language import say
from hstk.core.numbers import read_integer, read_number, within_bounds
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
    masked: bool = False
    """Whether it is personal data of which people see only a part."""

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


def misfit(message: str, field: str) -> PydanticCustomError:
    """The error for values that do not fit together, to be raised by a validator of a kind.

    Args:
        message: what is wrong and how to mend it, in the current language.
        field: the field to mend it in; the message is shown there.
    """
    context = {"message": message, "field": field}
    return PydanticCustomError("misfit", "{message}", context)


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


PECULIAR = (FieldType.TEXT, FieldType.INTEGER, FieldType.NUMBER)
"""Types whose text is not read as one line."""


def read_text(value: Any, peculiar: FieldType | None = None) -> Any:
    """One value, made from text as its field takes it; items of lists likewise.

    Args:
        value: text, a list of texts, or what needs no reading.
        peculiar: the type of a field whose text is not read as one line.

    Raises:
        ValueError: the text holds control characters, or could mean two numbers.
    """
    if isinstance(value, str):
        if isinstance(value, (Choice, PartialDate)):
            return value
        lines = peculiar is FieldType.TEXT
        text = clean_lines(value) if lines else clean(value)
        if not text.isprintable() and (message := unprintable(text, lines)):
            raise ValueError(message)
        if peculiar is FieldType.INTEGER:
            return read_integer(text)
        return read_number(text) if peculiar is FieldType.NUMBER else text
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(item for item in _items(value) if item != "")
    if peculiar is FieldType.INTEGER and type(value) is int:
        return within_bounds(value)
    return value


def _items(values: Iterable[Any]) -> Iterator[Any]:
    for place, value in enumerate(values, 1):
        try:
            yield read_text(value)
        except ValueError as error:
            raise ValueError(say(f"mục {place} {error}", f"item {place} {error}")) from None


def unprintable(text: str, lines: bool = False) -> str:
    """What is wrong with cleaned text that does not print, or ""."""
    for position, code in control_characters(text, lines):
        return say(
            f"có ký tự điều khiển U+{code:04X} ở vị trí {position + 1}; hãy xoá đi",
            f"has the control character U+{code:04X} at {position + 1}; remove it",
        )
    return ""


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
