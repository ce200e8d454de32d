"""The way of a product through one year's cycle: its dossier, its steps, what OCOP knows of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hstk import Entity, Ref, Shown, Stored, Unique
from hstk.kinds import (
    Choice,
    Count,
    Day,
    Line,
    Organization,
    Person,
    Product,
    RecognitionLevel,
    Text,
    YesNo,
)
from hstk.plugins.ocop.rubric_kind import OcopRubric
from hstk.plugins.ocop.scoring import GatePolicy


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
    rubric: Annotated[
        Ref[OcopRubric] | None,
        Stored(index=True),
        Shown(
            "Bộ tiêu chí",
            "Rubric",
            help="Bộ tiêu chí đã chọn cho hồ sơ này; quyết định ban hành sau không làm đổi nó.",
            help_en="The rubric of this dossier; a later decision never changes it.",
            width=28,
        ),
    ] = None
    aims: Annotated[
        Annotated[int, Field(ge=3, le=5)],
        Shown(
            "Hạng đề nghị",
            "Stars asked for",
            help="Giấy tờ cần có tuỳ theo hạng đề nghị.",
            help_en="Which papers are needed depends on it.",
        ),
    ] = 3
    submitted_on: Annotated[Day | None, Shown("Ngày nộp hồ sơ", "Submitted on")] = None
    score: Annotated[
        Annotated[float, Field(ge=0, le=100)] | None,
        Shown(
            "Điểm",
            "Score",
            help="Điểm trung bình của hội đồng, thang 100, như ghi trong biên bản.",
            help_en="The council's average of 100, as the minutes have it.",
            section="Kết luận của hội đồng|The council's conclusion",
            column=True,
        ),
    ] = None
    stars: Annotated[
        Annotated[int, Field(ge=1, le=5)] | None,
        Shown(
            "Hạng sao",
            "Stars",
            section="Kết luận của hội đồng|The council's conclusion",
            column=True,
        ),
    ] = None
    policy: Annotated[
        GatePolicy | None,
        Shown(
            "Cách xét điểm sàn",
            "How minimums were judged",
            section="Kết luận của hội đồng|The council's conclusion",
        ),
    ] = None
    level: Annotated[
        RecognitionLevel | None,
        Shown(
            "Hội đồng cấp",
            "Level of the council",
            section="Kết luận của hội đồng|The council's conclusion",
        ),
    ] = None
    evaluated_on: Annotated[
        Day | None,
        Shown(
            "Ngày đánh giá",
            "Evaluated on",
            section="Kết luận của hội đồng|The council's conclusion",
        ),
    ] = None
    minutes: Annotated[
        Line,
        Shown("Số biên bản", "Minutes", section="Kết luận của hội đồng|The council's conclusion"),
    ] = ""
    spread: Annotated[
        Count | None,
        Shown(
            "Chênh lệch điểm",
            "Spread",
            help="Giữa phiếu cao nhất và thấp nhất khi hội đồng kết luận.",
            help_en="Between the highest and the lowest sheet when the council concluded.",
            section="Kết luận của hội đồng|The council's conclusion",
        ),
    ] = None
    discussed: Annotated[
        YesNo,
        Shown(
            "Đã thảo luận, giữ nguyên điểm",
            "Discussed, marks stand",
            section="Kết luận của hội đồng|The council's conclusion",
        ),
    ] = False
    notes: Annotated[Text, Shown("Còn thiếu, ghi chú", "Missing, notes")] = ""


class OcopStep(
    Entity,
    kind="ocop_step",
    label="Bước OCOP đã làm",
    label_en="OCOP step done",
    subject="Sản phẩm|Products",
    named_by=("dossier", "step"),
    uniques=(
        Unique(
            ("dossier", "step"),
            message="Bước này của hồ sơ đã ghi rồi|This step of the dossier is already recorded",
        ),
    ),
    help="Ai làm, ngày nào, ra kết quả gì ở mỗi bước của chu trình.",
    help_en="Who did a step of the cycle, when, and what came of it.",
):
    """A step of the cycle that a product has behind it."""

    dossier: Annotated[
        Ref[OcopDossier],
        Stored(index=True, on_delete="cascade"),
        Shown("Hồ sơ", "Dossier", width=32, column=True),
    ]
    step: Annotated[Step, Shown("Bước", "Step", column=True)]
    done_on: Annotated[Day, Stored(index=True), Shown("Ngày xong", "Done on", column=True)]
    by: Annotated[
        Ref[Person | Organization] | None, Shown("Người, đơn vị làm", "Done by", column=True)
    ] = None
    output: Annotated[
        Line,
        Shown(
            "Kết quả",
            "Output",
            help="Ví dụ: Phiếu đăng ký số 03/PĐK; phương án đã được duyệt.",
            help_en="For example: registration 03/PĐK; the business plan was approved.",
            width=34,
            column=True,
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class OcopProduct(
    Entity,
    kind="ocop_product",
    label="Thông tin OCOP",
    label_en="OCOP facts",
    subject="Sản phẩm|Products",
    named_by="product",
):
    """What OCOP asks of a product beside what everybody knows of it."""

    product: Annotated[
        Ref[Product],
        Stored(unique=True, on_delete="cascade"),
        Shown("Sản phẩm", "Product", column=True),
    ]
    set_number: Annotated[
        Annotated[int, Field(ge=1, le=26)] | None,
        Stored(index=True),
        Shown(
            "Bộ sản phẩm",
            "Product set",
            help="Số của bộ, 1 đến 26: tỏi, hành, muối là bộ 10; xem: hstk ocop sets.",
            help_en="1 to 26: garlic, onion and salt are set 10; see: hstk ocop sets.",
            column=True,
        ),
    ] = None
    product_code: Annotated[
        Line,
        Shown(
            "Mã số sản phẩm",
            "Product code",
            help="Từ 22/5/2026: tỉnh-xã-số thứ tự-năm; trước đó có thêm mã huyện.",
            help_en="Since 22/5/2026: province-commune-number-year; before with the district too.",
            column=True,
        ),
    ] = ""
    local_workers: Annotated[
        Count | None, Shown("Lao động tại địa phương", "Local workers", section="Cộng đồng|People")
    ] = None
    workers: Annotated[
        Count | None, Shown("Tổng số lao động", "Workers", section="Cộng đồng|People")
    ] = None
    criterion_3b: Annotated[
        YesNo,
        Shown(
            "Đạt tiêu chí nữ, dân tộc thiểu số, khuyết tật",
            "Meets the criterion on women, minorities, disability",
            help="Chỉ ghi đạt hay không; căn cứ về từng người không lưu ở đây.",
            help_en="Only whether it does; the ground is about a person and is not kept here.",
            section="Cộng đồng|People",
        ),
    ] = False
