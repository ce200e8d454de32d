"""What a rubric says must add up, and each disagreement is named."""

from __future__ import annotations

from typing import Any

import pytest

from hstk import Rejected
from hstk.plugins.ocop.rubric import Rubric, disagreements, lacking, refuse_final, unsound
from hstk.plugins.ocop.rubric_file import rubrics


def criterion(code: str, points: int, **more: Any) -> dict[str, Any]:
    options = [
        {"number": 1, "text": "không", "points": 0},
        {"number": 2, "text": "có", "points": points},
    ]
    return {"code": code, "text": f"Tiêu chí {code}", "max": points, "options": options} | more


def rubric(*criteria: dict[str, Any], **more: Any) -> Rubric:
    """A rubric of one section that has 100 points."""
    section = {"code": "1", "name": "Chất lượng", "max": 100, "criteria": criteria}
    part = {"code": "A", "name": "Sản phẩm", "max": 100, "sections": [section]}
    values: dict[str, Any] = {
        "version": "thử",
        "decision": "thử",
        "in_force_from": "2020-01-01",
        "set_number": 1,
        "set_name": "Bộ thử",
        "branch": "Thử",
        "complete": True,
        "parts": [part],
    }
    return Rubric.model_validate(values | more)


def said(found: Rubric) -> dict[str, str]:
    return {problem.field: problem.message for problem in disagreements(found)}


def test_a_rubric_that_adds_up_has_no_disagreements() -> None:
    good = rubric(criterion("1a", 60), criterion("1b", 40))

    assert (disagreements(good), unsound(good), lacking(good)) == ((), (), ())


def test_every_sum_that_differs_is_named_with_both_numbers() -> None:
    part = {"code": "A", "name": "Sản phẩm", "max": 90}
    sections = [
        {"code": "1", "name": "Tổ chức", "max": 50, "criteria": [criterion("1a", 40)]},
        {"code": "2", "name": "Phát triển", "max": 30, "criteria": [criterion("2a", 30)]},
    ]

    assert said(rubric(parts=[part | {"sections": sections}])) == {
        "Cả phiếu": "ghi 100 điểm, các phần cộng lại 90 điểm",
        "Phần A. Sản phẩm": "ghi 90 điểm, các mục cộng lại 80 điểm",
        "Mục 1. Tổ chức": "ghi 50 điểm, các tiêu chí cộng lại 40 điểm",
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"options": []}, "không có phương án nào"),
        (
            {"options": [{"number": 1, "text": "có", "points": 90}]},
            "tối đa 100 điểm, phương án cao nhất chỉ cho 90",
        ),
        (
            {"options": [{"number": 2, "text": "có", "points": 100}]},
            "phương án phải đánh số 1, 2, 3… theo thứ tự, đang ghi 2",
        ),
        (
            {"gates": [{"star": 4, "points": 99}]},
            "4 sao cần 99 điểm, không phương án nào cho số điểm đó",
        ),
        (
            {"gates": [{"star": 4, "points": 0}, {"star": 4, "points": 100}]},
            "4 sao có hai yêu cầu tối thiểu",
        ),
        (
            {"condition": {"criterion": "9z", "points": 1}},
            "điều kiện dẫn tới «9z», không có tiêu chí nào như vậy ở phía trên",
        ),
    ],
)
def test_what_is_wrong_with_a_criterion_is_said(change: dict[str, Any], message: str) -> None:
    assert said(rubric(criterion("1a", 100, **change))) == {"Tiêu chí 1a": message}


def test_an_option_above_the_criterion_is_named() -> None:
    over = criterion("1a", 60) | {"max": 50}

    assert said(rubric(over, criterion("1b", 50))) == {
        "Tiêu chí 1a": "phương án 2 cho 60 điểm, tối đa chỉ 50"
    }


def test_a_condition_that_cannot_be_met_and_a_stray_exclusion_are_named() -> None:
    story = criterion("1a", 50)
    wit = criterion("1b", 50, condition={"criterion": "1a", "points": 51})
    exclusions = [{"text": "Giả mạo hồ sơ", "criterion": "7x"}, {"text": "Nhập khẩu"}]

    assert said(rubric(story, wit, exclusions=exclusions)) == {
        "Tiêu chí 1b": "điều kiện cần 51 điểm ở tiêu chí 1a, tối đa chỉ 50",
        "Trường hợp bị loại": "dẫn tới tiêu chí «7x» không có trong phiếu",
    }


def test_an_incomplete_rubric_may_disagree_but_not_write_a_code_twice() -> None:
    loose = rubric(criterion("1a", 10), complete=False)
    twice = rubric(criterion("1a", 50), criterion("1a", 50), complete=False)

    assert unsound(loose) == ()
    assert [str(problem) for problem in unsound(twice)] == ["thử/1: Tiêu chí 1a: mã ghi 2 lần"]


def test_a_final_result_is_refused_until_the_rubric_is_complete() -> None:
    refuse_final(rubrics()["148/10"])
    with pytest.raises(Rejected) as refused:
        refuse_final(rubrics()["148/1"])

    needed = [problem.field for problem in refused.value.problems]
    assert needed[:2] == ["", "Mục 1. Tổ chức sản xuất"]
    assert len(needed) == 1 + 12  # the mark itself, and every section


def test_a_gate_of_fewer_stars_holds_for_more_stars_too() -> None:
    found = {each.code: each for each in rubrics()["148/10"].criteria}

    assert [found["5b"].needs(star) for star in (1, 2, 3, 4, 5)] == [0, 0, 3, 5, 5]
    assert [found["3e"].needs(star) for star in (3, 4, 5)] == [0, 1, 1]
    assert [found["1b"].needs(star) for star in (3, 4, 5)] == [0, 0, 0]


def test_a_pinned_rubric_is_read_back_equal() -> None:
    pinned = rubrics()["26/2026/10"]

    assert Rubric.model_validate_json(pinned.model_dump_json()) == pinned
