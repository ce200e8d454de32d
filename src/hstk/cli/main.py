"""The command ``hstk``: global options, where errors end, and what a run returns."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from hstk import __version__
from hstk.cli.bilingual import Option
from hstk.cli.commands import SECTIONS
from hstk.cli.groups import LazyGroup
from hstk.cli.output import note, print_json
from hstk.cli.session import Session
from hstk.cli.usage import told
from hstk.core.errors import HstkError
from hstk.core.language import say, use_language

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

STOPPED = 130
"""Exit code of a run that the user stopped, as shells have it."""
TRACE = "HSTK_DEBUG"
"""Environment variable that shows where a fault of hstk itself happened."""
_CHOICE_ENDS = re.compile(r"(?<=\)), ")
_LONG_LIST = 4
"""Choices that are told in lines of their own."""


class Hstk(LazyGroup):
    """The whole command line; a command that hstk does not have is looked for in the plugins."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs a command line; every error ends here as one message and an exit code."""
        given = list(sys.argv[1:] if args is None else args)
        _speak(given)
        extra["obj"] = session = Session()
        session.last = _value_of("--db", given)
        try:
            ended = super().main(given, "hstk", complete_var, standalone_mode=False, **extra)
            code = ended if isinstance(ended, int) else 0
        except click.Abort:
            code = _tell(
                STOPPED,
                "interrupted",
                say("Đã dừng; không có gì ghi dở.", "Stopped; nothing is left half-written."),
                in_json=_wants_json(given),
            )
        except click.UsageError as error:
            message, hint = told(error)
            code = _tell(error.exit_code, "usage", message, hint, in_json=_wants_json(given))
        except HstkError as error:
            code = _tell(
                error.exit_code,
                error.code,
                _in_lines(error.message),
                error.hint,
                problems=_problems(error),
                in_json=_wants_json(given),
            )
        except OSError as error:
            code = _tell(1, "system", _system(error), in_json=_wants_json(given))
        except Exception as error:  # a fault of ours must not end in a page of code either
            if os.environ.get(TRACE):
                raise
            code = _tell(
                1,
                "fault",
                f"{type(error).__name__}: {error}",
                say(
                    f"Đây là lỗi của hstk. Đặt {TRACE}=1 rồi chạy lại để xem lỗi ở đâu.",
                    f"This is a fault of hstk. Set {TRACE}=1 and run again to see where.",
                ),
                in_json=_wants_json(given),
            )
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: click.Context) -> Any:
        result = super().invoke(ctx)
        sys.stdout.flush()  # whoever reads may have gone; better noticed here than at the end
        return result

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _of_plugins(ctx, cmd_name)

    def every_name(self, ctx: click.Context) -> list[str]:
        from hstk.cli.added import added

        return [*super().every_name(ctx), *added(_sought(ctx)).names]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from hstk.cli.added import Added

        found = super().shell_complete(ctx, incomplete)
        names = Added({}).names if incomplete and not incomplete.startswith("-") else ()
        return found + [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _sought(context: click.Context) -> Session:
    """The session as it will be when the whole line has been read."""
    session, sought = context.ensure_object(Session), Session()
    sought.given = session.last or session.given
    return sought


def _of_plugins(context: click.Context, name: str) -> click.Command | None:
    """The command or group of this name that plugins add.

    Raises:
        PluginTrouble: it cannot be loaded, or its plugin is off.
    """
    from hstk.cli.added import Added, added, loaded, why_missing

    session = _sought(context)
    # no file is opened between two key presses
    known = Added({}) if context.resilient_parsing else added(session)
    if name in known.commands:
        return loaded(known.commands[name])
    if name in known.names:
        from hstk.cli.offer_group import OfferGroup

        return OfferGroup(name, known)
    if not context.resilient_parsing and (why := why_missing(session, name, known)):
        raise why
    return None


def _speak(given: Sequence[str]) -> None:
    """Takes up the language before anything is said, wherever ``--lang`` stands."""
    wanted = _value_of("--lang", given) or os.environ.get("HSTK_LANG", "")
    use_language("en" if wanted == "en" else "vi")


def _value_of(option: str, given: Sequence[str]) -> str | None:
    """What an option that every command takes is given, the last time it stands in the line."""
    found = None
    for at, word in enumerate(given):
        if word == "--":
            break
        if word == option:
            found = next(iter(given[at + 1 : at + 2]), None)
        elif word.startswith(f"{option}="):
            found = word.removeprefix(f"{option}=")
    return found


def _wants_json(given: Sequence[str]) -> bool:
    """Whether JSON was asked for, also where the rest of the line cannot be read."""
    return "--json" in given[: given.index("--") if "--" in given else None]


def _in_lines(message: str) -> str:
    """A message whose pick lists, "label (value), label (value)", have a line for each choice."""
    found = []
    for row in message.rstrip().split("\n"):
        head, colon, listed = row.rpartition(": ")
        choices = _CHOICE_ENDS.split(listed)
        if len(choices) < _LONG_LIST or not listed.endswith(")"):
            found.append(row)
            continue
        indent = " " * (len(row) - len(row.lstrip()) + 4)
        found += [head + colon.rstrip(), *(indent + choice for choice in choices)]
    return "\n".join(found)


def _problems(error: HstkError) -> list[dict[str, str]]:
    found = getattr(error, "problems", ())
    return [
        {"field": p.field, "message": p.message, "value": p.value, "where": p.where} for p in found
    ]


def _system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return where + (error.strerror or str(error))


def _tell(
    code: int,
    name: str,
    message: str,
    hint: str = "",
    problems: Sequence[dict[str, str]] = (),
    *,
    in_json: bool,
) -> int:
    note(f"{message}\n{hint}" if hint else message)
    if in_json:
        error = {"code": name, "message": message, "hint": hint, "problems": list(problems)}
        print_json({"error": error})
    return code


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"hstk {__version__}")
        context.exit()


cli = Hstk(
    "hstk",
    SECTIONS,
    about=(
        "Hệ sinh thái khởi nghiệp đổi mới sáng tạo của một địa phương, gọn trong một tệp.",
        "The innovation-startup ecosystem of one locality, kept whole in one file.",
    ),
    after=(
        "Lệnh của plugin: xem hstk plugins. Mã số (ID) ghi đủ hoặc chỉ ghi phần cuối, từ 4 ký tự.",
        (
            "Commands of plugins: see hstk plugins. An ID is written whole, or its ending alone "
            "(4 characters or more)."
        ),
    ),
    params=[
        Option(
            ["--version"],
            words=("In phiên bản.", "Print the version."),
            is_flag=True,
            common=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
        )
    ],
)


def main() -> None:
    """Runs the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        encoding = getattr(stream, "encoding", None) or ""
        if encoding.lower().replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    cli()
