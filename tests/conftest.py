"""What every test starts from: no trace of the user's own data, and both databases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from hstk.core.language import use_language
from tests.postgres import Server, running_server

if TYPE_CHECKING:
    from hstk import Ecosystem

# A shared machine is slow at times; that is no fault of the code. In CI the examples are the same
# every time, so that a failure there is the change's own.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

_homes = count(1)


@pytest.fixture(autouse=True)
def _nobodys_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Settings as on a new machine, folders of this test alone, Vietnamese at the end."""
    for name in [name for name in os.environ if name.startswith("HSTK_")]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))
    monkeypatch.setenv("HSTK_HOME", str(home / "hstk"))
    for kind in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    yield
    use_language("vi")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The PostgreSQL server of this run, started for the first test that wants it."""
    with running_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The URL of a new PostgreSQL database with hstk's tables and no records; names no space."""
    url = postgres.create_ready_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def empty_postgres_url(postgres: Server) -> Iterator[str]:
    """The URL of a new PostgreSQL database with nothing in it; it names no space."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def postgres_space_url(postgres: Server) -> str:
    """The URL of a new space in a PostgreSQL database that tests share: the cheaper way."""
    return postgres.new_space()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a new ecosystem, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "test.hstk")
    url: str = request.getfixturevalue("postgres_space_url")
    return url


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as hstk makes it; copying it is many times faster than making one."""
    import hstk

    path = tmp_path_factory.mktemp("empty") / "empty.hstk"
    hstk.open(path).close()
    return path


@pytest.fixture
def eco(where: str, empty_file: Path) -> Iterator[Ecosystem]:
    """A new, empty ecosystem, on each database in turn."""
    import hstk

    if "://" not in where:
        shutil.copyfile(empty_file, where)
    with hstk.open(where) as ecosystem:
        yield ecosystem
