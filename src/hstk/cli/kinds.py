"""``hstk kinds`` and ``hstk schema``: what can be recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import command
from hstk.cli.cells import wrapped
from hstk.cli.output import line, print_json, width
from hstk.cli.parameters import kind_argument
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hstk.core.entity import Entity
    from hstk.core.fields import FieldSpec
    from hstk.store.ecosystem import Ecosystem


@command(
    "kinds",
    more=(
        (
            "Không ghi LOẠI thì kể mọi loại; ghi LOẠI thì kể các trường của loại ấy:\n\n"
            "  hstk kinds startup"
        ),
        (
            "Without KIND it lists all kinds; with KIND the fields of that one:\n\n"
            "  hstk kinds startup"
        ),
    ),
)
@kind_argument(required=False)
@click.pass_obj
def kinds(session: Session, kind: str | None) -> None:
    """Lists the kinds, or the fields of one."""
    with session.open() as eco:
        chosen = [eco.kind(kind)] if kind else list(eco.kinds.values())
        if session.json:
            described = [_described(eco, found) for found in chosen]
            print_json(described[0] if kind else described)
        elif kind:
            _show_fields(eco, chosen[0])
        else:
            _show_kinds(chosen)


@command("schema")
@kind_argument()
@click.pass_obj
def schema(session: Session, kind: str) -> None:
    """Prints the JSON schema of a kind."""
    with session.open() as eco:
        print_json(eco.kind(kind).model_json_schema())


def _show_kinds(chosen: list[type[Entity]]) -> None:
    from hstk.core.fields import pair

    subjects = {pair(found.spec.subject): None for found in chosen}
    for subject in subjects:
        line(subject or say("Khác", "Other"))
        for found in chosen:
            if pair(found.spec.subject) == subject:
                line(f"  {found.spec.kind:<24}{found.spec.label}")


def _show_fields(eco: Ecosystem, kind: type[Entity]) -> None:
    from hstk.cli.satellites import satellites_of

    line(f"{kind.spec.label} ({kind.spec.kind})")
    if kind.spec.help:
        line(kind.spec.help)
    line()
    field_lines({name: field for name, field in kind.fields.items() if not field.shown.hidden})
    for one in satellites_of(eco, kind):
        line()
        line(one.kind.spec.label)
        named = {f"{one.kind.spec.kind}.{name}": one.kind.fields[name] for name in one.own}
        field_lines({name: field for name, field in named.items() if not field.shown.hidden})


def field_lines(shown: Mapping[str, FieldSpec]) -> None:
    """Prints fields by the names they are written with."""
    aside = max(map(len, shown), default=0) + 4
    for name, field in shown.items():
        required = say(" (bắt buộc)", " (required)") if field.required else ""
        told = f"{field.label}{required}: {field_type(field)}"
        for row, text in enumerate(wrapped(f"{told}. {field.help}".rstrip(), width() - aside)):
            line(f"  {name:<{aside - 2}}{text}" if row == 0 else " " * aside + text)


def field_type(field: FieldSpec) -> str:
    """What a field takes, in words."""
    from hstk.core.fields import FieldType

    if field.choices is not None:
        return " | ".join(choice.value for choice in field.choices)
    if field.type in (FieldType.REF, FieldType.REFS):
        return "→ " + (" | ".join(field.targets) or say("bản ghi bất kỳ", "any record"))
    words = {
        FieldType.LINE: say("một dòng chữ", "a line of text"),
        FieldType.TEXT: say("nhiều dòng chữ", "lines of text"),
        FieldType.INTEGER: say("số nguyên", "whole number"),
        FieldType.NUMBER: say("số", "number"),
        FieldType.MONEY: say("số tiền (đồng)", "amount (đồng)"),
        FieldType.BOOLEAN: say("có/không", "yes/no"),
        FieldType.DATE: say("ngày", "day"),
        FieldType.PARTIAL_DATE: say("ngày, tháng hoặc năm", "day, month or year"),
        FieldType.MOMENT: say("ngày giờ", "date and time"),
        FieldType.LINES: say("nhiều dòng, cách bởi ;", "texts separated by ;"),
    }
    return words.get(field.type, str(field.type))


def _described(eco: Ecosystem, kind: type[Entity]) -> dict[str, Any]:
    from hstk.cli.satellites import satellites_of
    from hstk.core.fields import pair

    spec = kind.spec
    described = {
        "kind": spec.kind,
        "label": spec.label,
        "subject": pair(spec.subject),
        "help": spec.help,
        "owner": eco.declarations.owner_of(spec.kind),
        "title": list(spec.title),
        "fields": fields_json(kind.fields.values()),
    }
    satellites = [
        {
            "kind": one.kind.spec.kind,
            "label": one.kind.spec.label,
            "owner": eco.declarations.owner_of(one.kind.spec.kind),
            "fields": fields_json(one.kind.fields[name] for name in one.own),
        }
        for one in satellites_of(eco, kind)
    ]
    return described | ({"satellites": satellites} if satellites else {})


def fields_json(fields: Iterable[FieldSpec]) -> list[dict[str, Any]]:
    """Fields for a program that fills them in."""
    return [
        {
            "name": field.name,
            "label": field.label,
            "type": str(field.type),
            "required": field.required,
            "help": field.help,
            "choices": None
            if field.choices is None
            else [{"value": choice.value, "label": choice.label} for choice in field.choices],
            "targets": list(field.targets),
        }
        for field in fields
        if not field.shown.hidden
    ]
