"""Records as a CSV file that spreadsheet programs open as it is.

UTF-8 with a byte order mark, or Excel reads Vietnamese letters wrongly. Headings are the labels
that people know. Days are ISO, since 03/04/2023 is another day to a spreadsheet set to English.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hstk.core.entity import Entity
from hstk.core.fields import FieldSpec, FieldType
from hstk.core.showing import as_json, shown
from hstk.exchange.records_json import references
from hstk.files.whole import written_whole

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

_PLAIN = (
    FieldType.MONEY,
    FieldType.INTEGER,
    FieldType.NUMBER,
    FieldType.DATE,
    FieldType.PARTIAL_DATE,
    FieldType.MOMENT,
    FieldType.ID,
)
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s.,]*\Z)")


def write_csv(
    path: Path, eco: Ecosystem, kind: type[Entity], batches: Iterable[Sequence[Entity]]
) -> int:
    """Writes records of a kind to a file; gives how many.

    References stand as titles, several of them with "; " between; money is whole đồng.

    Raises:
        BadFile: the file cannot be written; one that was there is then untouched.
    """
    count = 0
    fields = list(kind.fields.values())
    with written_whole(path, encoding="utf-8-sig") as file:
        rows = csv.writer(file, lineterminator="\r\n")
        rows.writerow(heading(fields))
        for batch in batches:
            titles = eco.titles(references(batch))
            rows.writerows(
                [_cell(field, getattr(record, field.name), titles) for field in fields]
                for record in batch
            )
            count += len(batch)
    return count


def heading(fields: Iterable[FieldSpec]) -> list[str]:
    """The headings of the columns, in the current language."""
    return [field.label for field in fields]


def _cell(field: FieldSpec, value: Any, titles: dict[UUID, str]) -> str:
    if value is None:
        return ""
    if field.type in _PLAIN:
        plain = as_json(field, value)
        return f"{plain:.15g}" if isinstance(plain, float) else str(plain)
    text = shown(field, value, lambda id_: titles.get(id_, str(id_)))
    # A spreadsheet would run it as a formula, whoever typed it into a name.
    return f"'{text}" if _FORMULA.match(text) else text
