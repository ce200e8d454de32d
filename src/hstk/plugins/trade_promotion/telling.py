"""Live lines that say what stands in the way, where an action would be refused."""

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
