"""Rubrics from TOML: those that come with the program, and anybody's own."""

from __future__ import annotations

import unicodedata

import pytest

from hstk import Rejected
from hstk.plugins.ocop.rubric import Rubric, disagreements
from hstk.plugins.ocop.rubric_file import parse, rubrics

SMALL = """
id = "thử"
decision = "Quyết định thử"
in_force_from = 2020-01-01

[branches]
I = "Thực phẩm"

[parts]
A = ["Sản phẩm", 60]
B = ["Tiếp thị", 40]

[sections]
A = [["Tổ chức", 60]]
B = [["Quảng bá", 40]]

[[sets]]
number = 1
name = "Hành tỏi"
branch = "I"
complete = true
exclusions = [["Giả mạo hồ sơ"], ["Nhập khẩu", "1a"]]

[[sets.criteria]]
section = "1"
code = "1a"
text = "Nguyên liệu"
max = 60
options = [[0, "không", 3], [60, "có", 4, 5]]

[[sets.criteria]]
section = "2"
code = "2a"
text = "Quảng bá"
max = 40
condition = ["1a", 60]
options = [[40, "có"]]

[[sets]]
number = 2
name = "Muối"
branch = "I"
like = 1
"""


def problems(text: str) -> list[str]:
    with pytest.raises(Rejected) as refused:
        parse(text)
    return [str(problem) for problem in refused.value.problems]


def gates(rubric: Rubric) -> dict[str, dict[int, int]]:
    return {
        each.code: {gate.star: gate.points for gate in each.gates}
        for each in rubric.criteria
        if each.gates
    }


def test_a_file_is_read_with_its_shared_sections() -> None:
    garlic, salt = parse(SMALL)

    assert (garlic.id, garlic.branch, garlic.complete) == ("thử/1", "Thực phẩm", True)
    assert [(s.code, s.name, s.max) for s in salt.sections] == [
        ("1", "Tổ chức", 60),
        ("2", "Quảng bá", 40),
    ]
    assert (salt.complete, salt.criteria) == (False, ())
    first, second = garlic.criteria
    assert [(o.number, o.points) for o in first.options] == [(1, 0), (2, 60)]
    assert gates(garlic) == {"1a": {3: 0, 4: 60, 5: 60}}
    assert second.condition is not None
    assert (second.condition.criterion, second.condition.points) == ("1a", 60)
    assert [(e.text, e.criterion) for e in garlic.exclusions] == [
        ("Giả mạo hồ sơ", ""),
        ("Nhập khẩu", "1a"),
    ]


def test_texts_are_kept_in_one_unicode_form() -> None:
    assert parse(unicodedata.normalize("NFD", SMALL))[0].set_name == "Hành tỏi"


def test_a_complete_set_that_does_not_add_up_is_refused_with_every_reason() -> None:
    text = SMALL.replace('A = ["Sản phẩm", 60]', 'A = ["Sản phẩm", 55]')
    text = text.replace('[[40, "có"]]', '[[30, "có"]]')

    assert problems(text) == [
        "thử/1: Cả phiếu: ghi 100 điểm, các phần cộng lại 95 điểm",
        "thử/1: Phần A. Sản phẩm: ghi 55 điểm, các mục cộng lại 60 điểm",
        "thử/1: Tiêu chí 2a: tối đa 40 điểm, phương án cao nhất chỉ cho 30",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("like = 1\n", "like = 9\n", "thử/2: like: không có bộ 9"),
        ("number = 2", "number = 1", "thử/1: number: bộ này ghi hai lần"),
        ('section = "2"', 'section = "7"', "thử/1: criteria.2a: không có mục «7»"),
        ('branch = "I"\nlike', 'branch = "X"\nlike', "thử/2: branch: không có ngành «X»"),
        ("[sections]\n", '[sections]\nD = [["Thừa", 1]]\n', "thử/1: sections: không có phần «D»"),
        ('id = "thử"\n', "", "id: chưa ghi"),
        ('id = "thử"\n', 'id = "thử"\nlạ = 1\n', "không phải TOML"),
        ('id = "thử"\n', 'id = "thử"\nother = 1\n', "other: tên không có trong mẫu tệp"),
        ('id = "thử"\n', 'id = "thử"\nsheets_of = "148"\n', "sheets_of: chỉ dùng"),
    ],
)
def test_what_cannot_be_read_is_named(old: str, new: str, message: str) -> None:
    assert old in SMALL

    assert any(problem.startswith(message) for problem in problems(SMALL.replace(old, new, 1)))


def test_options_of_a_wrong_type_are_named_with_their_place() -> None:
    (wrong, *_) = problems(SMALL.replace('[[40, "có"]]', '[["nhiều", "có"]]'))

    assert wrong.startswith("thử/1: parts.1.sections.0.criteria.0.options.0.points: ")


def test_every_decision_has_its_26_sets() -> None:
    versions: dict[str, list[int]] = {}
    for rubric in rubrics().values():
        versions.setdefault(rubric.version, []).append(rubric.set_number)

    assert versions == {v: list(range(1, 27)) for v in ("1048", "148", "1489", "26/2026")}


def test_parts_are_those_of_the_decision_and_add_up() -> None:
    points = {rubric.version: [part.max for part in rubric.parts] for rubric in rubrics().values()}

    assert points["1048"] == [35, 25, 40]
    assert points["148"] == points["1489"] == points["26/2026"] == [40, 25, 35]
    assert [key for key, rubric in rubrics().items() if disagreements(rubric)] == []


def test_set_10_is_complete_and_the_others_are_not() -> None:
    complete = [key for key, rubric in rubrics().items() if rubric.complete]

    assert complete == ["148/10", "1489/10", "26/2026/10"]


def test_the_amended_decision_keeps_the_sheets() -> None:
    old, amended = rubrics()["148/10"], rubrics()["1489/10"]

    assert (amended.parts, amended.exclusions) == (old.parts, old.exclusions)
    assert amended.decision == "148/QĐ-TTg, sửa đổi bởi 1489/QĐ-TTg"


def test_gates_of_garlic_under_148() -> None:
    assert gates(rubrics()["148/10"]) == {
        "1a": {3: 1},
        "1c": {4: 2, 5: 3},
        "1d": {4: 2, 5: 3},
        "1đ": {4: 1},
        "2a": {4: 4},
        "2b": {5: 3},
        "2c": {4: 3},
        "3d": {4: 2},
        "3e": {4: 1},
        "5b": {3: 3, 4: 5},
        "5c": {5: 2},
        "6a": {4: 2},
        "6c": {4: 2, 5: 3},
        "6d": {4: 2, 5: 3},
        "6đ": {4: 3, 5: 5},
        "7": {4: 3, 5: 5},
        "8a": {3: 2},
        "9": {3: 2, 4: 3, 5: 5},
        "10": {5: 2},
    }


def test_points_of_garlic_under_26_2026() -> None:
    rubric = rubrics()["26/2026/10"]
    options = {each.code: [option.points for option in each.options] for each in rubric.criteria}

    assert [section.max for section in rubric.sections] == [18, 10, 12, 13, 12, 15, 5, 5, 5, 2, 3]
    assert options["3.5"] == [1, 2, 3]
    assert options["5.1"] == [0, 1, 2, 3, 5]
    assert options["6.5"] == [0, 1, 2, 4]
    assert options["8"] == [2, 4, 5]
    assert options["9"] == [1, 3, 5]
    assert gates(rubric)["6.5"] == {4: 2, 5: 4}
    assert gates(rubric)["4.1"] == {3: 2, 4: 3, 5: 5}
    assert not {"1.4", "5.2", "10"} & gates(rubric).keys()
