"""``hstk demo`` and ``hstk tui``: the terminal app, on the sample or on one's own file."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import click

from hstk.cli.bilingual import command, option
from hstk.cli.listing import record_table
from hstk.cli.output import line, lines, note, on_terminal, print_json, progress
from hstk.cli.parameters import Whole
from hstk.cli.plan_numbers import status_json, status_lines
from hstk.cli.session import Session, data_folder
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem
    from hstk.store.engine import Place

PLAN_YEAR = 2023
"""The year of the plan that the sample carries out."""
_MOST_DUE = 5


@command(
    "demo",
    more=(
        "Người trong dữ liệu mẫu là hư cấu. Lần sau lệnh này mở lại tệp đã tạo.",
        "The people in it are made up. The next time it opens the file that was made.",
    ),
)
@option(
    "--people",
    type=Whole(),
    value=("SỐ", "N"),
    vi="Số người; mặc định vừa đủ để xem.",
    en="How many people; enough to look around when left out.",
)
@option(
    "--seed",
    type=Whole(0),
    default=2023,
    value=("SỐ", "S"),
    vi="Số gốc: cùng số, cùng dữ liệu.",
    en="The same seed gives the same people.",
)
@click.pass_obj
def demo(session: Session, people: int | None, seed: int) -> None:
    """Makes the sample where there is none, and opens it."""
    import hstk
    from hstk.store.engine import Place

    # Never HSTK_DB: that is somebody's real file.
    where = session.given or str(data_folder() / "demo.hstk")
    if session.given is None:
        data_folder().mkdir(parents=True, exist_ok=True)
    session.given = where
    made = _make(Place(where), where, people, seed)
    if not made and people is not None:
        note(
            say(
                f"{where} đã có, nên --people không dùng đến.",
                f"{where} is there already, so --people changes nothing.",
            )
        )
    if on_terminal() and not session.json:
        from hstk.tui import run

        run(where)
        return
    with hstk.open(where, create=False) as eco:
        _dashboard(session, eco, made)


@command("tui")
@click.pass_obj
def tui(session: Session) -> None:
    """Opens the terminal app; makes the file when there is none."""
    if not on_terminal():
        raise click.UsageError(
            say(
                "Màn hình làm việc cần một cửa sổ dòng lệnh; ở đây hãy dùng: hstk plan status",
                "The terminal app needs a terminal; here use: hstk plan status",
            ),
            click.get_current_context(),
        )
    from hstk.tui import run

    session.make_folder()
    run(session.where)


def _make(place: Place, where: str, people: int | None, seed: int) -> bool:
    """Makes the sample unless something is there; gives whether it did.

    A file appears under its name only when it is complete, so that a run that was stopped leaves
    none behind.
    """
    import hstk

    if place.path is None:
        with hstk.open(where) as eco:
            empty = not eco.change_sets(limit=1)
            if empty:
                _fill(eco, people, seed)
        return empty
    if place.exists:
        return False
    arriving = place.path.with_name(f".{place.path.name}.{os.getpid()}")
    try:
        with hstk.open(arriving) as eco:
            _fill(eco, people, seed)
        arriving.replace(place.path)
    finally:
        for rest in ("", "-wal", "-shm"):
            arriving.with_name(arriving.name + rest).unlink(missing_ok=True)
    return True


def _fill(eco: Ecosystem, people: int | None, seed: int) -> None:
    from hstk.sample import make_sample

    with progress(say("Tạo dữ liệu mẫu", "Making the sample")) as step:
        make_sample(eco, people=people, seed=seed, progress=step)


def _dashboard(session: Session, eco: Ecosystem, made: bool) -> None:
    """What the first screen shows, for those who read it elsewhere."""
    from hstk.core.errors import NotFound
    from hstk.exchange.records_json import record_json
    from hstk.kinds import FollowUp

    try:
        targets = eco.plan_status(PLAN_YEAR)
    except NotFound:  # a file of one's own was named: it is opened as it is
        targets = []
    due = eco.find(
        FollowUp, f"done_on is null and due <= {date.today()}", sort="due", limit=_MOST_DUE
    )
    if session.json:
        print_json(
            {
                "db": eco.place.name,
                "created": made,
                "year": PLAN_YEAR,
                "status": [status_json(row) for row in targets],
                "follow_ups": record_json(eco, due),
            }
        )
        return
    line(say(f"Dữ liệu: {eco.place.name}", f"Data: {eco.place.name}"))
    if targets:
        line()
        line(say(f"Chỉ tiêu năm {PLAN_YEAR}", f"Targets of {PLAN_YEAR}"))
        lines(status_lines(targets))
    if due:
        line()
        line(say("Việc đến hạn", "Due"))
        lines(record_table(eco, FollowUp, due))
    line()
    behind = f"plan evidence {targets[0].code} --year {PLAN_YEAR}" if targets else "kinds"
    line(say("Gõ tiếp: ", "Type next: ") + session.command(behind))
