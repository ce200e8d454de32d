"""What was changed, in words."""

from __future__ import annotations

import pytest

from hstk import Ecosystem, NotFound
from hstk.core.errors import UndoRefused
from hstk.core.language import speaking
from hstk.kinds import Person, Startup
from hstk.tui.viewmodel.history import (
    MOST_CHANGES,
    MOST_WITH_FIELDS,
    ToldField,
    redo,
    tell_changes,
    tell_record,
    tell_sets,
    undo,
)
from tests.tui.story import TODAY


def test_change_sets_are_told_newest_first(island: Ecosystem) -> None:
    person = island.add(Person(name="Lê Thị Mới"))
    island.delete(person)

    told = tell_sets(island, TODAY)

    assert [one.what for one in told] == [
        "xoá người «Lê Thị Mới»",
        "thêm người «Lê Thị Mới»",
        "sửa người «Mai Văn [/x] Được»",
        "Dựng dữ liệu thử",
    ]
    assert told[0].actor == "Vy"
    assert tell_sets(island, TODAY, before=told[1].number, limit=1)[0].number == told[2].number


def test_many_records_are_told_by_the_first_and_their_number(island: Ecosystem) -> None:
    island.add_many([Person(name="Một"), Person(name="Hai"), Person(name="Ba")])

    assert tell_sets(island, TODAY, limit=1)[0].what == "thêm người «Ba» và 2 bản ghi khác"
    with speaking("en"):
        assert tell_sets(island, TODAY, limit=1)[0].what == "added person “Ba” and 2 more"


def test_undo_and_redo_say_what_they_do(island: Ecosystem) -> None:
    island.add(Person(name="Lê Thị Mới"))

    assert undo(island) == "Hoàn tác: thêm người «Lê Thị Mới»"
    assert tell_sets(island, TODAY)[1].mark == "đã hoàn tác"
    assert redo(island) == "Làm lại: thêm người «Lê Thị Mới»"
    assert undo(island) == "Hoàn tác: thêm người «Lê Thị Mới»"


def test_nothing_left_to_redo_is_said(island: Ecosystem) -> None:
    with pytest.raises(NotFound):
        redo(island)


def test_an_undo_that_is_refused_lists_what_is_in_the_way(island: Ecosystem) -> None:
    person = island.add(Person(name="Lê Thị Mới"))
    number = tell_sets(island, TODAY, limit=1)[0].number
    island.add(Startup(name="Dựa vào", owner=person.id))

    with pytest.raises(UndoRefused) as refused:
        undo(island, number)
    assert refused.value.obstacles


def test_what_a_change_set_did_is_told_field_by_field(island: Ecosystem) -> None:
    owner = next(p for p in island.find(Person) if "Được" in p.name)
    number = tell_sets(island, TODAY, limit=1)[0].number

    (told,) = tell_changes(island, number, TODAY)

    assert told.record == owner.id
    assert told.what == "sửa người «Mai Văn [/x] Được»"
    assert told.fields == (ToldField("Nghề nghiệp, chức vụ", "Nông dân", "Nông dân trồng tỏi"),)


def test_a_new_record_is_told_with_what_it_had(island: Ecosystem) -> None:
    owner = next(p for p in island.find(Person) if "Được" in p.name)

    sets, changes = tell_record(island, owner.id, TODAY)

    assert [one.what for one in sets] == [
        "sửa người «Mai Văn [/x] Được»",
        "thêm người «Mai Văn [/x] Được»",
    ]
    first = {field.label: field.after for field in changes[1].fields}
    assert first == {"Họ và tên": "Mai Văn [/x] Được", "Nghề nghiệp, chức vụ": "Nông dân"}


def test_a_large_change_set_is_told_in_short(island: Ecosystem) -> None:
    island.add_many(Person(name=f"Người {n}") for n in range(MOST_CHANGES + 5))
    number = tell_sets(island, TODAY, limit=1)[0].number

    told = tell_changes(island, number, TODAY)

    assert len(told) == MOST_CHANGES
    assert [bool(change.fields) for change in told].count(True) == MOST_WITH_FIELDS


def test_references_are_told_by_name_and_masked_where_they_must_be(island: Ecosystem) -> None:
    person = island.add(Person(name="Lê Thị Kín", citizen_id="051190001234"))
    startup = island.add(Startup(name="Mới", owner=person.id))

    _, changes = tell_record(island, startup.id, TODAY)
    assert ToldField("Chủ thể", "", "Lê Thị Kín") in changes[0].fields
    _, changes = tell_record(island, person.id, TODAY)
    assert ToldField("Số căn cước", "", "051*******34") in changes[0].fields


def test_a_record_that_is_gone_keeps_its_name_in_the_history(island: Ecosystem) -> None:
    person = island.add(Person(name="Lê Thị Qua"))
    island.update(person, job="Kế toán")
    island.delete(person)

    _, changes = tell_record(island, person.id, TODAY)

    assert [change.what for change in changes] == [
        "xoá người «Lê Thị Qua»",
        "sửa người «Lê Thị Qua»",
        "thêm người «Lê Thị Qua»",
    ]
