"""What plugins are tested with.

>>> from hstk.testing import ecosystem
>>> with ecosystem(tea=tea) as eco: ...
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

from hstk.core.errors import PluginTrouble
from hstk.core.language import say
from hstk.opening import open_with
from hstk.plugins.host import PluginHost
from hstk.plugins.spec import GROUP
from hstk.store.ecosystem import Ecosystem

__all__ = ["ecosystem"]


@contextmanager
def ecosystem(*built_in: str, **plugins: ModuleType) -> Iterator[Ecosystem]:
    """An empty ecosystem in a folder of its own, which is gone afterwards.

    Args:
        built_in: names of installed plugins to open it with.
        plugins: modules that need not be installed, by the name of the plugin.

    Raises:
        PluginTrouble: one of them cannot be used, and why.
    """
    for module in plugins.values():
        sys.modules.setdefault(module.__name__, module)  # an entry point finds it by its name
    entries = [EntryPoint(name, module.__name__, GROUP) for name, module in plugins.items()]
    host = PluginHost((*built_in, *plugins), entries)
    # a leftover handle must not spoil the test that it belongs to
    with (
        tempfile.TemporaryDirectory(prefix="hstk-", ignore_cleanup_errors=True) as folder,
        open_with(host, Path(folder) / "test.hstk") as eco,
    ):
        for info in eco.plugins:
            if info.status == "broken":
                raise PluginTrouble(
                    say(
                        f"Plugin «{info.name}» không dùng được: {info.reason}",
                        f"The plugin “{info.name}” cannot be used: {info.reason}",
                    )
                )
        yield eco
