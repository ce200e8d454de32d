"""Runs ``hstk`` inside the process of a test, as a shell would see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from hstk.cli.main import cli


@dataclass(frozen=True)
class Ran:
    """What one run gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error that the one JSON document tells of."""
        assert set(self.json) == {"error"}
        assert set(self.json["error"]) == {"code", "message", "hint", "problems"}
        return self.json["error"]


class CommandLine:
    """``hstk --db WHERE``; calling it runs a command."""

    def __init__(self, where: str | None = None) -> None:
        self.where = where

    def __call__(self, *words: str, environment: Mapping[str, str] | None = None) -> Ran:
        """Run a command, whatever comes of it; a fault of hstk itself is raised."""
        given = ["--db", self.where, *words] if self.where else list(words)
        settings = {"HSTK_DEBUG": "1", "COLUMNS": "80", **(environment or {})}
        done = CliRunner().invoke(cli, given, env=settings)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)

    def done(self, *words: str) -> Ran:
        """Run a command that must succeed."""
        ran = self(*words)
        assert ran.code == 0, ran.err
        return ran

    def read(self, *words: str) -> Any:
        """The JSON document of a command that must succeed."""
        return self.done(*words, "--json").json

    def refused(self, *words: str, code: int = 1) -> Any:
        """The error of a command that must fail; the message is also on standard error."""
        ran = self(*words, "--json")
        assert ran.code == code, (ran.out, ran.err)
        assert ran.error["message"] in ran.err
        return ran.error


def widest(text: str) -> int:
    """Cells of the widest line."""
    from hstk.cli.cells import cells

    return max(map(cells, text.splitlines()))
