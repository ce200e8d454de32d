"""Records of any kind, made with what they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hstk.core.validation import checked
from tests.records import LEAST, A, B

if TYPE_CHECKING:
    from hstk import Ecosystem, Entity


def one_of(eco: Ecosystem, name: str) -> Entity:
    """Adds a record of a kind with the least it asks for, and what that refers to before it."""
    kind = eco.kind(name)
    values: dict[str, Any] = {}
    for field, given in LEAST[name].items():
        values[field] = given
        if given in (A, B):
            targets = kind.fields[field].targets
            values[field] = one_of(eco, targets[0] if targets else "person").id
    return eco.add(checked(kind, values))
