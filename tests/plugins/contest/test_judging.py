"""Scoring, closing rounds, and what follows from them."""

from __future__ import annotations

from datetime import date

import pytest

from hstk import Period, Rejected
from hstk.kinds import Residence
from hstk.plugins import Asked, Document, Paragraph, offers
from hstk.plugins.contest.judging import score_told
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
from tests.plugins.contest.story import FULL, Contest


def closed(contest: Contest, number: int, **answers: bool) -> dict[str, tuple[int, EntryState]]:
    """Where the entries stand once a round is closed."""
    contest.desk.do("contest.close_round", contest.round(number), **answers)
    return standing(contest)


def standing(contest: Contest) -> dict[str, tuple[int, EntryState]]:
    return {e.name: (e.reached, e.state) for e in contest.eco.find(ContestEntry)}


def test_a_round_is_closed_once(contest: Contest) -> None:
    judge = contest.person("Giám Khảo")
    entries = [contest.enter(name) for name in ("Một", "Hai", "Ba")]
    contest.eco.add(ContestRound(event=contest.event.id, number=3, name="Chung kết"))
    for number, passes in ((1, 2), (2, 1)):
        contest.eco.update(contest.round(number), passes=passes)
    for place, entry in enumerate(entries):
        contest.score(entry, judge, TC1=9 - place)
    closed(contest, 1)
    with pytest.raises(Rejected, match="đã chốt, 2 bài đã qua vòng sau"):
        closed(contest, 1)
    for place, entry in enumerate(entries[:2]):
        contest.score(contest.again(entry), judge, TC1=9 - place)
    found = closed(contest, 2)

    with pytest.raises(Rejected, match="đã chốt"):
        closed(contest, 1)
    assert standing(contest) == found
    assert found["Một"] == (3, EntryState.ACCEPTED)
    assert found["Hai"] == (2, EntryState.OUT)
    close = offers.offer(contest.eco, "contest.close_round")
    assert offers.why_not(contest.eco, close, contest.round(1)) is not None


def test_a_round_that_sends_nobody_on_is_closed_once_too(contest: Contest) -> None:
    contest.score(contest.enter("Một"), contest.person("Giám Khảo"))
    contest.eco.update(contest.round(), passes=0)
    assert closed(contest, 1) == {"Một": (1, EntryState.OUT)}
    with pytest.raises(Rejected, match="không còn bài nào dự tiếp"):
        closed(contest, 1)


def test_entries_with_different_numbers_of_sheets_are_named_unless_it_is_meant(
    contest: Contest,
) -> None:
    one, other = contest.enter("Một"), contest.enter("Hai")
    for name in ("Giám Khảo A", "Giám Khảo B"):
        judge = contest.person(name)
        contest.score(one, judge, TC1=9)
    contest.score(other, judge)
    contest.eco.update(contest.round(), passes=1)

    with pytest.raises(Rejected, match="không bằng nhau: «Một» 2, «Hai» 1"):
        closed(contest, 1)
    assert {state for _, state in standing(contest).values()} == {EntryState.SUBMITTED}
    assert closed(contest, 1, uneven=True)["Một"] == (2, EntryState.ACCEPTED)


def test_nothing_is_concluded_while_the_weights_do_not_add_up(contest: Contest) -> None:
    eco, desk = contest.eco, contest.desk
    judge = contest.person("Giám Khảo")
    last = eco.update(contest.enter("Một"), reached=2)
    first = contest.enter("Hai")
    eco.update(contest.criterion("TC2"), weight=5)
    eco.update(contest.round(2), passes=1)
    contest.score(last, judge)

    said = "cộng lại là 75, phải là 100"
    with pytest.raises(Rejected, match=said):
        closed(contest, 2)
    with pytest.raises(Rejected, match=said):
        desk.paper("contest.minutes", contest.round(2))
    with pytest.raises(Rejected, match=said):
        desk.do("contest.award", last, name="Giải Nhất")
    desk.do("contest.award", first, name="Giải được yêu thích")
    assert [prize.name for prize in eco.find(ContestPrize)] == ["Giải được yêu thích"]

    eco.update(contest.criterion("TC2"), weight=30)
    assert closed(contest, 2)["Một"] == (3, EntryState.ACCEPTED)
    assert isinstance(desk.paper("contest.minutes", contest.round(2)), Document)


def test_what_is_told_counts_the_marks_that_were_kept_before(contest: Contest) -> None:
    entry, judge = contest.enter("Tỏi đen"), contest.person("Giám Khảo")
    contest.score(entry, judge)

    assert contest.desk.told("contest.score", entry, judge=judge.id, TC1=9) == "Tổng 62 điểm."
    action = offers.offer(contest.eco, "contest.score")
    form = offers.form_of(contest.eco, action, entry)
    assert form is not None
    answers = form.model_validate({"judge": judge.id, "TC1": 9})
    done = offers.perform(contest.eco, action, Asked(entry, answers))  # type: ignore[arg-type]
    assert done.message == "Đã ghi phiếu chấm. Tổng 62 điểm."
    stranger = contest.person("Người Khác")
    told = contest.desk.told("contest.score", entry, judge=stranger.id, TC1=9)
    assert told == "Còn 3 tiêu chí chưa chấm."


def test_before_anybody_is_named_the_marks_alone_are_told(contest: Contest) -> None:
    entry = contest.enter("Tỏi đen")
    form = offers.form_of(contest.eco, offers.offer(contest.eco, "contest.score"), entry)
    assert form is not None
    blank = dict.fromkeys(form.fields)

    def told(**answers: float) -> str:
        return score_told(contest.eco, Asked(entry, form.trusted(blank | answers)))

    assert told() == "Còn 4 tiêu chí chưa chấm."
    assert told(TC1=8) == "Còn 3 tiêu chí chưa chấm."
    assert told(**FULL) == "Tổng 50 điểm."
    for round_ in contest.eco.find(ContestRound):
        contest.eco.delete(round_)
    assert told(TC1=8) == "Còn 3 tiêu chí chưa chấm."


def test_marks_keep_every_digit(contest: Contest) -> None:
    contest.eco.update(contest.criterion("TC1"), most=1000)
    entry, judge = contest.enter("Tỏi đen"), contest.person("Giám Khảo")
    contest.desk.do("contest.score", entry, judge=judge.id, TC1=123.45678, TC2=0.00001234567)
    contest.desk.do("contest.score", entry, judge=judge.id, TC3=1)

    (sheet,) = contest.eco.find(ContestSheet)
    assert sheet.marks == ("TC1:123,45678", "TC2:0,00001234567", "TC3:1")


def test_entries_before_the_first_day_are_refused(contest: Contest) -> None:
    rules = contest.eco.satellite(ContestRules, contest.event)
    assert rules is not None
    rules = contest.eco.update(rules, opens_on=date(2026, 5, 2))
    with pytest.raises(Rejected, match="chưa đến ngày nhận bài"):
        contest.enter("Sớm")
    contest.eco.update(rules, opens_on=date(2026, 5, 1))
    assert contest.enter("Đúng ngày").submitted_on == date(2026, 5, 1)


def test_a_contest_whose_last_day_is_past_can_be_opened(contest: Contest) -> None:
    event = contest.desk.do("contest.open", name="Năm trước", closes_on=date(2025, 6, 1))
    leader = contest.person("Người Cũ")
    entry = contest.desk.do(
        "contest.enter", event, name="Ý cũ", leader=leader.id, submitted_on=date(2025, 5, 1)
    )
    assert entry.submitted_on == date(2025, 5, 1)


def test_report_panel_and_indicator_count_by_one_rule(contest: Contest) -> None:
    eco = contest.eco
    for state in EntryState:
        entry = contest.enter(state.value, residence=Residence.CITY)
        eco.update(entry, state=state)
    counted = eco.evidence("contest.ideas_entered", 2026, as_of=date(2026, 12, 31)).value
    assert counted == 3

    (panel,) = contest.desk.show("contest.under_way")
    assert isinstance(panel, Paragraph)
    assert panel.text.startswith("Cuộc thi khởi nghiệp 2026: 3 bài")
    eco.update(contest.event, state="held", starts_on=date(2026, 5, 20))
    (told,) = SECTIONS[0].write(eco, Period.year(2026))
    assert isinstance(told, Paragraph)
    assert "3 ý tưởng dự thi, trong đó 3 của người" in told.text
    assert SECTIONS[0].annex is not None
    entries, _ = SECTIONS[0].annex(eco, Period.year(2026))
    assert entries.title == "Bài dự thi (3; 3 từ thành phố)"
    assert len(entries.rows) == 5


@pytest.mark.parametrize(
    "code", ["id", "judge", "opinion", "_x", "evolve", "fields", "model_config", "model_x"]
)
def test_codes_that_the_score_form_needs_are_refused(contest: Contest, code: str) -> None:
    values = {"event": contest.event.id, "code": code, "name": "Lạ", "weight": 0}
    with pytest.raises(Rejected, match=f"mã «{code}» dành riêng"):
        contest.eco.add_values(ContestCriterion, values)
    assert contest.eco.add_values(ContestCriterion, values | {"code": f"x{code}"}).weight == 0
