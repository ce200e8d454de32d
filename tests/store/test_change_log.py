"""The log: one change set a block, every value before and after, in an order that holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hstk import Ecosystem, Entity, NotFound, Rejected
from hstk.core.changes import Action, Change
from hstk.core.clock import HybridClock
from hstk.core.kinds import CORE_KINDS, Gender, Person, Startup
from hstk.store.change_log import Turns, logged, read_values
from tests.store.world import (
    NOBODY,
    Garden,
    Plot,
    garden,
    grown,
    organization,
    person,
)


def told(changes: list[Change]) -> list[tuple[int, Action, Mapping[str, Any], Mapping[str, Any]]]:
    """What was done, newest first."""
    return [(c.changeset, c.action, c.before, c.after) for c in changes]


# ---- Change sets --------------------------------------------------------------------------------


def test_a_write_by_itself_is_a_change_set(store: Ecosystem) -> None:
    store.actor = "lan"
    before = datetime.now(UTC)
    an = store.add(person("An"))
    store.update(an, job="ngư dân")
    store.delete(an)
    sets = store.change_sets()
    assert [(s.number, s.size, s.actor, s.reason, s.undoes, s.undone) for s in sets] == [
        (number, 1, "lan", "", None, False) for number in (3, 2, 1)
    ]
    for found in sets:
        assert before - timedelta(seconds=1) < found.at < datetime.now(UTC) + timedelta(seconds=1)
        assert found.at.utcoffset() == timedelta(0)


def test_a_block_is_one_change_set_with_actor_and_reason(store: Ecosystem) -> None:
    with store.changes("Nhập đợt 1", actor="bình"):
        an = store.add(person("An"))
        store.update(an, job="ngư dân")
        with store.changes("bên trong"):
            store.add_many([person("Bình"), organization()], reason="cũng thế")
        assert store.get(Person, an.id).job == "ngư dân"
        assert store.count(Person) == 2
        assert len(store.search("an", kind=Person)) == 1
    (found,) = store.change_sets()
    assert (found.reason, found.actor, found.size) == ("Nhập đợt 1", "bình", 4)


def test_an_empty_block_leaves_no_change_set(store: Ecosystem) -> None:
    with store.changes("không có gì"):
        pass
    with store.changes("chỉ đọc"):
        assert store.count(Person) == 0
    an = store.add(person())
    with store.changes("không đổi gì"):
        store.update(an, name=an.name)
    assert [found.number for found in store.change_sets()] == [1]


def test_an_error_in_a_block_leaves_nothing_at_all(store: Ecosystem) -> None:
    def fail() -> None:
        with store.changes():
            store.add(person("An"))
            raise KeyError("của người dùng")

    with pytest.raises(KeyError):
        fail()
    assert (store.find(Person), store.change_sets(), store.search("an")) == ([], [], [])
    store.add(person("Bình"))
    assert [found.number for found in store.change_sets()] == [1]


def test_a_write_that_fails_in_a_block_leaves_nothing_of_itself(store: Ecosystem) -> None:
    an = store.add(person("An", citizen_id="051190001234"))
    with store.changes():
        store.add(person("Bình"))
        with pytest.raises(Rejected):
            store.add_many([organization(), person("Cường", citizen_id="051190001234")])
        with pytest.raises(Rejected):
            store.add(Startup(name="Tỏi", owner=NOBODY))
        with pytest.raises(Rejected):
            store.update(an, name="", job="ngư dân")
        with pytest.raises(NotFound):
            store.delete(an.id, NOBODY)
        store.add(person("Dũng"))
    assert [one.name for one in store.find(Person)] == ["An", "Bình", "Dũng"]
    assert store.count(store.kind("organization")) == 0
    assert store.change_sets()[0].size == 2
    assert [one.title for one in store.search("dung")] == ["Dũng"]


def test_only_failed_writes_leave_no_change_set(store: Ecosystem) -> None:
    with store.changes():
        for _ in range(2):
            with pytest.raises(Rejected):
                store.add_many([organization(), Startup(name="Tỏi", owner=NOBODY)])
    assert store.change_sets() == []


def test_what_a_failed_write_had_added_cannot_be_referred_to(store: Ecosystem) -> None:
    an = person("An")

    def half(fail: bool) -> None:
        with store.changes("nửa chừng"):
            store.add(an)
            store.add(Startup(name="Hành", owner=an.id))
            if fail:
                raise KeyError("của người dùng")

    with store.changes():
        with pytest.raises(KeyError):
            half(fail=True)
        with pytest.raises(Rejected, match="không có bản ghi"):
            store.add(Startup(name="Tỏi", owner=an.id))
        store.add(person("Bình"))
    assert [one.name for one in store.find(Person)] == ["Bình"]
    with store.changes():
        half(fail=False)
        store.delete(*store.find(Startup), an)
        with pytest.raises(Rejected, match="không có bản ghi"):
            store.add(Startup(name="Tỏi", owner=an.id))
    assert store.count(Startup) == 0


def test_what_was_added_and_deleted_in_a_block_cannot_be_referred_to(store: Ecosystem) -> None:
    an, binh = person("An"), person("Bình")
    with store.changes():
        store.add_many([Startup(name="Hành", owner=an.id), an, binh])
        store.delete(binh)
        with pytest.raises(Rejected, match="không có bản ghi"):
            store.add(Startup(name="Tỏi", owner=binh.id))
    assert [one.name for one in store.find(Startup)] == ["Hành"]


# ---- History ------------------------------------------------------------------------------------


def test_the_history_of_a_record_tells_every_value(store: Ecosystem) -> None:
    store.actor = "lan"
    an = store.add(person("An", birth="3/1990", groups="youth"))
    store.actor = "bình"
    store.update(an, birth="1990", gender="female", groups=())
    store.delete(an)
    history = store.history(an)
    assert told(history) == [
        (3, Action.DELETE, an.evolve(birth="1990", gender="female", groups=()).__dict__, {}),
        (
            2,
            Action.UPDATE,
            {"birth": "1990-03", "gender": None, "groups": an.__dict__["groups"]},
            {"birth": "1990", "gender": Gender.FEMALE, "groups": ()},
        ),
        (1, Action.INSERT, {}, an.__dict__),
    ]
    assert [change.actor for change in history] == ["bình", "bình", "lan"]
    assert {(change.kind, change.record, change.title) for change in history} == {
        ("person", an.id, "An")
    }


def test_an_insert_is_told_as_it_was_whatever_came_later(store: Ecosystem) -> None:
    first = store.add(garden("Một", trees=3, names=["a", "b"], founded="2019"))
    second = store.update(first, trees=None, names=(), story="dài\ndòng")
    third = store.update(second, trees=9, name="Hai")

    def inserts() -> list[Mapping[str, Any]]:
        return [c.after for c in store.history(first.id) if c.action is Action.INSERT]

    assert inserts() == [first.__dict__]
    store.delete(third)
    assert inserts() == [first.__dict__]
    store.restore(first.id)
    assert inserts() == [third.__dict__, first.__dict__]
    store.update(third, trees=1)
    assert inserts() == [third.__dict__, first.__dict__]
    store.undo()
    store.undo()
    assert inserts() == [third.__dict__, first.__dict__]


def test_every_value_of_every_kind_is_in_the_log_as_it_was(store: Ecosystem) -> None:
    added = grown(store, CORE_KINDS, full=True)
    store.delete(*added.values())
    for record in added.values():
        last, *_, first = store.history(record)
        assert (last.action, first.action) == (Action.DELETE, Action.INSERT)
        assert first.after == record.__dict__
        if last.before == record.__dict__:
            continue
        # what mentioned something else that went was emptied first
        changed = {n for n, value in record.__dict__.items() if last.before[n] != value}
        assert all(type(record).fields[name].type in ("ref", "refs") for name in changed)


def test_the_title_in_the_history_is_the_newest_one(store: Ecosystem) -> None:
    an = store.add(person("An"))
    an = store.update(an, name="Bình")
    assert {change.title for change in store.history(an)} == {"Bình"}
    store.delete(an)
    assert store.history(an)[0].title == "Bình"


def test_what_goes_along_is_in_the_history_of_each(store: Ecosystem) -> None:
    an = store.add(person("An"))
    hill = store.add(garden("Đồi", guide=an))
    plot = store.add(Plot(garden=hill.id, number=1))
    store.delete(an)
    assert told(store.history(hill))[0] == (4, Action.UPDATE, {"guide": an.id}, {"guide": None})
    store.delete(hill)
    assert [change.action for change in store.history(plot)] == [Action.DELETE, Action.INSERT]


def test_the_history_of_a_change_set_and_of_everything(store: Ecosystem) -> None:
    with store.changes():
        an, unit = store.add(person("An")), store.add(organization("Một"))
    store.update(an, job="ngư dân")
    assert [c.record for c in store.history(changeset=1)] == [unit.id, an.id]
    assert [c.changeset for c in store.history()] == [2, 1, 1]
    assert [c.changeset for c in store.history(limit=1)] == [2]
    assert [c.changeset for c in store.history(an, changeset=2)] == [2]
    assert store.history(NOBODY) == []
    assert store.history(changeset=99) == []


def test_change_sets_are_read_in_pages(store: Ecosystem) -> None:
    for number in range(7):
        store.add(person(f"Người {number}"))
    first = store.change_sets(limit=3)
    assert [found.number for found in first] == [7, 6, 5]
    assert [s.number for s in store.change_sets(before=first[-1].number, limit=3)] == [4, 3, 2]
    assert store.change_sets(before=1) == []


def test_an_insert_costs_the_log_no_values(store: Ecosystem) -> None:
    store.add_many([person("An"), person("Bình")])
    change = store.log.change
    with store.reading() as connection:
        rows = connection.execute(change.select()).all()
    assert [(row.old, row.new) for row in rows] == [(None, None)] * 2


# ---- Order across copies ------------------------------------------------------------------------


def test_device_sequence_and_stamp_go_on(both: tuple[Ecosystem, Ecosystem]) -> None:
    one, two = both
    for number in range(3):
        one.add(person(f"Người {number}"))
        two.add(person(f"Người khác {number}"))
    sets = one.change_sets()[::-1]
    assert [found.number for found in sets] == [1, 2, 3, 4, 5, 6]
    assert len({found.device for found in sets}) == 1
    stamps = [found.stamp for found in sets]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == 6
    assert all(stamp.endswith(f"-{sets[0].device}") for stamp in stamps)
    with one.reading() as connection:
        table = one.log.changeset
        rows = connection.execute(table.select().order_by(table.c.number)).all()
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5, 6]


def test_a_change_sorts_after_what_came_from_a_copy_whose_clock_is_ahead(store: Ecosystem) -> None:
    ahead = HybridClock("other", now=lambda: 9_000_000_000_000).tick()
    with store._engine.begin() as connection:
        connection.execute(
            store.log.changeset.insert().values(
                number=1,
                device="other",
                sequence=1,
                stamp=ahead,
                at=datetime.now(UTC),
                actor="",
                reason="",
            )
        )
    store.add(person("An"))
    newest, other = store.change_sets()
    assert newest.stamp > other.stamp == ahead
    assert newest.device != other.device
    with store.reading() as connection:
        table = store.log.changeset
        rows = connection.execute(table.select().order_by(table.c.number)).all()
    assert [(row.number, row.sequence) for row in rows] == [(1, 1), (2, 1)]


# ---- Values as the log keeps them ---------------------------------------------------------------


def test_values_come_back_from_the_log(store: Ecosystem) -> None:
    record = store.add(
        garden(
            trees=1,
            slope=0.5,
            price=5,
            organic=False,
            planted="29/02/2020",
            founded="2019",
            seen="2022-11-15T07:30:00Z",
            keepers="male",
            names=["ă", '"'],
        )
    )
    text = logged(Garden.fields, record.__dict__)
    assert read_values(Garden.fields, text) == record.__dict__
    assert "ă" in text
    assert read_values(Garden.fields, None) == {}


def test_values_of_fields_that_changed_their_meaning_are_told_as_they_stand() -> None:
    text = json.dumps({"keeper": "gone", "planted": 7, "trees": 1, "unknown": ["x"], "names": 3})
    assert read_values(Garden.fields, text) == {
        "keeper": "gone",
        "planted": 7,
        "trees": 1,
        "unknown": ["x"],
        "names": 3,
    }


def test_turns_know_how_often_a_change_was_turned() -> None:
    # 1 undone by 2, redone by 3, undone again by 4; 5 stands by itself
    turns = Turns({2: 1, 3: 2, 4: 1})
    assert [turns.depth(n) for n in (1, 2, 3, 4, 5)] == [0, 1, 2, 1, 0]
    assert [turns.origin(n) for n in (1, 2, 3, 4, 5)] == [1, 1, 1, 1, 5]
    assert [turns.stands(n) for n in (1, 2, 3, 4, 5)] == [False, False, True, True, True]
    assert [turns.latest(n) for n in (1, 5)] == [3, 5]


def test_records_of_all_kinds_have_a_history(store: Ecosystem) -> None:
    added = grown(store, CORE_KINDS, full=False)
    for record in added.values():
        assert isinstance(record, Entity)
        (change,) = store.history(record)
        assert change.title == store.titles([record.id])[record.id]
