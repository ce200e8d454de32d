"""``hstk completion``: the script that lets a shell complete commands."""

from __future__ import annotations

import os
from pathlib import PurePath

import click

from hstk.cli.bilingual import argument, command
from hstk.cli.output import note, print_json
from hstk.cli.session import Session
from hstk.core.language import say

_HOW = {
    "bash": "hstk completion bash > ~/.local/share/bash-completion/completions/hstk",
    "zsh": 'hstk completion zsh > "${fpath[1]}/_hstk"',
    "fish": "hstk completion fish > ~/.config/fish/completions/hstk.fish",
}


@command("completion")
@argument(
    "shell",
    required=False,
    type=click.Choice(list(_HOW)),
    value=("bash|zsh|fish",) * 2,
    vi="Shell đang dùng; nếu không ghi: theo biến SHELL.",
    en="The shell; that of the variable SHELL when left out.",
)
@click.pass_obj
def completion(session: Session, shell: str | None) -> None:
    """Prints the script; where to put it goes to standard error."""
    from click.shell_completion import get_completion_class

    name = shell or PurePath(os.environ.get("SHELL", "")).name
    made = get_completion_class(name) if name in _HOW else None
    if made is None:
        raise click.UsageError(
            say("Ghi rõ shell: bash, zsh hoặc fish.", "Name the shell: bash, zsh or fish."),
            click.get_current_context(),
        )
    root = click.get_current_context().find_root().command
    # only the script: asking the installed bash for its version is its own business
    script = made.source_template % made(root, {}, "hstk", "_HSTK_COMPLETE").source_vars()
    if session.json:
        print_json({"shell": name, "script": script, "install": _HOW[name]})
    else:
        click.echo(script)
    note(
        say("Cài đặt (rồi mở lại shell): ", "To install it (then start the shell again): ")
        + _HOW[name]
    )
