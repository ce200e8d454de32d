from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

import hstk
from hstk.kinds import Person
from tests.cli.command_line import CommandLine, widest


def test_a_record_is_added_shown_changed_deleted_and_brought_back(both: CommandLine) -> None:
    an = both.read("add", "person", "name=Nguyễn Thị An", "phone=0905 123 456")
    toi = both.read(
        "add", "startup", "name=Tỏi đen [/x]", "owner=nguyen thi an", "founded_on=1/3/2022",
        "own_capital=2,5 triệu",
    )  # fmt: skip

    assert an["kind"] == "person"
    assert an["phone"] == "+84905123456"
    assert toi["owner"] == an["id"]
    assert toi["owner__title"] == "Nguyễn Thị An"
    assert toi["founded_on"] == "2022-03-01"
    assert toi["own_capital"] == 2_500_000
    assert toi["partners"] == toi["partners__title"] == []
    assert both.read("show", toi["id"][-6:]) == toi

    changed = both.read("edit", an["id"][-8:], "job=Nông dân", "phone=")
    assert changed["job"] == "Nông dân"
    assert changed["phone"] is None
    assert both.read("show", an["id"]) == changed

    gone = both.read("delete", toi["id"][-8:])
    assert gone == {"deleted": 1, "changeset": 4}
    assert both.refused("show", toi["id"])["code"] == "not-found"
    assert both.read("restore-record", toi["id"][-8:]) == toi
    assert both.read("list", "startup") == [toi]


def test_messages_go_to_standard_error_and_tell_how_to_undo(line: CommandLine) -> None:
    added = line.done("add", "person", "name=An")
    edited = line.done("edit", "an", "job=Ngư dân")
    same = line.done("edit", "an", "job=Ngư dân")
    deleted = line.done("delete", "an")

    assert added.out == edited.out == same.out == deleted.out == ""
    assert "Đã thêm Người «An»" in added.err
    assert "Hoàn tác: hstk undo 1 " in added.err
    assert "Đã sửa Người «An»" in edited.err
    assert "Hoàn tác: hstk undo 2 " in edited.err
    assert "hstk undo" not in same.err
    assert "Không có gì thay đổi" in same.err
    assert "Đã xoá 1 bản ghi. Hoàn tác: hstk undo 3" in deleted.err


def test_the_undo_that_is_offered_spares_a_newer_change_of_somebody_else(line: CommandLine) -> None:
    line.done("add", "person", "name=An")
    offered = line.done("edit", "An", "job=Ngư dân").err.partition("hstk ")[2].split()
    line.done("add", "person", "name=Bình")

    line.done(*offered[:2])

    jobs = {person["name"]: person["job"] for person in line.read("list", "person")}
    assert jobs == {"An": "", "Bình": ""}


def test_a_doubtful_telephone_number_is_kept_and_warned_of(line: CommandLine) -> None:
    known = line.done("add", "person", "name=An", "phone=0905 123 456")
    doubtful = line.done("add", "person", "name=Bình", "phone=0511 123 456")
    edited = line.done("edit", "An", "phone=0511 123 456", "--json")
    mended = line.done("edit", "An", "phone=0905 123 456")

    warning = "Đầu số 051 của 0511 123 456 không có trong danh sách đã biết"
    assert "Đầu số" not in known.err + mended.err
    assert edited.json["phone"] == "+84511123456"
    assert warning in doubtful.err
    assert warning in edited.err


def test_every_problem_of_a_record_is_told_at_once(line: CommandLine) -> None:
    error = line.refused("add", "person", "name=", "phone=12", "birth=31/02/1990", "nam=x")

    assert error["code"] == "rejected"
    assert [problem["field"] for problem in error["problems"]] == ["name", "birth", "phone", "nam"]
    assert "Không có ngày 31/02/1990" in error["problems"][1]["message"]
    assert error["problems"][2]["value"] == "12"
    assert "name" in error["problems"][3]["message"]
    assert set(error["problems"][0]) == {"field", "message", "value", "where"}
    assert line.read("list", "person") == []


def test_an_unknown_kind_is_told_with_the_nearest(line: CommandLine) -> None:
    error = line.refused("add", "persn", "name=An")

    assert error["code"] == "not-found"
    assert "person" in error["hint"]


@pytest.mark.parametrize("given", ["0000", "abcd1234", "Không ai", "xyz"])
def test_what_names_no_record_is_told(given: str, line: CommandLine) -> None:
    assert line.refused("show", given)["code"] == "not-found"
    assert line.refused("restore-record", given)["code"] == "not-found"


def test_an_ending_that_several_records_have_is_told_with_those(
    file: Path, line: CommandLine
) -> None:
    with hstk.open(file) as eco:
        for name, head in (("An", "01890a5d"), ("Bình", "01890a5e")):
            eco.add(Person(id=UUID(f"{head}-ac96-774b-bcce-b302099a8057"), name=name))

    error = line.refused("show", "9a8057")

    assert error["code"] == "ambiguous"
    assert "dac96774bbcceb302099a8057  Người «An»" in error["message"]
    assert line.read("show", "dac96774bbcceb302099a8057")["name"] == "An"
    line.done("delete", "An", "Bình")
    assert line.refused("restore-record", "9a8057")["code"] == "ambiguous"
    assert line.read("restore-record", "An")["name"] == "An"


def test_a_reference_that_means_nobody_is_told(line: CommandLine) -> None:
    error = line.refused("add", "startup", "name=Tỏi đen", "owner=Không ai")

    assert error["problems"][0]["field"] == "owner"
    assert error["problems"][0]["value"] == "Không ai"


def test_what_others_rely_on_is_not_deleted(line: CommandLine) -> None:
    line.done("add", "person", "name=An")
    line.done("add", "startup", "name=Tỏi đen", "owner=An")

    error = line.refused("delete", "An")

    assert "Tỏi đen" in error["message"]
    assert len(line.read("list", "person")) == 1


def test_control_characters_are_refused_and_never_reach_the_terminal(line: CommandLine) -> None:
    ran = line("add", "person", "name=An\x1b[31m")

    assert ran.code == 1
    assert "U+001B" in ran.err
    assert "\x1b" not in ran.err + ran.out


def test_square_brackets_and_equals_signs_are_text(line: CommandLine) -> None:
    assert line.read("add", "person", "name=[/x] a=b")["name"] == "[/x] a=b"
    assert "[/x] a=b" in line.done("list", "person").out


def test_a_reason_is_kept(line: CommandLine) -> None:
    line.done("add", "person", "name=An", "--reason", "Hội nghị ngày 20/11")

    assert line.read("history")[0]["reason"] == "Hội nghị ngày 20/11"


def test_a_record_is_printed_by_sections_with_what_refers_to_it(line: CommandLine) -> None:
    an = line.read("add", "person", "name=Nguyễn Thị An", "phone=0905123456", "notes=Một\nHai")
    line.done("add", "startup", "name=Tỏi đen", f"owner={an['id']}")

    shown = line.done("show", an["id"]).out.splitlines()

    assert shown[0] == f"Người: Nguyễn Thị An  [{an['id'][-8:]}]"
    assert any(an["id"] in row for row in shown)
    assert any(row.split() == ["Điện", "thoại", "0905", "123", "456"] for row in shown)
    assert "Liên hệ" in shown
    assert shown[-2:] == ["Được dùng ở", "     1  Dự án khởi nghiệp (Chủ thể)"]
    assert any(row.endswith("  Một") for row in shown)
    assert any(row.strip() == "Hai" for row in shown)


def test_a_record_with_300_letters_fits_80_columns(line: CommandLine) -> None:
    name = ("Nguyễn Thị Được " * 19).strip()[:300]
    line.done("add", "person", f"name={name}", f"notes={'dài' * 100}")

    assert widest(line.done("show", name).out) <= 80


def test_labels_speak_english_when_asked(line: CommandLine) -> None:
    line.done("add", "person", "name=An", "gender=Nữ")

    shown = line.done("show", "An", "--lang", "en").out

    assert "Person: An" in shown
    assert "Female" in shown
    assert "Added Person “An”" in line.done("add", "person", "name=An", "--lang", "en").err.replace(
        "«", "“"
    ).replace("»", "”")
