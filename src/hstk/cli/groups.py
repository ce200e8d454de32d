"""Groups of commands that import a command only when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

import click

from hstk.cli.bilingual import (
    Pair,
    common_options,
    help_option,
    write_about,
    write_parameters,
    write_usage,
)
from hstk.cli.commands import Entry
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def show_help(context: click.Context) -> None:
    """Shows what the group has, for whoever named no command.

    Raises:
        UsageError: JSON was asked for, which help is not.
    """
    session = context.find_object(Session)
    if session is not None and session.json:
        path = context.command_path
        raise click.UsageError(
            say(f"Thiếu lệnh sau «{path}».", f"A command is missing after “{path}”."), context
        )
    click.echo(context.get_help())


class LazyGroup(click.Group):
    """A group whose commands stand in a table.

    Args:
        name: of the group.
        sections: its commands by heading ("Vietnamese|English").
        about: what it is, in both languages.
        after: paragraphs below the commands.
        alone: what to do when no command is named.
    """

    def __init__(
        self,
        name: str,
        sections: Mapping[str, Mapping[str, Entry]],
        *,
        about: Pair,
        after: Pair = ("", ""),
        alone: Callable[[click.Context], None] = show_help,
        params: list[click.Parameter] | None = None,
    ) -> None:
        @click.pass_context
        def callback(context: click.Context) -> None:
            if context.invoked_subcommand is None:
                alone(context)

        super().__init__(
            name,
            params=[*(params or ()), *common_options()],
            callback=callback,
            invoke_without_command=True,
            no_args_is_help=False,
        )
        self.sections = sections
        self.about = about
        self.after = after
        self.entries = {name: e for section in sections.values() for name, e in section.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        found: click.Command = getattr(import_module(f"hstk.cli.{module}"), attribute)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(args[0], ctx=ctx)
        return args[0] if found else None, found, args[1:]

    def every_name(self, ctx: click.Context) -> list[str]:
        """The names of all commands there are, to find the one that was meant."""
        return list(self.entries)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=entry.line)
            for name, entry in self.entries.items()
            if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    # -- help

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(tuple(ctx.help_option_names))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [say("[TUỲ CHỌN]", "[OPTIONS]"), say("LỆNH", "COMMAND"), "..."]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_about(formatter, say(*self.about), "")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(map(len, self.entries))
        for heading, commands in self.sections.items():
            vi, _, en = heading.partition("|")
            with formatter.section(say(vi, en)):
                formatter.write_dl([(n.ljust(widest), e.line) for n, e in commands.items()])
        write_parameters(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if any(self.after):
            write_about(formatter, say(*self.after), "")
