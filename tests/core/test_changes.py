from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from hstk.core.changes import Action, Change, ChangeSet
from hstk.core.ids import new_id
from hstk.core.language import speaking

CHANGE = Change(
    changeset=3,
    at=datetime(2026, 3, 15, 7, 30, tzinfo=UTC),
    actor="lan",
    reason="",
    kind="person",
    record=new_id(),
    title="Nguyễn Thị Mẫu",
    action=Action.UPDATE,
    before={"job": ""},
    after={"job": "ngư dân"},
)
CHANGE_SET = ChangeSet(
    number=3,
    device="a1b2c3d4",
    stamp="018bcfe56800-0000-a1b2c3d4",
    at=CHANGE.at,
    actor="lan",
    reason="",
    undoes=None,
    undone=False,
    size=1,
)


def test_actions_are_named_in_both_languages() -> None:
    assert [action.label for action in Action] == ["thêm", "sửa", "xoá"]
    with speaking("en"):
        assert [action.label for action in Action] == ["added", "changed", "deleted"]


@pytest.mark.parametrize("value", [CHANGE, CHANGE_SET], ids=["change", "change set"])
def test_changes_are_plain_frozen_values(value: Change | ChangeSet) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(FrozenInstanceError):
        value.actor = "an"  # type: ignore[misc]
