"""Finding the record that a field shall refer to, from what is typed without marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from hstk.core.entity import Entity
from hstk.core.errors import NotFound
from hstk.core.language import say
from hstk.core.text import digits, fold, words
from hstk.tui.viewmodel.editing import Pick
from hstk.tui.viewmodel.values import Names

if TYPE_CHECKING:
    from hstk.core.choices import Choice
    from hstk.store.ecosystem import Ecosystem

MOST = 7
"""Suggestions that are offered at a time."""

MANY = 60
"""Records that are looked through for those of the kinds wanted, so that the best come first."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that can be picked.

    Args:
        pick: what is picked; note: what tells it from others of the same name.
        add: a kind instead, of which a new record of this title is to be made; "" for a pick.
    """

    pick: Pick
    note: str = ""
    add: str = ""


def suggest(eco: Ecosystem, kinds: Sequence[str], text: str) -> list[Suggestion]:
    """Records that the text may mean, the best first; adding one of that name; near guesses.

    Args:
        eco: the open file.
        kinds: those that the field may refer to; none means any.
        text: what is typed; "" offers the newest.
    """
    text = text.strip()
    wanted = [eco.kind(name) for name in kinds]
    ids = _found(eco, wanted, text) if text else _newest(eco, wanted)
    records = []
    for id_ in ids[:MOST]:
        try:
            records.append(eco.get(id_))
        except NotFound:  # deleted since it was found
            continue
    titles = eco.titles(record.id for record in records)
    names = Names.of(eco, records)
    found: list[Suggestion] = []
    near: list[Suggestion] = []
    for record in records:
        title = titles.get(record.id, "")
        one = Suggestion(Pick(record.id, title), _note(record, names, len(kinds) != 1))
        (found if _has(text, f"{title} {_whole(record, names)}") else near).append(one)
    if text and not any(fold(one.pick.title) == fold(text) for one in found):
        found += [_to_add(kind, text) for kind in wanted[:2]]
    # what the search only guessed must not be where enter picks it
    return found + near


def _has(text: str, whole: str) -> bool:
    """Whether every word that is typed begins a word of the record, or its digits are there."""
    number = digits(text)
    if len(number) >= 4 and not any(letter.isalpha() for letter in text):
        return number.lstrip("0") in digits(whole)
    there = words(whole)
    return all(any(word.startswith(wanted) for word in there) for wanted in words(text))


def _whole(record: Entity, names: Names) -> str:
    fields = type(record).fields.values()
    return " ".join(names.show(f, getattr(record, f.name)) for f in fields if not f.shown.hidden)


def _to_add(kind: type[Entity], text: str) -> Suggestion:
    label = kind.spec.label.lower()
    title = say(f"+ Thêm {label} «{text}»", f"+ Add {label} “{text}”")
    return Suggestion(Pick(None, title), add=kind.spec.kind)


def exactly(eco: Ecosystem, kinds: Sequence[str], text: str) -> Pick | None:
    """The one record that has this very title, marks aside, or this id; None if there is none."""
    try:
        record = eco.resolve(text, *(eco.kind(name) for name in kinds))
    except NotFound:
        return None
    return Pick(record.id, eco.titles([record.id]).get(record.id, text))


def among(choices: Iterable[Choice], text: str) -> list[Suggestion]:
    """Choices of a pick list that have every word of the text; all when nothing is typed."""
    words = fold(text).split()
    return [
        Suggestion(Pick(choice, choice.label))
        for choice in choices
        if all(word in fold(choice.label) for word in words)
    ]


def _found(eco: Ecosystem, kinds: Sequence[type[Entity]], text: str) -> list[UUID]:
    if len(kinds) == 1:
        return [hit.id for hit in eco.search(text, kind=kinds[0], limit=MOST)]
    hits = eco.search(text, limit=MOST if not kinds else MANY)
    if kinds:
        wanted = {kind.spec.kind for kind in kinds}
        hits = [hit for hit in hits if hit.kind in wanted]
        if len(hits) < MOST:  # records of other kinds may have filled the answer
            hits += [hit for kind in kinds for hit in eco.search(text, kind=kind, limit=MOST)]
    return list(dict.fromkeys(hit.id for hit in hits))


def _newest(eco: Ecosystem, kinds: Sequence[type[Entity]]) -> list[UUID]:
    found = [one.id for kind in kinds for one in eco.find(kind, sort="-id", limit=MOST)]
    return sorted(found, reverse=True)  # ids begin with the time


def _note(record: Entity, names: Names, with_kind: bool) -> str:
    kind = type(record)
    values = [
        names.show(field, getattr(record, field.name))
        for field in kind.fields.values()
        if field.shown.column and not field.shown.hidden and field.name not in kind.spec.title
    ]
    label = [kind.spec.label] if with_kind else []
    return " · ".join(label + [value for value in values if value][:2])
