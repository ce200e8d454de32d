"""Stranger's plugins as pip leaves them: a module and its dist-info, in a folder on the path."""

from __future__ import annotations

import importlib
import sys
from itertools import count
from pathlib import Path
from textwrap import dedent

import pytest

_numbers = count(1)

GOOD = """
    from typing import Annotated
    from sqlalchemy import select
    from hstk import Entity, Evidence, Indicator, Migrations, Ref, Shown, hookimpl
    from hstk.kinds import Line, Person, YesNo
    from hstk.plugins import Command

    class Garden(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
        name: Annotated[Line, Shown("Tên", "Name")]
        owner: Annotated[Ref[Person] | None, Shown("Chủ vườn", "Owner")] = None
        open: Annotated[YesNo, Shown("Mở cửa", "Open")] = True

    def gardens(eco, period):
        garden = eco.table(Garden)
        return Evidence(select(garden.c.id))

    @hookimpl
    def hstk_entities():
        yield Garden

    @hookimpl
    def hstk_indicators():
        return [Indicator("tea.gardens", "Vườn chè", "Tea gardens", "vườn", "gardens", Garden,
                          gardens)]

    @hookimpl
    def hstk_commands():
        return [Command("tea", "Vườn chè", "Tea gardens", "tea.commands:tea")]
"""


class Folder:
    """A folder on the import path, into which distributions are installed."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._path = path
        path.mkdir()
        monkeypatch.syspath_prepend(path)

    def install(
        self,
        name: str,
        source: str = GOOD,
        *,
        version: str = "1.0",
        dist: str = "",
        group: str = "hstk.v1",
    ) -> str:
        """Installs a plugin, or a newer version of it; gives the name of its module."""
        module = f"stranger_{next(_numbers)}"  # never one that was imported before
        (self._path / f"{module}.py").write_text(dedent(source), encoding="utf-8")
        info = self._path / f"{(dist or 'hstk-' + name).replace('-', '_')}-1.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {dist or 'hstk-' + name}\nVersion: {version}\n",
            encoding="utf-8",
        )
        (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}\n", encoding="utf-8")
        importlib.invalidate_caches()
        return module

    def remove(self, name: str) -> None:
        """Takes a plugin away, as pip uninstall does."""
        for info in self._path.glob(f"hstk_{name}-1.dist-info"):
            (info / "entry_points.txt").unlink()
        importlib.invalidate_caches()


def imported(module: str) -> bool:
    """Whether a module's code has run in this process."""
    return module in sys.modules
