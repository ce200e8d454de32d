from __future__ import annotations

from tests.cli.command_line import CommandLine, widest


def test_changes_are_listed_undone_and_done_again(both: CommandLine) -> None:
    an = both.read("add", "person", "name=An", "--reason", "Đợt 1")
    both.done("edit", "An", "job=Ngư dân")

    sets = both.read("history")
    assert [found["number"] for found in sets] == [2, 1]
    assert set(sets[0]) == {"number", "at", "actor", "reason", "undoes", "undone", "size"}
    assert sets[1]["reason"] == "Đợt 1"
    assert sets[1]["size"] == 1

    changes = both.read("history", an["id"][-8:])
    assert set(changes[0]) == {
        "changeset", "at", "actor", "reason", "kind", "record", "title", "action", "before",
        "after",
    }  # fmt: skip
    assert changes[0]["action"] == "update"
    assert changes[0]["before"] == {"job": ""}
    assert changes[0]["after"] == {"job": "Ngư dân"}
    assert changes[1]["after"]["name"] == "An"
    assert both.read("history", "--changeset", "1") == changes[1:]

    undone = both.read("undo")
    assert (undone["number"], undone["undoes"], undone["size"]) == (3, 2, 1)
    assert both.read("show", "An")["job"] == ""
    assert both.read("redo")["undoes"] == 3
    assert both.read("show", "An")["job"] == "Ngư dân"
    assert both.read("undo", "2")["undoes"] == 2
    assert both.refused("undo", "2")["code"] == "undo-refused"


def test_undo_says_what_it_took_back_and_how_to_go_the_other_way(line: CommandLine) -> None:
    line.done("add", "person", "name=An")

    undone, redone = line.done("undo"), line.done("redo")

    assert undone.err.startswith("Đã hoàn tác: thêm Người «An» (1 bản ghi). ")
    assert "hstk redo" in undone.err
    assert redone.err.startswith("Đã làm lại: thêm Người «An» (1 bản ghi). ")
    assert "hstk undo" in redone.err


def test_what_cannot_be_undone_is_told(line: CommandLine) -> None:
    assert line.refused("undo")["code"] == "not-found"
    assert line.refused("redo")["code"] == "not-found"
    assert line.refused("undo", "7")["code"] == "not-found"

    line.done("add", "person", "name=An")
    line.done("add", "startup", "name=Tỏi đen", "owner=An")

    error = line.refused("undo", "1")
    assert error["code"] == "undo-refused"
    assert "Tỏi đen" in error["message"]


def test_a_deleted_record_has_a_history(line: CommandLine) -> None:
    an = line.read("add", "person", "name=An")
    line.done("delete", "An")

    assert [c["action"] for c in line.read("history", an["id"][-8:])] == ["delete", "insert"]
    assert line.refused("history", "ffff9999")["code"] == "not-found"


def test_history_is_printed_with_labels_and_values_as_people_read_them(line: CommandLine) -> None:
    line.done("add", "person", "name=An", "phone=0905123456")
    line.done("edit", "An", "phone=0905654321", "gender=nữ", "--reason", "Gọi lại [/x]")

    shown = line.done("history", "An").out

    assert "Điện thoại: «0905 123 456» → «0905 654 321»" in shown
    assert "Giới tính: (trống) → «Nữ»" in shown
    assert "Gọi lại [/x]" in shown
    assert "lần 1" in shown


def test_change_sets_are_printed_with_what_was_done(line: CommandLine) -> None:
    line.done("add", "person", f"name={'Nguyễn Thị Được ' * 18}")
    line.done("add", "person", "name=Bình", "--reason", "Đợt 1")
    line.done("undo")

    shown = line.done("history").out

    assert widest(shown) <= 80
    assert "thêm Người «Nguyễn" in shown
    assert "Đợt 1" in shown
    assert "đã hoàn tác" in shown
    assert "undone" in line.done("history", "--lang", "en").out


def test_an_empty_history_is_told(line: CommandLine) -> None:
    assert "Chưa có thay đổi nào" in line.done("history").err
    assert line.read("history") == []
