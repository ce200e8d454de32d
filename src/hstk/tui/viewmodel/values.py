"""Values of records in words, with the names of the records they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.language import say
from hstk.core.showing import shown
from hstk.core.tax_codes import mask_id

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


def references(fields: Mapping[str, FieldSpec], values: Mapping[str, Any]) -> set[UUID]:
    """Ids of the records that values refer to.

    Args:
        fields: of their kind.
        values: some or all of them, by field.
    """
    found: set[UUID] = set()
    for name, value in values.items():
        field = fields.get(name)
        if field is None or not value:
            continue
        if field.type is FieldType.REF:
            found.add(value)
        elif field.type is FieldType.REFS:
            found.update(value)
    return found


class Names:
    """Titles of records, for showing references.

    Args:
        titles: by id.
    """

    def __init__(self, titles: Mapping[UUID, str]) -> None:
        self._titles = titles

    @classmethod
    def of(cls, eco: Ecosystem, records: Iterable[Entity]) -> Names:
        """The names that these records need, read at once."""
        ids: set[UUID] = set()
        for record in records:
            ids |= references(record.fields, record.__dict__)
        return cls(eco.titles(ids) if ids else {})

    def __call__(self, record: UUID) -> str:
        """The title of a record; it is said when it is gone."""
        return self._titles.get(record) or say("(đã xoá)", "(deleted)")

    def show(self, field: FieldSpec, value: Any) -> str:
        """A value as people read it; numbers of citizens are masked, as the law on data asks."""
        if field.name == "citizen_id" and value:
            return mask_id(str(value))
        return shown(field, value, self)
