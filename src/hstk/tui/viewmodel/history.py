"""What was changed, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hstk.core.language import say
from hstk.tui.viewmodel.lines import short_moment

if TYPE_CHECKING:
    from hstk.core.changes import Change, ChangeSet
    from hstk.store.ecosystem import Ecosystem

MOST_CHANGES = 100
"""Records of one change set that are told one by one."""
MOST_WITH_FIELDS = 20
"""Of those, how many field by field: nobody reads an import that way."""


@dataclass(frozen=True, slots=True)
class ToldSet:
    """One change set in words.

    Args:
        number: its number; when, actor: as people read them.
        what: what was done, in a few words.
        undone: whether it is taken back.
    """

    number: int
    when: str
    actor: str
    what: str
    undone: bool

    @property
    def mark(self) -> str:
        """A word for a change set that no longer stands, or ""."""
        return say("đã hoàn tác", "undone") if self.undone else ""


@dataclass(frozen=True, slots=True)
class ToldField:
    """One field that changed; "" stands for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What one change set did to one record.

    Args:
        record: which.
        changeset: number of the change set; when, actor: of it.
        what: «thêm Người «Nguyễn Thị An»».
        fields: what changed, field by field.
    """

    record: UUID
    changeset: int
    when: str
    actor: str
    what: str
    fields: tuple[ToldField, ...]


def tell_sets(
    eco: Ecosystem, today: date, *, before: int | None = None, limit: int = 100
) -> list[ToldSet]:
    """The newest change sets in words, newest first.

    Args:
        eco: the open file.
        today: the day of the reader.
        before: only those older than this number.
        limit: at most so many.
    """
    return [
        ToldSet(
            found.number,
            short_moment(found.at, today),
            found.actor,
            describe(eco, found),
            found.undone,
        )
        for found in eco.change_sets(before=before, limit=limit)
    ]


def describe(eco: Ecosystem, change_set: ChangeSet) -> str:
    """What a change set did: its reason if it has one, else made up from what it changed."""
    if change_set.undoes is not None:
        undone = _change_set(eco, change_set.undoes)
        if undone is not None and undone.undoes is not None:
            again = _change_set(eco, undone.undoes)
            if again is not None:
                return say("Làm lại: ", "Redo: ") + describe(eco, again)
        if undone is not None:
            return say("Hoàn tác: ", "Undo: ") + describe(eco, undone)
    if change_set.reason:
        return change_set.reason
    changes = eco.history(changeset=change_set.number, limit=1)
    if not changes:
        return say(f"lần {change_set.number}", f"change set {change_set.number}")
    first = _what(eco, changes[0])
    others = change_set.size - 1
    return first + (say(f" và {others} bản ghi khác", f" and {others} more") if others else "")


def tell_changes(eco: Ecosystem, changeset: int, today: date) -> list[ToldChange]:
    """What a change set did, record by record, the newest :data:`MOST_CHANGES` of them."""
    return _told(eco, eco.history(changeset=changeset, limit=MOST_CHANGES), today)


def tell_record(
    eco: Ecosystem, record: UUID, today: date
) -> tuple[list[ToldSet], list[ToldChange]]:
    """The history of a record, newest first: each change set, and what it did to the record."""
    changes = _told(eco, eco.history(record, limit=MOST_CHANGES), today)
    sets = []
    for told in changes:
        found = _change_set(eco, told.changeset)
        undone = found is not None and found.undone
        sets.append(ToldSet(told.changeset, told.when, told.actor, told.what, undone))
    return sets, changes


def next_to_undo(eco: Ecosystem, started: datetime, today: date) -> tuple[ToldSet, bool] | None:
    """What undo would take back now, and whether it was done before a moment; None for nothing.

    Args:
        eco: the open file.
        started: the moment.
        today: the day of the reader.
    """
    before: int | None = None
    while found := eco.change_sets(before=before):
        for one in found:
            before = one.number
            if eco.place.path is None and one.actor != eco.actor:
                continue  # on a server others write too; each takes back his own
            origin, turns = one, 0
            while origin.undoes is not None and (undone := _change_set(eco, origin.undoes)):
                origin, turns = undone, turns + 1
            if turns % 2 == 0 and not origin.undone:
                when = short_moment(one.at, today)
                what = describe(eco, origin)
                told = ToldSet(origin.number, when, one.actor, what, undone=False)
                return told, one.at < started
    return None


def undo(eco: Ecosystem, number: int | None = None) -> str:
    """Take a change set back, the newest if none is named; says what was taken back.

    Raises:
        NotFound: there is none.
        UndoRefused: later changes stand on it.
    """
    return _taken_back(eco, eco.undo(number))


def redo(eco: Ecosystem) -> str:
    """Take the newest undo back; says what was done again.

    Raises:
        NotFound: there is none, or something was changed since.
    """
    return _taken_back(eco, eco.redo())


def _taken_back(eco: Ecosystem, made: ChangeSet) -> str:
    words = describe(eco, made)
    return words[0].upper() + words[1:]


def _change_set(eco: Ecosystem, number: int) -> ChangeSet | None:
    found = eco.change_sets(before=number + 1, limit=1)
    return found[0] if found and found[0].number == number else None


def _what(eco: Ecosystem, change: Change) -> str:
    kind = eco.kinds.get(change.kind)
    label = kind.spec.label.lower() if kind else change.kind
    done, title = change.action.label, _title(eco, change)
    return say(f"{done} {label} «{title}»", f"{done} {label} “{title}”")


def _title(eco: Ecosystem, change: Change) -> str:
    """The title of a changed record, also of one that is gone: it was logged when it went."""
    if change.title:
        return change.title
    return next((c.title for c in eco.history(change.record, limit=20) if c.title), "…")


def _told(eco: Ecosystem, changes: Sequence[Change], today: date) -> list[ToldChange]:
    # pydantic is loaded by now: somebody has opened a file
    from hstk.tui.viewmodel.values import Names, references

    ids: set[UUID] = set()
    for change in changes:
        if kind := eco.kinds.get(change.kind):
            ids |= references(kind.fields, change.before) | references(kind.fields, change.after)
    names = Names(eco.titles(ids) if ids else {})
    return [
        ToldChange(
            change.record,
            change.changeset,
            short_moment(change.at, today),
            change.actor,
            _what(eco, change),
            tuple(_fields(eco, change, names)) if place < MOST_WITH_FIELDS else (),
        )
        for place, change in enumerate(changes)
    ]


def _fields(eco: Ecosystem, change: Change, names: Any) -> list[ToldField]:
    kind = eco.kinds.get(change.kind)
    fields = kind.fields if kind else {}
    told = []
    for name in dict.fromkeys([*change.before, *change.after]):
        field = fields.get(name)
        if field is not None and field.shown.hidden:
            continue

        def show(values: Mapping[str, Any], name: str = name, field: Any = field) -> str:
            value = values.get(name)
            return names.show(field, value) if field else str(value or "")

        before, after = show(change.before), show(change.after)
        if before or after:
            told.append(ToldField(field.label if field else name, before, after))
    return told
