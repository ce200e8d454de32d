"""Fairs, the sales point, packaging and CNNT rounds of the sample; sums and numbers are made up."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hstk.kinds import EventState, Recognition, RecognitionLevel, RecognitionScheme, Support
from hstk.plugins.trade_promotion.cnnt.kinds import CnntEntry, CnntRound
from hstk.plugins.trade_promotion.fairs.kinds import Booth, ShowResult
from hstk.plugins.trade_promotion.improvement.kinds import ImprovedPart, Improvement
from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement, MovementKind
from hstk.plugins.trade_promotion.showroom.ledger import commission_on
from hstk.sample.draft import NOTE, Draft
from hstk.sample.tables import rows

_MILLION = 1_000_000
_IN, _BACK = MovementKind.RECEIVED, MovementKind.RETURNED

# event, holder, number of the booth, m², fee, other costs, paid by the state, by society, by itself
_BOOTHS = (
    ("ngày hội", "gió biển", "01", 9, 0, 2, 0, 1, 1),
    ("ngày hội", "cù lao xanh", "02", 9, 0, 3, 0, 2, 1),
    ("ngày hội", "ngoại sáu", "05", 6, 0, 1, 0, 0, 1),
    ("ngày hội", "bắc an bình", "06", 6, 0, 1, 0, 1, 0),
    ("hội chợ", "cù lao xanh", "B12", 9, 8, 5, 8, 0, 5),
    ("hội chợ", "bảy lưới", "B13", 9, 8, 4, 8, 0, 4),
    ("hội chợ24", "cù lao xanh", "A07", 18, 15, 9, 15, 5, 4),
    ("hội chợ26a", "nắng mới", "C03", 9, 9, 6, 9, 3, 3),
    ("hội chợ26a", "bếp đảo", "C04", 9, 9, 5, 9, 2, 3),
    ("hội chợ26a", "cù lao xanh", "C05", 9, 9, 7, 9, 2, 5),
    ("hội chợ26b", "núi lửa", "D21", 9, 7, 3, 7, 0, 3),
)
# event, "product ..." or "producer ...", sold, orders and their value, contracts and theirs,
# contacts, partners
_RESULTS = (
    ("ngày hội", "product tỏi đen", 14, 3, 9, 0, 0, 6, ""),
    ("ngày hội", "product rong sấy", 6, 2, 3, 0, 0, 4, ""),
    ("hội chợ", "producer cù lao xanh", 43, 4, 22, 1, 60, 9, "Cửa hàng đặc sản ở Quảng Ngãi"),
    ("hội chợ", "producer bảy lưới", 28, 1, 5, 0, 0, 3, ""),
    ("hội chợ24", "product tỏi đen", 71, 6, 30, 2, 150, 12, "Hai siêu thị mini ở Đà Nẵng"),
    ("hội chợ24", "product tỏi mật ong", 39, 2, 8, 0, 0, 4, ""),
    ("hội chợ24", "product tinh dầu", 28, 3, 6, 1, 24, 5, "Chuỗi spa ở Đà Nẵng"),
    ("ngày hội26", "product tỏi đen", 22, 5, 12, 0, 0, 8, ""),
    ("ngày hội26", "product rong sấy", 9, 2, 4, 0, 0, 5, ""),
    ("ngày hội26", "product đèn ốc", 7, 4, 6, 0, 0, 3, ""),
    ("hội chợ26a", "product tỏi đen", 82, 7, 41, 1, 90, 10, "Nhà phân phối đặc sản miền Trung"),
    ("hội chợ26a", "product hành phi", 38, 3, 12, 1, 36, 6, "Chuỗi quán ăn ở Đà Nẵng"),
    ("hội chợ26a", "product chả cá", 34, 2, 9, 0, 0, 5, ""),
)
# product, commission, first day, how many came, then (days later, sold) one after the other
_GOODS: tuple[tuple[str, int, str, int, tuple[tuple[int, int], ...]], ...] = (
    ("tỏi đen", 12, "2026-07-01", 60, ((9, 8), (27, 11), (58, 9), (88, 12), (119, 6), (137, 4))),
    ("tỏi", 10, "2026-07-01", 80, ((5, 15), (33, 20), (71, 18), (112, 9))),
    ("rong sấy", 15, "2026-08-15", 120, ((8, 30), (38, 36), (69, 21), (95, 10))),
    ("mực", 10, "2026-08-15", 20, ((12, 5), (29, 3))),
    ("nước mắm", 12, "2026-09-01", 48, ((10, 12), (34, 9), (66, 7))),
    ("đèn ốc", 15, "2026-07-25", 12, ((2, 3), (20, 1))),
    ("quà ốc", 15, "2026-07-25", 30, ((4, 6), (41, 5), (100, 4))),
)
# product, returned, day; and those that were paid until a day: what was sold until then
_RETURNED = (("mực", 4, "2026-10-20"), ("nước mắm", 2, "2026-11-05"))
_PAID_UNTIL = (
    ("tỏi đen", "2026-10-05"),
    ("tỏi", "2026-10-05"),
    ("rong sấy", "2026-11-02"),
    ("nước mắm", "2026-11-10"),
    ("quà ốc", "2026-09-10"),
)
# product, day and kind of the support, what, before, after, state, society, owner
_IMPROVED = (
    ("rong sấy", "2023-04-25", "packaging", "Túi ni lông hàn miệng, nhãn viết tay",
     "Túi bạc có khóa, nhãn đủ thông tin, hạn dùng in phun", 12, 0, 0),
    ("mực", "2023-05-30", "packaging", "Bó dây, bán theo cân",
     "Túi hút chân không 500 g in tên cơ sở", 10, 0, 0),
    ("mực", "2023-06-20", "identity", "Chưa có biểu trưng",
     "Biểu trưng, bảng màu dùng cho túi, hộp và trang bán hàng", 0, 9, 0),
    ("rong sấy", "2023-08-08", "quality", "Chưa công bố chất lượng",
     "Hồ sơ tự công bố, phiếu kiểm nghiệm", 6, 0, 0),
    ("tỏi mật ong", "2024-06-06", "packaging", "Hũ tròn dùng chung nhãn tỏi đen",
     "Hũ vuông 300 g, nhãn riêng, tem truy xuất", 10, 0, 0),
)  # fmt: skip
# product, four groups of points, in the round of 2026
_ENTRIES_2026 = (
    ("cao tỏi", 33.5, 34.0, 8.0, 7.5),
    ("cá bớp", 31.0, 33.0, 6.5, 7.0),
    ("đèn ốc", 24.0, 27.5, 9.5, 6.5),
    ("hành phi", 28.5, 27.0, 6.0, 6.0),
)


def add_trade(draft: Draft) -> None:
    """Booths, results, goods on consignment, improvements and CNNT rounds."""
    if Booth.spec.kind not in draft.eco.kinds:
        return
    _add_shows(draft)
    draft.save("Dữ liệu mẫu: gian hàng, kết quả hội chợ", by="HĐ2")
    _add_goods(draft)
    draft.save("Dữ liệu mẫu: hàng ký gửi", by="KTHT3")
    _add_improvements(draft)
    draft.save("Dữ liệu mẫu: hoàn thiện bao bì", by="KTHT2")
    _add_rounds(draft)
    draft.save("Dữ liệu mẫu: bình chọn CNNT", by="KTHT3")


def _add_shows(draft: Draft) -> None:
    for event, holder, number, area, *costs in _BOOTHS:
        fee, other, state, society, own = (cost * _MILLION or None for cost in costs)
        draft.add(
            Booth(
                event=draft.events[event].id,
                holder=draft.producers[holder].id,
                number=number,
                area=area,
                fee=fee,
                other_costs=other,
                paid_state=state,
                paid_social=society,
                paid_own=own,
            )
        )
    for event, who, sold, orders, ordered, contracts, signed, contacts, partners in _RESULTS:
        if draft.events[event].state is not EventState.HELD:
            continue
        draft.add(
            ShowResult(
                event=draft.events[event].id,
                who=draft.meant(who),
                sold=sold * _MILLION,
                orders=orders,
                orders_value=ordered * _MILLION,
                contracts=contracts,
                contracts_value=signed * _MILLION,
                contacts=contacts,
                partners=partners,
            )
        )


def _add_goods(draft: Draft) -> None:
    """Goods of the second half of 2026, as far as it has come; some of them wait long."""
    returned = {short: (count, date.fromisoformat(on)) for short, count, on in _RETURNED}
    paid = {short: date.fromisoformat(on) for short, on in _PAID_UNTIL}
    for number, (short, commission, began, received, sales) in enumerate(_GOODS, 1):
        product, first = draft.products[short], date.fromisoformat(began)
        if first > draft.today:
            continue
        goods = draft.add(
            Consignment(
                venue=draft.venues["điểm bán"].id,
                product=product.id,
                producer=product.owner,
                since=first,
                price=product.price,
                commission=commission,
                agreement=f"{number:02}/TT-KG",
                notes=NOTE,
            )
        )
        moves = [Movement(consignment=goods.id, kind_of=_IN, on=first, quantity=received)]
        due, price = 0, product.price or 0
        for later, count in sales:
            on = first + timedelta(days=later)
            moves.append(
                Movement(
                    consignment=goods.id,
                    kind_of=MovementKind.SOLD,
                    on=on,
                    quantity=count,
                    price=price,
                    commission=commission,
                )
            )
            if short in paid and on <= paid[short]:
                due += count * price - commission_on(count * price, commission)
        if due:
            moves.append(
                Movement(
                    consignment=goods.id,
                    kind_of=MovementKind.SETTLED,
                    on=paid[short],
                    amount=due,
                )
            )
        if short in returned:
            count, on = returned[short]
            moves.append(Movement(consignment=goods.id, kind_of=_BACK, on=on, quantity=count))
        for place, move in enumerate(moves, 1):
            if move.on <= draft.today:
                draft.add(move.evolve(document=f"KG{number:02}-{place:02}"))


def _add_improvements(draft: Draft) -> None:
    """What the supports of packaging and identity changed; those are there already."""
    supports = {(one.about, one.on, one.kind_of): one for one in draft.eco.find(Support)}
    for short, day, kind, before, after, *costs in _IMPROVED:
        part = ImprovedPart.read(kind)
        key = (draft.products[short].id, date.fromisoformat(day), part.support)
        state, society, own = (cost * _MILLION or None for cost in costs)
        draft.add(
            Improvement(
                support=supports[key].id,
                part=part,
                before=before,
                after=after,
                cost_state=state,
                cost_social=society,
                cost_own=own,
            )
        )


def _add_rounds(draft: Draft) -> None:
    """The rounds behind the recognitions of the sample, and two products that did not pass."""
    given = {
        (one.product, one.level): one
        for one in draft.eco.find(Recognition, f"scheme = {RecognitionScheme.CNNT}")
    }
    for short, level, on in rows("cnnt"):
        day = date.fromisoformat(on)
        if day.year == 2024:
            round_ = _round(draft, "Bình chọn sản phẩm CNNT tiêu biểu tỉnh năm 2024", level, day)
            _enter(
                draft, round_, short, (32.0, 33.5, 7.0, 7.5), given,
                ground="QĐ 214/QĐ-UBND ngày 30/6/2023 của UBND huyện (số hư cấu)",
            )  # fmt: skip
    day = date(2026, 5, 22)
    round_ = _round(
        draft, "Bình chọn sản phẩm CNNT tiêu biểu đặc khu Lý Sơn năm 2026", "commune", day
    )
    for short, *points in _ENTRIES_2026:
        _enter(draft, round_, short, tuple(points), given)


def _round(draft: Draft, name: str, level: str, day: date) -> CnntRound:
    lowest = level == RecognitionLevel.COMMUNE
    return draft.add(
        CnntRound(
            name=name,
            level=RecognitionLevel.read(level),
            year=day.year,
            organizer=(draft.unit("UBND", day) if lowest else draft.units["TỈNH"]).id,
            opened_on=day - timedelta(days=75),
            closes_on=day - timedelta(days=30),
            held_on=day - timedelta(days=10),
            decision=f"{100 + day.month * 7}/QĐ-UBND",
            decided_on=day,
        )
    )


def _enter(
    draft: Draft,
    round_: CnntRound,
    short: str,
    points: tuple[float, ...],
    given: dict[tuple[UUID, RecognitionLevel], Recognition],
    *,
    ground: str = "",
) -> None:
    product = draft.products[short]
    recognized = given.get((product.id, round_.level))
    market, technical, culture, other = points
    draft.add(
        CnntEntry(
            round=round_.id,
            product=product.id,
            submitted_on=round_.closes_on,
            ground=ground,
            own_made=True,
            mass_made=short != "đèn ốc",
            no_infringement=True,
            standards_met=True,
            market=market,
            technical=technical,
            culture=culture,
            other=other,
            recognition=recognized.id if recognized else None,
        )
    )
