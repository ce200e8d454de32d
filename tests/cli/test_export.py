from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import hstk
from hstk.kinds import Person
from tests.cli.command_line import CommandLine


@pytest.fixture
def filled(line: CommandLine) -> CommandLine:
    """A startup and its owner."""
    line.done("add", "person", "name=Nguyễn Thị An", "phone=0905123456")
    line.done("add", "startup", "name=Tỏi đen", "owner=Nguyễn Thị An", "founded_on=1/3/2022")
    return line


def test_csv_opens_in_a_spreadsheet(filled: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "dự án.CSV"

    done = filled.read("export", "startup", "-o", str(path))

    assert done == {"path": str(path), "format": "csv", "records": 1}
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    assert row["Tên dự án"] == "Tỏi đen"
    assert row["Chủ thể"] == "Nguyễn Thị An"
    assert row["Ngày thành lập"] == "2022-03-01"
    assert row["Mã số"] == filled.read("list", "startup")[0]["id"]


def test_json_is_the_list_of_records(filled: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "du-an.json"

    filled.done("export", "startup", "-o", str(path))

    assert json.loads(path.read_text(encoding="utf-8")) == filled.read("list", "startup")


def test_only_what_matches_is_exported(filled: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "x.json"

    filled.done("export", "startup", "-o", str(path), "--where", "stage = growth")

    assert json.loads(path.read_text(encoding="utf-8")) == []


def test_long_lists_are_exported_whole_and_in_order(line: CommandLine, tmp_path: Path) -> None:
    assert line.where is not None
    with hstk.open(line.where) as eco:
        eco.add_many(Person(name=f"Người {n:04}") for n in range(2500))
    path = tmp_path / "x.csv"

    line.done("export", "person", "-o", str(path))

    names = [row["Họ và tên"] for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())]
    assert names == [f"Người {n:04}" for n in range(2500)]


@pytest.mark.parametrize("name", ["x.xlsx", "x.txt", "x"])
def test_other_formats_are_refused_with_those_there_are(
    name: str, line: CommandLine, tmp_path: Path
) -> None:
    error = line.refused("export", "person", "-o", str(tmp_path / name))

    assert ".csv" in error["message"]
    assert ".json" in error["message"]
    assert not (tmp_path / name).exists()


def test_a_file_is_overwritten_only_when_asked(line: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("quý", encoding="utf-8")

    assert "--force" in line.refused("export", "person", "-o", str(path))["hint"]
    assert path.read_text(encoding="utf-8") == "quý"
    line.done("export", "person", "-o", str(path), "--force")
    assert path.read_text("utf-8-sig").startswith("Mã số,")


def test_a_folder_that_is_not_there_is_told(line: CommandLine, tmp_path: Path) -> None:
    error = line.refused("export", "person", "-o", str(tmp_path / "không có" / "x.csv"))

    assert error["code"] == "bad-file"


def test_headings_speak_english_when_asked(line: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"

    line.done("export", "person", "-o", str(path), "--lang", "en")

    assert path.read_text("utf-8-sig").startswith("Id,Full name,")
