"""What a contest shows: itself, the ranking of a round, entries and calls of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated

from hstk import Ecosystem, Period, Shown, say
from hstk.kinds import Event, EventKind, Residence, Year
from hstk.plugins import (
    Asked,
    Column,
    Form,
    Paragraph,
    Part,
    ReportSection,
    Row,
    Table,
    View,
    show_date,
    show_number,
)
from hstk.plugins.contest.kinds import (
    IN_THE_RUNNING,
    ContestCall,
    ContestEntry,
    ContestPrize,
    ContestRound,
    ContestRules,
    EntryState,
)
from hstk.plugins.contest.scoring import criteria_of, ranking, weights_problem


class OfYear(Form):
    """Which year."""

    year: Annotated[Year | None, Shown("Năm", "Year")] = None


def points(value: Fraction | None) -> str:
    """A total as people read it, two decimals; "" when there is none."""
    return "" if value is None else show_number(float(value))


def no_contest(_: Ecosystem, event: Event) -> str | None:
    """Why an event has nothing of a contest; None when it is one."""
    if event.kind_of is EventKind.CONTEST:
        return None
    return say("sự kiện này không phải cuộc thi", "this event is no contest")


def contest_sheet(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """Rules, criteria, rounds, entries and prizes of a contest."""
    event = asked.record
    rules = eco.satellite(ContestRules, event)
    if rules is not None and rules.closes_on is not None:
        left = (rules.closes_on - asked.today).days
        when = show_date(rules.closes_on)
        text = say(f"Nhận bài đến {when}", f"Entries until {when}")
        if left >= 0:
            text += say(f" (còn {left} ngày)", f" ({left} days left)")
        yield Paragraph(text)
    criteria = criteria_of(eco, event.id)
    if problem := weights_problem(criteria):
        yield Paragraph(problem, "warning")
    if criteria:
        listed = "; ".join(f"{c.code} {c.name} ({show_number(c.weight)} %)" for c in criteria)
        yield Paragraph(say("Tiêu chí: ", "Criteria: ") + listed)
    rounds = eco.find(ContestRound, f"event = {event.id}", sort="number")
    yield Table(
        (
            Column("number", say("Vòng", "Round"), width=6),
            Column("name", say("Tên", "Name"), width=24),
            Column("held_on", say("Ngày", "Day")),
            Column("passes", say("Vào vòng sau", "Go on")),
        ),
        tuple(Row((r.number, r.name, r.held_on, r.passes), r.id) for r in rounds),
        say("Vòng thi", "Rounds"),
        "rounds",
        say("Chưa có vòng thi nào.", "There are no rounds yet."),
    )
    yield entries_table(eco, eco.find(ContestEntry, f"event = {event.id}"))
    prizes = eco.find(ContestPrize, f"event = {event.id}")
    if prizes:
        yield prizes_table(eco, prizes)


def entries_table(eco: Ecosystem, entries: list[ContestEntry]) -> Table:
    """Entries with who entered them and where they stand."""
    names = eco.titles({id_ for e in entries for id_ in (e.leader, e.product) if id_})
    rows = [
        Row(
            (
                e.name,
                names.get(e.leader, ""),
                1 + len(e.team),
                e.residence.label if e.residence else None,
                names.get(e.product, "") if e.product else None,
                e.reached,
                e.state.label,
            ),
            e.id,
            "•" if e.state is EntryState.SUBMITTED else "",
        )
        for e in entries
    ]
    counted, in_cities = _counted(entries)
    return Table(
        (
            Column("idea", say("Ý tưởng", "Idea"), width=30),
            Column("leader", say("Người dự thi", "Leader"), width=20),
            Column("team", say("Số người", "People"), width=8),
            Column("residence", say("Đang ở", "Lives"), width=16),
            Column("product", say("Sản phẩm", "Product"), width=18),
            Column("reached", say("Vòng", "Round"), width=6),
            Column("state", say("Tình trạng", "State"), width=16),
        ),
        tuple(rows),
        say(
            f"Bài dự thi ({counted}; {in_cities} từ thành phố)",
            f"Entries ({counted}; {in_cities} from cities)",
        ),
        "entries",
        say("Chưa có bài dự thi nào.", "There are no entries yet."),
    )


def _counted(entries: Iterable[ContestEntry]) -> tuple[int, int]:
    """How many count, as the indicator counts them, and how many of these are from cities."""
    counted = [entry for entry in entries if entry.state in IN_THE_RUNNING]
    return len(counted), sum(entry.residence is Residence.CITY for entry in counted)


def prizes_table(eco: Ecosystem, prizes: list[ContestPrize]) -> Table:
    """Prizes and who got them."""
    names = eco.titles({prize.entry for prize in prizes})
    return Table(
        (
            Column("prize", say("Giải", "Prize")),
            Column("entry", say("Bài dự thi", "Entry"), width=30),
            Column("amount", say("Tiền thưởng", "Amount"), "money"),
            Column("decision", say("Quyết định", "Decision")),
        ),
        tuple(Row((p.name, names.get(p.entry, ""), p.amount, p.decision), p.entry) for p in prizes),
        say("Giải thưởng", "Prizes"),
        "prizes",
    )


def ranking_table(eco: Ecosystem, round_: ContestRound) -> Table:
    """The ranking of a round; ties and who goes on are shown."""
    rows = []
    for one in ranking(eco, round_):
        notes = []
        if one.tied:
            notes.append(say("đồng hạng", "tied"))
        if one.goes_on:
            notes.append(say("vào vòng sau", "goes on"))
        elif one.goes_on is None and one.rank is not None and round_.passes is not None:
            notes.append(say("đồng hạng ở mức cuối: ban tổ chức quyết định", "tied at the limit"))
        if one.unfinished:
            notes.append(
                say(f"{one.unfinished} phiếu chưa chấm đủ", f"{one.unfinished} sheets unfinished")
            )
        if one.average is None and not one.unfinished:
            notes.append(say("chưa ai chấm", "not scored yet"))
        open_ = one.average is None or bool(one.unfinished)
        rows.append(
            Row(
                (
                    one.rank,
                    one.entry.name,
                    points(one.average),
                    len(one.totals),
                    "; ".join(points(each) for each in one.totals),
                    ", ".join(notes),
                ),
                one.entry.id,
                "!" if open_ else "=" if one.goes_on else "",
            )
        )
    return Table(
        (
            Column("rank", say("Hạng", "Rank"), width=5),
            Column("entry", say("Bài dự thi", "Entry"), width=30),
            Column("average", say("Điểm TB", "Average"), width=8),
            Column("sheets", say("Số phiếu", "Sheets"), width=8),
            Column("totals", say("Từng phiếu", "Each"), width=18),
            Column("note", say("Ghi chú", "Note"), width=24),
        ),
        tuple(rows),
        say("Xếp hạng", "Ranking"),
        "ranking",
        say("Vòng này chưa có bài dự thi.", "The round has no entries."),
    )


def show_ranking(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The ranking of a round, once the weights add up."""
    if problem := weights_problem(criteria_of(eco, asked.record.event)):
        yield Paragraph(problem, "warning")
        return
    yield ranking_table(eco, asked.record)


def _within(asked: Asked) -> Period:
    return Period.year((asked.answers and asked.answers.year) or asked.today.year)


def show_entries(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The entries of a year."""
    period = _within(asked)
    yield entries_table(eco, _entries(eco, period))


def _entries(eco: Ecosystem, period: Period) -> list[ContestEntry]:
    days = f"submitted_on >= {period.first} and submitted_on <= {period.last}"
    return eco.find(ContestEntry, days)


def show_calls(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The calls of a year, and how many of them reached people in cities."""
    yield _calls_table(eco, _within(asked))


def _calls_table(eco: Ecosystem, period: Period) -> Table:
    calls = eco.find(ContestCall, f"on >= {period.first} and on <= {period.last}", sort="on")
    names = eco.titles({id_ for call in calls for id_ in (call.event, call.unit) if id_})
    return Table(
        (
            Column("on", say("Ngày", "Day")),
            Column("contest", say("Cuộc thi", "Contest"), width=28),
            Column("channel", say("Kênh", "Channel"), width=20),
            Column("reaches", say("Người đang ở", "People who live"), width=18),
            Column("place", say("Địa bàn", "Where"), width=18),
            Column("unit", say("Đơn vị", "Unit"), width=18),
            Column("reached", say("Số người", "People"), "number"),
        ),
        tuple(
            Row(
                (
                    c.on,
                    names.get(c.event, ""),
                    c.channel.label,
                    c.reaches.label if c.reaches else None,
                    c.place,
                    names.get(c.unit, "") if c.unit else None,
                    c.reached,
                ),
                c.id,
            )
            for c in calls
        ),
        say("Kêu gọi dự thi", "Calls for entries"),
        "calls",
        say("Chưa ghi lần kêu gọi nào.", "No call was recorded."),
    )


def open_contests(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """Contests that take entries now, on the first screen."""
    open_ = f"closes_on >= {asked.today} and event.kind_of = {EventKind.CONTEST.value}"
    for rules in eco.find(ContestRules, open_, sort="closes_on"):
        if rules.opens_on is not None and rules.opens_on > asked.today:
            continue
        entries, _ = _counted(eco.find(ContestEntry, f"event = {rules.event}"))
        name = eco.titles([rules.event]).get(rules.event, "")
        left = (_day(rules.closes_on) - asked.today).days
        yield Paragraph(
            say(
                f"{name}: {entries} bài, còn {left} ngày nhận bài",
                f"{name}: {entries} entries, {left} days left",
            ),
            record=rules.event,
        )


def _day(day: date | None) -> date:
    return day or date.max


def write_section(eco: Ecosystem, period: Period) -> Iterable[Part]:
    """What the yearly report says of contests."""
    held = eco.find(
        Event,
        f"kind_of = contest and state = held and starts_on >= {period.first} "
        f"and starts_on <= {period.last}",
        sort="starts_on",
    )
    if not held:
        yield Paragraph(say("Trong kỳ chưa tổ chức cuộc thi nào.", "No contest was held."))
    for event in held:
        counted, in_cities = _counted(eco.find(ContestEntry, f"event = {event.id}"))
        prizes = eco.count(ContestPrize, f"event = {event.id}")
        yield Paragraph(
            say(
                f"Tổ chức {event.name}: {counted} ý tưởng dự thi, trong đó {in_cities} của "
                f"người đang học tập, làm ăn ở thành phố; trao {prizes} giải.",
                f"{event.name}: {counted} ideas, {in_cities} of them by people who live in "
                f"cities; {prizes} prizes.",
            ),
            "item",
            event.id,
        )


def annex(eco: Ecosystem, period: Period) -> Iterable[Table]:
    """Entries and calls for the annex."""
    return (entries_table(eco, _entries(eco, period)), _calls_table(eco, period))


VIEWS = (
    View(
        "contest.sheet",
        "Cuộc thi: vòng, bài dự thi, giải",
        "Contest: rounds, entries, prizes",
        of=Event,
        fits=no_contest,
        show=contest_sheet,
        inside=True,
    ),
    View(
        "contest.ranking",
        "Xếp hạng vòng thi",
        "Ranking of a round",
        of=ContestRound,
        show=show_ranking,
        inside=True,
    ),
    View(
        "contest.entries",
        "Bài dự thi trong năm",
        "Entries of a year",
        asks=OfYear,
        show=show_entries,
    ),
    View(
        "contest.calls",
        "Kêu gọi dự thi trong năm",
        "Calls for entries of a year",
        asks=OfYear,
        show=show_calls,
    ),
    View(
        "contest.under_way",
        "Cuộc thi đang nhận bài",
        "Contests that take entries",
        show=open_contests,
        today=True,
    ),
)
SECTIONS = (
    ReportSection(
        "contest.contests",
        "Cuộc thi khởi nghiệp đổi mới sáng tạo",
        "Startup contests",
        write_section,
        annex,
        ("1.2-contest",),
    ),
)
