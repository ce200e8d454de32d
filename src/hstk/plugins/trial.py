"""Tries out what a plugin offers on an open ecosystem; each function tells what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from hstk.core.contributions import Action, Asked, Offer, Paper, View
from hstk.core.declarations import Declared
from hstk.core.entity import Entity
from hstk.core.errors import HstkError, PluginTrouble, Rejected
from hstk.core.indicators import Period
from hstk.core.language import LANGUAGES, speaking
from hstk.plugins import offers
from hstk.plugins.made_up import answers_of

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

Given = Mapping[str, Mapping[str, Any]]


def of_plugin(eco: Ecosystem, name: str) -> Declared:
    """What a plugin that is on declares."""
    return next(owner for owner in eco.declarations.owners if owner.owner == name)


def views(eco: Ecosystem, name: str, given: Given | None = None) -> list[str]:
    """Views that do not show, in either language, for the records that are there.

    A view may refuse answers, which are made up here. One that asks nothing and goes with the
    record has no reason to refuse it.
    """

    def shown(one: View, asked: Asked) -> None:
        try:
            offers.parts(eco, one, asked)
        except HstkError as refusal:
            if asked.answers is not None:
                raise
            raise PluginTrouble(refusal.message) from refusal

    return _each(eco, of_plugin(eco, name).views, given, shown)


def papers(eco: Ecosystem, name: str, given: Given | None = None) -> list[str]:
    """Papers that are neither made nor refused with a reason."""
    return _each(
        eco, of_plugin(eco, name).papers, given, lambda one, asked: offers.made(eco, one, asked)
    )


def forms(eco: Ecosystem, name: str, given: Given | None = None) -> list[str]:
    """Actions whose form cannot be made and filled in, or that fail while it is filled in."""

    def told(one: Action, asked: Asked) -> None:
        offers.told(eco, one, asked)
        if asked.answers is not None:  # as it is before anybody has answered
            blank = type(asked.answers).trusted(
                {name: field.default for name, field in asked.answers.fields.items()}
            )
            offers.told(eco, one, replace(asked, answers=blank))

    return _each(eco, of_plugin(eco, name).actions, given, told)


def numbers(eco: Ecosystem, name: str, year: int) -> list[str]:
    """Indicators that cannot be counted, and parts of the report that cannot be written."""
    declared, period = of_plugin(eco, name), Period.year(year)
    found = []
    for indicator in declared.indicators:
        found += _tried(indicator.code, partial(eco.evidence, indicator.code, year))
    for section in declared.sections:
        found += _tried(section.name, partial(offers.written, eco, section, period))
    for check in declared.checks:
        found += _tried(check.name, lambda: tuple(check.find(eco)))  # noqa: B023
    return found


def asked_for(
    eco: Ecosystem, one: Offer, given: Given | None = None
) -> Iterator[tuple[Entity | None, Asked]]:
    """What an offer can be asked for: each record that it goes with, with its form filled in."""
    subjects: Sequence[Entity | None] = (None,) if one.of is None else eco.find(one.of)
    for record in subjects:
        try:
            form = offers.form_of(eco, one, record)
        except Rejected:  # it does not go with the record, and says why
            continue
        answers = None if form is None else answers_of(eco, form, given)
        yield record, Asked(record, answers)


def _each(
    eco: Ecosystem,
    every: Iterable[Any],
    given: Given | None,
    attempt: Callable[[Any, Asked], object],
) -> list[str]:
    """What goes wrong with offers, in each language; a refusal with a reason is none."""
    found = []
    for one in every:
        for language in LANGUAGES:
            with speaking(language):
                found += _tried(one.name, partial(_all_of, eco, one, given, attempt))
    return list(dict.fromkeys(found))


def _all_of(
    eco: Ecosystem,
    one: View | Action | Paper,
    given: Given | None,
    attempt: Callable[[Any, Asked], object],
) -> None:
    for _, asked in asked_for(eco, one, given):
        try:
            attempt(one, asked)
        except PluginTrouble:
            raise
        except HstkError as refusal:
            if not refusal.message.strip():
                raise


def _tried(name: str, attempt: Callable[[], object]) -> list[str]:
    """Why an attempt failed, if it did."""
    try:
        attempt()
    except HstkError as error:
        return [f"{name}: {error.message}"]
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's code raises
        return [f"{name}: {type(error).__name__}: {error}"]
    return []
