"""The Lý Sơn sample: fictional people and producers, real kinds of product, 2022 to 2026.

It runs through the change from huyện to đặc khu on 1/7/2025, with the plan KH 175/KH-UBND for
2023 as it was issued and an assumed plan for 2026. In both years some targets are met, some not,
and something stands beside each that nearly counts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from hstk.core.errors import Problem, Rejected
from hstk.core.language import say
from hstk.kinds import AdminUnit, Organization, Person
from hstk.sample.cast import add_cast
from hstk.sample.club import add_club
from hstk.sample.contacts import add_contacts
from hstk.sample.draft import Draft
from hstk.sample.events import add_events
from hstk.sample.funding import add_funding
from hstk.sample.helping import add_help
from hstk.sample.names import People
from hstk.sample.of_contest import add_contests
from hstk.sample.of_ocop import add_ocop
from hstk.sample.of_trade import add_trade
from hstk.sample.of_training import add_training
from hstk.sample.places import add_places
from hstk.sample.planning import add_planning, add_report, add_revision
from hstk.sample.producers import add_producers
from hstk.sample.products import add_products
from hstk.sample.startups import add_changes_of_stage, add_startups
from hstk.sample.units import PLAN_FILE, add_units
from hstk.store.ecosystem import Ecosystem

__all__ = ["PLAN_FILE", "make_sample"]

_BATCH, _CHANGE_SET = 20_000, 100_000

_PARTS: tuple[Callable[[Draft], None], ...] = (
    add_places,
    add_units,
    add_cast,
    add_producers,
    add_startups,
    add_products,
    add_club,
    add_events,
    add_help,
    add_funding,
    add_training,
    add_ocop,
    add_contests,
    add_trade,
    add_planning,
    add_report,
    add_revision,
    add_contacts,
    add_changes_of_stage,
)


def make_sample(
    eco: Ecosystem,
    *,
    people: int | None = None,
    seed: int = 2023,
    progress: Callable[[int, int], None] | None = None,
    today: date | None = None,
) -> None:
    """Fills an empty ecosystem with the sample.

    The same seed gives the same sample but for the ids. What falls due lies around ``today``.

    Args:
        eco: an empty one.
        people: so many people at least; the rest of the sample stays the same size.
        seed: another one gives other people.
        progress: told how many people there are, of how many.
        today: the day on which somebody will look at it.

    Raises:
        Rejected: there is something in it already.
    """
    for kind in (AdminUnit, Organization, Person):
        if eco.count(kind, most=1):
            raise Rejected([_not_empty()])
    rng = random.Random(seed)
    draft = Draft(eco, rng, today or date.today(), People(rng, ()))
    for add in _PARTS:
        add(draft)
    _add_people(draft, people or 0, progress or _silent)


def _add_people(draft: Draft, wanted: int, progress: Callable[[int, int], None]) -> None:
    """More people of the island, in a change set for each hundred thousand."""
    done = draft.people.made
    wanted = max(wanted, done)
    more: Iterator[Person] = draft.people.many(wanted - done)
    progress(done, wanted)
    while done < wanted:
        with draft.eco.changes("Dữ liệu mẫu: dân cư"):
            for _ in range(_CHANGE_SET // _BATCH):
                if added := draft.eco.add_many(list(islice(more, _BATCH))):
                    done += added
                    progress(done, wanted)


def _silent(done: int, wanted: int) -> None:
    """Tells nobody."""


def _not_empty() -> Problem:
    return Problem(
        "",
        say(
            "nơi này đã có dữ liệu; hãy tạo dữ liệu mẫu trong một tệp mới",
            "there is data here already; make the sample in a new file",
        ),
    )
