"""Values that must be unique: the rule and the value are named, whichever database refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hstk import Ecosystem, Rejected
from hstk.core.errors import Problem
from hstk.core.kinds import Organization, Person
from hstk.core.language import speaking
from tests.store.world import Garden, Plot, garden, kind_of, organization, person

TAX = "0100233488"


def refused(write: Callable[..., object], *args: Any, **values: Any) -> Problem:
    """The one problem that a write is refused for."""
    with pytest.raises(Rejected) as told:
        write(*args, **values)
    (problem,) = told.value.problems
    return problem


def test_a_unique_field_names_the_value(store: Ecosystem) -> None:
    store.add(garden("Một", code="D1"))
    other = store.add(garden("Hai"))
    expected = Problem("code", "«D1» đã có ở một bản ghi khác; Mã không được trùng", "D1")
    assert refused(store.add, garden("Ba", code="D1")) == expected
    assert refused(store.update, other, code="D1") == expected
    with speaking("en"):
        assert refused(store.update, other, code="D1").message == (
            "“D1” is held by another record; Code must be unique"
        )
    assert store.count(Garden) == 2


def test_empty_values_are_not_compared(store: Ecosystem) -> None:
    store.add_many([garden("Một"), garden("Hai"), person("An"), person("Bình")])
    assert store.count(Garden) == 2


def test_a_number_of_a_person_is_told_in_part(store: Ecosystem) -> None:
    store.add(person("An", citizen_id="051190001234"))
    problem = refused(store.add, person("Bình", citizen_id="051190001234"))
    assert problem.field == "citizen_id"
    assert problem.value == "051*******34"
    assert "051190001234" not in problem.message


def test_a_rule_over_several_fields_tells_its_own_message(store: Ecosystem) -> None:
    hill, other = store.add(garden("Đồi")), store.add(garden("Dốc"))
    plot = store.add(Plot(garden=hill.id, number=1))
    store.add(Plot(garden=other.id, number=1))
    second = store.add(Plot(garden=hill.id, number=2))
    expected = Problem("number", "Vườn đã có thửa số này", "1")
    assert refused(store.add, Plot(garden=hill.id, number=1)) == expected
    assert refused(store.update, second, number=1) == expected
    with speaking("en"):
        assert refused(store.update, second, number=1).message == "There is such a plot"
    assert store.update(second, number=3).number == 3
    assert store.get(Plot, plot.id) == plot


def test_a_rule_holds_only_where_it_says(store: Ecosystem) -> None:
    hills = [store.add(garden(f"Đồi {n}")) for n in range(3)]
    store.add(Plot(garden=hills[0].id, number=1, sign="A"))
    store.add(Plot(garden=hills[1].id, number=1))
    problem = refused(store.add, Plot(garden=hills[2].id, number=1, sign="A"))
    assert problem == Problem(
        "sign", "«1, A» đã có ở một bản ghi khác; Số thửa, Dấu không được trùng", "1, A"
    )
    assert store.add(Plot(garden=hills[2].id, number=1, sign="B"))


def test_of_organizations_one_that_exists_has_a_tax_code(store: Ecosystem) -> None:
    old = store.add(organization("Một", tax_code=TAX, valid_to="31/12/2023"))
    new = store.add(organization("Hai", tax_code=TAX))
    problem = refused(store.add, organization("Ba", tax_code=TAX))
    assert (problem.field, problem.message) == (
        "tax_code",
        "Đã có tổ chức đang hoạt động mang mã số thuế này",
    )
    assert refused(store.update, old, valid_to=None).field == "tax_code"
    store.update(new, valid_to="01/01/2024")
    assert store.update(old, valid_to=None).valid_to is None
    assert store.count(Organization) == 2


def test_a_club_has_one_active_head(store: Ecosystem) -> None:
    club = store.add(kind_of("club"))
    people = [store.add(person(name)) for name in ("An", "Bình")]
    head = store.add(kind_of("club_member", club=club.id, who=people[0].id, role="chair"))
    second: dict[str, Any] = {"club": club.id, "who": people[1].id, "role": "chair"}
    assert refused(store.add, kind_of("club_member", **second)).message
    store.update(head, until="01/01/2024")
    assert store.add(kind_of("club_member", **second))


def test_a_repeat_among_many_adds_none(store: Ecosystem) -> None:
    people = [person(f"Người {n}", citizen_id=f"05119000{n:04}") for n in range(20)]
    twice = person("Lại", citizen_id="051190000007")
    problem = refused(store.add_many, [*people, twice])
    assert problem.field == "citizen_id"
    assert "Số căn cước không được trùng" in problem.message
    assert store.count(Person) == 0
    assert store.change_sets() == []


def test_the_same_record_cannot_be_added_twice(store: Ecosystem) -> None:
    an = store.add(person("An"))
    expected = Problem("", "trùng với bản ghi đã có")
    assert refused(store.add, an) == expected
    assert refused(store.add, organization(id=an.id)) == expected
    twice = person("Bình")
    assert refused(store.add_many, [twice, twice]) == expected
    assert store.find(Person) == [an]


def test_a_value_is_free_again_when_its_record_is_gone(store: Ecosystem) -> None:
    one = store.add(garden("Một", code="D1"))
    store.delete(one)
    two = store.add(garden("Hai", code="D1"))
    store.update(two, code="D2")
    assert store.add(garden("Ba", code="D1"))


def test_values_are_compared_as_they_are_spelt(store: Ecosystem) -> None:
    store.add(garden("Một", code="D1"))
    store.add(garden("Hai", code="d1"))
    assert refused(store.add, garden("Ba", code=" D1 ")).value == "D1"
