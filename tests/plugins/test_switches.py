from __future__ import annotations

from pathlib import Path

import pytest

import hstk
from hstk.errors import BadFile, NotFound
from hstk.plugins.switches import preview, switch, switched


def test_a_switch_holds_from_the_next_opening_on(where: str) -> None:
    hstk.open(where).close()
    assert switched(where) == {}

    switch(where, "ocop", False)
    assert switched(where) == {"ocop": False}
    with hstk.open(where) as eco:
        assert "ocop_dossier" not in eco.kinds

    switch(where, "ocop", True)
    assert switched(where) == {"ocop": True}
    with hstk.open(where) as eco:
        assert "ocop_dossier" in eco.kinds

    switch(where, "ocop", None)
    assert switched(where) == {}


def test_only_what_is_installed_is_switched(tmp_path: Path) -> None:
    where = tmp_path / "x.hstk"
    hstk.open(where).close()

    for on in (True, False):
        with pytest.raises(NotFound) as refused:
            switch(where, "ocpo", on)
        assert refused.value.nearest == ("ocop",)
    assert switched(where) == {}


def test_a_preview_needs_no_file_and_makes_none(tmp_path: Path) -> None:
    where = tmp_path / "x.hstk"

    seen = preview(where, "training")

    assert seen.on
    assert seen.changes == ()
    assert "training_certificate" in [kind.spec.kind for kind in seen.declared.kinds]
    assert switched(where) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_program_is_not_written(tmp_path: Path) -> None:
    where = tmp_path / "x.txt"
    where.write_text("Kính gửi", encoding="utf-8")

    with pytest.raises(BadFile):
        switch(where, "ocop", False)
    assert where.read_text(encoding="utf-8") == "Kính gửi"
