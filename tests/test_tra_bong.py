"""The example of another district: a package of its own, installed for good, passes its tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from hstk.kinds import Person
from hstk.testing import opened

EXAMPLE = Path(__file__).parents[1] / "examples" / "tra_bong"


def run(*words: str, at: Path, site: Path) -> str:
    # warnings of pip are its own; the one that comes with older Pythons has some
    strict = () if words[0] == "pip" else ("-W", "error")
    done = subprocess.run(
        [sys.executable, *strict, "-m", *words],
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


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where the package was installed, and its folder without the sources."""
    folder = tmp_path_factory.mktemp("tra_bong")
    site = folder / "site"
    # pip builds beside the sources; and without them only what was installed can be imported
    rest = shutil.copytree(
        EXAMPLE, folder / "rest", ignore=shutil.ignore_patterns("build", "*.egg-info")
    )
    run(
        *("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"),
        *("--disable-pip-version-check", "--target", str(site), str(rest)),
        at=folder,
        site=site,
    )
    shutil.rmtree(rest / "src")
    return site, rest


@pytest.mark.slow
def test_the_example_is_installed_and_passes_its_tests(installed: tuple[Path, Path]) -> None:
    site, rest = installed

    assert (site / "hstk_tra_bong" / "kinds.py").is_file()
    assert " passed" in run("pytest", "-q", "-p", "no:cacheprovider", at=rest, site=site)


@pytest.mark.slow
def test_its_first_version_is_brought_up_to_now_on_a_server(
    installed: tuple[Path, Path], postgres_space_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, rest = installed
    monkeypatch.syspath_prepend(site)
    suite = loaded(rest / "tests" / "test_suite.py")
    with opened(postgres_space_url, [], {"tra_bong": suite.first_version()}) as then:
        keeper = then.add(Person(name="Hồ Thị Mẫu"))
        first = suite.FirstPlot(
            name="A",
            owner=keeper.id,
            area="5 sào",
            place="Thôn 2, xã Quế Thượng",
            certificate="huu_co",
            certified_on="1/5/2024",
        )
        then.add(first)

    now_as = import_module("hstk_tra_bong")
    with opened(postgres_space_url, [], {"tra_bong": now_as}) as now:
        (plot,) = now.find(now.kind("tra_bong_plot"))
        values = plot.model_dump()
        assert (values["id"], values["name"]) == (first.id, "A")
        assert (values["hamlet"], values["commune"]) == ("Thôn 2", "xã Quế Thượng")
        found = now.evidence("tra_bong.hectares_certified", 2024)
        assert found.value == 0.25
        assert found.breakdowns["certificate"] == {"Hữu cơ": 0.25}
        assert [f.message for f in now.doctor() if f.severity == "error"] == []


def loaded(path: Path) -> ModuleType:
    """A module that stands by itself, from its file."""
    spec = spec_from_file_location(f"tra_bong_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[module.__name__] = module  # its annotations are looked up there
    spec.loader.exec_module(module)
    return module
