"""The dossier of a product on its way to recognition."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hstk import Entity, Ref, Shown, Stored, Unique
from hstk.kinds import Choice, Day, Product, Text


class DossierCause(Choice):
    """Why a product is evaluated (Quyết định 26/2026/QĐ-TTg, Điều 5)."""

    FIRST = "first", "Đánh giá lần đầu", "First evaluation"
    UPGRADE = "upgrade", "Nâng hạng sao", "Upgrade"
    AGAIN = "again", "Đánh giá, phân hạng lại", "Re-evaluation"


class Step(Choice):
    """The six steps of the yearly cycle (chu trình OCOP thường niên)."""

    AWARENESS = "1", "1. Tuyên truyền, hướng dẫn", "1. Awareness"
    IDEA = "2", "2. Đăng ký ý tưởng sản phẩm", "2. Registration of the idea"
    PLAN = "3", "3. Phương án sản xuất kinh doanh", "3. Business plan"
    WORK = "4", "4. Triển khai phương án", "4. Carrying it out"
    EVALUATION = "5", "5. Đánh giá, phân hạng", "5. Evaluation"
    PROMOTION = "6", "6. Xúc tiến thương mại", "6. Trade promotion"


class OcopDossier(
    Entity,
    kind="ocop_dossier",
    label="Hồ sơ OCOP",
    label_en="OCOP dossier",
    subject="Sản phẩm|Products",
    named_by=("product", "year"),
    uniques=(
        Unique(
            ("product", "year"),
            message="Sản phẩm đã có hồ sơ của năm này|The product has a dossier of this year",
        ),
    ),
    help="Một sản phẩm đi qua chu trình OCOP 6 bước trong một năm.",
    help_en="One product on its way through the six OCOP steps in a year.",
):
    """A product in one year's cycle."""

    product: Annotated[
        Ref[Product],
        Stored(index=True, on_delete="cascade"),
        Shown("Sản phẩm", "Product", width=32, column=True),
    ]
    year: Annotated[
        Annotated[int, Field(ge=2018, le=2200)],
        Stored(index=True),
        Shown("Năm", "Year", column=True),
    ]
    cause: Annotated[DossierCause, Shown("Loại hồ sơ", "Cause", column=True)] = DossierCause.FIRST
    step: Annotated[
        Step,
        Stored(index=True),
        Shown(
            "Bước",
            "Step",
            help="Sản phẩm đã có sẵn có thể vào thẳng bước 5.",
            help_en="A product that exists already may enter at step 5.",
            column=True,
            board=True,
        ),
    ] = Step.IDEA
    submitted_on: Annotated[Day | None, Shown("Ngày nộp hồ sơ", "Submitted on")] = None
    score: Annotated[
        Annotated[float, Field(ge=0, le=100)] | None,
        Shown(
            "Điểm",
            "Score",
            help="Điểm trung bình của hội đồng, thang 100; từ 50 điểm là 3 sao.",
            help_en="The council's average of 100; three stars begin at 50.",
            column=True,
        ),
    ] = None
    evaluated_on: Annotated[Day | None, Shown("Ngày đánh giá", "Evaluated on")] = None
    notes: Annotated[Text, Shown("Còn thiếu, ghi chú", "Missing, notes")] = ""
