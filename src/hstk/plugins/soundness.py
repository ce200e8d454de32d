"""What any plugin must keep, examined without opening a file; each function tells what is wrong."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from types import ModuleType

from hstk.core.declarations import Declared
from hstk.core.entity import Entity
from hstk.core.language import say
from hstk.plugins.loading import HOOKS
from hstk.plugins.spec import Command

_FREE = {"hstk", "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "pluggy"}
"""What every plugin has loaded before it is imported itself."""
_LOADED = """
import sys
from hstk import Entity, hookimpl
import hstk.plugins
before = set(sys.modules)
import {module}
print(*sorted({{name.partition(".")[0] for name in set(sys.modules) - before}}))
"""


def signatures(module: ModuleType) -> list[str]:
    """Hooks that are misspelt, not marked, or ask for arguments."""
    found = []
    for name, given in vars(module).items():
        if not name.startswith("hstk_") or not callable(given):
            continue
        if name not in HOOKS:
            found.append(say(f"{name}: không có hook tên này", f"{name}: there is no such hook"))
        elif not hasattr(given, "hstk_impl"):
            found.append(say(f"{name}: thiếu @hookimpl", f"{name}: @hookimpl is missing"))
        elif inspect.signature(given).parameters:
            found.append(say(f"{name}: hook không nhận gì", f"{name}: a hook takes no arguments"))
    if not any(name in HOOKS for name in vars(module)):
        found.append(say("không có hook nào", "it has no hook at all"))
    return found


def loads_too_much(module: str) -> list[str]:
    """Libraries that importing a plugin loads.

    A plugin that is on is imported with every command that is not hstk's own, so what is heavy
    (SQLAlchemy, Textual, click, spreadsheets) is imported inside the functions that need it.
    """
    done = subprocess.run(
        [sys.executable, "-c", _LOADED.format(module=module)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        return [done.stderr.strip().rpartition("\n")[2] or f"exit {done.returncode}"]
    owners = packages_distributions()
    own = {*_FREE, *owners.get(module.partition(".")[0], ())}
    return [
        say(
            f"import {module} kéo theo {name}; hãy import nó trong hàm cần đến",
            f"importing {module} loads {name}; import it inside the function that needs it",
        )
        for name in done.stdout.split()
        if name in owners and name not in own and own.isdisjoint(owners[name])
    ]


def texts(declared: Declared) -> list[str]:
    """What people read and is not there in both languages, or not composed (NFC)."""
    found = []
    for where, vi, en in _pairs(declared):
        if bool(vi) != bool(en):
            found.append(say(f"{where}: thiếu một thứ tiếng", f"{where}: one language is missing"))
        found += [
            say(f"{where}: «{text}» chưa ở dạng NFC", f"{where}: “{text}” is not NFC")
            for text in (vi, en)
            if not unicodedata.is_normalized("NFC", text)
        ]
    return found


def commands_taken(commands: Iterable[Command], taken: set[str]) -> list[str]:
    """Commands whose first word hstk has itself, so that nobody can call them."""
    return [
        say(f"hstk đã có lệnh «{one.name}»", f"hstk has a command “{one.name}”")
        for one in commands
        if one.name.partition(" ")[0] in taken
    ]


def _pairs(declared: Declared) -> Iterator[tuple[str, str, str]]:
    """Every text for people, with where it stands."""
    for kind in declared.kinds:
        yield from _of_kind(kind)
    for one in declared.indicators:
        yield f"{one.code} label", one.label, one.label_en
        yield f"{one.code} unit", one.unit, one.unit_en
        yield f"{one.code} help", one.help, one.help_en
    for offer in declared.offers:
        yield f"{offer.name} title", offer.title, offer.title_en
        yield f"{offer.name} help", offer.help, offer.help_en
    for check in declared.checks:
        yield f"{check.name} title", check.title, check.title_en
    for section in declared.sections:
        yield f"{section.name} title", section.title, section.title_en


def _of_kind(kind: type[Entity]) -> Iterator[tuple[str, str, str]]:
    spec = kind.spec
    yield spec.kind, spec.label_vi, spec.label_en
    yield f"{spec.kind} help", spec.help_vi, spec.help_en
    yield f"{spec.kind} subject", *_halves(spec.subject)
    for rule in spec.uniques:
        yield f"{spec.kind} {'+'.join(rule.fields)}", *_halves(rule.message)
    for name, field in kind.fields.items():
        where = f"{spec.kind}.{name}"
        yield where, field.shown.label, field.shown.label_en
        yield f"{where} help", field.shown.help, field.shown.help_en
        yield f"{where} section", *_halves(field.shown.section)
        for member in field.choices or ():
            yield f"{where} {member}", member.label_vi, member.label_en


def _halves(pair: str) -> tuple[str, str]:
    vi, _, en = pair.partition("|")
    return vi, en
