"""``hstk list`` and ``hstk search``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from hstk.cli.bilingual import argument, command, option
from hstk.cli.naming import ending
from hstk.cli.output import lines, note, on_terminal, print_json, width
from hstk.cli.parameters import kind_argument, limit_option
from hstk.cli.session import Session
from hstk.cli.tables import Column, table
from hstk.core.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hstk.core.entity import Entity
    from hstk.core.fields import FieldSpec
    from hstk.store.ecosystem import Ecosystem

SCREENFUL = 50
"""Records that a terminal is given when no number is asked for."""


@command(
    "list",
    more=(
        (
            "Bộ lọc dùng =, !=, <, <=, >, >=, in (…), is null, and, or, not; đi qua liên kết bằng "
            "dấu chấm:\n\n"
            '  hstk list startup --where "stage = idea and founded_on >= 2022-01-01"\n'
            '  hstk list startup --where "owner.gender = female" --sort -founded_on\n'
            '  hstk list person --text "nguyen an"'
        ),
        (
            "A filter has =, !=, <, <=, >, >=, in (…), is null, and, or, not; a dot follows a "
            "reference:\n\n"
            '  hstk list startup --where "stage = idea and founded_on >= 2022-01-01"\n'
            '  hstk list startup --where "owner.gender = female" --sort -founded_on\n'
            '  hstk list person --text "nguyen an"'
        ),
    ),
)
@kind_argument()
@option(
    "--where",
    default="",
    value=("BIỂU_THỨC", "EXPR"),
    vi="Chỉ những bản ghi khớp.",
    en="Only records that match.",
)
@option(
    "--text",
    default="",
    value=("TỪ", "WORDS"),
    vi="Chỉ những bản ghi có các từ này.",
    en="Only records that have these words.",
)
@option(
    "--sort",
    default="",
    value=("TRƯỜNG", "FIELD"),
    vi="Xếp theo trường; -TRƯỜNG để xếp ngược. Nếu không ghi: theo tên.",
    en="Sort by a field; -FIELD backwards. By title when left out.",
)
@limit_option(
    vi="Nhiều nhất bao nhiêu bản ghi; trên màn hình, nếu không ghi: 50.",
    en="At most so many; 50 on a terminal when left out.",
)
@click.pass_obj
def list_(session: Session, kind: str, where: str, text: str, sort: str, limit: int | None) -> None:
    """Lists records of a kind."""
    from hstk.exchange.records_json import record_json

    with session.open() as eco:
        chosen = eco.kind(kind)
        if limit is None and on_terminal() and not session.json:
            limit = SCREENFUL
        records = eco.find(chosen, where, text=text, sort=sort, limit=limit)
        if session.json:
            print_json(record_json(eco, records))
            return
        if not records:
            note(say("Không có bản ghi nào.", "There are no records."))
            return
        lines(record_table(eco, chosen, records))
        if len(records) == limit:
            total = eco.count(chosen, where, text=text)
            if total > len(records):
                note(f"{len(records)} / {_number(total)} " + say("(thêm --limit)", "(see --limit)"))


@command(
    "search",
    more=(
        (
            "Không cần gõ dấu, gõ sai một vài chữ cũng tìm ra; số điện thoại gõ kiểu "
            "nào cũng được:\n\n  hstk search toi ly son"
        ),
        (
            "Marks are optional, a typo or two is forgiven, phone numbers are found in any "
            "form:\n\n  hstk search toi ly son"
        ),
    ),
)
@argument(
    "words",
    nargs=-1,
    required=True,
    value=("TỪ", "WORDS"),
    vi="Các từ cần tìm.",
    en="The words to look for.",
)
@option(
    "--kind",
    value=("LOẠI", "KIND"),
    vi="Chỉ tìm trong một loại bản ghi.",
    en="Search one kind of record alone.",
)
@limit_option("Nhiều nhất bao nhiêu kết quả.", "At most so many.", default=20)
@click.pass_obj
def search(session: Session, words: tuple[str, ...], kind: str | None, limit: int) -> None:
    """Searches records of every kind."""
    with session.open() as eco:
        only = None if kind is None else eco.kind(kind)
        hits = eco.search(" ".join(words), kind=only, limit=limit)
        if session.json:
            print_json(
                [
                    {"kind": h.kind, "id": str(h.id), "title": h.title, "snippet": h.snippet}
                    for h in hits
                ]
            )
            return
        if not hits:
            note(say("Không tìm thấy.", "Nothing was found."))
            return
        columns = (
            Column(say("Mã số", "Id"), needed=True),
            Column(say("Loại", "Kind"), 10),
            Column(say("Tên", "Title"), 20, needed=True, wish=36),
            Column(say("Đoạn khớp", "Where"), 12),
        )
        rows = [(ending(h.id), eco.kind(h.kind).spec.label, h.title, h.snippet) for h in hits]
        lines(table(columns, rows, width()))


def record_table(eco: Ecosystem, kind: type[Entity], records: Sequence[Entity]) -> list[str]:
    """The lines of a table of records: the ending of the id, then the kind's columns."""
    from hstk.core.fields import FieldType
    from hstk.core.showing import shown

    fields = [field for field in kind.fields.values() if field.shown.column]
    ids: set[UUID] = set()
    for field in fields:
        if field.type in (FieldType.REF, FieldType.REFS):
            for record in records:
                value = getattr(record, field.name)
                ids.update(value if isinstance(value, tuple) else [value] * (value is not None))
    titles = eco.titles(ids)
    rows = [
        [
            ending(record.id),
            *(
                shown(field, getattr(record, field.name), lambda id_: titles.get(id_, "?"))
                for field in fields
            ),
        ]
        for record in records
    ]
    named = next((field for field in fields if _is_text(field)), None)
    columns = [_column(field, needed=field is named) for field in fields]
    return list(table([Column(say("Mã số", "Id"), needed=True), *columns], rows, width()))


def _is_text(field: FieldSpec) -> bool:
    from hstk.core.fields import FieldType

    texts = (FieldType.LINE, FieldType.TEXT, FieldType.LINES, FieldType.CHOICES)
    return field.type in (*texts, FieldType.REF, FieldType.REFS)


def _column(field: FieldSpec, *, needed: bool) -> Column:
    from hstk.core.fields import FieldType

    numbers = (FieldType.MONEY, FieldType.INTEGER, FieldType.NUMBER)
    least = 12 if _is_text(field) or field.type is FieldType.CHOICE else None
    wish = field.shown.width or (24 if needed else 12)
    return Column(field.label, least, field.type in numbers, needed, wish)


def _number(count: int) -> str:
    from hstk.core.money import show_number

    return show_number(count)
