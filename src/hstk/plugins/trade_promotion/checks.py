"""What a clerk would want to know about fairs, goods on consignment, packaging and CNNT rounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from hstk import Ecosystem, say
from hstk.errors import Problem
from hstk.kinds import Event, EventState, Participation, Product, Support, VenueKind
from hstk.plugins import Check, show_date, show_number
from hstk.plugins.trade_promotion.cnnt.judging import missing, passes
from hstk.plugins.trade_promotion.cnnt.kinds import CnntEntry, CnntRound
from hstk.plugins.trade_promotion.fairs.kinds import DISPLAYED, SHOWS, ShowResult
from hstk.plugins.trade_promotion.improvement.kinds import Improvement, is_improving
from hstk.plugins.trade_promotion.reading import by_id
from hstk.plugins.trade_promotion.showroom.kinds import Consignment
from hstk.plugins.trade_promotion.showroom.ledger import Balance, balances


def check_results(eco: Ecosystem) -> Iterable[Problem]:
    """Results of events that were not held, of products not shown, and those counted twice."""
    results = eco.find(ShowResult)
    events = by_id(eco, Event, [result.event for result in results])
    products = by_id(eco, Product, [result.who for result in results])
    roles = ", ".join(DISPLAYED)
    shown = {(p.event, p.who) for p in eco.find(Participation, f"role in ({roles})")}
    sold = {(result.event, result.who) for result in results if result.sold}
    titles = eco.titles([result.id for result in results])
    for result in results:
        event, product = events[result.event], products.get(result.who)
        if event.state is not EventState.HELD:
            yield Problem(
                "event",
                say(
                    "có kết quả nhưng sự kiện chưa ghi là đã tổ chức; sửa trạng thái sự kiện",
                    "it has a result, but the event is not marked as held; change its state",
                ),
                event.state.label,
                titles[result.id],
            )
        if product is None:
            continue
        if event.kind_of in SHOWS and (event.id, product.id) not in shown:
            yield Problem(
                "who",
                say(
                    "có kết quả nhưng chưa ghi là sản phẩm trưng bày nên không được tính chỉ tiêu; "
                    "ghi bằng: hstk trade enter",
                    "it has a result but is not entered as displayed, so it does not count in the "
                    "target; enter it with: hstk trade enter",
                ),
                where=titles[result.id],
            )
        if result.sold and (event.id, product.owner) in sold:
            yield Problem(
                "sold",
                say(
                    "cả sản phẩm và chủ thể của nó đều ghi doanh số tại sự kiện này, có thể tính "
                    "hai lần",
                    "both the product and its owner have sales at this event, which may count them "
                    "twice",
                ),
                where=titles[result.id],
            )


def check_displayed(eco: Ecosystem) -> Iterable[Problem]:
    """Fairs that are over by their day, but not marked as held or cancelled."""
    kinds = ", ".join(SHOWS)
    today = date.today()
    for event in eco.find(
        Event, f"kind_of in ({kinds}) and state = {EventState.PLANNED} and starts_on < {today}"
    ):
        over = event.ends_on or event.starts_on
        roles = ", ".join(DISPLAYED)
        count = eco.count(Participation, f"event = {event.id} and role in ({roles})")
        if over and over < today and count:
            yield Problem(
                "state",
                say(
                    f"đã qua ngày {show_date(over)} mà vẫn là «Dự kiến», nên {count} sản phẩm, đơn "
                    "vị trưng bày chưa được tính; ghi «Đã tổ chức» hoặc «Đã hủy»",
                    f"{show_date(over)} is over and it is still planned, so {count} displays do "
                    "not count; mark it as held or cancelled",
                ),
                event.state.label,
                event.name,
            )


def check_goods(eco: Ecosystem) -> Iterable[Problem]:
    """Goods without a price or commission, at odd places, or closed while some are left."""
    goods = eco.find(Consignment)
    known, titles = balances(eco), eco.titles([one.id for one in goods])
    odd = {one.id for one in eco.find(Consignment, f"venue.kind_of != {VenueKind.SHOWROOM}")}
    for one in goods:
        where = titles[one.id]
        if one.until is None:
            for name in ("price", "commission"):
                if getattr(one, name) is None:
                    label = one.fields[name].label
                    yield Problem(
                        name, say(f"chưa ghi «{label}»", f"“{label}” is missing"), where=where
                    )
        elif stock := known.get(one.id, Balance()).stock:
            yield Problem(
                "until",
                say(
                    f"đã thôi ký gửi mà sổ còn {show_number(stock)}; ghi trả lại hoặc hao hụt",
                    f"it is closed with {show_number(stock)} left; return them or write them off",
                ),
                show_date(one.until),
                where,
            )
        if one.id in odd:
            yield Problem(
                "venue",
                say(
                    f"nơi bán không phải loại «{VenueKind.SHOWROOM.label}»",
                    f"the place is not of the kind “{VenueKind.SHOWROOM.label}”",
                ),
                where=where,
            )


def check_improvements(eco: Ecosystem) -> Iterable[Problem]:
    """Supports whose worth is not what the sources paid, and those that do not tell what became."""
    details = eco.find(Improvement)
    supports = by_id(eco, Support, [one.support for one in details])
    titles = eco.titles(supports)
    for one in details:
        support = supports[one.support]
        if one.cost and support.worth is not None and one.cost != support.worth:
            yield Problem(
                "worth",
                say(
                    "giá trị hỗ trợ khác tổng chi phí theo nguồn",
                    "its worth is not the sum that the sources paid",
                ),
                show_number(support.worth),
                titles[support.id],
            )
        if not is_improving(support):
            yield Problem(
                "kind_of",
                say(
                    "có hạng mục hoàn thiện nhưng loại hỗ trợ không phải bao bì, nhận diện, chứng "
                    "nhận hay sở hữu trí tuệ",
                    "it has an improvement, but is no support of packaging, identity, certificates "
                    "or rights",
                ),
                support.kind_of.label,
                titles[support.id],
            )


def check_rounds(eco: Ecosystem) -> Iterator[Problem]:
    """Products that passed a decided round without recognition, and the other way round."""
    rounds = {one.id: one for one in eco.find(CnntRound)}
    entries = eco.find(CnntEntry)
    titles = eco.titles([entry.id for entry in entries])
    for entry in entries:
        round_ = rounds[entry.round]
        if passes(entry) and entry.recognition is None and round_.decided_on is not None:
            yield Problem(
                "recognition",
                say(
                    "đạt, kỳ bình chọn đã có quyết định mà chưa ghi công nhận; ghi bằng: "
                    "hstk trade recognize",
                    "it passed and the round is decided, but it is not recognized; use: "
                    "hstk trade recognize",
                ),
                where=titles[entry.id],
            )
        if entry.recognition is not None and not passes(entry):
            lacks = "; ".join(missing(entry)) or say("đã rút hồ sơ", "it was withdrawn")
            yield Problem(
                "recognition",
                say(f"đã công nhận nhưng {lacks}", f"recognized, but {lacks}"),
                where=titles[entry.id],
            )


CHECKS = (
    Check("trade.results", "Kết quả hội chợ", "Results of fairs", check_results),
    Check("trade.displayed", "Hội chợ đã qua ngày", "Fairs that are over", check_displayed),
    Check("trade.goods", "Hàng ký gửi", "Goods on consignment", check_goods),
    Check(
        "trade.improvements", "Hoàn thiện sản phẩm", "Improvements of products", check_improvements
    ),
    Check("trade.rounds", "Kỳ bình chọn CNNT", "CNNT rounds", check_rounds),
)
