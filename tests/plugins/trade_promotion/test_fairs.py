"""Fairs and startup days: what is entered, what came of it, who paid, what is written down."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from hstk import Ecosystem, Rejected
from hstk.kinds import EventKind, EventScope, EventState, Participation, ParticipationRole
from hstk.plugins.trade_promotion.fairs.kinds import Booth, ShowResult
from tests.evidence import number
from tests.plugins.offered import inside, offered_for
from tests.plugins.trade_promotion.market import D, Market, columns, tables, texts


def test_products_are_entered_in_one_go_and_never_twice(eco: Ecosystem, market: Market) -> None:
    fair = market.fair()
    garlic, salt = market.product("Tỏi"), market.product("Muối")
    eco.add(Participation(event=fair.id, who=garlic.id, role=ParticipationRole.EXHIBITOR))

    assert market.told("trade.enter", fair, products="Tỏi; Muối") == "1 sản phẩm sẽ được ghi thêm."
    done = market.do("trade.enter", fair, products="Tỏi; Muối")

    assert done.message == "Đã ghi 1 sản phẩm trưng bày tại «Hội chợ»; 1 sản phẩm đã có từ trước."
    entered = {(part.who, part.role) for part in eco.find(Participation)}
    displayed, exhibitor = ParticipationRole.DISPLAYED, ParticipationRole.EXHIBITOR
    assert entered == {(garlic.id, exhibitor), (salt.id, displayed)}
    assert number(eco, "trade.products_displayed", 2026).value == 2


def test_nothing_is_told_of_products_before_they_are_named(market: Market) -> None:
    assert market.so_far("trade.enter", market.fair()) == ""


def test_booths_are_in_the_order_of_their_numbers(eco: Ecosystem, market: Market) -> None:
    fair = market.fair()
    for number_ in ("10", "", "B2", "2", "Đ1", "B10", "D1"):
        eco.add(Booth(event=fair.id, holder=market.owner(f"Hộ {number_}").id, number=number_))

    table = market.table("booths", "trade.fair", fair)

    assert [cell for (cell,) in columns(table, "number")] == [
        "2",
        "10",
        "B2",
        "B10",
        "D1",
        "Đ1",
        "",
    ]


def test_entering_is_one_undo(eco: Ecosystem, market: Market) -> None:
    fair = market.fair(held=False)
    market.product("Tỏi")
    market.product("Muối")

    done = market.do("trade.enter", fair, products="Tỏi; Muối")
    assert "khi sự kiện đã tổ chức" in done.message
    eco.undo()

    assert eco.count(Participation) == 0


def test_a_result_is_added_and_then_changed(eco: Ecosystem, market: Market) -> None:
    fair, garlic = market.fair(), market.product("Tỏi")

    done = market.do(
        "trade.record", fair, who="Tỏi", sold="12 triệu", contracts=1, contracts_value="30tr"
    )
    assert done.message == (
        "Đã ghi kết quả của «Tỏi» tại «Hội chợ»: bán 12.000.000 đ, "
        "đơn hàng và hợp đồng 30.000.000 đ."
    )
    market.do("trade.record", fair, who="Tỏi", sold="15 triệu", contacts=4)

    (result,) = eco.find(ShowResult)
    assert (result.who, result.sold, result.contracts_value, result.contacts) == (
        garlic.id,
        15_000_000,
        30_000_000,
        4,
    )


def test_a_result_that_says_nothing_is_refused(eco: Ecosystem, market: Market) -> None:
    fair = market.fair()
    market.product("Tỏi")

    with pytest.raises(Rejected, match="ít nhất một kết quả"):
        market.do("trade.record", fair, who="Tỏi", partners="Siêu thị")
    with pytest.raises(Rejected, match="Đã ghi giá trị thì ghi cả «Số hợp đồng ký»"):
        market.do("trade.record", fair, who="Tỏi", contracts_value=5)

    assert eco.count(ShowResult) == 0


def test_sources_pay_no_more_than_a_booth_costs(market: Market) -> None:
    fair, owner = market.fair(), market.owner()
    known: dict[str, Any] = {"event": fair.id, "holder": owner.id}

    assert Booth(**known, fee=6, other_costs=4, paid_state=5, paid_social=5).paid == 10
    assert Booth(**known, paid_state=5).cost == 0  # what it cost in all need not be known
    with pytest.raises(ValidationError, match="nhiều hơn tiền thuê"):
        Booth(**known, fee=6, other_costs=4, paid_state=5, paid_own=6)


def test_a_booth_of_an_event_is_held_once(eco: Ecosystem, market: Market) -> None:
    fair, owner = market.fair(), market.owner()
    eco.add(Booth(event=fair.id, holder=owner.id, number="A1"))
    eco.add(Booth(event=fair.id, holder=owner.id))
    eco.add(Booth(event=fair.id, holder=owner.id))  # without a number there is nothing to take

    with pytest.raises(Rejected, match="đã có người giữ"):
        eco.add(Booth(event=fair.id, holder=market.owner("Khác").id, number="A1"))


def _a_fair(eco: Ecosystem, market: Market) -> Any:
    fair = market.fair(
        "Hội chợ Công Thương",
        cost_state=28_000_000,
        cost_social=2_000_000,
        place="Đà Nẵng",
        ends_on=D(2026, 5, 7),
        organizer=market.owner("Phòng Kinh tế").id,
    )
    garlic, squid = market.product("Tỏi"), market.product("Mực", "Hộ Bảy")
    market.product("Muối")
    market.do("trade.enter", fair, products="Tỏi; Muối")
    market.do("trade.enter", fair, products="Mực", present=False)
    market.do("trade.record", fair, who="Tỏi", sold=8_000_000, orders=2, orders_value=5_000_000)
    market.do("trade.record", fair, who="Hộ Bảy", sold=1_000_000)
    eco.add(
        Booth(
            event=fair.id,
            holder=garlic.owner,
            shared_with=(squid.owner,),
            number="A1",
            area=9,
            fee=4_000_000,
            other_costs=1_000_000,
            paid_state=3_000_000,
            paid_own=2_000_000,
        )
    )
    return fair


def test_the_sheet_of_a_fair_tells_products_results_booths_and_costs(
    eco: Ecosystem, market: Market
) -> None:
    fair = _a_fair(eco, market)

    results = market.table("results", "trade.fair", fair)
    assert columns(results, "who", "owner", "sold", "orders_value", "note") == [
        ("Tỏi", "Hợp tác xã Mẫu", 8_000_000, 5_000_000, ""),
        ("Muối", "Hợp tác xã Mẫu", None, None, "chưa ghi kết quả"),
        ("Mực", "Hộ Bảy", None, None, "vắng"),
        ("Hộ Bảy", "", 1_000_000, None, ""),
    ]
    assert results.total is not None
    assert results.total.cells[1:4] == (9_000_000, 2, 5_000_000)
    booths = market.table("booths", "trade.fair", fair)
    assert columns(booths, "number", "holder", "cost") == [
        ("A1", "Hợp tác xã Mẫu; Hộ Bảy", 5_000_000)
    ]
    costs = market.table("costs", "trade.fair", fair)
    assert columns(costs, "source", "event", "booths", "total") == [
        ("Ngân sách nhà nước", 28_000_000, 3_000_000, 31_000_000),
        ("Xã hội hóa", 2_000_000, 0, 2_000_000),
        ("Cơ sở tự trả", 0, 2_000_000, 2_000_000),
    ]
    assert costs.total_cells() == ("Tổng cộng", 30_000_000, 5_000_000, 35_000_000)


def test_only_shows_and_what_has_results_have_a_sheet(eco: Ecosystem, market: Market) -> None:
    talk = market.fair("Hội thảo", kind_of=EventKind.CONFERENCE)
    market.product("Tỏi")
    assert [view.name for view in inside(eco, market.fair())] == ["trade.fair"]
    assert inside(eco, talk) == []
    assert [one.name for one in offered_for(eco, talk) if one.group == "trade"] == ["trade.record"]
    with pytest.raises(Rejected, match="chỉ dành cho hội chợ"):
        market.see("trade.fair", talk)

    market.do("trade.record", talk, who="Tỏi", contacts=3)

    assert [view.name for view in inside(eco, talk)] == ["trade.fair"]


def test_value_by_event_for_a_year(eco: Ecosystem, market: Market) -> None:
    _a_fair(eco, market)
    market.fair("Ngày hội", D(2026, 8, 1), kind_of=EventKind.STARTUP_DAY)
    market.fair("Sắp tới", D(2026, 12, 1), held=False)
    market.fair("Hủy", D(2026, 6, 1), state=EventState.CANCELLED)
    market.fair("Năm trước", D(2025, 6, 1))
    talk = market.fair(
        "Kết nối cung cầu", D(2026, 3, 1), kind_of=EventKind.CONFERENCE, scope=EventScope.PROVINCE
    )
    market.fair("Tọa đàm", D(2026, 3, 2), kind_of=EventKind.SEMINAR)
    market.do("trade.record", talk, who="Tỏi", contracts=1, contracts_value=70_000_000)

    table = market.table("events", "trade.results")

    numbers = ("event", "scope", "products", "sold", "signed", "state", "others")
    assert columns(table, *numbers) == [
        ("Hội chợ Công Thương", "", 2, 9_000_000, 5_000_000, 31_000_000, 4_000_000),
        ("Ngày hội", "", 0, 0, 0, 0, 0),
        ("Sắp tới", "", 0, 0, 0, 0, 0),
    ]
    assert [row.mark for row in table.rows] == ["", "!", ""]  # held, and no result yet
    assert table.total is not None
    assert table.total.cells[3:7] == (9_000_000, 5_000_000, 31_000_000, 4_000_000)
    others = market.table("others", "trade.results")  # no fair, so not in the sum of fairs
    assert columns(others, *numbers) == [("Kết nối cung cầu", "Trong tỉnh", 0, 0, 70_000_000, 0, 0)]
    assert columns(market.table("events", "trade.results", year=2025), "event") == [("Năm trước",)]
    empty = market.table("events", "trade.results", year=2024)
    assert (empty.rows, empty.total) == ((), None)


def test_a_fair_is_written_as_a_document_and_a_spreadsheet(eco: Ecosystem, market: Market) -> None:
    fair = _a_fair(eco, market)

    paper = market.document("trade.fair_list", fair)
    assert (paper.title, paper.issuer) == ("DANH SÁCH", "PHÒNG KINH TẾ")
    assert "Thời gian: 04/05/2026 đến 07/05/2026; địa điểm: Đà Nẵng." in texts(paper)
    assert "1 gian hàng, 2 sản phẩm trưng bày" in texts(paper)
    assert list(tables(paper)) == ["results", "booths", "costs"]

    book = market.workbook("trade.fair_book", fair)
    results = book.sheets[0]
    assert [sheet.name for sheet in book.sheets] == ["Sản phẩm, kết quả", "Gian hàng", "Kinh phí"]
    assert results.rows[0][0] == "Sản phẩm, cơ sở"
    assert results.rows[1][:3] == ("Tỏi", "Hợp tác xã Mẫu", 8_000_000)
    assert results.rows[-1][:3] == ("Tổng cộng", None, 9_000_000)
    assert results.strong == {0, len(results.rows) - 1}


def test_values_are_indicators_with_their_events(eco: Ecosystem, market: Market) -> None:
    _a_fair(eco, market)
    coming = market.fair("Sắp tới", D(2026, 11, 1), held=False)
    market.fair("Chưa ghi", D(2026, 8, 1))
    market.do("trade.record", coming, who="Tỏi", sold=7, orders=1, orders_value=9)

    sold, signed = (eco.evidence(f"trade.{name}_value", 2026) for name in ("sales", "signed"))

    assert (sold.value, sold.groups) == (9_000_000, {"Hội chợ Công Thương": 9_000_000})
    assert (signed.value, signed.groups) == (5_000_000, {"Hội chợ Công Thương": 5_000_000})
    for found in (sold, signed):
        assert {row.title: row.reason for row in found.near} == {
            "Tỏi · Sắp tới": "kết quả của sự kiện chưa ghi là đã tổ chức",
            "Chưa ghi": "hội chợ, ngày hội đã tổ chức nhưng chưa ghi kết quả",
        }
    assert eco.evidence("trade.sales_value", 2025).value == 0


def test_sales_at_other_events_are_near_misses(eco: Ecosystem, market: Market) -> None:
    market.product("Tỏi")
    club = market.fair("Sinh hoạt", kind_of=EventKind.CLUB_MEETING)
    market.do("trade.record", club, who="Tỏi", sold=5, orders=1, orders_value=9)

    for name in ("sales", "signed"):
        found = eco.evidence(f"trade.{name}_value", 2026)
        assert found.value == 0
        assert {row.title: row.reason for row in found.near} == {
            "Tỏi · Sinh hoạt": "kết quả của sự kiện không phải hội chợ hay ngày hội khởi nghiệp"
        }
