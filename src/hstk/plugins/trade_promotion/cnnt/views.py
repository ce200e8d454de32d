"""A round: its ranking, who passes, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hstk import Ecosystem, say
from hstk.kinds import Product
from hstk.plugins import Asked, Column, Paragraph, Part, Row, Table
from hstk.plugins.trade_promotion.cnnt.judging import PASS, Place, missing, passes, ranking
from hstk.plugins.trade_promotion.cnnt.kinds import GROUPS, CnntRound
from hstk.plugins.trade_promotion.reading import by_id, picked


def outcome(place: Place) -> str:
    """How an entry stands, in a few words."""
    entry = place.entry
    if entry.withdrawn:
        return say("rút", "withdrawn")
    if entry.recognition is not None:
        return say("đã công nhận", "recognized")
    if passes(entry):
        return say("đạt, chờ quyết định", "passes, to be decided")
    return say("chưa đủ", "incomplete") if place.points is None else say("không đạt", "fails")


def ranking_table(eco: Ecosystem, places: Sequence[Place]) -> Table:
    """The entries with their points, the best first."""
    products = by_id(eco, Product, [place.entry.product for place in places])
    titles = eco.titles([product.owner for product in products.values()])
    rows = []
    for place in places:
        entry = place.entry
        product = products[entry.product]
        points = [getattr(entry, name) for name in GROUPS]
        lacks = "" if entry.withdrawn else "; ".join(missing(entry))
        cells = (place.rank, product.name, titles[product.owner], *points, place.points)
        rows.append(Row((*cells, outcome(place), lacks), entry.id, "=" if passes(entry) else ""))
    return Table(
        (
            Column("rank", say("Hạng", "Rank"), "number", 6),
            Column("product", say("Sản phẩm", "Product"), width=28),
            Column("owner", say("Chủ thể", "Owner"), width=24),
            Column("market", say("Thị trường (40)", "Market (40)"), "number", 10),
            Column("technical", say("Kinh tế, kỹ thuật (40)", "Technique (40)"), "number", 10),
            Column("culture", say("Văn hóa (10)", "Culture (10)"), "number", 10),
            Column("other", say("Khác (10)", "Other (10)"), "number", 8),
            Column("total", say("Tổng (100)", "Total (100)"), "number", 8),
            Column("outcome", say("Kết quả", "Outcome"), width=20),
            Column("missing", say("Còn thiếu", "Missing"), width=36),
        ),
        tuple(rows),
        say("Xếp hạng", "Ranking"),
        "ranking",
        say("Chưa có hồ sơ nào.", "There are no entries."),
    )


def show_round(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """The ranking of a round and what is still to do."""
    round_: CnntRound = asked.record
    places = ranking(eco, round_)
    passing = [place for place in places if passes(place.entry)]
    waiting = [place for place in passing if place.entry.recognition is None]
    open_ = [p for p in places if p.points is None and not p.entry.withdrawn]
    yield Paragraph(
        say(
            f"{len(places)} hồ sơ, {len(passing)} đạt từ {PASS} điểm và đủ điều kiện, "
            f"{len(open_)} chưa chấm xong.",
            f"{len(places)} entries; {len(passing)} have {PASS} points and meet the conditions, "
            f"{len(open_)} are not scored yet.",
        )
    )
    if waiting:
        yield Paragraph(
            say(
                f"{len(waiting)} sản phẩm đạt đang chờ quyết định công nhận.",
                f"{len(waiting)} that passed wait for their recognition.",
            ),
            "warning",
        )
    first = ("rank", "product", "total", "outcome", "missing")
    yield picked(ranking_table(eco, places), *first, *GROUPS, "owner")
