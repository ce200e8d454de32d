"""What was done for products, and what for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hstk import Ecosystem, say
from hstk.kinds import Support
from hstk.plugins import Asked, Column, Part, Row, Table
from hstk.plugins.trade_promotion.improvement.kinds import COSTS, IMPROVING, Improvement
from hstk.plugins.trade_promotion.reading import by_id, picked


def improvements_table(eco: Ecosystem, supports: Sequence[Support]) -> Table:
    """Supports that improved products, with what was and what became."""
    details = by_id(eco, Improvement, [support.id for support in supports], "support")
    titles = eco.titles([who for s in supports for who in (s.about, s.by) if who is not None])
    rows, sums = [], [0] * 4
    for support in supports:
        detail = details.get(support.id)
        paid = [getattr(detail, cost) if detail else None for cost in COSTS]
        costs = ((detail.cost if detail else 0) or support.worth, *paid)
        sums = [total + (cost or 0) for total, cost in zip(sums, costs, strict=True)]
        cells = (
            support.on,
            titles[support.about],
            detail.part.label if detail else support.kind_of.label,
            detail.before if detail else "",
            (detail.after if detail else "") or support.result or support.content,
            titles[support.by] if support.by else "",
        )
        rows.append(Row((*cells, *costs), support.id))
    return Table(
        (
            Column("on", say("Ngày", "Day"), width=12),
            Column("product", say("Sản phẩm", "Product"), width=28),
            Column("part", say("Hạng mục", "What"), width=20),
            Column("before", say("Trước", "Before"), width=30),
            Column("after", say("Sau", "After"), width=30),
            Column("by", say("Bên hỗ trợ", "By"), width=22),
            Column("cost", say("Chi phí", "Cost"), "money", 14),
            Column("cost_state", say("Ngân sách", "State budget"), "money", 14),
            Column("cost_social", say("Xã hội hóa", "Society"), "money", 14),
            Column("cost_own", say("Chủ thể", "Owner"), "money", 14),
        ),
        tuple(rows),
        say("Hoàn thiện bao bì, nhãn, nhận diện", "Packaging, labels, identity"),
        "improvements",
        say("Chưa ghi lần hoàn thiện nào.", "No improvement is recorded."),
        Row((None, None, None, None, None, None, *sums)) if rows else None,
    )


def show_improvements(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """What was done for a product; nothing when there is nothing."""
    where = f"about = {asked.record.id} and kind_of in ({', '.join(IMPROVING)})"
    supports = eco.find(Support, where, sort="on")
    if supports:
        table = improvements_table(eco, supports)
        shown = ("on", "part", "before", "after", "cost", *COSTS, "by")
        yield picked(table, *shown)
