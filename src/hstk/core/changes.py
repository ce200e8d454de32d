"""What was changed: the readings of the change log as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from hstk.core.language import say


class Action(StrEnum):
    """What happened to a record."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        match self:
            case Action.INSERT:
                return say("thêm", "added")
            case Action.UPDATE:
                return say("sửa", "changed")
            case Action.DELETE:
                return say("xoá", "deleted")


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that were made together, and are undone together.

    Args:
        number: its number in this file.
        device: the copy it was made on; stamp: its place in the order of all copies.
        at: when, UTC.
        actor: who; reason: why, or "".
        undoes: the number of the change set that it takes back, or None.
        undone: whether it is taken back itself.
        size: how many records it changed.
    """

    number: int
    device: str
    stamp: str
    at: datetime
    actor: str
    reason: str
    undoes: int | None
    undone: bool
    size: int


@dataclass(frozen=True, slots=True)
class Change:
    """What one change set did to one record.

    Args:
        changeset: number of the change set; at, actor, reason: of it.
        kind, record, title: which record; title as it is now, or was when deleted.
        action: what happened.
        before, after: the values of the fields that changed, by name; ``before`` is empty for an
            insert, ``after`` for a delete.
    """

    changeset: int
    at: datetime
    actor: str
    reason: str
    kind: str
    record: UUID
    title: str
    action: Action
    before: Mapping[str, Any]
    after: Mapping[str, Any]
