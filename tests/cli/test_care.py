from __future__ import annotations

from pathlib import Path

import pytest

import hstk
from hstk.store.doctor import Finding
from tests.cli.command_line import CommandLine


def test_init_makes_a_file_and_says_what_to_type_next(tmp_path: Path) -> None:
    line = CommandLine(str(tmp_path / "ly-son.hstk"))

    made = line.done("init")

    assert "plan load" in made.err
    assert "tui" in made.err
    assert f"--db {line.where}" in made.err
    assert line.read("list", "person") == []


def test_init_leaves_what_is_there(both: CommandLine) -> None:
    both.done("add", "person", "name=An")

    done = both.read("init")

    assert done["created"] is False
    assert set(done) == {"path", "created"}
    assert len(both.read("list", "person")) == 1


def test_init_does_not_make_folders_that_were_named(tmp_path: Path) -> None:
    error = CommandLine(str(tmp_path / "không có" / "x.hstk")).refused("init")

    assert error["code"] == "bad-file"
    assert list(tmp_path.iterdir()) == []


def test_doctor_tells_what_it_found(both: CommandLine) -> None:
    found = both.read("doctor")

    assert found["ok"] is True
    assert {finding["severity"] for finding in found["findings"]} == {"ok"}
    assert set(found["findings"][0]) == {"code", "severity", "message"}
    assert both.done("doctor").out.startswith("tốt")


def test_doctor_fails_when_something_is_wrong(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Finding("storage", "ok", "tệp nguyên vẹn"), Finding("values", "error", "Người 1a: x")]
    monkeypatch.setattr("hstk.store.ecosystem.Ecosystem.doctor", lambda _: found)

    told, in_json = line("doctor"), line("doctor", "--json")

    assert told.code == in_json.code == 1
    assert told.out.splitlines()[1] == "LỖI    Người 1a: x"
    assert in_json.json["ok"] is False
    assert in_json.json["findings"][1]["code"] == "values"


def test_the_search_index_is_made_anew(both: CommandLine) -> None:
    both.done("add", "person", "name=Nguyễn Thị An")

    both.done("doctor", "--rebuild-search")

    assert len(both.read("search", "nguyen")) == 1
    assert len(both.read("history")) == 1


def test_a_backup_is_restored_and_the_former_file_kept(line: CommandLine, tmp_path: Path) -> None:
    line.done("add", "person", "name=An")
    copy = tmp_path / "bản sao.hstk"
    assert line.read("backup", str(copy))["path"] == str(copy)
    line.done("add", "person", "name=Bình")

    done = line.read("restore", str(copy))

    assert set(done) == {"path", "kept"}
    assert [record["name"] for record in line.read("list", "person")] == ["An"]
    kept = CommandLine(done["kept"]).read("list", "person")
    assert [record["name"] for record in kept] == ["An", "Bình"]
    assert "được giữ ở" in line.done("restore", str(copy)).err


def test_a_backup_never_overwrites(line: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "b.hstk"
    target.write_text("quý", encoding="utf-8")

    assert line.refused("backup", str(target))["code"] == "bad-file"
    assert target.read_text(encoding="utf-8") == "quý"


def test_what_is_no_backup_is_not_restored(line: CommandLine, tmp_path: Path) -> None:
    line.done("add", "person", "name=An")
    other = tmp_path / "thư.txt"
    other.write_text("Kính gửi", encoding="utf-8")

    for path in (other, tmp_path / "không có"):
        assert line.refused("restore", str(path))["code"] == "bad-file"
    assert len(line.read("list", "person")) == 1


def test_a_backup_is_restored_where_there_was_nothing(line: CommandLine, tmp_path: Path) -> None:
    line.done("add", "person", "name=An")
    copy = tmp_path / "b.hstk"
    line.done("backup", str(copy))
    other = CommandLine(str(tmp_path / "mới.hstk"))

    assert other.read("restore", str(copy))["kept"] is None
    assert len(other.read("list", "person")) == 1


def test_a_server_is_backed_up_by_its_own_tools(postgres_space_url: str, tmp_path: Path) -> None:
    hstk.open(postgres_space_url).close()
    line = CommandLine(postgres_space_url)

    assert "pg_dump" in line.refused("backup", str(tmp_path / "b"))["message"]
    assert "pg_restore" in line.refused("restore", str(tmp_path / "b"))["message"]
