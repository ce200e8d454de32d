"""Records are named and found as their kinds are declared now, whatever changed below the log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Annotated, Any

import pytest

from hstk import Ecosystem, Entity, Migrations, Shown, hookimpl
from hstk.kinds import Line, Name
from hstk.opening import open_with
from hstk.plugins import GROUP
from hstk.plugins.host import PluginHost


class Tea(Entity, kind="tea_garden", label="Vườn", label_en="Garden"):
    name: Annotated[Name, Shown("Tên", "Name")]


class First(Entity, kind="spice_garden", label="Vườn", label_en="Garden", named_by="name"):
    name: Annotated[Name, Shown("Tên", "Name")]
    code: Annotated[Line, Shown("Mã", "Code", search=0)] = ""


class Second(
    Entity, kind="spice_garden", label="Vườn", label_en="Garden", named_by=("code", "name")
):
    name: Annotated[Name, Shown("Tên", "Name")]
    code: Annotated[Line, Shown("Mã", "Code")] = ""


def renamed(connection: Any) -> None:
    connection.exec_driver_sql("UPDATE tea_garden SET name = 'Vườn Mây'")
    connection.exec_driver_sql("ALTER TABLE tea_garden ADD COLUMN remark TEXT")
    connection.exec_driver_sql("ALTER TABLE tea_garden DROP COLUMN remark")


@contextmanager
def opened(
    where: str, kind: type[Entity], steps: Migrations | None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ecosystem]:
    name = kind.spec.kind.partition("_")[0]  # steps are recorded once a database: one each
    module = ModuleType(f"{name}_of_now")

    @hookimpl
    def hstk_entities() -> list[type[Entity]]:
        return [kind]

    @hookimpl
    def hstk_migrations() -> list[Migrations]:
        return [steps] if steps else []

    module.hstk_entities = hstk_entities  # type: ignore[attr-defined]
    module.hstk_migrations = hstk_migrations  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    host = PluginHost((name,), [EntryPoint(name, module.__name__, GROUP)])
    with open_with(host, where) as eco:
        assert {info.name: info.reason for info in eco.plugins if info.status == "broken"} == {}
        yield eco


def test_a_step_that_rewrites_names_is_seen_by_lists_and_search(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(where, Tea, None, monkeypatch) as eco:
        garden = eco.add(Tea(name="Vườn Nắng"))
    steps = Migrations("tea")
    steps.step(1)(renamed)

    with opened(where, Tea, steps, monkeypatch) as eco:
        assert eco.titles([garden.id]) == {garden.id: "Vườn Mây"}
        assert [hit.id for hit in eco.search("vuon may")] == [garden.id]
        assert not [hit for hit in eco.search("nang") if hit.title == "Vườn Nắng"]
        assert not [f for f in eco.doctor() if f.severity == "error"]


def test_other_fields_may_name_a_kind_from_now_on(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(where, First, None, monkeypatch) as eco:
        garden = eco.add(First(name="Vườn Nắng", code="TB-07"))
        assert not eco.search("TB-07")
        before = len(eco.change_sets())

    with opened(where, Second, None, monkeypatch) as eco:
        assert eco.titles([garden.id]) == {garden.id: "TB-07 · Vườn Nắng"}
        assert [hit.id for hit in eco.search("TB-07")] == [garden.id]
        assert len(eco.change_sets()) == before  # nobody's doing, so not in the history
