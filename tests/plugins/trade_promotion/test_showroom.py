"""The sales point: goods come in, are sold or go back, producers are paid."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hstk import Ecosystem, Rejected
from hstk.kinds import Event, EventKind, EventState, Venue, VenueKind
from hstk.plugins.offers import on_first_screen
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement, MovementKind
from hstk.plugins.trade_promotion.showroom.ledger import (
    balances,
    commission_on,
)
from tests.plugins.offered import inside
from tests.plugins.trade_promotion.market import TODAY, D, Market, columns, stand, tables, texts


def test_goods_that_come_in_take_price_and_producer_from_the_product(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    (goods,) = eco.find(Consignment)

    assert (goods.producer, goods.price, goods.commission) == (market.owner().id, 100_000, 10)
    assert goods.since == D(2026, 10, 1)
    done = market.do("trade.receive", shop, product="Tỏi", quantity=5, price=110_000)
    assert done.message == "Đã nhập 5 «Tỏi»; tồn 25."
    (goods,) = eco.find(Consignment)
    assert (goods.price, goods.commission) == (110_000, 10)


def test_a_sale_keeps_the_price_and_commission_of_its_day(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    assert market.told("trade.sell", shop, product="Tỏi", quantity=3) == (
        "Tồn 20. Bán được 300.000 đ, hoa hồng 30.000 đ, cơ sở hưởng 270.000 đ."
    )
    market.do("trade.sell", shop, product="Tỏi", quantity=3)
    market.do("trade.receive", shop, product="Tỏi", quantity=1, price=200_000, commission=50)

    assert stand(eco) == (18, 270_000)
    assert eco.evidence("trade.showroom_sales", 2026).value == 300_000


def test_a_product_that_is_not_there_cannot_be_sold(market: Market, shop: Venue) -> None:
    market.product("Mực")

    with pytest.raises(Rejected, match="hãy nhập hàng trước"):
        market.do("trade.sell", shop, product="Mực", quantity=1)
    assert "hãy nhập hàng trước" in market.told("trade.sell", shop, product="Mực", quantity=1)
    done = market.do("trade.receive", shop, product="Mực", quantity=2)
    assert done.message.endswith("Chưa có giá bán.")
    with pytest.raises(Rejected, match="chưa có giá bán"):
        market.do("trade.sell", shop, product="Mực", quantity=1)
    market.do("trade.sell", shop, product="Mực", quantity=1, price=50_000)


def test_lost_goods_leave_the_stock_without_a_sale(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    market.do("trade.return", shop, product="Tỏi", quantity=2, lost=True)
    done = market.do("trade.return", shop, product="Tỏi", quantity=5)

    assert done.message == "Đã ghi trả lại 5; tồn 13."
    assert market.told("trade.return", shop, product="Tỏi", quantity=1) == "Tồn 13."
    assert stand(eco) == (13, 0)


def test_a_producer_is_paid_the_oldest_sales_first_and_never_too_much(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    market.product("Hành", price=50_000)
    market.do("trade.receive", shop, product="Hành", quantity=10, on="01/10/2026")
    market.do("trade.sell", shop, product="Hành", quantity=2, on="05/10/2026")
    market.do("trade.sell", shop, product="Tỏi", quantity=1, on="06/10/2026")
    owner = market.owner().name
    assert market.told("trade.settle", shop, producer=owner) == "Còn phải trả 190.000 đ."

    with pytest.raises(Rejected, match=r"chỉ còn phải trả «Hợp tác xã Mẫu» 190\.000 đ"):
        market.do("trade.settle", shop, producer=owner, amount=190_001)
    market.do("trade.settle", shop, producer=owner, amount=120_000)

    paid = {one.consignment: one.amount for one in eco.find(Movement, "kind_of = settled")}
    onion, garlic = (eco.find(Consignment, f'product = "{name}"')[0] for name in ("Hành", "Tỏi"))
    assert paid == {onion.id: 100_000, garlic.id: 20_000}
    done = market.do("trade.settle", shop, producer=owner)
    assert "còn phải trả 0 đ" in done.message
    with pytest.raises(Rejected, match="chỉ còn phải trả"):
        market.do("trade.settle", shop, producer=owner)


def test_live_lines_wait_for_what_they_tell_of(market: Market, shop: Venue) -> None:
    assert market.so_far("trade.sell", shop, product="Tỏi") == ""
    assert market.so_far("trade.sell", shop, quantity=1) == ""
    assert market.so_far("trade.return", shop) == market.so_far("trade.settle", shop) == ""
    assert market.so_far("trade.return", shop, product="Tỏi") == "Tồn 20."


def test_a_sale_that_cannot_be_is_told_before(market: Market, shop: Venue) -> None:
    def told(**answers: Any) -> str:
        return market.told("trade.sell", shop, **answers)

    assert told(product="Tỏi", quantity=21) == "Tồn 20; ngày 23/11/2026 bán được nhiều nhất 20."
    assert told(product="Tỏi", quantity=1, on="30/09/2026") == (
        "Tồn 20; ngày 30/09/2026 bán được nhiều nhất 0."
    )
    market.product("Mực")
    market.do("trade.receive", shop, product="Mực", quantity=3)
    assert told(product="Mực", quantity=1) == "Tồn 3. Hàng chưa có giá bán; ghi giá."


def test_producers_are_in_vietnamese_order(market: Market, shop: Venue) -> None:
    for name in ("Ép", "Ớt", "Đậu", "Dừa"):
        market.product(name, f"Hộ {name}", price=50)
        market.do("trade.receive", shop, product=name, quantity=1, commission=0)
        market.do("trade.sell", shop, product=name, quantity=1)

    table = market.table("producers", "trade.showroom", shop)

    assert [name for (name,) in columns(table, "producer")] == [
        "Hộ Dừa",
        "Hộ Đậu",
        "Hộ Ép",
        "Hộ Ớt",
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        ("received", {}, "cần có «Số lượng»"),
        ("received", {"quantity": 0}, "cần có «Số lượng»"),
        ("received", {"quantity": 1, "price": 5}, "không có «Giá bán»"),
        ("sold", {"quantity": 1, "price": 5}, "cần có «Hoa hồng"),
        ("returned", {"quantity": 1, "amount": 5}, "không có «Số tiền thanh toán»"),
        ("settled", {"quantity": 1, "amount": 5}, "không có «Số lượng»"),
        ("settled", {}, "cần có «Số tiền thanh toán»"),
    ],
)
def test_a_movement_has_what_its_kind_needs(
    kind: str, fields: dict[str, Any], message: str
) -> None:
    goods = Consignment.model_fields["id"].get_default(call_default_factory=True)

    with pytest.raises(ValidationError, match=message):
        Movement(consignment=goods, kind_of=MovementKind(kind), on=TODAY, **fields)  # type: ignore[call-arg]


def test_a_product_is_on_consignment_once_at_a_place(eco: Ecosystem, shop: Venue) -> None:
    (goods,) = eco.find(Consignment)

    with pytest.raises(Rejected, match="đang ký gửi"):
        eco.add(Consignment(venue=shop.id, product=goods.product, producer=goods.producer))
    eco.update(goods, until=TODAY)
    eco.add(Consignment(venue=shop.id, product=goods.product, producer=goods.producer))


@pytest.mark.parametrize(
    ("value", "percent", "kept"), [(5, 10, 1), (4, 10, 0), (100_000, 12.5, 12_500), (3, 0, 0)]
)
def test_commission_is_whole_dong_half_upward(value: int, percent: float, kept: int) -> None:
    assert commission_on(value, percent) == kept


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["trade.receive", "trade.sell", "trade.return", "trade.settle"]),
        st.integers(1, 12),
        st.sampled_from([0, 7.5, 10, 33.3]),
        st.integers(1, 99_999),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
def test_whatever_happens_the_ledger_adds_up_and_every_undo_brings_it_back(
    market: Market, steps: list[tuple[str, int, float, int]]
) -> None:
    eco = market.eco
    shop = market.showroom()
    product = market.product("Tỏi", owner="Chủ hàng", price=1_000)
    producer = market.owner("Chủ hàng")
    stock = value = kept = settled = 0
    stood: list[tuple[int, int]] = []

    def now() -> tuple[int, int]:
        goods = eco.find(Consignment, f"venue = {shop.id}")
        found = balances(eco, among=[one.id for one in goods])
        return sum(b.stock for b in found.values()), sum(b.owed for b in found.values())

    for action, count, percent, dong in steps:
        before = now()
        owed = value - kept - settled
        answers: dict[str, Any] = {"product": product.id, "quantity": count}
        if action == "trade.receive":
            answers |= {"price": dong, "commission": percent}
        if action == "trade.settle":
            answers = {"producer": producer.id, "amount": dong}
        agreed = next(iter(eco.find(Consignment, f"venue = {shop.id}")), None)
        possible = {
            "trade.receive": True,
            "trade.settle": dong <= owed,
        }.get(action, count <= stock)
        if not possible:
            with pytest.raises(Rejected):
                market.do(action, shop, **answers)
            assert now() == before
            continue
        market.do(action, shop, **answers)
        stood.append(before)
        if action == "trade.receive":
            stock += count
        elif action == "trade.settle":
            settled += dong
        else:
            stock -= count
        if action == "trade.sell":
            assert agreed is not None
            assert agreed.price is not None
            value += count * agreed.price
            share = Decimal(count * agreed.price) * Decimal(str(agreed.commission)) / 100
            kept += int(share.quantize(Decimal(1), ROUND_HALF_UP))
        assert now() == (stock, value - kept - settled)
        assert stock >= 0

    while stood:
        eco.undo()
        assert now() == stood.pop()


def test_the_sheet_tells_goods_debts_and_the_meetings_of_the_club(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    market.product("Mực", "Hộ Bảy", price=40_000)
    market.do("trade.receive", shop, product="Mực", quantity=4)
    market.do("trade.sell", shop, product="Tỏi", quantity=3)
    market.do("trade.return", shop, product="Tỏi", quantity=2)
    for on, state in ((D(2026, 11, 6), EventState.HELD), (D(2026, 12, 4), EventState.PLANNED)):
        eco.add(
            Event(
                name=f"Sinh hoạt tháng {on.month}",
                kind_of=EventKind.CLUB_MEETING,
                state=state,
                starts_on=on,
                venue=shop.id,
                attendees_total=20,
            )
        )

    assert [view.name for view in inside(eco, shop)] == ["trade.showroom"]
    stock = market.table("stock", "trade.showroom", shop)
    assert columns(stock, "product", "received", "sold", "returned", "stock", "owed") == [
        ("Mực", 4, 0, 0, 4, 0),
        ("Tỏi", 20, 3, 2, 15, 270_000),
    ]
    owed = market.table("producers", "trade.showroom", shop)
    assert [row.cells for row in owed.rows] == [("Hợp tác xã Mẫu", 300_000, 30_000, 0, 270_000)]
    meetings = market.table("meetings", "trade.showroom", shop)
    assert columns(meetings, "meeting", "state") == [
        ("Sinh hoạt tháng 12", "Dự kiến"),
        ("Sinh hoạt tháng 11", "Đã tổ chức"),
    ]


def test_a_hall_sells_nothing_unless_goods_are_there(eco: Ecosystem, market: Market) -> None:
    hall = eco.add(Venue(name="Hội trường", kind_of=VenueKind.HALL))
    product = market.product("Tỏi")
    assert inside(eco, hall) == []
    with pytest.raises(Rejected, match="Điểm giới thiệu và bán sản phẩm"):
        market.do("trade.receive", hall, product="Tỏi", quantity=1)

    eco.add(Consignment(venue=hall.id, product=product.id, producer=product.owner))

    assert [view.name for view in inside(eco, hall)] == ["trade.showroom"]


def test_the_ledger_tells_the_balance_after_every_movement(market: Market, shop: Venue) -> None:
    market.do("trade.sell", shop, product="Tỏi", quantity=3, on="02/10/2026", document="PX01")
    market.do("trade.settle", shop, producer="Hợp tác xã Mẫu", on="05/11/2026")

    every = market.table("ledger", "trade.ledger", shop)
    assert columns(every, "on", "kind", "quantity", "value", "stock", "owed") == [
        (D(2026, 10, 1), "Nhập hàng", 20, None, 20, 0),
        (D(2026, 10, 2), "Bán", 3, 300_000, 17, 270_000),
        (D(2026, 11, 5), "Thanh toán cho cơ sở", None, 270_000, 17, 0),
    ]
    november = market.table("ledger", "trade.ledger", shop, first="01/11/2026", product="Tỏi")
    assert columns(november, "value", "stock", "owed") == [(270_000, 17, 0)]
    october = market.table("ledger", "trade.ledger", shop, last="31/10/2026")
    assert len(october.rows) == 2


def test_the_settlement_sheet_goes_from_the_first_to_the_last_day(
    market: Market, shop: Venue
) -> None:
    market.product("Mực", "Hộ Bảy", price=40_000)
    market.do("trade.receive", shop, product="Mực", quantity=4)
    market.do("trade.sell", shop, product="Tỏi", quantity=3, on="02/10/2026")
    market.do("trade.sell", shop, product="Tỏi", quantity=1, on="03/11/2026")
    market.do("trade.return", shop, product="Tỏi", quantity=2, on="04/11/2026")
    market.do("trade.settle", shop, producer="Hợp tác xã Mẫu", amount=300_000, on="05/11/2026")

    paper = market.document(
        "trade.settlement", shop, producer="Hợp tác xã Mẫu", first="01/11/2026", last="30/11/2026"
    )

    (row,) = tables(paper)["goods"].rows
    assert row.cells == ("Tỏi", 17, 0, 1, 2, 14, 100_000, 10_000, 90_000)
    assert "Còn phải trả đầu kỳ: 270.000 đ." in texts(paper)
    assert "Cơ sở được hưởng trong kỳ: 90.000 đ." in texts(paper)
    assert "Đã thanh toán trong kỳ: 300.000 đ." in texts(paper)
    assert "Còn phải trả cuối kỳ: 60.000 đ." in texts(paper)
    assert [one.role for one in paper.signatures] == ["BÊN KÝ GỬI", "BÊN NHẬN KÝ GỬI"]
    book = market.workbook("trade.stock_book", shop)
    assert [sheet.name for sheet in book.sheets] == ["Tồn hàng", "Công nợ", "Phát sinh"]


def test_the_first_screen_tells_what_waits_and_only_then(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    assert "trade.waiting" in [view.name for view in on_first_screen(eco)]
    market.do("trade.sell", shop, product="Tỏi", quantity=1, on="24/10/2026")
    assert market.see("trade.waiting") == []  # thirty days, not more

    market.today = D(2026, 11, 24)
    told = ("product", "stock", "idle", "owed", "since")
    assert columns(market.table("waiting", "trade.waiting"), *told) == [
        ("Tỏi", 19, 31, 90_000, D(2026, 10, 24))
    ]

    market.do("trade.settle", shop, producer="Hợp tác xã Mẫu")
    assert columns(market.table("waiting", "trade.waiting"), *told) == [("Tỏi", 19, 31, 0, None)]
    market.do("trade.sell", shop, product="Tỏi", quantity=19)
    assert market.see("trade.waiting") == []
    market.today = D(2026, 12, 31)
    assert columns(market.table("waiting", "trade.waiting"), *told) == [
        ("Tỏi", 0, None, 1_710_000, D(2026, 11, 24))
    ]
