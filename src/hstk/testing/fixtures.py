"""The pytest plugin: what any test can ask for where hstk is installed.

It loads nothing of hstk before a test asks; ``-p no:hstk`` leaves it out, and
:class:`hstk.testing.PluginSuite` works all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem
    from hstk.testing.hooks import Hooks


@pytest.fixture
def hstk_where(tmp_path: Path) -> str:
    """Where a file is to be made; there is none yet."""
    return str(tmp_path / "test.hstk")


@pytest.fixture
def hstk_hooks() -> Hooks:
    """What was asked of the plugins that ``hstk_open`` opens with, and what they were given."""
    from hstk.testing.hooks import Hooks

    return Hooks()


@pytest.fixture
def hstk_open(hstk_where: str, hstk_hooks: Hooks) -> Iterator[Callable[..., Ecosystem]]:
    """Opens ``hstk_where`` with plugins: ``hstk_open("ocop", tea=tea)``; closed after the test."""
    from hstk.testing.opening import opened

    with ExitStack() as stack:

        def opens(*built_in: str, **plugins: ModuleType) -> Ecosystem:
            return stack.enter_context(opened(hstk_where, built_in, plugins, hooks=hstk_hooks))

        yield opens
