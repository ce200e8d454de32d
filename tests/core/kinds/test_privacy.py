"""When the law wants a request about personal data answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.core.kinds import Request, RequestKind, legal_deadline, reply_deadline


@pytest.mark.parametrize(
    ("kind", "received", "last"),
    [
        (RequestKind.VIEW, date(2023, 6, 30), None),
        (RequestKind.VIEW, date(2023, 7, 1), date(2023, 7, 4)),
        (RequestKind.DELETE, date(2025, 12, 31), date(2026, 1, 3)),
        (RequestKind.VIEW, date(2026, 1, 1), date(2026, 1, 11)),
        (RequestKind.CORRECT, date(2026, 1, 1), date(2026, 1, 11)),
        (RequestKind.PROVIDE, date(2026, 1, 1), date(2026, 1, 11)),
        (RequestKind.DELETE, date(2026, 1, 1), date(2026, 1, 21)),
        (RequestKind.WITHDRAW, date(2026, 1, 1), date(2026, 1, 16)),
        (RequestKind.RESTRICT, date(2026, 1, 1), date(2026, 1, 16)),
        (RequestKind.OBJECT, date(2026, 1, 1), date(2026, 1, 16)),
    ],
)
def test_a_request_is_due_by_its_kind_and_the_law_of_its_day(
    kind: RequestKind, received: date, last: date | None
) -> None:
    assert legal_deadline(kind, received) == last


def test_stopping_others_and_an_extension_take_longer() -> None:
    day = date(2026, 3, 1)
    assert legal_deadline(RequestKind.WITHDRAW, day, others=True) == day + timedelta(days=20)
    assert legal_deadline(RequestKind.WITHDRAW, day, extended=True) == day + timedelta(days=30)
    both = legal_deadline(RequestKind.WITHDRAW, day, others=True, extended=True)
    assert both == day + timedelta(days=35)


@given(
    st.sampled_from(RequestKind),
    st.dates(date(2023, 7, 1), date(2100, 1, 1)),
    st.booleans(),
    st.booleans(),
)
def test_a_deadline_is_within_five_weeks_and_none_is_shortened(
    kind: RequestKind, received: date, others: bool, extended: bool
) -> None:
    plain = legal_deadline(kind, received)
    last = legal_deadline(kind, received, others=others, extended=extended)
    assert plain is not None
    assert last is not None
    assert received < plain <= last <= received + timedelta(days=35)


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 3, 2), date(2026, 3, 4)),  # Monday
        (date(2026, 3, 5), date(2026, 3, 9)),  # Thursday
        (date(2026, 3, 6), date(2026, 3, 10)),  # Friday
        (date(2026, 3, 7), date(2026, 3, 10)),  # Saturday
        (date(2026, 3, 8), date(2026, 3, 10)),  # Sunday
    ],
)
def test_the_first_reply_is_due_in_two_working_days(received: date, last: date | None) -> None:
    assert reply_deadline(received) == last


def test_a_request_knows_its_deadlines() -> None:
    request = Request(
        kind_of=RequestKind.WITHDRAW, received_on=date(2026, 3, 6), others=True, extended=True
    )
    assert request.deadline == date(2026, 4, 10)
    assert request.reply_by == date(2026, 3, 10)
