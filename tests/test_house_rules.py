"""Small checks that keep the whole folder honest."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import psycopg
import pytest

import hstk

ROOT = Path(__file__).parents[1]

# A folder of one machine or the address of a package index: neither means anything elsewhere.
MACHINE = re.compile(
    r"(?<![\w.])/(?:root|work)/|index[-]url|find[-]links|\bpypi[-.][a-z]|file:/{3}", re.IGNORECASE
)

# What pydantic is made of and brings along.
OF_PYDANTIC = {"pydantic_core", "annotated-types", "typing_extensions"}


def files_of_the_folder() -> list[Path]:
    """What is or would be committed."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    paths = [ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def modules() -> list[Path]:
    return sorted((ROOT / "src").rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_has_more_than_450_lines() -> None:
    lengths = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()
    }

    assert len(lengths) > 10
    assert {name: length for name, length in lengths.items() if length > 450} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        shown(path)
        for path in modules()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []


def test_no_file_names_a_machine_or_a_package_index() -> None:
    found = []
    for path in files_of_the_folder():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture or a document
            continue
        found += [
            f"{shown(path)}:{number}: {line.strip()}"
            for number, line in enumerate(text.splitlines(), 1)
            if MACHINE.search(line)
        ]

    assert found == []


@pytest.mark.parametrize(
    "parts", [("/wo", "rk/main"), ("--extra-in", "dex-url x"), ("file:", "///x"), ("pyp", "i.org")]
)
def test_a_machine_or_a_package_index_would_be_noticed(parts: tuple[str, ...]) -> None:
    assert MACHINE.search(f"see {''.join(parts)}")


def test_ci_runs_the_tests_as_everybody_does() -> None:
    script = ROOT / ".ci" / "run"

    assert re.search(r"^make test\b", script.read_text(encoding="utf-8"), re.MULTILINE)
    assert os.access(script, os.X_OK)


def test_every_library_in_use_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["postgres"], "pytest"]
    declared = {re.split(r"[\[<>=~! ]", line)[0].lower() for line in asked}
    owners = packages_distributions()

    used = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module]
                if isinstance(node, ast.ImportFrom) and node.module and not node.level
                else []
            )
            used |= {name.partition(".")[0] for name in names}
    libraries = {owner.lower() for name in used for owner in owners.get(name, [])}

    assert "pydantic" in libraries
    assert libraries - declared - OF_PYDANTIC - {"hstk"} == set()


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert hstk.__version__ == project["version"]


def test_databases_of_the_tests_belong_to_an_ordinary_role(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, similarity('tỏi đen', 'tỏi đỏ') > 0"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        tables = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone()

    assert row == (False, False, True)
    assert tables == (0,)
