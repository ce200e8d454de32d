"""What plugin authors test with."""

from __future__ import annotations

import sys
import types
from typing import Annotated

import pytest

from hstk import Entity, Shown, hookimpl
from hstk.errors import NotFound, PluginTrouble
from hstk.kinds import Name
from hstk.testing import ecosystem


class Garden(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
    name: Annotated[Name, Shown("Tên vườn", "Name")]


def plugin(*kinds: object) -> types.ModuleType:
    @hookimpl
    def hstk_entities() -> object:
        return kinds

    module = types.ModuleType("tea_for_a_test")
    module.__dict__["hstk_entities"] = hstk_entities
    return module


def test_a_plugin_need_not_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    tea = plugin(Garden)
    monkeypatch.setitem(sys.modules, tea.__name__, tea)
    with ecosystem("ocop", tea=tea) as eco:
        garden = eco.add(Garden(name="Vườn Suối Chí"))
        assert eco.find(Garden) == [garden]
        assert "ocop_dossier" in eco.kinds
        assert "training_certificate" not in eco.kinds


def test_a_plugin_that_cannot_be_used_is_told_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = plugin("not a kind")
    monkeypatch.setitem(sys.modules, broken.__name__, broken)
    with pytest.raises(PluginTrouble, match="not a kind"), ecosystem(tea=broken):
        pass


def test_a_plugin_that_nobody_has_is_told_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="ocop"), ecosystem("ocpo"):
        pass
