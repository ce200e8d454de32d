"""A rubric as the rows of a spreadsheet, to be filled in elsewhere and read back.

The first row is ``COLUMNS``. In every other row the first cell says what it holds:

===========  ====================  ===========================  ======  =======  =========  =======
Loại         Mã                    Nội dung                     Điểm    Sao      Điều kiện  Ghi chú
===========  ====================  ===========================  ======  =======  =========  =======
Quyết định   short name (148)      as cited                                      from       until
Bộ           number                name
Ngành                              name
Đầy đủ                             "có" or "chưa"
Lưu ý                              what is uncertain
Bị loại khi  criterion or nothing  why
Phần         A, B, C               name                         points
Mục          number                name                         points
Tiêu chí     code                  text                         points           "5a >= 1"  note
Phương án    number                text                         points  "3, 5"
===========  ====================  ===========================  ======  =======  =========  =======

Days are ISO (2023-02-24). The star (sao) of an option is the rank whose minimum it is. Each row
belongs to the last one above it that can hold it. Empty rows, and cells after the last column, are
passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic import ValidationError

from hstk import say
from hstk.errors import Problem
from hstk.plugins import Cell
from hstk.plugins.ocop.rubric import Criterion, Rubric, refuse, unsound
from hstk.plugins.ocop.rubric_file import described

Row = Sequence[Cell]

COLUMNS: Final = ("Loại", "Mã", "Nội dung", "Điểm", "Sao", "Điều kiện", "Ghi chú")
_CONDITION: Final = re.compile(r"(\S+)\s*(?:>=|≥)\s*([0-9]+)")
_YES: Final = ("có", "x", "yes", "1")
_HOLDERS: Final = {  # what a row belongs to, from the outside in
    "Mục": ("Phần", "sections"),
    "Tiêu chí": ("Mục", "criteria"),
    "Phương án": ("Tiêu chí", "options"),
}


def to_rows(rubric: Rubric) -> tuple[tuple[Cell, ...], ...]:
    """The rubric as rows; ``read_rows`` makes an equal one of them."""
    return tuple((*row, *[""] * (len(COLUMNS) - len(row))) for row in _rows(rubric))


def read_rows(rows: Sequence[Row]) -> Rubric:
    """The rubric that the rows of one sheet hold.

    Raises:
        Rejected: with everything that is wrong, each with its row; or a rubric that is marked
            complete and does not add up.
    """
    reader = _Reader()
    for number, row in enumerate(rows, 1):
        reader.take(number, [_text(cell) for cell in (*row, *[None] * len(COLUMNS))])
    refuse(reader.problems)
    try:
        rubric = Rubric.model_validate(reader.found)
    except ValidationError as error:
        refuse(described(error))
        raise
    refuse(unsound(rubric))
    return rubric


def _rows(rubric: Rubric) -> Iterator[tuple[Cell, ...]]:
    until = rubric.in_force_until
    yield COLUMNS
    yield (
        "Quyết định",
        rubric.version,
        rubric.decision,
        "",
        "",
        rubric.in_force_from.isoformat(),
        until.isoformat() if until else "",
    )
    yield "Bộ", rubric.set_number, rubric.set_name
    yield "Ngành", "", rubric.branch
    yield "Đầy đủ", "", "có" if rubric.complete else "chưa"
    if rubric.note:
        yield "Lưu ý", "", rubric.note
    for exclusion in rubric.exclusions:
        yield "Bị loại khi", exclusion.criterion, exclusion.text
    for part in rubric.parts:
        yield "Phần", part.code, part.name, part.max
        for section in part.sections:
            yield "Mục", section.code, section.name, section.max
            for criterion in section.criteria:
                yield from _criterion_rows(criterion)


def _criterion_rows(criterion: Criterion) -> Iterator[tuple[Cell, ...]]:
    condition = criterion.condition
    needed = f"{condition.criterion} >= {condition.points}" if condition else ""
    yield "Tiêu chí", criterion.code, criterion.text, criterion.max, "", needed, criterion.note
    waiting = list(criterion.gates)
    for option in criterion.options:
        stars = [str(gate.star) for gate in waiting if gate.points == option.points]
        waiting = [gate for gate in waiting if gate.points != option.points]
        yield "Phương án", option.number, option.text, option.points, ", ".join(stars)


class _Reader:
    """Puts rows where they belong, and keeps what cannot be read."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {"parts": [], "exclusions": []}
        self.problems: list[Problem] = []
        self._last: dict[str, dict[str, Any]] = {}

    def take(self, number: int, cells: list[str]) -> None:
        """Read one row, whose cells are texts."""
        kind, code, text, points, stars, condition, note = cells[: len(COLUMNS)]
        if not any(cells) or kind == COLUMNS[0]:
            return
        match kind:
            case "Quyết định":
                self.found |= {"version": code, "decision": text, "in_force_from": condition}
                self.found["in_force_until"] = note or None
            case "Bộ":
                self.found |= {"set_number": code, "set_name": text}
            case "Ngành":
                self.found["branch"] = text
            case "Đầy đủ":
                self.found["complete"] = text.casefold() in _YES
            case "Lưu ý":
                self.found["note"] = text
            case "Bị loại khi":
                self.found["exclusions"].append({"text": text, "criterion": code})
            case "Phần":
                part = {"code": code, "name": text, "max": points, "sections": []}
                self._last = {"Phần": part}
                self.found["parts"].append(part)
            case "Mục":
                section = {"code": code, "name": text, "max": points, "criteria": []}
                self._put(number, kind, section)
            case "Tiêu chí":
                criterion: dict[str, Any] = {
                    "code": code,
                    "text": text,
                    "max": points,
                    "note": note,
                }
                criterion |= {"options": [], "gates": []}
                criterion["condition"] = self._condition(number, condition)
                self._put(number, kind, criterion)
            case "Phương án":
                self._put(number, kind, {"number": code, "text": text, "points": points})
                for star in re.findall(r"[^\s,;]+", stars):
                    if "Tiêu chí" in self._last:
                        gate = {"star": star.count("*") or star, "points": points}
                        self._last["Tiêu chí"]["gates"].append(gate)
            case _:
                self._wrong(
                    number,
                    say(f"không rõ loại dòng «{kind}»", f"“{kind}” is no kind of row"),
                )

    def _put(self, number: int, kind: str, value: dict[str, Any]) -> None:
        holder, name = _HOLDERS[kind]
        if holder not in self._last:
            self._wrong(
                number,
                say(f"dòng «{kind}» đứng trước «{holder}»", f"“{kind}” comes before “{holder}”"),
            )
            return
        self._last[holder][name].append(value)
        self._last[kind] = value
        for inner in list(_HOLDERS)[list(_HOLDERS).index(kind) + 1 :]:
            self._last.pop(inner, None)

    def _condition(self, number: int, text: str) -> dict[str, str] | None:
        if not text:
            return None
        if found := _CONDITION.fullmatch(text):
            return {"criterion": found[1], "points": found[2]}
        self._wrong(
            number,
            say(f"điều kiện «{text}» phải ghi như «5a >= 1»", f"write “{text}” as “5a >= 1”"),
        )
        return None

    def _wrong(self, number: int, message: str) -> None:
        self.problems.append(Problem("", message, where=say(f"dòng {number}", f"row {number}")))


def _text(cell: Cell) -> str:
    """A cell as text; spreadsheets write whole numbers as 3.0."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else unicodedata.normalize("NFC", " ".join(str(cell).split()))
