"""What the yearly report says of tasks 1.3, 2.2, 4.1 and 4.2."""

from __future__ import annotations

from hstk import Ecosystem, Period
from hstk.kinds import (
    Event,
    EventKind,
    EventScope,
    EventState,
    Product,
    Recognition,
    RecognitionLevel,
    RecognitionScheme,
    Startup,
    Support,
    SupportKind,
)
from hstk.plugins import Table
from hstk.plugins.offers import sections
from tests.plugins.trade_promotion.market import D, Market, columns

YEAR = Period.year(2026)


def written(eco: Ecosystem, task: str, period: Period = YEAR) -> tuple[str, dict[str, Table]]:
    """What a task's section says, and the tables it adds to the annex."""
    (section,) = (s for s in sections(eco) if s.tasks == (task,) and s.name.startswith("trade."))
    assert section.annex is not None
    said = "\n".join(getattr(part, "text", "") for part in section.write(eco, period))
    return said, {table.name: table for table in section.annex(eco, period)}


def test_an_empty_year_says_so(eco: Ecosystem) -> None:
    said = {task: written(eco, task) for task in ("1.3", "2.2", "4.1", "4.2")}

    assert said["1.3"][0] == "Chưa tổ chức Ngày hội khởi nghiệp trong kỳ."
    assert said["2.2"][0].startswith("Chưa hình thành điểm giới thiệu")
    assert said["4.1"][0] == "Chưa đưa sản phẩm tham gia hội chợ trong kỳ."
    assert said["4.2"][0].startswith("Chưa có sản phẩm được hỗ trợ hoàn thiện")
    assert all(table.rows == () for _, tables in said.values() for table in tables.values())


def test_startup_days_and_fairs_are_told_apart(eco: Ecosystem, market: Market) -> None:
    market.product("Tỏi")
    market.product("Mực")
    day = market.fair(
        "Ngày hội",
        D(2026, 7, 25),
        kind_of=EventKind.STARTUP_DAY,
        attendees_total=905,
        cost_state=50_000_000,
        cost_social=120_000_000,
        summary="Hai mươi sáu gian hàng.",
    )
    fair = market.fair("Hội chợ", D(2026, 9, 17), scope=EventScope.NATIONAL)
    other = market.fair("Hội chợ 2", D(2026, 10, 17))
    coming = market.fair("Sắp tới", D(2026, 12, 17), held=False)
    market.do("trade.enter", day, products="Tỏi; Mực")
    for event in (fair, other, coming):
        market.do("trade.enter", event, products="Tỏi")
    market.do("trade.record", fair, who="Tỏi", sold=8_000_000, contracts=1, contracts_value=10)

    said, tables = written(eco, "1.3")
    assert "1 Ngày hội khởi nghiệp với 905 lượt người tham dự" in said
    assert "2 sản phẩm trưng bày" in said
    assert "ngân sách 50.000.000 đ, nguồn khác 120.000.000 đ" in said
    assert "Ngày hội: Hai mươi sáu gian hàng." in said
    assert columns(tables["products"], "product", "event") == [
        ("Mực", "Ngày hội"),
        ("Tỏi", "Ngày hội"),
    ]

    said, tables = written(eco, "4.1")
    assert "hỗ trợ 1 sản phẩm tham gia 2 hội chợ" in said
    assert "(1 chưa ghi phạm vi, 1 ngoài tỉnh)" in said
    assert "doanh số tại chỗ 8.000.000 đ" in said
    assert columns(tables["events"], "event", "sold") == [
        ("Hội chợ", 8_000_000),
        ("Hội chợ 2", 0),
    ]
    said, _ = written(eco, "4.1", Period.year(2026, as_of=D(2026, 9, 30)))
    assert "1 hội chợ" in said


def test_a_club_meeting_with_a_sale_is_no_fair(eco: Ecosystem, market: Market) -> None:
    market.product("Tỏi")
    club = market.fair("Sinh hoạt", kind_of=EventKind.CLUB_MEETING)
    market.do("trade.record", club, who="Tỏi", sold=5_000)

    said, tables = written(eco, "4.1")
    assert said == (
        "Chưa đưa sản phẩm tham gia hội chợ trong kỳ.\n"
        "Ngoài hội chợ, ngày hội, 1 sự kiện khác có kết quả: bán tại chỗ 5.000 đ, "
        "đơn hàng và hợp đồng 0 đ."
    )
    assert tables["events"].rows == ()
    assert columns(tables["others"], "event", "sold") == [("Sinh hoạt", 5_000)]
    fair = market.fair()
    market.do("trade.enter", fair, products="Tỏi")
    market.do("trade.record", fair, who="Tỏi", sold=8_000)

    said, tables = written(eco, "4.1")
    assert "1 hội chợ, chương trình" in said
    assert "doanh số tại chỗ 8.000 đ" in said
    assert eco.evidence("trade.sales_value", 2026).value == 8_000
    assert columns(tables["events"], "event") == [("Hội chợ",)]


def test_the_report_counts_improved_products_as_the_indicator_does(
    eco: Ecosystem, market: Market
) -> None:
    day = D(2026, 3, 1)
    certified = market.product("Tỏi A")
    startup = eco.add(Startup(name="Dự án", owner=market.owner().id))
    eco.add(Support(about=certified.id, kind_of=SupportKind.CERTIFICATION, on=day, worth=7))
    eco.add(Support(about=startup.id, kind_of=SupportKind.PACKAGING, on=day, worth=5))
    for owner in ("Khác", "Khác nữa"):
        product = market.product("Tỏi A", owner)
        eco.add(Support(about=product.id, kind_of=SupportKind.PACKAGING, on=day, worth=1))

    said, tables = written(eco, "4.2")

    assert eco.evidence("trade.products_improved", 2026).value == 2
    assert "hỗ trợ 2 sản phẩm hoàn thiện với 2 lượt" in said
    assert "kinh phí 2 đ" in said
    assert "Chưa tính 2 lượt hỗ trợ" in said
    assert len(tables["improvements"].rows) == 2


def test_annexes_are_in_vietnamese_order(eco: Ecosystem, market: Market) -> None:
    names = ("Ớt", "Ép", "Đậu", "Dừa")
    fair = market.fair()
    for name in names:
        market.product(name)
    market.do("trade.enter", fair, products="; ".join(names))
    for name in ("Hội chợ Ớt", "Hội chợ Đậu", "Hội chợ Dừa"):
        market.fair(name)

    for product in eco.find(Product, sort="id"):
        eco.add(
            Recognition(
                product=product.id,
                scheme=RecognitionScheme.CNNT,
                level=RecognitionLevel.COMMUNE,
                decided_on=D(2026, 5, 22),
            )
        )

    tables = written(eco, "4.1")[1]
    cnnt = written(eco, "4.2")[1]["cnnt"]

    assert [cell for (cell,) in columns(cnnt, "product")] == ["Dừa", "Đậu", "Ép", "Ớt"]
    assert [cell for (cell,) in columns(tables["products"], "product")] == [
        "Dừa",
        "Đậu",
        "Ép",
        "Ớt",
    ]
    assert [cell for (cell,) in columns(tables["events"], "event")] == [
        "Hội chợ",
        "Hội chợ Dừa",
        "Hội chợ Đậu",
        "Hội chợ Ớt",
    ]


def test_the_sales_point_tells_goods_sales_and_meetings(eco: Ecosystem, market: Market) -> None:
    shop = market.showroom(invested_social=185_000_000, opened_on=D(2023, 8, 25))
    market.showroom("Mở sau", opened_on=D(2027, 1, 1))
    market.showroom("Đóng rồi", closed_on=D(2025, 12, 31))
    for name, price in (("Tỏi", 100_000), ("Mực", 400_000)):
        market.product(name, price=price)
        market.do("trade.receive", shop, product=name, quantity=9, commission=10, on="01/11/2025")
    market.do("trade.sell", shop, product="Tỏi", quantity=1, on="31/12/2025")
    market.do("trade.sell", shop, product="Tỏi", quantity=2, on="01/01/2026")
    market.do("trade.sell", shop, product="Mực", quantity=1, on="02/01/2026")
    for on, state in ((D(2026, 1, 2), EventState.HELD), (D(2026, 12, 4), EventState.PLANNED)):
        eco.add(
            Event(
                name="Sinh hoạt",
                kind_of=EventKind.CLUB_MEETING,
                state=state,
                starts_on=on,
                venue=shop.id,
            )
        )

    said, tables = written(eco, "2.2")

    assert said == (
        "Điểm bán Cù Lao: 2 sản phẩm ký gửi, doanh số 600.000 đ; 1 buổi sinh hoạt câu lạc bộ. "
        "Vốn xã hội hóa 185.000.000 đ."
    )
    table = tables["showroom_sales"]
    assert columns(table, "product", "quantity", "value", "commission") == [
        ("Mực", 1, 400_000, 40_000),
        ("Tỏi", 2, 200_000, 20_000),
    ]
    assert table.total is not None
    assert table.total.cells[4:] == (600_000, 60_000)


def test_improvements_and_recognitions_are_counted(eco: Ecosystem, market: Market) -> None:
    garlic, squid = market.product("Tỏi"), market.product("Mực")
    known = {"before": "túi", "after": "hũ", "on": "04/05/2026"}
    market.do("trade.improve", garlic, part="packaging", cost_state=6, cost_own=2, **known)
    market.do("trade.improve", squid, part="identity", cost_social=9, **known)
    eco.add(Support(about=squid.id, kind_of=SupportKind.PACKAGING, on=D(2026, 5, 5), worth=3))
    eco.add(
        Recognition(
            product=garlic.id,
            scheme=RecognitionScheme.CNNT,
            level=RecognitionLevel.COMMUNE,
            decision="512/QĐ-UBND",
            decided_on=D(2026, 5, 22),
        )
    )

    said, tables = written(eco, "4.2")

    assert "hỗ trợ 2 sản phẩm hoàn thiện với 3 lượt" in said
    assert "bao bì 1; bao bì, nhãn mác 1; hệ thống nhận diện 1" in said
    assert (
        "kinh phí 20 đ, trong đó ghi rõ nguồn: ngân sách 6 đ, xã hội hóa 9 đ, chủ thể 2 đ" in said
    )
    assert "1 sản phẩm được công nhận sản phẩm công nghiệp nông thôn tiêu biểu." in said
    assert len(tables["improvements"].rows) == 3
    assert columns(tables["cnnt"], "product", "level", "decision") == [
        ("Tỏi", "Cấp xã", "512/QĐ-UBND")
    ]
    assert written(eco, "4.2", Period.year(2025))[1]["cnnt"].rows == ()
