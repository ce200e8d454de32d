"""Rounds of sản phẩm CNNT tiêu biểu: levels, points, ranking, recognition, papers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hstk import Ecosystem, Rejected
from hstk.kinds import Product, Recognition, RecognitionLevel, RecognitionScheme
from hstk.plugins import Paragraph
from hstk.plugins.trade_promotion.cnnt.judging import below, missing, passes, ranking, total
from hstk.plugins.trade_promotion.cnnt.kinds import CONDITIONS, GROUPS, CnntEntry, CnntRound
from tests.plugins.trade_promotion.market import D, Market, columns, tables, texts

READY: dict[str, Any] = dict.fromkeys(CONDITIONS, True)
FULL: dict[str, Any] = READY | {"market": 30, "technical": 30, "culture": 5, "other": 5}


def a_round(eco: Ecosystem, level: str = "commune", year: int = 2026, **fields: Any) -> CnntRound:
    values = {"name": f"Bình chọn {level} {year}", "level": level, "year": year, **fields}
    return eco.add_values(CnntRound, values)


def entry(eco: Ecosystem, round_: CnntRound, product: Product, **fields: Any) -> CnntEntry:
    return eco.add(CnntEntry(round=round_.id, product=product.id, **fields))


def won(eco: Ecosystem, product: Product, level: RecognitionLevel, on: date) -> Recognition:
    scheme = RecognitionScheme.CNNT
    return eco.add(Recognition(product=product.id, scheme=scheme, level=level, decided_on=on))


@pytest.mark.parametrize(
    ("level", "fields"),
    [
        ("district", {"year": 2025, "held_on": D(2025, 6, 30)}),
        ("district", {"year": 2025}),
        ("commune", {"year": 2025, "decided_on": D(2025, 7, 1)}),
        ("commune", {"year": 2025}),
        ("province", {"year": 2025, "decided_on": D(2025, 7, 1)}),
    ],
)
def test_the_lowest_level_is_called_what_it_was_then(level: str, fields: dict[str, Any]) -> None:
    assert CnntRound(name="Kỳ", level=RecognitionLevel(level), **fields).level == level  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("level", "fields", "message"),
    [
        ("district", {"year": 2026}, "không còn cấp huyện"),
        ("district", {"year": 2025, "held_on": D(2025, 7, 1)}, "không còn cấp huyện"),
        ("commune", {"year": 2024}, "chưa có bình chọn cấp xã"),
        ("commune", {"year": 2025, "decided_on": D(2025, 6, 30)}, "chưa có bình chọn cấp xã"),
    ],
)
def test_a_level_that_was_not_there_is_refused(
    level: str, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        CnntRound(name="Kỳ", level=RecognitionLevel(level), **fields)  # type: ignore[call-arg]


def test_a_level_has_a_round_every_two_years(eco: Ecosystem) -> None:
    old = a_round(eco, "district", 2024)
    a_round(eco, "province", 2025)

    with pytest.raises(Rejected, match="hai năm một lần"):
        a_round(eco, "commune", 2025)  # huyện and xã are one level in this
    now = a_round(eco, "commune", 2026)
    with pytest.raises(Rejected, match="hai năm một lần"):
        eco.update(old, year=2025)
    eco.update(now, notes="sửa ghi chú thì không sao")


def test_a_level_chooses_among_the_winners_of_the_level_below(
    eco: Ecosystem, market: Market
) -> None:
    province = a_round(eco, "province", 2026, held_on="01/08/2026")
    region = a_round(eco, "region", 2026)
    names = ("huyện", "xã", "muộn", "thu hồi", "OCOP", "chưa", "tỉnh")
    products = {name: market.product(name) for name in names}
    won(eco, products["huyện"], RecognitionLevel.DISTRICT, D(2022, 6, 17))
    won(eco, products["xã"], RecognitionLevel.COMMUNE, D(2026, 5, 22))
    won(eco, products["muộn"], RecognitionLevel.COMMUNE, D(2026, 8, 2))
    gone = won(eco, products["thu hồi"], RecognitionLevel.COMMUNE, D(2026, 5, 22))
    eco.update(gone, withdrawn_on=D(2026, 6, 1), ground="sai hồ sơ")
    won(eco, products["tỉnh"], RecognitionLevel.PROVINCE, D(2024, 9, 1))
    eco.add(
        Recognition(
            product=products["OCOP"].id,
            scheme=RecognitionScheme.OCOP,
            level=RecognitionLevel.DISTRICT,
            decided_on=D(2024, 1, 1),
        )
    )

    for name in ("huyện", "xã"):
        entry(eco, province, products[name])
    entry(eco, region, products["tỉnh"])
    with pytest.raises(Rejected) as refused:
        eco.add_many(
            CnntEntry(round=province.id, product=products[name].id)
            for name in ("muộn", "thu hồi", "OCOP", "chưa", "tỉnh")
        )

    assert {problem.where for problem in refused.value.problems} == {
        "muộn",
        "thu hồi",
        "OCOP",
        "chưa",
        "tỉnh",
    }
    assert "cấp huyện hoặc cấp xã nên chưa dự được cấp tỉnh" in str(refused.value)
    with pytest.raises(Rejected, match="cấp tỉnh nên chưa dự được cấp khu vực"):
        entry(eco, region, products["xã"])
    entry(eco, province, products["chưa"], ground="QĐ 312/QĐ-UBND ngày 17/6/2020")
    entry(eco, a_round(eco), products["OCOP"])  # the lowest level asks for nothing


def test_what_was_won_while_a_round_is_open_counts(eco: Ecosystem, market: Market) -> None:
    days = {"opened_on": "01/03/2026", "closes_on": "30/06/2026"}
    province = a_round(eco, "province", 2026, **days)
    garlic, late = market.product("Tỏi"), market.product("Muộn")
    won(eco, garlic, RecognitionLevel.COMMUNE, D(2026, 5, 1))
    won(eco, late, RecognitionLevel.COMMUNE, D(2026, 7, 1))

    entry(eco, province, garlic, submitted_on=D(2026, 6, 1))
    with pytest.raises(Rejected, match="nên chưa dự được cấp tỉnh"):
        entry(eco, province, late)


def test_a_recognition_withdrawn_later_does_not_lock_the_entry(
    eco: Ecosystem, market: Market
) -> None:
    province = a_round(eco, "province", 2026, opened_on="01/03/2026")
    garlic = market.product("Tỏi")
    below_ = won(eco, garlic, RecognitionLevel.COMMUNE, D(2025, 9, 1))
    entered = entry(eco, province, garlic)
    eco.update(below_, withdrawn_on=D(2026, 9, 1), ground="sai hồ sơ")

    entered = eco.update(entered, notes="chờ xác minh", market=30)
    entered = eco.update(entered, withdrawn=True)
    with pytest.raises(Rejected, match="nên chưa dự được cấp tỉnh"):
        eco.update(entered, withdrawn=False)
    won_before = eco.update(province, held_on=D(2026, 8, 1))  # it was still recognized then
    eco.update(entered, withdrawn=False)
    with pytest.raises(Rejected, match="nên chưa dự được cấp tỉnh"):
        eco.update(won_before, held_on=D(2026, 9, 2))


def test_a_round_is_not_raised_above_its_entries(eco: Ecosystem, market: Market) -> None:
    commune = a_round(eco, "commune", 2026)
    entered = entry(eco, commune, market.product("Tỏi"))

    with pytest.raises(Rejected, match="nên chưa dự được cấp quốc gia"):
        eco.update(commune, level=RecognitionLevel.CENTRAL)
    assert eco.get(CnntRound, commune.id).level is RecognitionLevel.COMMUNE
    eco.update(entered, ground="QĐ 312/QĐ-UBND")
    eco.update(commune, level=RecognitionLevel.CENTRAL)


def test_the_score_sheet_is_in_vietnamese_order(eco: Ecosystem, market: Market) -> None:
    round_ = a_round(eco)
    for name in ("Ớt", "Ổi", "Tỏi", "Đậu", "Dừa", "Ép"):
        entry(eco, round_, market.product(name))

    scores = tables(market.document("trade.score_sheet", round_))["scores"]

    listed = ["Dừa", "Đậu", "Ép", "Ổi", "Ớt", "Tỏi"]
    assert [row.cells[1] for row in scores.rows] == listed
    assert [place.entry.product for place in ranking(eco, round_)] == [
        next(one.id for one in eco.find(Product) if one.name == name) for name in listed
    ]


def test_who_will_be_recognized_is_told_before_the_decision(eco: Ecosystem, market: Market) -> None:
    round_ = a_round(eco)
    entry(eco, round_, market.product("Tỏi"), **FULL)

    assert market.so_far("trade.recognize", round_) == "Sẽ công nhận: Tỏi."


@pytest.mark.parametrize(("group", "most"), GROUPS.items())
def test_a_group_has_no_more_than_its_points(market: Market, group: str, most: int) -> None:
    round_, product = a_round(market.eco), market.product("Tỏi")
    points: dict[str, Any] = {group: most}
    assert getattr(CnntEntry(round=round_.id, product=product.id, **points), group) == most
    with pytest.raises(ValidationError):
        CnntEntry(round=round_.id, product=product.id, **{group: most + 0.5})  # type: ignore[arg-type]


@given(
    st.floats(0, 40).map(lambda n: round(n, 2)),
    st.floats(0, 40).map(lambda n: round(n, 2)),
    st.floats(0, 10).map(lambda n: round(n, 2)),
    st.floats(0, 10).map(lambda n: round(n, 2)),
)
def test_seventy_points_pass(market: float, technical: float, culture: float, other: float) -> None:
    ids = Product.model_fields["id"].get_default(call_default_factory=True)
    points: dict[str, Any] = {
        "market": market,
        "technical": technical,
        "culture": culture,
        "other": other,
    }

    scored = CnntEntry(round=ids, product=ids, **READY, **points)

    hundredths = sum(round(value * 100) for value in points.values())
    assert total(scored) == hundredths / 100
    assert passes(scored) is (hundredths >= 7000)
    assert bool(missing(scored)) is not passes(scored)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_must_be_met(market: Market, condition: str) -> None:
    round_, product = a_round(market.eco), market.product("Tỏi")

    lacking = CnntEntry(round=round_.id, product=product.id, **FULL | {condition: False})

    assert total(lacking) == 70
    assert not passes(lacking)
    assert missing(lacking) == [f"chưa xác nhận «{CnntEntry.fields[condition].label}»"]


def test_levels_stand_above_each_other() -> None:
    commune, district = RecognitionLevel.COMMUNE, RecognitionLevel.DISTRICT
    assert below(commune) == below(district) == ()
    assert set(below(RecognitionLevel.PROVINCE)) == {commune, district}
    assert below(RecognitionLevel.REGION) == (RecognitionLevel.PROVINCE,)
    assert below(RecognitionLevel.CENTRAL) == (RecognitionLevel.REGION,)


def _entries(eco: Ecosystem, market: Market, round_: CnntRound) -> None:
    for name, fields in {
        "nhất": FULL | {"market": 40},
        "đồng hạng 1": FULL | {"market": 35},
        "đồng hạng 2": FULL | {"technical": 35},
        "thiếu điểm": FULL | {"market": 29.5},
        "chưa chấm": READY,
        "rút": FULL | {"withdrawn": True},
    }.items():
        entry(eco, round_, market.product(name), **fields)


def test_the_ranking_tells_places_ties_and_what_is_missing(eco: Ecosystem, market: Market) -> None:
    round_ = a_round(eco)
    _entries(eco, market, round_)

    summary, waiting = (
        part.text for part in market.see("trade.ranking", round_) if isinstance(part, Paragraph)
    )
    table = market.table("ranking", "trade.ranking", round_)

    assert summary == "6 hồ sơ, 3 đạt từ 70 điểm và đủ điều kiện, 1 chưa chấm xong."
    assert waiting == "3 sản phẩm đạt đang chờ quyết định công nhận."
    assert columns(table, "rank", "product", "total", "outcome") == [
        (1, "nhất", 80, "đạt, chờ quyết định"),
        (2, "đồng hạng 1", 75, "đạt, chờ quyết định"),
        (2, "đồng hạng 2", 75, "đạt, chờ quyết định"),
        (4, "thiếu điểm", 69.5, "không đạt"),
        (None, "chưa chấm", None, "chưa đủ"),
        (None, "rút", None, "rút"),
    ]
    lacks = {str(product): str(what) for product, what in columns(table, "product", "missing")}
    assert lacks["thiếu điểm"] == "thiếu 0,5 điểm để đạt 70"
    assert lacks["chưa chấm"].count("chưa có điểm") == 4
    assert lacks["nhất"] == lacks["rút"] == ""


def test_recognition_is_one_change_set_for_all_that_passed(eco: Ecosystem, market: Market) -> None:
    round_ = a_round(eco, organizer=market.owner("UBND đặc khu Mẫu").id)
    _entries(eco, market, round_)
    answers = {"decision": "512/QĐ-UBND", "decided_on": "22/05/2026"}
    assert market.told("trade.recognize", round_, **answers) == (
        "Sẽ công nhận: nhất; đồng hạng 1; đồng hạng 2."
    )

    done = market.do("trade.recognize", round_, **answers)

    assert done.message == (
        "Đã công nhận 3 sản phẩm CNNT tiêu biểu cấp xã theo Quyết định 512/QĐ-UBND."
    )
    given_ = eco.find(Recognition)
    assert {(one.level, one.scheme, one.expires_on) for one in given_} == {
        (RecognitionLevel.COMMUNE, RecognitionScheme.CNNT, None)
    }
    assert sorted(one.score or 0 for one in given_) == [75, 75, 80]
    assert {one.issuer for one in given_} == {market.owner("UBND đặc khu Mẫu").id}
    assert {one.recognition for one in eco.find(CnntEntry)} == {None, *(one.id for one in given_)}
    now = eco.get(CnntRound, round_.id)
    assert (now.decision, now.decided_on) == ("512/QĐ-UBND", D(2026, 5, 22))
    with pytest.raises(Rejected, match="không có sản phẩm đạt nào"):
        market.do("trade.recognize", now, **answers)
    assert "không có sản phẩm đạt" in market.told("trade.recognize", now, **answers)

    eco.undo()
    assert eco.count(Recognition) == 0
    assert eco.get(CnntRound, round_.id).decided_on is None


def test_only_what_passed_can_be_named(eco: Ecosystem, market: Market) -> None:
    round_ = a_round(eco)
    _entries(eco, market, round_)
    market.product("ngoài kỳ")
    answers = {"decision": "512/QĐ-UBND", "decided_on": "22/05/2026"}

    with pytest.raises(Rejected) as refused:
        market.do("trade.recognize", round_, products="thiếu điểm; rút; ngoài kỳ", **answers)
    market.do("trade.recognize", round_, products="nhất", **answers)

    assert {problem.where: problem.message for problem in refused.value.problems} == {
        "thiếu điểm": "thiếu 0,5 điểm để đạt 70",
        "rút": "đã rút hồ sơ",
        "ngoài kỳ": "không có hồ sơ trong kỳ này",
    }
    (given_,) = eco.find(Recognition)
    assert eco.titles([given_.product]) == {given_.product: "nhất"}


def test_score_sheet_and_result_list_are_written(eco: Ecosystem, market: Market) -> None:
    round_ = a_round(eco, organizer=market.owner("UBND đặc khu Mẫu").id, held_on="20/05/2026")
    _entries(eco, market, round_)

    sheet = market.document("trade.score_sheet", round_)
    scores = tables(sheet)["scores"]
    assert (sheet.title, sheet.issuer) == ("PHIẾU CHẤM ĐIỂM", "UBND ĐẶC KHU MẪU")
    assert len(scores.rows) == 5  # without the one that was withdrawn
    assert {cell for row in scores.rows for cell in row.cells[2:]} == {None}
    assert sum(GROUPS.values()) == 100
    assert [column.label.rsplit("(")[-1] for column in scores.columns[2:6]] == [
        "40)",
        "40)",
        "10)",
        "10)",
    ]

    results = market.document("trade.result_list", round_)
    assert "Hội đồng chấm điểm ngày 20/05/2026." in texts(results)
    assert "Tổng số 6 hồ sơ; 3 sản phẩm đạt từ 70 điểm" in texts(results)
    assert len(tables(results)["ranking"].rows) == 6
    assert [one.role for one in results.signatures] == ["THƯ KÝ", "CHỦ TỊCH HỘI ĐỒNG"]
