"""What a record of one kind may hold in several fields at once."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from pydantic import ValidationError

from hstk.core.choices import Choice
from hstk.core.entity import Entity
from hstk.core.ids import new_id
from hstk.core.kinds import (
    AdminUnit,
    Affiliation,
    Club,
    ClubMember,
    Consent,
    Contribution,
    Event,
    Fund,
    FundingLink,
    Mentor,
    Mentoring,
    Organization,
    Plan,
    Program,
    Recognition,
    ReportIssued,
    Request,
    Startup,
    Target,
    Task,
    TeamMember,
    Venue,
)
from hstk.core.language import speaking
from tests.records import A, B, accepted, refusal


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        (kind, low, high)
        for kind, *names in [
            (AdminUnit, "valid_from", "valid_to"),
            (Organization, "valid_from", "valid_to"),
            (Affiliation, "since", "until"),
            (Venue, "opened_on", "closed_on"),
            (Startup, "registered_on", "stopped_on"),
            (TeamMember, "since", "until"),
            (Recognition, "decided_on", "expires_on"),
            (Recognition, "decided_on", "withdrawn_on"),
            (ReportIssued, "as_of", "issued_on"),
            (Club, "founded_on", "dissolved_on"),
            (Club, "term_from", "term_to"),
            (ClubMember, "since", "until"),
            (Event, "starts_on", "ends_on"),
            (Mentor, "since", "until"),
            (Mentoring, "on", "next_on"),
            (Fund, "founded_on", "closed_on"),
            (Contribution, "pledged_on", "paid_on"),
            (Program, "opens_on", "closes_on"),
            (FundingLink, "introduced_on", "applied_on", "approved_on", "disbursed_on"),
            (FundingLink, "applied_on", "refused_on"),
            (Consent, "given_on", "withdrawn_on"),
            (Consent, "given_on", "expires_on"),
            (Request, "received_on", "replied_on"),
            (Request, "received_on", "closed_on"),
        ]
        for low, high in pairwise(names)
    ],
)
def test_no_day_is_before_the_one_it_follows(kind: type[Entity], low: str, high: str) -> None:
    later, day, earlier = date(2024, 5, 2), date(2024, 5, 1), date(2024, 4, 30)
    assert accepted(kind, **{low: day, high: day})
    assert accepted(kind, **{low: day, high: later})
    message = refusal(kind, **{low: day, high: earlier})
    assert "không được trước" in message
    assert f"«{kind.fields[low].label}» (01/05/2024)" in message
    assert f"«{kind.fields[high].label}» (30/04/2024)" in message


def test_days_in_between_may_be_missing() -> None:
    assert accepted(FundingLink, introduced_on="1/2/2023", disbursed_on="1/3/2023")
    assert "Ngày giải ngân" in refusal(
        FundingLink, introduced_on="1/3/2023", disbursed_on="1/2/2023"
    )


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        (Plan, "year_from", "year_to"),
        (Task, "year_from", "year_to"),
        (Fund, "least", "most"),
        (FundingLink, "amount_disbursed", "amount_approved"),
        (Event, "attendees_women", "attendees_total"),
    ],
)
def test_no_part_is_more_than_its_whole(kind: type[Entity], low: str, high: str) -> None:
    assert accepted(kind, **{low: 2024, high: 2024})
    message = refusal(kind, **{low: 2024, high: 2023})
    assert "không được nhỏ hơn" in message
    assert f"«{kind.fields[low].label}»" in message
    assert f"«{kind.fields[high].label}»" in message


@pytest.mark.parametrize(
    ("kind", "field", "value", "needed"),
    [
        (Event, "state", "held", {"starts_on": "1/3/2023"}),
        (ClubMember, "status", "left", {"until": "1/3/2023"}),
        (FundingLink, "state", "approved", {"approved_on": "1/3/2023"}),
        (FundingLink, "state", "disbursed", {"disbursed_on": "1/3/2023", "amount_disbursed": 5}),
        (FundingLink, "state", "refused", {"refused_on": "1/3/2023"}),
        (Request, "state", "done", {"closed_on": "5/1/2026"}),
        (Request, "state", "refused", {"closed_on": "5/1/2026", "outcome": "Luật không cho"}),
    ],
)
def test_a_state_asks_for_what_it_stands_on(
    kind: type[Entity], field: str, value: str, needed: dict[str, Any]
) -> None:
    assert accepted(kind, **{field: value}, **needed)
    for name in needed:
        rest = {key: given for key, given in needed.items() if key != name}
        message = refusal(kind, **{field: value}, **rest)
        assert message == (
            f"«{kind.fields[field].label}» là «{member(kind, field, value).label}» "
            f"thì cần điền «{kind.fields[name].label}»"
        )


def member(kind: type[Entity], field: str, value: str) -> Choice:
    choices = kind.fields[field].choices
    assert choices is not None
    return choices.read(value)


def test_rules_speak_english_too() -> None:
    with speaking("en"):
        assert refusal(Event, starts_on="2/3/2023", ends_on="1/3/2023") == (
            "“Ends on” (01/03/2023) must not be before “Starts on” (02/03/2023)"
        )
        assert refusal(Event, state="held") == "“State” is “Held”, so fill in “Starts on”"


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (AdminUnit, "parent"),
        (Organization, "parent"),
        (Organization, "successor"),
        (Task, "parent"),
    ],
)
def test_a_record_is_never_its_own_parent_or_successor(kind: type[Entity], field: str) -> None:
    mine = new_id()
    assert kind.fields[field].label in refusal(kind, id=mine, **{field: mine})
    assert accepted(kind, id=mine, **{field: new_id()})


def test_consent_is_explicit() -> None:
    assert "Nội dung đã thông báo" in refusal(Consent, wording="")
    assert "Hình thức đồng ý" in refusal(Consent, channel="")
    assert accepted(Consent, basis="public_task", wording="", channel="")


def test_stars_are_of_ocop_alone() -> None:
    assert accepted(Recognition, stars=4)
    message = refusal(Recognition, scheme="cnnt", stars=4)
    assert "«Hạng sao»" in message
    assert "«Chương trình»" in message


def test_a_product_may_be_recognised_before_its_decision_is_found() -> None:
    assert accepted(Recognition, stars=3, decided_on="", decision="")


def test_units_are_given_only_with_a_target_for_each_unit() -> None:
    assert accepted(Target, per_unit="có", units=f"{A}; {B}")
    assert accepted(Target, per_unit="có")
    assert "Tính cho từng đơn vị" in refusal(Target, units=A)


def test_a_report_is_due_on_a_day_that_exists() -> None:
    assert accepted(Plan, report_due_day=1, report_due_month=12)
    assert accepted(Plan, report_due_day=29, report_due_month=2)
    assert "tháng 2" in refusal(Plan, report_due_day=30, report_due_month=2)
    assert "Báo cáo trước tháng" in refusal(Plan, report_due_day=1)
    assert "Báo cáo trước ngày" in refusal(Plan, report_due_month=12)


def test_a_changed_copy_is_checked_as_a_whole() -> None:
    event = accepted(Event, starts_on="2/3/2023")
    with pytest.raises(ValidationError, match="không được trước"):
        event.evolve(ends_on="1/3/2023")
