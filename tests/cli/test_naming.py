from __future__ import annotations

from pathlib import Path
from uuid import UUID

import hstk
from hstk.kinds import Person
from tests.cli.command_line import CommandLine


def test_records_of_one_name_are_told_apart_with_how_to_go_on(line: CommandLine) -> None:
    one = line.read("add", "person", "name=An", "phone=0905 123 456", "notes=Chủ vườn")
    two = line.read("add", "person", "name=An", "phone=0905 654 321")

    for words in (("show",), ("edit", "job=x"), ("delete",), ("history",)):
        error = line.refused(words[0], "An", *words[1:])
        rows = error["message"].splitlines()
        assert error["code"] == "ambiguous"
        assert rows[0] == "«An» chỉ nhiều bản ghi:"
        assert any(one["id"][-8:] in row and "0905 123 456" in row for row in rows)
        assert any(two["id"][-8:] in row and "0905 654 321" in row for row in rows)
        assert "Ghi phần cuối của mã số" in error["hint"]
    assert "Write the ending of the id" in line("show", "An", "--lang", "en").err


def test_no_more_than_a_few_are_listed(file: Path, line: CommandLine) -> None:
    with hstk.open(file) as eco:
        eco.add_many(Person(name="An") for _ in range(9))

    assert line.refused("show", "An")["message"].splitlines()[-1] == "  …"


def test_endings_are_as_long_as_it_takes(file: Path, line: CommandLine) -> None:
    ids = [UUID(f"01890a5d-ac96-774b-b{n}ce-b302099a8057") for n in (1, 2)]
    with hstk.open(file) as eco:
        eco.add_many(Person(id=id_, name="An") for id_ in ids)

    rows = line.refused("show", "An")["message"].splitlines()

    assert rows[1].startswith("  1ceb302099a8057  ")
    assert line.read("show", "1ceb302099a8057")["id"] == str(ids[0])


def test_what_names_nothing_is_told_with_how_to_look_for_it(line: CommandLine) -> None:
    line.done("add", "person", "name=Nguyễn Thị An")

    assert line.refused("show", "ffff0000")["hint"] == "Tìm bằng: hstk search TỪ"
    assert "Nguyễn Thị An" in line.refused("show", "Nguyễn Thị Am")["hint"]


def test_a_long_pick_list_is_told_line_by_line(line: CommandLine) -> None:
    error = line.refused("add", "startup", "name=Tỏi", "stage=zzz")
    rows = error["message"].splitlines()

    assert any(row.endswith("chọn một trong:") for row in rows)
    assert "      Ý tưởng (idea)" in rows
    assert "      Sản phẩm mẫu, thử nghiệm (prototype)" in rows
    assert max(map(len, rows)) < 90


def test_undo_and_redo_are_told_in_the_language_of_the_reader(line: CommandLine) -> None:
    line.done("add", "person", "name=An")
    for _ in range(2):
        line.done("undo")
        line.done("redo")

    told = line.done("history", "--lang", "en").out

    assert told.count("Undo: added Person «An»") == 2
    assert told.count("Redo: added Person «An»") == 2
    assert "Hoàn tác: thêm Người «An»" in line.done("history").out
