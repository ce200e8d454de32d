"""``hstk plugins new`` and ``check``: for whoever writes a plugin."""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hstk.cli.bilingual import argument, command, option
from hstk.cli.commands import SECTIONS
from hstk.cli.output import line, note, print_json
from hstk.cli.session import Session
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

_MODULE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*(:[^\W\d]\w*)?\Z")
_COMMANDS = {name for section in SECTIONS.values() for name in section}


@command(
    "plugins new",
    more=(
        "Gói viết ra chạy được ngay và qua được bộ kiểm tra của chính nó.",
        "The package that is written works at once and passes its own tests.",
    ),
)
@argument(
    "name",
    value=("TÊN", "NAME"),
    vi="Tên plugin: chữ thường không dấu, số và _.",
    en="The plugin's name: lower-case letters, digits and _.",
)
@option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    value=("THƯ_MỤC", "DIR"),
    vi="Viết vào thư mục này; nếu không ghi: thư mục hiện tại.",
    en="Write into this folder; else into the current one.",
)
@click.pass_obj
def new(session: Session, name: str, into: Path) -> None:
    """Writes a new plugin to begin with."""
    from hstk.plugins.generator import write_plugin
    from hstk.plugins.host import discover

    folder = write_plugin(name, into, {*discover(), *_COMMANDS})
    if session.json:
        print_json({"path": str(folder), "name": name})
    note(say(f"Đã viết {folder}. Gõ tiếp:", f"Wrote {folder}. Type next:"))
    for typed in (
        f"cd {folder}",
        'pip install -e ".[dev]"',
        "pytest",
        session.command(f"plugins plan {name}"),
        session.command(f"plugins enable {name}"),
    ):
        note(f"  {typed}")


@command(
    "plugins check",
    more=(
        "TÊN là plugin đã cài, hoặc thư mục của một gói chưa cài (có pyproject.toml).",
        "NAME is an installed plugin, or the folder of a package that is not (pyproject.toml).",
    ),
)
@argument(
    "name",
    value=("TÊN|THƯ_MỤC", "NAME|DIR"),
    vi="Tên plugin, hoặc thư mục của gói.",
    en="The plugin's name, or the folder of its package.",
)
@click.pass_obj
def check(session: Session, name: str) -> None:
    """Examines whether a plugin is sound; exit code 1 when something is wrong."""
    findings = []
    for what, problems in _examined(*_entry(name)):
        findings.append({"check": what, "problems": problems})
        if not session.json:
            line(f"{say('LỖI', 'WRONG') if problems else say('tốt', 'good')}  {what}")
            for problem in problems:
                line(f"     {problem}")
    sound = not any(found["problems"] for found in findings)
    if session.json:
        print_json({"ok": sound, "findings": findings})
    if not sound:
        click.get_current_context().exit(1)


def _entry(name: str) -> tuple[EntryPoint, bool]:
    """Where a plugin is, and whether it is installed.

    Raises:
        NotFound: there is none of this name.
        BadFile: a folder holds no package of a plugin.
    """
    from hstk.core.errors import BadFile
    from hstk.plugins.host import PluginHost
    from hstk.plugins.spec import GROUP

    folder = Path(name)
    if not folder.is_dir() or not (folder / "pyproject.toml").exists():
        return PluginHost().entry(name), True
    try:
        points: Any = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(
            say(
                f"Không đọc được {folder}/pyproject.toml: {error}",
                f"{folder}/pyproject.toml cannot be read: {error}",
            )
        ) from error
    for part in ("project", "entry-points", GROUP):
        points = points.get(part) if isinstance(points, dict) else None
    named = list(points.items()) if isinstance(points, dict) else []
    if len(named) != 1 or not isinstance(named[0][1], str) or not _MODULE.match(named[0][1]):
        raise BadFile(
            say(
                f"{folder}/pyproject.toml phải khai báo một plugin ở nhóm {GROUP}: "
                'TÊN = "tên_gói".',
                f"{folder}/pyproject.toml must name one plugin in the group {GROUP}: "
                'NAME = "package".',
            )
        )
    ((plugin, module),) = named
    inner = folder / "src"
    sys.path.insert(0, str((inner if inner.is_dir() else folder).resolve()))
    return EntryPoint(plugin, module, GROUP), False


def _examined(entry: EntryPoint, is_installed: bool) -> Iterator[tuple[str, list[str]]]:
    """Every check with what it found, as far as the plugin can be examined."""
    from hstk.opening import open_with
    from hstk.plugins import soundness, trial
    from hstk.plugins.host import PluginHost, with_required

    name, also = entry.name, () if is_installed else (entry,)
    try:
        module = import_module(entry.module)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's code raises
        yield say("nạp được", "it can be imported"), [f"{type(error).__name__}: {error}"]
        return
    yield say("nạp được", "it can be imported"), []
    yield say("hook đúng tên, đúng dấu", "hooks are spelt and marked"), soundness.signatures(module)
    yield (
        say("nạp không kéo theo thư viện", "importing it loads no library"),
        soundness.loads_too_much(entry.module),
    )
    host = PluginHost(with_required([name], also), also)
    with (
        tempfile.TemporaryDirectory(prefix="hstk-", ignore_cleanup_errors=True) as folder,
        open_with(host, Path(folder) / "check.hstk") as eco,
    ):
        reason = next(info.reason for info in eco.plugins if info.name == name)
        yield (
            say("khai báo hợp lệ, lập được bảng", "declarations and tables are sound"),
            [reason] if reason else [],
        )
        if reason:
            return
        taken = soundness.commands_taken(host.commands_of(name), _COMMANDS)
        yield say("lệnh không trùng", "commands are its own"), taken
        texts = soundness.texts(trial.of_plugin(eco, name))
        yield say("chữ đủ hai thứ tiếng", "texts are in both languages"), texts
        yield say("dùng được khi chưa có bản ghi", "usable without records"), _tried(eco, name)
        yield say("tự tạo được bản ghi", "records can be made up"), _made_up(eco, name)
        yield say("dùng được khi có bản ghi", "usable with records"), _tried(eco, name)


def _tried(eco: Ecosystem, name: str) -> list[str]:
    """What goes wrong with all that a plugin offers."""
    from hstk.plugins import trial

    return [
        *trial.numbers(eco, name, date.today().year),
        *trial.views(eco, name),
        *trial.forms(eco, name),
        *trial.papers(eco, name),
    ]


def _made_up(eco: Ecosystem, name: str) -> list[str]:
    """The kinds of which no record can be made up."""
    from hstk.core.errors import HstkError
    from hstk.plugins.made_up import records_of
    from hstk.plugins.trial import of_plugin

    found = []
    for kind in of_plugin(eco, name).kinds:
        try:
            records_of(eco, kind)
        except HstkError as error:
            found.append(error.message)
    return found
