"""One record: ``add``, ``edit``, ``show``, ``delete``, ``restore-record``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import click

from hstk.cli.bilingual import argument, command
from hstk.cli.cells import cells, padded, wrapped
from hstk.cli.output import line, lines, note, print_json, width
from hstk.cli.parameters import complete_field, id_argument, kind_argument, reason_option
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.core.entity import Entity
    from hstk.store.ecosystem import Ecosystem


F = TypeVar("F", bound=Callable[..., Any])


def _values_argument(*, required: bool) -> Callable[[F], F]:
    return argument(
        "values",
        nargs=-1,
        required=required,
        shell_complete=complete_field,
        value=("TRƯỜNG=GIÁ_TRỊ", "FIELD=VALUE"),
        vi="Trường của loại bản ghi (xem hstk kinds LOẠI) và giá trị của nó.",
        en="A field of the kind (see hstk kinds KIND) and its value.",
    )


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
@_values_argument(required=False)
@reason_option(default="")
@click.pass_obj
def add(session: Session, kind: str, values: tuple[str, ...], reason: str) -> None:
    """Adds a record from ``field=value`` words."""
    given = _read(values)
    with session.open() as eco:
        with eco.changes(reason):
            record = eco.add_values(eco.kind(kind), given)
        number = _newest_change(eco)
        note(say("Đã thêm ", "Added ") + f"{_named(eco, record)}. " + _how_to_undo(session, number))
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
@_values_argument(required=True)
@reason_option(default="")
@click.pass_obj
def edit(session: Session, given: str, values: tuple[str, ...], reason: str) -> None:
    """Changes fields of a record."""
    wanted = _read(values)
    with session.open() as eco:
        before = eco.resolve(given)
        with eco.changes(reason):
            record = eco.update_values(before, wanted)
        if record == before:
            note(say("Không có gì thay đổi: ", "Nothing changes: ") + _named(eco, record))
        else:
            number = _newest_change(eco)
            note(
                say("Đã sửa ", "Changed ")
                + f"{_named(eco, record)}. "
                + _how_to_undo(session, number)
            )
        _warn_of_phones(record)
        _answer(session, eco, record)


@command("show")
@id_argument()
@click.pass_obj
def show(session: Session, given: str) -> None:
    """Prints a record by sections, with how many records refer to it."""
    with session.open() as eco:
        record = eco.resolve(given)
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
        records = {record.id: record for record in map(eco.resolve, given)}
        with eco.changes(reason):
            gone = eco.delete(*records.values())
        number = _newest_change(eco)
        if session.json:
            print_json({"deleted": gone, "changeset": number})
        note(say(f"Đã xoá {gone} bản ghi. ", f"Deleted {gone}. ") + _how_to_undo(session, number))


@command("restore-record")
@id_argument()
@click.pass_obj
def restore_record(session: Session, given: str) -> None:
    """Brings a deleted record back, with what went along with it."""
    with session.open() as eco:
        record = eco.restore(deleted(eco, given))
        note(say("Đã lấy lại ", "Brought back ") + f"{_named(eco, record)}.")
        _answer(session, eco, record)


def deleted(eco: Ecosystem, given: str) -> UUID:
    """The id of the deleted record that a full id, an ending of one or its title names.

    Raises:
        NotFound: none fits; Ambiguous: several do.
    """
    from hstk.core.errors import Ambiguous, NotFound
    from hstk.core.text import fold

    change = eco.log.change
    with eco.reading() as connection:
        gone = connection.execute(change.select().where(change.c.action == "delete")).all()
        standing = eco.reader.titles(connection, {row.record for row in gone})
    titles: dict[UUID, str] = {
        row.record: row.title or "" for row in gone if row.record not in standing
    }
    code = given.strip().lower().replace("-", "")
    found = [id_ for id_ in titles if len(code) >= 4 and id_.hex.endswith(code)]
    found = found or [id_ for id_, title in titles.items() if fold(title) == fold(given.strip())]
    if not found:
        raise NotFound(
            say(f"Không có bản ghi đã xoá «{given}».", f"There is no deleted record “{given}”."),
            key=given,
        )
    if len(found) > 1:
        raise Ambiguous(
            say(
                f"«{given}» chỉ nhiều bản ghi đã xoá; hãy ghi mã số dài hơn.",
                f"“{given}” names several deleted records; give more of the id.",
            ),
            key=given,
            nearest=[f"{titles[id_]} ({ending(id_)})" for id_ in found[:5]],
        )
    return found[0]


def ending(id_: UUID) -> str:
    """The part of an id by which people name a record."""
    return id_.hex[-8:]


def _read(values: tuple[str, ...]) -> dict[str, str]:
    """The fields that ``field=value`` words give."""
    found: dict[str, str] = {}
    for word in values:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.UsageError(
                say(
                    f'«{word}» không được; ghi TRƯỜNG=GIÁ_TRỊ, ví dụ name="Nguyễn Thị An".',
                    f'“{word}” will not do; write FIELD=VALUE, as in name="Nguyễn Thị An".',
                ),
                click.get_current_context(),
            )
        if name in found:
            raise click.UsageError(
                say(f"«{name}» được ghi hai lần.", f"“{name}” is given twice."),
                click.get_current_context(),
            )
        found[name.strip()] = value
    return found


def _named(eco: Ecosystem, record: Entity) -> str:
    title = eco.titles([record.id]).get(record.id, "")
    return f"{record.spec.label} «{title}» ({ending(record.id)})"


def _newest_change(eco: Ecosystem) -> int:
    """The number of the change set just made; asked for before anything else is done."""
    return eco.change_sets(limit=1)[0].number


def _how_to_undo(session: Session, number: int) -> str:
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
    from hstk.exchange.records_json import record_json

    if session.json:
        print_json(record_json(eco, [record])[0])


def _print(eco: Ecosystem, record: Entity) -> None:
    from hstk.core.showing import shown
    from hstk.exchange.records_json import references

    titles = eco.titles({record.id, *references([record])})
    head = f"{record.spec.label}: {titles.get(record.id, '')}  [{ending(record.id)}]"
    lines(wrapped(head, width()))
    sections: dict[str, list[tuple[str, str]]] = {"": [(say("Mã số", "Id"), str(record.id))]}
    for name, field in record.fields.items():
        text = shown(field, getattr(record, name), lambda id_: titles.get(id_, ending(id_)))
        if text and not field.shown.hidden:
            sections.setdefault(field.section, []).append((field.label, text))
    widest = max(cells(label) for rows in sections.values() for label, _ in rows)
    aside = min(widest, width() // 2 - 4)
    for heading, rows in sections.items():
        if heading:
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


def _related(eco: Ecosystem, record: Entity) -> list[tuple[str, int]]:
    """The kinds and fields through which other records refer to this one, with how many do."""
    found = []
    for coming in eco.binding[type(record)].incoming:
        count = eco.count(coming.kind, f"{coming.field.name} = {record.id}")
        if count:
            found.append((f"{coming.kind.spec.label} ({coming.field.label})", count))
    return found
