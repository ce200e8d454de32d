"""Writes the pages of the hooks from their specification: ``python -m tests.docs.hook_pages``."""

from __future__ import annotations

import ast
import inspect
import re
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from hstk.core import contributions, declarations, entity, indicators
from hstk.plugins import spec
from hstk.plugins.host import discover
from hstk.plugins.loading import HOOKS

FOLDER = Path(__file__).parents[2] / "docs" / "hooks"
_NAMES = {
    **vars(contributions),
    **vars(declarations),
    **vars(entity),
    **vars(indicators),
    **vars(spec),
}


def pages() -> dict[str, str]:
    """The text of every page by the name of its file."""
    return {"README.md": _index(), **{f"{hook}.md": _page(hook) for hook in HOOKS}}


def _index() -> str:
    rows = "\n".join(
        f"| [`{hook}`]({hook}.md) | `{_signature(hook).partition(' -> ')[2]}` "
        f"| {_ticked(_paragraphs(hook)[0])} |"
        for hook in HOOKS
    )
    return (
        "# The hooks\n\n"
        "A plugin is a module whose functions bear these names and `@hookimpl`. Each takes no\n"
        "arguments, is asked once when a file is opened, and returns small frozen values.\n\n"
        f"| hook | returns | what |\n|---|---|---|\n{rows}\n\n"
        "These pages are written from the specification: `python -m tests.docs.hook_pages`.\n"
    )


def _page(hook: str) -> str:
    parts = [
        f"# {hook}",
        f"```text\n{_signature(hook)}\n```",
        *map(_ticked, _paragraphs(hook)),
        *(_described(cls) for cls in _returned(hook)),
        _example(hook),
        "[All hooks](README.md) · [A first plugin](../plugins.md) · [Tutorial](../tutorial.md)",
    ]
    return "\n\n".join(parts) + "\n"


def _signature(hook: str) -> str:
    returned = inspect.signature(getattr(spec.HstkSpec, hook)).return_annotation
    return f"@hookimpl\ndef {hook}() -> {returned}" if returned else hook


def _paragraphs(hook: str) -> list[str]:
    text = inspect.getdoc(getattr(spec.HstkSpec, hook)) or ""
    return [" ".join(part.split()) for part in text.split("\n\n")]


def _returned(hook: str) -> list[type[Any]]:
    """The class of what a hook returns, and those that it is a kind of."""
    hint = typing.get_type_hints(getattr(spec.HstkSpec, hook), _NAMES)["return"]
    (item,) = typing.get_args(hint) or (hint,)
    cls = next(iter(typing.get_args(item)), item)
    bases = [base for base in cls.__mro__[1:] if is_dataclass(base)]
    return [cls, *bases]


def _described(cls: type[Any]) -> str:
    """A class with its arguments, from its docstring."""
    text = inspect.getdoc(cls) or ""
    about, _, rest = text.partition("Args")
    about = re.sub(r"::\n\n((?: {4}.*\n|\n)+)", _as_block, about)
    arguments = _arguments(rest.partition("\n\n")[0])
    lines = [f"## {cls.__name__}", _ticked(about.strip())]
    rows = [f"| `{name}` | {told} |" for name, told in arguments.items()]
    if rows:
        lines.append("\n".join(("| argument | what |", "|---|---|", *rows)))
    return "\n\n".join(line for line in lines if line)


def _ticked(text: str) -> str:
    """Docstrings mark code with two ticks, pages with one."""
    return re.sub(r"``(.+?)``", r"`\1`", text)


def _as_block(match: re.Match[str]) -> str:
    """An example of a docstring as a page has it."""
    return f":\n\n```text\n{inspect.cleandoc(match[1]).rstrip()}\n```\n"


def _arguments(text: str) -> dict[str, str]:
    """Arguments with what the docstring tells of each."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines()[1:]:
        match = re.match(r" {4}(\w[\w, ]*): (.*)", line)
        if match:
            name = match[1].replace(", ", "`, `")
            found[name] = match[2]
        elif name and line.strip():
            found[name] += " " + line.strip()
    return {name: _ticked(told).replace("|", "\\|") for name, told in found.items()}


def _example(hook: str) -> str:
    users = list(_users(hook))
    if not users:
        return "## Who uses it\n\nNo built-in plugin; see the [tutorial](../tutorial.md)."
    _, module = min(
        users, key=lambda user: (len(inspect.getsource(getattr(user[1], hook))), user[0])
    )
    names = ", ".join(f"`{name}`" for name, _ in users)
    source = inspect.getsource(getattr(module, hook)).strip()
    path = module.__name__.replace(".", "/")
    text = f"## Who uses it\n\n{names}. In `src/{path}/__init__.py`:\n\n```text\n{source}\n```"
    folder = Path(inspect.getfile(module)).parent
    made = [
        (len(found), found, file.relative_to(folder.parents[3]).as_posix())
        for file in sorted(folder.rglob("*.py"))
        for found in _made_in(file.read_text(encoding="utf-8"), _returned(hook)[0].__name__)
    ]
    if made:
        _, found, where = min(made)
        text += f"\n\nIn `{where}`:\n\n```text\n{found}\n```"
    return text


def _made_in(source: str, cls: str) -> Iterator[str]:
    """The places of a module that make, or derive from, a class."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            fits = ast.unparse(node.func) == cls
        elif isinstance(node, ast.ClassDef):
            fits = cls in map(ast.unparse, node.bases)
        else:
            continue
        if fits and (node.end_lineno or 0) > node.lineno + 1:
            segment = ast.get_source_segment(source, node, padded=True)
            if segment is not None:
                yield inspect.cleandoc("\n" + segment)


def _users(hook: str) -> Iterator[tuple[str, Any]]:
    """The built-in plugins that implement a hook."""
    for name, entry in sorted(discover().items()):
        if entry.dist is not None and entry.dist.name == "hstk":
            module = import_module(entry.module)
            if hasattr(module, hook):
                yield name, module


def write() -> None:
    """Writes every page anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
