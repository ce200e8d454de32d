from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

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
    """The command line on a new file with a stranger's plugin on."""
    path = tmp_path / "chè.hstk"
    shutil.copyfile(empty_file, path)
    return with_tea(folder, str(path))


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Path]]:
    """What would have been written as a Word document or a spreadsheet, and where."""
    found: list[tuple[Any, Path]] = []

    def put(made: Any, path: Path) -> None:
        found.append((made, path))
        path.write_bytes(b"x")

    monkeypatch.setattr("hstk.cli.offer_command._put", put)
    return found


# -- groups


def test_a_group_lists_what_it_has_under_headings_in_both_languages(tea: CommandLine) -> None:
    vi, en = tea.done("tea").out, tea.done("tea", "--lang", "en").out

    order = ["Xem:", "gardens-seen", "report", "Làm:", "pick", "Xuất văn bản:", "minutes", "boil"]
    assert [vi.index(word) for word in order] == sorted(vi.index(word) for word in order)
    assert "Các vườn chè" in vi
    assert "Look:" in en
    assert "Tea gardens" in en
    assert "Boil water" in en
    assert vi == tea.done("tea", "--help").out
    assert widest(vi) <= 80


def test_a_group_as_json_tells_what_each_is(tea: CommandLine) -> None:
    listed = tea.read("tea")

    assert listed[0] == {"name": "gardens-seen", "type": "view", "label": "Các vườn chè"}
    assert {one["name"]: one["type"] for one in listed} == {
        "gardens-seen": "view", "report": "report", "pick": "action", "mark": "action",
        "minutes": "paper", "listed": "paper", "boil": "command",
    }  # fmt: skip


def test_a_plugin_that_is_off_is_told_with_how_to_switch_it_on(tea: CommandLine) -> None:
    tea.done("plugins", "disable", "tea")

    for words in (("tea",), ("tea", "gardens-seen"), ("tea", "--help")):
        error = tea.refused(*words)
        assert error["code"] == "plugin"
        assert "Plugin «tea» đang tắt" in error["message"]
        assert "hstk plugins enable tea" in error["hint"]


def test_a_plugin_that_cannot_be_used_is_told_with_the_reason(
    tea: CommandLine, folder: Folder
) -> None:
    folder.install("tea", "raise RuntimeError('mốc')")

    assert "mốc" in tea.refused("tea")["message"]
    assert "mốc" in tea.refused("tea", "gardens-seen")["message"]


def test_without_a_file_it_is_told_what_to_type_while_help_is_shown(
    folder: Folder, tmp_path: Path
) -> None:
    folder.install("tea", dist="hstk", source=SOURCE)  # one that comes with hstk is on at first
    line = CommandLine(str(tmp_path / "x.hstk"))

    assert "hstk init" in line.refused("tea")["message"]
    assert "hstk init" in line.refused("tea", "gardens-seen")["message"]
    assert "gardens-seen" in line.done("tea", "--help").out
    assert "--within" in line.done("tea", "gardens-seen", "--help").out
    folder.install("coffee", SOURCE)
    assert "hstk init" in line.refused("coffee")["message"]
    assert list(tmp_path.glob("*.hstk")) == []


def test_the_file_that_is_named_last_tells_which_plugins_are_on(
    tea: CommandLine, tmp_path: Path
) -> None:
    other = tmp_path / "khác.hstk"
    hstk.open(other).close()

    assert tea("tea", "--db", str(other)).code == 1
    assert CommandLine()("tea", f"--db={tea.where}").code == 0


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("teaa",), "Không có lệnh «teaa»", "tea"),
        (("tea", "gardens-sen"), "Không có lệnh «gardens-sen»", "gardens-seen"),
        (("tea", "pick", "--rany"), "Không có tuỳ chọn «--rany»", "--rainy"),
        (("tea", "pick"), "Thiếu ID (Vườn chè)", "hstk tea pick --help"),
        (("tea", "gardens-seen", "x"), "Thừa: x", "hstk tea gardens-seen --help"),
    ],
)
def test_what_is_mistyped_is_told_with_the_nearest(
    words: tuple[str, ...], message: str, hint: str, tea: CommandLine
) -> None:
    error = tea.refused(*words, code=2)

    assert message in error["message"]
    assert hint in error["hint"]


def test_a_command_that_a_plugin_writes_itself_is_in_its_group(tea: CommandLine) -> None:
    assert tea.done("tea", "boil", "2").out == "2 False True\n"
    assert tea.done("tea", "boil", "2", "--json").out == "2 True True\n"
    assert tea("boil").code == 2


# -- views


def test_a_view_is_shown_in_paragraphs_and_tables_that_fit(tea: CommandLine) -> None:
    garden = tea.read("add", "tea_garden", f"name=Vườn {'rất ' * 30}dài", "income=2 triệu")
    tea.done("add", "tea_garden", "name=Vườn dưới")

    shown = tea.done("tea", "gardens-seen", "--within", "30").out
    rows = shown.splitlines()

    assert widest(shown) <= 80
    assert rows[0] == "Vườn"
    assert rows[1].startswith("- 30 rất dài")
    assert rows[2].startswith("  dài rất")
    assert "! Cẩn thận [" in shown
    assert any(row.startswith("!  ") and garden["id"][-8:] in row for row in rows)
    assert "2.000.000" in shown
    assert "20/11/2023" in shown
    total = next(n for n, row in enumerate(rows) if "Tổng cộng" in row)
    assert set(rows[total - 1]) == {"─", " "}
    assert "Chưa có vườn." not in shown


def test_an_empty_table_says_so(tea: CommandLine) -> None:
    assert "Chưa có vườn." in tea.done("tea", "gardens-seen").out
    assert tea.done("tea", "gardens-seen", "--field-lang", "nothing").out == ""


def test_a_view_as_json_has_rows_by_the_names_of_columns(tea: CommandLine) -> None:
    garden = tea.read("add", "tea_garden", "name=Vườn trên", "income=2 triệu")

    seen = tea.read("tea", "gardens-seen", "--lang", "en")

    assert set(seen) == {"view", "title", "text", "tables", "totals"}
    assert (seen["view"], seen["title"]) == ("tea.gardens_seen", "Tea gardens")
    assert seen["text"][0] == "Gardens"
    assert seen["text"][1].startswith("180 ")
    assert seen["tables"]["gardens"] == [
        {"record": garden["id"], "name": "Vườn trên", "income": 2_000_000, "seen": "2023-11-20",
         "ok": True}
    ]  # fmt: skip
    assert seen["totals"] == {
        "gardens": {"name": None, "income": 2_000_000, "seen": None, "ok": None}
    }
    assert seen["tables"]["rows"] == [{"record": None, "name": "x"}]
    assert seen["tables"]["rows_2"] == [{"record": None, "name": "y"}]


def test_the_fields_of_a_form_are_options_with_labels_in_both_languages(tea: CommandLine) -> None:
    vi = tea.done("tea", "pick", "--help").out
    en = tea.done("tea", "pick", "--help", "--lang", "en").out

    assert "--on NGÀY" in vi
    assert "Ngày hái (bắt buộc). Theo sổ." in vi
    assert "bud (Búp), old (Lá già)" in " ".join(vi.split())
    assert "--price-paid SỐ_TIỀN" in vi
    assert "Người hái; → person." in vi
    assert "--rainy, --no-rainy" in vi
    assert "(ghi được nhiều lần)" in " ".join(vi.split())
    assert "--on DAY" in en
    assert "Picked on (required). As booked." in en
    assert "bud (Bud), old (Old leaf)" in " ".join(en.split())
    assert widest(vi) <= 80
    assert "180 when left out" in tea.done("tea", "gardens-seen", "--help", "--lang", "en").out
    assert "Xếp theo tên." in tea.done("tea", "gardens-seen", "--help").out


# -- actions


def test_an_action_reads_values_as_people_write_them_and_is_one_undo(
    folder: Folder, where: str
) -> None:
    hstk.open(where).close()
    tea = with_tea(folder, where)
    tea.done("add", "tea_garden", "name=Vườn trên")
    for name in ("An", "Bình", "Chi"):
        tea.done("add", "person", f"name={name}")

    done = tea.read(
        "tea", "pick", "vuon tren", "--on", "20/11/2023", "--leaf", "lá già", "--price-paid",
        "2,5 triệu", "--by", "An; Bình", "--by", "Chi", "--no-rainy",
    )  # fmt: skip

    garden = tea.read("show", "Vườn trên")
    assert done == {
        "action": "tea.pick",
        "message": "Đã hái old ngày 2023-11-20: An, Bình, Chi.",
        "record": garden["id"],
        "changeset": 5,
    }
    assert garden["income"] == 2_500_000
    assert tea.read("history")[0]["reason"] == "Hái chè"
    tea.done("undo", "5")
    assert tea.read("show", "Vườn trên")["income"] is None


def test_what_an_action_did_is_told_with_how_to_undo_it(tea: CommandLine) -> None:
    garden = tea.read("add", "tea_garden", "name=Vườn trên")

    done = tea.done("tea", "pick", "Vườn trên", "--on", "hôm nay", "--price-paid", "1")

    assert done.out == ""
    assert done.err.splitlines()[0].startswith("Đã hái bud ngày ")
    assert f"hstk show {garden['id'][-8:]}" in done.err
    assert "Hoàn tác: hstk undo 2" in done.err
    again = tea("tea", "mark", "Vườn trên", "1a=2", "--json")
    assert again.json["changeset"] is None
    assert "undo" not in again.err


def test_every_problem_of_a_form_is_told_at_once_with_where_to_look(tea: CommandLine) -> None:
    tea.done("add", "tea_garden", "name=Vườn trên")

    error = tea.refused(
        "tea", "pick", "Vườn trên", "--leaf", "khô", "--price-paid", "mười", "--rainy"
    )

    assert error["code"] == "rejected"
    assert {problem["field"] for problem in error["problems"]} == {"on", "leaf", "price_paid"}
    assert "Xem: hstk tea pick --help" in error["hint"]
    nobody = tea.refused("tea", "pick", "Vườn trên", "--on", "hôm nay", "--by", "Không ai")
    assert nobody["problems"][0]["field"] == "by"


def test_a_form_that_only_the_record_tells_takes_pairs_of_any_name(tea: CommandLine) -> None:
    tea.done("add", "tea_garden", "name=Vườn trên")

    done = tea.read("tea", "mark", "Vườn trên", "1a=2", "1đ=3")

    assert done["message"] == "[2, 3]"
    fields = tea.read("tea", "mark", "Vườn trên", "--fields")
    assert [field["name"] for field in fields] == ["1a", "1đ"]
    assert "Tiêu chí 1đ" in tea.done("tea", "mark", "Vườn trên", "--fields").out
    error = tea.refused("tea", "mark", "Vườn trên", "1aa=2", "1a=x")
    assert {problem["field"] for problem in error["problems"]} == {"1aa", "1a"}
    assert "Có phải: 1a" in error["problems"][0]["message"]
    assert "--fields" in error["hint"]
    assert tea.refused("tea", "mark", "Vườn trên", "1a", code=2)["code"] == "usage"


def test_a_record_that_does_not_fit_is_refused_with_the_reason(tea: CommandLine) -> None:
    tea.done("add", "tea_garden", "name=Đóng cửa")
    tea.done("add", "person", "name=An")

    closed = tea.refused("tea", "pick", "Đóng cửa")
    other = tea.refused("tea", "pick", "An")
    unknown = tea.refused("tea", "pick", "ffff0000")

    assert closed["message"] == "Hái chè: vườn đã đóng"
    assert other["code"] == unknown["code"] == "not-found"
    assert "hstk search" in unknown["hint"]


# -- papers


def test_a_paper_is_written_where_it_was_asked_for_or_under_a_name_of_its_own(
    tea: CommandLine, written: list[tuple[Any, Path]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    tea.done("add", "tea_garden", "name=Vườn trên đồi")
    named = tmp_path / "biên bản.docx"

    assert tea.read("tea", "minutes", "Vườn trên đồi", "-o", str(named)) == {"file": str(named)}
    assert tea.read("tea", "minutes", "Vườn trên đồi")["file"] == "tea-minutes-vuon-tren-doi.docx"
    assert tea.done("tea", "listed").err == "Đã ghi tea-listed.xlsx.\n"

    assert [path.name for _, path in written] == [
        "biên bản.docx", "tea-minutes-vuon-tren-doi.docx", "tea-listed.xlsx",
    ]  # fmt: skip
    assert written[0][0].title == "BIÊN BẢN"
    assert written[2][0].sheets[0].rows == (("Vườn trên đồi",),)


def test_papers_are_word_documents_and_spreadsheets(tea: CommandLine, tmp_path: Path) -> None:
    tea.done("add", "tea_garden", "name=Vườn trên đồi")

    for word, ending in (("minutes", "docx"), ("listed", "xlsx")):
        path = tmp_path / f"a.{ending}"
        tea.done("tea", word, *(["Vườn trên đồi"] if ending == "docx" else []), "-o", str(path))
        assert path.read_bytes().startswith(b"PK")


def test_a_paper_overwrites_nothing_unless_told_to(
    tea: CommandLine, written: list[tuple[Any, Path]], tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("cũ", encoding="utf-8")

    error = tea.refused("tea", "listed", "-o", str(path))

    assert "--force" in error["hint"]
    assert path.read_text(encoding="utf-8") == "cũ"
    assert tea.read("tea", "listed", "-o", str(path), "--force") == {"file": str(path)}
    assert len(written) == 1


@pytest.mark.parametrize("name", ["a.docx", "a", "."])
def test_a_paper_has_the_ending_that_fits(name: str, tea: CommandLine, tmp_path: Path) -> None:
    error = tea.refused("tea", "listed", "-o", str(tmp_path / name))

    assert ".xlsx" in error["message"] + error["hint"]
    assert not (tmp_path / "a.docx").exists()


# -- reports


def test_a_report_has_every_section_with_its_annex(tea: CommandLine) -> None:
    tea.done("add", "tea_garden", "name=Vườn trên")

    told = tea.done("tea", "report", "--year", "2023").out
    read = tea.read("tea", "report", "--year", "2023")

    assert "Chè trong năm\nTừ 2023-01-01 có 1 vườn." in told
    assert "Phụ lục" in told
    assert "Vườn trên" in told
    assert read["year"] == 2023
    assert read["sections"][0] == {
        "section": "tea.year",
        "title": "Chè trong năm",
        "tasks": ["4.2"],
        "text": ["Từ 2023-01-01 có 1 vườn."],
        "tables": {},
        "totals": {},
        "annex": {"gardens": [{"record": None, "name": "Vườn trên"}]},
        "annex_totals": {"gardens": {"name": "Tất cả"}},
    }
    assert isinstance(tea.read("tea", "report", "--lang", "en")["year"], int)


def test_a_section_that_fails_says_so_in_its_place(tea: CommandLine) -> None:
    told = tea("tea", "report", "--year", "2024")
    read = tea("tea", "report", "--year", "2024", "--json")
    refused = tea("tea", "report", "--year", "2025")
    refused_json = tea("tea", "report", "--year", "2025", "--json").json["sections"]

    assert told.code == read.code == 1
    assert "Từ 2024-01-01 có 0 vườn." in told.out
    assert "! Plugin «tea» gặp lỗi ở «Mục rách»" in told.out
    assert "plugins disable tea" in told.err
    assert read.json["sections"][0]["text"]
    assert "rách" in read.json["sections"][1]["error"]
    assert refused.code == 1
    assert "! chưa có sổ" in refused.out
    assert "Mục sau cùng" in refused.out
    assert [set(one) >= {"text"} for one in refused_json] == [True, False, True]
    assert "chưa có sổ" in refused_json[1]["error"]


# -- faults


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("gardens-seen", "--field-lang", "fail"), "RuntimeError: sâu"),
        (("gardens-seen", "--field-lang", "wrong"), "trả về 'x'"),
        (("gardens-seen", "--field-lang", "cell"), "trả về {1} (Row.cells)"),
        (("gardens-seen", "--field-lang", "exit"), "SystemExit: 3"),
        (("pick", "Lỗi", "--on", "hôm nay", "--price-paid", "5", "--rainy"), "RuntimeError: ướt"),
        (("mark", "Lỗi", "1a=1"), "ValueError: không có tiêu chí"),
        (("minutes", "Lỗi"), "KeyError: 'trang'"),
    ],
)
def test_a_fault_of_a_plugin_is_one_message_that_names_it(
    words: tuple[str, ...], what: str, tea: CommandLine, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    tea.done("add", "tea_garden", "name=Lỗi")
    before = sorted(tmp_path.iterdir())

    error = tea.refused("tea", *words)

    assert error["code"] == "plugin"
    assert error["message"].startswith("Plugin «tea» gặp lỗi ở «")
    assert what in error["message"]
    assert len(tea.read("history")) == 1
    assert tea.read("show", "Lỗi")["income"] is None
    assert sorted(tmp_path.iterdir()) == before
