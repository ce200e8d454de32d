"""A new plugin passes its own tests, once it is really installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hstk.errors import BadFile, PluginTrouble
from hstk.plugins.generator import write_plugin
from tests.cli.command_line import CommandLine


def run(*words: str, at: Path, path: Path) -> str:
    # warnings of pip are its own; the one that comes with older Pythons has some
    strict = () if words[0] == "pip" else ("-W", "error")
    done = subprocess.run(
        [sys.executable, *strict, "-m", *words],
        cwd=at,
        env={**os.environ, "PYTHONPATH": str(path), "HSTK_LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_new_plugin_is_installed_and_passes_its_suite(tmp_path: Path) -> None:
    folder = write_plugin("tea_garden", tmp_path)
    site = tmp_path / "site"

    run(
        *("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"),
        *("--disable-pip-version-check", "--target", str(site), str(folder)),
        at=tmp_path,
        path=site,
    )
    assert "passed" in run("pytest", "-q", "-p", "no:cacheprovider", at=folder, path=site)
    checked = run("hstk", "plugins", "check", "tea_garden", at=tmp_path, path=site)
    assert "WRONG" not in checked
    for tool in (("ruff", "check", "--isolated"), ("mypy", "--strict", "src")):
        run(*tool, at=folder, path=site)


def test_a_new_plugin_is_checked_before_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    line = CommandLine()

    written = line("plugins", "new", "sim", "--into", str(tmp_path))
    assert written.code == 0
    assert "plugins enable sim" in written.err
    checked = line.read("plugins", "check", str(tmp_path / "hstk-sim"))
    assert checked["ok"]
    assert len(checked["findings"]) > 5

    init = tmp_path / "hstk-sim" / "pyproject.toml"
    init.write_text("[project]\nname = 'a'\n", encoding="utf-8")
    assert "hstk.v1" in line.refused("plugins", "check", str(tmp_path / "hstk-sim"))["message"]


@pytest.mark.parametrize(
    "told",
    [
        b"[project",
        b"name = '\xff'",
        b"project = 5",
        b"[project]\nentry-points = ['hstk.v1']",
        b"[project.entry-points]\n'hstk.v1' = 'tea'",
        b"[project.entry-points.'hstk.v1']\ntea = 5",
        b"[project.entry-points.'hstk.v1']\ntea = 'a b'",
    ],
)
def test_a_package_that_cannot_be_read_is_told_as_that(tmp_path: Path, told: bytes) -> None:
    (tmp_path / "pyproject.toml").write_bytes(told)

    error = CommandLine().refused("plugins", "check", str(tmp_path))

    assert error["code"] == "bad-file"
    assert "pyproject.toml" in error["message"]


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    folder = write_plugin("tea", tmp_path)
    (folder / "README.md").write_text("của tôi", encoding="utf-8")

    with pytest.raises(BadFile):
        write_plugin("tea", tmp_path)
    assert (folder / "README.md").read_text(encoding="utf-8") == "của tôi"


@pytest.mark.parametrize("name", ["Tea", "tea-garden", "chè", "core_tea", "hstk", "t" * 25, ""])
def test_a_name_that_no_plugin_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PluginTrouble):
        write_plugin(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["ocop", "plan", "list"])
def test_a_name_of_a_plugin_or_a_command_is_refused(tmp_path: Path, name: str) -> None:
    refused = CommandLine().refused("plugins", "new", name, "--into", str(tmp_path))

    assert name in refused["message"]
    assert list(tmp_path.iterdir()) == []
