"""The example of another district: a package of its own, installed for good, passes its tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "examples" / "tra_bong"


def run(*words: str, at: Path, site: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", *words],
        cwd=at,
        env={**os.environ, "PYTHONPATH": str(site), "HSTK_HOME": str(at / "home")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_example_is_installed_and_passes_its_tests(tmp_path: Path) -> None:
    site = tmp_path / "site"
    # pip builds beside the sources; and without them only what was installed can be imported
    whole = shutil.copytree(
        EXAMPLE, tmp_path / "whole", ignore=shutil.ignore_patterns("build", "*.egg-info")
    )
    run(
        *("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"),
        *("--disable-pip-version-check", "--target", str(site), str(whole)),
        at=tmp_path,
        site=site,
    )
    shutil.rmtree(whole / "src")

    assert (site / "hstk_tra_bong" / "kinds.py").is_file()
    assert " passed" in run("pytest", "-q", "-p", "no:cacheprovider", at=whole, site=site)
