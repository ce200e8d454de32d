"""Rubrics that leave as spreadsheets to be completed, and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from hstk import Ecosystem, Shown, say
from hstk.errors import BadFile
from hstk.kinds import Line
from hstk.plugins import Action, Asked, Done, Form, Paper, Sheet, Workbook, read_spreadsheet
from hstk.plugins.ocop.kept_rubrics import keep
from hstk.plugins.ocop.rubric import Rubric, lacking
from hstk.plugins.ocop.rubric_file import parse
from hstk.plugins.ocop.rubric_rows import COLUMNS, read_rows, to_rows
from hstk.plugins.ocop.rubric_views import OneRubric, rubric_named

_WIDTHS = (14, 10, 70, 8, 8, 14, 40)


class LoadRubric(Form):
    """The file that holds rubrics."""

    file: Annotated[
        Line,
        Field(min_length=1),
        Shown(
            "Tệp bộ tiêu chí (xlsx, ods hoặc toml)",
            "File of the rubric (xlsx, ods or toml)",
            help="Lấy mẫu bằng: hstk ocop rubric-file --code 148/10 -o bo-10.xlsx",
            help_en="Get a form with: hstk ocop rubric-file --code 148/10 -o set-10.xlsx",
        ),
    ]


def read_file(path: str) -> tuple[Rubric, ...]:
    """The rubrics of a TOML file, or of each sheet of a spreadsheet.

    Raises:
        BadFile: it cannot be read.
        Rejected: it does not add up, with everything that is wrong.
    """
    place = Path(path).expanduser()
    if place.suffix.lower() != ".toml":
        sheets = read_spreadsheet(path).values()
        found = [read_rows(rows) for rows in sheets if rows and rows[0][0] == COLUMNS[0]]
        if not found:
            raise BadFile(
                say(
                    f"Tệp {place} không có bộ tiêu chí nào: dòng đầu phải là {', '.join(COLUMNS)}.",
                    f"There is no rubric in {place}: its first row must be {', '.join(COLUMNS)}.",
                ),
                hint=say(
                    "Lấy mẫu bằng: hstk ocop rubric-file --code 148/10",
                    "Get a form with: hstk ocop rubric-file --code 148/10",
                ),
            )
        return tuple(found)
    try:
        return parse(place.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(
            say(f"Không đọc được tệp {place}: {error}", f"The file {place} cannot be read: {error}")
        ) from None


def load(eco: Ecosystem, asked: Asked) -> Done:
    """Takes rubrics into the file; dossiers keep the ones they were judged by."""
    made = [keep(eco, rubric, loaded=True) for rubric in read_file(asked.answers.file)]
    told = ", ".join(
        record.code if record.complete else say(f"{record.code} (chưa đủ)",
                                                f"{record.code} (incomplete)")
        for record in made
    )  # fmt: skip
    return Done(say(f"Đã nạp bộ tiêu chí: {told}.", f"Loaded: {told}."), made[-1].id)


def rubric_file(eco: Ecosystem, asked: Asked) -> Workbook:
    """A rubric as a spreadsheet, with what it still lacks on a second sheet."""
    rubric = rubric_named(eco, asked.answers.code)
    sheets = [
        Sheet(
            say("Bộ tiêu chí", "Rubric"),
            to_rows(rubric),
            _WIDTHS,
            strong=frozenset({0}),
            frozen=1,
        )
    ]
    if problems := lacking(rubric):
        rows = [(say("Còn thiếu", "Still lacking"),), *((str(one),) for one in problems)]
        sheets.append(Sheet(say("Còn thiếu", "Lacking"), tuple(rows), (100,)))
    return Workbook(tuple(sheets))


ACTIONS = (
    Action(
        "ocop.load_rubric",
        "Nạp bộ tiêu chí từ tệp",
        "Load a rubric from a file",
        asks=LoadRubric,
        do=load,
    ),
)
PAPERS = (
    Paper(
        "ocop.rubric_file",
        "Bộ tiêu chí ra bảng tính",
        "A rubric as a spreadsheet",
        asks=OneRubric,
        make=rubric_file,
        ending="xlsx",
    ),
)
