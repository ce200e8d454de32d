"""Copies that can be trusted, and putting one back."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

import hstk
from hstk.core.errors import BadFile
from hstk.core.language import speaking
from hstk.kinds import Person
from hstk.store import backup
from hstk.store.engine import Place

MAU = "Nguyễn Thị Mẫu"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one person in it."""
    path = tmp_path / "a.hstk"
    with hstk.open(path) as eco:
        eco.add(Person(name=MAU))
    return path


def names(path: Path) -> list[str]:
    with hstk.open(path) as eco:
        return sorted(person.name for person in eco.find(Person))


def device(path: Path) -> str | None:
    with closing(sqlite3.connect(path)) as file:
        row = file.execute("SELECT value FROM hstk_meta WHERE key = 'device'").fetchone()
    return None if row is None else str(row[0])


def test_a_backup_holds_what_was_saved_and_is_complete_in_itself(file: Path) -> None:
    copy = file.with_name("sao-luu.hstk")
    with hstk.open(file) as eco:
        eco.add(Person(name="Chưa vào tệp chính, còn trong nhật ký"))
        assert file.with_name("a.hstk-wal").stat().st_size > 0

        assert eco.backup(copy) == copy

        assert copy.read_bytes()[18:20] == b"\1\1"  # no WAL: one file, wherever it is carried
        assert {f.name for f in file.parent.iterdir()} == {
            "a.hstk",
            "a.hstk-shm",
            "a.hstk-wal",
            "sao-luu.hstk",
        }
    assert len(names(copy)) == 2


def test_a_backup_is_readable_by_its_owner_alone(file: Path) -> None:
    before = os.umask(0)
    try:
        with hstk.open(file) as eco:
            copy = eco.backup(file.with_name("b.hstk"))
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        kept = backup.restore(copy, Place(file))
        assert kept is not None
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_backup_is_made_while_others_write(file: Path) -> None:
    stop = threading.Event()
    written = threading.Event()

    def write() -> None:
        with hstk.open(file) as other:
            while not stop.is_set():
                other.add_many([Person(name=MAU), Person(name=MAU)])
                written.set()

    with hstk.open(file) as eco:
        eco.add_many(Person(name=MAU, notes="chữ " * 100) for _ in range(6_001))
        writer = threading.Thread(target=write)
        writer.start()
        try:
            assert written.wait(10)
            copies = [eco.backup(file.with_name(f"{n}.hstk")) for n in range(5)]
        finally:
            stop.set()
            writer.join()
        now = eco.count(Person)

    counts = [len(names(copy)) for copy in copies]
    assert counts == sorted(counts)
    assert all(count % 2 == 0 for count in counts)  # never half of a change
    assert 6_002 < counts[-1] <= now


def test_a_backup_never_overwrites(file: Path) -> None:
    other = file.with_name("b.hstk")
    other.write_text("của người khác", encoding="utf-8")

    with hstk.open(file) as eco, pytest.raises(BadFile, match="không ghi đè"):
        eco.backup(other)
    with hstk.open(file) as eco, pytest.raises(BadFile, match="không ghi đè"):
        eco.backup(file)

    assert other.read_text(encoding="utf-8") == "của người khác"


def test_a_backup_into_a_folder_that_is_not_there_is_told(file: Path) -> None:
    with hstk.open(file) as eco, pytest.raises(BadFile, match="Không có thư mục"):
        eco.backup(file.parent / "khong-co" / "b.hstk")


def test_a_backup_of_a_damaged_file_is_refused_and_not_left_behind(file: Path) -> None:
    with hstk.open(file) as eco:
        eco.add_many(Person(name=MAU, notes="chữ " * 100) for _ in range(500))
    spoil(file)

    copy = file.with_name("b.hstk")
    with hstk.open(file) as eco, pytest.raises(BadFile, match="bị hỏng"):
        eco.backup(copy)

    assert not copy.exists()


def spoil(path: Path) -> None:
    """Overwrites a page in the middle with garbage."""
    content = bytearray(path.read_bytes())
    middle = content.index("chữ chữ".encode()) // 4096 * 4096
    content[middle : middle + 200] = b"\xa5" * 200
    path.write_bytes(content)


def test_a_server_is_left_to_its_own_tools(postgres_space_url: str, tmp_path: Path) -> None:
    with hstk.open(postgres_space_url) as eco, pytest.raises(BadFile, match="pg_dump"):
        eco.backup(tmp_path / "b.hstk")
    with pytest.raises(BadFile, match="pg_restore"):
        backup.restore(tmp_path / "b.hstk", Place(postgres_space_url))
    assert backup.back_up_before_migration(Place(postgres_space_url)) is None
    assert list(tmp_path.iterdir()) == []


# -- restore


def test_restoring_brings_back_the_copy_and_keeps_the_former_file(file: Path) -> None:
    with hstk.open(file) as eco:
        copy = eco.backup(file.with_name("b.hstk"))
        eco.add(Person(name="Thêm sau"))

    kept = backup.restore(copy, Place(file))

    assert kept is not None
    assert kept.name.endswith(".before-restore")
    assert names(file) == [MAU]
    assert names(kept) == [MAU, "Thêm sau"]
    assert names(copy) == [MAU]
    assert not [f for f in file.parent.iterdir() if f.name.endswith(".restoring")]


def test_restoring_to_where_nothing_is_keeps_nothing(file: Path) -> None:
    new = file.with_name("moi.hstk")

    assert backup.restore(file, Place(new)) is None

    assert names(new) == names(file) == [MAU]


def test_a_restored_copy_is_a_device_of_its_own(file: Path) -> None:
    with hstk.open(file) as eco:
        copy = eco.backup(file.with_name("b.hstk"))
    first = device(file)
    assert first is not None
    assert device(copy) == first

    backup.restore(copy, Place(file))
    with hstk.open(file) as eco:
        eco.add(Person(name="Thêm sau"))

    assert device(file) not in (None, first)
    assert device(copy) == first


def test_what_the_log_of_the_former_file_held_is_kept(file: Path) -> None:
    copy = file.with_name("b.hstk")
    with hstk.open(file) as eco:
        eco.backup(copy)
    died = file.with_name("chet.hstk")
    with hstk.open(file) as eco:  # as after a power cut: what was saved is only in the log
        eco.add(Person(name="Còn trong nhật ký"))
        for rest in ("", "-wal"):
            died.with_name(died.name + rest).write_bytes(
                file.with_name(file.name + rest).read_bytes()
            )

    kept = backup.restore(copy, Place(died))

    assert kept is not None
    assert names(kept) == ["Còn trong nhật ký", MAU]
    assert names(died) == [MAU]


def test_a_damaged_file_is_kept_as_it_is(file: Path) -> None:
    copy = file.with_name("b.hstk")
    with hstk.open(file) as eco:
        eco.backup(copy)
    broken = b"SQLite format 3\0" + b"\xa5" * 5_000
    file.write_bytes(broken)

    kept = backup.restore(copy, Place(file))

    assert kept is not None
    assert kept.read_bytes() == broken
    assert names(file) == [MAU]


def test_a_file_that_is_in_use_is_not_replaced(file: Path) -> None:
    copy = file.with_name("b.hstk")
    with hstk.open(file) as eco:
        eco.backup(copy)
        eco.add(Person(name="Thêm sau"))

        with pytest.raises(BadFile, match="đang mở ở một cửa sổ khác"):
            backup.restore(copy, Place(file))

        eco.add(Person(name="Vẫn ghi được"))
    assert len(names(file)) == 3
    assert {f.name for f in file.parent.iterdir()} == {"a.hstk", "b.hstk"}


@pytest.mark.parametrize("content", [b"", b"khong phai", b"SQLite format 3\0" + b"\xa5" * 5_000])
def test_what_is_no_backup_is_refused_with_nothing_changed(file: Path, content: bytes) -> None:
    other = file.with_name("b.hstk")
    other.write_bytes(content)
    before = file.read_bytes()

    with pytest.raises(BadFile) as vi:
        backup.restore(other, Place(file))
    with speaking("en"), pytest.raises(BadFile) as en:
        backup.restore(other, Place(file))

    assert vi.value.message != en.value.message
    assert file.read_bytes() == before
    assert sorted(f.name for f in file.parent.iterdir()) == ["a.hstk", "b.hstk"]


def test_a_damaged_a_newer_and_a_missing_backup_are_refused(file: Path) -> None:
    with hstk.open(file) as eco:
        eco.add_many(Person(name=MAU, notes="chữ " * 100) for _ in range(500))
        damaged = eco.backup(file.with_name("hong.hstk"))
        newer = eco.backup(file.with_name("moi.hstk"))
    spoil(damaged)
    with closing(sqlite3.connect(newer)) as changed:
        changed.execute("PRAGMA user_version = 2")
    before = file.read_bytes()

    for source, said in (
        (damaged, "bị hỏng"),
        (newer, "mới hơn"),
        (file.with_name("khong-co.hstk"), "Không có tệp"),
        (file.parent, "Không có tệp"),
    ):
        with pytest.raises(BadFile, match=said):
            backup.restore(source, Place(file))

    assert file.read_bytes() == before


def test_restoring_over_a_folder_is_refused(file: Path) -> None:
    folder = file.parent / "thu-muc"
    folder.mkdir()

    with pytest.raises(BadFile, match="là một thư mục"):
        backup.restore(file, Place(folder))

    assert folder.is_dir()
    assert sorted(f.name for f in file.parent.iterdir()) == ["a.hstk", "thu-muc"]
