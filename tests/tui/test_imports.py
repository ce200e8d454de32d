"""What is loaded when: a fast start depends on it."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_by(code: str) -> set[str]:
    tail = "\nimport sys; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code + tail],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


def test_the_package_loads_nothing_of_textual() -> None:
    loaded = loaded_by("import hstk.tui")

    assert "hstk.tui" in loaded
    assert loaded & {"textual", "rich", "pydantic", "sqlalchemy"} == set()


def test_the_first_picture_does_not_wait_for_the_library() -> None:
    loaded = loaded_by("import hstk.tui.app")

    assert {"textual", "hstk.tui.screens.today"} <= loaded
    assert loaded & {"pydantic", "sqlalchemy", "hstk.opening", "hstk.core.entity"} == set()


@pytest.mark.parametrize(
    "module",
    ["today", "evidence", "listing", "detail", "editing", "form", "references", "history", "kinds"],
)
def test_viewmodels_know_nothing_of_textual(module: str) -> None:
    loaded = loaded_by(f"import hstk.tui.viewmodel.{module}")

    assert f"hstk.tui.viewmodel.{module}" in loaded
    assert {name for name in loaded if name.partition(".")[0] == "textual"} == set()
