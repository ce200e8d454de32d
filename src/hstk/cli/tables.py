"""Tables that fit the terminal: cut first, then columns left out from the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hstk.cli.cells import cells, padded, wrapped

_GAP = "  "
_HEADING = 4
"""Cells of a heading that are shown at least."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        title: its heading.
        least: the fewest cells that it may be cut to; None when its values are shown whole or
            not at all (the heading may be cut all the same).
        right: whether its values stand at the right, as numbers do.
        needed: whether it stays when there is no room for every column.
        wish: the cells it would like, by which columns share what room there is.
    """

    title: str
    least: int | None = None
    right: bool = False
    needed: bool = False
    wish: int = 12


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    tall: bool = False,
    total: Sequence[str] = (),
) -> Iterator[str]:
    """The lines of a table, none longer than ``width`` cells.

    Args:
        tall: what does not fit goes on below, instead of being cut.
        total: a last row, below a rule.
    """
    tidy = [[" ".join(value.split()) for value in row] for row in rows]
    widths = _widths(columns, [*tidy, total] if total else tidy, width, tall=tall)
    heads = [column.title for column in columns]
    rule = _GAP.join("─" * wide for wide in widths.values())
    yield from _row(columns, heads, widths, tall=tall)
    yield rule
    for row in tidy:
        yield from _row(columns, row, widths, tall=tall)
    if total:
        yield rule
        yield from _row(columns, total, widths, tall=tall)


def _row(
    columns: Sequence[Column], values: Sequence[str], widths: dict[int, int], *, tall: bool
) -> Iterator[str]:
    """The lines of one row."""
    told = {n: wrapped(values[n], wide) if tall else [values[n]] for n, wide in widths.items()}
    for place in range(max(map(len, told.values()), default=0)):
        parts = [
            padded(told[n][place] if place < len(told[n]) else "", wide, right=columns[n].right)
            for n, wide in widths.items()
        ]
        yield _GAP.join(parts).rstrip()


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int, *, tall: bool
) -> dict[int, int]:
    """The width of each column that there is room for; words of wrapped headings stay whole."""
    most = [max([0, *(cells(row[n]) for row in rows)]) for n in range(len(columns))]
    whole = [max(cells(column.title), most[n]) for n, column in enumerate(columns)]
    heads = [
        max(map(cells, column.title.split()), default=0) if tall else _HEADING for column in columns
    ]
    least = [
        min(whole[n], max(heads[n], most[n] if column.least is None else column.least))
        for n, column in enumerate(columns)
    ]
    kept = [n for n in range(len(columns)) if whole[n]]
    while sum(least[n] for n in kept) + len(_GAP) * (len(kept) - 1) > width:
        spare = [n for n in kept if not columns[n].needed]
        if not spare:
            break
        empty = [n for n in spare if not any(row[n] for row in rows)]
        kept.remove((empty or spare)[-1])
    widths = {n: least[n] for n in kept}
    room = width - sum(widths.values()) - len(_GAP) * (len(kept) - 1)
    while room > 0 and (cut := [n for n in kept if widths[n] < whole[n]]):
        narrowest = min(cut, key=lambda n: widths[n] / columns[n].wish)
        widths[narrowest] += 1
        room -= 1
    return widths
