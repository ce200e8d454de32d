"""What click says of wrong usage, in the current language and with what to do next."""

from __future__ import annotations

import click

from hstk.cli.groups import LazyGroup
from hstk.core.language import say


def told(error: click.UsageError) -> tuple[str, str]:
    """The message of a usage error, and the hint that follows it."""
    hint = _see_help(error.ctx)
    match error:
        case click.exceptions.NoSuchCommand():
            message = say(
                f"Không có lệnh «{error.command_name}».",
                f"There is no command “{error.command_name}”.",
            )
            near = _nearest_commands(error)
            return message, _meant(near) or hint
        case click.NoSuchOption():
            message = say(
                f"Không có tuỳ chọn «{error.option_name}».",
                f"There is no option “{error.option_name}”.",
            )
            near = [name for name in error.possibilities or () if name != "--json"]
            return message, _meant(near) or hint
        case click.MissingParameter():
            name = _name(error)
            if isinstance(error.param, click.Option):
                return say(f"Thiếu tuỳ chọn {name}.", f"The option {name} is missing."), hint
            return say(f"Thiếu {name}.", f"{name} is missing."), hint
        case click.BadOptionUsage():
            return _bad_option(error), hint
        case click.BadParameter():
            name = _name(error)
            return f"{name}: {_of_a_list(error)}" if name else error.message, hint
        case _:
            return error.message, hint


def _name(error: click.BadParameter) -> str:
    """The option or argument that is meant, as it is typed or stands in the usage line."""
    if error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.get_error_hint(error.ctx or click.Context(click.Command("hstk")))


def _see_help(context: click.Context | None) -> str:
    path = context.command_path if context else "hstk"
    return say(f"Xem: {path} --help", f"See: {path} --help")


def _meant(near: list[str]) -> str:
    names = ", ".join(near)
    return say(f"Có phải: {names}?", f"Did you mean: {names}?") if near else ""


def _nearest_commands(error: click.exceptions.NoSuchCommand) -> list[str]:
    from hstk.core.text import closest

    if error.ctx is None or not isinstance(error.ctx.command, LazyGroup):
        return []
    return list(closest(error.command_name, error.ctx.command.every_name(error.ctx)))


def _bad_option(error: click.BadOptionUsage) -> str:
    name = error.option_name
    parameters = error.ctx.command.params if error.ctx else []
    flag = any(isinstance(p, click.Option) and p.is_flag and name in p.opts for p in parameters)
    if flag:
        return say(f"Tuỳ chọn {name} không nhận giá trị.", f"The option {name} takes no value.")
    return say(f"Tuỳ chọn {name} cần một giá trị.", f"The option {name} needs a value.")


def _of_a_list(error: click.BadParameter) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        names = ", ".join(map(str, error.param.type.choices))
        return say(f"chọn một trong: {names}", f"choose one of: {names}")
    return error.message
