"""Imports go downward only, and a start loads only what it uses."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"

# From the ground up. A module imports from its own part and from parts on lower lines.
LAYERS = (
    ("hstk.core",),
    ("hstk.errors", "hstk.kinds"),  # what of the core is for everybody
    ("hstk.files",),
    ("hstk.store",),
    ("hstk.plugins",),
    ("hstk.opening",),  # puts core, store and plugins together
    ("hstk",),
    ("hstk.exchange",),
    ("hstk.sample",),  # loads the plan as everybody does
    ("hstk.tui",),
    ("hstk.cli",),
    ("hstk.testing", "hstk.__main__"),
)
PROJECT = tomllib.loads((SOURCE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BUILT_IN = tuple(PROJECT["entry-points"]["hstk.v1"].values())
PUBLIC = ("hstk", "hstk.kinds", "hstk.plugins", "hstk.testing", "hstk.errors")

# Libraries that have one place, and what the core may use at all.
AT_HOME = {
    "sqlalchemy": ("hstk.store", *BUILT_IN),  # the rules of indicators are selects
    "textual": ("hstk.tui",),
    "rich": ("hstk.tui", "hstk.cli"),
    "click": ("hstk.cli", *(f"{plugin}.commands" for plugin in BUILT_IN)),
    **dict.fromkeys(("docx", "xlsxwriter", "python_calamine"), ("hstk.files",)),
}
OF_FILES = {"docx", "lxml", "xlsxwriter", "python_calamine"}
CORE_USES = {"pydantic", "pydantic_core", "annotated_types", "typing_extensions"}


@dataclass(frozen=True)
class Import:
    """One name imported by one module; for type checkers alone or when the program runs."""

    target: str
    names: tuple[str, ...]
    line: int
    for_types: bool


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def layer(module: str) -> tuple[int, str] | None:
    """The height and the name of the part that a module belongs to."""
    places = {part: height for height, parts in enumerate(LAYERS) for part in parts}
    root = places.pop("hstk")
    for part, height in places.items():
        if within(module, part):
            return height, part
    return (root, "hstk") if module == "hstk" else None


def modules() -> dict[str, Path]:
    """Every module of the package, by its name."""
    found = {}
    for path in sorted((SOURCE / "hstk").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(module: str, source: str, known: frozenset[str], *, package: bool) -> Iterator[Import]:
    """Every import of a module, wherever in it."""

    def walk(node: ast.AST, for_types: bool) -> Iterator[Import]:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test).split("."):
            for statement in node.body:
                yield from walk(statement, True)
            for statement in node.orelse:
                yield from walk(statement, for_types)
            return
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, (), node.lineno, for_types)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".")
                kept = parts[: len(parts) - node.level + package]
                base = ".".join([*kept, base] if base else kept)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                if inner in known:
                    yield Import(inner, (), node.lineno, for_types)
                else:
                    yield Import(base, (alias.name,), node.lineno, for_types)
        for child in ast.iter_child_nodes(node):
            yield from walk(child, for_types)

    yield from walk(ast.parse(source), False)


def objections(module: str, imported: Import) -> Iterator[str]:
    """What is wrong with one import, if anything."""
    target = imported.target
    library = target.partition(".")[0]
    here = layer(module)
    if here is None:
        yield "belongs to no layer"
        return
    height, part = here

    if part == "hstk.core" and library in ("textual", "click"):
        yield f"the core names {library}"
    if imported.for_types:
        return

    if library != "hstk":
        if part == "hstk.core" and library not in CORE_USES | sys.stdlib_module_names:
            yield f"the core uses {library}"
        if library in AT_HOME and not within(module, *AT_HOME[library]):
            yield f"{library} has its place in {', '.join(AT_HOME[library])}"
        return

    plugin = next((name for name in BUILT_IN if within(module, name)), None)
    if plugin is not None:
        private = [name for name in imported.names if name.startswith("_")]
        if not within(target, plugin) and (target not in PUBLIC or private):
            yield "a built-in plugin uses what a stranger's cannot"
        return
    if within(target, *BUILT_IN) and part != "hstk.sample":
        yield "only the sample knows the built-in plugins"
    if target == "hstk" and imported.names == ("__version__",):  # every part may say it
        return
    there = layer(target)
    if there is None:
        yield f"{target} belongs to no layer"
    elif there[1] != part and there[0] >= height:
        yield f"{target} lies above or beside"


def findings(
    module: str, source: str, known: frozenset[str], *, package: bool = False
) -> list[str]:
    return [
        f"{module}:{imported.line}: {objection}"
        for imported in imports(module, source, known, package=package)
        for objection in objections(module, imported)
    ]


def test_imports_go_downward_only() -> None:
    every = modules()
    known = frozenset(every)

    found = [
        finding
        for module, path in every.items()
        for finding in findings(
            module, path.read_text(encoding="utf-8"), known, package=path.name == "__init__.py"
        )
    ]

    assert found == []


def test_every_part_has_its_modules() -> None:
    parts = {place[1] for module in modules() if (place := layer(module))}

    assert parts >= {
        "hstk.core",
        "hstk.files",
        "hstk.store",
        "hstk.plugins",
        "hstk",
        "hstk.cli",
        "hstk.tui",
    }
    assert set(BUILT_IN) <= set(modules())


# The modules that the sources below speak of.
KNOWN = frozenset(
    {"hstk.store", "hstk.core.errors", "hstk.plugins.host", "hstk.plugins.ocop.kinds"}
)


@pytest.mark.parametrize(
    ("module", "source", "finding"),
    [
        ("hstk.core.entity", "import hstk.store", "above or beside"),
        ("hstk.core.entity", "from hstk import store", "above or beside"),
        ("hstk.core.entity", "from .. import store", "above or beside"),
        ("hstk.core.entity", "def f():\n    from hstk.store.binding import bind", "above or"),
        ("hstk.core.entity", "import rapidfuzz", "the core uses rapidfuzz"),
        ("hstk.core.entity", "if TYPE_CHECKING:\n    import click", "the core names click"),
        (
            "hstk.core.entity",
            "if TYPE_CHECKING:\n    x = 1\nelse:\n    import rapidfuzz",
            "core uses",
        ),
        ("hstk.kinds", "from hstk.errors import Rejected", "above or beside"),
        ("hstk.store.binding", "from hstk.plugins import host", "above or beside"),
        ("hstk.store.binding", "import hstk", "above or beside"),
        ("hstk.store.binding", "import textual.app", "textual has its place"),
        ("hstk.plugins.host", "import hstk.plugins.ocop", "only the sample"),
        ("hstk.plugins.host", "from sqlalchemy import select", "sqlalchemy has its place"),
        ("hstk.exchange.files", "import hstk.sample", "above or beside"),
        ("hstk.cli.main", "from hstk.plugins.training import kinds", "only the sample"),
        ("hstk.exchange.reports", "from docx import Document", "docx has its place"),
        ("hstk.files.word", "from hstk.store.ecosystem import Ecosystem", "above or beside"),
        ("hstk.tui.app", "import hstk.cli", "above or beside"),
        ("hstk.tui.app", "import click", "click has its place"),
        ("hstk.plugins.ocop.indicators", "import click", "click has its place"),
        ("hstk.plugins.ocop.kinds", "from hstk.core.entity import Entity", "a stranger's cannot"),
        ("hstk.plugins.ocop.kinds", "from hstk.plugins import host", "a stranger's cannot"),
        ("hstk.plugins.ocop.kinds", "from hstk.plugins import _load", "a stranger's cannot"),
        ("hstk.plugins.ocop.kinds", "import hstk.plugins.training", "a stranger's cannot"),
        ("hstk.odd", "import os", "belongs to no layer"),
    ],
)
def test_a_wrong_import_is_found(module: str, source: str, finding: str) -> None:
    (found,) = findings(module, source, KNOWN)

    assert finding in found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("hstk.core.entity", "import re, pydantic\nfrom .errors import Rejected"),
        ("hstk.core.entity", "if TYPE_CHECKING:\n    from sqlalchemy import Table"),
        ("hstk.core.entity", "if typing.TYPE_CHECKING:\n    import hstk.store"),
        ("hstk.store.binding", "import sqlalchemy as sa\nfrom hstk.core.errors import BadFile"),
        ("hstk.store.binding", "from hstk import __version__"),
        ("hstk.files.excel", "import xlsxwriter\nfrom hstk.core.documents import Workbook"),
        ("hstk.opening", "from hstk.plugins.host import Host\nfrom hstk.store import Store"),
        ("hstk", "if TYPE_CHECKING:\n    from hstk.core.entity import Entity"),
        ("hstk.sample.people", "from hstk.plugins.training import Certificate"),
        ("hstk.cli.main", "import click, hstk\nfrom hstk.tui.app import App"),
        ("hstk.plugins.ocop.commands", "import click\nfrom hstk.plugins import Command"),
        ("hstk.plugins.ocop.indicators", "import sqlalchemy\nfrom . import kinds\nimport hstk"),
    ],
)
def test_a_right_import_is_left_alone(module: str, source: str) -> None:
    assert findings(module, source, KNOWN) == []


def loaded_by(code: str) -> tuple[str, set[str]]:
    """Run some lines in a new Python; give what they print and all modules loaded at the end."""
    tail = "\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}{tail}"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, set(done.stderr.split())


def test_importing_hstk_loads_neither_libraries_nor_plugins() -> None:
    _, loaded = loaded_by("import hstk")

    assert "hstk" in loaded
    heavy = {"sqlalchemy", "textual", "click", "pydantic", "rich", *OF_FILES, *BUILT_IN}
    assert loaded & heavy == set()


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_version_load_neither_store_nor_screens_nor_plugins(option: str) -> None:
    shown, loaded = loaded_by(
        "import runpy\n"
        f"sys.argv = ['hstk', {option!r}]\n"
        "try:\n    runpy.run_module('hstk', run_name='__main__', alter_sys=True)\n"
        "except SystemExit as end:\n    assert not end.code, end.code"
    )

    assert "hstk" in shown
    assert "hstk.cli.main" in loaded
    assert loaded & {"sqlalchemy", "textual", "pydantic", *OF_FILES, *BUILT_IN} == set()
