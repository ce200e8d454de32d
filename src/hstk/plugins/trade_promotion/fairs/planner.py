"""Which product is to be shown next, and where: the planner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from hstk import Ecosystem, Shown, say
from hstk.kinds import (
    Event,
    EventScope,
    EventState,
    PackagingState,
    Participation,
    Product,
    ProductGroup,
    ProductState,
    Recognition,
    RecognitionScheme,
)
from hstk.plugins import (
    Asked,
    Column,
    Form,
    Paragraph,
    Part,
    Row,
    Table,
    show_date,
    vietnamese_order,
)
from hstk.plugins.trade_promotion.fairs.kinds import DISPLAYED, SHOWS
from hstk.plugins.trade_promotion.reading import selected

_STATES = tuple(PackagingState)
_NEEDS = {
    EventScope.PROVINCE: PackagingState.SIMPLE,
    EventScope.NATIONAL: PackagingState.DESIGNED,
    EventScope.INTERNATIONAL: PackagingState.COMPLETE,
}
"""How far the packaging should be for a fair of each reach. No decision sets this: it is a rule of
thumb, always told with the proposal so that whoever plans may decide otherwise."""


class Scoped(Form):
    """Which fairs to plan for."""

    scope: Annotated[
        EventScope | None,
        Shown(
            "Phạm vi hội chợ",
            "Reach of the fairs",
            help="Để trống là mọi hội chợ, ngày hội sắp tới.",
            help_en="Every coming fair and startup day when left empty.",
        ),
    ] = None


@dataclass(slots=True)
class History:
    """Where a product has been.

    Args:
        shown: the shows that were held and that it was at, with their days.
        entered: the coming shows that it is entered for.
    """

    shown: dict[UUID, date] = field(default_factory=dict)
    entered: list[UUID] = field(default_factory=list)

    @property
    def last(self) -> date | None:
        """When it was shown last."""
        return max(self.shown.values(), default=None)


def histories(eco: Ecosystem, today: date) -> dict[UUID, History]:
    """The history of every product that was ever entered for a show."""
    event, part = eco.table(Event), eco.table(Participation)
    product = eco.table(Product)
    rows = selected(
        eco,
        select(part.c.who, part.c.present, event.c.id, event.c.state, event.c.starts_on)
        .join(event, event.c.id == part.c.event)
        .join(product, product.c.id == part.c.who)
        .where(
            event.c.kind_of.in_(SHOWS),
            part.c.role.in_(DISPLAYED),
            event.c.starts_on.is_not(None),
        ),
    )
    found: dict[UUID, History] = {}
    for row in rows:
        history = found.setdefault(row.who, History())
        if row.state == EventState.HELD and row.present:
            history.shown[row.id] = row.starts_on
        elif row.state == EventState.PLANNED and row.starts_on >= today:
            history.entered.append(row.id)
    return found


def recognized(eco: Ecosystem, today: date) -> dict[UUID, int]:
    """The products with a valid recognition: the most OCOP stars, 0 where it gives none."""
    given = eco.table(Recognition)
    rows = selected(
        eco,
        select(given.c.product, given.c.stars).where(
            given.c.scheme.in_((RecognitionScheme.OCOP, RecognitionScheme.CNNT)),
            given.c.decided_on <= today,
            given.c.withdrawn_on.is_(None),
            given.c.expires_on.is_(None) | (given.c.expires_on >= today),
        ),
    )
    best: dict[UUID, int] = {}
    for row in rows:
        best[row.product] = max(best.get(row.product, 0), row.stars or 0)
    return best


def obstacle(product: Product, event: Event) -> str:
    """Why a product is not ready for an event; "" when it is."""
    needed = _NEEDS.get(event.scope) if event.scope else None
    if needed is None or product.group is ProductGroup.TOURISM:  # a service has no packaging
        return ""
    if _STATES.index(product.packaging) >= _STATES.index(needed):
        return ""
    return say(
        f"hội chợ {event.scope.label.lower() if event.scope else ''} nên có bao bì từ mức "
        f"«{needed.label}»; hoàn thiện trước (nhiệm vụ 4.2)",
        f"its packaging should be “{needed.label}” for such a fair; improve it first (task 4.2)",
    )


def coming(eco: Ecosystem, today: date, scope: EventScope | None = None) -> list[Event]:
    """The planned fairs and startup days from a day on, by day."""
    where = (
        f"kind_of in ({', '.join(SHOWS)}) and state = {EventState.PLANNED} and starts_on >= {today}"
    )
    if scope is not None:
        where += f" and scope = {scope}"
    return eco.find(Event, where, sort="starts_on")


def _merits(product: Product, history: History | None, stars: int | None) -> str:
    """What speaks for showing a product."""
    told = [
        say("chưa từng trưng bày", "never shown")
        if history is None or history.last is None
        else say(f"lần gần nhất {show_date(history.last)}", f"last on {show_date(history.last)}")
    ]
    if stars is not None:
        told.append(
            say(f"OCOP {stars} sao", f"OCOP {stars} stars")
            if stars
            else say("CNNT tiêu biểu", "CNNT")
        )
    if product.specialty:
        told.append(say("sản phẩm chủ lực", "local specialty"))
    return "; ".join(told)


def proposals(eco: Ecosystem, today: date, fairs: Sequence[Event]) -> Table:
    """The products made here that were not shown this year, with the fair that fits each."""
    past, stars = histories(eco, today), recognized(eco, today)
    products = [
        product
        for product in eco.find(Product, f"state = {ProductState.MADE}")
        if not (h := past.get(product.id)) or h.last is None or h.last.year < today.year
    ]
    products.sort(
        key=lambda p: (
            -stars.get(p.id, -1),
            not p.specialty,
            (past[p.id].last if p.id in past else None) or date.min,
        )
    )
    titles = eco.titles([product.owner for product in products])
    names = {fair.id: fair for fair in fairs}
    rows = []
    for product in products:
        history = past.get(product.id)
        entered = [names[id_] for id_ in (history.entered if history else ()) if id_ in names]
        fitting = [fair for fair in fairs if not obstacle(product, fair)]
        fair = next(iter((*entered, *fitting)), None)
        why = _merits(product, history, stars.get(product.id))
        if entered:
            why = say("đã đăng ký; ", "entered already; ") + why
        elif fair is not None:
            reach = fair.scope.label.lower() if fair.scope else say("chưa ghi phạm vi", "no reach")
            why += say(f"; hợp hội chợ {reach}", f"; fits a fair: {reach}")
        elif fairs:
            why += "; " + obstacle(product, fairs[0])
        else:
            why += say("; chưa có hội chợ sắp tới", "; there is no coming fair")
        rows.append(
            Row(
                (
                    product.name,
                    fair.name if fair else "",
                    fair.starts_on if fair else None,
                    why,
                    titles[product.owner],
                ),
                product.id,
                "=" if entered else "" if fair else "!",
            )
        )
    return Table(
        (
            Column("product", say("Sản phẩm", "Product"), width=30),
            Column("fair", say("Hội chợ nên đưa tới", "Fair to show it at"), width=28),
            Column("on", say("Ngày", "Day"), width=12),
            Column("why", say("Vì sao", "Why"), width=48),
            Column("owner", say("Chủ thể", "Owner"), width=26),
        ),
        tuple(rows),
        say(f"Chưa trưng bày năm {today.year}", f"Not shown in {today.year}"),
        "proposals",
        say(
            "Mọi sản phẩm đang sản xuất đều đã được trưng bày năm nay.",
            "Every product made here was shown this year.",
        ),
    )


def most_shown(eco: Ecosystem, today: date) -> Table:
    """The owners whose products were shown most, so that others get their turn."""
    past = histories(eco, today)
    product = eco.table(Product)
    owners = dict(map(tuple, selected(eco, select(product.c.id, product.c.owner))))
    ever: dict[UUID, set[UUID]] = {}
    this_year: dict[UUID, set[UUID]] = {}
    for id_, history in past.items():
        for event, on in history.shown.items():
            ever.setdefault(owners[id_], set()).add(event)
            if on.year == today.year:
                this_year.setdefault(owners[id_], set()).add(event)
    titles = eco.titles(ever)
    order = sorted(
        ever,
        key=lambda o: (-len(this_year.get(o, ())), -len(ever[o]), vietnamese_order(titles[o])),
    )
    rows = tuple(
        Row((titles[owner], len(this_year.get(owner, ())), len(ever[owner])), owner)
        for owner in order[:10]
    )
    return Table(
        (
            Column("owner", say("Chủ thể", "Owner"), width=34),
            Column("this_year", say(f"Năm {today.year}", f"In {today.year}"), "number", 10),
            Column("ever", say("Từ trước đến nay", "Ever"), "number", 14),
        ),
        rows,
        say("Đã đi hội chợ nhiều nhất (số lần)", "Shown most often (events)"),
        "most_shown",
        say("Chưa có sản phẩm nào được trưng bày.", "Nothing was ever shown."),
    )


def show_plan(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """What to show next, where, why; and who has been shown most."""
    fairs = coming(eco, asked.today, asked.answers.scope)
    if fairs:
        names = "; ".join(
            f"{fair.name} ({show_date(fair.starts_on)})" for fair in fairs if fair.starts_on
        )
        yield Paragraph(say(f"Sắp tới: {names}.", f"Coming: {names}."))
    else:
        yield Paragraph(
            say(
                "Chưa có hội chợ, ngày hội nào sắp tới; thêm sự kiện ở trạng thái «Dự kiến».",
                "No fair or startup day is coming; add an event in the state “Planned”.",
            ),
            "warning",
        )
    yield proposals(eco, asked.today, fairs)
    yield most_shown(eco, asked.today)
