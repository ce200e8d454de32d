"""Taking change sets back and bringing them again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hstk import Ecosystem, Entity, NotFound
from hstk.core.changes import Action
from hstk.core.errors import UndoRefused
from hstk.core.kinds import CORE_KINDS, Organization, Person, Startup
from hstk.core.language import speaking
from tests.store.world import (
    Folder,
    Garden,
    Plot,
    garden,
    grown,
    kind_of,
    organization,
    person,
    titles,
)


def everything(store: Ecosystem) -> dict[object, Entity]:
    """Every record of every kind, by its id."""
    return {r.id: r for kind in store.kinds.values() for r in store.find(kind)}


def refused(store: Ecosystem, number: int | None = None) -> list[str]:
    """What stands in the way of undoing; nothing is changed by asking."""
    before, sets = everything(store), store.change_sets()
    with pytest.raises(UndoRefused) as told:
        store.undo(number)
    assert everything(store) == before
    assert store.change_sets() == sets
    return list(told.value.obstacles)


# ---- One change set -----------------------------------------------------------------------------


def test_an_insert_is_taken_back_and_brought_again(store: Ecosystem) -> None:
    an = store.add(person("An", phone="0905 123 456"))
    store.undo()
    assert everything(store) == {}
    assert store.search("an", kind=Person) == []
    store.redo()
    assert everything(store) == {an.id: an}
    assert [hit.title for hit in store.search("0905123456")] == ["An"]


def test_an_update_is_taken_back_and_brought_again(store: Ecosystem) -> None:
    old = store.add(person("An", job="ngư dân", groups="youth"))
    new = store.update(old, name="Bình", job="", groups=(), birth="1990")
    store.undo()
    assert store.get(old.id) == old
    assert titles(store.find(Person, text="an")) == ["An"]
    store.redo()
    assert store.get(old.id) == new


def test_a_deletion_is_taken_back_and_brought_again(store: Ecosystem) -> None:
    an = store.add(person("An"))
    hill = store.add(garden("Đồi", guide=an, friends=[an], story="hai\ndòng"))
    plot = store.add(Plot(garden=hill.id, number=1))
    before = everything(store)
    store.delete(hill)
    store.undo()
    assert everything(store) == before
    assert store.titles([plot.id]) == {plot.id: "Đồi · 1"}
    store.delete(an)
    after = everything(store)
    store.undo()
    assert everything(store) == before
    store.redo()
    assert everything(store) == after


def test_everything_of_a_block_is_taken_back_together(store: Ecosystem) -> None:
    an, binh = store.add(person("An")), store.add(person("Bình"))
    toi = store.add(Startup(name="Tỏi", owner=an.id))
    before = everything(store)
    with store.changes("đợt lớn"):
        unit = store.add(organization("Một", representative=binh))
        toi = store.update(toi, owner=unit.id, partners=(unit.id,))
        toi = store.update(toi, name="Tỏi đen", owner=binh.id)
        store.delete(an)
        extra = store.add(person("Thừa"))
        store.update(extra, job="x")
        store.delete(extra)
    after = everything(store)
    assert store.undo().reason == "Hoàn tác: đợt lớn"
    assert everything(store) == before
    assert store.redo().reason == "Làm lại: đợt lớn"
    assert everything(store) == after


def test_what_was_added_changed_and_deleted_in_one_block_leaves_nothing(store: Ecosystem) -> None:
    with store.changes():
        an = store.add(person("An"))
        store.update(an, job="ngư dân")
        store.delete(an)
        store.restore(an.id)
        store.delete(an)
    store.undo()
    assert everything(store) == {}
    store.redo()
    assert everything(store) == {}


def test_a_unique_value_may_wander_within_a_block(store: Ecosystem) -> None:
    one = store.add(person("Một", citizen_id="051190001234"))
    two = store.add(person("Hai"))
    before = everything(store)
    with store.changes():
        store.update(one, citizen_id=None)
        two = store.update(two, citizen_id="051190001234")
        store.update(two, citizen_id="051190005678")
        store.delete(one)
        store.add(person("Ba", citizen_id="051190001234"))
    after = everything(store)
    store.undo()
    assert everything(store) == before
    store.redo()
    assert everything(store) == after


def test_records_that_refer_to_each_other_are_taken_back_together(store: Ecosystem) -> None:
    one, two = Folder(at="một"), Folder(at="hai")
    note = kind_of("attachment", about=two.id)
    progress: list[Entity] = [
        plan := kind_of("plan"),
        task := kind_of("task", plan=plan.id),
        kind_of("progress", task=task.id, evidence=[note.id]),
    ]
    store.add_many([one.evolve(within=two.id), two.evolve(within=one.id), note, *progress])
    before = everything(store)
    assert len(before) == 6
    store.undo()
    assert everything(store) == {}
    store.redo()
    assert everything(store) == before
    store.delete(one.id, two.id, plan.id)
    assert everything(store) == {}
    store.undo()
    assert everything(store) == before


def test_a_record_of_every_kind_can_be_taken_back(store: Ecosystem) -> None:
    with store.changes():
        grown(store, CORE_KINDS, full=True)
    before = everything(store)
    store.undo()
    assert everything(store) == {}
    store.redo()
    assert everything(store) == before


@pytest.mark.slow
def test_a_bulk_of_5000_is_taken_back_and_brought_again(store: Ecosystem) -> None:
    unit = organization()
    people = [person(f"Người {n}") for n in range(4_000)]
    startups = [Startup(name=f"Dự án {n}", owner=people[n].id) for n in range(1_000)]
    store.add_many([*startups, *people, unit])
    store.undo()
    assert everything(store) == {}
    store.redo()
    assert store.count(Person) == 4_000
    assert store.find(Startup, limit=1, sort="id") == startups[:1]
    store.undo()
    assert everything(store) == {}


# ---- Chains -------------------------------------------------------------------------------------


def test_undo_goes_back_step_by_step_and_redo_forward(store: Ecosystem) -> None:
    states = [everything(store)]
    an = store.add(person("An"))
    for step in ("ngư dân", "nông dân", "giáo viên"):
        states.append(everything(store))
        store.update(store.get(Person, an.id), job=step)
    states.append(everything(store))
    for state in reversed(states[:-1]):
        store.undo()
        assert everything(store) == state
    with pytest.raises(NotFound, match="Không còn gì để hoàn tác"):
        store.undo()
    for state in states[1:]:
        store.redo()
        assert everything(store) == state
    with pytest.raises(NotFound, match="Không có gì để làm lại"):
        store.redo()


STEPS: dict[str, Callable[[Ecosystem], object]] = {
    "u": lambda store: store.undo(),
    "r": lambda store: store.redo(),
}


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ("u", 2),
        ("uu", 1),
        ("uur", 2),
        ("uurr", 3),
        ("uuru", 1),
        ("urur", 3),
        ("ururur", 3),
        ("uuururrr", 3),
        ("uurruu", 1),
        ("urururu", 2),
    ],
)
def test_any_chain_of_undo_and_redo_leads_where_it_should(
    store: Ecosystem, steps: str, left: int
) -> None:
    for number in range(3):
        store.add(person(f"Người {number}"))
    for step in steps:
        STEPS[step](store)
    assert titles(store.find(Person)) == [f"Người {number}" for number in range(left)]


def test_turning_the_same_change_again_and_again_stays_short(store: Ecosystem) -> None:
    an = store.add(person("An"))
    for _ in range(25):
        store.undo()
        store.redo()
    assert everything(store) == {an.id: an}
    sets = store.change_sets(limit=100)
    assert len(sets) == 51
    assert {found.undoes for found in sets[1::2]} == {1}
    store.undo()
    assert everything(store) == {}


def test_a_new_change_clears_what_could_be_done_again(store: Ecosystem) -> None:
    store.add(person("An"))
    store.undo()
    store.add(person("Bình"))
    with pytest.raises(NotFound, match="Không có gì để làm lại"):
        store.redo()
    store.undo()
    store.redo()
    assert titles(store.find(Person)) == ["Bình"]


def test_nothing_to_undo_or_redo_is_said_and_leaves_no_trace(store: Ecosystem) -> None:
    with pytest.raises(NotFound, match="Không còn gì để hoàn tác"):
        store.undo()
    with pytest.raises(NotFound, match="Không có gì để làm lại"):
        store.redo()
    with speaking("en"), pytest.raises(NotFound, match="nothing left to undo"):
        store.undo()
    assert store.change_sets() == []


# ---- One of many --------------------------------------------------------------------------------


def test_an_older_change_set_is_taken_back_by_its_number(store: Ecosystem) -> None:
    an, binh = store.add(person("An")), store.add(person("Bình"))
    store.update(binh, job="ngư dân")
    made = store.undo(1)
    assert (made.undoes, made.number) == (1, 4)
    assert titles(store.find(Person)) == ["Bình"]
    assert [found.undone for found in store.change_sets()] == [False, False, False, True]
    store.redo()
    assert store.get(an.id) == an


def test_an_undo_is_taken_back_by_its_number(store: Ecosystem) -> None:
    an = store.add(person("An"))
    undone = store.undo()
    store.add(person("Bình"))
    store.undo(undone.number)
    assert store.get(an.id) == an
    assert [found.undone for found in store.change_sets()] == [False, False, True, False]
    store.undo()
    assert titles(store.find(Person)) == ["Bình"]


def test_a_redo_is_taken_back_by_its_number(store: Ecosystem) -> None:
    an = store.add(person("An"))
    store.undo()
    again = store.redo()
    made = store.undo(again.number)
    assert (made.undoes, everything(store)) == (1, {})
    assert refused(store, again.number) == ["lần 1 đã được hoàn tác"]
    store.redo()
    assert store.get(an.id) == an


def test_what_is_undone_already_is_not_undone_again(store: Ecosystem) -> None:
    store.add(person("An"))
    store.undo()
    assert refused(store, 1) == ["lần 1 đã được hoàn tác"]
    with pytest.raises(NotFound, match="Không có lần thay đổi số 99"):
        store.undo(99)


# ---- What stands in the way ---------------------------------------------------------------------


def test_an_insert_that_was_changed_later_is_kept(store: Ecosystem) -> None:
    an = store.add(person("An"))
    store.update(an, job="ngư dân")
    assert refused(store, 1) == ["Người «An» đã bị thay đổi sau đó (lần 2)"]
    store.undo(2)
    store.undo(1)
    assert everything(store) == {}


def test_an_update_whose_fields_were_changed_later_is_kept(store: Ecosystem) -> None:
    an = store.add(person("An"))
    an = store.update(an, job="ngư dân", birth="1990")
    an = store.update(an, birth="1991", address="An Vĩnh")
    assert refused(store, 2) == ["Người «An» đã bị thay đổi sau đó (lần 3)"]
    store.update(an, birth="1990")
    store.undo(2)
    assert store.get(an.id) == an.evolve(job="", birth=None)


def test_an_update_of_other_fields_does_not_stand_in_the_way(store: Ecosystem) -> None:
    an = store.add(person("An"))
    an = store.update(an, job="ngư dân")
    an = store.update(an, address="An Vĩnh")
    store.undo(2)
    assert store.get(an.id) == an.evolve(job="")


def test_what_was_deleted_later_is_not_changed_back(store: Ecosystem) -> None:
    an = store.add(person("An"))
    an = store.update(an, job="ngư dân")
    store.delete(an)
    assert refused(store, 2) == ["Người «An» đã bị thay đổi sau đó (lần 3)"]
    assert refused(store, 1) == ["Người «An» đã bị thay đổi sau đó (lần 2, 3)"]
    store.restore(an.id)
    store.undo(2)
    assert store.get(an.id) == an.evolve(job="")


def test_what_stands_again_is_not_restored_twice(store: Ecosystem) -> None:
    an = store.add(person("An"))
    store.delete(an)
    store.restore(an.id)
    assert refused(store, 2) == ["Người «An» đã bị thay đổi sau đó (lần 3)"]


def test_what_later_records_use_is_kept(store: Ecosystem) -> None:
    an, unit = store.add(person("An")), store.add(organization("Một"))
    toi = store.add(Startup(name="Tỏi", owner=an.id, partners=(unit.id,)))
    hill = store.add(garden("Đồi", friends=[an]))
    for number in (1, 2):
        assert (
            f"Dự án khởi nghiệp «Tỏi» ({str(toi.id)[-8:]}) được ghi sau và đang dùng nó"
            in refused(store, number)
        )
    assert f"Vườn «Đồi» ({str(hill.id)[-8:]}) được ghi sau và đang dùng nó" in refused(store, 1)
    store.undo(4)
    store.undo(3)
    store.undo(2)
    store.undo(1)
    assert everything(store) == {}


def test_a_part_that_was_added_later_is_not_lost(store: Ecosystem) -> None:
    hill = store.add(garden("Đồi"))
    plot = store.add(Plot(garden=hill.id, number=1))
    assert refused(store, 1) == [
        f"Thửa «Đồi · 1» ({str(plot.id)[-8:]}) được ghi sau và đang dùng nó"
    ]


def test_a_record_moved_there_later_is_not_lost(store: Ecosystem) -> None:
    old = store.add(garden("Cũ"))
    plot = store.add(Plot(garden=old.id, number=1))
    with store.changes():
        new = store.add(garden("Mới"))
        plot = store.update(plot, number=2)
    store.update(plot, garden=new.id)
    assert refused(store, 3) == [
        f"Thửa «Mới · 2» ({str(plot.id)[-8:]}) được ghi sau và đang dùng nó"
    ]


def test_every_obstacle_is_listed_up_to_twenty(store: Ecosystem) -> None:
    people = [person(f"Người {n:02}") for n in range(30)]
    store.add_many(people)
    for one in people[:3]:
        store.update(one, job="ngư dân")
    assert refused(store, 1) == [
        f"Người «Người {n:02}» đã bị thay đổi sau đó (lần {n + 2})" for n in range(3)
    ]
    with store.changes():
        for one in people[3:]:
            store.update(one, job="ngư dân")
    assert len(refused(store, 1)) == 20


def test_a_value_that_was_taken_meanwhile_stands_in_the_way(store: Ecosystem) -> None:
    an = store.add(person("An", citizen_id="051190001234"))
    an = store.update(an, citizen_id=None)
    binh = store.add(person("Bình", citizen_id="051190001234"))
    (obstacle,) = refused(store, 2)
    assert obstacle.startswith("citizen_id: «051*******34» đã có ở một bản ghi khác")
    store.update(binh, citizen_id=None)
    store.undo(2)
    assert store.get(Person, an.id).citizen_id == "051190001234"


def test_what_is_gone_meanwhile_stands_in_the_way(store: Ecosystem) -> None:
    unit, hill = store.add(organization("Một")), store.add(garden("Đồi"))
    store.update(hill, owner=unit.id)
    store.update(store.get(Garden, hill.id), owner=None)
    store.delete(unit)
    assert refused(store, 4) == [f"owner: không có bản ghi {unit.id}"]


def test_the_list_is_told_in_english_too(store: Ecosystem) -> None:
    an = store.add(person("An"))
    store.update(an, job="x")
    with speaking("en"):
        assert refused(store, 1) == ["Person “An” was changed later (change set 2)"]


# ---- Beside it ----------------------------------------------------------------------------------


def test_undo_is_no_part_of_a_block(store: Ecosystem) -> None:
    store.add(person("An"))
    with store.changes():
        store.add(person("Bình"))
        for turn in STEPS.values():
            with pytest.raises(UndoRefused, match="đang ở giữa một đợt thay đổi"):
                turn(store)
    assert len(store.find(Person)) == 2
    assert store.change_sets()[0].undoes is None


def test_undo_says_who_and_what(store: Ecosystem) -> None:
    with store.changes("Nhập đợt 1", actor="lan"):
        store.add(organization("Một"))
    store.actor = "an"
    made = store.undo(1)
    assert (made.actor, made.reason, made.undoes, made.size) == ("an", "Hoàn tác: Nhập đợt 1", 1, 1)
    again = store.redo()
    assert (again.reason, again.undoes) == ("Làm lại: Nhập đợt 1", 2)
    store.undo()
    assert store.find(Organization) == []
    assert [change.action for change in store.history(changeset=4)] == [Action.DELETE]


def test_undo_of_somebody_elses_change_is_seen_by_both(both: tuple[Ecosystem, Ecosystem]) -> None:
    one, two = both
    an = one.add(person("An"))
    two.undo()
    assert one.find(Person) == []
    one.redo()
    assert two.get(an.id) == an


def test_on_a_server_undo_means_ones_own_newest_change(
    both: tuple[Ecosystem, Ecosystem],
) -> None:
    one, two = both
    one.actor, two.actor = "an", "bình"
    first, second = one.add(person("An")), two.add(person("Bình"))
    one.undo()
    left = {record.id for record in two.find(Person)}
    # a file has one user at a time, whose newest change is the newest
    assert left == ({second.id} if one.place.path is None else {first.id})


def test_an_older_deletion_is_not_undone_over_a_newer_one(store: Ecosystem) -> None:
    record = store.add(organization("Một"))
    store.delete(record)
    older = store.change_sets(limit=1)[0].number
    back = store.restore(record.id)
    assert isinstance(back, Organization)
    store.delete(store.update(back, name="Hai"))
    with pytest.raises(UndoRefused):
        store.undo(older)
    store.undo()
    assert store.get(Organization, record.id).name == "Hai"


def test_undo_of_number_zero_is_no_undo(store: Ecosystem) -> None:
    store.add(organization("Một"))
    with pytest.raises(NotFound):
        store.undo(0)
    assert store.count(Organization) == 1
