"""What plugins offer: what there is to do now, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hstk.core.contributions import Action, Asked, Done, Offer, Paper, View
from hstk.core.errors import HstkError
from hstk.core.language import say
from hstk.plugins import offers
from hstk.tui.viewmodel.form import FormModel
from hstk.tui.viewmodel.parts import has_something
from hstk.tui.viewmodel.values import Names, references

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hstk.core.documents import Part
    from hstk.core.entity import Entity
    from hstk.store.ecosystem import Ecosystem


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is offered.

    Args:
        name: of the offer.
        group: what sort of thing it is, in words.
        title, help: what it is called; a line more.
        reason: why it cannot be done now, or "".
    """

    name: str
    group: str
    title: str
    help: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """What is offered for a record: actions first, then views, then papers."""

    record: UUID
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view shows, or why it cannot.

    Args:
        title: of the view.
        about: title of the record it is about, or "".
        parts: what there is to read.
        fault: what went wrong, or "".
    """

    title: str
    about: str = ""
    parts: tuple[Part, ...] = ()
    fault: str = ""

    @property
    def worth_showing(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.fault) or has_something(self.parts)


def is_offered(eco: Ecosystem, kind: str) -> bool:
    """Whether anything is ever offered for records of a kind; asks no plugin."""
    return any(one.of is not None and one.of.spec.kind == kind for one in offers.offers(eco))


def menu(eco: Ecosystem, record: UUID) -> Menu:
    """What can be done with a record and read of it, also what cannot now, and why not.

    Raises:
        NotFound: the record is gone.
    """
    found = eco.get(record)
    entries = []
    for one in offers.offers(eco):
        if one.of is type(found):
            try:
                reason = offers.why_not(eco, one, found)
            except HstkError as error:
                reason = error.message
            entries.append(_entry(one, reason or ""))
    entries.sort(key=lambda entry: _GROUPS.index(_kind_of(offers.offer(eco, entry.name))))
    return Menu(record, eco.titles([record]).get(record, ""), tuple(entries))


def without_record(eco: Ecosystem) -> list[Entry]:
    """What is offered for the whole ecosystem."""
    return [_entry(one) for one in offers.offers(eco) if one.of is None]


_GROUPS: tuple[type[Offer], ...] = (Action, View, Paper)


def _kind_of(one: Offer) -> type[Offer]:
    return next(kind for kind in _GROUPS if isinstance(one, kind))


def _entry(one: Offer, reason: str = "") -> Entry:
    words = {
        Action: say("Việc làm", "Actions"),
        View: say("Xem", "Read"),
        Paper: say("Giấy tờ", "Papers"),
    }
    return Entry(one.name, words[_kind_of(one)], one.called, one.helps, reason)


@dataclass(frozen=True, slots=True)
class Subject:
    """An offer that was chosen, with the record it is for.

    Args:
        name: of the offer.
        record: id of the record, or None.
        today: the day of the reader.
    """

    name: str
    record: UUID | None
    today: date

    def asked(self, eco: Ecosystem, answers: Any = None) -> Asked:
        """What the offer is asked for, the record read anew."""
        return Asked(eco.get(self.record) if self.record else None, answers, self.today)


def form_for(
    eco: Ecosystem, subject: Subject, initial: Mapping[str, Any] | None = None
) -> FormModel | None:
    """The form that an offer asks to fill in, or None.

    Args:
        eco: the open file.
        subject: what was chosen.
        initial: answers to begin with, instead of those of the plugin.

    Raises:
        NotFound: the record is gone. Rejected: the offer does not go with it as it is now.
        PluginTrouble: the form cannot be made.
    """
    one = offers.offer(eco, subject.name)
    record = subject.asked(eco).record
    form = offers.form_of(eco, one, record)
    if form is None:
        return None
    values = {n: f.default for n, f in form.fields.items()} | dict(initial or {})
    ids = references(form.fields, values) | ({record.id} if record else set())
    titles = eco.titles(ids) if ids else {}
    title = f"{one.called} · {titles.get(record.id, '')}" if record else one.called
    return FormModel(form, None, Names(titles), initial=initial, title=title)


def done(eco: Ecosystem, subject: Subject, answers: Entity | None = None) -> Done:
    """Do what was chosen.

    Raises:
        Rejected: it does not go with the record now, or what it writes is refused.
        PluginTrouble: it fails; nothing it wrote is kept.
    """
    action = offers.offer(eco, subject.name)
    assert isinstance(action, Action)
    return offers.perform(eco, action, subject.asked(eco, answers))


def told(eco: Ecosystem, subject: Subject, answers: Any) -> str:
    """What an action says of the answers so far; what goes wrong in it is said there too."""
    action = offers.offer(eco, subject.name)
    if not isinstance(action, Action):
        return ""
    try:
        return str(offers.told(eco, action, subject.asked(eco, answers)))
    except HstkError as error:
        return f"✕ {error.message}"


def shown(eco: Ecosystem, subject: Subject, answers: Entity | None = None) -> Shown:
    """What a view shows; a failing one shows why."""
    view = offers.offer(eco, subject.name)
    assert isinstance(view, View)
    asked = subject.asked(eco, answers)
    about = "" if asked.record is None else eco.titles([asked.record.id]).get(asked.record.id, "")
    return _shown(eco, view, asked, about)


def _shown(eco: Ecosystem, view: View, asked: Asked, about: str = "") -> Shown:
    try:
        return Shown(view.called, about, tuple(offers.parts(eco, view, asked)))
    except HstkError as error:
        return Shown(view.called, about, fault=error.message)


def titles_inside(eco: Ecosystem, kind: type[Entity]) -> list[str]:
    """What the views among the fields of records of a kind are called; asks no plugin."""
    return [
        one.called
        for one in offers.offers(eco)
        if isinstance(one, View) and one.inside and one.of is kind
    ]


def shown_inside(eco: Ecosystem, record: UUID, today: date) -> list[Shown]:
    """What the views among the fields of a record show.

    Raises:
        NotFound: the record is gone.
    """
    found = eco.get(record)
    every = []
    for one in offers.offers(eco):
        if not (isinstance(one, View) and one.inside and one.of is type(found)):
            continue
        try:
            if offers.why_not(eco, one, found) is not None:
                continue
        except HstkError as error:
            every.append(Shown(one.called, fault=error.message))
            continue
        every.append(_shown(eco, one, Asked(found, None, today)))
    return every


def on_today(eco: Ecosystem) -> Sequence[str]:
    """Names of the views that have a panel on the first screen; asks no plugin."""
    return [view.name for view in offers.on_first_screen(eco)]
