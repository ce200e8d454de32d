"""Field types and rules that several kinds share."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from hstk.core.choices import Choice
from hstk.core.entity import Entity
from hstk.core.fields import misfit
from hstk.core.language import say
from hstk.core.showing import shown

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


def _email(text: str) -> str:
    if text and not _EMAIL.fullmatch(text):
        raise ValueError(
            say(
                f"«{text}» không phải một địa chỉ thư điện tử; ghi như ten@vidu.vn",
                f"“{text}” is not one e-mail address; write it as name@example.vn",
            )
        )
    return text


Title = Annotated[str, Field(min_length=1, max_length=500)]
"""A heading: one line, longer than a name, never empty."""
Year = Annotated[int, Field(ge=1900, le=2200)]
"""A calendar year."""
Count = Annotated[int, Field(ge=0)]
"""How many: never negative."""
Percent = Annotated[float, Field(ge=0, le=100)]
"""A share of 100."""
Email = Annotated[str, Field(max_length=254), AfterValidator(_email)]
"""One e-mail address, or empty."""


def in_order(*names: str) -> Any:
    """A validator for a kind: the named days, years or amounts, where given, never go down.

    Args:
        names: fields of one type, the earlier or smaller first.
    """

    def check(record: Entity) -> Entity:
        given = [name for name in names if getattr(record, name) is not None]
        for low, high in pairwise(given):
            if getattr(record, high) < getattr(record, low):
                raise misfit(_out_of_order(record, low, high), high)
        return record

    return model_validator(mode="after")(check)


def _out_of_order(record: Entity, low: str, high: str) -> str:
    lower, higher = (
        f"{_quoted(record.fields[name].label)} "
        f"({shown(record.fields[name], getattr(record, name))})"
        for name in (low, high)
    )
    if isinstance(getattr(record, low), date):
        return say(f"{higher} không được trước {lower}", f"{higher} must not be before {lower}")
    return say(f"{higher} không được nhỏ hơn {lower}", f"{higher} must not be less than {lower}")


def not_itself(*names: str) -> Any:
    """A validator for a kind: the named references never point at the record that holds them."""

    def check(record: Entity) -> Entity:
        for name in names:
            if getattr(record, name) == record.id:
                label = _quoted(record.fields[name].label)
                raise misfit(
                    say(
                        f"{label} không được là chính bản ghi này",
                        f"{label} must not be this record itself",
                    ),
                    name,
                )
        return record

    return model_validator(mode="after")(check)


def needed_when(field: str, value: Choice, *names: str) -> Any:
    """A validator for a kind: while ``field`` holds ``value``, the fields ``names`` are filled in.

    Args:
        field: a pick list of the kind.
        value: its member that asks for more.
        names: what must be filled in then.
    """

    def check(record: Entity) -> Entity:
        if getattr(record, field) is not value:
            return record
        missing = [name for name in names if getattr(record, name) in (None, "")]
        if missing:
            wanted = ", ".join(_quoted(record.fields[name].label) for name in missing)
            pick, chosen = _quoted(record.fields[field].label), _quoted(value.label)
            raise misfit(
                say(
                    f"{pick} là {chosen} thì cần điền {wanted}",
                    f"{pick} is {chosen}, so fill in {wanted}",
                ),
                missing[0],
            )
        return record

    return model_validator(mode="after")(check)


def _quoted(label: str) -> str:
    return say(f"«{label}»", f"“{label}”")
