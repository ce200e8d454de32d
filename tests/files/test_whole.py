"""Files that are written whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hstk.core.errors import BadFile
from hstk.files.whole import write_bytes, written_whole


def test_text_takes_its_name_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "một.txt"

    with written_whole(path) as file:
        file.write("Lý Sơn\r\n")
        assert not path.exists()

    assert path.read_bytes() == "Lý Sơn\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    with written_whole(tmp_path / "a") as file:
        file.write("x")
    write_bytes(tmp_path / "b", b"\0")

    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"] == [0o600, 0o600]
    assert (tmp_path / "b").read_bytes() == b"\0"


def test_a_block_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("cũ", encoding="utf-8")

    with pytest.raises(UnicodeEncodeError), written_whole(path) as file:
        file.write("mới \ud800")

    assert path.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["none/a.txt", "folder", "x" * 300])
def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(BadFile, match="Không ghi được tệp") as told:
        write_bytes(tmp_path / name, b"x")

    assert told.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
