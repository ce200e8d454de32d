"""What the numbers of the core count, what they nearly count, and where a year begins and ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

import hstk
from hstk import Ecosystem, Period
from hstk.core.language import speaking
from hstk.kinds import (
    Contribution,
    Event,
    EventKind,
    EventState,
    Fund,
    FundingLink,
    FundingState,
    FundKind,
    Organization,
    OrganizationKind,
    Person,
    Product,
    Program,
    Publication,
    Startup,
    Support,
    SupportKind,
)
from tests.evidence import number

D = date
MAY = D(2023, 5, 4)
FUNDED, UNIT_EVENTS = "core.projects_funded", "core.unit_events"


@pytest.fixture
def an(eco: Ecosystem) -> Person:
    """Somebody to own things."""
    return eco.add(Person(name="Nguyễn Thị Mẫu"))


class Funding:
    """Startups with a link to a source each."""

    def __init__(self, eco: Ecosystem, owner: Person) -> None:
        self._eco, self._owner = eco, owner
        self.bank = eco.add(Fund(name="Quỹ tín dụng Ví Dụ", kind_of=FundKind.BANK))
        self.state = eco.add(Program(name="Khuyến công", kind_of=FundKind.STATE_PROVINCE))

    def startup(self, name: str) -> Startup:
        return self._eco.add(Startup(name=name, owner=self._owner.id))

    def link(
        self, startup: Startup | str, source: Fund | Program | None = None, **fields: Any
    ) -> None:
        of = startup if isinstance(startup, Startup) else self.startup(startup)
        self._eco.add(FundingLink(startup=of.id, source=(source or self.bank).id, **fields))


@pytest.fixture
def funding(eco: Ecosystem, an: Person) -> Funding:
    """A bank, a program of the province, and a way to link startups to them."""
    return Funding(eco, an)


APPROVED, DISBURSED = FundingState.APPROVED, FundingState.DISBURSED


def test_projects_count_by_the_day_of_approval_or_disbursement(
    eco: Ecosystem, funding: Funding
) -> None:
    funding.link("đầu năm", state=APPROVED, approved_on=D(2023, 1, 1))
    funding.link("cuối năm", state=APPROVED, approved_on=D(2023, 12, 31))
    funding.link("năm trước", state=APPROVED, approved_on=D(2022, 12, 31))
    funding.link("năm sau", state=APPROVED, approved_on=D(2024, 1, 1))
    given: dict[str, Any] = {"state": DISBURSED, "amount_disbursed": 5_000_000}
    funding.link("chi năm nay", approved_on=D(2022, 6, 1), disbursed_on=D(2023, 2, 1), **given)
    funding.link("chi năm sau", approved_on=D(2023, 6, 1), disbursed_on=D(2024, 2, 1), **given)
    funding.link("chi cuối năm trước", disbursed_on=D(2022, 12, 31), **given)

    assert number(eco, FUNDED).counted == {"đầu năm", "cuối năm", "chi năm nay", "chi năm sau"}
    assert number(eco, FUNDED, as_of=D(2023, 1, 1)).counted == {"đầu năm"}
    assert number(eco, FUNDED, as_of=D(2023, 12, 30)).value == 3
    assert number(eco, FUNDED, 2024).counted == {"năm sau", "chi năm sau"}


def test_a_project_counts_once_with_all_that_reached_it(eco: Ecosystem, funding: Funding) -> None:
    both = funding.startup("hai nguồn")
    funding.link(
        both,
        state=DISBURSED,
        amount_approved=60_000_000,
        amount_disbursed=50_000_000,
        approved_on=D(2023, 3, 1),
        disbursed_on=D(2023, 4, 1),
    )
    funding.link(
        both, funding.state, state=APPROVED, amount_approved=30_000_000, approved_on=D(2023, 2, 1)
    )
    funding.link("một nguồn", funding.state, state=APPROVED, approved_on=D(2023, 5, 1))

    found = eco.evidence(FUNDED, 2023)

    assert (found.value, found.total) == (2, 2)
    assert found.groups == {"trong ngân sách": 2, "ngoài ngân sách": 1}
    rows = {row.title: row for row in found.counted}
    assert rows["hai nguồn"].amount == 80_000_000
    assert rows["hai nguồn"].on == D(2023, 4, 1)
    assert set(str(rows["hai nguồn"].group).split("; ")) == {"trong ngân sách", "ngoài ngân sách"}
    assert rows["một nguồn"].amount is None
    assert rows["một nguồn"].kind == "startup"
    with speaking("en"):
        assert eco.evidence(FUNDED, 2023).groups == {"in budget": 2, "out of budget": 1}


def test_what_a_project_got_is_what_it_got_by_the_day(eco: Ecosystem, funding: Funding) -> None:
    funding.link(
        "chi sau",
        state=DISBURSED,
        amount_approved=60,
        amount_disbursed=50,
        approved_on=D(2023, 3, 1),
        disbursed_on=D(2023, 9, 1),
    )

    (then,) = eco.evidence(FUNDED, 2023, as_of=D(2023, 6, 30)).counted
    (now,) = eco.evidence(FUNDED, 2023).counted

    assert (then.on, then.amount) == (D(2023, 3, 1), 60)
    assert (now.on, now.amount) == (D(2023, 9, 1), 50)


@pytest.mark.parametrize("kind", list(FundKind))
def test_every_kind_of_source_is_in_or_out_of_budget(kind: FundKind) -> None:
    in_budget = kind.value.startswith("state_")

    assert kind.in_budget is in_budget


def test_projects_that_nearly_count_say_why(eco: Ecosystem, funding: Funding) -> None:
    funding.link("nộp", state=FundingState.APPLIED, applied_on=D(2023, 12, 31))
    funding.link("nộp năm sau", state=FundingState.APPLIED, applied_on=D(2024, 1, 1))
    funding.link("giới thiệu", introduced_on=D(2023, 1, 1))
    funding.link(
        "từ chối",
        state=FundingState.REFUSED,
        applied_on=D(2022, 12, 1),
        refused_on=D(2023, 1, 1),
    )
    funding.link("duyệt sau", state=APPROVED, applied_on=D(2023, 11, 1), approved_on=D(2024, 2, 1))
    twice = funding.startup("được ở nơi khác")
    funding.link(twice, state=FundingState.APPLIED, applied_on=D(2023, 5, 1))
    funding.link(twice, funding.state, state=APPROVED, approved_on=D(2023, 5, 2))

    found = number(eco, FUNDED)

    assert found.counted == {"được ở nơi khác"}
    assert found.near == {
        "nộp": "đã nộp hồ sơ, chưa được duyệt",
        "giới thiệu": "mới được giới thiệu nguồn vốn",
        "từ chối": "hồ sơ bị từ chối",
        "duyệt sau": "được duyệt sau kỳ này",
    }
    with speaking("en"):
        assert number(eco, FUNDED).near["nộp"] == "applied, not approved yet"


def held(name: str, on: D | None = MAY, **fields: Any) -> Event:
    values: dict[str, Any] = {"kind_of": EventKind.SEMINAR, "state": EventState.HELD} | fields
    return Event(name=name, starts_on=on, **values)


def test_events_count_for_the_unit_that_held_them(eco: Ecosystem) -> None:
    unit = eco.add(Organization(name="Huyện đoàn Ví Dụ", kind_of=OrganizationKind.ASSOCIATION))
    by: dict[str, Any] = {"organizer": unit.id}
    for kind in EventKind:
        eco.add(held(kind.value, kind_of=kind, **by))
    eco.add(held("đầu năm", D(2023, 1, 1), **by))
    eco.add(held("cuối năm", D(2023, 12, 31), **by))
    eco.add(held("năm trước", D(2022, 12, 31), **by))
    eco.add(held("dự kiến", state=EventState.PLANNED, **by))
    eco.add(held("chưa định ngày", None, state=EventState.PLANNED, **by))
    eco.add(held("hủy", state=EventState.CANCELLED, **by))
    eco.add(held("không đơn vị"))
    eco.add(held("chỉ phối hợp", partners=(unit.id,)))

    found = number(eco, UNIT_EVENTS)

    kinds = {"forum", "seminar", "conference", "training"}
    assert found.counted == kinds | {"đầu năm", "cuối năm"}
    assert found.near == {
        "dự kiến": "chưa tổ chức, mới ở dạng dự kiến",
        "hủy": "đã bị hủy",
        "không đơn vị": "đã tổ chức nhưng chưa ghi đơn vị tổ chức",
        "chỉ phối hợp": "đã tổ chức nhưng chưa ghi đơn vị tổ chức (chỉ có đơn vị phối hợp)",
    }
    row = next(r for r in eco.evidence(UNIT_EVENTS, 2023).counted if r.title == "forum")
    assert (row.unit, row.on) == ("Huyện đoàn Ví Dụ", D(2023, 5, 4))
    assert number(eco, "core.startup_days").counted == {"startup_day"}
    assert number(eco, "core.contests").counted == {"contest"}


def test_startup_days_and_contests_nearly_count_until_held(eco: Ecosystem) -> None:
    for kind, code in (
        (EventKind.STARTUP_DAY, "core.startup_days"),
        (EventKind.CONTEST, "core.contests"),
    ):
        eco.add(held(f"{code} dự kiến", kind_of=kind, state=EventState.PLANNED))
        eco.add(held(f"{code} hủy", kind_of=kind, state=EventState.CANCELLED))
        eco.add(held(f"{code} 31/12", D(2023, 12, 31), kind_of=kind))

        found = number(eco, code)

        assert found.counted == {f"{code} 31/12"}
        assert found.near == {
            f"{code} dự kiến": "chưa tổ chức, mới ở dạng dự kiến",
            f"{code} hủy": "đã bị hủy",
        }


def test_publications_count_by_their_day_and_group_by_kind(eco: Ecosystem) -> None:
    for title, day, kind in (
        ("a", "2023-01-01", "article"),
        ("b", "2023-12-31", "article"),
        ("c", "2023-06-01", "broadcast"),
        ("d", "2022-12-31", "article"),
        ("e", "2024-01-01", "article"),
    ):
        eco.add_values(Publication, {"title": title, "published_on": day, "kind_of": kind})

    assert number(eco, "core.publications").counted == {"a", "b", "c"}
    found = eco.evidence("core.publications", 2023)
    assert found.groups == {"Tin, bài": 2, "Phát thanh, truyền hình": 1}
    assert [row.title for row in found.counted] == ["b", "c", "a"]  # the latest first


def test_money_of_donors_is_added_up(eco: Ecosystem) -> None:
    social = eco.add(Fund(name="Quỹ Ví Dụ", kind_of=FundKind.SOCIAL))
    budget = eco.add(Fund(name="Ngân sách", kind_of=FundKind.STATE_DISTRICT))
    donors = {
        name: eco.add(Person(name=name)) for name in ("Ánh", "Bình", "Cúc", "Dũng", "Én", "Giang")
    }

    def gift(donor: str, fund: Fund = social, **fields: Any) -> None:
        eco.add(Contribution(fund=fund.id, donor=donors[donor].id, **fields))

    gift("Ánh", paid=1_000_000, paid_on=D(2023, 1, 1))
    gift("Bình", paid=2_500_000, paid_on=D(2023, 12, 31))
    gift("Cúc", paid=9_000_000, paid_on=D(2022, 12, 31))
    gift("Cúc", budget, paid=7_000_000, paid_on=D(2023, 5, 1))
    gift("Dũng", pledged=3_000_000, pledged_on=D(2023, 12, 31))
    gift("Én", pledged=3_000_000, pledged_on=D(2023, 6, 1), paid=1, paid_on=D(2024, 1, 1))
    gift("Giang", paid=4_000_000)

    found = number(eco, "core.social_fund_raised")

    assert found.value == 3_500_000
    assert found.counted == {"Ánh · Quỹ Ví Dụ", "Bình · Quỹ Ví Dụ"}
    assert found.near == {
        "Dũng · Quỹ Ví Dụ": "đã cam kết, chưa nộp trong kỳ",
        "Én · Quỹ Ví Dụ": "đã cam kết, chưa nộp trong kỳ",
        "Giang · Quỹ Ví Dụ": "đã nộp, chưa ghi ngày nộp",
    }
    amounts = [row.amount for row in eco.evidence("core.social_fund_raised", 2023).counted]
    assert amounts == [2_500_000, 1_000_000]
    assert number(eco, "core.social_fund_raised", 2021).value == 0


def test_projects_introduced_to_programs_count_once(eco: Ecosystem, funding: Funding) -> None:
    twice = funding.startup("hai lần")
    funding.link(twice, funding.state, introduced_on=D(2023, 1, 1))
    funding.link(twice, funding.state, introduced_on=D(2023, 12, 31))
    funding.link("tới quỹ", introduced_on=D(2023, 5, 1))
    funding.link("năm sau", funding.state, introduced_on=D(2024, 1, 1))

    found = eco.evidence("core.programs_introduced", 2023)

    assert [(row.title, row.on) for row in found.counted] == [("hai lần", D(2023, 12, 31))]


def test_products_improved_count_once_by_kind_of_help(eco: Ecosystem, an: Person) -> None:
    product = eco.add(Product(name="Tỏi đen", owner=an.id))
    other = eco.add(Product(name="Rong biển", owner=an.id))
    startup = eco.add(Startup(name="Dự án", owner=an.id))
    for about, kind, on in (
        (product.id, SupportKind.PACKAGING, D(2023, 1, 1)),
        (product.id, SupportKind.IDENTITY, D(2023, 12, 31)),
        (other.id, SupportKind.CERTIFICATION, D(2022, 12, 31)),
        (other.id, SupportKind.TRAINING, D(2023, 5, 1)),
        (startup.id, SupportKind.PACKAGING, D(2023, 5, 1)),
    ):
        eco.add(Support(about=about, kind_of=kind, on=on))

    found = eco.evidence("core.products_improved", 2023)

    assert [row.title for row in found.counted] == ["Tỏi đen"]
    assert len(found.groups) == 2


def test_rules_fetch_nothing_until_somebody_looks(eco: Ecosystem) -> None:
    told: list[str] = []
    event.listen(eco._engine, "before_cursor_execute", lambda *given: told.append(given[2]))

    for indicator in eco.declarations.indicators.values():
        found = indicator.rule(eco, Period.year(2023))
        assert "SELECT" in str(found.counted)
        assert all(near.reason and near.reason_en and near.why for near in found.near)
        assert indicator.help
        assert indicator.help_en

    assert told == []
    assert len(eco.declarations.indicators) >= 12


def plans_of(eco: Ecosystem, code: str) -> list[str]:
    """How SQLite goes about each query of an indicator."""
    found = eco.declarations.indicators[code].rule(eco, Period.year(2023))
    steps: list[str] = []
    with eco.reading() as connection:
        for query in (found.counted, *(near.rows for near in found.near)):
            sql = query.compile(dialect=eco._engine.dialect, compile_kwargs={"literal_binds": True})
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")
            steps += [row[3] for row in rows]
    return steps


def test_no_number_of_a_year_reads_a_whole_table(tmp_path: Path) -> None:
    # by days that have no index of their own
    whole = {"core.social_fund_raised": "contribution", "core.programs_introduced": "funding_link"}
    with hstk.open(tmp_path / "a.hstk") as eco:
        for code in eco.declarations.indicators:
            steps = plans_of(eco, code)
            assert any(step.startswith("SEARCH") for step in steps)
            scans = {step for step in steps if step.startswith("SCAN")}
            assert scans <= {f"SCAN {whole.get(code)}"}, code

        assert any("event_starts_on_idx" in step for step in plans_of(eco, UNIT_EVENTS))
        assert not any("state_idx" in step for step in plans_of(eco, UNIT_EVENTS))


def test_every_number_of_an_empty_ecosystem_is_nought(eco: Ecosystem) -> None:
    for code in eco.declarations.indicators:
        found = number(eco, code)
        assert (found.value, found.counted, found.near) == (0, set(), {})
