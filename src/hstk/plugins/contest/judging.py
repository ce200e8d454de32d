"""What judges and their secretary do: score, read score files, close a round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hstk import Ecosystem, Rejected, say
from hstk.errors import Problem
from hstk.plugins import Action, Asked, Done
from hstk.plugins.contest.forms import (
    CloseRound,
    ReadScores,
    known_marks,
    marks_in,
    round_of,
    score_form,
    sheet_of,
)
from hstk.plugins.contest.kinds import (
    IN_THE_RUNNING,
    ContestEntry,
    ContestRound,
    ContestSheet,
    EntryState,
)
from hstk.plugins.contest.reading import filled_sheets
from hstk.plugins.contest.scoring import (
    Ranked,
    criteria_of,
    ranking,
    refuse_weights,
    total,
    written_marks,
)
from hstk.plugins.contest.views import points


def score(eco: Ecosystem, asked: Asked) -> Done:
    """Keeps a judge's sheet for an entry in the round it is in; marks left empty stay as they are.

    Raises:
        Rejected: the contest has no such round.
    """
    entry, answers = asked.record, asked.answers
    round_ = _round(eco, entry)
    sheet = sheet_of(eco, round_, entry.id, answers.judge)
    marks = written_marks(known_marks(sheet) | marks_in(answers))
    if sheet is None:
        sheet = eco.add(
            ContestSheet(
                round=round_.id,
                entry=entry.id,
                judge=answers.judge,
                scored_on=asked.today,
                marks=marks,
                opinion=answers.opinion,
            )
        )
    else:
        opinion = answers.opinion or sheet.opinion
        sheet = eco.update(sheet, marks=marks, opinion=opinion, scored_on=asked.today)
    return Done(
        say(f"Đã ghi phiếu chấm. {score_told(eco, asked)}", f"Kept. {score_told(eco, asked)}"),
        sheet.id,
    )


def score_told(eco: Ecosystem, asked: Asked) -> str:
    """The total of the judge's marks, those kept before among them, or how many are missing."""
    entry, answers = asked.record, asked.answers
    criteria, round_ = criteria_of(eco, entry.event), round_of(eco, entry)
    sheet = None
    if round_ is not None and answers.judge is not None:  # nobody may have been named yet
        sheet = sheet_of(eco, round_, entry.id, answers.judge)
    marks = known_marks(sheet) | marks_in(answers)
    whole = total(criteria, marks)
    if whole is not None:
        return say(f"Tổng {points(whole)} điểm.", f"Total {points(whole)}.")
    missing = sum(one.code not in marks for one in criteria)
    return say(f"Còn {missing} tiêu chí chưa chấm.", f"{missing} criteria are not marked yet.")


def _round(eco: Ecosystem, entry: ContestEntry) -> ContestRound:
    round_ = round_of(eco, entry)
    if round_ is None:
        raise Rejected(
            (),
            message=say(
                f"Cuộc thi chưa có vòng số {entry.reached}; hãy thêm vòng thi trước.",
                f"The contest has no round {entry.reached}; add it first.",
            ),
        )
    return round_


def read_scores(eco: Ecosystem, asked: Asked) -> Done:
    """Reads the sheets that a judge filled in; all or none."""
    round_ = asked.record
    kept = 0
    for judge, entry, marks, opinion in filled_sheets(eco, round_, asked.answers.file):
        sheet = sheet_of(eco, round_, entry, judge)
        values: dict[str, Any] = {
            "marks": written_marks(known_marks(sheet) | marks),
            "scored_on": asked.today,
        }
        if sheet is None:
            eco.add(
                ContestSheet(round=round_.id, entry=entry, judge=judge, opinion=opinion, **values)
            )
        else:
            eco.update(sheet, opinion=opinion or sheet.opinion, **values)
        kept += 1
    return Done(say(f"Đã nhận {kept} phiếu chấm.", f"{kept} sheets were read."), round_.id)


def why_closed(eco: Ecosystem, round_: ContestRound) -> str | None:
    """Why a round cannot be closed any more; None when it can."""
    where = f"event = {round_.event} and reached >= {round_.number}"
    entries = eco.find(ContestEntry, where)
    beyond = sum(entry.reached > round_.number for entry in entries)
    if beyond:
        return say(
            f"vòng này đã chốt, {beyond} bài đã qua vòng sau; "
            "muốn chốt lại thì hoàn tác lần chốt trước",
            f"the round is closed and {beyond} entries have gone on; undo that to close it again",
        )
    states = {entry.state for entry in entries if entry.state in IN_THE_RUNNING}
    if states == {EntryState.OUT}:
        return say(
            "vòng này đã chốt, không còn bài nào dự tiếp",
            "the round is closed, no entry is in the running any more",
        )
    return None


def close_round(eco: Ecosystem, asked: Asked) -> Done:
    """Sends on those that pass, and ends the way of the others.

    Raises:
        Rejected: the weights do not add up, entries are not scored whole, or by different numbers
            of judges and nobody says that it is meant, or a tie at the limit leaves it open who
            goes on.
    """
    round_ = asked.record
    refuse_weights(criteria_of(eco, round_.event))
    rows = ranking(eco, round_)
    problems = _open_questions(round_, rows)
    if not asked.answers.uneven:
        problems += _uneven(rows)
    if problems:
        raise Rejected(problems)
    for one in rows:
        if one.goes_on:
            eco.update(one.entry, reached=round_.number + 1, state=EntryState.ACCEPTED)
        else:
            eco.update(one.entry, state=EntryState.OUT)
    on = sum(one.goes_on is True for one in rows)
    return Done(
        say(
            f"Đã chốt vòng: {on} bài vào vòng sau, {len(rows) - on} bài dừng.",
            f"The round is closed: {on} go on, {len(rows) - on} are out.",
        ),
        round_.id,
    )


def _open_questions(round_: ContestRound, rows: Sequence[Ranked]) -> list[Problem]:
    """Why it cannot be told who goes on."""
    problems = [
        Problem("", say("chưa được chấm đủ", "is not scored whole"), where=one.entry.name)
        for one in rows
        if one.average is None or one.unfinished
    ]
    if round_.passes is None:
        problems.append(
            Problem(
                "passes",
                say(
                    "chưa ghi bao nhiêu bài vào vòng sau; vòng cuối thì trao giải, không cần chốt",
                    "it is not said how many go on; a last round ends with its prizes",
                ),
            )
        )
    problems += [
        Problem(
            "passes",
            say(
                f"đồng {points(one.average)} điểm ở mức cuối; chấm lại hoặc đổi số bài đi tiếp",
                f"tied at {points(one.average)} at the limit; score again or change the number",
            ),
            where=one.entry.name,
        )
        for one in rows
        if round_.passes is not None and one.average is not None and one.goes_on is None
    ]
    return problems


def _uneven(rows: Sequence[Ranked]) -> list[Problem]:
    """Entries that were scored by different numbers of judges, by name."""
    scored = [one for one in rows if one.totals]
    if len({len(one.totals) for one in scored}) < 2:
        return []
    listed = ", ".join(f"«{one.entry.name}» {len(one.totals)}" for one in scored)
    return [
        Problem(
            "uneven",
            say(
                f"số phiếu chấm của các bài không bằng nhau: {listed}; "
                "chấm cho đủ, hoặc ghi rõ là đúng ý",
                f"the entries have different numbers of sheets: {listed}; "
                "score the rest, or say that it is meant",
            ),
        )
    ]


ACTIONS = (
    Action(
        "contest.score",
        "Chấm bài dự thi",
        "Score an entry",
        of=ContestEntry,
        asks=score_form,
        do=score,
        tells=score_told,
    ),
    Action(
        "contest.read_scores",
        "Đọc phiếu chấm đã điền",
        "Read filled-in score sheets",
        of=ContestRound,
        asks=ReadScores,
        do=read_scores,
    ),
    Action(
        "contest.close_round",
        "Chốt vòng thi",
        "Close a round",
        of=ContestRound,
        asks=CloseRound,
        fits=why_closed,
        do=close_round,
    ),
)
