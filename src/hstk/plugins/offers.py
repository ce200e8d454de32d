"""Views, actions and papers of the plugins that are on: found, asked, carried out.

The command line and the screens offer the same things through the same calls. What a plugin's
function raises ends here as one message that names the plugin.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from hstk.core.contributions import (
    STRICT,
    Action,
    Asked,
    Done,
    Offer,
    Paper,
    ReportSection,
    Satellite,
    View,
)
from hstk.core.documents import Document, Paragraph, Part, Table, Workbook
from hstk.core.entity import Entity
from hstk.core.errors import HstkError, NotFound, PluginTrouble, Rejected
from hstk.core.forms import Form
from hstk.core.indicators import Period
from hstk.core.language import say
from hstk.core.text import closest

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

R = TypeVar("R")


def offers(eco: Ecosystem) -> list[Offer]:
    """Everything that the plugins of a file offer, in their order."""
    return [offer for owner in eco.declarations.owners for offer in owner.offers]


def offer(eco: Ecosystem, name: str) -> Offer:
    """An offer by its name.

    Raises:
        NotFound: there is none, with the nearest names.
    """
    known = {one.name: one for one in offers(eco)}
    if name not in known:
        raise NotFound(
            say(f"Không có «{name}».", f"There is no “{name}”."),
            key=name,
            nearest=closest(name, known),
        )
    return known[name]


def offered_for(eco: Ecosystem, record: Entity) -> list[Offer]:
    """What can be done with a record, or read of it, as it is now."""
    return [
        one for one in offers(eco) if one.of is type(record) and why_not(eco, one, record) is None
    ]


def inside(eco: Ecosystem, record: Entity) -> list[View]:
    """The views that are shown below the fields of a record."""
    return [one for one in offered_for(eco, record) if isinstance(one, View) and one.inside]


def on_first_screen(eco: Ecosystem) -> list[View]:
    """The views that have a panel on the first screen."""
    return [one for one in offers(eco) if isinstance(one, View) and one.today]


def why_not(eco: Ecosystem, one: Offer, record: Entity | None) -> str | None:
    """Why an offer does not go with a record as it is now; None when it does."""
    if one.fits is None:
        return None
    fits = one.fits
    return _asked(_blamed(eco, one), lambda: fits(eco, record))


def form_of(eco: Ecosystem, one: Offer, record: Entity | None = None) -> type[Form] | None:
    """The form to fill in before, or None when nothing is asked.

    Raises:
        Rejected: the offer does not go with the record.
        PluginTrouble: the plugin cannot make it.
    """
    _refuse_unfit(eco, one, record)
    asks = one.asks
    if asks is None or isinstance(asks, type):
        return asks
    return _asked(_blamed(eco, one), lambda: asks(eco, record))


def parts(eco: Ecosystem, view: View, asked: Asked) -> Sequence[Part]:
    """What a view has to show.

    Raises:
        PluginTrouble: it fails.
    """
    _refuse_unfit(eco, view, asked.record)
    shown = _asked(_blamed(eco, view), lambda: tuple(view.show(eco, asked)))
    _refuse_other(_blamed(eco, view), shown, (Paragraph, Table))
    return shown


def perform(eco: Ecosystem, action: Action, asked: Asked) -> Done:
    """Does something, as one change set.

    Raises:
        Rejected: the action does not go with the record, or what it would write is refused.
        PluginTrouble: it fails; nothing it wrote is kept.
    """
    _refuse_unfit(eco, action, asked.record)

    def done() -> Done:
        with eco.changes(action.called):
            return action.do(eco, asked)

    found = _asked(_blamed(eco, action), done)
    if not isinstance(found, Done):
        raise _trouble(_blamed(eco, action), say(f"trả về {found!r}", f"it returned {found!r}"))
    return found


def told(eco: Ecosystem, action: Action, asked: Asked) -> str:
    """What an action says of the answers so far; "" when it says nothing."""
    tells = action.tells
    return "" if tells is None else _asked(_blamed(eco, action), lambda: tells(eco, asked))


def made(eco: Ecosystem, paper: Paper, asked: Asked) -> Document | Workbook:
    """What stands in a paper.

    Raises:
        PluginTrouble: it fails.
    """
    _refuse_unfit(eco, paper, asked.record)
    found = _asked(_blamed(eco, paper), lambda: paper.make(eco, asked))
    if not isinstance(found, Document if paper.ending == "docx" else Workbook):
        raise _trouble(_blamed(eco, paper), say(f"trả về {found!r}", f"it returned {found!r}"))
    return found


def sections(eco: Ecosystem) -> list[ReportSection]:
    """What the plugins have to say in the yearly report, in their order."""
    return [section for owner in eco.declarations.owners for section in owner.sections]


def written(
    eco: Ecosystem, section: ReportSection, period: Period
) -> tuple[Sequence[Part], Sequence[Table]]:
    """What a section has to say of a period, and its tables for the annex.

    Raises:
        PluginTrouble: it fails.
    """
    blamed, annex = _blamed(eco, section), section.annex
    text = _asked(blamed, lambda: tuple(section.write(eco, period)))
    tables = _asked(blamed, lambda: tuple(annex(eco, period) if annex else ()))
    _refuse_other(blamed, text, (Paragraph, Table))
    _refuse_other(blamed, tables, (Table,))
    return text, tables


def goes_with(eco: Ecosystem, satellite: Satellite, host: Entity) -> bool:
    """Whether a record has the fields of a satellite.

    Raises:
        PluginTrouble: the plugin cannot tell.
    """
    if satellite.host != host.spec.kind:
        return False
    fits = satellite.fits
    return fits is None or _asked(_blamed(eco, satellite), lambda: bool(fits(host)))


def _refuse_unfit(eco: Ecosystem, one: Offer, record: Entity | None) -> None:
    if one.of is not None and not isinstance(record, one.of):
        raise Rejected(
            (),
            message=say(
                f"«{one.called}» cần một {one.of.spec.label}.",
                f"“{one.called}” needs a {one.of.spec.label}.",
            ),
        )
    if (reason := why_not(eco, one, record)) is not None:
        raise Rejected((), message=f"{one.called}: {reason}")


@dataclass(frozen=True, slots=True)
class _Blamed:
    """The plugin, and the part of it, whose function is called."""

    owner: str
    part: str


def _blamed(eco: Ecosystem, one: Offer | ReportSection | Satellite) -> _Blamed:
    owner = next(
        o.owner for o in eco.declarations.owners if one in (*o.offers, *o.sections, *o.satellites)
    )
    return _Blamed(owner, one.kind.spec.label if isinstance(one, Satellite) else one.called)


def _asked(blamed: _Blamed, question: Callable[[], R]) -> R:
    """What a plugin's function gives; its own errors pass, any other is the plugin's trouble."""
    try:
        return question()
    except HstkError:
        raise
    except Exception as error:
        if os.environ.get(STRICT):
            raise
        raise _trouble(blamed, f"{type(error).__name__}: {error}") from error


def _refuse_other(blamed: _Blamed, given: Sequence[object], wanted: tuple[type, ...]) -> None:
    for part in given:
        if not isinstance(part, wanted):
            raise _trouble(blamed, say(f"trả về {part!r}", f"it returned {part!r}"))


def _trouble(blamed: _Blamed, what: str) -> PluginTrouble:
    owner, part = blamed.owner, blamed.part
    return PluginTrouble(
        say(
            f"Plugin «{owner}» gặp lỗi ở «{part}»: {what}",
            f"The plugin “{owner}” failed at “{part}”: {what}",
        ),
        hint=say(
            f"Không có gì thay đổi. Tắt plugin bằng: hstk plugins disable {owner}",
            f"Nothing was changed. Switch it off with: hstk plugins disable {owner}",
        ),
    )
