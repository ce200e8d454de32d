"""A command line on a new file, and on a place of each database in turn."""

from __future__ import annotations

from pathlib import Path

import pytest

import hstk
from tests.cli.command_line import CommandLine

PLAN = """
[plan]
code = "kh-1-2023"
number = "1/KH"
title = "Kế hoạch thử"
issued_on = 2022-11-15
year_from = 2023
year_to = 2023

[[organization]]
name = "Phòng Kinh tế"
kind_of = "agency"

[[target]]
code = "mt1"
label = "Dự án được tiếp cận các nguồn vốn"
indicator = "core.projects_funded"
value = 2
unit = "dự án"

[[target]]
code = "mt2"
label = "Chỉ tiêu của một plugin không có"
indicator = "tea.gardens"
value = 3
unit = "vườn"

[[task]]
code = "1.1"
number = "1.1"
title = "Xây dựng chuyên mục"
lead = "Phòng Kinh tế"
timing = "yearly"
timing_text = "hàng năm"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A new, empty file."""
    path = tmp_path / "một tệp.hstk"
    hstk.open(path).close()
    return path


@pytest.fixture
def line(file: Path) -> CommandLine:
    """The command line on a new file."""
    return CommandLine(str(file))


@pytest.fixture
def both(where: str) -> CommandLine:
    """The command line on a new place, on each database in turn."""
    hstk.open(where).close()
    return CommandLine(where)


@pytest.fixture
def plan_file(tmp_path: Path) -> str:
    """A small plan file."""
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return str(path)
