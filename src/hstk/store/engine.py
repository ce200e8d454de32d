"""Connections: a SQLite file set up for a laptop that loses power, or a space of PostgreSQL."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.store.binding import DATA_SCHEMA, VIEW_SCHEMA
from hstk.store.faults import damaged, lost, not_writable, translated

APPLICATION_ID = 0x6873746B  # "hstk"
FORMAT = 1
"""Number of the file format; a file with a higher one was made by a newer hstk."""
WRITES = "hstk_writes"
"""Execution option of a connection that will write: SQLite then takes the lock at once."""
BUSY_SECONDS = 5.0
SEARCH_PATH = f"{VIEW_SCHEMA}, {DATA_SCHEMA}, public"
"""Where PostgreSQL looks for names: the views of a space first."""

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
        if "\0" in text:
            raise BadFile(say("Đường dẫn có ký tự NUL.", "The path has a NUL character."))
        if "://" not in text:
            # a folder that is left later must not change which file is meant
            self.path = _at_home(Path(text)).absolute()
            self.name = str(self.path)
            return
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):
            raise BadFile(
                say(f"Không đọc được địa chỉ {text}.", f"The address {text} cannot be read."),
                hint="postgresql://user@host/db?space=ly-son",
            ) from None
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
        shown = url.difference_update_query(["password"]).update_query_dict({"space": self.space})
        self.name = shown.render_as_string(hide_password=True)

    @property
    def exists(self) -> bool:
        """Whether there is a file with something in it (a server is always there)."""
        if self.path is None:
            return True
        try:
            return self.path.stat().st_size > 0
        except OSError:  # what stands in the way is said when it is opened
            return False


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # a name that begins with ~ and is nobody's home
        return path


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
    refuse_what_is_not_ours(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
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
        _patiently(driver, "PRAGMA journal_mode = WAL")
        driver.execute("PRAGMA synchronous = FULL")
        driver.execute("PRAGMA cache_size = -32768")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred begin that later writes loses against any other writer, however patient.
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "savepoint")
    def go_on(connection: Connection, _: str) -> None:
        # A full disk ends the whole transaction. Whoever passes over that error must not write on
        # as if there were one: each statement would be kept by itself.
        driver = connection.connection.dbapi_connection
        if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
            raise lost(str(path))

    return engine


def _patiently(driver: sqlite3.Connection, statement: str) -> None:
    """Runs what SQLite refuses at once, without waiting, while another process does the same."""
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            driver.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return


def _make_private(path: Path) -> None:
    """Makes an empty file that its owner alone can read."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if path.is_dir():
            raise a_folder(path) from None
    except FileNotFoundError:
        raise BadFile(
            say(f"Không có thư mục {path.parent}.", f"There is no folder {path.parent}."),
            hint=say("Tạo thư mục trước, hoặc sửa --db.", "Make the folder first, or mend --db."),
        ) from None
    except OSError as error:
        raise not_writable(str(path), error.strerror or str(error)) from None


def a_folder(path: Path) -> BadFile:
    """The error for a folder where a file is meant."""
    return BadFile(
        say(f"{path} là một thư mục, không phải tệp.", f"{path} is a folder, not a file.")
    )


def refuse_what_is_not_ours(path: Path) -> None:
    """Looks at a file before anything is opened for writing; an empty one will do.

    Raises:
        BadFile: it is not ours, cut short, or from a newer hstk.
    """
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
    if len(header) < 100 or _cut_short(path, size, header):
        raise damaged(str(path), say("tệp bị cắt ngắn", "the file is cut short"))
    if int.from_bytes(header[68:72]) == APPLICATION_ID:
        refuse_newer(str(path), int.from_bytes(header[60:64]))
    else:
        _refuse_another_program(path)


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that changes neither a file nor, where it can be helped, its folder."""
    with path.open("rb") as file:
        in_wal = file.read(20)[18:] == b"\2\2"
    # at rest, a file in WAL need not be given a log only to be read
    at_rest = in_wal and not path.with_name(f"{path.name}-wal").exists()
    options = "mode=ro&immutable=1" if at_rest else "mode=ro"
    return sqlite3.connect(f"{path.as_uri()}?{options}", uri=True)


def _cut_short(path: Path, size: int, header: bytes) -> bool:
    """Whether pages are missing that the header speaks of and no journal holds."""
    for journal in ("-wal", "-journal"):
        beside = path.with_name(path.name + journal)
        if beside.exists() and beside.stat().st_size > 0:
            return False
    page = int.from_bytes(header[16:18])
    pages = int.from_bytes(header[28:32])
    counted_by = header[24:28] == header[92:96]  # else the number of pages is not kept up to date
    return counted_by and size < pages * (65_536 if page == 1 else page)


def _refuse_another_program(path: Path) -> None:
    """Tells another program's database from one of ours whose header is still in its log.

    A kill between making a file and filling it leaves a database with nothing in it.
    """
    with (
        translated(str(path)),
        closing(read_only(path)) as probe,
    ):
        if probe.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
            return
        if probe.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            return
    raise BadFile(
        say(
            f"{path} là cơ sở dữ liệu của một chương trình khác.",
            f"{path} is a database of another program.",
        ),
        hint=say("Chọn tệp khác bằng --db.", "Choose another file with --db."),
    )


def refuse_newer(place: str, number: int) -> None:
    """Lets pass what this version can read.

    Args:
        place: what is named in the message.
        number: of its format.

    Raises:
        BadFile: a newer hstk made it.
    """
    if number > FORMAT:
        raise BadFile(
            say(
                f"{place} được tạo bởi hstk mới hơn (định dạng {number}, bản này đọc đến "
                f"{FORMAT}). Dữ liệu chưa bị thay đổi.",
                f"{place} was made by a newer hstk (format {number}, this one reads up to "
                f"{FORMAT}). It is untouched.",
            ),
            hint=say("Cập nhật: pip install -U hstk", "Update: pip install -U hstk"),
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
        driver.execute(f"SET search_path = {SEARCH_PATH}")
        # the views show this space alone; without it they show an error, never another space
        driver.execute("SELECT set_config('hstk.space', %s, false)", (place.space,))
        driver.execute(f"SET lock_timeout = '{BUSY_SECONDS:g}s'")
        driver.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # one writer a space at a time, as in a file: its log then has one order
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"hstk:{place.space}",)
            )

    return engine
