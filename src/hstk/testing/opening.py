"""Ecosystems opened with plugins that need not be installed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

from hstk.core.errors import PluginTrouble
from hstk.core.language import say
from hstk.opening import open_with
from hstk.plugins.host import PluginHost, with_required
from hstk.plugins.spec import GROUP
from hstk.store.ecosystem import Ecosystem
from hstk.testing.hooks import Hooks, NotingHost


@contextmanager
def ecosystem(*built_in: str, **plugins: ModuleType) -> Iterator[Ecosystem]:
    """An empty ecosystem in a folder of its own, which is gone afterwards.

    Args:
        built_in: names of installed plugins to open it with; what they require comes along.
        plugins: modules that need not be installed, by the name of the plugin.

    Raises:
        PluginTrouble: one of them cannot be used, and why.
    """
    # a leftover handle must not spoil the test that it belongs to
    with (
        tempfile.TemporaryDirectory(prefix="hstk-", ignore_cleanup_errors=True) as folder,
        opened(Path(folder) / "test.hstk", built_in, plugins) as eco,
    ):
        yield eco


@contextmanager
def opened(
    where: str | os.PathLike[str],
    built_in: Sequence[str] = (),
    plugins: Mapping[str, ModuleType] | None = None,
    *,
    hooks: Hooks | None = None,
    without: Sequence[str] = (),
) -> Iterator[Ecosystem]:
    """A place, opened with some plugins alone and closed afterwards.

    Args:
        where: the path of a file, made when there is none, or ``postgresql://…``.
        built_in: names of installed plugins; what they require comes along.
        plugins: modules that need not be installed, by the name of the plugin.
        hooks: takes down what is asked of the plugins, and what their functions are given.
        without: plugins to treat as not installed.

    Raises:
        PluginTrouble: one of them cannot be used, and why.
    """
    also = [entry_of(name, module) for name, module in (plugins or {}).items()]
    wanted = with_required((*built_in, *(plugins or {})), also)
    if hooks is None:
        host = PluginHost(wanted, also, without=without)
    else:
        host = NotingHost(hooks, wanted, also, without=without)
    with open_with(host, where) as eco:
        for info in eco.plugins:
            if info.status not in ("on", "off"):
                raise PluginTrouble(
                    say(
                        f"Plugin «{info.name}» không dùng được: {info.reason}",
                        f"The plugin “{info.name}” cannot be used: {info.reason}",
                    )
                )
        yield eco


def entry_of(name: str, module: ModuleType) -> EntryPoint:
    """What stands for a module as if it were installed under a name."""
    sys.modules.setdefault(module.__name__, module)  # an entry point finds it by its name
    return EntryPoint(name, module.__name__, GROUP)
