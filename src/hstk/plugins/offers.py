"""Views, actions and papers of the plugins that are on: found, asked, carried out.

The command line and the screens offer the same things through the same calls. What a plugin's
function raises ends here as one message that names the plugin.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
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
from hstk.core.documents import Document, Part, Table, Workbook
from hstk.core.entity import Entity
from hstk.core.errors import BadFile, HstkError, NotFound, PluginTrouble, Rejected
from hstk.core.forms import Form
from hstk.core.indicators import Period
from hstk.core.language import say
from hstk.core.text import closest
from hstk.plugins.bundle import is_form
from hstk.plugins.returned import Odd, in_done, in_paper, in_parts

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


def on_first_screen(eco: Ecosystem) -> list[View]:
    """The views that have a panel on the first screen."""
    return [one for one in offers(eco) if isinstance(one, View) and one.today]


def why_not(eco: Ecosystem, one: Offer, record: Entity | None) -> str | None:
    """Why an offer does not go with a record as it is now; None when it does.

    Raises:
        PluginTrouble: the plugin cannot tell.
    """
    if one.fits is None:
        return None
    fits, blamed = one.fits, _blamed(eco, one)
    reason = _told(blamed, lambda: fits(eco, record))
    if reason is not None:
        _refuse_odd(blamed, _not_text(reason, "fits"))
    return reason


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
    blamed = _blamed(eco, one)
    form = _asked(blamed, lambda: asks(eco, record))
    _refuse_odd(blamed, [] if is_form(form) else [Odd(form, "asks")])
    return form


def parts(eco: Ecosystem, view: View, asked: Asked) -> Sequence[Part]:
    """What a view has to show.

    Raises:
        Rejected: the view does not go with the record.
        PluginTrouble: it fails, or gives what cannot be shown.
    """
    _refuse_unfit(eco, view, asked.record)
    blamed = _blamed(eco, view)
    shown = _asked(blamed, lambda: tuple(view.show(eco, asked)))
    _refuse_odd(blamed, in_parts(shown))
    return shown


def perform(eco: Ecosystem, action: Action, asked: Asked) -> Done:
    """Does something, as one change set.

    Raises:
        Rejected: the action does not go with the record, or what it would write is refused.
        PluginTrouble: it fails; nothing it wrote is kept.
    """
    _refuse_unfit(eco, action, asked.record)
    blamed = _blamed(eco, action)

    def done() -> Done:
        with eco.changes(action.called):
            found = action.do(eco, asked)
            _refuse_odd(blamed, in_done(found))  # while nothing is kept yet
            return found

    return _asked(blamed, done)


def told(eco: Ecosystem, action: Action, asked: Asked) -> str:
    """What an action says of the answers so far; "" when it says nothing.

    Raises:
        PluginTrouble: it fails.
    """
    if action.tells is None:
        return ""
    tells, blamed = action.tells, _blamed(eco, action)
    said = _asked(blamed, lambda: tells(eco, asked))
    _refuse_odd(blamed, _not_text(said, "tells"))
    return said


def made(eco: Ecosystem, paper: Paper, asked: Asked) -> Document | Workbook:
    """What stands in a paper.

    Raises:
        Rejected: the paper does not go with the record.
        PluginTrouble: it fails, or gives what cannot be written.
    """
    _refuse_unfit(eco, paper, asked.record)
    blamed = _blamed(eco, paper)
    found = _asked(blamed, lambda: paper.make(eco, asked))
    _refuse_odd(blamed, in_paper(found, Document if paper.ending == "docx" else Workbook))
    return found


def sections(eco: Ecosystem) -> list[ReportSection]:
    """What the plugins have to say in the yearly report, in their order."""
    return [section for owner in eco.declarations.owners for section in owner.sections]


def written(
    eco: Ecosystem, section: ReportSection, period: Period
) -> tuple[Sequence[Part], Sequence[Table]]:
    """What a section has to say of a period, and its tables for the annex.

    Raises:
        PluginTrouble: it fails, or gives what cannot be shown.
    """
    blamed, annex = _blamed(eco, section), section.annex
    text = _asked(blamed, lambda: tuple(section.write(eco, period)))
    tables = _asked(blamed, lambda: tuple(annex(eco, period) if annex else ()))
    _refuse_odd(blamed, in_parts(text))
    _refuse_odd(blamed, in_parts(tables, (Table,)))
    return text, tables


def goes_with(eco: Ecosystem, satellite: Satellite, host: Entity) -> bool:
    """Whether a record has the fields of a satellite.

    Raises:
        PluginTrouble: the plugin cannot tell.
    """
    if satellite.host != host.spec.kind:
        return False
    fits = satellite.fits
    return fits is None or _told(_blamed(eco, satellite), lambda: bool(fits(host)))


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
    except (Exception, SystemExit) as error:
        if os.environ.get(STRICT):
            raise
        raise _trouble(blamed, f"{type(error).__name__}: {error}") from error


def _told(blamed: _Blamed, question: Callable[[], R]) -> R:
    """The same of a function that has nothing to refuse: what it raises is the plugin's trouble."""
    try:
        return _asked(blamed, question)
    except (PluginTrouble, BadFile):
        raise
    except HstkError as error:
        raise _trouble(blamed, error.message) from error


def _not_text(given: object, where: str) -> list[Odd]:
    return [] if isinstance(given, str) else [Odd(given, where)]


def _refuse_odd(blamed: _Blamed, found: Iterable[Odd]) -> None:
    for odd in found:
        what = repr(odd.value) + (f" ({odd.where})" if odd.where else "")
        raise _trouble(blamed, say(f"trả về {what}", f"it returned {what}"))


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
