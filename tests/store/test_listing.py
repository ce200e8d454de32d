"""Any part of a long list at once, as a screen reads it."""

from __future__ import annotations

import pytest

from hstk import Ecosystem
from hstk.core.kinds import Organization, Person
from hstk.store import listing
from tests.store.world import organization, person, titles


@pytest.fixture
def many(store: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> list[Organization]:
    """A list that is long to a listing whose measures are small."""
    monkeypatch.setattr(listing, "_STEP", 10)
    monkeypatch.setattr(listing, "_NEAR", 25)
    monkeypatch.setattr(listing, "MOST_FILTERED", 60)
    units = [organization(f"Đơn vị {n:03}", workers=n % 3) for n in range(100)]
    store.add_many(units)
    return units


@pytest.mark.parametrize("sort", ["", "-title", "workers", "-workers", "id"])
@pytest.mark.parametrize("start", [0, 1, 9, 10, 24, 25, 26, 29, 30, 31, 55, 89, 95, 99, 100, 500])
def test_every_part_of_a_whole_list_is_the_same_as_of_the_list(
    store: Ecosystem, many: list[Organization], start: int, sort: str
) -> None:
    whole = store.find(Organization, sort=sort)
    found = store.listing(Organization, sort=sort)
    assert (found.count, found.complete) == (len(many), True)
    assert found.records(start, 12) == whole[start : start + 12]
    assert found.records(start, 1) == whole[start : start + 1]


def test_a_filtered_list_is_read_in_parts(store: Ecosystem, many: list[Organization]) -> None:
    expected = [unit for unit in many if unit.workers == 1]
    found = store.listing(Organization, "workers = 1")
    assert (found.count, found.complete) == (len(expected), True)
    assert found.records(0, 100) == expected
    assert found.records(20, 5) == expected[20:25]
    assert found.records(33, 5) == []


@pytest.mark.usefixtures("many")
def test_a_wide_filter_says_that_there_is_more(store: Ecosystem) -> None:
    found = store.listing(Organization, "workers != 1")
    assert (found.count, found.complete) == (60, False)
    assert len(found.records(0, 100)) == 60


@pytest.mark.usefixtures("many")
def test_the_best_matches_lead_a_list_that_was_searched(store: Ecosystem) -> None:
    best = store.add(organization("Đơn vị"))
    found = store.listing(Organization, text="đơn vị")
    assert found.records(0, 1) == [best]
    assert (found.count, found.complete) == (60, False)
    few = store.listing(Organization, text="đơn vị 01")
    assert sorted(titles(few.records(0, 20))) == [f"Đơn vị 01{n}" for n in range(10)]
    in_order = store.listing(Organization, text="đơn vị 01", sort="title")
    assert titles(in_order.records(0, 20)) == [f"Đơn vị 01{n}" for n in range(10)]


def test_what_was_deleted_since_is_left_out(store: Ecosystem, many: list[Organization]) -> None:
    filtered = store.listing(Organization, "workers = 1")
    expected = filtered.records(0, 4)
    store.delete(expected[1])
    assert filtered.records(0, 4) == [expected[0], *expected[2:]]
    assert len(many) == 100


def test_an_empty_list_has_no_parts(store: Ecosystem) -> None:
    for found in (
        store.listing(Person),
        store.listing(Person, "name = x"),
        store.listing(Person, text="x"),
    ):
        assert (found.count, found.complete, found.records(0, 10)) == (0, True, [])


def test_words_without_letters_select_everything(store: Ecosystem) -> None:
    an = store.add(person("An"))
    assert store.listing(Person, text="…").records(0, 5) == [an]
