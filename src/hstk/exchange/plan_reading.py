"""Reads the text of a plan file: its tables and keys, each with the line it stands on.

The shape is described for its writers at the top of ``examples/ly_son/plan_2023.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from hstk.core.entity import FieldSpec, FieldType
from hstk.core.errors import BadPlan, Problem, Rejected
from hstk.core.kinds import AdminUnit, Organization, Plan, Target, Task
from hstk.core.language import say
from hstk.core.text import clean, closest


@dataclass(frozen=True, slots=True)
class Table:
    """A table that a plan file may have.

    Args:
        keys: what it may hold, each key read as this field of a record.
        needed: the keys it must hold.
        many: whether it is written in double brackets, once for each of several.
    """

    keys: Mapping[str, FieldSpec]
    needed: tuple[str, ...]
    many: bool


def _table(fields: Mapping[str, FieldSpec], *names: str, many: bool) -> Table:
    keys = {name: fields[name] for name in names}
    return Table(keys, tuple(name for name in names if fields[name].required), many)


_UNIT = ("valid_from", "valid_to", "notes")
TABLES: Mapping[str, Table] = {
    "plan": _table(
        Plan.fields,
        *("code", "number", "title", "issued_on", "issuer", "year_from", "year_to"),
        *("basis", "purpose", "funding"),
        *("report_due_day", "report_due_month", "report_to", "notes"),
        many=False,
    ),
    "locality": _table(AdminUnit.fields, "name", "code", "level", "aliases", *_UNIT, many=False),
    "organization": _table(
        Organization.fields,
        *("name", "short_name", "aliases", "kind_of", "level", "parent", *_UNIT),
        many=True,
    ),
    "group": Table(
        {"number": Task.fields["group"], "label": Task.fields["group_label"]},
        ("number", "label"),
        many=True,
    ),
    "target": _table(
        Target.fields,
        *("code", "label", "indicator", "value", "unit", "per_unit", "units", "task", "notes"),
        many=True,
    ),
    "task": _table(
        Task.fields,
        *("code", "number", "group", "title", "content", "parent"),
        *("lead", "lead_text", "partners", "partners_text"),
        *("timing", "timing_text", "year_from", "year_to", "standing", "notes"),
        many=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a plan file: its values, and the line of each key."""

    table: str
    values: Mapping[str, Any]
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether its keys are known, complete and of the right type."""
        return not _wrong_keys(self)

    def where(self, key: str = "") -> str:
        """Where in the file the section, or a key of it, stands."""
        head = f"[[{self.table}]]" if TABLES[self.table].many else f"[{self.table}]"
        name = next((self.values[k] for k in ("code", "name", "number") if k in self.values), None)
        if isinstance(name, (str, int)) and TABLES[self.table].many:
            head += f" {name}"
        line = self.lines.get(key, self.line)
        return say(f"dòng {line}, {head}", f"line {line}, {head}") if line else head

    def problem(self, key: str, vi: str, en: str) -> Problem:
        """What is wrong with a key of this section, or with all of it."""
        value = self.values.get(key, "")
        return Problem(key, say(vi, en), str(value), self.where(key))

    def told(self, error: Rejected) -> list[Problem]:
        """The problems of a record made from this section, each with its place in the file."""
        return [replace(found, where=self.where(found.field)) for found in error.problems]


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan file that could be read, with all that is wrong with its shape."""

    name: str
    sections: Mapping[str, Sequence[Section]]
    problems: tuple[Problem, ...]


def read_plan(path: Path) -> PlanText:
    """The tables of a plan file.

    Raises:
        BadPlan: it cannot be read, or is no TOML.
    """
    text = _text_of(path)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(path.name, text, str(error)) from None
    places = _places(text)
    problems: list[Problem] = []
    sections: dict[str, list[Section]] = {name: [] for name in TABLES}
    for name, found in document.items():
        if name not in TABLES:
            problems.append(_unknown_table(name, found, places))
            continue
        many = TABLES[name].many
        if many != isinstance(found, list) or not all(
            isinstance(one, dict) for one in (found if many else [found])
        ):
            problems.append(_wrong_brackets(name, places))
            continue
        for place, values in enumerate(found if many else [found]):
            line, lines = places.get((name, place), (0, {}))
            sections[name].append(Section(name, values, line, lines))
    if not document.get("plan"):
        problems.append(Problem("", say("thiếu phần [plan]", "there is no [plan]"), where="[plan]"))
    for section in (one for several in sections.values() for one in several):
        problems += _wrong_keys(section)
    for name in ("target", "task"):
        problems += _repeated(sections[name], "code")
    problems += _repeated(sections["group"], "number")
    return PlanText(path.name, sections, tuple(problems))


def bad_plan(name: str, problems: Iterable[Problem]) -> BadPlan:
    """The one error for everything that is wrong with a file."""
    return BadPlan(
        say(f"Chưa nạp được kế hoạch {name}:", f"The plan {name} cannot be loaded:"),
        problems=problems,
        hint=say(
            "Chưa có gì được ghi; hãy sửa tệp rồi nạp lại.",
            "Nothing was written; mend the file, then load it again.",
        ),
    )


# -- the file


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # Notepad puts a mark at the beginning
    except FileNotFoundError:
        raise BadPlan(
            say(f"Không có tệp kế hoạch {path}.", f"There is no plan file {path}.")
        ) from None
    except OSError as error:
        raise BadPlan(
            say(
                f"Không mở được tệp kế hoạch {path}: {error.strerror}.",
                f"The plan file {path} cannot be opened: {error.strerror}.",
            )
        ) from None
    except UnicodeDecodeError:
        raise BadPlan(
            say(
                f"Tệp kế hoạch {path.name} không phải văn bản UTF-8.",
                f"The plan file {path.name} is no UTF-8 text.",
            ),
            hint=say(
                "Mở bằng trình soạn thảo văn bản rồi lưu lại với mã UTF-8.",
                "Open it in a text editor and save it as UTF-8.",
            ),
        ) from None


def _no_toml(name: str, text: str, message: str) -> BadPlan:
    """The error for a text that is no TOML; tomllib says where at the end of its words."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    lines = text.splitlines()
    number = int(found[1]) if found else len(lines)
    said = message.partition(" (at ")[0]
    shown = lines[number - 1].strip()[:80] if 0 < number <= len(lines) else ""
    quoted = f"\n    {shown}" if shown else ""
    return BadPlan(
        say(
            f"Kế hoạch {name}, dòng {number}: sai cú pháp TOML ({said}).{quoted}",
            f"The plan {name}, line {number}: this is no TOML ({said}).{quoted}",
        ),
        hint=say(
            'Mỗi mục một dòng, dạng  tên = "chữ"; chữ và danh sách phải đóng ngoặc; '
            "một mục chỉ ghi một lần trong một phần.",
            'Write one  key = "text"  a line; close quotes and brackets; '
            "give a key only once in a section.",
        ),
    )


_HEADER = re.compile(r"\[{1,2}\s*([\w-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"([\w-]+)\s*=")
_FENCE = re.compile("'''|\"\"\"")


def _places(text: str) -> dict[tuple[str, int], tuple[int, dict[str, int]]]:
    """The line of each table, by name and place among those of the name, and of its keys."""
    found: dict[tuple[str, int], tuple[int, dict[str, int]]] = {("", 0): (0, {})}
    here = ("", 0)
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not fence and line.lstrip().startswith("#"):
            continue
        if not fence:
            if header := _HEADER.match(line.strip()):
                name = header[1]
                here = (name, sum(known == name for known, _ in found))
                found[here] = (number, {})
            elif key := _KEY.match(line.strip()):
                found[here][1].setdefault(key[1], number)
        for mark in _FENCE.findall(line):
            fence = "" if mark == fence else fence or mark
    return found


# -- its shape


def _unknown_table(
    name: str, found: object, places: Mapping[tuple[str, int], tuple[int, Mapping[str, int]]]
) -> Problem:
    table = isinstance(found, (dict, list))
    line = places.get((name, 0), (0, {}))[0] or places["", 0][1].get(name, 0)
    where = say(f"dòng {line}", f"line {line}") if line else ""
    offered = ", ".join(_head(near) for near in closest(name, TABLES) or TABLES)
    if table:
        said = say(
            f"không có phần «{name}» trong tệp kế hoạch; có phải: {offered}?",
            f"a plan file has no “{name}”; did you mean: {offered}?",
        )
    else:
        said = say(
            f"mục «{name}» đứng ngoài mọi phần; đặt nó dưới [plan] hoặc phần của nó",
            f"“{name}” stands outside every section; put it under [plan] or where it belongs",
        )
    return Problem("", said, name, where)


def _wrong_brackets(
    name: str, places: Mapping[tuple[str, int], tuple[int, Mapping[str, int]]]
) -> Problem:
    line = places.get((name, 0), (0, {}))[0]
    where = say(f"dòng {line}", f"line {line}") if line else ""
    said = say(f"phần này phải viết là {_head(name)}", f"this must be written {_head(name)}")
    return Problem("", said, "", where)


def _head(name: str) -> str:
    return f"[[{name}]]" if TABLES[name].many else f"[{name}]"


def _wrong_keys(section: Section) -> list[Problem]:
    table = TABLES[section.table]
    problems = []
    for key, value in section.values.items():
        spec = table.keys.get(key)
        if spec is None:
            near = ", ".join(closest(key, table.keys) or table.keys)
            problems.append(
                section.problem(
                    key,
                    f"không có mục này; có phải: {near}?",
                    f"there is no such key; did you mean: {near}?",
                )
            )
        elif not _fits(spec, value):
            vi, en = _WRITTEN[spec.type]
            problems.append(section.problem(key, f"sai kiểu; cần {vi}", f"wrong type; give {en}"))
    missing = [key for key in table.needed if key not in section.values]
    return problems + [section.problem(key, "còn thiếu mục này", "is missing") for key in missing]


_TEXT = ('chữ trong ngoặc kép, ví dụ "…"', 'text in quotes, for example "…"')
_LIST = (
    'danh sách chữ trong ngoặc vuông, ví dụ ["…", "…"]',
    'a list of texts, for example ["…", "…"]',
)
_WRITTEN: Mapping[FieldType, tuple[str, str]] = {
    FieldType.LINE: _TEXT,
    FieldType.TEXT: _TEXT,
    FieldType.CHOICE: _TEXT,
    FieldType.REF: _TEXT,
    FieldType.LINES: _LIST,
    FieldType.REFS: _LIST,
    FieldType.INTEGER: ("số nguyên, ví dụ 12", "a whole number, for example 12"),
    FieldType.NUMBER: ("số, ví dụ 12 hoặc 12.5", "a number, for example 12 or 12.5"),
    FieldType.BOOLEAN: ("true hoặc false", "true or false"),
    FieldType.DATE: (
        "ngày không có ngoặc kép, ví dụ 2022-11-15",
        "a date without quotes, for example 2022-11-15",
    ),
}
_PLAIN: Mapping[FieldType, tuple[type, ...]] = {
    FieldType.INTEGER: (int,),
    FieldType.NUMBER: (int, float),
    FieldType.BOOLEAN: (bool,),
    FieldType.DATE: (date, str),  # "15/11/2022" is read as well
}


def _fits(spec: FieldSpec, value: object) -> bool:
    """Whether a TOML value is of the type that the key takes; "" empties any but a list."""
    if spec.type in (FieldType.LINES, FieldType.REFS):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if value == "" and isinstance(value, str):
        return True
    if isinstance(value, bool) and spec.type is not FieldType.BOOLEAN:
        return False
    return isinstance(value, _PLAIN.get(spec.type, (str,)))


def _repeated(sections: Sequence[Section], key: str) -> list[Problem]:
    first: dict[object, Section] = {}
    problems = []
    for section in sections:
        value = section.values.get(key)
        if not isinstance(value, (str, int)):
            continue
        if isinstance(value, str):
            value = clean(value)
        if value in first:
            before = first[value].where(key)
            problems.append(
                section.problem(
                    key, f"«{value}» đã dùng ở {before}", f"“{value}” is used at {before}"
                )
            )
        else:
            first[value] = section
    return problems
