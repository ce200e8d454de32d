"""What the ledger of a sales point refuses, day by day, and how it is added up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hstk import Ecosystem, Rejected
from hstk.kinds import Product, Venue
from hstk.plugins.trade_promotion.showroom import ledger
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement, MovementKind
from hstk.plugins.trade_promotion.showroom.ledger import (
    Balance,
    balances,
    commission_on,
    movements,
)
from tests.plugins.trade_promotion.market import TODAY, D, Market, columns, stand


def test_more_than_is_there_is_not_sold_nor_returned(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    for action in ("trade.sell", "trade.return"):
        with pytest.raises(Rejected, match="nhiều hơn số đã nhập"):
            market.do(action, shop, product="Tỏi", quantity=21)
    assert stand(eco) == (20, 0)


def test_goods_are_not_sold_before_they_came(eco: Ecosystem, market: Market, shop: Venue) -> None:
    with pytest.raises(Rejected, match="đến ngày 30/09/2026"):
        market.do("trade.sell", shop, product="Tỏi", quantity=1, on="30/09/2026")
    market.do(
        "trade.sell", shop, product="Tỏi", quantity=1, on="01/10/2026"
    )  # the same day will do

    assert stand(eco) == (19, 90_000)


def test_what_came_in_is_not_deleted_from_under_what_was_sold(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    market.do("trade.sell", shop, product="Tỏi", quantity=1)
    (came,) = eco.find(Movement, "kind_of = received")

    with pytest.raises(Rejected, match="nhiều hơn số đã nhập"):
        eco.delete(came)
    with pytest.raises(Rejected, match="nhiều hơn số đã nhập"):
        eco.update(came, on=TODAY.replace(year=2027))
    market.do("trade.receive", shop, product="Tỏi", quantity=5, on="01/10/2026")
    came_later = eco.change_sets()[0].number
    market.do("trade.sell", shop, product="Tỏi", quantity=20)
    with pytest.raises(Rejected, match="nhiều hơn số đã nhập"):
        eco.undo(came_later)


def test_goods_that_something_happened_to_are_not_deleted(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    market.do("trade.sell", shop, product="Tỏi", quantity=1)

    with pytest.raises(Rejected, match="còn dùng bản ghi này"):
        eco.delete(*eco.find(Consignment))
    assert eco.count(Movement) == 2
    eco.delete(*eco.find(Movement), *eco.find(Consignment))  # whoever names them means it
    assert eco.count(Movement) == eco.count(Consignment) == 0


@pytest.mark.usefixtures("shop")
def test_a_payment_that_nobody_earned_is_refused_however_it_is_written(eco: Ecosystem) -> None:
    (goods,) = eco.find(Consignment)

    with pytest.raises(Rejected, match="thanh toán quá 1 đ so với số cơ sở được hưởng"):
        eco.add(Movement(consignment=goods.id, kind_of=MovementKind.SETTLED, on=TODAY, amount=1))


def test_nobody_is_paid_before_the_sale(eco: Ecosystem, market: Market, shop: Venue) -> None:
    owner = market.owner().name
    (goods,) = eco.find(Consignment)
    market.do("trade.sell", shop, product="Tỏi", quantity=2, on="01/11/2026")

    with pytest.raises(Rejected, match=r"đến ngày 15/10/2026 chỉ còn phải trả .* 0 đ"):
        market.do("trade.settle", shop, producer=owner, on="15/10/2026")
    early = Movement(
        consignment=goods.id, kind_of=MovementKind.SETTLED, on=D(2026, 10, 31), amount=1
    )
    with pytest.raises(Rejected, match="đến ngày 31/10/2026 đã thanh toán quá 1 đ"):
        eco.add(early)
    assert market.told("trade.settle", shop, producer=owner, on="15/10/2026") == (
        "Còn phải trả 0 đ."
    )
    market.do("trade.settle", shop, producer=owner, on="01/11/2026")  # the day of the sale will do
    every = market.table("ledger", "trade.ledger", shop)
    assert columns(every, "kind", "owed")[1:] == [("Bán", 180_000), ("Thanh toán cho cơ sở", 0)]


def test_what_was_paid_later_is_not_paid_again_before(market: Market, shop: Venue) -> None:
    owner = market.owner().name
    market.do("trade.sell", shop, product="Tỏi", quantity=2, on="02/10/2026")
    market.do("trade.settle", shop, producer=owner, amount=100_000, on="01/11/2026")

    assert market.told("trade.settle", shop, producer=owner, on="05/10/2026") == (
        "Còn phải trả 80.000 đ."
    )
    done = market.do("trade.settle", shop, producer=owner, on="05/10/2026")

    assert done.message.startswith("Đã thanh toán 80.000 đ")


def test_nothing_comes_in_or_is_sold_after_the_end(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    (goods,) = eco.find(Consignment)
    market.do("trade.sell", shop, product="Tỏi", quantity=2, on="05/10/2026")
    with pytest.raises(Rejected, match="còn nhập hoặc bán ngày 05/10/2026"):
        eco.update(goods, until=D(2026, 10, 4))
    eco.update(goods, until=D(2026, 10, 5))

    def move(kind: str, on: date, **fields: Any) -> Movement:
        return Movement(consignment=goods.id, kind_of=MovementKind.read(kind), on=on, **fields)

    for late in (
        move("sold", D(2026, 10, 6), quantity=1, price=1, commission=0),
        move("received", D(2026, 10, 6), quantity=1),
    ):
        with pytest.raises(Rejected, match="đã thôi ký gửi từ 05/10/2026"):
            eco.add(late)
    eco.add(move("returned", D(2026, 10, 6), quantity=18))
    eco.add(move("settled", D(2026, 10, 6), amount=180_000))
    assert stand(eco) == (0, 0)


def test_place_product_and_producer_stay_once_something_happened(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    (goods,) = eco.find(Consignment)
    others: dict[str, Any] = {
        "producer": market.owner("Khác").id,
        "venue": market.showroom("Nơi khác").id,
        "product": market.product("Mực").id,
    }

    for name, other in others.items():
        label = Consignment.fields[name].label
        with pytest.raises(Rejected, match=f"không đổi «{label}» được"):
            eco.update(goods, **{name: other})
    eco.update(goods, price=5, agreement="01/TT-KG")
    fresh = eco.add(Consignment(venue=shop.id, product=others["product"], producer=goods.producer))
    eco.update(fresh, producer=others["producer"])


def test_goods_of_a_new_owner_are_not_credited_to_the_old_one(
    eco: Ecosystem, market: Market, shop: Venue
) -> None:
    (goods,) = eco.find(Consignment)
    new = market.owner("Chủ mới")
    eco.update(eco.get(Product, goods.product), owner=new.id)

    with pytest.raises(Rejected, match="là của «Hợp tác xã Mẫu» còn chủ thể nay là «Chủ mới»"):
        market.do("trade.receive", shop, product="Tỏi", quantity=5)
    with pytest.raises(Rejected, match="còn 20 của «Hợp tác xã Mẫu»"):
        market.do("trade.receive", shop, product="Tỏi", quantity=5, producer="Chủ mới")
    market.do("trade.receive", shop, product="Tỏi", quantity=1, producer="Hợp tác xã Mẫu")
    market.do("trade.return", shop, product="Tỏi", quantity=21)
    market.do("trade.receive", shop, product="Tỏi", quantity=5, producer="Chủ mới")

    old, now = sorted(eco.find(Consignment), key=lambda one: one.until is None)
    assert (old.producer, old.until) == (market.owner().id, TODAY)
    assert (now.producer, now.until, balances(eco)[now.id].stock) == (new.id, None, 5)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 10**6),
            st.integers(0, 10**9),
            st.integers(0, 1_000_000).map(lambda n: n / 10_000),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_database_adds_up_as_the_ledger_does(
    market: Market, sales: list[tuple[int, int, float]]
) -> None:
    eco, owner = market.eco, market.owner().id
    goods = Consignment(
        venue=market.showroom().id, product=market.product("Tỏi").id, producer=owner
    )
    eco.add(goods)
    stock = sum(quantity for quantity, _, _ in sales)
    came = Movement(consignment=goods.id, kind_of=MovementKind.RECEIVED, on=TODAY, quantity=stock)
    eco.add_many(
        [
            came,
            *(
                Movement(
                    consignment=goods.id,
                    kind_of=MovementKind.SOLD,
                    on=TODAY,
                    quantity=quantity,
                    price=price,
                    commission=commission,
                )
                for quantity, price, commission in sales
            ),
        ]
    )

    walked = Balance()
    for move in movements(eco, among=[goods.id]):
        walked.add(move)

    assert balances(eco, among=[goods.id]) == {goods.id: walked}
    assert walked.commission == sum(commission_on(q * price, c) for q, price, c in sales)


def test_movements_are_added_up_without_being_read(
    market: Market, shop: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> None:
        raise AssertionError("every movement was read")

    monkeypatch.setattr(ledger, "movements", read)

    market.do("trade.sell", shop, product="Tỏi", quantity=1)
    market.today = D(2027, 1, 1)
    assert len(market.table("waiting", "trade.waiting").rows) == 1
