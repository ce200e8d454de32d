from __future__ import annotations

from pathlib import Path

import pytest

import hstk
from hstk.kinds import Person
from tests.cli.command_line import CommandLine, widest

TARGETS = {
    "training.officers_certified",
    "training.projects_trained",
    "trade.products_displayed",
    "core.projects_funded",
    "ocop.products_recognized",
}


def test_the_demo_makes_the_sample_once_and_shows_the_five_targets(tmp_path: Path) -> None:
    line = CommandLine(str(tmp_path / "demo.hstk"))

    made = line.read("demo", "--people", "30")

    assert set(made) == {"db", "created", "year", "status", "follow_ups"}
    assert (made["created"], made["year"]) == (True, 2023)
    assert {row["indicator"] for row in made["status"]} >= TARGETS
    assert all(row["actual"] is not None for row in made["status"])
    assert list(tmp_path.iterdir()) == [tmp_path / "demo.hstk"]

    again = line.read("demo")
    assert again == made | {"created": False}
    shown = line.done("demo", "--people", "5")
    assert "Chỉ tiêu năm 2023" in shown.out
    assert "hstk plan evidence" in shown.out
    assert "--people không dùng đến" in shown.err
    assert widest(shown.out.replace(str(tmp_path), "")) <= 80


def test_the_demo_never_touches_the_file_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.hstk"
    with hstk.open(own) as eco:
        eco.add(Person(name="An"))
    monkeypatch.setenv("HSTK_DB", str(own))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    made = CommandLine().done("demo", "--people", "30", "--json").json

    assert made["db"] == str(tmp_path / "data" / "hstk" / "demo.hstk")
    assert len(CommandLine(str(own)).read("list", "person")) == 1


def test_a_file_of_ones_own_is_opened_as_it_is(line: CommandLine) -> None:
    line.done("add", "person", "name=An")

    opened = line.read("demo")

    assert (opened["created"], opened["status"], opened["follow_ups"]) == (False, [], [])
    assert "hstk kinds" in line.done("demo").out
    assert len(line.read("list", "person")) == 1


def test_a_demo_that_is_stopped_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hstk.sample.make_sample", stops)

    assert CommandLine(str(tmp_path / "demo.hstk"))("demo").code == 130
    assert list(tmp_path.iterdir()) == []


def test_on_a_terminal_the_demo_opens_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("hstk.cli.demo.on_terminal", lambda: True)
    monkeypatch.setattr("hstk.tui.run", opened.append)
    where = str(tmp_path / "demo.hstk")

    assert CommandLine(where).done("demo", "--people", "30").out == ""
    assert CommandLine(where).done("tui").out == ""
    assert opened == [where, where]


def test_the_app_is_not_opened_without_a_terminal(line: CommandLine) -> None:
    error = line.refused("tui", code=2)

    assert "hstk plan status" in error["message"]
