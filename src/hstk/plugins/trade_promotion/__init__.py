"""Trade promotion: fairs, the sales point, better packaging, sản phẩm CNNT tiêu biểu."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Entity, Indicator, hookimpl
from hstk.plugins import Action, Check, Guard, Paper, ReportSection, Satellite, View


@hookimpl
def hstk_entities() -> Iterable[type[Entity]]:
    """Booths and results, goods on consignment and their movements, CNNT rounds and entries."""
    from hstk.plugins.trade_promotion.cnnt.kinds import CnntEntry, CnntRound
    from hstk.plugins.trade_promotion.fairs.kinds import Booth, ShowResult
    from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement

    return (Booth, ShowResult, Consignment, Movement, CnntRound, CnntEntry)


@hookimpl
def hstk_satellites() -> Iterable[Satellite]:
    """What a support of a product changed."""
    from hstk.plugins.trade_promotion.improvement.kinds import Improvement, is_improving

    return (Satellite(Improvement, "support", is_improving),)


@hookimpl
def hstk_indicators() -> Iterable[Indicator]:
    """Products displayed, what was sold and signed, products improved."""
    from hstk.plugins.trade_promotion.indicators import INDICATORS

    return INDICATORS


@hookimpl
def hstk_views() -> Iterable[View]:
    """Sheets of events, sales points, products and rounds; results, planner, what waits."""
    from hstk.plugins.trade_promotion.offered import VIEWS

    return VIEWS


@hookimpl
def hstk_actions() -> Iterable[Action]:
    """Enter, record, receive, sell, return, settle, improve, recognize."""
    from hstk.plugins.trade_promotion.offered import ACTIONS

    return ACTIONS


@hookimpl
def hstk_papers() -> Iterable[Paper]:
    """Lists of fairs, settlements, ledgers, score sheets, results of rounds."""
    from hstk.plugins.trade_promotion.offered import PAPERS

    return PAPERS


@hookimpl
def hstk_report_sections() -> Iterable[ReportSection]:
    """Tasks 1.3, 2.2, 4.1 and 4.2."""
    from hstk.plugins.trade_promotion.sections import SECTIONS

    return SECTIONS


@hookimpl
def hstk_checks() -> Iterable[Check]:
    """What a clerk would want to know."""
    from hstk.plugins.trade_promotion.checks import CHECKS

    return CHECKS


@hookimpl
def hstk_check_change() -> Iterable[Guard]:
    """Stock is never negative; a CNNT level chooses among the winners of the one below."""
    from hstk.plugins.trade_promotion.cnnt.guarding import refuse_round, refuse_without_ground
    from hstk.plugins.trade_promotion.cnnt.kinds import CnntEntry, CnntRound
    from hstk.plugins.trade_promotion.showroom.guarding import refuse_impossible, refuse_rewriting
    from hstk.plugins.trade_promotion.showroom.kinds import Consignment, Movement

    return (
        Guard(Movement, refuse_impossible),
        Guard(Consignment, refuse_rewriting),
        Guard(CnntEntry, refuse_without_ground),
        Guard(CnntRound, refuse_round),
    )
