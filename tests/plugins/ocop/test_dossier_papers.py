"""Which papers a dossier needs."""

from __future__ import annotations

import pytest

from hstk import NotFound
from hstk.plugins.ocop.dossier_papers import missing_papers, paper_lists, papers
from hstk.plugins.ocop.rubric_file import rubrics

GARLIC = rubrics()["26/2026/10"]


def test_1048_asked_for_5_papers_and_13_more() -> None:
    needed = papers(rubrics()["1048/10"])

    assert [paper.mandatory for paper in needed].count(True) == 5
    assert [paper.mandatory for paper in needed].count(False) == 13


def test_codes_are_written_once_and_name_criteria_of_the_sheet() -> None:
    for version, listed in paper_lists().items():
        codes = [paper.code for paper in listed.papers]
        sheet = {each.code for each in rubrics()[f"{version}/10"].criteria}
        assert len(codes) == len(set(codes)) > 10
        assert {code for paper in listed.papers for code in paper.criteria} <= sheet


def test_the_cause_and_the_star_decide_what_is_asked_for() -> None:
    first = {paper.code for paper in papers(GARLIC) if paper.mandatory}

    assert first == {"mau-01", "mau-02", "mau-sp", "mau-03", "de-nghi-xa"}
    assert {paper.code for paper in papers(GARLIC, "upgrade") if paper.mandatory} - first == {
        "thay-doi"
    }
    five = {paper.code for paper in papers(GARLIC, "again", 5) if paper.mandatory}
    assert five - first == {"cap-nhat", "de-nghi-tinh", "bao-cao-cq"}


def test_evidence_names_criteria_on_the_sheet_of_garlic_alone() -> None:
    tourism = papers(rubrics()["26/2026/26"])

    assert {paper.code for paper in papers(GARLIC)} - {paper.code for paper in tourism} == {
        "mau-sp"  # no samples of a service
    }
    assert {paper.criteria for paper in tourism} == {()}
    labour = next(paper for paper in papers(GARLIC) if paper.code == "lao-dong")
    assert labour.criteria == ("3.3",)


def test_the_amended_decision_asks_for_the_same_papers() -> None:
    old, new = (
        {paper.code for paper in papers(rubrics()[f"{version}/10"], star=4)}
        for version in ("148", "1489")
    )
    assert old - new == {"cong-van", "bien-ban"}  # of the district, which is no more
    assert not new - old


def test_a_decision_of_ones_own_has_no_list_yet() -> None:
    with pytest.raises(NotFound, match="Chưa có danh mục hồ sơ"):
        papers(GARLIC.model_copy(update={"version": "khác"}))


def test_mandatory_papers_that_are_not_there_are_missing() -> None:
    needed = papers(GARLIC)

    found = missing_papers(needed, ["mau-01", "mau-sp", "mau-03", "de-nghi-xa"])
    assert [paper.code for paper in found] == ["mau-02"]
