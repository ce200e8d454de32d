"""What plugin authors test with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import types
from pathlib import Path
from typing import Annotated

import pytest

import hstk
from hstk import Entity, Shown, hookimpl
from hstk.core.kinds import CORE_KINDS
from hstk.errors import NotFound, PluginTrouble, Rejected
from hstk.kinds import Dues, Name, Person, Plan
from hstk.testing import ecosystem, records_of
from hstk.testing.tables import difference


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


# -- made-up records


@pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)
def test_records_of_every_kind_of_the_core_can_be_made_up(
    kind: type[Entity], empty_file: Path, tmp_path: Path
) -> None:
    where = shutil.copy(empty_file, tmp_path / "a.hstk")
    with hstk.open(where) as eco:
        least, full = records_of(eco, kind)

        assert eco.get(kind, least.id) == least
        assert eco.get(kind, full.id) == full
        empty = [name for name in kind.fields if getattr(full, name) in (None, "", ())]
        assert len(empty) <= len(kind.fields) // 3
        assert [found for found in eco.doctor() if found.severity == "error"] == []


def test_records_can_be_made_up_again_and_again(empty_file: Path, tmp_path: Path) -> None:
    where = shutil.copy(empty_file, tmp_path / "a.hstk")
    with hstk.open(where) as eco:
        for _ in range(3):
            for kind in (Person, Plan, Dues):
                records_of(eco, kind)
        assert eco.count(Plan) >= 6


def test_what_cannot_be_made_up_is_told_and_can_be_given(empty_file: Path, tmp_path: Path) -> None:
    where = shutil.copy(empty_file, tmp_path / "a.hstk")
    with hstk.open(where) as eco:
        with pytest.raises(Rejected, match="person"):
            records_of(eco, Person, {"person": {"email": "không phải thư"}})
        _, full = records_of(eco, Person, {"person": {"email": "an@vidu.vn"}})
        assert full.email == "an@vidu.vn"


# -- the pytest plugin

SUITE = """
import tea_suite_plugin as tea
from hstk.testing import PluginSuite

class TestTea(PluginSuite):
    plugin = tea
    name = "tea"

def test_fixtures(hstk_open, hstk_hooks, hstk_where):
    eco = hstk_open(tea=tea)
    eco.add(tea.Garden(name="Vườn"))
    assert eco.place.name.endswith(hstk_where.rpartition("/")[2])
    assert ("tea", "hstk_entities") in hstk_hooks.asked
    ((written,),) = hstk_hooks.called("guard tea_garden")
    assert written[0].after.name == "Vườn"
    assert hstk_hooks.called("observer tea_garden")
"""

TEA = """
from typing import Annotated
from hstk import Entity, Shown, hookimpl
from hstk.kinds import Name
from hstk.plugins import Guard, Observer

class Garden(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
    name: Annotated[Name, Shown("Tên", "Name")]

@hookimpl
def hstk_entities():
    return [Garden]

@hookimpl
def hstk_check_change():
    return [Guard(Garden, lambda eco, written: ())]

@hookimpl
def hstk_committed():
    return [Observer((Garden,), lambda eco, written: None)]
"""


def run_suite(folder: Path, plugin: str, suite: str, *more: str) -> tuple[int, str]:
    """What pytest says of a plugin and its suite, in a process of its own."""
    (folder / "tea_suite_plugin.py").write_text(plugin, encoding="utf-8")
    (folder / "test_tea.py").write_text(suite, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *more],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_plugin_author_has_fixtures_and_a_suite(tmp_path: Path) -> None:
    code, said = run_suite(tmp_path, TEA, SUITE)

    assert code == 0, said
    assert "passed" in said


def test_a_suite_needs_no_pytest_plugin(tmp_path: Path) -> None:
    code, said = run_suite(tmp_path, TEA, SUITE.partition("def test_fixtures")[0], "-p", "no:hstk")

    assert code == 0, said


FAULTS = {
    "import sqlalchemy\n" + TEA: "import tea_suite_plugin kéo theo sqlalchemy",
    TEA.replace(
        '"Tea garden"', '"Tea garden", help="Vườn"'
    ): "tea_garden help: thiếu một thứ tiếng",
    TEA.replace("def hstk_committed", "def hstk_comitted"): "hstk_comitted",
    TEA
    + """
from hstk.plugins import View

@hookimpl
def hstk_views():
    return [View("tea.all", "Vườn", "Gardens", show=lambda eco, asked: 1 / 0)]
""": "tea.all: ZeroDivisionError",
    TEA
    + """
from hstk import Migrations
migrations = Migrations("tea")

@migrations.step(1)
def one(connection):
    pass

@hookimpl
def hstk_migrations():
    return migrations
""": "first = (...)",
    "requires_hstk = '99'\n" + TEA: "99",
}


@pytest.mark.parametrize(("plugin", "said"), FAULTS.items(), ids=FAULTS.values())
def test_a_fault_of_a_plugin_is_told_by_its_suite(tmp_path: Path, plugin: str, said: str) -> None:
    code, told = run_suite(tmp_path, plugin, SUITE.partition("def test_fixtures")[0])

    assert code == 1
    assert said in told


FORGETFUL = """
    def open_without(self, where):
        import sqlite3
        with sqlite3.connect(where) as connection:
            connection.execute("update tea_garden set name = 'Khác'")
        connection.close()
        return super().open_without(where)
"""


def test_a_record_that_is_not_as_it_was_is_told_by_the_suite(tmp_path: Path) -> None:
    suite = SUITE.partition("def test_fixtures")[0].rstrip() + FORGETFUL

    code, told = run_suite(tmp_path, TEA, suite, "-k", "off_and_on")

    assert code == 1
    assert "is not as it was" in told


def test_tables_that_differ_are_told() -> None:
    one = {"tea_garden": frozenset({("column", "name", "TEXT", 1, 0)})}
    other = {"tea_garden": frozenset({("column", "title", "TEXT", 1, 0)})}

    assert len(difference(one, other)) == 2
    assert difference(one, one) == []


def test_the_pytest_plugin_costs_nothing_while_nobody_asks() -> None:
    code = (
        "import sys, hstk.testing.fixtures\n"
        "assert not {'sqlalchemy', 'pydantic', 'click', 'textual'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
