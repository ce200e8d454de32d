"""``hstk export``: records to a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hstk.cli.bilingual import command, option
from hstk.cli.output import note, print_json, progress
from hstk.cli.parameters import kind_argument, refuse_to_overwrite
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.core.entity import Entity
    from hstk.store.ecosystem import Ecosystem

_AT_A_TIME = 1_000


@command(
    "export",
    more=(
        (
            "Đuôi tệp cho biết dạng: .csv (mở bằng Excel) hoặc .json.\n\n"
            '  hstk export startup -o du-an.csv --where "stage = idea"'
        ),
        (
            "The name's ending tells the format: .csv (opens in Excel) or .json.\n\n"
            '  hstk export startup -o startups.csv --where "stage = idea"'
        ),
    ),
)
@kind_argument()
@option(
    "-o",
    "--output",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    value=("TỆP", "FILE"),
    vi="Tệp sẽ ghi.",
    en="The file to write.",
)
@option(
    "--where",
    default="",
    value=("BIỂU_THỨC", "EXPR"),
    vi="Chỉ những bản ghi khớp.",
    en="Only records that match.",
)
@option("--force", is_flag=True, vi="Ghi đè tệp đã có.", en="Overwrite a file that exists.")
@click.pass_obj
def export(session: Session, kind: str, path: Path, where: str, force: bool) -> None:
    """Writes records of a kind to a CSV or JSON file."""
    from hstk.exchange.csv_out import write_csv
    from hstk.exchange.formats import format_of
    from hstk.exchange.left_json import is_left, write_left
    from hstk.exchange.records_json import write_json

    format_ = format_of(path)
    with session.open() as eco:
        left = is_left(eco, kind)  # by a plugin that is not on, or not installed any more
        chosen = None if left else eco.kind(kind)
        refuse_to_overwrite(path, force=force)
        if chosen is None:
            count = write_left(path, eco, kind, where)
        elif format_ == "csv":
            count = write_csv(path, eco, chosen, _batches(eco, chosen, where))
        else:
            count = write_json(path, eco, _batches(eco, chosen, where))
    if session.json:
        print_json({"path": str(path), "format": format_, "records": count})
    note(say(f"Đã xuất {count} bản ghi ra {path}.", f"Wrote {count} records to {path}."))


def _batches(eco: Ecosystem, kind: type[Entity], where: str) -> Iterator[list[Entity]]:
    """The records in the order of a list, a thousand at a time."""
    total = eco.count(kind, where)
    done, after = 0, None
    with progress(kind.spec.label) as step:
        while True:
            page = eco.page(kind, where, after=after, limit=_AT_A_TIME)
            yield page.records
            done += len(page.records)
            step(done, total)
            after = page.after
            if after is None:
                return
