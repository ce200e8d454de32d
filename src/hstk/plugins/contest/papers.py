"""Papers of a contest: the score file for judges, and the minutes of a round."""

from __future__ import annotations

from hstk import Ecosystem, say
from hstk.kinds import Event
from hstk.plugins import Asked, Document, Paper, Paragraph, Part, Signature, Workbook, show_number
from hstk.plugins.contest.kinds import ContestPrize, ContestRound
from hstk.plugins.contest.reading import score_file
from hstk.plugins.contest.scoring import criteria_of, refuse_weights
from hstk.plugins.contest.views import prizes_table, ranking_table


def scores(eco: Ecosystem, asked: Asked) -> Workbook:
    """The file that is sent to a judge."""
    return score_file(eco, asked.record)


def minutes(eco: Ecosystem, asked: Asked) -> Document:
    """The minutes of a round: criteria, ranking, prizes.

    Raises:
        Rejected: the weights do not add up, so there is no ranking.
    """
    round_ = asked.record
    event = eco.get(Event, round_.event)
    criteria = criteria_of(eco, event.id)
    refuse_weights(criteria)
    body: list[Part] = [
        Paragraph(say(f"Cuộc thi: {event.name}", f"Contest: {event.name}")),
        Paragraph(say(f"Vòng thi: {round_.name}", f"Round: {round_.name}")),
        Paragraph(say("Tiêu chí và trọng số:", "Criteria and weights:")),
        *(Paragraph(f"{c.code}. {c.name}: {show_number(c.weight)} %", "item") for c in criteria),
        Paragraph(say("Kết quả chấm điểm", "Result"), "heading"),
        ranking_table(eco, round_),
    ]
    prizes = eco.find(ContestPrize, f"event = {event.id}")
    if prizes:
        body.append(prizes_table(eco, prizes))
    issuer = eco.titles([event.organizer]).get(event.organizer, "") if event.organizer else ""
    return Document(
        say("BIÊN BẢN", "MINUTES"),
        tuple(body),
        about=say(f"Chấm thi {round_.name} — {event.name}", f"{round_.name} — {event.name}"),
        issuer=issuer.upper(),
        on=round_.held_on,
        signatures=(
            Signature(say("THƯ KÝ", "SECRETARY")),
            Signature(say("TRƯỞNG BAN GIÁM KHẢO", "HEAD OF THE JURY")),
        ),
    )


PAPERS = (
    Paper(
        "contest.score_file",
        "Tệp phiếu chấm gửi giám khảo",
        "Score file for judges",
        of=ContestRound,
        make=scores,
        ending="xlsx",
    ),
    Paper(
        "contest.minutes",
        "Biên bản chấm thi",
        "Minutes of a round",
        of=ContestRound,
        make=minutes,
        ending="docx",
    ),
)
