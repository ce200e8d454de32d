"""The year that views, papers and report sections are asked for, and the classes of it."""

from __future__ import annotations

from typing import Annotated

from hstk import Ecosystem, Period, Shown
from hstk.kinds import Event, Task, Year
from hstk.plugins import Asked, Form
from hstk.plugins.training.kinds import Programme, TrainingClass
from hstk.plugins.training.opening import programme_of_task


class OfYear(Form):
    """Which year."""

    year: Annotated[
        Year | None,
        Shown("Năm", "Year", help="Để trống là năm nay.", help_en="This year when empty."),
    ] = None


def asked_year(asked: Asked) -> Period:
    """The days of the year that was asked for."""
    given = asked.answers.year if asked.answers else None
    return Period.year(given or asked.today.year)


def classes_in(eco: Ecosystem, period: Period, *programmes: Programme) -> list[Event]:
    """The classes that begin in a period, the earliest first.

    Args:
        programmes: only classes of these. An event that nobody noted as a class goes by the code
            of its task.
    """
    within = f"kind_of = training and starts_on >= {period.first} and starts_on <= {period.last}"
    found = eco.find(Event, within, sort="starts_on")
    if not programmes:
        return found
    noted = {one.event: one.programme for one in eco.find(TrainingClass, sort="id")}
    tasks = {task.id: task for task in eco.find(Task, sort="id")}

    def programme(event: Event) -> Programme:
        said = noted.get(event.id, Programme.OTHER)
        if said is not Programme.OTHER or event.task is None:
            return said
        return programme_of_task(tasks.get(event.task))

    return [event for event in found if programme(event) in programmes]
