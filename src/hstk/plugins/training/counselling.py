"""Guidance for the ideas of young people and women (task 2.5): recorded, and read as a log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from hstk import Ecosystem, Period, Ref, Shown, say
from hstk.kinds import (
    Count,
    Day,
    FollowUp,
    Line,
    Organization,
    Person,
    Several,
    Startup,
    Task,
    Text,
    Title,
    in_order,
)
from hstk.plugins import Action, Asked, Column, Done, Form, Part, Row, Table, View
from hstk.plugins.training.book import refuse
from hstk.plugins.training.periods import OfYear, asked_year
from hstk.plugins.training.trainee_kinds import TrainingCounselling


class Counsel(Form):
    """What was advised, to whom."""

    on: Annotated[
        Day | None, Shown("Ngày", "Day", help="Để trống là hôm nay.", help_en="Today when empty.")
    ] = None
    topic: Annotated[Title, Shown("Nội dung tư vấn", "Topic", width=40)]
    given_by: Annotated[
        Several[Ref[Person | Organization]], Shown("Người, đơn vị tư vấn", "Given by")
    ] = ()
    people: Annotated[Several[Ref[Person]], Shown("Người được tư vấn", "People")] = ()
    group_name: Annotated[Line, Shown("Nhóm", "Group")] = ""
    total: Annotated[
        Count | None,
        Shown(
            "Số người",
            "How many",
            help="Để trống thì bằng số người có tên ở trên.",
            help_en="When empty, as many as are named above.",
        ),
    ] = None
    women: Annotated[Count | None, Shown("Trong đó phụ nữ", "Of them women")] = None
    young: Annotated[Count | None, Shown("Trong đó thanh niên", "Of them young")] = None
    startups: Annotated[
        Several[Ref[Startup]], Shown("Dự án, ý tưởng được giúp", "Startups helped")
    ] = ()
    advice: Annotated[Text, Shown("Lời khuyên", "Advice")] = ""
    next_step: Annotated[Line, Shown("Việc tiếp theo", "Next step")] = ""
    next_on: Annotated[
        Day | None,
        Shown(
            "Hạn việc tiếp theo",
            "Next on",
            help="Có hạn thì việc này hiện ở màn hình hôm nay.",
            help_en="With a day, it stands on the today screen.",
        ),
    ] = None
    task: Annotated[Ref[Task] | None, Shown("Thuộc nhiệm vụ", "Serves task")] = None

    _women = in_order("women", "total")
    _young = in_order("young", "total")


def _counsel(eco: Ecosystem, asked: Asked) -> Done:
    answers: Counsel = asked.answers
    if not (answers.people or answers.group_name or answers.startups):
        raise refuse(
            "hãy ghi ai được tư vấn: người, nhóm hoặc dự án",
            "say who was advised: people, a group or a startup",
            "people",
        )
    if answers.next_on is not None and not answers.next_step:
        raise refuse("có hạn thì cần ghi việc tiếp theo", "say what is due then", "next_step")
    values = {name: value for name, value in answers if name != "id"}
    values["on"] = answers.on or asked.today
    values["total"] = len(answers.people) or None if answers.total is None else answers.total
    kept = eco.add(TrainingCounselling.model_validate(values))
    if kept.next_on is not None:
        eco.add(FollowUp(what=kept.next_step[:300], about=kept.id, due=kept.next_on))
    helped = len(kept.startups)
    return Done(
        say(
            f"Đã ghi buổi tư vấn «{kept.topic}», giúp {helped} dự án, ý tưởng.",
            f"Recorded “{kept.topic}”, helping {helped} startups.",
        ),
        kept.id,
    )


def counselling_in(eco: Ecosystem, period: Period) -> list[TrainingCounselling]:
    """The sessions of a period, the earliest first."""
    return eco.find(TrainingCounselling, f"on >= {period.first} and on <= {period.last}", sort="on")


def counselling_table(eco: Ecosystem, period: Period) -> Table:
    """The log of a period, with how many were reached."""
    found = counselling_in(eco, period)
    names = eco.titles(
        {id_ for one in found for id_ in (*one.given_by, *one.people, *one.startups)}
    )

    def named(ids: tuple[UUID, ...]) -> str:
        return ", ".join(names[id_] for id_ in ids if id_ in names)

    columns = (
        Column("on", say("Ngày", "Day"), width=11),
        Column("topic", say("Nội dung", "Topic"), width=30),
        Column("given_by", say("Người tư vấn", "Given by"), width=20),
        Column("whom", say("Đối tượng", "For whom"), width=22),
        Column("total", say("Số người", "People"), "number", 8),
        Column("women", say("Phụ nữ", "Women"), "number", 8),
        Column("young", say("Thanh niên", "Young"), "number", 10),
        Column("startups", say("Dự án được giúp", "Startups"), width=24),
        Column("next_step", say("Việc tiếp theo", "Next"), width=20),
    )
    rows = tuple(
        Row(
            (
                one.on,
                one.topic,
                named(one.given_by),
                one.group_name or named(one.people),
                one.total,
                one.women,
                one.young,
                named(one.startups),
                one.next_step,
            ),
            one.id,
        )
        for one in found
    )
    sums = [sum(getattr(one, name) or 0 for one in found) for name in ("total", "women", "young")]
    helped = len({startup for one in found for startup in one.startups})
    total = Row((None, "", "", "", *sums, say(f"{helped} dự án", f"{helped} startups"), ""))
    return Table(
        columns,
        rows,
        say("Tư vấn ý tưởng, dự án của thanh niên, phụ nữ", "Guidance on ideas"),
        "counselling",
        say("Chưa ghi buổi tư vấn nào.", "No guidance is recorded."),
        total if found else None,
    )


def _show(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    yield counselling_table(eco, asked_year(asked))


COUNSEL = Action(
    "training.counsel",
    "Ghi buổi tư vấn",
    "Record guidance",
    asks=Counsel,
    help="Buổi định hướng, tư vấn ý tưởng của thanh niên, phụ nữ (nhiệm vụ 2.5).",
    help_en="Guidance on ideas of young people and women (task 2.5).",
    do=_counsel,
)

LOG = View(
    "training.counselling",
    "Sổ tư vấn",
    "Guidance log",
    asks=OfYear,
    show=_show,
)
