"""What the messages of a table have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from hstk.tui.widgets.vtable import VTable


class TableMessage(Message):
    """About a table.

    Attributes:
        table: the table it happened in.
    """

    def __init__(self, table: VTable) -> None:
        super().__init__()
        self.table = table

    @property
    def control(self) -> VTable:
        """The table, for ``@on(..., selector)``."""
        return self.table


class RowMessage(TableMessage):
    """About one row of a table.

    Attributes:
        record_id: id of the record.
        index: its place in the table.
    """

    def __init__(self, table: VTable, record_id: str, index: int) -> None:
        super().__init__(table)
        self.record_id = record_id
        self.index = index
