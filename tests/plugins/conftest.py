"""What tests of plugins start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.installing import Folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder on the import path, into which a test installs plugins."""
    return Folder(tmp_path / "site-packages", monkeypatch)
