"""The views, actions and papers of the plugin, as the command line and the screens name them."""

from __future__ import annotations

from hstk.kinds import Event, Product, Venue
from hstk.plugins import Action, Paper, View
from hstk.plugins.trade_promotion.cnnt.actions import Recognizing, recognize, tell_chosen
from hstk.plugins.trade_promotion.cnnt.kinds import CnntRound
from hstk.plugins.trade_promotion.cnnt.papers import result_list, score_sheet
from hstk.plugins.trade_promotion.cnnt.views import show_round
from hstk.plugins.trade_promotion.fairs.actions import (
    Entering,
    Recording,
    enter_products,
    record_results,
    tell_new_ones,
)
from hstk.plugins.trade_promotion.fairs.papers import fair_book, fair_list
from hstk.plugins.trade_promotion.fairs.planner import Scoped, show_plan
from hstk.plugins.trade_promotion.fairs.results import OfYear, show_results
from hstk.plugins.trade_promotion.fairs.sheet import is_show, show_event
from hstk.plugins.trade_promotion.improvement.actions import Improving, improve
from hstk.plugins.trade_promotion.improvement.views import show_improvements
from hstk.plugins.trade_promotion.showroom.actions import (
    Receiving,
    Returning,
    Selling,
    Settling,
    give_back,
    receive,
    sell,
    settle,
    tell_owed,
    tell_sale,
    tell_stock,
)
from hstk.plugins.trade_promotion.showroom.papers import Checking, settlement, stock_book
from hstk.plugins.trade_promotion.showroom.views import (
    OfPeriod,
    is_showroom,
    show_ledger,
    show_showroom,
    show_waiting,
)

VIEWS = (
    View(
        "trade.fair",
        "Gian hàng, sản phẩm và kết quả",
        "Booths, products and results",
        of=Event,
        fits=is_show,
        show=show_event,
        inside=True,
    ),
    View(
        "trade.results",
        "Kết quả xúc tiến thương mại trong năm",
        "Trade promotion in a year",
        asks=OfYear,
        show=show_results,
        help="Mỗi hội chợ, ngày hội: sản phẩm, doanh số, hợp đồng, kinh phí.",
        help_en="Each fair and startup day: products, sales, contracts, cost.",
    ),
    View(
        "trade.planner",
        "Chọn sản phẩm đi hội chợ",
        "Which product to show next",
        asks=Scoped,
        show=show_plan,
        help="Sản phẩm chưa trưng bày năm nay, hội chợ sắp tới hợp với nó và vì sao.",
        help_en="Products not shown this year, the coming fair that fits each, and why.",
    ),
    View(
        "trade.showroom",
        "Hàng ký gửi, công nợ, sinh hoạt câu lạc bộ",
        "Goods, debts and club meetings",
        of=Venue,
        fits=is_showroom,
        show=show_showroom,
        inside=True,
    ),
    View(
        "trade.ledger",
        "Sổ hàng ký gửi",
        "Ledger of goods on consignment",
        of=Venue,
        fits=is_showroom,
        asks=OfPeriod,
        show=show_ledger,
    ),
    View(
        "trade.waiting",
        "Hàng ký gửi cần xem",
        "Goods on consignment that wait",
        show=show_waiting,
        today=True,
        help="Hàng quá 30 ngày không bán được, tiền quá 30 ngày chưa thanh toán.",
        help_en="Goods unsold, and money unpaid, for over 30 days.",
    ),
    View(
        "trade.improvements",
        "Hoàn thiện bao bì, nhãn, nhận diện",
        "Packaging, labels, identity",
        of=Product,
        show=show_improvements,
        inside=True,
    ),
    View(
        "trade.ranking",
        "Xếp hạng kỳ bình chọn",
        "Ranking of the round",
        of=CnntRound,
        show=show_round,
        inside=True,
    ),
)

ACTIONS = (
    Action(
        "trade.enter",
        "Ghi các sản phẩm trưng bày",
        "Enter the products shown",
        of=Event,
        fits=is_show,
        asks=Entering,
        do=enter_products,
        tells=tell_new_ones,
        help="Đưa nhiều sản phẩm vào một hội chợ, ngày hội trong một lần.",
        help_en="Enters several products for a fair or startup day at once.",
    ),
    Action(
        "trade.record",
        "Ghi kết quả bán hàng, hợp đồng",
        "Record sales and contracts",
        of=Event,
        asks=Recording,
        do=record_results,
        help="Doanh số, đơn hàng, hợp đồng của một sản phẩm hoặc cơ sở tại sự kiện.",
        help_en="Sales, orders and contracts of a product or an exhibitor at the event.",
    ),
    Action(
        "trade.receive",
        "Nhập hàng ký gửi",
        "Receive goods",
        of=Venue,
        fits=is_showroom,
        asks=Receiving,
        do=receive,
    ),
    Action(
        "trade.sell",
        "Bán hàng ký gửi",
        "Sell goods",
        of=Venue,
        fits=is_showroom,
        asks=Selling,
        do=sell,
        tells=tell_sale,
    ),
    Action(
        "trade.return",
        "Trả lại hàng, ghi hao hụt",
        "Return or write off goods",
        of=Venue,
        fits=is_showroom,
        asks=Returning,
        do=give_back,
        tells=tell_stock,
    ),
    Action(
        "trade.settle",
        "Thanh toán cho cơ sở",
        "Pay a producer",
        of=Venue,
        fits=is_showroom,
        asks=Settling,
        do=settle,
        tells=tell_owed,
    ),
    Action(
        "trade.improve",
        "Ghi lần hoàn thiện bao bì, nhãn, nhận diện",
        "Record an improvement",
        of=Product,
        asks=Improving,
        do=improve,
        help="Trước, sau, chi phí theo nguồn; cập nhật luôn bao bì, nhận diện của sản phẩm.",
        help_en="Before, after, cost by source; the product itself is brought up to date.",
    ),
    Action(
        "trade.recognize",
        "Công nhận sản phẩm đạt",
        "Recognize what passed",
        of=CnntRound,
        asks=Recognizing,
        do=recognize,
        tells=tell_chosen,
        help="Ghi quyết định công nhận CNNT tiêu biểu cho các sản phẩm đạt của kỳ.",
        help_en="Records the decision for the products of the round that passed.",
    ),
)

PAPERS = (
    Paper(
        "trade.fair_list",
        "Danh sách sản phẩm và kết quả (Word)",
        "Products and results (Word)",
        of=Event,
        fits=is_show,
        make=fair_list,
        ending="docx",
    ),
    Paper(
        "trade.fair_book",
        "Danh sách sản phẩm và kết quả (Excel)",
        "Products and results (Excel)",
        of=Event,
        fits=is_show,
        make=fair_book,
        ending="xlsx",
    ),
    Paper(
        "trade.settlement",
        "Biên bản đối soát hàng ký gửi",
        "Settlement with a producer",
        of=Venue,
        fits=is_showroom,
        asks=Checking,
        make=settlement,
        ending="docx",
    ),
    Paper(
        "trade.stock_book",
        "Sổ hàng ký gửi (Excel)",
        "Ledger of goods (Excel)",
        of=Venue,
        fits=is_showroom,
        make=stock_book,
        ending="xlsx",
    ),
    Paper(
        "trade.score_sheet",
        "Phiếu chấm điểm CNNT",
        "CNNT score sheet",
        of=CnntRound,
        make=score_sheet,
        ending="docx",
    ),
    Paper(
        "trade.result_list",
        "Kết quả bình chọn CNNT",
        "Results of the CNNT round",
        of=CnntRound,
        make=result_list,
        ending="docx",
    ),
)
