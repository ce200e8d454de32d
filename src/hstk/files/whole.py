"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from hstk.core.errors import BadFile
from hstk.core.language import say


@contextmanager
def written_whole(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A new file of text that takes its name only when the block has ended well.

    It can be read by its owner alone: what leaves hstk is mostly about people.

    Raises:
        BadFile: it cannot be written; what bore the name before is untouched.
    """
    with _arriving(path) as number, os.fdopen(number, "w", encoding=encoding, newline="") as file:
        yield file


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file in the same way, from what another program's format is made of.

    Raises:
        BadFile: it cannot be written; what bore the name before is untouched.
    """
    with _arriving(path) as number, os.fdopen(number, "wb") as file:
        file.write(content)


@contextmanager
def _arriving(path: Path) -> Iterator[int]:
    """The number of an open file beside the path, which replaces it in the end."""
    arriving = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        number = os.open(arriving, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            yield number
            arriving.replace(path)
        except BaseException:
            arriving.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadFile(
            say(
                f"Không ghi được tệp {path}: {error.strerror}.",
                f"The file {path} cannot be written: {error.strerror}.",
            ),
            hint=say("Chọn thư mục hoặc tên khác.", "Choose another folder or name."),
        ) from None
