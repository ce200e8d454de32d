from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from hstk.cli.main import cli
from tests.plugins.installing import Folder


def completed(*words: str) -> list[str]:
    """What a shell is offered after ``hstk WORDS``, the last of them unfinished."""
    shell = ShellComplete(cli, {}, "hstk", "_HSTK_COMPLETE")
    return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]


@pytest.fixture(autouse=True)
def _tea(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.cli.tea import SOURCE

    folder = Folder(tmp_path_factory.mktemp("site") / "packages", monkeypatch)
    folder.install("tea", SOURCE, dist="hstk")


def test_groups_and_their_commands_and_options_are_completed() -> None:
    assert completed("te") == ["tea"]
    assert completed("tea", "") == [
        "gardens-seen", "report", "pick", "mark", "minutes", "listed", "boil",
    ]  # fmt: skip
    assert completed("tea", "pick", "--r") == ["--rainy"]


def test_fields_that_plugins_add_to_a_kind_are_completed() -> None:
    assert completed("add", "product", "tea_brew.m") == ["tea_brew.minutes="]
    assert completed("add", "product", "tea_brew.p") == []
