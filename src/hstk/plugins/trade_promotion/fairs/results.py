"""What the fairs and startup days of a year brought, event by event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated

from hstk import Ecosystem, Period, Shown, say
from hstk.kinds import Event, EventState, Year
from hstk.plugins import Asked, Column, Form, Part, Row, Table, vietnamese_order
from hstk.plugins.trade_promotion.fairs.kinds import SHOWS, ShowResult
from hstk.plugins.trade_promotion.fairs.sheet import Sheet, costs_of, sheet_of
from hstk.plugins.trade_promotion.reading import by_id, picked, within


class OfYear(Form):
    """Which year."""

    year: Annotated[
        Year | None,
        Shown("Năm", "Year", help="Để trống là năm nay.", help_en="This year when left empty."),
    ] = None


def year_asked(asked: Asked) -> Period:
    """The year that was asked for."""
    return Period.year(asked.answers.year or asked.today.year)


def sheets(
    eco: Ecosystem, period: Period, *, held: bool = False
) -> tuple[list[Sheet], list[Sheet]]:
    """The shows of a period, and the other events with results; by day, without cancelled ones.

    Args:
        held: only those that took place.
    """
    states = (EventState.HELD,) if held else (EventState.HELD, EventState.PLANNED)
    shows = f"kind_of in ({', '.join(SHOWS)}) and state in ({', '.join(states)})"
    during = f"{within('starts_on', period)} and {shows}"
    found = {event.id: event for event in eco.find(Event, during)}
    results = eco.find(ShowResult, within("event.starts_on", period))
    others = by_id(eco, Event, [result.event for result in results if result.event not in found])
    found |= {id_: event for id_, event in others.items() if event.state in states}
    every = [sheet_of(eco, event) for event in found.values()]
    every.sort(key=_by_day)
    return (
        [sheet for sheet in every if sheet.event.kind_of in SHOWS],
        [sheet for sheet in every if sheet.event.kind_of not in SHOWS],
    )


def _by_day(sheet: Sheet) -> tuple[date, str]:
    return sheet.event.starts_on or date.max, vietnamese_order(sheet.event.name)


def tables_of(shows: Sequence[Sheet], others: Sequence[Sheet]) -> Iterator[Table]:
    """Fairs and startup days with their sum, then the other events where there are any."""
    yield _events_table(
        shows, say("Kết quả hội chợ, ngày hội", "Fairs and startup days by event"), "events"
    )
    if others:
        title = say("Sự kiện khác có bán hàng, ký kết", "Other events with sales or contracts")
        yield _events_table(others, title, "others")


def _events_table(every: Sequence[Sheet], title: str, name: str) -> Table:
    """The events with what was shown, sold and signed, and what they cost.

    Those that were held and have no result yet are marked.
    """
    rows, sums = [], [0] * 5
    for sheet in every:
        event, costs = sheet.event, costs_of(sheet)
        held = event.state is EventState.HELD
        numbers = (
            len(sheet.booths),
            sheet.total("sold"),
            sheet.total("orders_value") + sheet.total("contracts_value"),
            sum(costs["state"]),
            sum(sum(pair) for key, pair in costs.items() if key != "state"),
        )
        sums = [total + number for total, number in zip(sums, numbers, strict=True)]
        scope = event.scope.label if event.scope else ""
        shown = len(sheet.there) if held else 0
        cells = (event.name, event.starts_on, scope, numbers[0], shown, *numbers[1:])
        rows.append(Row(cells, event.id, "!" if held and not sheet.results else ""))
    return Table(
        (
            Column("event", say("Sự kiện", "Event"), width=34),
            Column("on", say("Ngày", "Day"), width=12),
            Column("scope", say("Phạm vi", "Scope"), width=14),
            Column("booths", say("Gian hàng", "Booths"), "number", 8),
            Column("products", say("Sản phẩm", "Products"), "number", 8),
            Column("sold", say("Bán tại chỗ", "Sold"), "money", 14),
            Column("signed", say("Đơn hàng, hợp đồng", "Orders, contracts"), "money", 16),
            Column("state", say("Chi ngân sách", "State budget"), "money", 14),
            Column("others", say("Chi nguồn khác", "Other sources"), "money", 14),
        ),
        tuple(rows),
        title,
        name,
        say("Không có hội chợ, ngày hội nào trong kỳ.", "There were no fairs or startup days."),
        Row((None, None, None, sums[0], None, *sums[1:])) if rows else None,
    )


def show_results(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """Value by event for a year."""
    first = ("event", "on", "products", "sold", "signed", "state", "others", "booths", "scope")
    for table in tables_of(*sheets(eco, year_asked(asked))):
        yield picked(table, *first)
