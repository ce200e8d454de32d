"""Copies of a file that can be trusted: made by the backup interface, then checked."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.store.engine import (
    APPLICATION_ID,
    Place,
    a_folder,
    read_only,
    refuse_newer,
    refuse_what_is_not_ours,
)
from hstk.store.faults import damaged, in_use, not_writable, translated_files

_BESIDE = ("-wal", "-shm", "-journal")


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
    _copy(place.path, target)
    return target


def back_up_before_migration(place: Place) -> Path | None:
    """Keeps a copy beside a file that is about to be migrated (a server is left to its tools)."""
    if place.path is None:
        return None
    copy = _beside(place.path, "bak")
    _copy(place.path, copy)
    return copy


def restore(source: Path, place: Place) -> Path | None:
    """Puts a backup in the place of a file; the file that was there is kept beside it.

    Args:
        source: a backup, or any file of hstk.
        place: where it goes.

    Returns:
        Where the file that was there is now, or None when there was none.

    Raises:
        BadFile: ``source`` is not a sound file of hstk, or the file is in use; then nothing is
            changed.
    """
    if place.path is None:
        raise BadFile(
            say(
                "Dữ liệu trên máy chủ PostgreSQL được khôi phục bằng pg_restore.",
                "Data on a PostgreSQL server is restored with pg_restore.",
            )
        )
    check(source)
    source, path = source.absolute(), place.path
    arriving = _beside(path, "restoring")
    _copy(source, arriving)
    kept = None
    try:
        with translated_files(str(path)):
            with closing(sqlite3.connect(arriving, isolation_level=None)) as copy:
                # a copy that goes on by itself is a device of its own, or its changes would be
                # confused with those of the file it came from
                copy.execute("DELETE FROM hstk_meta WHERE key = 'device'")
            if path.exists():
                if path.is_dir():
                    raise a_folder(path)
                _refuse_in_use(path)
                if place.exists:
                    kept = _beside(path, "before-restore")
                    _move(path, kept)
            arriving.replace(path)
    finally:
        arriving.unlink(missing_ok=True)
    return kept


def check(path: Path) -> None:
    """Examines a file without changing it.

    Raises:
        BadFile: it is not there, not ours, from a newer hstk, or damaged.
    """
    path = path.absolute()
    with translated_files(str(path)):
        if not path.is_file():
            raise BadFile(say(f"Không có tệp {path}.", f"There is no file {path}."))
    refuse_what_is_not_ours(path)
    with translated_files(str(path)), closing(read_only(path)) as copy:
        if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise BadFile(say(f"{path} không phải tệp của hstk.", f"{path} is not a file of hstk."))
        refuse_newer(str(path), copy.execute("PRAGMA user_version").fetchone()[0])
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise damaged(str(path), found)


def _copy(source: Path, target: Path) -> None:
    """Copies a file of hstk to where none is; the copy is checked, or gone."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise BadFile(
            say(f"{target} đã có; không ghi đè.", f"{target} exists; it is not overwritten."),
            hint=say("Chọn tên khác.", "Choose another name."),
        ) from None
    except FileNotFoundError:
        raise BadFile(
            say(f"Không có thư mục {target.parent}.", f"There is no folder {target.parent}."),
            hint=say("Tạo thư mục trước, hoặc chọn nơi khác.", "Make it first, or choose another."),
        ) from None
    except OSError as error:
        raise not_writable(str(target), error.strerror or str(error)) from None
    try:
        with (
            translated_files(str(target)),
            closing(read_only(source)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            # in one piece, from one moment: a copy made bit by bit starts anew at every write of
            # others, and writers need not wait for it in WAL
            old.backup(new)
            # one file, complete in itself, wherever it is carried
            new.execute("PRAGMA journal_mode = DELETE")
        check(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _refuse_in_use(path: Path) -> None:
    """Leaving WAL needs the file for oneself alone, and brings all of it into the one file."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as alone:
            alone.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise in_use(str(path)) from None
        # too damaged to be opened: its bytes are kept as they are


def _move(path: Path, kept: Path) -> None:
    """Gives a file another name, with what its journal still holds."""
    path.rename(kept)
    for rest in _BESIDE:
        beside = path.with_name(path.name + rest)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + rest))


def _beside(path: Path, what: str) -> Path:
    now = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.name}.{now}.{what}")
