"""The products of the sample and what recognises them, through the rules of their years.

Decisions before 24/2/2023 are the province's (QĐ 1048/QĐ-TTg), then three stars the district's
(QĐ 148/QĐ-TTg), from 6/7/2025 the province's again (QĐ 1489/QĐ-TTg). Their numbers are made up.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hstk.kinds import (
    PackagingState,
    Product,
    ProductGroup,
    ProductState,
    Recognition,
    RecognitionLevel,
    RecognitionScheme,
    SalesChannel,
    TrademarkState,
)
from hstk.sample.draft import Draft
from hstk.sample.tables import rows

_NOT_MADE = {"cá bò": ProductState.PAUSED, "tôm hùm": ProductState.PLANNED}
_STORIES = {
    "tỏi": "Bốn đời trồng tỏi trên đất núi lửa, mỗi vụ thay một lớp cát biển.",
    "tỏi đen": "Mẻ tỏi đen đầu tiên làm trong nồi cơm điện của nhà, hỏng cả mười hai mẻ trước đó.",
    "nước mắm": "Bà ngoại tên Sáu ủ mẻ đầu khi ông đi biển chưa về.",
    "rong sấy": "Rong trôi vào bờ sau mùa gió, trước chỉ dùng bón ruộng.",
    "đèn ốc": "Vỏ ốc từ quán ăn, đôi tay của những người không đi biển được nữa.",
}


def add_products(draft: Draft) -> None:
    """The products with their recognitions."""
    for number, cells in enumerate(rows("products")):
        draft.products[cells[0]] = draft.add(_product(draft, number, cells))
    for short, level, stars, score, on in rows("ocop"):
        _recognize(
            draft,
            short,
            RecognitionLevel.read(level),
            int(stars),
            float(score),
            date.fromisoformat(on),
        )
    for short, level, on in rows("cnnt"):
        _award(draft, short, RecognitionLevel.read(level), date.fromisoformat(on))
    draft.add(
        Recognition(
            product=draft.products["mắm nhum"].id,
            scheme=RecognitionScheme.OCOP,
            level=RecognitionLevel.COMMUNE,
            decision="09/CN-UBND",
            decided_on=date(2019, 10, 8),
            notes="Xã cũ chứng nhận trước khi giải thể cấp xã (1/2/2020); chưa có hạng sao.",
        )
    )
    draft.save("Dữ liệu mẫu: sản phẩm và công nhận", by="KTHT3")


def _product(draft: Draft, number: int, cells: list[str]) -> Product:
    short, name, maker, group, price, ready, marks, sold_as = cells
    startup = draft.startups.get(maker)
    channels = [SalesChannel.DIRECT, SalesChannel.ONLINE, SalesChannel.SHOWROOM, SalesChannel.AGENT]
    return Product(
        name=name,
        owner=startup.owner if startup else draft.producers[maker].id,
        startup=startup.id if startup else None,
        group=ProductGroup.read(group),
        state=_NOT_MADE.get(short, ProductState.MADE),
        specialty="s" in marks,
        story=_STORIES.get(short, ""),
        packaging=list(PackagingState)[int(ready)],
        identity=ready == "3",
        traceable="t" in marks,
        trademark=TrademarkState.REGISTERED if "r" in marks else TrademarkState.NONE,
        geographical_indication="g" in marks,
        standards=("HACCP",) if "r" in marks else (),
        sales_unit=sold_as,
        price=int(price) * 1_000,
        local_materials=90 if group == "food" else None,
        channels=tuple(channels[: 1 + int(ready)]),
        launched_on=date(2018 + number % 6, 1 + number % 12, 10),
    )


def _award(draft: Draft, short: str, level: RecognitionLevel, on: date) -> None:
    draft.add(
        Recognition(
            product=draft.products[short].id,
            scheme=RecognitionScheme.CNNT,
            level=level,
            grade="Sản phẩm công nghiệp nông thôn tiêu biểu",
            decision=f"{100 + on.month * 7}/QĐ-UBND",
            decided_on=on,
            issuer=_issuer(draft, level, on),
        )
    )


def _recognize(
    draft: Draft, short: str, level: RecognitionLevel, stars: int, score: float, on: date
) -> None:
    withdrawn = date(2023, 6, 15) if short == "rượu tỏi" else None
    draft.add(
        Recognition(
            product=draft.products[short].id,
            scheme=RecognitionScheme.OCOP,
            level=level,
            stars=stars,
            score=score,
            decision=f"{on.year - 1900 + on.month * 31}/QĐ-UBND",
            decided_on=on,
            issuer=_issuer(draft, level, on),
            certificate=f"GCN-{on.year}-{len(draft.products[short].name):02}",
            expires_on=on.replace(year=on.year + 3),
            withdrawn_on=withdrawn,
            ground="Ngừng sản xuất, không còn đạt tiêu chí." if withdrawn else "",
        )
    )


def _issuer(draft: Draft, level: RecognitionLevel, on: date) -> UUID:
    return (
        draft.units["TỈNH"].id if level is RecognitionLevel.PROVINCE else draft.unit("UBND", on).id
    )
