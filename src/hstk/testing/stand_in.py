"""A module that declares some kinds and nothing else: a plugin as it once was."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import count
from types import ModuleType

from hstk.core.entity import Entity
from hstk.plugins.spec import hookimpl

_numbers = count(1)


def stand_in(name: str, kinds: Sequence[type[Entity]]) -> ModuleType:
    """The first version of a plugin.

    Args:
        name: of the plugin.
        kinds: what it declared.
    """

    @hookimpl
    def hstk_entities() -> Sequence[type[Entity]]:
        return kinds

    module = ModuleType(f"{name}_as_it_was_{next(_numbers)}")
    vars(module)["hstk_entities"] = hstk_entities
    sys.modules[module.__name__] = module
    return module
