"""What plugins are made with; the built-in ones use exactly this.

>>> from hstk.plugins import Action, Command, Done, View, hookimpl
"""

from hstk.core.collation import sort_key as vietnamese_order
from hstk.core.contributions import (
    Action,
    Asked,
    Check,
    Done,
    Guard,
    Observer,
    Paper,
    ReportSection,
    Satellite,
    View,
    Written,
)
from hstk.core.dates import show_date
from hstk.core.documents import (
    Cell,
    Column,
    Document,
    Entry,
    Mark,
    Paragraph,
    Part,
    Row,
    Sheet,
    Signature,
    Table,
    Workbook,
)
from hstk.core.forms import Form
from hstk.core.indicators import By
from hstk.core.money import show_money, show_number
from hstk.core.phones import show_phone
from hstk.plugins.reading import read_spreadsheet
from hstk.plugins.spec import GROUP, Command, HstkSpec, hookimpl

__all__ = [
    "GROUP",
    "Action",
    "Asked",
    "By",
    "Cell",
    "Check",
    "Column",
    "Command",
    "Document",
    "Done",
    "Entry",
    "Form",
    "Guard",
    "HstkSpec",
    "Mark",
    "Observer",
    "Paper",
    "Paragraph",
    "Part",
    "ReportSection",
    "Row",
    "Satellite",
    "Sheet",
    "Signature",
    "Table",
    "View",
    "Workbook",
    "Written",
    "hookimpl",
    "read_spreadsheet",
    "show_date",
    "show_money",
    "show_number",
    "show_phone",
    "vietnamese_order",
]
