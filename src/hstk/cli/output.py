"""What is printed: one JSON document or lines for people; messages go to standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import Any

import click

# Records hold none of these; what reaches a terminal from elsewhere must not command it.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\ud800-\udfff]")


def print_json(document: Any) -> None:
    """Prints the one JSON document of a command."""
    on_screen = sys.stdout.isatty()
    text = json.dumps(
        document,
        ensure_ascii=False,
        indent=2 if on_screen else None,
        separators=None if on_screen else (",", ":"),
    )
    click.echo(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def line(text: str = "") -> None:
    """Prints a line of the result."""
    click.echo(safe(text))


def lines(texts: Iterable[str]) -> None:
    """Prints lines of the result."""
    for text in texts:
        line(text)


def note(text: str) -> None:
    """Prints a message, a warning or a hint, to standard error."""
    click.echo(safe(text), err=True)


def safe(text: str) -> str:
    """The text without characters that a terminal would obey."""
    return text if text.isprintable() else _CONTROL.sub("\ufffd", text)


def on_terminal() -> bool:
    """Whether a person reads standard output as it comes."""
    return sys.stdout.isatty()


def width() -> int:
    """Cells in a line."""
    return max(40, get_terminal_size((80, 24)).columns)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function of (done, total) that draws a bar on standard error, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    drawn: list[Any] = []

    def step(done: int, total: int) -> None:
        if not drawn:
            drawn.append(click.progressbar(length=total, label=label, file=sys.stderr))
            drawn[0].__enter__()
        drawn[0].update(done - drawn[0].pos)

    try:
        yield step
    finally:
        if drawn:
            drawn[0].__exit__(None, None, None)
