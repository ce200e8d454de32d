"""Translates what database drivers say, once, into errors that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from hstk.core.errors import BadFile, HstkError, Problem, Rejected
from hstk.core.language import say


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Runs the block; trouble with the database at ``place`` comes out as an :class:`HstkError`."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _translate(_first(error), place) from error
    except PoolTimeout as error:
        raise _busy(place) from error


@contextmanager
def translated_files(place: str) -> Iterator[None]:
    """As :func:`translated`, for a block that moves and makes files by itself."""
    try:
        with translated(place):
            yield
    except OSError as error:
        raise not_writable(place, error.strerror or str(error)) from error


def _first(error: BaseException) -> BaseException:
    """The driver's error that began it; undoing its transaction may have failed after it."""
    while True:
        if isinstance(error, DBAPIError) and error.orig is not None:
            error = error.orig
        if not isinstance(error.__context__, (DBAPIError, sqlite3.Error)):
            return error
        error = error.__context__


def _translate(cause: BaseException, place: str) -> HstkError:
    if isinstance(cause, sqlite3.Error):
        return _sqlite(cause, place)
    return _postgresql(cause, place)


def _sqlite(cause: sqlite3.Error, place: str) -> HstkError:
    message = str(cause)
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    match code & 0xFF:  # the lowest byte is the kind of trouble, the others which of it
        case sqlite3.SQLITE_CONSTRAINT:
            return _constraint(message, used=code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _busy(place)
        case sqlite3.SQLITE_FULL:
            return _full(place)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return not_writable(place)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(place, message)
        case sqlite3.SQLITE_IOERR:
            return BadFile(
                say(
                    f"Ổ đĩa chứa {place} không đọc, ghi được ({message}).",
                    f"The disk of {place} cannot be read or written ({message}).",
                ),
                hint=say(
                    "Xem ổ đĩa hoặc thẻ nhớ còn cắm không, rồi thử lại.",
                    "See whether the disk or stick is still connected, then try again.",
                ),
            )
    return BadFile(
        say(f"Tệp {place} báo lỗi: {message}", f"The file {place} reports: {message}"),
        hint=say("Chạy hstk doctor để kiểm tra tệp.", "Run hstk doctor to check the file."),
    )


def _postgresql(cause: BaseException, place: str) -> HstkError:
    message = " ".join(str(cause).split())
    state = getattr(cause, "sqlstate", None) or ""
    match state:
        case "23503":
            return _constraint(message, used=True)
        case "55P03" | "40P01":  # a lock that did not come, a deadlock
            return _busy(place)
        case "53100":
            return _full(place)
        case "42501":
            return BadFile(
                say(
                    f"Tài khoản dùng cho {place} thiếu quyền: {message}",
                    f"The account used for {place} lacks a right: {message}",
                ),
                hint=say(
                    "Nhờ người quản trị máy chủ cấp quyền, hoặc dùng tài khoản khác.",
                    "Ask the server's administrator for the right, or use another account.",
                ),
            )
    if state.startswith("23"):
        return _constraint(message, used=False)
    return BadFile(
        say(
            f"Máy chủ dữ liệu {place} báo lỗi: {message}",
            f"The database server {place} reports: {message}",
        ),
        hint=say(
            "Kiểm tra địa chỉ, mật khẩu và mạng rồi thử lại; những gì đã lưu vẫn còn.",
            "Check address, password and network, then try again; what was saved is kept.",
        ),
    )


def _constraint(message: str, *, used: bool) -> Rejected:
    if used:
        problem = say(
            "bản ghi còn được nơi khác dùng (có thể là dữ liệu của một plugin đang tắt); "
            "bật plugin đó rồi thử lại",
            "the record is still used elsewhere (perhaps by data of a plugin that is off); "
            "enable that plugin and try again",
        )
    else:
        problem = say(f"dữ liệu không hợp lệ: {message}", f"not acceptable: {message}")
    return Rejected([Problem("", problem)])


def _busy(place: str) -> BadFile:
    return BadFile(
        say(
            f"{place} đang được một chương trình khác ghi.",
            f"{place} is being written by another program.",
        ),
        hint=say(
            "Đợi vài giây rồi thử lại; nếu vẫn vậy, đóng cửa sổ hstk khác đang mở nó.",
            "Wait a few seconds and try again; else close the other hstk that has it open.",
        ),
    )


def _full(place: str) -> BadFile:
    return BadFile(
        say(
            f"Ổ đĩa chứa {place} đã đầy; thay đổi này chưa được ghi, dữ liệu cũ còn nguyên.",
            f"The disk of {place} is full; this change was not saved, the rest is untouched.",
        ),
        hint=say("Xoá bớt tệp trên ổ đĩa rồi làm lại.", "Free some space, then do it again."),
    )


def not_writable(place: str, reason: str = "") -> BadFile:
    """The error for a file or folder that may not be written to."""
    why = f": {reason}" if reason else ""
    return BadFile(
        say(
            f"Không ghi được vào {place} hoặc thư mục của nó{why}.",
            f"{place} or its folder cannot be written to{why}.",
        ),
        hint=say(
            "Chọn thư mục khác bằng --db, hoặc xin quyền ghi.",
            "Choose another folder with --db, or ask for permission to write.",
        ),
    )


def lost(place: str) -> BadFile:
    """The error for a block of changes that goes on after its transaction has ended."""
    return BadFile(
        say(
            f"Không ghi tiếp vào {place} được: một lỗi trước đó đã huỷ cả đợt thay đổi này.",
            f"Cannot go on writing to {place}: an earlier error has ended this block of changes.",
        ),
        hint=say("Làm lại cả đợt.", "Do the whole block again."),
    )


def in_use(place: str) -> BadFile:
    """The error for a file that must not be open anywhere else."""
    return BadFile(
        say(f"{place} đang mở ở một cửa sổ khác.", f"{place} is open in another window."),
        hint=say(
            "Đóng mọi hstk đang mở tệp này rồi làm lại.",
            "Close every hstk that has it open, then do it again.",
        ),
    )


def damaged(place: str, message: str) -> BadFile:
    """The error for a file that is ours but broken."""
    return BadFile(
        say(
            f"Tệp {place} bị hỏng ({message}).",
            f"The file {place} is damaged ({message}).",
        ),
        hint=say(
            "Không ghi gì thêm vào tệp. Lấy bản sao lưu gần nhất: hstk restore BẢN_SAO.",
            "Write nothing more to it. Take the latest backup: hstk restore BACKUP.",
        ),
    )
