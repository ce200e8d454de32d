"""Copies of a file that can be trusted: made by the backup interface, then checked."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.store.engine import APPLICATION_ID, Place
from hstk.store.faults import damaged, translated

_PAGES_AT_A_TIME = 1_000


def back_up(place: Place, target: Path) -> Path:
    """Copies a file while it may be in use, and checks the copy.

    Raises:
        BadFile: ``target`` exists, cannot be written, or the copy is not sound; or the place is a
            server, which has its own tools.
    """
    if place.path is None:
        raise BadFile(
            say(
                "Dữ liệu trên máy chủ PostgreSQL được sao lưu bằng pg_dump.",
                "Data on a PostgreSQL server is backed up with pg_dump.",
            ),
            hint="pg_dump --schema=hstk_data --schema=hstk …",
        )
    if target.exists():
        raise BadFile(
            say(f"{target} đã có; không ghi đè.", f"{target} exists; it is not overwritten."),
            hint=say("Chọn tên khác.", "Choose another name."),
        )
    _copy(place.path, target)
    return target


def back_up_before_migration(place: Place) -> None:
    """Keeps a copy beside a file that is about to be migrated (a server is left to its tools)."""
    if place.path is not None:
        now = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        _copy(place.path, place.path.with_name(f"{place.path.name}.{now}.bak"))


def restore(source: Path, place: Place) -> Path | None:
    """Puts a backup in the place of a file; the file that was there is kept beside it.

    Args:
        source: a backup, or any file of hstk.
        place: where it goes.

    Returns:
        Where the file that was there is now, or None when there was none.

    Raises:
        BadFile: ``source`` is not a sound file of hstk; then nothing is changed.
    """
    if place.path is None:
        raise BadFile(
            say(
                "Dữ liệu trên máy chủ PostgreSQL được khôi phục bằng pg_restore.",
                "Data on a PostgreSQL server is restored with pg_restore.",
            )
        )
    with translated(str(source)):
        check(source)
    arriving = place.path.with_name(place.path.name + ".restoring")
    arriving.unlink(missing_ok=True)
    _copy(source, arriving)
    with closing(sqlite3.connect(arriving)) as copy:
        # a copy that goes on by itself is a device of its own, or its changes would be confused
        # with those of the file it came from
        copy.execute("DELETE FROM hstk_meta WHERE key = 'device'")
        copy.commit()
    kept = None
    if place.exists:
        now = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        kept = place.path.with_name(f"{place.path.name}.{now}.before-restore")
        _move_aside(place.path, kept)
    for rest in ("-wal", "-shm"):
        place.path.with_name(place.path.name + rest).unlink(missing_ok=True)
    os.replace(arriving, place.path)
    return kept


def check(path: Path) -> None:
    """Examines a file without changing it.

    Raises:
        BadFile: it is not there, not ours, or damaged.
    """
    if not path.is_file():
        raise BadFile(say(f"Không có tệp {path}.", f"There is no file {path}."))
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise BadFile(say(f"{path} không phải tệp của hstk.", f"{path} is not a file of hstk."))
        found = copy.execute("PRAGMA quick_check").fetchone()[0]
        if found != "ok":
            raise damaged(str(path), found)


def _copy(source: Path, target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise BadFile(
            say(
                f"Không tạo được {target}: {error.strerror}.",
                f"{target} cannot be made: {error.strerror}.",
            )
        ) from None
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new, pages=_PAGES_AT_A_TIME)
            # one file, complete in itself, wherever it is carried
            new.execute("PRAGMA journal_mode = DELETE")
        check(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _move_aside(path: Path, kept: Path) -> None:
    """Keeps the file that was there, with what its write-ahead log still holds."""
    try:
        _copy(path, kept)
    except (sqlite3.Error, BadFile):  # too damaged to be copied: keep its bytes as they are
        kept.write_bytes(path.read_bytes())
