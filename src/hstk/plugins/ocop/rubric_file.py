"""Reading rubrics from TOML, and those that come with the program.

A file holds one decision::

    id = "148"                      # short name; with the number of a set it names a rubric
    decision = "148/QĐ-TTg"
    in_force_from = 2023-02-24
    in_force_until = 2025-07-05     # may be left out

    [branches]                      # ngành
    I = "Thực phẩm"

    [parts]                         # name and points
    A = ["Sản phẩm và sức mạnh của cộng đồng", 40]

    [sections]                      # of a part, for every set that does not list its own
    A = [["Tổ chức sản xuất", 18], ["Phát triển sản phẩm", 10]]

    [[sets]]
    number = 10
    name = "Gia vị khác"
    branch = "I"
    complete = true                 # left out: false
    like = 5                        # takes the sections of that set; may be left out
    note = "..."                    # may be left out
    exclusions = [["Giả mạo hồ sơ"], ["Toàn bộ nguyên liệu nhập khẩu", "1a"]]

    [sets.sections]                 # of its own
    C = [["Chỉ tiêu cảm quan", 16]]

    [[sets.criteria]]
    section = "1"                   # sections are numbered from 1 through all parts
    code = "1a"
    text = "Nguồn nguyên liệu"
    max = 5
    note = "..."                    # may be left out, as the condition
    condition = ["5a", 1]           # scored only when that criterion has so many points
    options = [[1, "dưới 50%", 3], [3, "từ 50%"], [5, "từ 75%"]]

An option is its points, its text, and the star (or stars) whose minimum it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import count
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hstk import say
from hstk.errors import Problem
from hstk.plugins.ocop.rubric import Rubric, refuse, unsound

Sized = tuple[str, int]  # a name and its points


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Criterion(_Written):
    section: str
    code: str
    text: str
    max: int
    note: str = ""
    condition: tuple[str, int] | None = None
    options: list[Annotated[list[Any], Field(min_length=2)]] = []


class _Set(_Written):
    number: int
    name: str
    branch: str
    complete: bool = False
    like: int | None = None
    note: str = ""
    exclusions: list[Annotated[list[str], Field(min_length=1, max_length=2)]] = []
    sections: dict[str, list[Sized]] = {}
    criteria: list[_Criterion] = []


class _Decision(_Written):
    id: str
    decision: str
    in_force_from: date
    in_force_until: date | None = None
    note: str = ""
    branches: dict[str, str] = {}
    parts: dict[str, Sized] = {}
    sections: dict[str, list[Sized]] = {}
    sets: list[_Set] = []
    sheets_of: str = ""


def parse(text: str) -> tuple[Rubric, ...]:
    """The rubrics of one TOML file, in its order.

    Raises:
        Rejected: with everything that is wrong in the file; a rubric marked complete that does
            not add up is refused, an incomplete one is read.
    """
    written = _read(text)
    if written.sheets_of:
        refuse(
            [
                Problem(
                    "sheets_of",
                    say(
                        "chỉ dùng cho các quyết định có sẵn trong chương trình",
                        "only for decisions that come with the program",
                    ),
                )
            ]
        )
    return tuple(_rubrics(written))


@cache
def rubrics() -> Mapping[str, Rubric]:
    """The rubrics that come with the program, by version and number ("148/10").

    Quyết định 1489/QĐ-TTg (6/7/2025) kept the sheets of 148/QĐ-TTg and changed who recognizes;
    so they appear under both.
    """
    folder = files(__package__) / "rubrics"
    decisions = [
        _read(entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    ]
    own = {decision.id: tuple(_rubrics(decision)) for decision in decisions}
    found: dict[str, Rubric] = {}
    for decision in sorted(decisions, key=lambda decision: decision.in_force_from):
        sheets = own[decision.sheets_of or decision.id]
        for sheet in sheets:
            rubric = sheet.model_copy(update=_head(decision))
            found[rubric.id] = rubric
    return MappingProxyType(found)


def described(error: ValidationError, where: str = "") -> tuple[Problem, ...]:
    """What a file says wrongly, each at its place."""
    return tuple(
        Problem(
            ".".join(str(step) for step in wrong["loc"]),
            _reason(wrong["type"], wrong["msg"]),
            "" if wrong["type"] == "missing" else str(wrong["input"])[:80],
            where,
        )
        for wrong in error.errors(include_url=False)
    )


def _reason(kind: str, message: str) -> str:
    return {
        "missing": say("chưa ghi", "is missing"),
        "extra_forbidden": say("tên không có trong mẫu tệp", "is no name of this file"),
        "string_too_short": say("chưa ghi", "is missing"),
    }.get(kind, say(f"giá trị không hợp lệ ({message})", message))


def _read(text: str) -> _Decision:
    try:
        return _Decision.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        refuse([Problem("", say(f"không phải TOML: {error}", f"is not TOML: {error}"))])
        raise
    except ValidationError as error:
        refuse(described(error))
        raise


def _head(decision: _Decision) -> dict[str, Any]:
    return {
        "version": decision.id,
        "decision": decision.decision,
        "in_force_from": decision.in_force_from,
        "in_force_until": decision.in_force_until,
    }


def _rubrics(decision: _Decision) -> Iterator[Rubric]:
    problems: list[Problem] = []
    found = []
    numbers = [each.number for each in decision.sets]
    for each in decision.sets:
        where = f"{decision.id}/{each.number}"
        sections = _sections(decision, each)
        problems += (
            Problem(field, message, where=where)
            for field, message in _misfits(decision, each, sections)
        )
        if numbers.count(each.number) > 1:
            message = say("bộ này ghi hai lần", "this set is written twice")
            problems.append(Problem("number", message, where=where))
        try:
            rubric = Rubric.model_validate(
                {
                    **_head(decision),
                    "set_number": each.number,
                    "set_name": each.name,
                    "branch": decision.branches.get(each.branch, each.branch),
                    "complete": each.complete,
                    "parts": list(_parts(decision, each, sections)),
                    "exclusions": [
                        {"text": words[0], "criterion": "".join(words[1:])}
                        for words in each.exclusions
                    ],
                    "note": each.note or decision.note,
                }
            )
        except ValidationError as error:
            problems += described(error, where)
        else:
            problems += unsound(rubric)
            found.append(rubric)
    refuse(problems)
    yield from found


def _sections(decision: _Decision, each: _Set) -> dict[str, list[Sized]]:
    shared = next((other.sections for other in decision.sets if other.number == each.like), {})
    return {**decision.sections, **shared, **each.sections}


def _misfits(
    decision: _Decision, each: _Set, sections: Mapping[str, Sequence[Sized]]
) -> Iterator[tuple[str, str]]:
    if each.branch not in decision.branches:
        yield "branch", say(f"không có ngành «{each.branch}»", f"no branch “{each.branch}”")
    if each.like is not None and each.like not in {other.number for other in decision.sets}:
        yield "like", say(f"không có bộ {each.like}", f"no set {each.like}")
    for code in sections.keys() - decision.parts.keys():
        yield "sections", say(f"không có phần «{code}»", f"no part “{code}”")
    codes = {str(number) for number in range(1, sum(map(len, sections.values())) + 1)}
    for criterion in each.criteria:
        if criterion.section not in codes:
            yield (
                f"criteria.{criterion.code}",
                say(f"không có mục «{criterion.section}»", f"no section “{criterion.section}”"),
            )


def _parts(
    decision: _Decision, each: _Set, sections: Mapping[str, Sequence[Sized]]
) -> Iterator[dict[str, Any]]:
    numbers = count(1)
    for part, (name, points) in decision.parts.items():
        held = [(str(next(numbers)), *section) for section in sections.get(part, ())]
        yield {
            "code": part,
            "name": name,
            "max": points,
            "sections": [
                {
                    "code": code,
                    "name": section,
                    "max": most,
                    "criteria": [
                        _criterion(written) for written in each.criteria if written.section == code
                    ],
                }
                for code, section, most in held
            ],
        }


def _criterion(written: _Criterion) -> dict[str, Any]:
    condition = written.condition
    return {
        "code": written.code,
        "text": written.text,
        "max": written.max,
        "note": written.note,
        "condition": condition and {"criterion": condition[0], "points": condition[1]},
        "options": [
            {"number": number, "text": text, "points": points}
            for number, (points, text, *_) in enumerate(written.options, 1)
        ],
        "gates": [
            {"star": star, "points": points}
            for points, _, *stars in written.options
            for star in stars
        ],
    }
