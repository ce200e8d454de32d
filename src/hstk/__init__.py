"""hstk: the innovation-startup ecosystem of one locality, kept whole in one file.

>>> import hstk
>>> with hstk.open("ly-son.hstk") as eco:
...     eco.search("toi ly son")

Names are loaded when they are first used, so that importing hstk costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "Change": "hstk.core.changes",
    "Ecosystem": "hstk.store.ecosystem",
    "Entity": "hstk.core.entity",
    "Evidence": "hstk.core.indicators",
    "HstkError": "hstk.core.errors",
    "Indicator": "hstk.core.indicators",
    "Migrations": "hstk.core.declarations",
    "Near": "hstk.core.indicators",
    "NotFound": "hstk.core.errors",
    "Period": "hstk.core.indicators",
    "Ref": "hstk.core.entity",
    "Rejected": "hstk.core.errors",
    "Shown": "hstk.core.entity",
    "Stored": "hstk.core.entity",
    "Unique": "hstk.core.entity",
    "hookimpl": "hstk.plugins.spec",
    "open": "hstk.opening",
    "say": "hstk.core.language",
    "where": "hstk.core.filters",
}
_MODULES = ("errors", "kinds", "testing")

__all__ = [
    "Change",
    "Ecosystem",
    "Entity",
    "Evidence",
    "HstkError",
    "Indicator",
    "Migrations",
    "Near",
    "NotFound",
    "Period",
    "Ref",
    "Rejected",
    "Shown",
    "Stored",
    "Unique",
    "errors",
    "hookimpl",
    "kinds",
    "open",
    "say",
    "testing",
    "where",
]

if TYPE_CHECKING:
    from hstk import errors, kinds, testing
    from hstk.core.changes import Change
    from hstk.core.declarations import Migrations
    from hstk.core.entity import Entity, Ref, Shown, Stored, Unique
    from hstk.core.errors import HstkError, NotFound, Rejected
    from hstk.core.filters import where
    from hstk.core.indicators import Evidence, Indicator, Near, Period
    from hstk.core.language import say
    from hstk.opening import open_ecosystem as open
    from hstk.plugins.spec import hookimpl
    from hstk.store.ecosystem import Ecosystem

else:  # a checker that saw this would take any name for one that is offered

    def __getattr__(name: str) -> Any:
        if name in _MODULES:
            return import_module(f"hstk.{name}")
        if name not in _HOMES:
            raise AttributeError(f"module 'hstk' has no attribute {name!r}")
        found = getattr(import_module(_HOMES[name]), "open_ecosystem" if name == "open" else name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
