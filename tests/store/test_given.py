"""Values as people write them: references by id, by the ending of one, or by exact title."""

from __future__ import annotations

import pytest

import hstk
from hstk import Ecosystem, Rejected
from hstk.core.errors import Conflict
from hstk.core.kinds import Event, Startup, SupportKind
from tests.store.world import organization, person


def test_references_are_given_by_title_id_or_ending(store: Ecosystem) -> None:
    an, units = store.add(person("Nguyễn Thị An")), [organization(f"Đơn vị {n}") for n in range(3)]
    store.add_many(units)
    for owner in ("nguyễn thị an", str(an.id), str(an.id)[-8:], an.id, an):
        made = store.add_values(
            Startup, {"name": "Tỏi", "owner": owner, "founded_on": "20/11/2023"}
        )
        assert made.owner == an.id
    event = store.add_values(
        Event,
        {
            "name": "Ngày hội",
            "kind_of": "Hội chợ, trưng bày",
            "partners": f"Đơn vị 0; {units[1].id} ;; {str(units[2].id)[-8:]}",
        },
    )
    assert event.partners == tuple(unit.id for unit in units)


def test_several_references_may_come_as_a_list_of_anything(store: Ecosystem) -> None:
    units = [organization(f"Đơn vị {n}") for n in range(4)]
    store.add_many(units)
    given = [units[0], units[1].id, str(units[2].id), "Đơn vị 3", "", "  "]
    made = store.add_values(
        Event, {"name": "Ngày hội", "kind_of": "Hội chợ, trưng bày", "partners": given}
    )
    assert made.partners == tuple(unit.id for unit in units)
    assert store.update_values(made, {"partners": ""}).partners == ()
    assert store.update_values(store.get(Event, made.id), {"partners": None}).partners == ()


def test_every_reference_that_means_nothing_is_told_at_once(store: Ecosystem) -> None:
    store.add_many([organization("Đơn vị"), organization("Đơn vị"), person("Nguyễn Thị An")])
    with pytest.raises(Rejected) as refused:
        store.add_values(
            Startup, {"name": "Tỏi", "owner": "Nguyễn Thi Ann", "partners": "Đơn vị; Không ai"}
        )
    assert [(p.field, p.value.strip()) for p in refused.value.problems] == [
        ("owner", "Nguyễn Thi Ann"),
        ("partners", "Đơn vị"),
        ("partners", "Không ai"),
    ]
    assert "Có phải: Nguyễn Thị An?" in refused.value.problems[0].message
    assert "chỉ nhiều bản ghi" in refused.value.problems[1].message
    assert all("\n" not in problem.message for problem in refused.value.problems)


def test_a_title_of_another_kind_is_not_taken(store: Ecosystem) -> None:
    store.add(organization("Đơn vị"))
    with pytest.raises(Rejected) as refused:
        store.add_values(hstk.kinds.Mentor, {"person": "Đơn vị"})
    assert [problem.field for problem in refused.value.problems] == ["person"]


def test_values_are_read_without_being_added(store: Ecosystem) -> None:
    an = store.add(person("An"))
    made = store.read_values(Startup, {"name": "Tỏi", "owner": "An"}, where="dòng 2")
    assert made.owner == an.id
    assert store.count(Startup) == 0
    with pytest.raises(Rejected, match="dòng 2: stage: «xong» không có trong danh sách"):
        store.read_values(Startup, {"name": "Tỏi", "owner": "An", "stage": "xong"}, where="dòng 2")


def test_a_record_is_changed_by_values_as_people_write_them(store: Ecosystem) -> None:
    an, binh = store.add(person("An")), store.add(person("Bình"))
    toi = store.add(Startup(name="Tỏi", owner=an.id))
    changed = store.update_values(
        toi, {"owner": "Bình", "stage": "Ươm tạo", "founded_on": "2/1/2023"}
    )
    assert (changed.owner, str(changed.stage), str(changed.founded_on)) == (
        binh.id,
        "incubation",
        "2023-01-02",
    )
    with pytest.raises(Conflict):
        store.update_values(toi, {"stage": "growth"})


def test_pick_lists_are_given_by_label(store: Ecosystem) -> None:
    made = store.add_values(
        hstk.kinds.Organization,
        {"name": "HTX", "kind_of": "hop tac xa", "offers": "Bao bì, nhãn mác; training"},
    )
    assert made.offers == (SupportKind.PACKAGING, SupportKind.TRAINING)
