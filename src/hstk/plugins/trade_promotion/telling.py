"""Live lines: silent until they can tell something, then also what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from hstk import Ecosystem, Rejected
from hstk.plugins import Asked

Tells = Callable[[Ecosystem, Asked], str]


def or_why_not(tell: Tells) -> Tells:
    """Lets a live line give the problems of the answers so far, instead of raising them."""

    @wraps(tell)
    def told(eco: Ecosystem, asked: Asked) -> str:
        try:
            return tell(eco, asked)
        except Rejected as refused:
            return "; ".join(
                f"{problem.where}: {problem.message}" if problem.where else problem.message
                for problem in refused.problems
            )

    return told


def once_given(*names: str) -> Callable[[Tells], Tells]:
    """Keeps a live line empty until these answers, which it is worked out from, are given."""

    def kept(tell: Tells) -> Tells:
        @wraps(tell)
        def told(eco: Ecosystem, asked: Asked) -> str:
            if any(getattr(asked.answers, name) is None for name in names):
                return ""
            return tell(eco, asked)

        return told

    return kept
