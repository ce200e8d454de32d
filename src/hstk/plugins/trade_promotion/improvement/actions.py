"""Recording an improvement together with what it made of the product."""

from __future__ import annotations

from typing import Annotated, Any

from hstk import Ecosystem, Ref, Rejected, Shown, say
from hstk.errors import Problem
from hstk.kinds import (
    BudgetSource,
    Day,
    Line,
    Money,
    Organization,
    PackagingState,
    Person,
    Product,
    Several,
    Support,
    Task,
    Text,
    TrademarkState,
)
from hstk.plugins import Asked, Done, Form, show_money
from hstk.plugins.trade_promotion.improvement.kinds import (
    COSTS,
    ImprovedPart,
    Improvement,
)

_WRAPPED = (ImprovedPart.PACKAGING, ImprovedPart.LABEL)


class Improving(Form):
    """What was made better, by whom, for how much, and how the product stands now."""

    part: Annotated[ImprovedPart, Shown("Hạng mục hoàn thiện", "What")]
    on: Annotated[
        Day | None,
        Shown("Ngày", "Day", help="Để trống là hôm nay.", help_en="Today when left empty."),
    ] = None
    by: Annotated[
        Ref[Organization | Person] | None,
        Shown("Bên hỗ trợ, thực hiện", "By"),
    ] = None
    before: Annotated[
        Text,
        Shown(
            "Trước khi hỗ trợ",
            "Before",
            help="Ví dụ: túi ni lông buộc dây, không nhãn.",
            help_en="For example: a plastic bag without a label.",
        ),
    ]
    after: Annotated[
        Text,
        Shown(
            "Sau khi hỗ trợ",
            "After",
            help="Ví dụ: hũ vuông 300 g, nhãn đủ thông tin.",
            help_en="For example: a square jar of 300 g with a full label.",
        ),
    ]
    cost_state: Annotated[
        Money | None, Shown("Ngân sách chi", "Paid by the state", section="Chi phí|Cost")
    ] = None
    cost_social: Annotated[
        Money | None, Shown("Xã hội hóa chi", "Paid by society", section="Chi phí|Cost")
    ] = None
    cost_own: Annotated[
        Money | None, Shown("Chủ thể tự chi", "Paid by the owner", section="Chi phí|Cost")
    ] = None
    packaging: Annotated[
        PackagingState | None,
        Shown(
            "Bao bì, nhãn nay ở mức",
            "Packaging is now",
            help="Để trống: hoàn thiện bao bì, nhãn thì ít nhất là «Đã thiết kế».",
            help_en="When left empty, packaging and labels make it at least “Designed”.",
            section="Sản phẩm nay|The product now",
        ),
    ] = None
    trademark: Annotated[
        TrademarkState | None,
        Shown(
            "Nhãn hiệu nay",
            "Trademark is now",
            help="Để trống: hạng mục nhãn hiệu thì ít nhất là «Đã nộp đơn».",
            help_en="When left empty, a trademark is at least “Filed”.",
            section="Sản phẩm nay|The product now",
        ),
    ] = None
    standards: Annotated[
        Several[Line],
        Shown(
            "Tiêu chuẩn, chứng nhận thêm",
            "Standards added",
            help="Ví dụ: HACCP; tự công bố chất lượng.",
            help_en="For example: HACCP.",
            section="Sản phẩm nay|The product now",
        ),
    ] = ()
    photo_before: Annotated[Line, Shown("Ảnh trước", "Photo before")] = ""
    photo_after: Annotated[Line, Shown("Ảnh sau", "Photo after")] = ""
    links: Annotated[Several[Line], Shown("Liên kết", "Links")] = ()
    task: Annotated[Ref[Task] | None, Shown("Thuộc nhiệm vụ", "Serves task")] = None


def brought_forward(product: Product, answers: Improving) -> dict[str, Any]:
    """The fields of the product that the improvement changes; nothing ever goes back."""
    part, new = answers.part, dict[str, Any]()
    packaging = answers.packaging
    if packaging is None and part in _WRAPPED:
        packaging = PackagingState.DESIGNED
    trademark = answers.trademark
    if trademark is None and part is ImprovedPart.TRADEMARK:
        trademark = TrademarkState.FILED
    if packaging is not None and _further(packaging, product.packaging):
        new["packaging"] = packaging
    if trademark is not None and _further(trademark, product.trademark):
        new["trademark"] = trademark
    if part is ImprovedPart.IDENTITY and not product.identity:
        new["identity"] = True
    if part is ImprovedPart.TRACEABILITY and not product.traceable:
        new["traceable"] = True
    if more := [name for name in answers.standards if name not in product.standards]:
        new["standards"] = (*product.standards, *more)
    return new


def _further(new: PackagingState | TrademarkState, old: PackagingState | TrademarkState) -> bool:
    order: list[Any] = list(type(new))
    return order.index(new) > order.index(old)


def _source(answers: Improving) -> BudgetSource | None:
    """The one source that paid, where that is told; the level of the budget is not."""
    paid = [name for name in COSTS if getattr(answers, name)]
    only = {"cost_social": BudgetSource.SOCIAL, "cost_own": BudgetSource.OTHER}
    return only.get(paid[0]) if len(paid) == 1 else None


def improve(eco: Ecosystem, asked: Asked) -> Done:
    """Records the support, what it changed, and the product as it is now."""
    product: Product = asked.record
    answers: Improving = asked.answers
    if not answers.after:
        raise Rejected(
            [Problem("after", say("ghi sản phẩm sau khi hỗ trợ ra sao", "tell what it became"))]
        )
    cost = sum(getattr(answers, name) or 0 for name in COSTS)
    support = eco.add(
        Support(
            about=product.id,
            kind_of=answers.part.support,
            on=answers.on or asked.today,
            by=answers.by,
            content=answers.part.label_vi,
            worth=cost or None,
            source=_source(answers),
            task=answers.task,
            result=answers.after,
        )
    )
    same = ("part", "before", "after", *COSTS, "photo_before", "photo_after", "links")
    eco.add(Improvement(support=support.id, **{name: getattr(answers, name) for name in same}))
    new = brought_forward(product, answers)
    if new:
        eco.update(product, **new)
    labels = ", ".join(f"«{product.fields[name].label}»" for name in new)
    message = say(
        f"Đã ghi hoàn thiện {answers.part.label.lower()} cho «{product.name}», {show_money(cost)}",
        f"{answers.part.label} of “{product.name}” recorded, {show_money(cost)}",
    )
    changed = say(f"; cập nhật {labels} của sản phẩm", f"; updated {labels} of the product")
    return Done(message + (changed if new else "") + ".", support.id)
