"""One record: ``add``, ``edit``, ``show``, ``delete``, ``restore-record``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import command
from hstk.cli.cells import cells, padded, wrapped
from hstk.cli.naming import deleted, ending, named
from hstk.cli.output import line, lines, note, print_json, width
from hstk.cli.parameters import (
    id_argument,
    kind_argument,
    reason_option,
    values_argument,
    values_in,
)
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from hstk.core.entity import Entity
    from hstk.store.ecosystem import Ecosystem


@command(
    "add",
    more=(
        (
            "Ngày ghi 20/11/2023, tiền ghi 2,5 triệu; bản ghi khác ghi bằng tên hoặc mã số; nhiều "
            "giá trị cách nhau bởi dấu chấm phẩy:\n\n"
            '  hstk add person name="Nguyễn Thị An" phone="0905 123 456"\n'
            '  hstk add startup name="Tỏi đen" owner="Nguyễn Thị An"'
        ),
        (
            "Days are written 2023-11-20, money 2,5 triệu; another record by title or id; several "
            "values with semicolons between:\n\n"
            '  hstk add person name="Nguyễn Thị An" phone="0905 123 456"\n'
            '  hstk add startup name="Tỏi đen" owner="Nguyễn Thị An"'
        ),
    ),
)
@kind_argument()
@values_argument(required=False)
@reason_option(default="")
@click.pass_obj
def add(session: Session, kind: str, values: tuple[str, ...], reason: str) -> None:
    """Adds a record from ``field=value`` words."""
    from hstk.cli import satellites

    given = values_in(values)
    with session.open() as eco:
        with eco.changes(reason):
            record = satellites.add(eco, eco.kind(kind), given)
        number = newest_change(eco)
        note(say("Đã thêm ", "Added ") + f"{_named(eco, record)}. " + how_to_undo(session, number))
        _warn_of_phones(record)
        _answer(session, eco, record)


@command(
    "edit",
    more=(
        (
            "TRƯỜNG= (không có giá trị) để xoá trống trường ấy:\n\n"
            '  hstk edit 1a2b3c4d phone="0905 123 456" job='
        ),
        (
            "FIELD= (without a value) empties the field:\n\n"
            '  hstk edit 1a2b3c4d phone="0905 123 456" job='
        ),
    ),
)
@id_argument()
@values_argument(required=True)
@reason_option(default="")
@click.pass_obj
def edit(session: Session, given: str, values: tuple[str, ...], reason: str) -> None:
    """Changes fields of a record."""
    from hstk.cli import satellites

    wanted = values_in(values)
    with session.open() as eco:
        before = named(eco, given)
        with eco.changes(reason):
            record, changed = satellites.update(eco, before, wanted)
        if not changed:
            note(say("Không có gì thay đổi: ", "Nothing changes: ") + _named(eco, record))
        else:
            number = newest_change(eco)
            note(
                say("Đã sửa ", "Changed ")
                + f"{_named(eco, record)}. "
                + how_to_undo(session, number)
            )
        _warn_of_phones(record)
        _answer(session, eco, record)


@command("show")
@id_argument()
@click.pass_obj
def show(session: Session, given: str) -> None:
    """Prints a record by sections, with how many records refer to it."""
    with session.open() as eco:
        record = named(eco, given)
        if session.json:
            _answer(session, eco, record)
        else:
            _print(eco, record)


@command(
    "delete",
    more=(
        (
            "Bản ghi phụ thuộc (thành viên của nhóm, tiến độ của nhiệm vụ …) bị xoá theo; còn bản "
            "ghi khác đang cần nó thì không xoá được, và được kể ra."
        ),
        (
            "What is part of it goes along (members of a team, progress of a task …); where other "
            "records rely on it, nothing is deleted and those are named."
        ),
    ),
)
@id_argument("given", nargs=-1, required=True)
@reason_option(default="")
@click.pass_obj
def delete(session: Session, given: tuple[str, ...], reason: str) -> None:
    """Deletes records; nothing is asked, since it can be taken back."""
    with session.open() as eco:
        records = {record.id: record for record in (named(eco, one) for one in given)}
        with eco.changes(reason):
            gone = eco.delete(*records.values())
        number = newest_change(eco)
        if session.json:
            print_json({"deleted": gone, "changeset": number})
        note(say(f"Đã xoá {gone} bản ghi. ", f"Deleted {gone}. ") + how_to_undo(session, number))


@command("restore-record")
@id_argument()
@click.pass_obj
def restore_record(session: Session, given: str) -> None:
    """Brings a deleted record back, with what went along with it."""
    with session.open() as eco:
        record = eco.restore(deleted(eco, given))
        note(say("Đã lấy lại ", "Brought back ") + f"{_named(eco, record)}.")
        _answer(session, eco, record)


def _named(eco: Ecosystem, record: Entity) -> str:
    title = eco.titles([record.id]).get(record.id, "")
    return f"{record.spec.label} «{title}» ({ending(record.id)})"


def newest_change(eco: Ecosystem) -> int:
    """The number of the change set just made; asked for before anything else is done."""
    return eco.change_sets(limit=1)[0].number


def how_to_undo(session: Session, number: int) -> str:
    """The command that takes this very change back, whatever others write meanwhile."""
    return say("Hoàn tác: ", "To take it back: ") + session.command(f"undo {number}")


def _warn_of_phones(record: Entity) -> None:
    """Says which telephone numbers of a record look doubtful; they are kept all the same."""
    from hstk.core.phones import is_phone, phone_warning

    for name in record.fields:
        value = getattr(record, name)
        if isinstance(value, str) and is_phone(value) and (warning := phone_warning(value)):
            note(warning)


def _answer(session: Session, eco: Ecosystem, record: Entity) -> None:
    from hstk.cli.satellites import held_by
    from hstk.exchange.records_json import record_json

    if not session.json:
        return
    document = record_json(eco, [record])[0]
    for one, held in held_by(eco, record):
        document[one.kind.spec.kind] = held and _part_json(record_json(eco, [held])[0], one.own)
    print_json(document)


def _part_json(held: dict[str, Any], own: tuple[str, ...]) -> dict[str, Any]:
    """What a satellite holds: its fields, references with their titles."""
    return {name: value for name, value in held.items() if name.removesuffix("__title") in own}


def _print(eco: Ecosystem, record: Entity) -> None:
    from hstk.cli.satellites import held_by
    from hstk.exchange.records_json import references

    parts = [(one, held) for one, held in held_by(eco, record) if held is not None]
    titles = eco.titles({record.id, *references([record, *(held for _, held in parts)])})
    head = f"{record.spec.label}: {titles.get(record.id, '')}  [{ending(record.id)}]"
    lines(wrapped(head, width()))
    sections: dict[str, list[tuple[str, str]]] = {"": [(say("Mã số", "Id"), str(record.id))]}
    for section, label, text in _texts(record, tuple(record.fields), titles):
        sections.setdefault(section, []).append((label, text))
    for one, held in parts:
        rows = [(label, text) for _, label, text in _texts(held, one.own, titles)]
        sections.setdefault(one.kind.spec.label, []).extend(rows)
    widest = max(cells(label) for rows in sections.values() for label, _ in rows)
    aside = min(widest, width() // 2 - 4)
    for heading, rows in sections.items():
        if heading and rows:
            line(heading)
        for label, text in rows:
            first, *others = wrapped(text, width() - aside - 4)
            line(f"  {padded(label, aside)}  {first}")
            for other in others:
                line(" " * (aside + 4) + other)
    related = _related(eco, record)
    if related:
        line(say("Được dùng ở", "Used by"))
    for label, count in related:
        line(f"  {count:>4}  {label}")


def _texts(
    record: Entity, names: tuple[str, ...], titles: Mapping[UUID, str]
) -> Iterator[tuple[str, str, str]]:
    """Section, label and text of the fields that hold something."""
    from hstk.core.showing import shown

    for name in names:
        field = record.fields[name]
        text = shown(field, getattr(record, name), lambda id_: titles.get(id_, ending(id_)))
        if text and not field.shown.hidden:
            yield field.section, field.label, text


def _related(eco: Ecosystem, record: Entity) -> list[tuple[str, int]]:
    """The kinds and fields through which other records refer to this one, with how many do."""
    from hstk.cli.satellites import satellites_of

    parts = {(one.kind, one.by) for one in satellites_of(eco, type(record))}
    found = []
    for coming in eco.binding[type(record)].incoming:
        if (coming.kind, coming.field.name) in parts:  # shown as part of it
            continue
        count = eco.count(coming.kind, f"{coming.field.name} = {record.id}")
        if count:
            found.append((f"{coming.kind.spec.label} ({coming.field.label})", count))
    return found
