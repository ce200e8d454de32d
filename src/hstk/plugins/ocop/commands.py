"""``hstk ocop check-rubric FILE``: needs no file of data."""

from __future__ import annotations

import json
from typing import Any

import click

from hstk import say
from hstk.plugins.ocop.rubric import disagreements, lacking
from hstk.plugins.ocop.rubric_papers import read_file


@click.command("check-rubric")
@click.argument("file", metavar="TỆP")
@click.pass_obj
def check_rubric(session: Any, file: str) -> None:
    """Soát tệp bộ tiêu chí: cộng có đủ 100 điểm không, còn thiếu gì."""
    found: list[dict[str, Any]] = [
        {
            "rubric": rubric.id,
            "title": rubric.title,
            "complete": rubric.complete,
            "problems": [
                str(one) for one in (disagreements if rubric.complete else lacking)(rubric)
            ],
        }
        for rubric in read_file(file)
    ]
    if session.json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        sound = say("đủ, cộng đúng 100 điểm", "complete, adds up to 100")
        open_ = say("chưa đủ", "incomplete")
        click.echo(f"{one['title']}: {sound if one['complete'] else open_}")
        for problem in one["problems"]:
            click.echo(f"  - {problem}")
