"""``hstk plugins info`` and ``plan``: all that a plugin adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import command
from hstk.cli.output import line, lines, print_json
from hstk.cli.plugins import name_argument, status_word
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.core.contributions import Offer
    from hstk.core.declarations import Declared
    from hstk.core.entity import Entity
    from hstk.plugins.spec import Command


@command("plugins info")
@name_argument()
@click.pass_obj
def info(session: Session, name: str) -> None:
    """Tells what a plugin declares, or why it cannot be used."""
    from hstk.core.errors import NotFound, PluginTrouble
    from hstk.core.text import closest
    from hstk.plugins.host import installed
    from hstk.plugins.switches import preview

    known = {found.name: found for found in installed()}
    if name not in known:
        raise NotFound(
            say(f"Chưa cài plugin «{name}».", f"There is no plugin “{name}” installed."),
            key=name,
            nearest=closest(name, known),
        )
    about = known[name]
    seen, status, reason = None, "broken", ""
    try:
        seen = preview(session.where, name)
        status = "on" if seen.on else "off"
    except PluginTrouble as trouble:
        status = "newer" if about.status == "newer" else "broken"
        reason = trouble.message
    if session.json:
        described = {"name": name, "version": about.version, "built_in": about.built_in}
        told: dict[str, Any] = {"status": status, "reason": reason}
        print_json(described | told | (as_json(seen.declared, seen.commands) if seen else {}))
        return
    line(f"{name} {about.version}: {status_word(status)}")
    if reason:
        line(reason)
    if seen is not None:
        lines(told_of(seen.declared, seen.commands))


@command("plugins plan")
@name_argument()
@click.pass_obj
def plan(session: Session, name: str) -> None:
    """Tells what enabling a plugin would add; the file stays as it is."""
    from hstk.plugins.switches import preview

    seen = preview(session.where, name)
    if session.json:
        told = {"name": name, "on": seen.on, "changes": list(seen.changes)}
        print_json(told | as_json(seen.declared, seen.commands))
        return
    if seen.on:
        line(say(f"Plugin {name} đang bật.", f"The plugin {name} is on."))
    lines(told_of(seen.declared, seen.commands))
    if seen.changes:
        line(say("Thay đổi trong tệp:", "Changes in the file:"))
        lines(f"  {change}" for change in seen.changes)
    else:
        line(say("Bảng trong tệp không đổi.", "The tables of the file stay as they are."))


def as_json(declared: Declared, commands: Sequence[Command]) -> dict[str, Any]:
    """All that a plugin adds, for scripts."""
    hosts = {one.kind: one.host for one in declared.satellites}
    return {
        "kinds": [_kind_json(kind) for kind in declared.kinds if kind not in hosts],
        "satellites": [_kind_json(kind) | {"host": host} for kind, host in hosts.items()],
        "indicators": [{"code": i.code, "label": i.title} for i in declared.indicators],
        "views": [_offer_json(one) for one in declared.views],
        "actions": [_offer_json(one) for one in declared.actions],
        "papers": [_offer_json(one) | {"ending": one.ending} for one in declared.papers],
        "sections": [{"name": s.name, "title": s.called} for s in declared.sections],
        "checks": [{"name": c.name, "title": c.called} for c in declared.checks],
        "guards": [guard.kind.spec.kind for guard in declared.guards],
        "observers": [[k.spec.kind for k in one.kinds] for one in declared.observers],
        "commands": [{"name": c.name, "help": say(c.help, c.help_en)} for c in commands],
        "steps": [
            {"number": step.number, "name": step.name}
            for step in (declared.migrations.steps if declared.migrations else ())
        ],
    }


def _kind_json(kind: type[Entity]) -> dict[str, Any]:
    return {
        "kind": kind.spec.kind,
        "label": kind.spec.label,
        "fields": [
            {"name": f.name, "type": f.type, "label": f.label}
            for f in kind.fields.values()
            if not f.shown.hidden
        ],
    }


def _offer_json(one: Offer) -> dict[str, Any]:
    of = one.of.spec.kind if one.of else None
    return {"name": one.name, "title": one.called, "of": of}


def told_of(declared: Declared, commands: Sequence[Command]) -> list[str]:
    """All that a plugin adds, in lines for people."""
    hosts = {one.kind: one.host for one in declared.satellites}
    told: list[str] = []
    for kind in declared.kinds:
        vi, en = ("Loại bản ghi", "Kind") if kind not in hosts else ("Phần mở rộng", "Satellite")
        of = say(f", của {hosts[kind]}", f", of {hosts[kind]}") if kind in hosts else ""
        told.append(f"{say(vi, en)}: {kind.spec.label} ({kind.spec.kind}{of})")
        told += [
            f"  {field.label} ({field.name}, {field.type})"
            for field in kind.fields.values()
            if not field.shown.hidden
        ]
    told += _each("Cách tính", "Indicator", ((i.title, i.code) for i in declared.indicators))
    told += _each("Xem", "View", _typed(declared.views))
    told += _each("Việc làm", "Action", _typed(declared.actions))
    told += _each("Văn bản", "Paper", _typed(declared.papers))
    told += _each("Mục báo cáo", "Report section", ((s.called, s.name) for s in declared.sections))
    told += _each("Kiểm tra", "Check", ((c.called, c.name) for c in declared.checks))
    told += _each(
        "Quy tắc khi ghi", "Guard", ((g.kind.spec.label, g.kind.spec.kind) for g in declared.guards)
    )
    told += _each(
        "Theo dõi",
        "Observer",
        ((k.spec.label, k.spec.kind) for one in declared.observers for k in one.kinds),
    )
    told += _each("Lệnh", "Command", ((say(c.help, c.help_en), f"hstk {c.name}") for c in commands))
    if declared.migrations:
        steps = ((s.name, str(s.number)) for s in declared.migrations.steps)
        told += _each("Bước chuyển đổi", "Migration step", steps)
    return told or [say("Không thêm gì.", "It adds nothing.")]


def _typed(offers: Iterable[Offer]) -> Iterable[tuple[str, str]]:
    return ((one.called, f"hstk {one.group} {one.word}") for one in offers)


def _each(vi: str, en: str, named: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{say(vi, en)}: {title} ({name})" for title, name in named]
