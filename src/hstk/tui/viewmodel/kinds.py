"""The kinds of record, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hstk.core.entity import pair

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

KindChoice = tuple[str, str, str]
"""Stable name ("" for a heading), label and what it is for."""


def kinds_by_subject(eco: Ecosystem) -> list[KindChoice]:
    """Every kind under the heading of its subject, in the order they were declared."""
    by_subject: dict[str, list[KindChoice]] = {}
    for name, kind in eco.kinds.items():
        of_subject = by_subject.setdefault(pair(kind.spec.subject), [])
        of_subject.append((name, kind.spec.label, kind.spec.help))
    return [
        choice
        for subject, kinds in by_subject.items()
        for choice in [("", subject or pair("Khác|Other"), ""), *kinds]
    ]
