"""Which format the name of a file asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from hstk.core.errors import BadFile
from hstk.core.language import say

Format = Literal["csv", "json"]


def format_of(path: Path) -> Format:
    """The format to write a file in.

    Raises:
        BadFile: none that can be written has this ending; the message tells which can.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        return "csv"
    if ending == ".json":
        return "json"
    named = ending or path.name
    raise BadFile(
        say(
            f"Chưa xuất được ra {named}; hiện có .csv (mở được bằng Excel) và .json.",
            f"Cannot write {named} yet; there are .csv (which Excel opens) and .json.",
        )
    )
