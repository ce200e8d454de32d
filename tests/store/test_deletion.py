"""What goes with a record that is deleted, what is emptied, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from hstk import Ecosystem, Entity, NotFound, Rejected
from hstk.core.changes import Action
from hstk.core.kinds import CORE_KINDS, Organization, Person, Startup
from hstk.core.language import speaking
from tests.store.world import (
    NOBODY,
    ORCHARD,
    Folder,
    Garden,
    Plot,
    garden,
    grown,
    kind_of,
    opened,
    organization,
    person,
)


def everything(store: Ecosystem) -> list[Entity]:
    """Every record of every kind."""
    return [record for kind in store.kinds.values() for record in store.find(kind)]


def rows_left(store: Ecosystem) -> dict[str, int]:
    """How many rows each table beside the log still has."""
    with store.reading() as connection:
        return {
            table.name: count
            for table in store.binding.metadata.tables.values()
            if table.name not in ("hstk_changeset", "hstk_change", "hstk_meta")
            and (count := connection.execute(select(func.count()).select_from(table)).scalar_one())
        }


def test_a_deleted_record_is_gone(store: Ecosystem) -> None:
    an, binh = store.add(person("An")), store.add(person("Bình"))
    assert store.delete(an) == 1
    with pytest.raises(NotFound):
        store.get(an.id)
    assert store.find(Person) == [binh]
    assert store.search("an", kind=Person) == []
    assert store.titles([an.id]) == {}


def test_several_are_deleted_at_once_by_record_or_id(store: Ecosystem) -> None:
    people = [person(f"Người {n}") for n in range(1_300)]
    store.add_many(people)
    assert store.delete(people[0], *(one.id for one in people[1:]), people[0]) == 1_300
    assert rows_left(store) == {}
    assert store.change_sets()[0].size == 1_300


def test_what_does_not_exist_cannot_be_deleted(store: Ecosystem) -> None:
    an = store.add(person())
    with pytest.raises(NotFound, match=str(NOBODY)):
        store.delete(an, NOBODY)
    assert store.get(an.id) == an
    store.delete(an)
    with pytest.raises(NotFound):
        store.delete(an)
    assert len(store.change_sets()) == 2


def test_deleting_nothing_is_no_change(store: Ecosystem) -> None:
    assert store.delete() == 0
    assert store.change_sets() == []


# ---- What stands in the way ---------------------------------------------------------------------


def test_what_others_rely_on_stays_and_they_are_named(store: Ecosystem) -> None:
    an = store.add(person("An"))
    one = store.add(Startup(name="Tỏi", owner=an.id))
    two = store.add(Startup(name="Hành", owner=an.id))
    with pytest.raises(Rejected) as refused:
        store.delete(an)
    assert {p.where: p.message for p in refused.value.problems} == {
        str(record.id)[-8:]: f"Dự án khởi nghiệp «{record.name}» còn dùng bản ghi này "
        "(Chủ thể); xoá hoặc sửa nó trước"
        for record in (one, two)
    }
    with speaking("en"), pytest.raises(Rejected, match="still uses this record"):
        store.delete(an)
    assert store.get(an.id) == an
    assert len(store.change_sets()) == 3


def test_a_long_list_of_what_relies_on_it_is_cut(store: Ecosystem) -> None:
    an = store.add(person("An"))
    store.add_many([Startup(name=f"Dự án {n}", owner=an.id) for n in range(30)])
    with pytest.raises(Rejected) as refused:
        store.delete(an)
    assert len(refused.value.problems) == 20


def test_a_list_of_references_holds_what_it_names(store: Ecosystem) -> None:
    unit, other = store.add(organization("Một")), store.add(organization("Hai"))
    an = store.add(person())
    toi = store.add(Startup(name="Tỏi", owner=an.id, partners=(other.id, unit.id)))
    with pytest.raises(Rejected, match=r"Dự án khởi nghiệp «Tỏi» còn dùng bản ghi này \(Đối tác\)"):
        store.delete(unit)
    store.update(toi, partners=(other.id,))
    assert store.delete(unit) == 1


def test_what_relies_on_each_other_goes_together(store: Ecosystem) -> None:
    an = store.add(person())
    toi = store.add(Startup(name="Tỏi", owner=an.id))
    assert store.delete(an, toi) == 2
    assert rows_left(store) == {}


def test_many_that_are_relied_on_by_one_are_all_refused(store: Ecosystem) -> None:
    people = [person(f"Người {n}") for n in range(700)]
    store.add_many(people)
    store.add(Startup(name="Tỏi", owner=people[650].id))
    with pytest.raises(Rejected, match="«Tỏi» còn dùng"):
        store.delete(*people)
    assert store.count(Person) == 700


# ---- What goes along ----------------------------------------------------------------------------


def test_parts_go_with_the_whole_and_their_parts_with_them(store: Ecosystem) -> None:
    hill = store.add(garden("Đồi"))
    lower = store.add(garden("Đồi dưới", parent=hill))
    lowest = store.add(garden("Đồi dưới cùng", parent=lower))
    store.add_many([Plot(garden=g.id, number=1) for g in (hill, lower, lowest)])
    note = store.add(kind_of("attachment", about=lowest.id))
    assert store.delete(hill) == 7
    assert rows_left(store) == {}
    deleted = store.history(changeset=store.change_sets()[0].number)
    assert {change.action for change in deleted} == {Action.DELETE}
    assert note.id in {change.record for change in deleted}


def test_a_record_that_is_part_of_itself_can_be_deleted(store: Ecosystem) -> None:
    hill = garden("Đồi")
    store.add(hill.evolve(parent=hill.id))
    assert store.delete(hill.id) == 1
    one, two = garden("Một"), garden("Hai")
    store.add_many([one.evolve(parent=two.id), two.evolve(parent=one.id)])
    assert store.delete(one.id) == 2
    assert rows_left(store) == {}


def test_what_relies_on_a_part_keeps_the_whole(store: Ecosystem) -> None:
    hill = store.add(garden("Đồi"))
    plot = store.add(Plot(garden=hill.id, number=1))
    store.add(Folder(at="1", within=plot.id))
    with pytest.raises(Rejected, match="Thư mục «Đồi · 1 · 1» còn dùng"):
        store.delete(hill)
    assert store.get(plot.id) == plot


def test_mentions_are_emptied(store: Ecosystem) -> None:
    an, binh = store.add(person("An")), store.add(person("Bình"))
    hill = store.add(garden("Đồi", guide=an, friends=[binh, an]))
    other = store.add(garden("Dốc", guide=binh, friends=[an]))
    assert store.delete(an) == 1
    assert store.get(Garden, hill.id) == hill.evolve(guide=None, friends=[binh.id])
    assert store.get(Garden, other.id) == other.evolve(friends=())
    store.delete(binh)
    assert store.get(Garden, hill.id) == hill.evolve(guide=None, friends=())


def test_several_mentions_in_one_list_are_emptied_at_once(store: Ecosystem) -> None:
    people = [store.add(person(f"Người {n}")) for n in range(4)]
    hill = store.add(garden("Đồi", friends=people))
    store.delete(people[0], people[2])
    assert store.get(Garden, hill.id) == hill.evolve(friends=[people[1].id, people[3].id])


def test_a_record_of_every_kind_can_be_deleted_with_all_that_stands_on_it(
    store: Ecosystem,
) -> None:
    grown(store, CORE_KINDS, full=True)
    before = everything(store)
    assert store.delete(*before) == len(before) > len(CORE_KINDS)
    assert rows_left(store) == {}
    store.undo()
    assert {record.id: record for record in everything(store)} == {r.id: r for r in before}


# ---- Data of a plugin that is off ---------------------------------------------------------------


@pytest.fixture
def without_plugin(where: str) -> Iterator[tuple[Ecosystem, Person, Organization, Garden]]:
    """A place where the plugin left a garden that it alone knows, now opened without it."""
    with opened(where, *ORCHARD) as eco:
        an, unit = eco.add(person("An")), eco.add(organization("Một"))
        hill = eco.add(garden("Đồi", owner=an, partners=[unit], story="bí mật"))
    with opened(where) as eco:
        yield eco, an, unit, hill


def test_data_of_a_plugin_that_is_off_is_kept_whole(
    without_plugin: tuple[Ecosystem, Person, Organization, Garden], where: str
) -> None:
    eco, an, unit, hill = without_plugin
    for record in (an, unit):
        with pytest.raises(Rejected, match="plugin đang tắt"):
            eco.delete(record)
        assert eco.get(record.id) == record
    with pytest.raises(NotFound, match="Không có loại bản ghi «orchard_garden»"):
        eco.delete(hill.id)

    def add_and_delete() -> None:
        with eco.changes("cả khối"):
            eco.add(person("Bình"))
            eco.delete(an)

    with pytest.raises(Rejected, match="plugin đang tắt"):
        add_and_delete()
    assert [one.name for one in eco.find(Person)] == ["An"]
    free = eco.add(person("Cường"))
    assert eco.delete(free) == 1
    with opened(where, *ORCHARD) as again:
        assert again.find(Garden) == [hill]
        assert again.delete(hill) == 1
        assert again.delete(an) == 1


def test_data_of_a_plugin_that_is_off_is_not_shown(
    without_plugin: tuple[Ecosystem, Person, Organization, Garden],
) -> None:
    eco, _, _, hill = without_plugin
    assert eco.search("đồi") == []
    assert eco.search("bí mật") == []
    with pytest.raises(NotFound):
        eco.resolve("Đồi")
    with pytest.raises(NotFound):
        eco.resolve(str(hill.id))
    changes = eco.history(hill.id)
    assert [(change.title, change.action) for change in changes] == [("Đồi", Action.INSERT)]
