"""Packaging, labels and identity: what was, what became, and the product brought forward."""

from __future__ import annotations

import pytest

from hstk import Ecosystem, Rejected
from hstk.kinds import (
    BudgetSource,
    Organization,
    PackagingState,
    Person,
    Product,
    Startup,
    Support,
    SupportKind,
    TrademarkState,
)
from hstk.plugins.trade_promotion.improvement.kinds import Improvement
from tests.evidence import number
from tests.plugins.trade_promotion.market import TODAY, D, Market, columns

MAY = D(2023, 5, 4)
BEFORE_AFTER = {"before": "túi ni lông", "after": "hũ vuông, nhãn đủ"}


def test_one_action_records_the_support_its_details_and_the_product(
    eco: Ecosystem, market: Market
) -> None:
    garlic = market.product("Tỏi")
    market.owner("Xưởng in")

    done = market.do(
        "trade.improve",
        garlic,
        part="bao bì",
        by="Xưởng in",
        on="04/05/2026",
        cost_state="6 triệu",
        cost_own="2 triệu",
        packaging="hoàn thiện, nhãn đủ theo quy định",
        photo_after="anh/hu.jpg",
        **BEFORE_AFTER,
    )

    assert done.message == (
        "Đã ghi hoàn thiện bao bì cho «Tỏi», 8.000.000 đ; cập nhật «Bao bì, nhãn» của sản phẩm."
    )
    (support,) = eco.find(Support)
    assert (support.about, support.kind_of, support.on) == (
        garlic.id,
        SupportKind.PACKAGING,
        D(2026, 5, 4),
    )
    assert (support.worth, support.source, support.content) == (8_000_000, None, "Bao bì")
    found = eco.satellite(Improvement, support)
    assert found is not None
    assert (found.before, found.after, found.cost, found.photo_after) == (
        "túi ni lông",
        "hũ vuông, nhãn đủ",
        8_000_000,
        "anh/hu.jpg",
    )
    assert eco.get(Product, garlic.id).packaging is PackagingState.COMPLETE

    eco.undo()
    assert (eco.count(Support), eco.count(Improvement)) == (0, 0)
    assert eco.get(Product, garlic.id).packaging is PackagingState.NONE


def test_what_is_improved_goes_forward_and_never_back(eco: Ecosystem, market: Market) -> None:
    garlic = market.product("Tỏi", standards=("HACCP",), trademark=TrademarkState.REGISTERED)

    for part in ("label", "identity", "traceability", "trademark", "barcode"):
        market.do("trade.improve", eco.get(Product, garlic.id), part=part, **BEFORE_AFTER)
    market.do(
        "trade.improve",
        eco.get(Product, garlic.id),
        part="quality",
        standards="HACCP; ISO 22000",
        packaging="none",
        **BEFORE_AFTER,
    )

    now = eco.get(Product, garlic.id)
    assert (now.packaging, now.identity, now.traceable) == (PackagingState.DESIGNED, True, True)
    assert now.trademark is TrademarkState.REGISTERED
    assert now.standards == ("HACCP", "ISO 22000")
    kinds = [support.kind_of for support in eco.find(Support, sort="id")]
    assert kinds == [
        SupportKind.PACKAGING,
        SupportKind.IDENTITY,
        SupportKind.PACKAGING,
        SupportKind.INTELLECTUAL_PROPERTY,
        SupportKind.PACKAGING,
        SupportKind.CERTIFICATION,
    ]
    assert {support.on for support in eco.find(Support)} == {TODAY}


def test_a_trademark_is_at_least_filed(eco: Ecosystem, market: Market) -> None:
    garlic = market.product("Tỏi")
    market.do("trade.improve", garlic, part="trademark", **BEFORE_AFTER)
    assert eco.get(Product, garlic.id).trademark is TrademarkState.FILED

    market.do(
        "trade.improve",
        eco.get(Product, garlic.id),
        part="trademark",
        trademark="registered",
        **BEFORE_AFTER,
    )
    assert eco.get(Product, garlic.id).trademark is TrademarkState.REGISTERED


@pytest.mark.parametrize(
    ("paid", "source"),
    [
        ({"cost_social": 5}, BudgetSource.SOCIAL),
        ({"cost_own": 5}, BudgetSource.OTHER),
        ({"cost_state": 5}, None),  # which budget it was is not asked
        ({"cost_social": 5, "cost_own": 5}, None),
        ({}, None),
    ],
)
def test_the_support_names_its_source_where_there_is_one(
    eco: Ecosystem, market: Market, paid: dict[str, int], source: BudgetSource | None
) -> None:
    market.do("trade.improve", market.product("Tỏi"), part="label", **BEFORE_AFTER, **paid)

    (support,) = eco.find(Support)
    assert (support.source, support.worth) == (source, sum(paid.values()) or None)


def test_what_it_became_must_be_told(eco: Ecosystem, market: Market) -> None:
    with pytest.raises(Rejected, match="sau khi hỗ trợ ra sao"):
        market.do("trade.improve", market.product("Tỏi"), part="label", before="cũ", after="")

    assert eco.count(Support) == 0


def test_a_product_shows_what_was_done_for_it(eco: Ecosystem, market: Market) -> None:
    garlic, salt = market.product("Tỏi"), market.product("Muối")
    eco.add(
        Support(
            about=garlic.id,
            kind_of=SupportKind.PACKAGING,
            on=D(2025, 1, 2),
            worth=3_000_000,
            content="In tem",
        )
    )
    eco.add(Support(about=garlic.id, kind_of=SupportKind.TRAINING, on=D(2025, 1, 3)))
    market.do("trade.improve", garlic, part="identity", cost_social=9_000_000, **BEFORE_AFTER)

    assert market.see("trade.improvements", salt) == []
    table = market.table("improvements", "trade.improvements", garlic)
    assert columns(table, "on", "part", "before", "after", "cost", "cost_social") == [
        (D(2025, 1, 2), "Bao bì, nhãn mác", "", "In tem", 3_000_000, None),
        (TODAY, "Hệ thống nhận diện", "túi ni lông", "hũ vuông, nhãn đủ", 9_000_000, 9_000_000),
    ]
    assert table.total is not None
    assert table.total.cells[4:8] == (12_000_000, 0, 9_000_000, 0)


def test_improved_products_count_once(eco: Ecosystem, market: Market) -> None:
    owner = eco.add(Person(name="Nguyễn Thị Mẫu"))
    for name in ("hai lần", "năm trước", "chứng nhận", "chứng nhận có hạng mục", "khác"):
        market.product(name)
    startup = eco.add(Startup(name="dự án", owner=owner.id))
    products = {product.name: product for product in eco.find(Product)}

    def support(name: str, kind: SupportKind, on: D = MAY) -> Support:
        return eco.add(Support(about=products[name].id, kind_of=kind, on=on))

    support("hai lần", SupportKind.PACKAGING)
    support("hai lần", SupportKind.IDENTITY)
    support("năm trước", SupportKind.PACKAGING, D(2022, 12, 31))
    support("chứng nhận", SupportKind.CERTIFICATION)
    detailed = support("chứng nhận có hạng mục", SupportKind.CERTIFICATION)
    eco.add_values(Improvement, {"support": detailed.id, "part": "quality"})
    support("khác", SupportKind.DISPLAY)
    eco.add(Support(about=startup.id, kind_of=SupportKind.IDENTITY, on=D(2023, 5, 4)))

    found = number(eco, "trade.products_improved")

    assert found.counted == {"hai lần", "chứng nhận có hạng mục"}
    assert found.near == {
        "dự án": "hỗ trợ ghi cho dự án, chưa rõ sản phẩm nào",
        "chứng nhận": ("mới được hỗ trợ chứng nhận, sở hữu trí tuệ; chưa ghi hạng mục hoàn thiện"),
    }
    assert eco.count(Organization) == 1
