"""What hstk offers to everybody."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import hstk
import hstk.core.errors
import hstk.errors
import hstk.kinds
import hstk.testing
from hstk.core.errors import HstkError

ROOT = Path(__file__).parents[1]

# As the design fixes it for authors of plugins and scripts; more may be offered.
PROMISED = {
    *("open", "Ecosystem", "Entity", "Stored", "Shown", "Ref", "where", "Indicator", "Period"),
    *("Evidence", "Change", "Migrations", "hookimpl", "HstkError", "Rejected", "NotFound"),
    *("kinds", "testing", "errors"),
}


@pytest.mark.parametrize("module", [hstk, hstk.kinds, hstk.errors], ids=lambda m: m.__name__)
def test_what_is_offered_is_sorted_and_there(module: ModuleType) -> None:
    names: list[str] = module.__all__
    assert names == sorted(names, key=lambda name: (not name[0].isupper(), name))
    assert len(set(names)) == len(names)
    for name in names:
        assert getattr(module, name) is not None


def test_what_was_promised_is_offered() -> None:
    assert set(hstk.__all__) >= PROMISED
    assert set(dir(hstk)) >= set(hstk.__all__)


def test_what_checkers_see_is_what_is_loaded() -> None:
    tree = ast.parse((ROOT / "src/hstk/__init__.py").read_text(encoding="utf-8"))
    (block,) = [
        node
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    seen = {
        alias.asname or alias.name: (statement.module, alias.name)
        for statement in block.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    assert set(seen) == set(hstk.__all__)
    for name, (module, attribute) in seen.items():
        if module == "hstk":
            assert isinstance(getattr(hstk, name), ModuleType)
        else:
            assert getattr(hstk, name) is getattr(sys.modules[str(module)], attribute)


def test_an_unknown_name_is_refused_as_usual() -> None:
    with pytest.raises(AttributeError, match="module 'hstk' has no attribute 'opne'"):
        _ = hstk.opne  # type: ignore[attr-defined]


def test_everything_can_be_imported_with_a_star() -> None:
    code = "from hstk import *\nassert open and Ecosystem and kinds.Person and errors.Rejected"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=60)


def test_every_error_is_offered() -> None:
    def below(error: type[HstkError]) -> set[str]:
        return {error.__name__}.union(*(below(found) for found in error.__subclasses__()))

    offered = set(hstk.errors.__all__)
    assert {name for name in below(HstkError) if hasattr(hstk.core.errors, name)} <= offered


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "src/hstk/py.typed").exists()
