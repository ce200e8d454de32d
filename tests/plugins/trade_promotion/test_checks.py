"""What the doctor tells a clerk about fairs, goods, improvements and rounds."""

from __future__ import annotations

from datetime import date, timedelta

from hstk import Ecosystem
from hstk.kinds import EventKind, Support, SupportKind, Venue, VenueKind
from hstk.plugins.trade_promotion.checks import CHECKS
from hstk.plugins.trade_promotion.cnnt.kinds import CnntEntry
from hstk.plugins.trade_promotion.improvement.kinds import Improvement
from hstk.plugins.trade_promotion.showroom.kinds import Consignment
from tests.plugins.trade_promotion.market import D, Market
from tests.plugins.trade_promotion.test_cnnt import FULL, READY, a_round, entry


def found(eco: Ecosystem, name: str) -> dict[str, list[str]]:
    """What a check finds: the fields by the record."""
    (check,) = (check for check in CHECKS if check.name == name)
    problems: dict[str, list[str]] = {}
    for problem in check.find(eco):
        assert problem.message
        problems.setdefault(problem.where, []).append(problem.field)
    return problems


def test_a_sound_file_is_left_alone(eco: Ecosystem, market: Market) -> None:
    fair, shop = market.fair(), market.showroom()
    garlic = market.product("Tỏi", price=100_000)
    market.do("trade.enter", fair, products="Tỏi")
    market.do("trade.record", fair, who="Tỏi", sold=5)
    market.do("trade.receive", shop, product="Tỏi", quantity=3, commission=10)
    market.do("trade.improve", garlic, part="label", before="cũ", after="mới", cost_own=5)
    round_ = a_round(eco)
    entry(eco, round_, garlic, **FULL)
    market.do("trade.recognize", round_, decision="1/QĐ-UBND", decided_on="22/05/2026")

    assert {check.name: found(eco, check.name) for check in CHECKS} == {
        check.name: {} for check in CHECKS
    }
    findings = {finding.code: finding.severity for finding in eco.doctor()}
    assert {findings[check.name] for check in CHECKS} == {"ok"}


def test_results_that_cannot_count_are_told(eco: Ecosystem, market: Market) -> None:
    held, coming = market.fair("Đã tổ chức"), market.fair("Sắp tới", held=False)
    talk = market.fair("Kết nối", kind_of=EventKind.CONFERENCE)
    market.product("Tỏi")
    market.product("Mực", "Hộ Bảy")
    market.do("trade.enter", held, products="Tỏi")
    for event in (held, coming, talk):
        market.do("trade.record", event, who="Tỏi", sold=5)
    market.do("trade.record", held, who="Hợp tác xã Mẫu", sold=9)
    market.do("trade.record", held, who="Mực", contacts=5)

    assert found(eco, "trade.results") == {
        "Tỏi · Đã tổ chức": ["sold"],  # and its owner's sales beside it
        "Tỏi · Sắp tới": ["event", "who"],
        "Mực · Đã tổ chức": ["who"],
    }


def test_fairs_that_are_over_but_not_marked_are_told(eco: Ecosystem, market: Market) -> None:
    today = date.today()
    market.product("Tỏi")
    over = market.fair("Đã qua", today - timedelta(days=3), held=False)
    running = market.fair("Đang diễn ra", today - timedelta(days=1), held=False, ends_on=today)
    market.fair("Không có ai", today - timedelta(days=3), held=False)
    for event in (over, running):
        market.do("trade.enter", event, products="Tỏi")

    assert found(eco, "trade.displayed") == {"Đã qua": ["state"]}


def test_goods_that_are_not_in_order_are_told(eco: Ecosystem, market: Market) -> None:
    shop = market.showroom()
    hall = eco.add(Venue(name="Hội trường", kind_of=VenueKind.HALL))
    bare, odd = market.product("Không giá"), market.product("Sai chỗ")
    market.product("Còn tồn", price=5)
    market.do("trade.receive", shop, product="Còn tồn", quantity=1)
    (closed,) = eco.find(Consignment)
    eco.update(closed, until=D(2026, 12, 31))
    eco.add(Consignment(venue=shop.id, product=bare.id, producer=bare.owner))
    eco.add(Consignment(venue=hall.id, product=odd.id, producer=odd.owner, price=5, commission=0))

    assert found(eco, "trade.goods") == {
        "Không giá · Điểm bán Cù Lao": ["price", "commission"],
        "Sai chỗ · Hội trường": ["venue"],
        "Còn tồn · Điểm bán Cù Lao": ["until"],
    }


def test_improvements_that_do_not_agree_with_their_support_are_told(
    eco: Ecosystem, market: Market
) -> None:
    garlic = market.product("Tỏi")
    for kind, worth in ((SupportKind.PACKAGING, 9), (SupportKind.TRAINING, 5)):
        support = eco.add(Support(about=garlic.id, kind_of=kind, on=D(2026, 5, 4), worth=worth))
        eco.add_values(Improvement, {"support": support.id, "part": "label", "cost_own": 5})

    fields = [field for fields in found(eco, "trade.improvements").values() for field in fields]

    assert sorted(fields) == ["kind_of", "worth"]


def test_rounds_and_recognitions_that_disagree_are_told(eco: Ecosystem, market: Market) -> None:
    round_ = a_round(eco)
    forgotten, changed, waiting = (market.product(name) for name in ("quên", "sửa", "chờ"))
    entry(eco, round_, changed, **FULL)
    entry(eco, round_, waiting, **READY)
    market.do("trade.recognize", round_, decision="1/QĐ-UBND", decided_on="22/05/2026")
    (recognized,) = eco.find(CnntEntry, f"product = {changed.id}")
    eco.update(recognized, market=10)
    entry(eco, round_, forgotten, **FULL)

    assert found(eco, "trade.rounds") == {
        f"quên · {round_.name}": ["recognition"],
        f"sửa · {round_.name}": ["recognition"],
    }
