"""Commands, options and arguments whose help speaks the current language.

click takes help texts once, when a module is imported; here they are pairs, chosen when shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

import click

from hstk.cli.commands import TABLE
from hstk.cli.session import Session
from hstk.core.language import LANGUAGES, say, use_language

Pair = tuple[str, str]
F = TypeVar("F", bound=Callable[..., Any])


class Option(click.Option):
    """An option with its help, and the word for its value, in both languages."""

    def __init__(
        self,
        declared: Sequence[str],
        *,
        words: Pair,
        value: Pair = ("", ""),
        common: bool = False,
        **attributes: Any,
    ) -> None:
        super().__init__(declared, **attributes)
        self.words = words
        self.value = value
        self.common = common

    def make_metavar(self, ctx: click.Context) -> str:
        return say(*self.value) or super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        names = ", ".join([*self.opts, *self.secondary_opts])
        if not self.is_flag:
            names += f" {self.make_metavar(ctx)}"
        text = say(*self.words)
        if self.multiple:
            text += say(" (ghi được nhiều lần)", " (may be repeated)")
        return names, text


class Argument(click.Argument):
    """An argument with its help and its name in both languages."""

    def __init__(
        self, declared: Sequence[str], *, words: Pair, value: Pair, **attributes: Any
    ) -> None:
        super().__init__(declared, **attributes)
        self.words = words
        self.value = value

    def make_metavar(self, ctx: click.Context) -> str:
        name = say(*self.value)
        if self.nargs == -1:
            name += "..."
        return name if self.required else f"[{name}]"

    def get_error_hint(self, ctx: click.Context | None) -> str:
        return say(*self.value)


def option(
    *declared: str, vi: str, en: str, value: Pair = ("", ""), **attributes: Any
) -> Callable[[F], F]:
    """Decorates a command with an option.

    Args:
        declared: its names.
        vi, en: what it does.
        value: the word that stands for its value in help.
        attributes: what :class:`click.Option` takes.
    """
    return click.option(*declared, cls=Option, words=(vi, en), value=value, **attributes)


def argument(name: str, *, vi: str, en: str, value: Pair, **attributes: Any) -> Callable[[F], F]:
    """Decorates a command with an argument; see :func:`option`."""
    return click.argument(name, cls=Argument, words=(vi, en), value=value, **attributes)


def _session(context: click.Context) -> Session:
    return context.find_root().ensure_object(Session)


def _take_place(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        _session(context).given = value


def _take_language(_: click.Context, __: click.Parameter, value: str | None) -> None:
    if value is not None:
        use_language("en" if value == "en" else "vi")


def _take_json(context: click.Context, _: click.Parameter, value: bool) -> None:
    _session(context).json = _session(context).json or value


def place_option() -> Option:
    """``--db``: the file, or the database, to work on."""
    return Option(
        ["--db"],
        words=(
            "Tệp dữ liệu hoặc postgresql://…; nếu không ghi: HSTK_DB, rồi tệp mặc định.",
            "The file, or postgresql://…; else HSTK_DB, else the user's own file.",
        ),
        value=("TỆP|URL", "PATH|URL"),
        common=True,
        expose_value=False,
        callback=_take_place,
    )


def language_option() -> Option:
    """``--lang``: the language of messages and labels."""
    return Option(
        ["--lang"],
        words=(
            "Tiếng Việt (vi) hoặc tiếng Anh (en); hoặc đặt HSTK_LANG.",
            "Vietnamese (vi) or English (en); or set HSTK_LANG.",
        ),
        type=click.Choice(LANGUAGES),
        value=("vi|en", "vi|en"),
        common=True,
        expose_value=False,
        is_eager=True,
        callback=_take_language,
    )


def json_option() -> Option:
    """``--json``: one JSON document on standard output, messages on standard error."""
    return Option(
        ["--json"],
        words=("In một văn bản JSON cho chương trình đọc.", "Print one JSON document."),
        is_flag=True,
        common=True,
        expose_value=False,
        callback=_take_json,
    )


def common_options() -> list[click.Parameter]:
    """The options that every command takes."""
    return [json_option(), place_option(), language_option()]


class Command(click.Command):
    """A command with the options that all have, and help in the current language.

    Args:
        about: what it does, one line in both languages.
        more: paragraphs of help after it.
    """

    def __init__(
        self, name: str | None, *, about: Pair, more: Pair = ("", ""), **given: Any
    ) -> None:
        given["params"] = [*(given.get("params") or ()), *common_options()]
        super().__init__(name, **given)
        self.about = about
        self.more = more
        self.allow_extra_args = True  # refused below, in the current language

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # so that the hint names the command
            raise
        if ctx.args and not ctx.resilient_parsing:
            words = " ".join(ctx.args)
            raise click.UsageError(say(f"Thừa: {words}", f"Too much: {words}"), ctx)
        return rest

    def get_short_help_str(self, limit: int = 45) -> str:
        return say(*self.about)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(tuple(ctx.help_option_names))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return usage_pieces(self, ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_about(formatter, say(*self.about) + ".", say(*self.more))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_parameters(self, ctx, formatter)


def command(path: str, *, more: Pair = ("", "")) -> Callable[[Callable[..., Any]], Command]:
    """Makes a function the command of the table at ``path``.

    Args:
        path: what is typed after ``hstk``.
        more: paragraphs of help after the table's line; lines that begin with two blanks are
            examples and stay as they are.
    """
    entry = TABLE[path]
    name = path.rpartition(" ")[2]
    return click.command(name, cls=Command, about=(entry.vi, entry.en), more=more)


@cache
def help_option(names: tuple[str, ...]) -> Option:
    """The option that shows help; one for all commands that call it the same."""

    def show(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            click.echo(context.get_help())
            context.exit()

    return Option(
        names,
        words=("Xem hướng dẫn này.", "Show this help."),
        is_flag=True,
        common=True,
        is_eager=True,
        expose_value=False,
        callback=show,
    )


def usage_pieces(command: click.Command, context: click.Context) -> list[str]:
    """The usage line after the name of the command."""
    pieces = [say("[TUỲ CHỌN]", "[OPTIONS]")]
    for parameter in command.get_params(context):
        pieces += parameter.get_usage_pieces(context)
    return pieces


def write_usage(
    command: click.Command, context: click.Context, formatter: click.HelpFormatter
) -> None:
    """Writes the usage line."""
    pieces = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, say("Cách dùng: ", "Usage: "))


def write_about(formatter: click.HelpFormatter, line: str, more: str) -> None:
    """Writes what a command does, then further paragraphs."""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(line)
        for paragraph in more.split("\n\n") if more else ():
            formatter.write_paragraph()
            if paragraph.startswith("  "):
                indent = " " * formatter.current_indent
                formatter.write("".join(f"{indent}{row}\n" for row in paragraph.split("\n")))
            else:
                formatter.write_text(paragraph)


def write_parameters(
    command: click.Command, context: click.Context, formatter: click.HelpFormatter
) -> None:
    """Writes arguments, options, and the options that every command has."""
    arguments: list[tuple[str, str]] = []
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    for parameter in command.get_params(context):
        if isinstance(parameter, Argument):
            arguments.append((say(*parameter.value), say(*parameter.words)))
            continue
        record = parameter.get_help_record(context)
        if record is not None:
            is_common = isinstance(parameter, Option) and parameter.common
            (common if is_common else own).append(record)
    for heading, records in (
        (say("Tham số", "Arguments"), arguments),
        (say("Tuỳ chọn", "Options"), own),
        (say("Tuỳ chọn chung", "Common options"), common),
    ):
        if records:
            with formatter.section(heading):
                formatter.write_dl(records)
