from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Annotated

import pytest

import hstk
from hstk import Entity, Shown, hookimpl
from hstk.kinds import Name
from hstk.plugins import GROUP, host
from tests.cli.command_line import CommandLine


class TeaBush(Entity, kind="tea_bush", label="Bụi chè", label_en="Tea bush"):
    name: Annotated[Name, Shown("Tên", "Name")]


@pytest.fixture
def strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two plugins of somebody else: tea, which works, and coffee, which does not."""

    @hookimpl
    def hstk_entities() -> list[type[Entity]]:
        return [TeaBush]

    for name, hook in (("tea", hstk_entities), ("coffee", None)):
        module = ModuleType(f"stranger_{name}")
        if hook:
            module.hstk_entities = hook  # type: ignore[attr-defined]
        else:
            module.requires = ("milk",)  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
    known = host.discover()
    for name in ("tea", "coffee"):
        known[name] = EntryPoint(name, f"stranger_{name}", GROUP)
    monkeypatch.setattr(host, "discover", lambda: known)


def test_plugins_are_listed_with_their_status(line: CommandLine) -> None:
    listed = line.read("plugins")

    assert listed == line.read("plugins", "list")
    assert [plugin["name"] for plugin in listed] == [
        *("contest", "ocop", "trade_promotion", "training")
    ]
    assert listed[1] == {
        "name": "ocop",
        "version": hstk.__version__,
        "built_in": True,
        "status": "on",
        "reason": "",
        "left": {},
    }


def test_without_a_file_plugins_are_listed_and_none_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: EntryPoint) -> None:
        raise AssertionError("imported")

    monkeypatch.setattr(EntryPoint, "load", refuse)
    line = CommandLine(str(tmp_path / "x.hstk"))

    assert {plugin["status"] for plugin in line.read("plugins")} == {None}
    assert "Chưa có tệp dữ liệu" in line.done("plugins").err
    assert list(tmp_path.iterdir()) == []


def test_a_plugin_is_switched_off_and_on_for_one_file(both: CommandLine, tmp_path: Path) -> None:
    other = CommandLine(str(tmp_path / "khác.hstk"))
    other.done("init")
    assert "ocop_dossier" in both.done("kinds").out

    assert both.read("plugins", "disable", "ocop")["status"] == "off"
    assert "ocop_dossier" not in both.done("kinds").out
    assert "ocop_dossier" in other.done("kinds").out
    assert both.read("plugins")[1]["status"] == "off"
    assert both.read("plugins", "info", "ocop")["status"] == "off"

    assert both.read("plugins", "enable", "ocop")["status"] == "on"
    assert "ocop_dossier" in both.done("kinds").out


@pytest.mark.usefixtures("strangers")
def test_what_enabling_would_add_is_told_and_the_file_left_as_it_is(both: CommandLine) -> None:
    seen = both.read("plugins", "plan", "tea")

    assert seen["on"] is False
    assert seen["kinds"] == [
        {
            "kind": "tea_bush",
            "label": "Bụi chè",
            "fields": [{"name": "name", "type": "line", "label": "Tên"}],
        }
    ]
    assert seen["indicators"] == []
    assert any("tea_bush" in change for change in seen["changes"])
    assert both.read("plugins", "plan", "tea") == seen
    assert "tea_bush" not in both.done("kinds").out

    both.done("plugins", "enable", "tea")
    both.done("add", "tea_bush", "name=Bụi trên")
    after = both.read("plugins", "plan", "tea")
    assert (after["on"], after["changes"]) == (True, [])


@pytest.mark.usefixtures("strangers")
def test_data_of_a_plugin_stays_while_it_is_off(line: CommandLine) -> None:
    line.done("plugins", "enable", "tea")
    line.done("add", "tea_bush", "name=Bụi trên")

    line.done("plugins", "disable", "tea")
    assert line.refused("list", "tea_bush")["code"] == "not-found"
    line.done("plugins", "enable", "tea")

    assert [garden["name"] for garden in line.read("list", "tea_bush")] == ["Bụi trên"]


@pytest.mark.usefixtures("strangers")
def test_a_plugin_that_cannot_be_used_is_not_enabled(line: CommandLine) -> None:
    for command in ("enable", "plan"):
        error = line.refused("plugins", command, "coffee")
        assert error["code"] == "plugin"
        assert "milk" in error["message"]

    status = {plugin["name"]: plugin["status"] for plugin in line.read("plugins")}
    assert status["coffee"] == "off"
    told = line.read("plugins", "info", "coffee")
    assert told["status"] == "broken"
    assert "milk" in told["reason"]


@pytest.mark.usefixtures("strangers")
def test_a_plugin_that_broke_later_is_told_at_every_command_and_can_be_disabled(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.done("plugins", "enable", "tea")
    monkeypatch.setattr(sys.modules["stranger_tea"], "requires", ("milk",), raising=False)

    assert "Plugin tea đang tắt vì lỗi" in line.done("list", "person").err
    assert line.read("plugins", "disable", "tea")["status"] == "off"
    assert line.done("list", "person").err == "Không có bản ghi nào.\n"


def test_an_unknown_plugin_is_told_with_the_nearest(line: CommandLine, tmp_path: Path) -> None:
    for command in ("enable", "disable", "info", "plan"):
        assert "ocop" in line.refused("plugins", command, "ocopp")["hint"]
    missing = CommandLine(str(tmp_path / "x.hstk"))
    for command in ("enable", "disable"):
        assert "hstk init" in missing.refused("plugins", command, "ocop")["message"]


def test_a_plugin_is_described(line: CommandLine) -> None:
    described = line.read("plugins", "info", "ocop")

    assert "ocop_dossier" in [kind["kind"] for kind in described["kinds"]]
    assert described["indicators"][0]["code"] == "ocop.products_recognized"
    for part in ("satellites", "views", "actions", "papers", "sections", "checks", "guards"):
        assert described[part], part
    assert "ocop_dossier" in line.done("plugins", "info", "ocop").out
    assert "đang bật" in line.done("plugins", "plan", "ocop").out
