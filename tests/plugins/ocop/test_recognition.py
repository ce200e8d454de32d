"""Authority, validity and rounds follow the decision that is in force on the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk import NotFound
from hstk.kinds import RecognitionLevel
from hstk.plugins.ocop.indicators import _three_years_before
from hstk.plugins.ocop.recognition import (
    WithdrawalGround,
    authority,
    expires,
    next_round,
    old_rules_until,
    rounds,
    rubric_for,
    runs_until,
    window,
)

D = date
DISTRICT, PROVINCE = RecognitionLevel.DISTRICT, RecognitionLevel.PROVINCE
CENTRAL = RecognitionLevel.CENTRAL
DAYS = st.dates(D(2019, 8, 21), D(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "three"),
    [
        (D(2019, 8, 20), None),
        (D(2023, 2, 23), PROVINCE),
        (D(2023, 2, 24), DISTRICT),
        (D(2025, 7, 5), DISTRICT),
        (D(2025, 7, 6), PROVINCE),
        (D(2026, 5, 22), PROVINCE),
    ],
)
def test_who_recognizes_three_stars_depends_on_the_day(
    day: date, three: RecognitionLevel | None
) -> None:
    assert authority(day, 3) is three


@given(DAYS)
def test_four_stars_are_the_province_five_the_centre_and_two_nobody(day: date) -> None:
    found = [authority(day, star) for star in (1, 2, 4, 5)]

    assert found == [None, None, PROVINCE, CENTRAL]


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (D(2023, 5, 10), D(2026, 5, 10)),
        (D(2024, 2, 29), D(2027, 2, 28)),
        (D(2021, 2, 28), D(2024, 2, 28)),
    ],
)
def test_a_certificate_is_valid_for_36_months(issued: date, last: date) -> None:
    assert expires(issued) == last


@given(DAYS, DAYS)
def test_the_indicator_counts_a_certificate_as_long_as_it_is_valid(issued: date, day: date) -> None:
    assert (issued >= _three_years_before(day)) is (expires(issued) >= day)


def test_re_evaluation_is_filed_180_to_120_days_before_the_end() -> None:
    last = D(2026, 12, 31)

    assert window(last) == (D(2026, 7, 4), D(2026, 9, 2))
    assert runs_until(last) == D(2027, 6, 29)


@pytest.mark.parametrize(
    ("day", "rubric"),
    [
        (D(2019, 8, 21), "1048/10"),
        (D(2023, 2, 23), "1048/10"),
        (D(2023, 2, 24), "148/10"),
        (D(2025, 7, 5), "148/10"),
        (D(2025, 7, 6), "1489/10"),
        (D(2026, 5, 21), "1489/10"),
        (D(2026, 5, 22), "26/2026/10"),
    ],
)
def test_the_rubric_is_that_of_the_day(day: date, rubric: str) -> None:
    assert rubric_for(day, 10).id == rubric


def test_files_from_before_go_on_by_the_former_rules_for_a_while() -> None:
    filed = D(2026, 5, 21)

    assert (old_rules_until(again=False), old_rules_until(again=True)) == (
        D(2026, 7, 21),
        D(2026, 6, 21),
    )
    assert rubric_for(D(2026, 7, 21), 10, filed_on=filed).id == "1489/10"
    assert rubric_for(D(2026, 7, 22), 10, filed_on=filed).id == "26/2026/10"
    assert rubric_for(D(2026, 6, 21), 10, filed_on=filed, again=True).id == "1489/10"
    assert rubric_for(D(2026, 6, 22), 10, filed_on=filed, again=True).id == "26/2026/10"
    assert rubric_for(D(2026, 6, 1), 10, filed_on=D(2026, 5, 22)).id == "26/2026/10"
    assert rubric_for(D(2024, 6, 1), 10, filed_on=D(2023, 1, 1)).id == "148/10"


def test_before_the_first_rubric_and_outside_the_26_sets_there_is_none() -> None:
    with pytest.raises(NotFound, match="20/08/2019 chưa có bộ tiêu chí OCOP số 10"):
        rubric_for(D(2019, 8, 20), 10)
    with pytest.raises(NotFound):
        rubric_for(D(2026, 6, 1), 27)


def test_rounds_of_a_year() -> None:
    assert [(r.files_before, r.done_before) for r in rounds(2026, PROVINCE)] == [
        (D(2026, 4, 30), D(2026, 6, 30)),
        (D(2026, 10, 30), D(2026, 12, 30)),
    ]
    assert [(r.files_before, r.done_before) for r in rounds(2026, CENTRAL)] == [
        (D(2026, 1, 30), D(2026, 3, 30)),
        (D(2026, 7, 30), D(2026, 9, 30)),
    ]
    assert rounds(2026, DISTRICT) == ()


def test_a_file_of_the_last_day_itself_is_too_late() -> None:
    last = D(2026, 4, 30)

    in_time, late = (next_round(day, PROVINCE) for day in (last - timedelta(days=1), last))
    assert in_time is not None
    assert late is not None
    assert (in_time.done_before, late.done_before) == (D(2026, 6, 30), D(2026, 12, 30))
    following = next_round(D(2026, 11, 23), PROVINCE)
    assert following is not None
    assert following.files_before == D(2027, 4, 30)
    assert next_round(last, DISTRICT) is None


def test_a_ground_of_withdrawal_is_read_from_its_label() -> None:
    assert WithdrawalGround.read("không còn sản xuất sản phẩm") is WithdrawalGround.STOPPED
    assert len(WithdrawalGround) == 6
