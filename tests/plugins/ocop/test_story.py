"""A garlic product from idea through the six steps to three stars, and why it is not four."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from hstk import Ecosystem, NotFound, Period, Rejected
from hstk.kinds import (
    FollowUp,
    Organization,
    OrganizationKind,
    Product,
    Recognition,
    RecognitionLevel,
    RecognitionScheme,
)
from hstk.plugins import Document, Paragraph, Table, Workbook, offers
from hstk.plugins.ocop.evaluation_kinds import OcopPaper, OcopSheet, PaperState, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import DossierCause, OcopProduct, OcopStep, Step
from hstk.plugins.ocop.report import SECTIONS
from hstk.plugins.ocop.rubric_file import rubrics
from hstk.plugins.ocop.rubric_kind import OcopRubric
from hstk.plugins.ocop.rubric_rows import to_rows
from hstk.plugins.ocop.scoring import assess, missing
from tests.plugins.ocop.garlic import TODAY, Garlic


@pytest.fixture
def garlic(eco: Ecosystem) -> Garlic:
    """The product and its judges."""
    return Garlic(eco)


def test_a_product_goes_from_idea_to_three_stars_and_sees_why_it_is_not_four(
    garlic: Garlic,
) -> None:
    eco, desk = garlic.eco, garlic.desk
    dossier = garlic.dossier(step="2", year=2026)
    assert (dossier.step, dossier.cause) == (Step.IDEA, DossierCause.FIRST)
    assert of_dossier(eco, dossier).id == "26/2026/10"
    facts = eco.satellite(OcopProduct, garlic.product)
    assert facts is not None
    assert facts.set_number == 10

    for output in ("Phiếu đăng ký số 03/PĐK", "Phương án đã duyệt", "Đã thay bao bì"):
        dossier = desk.do("ocop.advance", dossier, output=output)
    assert dossier.step is Step.EVALUATION
    steps = {r["step"]: (r["state"], r["output"]) for r in desk.rows("ocop.steps", dossier)}
    assert steps[Step.AWARENESS.label][0] == "không qua"
    assert steps[Step.PLAN.label] == ("xong", "Phương án đã duyệt")
    assert steps[Step.EVALUATION.label][0] == "đang làm"
    with pytest.raises(Rejected, match="bước 5 kết thúc khi hội đồng kết luận"):
        desk.do("ocop.advance", dossier)

    listed = {r["name"]: r["mandatory"] for r in desk.rows("ocop.papers", dossier)}
    assert sum(listed.values()) >= 3
    states = {
        paper.code: PaperState.READY for paper in eco.find(OcopPaper, f"dossier = {dossier.id}")
    }
    desk.do("ocop.check_papers", dossier, **states)
    assert {p.state for p in eco.find(OcopPaper)} == {PaperState.READY}

    marks = garlic.three_stars(dossier)
    desk.do("ocop.score_own", dossier, **marks)
    for judge in garlic.judges:
        garlic.score(dossier, judge, **marks)
    dossier = desk.do("ocop.conclude", dossier, minutes="05/BB-HĐ")
    assert dossier.stars == 3
    assert dossier.score is not None
    assert 50 <= dossier.score < 90

    text = _text(desk.show("ocop.result", dossier))
    assert "Để đạt 4 sao còn:" in text
    assert "4 sao cần" in text
    assert "điểm sàn: quá nửa số thành viên" in text

    recognition = desk.do(
        "ocop.recognize",
        dossier,
        decision="812/QĐ-UBND",
        decided_on=date(2026, 10, 15),
        product_code="51-21548-3-2026",
    )
    assert isinstance(recognition, Recognition)
    assert recognition.level is RecognitionLevel.PROVINCE
    assert (recognition.stars, recognition.expires_on) == (3, date(2029, 10, 15))
    assert garlic.again(dossier).step is Step.PROMOTION
    assert eco.find(FollowUp)[0].due == date(2029, 4, 18)
    number = eco.evidence("ocop.products_recognized", 2026, as_of=date(2026, 12, 31))
    assert number.value == 1
    assert number.breakdowns["stars"] == {"3 sao": 1}
    assert number.breakdowns["level"] == {RecognitionLevel.PROVINCE.label: 1}

    eco.undo()
    assert not eco.find(Recognition)
    assert not eco.find(FollowUp)
    assert garlic.again(dossier).step is Step.EVALUATION


def _text(parts: Any) -> str:
    return "\n".join(part.text for part in parts if isinstance(part, Paragraph))


def test_the_rubric_of_a_dossier_stays_whatever_comes_later(garlic: Garlic) -> None:
    old = Garlic(garlic.eco, date(2024, 5, 2)).dossier(year=2024)
    assert of_dossier(garlic.eco, old).id == "148/10"

    garlic.desk.do("ocop.score_own", old, **{"1a": "3"})

    with pytest.raises(Rejected, match="đã có phiếu chấm theo bộ tiêu chí cũ"):
        garlic.desk.do("ocop.choose_rubric", old, day=date(2026, 9, 1))
    assert of_dossier(garlic.eco, garlic.again(old)).id == "148/10"


def test_before_anybody_scored_another_rubric_may_be_chosen(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    listed = garlic.eco.count(OcopPaper)
    dossier = garlic.desk.do("ocop.choose_rubric", dossier, day=date(2024, 5, 2))
    assert of_dossier(garlic.eco, dossier).id == "148/10"
    assert garlic.eco.count(OcopPaper) > listed


def test_a_product_whose_set_nobody_knows_is_not_registered(garlic: Garlic) -> None:
    with pytest.raises(Rejected, match="chưa biết sản phẩm thuộc bộ nào"):
        garlic.dossier(set=None)
    garlic.dossier()
    assert garlic.dossier(set=None, year=2027).year == 2027


def test_no_star_is_concluded_by_an_incomplete_rubric(garlic: Garlic) -> None:
    dossier = garlic.dossier(set=9)
    with pytest.raises(Rejected, match="chưa được đánh dấu là đầy đủ"):
        offers.form_of(garlic.eco, offers.offer(garlic.eco, "ocop.score"), dossier)
    with pytest.raises(Rejected, match="hội đồng nào"):
        garlic.desk.do("ocop.conclude", dossier)


def test_a_sheet_may_be_filled_in_bit_by_bit(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    judge = garlic.judges[0]
    best = garlic.best(dossier)
    first, *rest = best

    told = garlic.desk.told(
        "ocop.score", dossier, judge=judge.id, scorer="province", **{first: best[first]}
    )
    rubric = of_dossier(garlic.eco, dossier)
    open_ = len(missing(rubric, {first: int(best[first])}))
    assert 0 < open_ <= len(rest)  # some criteria wait for what is chosen above them
    assert f"còn {open_} tiêu chí chưa chấm" in told
    garlic.score(dossier, judge, **{first: best[first]})
    with pytest.raises(Rejected, match="chưa chấm"):
        garlic.desk.do("ocop.conclude", dossier)
    garlic.score(dossier, judge, **{code: best[code] for code in rest})

    assert len(garlic.eco.find(OcopSheet)) == 1
    assert garlic.desk.do("ocop.conclude", dossier).score == 100


def test_members_far_apart_discuss_before_the_council_concludes(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    best, fair = garlic.best(dossier), garlic.three_stars(dossier)
    garlic.score(dossier, garlic.judges[0], **best)
    garlic.score(dossier, garlic.judges[1], **fair)

    assert "chênh nhau" in _text(garlic.desk.show("ocop.result", dossier))
    with pytest.raises(Rejected, match="thảo luận, chấm lại"):
        garlic.desk.do("ocop.conclude", dossier)
    assert garlic.desk.do("ocop.conclude", dossier, discussed=True).stars is not None


@pytest.mark.parametrize(("policy", "stars"), [("majority", 5), ("all", 3), ("average", 4)])
def test_the_policy_decides_where_members_differ_and_is_kept_with_the_star(
    garlic: Garlic, policy: str, stars: int
) -> None:
    dossier = garlic.dossier()
    best = garlic.best(dossier)
    gated = next(c for c in of_dossier(garlic.eco, dossier).criteria if c.needs(4) > c.needs(3))
    low = max((o for o in gated.options if o.points < gated.needs(4)), key=lambda o: o.points)
    for judge, marks in zip(
        garlic.judges, (best, best, best | {gated.code: str(low.number)}), strict=True
    ):
        garlic.score(dossier, judge, **marks)

    concluded = garlic.desk.do("ocop.conclude", dossier, policy=policy)

    assert (concluded.policy.value, concluded.stars) == (policy, stars)


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        (("9.9:1",), "không có tiêu chí này"),
        (("1.1:9",), "chỉ có phương án 1 đến"),
        (("1.1",), "không đọc được"),
        (("1.1:1", "1.1:2"), "chấm hai lần"),
    ],
)
def test_marks_that_are_none_of_the_rubrics_are_refused_whoever_writes_them(
    garlic: Garlic, marks: tuple[str, ...], says: str
) -> None:
    dossier = garlic.dossier()
    with pytest.raises(Rejected, match=says):
        garlic.eco.add(OcopSheet(dossier=dossier.id, scorer=Scorer.SELF, marks=marks))


def test_a_councils_sheet_names_its_judge_and_an_own_one_does_not(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    with pytest.raises(Rejected, match="phiếu của hội đồng thì phải ghi"):
        garlic.eco.add(OcopSheet(dossier=dossier.id, scorer=Scorer.PROVINCE))
    with pytest.raises(Rejected, match="phiếu tự chấm không ghi"):
        garlic.eco.add(OcopSheet(dossier=dossier.id, scorer=Scorer.SELF, judge=garlic.judges[0].id))


def test_districts_recognized_three_stars_under_148_and_have_no_council_after(
    garlic: Garlic,
) -> None:
    then = Garlic(garlic.eco, date(2024, 5, 2))
    dossier = then.dossier(year=2024)
    marks = then.three_stars(dossier)
    then.desk.do("ocop.score", dossier, judge=then.judges[0].id, scorer="district", **marks)
    dossier = then.desk.do("ocop.conclude", dossier)
    recognition = then.desk.do(
        "ocop.recognize", dossier, decision="77/QĐ-UBND", decided_on=date(2024, 6, 1)
    )
    assert recognition.level is RecognitionLevel.DISTRICT

    now = garlic.dossier()
    with pytest.raises(Rejected, match="không còn hội đồng cấp huyện"):
        garlic.desk.do("ocop.score", now, judge=garlic.judges[0].id, scorer="district")


def test_a_lower_council_does_not_give_stars_that_a_higher_authority_recognizes(
    garlic: Garlic,
) -> None:
    dossier = garlic.dossier()
    garlic.score(dossier, garlic.judges[0], **garlic.best(dossier))
    dossier = garlic.desk.do("ocop.conclude", dossier)
    assert dossier.stars == 5
    with pytest.raises(Rejected, match="5 sao vào ngày này do cấp quốc gia công nhận"):
        garlic.desk.do("ocop.recognize", dossier, decision="1/QĐ", decided_on=date(2026, 10, 1))
    garlic.desk.do(
        "ocop.score", dossier, judge=garlic.judges[1].id, scorer="central",
        **garlic.best(dossier),
    )  # fmt: skip
    dossier = garlic.desk.do("ocop.conclude", dossier)
    found = garlic.desk.do(
        "ocop.recognize", dossier, decision="1/QĐ-BNNMT", decided_on=date(2026, 12, 1)
    )
    assert found.level is RecognitionLevel.CENTRAL


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"decided_on": date(2026, 8, 1)}, "trước ngày hội đồng đánh giá"),
        ({"product_code": "51-536-21548-3-2026"}, "không còn mã huyện"),
        ({"product_code": "tỏi"}, "không phải mã số sản phẩm"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_and_nothing_is_left(
    garlic: Garlic, answers: dict[str, Any], says: str
) -> None:
    dossier = garlic.dossier()
    garlic.score(dossier, garlic.judges[0], **garlic.three_stars(dossier))
    dossier = garlic.desk.do("ocop.conclude", dossier)
    given = {"decision": "1/QĐ", "decided_on": date(2026, 10, 1)} | answers
    with pytest.raises(Rejected, match=says):
        garlic.desk.do("ocop.recognize", dossier, **given)
    assert not garlic.eco.find(Recognition)


def test_below_three_stars_there_is_no_recognition(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    rubric = of_dossier(garlic.eco, dossier)
    worst = {c.code: str(min(c.options, key=lambda o: o.points).number) for c in rubric.criteria}
    garlic.score(dossier, garlic.judges[0], **worst)
    dossier = garlic.desk.do("ocop.conclude", dossier)
    assert dossier.stars is not None
    assert dossier.stars < 3
    with pytest.raises(Rejected, match="dưới 3 sao"):
        garlic.desk.do("ocop.recognize", dossier, decision="1", decided_on=date(2026, 10, 1))


# -- its end


def test_what_ends_soon_is_told_with_the_days_to_file(garlic: Garlic) -> None:
    def recognized(name: str, decided_on: date, **fields: Any) -> Recognition:
        product = garlic.eco.add(Product(name=name, owner=garlic.owner.id))
        values: dict[str, Any] = {"scheme": "ocop", "level": "province", "stars": 3} | fields
        ends = decided_on.replace(year=decided_on.year + 3)
        return garlic.eco.add(
            Recognition(product=product.id, decided_on=decided_on, expires_on=ends, **values)
        )

    recognized("còn xa", date(2026, 1, 1))
    recognized("trong kỳ nộp", date(2024, 2, 10))
    recognized("quá kỳ nộp", date(2023, 11, 1))
    recognized("đã hết", date(2023, 8, 1))
    recognized("thu hồi", date(2023, 10, 1), withdrawn_on=date(2025, 1, 1), ground="ngừng")
    twice = recognized("công nhận lại", date(2023, 9, 20))
    later = twice.evolve(id=uuid4(), decided_on=date(2026, 8, 20), expires_on=date(2029, 8, 20))
    garlic.eco.add(later)

    rows = garlic.desk.rows("ocop.expiring", within=180)

    assert {row["product"]: row["state"] for row in rows} == {
        "đã hết": "đã hết hạn",
        "quá kỳ nộp": "đã quá kỳ nộp hồ sơ",
        "trong kỳ nộp": "đang trong kỳ nộp hồ sơ",
    }
    assert [row["days"] for row in rows] == sorted(row["days"] for row in rows)


def test_a_withdrawal_has_its_ground_whoever_writes_it(garlic: Garlic) -> None:
    held = garlic.eco.add(
        Recognition(
            product=garlic.product.id,
            scheme=RecognitionScheme.OCOP,
            level=RecognitionLevel.PROVINCE,
            stars=3,
            decided_on=date(2025, 9, 1),
        )
    )
    with pytest.raises(Rejected, match="phải ghi lý do"):
        garlic.eco.update(held, withdrawn_on=date(2026, 1, 1))
    found = garlic.desk.do("ocop.withdraw", held, reason="stopped", details="Chuyển nghề.")
    assert found.ground == "Không còn sản xuất sản phẩm. Chuyển nghề."
    with pytest.raises(Rejected, match="đã thu hồi rồi"):
        garlic.desk.do("ocop.withdraw", found, reason="stopped")


# -- papers, rubrics and the report


def test_papers_hold_the_heads_the_points_and_the_signatures(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    sheet = garlic.score(dossier, garlic.judges[0], **garlic.three_stars(dossier))
    paper = garlic.desk.paper("ocop.sheet_paper", sheet)
    assert isinstance(paper, Document)
    table = next(part for part in paper.body if isinstance(part, Table))
    assert table.total is not None
    assert (
        table.total.cells[-1]
        == assess(
            of_dossier(garlic.eco, dossier),
            [{c: int(n) for c, n in garlic.three_stars(dossier).items()}],
        ).totals[0]
    )
    assert paper.signatures[0].name == "Trần Văn Một"

    dossier = garlic.desk.do("ocop.conclude", dossier, minutes="05/BB-HĐ")
    minutes = garlic.desk.paper("ocop.minutes", dossier)
    assert isinstance(minutes, Document)
    assert (minutes.title, minutes.number) == ("BIÊN BẢN", "05/BB-HĐ")
    assert "Hội đồng thống nhất" in _text(minutes.body)


def test_a_score_file_goes_out_and_comes_back(garlic: Garlic, tmp_path: Path) -> None:
    dossier = garlic.dossier()
    marks = garlic.three_stars(dossier)
    file = garlic.desk.paper("ocop.score_file", dossier)
    assert isinstance(file, Workbook)
    rows = [list(row) for row in file.sheets[0].rows]
    rows[4][1] = "Trần Văn Một"
    for row in rows[7:]:
        if row and row[0] in marks:
            row[2] = float(marks[str(row[0])])
    path = _csv(tmp_path / "phieu.csv", rows)

    sheet = garlic.desk.do("ocop.read_form", file=str(path))

    assert (sheet.scorer, sheet.judge) == (Scorer.PROVINCE, garlic.judges[0].id)
    assert dict(mark.split(":") for mark in sheet.marks) == marks


def test_a_score_file_that_is_wrong_is_refused_whole(garlic: Garlic, tmp_path: Path) -> None:
    dossier = garlic.dossier()
    file = garlic.desk.paper("ocop.score_file", dossier)
    assert isinstance(file, Workbook)
    rows = [list(row) for row in file.sheets[0].rows]
    rows[4][1] = "Không Ai Biết"
    rows[8][2] = "nhiều"
    with pytest.raises(Rejected) as refused:
        garlic.desk.do("ocop.read_form", file=str(_csv(tmp_path / "phieu.csv", rows)))
    told = str(refused.value)
    assert "dòng 5" in told
    assert "dòng 9" in told
    assert not garlic.eco.find(OcopSheet)


def _csv(path: Path, rows: list[list[Any]]) -> Path:
    import csv

    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["" if c is None else c for c in row] for row in rows])
    return path


def test_a_rubric_is_loaded_from_a_spreadsheet_and_used_from_then_on(
    garlic: Garlic, tmp_path: Path
) -> None:
    rubric = rubrics()["26/2026/9"]
    complete = rubrics()["26/2026/10"].model_copy(
        update={"set_number": 9, "set_name": rubric.set_name}
    )
    path = _csv(tmp_path / "bo-9.csv", [list(row) for row in to_rows(complete)])

    record = garlic.desk.do("ocop.load_rubric", file=str(path))

    assert isinstance(record, OcopRubric)
    assert (record.code, record.complete) == ("26/2026/9", True)
    dossier = garlic.dossier(set=9)
    assert of_dossier(garlic.eco, dossier).complete
    same = garlic.desk.do("ocop.load_rubric", file=str(path))
    assert same.id == record.id

    changed = complete.model_copy(update={"note": "đối chiếu lại"})
    path = _csv(tmp_path / "bo-9b.csv", [list(row) for row in to_rows(changed)])
    later = garlic.desk.do("ocop.load_rubric", file=str(path))
    assert later.code == "26/2026/9 (2)"
    assert of_dossier(garlic.eco, garlic.again(dossier)).note == complete.note


def test_a_rubric_that_does_not_add_up_is_refused_and_told_where(
    garlic: Garlic, tmp_path: Path
) -> None:
    rows = [list(row) for row in to_rows(rubrics()["148/10"])]
    part = next(row for row in rows if row[0] == "Phần")
    part[3] = 41
    with pytest.raises(Rejected, match="ghi 41 điểm, các mục cộng lại 40 điểm"):
        garlic.desk.do("ocop.load_rubric", file=str(_csv(tmp_path / "sai.csv", rows)))
    assert not garlic.eco.find(OcopRubric)


def test_rubrics_can_be_looked_at(garlic: Garlic) -> None:
    codes = {row["code"] for row in garlic.desk.rows("ocop.rubrics")}
    assert {"148/10", "26/2026/10", "1489/10"} <= codes
    assert len(garlic.desk.rows("ocop.sets")) == 26
    assert "★★★" in str(garlic.desk.show("ocop.rubric", code="148/10"))
    with pytest.raises(NotFound, match="hstk ocop rubrics"):
        garlic.desk.show("ocop.rubric", code="999/1")
    assert isinstance(garlic.desk.paper("ocop.rubric_file", code="148/9"), Workbook)


def test_the_report_tells_products_by_star_and_the_annex_lists_them(garlic: Garlic) -> None:
    agency = garlic.eco.add(Organization(name="UBND tỉnh", kind_of=OrganizationKind.AGENCY))
    garlic.eco.add(
        Recognition(
            product=garlic.product.id,
            scheme=RecognitionScheme.OCOP,
            level=RecognitionLevel.PROVINCE,
            stars=4,
            score=75,
            decision="9/QĐ-UBND",
            decided_on=date(2026, 3, 1),
            issuer=agency.id,
        )
    )
    section, year = SECTIONS[0], Period.year(2026)
    assert "1 sản phẩm 4 sao" in _text(section.write(garlic.eco, year))
    assert section.annex is not None
    recognized, dossiers = section.annex(garlic.eco, year)
    assert recognized.rows[0].cells[1] == "Tỏi đen Cù Lao Ré"
    assert dossiers.rows == ()


def test_the_doctor_examines_levels_codes_and_causes(garlic: Garlic) -> None:
    garlic.eco.add(
        Recognition(
            product=garlic.product.id,
            scheme=RecognitionScheme.OCOP,
            level=RecognitionLevel.DISTRICT,
            stars=3,
            decided_on=date(2026, 3, 1),
            product_code="sai",
        )
    )
    garlic.dossier(year=2025)
    garlic.dossier(cause="first", year=2027)
    found = {f.code for f in garlic.eco.doctor() if f.severity == "warning"}
    assert {"ocop.recognitions", "ocop.causes"} <= found


def test_steps_are_recorded_once(garlic: Garlic) -> None:
    dossier = garlic.dossier(step="2")
    garlic.desk.do("ocop.advance", dossier, output="một")
    with pytest.raises(Rejected, match="đã ghi rồi"):
        garlic.eco.add(OcopStep(dossier=dossier.id, step=Step.IDEA, done_on=TODAY))
