"""Marks, weights and rankings as arithmetic."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hstk.kinds import Event, EventKind, Person
from hstk.plugins.contest.kinds import ContestCriterion, ContestEntry
from hstk.plugins.contest.scoring import ranked, read_marks, total, weights_problem, written_marks

WEIGHTS = st.lists(st.integers(1, 50), min_size=1, max_size=6)
_EVENT = Event(name="Cuộc thi", kind_of=EventKind.CONTEST)
_PERSON = Person(name="Nguyễn Văn Mẫu")


def _criteria(weights: list[int], most: float = 10) -> list[ContestCriterion]:
    return [
        ContestCriterion(event=_EVENT.id, code=f"C{n}", name=f"c{n}", weight=w, most=most)
        for n, w in enumerate(weights)
    ]


def _entry(name: str) -> ContestEntry:
    return ContestEntry(event=_EVENT.id, name=name, leader=_PERSON.id)


@given(WEIGHTS, st.sampled_from([5, 10, 100]))
def test_full_marks_make_the_sum_of_the_weights_and_no_marks_nothing(
    weights: list[int], most: float
) -> None:
    criteria = _criteria(weights, most)
    full = {c.code: Fraction(str(c.most)) for c in criteria}
    assert total(criteria, full) == sum(weights)
    assert total(criteria, dict.fromkeys(full, Fraction(0))) == 0
    assert (weights_problem(criteria) is None) is (sum(weights) == 100)


@given(st.dictionaries(st.from_regex(r"\A[A-Z]{1,3}[0-9]?\Z"), st.floats(0, 1000), max_size=6))
def test_marks_written_are_read_back_to_the_last_digit(marks: dict[str, float]) -> None:
    read = read_marks(written_marks(marks))
    assert read == {code: Fraction(str(mark)) for code, mark in marks.items()}
    assert read_marks(written_marks(read)) == read


@given(st.lists(st.integers(0, 5) | st.none(), max_size=8), st.integers(0, 8) | st.none())
def test_a_ranking_never_sends_on_more_than_it_may_nor_splits_a_tie(
    averages: list[int | None], passes: int | None
) -> None:
    rows = ranked(
        [(_entry(str(n)), None if a is None else Fraction(a), (), 0) for n, a in
         enumerate(averages)],
        passes,
    )  # fmt: skip
    for one in rows:
        if one.average is not None:
            better = [r for r in rows if r.average is not None and r.average > one.average]
            assert one.rank == len(better) + 1
            equal = [r for r in rows if r.average == one.average]
            assert one.tied is (len(equal) > 1)
            assert {r.goes_on for r in equal} == {one.goes_on}
    if passes is not None:
        assert sum(r.goes_on is True for r in rows) <= passes
    else:
        assert not any(r.goes_on for r in rows)
