from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_goes_to_standard_output_and_the_place_for_it_to_error(shell: str) -> None:
    ran = CommandLine().done("completion", shell)

    assert f"_HSTK_COMPLETE={shell}_complete" in ran.out
    assert f"hstk completion {shell} >" in ran.err
    assert CommandLine().read("completion", shell)["script"] == ran.out.removesuffix("\n")


def test_the_shell_in_use_is_taken() -> None:
    ran = CommandLine()("completion", environment={"SHELL": "/usr/bin/zsh"})

    assert "#compdef hstk" in ran.out
    assert CommandLine()("completion", environment={"SHELL": "/bin/tcsh"}).code == 2


def completed(*words: str) -> list[str]:
    """What bash is offered after ``hstk WORDS``, the last of them unfinished."""
    done = subprocess.run(
        [sys.executable, "-m", "hstk"],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        env={
            **os.environ,
            "_HSTK_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["hstk", *words]),
            "COMP_CWORD": str(len(words)),
        },
        timeout=60,
    )
    return [row.partition(",")[2] for row in done.stdout.splitlines()]


def test_commands_kinds_and_fields_are_completed() -> None:
    assert completed("re") == ["restore-record", "redo", "restore"]
    assert completed("plan", "s") == ["show", "status"]
    assert "startup" in completed("list", "st")
    assert completed("add", "person", "pho") == ["phone="]
    assert "--where" in completed("list", "person", "--")


def test_kinds_of_built_in_plugins_and_their_fields_are_completed() -> None:
    assert completed("add", "ocop_d") == ["ocop_dossier"]
    assert completed("add", "ocop_dossier", "prod") == ["product="]
    assert not any(completed("add", "no_such_kind", ""))


def test_the_script_runs_in_bash(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    script = CommandLine().done("completion", "bash").out
    hstk = tmp_path / "hstk"
    hstk.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hstk "$@"\n', encoding="utf-8")
    hstk.chmod(0o755)
    asked = "COMP_WORDS=(hstk plan sta); COMP_CWORD=2; _hstk_completion hstk; echo ${COMPREPLY[@]}"

    done = subprocess.run(
        [bash, "-c", f"{script}\n{asked}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        check=True,
        timeout=60,
    )

    assert done.stdout.split() == ["status"]
    assert done.stderr == ""
