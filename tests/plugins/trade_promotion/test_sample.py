"""The sample's records of trade promotion: sound, and rich enough to show everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import hstk
from hstk import Ecosystem, Period
from hstk.core.language import use_language
from hstk.kinds import Event, Venue
from hstk.plugins.offers import sections
from hstk.plugins.trade_promotion.checks import CHECKS
from hstk.plugins.trade_promotion.cnnt.kinds import CnntRound
from hstk.plugins.trade_promotion.showroom.kinds import Movement
from hstk.plugins.trade_promotion.showroom.ledger import balances
from hstk.sample import make_sample
from tests.plugins.trade_promotion.market import TODAY, Market, columns


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[date, Path]:
    """The sample as it is seen on two days, the first before there is a sales ledger."""
    folder = tmp_path_factory.mktemp("trade")
    made = {date(2026, 6, 1): folder / "june.hstk", TODAY: folder / "november.hstk"}
    for today, path in made.items():
        with hstk.open(path) as eco:
            make_sample(eco, today=today)
    return made


@pytest.fixture
def sample(samples: dict[date, Path]) -> Iterator[Market]:
    """The sample in November 2026."""
    with hstk.open(samples[TODAY]) as eco:
        yield Market(eco)


def named(eco: Ecosystem, kind: type[hstk.Entity], text: str) -> hstk.Entity:
    (found,) = eco.find(kind, f'name = "{text}"')
    return found


def test_the_doctor_finds_the_goods_and_rounds_sound(sample: Market) -> None:
    found = {check.name: list(check.find(sample.eco)) for check in CHECKS}

    assert found["trade.goods"] == found["trade.improvements"] == found["trade.rounds"] == []
    assert {problem.field for problem in found["trade.results"]} <= {"sold"}
    assert all(balance.stock >= 0 <= balance.owed for balance in balances(sample.eco).values())


def test_every_sheet_has_something_to_show(sample: Market) -> None:
    eco = sample.eco
    venue = named(eco, Venue, "Điểm giới thiệu sản phẩm Cù Lao")
    fair = named(eco, Event, "Tuần hàng OCOP miền Trung 2026")
    round_ = named(eco, CnntRound, "Bình chọn sản phẩm CNNT tiêu biểu đặc khu Lý Sơn năm 2026")

    assert len(sample.table("stock", "trade.showroom", venue).rows) == 7
    assert len(sample.table("meetings", "trade.showroom", venue).rows) == 6
    assert len(sample.table("booths", "trade.fair", fair).rows) == 3
    assert [
        mark for (mark,) in columns(sample.table("ranking", "trade.ranking", round_), "rank")
    ] == [
        1,
        2,
        3,
        3,
    ]
    assert sample.table("waiting", "trade.waiting").rows
    assert sample.table("proposals", "trade.planner").rows
    assert sum(eco.evidence("trade.sales_value", year).value for year in (2023, 2024, 2026)) > 1e8


def test_nothing_lies_ahead_of_who_looks(samples: dict[date, Path]) -> None:
    for today, path in samples.items():
        with hstk.open(path) as eco:
            assert all(move.on <= today for move in eco.find(Movement))
    with hstk.open(samples[date(2026, 6, 1)]) as eco:
        assert Market(eco).see("trade.waiting") == []


def test_everything_is_told_in_english_too(sample: Market) -> None:
    venue = named(sample.eco, Venue, "Điểm giới thiệu sản phẩm Cù Lao")
    use_language("en")

    for name in ("trade.results", "trade.planner", "trade.waiting"):
        assert sample.see(name)
    stock = sample.table("stock", "trade.showroom", venue)
    assert [column.label for column in stock.columns[:5]] == [
        "Product",
        "Price",
        "In",
        "Sold",
        "Stock",
    ]
    said = [
        part
        for section in sections(sample.eco)
        if section.name.startswith("trade.")
        for part in section.write(sample.eco, Period.year(2026))
    ]
    assert "Startup days held: 1" in getattr(said[0], "text", "")
