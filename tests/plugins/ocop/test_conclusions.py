"""What was judged stays what it was: rubrics, sheets, conclusions and what is told of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hstk import Ecosystem, Period, Rejected
from hstk.errors import BadFile, HstkError
from hstk.files.excel import write_workbook
from hstk.kinds import Person, Product, Recognition, RecognitionLevel, RecognitionScheme
from hstk.plugins import Document, Paragraph, Sheet, Workbook
from hstk.plugins.ocop.evaluation_kinds import OcopSheet
from hstk.plugins.ocop.kept_rubrics import keep, of_dossier
from hstk.plugins.ocop.kinds import OcopDossier, OcopStep, Step
from hstk.plugins.ocop.report import SECTIONS
from hstk.plugins.ocop.rubric import Criterion
from hstk.plugins.ocop.rubric_file import rubrics
from hstk.plugins.ocop.rubric_kind import OcopRubric
from tests.plugins.ocop.garlic import Garlic


@pytest.fixture
def garlic(eco: Ecosystem) -> Garlic:
    """The product and its judges."""
    return Garlic(eco)


def concluded(garlic: Garlic, **answers: object) -> OcopDossier:
    dossier = garlic.dossier()
    for judge in garlic.judges:
        garlic.score(dossier, judge, **garlic.three_stars(dossier))
    found: OcopDossier = garlic.desk.do("ocop.conclude", dossier, **answers)
    return found


def text(parts: object) -> str:
    return "\n".join(p.text for p in parts if isinstance(p, Paragraph))  # type: ignore[attr-defined]


# -- rubrics


def test_a_rubric_that_a_dossier_chose_is_changed_by_nobody(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    assert dossier.rubric is not None
    record = garlic.eco.get(OcopRubric, dossier.rubric)
    other = rubrics()["26/2026/10"].model_copy(update={"note": "sửa"}).model_dump_json()
    with pytest.raises(Rejected, match="giữ nguyên"):
        garlic.eco.update(record, body=other)
    with pytest.raises(Rejected):
        garlic.eco.delete(record)
    garlic.eco.update(record, name="Tên khác")  # what it is called is nobody's mark


def test_loading_is_not_undone_below_the_dossiers_that_rely_on_it(garlic: Garlic) -> None:
    nine = rubrics()["26/2026/10"].model_copy(update={"set_number": 9})
    keep(garlic.eco, nine, loaded=True)
    loaded = garlic.eco.change_sets(limit=1)[0].number
    garlic.dossier(set=9)
    with pytest.raises(HstkError):
        garlic.eco.undo(loaded)


def test_a_rubric_that_another_writer_changed_is_seen_at_once(where: str, garlic: Garlic) -> None:
    import hstk

    record = keep(garlic.eco, rubrics()["148/10"])
    assert record.rubric().note == rubrics()["148/10"].note
    other = rubrics()["148/10"].model_copy(update={"note": "sửa"})
    with hstk.open(where) as second:
        second.update(record, body=other.model_dump_json(exclude_defaults=True))
    assert garlic.eco.get(OcopRubric, record.id).rubric().note == "sửa"


def test_a_decision_loaded_from_a_file_is_used_from_its_day(eco: Ecosystem) -> None:
    later = rubrics()["26/2026/10"].model_copy(
        update={"version": "9/2027", "decision": "9/2027/QĐ-TTg",
                "in_force_from": date(2027, 1, 1)}
    )  # fmt: skip
    keep(eco, later, loaded=True)
    before = Garlic(eco, date(2026, 12, 31)).dossier(year=2026)
    after = Garlic(eco, date(2027, 3, 1)).dossier(year=2027)
    assert of_dossier(eco, before).version == "26/2026"
    assert of_dossier(eco, after).version == "9/2027"


def test_numbers_of_copies_never_clash(eco: Ecosystem) -> None:
    base = rubrics()["148/10"]
    made = [keep(eco, base.model_copy(update={"note": str(n)})) for n in range(3)]
    assert [record.code for record in made] == ["148/10", "148/10 (2)", "148/10 (3)"]
    eco.delete(made[0])
    assert keep(eco, base).code == "148/10 (4)"


@pytest.mark.parametrize("code", ["judge", "opinion", "a:1", "a b", "x="])
def test_codes_that_a_form_cannot_have_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match="không dùng được"):
        Criterion(code=code, text="x", max=1)


def test_a_spreadsheet_without_a_rubric_is_not_loaded(garlic: Garlic, tmp_path: Path) -> None:
    path = tmp_path / "khac.xlsx"
    write_workbook(Workbook((Sheet("Trang", (("a", "b"), (1, 2))),)), path)
    with pytest.raises(BadFile, match="không có bộ tiêu chí nào"):
        garlic.desk.do("ocop.load_rubric", file=str(path))


# -- sheets and conclusions


def test_a_score_file_of_another_rubric_is_refused(garlic: Garlic, tmp_path: Path) -> None:
    dossier = garlic.dossier()
    file = garlic.desk.paper("ocop.score_file", dossier)
    assert isinstance(file, Workbook)
    path = tmp_path / "phieu.xlsx"
    write_workbook(file, path)
    garlic.desk.do("ocop.choose_rubric", dossier, day=date(2024, 5, 2))
    with pytest.raises(Rejected, match="đã đổi bộ tiêu chí"):
        garlic.desk.do("ocop.read_form", file=str(path))


def test_sheets_return_only_to_the_rubric_they_were_scored_by(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    sheet = garlic.score(dossier, garlic.judges[0], **garlic.three_stars(dossier))
    garlic.eco.delete(sheet)
    deleted = garlic.eco.change_sets(limit=1)[0].number
    garlic.desk.do("ocop.choose_rubric", dossier, day=date(2024, 5, 2))
    with pytest.raises(HstkError):
        garlic.eco.undo(deleted)


def test_sheets_behind_a_conclusion_stay_until_it_is_taken_back(garlic: Garlic) -> None:
    dossier = concluded(garlic)
    sheet = garlic.eco.find(OcopSheet, sort="id")[0]
    first = next(iter(garlic.three_stars(dossier)))
    with pytest.raises(Rejected, match="huỷ kết luận trước"):
        garlic.desk.do("ocop.rescore", sheet, **{first: "1"})
    late = garlic.eco.add(Person(name="Đến Muộn"))
    with pytest.raises(Rejected, match="huỷ kết luận trước"):
        garlic.score(dossier, late, **garlic.best(dossier))

    dossier = garlic.desk.do("ocop.reopen", dossier)
    assert (dossier.score, dossier.stars, dossier.level) == (None, None, None)
    garlic.desk.do("ocop.rescore", sheet, **{first: "1"})


def test_a_product_is_recognized_once_by_a_conclusion_that_its_sheets_bear(
    garlic: Garlic,
) -> None:
    dossier = concluded(garlic)
    given = {"decision": "1/QĐ", "decided_on": date(2026, 10, 1)}
    garlic.desk.do("ocop.recognize", dossier, **given)
    again = garlic.again(dossier)
    with pytest.raises(Rejected, match="đã được công nhận theo kết luận này"):
        garlic.desk.do("ocop.recognize", again, **given)
    with pytest.raises(Rejected, match="hoàn tác việc công nhận trước"):
        garlic.desk.do("ocop.reopen", again)
    steps = {step.step: step.output for step in garlic.eco.find(OcopStep)}
    assert steps == {Step.EVALUATION: "1/QĐ"}


def test_stars_that_no_council_gave_are_not_recognized(garlic: Garlic) -> None:
    dossier = garlic.eco.update(garlic.dossier(), stars=4, score=75)
    with pytest.raises(Rejected, match="chưa ghi hội đồng cấp nào"):
        garlic.desk.do("ocop.recognize", dossier, decision="1/QĐ", decided_on=date(2026, 10, 1))


def test_a_lower_council_does_not_conclude_after_a_higher_one(eco: Ecosystem) -> None:
    then = Garlic(eco, date(2024, 5, 2))
    dossier = then.dossier(year=2024)
    marks = then.three_stars(dossier)
    for judge, scorer in zip(then.judges, ("province", "district", "district"), strict=True):
        then.desk.do("ocop.score", dossier, judge=judge.id, scorer=scorer, **marks)
    dossier = then.desk.do("ocop.conclude", dossier, level="province")
    with pytest.raises(Rejected, match="cấp dưới không kết luận lại"):
        then.desk.do("ocop.conclude", dossier, level="district")


def test_what_is_told_of_a_result_is_what_the_council_decided(garlic: Garlic) -> None:
    dossier = garlic.dossier()
    best, fair = garlic.best(dossier), garlic.three_stars(dossier)
    for judge, marks in zip(garlic.judges, (best, best, fair), strict=True):
        garlic.score(dossier, judge, **marks)
    dossier = garlic.desk.do("ocop.conclude", dossier, policy="all", discussed=True)

    told = text(garlic.desk.show("ocop.result", dossier))
    assert "điểm sàn: mọi thành viên" in told
    minutes = garlic.desk.paper("ocop.minutes", dossier)
    assert isinstance(minutes, Document)
    assert "đã thảo luận và giữ nguyên điểm" in text(minutes.body)
    assert "cần thảo luận" not in text(minutes.body)
    assert dossier.spread is not None
    assert dossier.spread > 10


def test_only_a_dossier_at_step_5_is_scored_by_a_council(garlic: Garlic) -> None:
    dossier = garlic.dossier(step="2")
    with pytest.raises(Rejected, match="hội đồng chấm ở bước 5"):
        garlic.score(dossier, garlic.judges[0])


# -- numbers


def test_a_product_counts_by_its_highest_standing_star(garlic: Garlic) -> None:
    def recognize(product: Product, stars: int, day: date, **fields: object) -> Recognition:
        return garlic.eco.add(
            Recognition(
                product=product.id,
                scheme=RecognitionScheme.OCOP,
                level=RecognitionLevel.PROVINCE,
                stars=stars,
                decided_on=day,
                decision=f"QĐ {stars}",
                **fields,  # type: ignore[arg-type]
            )
        )

    other = garlic.eco.add(Product(name="Hành tím", owner=garlic.owner.id))
    recognize(garlic.product, 3, date(2025, 9, 1))
    recognize(garlic.product, 4, date(2026, 3, 1))
    recognize(other, 3, date(2025, 9, 1))
    recognize(other, 4, date(2026, 3, 1), withdrawn_on=date(2026, 5, 1), ground="ngừng")

    year = Period.year(2026)
    found = garlic.eco.evidence("ocop.products_recognized", 2026, as_of=date(2026, 12, 31))
    assert (found.value, found.breakdowns["stars"]) == (2, {"3 sao": 1, "4 sao": 1})
    section = SECTIONS[0]
    assert "gồm 1 sản phẩm 4 sao, 1 sản phẩm 3 sao" in text(section.write(garlic.eco, year))
    assert section.annex is not None
    rows = [row.cells for row in next(iter(section.annex(garlic.eco, year))).rows]
    assert [(cells[1], cells[7]) for cells in rows] == [
        ("Tỏi đen Cù Lao Ré", "QĐ 4"),
        ("Hành tím", "QĐ 3"),
    ]


def test_a_certificate_runs_on_while_its_re_evaluation_is_pending(garlic: Garlic) -> None:
    garlic.eco.add(
        Recognition(
            product=garlic.product.id,
            scheme=RecognitionScheme.OCOP,
            level=RecognitionLevel.DISTRICT,
            stars=3,
            decided_on=date(2023, 8, 1),
            expires_on=date(2026, 8, 1),
        )
    )
    garlic.dossier(cause="again")
    (row,) = garlic.desk.rows("ocop.expiring")
    assert row["state"] == "chờ kết quả đánh giá lại, dùng đến 28/01/2027"
