"""``hstk plugins``: which there are, what each adds, on and off for one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import argument, command
from hstk.cli.commands import PLUGINS
from hstk.cli.groups import LazyGroup
from hstk.cli.output import line, lines, note, print_json, width
from hstk.cli.session import Session
from hstk.cli.tables import Column, table
from hstk.core.language import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from hstk.core.declarations import Declared
    from hstk.plugins.host import PluginInfo

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


def _name_argument() -> Callable[[F], F]:
    return argument("name", value=("TÊN", "NAME"), vi="Tên plugin.", en="The plugin's name.")


@command("plugins list")
@click.pass_obj
def list_(session: Session) -> None:
    """Lists the plugins that are installed, with what became of each in the file."""
    from hstk.plugins.host import installed

    known = session.place.exists
    found: list[PluginInfo] = installed()
    if known:
        with session.open() as eco:
            found = list(eco.plugins)
    if session.json:
        print_json([_json_of(info, known) for info in found])
        return
    columns = (
        Column(say("Tên", "Name"), needed=True),
        Column(say("Bản", "Version")),
        Column(say("Có sẵn", "Built in")),
        Column(say("Tình trạng", "Status"), needed=True),
        Column(say("Lý do", "Reason"), 20),
    )
    words = {"on": say("bật", "on"), "off": say("tắt", "off"), "broken": say("lỗi", "broken")}
    rows = [
        (
            info.name,
            info.version,
            say("có", "yes") if info.built_in else "",
            words[info.status] if known else "?",
            info.reason,
        )
        for info in found
    ]
    lines(table(columns, rows, width()))
    if not known:
        note(
            say(
                "Chưa có tệp dữ liệu nên chưa có gì bật; plugin có sẵn được bật khi tạo tệp.",
                "There is no file yet, so nothing is on; built-in ones are on in a new file.",
            )
        )


@command("plugins info")
@_name_argument()
@click.pass_obj
def info(session: Session, name: str) -> None:
    """Tells what a plugin declares, or why it cannot be used."""
    from hstk.core.errors import PluginTrouble
    from hstk.plugins.host import PluginHost, installed
    from hstk.plugins.switches import preview

    PluginHost().entry(name)
    about = next(found for found in installed() if found.name == name)
    declared, status, reason = None, "broken", ""
    try:
        seen = preview(session.where, name)
        declared, status = seen.declared, "on" if seen.on else "off"
    except PluginTrouble as trouble:
        reason = trouble.message
    if session.json:
        described = {"name": name, "version": about.version, "built_in": about.built_in}
        told = {"status": status, "reason": reason}
        print_json(described | told | _declared_json(declared))
        return
    words = {"on": say("bật", "on"), "off": say("tắt", "off"), "broken": say("lỗi", "broken")}
    line(f"{name} {about.version}: {words[status]}")
    if reason:
        line(reason)
    if declared is not None:
        lines(_told(declared))


@command("plugins plan")
@_name_argument()
@click.pass_obj
def plan(session: Session, name: str) -> None:
    """Tells what enabling a plugin would add; the file stays as it is."""
    from hstk.plugins.switches import preview

    seen = preview(session.where, name)
    if session.json:
        told = {"name": name, "on": seen.on, "changes": list(seen.changes)}
        print_json(told | _declared_json(seen.declared))
        return
    if seen.on:
        line(say(f"Plugin {name} đang bật.", f"The plugin {name} is on."))
    lines(_told(seen.declared))
    if seen.changes:
        line(say("Thay đổi trong tệp:", "Changes in the file:"))
        lines(f"  {change}" for change in seen.changes)
    else:
        line(say("Bảng trong tệp không đổi.", "The tables of the file stay as they are."))


@command("plugins enable")
@_name_argument()
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
@_name_argument()
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


def _json_of(found: PluginInfo, known: bool) -> dict[str, Any]:
    return {
        "name": found.name,
        "version": found.version,
        "built_in": found.built_in,
        "status": found.status if known else None,
        "reason": found.reason,
    }


def _declared_json(declared: Declared | None) -> dict[str, Any]:
    if declared is None:
        return {"kinds": [], "indicators": []}
    return {
        "kinds": [{"kind": k.spec.kind, "label": k.spec.label} for k in declared.kinds],
        "indicators": [{"code": i.code, "label": i.title} for i in declared.indicators],
    }


def _told(declared: Declared) -> list[str]:
    told = [
        *(
            say("Loại bản ghi: ", "Kind: ") + f"{k.spec.label} ({k.spec.kind})"
            for k in declared.kinds
        ),
        *(say("Cách tính: ", "Indicator: ") + f"{i.title} ({i.code})" for i in declared.indicators),
    ]
    return told or [say("Không thêm loại bản ghi hay cách tính nào.", "It adds no kinds.")]
