"""The kinds of record, to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hstk.core.entity import pair
from hstk.core.language import say
from hstk.tui.viewmodel.satellites import satellite_kinds

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

KindChoice = tuple[str, str, str]
"""Stable name ("" for a heading), label and what it is for."""


def kinds_by_subject(
    eco: Ecosystem, first: Sequence[str] = (), *, to_add: bool = False
) -> list[KindChoice]:
    """Every kind under the heading of its subject, in the order they were declared.

    Args:
        eco: the open file.
        first: kinds that stand above all others, being used most.
        to_add: only those of which a record can be added by itself.
    """
    parts = satellite_kinds(eco) if to_add else set()
    kinds = {name: kind for name, kind in eco.kinds.items() if name not in parts}
    by_subject: dict[str, list[KindChoice]] = {say("Thường dùng", "Used most"): []}
    for name in (*first, *(name for name in kinds if name not in first)):
        if (kind := kinds.get(name)) is None:
            continue
        heading = say("Thường dùng", "Used most") if name in first else pair(kind.spec.subject)
        by_subject.setdefault(heading, []).append((name, kind.spec.label, kind.spec.help))
    return [
        choice
        for subject, of_subject in by_subject.items()
        if of_subject
        for choice in [("", subject or say("Khác", "Other"), ""), *of_subject]
    ]
