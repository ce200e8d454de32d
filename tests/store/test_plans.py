"""How the targets of a plan stand, and the records behind each number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Uuid, false, func, literal, select, text, union_all

import hstk
from hstk import Ecosystem, Evidence, Indicator, Near, Period
from hstk.core.declarations import Declarations
from hstk.core.errors import NotFound
from hstk.core.language import speaking
from hstk.kinds import (
    Event,
    EventKind,
    EventState,
    Organization,
    OrganizationKind,
    Person,
    Plan,
    Publication,
    Target,
)
from hstk.store.plans import State, TargetStatus, elapsed, revisions, state_label
from tests.evidence import number

D = date


def plan(eco: Ecosystem, code: str = "kh", year: int = 2023, **fields: Any) -> Plan:
    return eco.add(Plan(code=code, title=code, **({"year_from": year, "year_to": year} | fields)))


def target(eco: Ecosystem, of: Plan, code: str, **fields: Any) -> Target:
    values: dict[str, Any] = {
        "label": f"Chỉ tiêu {code}",
        "indicator": "core.publications",
        "value": 10,
    } | fields
    return eco.add(Target(plan=of.id, code=code, **values))


def publish(eco: Ecosystem, *days: D) -> None:
    eco.add_many(Publication(title=f"Bài {n}", published_on=day) for n, day in enumerate(days))


def unit(eco: Ecosystem, name: str, **fields: Any) -> Organization:
    return eco.add(Organization(name=name, kind_of=OrganizationKind.ASSOCIATION, **fields))


def hold(eco: Ecosystem, by: Organization, name: str, on: D = D(2023, 5, 4)) -> None:  # noqa: B008
    eco.add(
        Event(
            name=name,
            kind_of=EventKind.FORUM,
            state=EventState.HELD,
            starts_on=on,
            organizer=by.id,
        )
    )


def only(found: list[TargetStatus]) -> TargetStatus:
    (status,) = found
    return status


# -- how a target stands


def test_a_target_is_met_on_track_behind_or_missed(eco: Ecosystem) -> None:
    target(eco, plan(eco), "a")
    publish(eco, *(D(2023, month, 1) for month in range(1, 11)))

    def state(day: D) -> tuple[State, float | None, int | None]:
        found = only(eco.plan_status(2023, as_of=day))
        return found.state, found.actual, found.percent

    assert state(D(2023, 1, 1)) == ("on-track", 1, 10)
    assert state(D(2023, 5, 31)) == ("on-track", 5, 50)
    assert state(D(2023, 12, 31)) == ("met", 10, 100)
    assert state(D(2023, 10, 1)) == ("met", 10, 100)
    assert state(D(2024, 1, 1)) == ("met", 10, 100)
    eco.undo()
    publish(eco, D(2023, 1, 1), D(2023, 6, 1))
    assert state(D(2023, 2, 1)) == ("on-track", 1, 10)
    assert state(D(2023, 3, 1)) == ("behind", 1, 10)
    assert state(D(2023, 12, 31)) == ("behind", 2, 20)
    assert state(D(2024, 1, 1)) == ("missed", 2, 20)


def test_today_is_the_day_when_none_is_given(
    eco: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fixed(date):
        @classmethod
        def today(cls) -> Fixed:
            return cls(2023, 6, 30)

    target(eco, plan(eco), "a", value=2)
    publish(eco, D(2023, 6, 30), D(2023, 12, 1))
    monkeypatch.setattr("hstk.store.plans.date", Fixed)

    found = only(eco.plan_status(2023))

    assert found.actual == 1  # what lies ahead does not count yet
    assert found.expected == pytest.approx(181 / 365)


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (D(2023, 1, 1), 1 / 365),
        (D(2023, 12, 31), 1.0),
        (D(2024, 3, 1), 1.0),
        (D(2022, 12, 31), 0.0),
        (D(2020, 1, 1), 0.0),
    ],
)
def test_part_of_a_year(day: D, part: float) -> None:
    assert elapsed(2023, day) == pytest.approx(part)


@given(st.dates(D(2023, 1, 1), D(2025, 12, 30)))
def test_a_year_goes_by_evenly(day: D) -> None:
    assert 0 < elapsed(day.year, day) <= 1
    assert elapsed(2024, day) <= elapsed(2024, date.fromordinal(day.toordinal() + 1))


def test_percents_are_those_that_are_reached(eco: Ecosystem) -> None:
    of = plan(eco)
    target(eco, of, "a", value=3)
    target(eco, of, "b", value=0)
    target(eco, of, "c", value=200)
    publish(eco, *[D(2023, 1, 1)] * 199)

    many, nought, nearly = eco.plan_status(2023, as_of=D(2024, 1, 1))

    assert (many.percent, many.state) == (6633, "met")
    assert (nought.percent, nought.state) == (None, "met")
    assert (nearly.percent, nearly.state) == (99, "missed")  # 99.5 is not 100


def test_targets_stand_in_the_order_of_the_document(eco: Ecosystem) -> None:
    of = plan(eco)
    target(eco, of, "b", order=1)
    target(eco, of, "a", order=2)
    target(eco, of, "c", order=1)

    assert [status.code for status in eco.plan_status(2023)] == ["b", "c", "a"]


def test_the_unit_is_the_targets_or_the_rules(eco: Ecosystem) -> None:
    of = plan(eco)
    target(eco, of, "a")
    target(eco, of, "b", unit="bài")

    assert [status.unit for status in eco.plan_status(2023)] == ["tin, bài", "bài"]


def test_a_rule_that_is_missing_is_told_and_the_others_count(eco: Ecosystem) -> None:
    of = plan(eco)
    target(eco, of, "a", indicator="tea.gardens")
    target(eco, of, "b")

    missing, known = eco.plan_status(2023)

    assert (missing.state, missing.actual, missing.percent) == ("unknown", None, None)
    assert "tea.gardens" in missing.reason
    assert missing.planned == 10
    assert (known.state, known.reason) == ("missed", "")


@pytest.fixture
def with_rules(where: str) -> Iterator[Callable[..., Ecosystem]]:
    """Opens a place that has further rules."""
    opened: list[Ecosystem] = []

    def make(*rules: Indicator) -> Ecosystem:
        eco = hstk.open(where)
        core, *others = eco.declarations.owners
        core = replace(core, indicators=(*core.indicators, *rules))
        eco.declarations = Declarations((core, *others))
        opened.append(eco)
        return eco

    yield make
    for eco in opened:
        eco.close()


def rule(code: str, select: Callable[[Ecosystem, Period], Evidence], **fields: Any) -> Indicator:
    return Indicator(code, "Nhãn", "Label", "bài", "items", Publication, select, **fields)


def test_a_rule_that_fails_is_told_and_the_others_count(
    with_rules: Callable[..., Ecosystem],
) -> None:
    def fails(_: Ecosystem, __: Period) -> Evidence:
        raise ZeroDivisionError("sai công thức")

    def selects_nonsense(_: Ecosystem, __: Period) -> Evidence:
        return Evidence(text("SELECT khong_co AS id FROM khong_co").columns(id=Uuid()))

    eco = with_rules(rule("tea.fails", fails), rule("tea.nonsense", selects_nonsense))
    of = plan(eco)
    target(eco, of, "a", indicator="tea.fails")
    target(eco, of, "b", indicator="tea.nonsense")
    target(eco, of, "c")

    failing, nonsense, known = eco.plan_status(2023)

    assert (failing.state, failing.actual) == ("unknown", None)
    assert "sai công thức" in failing.reason
    assert (nonsense.state, nonsense.actual) == ("unknown", None)
    assert "khong_co" in nonsense.reason
    assert known.state == "missed"


def test_the_last_amount_may_be_the_number(with_rules: Callable[..., Ecosystem]) -> None:
    def latest(eco: Ecosystem, period: Period) -> Evidence:
        table = eco.table(Publication)
        return Evidence(
            select(
                table.c.id,
                table.c.published_on.label("on"),
                func.length(table.c.title).label("amount"),
            ).where(table.c.published_on.between(period.first, period.last))
        )

    eco = with_rules(rule("tea.last", latest, measure="last"))
    assert eco.evidence("tea.last", 2023).value == 0
    for title, day in (("xx", D(2023, 6, 1)), ("xxxx", D(2023, 5, 1)), ("x", D(2024, 1, 1))):
        eco.add(Publication(title=title, published_on=day))

    assert eco.evidence("tea.last", 2023).value == 2
    assert eco.evidence("tea.last", 2023, as_of=D(2023, 5, 31)).value == 4


def test_what_is_selected_twice_is_added_once(with_rules: Callable[..., Ecosystem]) -> None:
    def twice(eco: Ecosystem, _: Period) -> Evidence:
        table = eco.table(Publication)
        one = select(table.c.id, literal(5).label("amount"))
        return Evidence(union_all(one, one), (Near("gần", "near", one),))

    eco = with_rules(rule("tea.sum", twice, measure="sum"), rule("tea.count", twice))
    publish(eco, D(2023, 1, 1), D(2023, 1, 2))

    assert number(eco, "tea.sum").value == 10
    assert [row.amount for row in eco.evidence("tea.sum", 2023).counted] == [5, 5]
    assert number(eco, "tea.count").value == 2
    assert number(eco, "tea.count").near == {}  # what counts is no near miss


def test_a_near_miss_has_the_first_reason_that_fits(with_rules: Callable[..., Ecosystem]) -> None:
    def near(eco: Ecosystem, _: Period) -> Evidence:
        table = eco.table(Publication)
        every = select(table.c.id)
        first = every.where(table.c.title == "Bài 0")
        return Evidence(
            every.where(false()),
            (Near("một", "one", first), Near("hai", "two", every), Near("ba", "three", every)),
        )

    eco = with_rules(rule("tea.near", near))
    publish(eco, D(2023, 1, 1), D(2023, 1, 1))

    assert number(eco, "tea.near").near == {"Bài 0": "một", "Bài 1": "hai"}


# -- for each unit


def test_each_unit_must_reach_its_number(eco: Ecosystem) -> None:
    units = [unit(eco, name) for name in ("Huyện đoàn", "Hội Phụ nữ", "Hội Nông dân")]
    youth, women, _ = units
    of = plan(eco)
    asked = {"indicator": "core.unit_events", "per_unit": True, "value": 2}
    target(eco, of, "q", units=tuple(u.id for u in units), **asked)
    hold(eco, youth, "Diễn đàn 1")
    hold(eco, youth, "Diễn đàn 2")
    hold(eco, youth, "Diễn đàn 3")
    hold(eco, women, "Tọa đàm 1")
    hold(eco, women, "Năm sau", D(2024, 1, 1))
    hold(eco, unit(eco, "Đơn vị ngoài danh sách"), "Hội nghị")

    status = only(eco.plan_status(2023, as_of=D(2024, 1, 1)))
    assert (status.planned, status.actual, status.state) == (3, 1, "missed")
    assert (status.percent, status.counted, status.near) == (33, 5, 2)

    found = eco.evidence("q", 2023)
    assert (found.value, found.total, found.total_near) == (1, 5, 2)
    assert {row.title: row.reason for row in found.near} == {
        "Hội Phụ nữ": "mới có 1/2",
        "Hội Nông dân": "mới có 0/2",
    }
    assert {row.kind for row in found.near} == {"organization"}
    with speaking("en"):
        assert {row.reason for row in eco.evidence("q", 2023).near} == {"has 1 of 2", "has 0 of 2"}
    assert eco.evidence("core.unit_events", 2023).value == 5  # the rule itself counts events


def test_a_quota_without_units_cannot_be_computed(eco: Ecosystem) -> None:
    target(eco, plan(eco), "q", indicator="core.unit_events", per_unit=True, value=1)

    status = only(eco.plan_status(2023))

    assert (status.state, status.percent) == ("unknown", None)
    assert status.reason == "chưa ghi các đơn vị được giao"


def test_what_is_asked_of_an_office_is_asked_of_its_successor(eco: Ecosystem) -> None:
    """The offices of the huyện became those of the đặc khu on 1/7/2025."""
    new = unit(eco, "Phòng Kinh tế đặc khu", valid_from=D(2025, 7, 1))
    old = unit(eco, "Phòng KT&HTNT huyện", valid_to=D(2025, 6, 30), successor=new.id)
    oldest = unit(eco, "Phòng Kinh tế huyện", successor=old.id)
    of = plan(eco, year=2025)
    target(
        eco,
        of,
        "q",
        indicator="core.unit_events",
        per_unit=True,
        value=2,
        units=(old.id, oldest.id),
    )
    hold(eco, old, "Trước", D(2025, 6, 30))
    hold(eco, new, "Sau", D(2025, 7, 1))

    assert only(eco.plan_status(2025)).actual == 2
    assert only(eco.plan_status(2025, as_of=D(2025, 6, 30))).actual == 0
    eco.update(new, successor=oldest.id)  # a mistake in the data must not hang the program
    assert only(eco.plan_status(2025)).actual == 2


# -- which plan, which target


def test_the_plan_of_a_year(eco: Ecosystem) -> None:
    with pytest.raises(NotFound, match="2023"):
        eco.plan_status(2023)
    long = plan(eco, "dai", year_from=2021, year_to=2025)
    year = plan(eco, "nam", issued_on=D(2022, 11, 15))
    later = plan(eco, "sua", issued_on=D(2023, 3, 1))
    open_ = plan(eco, "mo", year_from=2026, year_to=None)
    for of in (long, year, later, open_):
        target(eco, of, f"mt-{of.code}")

    def code(year: int, of: Plan | None = None) -> str:
        return only(eco.plan_status(year, plan=of)).code

    assert code(2021) == code(2025) == "mt-dai"
    assert code(2023) == "mt-sua"
    assert code(2023, year) == "mt-nam"
    assert only(eco.plan_status(2023, plan=long.id)).code == "mt-dai"
    assert code(2026) == code(2030) == "mt-mo"  # a plan without an end goes on
    with pytest.raises(NotFound):
        eco.plan_status(2020)


def test_a_number_is_asked_for_by_target_by_id_or_by_rule(eco: Ecosystem) -> None:
    of = plan(eco)
    known = target(eco, of, "mt1")
    target(eco, plan(eco, "dai", year_from=2020, year_to=2025), "dh1")
    publish(eco, D(2023, 1, 1))

    for code in ("mt1", str(known.id), "core.publications", "dh1"):
        assert eco.evidence(code, 2023).value == 1
    assert eco.evidence("core.publications", 2019).value == 0  # no plan is needed for it
    assert eco.evidence("mt1", 2023).period == Period(D(2023, 1, 1), D(2023, 12, 31))


def test_an_unknown_code_is_told_with_the_nearest(eco: Ecosystem) -> None:
    target(eco, plan(eco), "mt-truyen-thong")

    for wrong, near in (
        ("core.publication", "core.publications"),
        ("mt-truyen-thon", "mt-truyen-thong"),
    ):
        with pytest.raises(NotFound) as missing:
            eco.evidence(wrong, 2023)
        assert missing.value.nearest[0] == near
        assert missing.value.key == wrong


def test_a_target_whose_rule_is_missing_has_no_evidence(eco: Ecosystem) -> None:
    target(eco, plan(eco), "mt1", indicator="tea.gardens")

    with pytest.raises(NotFound, match="mt1"):
        eco.evidence("mt1", 2023)


# -- revised


def test_a_revised_target_keeps_its_former_values(eco: Ecosystem) -> None:
    known = target(eco, plan(eco), "mt1", value=10)
    with eco.changes("Điều chỉnh theo KH 20", actor="An"):
        known = eco.update(known, value=8)
    eco.update(known, notes="không đổi mức")
    with eco.changes("Điều chỉnh lần 2", actor="Bình"):
        eco.update(known, value=12)

    former = revisions(eco, known)

    assert [(r.value, r.actor, r.reason) for r in former] == [
        (8, "Bình", "Điều chỉnh lần 2"),
        (10, "An", "Điều chỉnh theo KH 20"),
    ]
    assert {r.until for r in former} == {date.today()}
    assert only(eco.plan_status(2023)).planned == 12


# -- long lists


def test_long_evidence_is_listed_in_part_and_counted_whole(
    eco: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hstk.store.plans.MOST_ROWS", 3)
    publish(eco, *(D(2023, 1, day) for day in range(1, 9)))
    for n in range(5):
        eco.add(Event(name=f"Dự kiến {n}", kind_of=EventKind.FORUM, starts_on=D(2023, 5, 1 + n)))

    found = eco.evidence("core.publications", 2023)
    assert [row.on for row in found.counted] == [D(2023, 1, 8), D(2023, 1, 7), D(2023, 1, 6)]
    assert (found.value, found.total) == (8, 8)
    near = eco.evidence("core.unit_events", 2023)
    assert (len(near.near), near.total_near) == (3, 5)


def test_every_state_has_a_word_in_both_languages() -> None:
    states: tuple[State, ...] = ("met", "on-track", "behind", "missed", "unknown")
    vi = [state_label(state) for state in states]
    with speaking("en"):
        en = [state_label(state) for state in states]

    assert len({*vi, *en}) == 10


def test_numbers_move_with_the_records_and_back(eco: Ecosystem) -> None:
    target(eco, plan(eco), "mt1")
    eco.add(Person(name="Nguyễn Thị Mẫu"))
    publish(eco, D(2023, 1, 1))
    assert only(eco.plan_status(2023)).actual == 1

    eco.undo()
    assert only(eco.plan_status(2023)).actual == 0
    eco.redo()
    assert only(eco.plan_status(2023)).actual == 1
    with eco.changes("Xem trước"):
        publish(eco, D(2023, 2, 1))
        assert only(eco.plan_status(2023)).actual == 2
