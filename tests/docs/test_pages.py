"""Every example in the documentation is run, page by page, as a reader would type it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"])
LINKED = [*PAGES, *sorted((ROOT / "docs" / "hooks").glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)(?: (file|add)=(\S+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
# what only sets up, or waits for keys; the first are run by whoever runs this test
_NOT_HERE = re.compile(r"(make|git clone|cd|python3? -m venv|pip install|hstk tui|hstk demo)\b")
# a package of the page's own is installed as far as finding its plugins goes
_INSTALLED = re.compile(r'pip install -e "?\./([\w-]+)')
_MODES = {"file": "w", "add": "a"}
_PLAIN = re.compile(r"hstk [^|&;<>$`]*\Z")
"""A command that needs no shell."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it is to be saved as or added to, its text."""

    language: str
    how: str
    file: str
    text: str


def blocks(page: Path) -> list[Block]:
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [Block(*parts) for parts in found]


def run(command: list[str] | str, folder: Path) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HSTK_DB": str(folder / "tour.hstk"),
        "PYTHONPATH": os.pathsep.join(map(str, [folder, *folder.glob("*/src")])),
        "COLUMNS": "80",
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        shell=isinstance(command, str),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def run_here(words: list[str], folder: Path) -> str:
    """Run a command of hstk inside this process, which spares it half a second of libraries."""
    with pytest.MonkeyPatch.context() as there:
        there.chdir(folder)
        there.setenv("HSTK_DB", str(folder / "tour.hstk"))
        ran = CommandLine().done(*words)
    return ran.out + ran.err


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    # a page with modules of its own would leave them behind in this process
    here = not any(block.file or _INSTALLED.search(block.text) for block in blocks(page))
    started = False
    for block in blocks(page):
        if block.file:
            with (tmp_path / block.file).open(_MODES[block.how], encoding="utf-8") as file:
                file.write(block.text)
        elif block.language == "python":
            run([sys.executable, "-c", block.text], tmp_path)
        elif block.language == "console":
            for command, expected in commands(block.text):
                if package := _INSTALLED.match(command):
                    install(tmp_path / package[1])
                elif not _NOT_HERE.match(command):
                    if here and started and _PLAIN.match(command):
                        seen = run_here(shlex.split(command)[1:], tmp_path)
                    else:
                        seen = run(command, tmp_path)
                    started = True  # the first command shows that a process of its own does it
                    for line in expected:
                        assert line in seen, f"{command}: {line!r} is not in\n{seen}"


def install(package: Path) -> None:
    """Writes what makes the plugins of a package known, without asking any index."""
    (package / "src").mkdir(exist_ok=True)
    run([sys.executable, "-c", "import setuptools; setuptools.setup()", "-q", "egg_info"], package)


def commands(text: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the parts of its output that the page shows."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and line.strip() and not line.startswith("#"):
            # an ellipsis stands for what differs from run to run
            found[-1][1].extend(part.strip() for part in line.split("…") if part.strip())
    return found


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    links = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing
