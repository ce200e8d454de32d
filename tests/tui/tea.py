"""A file with the plugin of tea gardens on, to look at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import hstk
from hstk.kinds import Person
from hstk.plugins.switches import switch
from tests.plugins.installing import Folder
from tests.tui.tea_plugin import Garden, Leaf

BUILT_IN = ("contest", "ocop", "trade_promotion", "training")


@pytest.fixture
def tea(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file with four gardens; no other plugin is on."""
    Folder(tmp_path / "site", monkeypatch).install("tea", "from tests.tui.tea_plugin import *\n")
    documents = tmp_path / "Documents"
    documents.mkdir()
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: documents)
    where = str(tmp_path / "tea.hstk")
    hstk.open(where).close()
    switch(where, "tea", True)
    for name in BUILT_IN:
        switch(where, name, False)
    with hstk.open(where, actor="Vy") as eco, eco.changes("Dựng dữ liệu thử"):
        owner = eco.add(Person(name="Lê Thị [/x] Thuở"))
        hill = eco.add(Garden(name="Vườn Đồi Cao", owner=owner.id, kilos=1240.5))
        eco.add(Leaf(garden=hill.id, variety="Chè dây", planted=date(2020, 3, 1)))
        eco.add(Garden(name="Vườn lỗi sổ"))
        eco.add(Garden(name="Vườn Suối", open=False, kilos=80))
        eco.add(Garden(name="Vườn Thung chậm"))
    return where
