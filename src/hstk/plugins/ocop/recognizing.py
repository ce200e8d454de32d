"""Recognition of a product, what follows from it, and its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from hstk import Ecosystem, Ref, Rejected, Shown, say
from hstk.errors import Problem
from hstk.kinds import (
    Day,
    FollowUp,
    Line,
    Organization,
    Product,
    Recognition,
    RecognitionLevel,
    RecognitionScheme,
    Text,
)
from hstk.plugins import (
    Action,
    Asked,
    Column,
    Done,
    Form,
    Guard,
    Part,
    Row,
    Table,
    View,
    Written,
    show_date,
    show_number,
)
from hstk.plugins.ocop.dossiers import record_step
from hstk.plugins.ocop.kinds import OcopDossier, OcopProduct, Step
from hstk.plugins.ocop.marks import conclusion_problem
from hstk.plugins.ocop.product_codes import read_product_code
from hstk.plugins.ocop.recognition import (
    FILE_FROM,
    WithdrawalGround,
    authority,
    expires,
    runs_until,
    window,
)

OCOP = RecognitionScheme.OCOP
_AT_ONCE = 500
"""Products that are read by one question."""
LEAST_STARS = 3
"""Below three stars there is neither decision nor certificate (148/QĐ-TTg; 26/2026/QĐ-TTg)."""


class Recognize(Form):
    """The decision of the authority."""

    decision: Annotated[Line, Field(min_length=1), Shown("Số quyết định", "Decision")]
    decided_on: Annotated[Day, Shown("Ngày quyết định", "Decided on")]
    issuer: Annotated[Ref[Organization] | None, Shown("Cơ quan công nhận", "Issued by")] = None
    certificate: Annotated[Line, Shown("Số giấy chứng nhận", "Certificate number")] = ""
    product_code: Annotated[
        Line,
        Shown(
            "Mã số sản phẩm",
            "Product code",
            help="Để trống thì lấy mã đã ghi ở sản phẩm.",
            help_en="The one kept with the product if empty.",
        ),
    ] = ""


class Withdraw(Form):
    """Why a recognition ends before its time."""

    reason: Annotated[WithdrawalGround, Shown("Căn cứ thu hồi", "Ground")]
    on: Annotated[
        Day | None, Shown("Ngày thu hồi (để trống là hôm nay)", "Withdrawn on (today if empty)")
    ] = None
    details: Annotated[Text, Shown("Chi tiết", "Details")] = ""


class Within(Form):
    """How far to look ahead."""

    within: Annotated[
        Annotated[int, Field(ge=1, le=3650)],
        Shown("Trong bao nhiêu ngày tới", "Within how many days"),
    ] = 180


def not_starred(_: Ecosystem, dossier: OcopDossier) -> str | None:
    """Why a product cannot be recognized yet; None when it can."""
    if dossier.stars is None:
        return say("hội đồng chưa kết luận hạng sao", "no council has concluded its stars")
    if dossier.stars < LEAST_STARS:
        return say(
            f"{dossier.stars} sao: dưới 3 sao không có quyết định công nhận",
            f"{dossier.stars} stars: below three there is no recognition",
        )
    return None


def recognize(eco: Ecosystem, asked: Asked) -> Done:
    """Records the decision with the authority, end and product code that follow from it.

    Validity is 36 months (26/2026/QĐ-TTg, Điều 4; 148/QĐ-TTg). A follow-up stands 180 days before
    the end, when the dossier for re-evaluation may be handed in.

    Raises:
        Rejected: the rubric is incomplete, nobody recognized so many stars on that day, the
            council's level is not the one that recognizes them, or the product code has the form
            of another time.
    """
    dossier, given = asked.record, asked.answers
    product = eco.get(Product, dossier.product)
    level = authority(given.decided_on, dossier.stars)
    problems = [*_level_problems(dossier, level), *_day_problems(dossier, given)]
    if problem := conclusion_problem(eco, dossier):
        problems.append(Problem("", problem))
    if any(one.stars == dossier.stars for one in standing_since(eco, dossier)):
        problems.append(
            Problem(
                "decision",
                say(
                    "sản phẩm đã được công nhận theo kết luận này rồi",
                    "the product is recognized by this conclusion already",
                ),
            )
        )
    known = eco.satellite(OcopProduct, product)
    code = given.product_code or (known.product_code if known else "")
    if code:
        try:
            code = str(read_product_code(code, given.decided_on))
        except ValueError as error:
            problems.append(Problem("product_code", str(error), code))
    if problems or level is None:
        raise Rejected(problems)
    ends = expires(given.decided_on)
    made = eco.add(
        Recognition(
            product=product.id,
            scheme=OCOP,
            level=level,
            stars=dossier.stars,
            score=dossier.score,
            product_code=code,
            decision=given.decision,
            decided_on=given.decided_on,
            issuer=given.issuer,
            certificate=given.certificate,
            expires_on=ends,
        )
    )
    if code and known is None:
        eco.add(OcopProduct(product=product.id, product_code=code))
    elif known is not None and code != known.product_code:
        eco.update(known, product_code=code)
    record_step(eco, dossier, Step.EVALUATION, given.decided_on, given.issuer, given.decision)
    eco.update(dossier, step=Step.PROMOTION)
    first, last = window(ends)
    eco.add(
        FollowUp(
            what=say(
                f"Nộp hồ sơ đánh giá lại OCOP: {product.name} (hạn cuối {show_date(last)})",
                f"File for OCOP re-evaluation: {product.name} (until {show_date(last)})",
            ),
            about=product.id,
            due=first,
        )
    )
    return Done(
        say(
            f"{product.name}: {dossier.stars} sao, {level.label}, đến {show_date(ends)}.",
            f"{product.name}: {dossier.stars} stars, {level.label}, until {show_date(ends)}.",
        ),
        made.id,
    )


def standing_since(eco: Ecosystem, dossier: OcopDossier) -> list[Recognition]:
    """OCOP recognitions of the dossier's product since its council concluded, not withdrawn."""
    where = (
        f"product = {dossier.product} and scheme = ocop and withdrawn_on is null "
        f"and decided_on >= {dossier.evaluated_on or date(dossier.year, 1, 1)}"
    )
    return eco.find(Recognition, where, sort="id")


def _level_problems(dossier: OcopDossier, level: RecognitionLevel | None) -> Iterator[Problem]:
    if level is None:
        yield Problem(
            "decided_on",
            say(
                "ngày này chưa có cơ quan nào được công nhận sản phẩm OCOP",
                "on that day no authority recognized OCOP products",
            ),
        )
    elif dossier.level is None:
        yield Problem(
            "",
            say(
                "hồ sơ chưa ghi hội đồng cấp nào kết luận; dùng: hstk ocop conclude",
                "the dossier does not say which council concluded; use: hstk ocop conclude",
            ),
        )
    elif _RANK[dossier.level] < _RANK[level]:
        yield Problem(
            "decided_on",
            say(
                f"{dossier.stars} sao vào ngày này do {level.label.lower()} công nhận; hội đồng "
                f"{dossier.level.label.lower()} chấm xong thì chuyển hồ sơ lên để cấp đó đánh giá",
                f"on that day {dossier.stars} stars are recognized at {level.label.lower()} "
                f"level; after the {dossier.level.label.lower()} council its council evaluates",
            ),
        )


def _day_problems(dossier: OcopDossier, given: Recognize) -> Iterator[Problem]:
    if dossier.evaluated_on is not None and given.decided_on < dossier.evaluated_on:
        yield Problem(
            "decided_on",
            say(
                f"trước ngày hội đồng đánh giá ({show_date(dossier.evaluated_on)})",
                f"before the council evaluated ({show_date(dossier.evaluated_on)})",
            ),
        )


_RANK = {level: place for place, level in enumerate(RecognitionLevel)}


def no_ocop(_: Ecosystem, recognition: Recognition) -> str | None:
    """Why OCOP has nothing to withdraw here; None when it has."""
    if recognition.scheme is not OCOP:
        return say("không phải công nhận OCOP", "this is no OCOP recognition")
    if recognition.withdrawn_on is not None:
        return say("đã thu hồi rồi", "it is withdrawn already")
    return None


def withdraw(eco: Ecosystem, asked: Asked) -> Done:
    """Ends a recognition with its ground (Quyết định 26/2026/QĐ-TTg, Điều 8)."""
    given = asked.answers
    ground = given.reason.label + (f". {given.details}" if given.details else "")
    changed = eco.update(asked.record, withdrawn_on=given.on or asked.today, ground=ground)
    return Done(say("Đã ghi việc thu hồi.", "The withdrawal is recorded."), changed.id)


def grounds_given(_: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """Whoever withdraws an OCOP recognition says why."""
    for one in written:
        after = one.after
        if after is None or after.scheme is not OCOP or after.withdrawn_on is None:
            continue
        if not after.ground and (one.before is None or one.before.withdrawn_on is None):
            yield Problem(
                "ground",
                say(
                    "thu hồi công nhận OCOP phải ghi lý do (26/2026/QĐ-TTg, Điều 8)",
                    "a withdrawal needs its ground (26/2026/QĐ-TTg, article 8)",
                ),
            )


def ending(eco: Ecosystem, asked: Asked, within: int) -> list[Recognition]:
    """OCOP recognitions that end within so many days, those that ended just before included."""
    first = asked.today - timedelta(days=FILE_FROM.days)
    last = asked.today + timedelta(days=within)
    where = (
        f"scheme = ocop and withdrawn_on is null and expires_on >= {first} and expires_on <= {last}"
    )
    found = eco.find(Recognition, where, sort="expires_on")
    newest: dict[UUID, Recognition] = {}
    products = sorted({str(one.product) for one in found})
    for start in range(0, len(products), _AT_ONCE):
        some = ", ".join(products[start : start + _AT_ONCE])
        held = f"product in ({some}) and scheme = ocop and withdrawn_on is null"
        for one in eco.find(Recognition, held, sort="id"):
            known = newest.get(one.product)
            if known is None or _end(one) > _end(known):
                newest[one.product] = one
    # a product that was recognized anew does not expire
    return [one for one in found if newest[one.product].id == one.id]


def _end(one: Recognition) -> date:
    return one.expires_on or (expires(one.decided_on) if one.decided_on else date.min)


def show_expiring(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """What ends soon, and when its dossier for re-evaluation is due."""
    found = ending(eco, asked, asked.answers.within)
    names = eco.titles({one.product for one in found})
    again = {
        dossier.product
        for dossier in eco.find(OcopDossier, f"cause = again and year >= {asked.today.year - 1}")
    }
    rows = []
    for one in found:
        if one.expires_on is None:
            continue
        first, last = window(one.expires_on)
        left = (one.expires_on - asked.today).days
        runs_on = asked.today <= runs_until(one.expires_on)
        if left < 0 and one.product in again and runs_on:
            until = show_date(runs_until(one.expires_on))
            state = say(
                f"chờ kết quả đánh giá lại, dùng đến {until}",
                f"re-evaluation pending, runs on until {until}",
            )
        elif left < 0:
            state = say("đã hết hạn", "has ended")
        elif one.product in again:
            state = say("đã có hồ sơ đánh giá lại", "a re-evaluation is under way")
        elif asked.today < first:
            state = say("chưa đến kỳ nộp", "too early to file")
        elif asked.today <= last:
            state = say("đang trong kỳ nộp hồ sơ", "file now")
        else:
            state = say("đã quá kỳ nộp hồ sơ", "too late to file in time")
        urgent = one.product not in again and asked.today >= first
        rows.append(
            Row(
                (
                    names.get(one.product, ""),
                    one.stars,
                    one.expires_on,
                    left,
                    state,
                    first,
                    last,
                    one.level.label,
                    one.decision,
                ),
                one.id,
                "!" if urgent else "",
            )
        )
    yield Table(
        (
            Column("product", say("Sản phẩm", "Product"), width=26),
            Column("stars", say("Sao", "Stars"), width=4),
            Column("expires_on", say("Hết hạn", "Ends"), width=10),
            Column("days", say("Ngày", "Days"), width=5),
            Column("state", say("Tình trạng", "State"), width=22),
            Column("file_from", say("Nộp từ", "File from"), width=10),
            Column("file_until", say("đến", "until"), width=10),
            Column("level", say("Cấp", "Level"), width=9),
            Column("decision", say("Quyết định", "Decision"), width=14),
        ),
        tuple(rows),
        say(
            f"Công nhận OCOP hết hạn trong {show_number(asked.answers.within)} ngày",
            f"OCOP recognitions that end within {asked.answers.within} days",
        ),
        "expiring",
        say("Không có công nhận nào sắp hết hạn.", "None is about to end."),
    )


ACTIONS = (
    Action(
        "ocop.recognize",
        "Ghi quyết định công nhận",
        "Record the recognition",
        of=OcopDossier,
        asks=Recognize,
        fits=not_starred,
        do=recognize,
    ),
    Action(
        "ocop.withdraw",
        "Thu hồi công nhận OCOP",
        "Withdraw the OCOP recognition",
        of=Recognition,
        asks=Withdraw,
        fits=no_ocop,
        do=withdraw,
    ),
)
GUARDS = (Guard(Recognition, grounds_given),)
VIEWS = (
    View(
        "ocop.expiring",
        "Công nhận OCOP sắp hết hạn",
        "OCOP recognitions about to end",
        asks=Within,
        show=show_expiring,
    ),
)
