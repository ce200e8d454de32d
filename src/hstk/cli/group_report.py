"""``hstk GROUP report``: what plugins have to say of a year, section by section."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import Command, Option, Pair
from hstk.cli.output import line, lines, note, print_json, width
from hstk.cli.parameters import YEAR
from hstk.cli.parts import part_lines, parts_json
from hstk.cli.plan import chosen_year
from hstk.cli.session import Session
from hstk.core.contributions import ReportSection
from hstk.core.documents import Paragraph
from hstk.core.errors import HstkError, NotFound
from hstk.core.indicators import Period
from hstk.core.language import say
from hstk.plugins import offers

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


def report_command(group: str, about: Pair) -> Command:
    """The command of a group whose plugins have sections of the yearly report."""

    @click.pass_obj
    def callback(session: Session, year: int | None) -> None:
        _report(session, group, year)

    words = (
        "Năm; nếu không ghi: năm nay, hoặc năm của kế hoạch mới nhất.",
        "The year; else this year, or that of the newest plan.",
    )
    option = Option(["--year"], type=YEAR, value=("NĂM", "YEAR"), words=words)
    return Command("report", about=about, params=[option], callback=callback)


def _report(session: Session, group: str, year: int | None) -> None:
    with session.open() as eco:
        year = year or _usual_year(eco)
        every = [one for one in offers.sections(eco) if one.name.partition(".")[0] == group]
        troubles: list[HstkError] = []
        told = [_told(session, eco, section, year, troubles) for section in every]
    if session.json:
        print_json({"year": year, "sections": told})
    for trouble in troubles:
        note(str(trouble))
    if troubles:
        click.get_current_context().exit(1)


def _told(
    session: Session,
    eco: Ecosystem,
    section: ReportSection,
    year: int,
    troubles: list[HstkError],
) -> dict[str, Any]:
    """A section as JSON, printed unless JSON was asked for; its failing hides no other."""
    about = {"section": section.name, "title": section.called, "tasks": list(section.tasks)}
    if not session.json:
        line(section.called)
    try:
        text, annex = offers.written(eco, section, Period.year(year))
    except HstkError as trouble:
        troubles.append(trouble)
        if not session.json:
            lines(part_lines([Paragraph(trouble.message, "warning")], width()))
            line()
        return {**about, "error": trouble.message}
    if not session.json:
        heading = [Paragraph(say("Phụ lục", "Annex"), "heading")] if annex else []
        lines(part_lines([*text, *heading, *annex], width()))
        line()
    annexed = parts_json(annex)
    return {
        **about,
        **parts_json(text),
        "annex": annexed["tables"],
        "annex_totals": annexed["totals"],
    }


def _usual_year(eco: Ecosystem) -> int:
    try:
        return chosen_year(eco)
    except NotFound:  # there is no plan at all
        return date.today().year
