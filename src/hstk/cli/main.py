"""The command ``hstk``: global options, where errors end, and what a run returns."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
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
    from hstk.plugins import Command

STOPPED = 130
"""Exit code of a run that the user stopped, as shells have it."""
TRACE = "HSTK_DEBUG"
"""Environment variable that shows where a fault of hstk itself happened."""


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
                error.message,
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
        return super().get_command(ctx, cmd_name) or _of_plugin(cmd_name)

    def every_name(self) -> list[str]:
        return [*super().every_name(), *_commands_of_plugins()]


def _commands_of_plugins() -> dict[str, Command]:
    """The commands of the plugins that are on for the file that is worked on."""
    from hstk.plugins.host import PluginHost
    from hstk.plugins.switches import switched

    context = click.get_current_context(silent=True)
    session = (context and context.find_object(Session)) or Session()
    try:
        switches = switched(session.where)
    except HstkError:  # whichever command it is will say what is wrong with the file
        switches = {}
    return PluginHost().commands(switches)


def _of_plugin(name: str) -> click.Command | None:
    """The command that a plugin adds under this name, imported.

    Raises:
        PluginTrouble: it cannot be imported, or is no command.
    """
    from hstk.core.errors import PluginTrouble

    known = _commands_of_plugins().get(name)
    if known is None:
        return None
    module, _, attribute = known.target.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except Exception as error:  # whatever a stranger's code raises
        raise PluginTrouble(
            say(
                f"Không nạp được lệnh «{name}» của plugin: {error}",
                f"The plugin's command “{name}” cannot be loaded: {error}",
            )
        ) from error
    if not isinstance(found, click.Command):
        raise PluginTrouble(
            say(f"{known.target} không phải một lệnh.", f"{known.target} is not a command.")
        )
    return found


def _speak(given: Sequence[str]) -> None:
    """Takes up the language before anything is said, wherever ``--lang`` stands."""
    wanted = os.environ.get("HSTK_LANG", "")
    for at, word in enumerate(given):
        if word == "--":
            break
        if word == "--lang":
            wanted = "".join(given[at + 1 : at + 2])
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
    use_language("en" if wanted == "en" else "vi")


def _wants_json(given: Sequence[str]) -> bool:
    """Whether JSON was asked for, also where the rest of the line cannot be read."""
    return "--json" in given[: given.index("--") if "--" in given else None]


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
