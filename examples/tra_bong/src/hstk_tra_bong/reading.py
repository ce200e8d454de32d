"""Records by their ids, and a product's plots, as rules and views need them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from hstk import Ecosystem, Entity
from hstk.kinds import Product
from hstk_tra_bong.kinds import Cinnamon, Plot

E = TypeVar("E", bound=Entity)


def by_id(eco: Ecosystem, kind: type[E], ids: Iterable[UUID]) -> dict[UUID, E]:
    """The records of a kind with these ids, few reads however many there are."""
    wanted = list(dict.fromkeys(ids))
    found: dict[UUID, E] = {}
    for start in range(0, len(wanted), 500):  # a filter takes only so many values
        some = ", ".join(map(str, wanted[start : start + 500]))
        found |= {one.id: one for one in eco.find(kind, f"id in ({some})")}
    return found


def plots_of(eco: Ecosystem, product: Product) -> list[Plot]:
    """The plots that a product comes from, in the order in which they are named."""
    held = eco.satellite(Cinnamon, product)
    if held is None:
        return []
    plots = by_id(eco, Plot, held.plots)
    return [plots[id_] for id_ in held.plots]
