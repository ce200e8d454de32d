"""What the yearly report says of tasks 1.3, 2.2, 4.1 and 4.2."""

from __future__ import annotations

from hstk import Ecosystem, Period
from hstk.kinds import (
    Event,
    EventKind,
    EventScope,
    EventState,
    Recognition,
    RecognitionLevel,
    RecognitionScheme,
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
        ("Tỏi", "Ngày hội"),
        ("Mực", "Ngày hội"),
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
