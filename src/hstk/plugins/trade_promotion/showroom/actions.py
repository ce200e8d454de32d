"""What is done at the sales point: goods come in, are sold or go back, and producers are paid."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from hstk import Ecosystem, Ref, Rejected, Shown, say
from hstk.errors import Problem
from hstk.kinds import Day, Line, Money, Organization, Percent, Person, Product, Venue, YesNo
from hstk.plugins import Asked, Done, Form, show_date, show_money, show_number
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement, MovementKind
from hstk.plugins.trade_promotion.showroom.ledger import (
    Balance,
    Standing,
    balances,
    commission_on,
    room,
    split_payment,
    together,
)
from hstk.plugins.trade_promotion.telling import once_given, or_why_not

Quantity = Annotated[int, Field(ge=1)]
_DAY = Shown("Ngày", "Day", help="Để trống là hôm nay.", help_en="Today when left empty.")
_DOCUMENT = Shown("Số phiếu", "Document")
_PRODUCT = Shown("Sản phẩm", "Product")
_QUANTITY = Shown("Số lượng", "Quantity")


class Receiving(Form):
    """Goods that come in."""

    product: Annotated[Ref[Product], _PRODUCT]
    quantity: Annotated[Quantity, _QUANTITY]
    on: Annotated[Day | None, _DAY] = None
    price: Annotated[
        Money | None,
        Shown(
            "Giá bán",
            "Price",
            help="Để trống là giá đang ghi, lần đầu là giá bán lẻ của sản phẩm.",
            help_en="When left empty the price so far; at first the product's retail price.",
        ),
    ] = None
    commission: Annotated[
        Percent | None,
        Shown(
            "Hoa hồng (%)",
            "Commission (%)",
            help="Để trống là mức đang ghi, lần đầu là 0.",
            help_en="When left empty what was agreed so far; at first 0.",
        ),
    ] = None
    producer: Annotated[
        Ref[Organization | Person] | None,
        Shown(
            "Cơ sở gửi hàng",
            "Left by",
            help="Để trống là chủ thể của sản phẩm; người khác gửi thì ghi tên.",
            help_en="The owner of the product when left empty; anybody else is named.",
        ),
    ] = None
    document: Annotated[Line, _DOCUMENT] = ""


class Selling(Form):
    """Goods that are sold."""

    product: Annotated[Ref[Product], _PRODUCT]
    quantity: Annotated[Quantity, _QUANTITY]
    on: Annotated[Day | None, _DAY] = None
    price: Annotated[
        Money | None,
        Shown(
            "Giá bán",
            "Price",
            help="Để trống là giá đang ghi; khác giá thì chỉ cho lần bán này.",
            help_en="The agreed price when left empty; another one is for this sale alone.",
        ),
    ] = None
    document: Annotated[Line, _DOCUMENT] = ""


class Returning(Form):
    """Goods that go back."""

    product: Annotated[Ref[Product], _PRODUCT]
    quantity: Annotated[Quantity, _QUANTITY]
    on: Annotated[Day | None, _DAY] = None
    lost: Annotated[
        YesNo,
        Shown(
            "Hỏng, hao hụt, dùng thử",
            "Damaged or given to taste",
            help="Có: hàng không về lại cơ sở.",
            help_en="Yes: the goods do not go back to the producer.",
        ),
    ] = False
    document: Annotated[Line, _DOCUMENT] = ""


class Settling(Form):
    """Money that is paid to a producer."""

    producer: Annotated[Ref[Organization | Person], Shown("Cơ sở", "Producer")]
    amount: Annotated[
        Money | None,
        Shown(
            "Số tiền",
            "Amount",
            help="Để trống là trả hết số còn phải trả.",
            help_en="All that is owed when left empty.",
        ),
    ] = None
    on: Annotated[Day | None, _DAY] = None
    document: Annotated[Line, _DOCUMENT] = ""


def open_consignment(eco: Ecosystem, venue: Venue, product: UUID) -> Consignment | None:
    """The consignment of a product that is open at a sales point."""
    where = f"venue = {venue.id} and product = {product} and until is null"
    return next(iter(eco.find(Consignment, where, limit=1)), None)


def _there(eco: Ecosystem, asked: Asked) -> tuple[Consignment, Balance]:
    """The open consignment that a sale or a return is from.

    Raises:
        Rejected: the product is not for sale there.
    """
    if (found := open_consignment(eco, asked.record, asked.answers.product)) is None:
        message = say(
            f"sản phẩm chưa ký gửi tại «{asked.record.name}»; hãy nhập hàng trước",
            f"it is not on consignment at “{asked.record.name}”; receive it first",
        )
        raise Rejected([Problem("product", message)])
    return found, balances(eco, among=[found.id]).get(found.id, Balance())


def _going_on(
    eco: Ecosystem, venue: Venue, product: Product, left_by: UUID | None, on: date
) -> Consignment | None:
    """The open consignment that goods are added to; one of another producer is ended when empty.

    Raises:
        Rejected: it is not told who leaves the goods, or those of another are still there.
    """
    goods = open_consignment(eco, venue, product.id)
    producer = product.owner if left_by is None else left_by
    if goods is None or goods.producer == producer:
        return goods
    names = eco.titles([goods.producer, producer])
    was, now = names[goods.producer], names[producer]
    if left_by is None:
        message = say(
            f"hàng đang ký gửi là của «{was}» còn chủ thể nay là «{now}»; ghi ai gửi lần này",
            f"what is on consignment is of “{was}”, but the owner is “{now}” now; tell who leaves "
            "these goods",
        )
        raise Rejected([Problem("producer", message, where=product.name)])
    if stock := balances(eco, among=[goods.id]).get(goods.id, Balance()).stock:
        message = say(
            f"còn {show_number(stock)} của «{was}»; bán hoặc trả hết rồi nhập hàng của «{now}»",
            f"{show_number(stock)} of “{was}” are still there; sell or return them before goods of "
            f"“{now}” come in",
        )
        raise Rejected([Problem("producer", message, where=product.name)])
    eco.update(goods, until=on)
    return None


def receive(eco: Ecosystem, asked: Asked) -> Done:
    """Takes goods in, beginning a consignment where the producer has none."""
    venue: Venue = asked.record
    answers = asked.answers
    on = answers.on or asked.today
    product = eco.get(Product, answers.product)
    goods = _going_on(eco, venue, product, answers.producer, on)
    if goods is None:
        goods = eco.add(
            Consignment(
                venue=venue.id,
                product=product.id,
                producer=answers.producer or product.owner,
                since=on,
                price=product.price if answers.price is None else answers.price,
                commission=answers.commission or 0,
            )
        )
    else:
        agreed = {"price": answers.price, "commission": answers.commission}
        new = {name: value for name, value in agreed.items() if value is not None}
        if new:
            goods = eco.update(goods, **new)
    eco.add(
        Movement(
            consignment=goods.id,
            kind_of=MovementKind.RECEIVED,
            on=on,
            quantity=answers.quantity,
            document=answers.document,
        )
    )
    stock = balances(eco, among=[goods.id])[goods.id].stock
    message = say(
        f"Đã nhập {show_number(answers.quantity)} «{product.name}»; tồn {show_number(stock)}.",
        f"{show_number(answers.quantity)} “{product.name}” received; {show_number(stock)} there.",
    )
    if goods.price is None:
        message += say(" Chưa có giá bán.", " It has no price yet.")
    return Done(message, goods.id)


def sell(eco: Ecosystem, asked: Asked) -> Done:
    """Sells goods at the price and commission agreed on."""
    answers = asked.answers
    goods, _ = _there(eco, asked)
    price = goods.price if answers.price is None else answers.price
    if price is None:
        raise Rejected([Problem("price", _no_price())])
    eco.add(
        Movement(
            consignment=goods.id,
            kind_of=MovementKind.SOLD,
            on=answers.on or asked.today,
            quantity=answers.quantity,
            price=price,
            commission=goods.commission or 0,
            document=answers.document,
        )
    )
    value = answers.quantity * price
    stock = balances(eco, among=[goods.id])[goods.id].stock
    return Done(
        say(
            f"Đã bán {show_number(answers.quantity)}, {show_money(value)}; "
            f"tồn {show_number(stock)}.",
            f"{show_number(answers.quantity)} sold for {show_money(value)}; "
            f"{show_number(stock)} left.",
        ),
        goods.id,
    )


@once_given("product", "quantity")
@or_why_not
def tell_sale(eco: Ecosystem, asked: Asked) -> str:
    """What is there and what the sale comes to, or that it is too much or has no price."""
    goods, balance = _there(eco, asked)
    answers = asked.answers
    stock, on = show_number(balance.stock), answers.on or asked.today
    most = max(room(eco, [goods.id], on).get(goods.id, Standing(0, 0)).stock, 0)
    if answers.quantity > most:
        return say(
            f"Tồn {stock}; ngày {show_date(on)} bán được nhiều nhất {show_number(most)}.",
            f"{stock} there; at most {show_number(most)} can be sold on {show_date(on)}.",
        )
    price = goods.price if answers.price is None else answers.price
    if price is None:
        return say(f"Tồn {stock}. {_no_price()}.", f"{stock} there; {_no_price()}.")
    value = answers.quantity * price
    kept = commission_on(value, goods.commission or 0)
    return say(
        f"Tồn {stock}. Bán được {show_money(value)}, "
        f"hoa hồng {show_money(kept)}, cơ sở hưởng {show_money(value - kept)}.",
        f"{stock} there. It comes to {show_money(value)}, "
        f"commission {show_money(kept)}, the producer's {show_money(value - kept)}.",
    )


def _no_price() -> str:
    return say("Hàng chưa có giá bán; ghi giá", "it has no price; give one")


def give_back(eco: Ecosystem, asked: Asked) -> Done:
    """Returns goods to their producer, or writes them off."""
    answers = asked.answers
    goods, _ = _there(eco, asked)
    eco.add(
        Movement(
            consignment=goods.id,
            kind_of=MovementKind.LOST if answers.lost else MovementKind.RETURNED,
            on=answers.on or asked.today,
            quantity=answers.quantity,
            document=answers.document,
        )
    )
    stock = balances(eco, among=[goods.id])[goods.id].stock
    return Done(
        say(
            f"Đã ghi {'hao hụt' if answers.lost else 'trả lại'} {show_number(answers.quantity)}; "
            f"tồn {show_number(stock)}.",
            f"{show_number(answers.quantity)} {'written off' if answers.lost else 'returned'}; "
            f"{show_number(stock)} left.",
        ),
        goods.id,
    )


@once_given("product")
@or_why_not
def tell_stock(eco: Ecosystem, asked: Asked) -> str:
    """How many there are."""
    _, balance = _there(eco, asked)
    return say(f"Tồn {show_number(balance.stock)}.", f"{show_number(balance.stock)} there.")


def _payable(eco: Ecosystem, goods: list[Consignment], on: date) -> int:
    """What can be paid for a producer's goods on a day: what was sold by then, not paid since."""
    return sum(max(one.owed, 0) for one in room(eco, [one.id for one in goods], on).values())


def goods_of(eco: Ecosystem, venue: Venue, producer: UUID) -> list[Consignment]:
    """Everything that a producer has or had at a sales point."""
    return eco.find(Consignment, f"venue = {venue.id} and producer = {producer}", sort="id")


def settle(eco: Ecosystem, asked: Asked) -> Done:
    """Pays a producer, the oldest unpaid sales first."""
    answers = asked.answers
    on = answers.on or asked.today
    goods = goods_of(eco, asked.record, answers.producer)
    payable = _payable(eco, goods, on)
    amount = payable if answers.amount is None else answers.amount
    name = eco.titles([answers.producer])[answers.producer]
    if not 0 < amount <= payable:
        message = say(
            f"đến ngày {show_date(on)} chỉ còn phải trả «{name}» {show_money(payable)}",
            f"by {show_date(on)} only {show_money(payable)} is owed to “{name}”",
        )
        raise Rejected([Problem("amount", message)])
    ids = [one.id for one in goods]
    for id_, part in split_payment(eco, ids, amount, on).items():
        eco.add(
            Movement(
                consignment=id_,
                kind_of=MovementKind.SETTLED,
                on=on,
                amount=part,
                document=answers.document,
            )
        )
    left = show_money(together(balances(eco, among=ids).values()).owed)
    return Done(
        say(
            f"Đã thanh toán {show_money(amount)} cho «{name}»; còn phải trả {left}.",
            f"{show_money(amount)} paid to “{name}”; {left} is still owed.",
        ),
        asked.record.id,
    )


@once_given("producer")
def tell_owed(eco: Ecosystem, asked: Asked) -> str:
    """What is owed to the producer on the day of the payment."""
    goods = goods_of(eco, asked.record, asked.answers.producer)
    owed = show_money(_payable(eco, goods, asked.answers.on or asked.today))
    return say(f"Còn phải trả {owed}.", f"{owed} is owed.")
