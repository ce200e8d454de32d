"""The records behind a number, and those that nearly count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from hstk.core.language import say
from hstk.tui.viewmodel.today import Standing
from hstk.tui.widgets.bars import figure
from hstk.tui.widgets.vtable_lines import Column
from hstk.tui.widgets.vtable_pages import Row

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

FIRST = 9
"""Priority of the column that is kept longest."""
_WIDEST = 40


@dataclass(frozen=True, slots=True)
class FixedRows:
    """Rows that are all at hand, as a table wants them."""

    rows: Sequence[Row]

    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def page(self, start: int, n: int) -> Sequence[Row]:
        """A part of them."""
        return self.rows[start : start + n]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A number with its rows.

    Args:
        title: what is counted; standing: «7/10 cán bộ · 70% · đạt»; help: how it is counted.
        period: the days it was held against.
        columns, counted: what counts: name, and day, unit, group and amount where rows say them.
        near_columns, near: what nearly counts: name and reason.
        total, total_near: how many there are of each, all included.
    """

    title: str
    standing: str
    help: str
    period: str
    columns: Sequence[Column]
    counted: FixedRows
    near_columns: Sequence[Column]
    near: FixedRows
    total: int
    total_near: int


def evidence_view(eco: Ecosystem, target: str, year: int) -> EvidenceView:
    """The evidence of a target, or of an indicator by its code, in a year.

    Raises:
        NotFound: there is no such target or indicator.
    """
    from hstk.core.collation import person_sort_key, sort_key
    from hstk.core.dates import show_date

    found = eco.evidence(target, year)
    indicator = found.indicator
    title, standing = indicator.title, f"{figure(found.value)} {indicator.counts}"
    for status in eco.plan_status(year):
        if target in (str(status.target), status.code):
            one = Standing.of(status)
            title = one.label
            standing = f"{one.ratio} {one.unit} · {one.percent} · {one.word}"
    first, last = show_date(found.period.first), show_date(found.period.last)
    order = person_sort_key if indicator.kind.spec.person else sort_key
    rows = sorted(
        found.counted, key=lambda row: (row.on is None, row.on or date.min, order(row.title))
    )
    # a column that no row fills is left out
    with_unit = any(row.unit for row in rows)
    amount = Column(say("Số lượng", "Amount"), 16, align="right", priority=6)
    columns = [
        (column, texts)
        for column, texts in (
            (_name([row.title for row in rows], grow=not with_unit), [row.title for row in rows]),
            (
                Column(say("Ngày", "Day"), 10, priority=8),
                [show_date(row.on) if row.on else "" for row in rows],
            ),
            (
                Column(say("Đơn vị", "Unit"), 20, priority=5, grow=True),
                [row.unit or "" for row in rows],
            ),
            (Column(say("Nhóm", "Group"), 24, priority=4), [row.group or "" for row in rows]),
            (amount, ["" if row.amount is None else figure(row.amount) for row in rows]),
        )
        if any(texts) or column.priority == FIRST
    ]
    cells = zip(*(texts for _, texts in columns), strict=True)
    return EvidenceView(
        title=title,
        standing=standing,
        help=say(indicator.help, indicator.help_en),
        period=say(f"từ {first} đến {last}", f"{first} to {last}"),
        columns=[column for column, _ in columns],
        counted=FixedRows([(str(row.id), texts) for row, texts in zip(rows, cells, strict=True)]),
        near_columns=[
            _name([row.title for row in found.near], grow=False),
            Column(say("Vì sao chưa tính", "Why it does not count"), 26, priority=8, grow=True),
        ],
        near=FixedRows([(str(row.id), (row.title, row.reason)) for row in found.near]),
        total=found.total,
        total_near=found.total_near,
    )


def _name(titles: Sequence[str], *, grow: bool) -> Column:
    width = max((cell_len(title) for title in titles), default=0)
    return Column(say("Tên", "Name"), min(_WIDEST, max(20, width)), priority=FIRST, grow=grow)
