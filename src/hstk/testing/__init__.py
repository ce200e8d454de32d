"""What plugins are tested with.

>>> from hstk.testing import Desk, PluginSuite, ecosystem
>>> with ecosystem(tea=tea) as eco: ...
>>> class TestTea(PluginSuite):
...     plugin = "tea"

Names are loaded when they are first used: pytest knows this package wherever hstk is installed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

_HOMES = {
    "Desk": "hstk.testing.desk",
    "Hooks": "hstk.testing.hooks",
    "PluginSuite": "hstk.testing.suite",
    "answers_of": "hstk.plugins.made_up",
    "ecosystem": "hstk.testing.opening",
    "opened": "hstk.testing.opening",
    "records_of": "hstk.plugins.made_up",
    "values_for": "hstk.plugins.made_up",
}

__all__ = [
    "Desk",
    "Hooks",
    "PluginSuite",
    "answers_of",
    "ecosystem",
    "opened",
    "records_of",
    "values_for",
]

if TYPE_CHECKING:
    from hstk.plugins.made_up import answers_of, records_of, values_for
    from hstk.testing.desk import Desk
    from hstk.testing.hooks import Hooks
    from hstk.testing.opening import ecosystem, opened
    from hstk.testing.suite import PluginSuite

else:  # a checker that saw this would take any name for one that is offered

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'hstk.testing' has no attribute {name!r}")
        found = getattr(import_module(_HOMES[name]), name)
        globals()[name] = found
        return found
