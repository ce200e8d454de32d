"""What one run of the command line works on: which file, how it speaks."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.core.errors import NotFound
    from hstk.store.ecosystem import Ecosystem
    from hstk.store.engine import Place


class Session:
    """What the global options said.

    Plugins' commands get it with ``click.pass_obj``.

    Attributes:
        given: what ``--db`` named, or None.
        last: what ``--db`` names that stands last in the line, before all of it has been read.
        json: whether the answer is one JSON document.
    """

    def __init__(self) -> None:
        self.given: str | None = None
        self.last: str | None = None
        self.json = False

    @property
    def where(self) -> str:
        """The path or URL to work on: ``--db``, else HSTK_DB, else the user's own file."""
        return self.given or os.environ.get("HSTK_DB") or str(data_folder() / "hstk.hstk")

    @property
    def place(self) -> Place:
        """Where that is.

        Raises:
            BadFile: the address names no place that we work with.
        """
        from hstk.store.engine import Place

        return Place(self.where)

    @property
    def is_own(self) -> bool:
        """Whether nothing was named, so that the user's own file is meant."""
        return not (self.given or os.environ.get("HSTK_DB"))

    def open(self) -> Ecosystem:
        """Opens the file, which must be there.

        Raises:
            NotFound: it is not, with how to make it.
            BadFile: it cannot be used.
        """
        import hstk
        from hstk.cli.output import note

        place = self.place
        if not place.exists:
            raise self.missing()
        eco = hstk.open(self.where, create=False)
        for plugin in eco.plugins:
            if plugin.status == "broken":
                note(
                    say(
                        f"Plugin {plugin.name} đang tắt vì lỗi: {plugin.reason}",
                        f"The plugin {plugin.name} is off: {plugin.reason}",
                    )
                )
        return eco

    def missing(self) -> NotFound:
        """The error for a file that is not there, with how to make it."""
        from hstk.core.errors import NotFound

        name, init = self.place.name, self.command("init")
        return NotFound(
            say(
                f"Chưa có tệp {name}; tạo bằng: {init} (hoặc xem thử: hstk demo)",
                f"There is no file {name}; make it with: {init} (or look around: hstk demo)",
            ),
            key=name,
        )

    def command(self, rest: str) -> str:
        """A command to type next, on the same file."""
        named = f" --db {shlex.quote(self.given)}" if self.given else ""
        # the program as it was started, where it is not found by its name alone
        started = Path(sys.argv[0])
        apart = started.name == "hstk" and not shutil.which("hstk")
        program = shlex.quote(os.path.relpath(started)) if apart else "hstk"
        return f"{program} {rest}{named}"

    def make_folder(self) -> None:
        """Makes the folder of the user's own file; any other must be there."""
        if self.is_own:
            data_folder().mkdir(parents=True, exist_ok=True)


def data_folder() -> Path:
    """Where the user's own files are kept."""
    from platformdirs import user_data_path

    return user_data_path("hstk")
