"""Every trouble with a file or a server comes out as one clear message, and harms nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

import hstk
from hstk import Ecosystem
from hstk.core.errors import BadFile, HstkError, Rejected
from hstk.core.language import speaking
from hstk.kinds import Person
from hstk.store import engine
from hstk.store.engine import Place, connect

MAU = "Nguyễn Thị Mẫu"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refusal(do: Callable[[], object], kind: type[HstkError] = BadFile) -> HstkError:
    """What is raised; it must read well in both languages and not leak the driver's own error."""
    errors = []
    for language in ("vi", "en"):
        with speaking(language), pytest.raises(kind) as raised:
            do()
        errors.append(raised.value)
    vi, en = errors
    assert vi.exit_code == 1
    assert vi.message != en.message
    assert "\n" not in vi.message.strip() or kind is Rejected
    return vi


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound file with a thousand people in it."""
    path = tmp_path / "a.hstk"
    with hstk.open(path) as eco:
        eco.add_many(Person(name=f"{MAU} {n}", notes="chữ " * 20) for n in range(1_000))
    return path


# -- files that are not what they should be


@pytest.mark.parametrize("content", [b"Nguyen Thi Mau;0905123456\n", b"PK\x03\x04" * 50, b"x"])
def test_a_file_of_another_kind_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "danh-sach.csv"
    path.write_bytes(content)

    assert "không phải tệp của hstk" in refusal(lambda: hstk.open(path)).message

    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "khac.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute("CREATE TABLE khach (ten)")
        other.commit()
    before = digest(path)

    assert "chương trình khác" in refusal(lambda: hstk.open(path)).message

    assert digest(path) == before


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_file_of_a_newer_hstk_is_refused_untouched(file: Path, journal: str) -> None:
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA user_version = 2")
        newer.execute(f"PRAGMA journal_mode = {journal}")
    before = digest(file)

    refused = refusal(lambda: hstk.open(file))

    assert "mới hơn" in refused.message
    assert "Cập nhật" in refused.hint
    assert digest(file) == before
    assert list(file.parent.iterdir()) == [file]


def test_a_newer_format_that_is_still_in_the_log_is_refused(file: Path) -> None:
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA user_version = 2")
        assert file.read_bytes()[60:64] == b"\0\0\0\1"

        assert "mới hơn" in refusal(lambda: hstk.open(file)).message


def test_a_database_of_a_newer_hstk_is_refused(postgres_url: str) -> None:
    with hstk.open(postgres_url):
        pass
    with psycopg.connect(postgres_url) as newer:
        newer.execute("UPDATE hstk_data.hstk_migration SET number = 2 WHERE owner = 'hstk'")

    assert "mới hơn" in refusal(lambda: hstk.open(postgres_url)).message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_a_file_that_was_cut_short_is_refused(file: Path, share: float) -> None:
    size = file.stat().st_size
    os.truncate(file, int(size * share))

    refused = refusal(lambda: hstk.open(file))

    assert "bị hỏng" in refused.message
    assert "hstk restore" in refused.hint
    assert file.stat().st_size == int(size * share)


def test_a_header_that_was_cut_short_is_refused(file: Path) -> None:
    os.truncate(file, 50)

    assert "cắt ngắn" in refusal(lambda: hstk.open(file)).message


def garble(path: Path, marked: bytes) -> None:
    """Overwrites the middle of the pages that hold ``marked``."""
    content = bytearray(path.read_bytes())
    pages = {at // 4096 for at in range(len(content)) if content.startswith(marked, at)}
    assert len(pages) > 1
    for page in pages:
        content[page * 4096 : page * 4096 + 2000] = b"\xa5" * 2000
    path.write_bytes(content)


def test_pages_of_garbage_are_found_by_the_doctor(file: Path) -> None:
    garble(file, "chữ chữ".encode())

    with hstk.open(file) as eco:
        findings = eco.doctor()
        assert "bị hỏng" in refusal(lambda: eco.find(Person)).message

    storage = [f for f in findings if f.code == "storage" and f.severity == "error"]
    assert storage
    assert all("hstk restore" in f.message or "không đọc" in f.message for f in storage)
    assert {f.code for f in findings} >= {"storage", "directory", "references", "values", "search"}


# -- places that cannot be written


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused = refusal(lambda: hstk.open(tmp_path / "khong-co" / "a.hstk"))

    assert f"Không có thư mục {tmp_path / 'khong-co'}" in refused.message
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    assert "là một thư mục" in refusal(lambda: hstk.open(tmp_path)).message


def test_a_path_through_a_file_is_refused(file: Path) -> None:
    assert "Không ghi được" in refusal(lambda: hstk.open(file / "a.hstk")).message


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """A folder with a sound file, worked in by a user whom permissions bind (root they do not)."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with hstk.open(folder / "a.hstk") as eco:
            eco.add(Person(name=MAU))
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65_534, 65_534)
            os.chown(folder / "a.hstk", 65_534, 65_534)
            os.seteuid(65_534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o700)


def test_a_read_only_folder_is_told(ordinary: Path) -> None:
    ordinary.chmod(0o500)

    made = refusal(lambda: hstk.open(ordinary / "b.hstk"))
    opened = refusal(lambda: hstk.open(ordinary / "a.hstk"))

    assert "Không ghi được" in made.message
    assert "Không ghi được" in opened.message
    assert "--db" in opened.hint
    assert [f.name for f in ordinary.iterdir()] == ["a.hstk"]


def test_a_read_only_file_is_told_when_it_is_written(ordinary: Path) -> None:
    path = ordinary / "a.hstk"
    path.chmod(0o400)
    before = digest(path)

    def write() -> None:
        with hstk.open(path) as eco:
            eco.add(Person(name=MAU))

    assert "Không ghi được" in refusal(write).message
    assert digest(path) == before


def test_an_unreadable_file_is_told(ordinary: Path) -> None:
    path = ordinary / "a.hstk"
    path.chmod(0o000)

    assert "Không đọc được" in refusal(lambda: hstk.open(path)).message


# -- a full disk


def fill_the_disk(eco: Ecosystem, spare: int = 10) -> None:
    """Lets the file grow by ``spare`` pages and no more."""

    @event.listens_for(eco._engine, "connect")
    def limit(driver: sqlite3.Connection, _: Any) -> None:
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count = {pages + spare}")

    eco._engine.dispose()


def sound(eco: Ecosystem) -> bool:
    return all(f.severity == "ok" for f in eco.doctor())


def test_a_full_disk_refuses_the_change_and_keeps_the_rest(file: Path) -> None:
    with hstk.open(file) as eco:
        fill_the_disk(eco)
        people = [Person(name=MAU, notes="chữ " * 50) for _ in range(5_000)]

        refused = refusal(lambda: eco.add_many(people))

        assert "đã đầy" in refused.message
        assert eco.count(Person) == 1_000
        assert len(eco.change_sets()) == 1
        assert sound(eco)


def test_a_full_disk_within_a_block_keeps_nothing_of_it(file: Path) -> None:
    people = [Person(name=MAU, notes="chữ " * 50) for _ in range(5_000)]

    with hstk.open(file) as eco:
        fill_the_disk(eco)

        def block() -> None:
            with eco.changes("Nhập"):
                eco.add(Person(name="Người đầu tiên"))
                eco.add_many(people)

        assert "đã đầy" in refusal(block).message
        assert eco.count(Person) == 1_000
        assert sound(eco)

    with hstk.open(file) as eco:  # with room again, work goes on
        eco.add(Person(name=MAU))
        assert eco.count(Person) == 1_001


def test_a_block_that_passes_over_a_full_disk_cannot_go_on(file: Path) -> None:
    people = [Person(name=MAU, notes="chữ " * 50) for _ in range(5_000)]

    with hstk.open(file) as eco:
        fill_the_disk(eco)

        def block() -> None:
            with eco.changes("Nhập"):
                with suppress(BadFile):
                    eco.add_many(people)
                eco.add(Person(name="Không được giữ lại"))

        assert "Làm lại cả đợt" in refusal(block).hint
        assert eco.count(Person) == 1_000
        assert sound(eco)


def test_a_disk_that_is_full_at_the_start_leaves_a_place_to_begin_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(place: Place) -> Any:
        made = connect(place)

        @event.listens_for(made, "connect")
        def limit(driver: sqlite3.Connection, _: Any) -> None:
            driver.execute("PRAGMA max_page_count = 20")

        return made

    path = tmp_path / "a.hstk"
    with monkeypatch.context() as patched:
        patched.setattr("hstk.opening.connect", full)
        assert "đã đầy" in refusal(lambda: hstk.open(path)).message

    with hstk.open(path) as eco:
        eco.add(Person(name=MAU))
        assert sound(eco)


# -- others who write


HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_file_that_another_process_keeps_locked_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with hstk.open(file) as eco:
            refused = refusal(lambda: eco.add(Person(name=MAU)))
            assert eco.count(Person) == 1_000  # reading goes on
        other.communicate("")

    assert "đang được một chương trình khác ghi" in refused.message
    assert "thử lại" in refused.hint
    with hstk.open(file) as eco:
        eco.add(Person(name=MAU))


def test_a_space_that_another_keeps_locked_is_told(
    postgres_space_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    with hstk.open(postgres_space_url) as eco, hstk.open(postgres_space_url) as other:
        with other.changes():
            other.add(Person(name=MAU))
            refused = refusal(lambda: eco.add(Person(name=MAU)))
        eco.add(Person(name=MAU))
        assert eco.count(Person) == 2

    assert "đang được một chương trình khác ghi" in refused.message


ADD_MANY = """
import sys, hstk
from hstk.kinds import Person
people = [Person(name=f"Nguyễn Thị Mẫu {n}") for n in range(30_000)]
with hstk.open(sys.argv[1]) as eco:
    print("begin", flush=True)
    eco.add_many(people)
    print("end", flush=True)
"""


@pytest.mark.slow
def test_a_kill_in_the_middle_of_many_adds_keeps_all_or_none(tmp_path: Path) -> None:
    path = tmp_path / "a.hstk"
    with hstk.open(path) as eco:
        eco.add(Person(name="Người đã có"))
    kept, interrupted = 1, 0
    for seconds in (0.02, 0.2, 0.4, 0.7, 1.1):
        with subprocess.Popen(
            [sys.executable, "-c", ADD_MANY, path], stdout=subprocess.PIPE, text=True
        ) as adding:
            assert adding.stdout is not None
            assert adding.stdout.readline() == "begin\n"
            time.sleep(seconds)
            adding.send_signal(signal.SIGKILL)
            finished = adding.stdout.read() == "end\n"

        with hstk.open(path) as eco:
            now = eco.count(Person)
            assert now - kept in ((30_000,) if finished else (0, 30_000))
            sizes = [changes.size for changes in eco.change_sets()]
            assert sizes.count(30_000) == now // 30_000
            eco.add(Person(name="Vẫn ghi được"))
        kept, interrupted = now + 1, interrupted + (not finished)
    assert interrupted
    with hstk.open(path) as eco:
        assert sound(eco)


OPEN = """
import sys, hstk
from hstk import opening
print("begin", flush=True)
hstk.open(sys.argv[1]).close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.01, 0.06, 0.1, 0.15])
def test_a_kill_while_a_file_is_made_leaves_none_or_a_whole_one(
    tmp_path: Path, seconds: float
) -> None:
    path = tmp_path / "a.hstk"
    with subprocess.Popen([sys.executable, "-c", OPEN, path], stdout=subprocess.PIPE) as making:
        assert making.stdout is not None
        assert making.stdout.readline() == b"begin\n"
        time.sleep(seconds)
        making.send_signal(signal.SIGKILL)

    with hstk.open(path) as eco:
        eco.add(Person(name=MAU))
        assert sound(eco)


# -- servers


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    url = f"postgresql://an:bi-mat@/db?host={tmp_path}&space=mot"

    refused = refusal(lambda: hstk.open(url))

    assert "Máy chủ dữ liệu" in refused.message
    assert "bi-mat" not in str(refused)
    assert "Kiểm tra địa chỉ" in refused.hint


def test_a_database_that_is_not_there_is_told(postgres_url: str) -> None:
    url = postgres_url.replace("/test_", "/khong_co_")

    assert "khong_co_" in refusal(lambda: hstk.open(url)).message


def test_an_account_that_is_refused_is_told(postgres_url: str) -> None:
    url = postgres_url.replace("hstk@", "nguoi-la:sai@")

    refused = refusal(lambda: hstk.open(url))

    assert "Máy chủ dữ liệu" in refused.message
    assert "sai@" not in str(refused)


def test_a_server_that_hangs_up_loses_only_what_was_not_saved(postgres_url: str) -> None:
    with hstk.open(postgres_url) as eco:
        eco.add(Person(name=MAU))

        def cut_off() -> None:
            with eco.changes():
                eco.add(Person(name="Không còn"))
                with psycopg.connect(postgres_url, autocommit=True) as other:
                    other.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                eco.add(Person(name="Không còn"))

        assert "Máy chủ dữ liệu" in refusal(cut_off).message
        assert [person.name for person in eco.find(Person)] == [MAU]
        eco.add(Person(name="Ghi tiếp được"))
        assert eco.count(Person) == 2


def test_a_right_that_the_account_lacks_is_told(empty_postgres_url: str) -> None:
    with hstk.open(empty_postgres_url) as eco:
        with psycopg.connect(empty_postgres_url) as owner:
            owner.execute("REVOKE INSERT ON hstk_data.person, hstk.person FROM hstk")

        refused = refusal(lambda: eco.add(Person(name=MAU)))

    assert "thiếu quyền" in refused.message


# -- what the database itself refuses


def test_a_record_that_data_of_a_plugin_that_is_off_uses_is_kept(where: str) -> None:
    from hstk.plugins.training.kinds import TrainingCertificate

    with hstk.open(where) as eco:
        an = eco.add(Person(name=MAU))
        eco.add(TrainingCertificate(person=an.id))

    with hstk.open(where, plugins=()) as eco:
        refused = refusal(lambda: eco.delete(an), Rejected)
        assert eco.find(Person) == [an]

    assert "plugin" in str(refused)
