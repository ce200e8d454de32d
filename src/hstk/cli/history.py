"""``hstk history``, ``undo`` and ``redo``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from hstk.cli.bilingual import argument, command, option
from hstk.cli.naming import deleted, ending, named
from hstk.cli.output import lines, note, print_json, width
from hstk.cli.parameters import Whole, id_argument, limit_option
from hstk.cli.session import Session
from hstk.cli.tables import Column, table
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.core.changes import Change, ChangeSet
    from hstk.store.ecosystem import Ecosystem


@command(
    "history",
    more=(
        (
            "Không ghi ID thì kể các lần thay đổi mới nhất; ghi ID thì kể mọi thay đổi của "
            "bản ghi ấy, kể cả bản ghi đã xoá."
        ),
        (
            "Without ID it lists the newest change sets; with ID every change of that "
            "record, also of a deleted one."
        ),
    ),
)
@id_argument(required=False)
@option(
    "--changeset",
    type=Whole(),
    value=("SỐ", "N"),
    vi="Chỉ xem một lần thay đổi.",
    en="Show one change set alone.",
)
@limit_option("Nhiều nhất bao nhiêu dòng.", "At most so many.", default=50)
@click.pass_obj
def history(session: Session, given: str | None, changeset: int | None, limit: int) -> None:
    """Tells who changed what."""
    with session.open() as eco:
        if given is None and changeset is None:
            _show_change_sets(session, eco, limit)
            return
        record = None if given is None else _any_record(eco, given)
        changes = eco.history(record, changeset=changeset, limit=limit)
        if session.json:
            print_json([_change_json(eco, change) for change in changes])
        elif changes:
            lines(_told(eco, changes))
        else:
            note(say("Không có thay đổi nào.", "There are no changes."))


@command("undo")
@argument(
    "number",
    required=False,
    type=Whole(),
    value=("LẦN", "CHANGESET"),
    vi="Số của lần thay đổi (xem hstk history); nếu không ghi: lần mới nhất.",
    en="The number of the change set (see hstk history); the newest when left out.",
)
@click.pass_obj
def undo(session: Session, number: int | None) -> None:
    """Takes a change set back."""
    with session.open() as eco:
        _answer(session, eco, eco.undo(number), say("Đã hoàn tác", "Undone"), "redo")


@command("redo")
@click.pass_obj
def redo(session: Session) -> None:
    """Takes the newest undo back."""
    with session.open() as eco:
        _answer(session, eco, eco.redo(), say("Đã làm lại", "Done again"), "undo")


def _answer(session: Session, eco: Ecosystem, done: ChangeSet, word: str, opposite: str) -> None:
    if session.json:
        print_json(_set_json(done))
    what = _what(eco, _turns(eco, done)[-1])
    note(
        f"{word}: {what} ({done.size} {say('bản ghi', 'records')}). "
        + say("Ngược lại: ", "The other way: ")
        + session.command(opposite)
    )


def _turns(eco: Ecosystem, found: ChangeSet) -> list[ChangeSet]:
    """An undo or redo, what it took back, and so on to the change that all of them are about."""
    turns = [found]
    while (number := turns[-1].undoes) is not None:
        turns += eco.change_sets(before=number + 1, limit=1)
    return turns


def _show_change_sets(session: Session, eco: Ecosystem, limit: int) -> None:
    sets = eco.change_sets(limit=limit)
    if session.json:
        print_json([_set_json(found) for found in sets])
        return
    if not sets:
        note(say("Chưa có thay đổi nào.", "There are no changes yet."))
        return
    from hstk.core.dates import show_moment

    columns = (
        Column(say("Lần", "No."), right=True, needed=True),
        Column(say("Lúc", "When")),
        Column(say("Ai", "Who"), 6),
        Column(say("Việc", "What"), 20, needed=True, wish=48),
        Column(say("Bản ghi", "Records"), right=True),
        Column(""),
    )
    rows = [
        (
            str(found.number),
            show_moment(found.at),
            found.actor,
            _what(eco, found),
            str(found.size),
            say("đã hoàn tác", "undone") if found.undone else "",
        )
        for found in sets
    ]
    lines(table(columns, rows, width()))


def _what(eco: Ecosystem, found: ChangeSet) -> str:
    """Why it was done; where nobody said, what was done."""
    *turns, origin = _turns(eco, found)
    if turns:  # their reasons were written in the language of whoever made them
        word = say("Hoàn tác", "Undo") if len(turns) % 2 else say("Làm lại", "Redo")
        return f"{word}: {_what(eco, origin)}"
    if found.reason:
        return found.reason
    changes = eco.history(changeset=found.number, limit=1)
    if not changes:
        return say(f"lần {found.number}", f"change set {found.number}")
    told = f"{changes[0].action.label} {_record(eco, changes[0])}"
    return told + (f" (+{found.size - 1})" if found.size > 1 else "")


def _record(eco: Ecosystem, change: Change) -> str:
    known = eco.kinds.get(change.kind)
    if known is None:
        return f"{change.kind} «{change.title}»"
    # one that is gone has no title any more, but it was added with its name
    named = [change.after.get(name) for name in known.spec.title]
    title = change.title or " ".join(part for part in named if isinstance(part, str))
    return f"{known.spec.label} «{title}»"


def _any_record(eco: Ecosystem, given: str) -> UUID:
    """A record that stands, or else one that was deleted."""
    from hstk.core.errors import Ambiguous, NotFound

    try:
        return named(eco, given).id
    except Ambiguous:
        raise
    except NotFound as missing:
        try:
            return deleted(eco, given)
        except Ambiguous:
            raise
        except NotFound:
            raise missing from None


def _told(eco: Ecosystem, changes: list[Change]) -> list[str]:
    from hstk.core.changes import Action
    from hstk.core.dates import show_moment

    titles = eco.titles(_mentioned(changes))
    told: list[str] = []
    for change in changes:
        head = f"{show_moment(change.at)}  {say('lần', 'no.')} {change.changeset}  {change.actor}"
        told.append(
            f"{head}  {change.action.label} {_record(eco, change)} [{ending(change.record)}]"
        )
        if change.reason:
            told.append(f"    {change.reason}")
        if change.action is not Action.UPDATE:
            continue
        for name in change.after:
            before = _value(eco, change.kind, name, change.before.get(name), titles)
            after = _value(eco, change.kind, name, change.after[name], titles)
            told.append(f"    {_label(eco, change.kind, name)}: {before} → {after}")
    return told


def _mentioned(changes: list[Change]) -> set[UUID]:
    found: set[UUID] = set()
    for change in changes:
        for values in (change.before, change.after):
            for value in values.values():
                several = value if isinstance(value, tuple) else (value,)
                found.update(item for item in several if isinstance(item, UUID))
    return found


def _label(eco: Ecosystem, kind: str, name: str) -> str:
    known = eco.kinds.get(kind)
    field = known.fields.get(name) if known else None
    return field.label if field else name


def _value(eco: Ecosystem, kind: str, name: str, value: Any, titles: dict[UUID, str]) -> str:
    from hstk.core.showing import shown

    known = eco.kinds.get(kind)
    field = known.fields.get(name) if known else None
    text = shown(field, value, lambda id_: titles.get(id_, ending(id_))) if field else str(value)
    return f"«{' '.join(text.split())}»" if text else say("(trống)", "(empty)")


def _set_json(found: ChangeSet) -> dict[str, Any]:
    return {
        "number": found.number,
        "at": found.at.isoformat(),
        "actor": found.actor,
        "reason": found.reason,
        "undoes": found.undoes,
        "undone": found.undone,
        "size": found.size,
    }


def _change_json(eco: Ecosystem, change: Change) -> dict[str, Any]:
    return {
        "changeset": change.changeset,
        "at": change.at.isoformat(),
        "actor": change.actor,
        "reason": change.reason,
        "kind": change.kind,
        "record": str(change.record),
        "title": change.title,
        "action": str(change.action),
        "before": _values_json(eco, change.kind, change.before),
        "after": _values_json(eco, change.kind, change.after),
    }


def _values_json(eco: Ecosystem, kind: str, values: Any) -> dict[str, Any]:
    from hstk.core.showing import as_json

    known = eco.kinds.get(kind)
    fields = known.fields if known else {}
    return {
        name: as_json(fields[name], value) if name in fields else value
        for name, value in values.items()
    }
