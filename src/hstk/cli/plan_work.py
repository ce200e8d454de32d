"""``hstk plan revise`` and ``plan progress``: what is written while a plan is carried out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from hstk.cli.bilingual import argument, command, option
from hstk.cli.output import note, print_json
from hstk.cli.parameters import Amount, day_option, reason_option, year_option
from hstk.cli.plan import chosen_year, plan_of, revisions_json, targets_of, tasks_of
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.kinds import Target, Task
    from hstk.store.ecosystem import Ecosystem


@command(
    "plan revise",
    more=(
        (
            "Giá trị cũ được giữ trong lịch sử, cùng người sửa và lý do:\n\n"
            '  hstk plan revise mt1 --value 12 --reason "Công văn 45/UBND ngày 02/6/2023"'
        ),
        (
            "The former value stays in the history, with who changed it and why:\n\n"
            '  hstk plan revise mt1 --value 12 --reason "Công văn 45/UBND ngày 02/6/2023"'
        ),
    ),
)
@argument(
    "target",
    value=("CHỈ_TIÊU", "TARGET"),
    vi="Mã chỉ tiêu (mt1) hoặc mã cách tính.",
    en="The code of a target (mt1) or of its indicator.",
)
@option(
    "--value",
    required=True,
    type=Amount(),
    value=("SỐ", "V"),
    vi="Giá trị mới.",
    en="The new value.",
)
@reason_option(required=True)
@year_option()
@click.pass_obj
def revise(session: Session, target: str, value: float, reason: str, year: int | None) -> None:
    """Gives a target another value, for a reason."""
    from hstk.core.money import show_number
    from hstk.exchange.records_json import record_json

    with session.open() as eco:
        before = _target(eco, target, year or chosen_year(eco))
        with eco.changes(reason):
            after = eco.update(before, value=value)
        if session.json:
            revisions = revisions_json(eco, after)
            print_json(record_json(eco, [after])[0] | {"revisions": revisions})
    values = f"{show_number(before.value)} → {show_number(after.value)} {after.unit}"
    note(say("Đã điều chỉnh ", "Revised ") + f"{after.code} «{after.label}»: {values}")


@command(
    "plan progress",
    more=(
        (
            "Đánh giá: not_started, in_progress, done, dropped (hoặc nhãn tiếng Việt):\n\n"
            '  hstk plan progress 1.2 --state done --words "Đã có 02 hội thảo"'
        ),
        (
            "States: not_started, in_progress, done, dropped (or their labels):\n\n"
            '  hstk plan progress 1.2 --state done --words "Đã có 02 hội thảo"'
        ),
    ),
)
@argument(
    "task",
    value=("NHIỆM_VỤ", "TASK"),
    vi="Mã nhiệm vụ (1.2), hoặc mã số, tên của nó.",
    en="The code of a task (1.2), or its id or title.",
)
@option("--state", required=True, value=("ĐÁNH_GIÁ", "S"), vi="Làm đến đâu.", en="How far it is.")
@option(
    "--words",
    default="",
    value=("LỜI", "TEXT"),
    vi="Kết quả, viết như sẽ đưa vào báo cáo.",
    en="What was done, as the report will have it.",
)
@day_option("--on", vi="Tại ngày nào; nếu không ghi: hôm nay.", en="On which day; else today.")
@option(
    "--evidence",
    multiple=True,
    value=("ID", "ID"),
    vi="Bản ghi chứng minh.",
    en="A record that proves it.",
)
@year_option()
@click.pass_obj
def progress(
    session: Session,
    task: str,
    state: str,
    words: str,
    on: date | None,
    evidence: tuple[str, ...],
    year: int | None,
) -> None:
    """Records how a task stands on a day."""
    from hstk.exchange.records_json import record_json
    from hstk.kinds import Progress

    with session.open() as eco:
        meant = _task(eco, task, year)
        values = {
            "task": meant.id,
            "on": on or date.today(),
            "state": state,
            "words": words,
            "evidence": tuple(eco.resolve(given).id for given in evidence),
        }
        record = eco.add_values(Progress, values)
        if session.json:
            print_json(record_json(eco, [record])[0])
    note(
        say("Đã ghi tiến độ ", "Recorded the progress of ")
        + f"{meant.code} «{meant.title}»: {record.state.label}"
    )


def _target(eco: Ecosystem, given: str, year: int) -> Target:
    """The target of a year's plan that a code, or an indicator's code, names.

    Raises:
        NotFound: none, with the nearest codes.
    """
    from hstk.core.errors import NotFound
    from hstk.core.text import closest

    targets = targets_of(eco, plan_of(eco, year))
    named = [t for t in targets if given == t.code] or [t for t in targets if given == t.indicator]
    if named:
        return named[0]
    raise NotFound(
        say(f"Không có chỉ tiêu «{given}».", f"There is no target “{given}”."),
        key=given,
        nearest=closest(given, [c for t in targets for c in (t.code, t.indicator)])
        or [t.code for t in targets],
    )


def _task(eco: Ecosystem, given: str, year: int | None) -> Task:
    """The task that a code within a year's plan, an ending of an id or a title names.

    Raises:
        NotFound: none; with the codes there are.
    """
    from hstk.core.errors import Ambiguous, NotFound
    from hstk.core.text import closest, fold
    from hstk.kinds import Task

    tasks = tasks_of(eco, plan_of(eco, year or chosen_year(eco)))
    named = [t for t in tasks if t.code == given] or [
        t for t in tasks if fold(t.title) == fold(given.strip())
    ]
    if len(named) == 1:
        return named[0]
    try:
        found = eco.resolve(given, Task)
    except Ambiguous:
        raise
    except NotFound:
        codes = [task.code for task in tasks]
        raise NotFound(
            say(f"Không có nhiệm vụ «{given}».", f"There is no task “{given}”."),
            key=given,
            nearest=closest(given, codes) or codes,
        ) from None
    return eco.get(Task, found.id)
