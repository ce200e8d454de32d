"""What training has to say in the yearly report: tasks 1.2, 2.3, 2.4 and 2.5."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hstk import Ecosystem, Period, say
from hstk.kinds import Event, EventState
from hstk.plugins import Paragraph, Part, ReportSection, Table, show_number
from hstk.plugins.training.counselling import counselling_in, counselling_table
from hstk.plugins.training.kinds import Programme, TrainingClass, TrainingNomination
from hstk.plugins.training.periods import classes_in
from hstk.plugins.training.tables import (
    CERTIFIED,
    certificates_table,
    classes_table,
    cost_of,
    held,
    nominations_table,
    people_of,
)

Write = Callable[[Ecosystem, Period], Iterable[Part]]


def _of_classes(*programmes: Programme) -> Write:
    """How many classes were held, for how many people, at what cost."""

    def write(eco: Ecosystem, period: Period) -> Iterator[Part]:
        events = classes_in(eco, period, *programmes)
        yield Paragraph(_held_told(eco, held(events)))
        if put_off := [event for event in events if event.state is EventState.CANCELLED]:
            names = "; ".join(event.name for event in put_off)
            yield Paragraph(say(f"Lớp không tổ chức: {names}.", f"Cancelled: {names}."))

    return write


def _held_told(eco: Ecosystem, events: list[Event]) -> str:
    if not events:
        return say("Trong kỳ chưa tổ chức lớp nào.", "No class was held in the period.")
    people = sum(people_of(eco, events).values())
    women = sum(event.attendees_women or 0 for event in events)
    cost = sum(cost_of(event) or 0 for event in events)
    state = sum(event.cost_state or 0 for event in events)
    told = say(
        f"Đã tổ chức {len(events):02} lớp với {people} lượt người tham dự",
        f"{len(events)} classes with {people} attendances",
    )
    if women:
        told += say(f" ({women} nữ)", f" ({women} women)")
    if cost:
        told += say(
            f"; kinh phí {show_number(cost)} đồng, trong đó ngân sách {show_number(state)} đồng",
            f"; cost {show_number(cost)} đồng, of the state budget {show_number(state)}",
        )
    names = "; ".join(event.name for event in events)
    return f"{told}: {names}."


def _annex_of(*programmes: Programme) -> Callable[[Ecosystem, Period], Iterable[Table]]:
    def annex(eco: Ecosystem, period: Period) -> Iterator[Table]:
        if events := classes_in(eco, period, *programmes):
            yield classes_table(eco, events)

    return annex


def _nominations(eco: Ecosystem, period: Period, programme: Programme) -> list[TrainingNomination]:
    ids = ", ".join(str(event.id) for event in classes_in(eco, period, programme))
    return eco.find(TrainingNomination, f"event in ({ids})", sort="id") if ids else []


def _advisers(eco: Ecosystem, period: Period) -> Iterator[Part]:
    yield from _of_classes(Programme.ADVISERS)(eco, period)
    asked = _nominations(eco, period, Programme.ADVISERS)
    if asked:
        units = len({one.unit for one in asked})
        sent = len({person for one in asked for person in one.sent})
        missing = sum(one.missing for one in asked)
        yield Paragraph(
            say(
                f"Đã đề nghị {units} cơ quan, đơn vị; cử {sent} cán bộ, còn thiếu {missing}.",
                f"{units} units were asked; {sent} officers sent, {missing} missing.",
            )
        )
    counted = eco.evidence(CERTIFIED, period.first.year, as_of=period.last)
    yield Paragraph(
        say(
            f"Có {counted.value:g} cán bộ được cấp chứng chỉ về tư vấn, hỗ trợ khởi nghiệp "
            "đổi mới sáng tạo.",
            f"{counted.value:g} officers were certified as startup advisers.",
        )
    )


def _annex_of_advisers(eco: Ecosystem, period: Period) -> Iterator[Table]:
    certificates = certificates_table(eco, period)
    if certificates.rows:
        yield certificates
    asked = _nominations(eco, period, Programme.ADVISERS)
    if asked:
        names = eco.titles({id_ for one in asked for id_ in (one.unit, one.event, *one.sent)})
        classes = ", ".join({str(one.event) for one in asked})
        until = {
            one.event: one.nominate_by
            for one in eco.find(TrainingClass, f"event in ({classes})", sort="id")
        }
        rows = [(one, names.get(one.event, ""), until.get(one.event)) for one in asked]
        yield nominations_table(rows, names, period.last, with_class=True)


def _guidance(eco: Ecosystem, period: Period) -> Iterator[Part]:
    yield from _of_classes(Programme.GUIDANCE)(eco, period)
    sessions = counselling_in(eco, period)
    if not sessions:
        return
    total, women, young = (
        sum(getattr(one, name) or 0 for one in sessions) for name in ("total", "women", "young")
    )
    helped = {startup for one in sessions for startup in one.startups}
    yield Paragraph(
        say(
            f"Đã tư vấn {len(sessions)} buổi cho {total} lượt người, trong đó {women} phụ nữ, "
            f"{young} thanh niên; giúp {len(helped)} dự án, ý tưởng.",
            f"{len(sessions)} sessions of guidance for {total} people, of them {women} women and "
            f"{young} young; {len(helped)} startups were helped.",
        )
    )
    for id_, title in sorted(eco.titles(helped).items(), key=lambda item: item[1]):
        yield Paragraph(title, "item", id_)


def _annex_of_guidance(eco: Ecosystem, period: Period) -> Iterator[Table]:
    yield from _annex_of(Programme.GUIDANCE)(eco, period)
    table = counselling_table(eco, period)
    if table.rows:
        yield table


SECTIONS = (
    ReportSection(
        "training.culture",
        "Tập huấn về văn hóa khởi nghiệp đổi mới sáng tạo",
        "Trainings on startup culture",
        _of_classes(Programme.CULTURE),
        _annex_of(Programme.CULTURE),
        ("1.2",),
    ),
    ReportSection(
        "training.advisers",
        "Cử cán bộ tham gia đào tạo đội ngũ tư vấn hỗ trợ khởi nghiệp",
        "Officers sent to become startup advisers",
        _advisers,
        _annex_of_advisers,
        ("2.3",),
    ),
    ReportSection(
        "training.unions",
        "Tập huấn tư vấn, hỗ trợ khởi nghiệp cho cán bộ đoàn, hội",
        "Trainings for officers of unions and associations",
        _of_classes(Programme.UNIONS),
        _annex_of(Programme.UNIONS),
        ("2.4",),
    ),
    ReportSection(
        "training.guidance",
        "Định hướng, tư vấn ý tưởng, dự án của thanh niên, phụ nữ",
        "Guidance on ideas and projects of young people and women",
        _guidance,
        _annex_of_guidance,
        ("2.5",),
    ),
)
