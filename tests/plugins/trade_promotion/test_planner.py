"""The planner: what was not shown this year, which coming fair fits it, and why."""

from __future__ import annotations

from hstk import Ecosystem
from hstk.kinds import (
    EventScope,
    PackagingState,
    ProductGroup,
    ProductState,
    Recognition,
    RecognitionLevel,
    RecognitionScheme,
)
from hstk.plugins import Paragraph, Table
from tests.plugins.trade_promotion.market import D, Market, columns


def reasons(table: Table) -> dict[str, str]:
    """Why each product is proposed, by its name."""
    return {str(product): str(why) for product, why in columns(table, "product", "why")}


def test_what_was_shown_this_year_is_left_to_others(market: Market) -> None:
    market.product("Năm nay")
    market.product("Năm ngoái")
    market.product("Chưa bao giờ")
    market.product("Vắng")
    market.product("Đã thôi", state=ProductState.STOPPED)
    market.do("trade.enter", market.fair(), products="Năm nay")
    market.do("trade.enter", market.fair("Vắng"), products="Vắng", present=False)
    market.do("trade.enter", market.fair("Cũ", D(2025, 9, 1)), products="Năm ngoái; Năm nay")

    table = market.table("proposals", "trade.planner")

    assert [cells[0] for cells in columns(table, "product")] == [
        "Chưa bao giờ",
        "Vắng",
        "Năm ngoái",
    ]
    whys = reasons(table)
    assert whys["Chưa bao giờ"] == "chưa từng trưng bày; chưa có hội chợ sắp tới"
    assert whys["Năm ngoái"] == "lần gần nhất 01/09/2025; chưa có hội chợ sắp tới"


def test_a_coming_fair_is_proposed_where_the_packaging_will_do(
    market: Market,
) -> None:
    market.fair("Xa", D(2026, 12, 5), held=False, scope=EventScope.NATIONAL)
    market.fair("Gần", D(2026, 12, 20), held=False, scope=EventScope.LOCAL)
    market.fair("Đã qua", D(2026, 11, 1), held=False, scope=EventScope.LOCAL)
    market.product("Chưa bao bì")
    market.product("Có bao bì", packaging=PackagingState.DESIGNED)
    market.product("Tour", group=ProductGroup.TOURISM)

    table = market.table("proposals", "trade.planner")

    fairs = {product: (fair, on) for product, fair, on in columns(table, "product", "fair", "on")}
    assert fairs == {
        "Chưa bao bì": ("Gần", D(2026, 12, 20)),
        "Có bao bì": ("Xa", D(2026, 12, 5)),
        "Tour": ("Xa", D(2026, 12, 5)),
    }
    assert reasons(table)["Có bao bì"].endswith("hợp hội chợ ngoài tỉnh")
    far = market.table("proposals", "trade.planner", scope="national")
    why = reasons(far)["Chưa bao bì"]
    assert "bao bì từ mức «Đã thiết kế bao bì, nhãn»; hoàn thiện trước (nhiệm vụ 4.2)" in why
    assert [row.mark for row in far.rows if row.cells[0] == "Chưa bao bì"] == ["!"]


def test_entered_products_are_told_and_merits_go_first(eco: Ecosystem, market: Market) -> None:
    fair = market.fair("Tới", D(2026, 12, 5), held=False)
    market.product("Thường")
    market.product("Chủ lực", specialty=True)
    stars = market.product("Bốn sao")
    lapsed = market.product("Hết hạn")
    for product, expires in ((stars, D(2027, 1, 1)), (lapsed, D(2026, 1, 1))):
        eco.add(
            Recognition(
                product=product.id,
                scheme=RecognitionScheme.OCOP,
                stars=4,
                level=RecognitionLevel.PROVINCE,
                decided_on=D(2024, 1, 1),
                expires_on=expires,
            )
        )
    market.do("trade.enter", fair, products="Thường")

    table = market.table("proposals", "trade.planner")

    assert [cells[0] for cells in columns(table, "product")] == [
        "Bốn sao",
        "Chủ lực",
        "Hết hạn",
        "Thường",
    ]
    whys = reasons(table)
    assert "OCOP 4 sao" in whys["Bốn sao"]
    assert "OCOP" not in whys["Hết hạn"]
    assert whys["Thường"].startswith("đã đăng ký; ")
    assert [row.mark for row in table.rows] == ["", "", "", "="]


def test_who_was_shown_most_is_counted_by_events(market: Market) -> None:
    market.product("Tỏi", "Hợp tác xã")
    market.product("Hành", "Hợp tác xã")
    market.product("Mực", "Hộ Bảy")
    market.do("trade.enter", market.fair("A"), products="Tỏi; Hành; Mực")
    market.do("trade.enter", market.fair("B", D(2025, 5, 4)), products="Hành")

    table = market.table("most_shown", "trade.planner")

    assert [row.cells for row in table.rows] == [("Hợp tác xã", 1, 2), ("Hộ Bảy", 1, 1)]


def test_two_fairs_on_one_day_count_twice(market: Market) -> None:
    market.product("Tỏi", "Hợp tác xã")
    market.do("trade.enter", market.fair("A"), products="Tỏi")
    market.do("trade.enter", market.fair("B"), products="Tỏi")

    table = market.table("most_shown", "trade.planner")

    assert [row.cells for row in table.rows] == [("Hợp tác xã", 2, 2)]


def test_owners_shown_as_often_are_in_vietnamese_order(market: Market) -> None:
    fair = market.fair()
    for name in ("Ớt", "Ép", "Đậu", "Dừa"):
        market.product(name, f"Hộ {name}")
        market.do("trade.enter", fair, products=name)

    table = market.table("most_shown", "trade.planner")

    assert [cell for (cell,) in columns(table, "owner")] == ["Hộ Dừa", "Hộ Đậu", "Hộ Ép", "Hộ Ớt"]


def test_an_empty_market_says_what_to_do(market: Market) -> None:
    first = market.see("trade.planner")[0]

    assert isinstance(first, Paragraph)
    assert (first.style, "thêm sự kiện" in first.text) == ("warning", True)
