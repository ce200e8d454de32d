"""What can go wrong, as one tree.

::

    HstkError                  exit 1
    ├── Rejected               the data of a write is not acceptable: all problems at once
    │   └── Conflict           somebody else changed the same fields first
    ├── NotFound               no such record, kind, field, plan, indicator, change set
    │   └── Ambiguous          the ending of an id fits several records
    ├── UndoRefused            later changes stand on what would be undone
    ├── BadFilter              a filter expression that cannot be read or does not fit the kind
    ├── BadFile                a file that is not ours, is damaged, newer, locked or not writable
    ├── BadPlan                a plan file that cannot be read
    └── PluginTrouble          a plugin that cannot be used

Problems in *data* are values (:class:`Problem`), collected and returned together; misuse raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from hstk.core.language import say


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one value.

    Args:
        field: the field's name, or "" when the whole record is meant.
        message: what is wrong and how to mend it, in the language of the reader.
        value: what was given, as text.
        where: the row, line or record it was found in, or "".
    """

    field: str
    message: str
    value: str = ""
    where: str = ""

    def __str__(self) -> str:
        head = ": ".join(part for part in (self.where, self.field) if part)
        return f"{head}: {self.message}" if head else self.message


class HstkError(Exception):
    """Base of every error that hstk raises on purpose.

    Attributes:
        code: stable name of the situation, for scripts.
        hint: what to do next, or "".
        exit_code: what the command line returns.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class Rejected(HstkError):
    """A write whose data is not acceptable.

    Attributes:
        problems: everything that is wrong, at once.
    """

    code = "rejected"

    def __init__(self, problems: Iterable[Problem], *, message: str = "", hint: str = "") -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        head = message or say("Chưa ghi được, dữ liệu có lỗi:", "Not saved, the data has errors:")
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"{head}\n{lines}", hint=hint)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people changed: what it was, what each wants."""

    field: str
    before: Any
    mine: Any
    theirs: Any


class Conflict(Rejected):
    """Somebody else saved the same fields since the record was read.

    Attributes:
        differences: per field the value before, mine and theirs.
    """

    code = "conflict"

    def __init__(
        self,
        title: str,
        differences: Sequence[Difference],
        show: Callable[[Difference, Any], str] = lambda _, value: str(value),
    ) -> None:
        self.differences = tuple(differences)
        super().__init__(
            (
                Problem(
                    d.field,
                    say(
                        f"trước là «{show(d, d.before)}», bạn ghi «{show(d, d.mine)}», "
                        f"người khác đã ghi «{show(d, d.theirs)}»",
                        f"was “{show(d, d.before)}”, you wrote “{show(d, d.mine)}”, "
                        f"somebody else wrote “{show(d, d.theirs)}”",
                    ),
                )
                for d in differences
            ),
            message=say(
                f"«{title}» đã được người khác sửa trước khi bạn lưu:",
                f"“{title}” was changed by somebody else before you saved:",
            ),
            hint=say("Đọc lại bản ghi rồi sửa tiếp.", "Read the record again, then edit it."),
        )


class NotFound(HstkError):
    """No such record, kind, field, plan, indicator or change set.

    Attributes:
        key: what was looked for.
        nearest: the nearest names that exist.
    """

    code = "not-found"

    def __init__(self, message: str, *, key: str = "", nearest: Sequence[str] = ()) -> None:
        self.key = key
        self.nearest = tuple(nearest)
        hint = ""
        if self.nearest:
            names = ", ".join(self.nearest)
            hint = say(f"Có phải: {names}?", f"Did you mean: {names}?")
        super().__init__(message, hint=hint)


class Ambiguous(NotFound):
    """What was given fits several records; ``nearest`` lists them."""

    code = "ambiguous"


class UndoRefused(HstkError):
    """Later changes stand on what would be undone.

    Attributes:
        obstacles: what stands in the way, one line each.
    """

    code = "undo-refused"

    def __init__(self, obstacles: Sequence[str]) -> None:
        self.obstacles = tuple(obstacles)
        head = say("Không hoàn tác được vì:", "Cannot undo because:")
        super().__init__(head + "".join(f"\n  - {line}" for line in self.obstacles))


class BadFilter(HstkError):
    """A filter expression that cannot be read, or does not fit the kind."""

    code = "bad-filter"


class BadFile(HstkError):
    """A file that is not ours, or is damaged, newer, locked or not writable."""

    code = "bad-file"


class BadPlan(HstkError):
    """A plan file that cannot be read.

    Attributes:
        problems: everything that is wrong with what it says, at once.
    """

    code = "bad-plan"

    def __init__(self, message: str, *, problems: Iterable[Problem] = (), hint: str = "") -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        lines = "".join(f"\n  - {problem}" for problem in self.problems)
        super().__init__(message + lines, hint=hint)


class PluginTrouble(HstkError):
    """A plugin that cannot be used."""

    code = "plugin"
