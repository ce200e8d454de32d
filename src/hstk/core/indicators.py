"""A number that is a query whose rows are its evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from hstk.core.entity import Entity
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @classmethod
    def year(cls, year: int, *, as_of: date | None = None) -> Period:
        """The calendar year, or its part up to ``as_of``."""
        last = date(year, 12, 31)
        return cls(date(year, 1, 1), min(last, as_of) if as_of else last)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Near:
    """Records that nearly count, and why they do not.

    Args:
        reason: what is missing, Vietnamese.
        reason_en: the same in English.
        rows: a select of one column ``id``.
    """

    reason: str
    reason_en: str
    rows: Any

    @property
    def why(self) -> str:
        """The reason in the current language."""
        return say(self.reason, self.reason_en)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Selects that nobody has run yet: what counts, and what nearly does.

    Args:
        counted: a select with the column ``id``, one row a record that counts (repeats are
            counted once); further columns by name: ``amount`` to be summed, ``unit`` the
            organization the record counts for, ``on`` its day, ``group`` a part to break down by.
        near: the near misses, by reason.
    """

    counted: Any
    near: tuple[Near, ...] = ()


Measure = Literal["distinct", "sum", "last"]


@dataclass(frozen=True, slots=True)
class By:
    """A way to break a number down.

    Args:
        name: the column of :attr:`Evidence.counted` that it goes by; a pick list gives its labels.
        label, label_en: what it is called.
    """

    name: str
    label: str
    label_en: str

    @property
    def title(self) -> str:
        """The label in the current language."""
        return say(self.label, self.label_en)


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, and the rule that measures it.

    Args:
        code: stable name, beginning with the owner's: "ocop.products_recognized".
        label, label_en: what it is called.
        unit, unit_en: what it counts.
        kind: the kind of record that counts.
        rule: selects the evidence within a period.
        measure: "distinct" counts records, "sum" adds their amounts, "last" takes the latest.
        by: further columns of the evidence to break the number down by; unit, month and group
            need not be named.
        help, help_en: how it is counted, for whoever doubts the number.
    """

    code: str
    label: str
    label_en: str
    unit: str
    unit_en: str
    kind: type[Entity]
    rule: Callable[[Ecosystem, Period], Evidence]
    measure: Measure = "distinct"
    by: tuple[By, ...] = ()
    help: str = ""
    help_en: str = ""

    @property
    def title(self) -> str:
        """The label in the current language."""
        return say(self.label, self.label_en)

    @property
    def counts(self) -> str:
        """The unit in the current language."""
        return say(self.unit, self.unit_en)

    @property
    def breakdowns(self) -> tuple[By, ...]:
        """Every way that the number may be broken down, where its evidence has the column."""
        return (*USUAL, *self.by)


USUAL = (
    By("unit", "Đơn vị", "Unit"),
    By("month", "Tháng", "Month"),
    By("group", "Nhóm", "Group"),
)
"""Breakdowns of every indicator whose evidence has the columns ``unit``, ``on``, ``group``."""
