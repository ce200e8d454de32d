"""Groups of commands that import a command only when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import (
    Pair,
    help_option,
    json_option,
    language_option,
    place_option,
    write_parameters,
    write_usage,
)
from hstk.cli.commands import Entry
from hstk.core.language import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class LazyGroup(click.Group):
    """A group whose commands stand in a table.

    Args:
        name: of the group.
        sections: its commands by heading ("Vietnamese|English").
        about: what it is, in both languages.
        after: paragraphs below the commands.
    """

    def __init__(
        self,
        name: str,
        sections: Mapping[str, Mapping[str, Entry]],
        *,
        about: Pair,
        after: Pair = ("", ""),
        json: bool = False,
        **given: Any,
    ) -> None:
        common = [place_option(), language_option()]
        given["params"] = [
            *(given.get("params") or ()), *([json_option()] if json else []), *common
        ]
        super().__init__(name, invoke_without_command=True, **given)
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
        name = args[0]
        if name.startswith("-"):
            self.make_parser(ctx).parse_args([name])  # says which option there is not
        found = self.get_command(ctx, name)
        if found is None:
            raise click.exceptions.NoSuchCommand(name, possibilities=self.names(ctx), ctx=ctx)
        return name, found, args[1:]

    def names(self, ctx: click.Context) -> list[str]:
        """The names of all commands there are, for a word that is none."""
        return self.list_commands(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=entry.line)
            for name, entry in self.entries.items()
            if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        if not ctx._protected_args and not ctx.args and self.callback is None:  # noqa: SLF001
            click.echo(ctx.get_help())
            return None
        return super().invoke(ctx)

    # -- help

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(ctx.help_option_names)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [say("[TUỲ CHỌN] LỆNH", "[OPTIONS] COMMAND"), "..."]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(*self.about))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in self.sections.items():
            vi, _, en = heading.partition("|")
            with formatter.section(say(vi, en)):
                formatter.write_dl([(name, entry.line) for name, entry in commands.items()])
        write_parameters(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = say(*self.after)
        if text:
            formatter.write_paragraph()
            formatter.write("".join(f"{line}\n" for line in text.split("\n")))
