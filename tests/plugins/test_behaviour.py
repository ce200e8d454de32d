"""How plugins that are off, broken, slow, clashing, half-declared, too new or gone behave."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

import hstk
from hstk import Ecosystem
from hstk.core.contributions import STRICT
from hstk.errors import PluginTrouble, Rejected
from hstk.kinds import Person
from hstk.plugins import host
from hstk.plugins.host import PluginHost, PluginInfo
from hstk.plugins.switches import preview, switch
from hstk.store.left_behind import left_behind, left_records
from tests.cli.command_line import CommandLine
from tests.plugins.installing import GOOD, Folder, imported

GARDEN = """
    from typing import Annotated
    from hstk import Entity, Indicator, Ref, Shown, Stored, hookimpl
    from hstk.errors import Problem
    from hstk.kinds import Line, Person, Several
    from hstk.plugins import Check, Guard, Observer, ReportSection, Satellite, View

    class Garden(Entity, kind="tea_garden", label="Vườn", label_en="Garden"):
        name: Annotated[Line, Shown("Tên", "Name")]

    @hookimpl
    def hstk_entities():
        return (Garden,)
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A new file."""
    where = str(tmp_path / "a.hstk")
    hstk.open(where).close()
    return where


@pytest.fixture
def line(file: str) -> CommandLine:
    """The command line on that file."""
    return CommandLine(file)


def info(eco: Ecosystem, name: str) -> PluginInfo:
    plugins: tuple[PluginInfo, ...] = eco.plugins
    return next(found for found in plugins if found.name == name)


def enabled(folder: Folder, file: str, source: str, name: str = "tea") -> str:
    module = folder.install(name, source)
    switch(file, name, True)
    return module


def added(hook: str, what: str) -> str:
    return f"""{GARDEN}
    @hookimpl
    def {hook}():
        return [{what}]
"""


def tables(file: str) -> set[str]:
    import sqlite3

    with sqlite3.connect(file) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}


# -- off


def test_help_imports_no_plugin_however_long_it_takes(folder: Folder, file: str) -> None:
    module = enabled(folder, file, "import time\ntime.sleep(60)")

    assert "plugins" in CommandLine(file).done("--help").out
    assert not imported(module)


# -- slow


def test_a_slow_plugin_is_on_and_told_with_its_time(
    folder: Folder, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "SLOW", 0.05)
    enabled(folder, file, "import time\ntime.sleep(0.1)\n" + GARDEN.replace("\n    ", "\n"))

    with hstk.open(file) as eco:
        tea = info(eco, "tea")
        assert tea.status == "on"
        assert tea.seconds >= 0.1
        assert "chậm: mất 0," in tea.remark
        assert any("plugin tea: chậm" in found.message for found in eco.doctor())
        assert info(eco, "tea") == PluginInfo("tea", "1.0", built_in=False, status="on")


# -- clashing


def test_two_distributions_with_one_plugin_are_told(
    folder: Folder, file: str, line: CommandLine
) -> None:
    meant = folder.install("tea", GARDEN, dist="aaa-tea")
    other = folder.install("tea", GARDEN, dist="zzz-tea")
    switch(file, "tea", True)

    with hstk.open(file) as eco:
        assert info(eco, "tea").status == "on"
        assert info(eco, "tea").passed_over == ("zzz-tea",)
    assert imported(meant)
    assert not imported(other)
    (tea,) = (found for found in line.read("plugins") if found["name"] == "tea")
    assert "zzz-tea" in tea["reason"]


@pytest.mark.parametrize(
    ("hook", "what", "said"),
    [
        (
            "hstk_views",
            'View("tea.a", "a", "a", show=list), View("tea.a", "b", "b", show=list)',
            "«tea.a» đã có",
        ),
        ("hstk_checks", 'Check("tea.a", "a", "a", list), Check("tea.a", "a", "a", list)', "đã có"),
        (
            "hstk_report_sections",
            'ReportSection("tea.a", "a", "a", list), ReportSection("tea.a", "a", "a", list)',
            "đã có",
        ),
        ("hstk_views", 'View("ocop.mine", "a", "a", show=list)', "phải bắt đầu bằng «tea.»"),
        ("hstk_checks", 'Check("core.plugins", "a", "a", list)', "đã có"),
    ],
)
def test_a_name_that_is_taken_turns_the_plugin_off(
    folder: Folder, file: str, hook: str, what: str, said: str
) -> None:
    enabled(folder, file, added(hook, what))

    with hstk.open(file) as eco:
        assert info(eco, "tea").status == "broken"
        assert said in info(eco, "tea").reason
    assert "tea_garden" not in tables(file)


def test_a_command_of_hstk_cannot_be_taken(folder: Folder, file: str, line: CommandLine) -> None:
    source = GOOD.replace('Command("tea"', 'Command("list"')
    enabled(folder, file, source)

    assert line.read("list", "person") == []
    checked = line("plugins", "check", "tea", "--json")
    assert checked.code == 1
    assert any("«list»" in str(found["problems"]) for found in checked.json["findings"])


def test_a_command_of_another_plugin_cannot_be_replaced(
    folder: Folder, file: str, line: CommandLine
) -> None:
    before = line.done("ocop", "register", "--help").out
    enabled(folder, file, GOOD.replace('Command("tea"', 'Command("ocop register"'))

    assert line.done("ocop", "register", "--help").out == before
    (tea,) = (found for found in line.read("plugins") if found["name"] == "tea")
    assert tea["status"] == "broken"
    assert "«ocop register»" in tea["reason"]


# -- half-declared

SATELLITE = """
    class Extra(Entity, kind="tea_extra", label="Thêm", label_en="Extra", named_by="of"):
        of: Annotated[
            Ref[{host}], Stored(unique=True, on_delete="cascade"), Shown("Của", "Of")
        ]
        size: Annotated[Line, Shown("Cỡ", "Size")] = ""

    class Lost(Entity, kind="tea_lost", label="Mất", label_en="Lost"):
        name: Annotated[Line, Shown("Tên", "Name")]

    @hookimpl
    def hstk_satellites():
        return [Satellite(Extra, by="of")]

    @hookimpl
    def hstk_indicators():
        return [Indicator("tea.a", "a", "a", "b", "b", {counted}, lambda eco, period: None)]
"""


def test_a_sound_satellite_is_taken(folder: Folder, file: str) -> None:
    enabled(folder, file, GARDEN + SATELLITE.format(host="Person", counted="Garden"))

    with hstk.open(file) as eco:
        assert info(eco, "tea").status == "on"
    assert {"tea_garden", "tea_extra"} <= tables(file)


@pytest.mark.parametrize(("host_", "counted"), [("Lost", "Garden"), ("Person", "Lost")])
def test_what_is_declared_by_half_is_off_as_a_whole_and_makes_no_table(
    folder: Folder, file: str, host_: str, counted: str
) -> None:
    source = SATELLITE.format(host=host_, counted=counted)
    first, _, rest = source.partition("    class Lost")
    lost, _, hooks = rest.partition("    @hookimpl")
    enabled(folder, file, f"{GARDEN}\n    class Lost{lost}{first}    @hookimpl{hooks}")

    with hstk.open(file) as eco:
        assert info(eco, "tea").status == "broken"
        assert not [kind for kind in eco.kinds if kind.startswith("tea_")]
        assert "tea.a" not in eco.declarations.indicators
    assert not [table for table in tables(file) if table.startswith("tea_")]


# -- newer


def test_a_plugin_for_newer_hooks_is_told_and_not_loaded(
    folder: Folder, file: str, line: CommandLine
) -> None:
    module = folder.install("tea", GARDEN, group="hstk.v2")

    (tea,) = (found for found in line.read("plugins") if found["name"] == "tea")
    assert tea["status"] == "newer"
    assert "cần hstk mới hơn" in tea["reason"]
    assert "hstk mới hơn" in line.done("plugins").out
    for command in ("enable", "plan"):
        assert "cần hstk mới hơn" in line.refused("plugins", command, "tea")["message"]
    assert line.read("plugins", "info", "tea")["status"] == "newer"
    with pytest.raises(PluginTrouble, match="hstk mới hơn"):
        hstk.open(file, plugins=["tea"])
    assert not imported(module)


def test_a_plugin_for_hooks_of_both_ages_is_used_as_before(folder: Folder, file: str) -> None:
    folder.install("tea", GARDEN, dist="hstk-tea-next", group="hstk.v2")
    enabled(folder, file, GARDEN)

    with hstk.open(file) as eco:
        assert info(eco, "tea").status == "on"


@pytest.mark.parametrize(("needs", "status"), [("99.1", "newer"), (hstk.__version__, "on")])
def test_a_plugin_may_say_which_hstk_it_needs(
    folder: Folder, file: str, needs: str, status: str
) -> None:
    enabled(folder, file, f'    requires_hstk = "{needs}"\n{GARDEN}')

    with hstk.open(file) as eco:
        assert info(eco, "tea").status == status
        assert ("99.1" in info(eco, "tea").reason) is (status == "newer")
        assert ("tea_garden" in eco.kinds) is (status == "on")


# -- gone


def test_records_of_a_plugin_that_is_gone_are_read_exported_and_carried(
    folder: Folder, file: str, line: CommandLine, tmp_path: Path
) -> None:
    enabled(folder, file, GOOD)
    line.done("add", "person", "name=Nguyễn Thị Mẫu")
    line.done("add", "tea_garden", "name=Vườn đồi", "owner=Nguyễn Thị Mẫu")
    before = line.read("list", "tea_garden")
    line.done("export", "tea_garden", "-o", str(tmp_path / "trước.json"))

    folder.remove("tea")
    (tea,) = (found for found in line.read("plugins") if found["name"] == "tea")
    assert (tea["status"], tea["left"]) == ("gone", {"tea_garden": 1})
    listed = line.done("plugins")
    assert "không còn cài" in listed.out
    assert "export tea_garden" in listed.err
    line.done("export", "tea_garden", "-o", str(tmp_path / "sau.json"))
    assert line.refused("export", "tea_garden", "-o", str(tmp_path / "sau.csv"))
    copy = str(tmp_path / "bản sao.hstk")
    line.done("backup", copy)

    before_text, after = ((tmp_path / f"{n}.json").read_text("utf-8") for n in ("trước", "sau"))
    assert after == before_text
    folder.install("tea", GOOD)
    for where in (file, copy):
        assert CommandLine(where).read("list", "tea_garden") == before


def test_records_left_behind_are_read_on_each_database(folder: Folder, where: str) -> None:
    hstk.open(where).close()
    enabled(folder, where, GOOD)
    with hstk.open(where) as eco:
        person = eco.add(Person(name="Nguyễn Thị Mẫu"))
        garden = eco.add_values(eco.kind("tea_garden"), {"name": "Vườn đồi", "owner": person.id})

    with hstk.open(where, plugins=()) as eco:
        (left,) = (one for one in left_behind(eco) if one.plugin == "tea")
        assert (left.kind, left.label, left.records) == ("tea_garden", "Vườn chè", 1)
        assert list(left_records(eco, "tea_garden")) == [
            {
                "id": str(garden.id),
                "kind": "tea_garden",
                "name": "Vườn đồi",
                "owner": str(person.id),
                "owner__title": "Nguyễn Thị Mẫu",
                "open": True,
            }
        ]
        with pytest.raises(hstk.NotFound, match="tea_gardn"):
            list(left_records(eco, "tea_gardn"))


# -- guards and observers


def watching(function: str, hook: str, what: str) -> str:
    return f"""{GARDEN}
    {function}

    @hookimpl
    def {hook}():
        return [{what}]
"""


def garden(eco: Ecosystem) -> Any:
    return eco.add_values(eco.kind("tea_garden"), {"name": "Vườn đồi"})


def test_a_guard_that_fails_refuses_the_write_and_is_named(
    folder: Folder, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = watching(
        "fails = lambda eco, written: 1 / 0", "hstk_check_change", "Guard(Garden, fails)"
    )
    enabled(folder, file, source)

    with hstk.open(file) as eco:
        with pytest.raises(PluginTrouble, match="«tea»") as refused:
            garden(eco)
        assert "hstk plugins disable tea" in refused.value.hint
        assert eco.count(eco.kind("tea_garden")) == 0
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        monkeypatch.setenv(STRICT, "1")
        with pytest.raises(ZeroDivisionError):
            garden(eco)


def test_a_guard_refuses_with_all_it_finds(folder: Folder, file: str) -> None:
    function = 'find = lambda eco, written: [Problem("name", "một"), Problem("name", "hai")]'
    enabled(folder, file, watching(function, "hstk_check_change", "Guard(Garden, find)"))

    with hstk.open(file) as eco, pytest.raises(Rejected) as refused:
        garden(eco)
    assert [problem.message for problem in refused.value.problems] == ["một", "hai"]


def test_an_observer_that_fails_is_logged_and_nothing_else_happens(
    folder: Folder,
    file: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    source = watching(
        "fails = lambda eco, written: 1 / 0", "hstk_committed", "Observer((Garden,), fails)"
    )
    enabled(folder, file, source)

    with hstk.open(file) as eco:
        with caplog.at_level(logging.ERROR, "hstk.plugins"):
            made = garden(eco)
        assert "plugin tea" in caplog.text
        assert eco.get(made.id) == made
        monkeypatch.setenv(STRICT, "1")
        with pytest.raises(ZeroDivisionError):
            garden(eco)


def test_a_preview_of_a_broken_plugin_says_why(folder: Folder, file: str) -> None:
    folder.install("tea", "raise SystemExit('thôi')")

    with pytest.raises(PluginTrouble, match="thôi"):
        preview(file, "tea")
    assert PluginHost().requires("tea") == ()
