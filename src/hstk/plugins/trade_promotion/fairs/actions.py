"""Entering products for an event, and recording what came of it."""

from __future__ import annotations

from typing import Annotated, Any

from hstk import Ecosystem, Ref, Shown, say
from hstk.kinds import (
    Count,
    Event,
    EventState,
    Line,
    Money,
    Organization,
    Participation,
    ParticipationRole,
    Person,
    Product,
    Several,
    Startup,
    YesNo,
)
from hstk.plugins import Asked, Done, Form, show_money
from hstk.plugins.trade_promotion.fairs.kinds import DISPLAYED, ShowResult
from hstk.plugins.trade_promotion.telling import once_given


class Entering(Form):
    """Which products an event shows."""

    products: Annotated[
        Several[Ref[Product]],
        Shown(
            "Các sản phẩm",
            "Products",
            help="Cách nhau bởi dấu chấm phẩy; sản phẩm đã đăng ký thì không ghi lại.",
            help_en="Separated by semicolons; those entered already are left as they are.",
        ),
    ]
    present: Annotated[
        YesNo,
        Shown(
            "Có mặt",
            "Present",
            help="Sự kiện chưa diễn ra thì cứ để Có; ai vắng thì sửa sau.",
            help_en="Leave it at yes before the event; change it for those who did not come.",
        ),
    ] = True


def new_ones(eco: Ecosystem, asked: Asked) -> list[Any]:
    """The ids of the products that are not entered for the event yet."""
    roles = ", ".join(DISPLAYED)
    entered = eco.find(Participation, f"event = {asked.record.id} and role in ({roles})")
    known = {part.who for part in entered}
    return [id_ for id_ in dict.fromkeys(asked.answers.products) if id_ not in known]


def enter_products(eco: Ecosystem, asked: Asked) -> Done:
    """Enters products as displayed; those that are entered already stay as they are."""
    event: Event = asked.record
    new = new_ones(eco, asked)
    for id_ in new:
        eco.add(
            Participation(
                event=event.id,
                who=id_,
                role=ParticipationRole.DISPLAYED,
                present=asked.answers.present,
            )
        )
    known = len(set(asked.answers.products)) - len(new)
    message = say(
        f"Đã ghi {len(new)} sản phẩm trưng bày tại «{event.name}»",
        f"{len(new)} products entered for “{event.name}”",
    )
    if known:
        message += say(f"; {known} sản phẩm đã có từ trước", f"; {known} were entered already")
    if event.state is EventState.PLANNED:
        message += say(
            "; được tính vào chỉ tiêu khi sự kiện đã tổ chức",
            "; they count in the target once the event is held",
        )
    return Done(message + ".", event.id)


@once_given("products")
def tell_new_ones(eco: Ecosystem, asked: Asked) -> str:
    """How many of the products are new."""
    new = len(new_ones(eco, asked))
    return say(f"{new} sản phẩm sẽ được ghi thêm.", f"{new} products will be added.")


class Recording(Form):
    """The results of a product or an exhibitor; what is left empty stays as it was."""

    who: Annotated[
        Ref[Product | Organization | Person | Startup],
        Shown(
            "Sản phẩm, cơ sở",
            "Product or exhibitor",
            help="Đã có kết quả thì kết quả đó được sửa.",
            help_en="Where there is a result already it is changed.",
        ),
    ]
    sold: Annotated[Money | None, Shown("Doanh số bán tại chỗ", "Sold on the spot")] = None
    quantity: Annotated[Count | None, Shown("Số lượng bán", "Quantity sold")] = None
    orders: Annotated[Count | None, Shown("Số đơn đặt hàng", "Orders")] = None
    orders_value: Annotated[Money | None, Shown("Giá trị đơn đặt hàng", "Value of orders")] = None
    contracts: Annotated[Count | None, Shown("Số hợp đồng ký", "Contracts signed")] = None
    contracts_value: Annotated[
        Money | None, Shown("Giá trị hợp đồng", "Value of the contracts")
    ] = None
    contacts: Annotated[Count | None, Shown("Số đối tác mới", "New contacts")] = None
    partners: Annotated[Line, Shown("Đối tác", "Partners")] = ""


def record_results(eco: Ecosystem, asked: Asked) -> Done:
    """Adds a result, or changes the one there is."""
    event: Event = asked.record
    answers = asked.answers
    given = {
        name: value
        for name in Recording.fields
        if name not in ("id", "who") and (value := getattr(answers, name)) not in (None, "")
    }
    where = f"event = {event.id} and who = {answers.who}"
    if found := eco.find(ShowResult, where, limit=1):
        result = eco.update(found[0], **given)
    else:
        result = eco.add_values(ShowResult, {"event": event.id, "who": answers.who, **given})
    title = eco.titles([answers.who])[answers.who]
    return Done(
        say(
            f"Đã ghi kết quả của «{title}» tại «{event.name}»: bán {show_money(result.sold or 0)}, "
            f"đơn hàng và hợp đồng {show_money(result.signed)}.",
            f"Result of “{title}” at “{event.name}” recorded: sold {show_money(result.sold or 0)}, "
            f"orders and contracts {show_money(result.signed)}.",
        ),
        result.id,
    )
