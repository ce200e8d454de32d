"""Where an ecosystem is kept, and how its connections are set up."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

import hstk
from hstk.core.errors import BadFile, NotFound
from hstk.kinds import Person
from hstk.store.engine import APPLICATION_ID, FORMAT, Place


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_laptop_that_loses_power_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    with hstk.open(tmp_path / "a.hstk") as eco:
        assert pragma(eco._engine, "journal_mode") == "wal"
        assert pragma(eco._engine, "synchronous") == 2  # FULL
        assert pragma(eco._engine, "foreign_keys") == 1
        assert pragma(eco._engine, "application_id") == APPLICATION_ID
        assert pragma(eco._engine, "user_version") == FORMAT


def test_a_new_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with hstk.open(tmp_path / "a.hstk") as eco:
            eco.add(Person(name="Nguyễn Thị Mẫu"))
            modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in tmp_path.iterdir()}
    finally:
        os.umask(before)

    assert modes.keys() >= {"a.hstk", "a.hstk-wal"}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize(
    "name",
    [
        "Hệ sinh thái Lý Sơn.hstk",
        "100%.hstk",
        "a?b=c.hstk",
        "a#b.hstk",
        ":memory:",
        "file:x?mode=ro",
        "~nobody-of-that-name.hstk",
    ],
)
def test_a_file_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with hstk.open(name) as eco:
        added = eco.add(Person(name="Nguyễn Thị Mẫu"))

    assert (tmp_path / name).stat().st_size > 0
    with hstk.open(tmp_path / name) as eco:
        assert eco.find(Person) == [added]


def test_leaving_the_folder_does_not_change_which_file_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(tmp_path)

    with hstk.open("a.hstk") as eco:
        monkeypatch.chdir(elsewhere)
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert eco.place.path == tmp_path / "a.hstk"

    assert list(elsewhere.iterdir()) == []


def test_home_is_where_a_tilde_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert Place("~/a.hstk").path == tmp_path / "a.hstk"


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.hstk"
    path.touch()

    with hstk.open(path) as eco:
        assert eco.count(Person) == 0


def test_a_database_with_nothing_in_it_is_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a.hstk"
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode = WAL")
    assert path.stat().st_size > 0

    with hstk.open(path) as eco:
        assert eco.count(Person) == 0


def test_a_file_is_not_made_unless_wanted(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"Chưa có tệp .*a\.hstk"):
        hstk.open(tmp_path / "a.hstk", create=False)

    assert list(tmp_path.iterdir()) == []


def test_an_address_says_where_and_hides_the_password() -> None:
    place = Place("postgresql://an:bi-mat@localhost/db?space=ly-son&password=kin&sslmode=require")

    assert place.name == "postgresql://an:***@localhost/db?space=ly-son&sslmode=require"
    assert place.space == "ly-son"
    assert place.url.drivername == "postgresql+psycopg"
    assert place.url.query == {"password": "kin", "sslmode": "require"}
    assert place.exists


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("mysql://localhost/db", "mysql"),
        ("postgresql://localhost:cong/db", "postgresql://localhost:cong/db"),
        ("postgresql://localhost/db?space=Lý Sơn", "«Lý Sơn»"),
        ("postgresql://localhost/db?space=a&space=b", "không gian"),
        ("a\0b", "NUL"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(where: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        Place(where)

    assert said in refused.value.message


OPEN_AT = """
import sys, time, hstk
from hstk.kinds import Person
where, at = sys.argv[1], float(sys.argv[2])
time.sleep(max(0, at - time.time()))
with hstk.open(where) as eco:
    eco.add(Person(name="Nguyễn Thị Mẫu"))
"""


@pytest.mark.slow
def test_processes_that_open_a_new_place_at_once_all_succeed(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue("empty_postgres_url")
    for where in (str(tmp_path / "a.hstk"), f"{url}&space=mot"):
        at = str(time.time() + 2)
        started = [
            subprocess.Popen(
                [sys.executable, "-c", OPEN_AT, where, at], stderr=subprocess.PIPE, text=True
            )
            for _ in range(4)
        ]
        for process in started:
            _, said = process.communicate(timeout=60)
            assert process.returncode == 0, said

        with hstk.open(where) as eco:
            assert eco.count(Person) == len(started)
            assert [f for f in eco.doctor() if f.severity != "ok"] == []


def test_spaces_that_open_a_new_database_at_once_all_succeed(empty_postgres_url: str) -> None:
    troubles: list[BaseException] = []
    ready = threading.Barrier(3)

    def work(space: str) -> None:
        try:
            ready.wait()
            with hstk.open(f"{empty_postgres_url}&space={space}") as eco:
                eco.add(Person(name=space))
        except BaseException as error:  # noqa: BLE001  # shown by the assertion
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(space,)) for space in ("mot", "hai", "ba")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    with hstk.open(f"{empty_postgres_url}&space=hai") as eco:
        assert [person.name for person in eco.find(Person)] == ["hai"]


def test_writers_wait_for_each_other(where: str) -> None:
    troubles: list[BaseException] = []

    def work() -> None:
        try:
            with hstk.open(where) as eco:
                for _ in range(25):
                    with eco.changes():
                        eco.count(Person)  # reading first is what makes a deferred begin fail
                        eco.add(Person(name="Nguyễn Thị Mẫu"))
        except BaseException as error:  # noqa: BLE001  # shown by the assertion
            troubles.append(error)

    with hstk.open(where) as eco:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert troubles == []
        assert eco.count(Person) == 100
        assert [s.number for s in eco.change_sets(limit=200)] == list(range(100, 0, -1))
