"""Recognizing the products that passed a round."""

from __future__ import annotations

from typing import Annotated

from hstk import Ecosystem, Ref, Rejected, Shown, say
from hstk.errors import Problem
from hstk.kinds import Day, Line, Organization, Product, Recognition, RecognitionScheme, Several
from hstk.plugins import Asked, Done, Form
from hstk.plugins.trade_promotion.cnnt.judging import Place, missing, passes, ranking
from hstk.plugins.trade_promotion.cnnt.kinds import CnntRound
from hstk.plugins.trade_promotion.telling import or_why_not

GRADE = "Sản phẩm công nghiệp nông thôn tiêu biểu"
"""What stands on the certificate."""


class Recognizing(Form):
    """The decision by which products are recognized."""

    decision: Annotated[Line, Shown("Số quyết định", "Decision")]
    decided_on: Annotated[Day, Shown("Ngày quyết định", "Decided on")]
    issuer: Annotated[
        Ref[Organization] | None,
        Shown(
            "Cơ quan công nhận",
            "Issued by",
            help="Để trống là cơ quan tổ chức kỳ bình chọn.",
            help_en="The organizer of the round when left empty.",
        ),
    ] = None
    expires_on: Annotated[
        Day | None,
        Shown(
            "Hết hạn",
            "Expires on",
            help="Chỉ ghi khi giấy chứng nhận có ghi.",
            help_en="Only when the certificate states it.",
        ),
    ] = None
    products: Annotated[
        Several[Ref[Product]],
        Shown(
            "Chỉ các sản phẩm",
            "These products alone",
            help="Để trống là mọi sản phẩm đạt của kỳ này.",
            help_en="Every product that passed when left empty.",
        ),
    ] = ()


def _chosen(eco: Ecosystem, asked: Asked) -> list[Place]:
    """The entries to recognize.

    Raises:
        Rejected: one that was named does not pass, or there is none.
    """
    places = ranking(eco, asked.record)
    named = set(asked.answers.products or ())
    titles = eco.titles([*named, *(place.entry.product for place in places)])
    wrong = [
        Problem(
            "products",
            say("không có hồ sơ trong kỳ này", "it has no entry in this round"),
            where=titles[id_],
        )
        for id_ in named - {place.entry.product for place in places}
    ]
    wrong += [
        Problem(
            "products",
            "; ".join(missing(place.entry)) or say("đã rút hồ sơ", "it was withdrawn"),
            where=titles[place.entry.product],
        )
        for place in places
        if place.entry.product in named and not passes(place.entry)
    ]
    chosen = [
        place
        for place in places
        if passes(place.entry)
        and place.entry.recognition is None
        and (not named or place.entry.product in named)
    ]
    if not chosen and not wrong:
        wrong = [
            Problem(
                "",
                say(
                    "không có sản phẩm đạt nào chưa được công nhận",
                    "there is nothing that passed and was not recognized yet",
                ),
            )
        ]
    if wrong:
        raise Rejected(wrong)
    return chosen


def recognize(eco: Ecosystem, asked: Asked) -> Done:
    """Adds the recognitions and ties the entries to them; the round keeps the decision."""
    round_: CnntRound = asked.record
    answers: Recognizing = asked.answers
    chosen = _chosen(eco, asked)
    round_ = eco.update(round_, decision=answers.decision, decided_on=answers.decided_on)
    for place in chosen:
        given = eco.add(
            Recognition(
                product=place.entry.product,
                scheme=RecognitionScheme.CNNT,
                level=round_.level,
                score=place.points,
                grade=GRADE,
                decision=answers.decision,
                decided_on=answers.decided_on,
                issuer=answers.issuer or round_.organizer,
                expires_on=answers.expires_on,
            )
        )
        eco.update(place.entry, recognition=given.id)
    return Done(
        say(
            f"Đã công nhận {len(chosen)} sản phẩm CNNT tiêu biểu {round_.level.label.lower()} theo "
            f"Quyết định {answers.decision}.",
            f"{len(chosen)} products recognized ({round_.level.label}) by decision "
            f"{answers.decision}.",
        ),
        round_.id,
    )


@or_why_not
def tell_chosen(eco: Ecosystem, asked: Asked) -> str:
    """Which products will be recognized."""
    chosen = _chosen(eco, asked)
    titles = eco.titles([place.entry.product for place in chosen])
    names = "; ".join(titles[place.entry.product] for place in chosen)
    return say(f"Sẽ công nhận: {names}.", f"To be recognized: {names}.")
