"""The sheet that a council member fills in, and the list of results of a round."""

from __future__ import annotations

from hstk import Ecosystem, say
from hstk.plugins import (
    Asked,
    Cell,
    Column,
    Document,
    Paragraph,
    Row,
    Signature,
    Table,
    show_date,
    vietnamese_order,
)
from hstk.plugins.trade_promotion.cnnt.judging import PASS, passes, ranking
from hstk.plugins.trade_promotion.cnnt.kinds import GROUPS, CnntEntry, CnntRound
from hstk.plugins.trade_promotion.cnnt.views import ranking_table
from hstk.plugins.trade_promotion.fairs.papers import name_in_capitals


def score_sheet(eco: Ecosystem, asked: Asked) -> Document:
    """An empty sheet with the products of a round, for one member of the council."""
    round_: CnntRound = asked.record
    places = [place for place in ranking(eco, round_) if not place.entry.withdrawn]
    titles = eco.titles([place.entry.product for place in places])
    blanks: tuple[Cell, ...] = (None,) * (len(GROUPS) + 2)
    names = sorted(titles.values(), key=vietnamese_order)
    rows = tuple(Row((number, name, *blanks)) for number, name in enumerate(names, 1))
    groups = tuple(Column(name, CnntEntry.fields[name].label, "number", 14) for name in GROUPS)
    return Document(
        title=say("PHIẾU CHẤM ĐIỂM", "SCORE SHEET"),
        about=round_.name,
        issuer=name_in_capitals(eco, round_.organizer),
        body=(
            Paragraph(say("Họ và tên thành viên hội đồng: ", "Member of the council: ") + "…" * 20),
            Table(
                (
                    Column("number", say("TT", "No."), "number", 5),
                    Column("product", say("Sản phẩm", "Product"), width=30),
                    *groups,
                    Column("total", say("Tổng (100)", "Total (100)"), "number", 10),
                    Column("remarks", say("Nhận xét", "Remarks"), width=24),
                ),
                rows,
                name="scores",
                none=say("Chưa có hồ sơ nào.", "There are no entries."),
            ),
            Paragraph(
                say(
                    f"Sản phẩm đạt khi có tổng điểm trung bình từ {PASS} điểm trở lên.",
                    f"A product passes with an average of at least {PASS} points.",
                ),
                "muted",
            ),
        ),
        signatures=(Signature(say("THÀNH VIÊN HỘI ĐỒNG", "Member of the council")),),
        landscape=True,
    )


def result_list(eco: Ecosystem, asked: Asked) -> Document:
    """The ranking, with who passed."""
    round_: CnntRound = asked.record
    places = ranking(eco, round_)
    passing = sum(passes(place.entry) for place in places)
    body = [
        Paragraph(
            say(
                f"Tổng số {len(places)} hồ sơ; {passing} sản phẩm đạt từ {PASS} điểm và đủ điều "
                "kiện công nhận.",
                f"{len(places)} entries; {passing} products have {PASS} points and meet the "
                "conditions.",
            )
        )
    ]
    if round_.held_on is not None:
        day = show_date(round_.held_on)
        body.insert(0, Paragraph(say(f"Hội đồng chấm điểm ngày {day}.", f"Council of {day}.")))
    return Document(
        title=say("KẾT QUẢ BÌNH CHỌN", "RESULTS"),
        about=round_.name,
        issuer=name_in_capitals(eco, round_.organizer),
        on=round_.held_on,
        body=(*body, ranking_table(eco, places)),
        signatures=(
            Signature(say("THƯ KÝ", "Secretary")),
            Signature(say("CHỦ TỊCH HỘI ĐỒNG", "Chair of the council")),
        ),
        landscape=True,
    )
