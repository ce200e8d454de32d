"""The command of a view, an action or a paper, made from what a plugin declares of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hstk.cli.answers import asked_fields, field_options, given_in, read_answers
from hstk.cli.bilingual import Argument, Command, Option, common_options
from hstk.cli.kinds import field_lines, fields_json
from hstk.cli.naming import ending, named
from hstk.cli.output import lines, note, print_json, width
from hstk.cli.parameters import refuse_to_overwrite, values_in
from hstk.cli.parts import part_lines, parts_json
from hstk.cli.records import how_to_undo
from hstk.cli.session import Session
from hstk.core.contributions import Action, Asked, Offer, Paper, View
from hstk.core.documents import Document, Workbook
from hstk.core.errors import BadFile
from hstk.core.language import say
from hstk.core.text import fold
from hstk.plugins import offers

if TYPE_CHECKING:
    from hstk.core.entity import Entity
    from hstk.core.forms import Form
    from hstk.store.ecosystem import Ecosystem


def command_of(one: Offer) -> Command:
    """The command of an offer; the file is opened when it is run."""
    parameters: list[click.Parameter] = []
    if one.of is not None:
        parameters.append(_record_argument(one.of))
    if isinstance(one, Paper):
        parameters += _file_options(one)
    if isinstance(one.asks, type):
        taken = {"--help", *(name for of in (*parameters, *common_options()) for name in of.opts)}
        parameters += field_options(one.asks, taken)
    elif one.asks is not None:
        parameters += _free_fields()

    @click.pass_obj
    def callback(session: Session, /, **given: Any) -> None:
        _run(session, one.name, given)

    return Command(
        one.word,
        about=(one.title, one.title_en),
        more=(one.help, one.help_en),
        params=parameters,
        callback=callback,
    )


class _RecordArgument(Argument):
    """The record that an offer is about; where it is missing, its kind is told."""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        return f"ID ({say(*self.words).partition(':')[0]})"


def _record_argument(kind: type[Entity]) -> Argument:
    vi, en = kind.spec.label_vi, kind.spec.label_en
    words = (
        f"{vi}: mã số đầy đủ, phần cuối của mã số (từ 4 ký tự), hoặc đúng tên.",
        f"{en}: the whole id, its ending (4 characters or more), or the exact title.",
    )
    return _RecordArgument(["given"], words=words, value=("ID", "ID"))


def _file_options(paper: Paper) -> list[Option]:
    path: click.Path[Path] = click.Path(path_type=Path)
    words = (
        f"Tệp .{paper.ending} sẽ ghi; nếu không ghi: đặt tên trong thư mục này.",
        f"The .{paper.ending} file to write; named in this folder when left out.",
    )
    force = ("Ghi đè tệp đã có.", "Overwrite a file that exists.")
    return [
        Option(["-o", "--output", "path"], words=words, type=path, value=("TỆP", "FILE")),
        Option(["--force"], words=force, is_flag=True),
    ]


def _free_fields() -> list[click.Parameter]:
    """For a form that only the record tells."""
    return [
        Argument(
            ["values"],
            nargs=-1,
            required=False,
            words=("Trường (xem --fields) và giá trị.", "A field (see --fields) and its value."),
            value=("TRƯỜNG=GIÁ_TRỊ", "FIELD=VALUE"),
        ),
        Option(
            ["--fields"],
            is_flag=True,
            words=("Chỉ kể các trường rồi thôi.", "Only list the fields."),
        ),
    ]


def _run(session: Session, name: str, given: dict[str, Any]) -> None:
    path = click.get_current_context().command_path
    with session.open() as eco:
        one = offers.offer(eco, name)
        record = None if one.of is None else named(eco, given["given"], one.of)
        form = offers.form_of(eco, one, record)
        if form is not None and given.get("fields"):
            _list_fields(session, form)
            return
        answers = None
        if form is not None:
            more = "--fields" if "fields" in given else "--help"
            values = {**given_in(given), **values_in(given.get("values", ()))}
            answers = read_answers(eco, form, values, say("Xem: ", "See: ") + f"{path} {more}")
        asked = Asked(record, answers)
        match one:
            case View():
                _show(session, eco, one, asked)
            case Action():
                _do(session, eco, one, asked)
            case Paper():
                _write(session, eco, one, asked, given["path"], force=given["force"])


def _list_fields(session: Session, form: type[Form]) -> None:
    fields = asked_fields(form)
    if session.json:
        print_json(fields_json(fields.values()))
    else:
        field_lines(fields)


def _show(session: Session, eco: Ecosystem, view: View, asked: Asked) -> None:
    shown = offers.parts(eco, view, asked)
    if session.json:
        print_json({"view": view.name, "title": view.called, **parts_json(shown)})
    elif shown:
        lines(part_lines(shown, width()))
    else:
        note(say("Không có gì để xem.", "There is nothing to show."))


def _do(session: Session, eco: Ecosystem, action: Action, asked: Asked) -> None:
    before = next((found.number for found in eco.change_sets(limit=1)), 0)
    done = offers.perform(eco, action, asked)
    newest = next((found.number for found in eco.change_sets(limit=1)), 0)
    number = newest if newest > before else None
    if session.json:
        print_json(
            {
                "action": action.name,
                "message": done.message,
                "record": None if done.record is None else str(done.record),
                "changeset": number,
            }
        )
    note(done.message)
    if done.record is not None:
        note(say("Xem: ", "See: ") + session.command(f"show {ending(done.record)}"))
    if number is not None:
        note(how_to_undo(session, number))


def _write(
    session: Session, eco: Ecosystem, paper: Paper, asked: Asked, path: Path | None, *, force: bool
) -> None:
    path = path or _usual_name(eco, paper, asked)
    if path.suffix.lower() != f".{paper.ending}":
        raise BadFile(
            say(
                f"«{paper.called}» là tệp .{paper.ending}; {path} có đuôi khác.",
                f"“{paper.called}” is a .{paper.ending} file; {path} has another ending.",
            ),
            hint=say("Đặt tên như: ", "Name it as in: ")
            + f"{path.stem or paper.word}.{paper.ending}",
        )
    refuse_to_overwrite(path, force=force)
    made = offers.made(eco, paper, asked)
    _put(made, path)
    if session.json:
        print_json({"file": str(path)})
    note(say(f"Đã ghi {path}.", f"Wrote {path}."))


def _put(made: Document | Workbook, path: Path) -> None:
    if isinstance(made, Workbook):
        from hstk.files.excel import write_workbook

        write_workbook(made, path)
    else:
        from hstk.files.word import write_word

        write_word(made, path)


def _usual_name(eco: Ecosystem, paper: Paper, asked: Asked) -> Path:
    """What the paper is called and whom it is about, in letters that every system takes."""
    title = "" if asked.record is None else eco.titles([asked.record.id])[asked.record.id]
    words = [*paper.name.replace("_", "-").split("."), *re.findall("[a-z0-9]+", fold(title))]
    return Path("-".join(words)[:80].rstrip("-") + f".{paper.ending}")
