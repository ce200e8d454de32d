"""Writes a new plugin: a small, complete package that passes its own tests."""

from __future__ import annotations

from collections.abc import Collection
from importlib.resources import files
from pathlib import Path
from string import Template

from hstk import __version__
from hstk.core.errors import BadFile, PluginTrouble
from hstk.core.language import say
from hstk.plugins.bundle import is_free_name

_LONGEST = 24
_FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "init.py": "src/{package}/__init__.py",
    "kinds.py": "src/{package}/kinds.py",
    "indicators.py": "src/{package}/indicators.py",
    "offers.py": "src/{package}/offers.py",
    "test.py": "tests/test_{name}.py",
}
"""Where each template goes."""


def write_plugin(name: str, into: Path, taken: Collection[str] = ()) -> Path:
    """Writes the package of a plugin; gives its folder, ``into``/hstk-NAME.

    Args:
        name: of the plugin, in lower-case letters, digits and _.
        into: a folder that is there.
        taken: names that would be mistaken for something else: of plugins, of commands.

    Raises:
        PluginTrouble: the name will not do.
        BadFile: the folder is there, or cannot be made.
    """
    if not is_free_name(name) or len(name) > _LONGEST:
        raise PluginTrouble(
            say(
                f"Tên «{name}» không dùng được: chữ thường không dấu, số và _, "
                f"không quá {_LONGEST} ký tự.",
                f"The name “{name}” will not do: lower-case letters, digits and _, "
                f"at most {_LONGEST}.",
            )
        )
    if name in taken or name.partition("_")[0] in taken:
        raise PluginTrouble(
            say(f"Tên «{name}» đã có người dùng.", f"The name “{name}” is taken."),
            hint=say("Xem hstk plugins và hstk --help.", "See hstk plugins and hstk --help."),
        )
    dist, package = f"hstk-{name.replace('_', '-')}", f"hstk_{name}"
    folder = into / dist
    if folder.exists():
        raise BadFile(
            say(f"{folder} đã có; không ghi đè.", f"{folder} exists; it is not overwritten.")
        )
    values = {
        "name": name,
        "dist": dist,
        "package": package,
        "hstk": __version__,
    }
    templates = files("hstk.plugins") / "new"
    for template, target in _FILES.items():
        text = (templates / f"{template}.tmpl").read_text(encoding="utf-8")
        path = folder / target.format(name=name, package=package)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(text).substitute(values), encoding="utf-8")
    return folder
