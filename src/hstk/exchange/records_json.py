"""Records as JSON: fields by name, references as ids with the title beside.

::

    {"id": "0190…", "kind": "startup", "name": "Tỏi đen Cù Lao Ré", "owner": "0190…",
     "owner__title": "Nguyễn Thị An", "founded_on": "2022-03-01", …}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hstk.core.entity import Entity
from hstk.core.fields import FieldType
from hstk.core.showing import as_json
from hstk.files.whole import written_whole

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


def record_json(eco: Ecosystem, records: Sequence[Entity]) -> list[dict[str, Any]]:
    """Records as JSON holds them: dates ISO, money whole đồng, pick lists by value.

    A reference ``owner`` is an id, with its title in ``owner__title``; several are lists.
    """
    titles = eco.titles(references(records))
    return [_json_of(record, titles) for record in records]


def references(records: Iterable[Entity]) -> set[UUID]:
    """The ids of every record that these refer to."""
    found: set[UUID] = set()
    for record in records:
        for name, field in record.fields.items():
            value = getattr(record, name)
            if field.type is FieldType.REF and value is not None:
                found.add(value)
            elif field.type is FieldType.REFS:
                found.update(value)
    return found


def _json_of(record: Entity, titles: dict[UUID, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": str(record.id), "kind": record.spec.kind}
    for name, field in record.fields.items():
        value = getattr(record, name)
        found[name] = as_json(field, value)
        if field.type is FieldType.REF:
            found[f"{name}__title"] = None if value is None else titles.get(value)
        elif field.type is FieldType.REFS:
            found[f"{name}__title"] = [titles.get(item) for item in value]
    return found


def write_json(path: Path, eco: Ecosystem, batches: Iterable[Sequence[Entity]]) -> int:
    """Writes records to a file as one JSON list; gives how many.

    Raises:
        BadFile: the file cannot be written; one that was there is then untouched.
    """
    count = 0
    with written_whole(path) as file:
        file.write("[")
        for batch in batches:
            for found in record_json(eco, batch):
                file.write(",\n" if count else "\n")
                json.dump(found, file, ensure_ascii=False)
                count += 1
        file.write("\n]\n")
    return count
