"""A plugin's form on the command line: an option for each field, and what was given read back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from hstk.cli.bilingual import Option, Pair
from hstk.core.errors import Problem, Rejected
from hstk.core.fields import FieldSpec, FieldType
from hstk.core.language import say, speaking
from hstk.core.showing import shown
from hstk.core.validation import nearest_fields

if TYPE_CHECKING:
    from hstk.core.forms import Form
    from hstk.store.ecosystem import Ecosystem

_DEST = "field_"
"""Begins the name by which click knows a field, so that none is that of another parameter."""
_SEVERAL = (FieldType.CHOICES, FieldType.LINES, FieldType.REFS)
_VALUES: Mapping[FieldType, Pair] = {
    FieldType.INTEGER: ("SỐ", "N"),
    FieldType.NUMBER: ("SỐ", "N"),
    FieldType.MONEY: ("SỐ_TIỀN", "AMOUNT"),
    FieldType.DATE: ("NGÀY", "DAY"),
    FieldType.PARTIAL_DATE: ("NGÀY", "DAY"),
    FieldType.MOMENT: ("LÚC", "TIME"),
    FieldType.CHOICE: ("LỰA_CHỌN", "CHOICE"),
    FieldType.CHOICES: ("LỰA_CHỌN", "CHOICE"),
    FieldType.REF: ("TÊN|ID", "TITLE|ID"),
    FieldType.REFS: ("TÊN|ID", "TITLE|ID"),
}


def asked_fields(form: type[Form]) -> dict[str, FieldSpec]:
    """The fields that somebody fills in, by name."""
    return {name: field for name, field in form.fields.items() if not field.shown.hidden}


def field_options(form: type[Form], taken: Collection[str]) -> list[Option]:
    """An option for each field of a form.

    Args:
        form: the form.
        taken: options that the command has already; a field of such a name is "--field-NAME".
    """
    options = []
    for name, field in asked_fields(form).items():
        word = name.replace("_", "-")
        word = f"field-{word}" if f"--{word}" in taken else word
        options.append(_option(word, field))
    return options


def _option(word: str, field: FieldSpec) -> Option:
    words, dest = _in_both(lambda: _help(field)), f"{_DEST}{field.name}"
    if field.type is FieldType.BOOLEAN:
        flags = f"--{word}/--no-{word}"
        return Option([flags, dest], words=words, is_flag=True, default=None)
    value = _VALUES.get(field.type, ("CHỮ", "TEXT"))
    several = field.type in _SEVERAL
    return Option([f"--{word}", dest], words=words, value=value, multiple=several)


def _in_both(text: Callable[[], str]) -> Pair:
    with speaking("vi"):
        vi = text()
    with speaking("en"):
        return vi, text()


def _help(field: FieldSpec) -> str:
    required = say(" (bắt buộc)", " (required)") if field.required else ""
    told = [f"{field.label}{required}"]
    if field.choices is not None:
        told.append(", ".join(f"{choice.value} ({choice.label})" for choice in field.choices))
    if field.targets:
        told.append(f"→ {' | '.join(field.targets)}")
    if field.default not in (None, "", ()):
        default = shown(field, field.default)
        told.append(say(f"nếu không ghi: {default}", f"{default} when left out"))
    return f"{'; '.join(told)}. {field.help}".rstrip()


def given_in(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What was given for fields, by name; what was left out is not among it."""
    return {
        name.removeprefix(_DEST): _parts(value) if isinstance(value, tuple) else value
        for name, value in parameters.items()
        if name.startswith(_DEST) and value not in (None, ())
    }


def _parts(values: tuple[str, ...]) -> tuple[str, ...]:
    """Several values, whether an option was repeated or semicolons stand between them."""
    return tuple(part.strip() for value in values for part in value.split(";") if part.strip())


def read_answers(eco: Ecosystem, form: type[Form], given: Mapping[str, Any], hint: str) -> Form:
    """The form filled in with values as people write them.

    Args:
        eco: where references are looked up.
        form: the form.
        given: values by the names of fields.
        hint: where the fields are told.

    Raises:
        Rejected: with every problem at once.
    """
    fields = asked_fields(form)
    unknown = [name for name in given if name not in fields]
    problems = [Problem(name, _unknown(form, name), str(given[name])) for name in unknown]
    try:
        filled = eco.read_values(form, {name: given[name] for name in given if name in fields})
    except Rejected as error:
        problems += error.problems
    if problems:
        message = say("Chưa làm được, các giá trị có lỗi:", "Not done, the values have errors:")
        raise Rejected(problems, message=message, hint=hint)
    return filled


def _unknown(form: type[Form], name: str) -> str:
    near = ", ".join(near for near in nearest_fields(form, name) if near in asked_fields(form))
    meant = say(f" Có phải: {near}?", f" Did you mean: {near}?") if near else ""
    return say("không có trường này.", "there is no such field.") + meant
