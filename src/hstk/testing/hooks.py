"""What was asked of plugins, and what their functions were called with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

from hstk.core.contributions import (
    Action,
    Check,
    Guard,
    Observer,
    Paper,
    ReportSection,
    View,
)
from hstk.plugins.host import PluginHost

_FUNCTIONS: dict[type[Any], tuple[str, ...]] = {
    Action: ("do", "tells"),
    Check: ("find",),
    Guard: ("check",),
    Observer: ("told",),
    Paper: ("make",),
    ReportSection: ("write", "annex"),
    View: ("show",),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a plugin's function.

    Args:
        plugin: whose it is.
        what: "guard tea_garden", "observer tea_garden", "view tea.gardens".
        given: what it was called with, beside the ecosystem.
    """

    plugin: str
    what: str
    given: tuple[Any, ...]


@dataclass(slots=True)
class Hooks:
    """A record of all that happened between hstk and plugins.

    Attributes:
        asked: the hooks that were asked, as (plugin, hook), in order.
        calls: the functions that were called, in order.
    """

    asked: list[tuple[str, str]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def called(self, what: str) -> list[tuple[Any, ...]]:
        """What a function was called with, call by call: ``called("guard tea_garden")``."""
        return [call.given for call in self.calls if call.what == what]

    def noting(self, plugin: str, item: Any) -> Any:
        """The same contribution, whose functions note their calls here."""
        names = _FUNCTIONS.get(type(item), ())
        given = {name: getattr(item, name) for name in names}
        noted = {
            name: self._noting(plugin, _what(item), function)
            for name, function in given.items()
            if function is not None
        }
        return replace(item, **noted) if noted else item

    def _noting(self, plugin: str, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def noted(eco: Any, *given: Any) -> Any:
            self.calls.append(Call(plugin, what, given))
            return function(eco, *given)

        return noted


class NotingHost(PluginHost):
    """Plugins whose every call is noted.

    Args:
        hooks: takes the notes.
        given: as :class:`PluginHost` has it.
    """

    def __init__(self, hooks: Hooks, *given: Any, **more: Any) -> None:
        self._hooks = hooks
        super().__init__(*given, **more)

    def ask(self, name: str, hook: str, kind: type[Any]) -> list[Any]:
        self._hooks.asked.append((name, hook))
        return [self._hooks.noting(name, item) for item in super().ask(name, hook, kind)]


def _what(item: Any) -> str:
    """How a contribution is called in the notes."""
    word = {ReportSection: "section"}.get(type(item), type(item).__name__.lower())
    kinds: Sequence[Any] = ()
    if isinstance(item, Guard):
        kinds = (item.kind,)
    elif isinstance(item, Observer):
        kinds = item.kinds
    return f"{word} {' '.join(kind.spec.kind for kind in kinds) or item.name}"
