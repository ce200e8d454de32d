"""A contest from its call for entries to its prizes and on to OCOP."""

from __future__ import annotations

from datetime import date

import pytest

from hstk import Ecosystem, Period, Rejected
from hstk.kinds import (
    Event,
    EventKind,
    Participation,
    Person,
    Product,
    Residence,
)
from hstk.plugins import Document, Paragraph, Workbook
from hstk.plugins.contest.kinds import (
    ContestCriterion,
    ContestEntry,
    ContestPrize,
    ContestRound,
    ContestRules,
    ContestSheet,
    EntryState,
)
from hstk.plugins.contest.views import SECTIONS
from hstk.plugins.ocop.kinds import OcopDossier, Step
from hstk.testing import Desk
from tests.plugins.contest.story import FULL, TODAY, Contest
from tests.plugins.offered import offered_for


def test_opening_makes_event_rules_rounds_and_criteria_in_one_change(contest: Contest) -> None:
    eco = contest.eco

    assert contest.event.kind_of is EventKind.CONTEST
    rules = eco.satellite(ContestRules, contest.event)
    assert rules is not None
    assert rules.closes_on == date(2026, 6, 1)
    assert [r.name for r in eco.find(ContestRound, sort="number")] == ["Sơ khảo", "Chung khảo"]
    assert sum(c.weight for c in eco.find(ContestCriterion)) == 100

    eco.undo()
    assert not eco.find(Event)
    assert not eco.find(ContestRules)


@pytest.mark.parametrize(
    ("criteria", "says"),
    [
        (("Tính mới: 60", "Khả thi: 30"), "cộng lại là 90, phải là 100"),
        (("Tính mới",), "tên: phần trăm"),
    ],
)
def test_criteria_that_make_no_hundred_are_refused_and_nothing_is_left(
    eco: Ecosystem, criteria: tuple[str, ...], says: str
) -> None:
    with pytest.raises(Rejected, match=says):
        Desk(eco, TODAY).do("contest.open", name="Cuộc thi", criteria=criteria)
    assert not eco.find(Event)


def test_an_entry_keeps_where_its_author_lived_and_counts_as_taking_part(
    contest: Contest,
) -> None:
    entry = contest.enter("Tỏi đen", residence=Residence.CITY)
    contest.desk.do("contest.enter", contest.event, name="Ý hai", leader=entry.leader)

    assert entry.residence is Residence.CITY
    assert len(contest.eco.find(Participation)) == 1
    rows = contest.desk.rows("contest.entries", year=2026)
    assert {row["idea"]: row["residence"] for row in rows} == {
        "Tỏi đen": Residence.CITY.label,
        "Ý hai": Residence.CITY.label,
    }


def test_entries_after_the_last_day_are_refused(contest: Contest) -> None:
    late = Desk(contest.eco, date(2026, 6, 2))
    leader = contest.person("Trễ Hạn")
    with pytest.raises(Rejected, match="quá hạn nộp bài"):
        late.do("contest.enter", contest.event, name="Trễ", leader=leader.id)


def test_nobody_judges_an_entry_of_their_own_team(contest: Contest) -> None:
    entry = contest.enter("Tỏi đen")
    leader = contest.eco.get(Person, entry.leader)

    with pytest.raises(Rejected, match="thuộc nhóm dự thi"):
        contest.score(entry, leader)
    with pytest.raises(Rejected, match="thuộc nhóm dự thi"):
        contest.eco.add(ContestSheet(round=contest.round().id, entry=entry.id, judge=leader.id))


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        (("TC9:5",), "không có tiêu chí TC9"),
        (("TC1:11",), "không được quá 10"),
        (("TC1:-1",), "không đọc được"),
        (("TC1",), "không đọc được"),
        (("TC1:1/0",), "không đọc được"),
        (("TC1:5", "TC1:6"), "chấm hai lần"),
    ],
)
def test_marks_that_do_not_fit_are_refused_whoever_writes_them(
    contest: Contest, marks: tuple[str, ...], says: str
) -> None:
    entry, judge = contest.enter("Tỏi đen"), contest.person("Giám Khảo")
    with pytest.raises(Rejected, match=says):
        contest.eco.add(
            ContestSheet(round=contest.round().id, entry=entry.id, judge=judge.id, marks=marks)
        )


def test_an_entry_of_another_contest_is_not_scored_in_this_round(contest: Contest) -> None:
    other = contest.desk.do("contest.open", name="Cuộc thi khác")
    leader, judge = contest.person("Người Khác"), contest.person("Giám Khảo")
    entry = contest.desk.do("contest.enter", other, name="Ý khác", leader=leader.id)
    round_ = next(r for r in contest.eco.find(ContestRound) if r.event == contest.event.id)

    with pytest.raises(Rejected, match="không dự cuộc thi của vòng này"):
        contest.eco.add(ContestSheet(round=round_.id, entry=entry.id, judge=judge.id))


def test_a_sheet_may_be_filled_in_bit_by_bit_and_says_what_is_missing(contest: Contest) -> None:
    entry, judge = contest.enter("Tỏi đen"), contest.person("Giám Khảo")
    desk = contest.desk

    assert desk.told("contest.score", entry, judge=judge.id, TC1=9) == ("Còn 3 tiêu chí chưa chấm.")
    assert desk.told("contest.score", entry, judge=judge.id, **FULL) == "Tổng 50 điểm."
    desk.do("contest.score", entry, judge=judge.id, TC1=9)
    desk.do("contest.score", entry, judge=judge.id, TC2=8, TC3=7, TC4=6)

    sheets = contest.eco.find(ContestSheet)
    assert [sheet.marks for sheet in sheets] == [("TC1:9", "TC2:8", "TC3:7", "TC4:6")]


def test_a_round_is_closed_only_when_it_is_clear_who_goes_on(contest: Contest) -> None:
    eco, desk = contest.eco, contest.desk
    one, two, three = (contest.enter(name) for name in ("Một", "Hai", "Ba"))
    judge, other = contest.person("Giám Khảo"), contest.person("Giám Khảo Hai")
    with pytest.raises(Rejected, match="chưa ghi bao nhiêu bài"):
        desk.do("contest.close_round", contest.round())
    eco.update(contest.round(), passes=2)
    contest.score(one, judge, TC1=9)
    contest.score(two, judge)
    with pytest.raises(Rejected, match="Ba: chưa được chấm đủ"):
        desk.do("contest.close_round", contest.round())
    contest.score(three, judge)
    ranks = {r["entry"]: (r["rank"], r["note"]) for r in desk.rows("contest.ranking",
             contest.round())}  # fmt: skip
    assert ranks["Một"] == (1, "vào vòng sau")
    assert ranks["Hai"][0] == ranks["Ba"][0] == 2
    assert "đồng hạng" in ranks["Hai"][1]
    with pytest.raises(Rejected, match="đồng 50 điểm"):
        desk.do("contest.close_round", contest.round())

    contest.score(three, other, TC1=6)
    with pytest.raises(Rejected, match="không bằng nhau: «Một» 1, «Ba» 2, «Hai» 1"):
        desk.do("contest.close_round", contest.round())
    desk.do("contest.close_round", contest.round(), uneven=True)

    states = {e.name: (e.reached, e.state) for e in eco.find(ContestEntry)}
    assert states == {
        "Một": (2, EntryState.ACCEPTED),
        "Ba": (2, EntryState.ACCEPTED),
        "Hai": (1, EntryState.OUT),
    }
    assert {r["entry"] for r in desk.rows("contest.ranking", contest.round(2))} == {"Một", "Ba"}
    assert len(desk.rows("contest.ranking", contest.round(1))) == 3


def test_a_prize_shows_at_the_entry_and_in_the_list_of_participants(contest: Contest) -> None:
    entry = contest.enter("Tỏi đen")
    contest.desk.do("contest.award", entry, name="Giải Nhất", amount=5_000_000)
    contest.desk.do("contest.award", entry, name="Giải được yêu thích")

    assert {prize.name for prize in contest.eco.find(ContestPrize)} == {
        "Giải Nhất",
        "Giải được yêu thích",
    }
    assert contest.eco.find(Participation)[0].result == "Giải Nhất; Giải được yêu thích"
    rows = contest.desk.rows("contest.sheet", contest.event, "prizes")
    assert {row["prize"]: row["amount"] for row in rows} == {
        "Giải Nhất": 5_000_000,
        "Giải được yêu thích": None,
    }


def test_an_entry_becomes_a_registration_of_an_ocop_idea(contest: Contest) -> None:
    entry = contest.enter("Tỏi đen ngâm mật ong")

    dossier = contest.desk.do("contest.to_ocop", entry)

    assert isinstance(dossier, OcopDossier)
    assert (dossier.year, dossier.step) == (2026, Step.IDEA)
    assert contest.eco.get(Product, dossier.product).name == "Tỏi đen ngâm mật ong"
    assert contest.eco.get(ContestEntry, entry.id).product == dossier.product
    again = contest.eco.get(ContestEntry, entry.id)
    with pytest.raises(Rejected, match="đã có hồ sơ của năm này"):
        contest.desk.do("contest.to_ocop", again)


def test_without_ocop_the_way_there_is_closed_with_a_reason(where: str) -> None:
    import hstk

    with hstk.open(where, plugins=["contest"]) as eco:
        contest = Contest(eco)
        entry = contest.enter("Tỏi đen")
        with pytest.raises(Rejected, match="plugins enable ocop"):
            contest.desk.do("contest.to_ocop", entry)
        assert "contest.to_ocop" not in {o.name for o in offered_for(eco, entry)}


def test_ideas_are_counted_by_where_people_live_and_refused_ones_nearly(
    contest: Contest,
) -> None:
    contest.enter("Một", residence=Residence.CITY)
    refused = contest.enter("Hai")
    contest.eco.update(refused, state=EntryState.REFUSED)

    found = contest.eco.evidence("contest.ideas_entered", 2026, as_of=date(2026, 12, 31))

    assert found.value == 1
    assert found.groups == {Residence.CITY.label: 1}
    assert [row.reason for row in found.near] == ["không hợp lệ hoặc đã rút"]


def test_the_report_tells_of_contests_that_were_held(contest: Contest) -> None:
    contest.enter("Một", residence=Residence.CITY)
    section = SECTIONS[0]
    year = Period.year(2026)

    def text() -> str:
        parts = section.write(contest.eco, year)
        return "\n".join(part.text for part in parts if isinstance(part, Paragraph))

    assert "chưa tổ chức cuộc thi nào" in text()
    contest.eco.update(contest.event, state="held", starts_on=date(2026, 6, 20))
    assert "1 ý tưởng dự thi, trong đó 1 của người đang học tập" in text()
    assert section.annex is not None
    assert [t.name for t in section.annex(contest.eco, year)] == ["entries", "calls"]


def test_the_first_screen_shows_contests_while_they_take_entries(contest: Contest) -> None:
    shown = contest.desk.show("contest.under_way")
    assert [part.text for part in shown if isinstance(part, Paragraph)] == [
        "Cuộc thi khởi nghiệp 2026: 0 bài, còn 31 ngày nhận bài"
    ]
    assert not Desk(contest.eco, date(2026, 6, 2)).show("contest.under_way")


def test_papers_hold_the_ranking_and_a_row_for_every_entry(contest: Contest) -> None:
    contest.enter("Tỏi đen")
    minutes = contest.desk.paper("contest.minutes", contest.round())
    assert isinstance(minutes, Document)
    assert minutes.title == "BIÊN BẢN"
    file = contest.desk.paper("contest.score_file", contest.round())
    assert isinstance(file, Workbook)
    assert file.sheets[0].rows[-1][1] == "Tỏi đen"


def test_the_doctor_names_contests_whose_weights_do_not_add_up(contest: Contest) -> None:
    def weights() -> list[str]:
        return [f.severity for f in contest.eco.doctor() if f.code == "contest.weights"]

    assert weights() == ["ok"]
    contest.eco.delete(contest.eco.find(ContestCriterion)[0])
    assert weights() == ["warning"]


def test_calls_tell_whom_they_reached(contest: Contest) -> None:
    contest.desk.do(
        "contest.call", contest.event, channel="natives", reaches="city", place="Đà Nẵng"
    )
    (row,) = contest.desk.rows("contest.calls", year=2026)
    assert (row["place"], row["reaches"]) == ("Đà Nẵng", Residence.CITY.label)
