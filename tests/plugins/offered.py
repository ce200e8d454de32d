"""What plugins offer for a record as it is now."""

from __future__ import annotations

from hstk import Ecosystem, Entity
from hstk.core.contributions import Offer, View
from hstk.plugins.offers import offers, why_not


def offered_for(eco: Ecosystem, record: Entity) -> list[Offer]:
    """What can be done with a record, or read of it."""
    return [
        one for one in offers(eco) if one.of is type(record) and why_not(eco, one, record) is None
    ]


def inside(eco: Ecosystem, record: Entity) -> list[View]:
    """The views that are shown below its fields."""
    return [one for one in offered_for(eco, record) if isinstance(one, View) and one.inside]
