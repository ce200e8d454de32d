"""One plugin, imported when it is first asked, apart from every other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import EntryPoint
from time import perf_counter
from typing import Any

import pluggy

from hstk import __version__
from hstk.core.errors import PluginTrouble
from hstk.core.language import say
from hstk.plugins.spec import HstkSpec

HOOKS = tuple(name for name in vars(HstkSpec) if name.startswith("hstk_"))
"""The names of all hooks, in the order of the specification."""


class NeedsNewer(PluginTrouble):
    """A plugin made for a newer hstk than this one."""

    def __init__(self, needs: str) -> None:
        super().__init__(
            say(
                f"cần hstk mới hơn ({needs}); đây là bản {__version__}",
                f"needs a newer hstk ({needs}); this is {__version__}",
            )
        )


class Plugin:
    """An installed plugin.

    Args:
        entry: where it is.

    Attributes:
        seconds: how long importing and asking it took so far.
    """

    def __init__(self, entry: EntryPoint) -> None:
        self._entry = entry
        self.seconds = 0.0

    @contextmanager
    def _timed(self) -> Iterator[None]:
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds += perf_counter() - began

    @cached_property
    def _manager(self) -> pluggy.PluginManager:
        with self._timed():
            module = self._entry.load()
        if _number(needs := str(getattr(module, "requires_hstk", ""))) > _number(__version__):
            raise NeedsNewer(needs)
        for hook in HOOKS:
            given = getattr(module, hook, None)
            if given is not None and not hasattr(given, "hstk_impl"):
                raise PluginTrouble(
                    say(f"{hook} thiếu dấu @hookimpl", f"{hook} is not marked with @hookimpl")
                )
        manager = pluggy.PluginManager("hstk")
        manager.add_hookspecs(HstkSpec)
        manager.register(module, self._entry.name)
        manager.check_pending()  # a misspelt hook would be passed over in silence
        return manager

    @property
    def requires(self) -> tuple[str, ...]:
        """Names of the plugins that must be on with it."""
        required = getattr(self._manager.get_plugin(self._entry.name), "requires", ())
        return (required,) if isinstance(required, str) else tuple(required)

    def ask(self, hook: str, kind: type[Any]) -> list[Any]:
        """What it returns for a hook.

        Raises:
            PluginTrouble: that is not of the ``kind`` the hook asks for.
        """
        found: list[Any] = []
        asked = getattr(self._manager.hook, hook)
        with self._timed():
            for result in asked():
                found.extend(result if isinstance(result, Iterable) else [result])
        for item in found:
            if not isinstance(item, kind):
                raise PluginTrouble(
                    say(
                        f"{hook} trả về {item!r}, cần {kind.__name__}",
                        f"{hook} returned {item!r}, needs {kind.__name__}",
                    )
                )
        return found


def _number(version: str) -> tuple[int, ...]:
    """The numbers of a version that can be compared: "0.12.1" comes after "0.2"."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
