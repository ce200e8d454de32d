"""From marks to points, from points and minimums to a star, and what keeps it from the next."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hstk import Rejected
from hstk.plugins.ocop.rubric import NONE_MET, Criterion
from hstk.plugins.ocop.rubric_file import rubrics
from hstk.plugins.ocop.scoring import (
    BANDS,
    GatePolicy,
    Marks,
    assess,
    average,
    band,
    explain,
    faults,
    missing,
    points_by_criterion,
    shown,
    shown_up,
    standing,
    tally,
)

GARLIC = rubrics()["148/10"]
F = Fraction
BEST = {each.code: len(each.options) for each in GARLIC.criteria}
LEAST = {each.code: 1 for each in GARLIC.criteria}
POLICIES = st.sampled_from(list(GatePolicy))


def choices(criterion: Criterion) -> list[int]:
    """Every mark that a criterion may have, the one with fewest points first."""
    return [*([NONE_MET] if criterion.least else []), *range(1, len(criterion.options) + 1)]


SHEETS = st.fixed_dictionaries(
    {each.code: st.sampled_from(choices(each)) for each in GARLIC.criteria}
)
GOOD_SHEETS = st.fixed_dictionaries(  # near the upper bands, where minimums matter
    {each.code: st.sampled_from(choices(each)[-2:]) for each in GARLIC.criteria}
)
COUNCILS = st.lists(st.one_of(SHEETS, GOOD_SHEETS), min_size=1, max_size=5)


def test_the_best_of_everything_is_a_hundred_points_and_five_stars() -> None:
    result = assess(GARLIC, [BEST])

    assert (result.score, result.band, result.star, result.unmet) == (F(100), 5, 5, ())
    assert (explain(result), result.gains) == ((), ())


def test_points_are_told_by_part_and_section() -> None:
    found = tally(GARLIC, BEST)

    assert found.parts == {"A": 40, "B": 25, "C": 35}
    assert (found.sections["1"], found.sections["6"], found.total) == (18, 16, 100)


def test_nothing_chosen_is_not_the_lowest_option() -> None:
    lowest = {"1a": 1}

    assert tally(GARLIC, lowest).total == 1
    assert tally(GARLIC, {}).total == 0
    assert "1a" in {each.code for each in missing(GARLIC, {})}
    assert "1a" not in {each.code for each in missing(GARLIC, lowest)}
    assert "1a" not in {each.code for each in missing(GARLIC, {"1a": NONE_MET})}


def test_no_option_met_is_a_mark_only_where_the_sheet_has_no_option_for_it() -> None:
    (wrong,) = faults(GARLIC, {"3e": NONE_MET, "1e": NONE_MET})

    assert (wrong.field, wrong.message) == (
        "1e",
        "tiêu chí này có phương án 0 điểm, hãy chọn phương án đó",
    )


def test_marks_that_the_sheet_does_not_have_are_refused() -> None:
    with pytest.raises(Rejected) as refused:
        tally(GARLIC, {"1a": 4, "9x": 1})

    assert [str(problem) for problem in refused.value.problems] == [
        "1a: chỉ có phương án 1 đến 3",
        "9x: phiếu không có tiêu chí này",
    ]


def test_a_criterion_that_hangs_on_a_story_is_not_scored_without_one() -> None:
    no_story = BEST | {"5a": 1}
    del no_story["5b"]

    assert missing(GARLIC, no_story) == ()
    assert points_by_criterion(GARLIC, BEST | {"5a": 1})["5b"] == 0
    result = assess(GARLIC, [no_story])
    assert (result.score, result.band, result.star) == (
        F(90),
        5,
        2,
    )  # 3 stars need a story of its own
    assert [gate.criterion.code for gate in explain(result)[0].gates] == ["5b"]


def test_an_unfinished_sheet_gives_no_star() -> None:
    unfinished = {code: number for code, number in BEST.items() if code != "7"}

    with pytest.raises(Rejected) as refused:
        assess(GARLIC, [BEST, unfinished])
    assert [str(problem) for problem in refused.value.problems] == ["phiếu 2: 7: chưa chấm"]
    with pytest.raises(Rejected, match="chưa có phiếu chấm nào"):
        assess(GARLIC, [])


def test_an_incomplete_rubric_gives_no_star() -> None:
    with pytest.raises(Rejected, match="Chưa phân hạng được"):
        assess(rubrics()["148/1"], [{}])


@pytest.mark.parametrize(
    ("points", "star"),
    [
        *[("100", 5), ("90", 5), ("89.99", 4), ("89.5", 4), ("70", 4), ("69.999", 3)],
        *[("50", 3), ("49.9", 2), ("30", 2), ("29.9", 1), ("0", 1)],
    ],
)
def test_bands_are_half_open(points: str, star: int) -> None:
    assert band(Fraction(points)) == star


def test_an_average_is_not_rounded_into_the_next_band() -> None:
    score = average([90] * 199 + [89])

    assert (band(score), shown(score), shown_up(90 - score)) == (
        4,
        Decimal("89.99"),
        Decimal("0.01"),
    )
    with pytest.raises(ValueError, match="chưa có phiếu"):
        average([])


def test_policies_differ_where_members_differ() -> None:
    points = [3, 3, 1]

    assert {policy: standing(policy, points) for policy in GatePolicy} == {
        GatePolicy.ALL: 1,
        GatePolicy.MAJORITY: 3,
        GatePolicy.AVERAGE: Fraction(7, 3),
    }
    assert standing(GatePolicy.MAJORITY, [3, 1]) == 1  # half is not more than half


def test_the_policy_decides_the_star_and_is_shown_beside_it() -> None:
    sheets = [BEST, BEST, BEST | {"8a": 2}]

    stars = {policy: assess(GARLIC, sheets, policy=policy).star for policy in GatePolicy}
    assert stars == {GatePolicy.ALL: 2, GatePolicy.MAJORITY: 5, GatePolicy.AVERAGE: 2}
    assert str(assess(GARLIC, sheets)) == "99,66 điểm, 5 sao (Quá nửa số thành viên chấm đạt)"


def test_members_more_than_ten_points_apart_should_discuss() -> None:
    ten_less = BEST | {"1a": 1, "4a": 2, "4b": 2}

    assert assess(GARLIC, [BEST, ten_less]).spread == 10
    assert not assess(GARLIC, [BEST, ten_less]).to_discuss
    assert assess(GARLIC, [BEST, ten_less], spread_limit=9).to_discuss


def test_what_keeps_a_product_from_the_next_star_is_explained() -> None:
    marks = BEST | {"2c": 2, "6a": 2, "3e": NONE_MET, "4a": 1, "4b": 1, "4c": 1, "11": 1}
    result = assess(GARLIC, [marks])

    four, five = explain(result)
    assert (result.score, result.band, result.star) == (F(82), 4, 3)
    assert (four.star, four.points) == (4, F(0))
    assert four.lines() == (
        "2c. Phong cách, ghi nhãn hàng hóa: được 2, 4 sao cần 3 điểm",
        "3e. Sở hữu trí tuệ: được 0, 4 sao cần 1 điểm",
        "6a. Tạp chất: được 1, 4 sao cần 2 điểm",
    )
    assert (five.points, five.lines()[0]) == (F(8), "thiếu 8 điểm trong tổng điểm")
    assert [gate.missing for gate in four.gates] == [1, 1, 1]
    assert [(gain.criterion.code, gain.lost) for gain in result.gains[:4]] == [
        ("4a", F(4)),
        ("4b", F(4)),
        ("4c", F(4)),
        ("3e", F(2)),
    ]


@settings(max_examples=60, deadline=None)
@given(COUNCILS, POLICIES)
def test_a_star_is_never_above_its_band_or_an_unmet_minimum(
    sheets: list[Marks], policy: GatePolicy
) -> None:
    result = assess(GARLIC, sheets, policy=policy)

    assert 1 <= result.star <= result.band == band(result.score)
    assert all(gate.star > result.star and gate.missing > 0 for gate in result.unmet)


@settings(max_examples=60, deadline=None)
@given(COUNCILS, POLICIES, st.data())
def test_a_better_mark_of_one_member_never_lowers_the_star(
    sheets: list[Marks], policy: GatePolicy, data: st.DataObject
) -> None:
    member = data.draw(st.integers(0, len(sheets) - 1))
    criterion = data.draw(st.sampled_from(GARLIC.criteria))
    offered = choices(criterion)
    now = offered.index(sheets[member][criterion.code])
    better = data.draw(st.sampled_from(offered[now:]))
    raised = [dict(sheet) for sheet in sheets]
    raised[member][criterion.code] = better

    before, after = (assess(GARLIC, each, policy=policy) for each in (sheets, raised))
    assert after.star >= before.star
    assert after.score >= before.score


@settings(max_examples=60, deadline=None)
@given(COUNCILS, POLICIES)
def test_missing_points_added_reach_the_band(sheets: list[Marks], policy: GatePolicy) -> None:
    result = assess(GARLIC, sheets, policy=policy)
    obstacles = explain(result)

    assert [each.star for each in obstacles] == list(range(result.star + 1, 6))
    for each in obstacles:
        assert band(result.score + each.points) >= each.star
        assert band(result.score + Fraction(shown_up(each.points))) >= each.star
        assert each.points or each.gates


@given(st.lists(st.integers(0, 100), min_size=1, max_size=9))
def test_what_is_shown_lies_in_the_same_band_as_what_is_exact(totals: list[int]) -> None:
    score = average(totals)

    assert band(Fraction(shown(score))) == band(score)
    assert 0 <= score - Fraction(shown(score)) < Fraction(1, 100)
    assert {least for _, least in BANDS} == {0, 30, 50, 70, 90}


def test_the_least_of_everything_is_still_marked() -> None:
    assert assess(GARLIC, [LEAST]).star == 1
