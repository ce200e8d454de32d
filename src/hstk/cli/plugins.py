"""``hstk plugins``: which there are, what each adds, on and off for one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import argument, command
from hstk.cli.commands import PLUGINS
from hstk.cli.groups import LazyGroup
from hstk.cli.output import lines, note, print_json, width
from hstk.cli.session import Session
from hstk.cli.tables import Column, table
from hstk.core.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from hstk.plugins.host import PluginInfo
    from hstk.store.left_behind import LeftBehind

    F = TypeVar("F", bound=Callable[..., Any])


def _show_all(context: click.Context) -> None:
    context.invoke(list_)


plugins = LazyGroup(
    "plugins",
    {"Lệnh|Commands": PLUGINS},
    about=(
        "Plugin thêm loại bản ghi và cách tính chỉ tiêu; mỗi tệp dữ liệu bật, tắt riêng.",
        "Plugins add kinds of record and indicators; each file has its own on and off.",
    ),
    alone=_show_all,
)


def name_argument() -> Callable[[F], F]:
    """The argument that names a plugin."""
    return argument("name", value=("TÊN", "NAME"), vi="Tên plugin.", en="The plugin's name.")


@command("plugins list")
@click.pass_obj
def list_(session: Session) -> None:
    """Lists the plugins that are installed, with what became of each in the file.

    A plugin that is gone is listed too, while the file has records of its.
    """
    from hstk.plugins.host import installed
    from hstk.store.left_behind import left_behind

    known = session.place.exists
    found: list[PluginInfo] = installed()
    left: list[LeftBehind] = []
    if known:
        with session.open() as eco:
            found = list(eco.plugins)
            left = [one for one in left_behind(eco) if one.records]
    found += _gone(found, left)
    if session.json:
        print_json([_json_of(info, known, left) for info in found])
        return
    columns = (
        Column(say("Tên", "Name"), needed=True),
        Column(say("Bản", "Version")),
        Column(say("Có sẵn", "Built in")),
        Column(say("Tình trạng", "Status"), needed=True),
        Column(say("Lý do", "Reason"), 20),
    )
    rows = [
        (
            info.name,
            info.version,
            say("có", "yes") if info.built_in else "",
            status_word(info.status) if known or info.status == "newer" else "?",
            info.remark,
        )
        for info in found
    ]
    lines(table(columns, rows, width()))
    for one in left:
        export = session.command(f"export {one.kind} -o {one.kind}.json")
        note(
            say(
                f"Plugin {one.plugin} không bật: {one.records} bản ghi {one.label} vẫn ở trong "
                f"tệp; xuất ra bằng: {export}",
                f"The plugin {one.plugin} is not on: {one.records} records of {one.label} are "
                f"still in the file; export them with: {export}",
            )
        )
    if not known:
        note(
            say(
                "Chưa có tệp dữ liệu nên chưa có gì bật; plugin có sẵn được bật khi tạo tệp.",
                "There is no file yet, so nothing is on; built-in ones are on in a new file.",
            )
        )


def status_word(status: str) -> str:
    """How a plugin stands, in one word."""
    return {
        "on": say("bật", "on"),
        "off": say("tắt", "off"),
        "broken": say("lỗi", "broken"),
        "newer": say("cần hstk mới hơn", "needs a newer hstk"),
        "gone": say("không còn cài", "not installed"),
    }[status]


def _gone(found: list[PluginInfo], left: list[LeftBehind]) -> list[PluginInfo]:
    """The plugins that left records and are not installed any more."""
    from hstk.plugins.host import PluginInfo

    names = {one.plugin for one in left} - {info.name for info in found}
    return [PluginInfo(name, "", built_in=False, status="gone") for name in sorted(names)]


@command("plugins enable")
@name_argument()
@click.pass_obj
def enable(session: Session, name: str) -> None:
    """Switches a plugin on; when it turns out unusable, everything stays as it was."""
    import hstk
    from hstk.core.errors import PluginTrouble
    from hstk.plugins.switches import switch, switched

    with session.open():  # the file is ours, and its tables are there
        before = switched(session.where).get(name)
    switch(session.where, name, True)
    try:
        with hstk.open(session.where, create=False) as eco:
            found = next(info for info in eco.plugins if info.name == name)
        if found.status != "on":
            raise PluginTrouble(
                say(
                    f"Chưa bật được plugin «{name}»: {found.reason}",
                    f"The plugin “{name}” was not enabled: {found.reason}",
                )
            )
    except BaseException:
        switch(session.where, name, before)
        raise
    if session.json:
        print_json(_json_of(found, known=True))
    note(say(f"Đã bật plugin {name}.", f"The plugin {name} is on."))


@command(
    "plugins disable",
    more=(
        "Dữ liệu của plugin ở lại trong tệp; bật lại thì dùng tiếp.",
        "The plugin's data stays in the file; enable it again to go on.",
    ),
)
@name_argument()
@click.pass_obj
def disable(session: Session, name: str) -> None:
    """Switches a plugin off, also one that keeps the file from being opened."""
    from hstk.plugins.switches import switch

    if not session.place.exists:
        raise session.missing()
    switch(session.where, name, False)
    with session.open() as eco:  # tells of others that cannot do without it
        found = next((info for info in eco.plugins if info.name == name), None)
    if session.json:
        print_json(_json_of(found, known=True) if found else {"name": name, "status": "off"})
    note(
        say(
            f"Đã tắt plugin {name}; dữ liệu của nó ở lại trong tệp.",
            f"The plugin {name} is off; its data stays in the file.",
        )
    )


def _json_of(found: PluginInfo, known: bool, left: Sequence[LeftBehind] = ()) -> dict[str, Any]:
    return {
        "name": found.name,
        "version": found.version,
        "built_in": found.built_in,
        "status": found.status if known or found.status == "newer" else None,
        "reason": found.remark,
        "left": {one.kind: one.records for one in left if one.plugin == found.name},
    }
