"""What is wrong with a plugin is told, one thing by one."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Annotated, Any

import pytest

from hstk import Entity, Evidence, Indicator, Shown, hookimpl
from hstk.core.declarations import Declared
from hstk.kinds import Name
from hstk.plugins import Command
from hstk.plugins.soundness import commands_taken, loads_too_much, signatures, texts


def module(**given: Any) -> ModuleType:
    found = ModuleType("tea_for_a_test")
    vars(found).update(given)
    return found


@hookimpl
def sound() -> tuple[()]:
    return ()


@hookimpl
def asking(eco: Any) -> tuple[Any]:
    return (eco,)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"hstk_entities": lambda: ()}, "@hookimpl"),
        ({"hstk_entities": asking}, "không nhận gì"),
        ({"hstk_entities": sound, "hstk_entitys": sound}, "hstk_entitys"),
        ({}, "không có hook nào"),
    ],
)
def test_a_hook_that_hstk_would_not_ask_is_told(given: dict[str, Any], said: str) -> None:
    (found,) = signatures(module(**given))
    assert said in found
    assert signatures(module(hstk_entities=sound)) == []


def test_a_text_in_one_language_is_told() -> None:
    class Tea(
        Entity, kind="tea_tea", label="Chè", label_en="Tea", subject="Vườn", help_en="What it is."
    ):
        name: Annotated[Name, Shown("Te\u0302n", "Name", section="Một|One")]

    number = Indicator("tea.a", "Chè", "", "vườn", "gardens", Tea, lambda *_: Evidence(None))
    found = "\n".join(texts(Declared("tea", (Tea,), (number,))))

    for where in ("tea_tea help", "tea_tea subject", "tea.a label", "NFC"):
        assert where in found
    assert len(found.splitlines()) == 4


def test_a_library_that_importing_a_plugin_loads_is_told(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "heavy_tea.py").write_text("import sqlalchemy, json", encoding="utf-8")
    (tmp_path / "light_tea.py").write_text("import hstk.kinds, json", encoding="utf-8")
    (tmp_path / "broken_tea.py").write_text("1 / 0", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    (found,) = loads_too_much("heavy_tea")
    assert "sqlalchemy" in found
    assert loads_too_much("light_tea") == []
    assert "ZeroDivisionError" in loads_too_much("broken_tea")[0]


def test_a_command_that_hstk_has_is_told() -> None:
    commands = [Command("list", "a", "a", "tea:list"), Command("tea", "a", "a", "tea:tea")]

    (found,) = commands_taken(commands, {"list", "add"})
    assert "«list»" in found
