from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import hstk
from tests.cli.command_line import CommandLine, widest
from tests.cli.tea import SOURCE, with_tea
from tests.plugins.installing import Folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder on the import path, into which a test installs plugins."""
    return Folder(tmp_path / "site-packages", monkeypatch)


@pytest.fixture
def tea(folder: Folder, tmp_path: Path, empty_file: Path) -> CommandLine:
    """The command line on a file with an owner of products, and a plugin that adds to products."""
    path = tmp_path / "chè.hstk"
    shutil.copyfile(empty_file, path)
    line = with_tea(folder, str(path))
    line.done("add", "person", "name=An")
    return line


def test_a_record_and_what_plugins_add_to_it_are_written_as_one(folder: Folder, where: str) -> None:
    hstk.open(where).close()
    line = with_tea(folder, where)
    line.done("add", "person", "name=An")

    added = line.read(
        "add", "product", "name=Chè xanh", "owner=An", "tea_brew.minutes=5", "tea_brew.leaf=Búp",
        "tea_brew.tasted_on=20/11/2023", "tea_brew.taster=an",
    )  # fmt: skip

    assert added["name"] == "Chè xanh"
    assert added["tea_brew"] == {
        "minutes": 5,
        "leaf": "bud",
        "tasted_on": "2023-11-20",
        "taster": added["owner"],
        "taster__title": "An",
    }
    assert line.read("show", "Chè xanh") == added
    assert line.read("history")[0]["size"] == 2
    edited = line.read("edit", added["id"], "name=Chè đen", "tea_brew.minutes=7", "tea_brew.leaf=")
    assert (edited["name"], edited["tea_brew"]["minutes"]) == ("Chè đen", 7)
    assert edited["tea_brew"]["leaf"] is None
    line.done("undo")
    assert line.read("show", added["id"]) == added
    line.done("undo")
    assert line.read("list", "product") == line.read("list", "tea_brew") == []


def test_what_a_record_lacks_so_far_is_null_and_can_be_added(tea: CommandLine) -> None:
    plain = tea.read("add", "product", "name=Chè", "owner=An")

    assert plain["tea_brew"] is None
    assert tea.read("list", "tea_brew") == []
    tea.done("edit", "Chè", "tea_brew.minutes=")
    assert tea.read("list", "tea_brew") == []
    assert tea.read("edit", "Chè", "tea_brew.minutes=3")["tea_brew"]["minutes"] == 3
    assert "Không có gì thay đổi" in tea.done("edit", "Chè", "tea_brew.minutes=3").err
    assert "Đã sửa" in tea.done("edit", "Chè", "tea_brew.minutes=4").err
    assert "product" in tea.read("list", "tea_brew")[0]


def test_what_plugins_add_is_shown_under_its_label(tea: CommandLine) -> None:
    tea.done("add", "product", "name=Chè", "owner=An", "tea_brew.minutes=5", "tea_brew.taster=An")

    shown = tea.done("show", "Chè").out
    rows = shown.splitlines()

    at = rows.index("Pha chế")
    assert rows[at + 1].split() == ["Số", "phút", "5"]
    assert rows[at + 2].split() == ["Người", "nếm", "An"]
    assert "Được dùng ở" not in shown
    assert "Brewing" in tea.done("show", "Chè", "--lang", "en").out


def test_problems_of_a_record_and_of_what_is_added_are_told_at_once(tea: CommandLine) -> None:
    error = tea.refused(
        "add", "product", "price=mười", "tea_brew.minutes=lâu", "tea_brew.leaf=khô",
        "tea_brew.minute=1", "tea_bru.leaf=bud", "coffee.x=1",
    )  # fmt: skip

    told = {problem["field"]: problem["message"] for problem in error["problems"]}
    assert set(told) == {
        "name", "owner", "price", "tea_brew.minutes", "tea_brew.leaf", "tea_brew.minute",
        "tea_bru.leaf", "coffee.x",
    }  # fmt: skip
    assert "Có phải: tea_brew.minutes?" in told["tea_brew.minute"]
    assert "Có phải: tea_brew.leaf?" in told["tea_bru.leaf"]
    assert "Có phải" not in told["coffee.x"]
    assert tea.read("list", "product") == []
    tea.done("add", "product", "name=Chè", "owner=An")
    both = tea.refused("edit", "Chè", "price=mười", "tea_brew.minutes=lâu")
    assert [problem["field"] for problem in both["problems"]] == ["price", "tea_brew.minutes"]
    halves = tea.refused("edit", "Chè", "price=10", "tea_brew.minutes=lâu")
    assert len(halves["problems"]) == 1
    assert tea.read("show", "Chè")["price"] is None


def test_the_host_is_never_named_as_a_field(tea: CommandLine) -> None:
    error = tea.refused("add", "product", "name=Chè", "owner=An", "tea_brew.product=Chè")

    assert error["problems"][0]["field"] == "tea_brew.product"
    assert tea.refused("add", "person", "name=Bình", "tea_brew.minutes=1")["problems"]


def test_a_record_that_does_not_have_the_fields_is_refused_them(tea: CommandLine) -> None:
    error = tea.refused("add", "product", "name=Đá", "owner=An", "tea_brew.minutes=1")

    assert error["problems"][0]["field"] == "tea_brew"
    assert tea.read("list", "product") == []
    assert "tea_brew" not in tea.read("add", "product", "name=Đá", "owner=An")


def test_the_fields_are_told_with_those_of_the_kind(tea: CommandLine) -> None:
    told = tea.done("kinds", "product").out
    read = tea.read("kinds", "product")

    assert "Pha chế" in told
    assert "tea_brew.minutes" in told
    assert "tea_brew.product" not in told
    assert widest(told) <= 80
    (brew,) = (one for one in read["satellites"] if one["kind"] == "tea_brew")
    assert (brew["label"], brew["owner"]) == ("Pha chế", "tea")
    assert [field["name"] for field in brew["fields"]] == [
        "minutes", "leaf", "tasted_on", "taster",
    ]  # fmt: skip
    assert "satellites" not in tea.read("kinds", "tea_garden")


def test_they_can_be_listed_and_exported_by_their_own_name(
    tea: CommandLine, tmp_path: Path
) -> None:
    tea.done("add", "product", "name=Chè", "owner=An", "tea_brew.minutes=5")

    assert tea.read("list", "tea_brew", "--where", "minutes = 5")[0]["product__title"] == "Chè"
    assert tea.read("export", "tea_brew", "-o", str(tmp_path / "a.json"))["records"] == 1


def test_a_plugin_that_cannot_tell_whom_its_fields_fit_is_named(
    folder: Folder, tmp_path: Path
) -> None:
    failing = SOURCE.replace('not product.name.startswith("Đá")', "product.nothing")
    path = tmp_path / "x.hstk"
    hstk.open(path).close()
    line = with_tea(folder, str(path), failing)
    line.done("add", "person", "name=An")

    error = line.refused("add", "product", "name=Chè", "owner=An", "tea_brew.minutes=1")

    assert error["message"].startswith("Plugin «tea» gặp lỗi ở «Pha chế»")
    assert line.read("list", "product") == []
    plain = line("add", "product", "name=Chè", "owner=An", "--json")
    assert (plain.code, plain.json["name"]) == (0, "Chè")
    assert "Plugin «tea» gặp lỗi" in plain.err
    assert "tea_brew" not in line.read("show", "Chè")
