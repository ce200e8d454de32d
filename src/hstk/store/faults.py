"""Translates what database drivers say, once, into errors that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError

from hstk.core.errors import BadFile, HstkError, Problem, Rejected
from hstk.core.language import say


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Runs the block; trouble with the database at ``place`` comes out as an :class:`HstkError`."""
    try:
        yield
    except DBAPIError as error:
        raise _translate(error.orig or error, place, error) from error
    except sqlite3.Error as error:
        raise _translate(error, place, error) from error


def _translate(cause: BaseException, place: str, error: BaseException) -> HstkError:
    message = str(cause)
    low = message.lower()
    if isinstance(error, IntegrityError) or isinstance(cause, sqlite3.IntegrityError):
        return _integrity(low, message)
    if isinstance(cause, sqlite3.Error):
        return _sqlite(low, message, place)
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


def _integrity(low: str, message: str) -> HstkError:
    if "foreign key" in low:
        return Rejected(
            [
                Problem(
                    "",
                    say(
                        "bản ghi còn được nơi khác dùng (có thể là dữ liệu của một plugin đang "
                        "tắt); bật plugin đó rồi thử lại",
                        "the record is still used elsewhere (perhaps by data of a plugin that is "
                        "off); enable that plugin and try again",
                    ),
                )
            ]
        )
    return Rejected([Problem("", say(f"trùng dữ liệu: {message}", f"not unique: {message}"))])


def _sqlite(low: str, message: str, place: str) -> BadFile:
    if "locked" in low or "busy" in low:
        return BadFile(
            say(
                f"Tệp {place} đang được một chương trình khác ghi.",
                f"The file {place} is being written by another program.",
            ),
            hint=say(
                "Đợi vài giây rồi thử lại; nếu vẫn vậy, đóng cửa sổ hstk khác đang mở tệp này.",
                "Wait a few seconds and try again; else close the other hstk that has it open.",
            ),
        )
    if "disk is full" in low or "full" in low:
        return BadFile(
            say(
                f"Ổ đĩa chứa {place} đã đầy; thay đổi này chưa được ghi, dữ liệu cũ còn nguyên.",
                f"The disk of {place} is full; this change was not saved, the rest is untouched.",
            ),
            hint=say("Xoá bớt tệp trên ổ đĩa rồi làm lại.", "Free some space, then do it again."),
        )
    if "readonly" in low or "read-only" in low or "unable to open" in low:
        return BadFile(
            say(
                f"Không ghi được vào {place} hoặc thư mục của nó.",
                f"{place} or its folder cannot be written to.",
            ),
            hint=say(
                "Chọn thư mục khác bằng --db, hoặc xin quyền ghi.",
                "Choose another folder with --db, or ask for permission to write.",
            ),
        )
    if "malformed" in low or "not a database" in low or "corrupt" in low or "disk i/o" in low:
        return damaged(place, message)
    return BadFile(
        say(f"Tệp {place} báo lỗi: {message}", f"The file {place} reports: {message}"),
        hint=say("Chạy hstk doctor để kiểm tra tệp.", "Run hstk doctor to check the file."),
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
