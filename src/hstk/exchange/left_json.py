"""Records of a plugin that is not on, as JSON; they look as those of a kind that is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.files.whole import written_whole
from hstk.store.left_behind import left_behind, left_records

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


def is_left(eco: Ecosystem, kind: str) -> bool:
    """Whether a kind is one that nobody declares, but of which the file has records."""
    return kind not in eco.kinds and any(one.kind == kind for one in left_behind(eco))


def write_left(path: Path, eco: Ecosystem, kind: str, where: str = "") -> int:
    """Writes the records of such a kind to a JSON file; gives how many.

    Args:
        path: the file.
        eco: where they are.
        kind: its name.
        where: must be empty: without the plugin nobody can tell which records match.

    Raises:
        BadFile: it is no JSON file, a filter was given, or the file cannot be written.
    """
    if path.suffix.lower() != ".json" or where:
        raise BadFile(
            say(
                f"Plugin của «{kind}» không bật nên chỉ xuất được tất cả bản ghi, ra tệp .json.",
                f"The plugin of “{kind}” is not on, so all its records go to a .json file only.",
            )
        )
    count = 0
    with written_whole(path) as file:
        file.write("[")
        for found in left_records(eco, kind):
            file.write(",\n" if count else "\n")
            json.dump(found, file, ensure_ascii=False)
            count += 1
        file.write("\n]\n")
    return count
