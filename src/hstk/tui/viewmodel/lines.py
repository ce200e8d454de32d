"""Plain lines of a width: text at both ends, short dates."""

from __future__ import annotations

from datetime import date, datetime

from rich.cells import cell_len

from hstk.core.language import say
from hstk.tui.widgets.lines import cut, drawable


def spread(left: str, right: str, width: int) -> str:
    """A line with text at both ends; the left one is cut when they do not fit.

    Args:
        left, right: plain text.
        width: cells of the line.
    """
    left, right = drawable(left), drawable(right)
    room = width - cell_len(right) - 2
    return f"{cut(left, room)}  {right}" if right and room > 0 else cut(left, width)


def short_day(day: date, today: date) -> str:
    """A day as «20/11», with its year when it is not this one."""
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%Y}"


def short_moment(moment: datetime, today: date) -> str:
    """A moment as «09:41» today, else «20/11 09:41», in the time of Việt Nam.

    Args:
        moment: aware.
        today: the day of the reader.
    """
    from hstk.core.dates import VIETNAM  # pydantic comes with it: not before the first picture

    local = moment.astimezone(VIETNAM)
    clock = f"{local:%H:%M}"
    return clock if local.date() == today else f"{short_day(local.date(), today)} {clock}"


def in_days(days: int) -> str:
    """How far a day is: «trễ 2 ngày», «hôm nay», «mai», «còn 5 ngày».

    Args:
        days: from today; below 0 it is past.
    """
    if days < 0:
        return say(f"trễ {-days} ngày", f"{-days} days late")
    if days == 0:
        return say("hôm nay", "today")
    if days == 1:
        return say("ngày mai", "tomorrow")
    return say(f"còn {days} ngày", f"in {days} days")


def weekday(day: date) -> str:
    """A day as «T5 22/11»; Sunday is «CN»."""
    vi = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")[day.weekday()]
    en = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    return f"{say(vi, en)} {day:%d/%m}"
