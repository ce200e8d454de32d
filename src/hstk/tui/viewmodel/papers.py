"""Writing what a plugin makes into a file, and what such a file is called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from hstk.core.contributions import Paper
from hstk.core.documents import Document, Part, Table, Workbook
from hstk.core.entity import Entity
from hstk.core.language import say
from hstk.core.text import nfc
from hstk.plugins import offers
from hstk.tui.viewmodel.offers import Subject

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

_REFUSED = re.compile(r'[\x00-\x1f<>:"/\\|?*«»“”]+')  # by Windows, in names of files
_LONGEST = 200
"""Bytes of a name: file systems count those, 255 at most, and a letter of Vietnamese has three."""
_FOLDERS = ("", ".", "..", "~")  # names that no file can have


def usual_folder() -> Path:
    """The user's folder of documents, or the current one where there is none."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() else Path.cwd()


def file_name(title: str, about: str, subject: Subject, ending: str) -> str:
    """What a file is called: title, record and day, in not too many bytes.

    Args:
        title: what it holds; about: title of the record it is about, or "".
        subject: whose day is told.
        ending: "docx" or "xlsx".
    """
    parts = [" ".join(_REFUSED.sub(" ", nfc(part)).split()) for part in (title, about)]
    last = f" - {subject.today:%Y-%m-%d}.{ending}"
    stem = " - ".join(part for part in parts if part).encode()[: _LONGEST - len(last)]
    return stem.decode(errors="ignore").strip(" .-") + last


def suggested(eco: Ecosystem, subject: Subject) -> tuple[str, str]:
    """The name of the file of a paper, and its ending."""
    paper = offers.offer(eco, subject.name)
    assert isinstance(paper, Paper)
    about = eco.titles([subject.record]).get(subject.record, "") if subject.record else ""
    return file_name(paper.called, about, subject, paper.ending), paper.ending


def path_of(text: str, ending: str) -> Path | None:
    """The path that somebody has typed, or None if it names no file.

    Args:
        text: "~" in it is his home.
        ending: of the file; it may be left out.
    """
    typed = text.strip()
    if re.split(r"[/\\]" if os.name == "nt" else "/", typed)[-1].strip() in _FOLDERS:
        return None
    try:
        path = Path(typed).expanduser()
    except RuntimeError:  # there is nobody of that name
        return None
    return path if path.suffix.lower() == f".{ending}" else path.with_name(f"{path.name}.{ending}")


def wrong_with(path: Path | None) -> str:
    """Why no file can be written there, or ""."""
    if path is None:
        return say(
            "tên tệp không dùng được: hãy gõ một tên tệp, có thể kèm thư mục",
            "the name of the file cannot be used: type a name, in a folder perhaps",
        )
    try:
        if not path.parent.is_dir():
            return say(f"không có thư mục {path.parent}", f"there is no folder {path.parent}")
        mode = path.stat().st_mode
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:  # too long, not readable; a NUL in it
        why = getattr(error, "strerror", None) or error
        return say(f"tên tệp không dùng được: {why}", f"the name of the file cannot be used: {why}")
    return say("đây là một thư mục", "this is a folder") if S_ISDIR(mode) else ""


def write_paper(eco: Ecosystem, subject: Subject, answers: Entity | None, path: Path) -> None:
    """Make a paper and write it.

    Raises:
        PluginTrouble: it cannot be made. BadFile: it cannot be written.
    """
    paper = offers.offer(eco, subject.name)
    assert isinstance(paper, Paper)
    made = offers.made(eco, paper, subject.asked(eco, answers))
    if isinstance(made, Document):
        from hstk.files.word import write_word

        write_word(made, path)
    else:
        from hstk.files.excel import write_workbook

        write_workbook(made, path)


def has_tables(parts: Iterable[Part]) -> bool:
    """Whether there is anything for a spreadsheet."""
    return any(isinstance(part, Table) for part in parts)


def write_tables(parts: Iterable[Part], path: Path) -> None:
    """Write the tables of a view into a workbook, each on a sheet of its own.

    Raises:
        BadFile: it cannot be written.
    """
    from hstk.files.excel import table_sheet, write_workbook

    tables = [part for part in parts if isinstance(part, Table)]
    sheets = [
        table_sheet(table, table.title or say(f"Bảng {number}", f"Table {number}"))
        for number, table in enumerate(tables, 1)
    ]
    write_workbook(Workbook(tuple(sheets)), path)
