"""Connections: a SQLite file set up for a laptop that loses power, or a space of PostgreSQL."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.store.binding import DATA_SCHEMA, VIEW_SCHEMA
from hstk.store.faults import damaged, translated

APPLICATION_ID = 0x6873746B  # "hstk"
WRITES = "hstk_writes"
"""Execution option of a connection that will write: SQLite then takes the lock at once."""
BUSY_SECONDS = 5.0

_SQLITE_HEADER = b"SQLite format 3\x00"
_SPACE = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\Z")


class Place:
    """Where an ecosystem is kept.

    Args:
        where: the path of a SQLite file, or a URL of PostgreSQL with its space:
            ``postgresql://user@host/db?space=ly-son``.

    Raises:
        BadFile: the address names no space, or a database we do not work with.
    """

    def __init__(self, where: str | os.PathLike[str]) -> None:
        self.path: Path | None = None
        self.space = ""
        text = os.fspath(where)
        if "://" not in text:
            self.path = Path(text).expanduser()
            self.name = str(self.path)
            return
        url = make_url(text)
        if not url.drivername.startswith("postgresql"):
            raise BadFile(
                say(
                    f"Không làm việc với {url.drivername}; dùng đường dẫn tệp hoặc postgresql://…",
                    f"{url.drivername} is not supported; use a path or postgresql://…",
                )
            )
        self.space = str(url.query.get("space", "default"))
        if not _SPACE.match(self.space):
            raise BadFile(
                say(
                    f"Tên không gian «{self.space}» chỉ được gồm chữ thường, số, - và _.",
                    f"The space “{self.space}” may hold lower-case letters, digits, - and _.",
                )
            )
        self.url = url.set(drivername="postgresql+psycopg").difference_update_query(["space"])
        self.name = self.url.render_as_string(hide_password=True) + f"?space={self.space}"

    @property
    def exists(self) -> bool:
        """Whether there is a file with something in it (a server is always there)."""
        return self.path is None or (self.path.exists() and self.path.stat().st_size > 0)


def connect(place: Place) -> Engine:
    """An engine for a place; a file is made if there is none.

    Raises:
        BadFile: the file is not ours, damaged, or cannot be made.
    """
    if place.path is not None:
        return _sqlite(place.path)
    return _postgresql(place)


def _sqlite(path: Path) -> Engine:
    _make_private(path)
    _refuse_what_is_not_ours(path)
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=5,
        max_overflow=20,
        connect_args={
            "isolation_level": None,
            "check_same_thread": False,
            "timeout": BUSY_SECONDS,
            "cached_statements": 512,
        },
    )

    @event.listens_for(engine, "connect")
    def set_up(driver: sqlite3.Connection, _: Any) -> None:
        driver.execute("PRAGMA foreign_keys = ON")
        # a plain rollback journal remains where WAL cannot work (some network folders)
        driver.execute("PRAGMA journal_mode = WAL")
        driver.execute("PRAGMA synchronous = FULL")
        driver.execute("PRAGMA cache_size = -32768")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred begin that later writes loses against any other writer, however patient.
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _make_private(path: Path) -> None:
    """Makes an empty file that its owner alone can read."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if path.is_dir():
            raise BadFile(
                say(f"{path} là một thư mục, không phải tệp.", f"{path} is a folder, not a file.")
            ) from None
    except FileNotFoundError:
        raise BadFile(
            say(f"Không có thư mục {path.parent}.", f"There is no folder {path.parent}."),
            hint=say("Tạo thư mục trước, hoặc sửa --db.", "Make the folder first, or mend --db."),
        ) from None
    except OSError as error:
        raise BadFile(
            say(
                f"Không tạo được tệp {path}: {error.strerror}.",
                f"The file {path} cannot be made: {error.strerror}.",
            ),
            hint=say(
                "Chọn thư mục khác bằng --db, hoặc xin quyền ghi.",
                "Choose another folder with --db, or ask for permission to write.",
            ),
        ) from None


def _refuse_what_is_not_ours(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise BadFile(
            say(
                f"Không đọc được tệp {path}: {error.strerror}.",
                f"The file {path} cannot be read: {error.strerror}.",
            )
        ) from None
    if size == 0:
        return
    if not header.startswith(_SQLITE_HEADER):
        raise BadFile(
            say(f"{path} không phải tệp của hstk.", f"{path} is not a file of hstk."),
            hint=say(
                "Chọn tệp khác bằng --db, hoặc tạo tệp mới: hstk --db TEN.hstk init",
                "Choose another file with --db, or make one: hstk --db NAME.hstk init",
            ),
        )
    if len(header) < 100:
        raise damaged(str(path), say("tệp bị cắt ngắn", "the file is cut short"))
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        # A kill between making a file and filling it leaves a database with nothing in it, whose
        # header may still be in the write-ahead log.
        with translated(str(path)):
            probe = sqlite3.connect(path)
            try:
                ours = probe.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
                empty = probe.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            finally:
                probe.close()
        if not ours and not empty:
            raise BadFile(
                say(
                    f"{path} là cơ sở dữ liệu của một chương trình khác.",
                    f"{path} is a database of another program.",
                ),
                hint=say("Chọn tệp khác bằng --db.", "Choose another file with --db."),
            )


def _postgresql(place: Place) -> Engine:
    try:
        import psycopg  # noqa: F401  # looked for here, to say how to get it
    except ImportError:
        raise BadFile(
            say("Chưa cài phần nối PostgreSQL.", "The connection to PostgreSQL is not installed."),
            hint="pip install 'hstk[postgres]'",
        ) from None
    engine = create_engine(place.url, pool_size=5, max_overflow=20, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def set_up(driver: Any, _: Any) -> None:
        driver.execute(f"SET search_path = {VIEW_SCHEMA}, {DATA_SCHEMA}, public")
        # the views show this space alone; without it they show an error, never another space
        driver.execute("SELECT set_config('hstk.space', %s, false)", (place.space,))
        driver.execute("SET lock_timeout = '5s'")
        driver.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # one writer a space at a time, as in a file: its log then has one order
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"hstk:{place.space}",)
            )

    return engine
