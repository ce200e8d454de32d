"""One filter language for Python, the command line and the terminal app.

::

    stage = idea and founded_on >= 01/01/2022
    owner = "Nguyễn Thị An" or owner.gender = female
    kind_of in (fair, startup_day) and not (ends_on is null)

A value without quotes runs to the next ``and``, ``or``, comma or bracket, so most names need
none. ``=`` on a field of several values asks whether the value is one of them. What is left empty
is null, text as well; ``!=`` and ``not`` hold for whatever ``=`` does not, the empty included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from hstk.core.errors import BadFilter
from hstk.core.language import say
from hstk.core.text import clean

Operator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Compare:
    """``field operator value``; the field may be a path through references."""

    path: tuple[str, ...]
    operator: Operator
    value: Any


@dataclass(frozen=True, slots=True)
class OneOf:
    """``field in (value, value, …)``."""

    path: tuple[str, ...]
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class IsNull:
    """``field is null``."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``not condition``."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Both:
    """``left and right``."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Either:
    """``left or right``."""

    left: Condition
    right: Condition


Condition = Compare | OneOf | IsNull | Not | Both | Either


@dataclass(frozen=True, slots=True)
class Where:
    """A filter that was read but not yet held against a kind; combines with ``&``, ``|``, ``~``."""

    condition: Condition | None

    def __and__(self, other: Where) -> Where:
        if self.condition is None or other.condition is None:
            return other if self.condition is None else self
        return Where(Both(self.condition, other.condition))

    def __or__(self, other: Where) -> Where:
        if self.condition is None or other.condition is None:
            return Where(None)
        return Where(Either(self.condition, other.condition))

    def __invert__(self) -> Where:
        if self.condition is None:
            raise BadFilter(
                say("Không phủ định được bộ lọc rỗng.", "An empty filter has no opposite.")
            )
        return Where(Not(self.condition))


def where(expression: str | Where = "", /, **equals: Any) -> Where:
    """Reads a filter; field names and values are checked when it meets a kind.

    Args:
        expression: as the module describes; "" selects everything.
        equals: fields that must equal a value (None: be empty), joined by "and".

    Raises:
        BadFilter: the expression cannot be read; the message shows where.
    """
    read = expression if isinstance(expression, Where) else _Reader(expression).whole()
    for name, value in equals.items():
        path = tuple(name.split("__"))
        read &= Where(IsNull(path) if value is None else Compare(path, "=", value))
    return read


_TOKEN = re.compile(
    r"""\s*(?:
        (?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<operator><=|>=|!=|<>|==|=|<|>)
      | (?P<mark>[(),])
      | (?P<word>[^\s"'(),<>=!]+)
    )""",
    re.VERBOSE,
)
_ENDS = {"and", "or"}
"""Words at which a value without quotes ends; "in" may be a word of a name."""
_NESTING = {"and", "or", "not", "("}
_MOST_NESTED = 200
_FIELD = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*\Z")


@dataclass(frozen=True, slots=True)
class _Token:
    sort: str
    text: str
    start: int


class _Reader:
    """Recursive descent over the tokens: or < and < not < comparison."""

    def __init__(self, expression: str) -> None:
        self.expression = clean(expression)
        self.tokens = list(self._tokens())
        self.at = 0
        if sum(token.text.lower() in _NESTING for token in self.tokens) > _MOST_NESTED:
            raise BadFilter(
                say(
                    f"Bộ lọc dài quá: nhiều nhất {_MOST_NESTED} lần and, or, not và dấu ngoặc.",
                    f"The filter is too long: at most {_MOST_NESTED} of and, or, not and brackets.",
                ),
                hint=say("Nhiều giá trị thì dùng in (a, b, c).", "For many values use in (a, b)."),
            )

    def whole(self) -> Where:
        if not self.tokens:
            return Where(None)
        condition = self.either()
        if self.at < len(self.tokens):
            self.fail(say("thừa", "unexpected"))
        return Where(condition)

    def either(self) -> Condition:
        left = self.both()
        while self.take("or"):
            left = Either(left, self.both())
        return left

    def both(self) -> Condition:
        left = self.opposite()
        while self.take("and"):
            left = Both(left, self.opposite())
        return left

    def opposite(self) -> Condition:
        if self.take("not"):
            return Not(self.opposite())
        if self.take("("):
            inside = self.either()
            self.need(")")
            return inside
        return self.comparison()

    def comparison(self) -> Condition:
        path = self.path()
        if self.take("is"):
            negated = self.take("not")
            self.need("null")
            return Not(IsNull(path)) if negated else IsNull(path)
        if self.take("not"):
            self.need("in")
            return Not(OneOf(path, self.values()))
        if self.take("in"):
            return OneOf(path, self.values())
        token = self.peek()
        if token is None or token.sort != "operator":
            self.fail(say("cần =, !=, <, <=, >, >=, in hoặc is", "expected =, <, in or is"))
        self.at += 1
        spelled = {"==": "=", "<>": "!="}.get(token.text, token.text)
        operator: Operator = spelled  # type: ignore[assignment]  # the pattern allows no other
        return Compare(path, operator, self.value())

    def path(self) -> tuple[str, ...]:
        token = self.peek()
        if token is None or token.sort != "word" or not _FIELD.match(token.text):
            self.fail(say("cần tên một trường", "expected the name of a field"))
        self.at += 1
        return tuple(token.text.split("."))

    def values(self) -> tuple[str, ...]:
        self.need("(")
        values = [self.value()]
        while self.take(","):
            values.append(self.value())
        self.need(")")
        return tuple(values)

    def value(self) -> str:
        token = self.peek()
        if token is not None and token.sort == "quoted":
            self.at += 1
            return re.sub(r"\\(.)", r"\1", token.text[1:-1])
        words = []
        while (token := self.peek()) and token.sort == "word" and token.text.lower() not in _ENDS:
            words.append(token.text)
            self.at += 1
        if not words:
            self.fail(say("cần một giá trị", "expected a value"))
        value = " ".join(words)
        return "" if value.lower() == "null" else value

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, text: str) -> bool:
        token = self.peek()
        if token is not None and token.sort != "quoted" and token.text.lower() == text:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            self.fail(say(f"cần «{text}»", f"expected “{text}”"))

    def fail(self, message: str) -> NoReturn:
        token = self.peek()
        hint = say(
            "Ví dụ: stage = idea and founded_on >= 2022-01-01",
            "Example: stage = idea and founded_on >= 2022-01-01",
        )
        self._refuse(message, token.start if token else len(self.expression), hint)

    def _refuse(self, message: str, at: int, hint: str) -> NoReturn:
        raise BadFilter(
            say("Không đọc được bộ lọc: ", "The filter cannot be read: ")
            + f"{message}\n  {self.expression}\n  {' ' * at}^",
            hint=hint,
        )

    def _tokens(self) -> Iterator[_Token]:
        position = 0
        while position < len(self.expression):
            match = _TOKEN.match(self.expression, position)
            if match is None:
                rest = self.expression[position:].lstrip()
                if not rest:
                    return
                self._refuse(
                    say("không hiểu từ đây", "not understood from here"),
                    len(self.expression) - len(rest),
                    say("Dấu nháy phải được đóng lại.", "A quotation mark must be closed again."),
                )
            sort = match.lastgroup or ""
            yield _Token(sort, match[sort], match.start(sort))
            position = match.end()
