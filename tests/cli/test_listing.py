from __future__ import annotations

from pathlib import Path

import pytest

import hstk
from hstk.kinds import Person
from tests.cli.command_line import CommandLine, widest


@pytest.fixture
def people(both: CommandLine) -> CommandLine:
    """Three people and two startups, on each database in turn."""
    for name, gender in (("Trần Văn Bình", "male"), ("Lê An", "female"), ("Đỗ Anh", "female")):
        both.done("add", "person", f"name={name}", f"gender={gender}")
    both.done("add", "startup", "name=Tỏi đen", "owner=Lê An", "founded_on=2022-03-01")
    both.done("add", "startup", "name=Rong biển", "owner=Trần Văn Bình", "stage=growth")
    return both


def test_a_list_is_sorted_filtered_and_limited(people: CommandLine) -> None:
    def names(*words: str) -> list[str]:
        return [record["name"] for record in people.read("list", *words)]

    assert names("person") == ["Lê An", "Đỗ Anh", "Trần Văn Bình"]
    assert names("person", "--sort", "-name") == ["Trần Văn Bình", "Đỗ Anh", "Lê An"]
    assert names("person", "--limit", "1") == ["Lê An"]
    assert names("person", "--text", "binh tran") == ["Trần Văn Bình"]
    assert names("startup", "--where", "stage = idea and founded_on >= 2022-01-01") == ["Tỏi đen"]
    assert names("startup", "--where", "owner.gender = male") == ["Rong biển"]
    assert names("person", "--where", "gender is null") == []


def test_search_gives_hits_of_every_kind(people: CommandLine) -> None:
    hits = people.read("search", "toi", "den")

    assert [set(hit) for hit in hits] == [{"kind", "id", "title", "snippet"}]
    assert (hits[0]["kind"], hits[0]["title"]) == ("startup", "Tỏi đen")
    assert people.read("search", "an", "--kind", "person", "--limit", "1")[0]["title"] == "Lê An"
    assert people.read("search", "không có gì như thế") == []
    assert "Tỏi đen" in people.done("search", "toi").out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("person", "--where", "nam = 3"), "not-found", "name"),
        (("person", "--where", "name ="), "bad-filter", "^"),
        (("person", "--where", 'name = "x'), "bad-filter", "Dấu nháy"),
        (("startup", "--where", "founded_on > 31/02/2023"), "bad-filter", "31/02/2023"),
        (("startup", "--where", "stage = bay"), "bad-filter", "idea"),
        (("startup", "--where", "owner = Không ai"), "not-found", "Không ai"),
        (("person", "--sort", "nam"), "not-found", "name"),
        (("persn",), "not-found", "person"),
    ],
)
def test_a_list_that_cannot_be_made_is_told(
    words: tuple[str, ...], code: str, told: str, line: CommandLine
) -> None:
    error = line.refused("list", *words)

    assert error["code"] == code
    assert told in error["message"] + error["hint"]


def test_no_records_are_told_on_standard_error(line: CommandLine) -> None:
    assert line.done("list", "person").out == ""
    assert "Không có bản ghi nào" in line("list", "person").err
    assert "Không tìm thấy" in line("search", "an").err
    assert line.read("list", "person") == []


def test_long_vietnamese_names_fit_80_columns(line: CommandLine) -> None:
    long = "Hợp tác xã Nông nghiệp Dịch vụ Tổng hợp đặc khu Lý Sơn " * 5
    line.done("add", "person", f"name={long}"[:300], "phone=0905123456", "job=Trồng tỏi")
    line.done("add", "startup", f"name={long}"[:300], f"owner={long}"[:299])

    for kind in ("person", "startup"):
        table = line.done("list", kind).out
        assert widest(table) <= 80
        assert "…" in table
    assert "0905 123 456" in line.done("list", "person").out


@pytest.mark.parametrize("kind", ["person", "startup", "task", "event", "funding_link", "consent"])
def test_every_row_begins_with_the_ending_of_the_id(kind: str, file: Path) -> None:
    from tests.cli.samples import one_of

    with hstk.open(file) as eco:
        record = one_of(eco, kind)

    shown = CommandLine(str(file)).done("list", kind).out.splitlines()

    assert shown[0].startswith("Mã số")
    assert shown[2].startswith(record.id.hex[-8:] + "  ")
    assert widest("\n".join(shown)) <= 80


def test_a_screen_is_given_50_records_and_the_number_of_all(
    file: Path, line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hstk.open(file) as eco:
        eco.add_many(Person(name=f"Người {n}") for n in range(1200))
    monkeypatch.setattr("hstk.cli.listing.on_terminal", lambda: True)

    screen = line.done("list", "person")

    assert len(screen.out.splitlines()) == 2 + 50
    assert screen.err == "50 / 1.200 (thêm --limit)\n"
    assert len(line.read("list", "person")) == 1200
    assert len(line.done("list", "person", "--limit", "1200").out.splitlines()) == 2 + 1200


def test_a_pipe_is_given_every_record(file: Path, line: CommandLine) -> None:
    with hstk.open(file) as eco:
        eco.add_many(Person(name=f"Người {n}") for n in range(60))

    assert len(line.done("list", "person").out.splitlines()) == 2 + 60


def test_headings_speak_english_when_asked(line: CommandLine) -> None:
    line.done("add", "person", "name=An")

    assert "Full name" in line.done("list", "person", "--lang", "en").out
    assert "There are no records" in line.done("list", "startup", "--lang", "en").err
