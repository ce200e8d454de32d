"""Bringing deleted records back, with their parts and the mentions of them."""

from __future__ import annotations

import pytest

from hstk import Ecosystem, NotFound, Rejected
from hstk.core.kinds import Organization, Person, Startup
from tests.store.world import NOBODY, Garden, Plot, garden, kind_of, organization, person


def test_a_restored_record_is_as_it_was(store: Ecosystem) -> None:
    an = store.add(person("An", phone="0905 123 456", groups="youth", birth="3/1990"))
    store.delete(an)
    assert store.restore(an.id) == an == store.get(Person, an.id)
    assert [hit.title for hit in store.search("0905123456")] == ["An"]
    assert store.change_sets()[0].reason == "Khôi phục"


def test_parts_come_back_with_the_whole(store: Ecosystem) -> None:
    hill = store.add(garden("Đồi"))
    lower = store.add(garden("Dưới", parent=hill))
    plots = [store.add(Plot(garden=g.id, number=n)) for g in (hill, lower) for n in (1, 2)]
    note = store.add(kind_of("attachment", about=plots[3].id))
    store.delete(hill)
    assert store.restore(hill.id) == hill
    assert store.find(Garden, sort="id") == [hill, lower]
    assert store.find(Plot, sort="id") == plots
    assert store.get(note.id) == note
    assert store.titles([plots[0].id]) == {plots[0].id: "Đồi · 1"}


def test_a_part_alone_comes_back_to_a_whole_that_stands(store: Ecosystem) -> None:
    hill = store.add(garden("Đồi"))
    plot = store.add(Plot(garden=hill.id, number=1))
    store.delete(plot)
    assert store.restore(plot.id) == plot
    store.delete(hill)
    with pytest.raises(Rejected) as refused:
        store.restore(plot.id)
    assert [problem.field for problem in refused.value.problems] == ["garden"]
    assert store.find(Garden) == []


def test_what_was_deleted_before_the_whole_stays_deleted(store: Ecosystem) -> None:
    hill = store.add(garden("Đồi"))
    one, two = (store.add(Plot(garden=hill.id, number=n)) for n in (1, 2))
    store.delete(one)
    store.delete(hill)
    store.restore(hill.id)
    assert store.find(Plot) == [two]


def test_of_several_deleted_together_one_comes_back_alone(store: Ecosystem) -> None:
    one, two = store.add(garden("Một")), store.add(garden("Hai"))
    plots = [store.add(Plot(garden=g.id, number=1)) for g in (one, two)]
    store.delete(one, two)
    store.restore(two.id)
    assert store.find(Garden) == [two]
    assert store.find(Plot) == [plots[1]]


# ---- Mentions -----------------------------------------------------------------------------------


def test_mentions_come_back(store: Ecosystem) -> None:
    an, binh = store.add(person("An")), store.add(person("Bình"))
    hill = store.add(garden("Đồi", guide=an, friends=[an, binh]))
    store.delete(an)
    store.restore(an.id)
    assert store.get(Garden, hill.id) == hill


def test_of_several_mentioned_together_each_comes_back_alone(store: Ecosystem) -> None:
    people = [store.add(person(f"Người {n}")) for n in range(3)]
    hill = store.add(garden("Đồi", friends=people))
    store.delete(people[0], people[2])
    store.restore(people[2].id)
    assert store.get(Garden, hill.id).friends == (people[1].id, people[2].id)
    store.restore(people[0].id)
    assert store.get(Garden, hill.id) == hill


def test_what_was_written_since_is_not_overwritten(store: Ecosystem) -> None:
    an, binh, cuong = (store.add(person(name)) for name in ("An", "Bình", "Cường"))
    hill = store.add(garden("Đồi", guide=an, friends=[an, binh]))
    store.delete(an)
    hill = store.update(store.get(Garden, hill.id), guide=binh.id, friends=[cuong.id])
    store.restore(an.id)
    assert store.get(Garden, hill.id) == hill.evolve(friends=[an.id, cuong.id])


def test_a_mention_in_what_is_gone_itself_is_left(store: Ecosystem) -> None:
    an = store.add(person("An"))
    hill = store.add(garden("Đồi", guide=an))
    store.delete(an)
    store.delete(hill)
    assert store.restore(an.id) == an
    assert store.restore(hill.id) == hill.evolve(guide=None)


# ---- Again and again ----------------------------------------------------------------------------


def test_a_record_can_go_and_come_back_many_times(store: Ecosystem) -> None:
    an = store.add(person("An"))
    for job in ("ngư dân", "nông dân", "giáo viên"):
        an = store.update(an, job=job)
        store.delete(an)
        assert store.restore(an.id) == an
    store.delete(an)
    store.undo()
    assert store.get(Person, an.id) == an


def test_what_was_never_deleted_cannot_be_restored(store: Ecosystem) -> None:
    an = store.add(person())
    for key in (an.id, NOBODY):
        with pytest.raises(NotFound, match=f"Không có bản ghi đã xoá nào mang mã {key}"):
            store.restore(key)
    store.delete(an)
    store.restore(an.id)
    with pytest.raises(NotFound):
        store.restore(an.id)


def test_what_would_repeat_a_unique_value_cannot_be_restored(store: Ecosystem) -> None:
    an = store.add(person("An", citizen_id="051190001234"))
    store.delete(an)
    binh = store.add(person("Bình", citizen_id="051190001234"))
    with pytest.raises(Rejected) as refused:
        store.restore(an.id)
    assert [problem.field for problem in refused.value.problems] == ["citizen_id"]
    store.update(binh, citizen_id=None)
    assert store.restore(an.id) == an


def test_what_refers_to_something_gone_cannot_be_restored(store: Ecosystem) -> None:
    an, unit = store.add(person("An")), store.add(organization())
    toi = store.add(Startup(name="Tỏi", owner=an.id, partners=(unit.id,)))
    store.delete(toi)
    store.delete(unit)
    with pytest.raises(Rejected) as refused:
        store.restore(toi.id)
    assert [problem.field for problem in refused.value.problems] == ["partners"]
    store.restore(unit.id)
    assert store.restore(toi.id) == toi
    assert store.find(Organization) == [unit]
