"""What a dossier holds and how it is judged: its papers, and the sheets of those who score."""

from __future__ import annotations

from typing import Annotated

from hstk import Entity, Ref, Shown, Stored, Unique
from hstk.kinds import Choice, Day, Line, Name, Person, Several, Text
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.plugins.ocop.rubric_kind import OcopRubric


class PaperState(Choice):
    """How far a paper of a dossier is."""

    MISSING = "missing", "Chưa có", "Missing"
    DRAFT = "draft", "Đang làm", "In the making"
    MEND = "mend", "Cần sửa, bổ sung", "To be mended"
    READY = "ready", "Đã có, đạt", "Ready"
    NEEDLESS = "needless", "Không cần", "Not needed"


class Scorer(Choice):
    """Whose sheet it is."""

    SELF = "self", "Chủ thể tự chấm", "The producer's own"
    COMMUNE = "commune", "Cấp xã", "Commune"
    DISTRICT = "district", "Hội đồng cấp huyện", "District council"
    PROVINCE = "province", "Hội đồng cấp tỉnh", "Province council"
    CENTRAL = "central", "Hội đồng trung ương", "National council"


class OcopPaper(
    Entity,
    kind="ocop_paper",
    label="Giấy tờ hồ sơ OCOP",
    label_en="Paper of an OCOP dossier",
    subject="Sản phẩm|Products",
    help="Một giấy tờ của hồ sơ: đã có chưa, tệp ở đâu, minh chứng cho tiêu chí nào.",
    help_en="A paper of a dossier: whether it is there, where, which criteria it proves.",
):
    """A paper of a dossier, perhaps one of the list that a decision asks for."""

    dossier: Annotated[
        Ref[OcopDossier],
        Stored(index=True, on_delete="cascade"),
        Shown("Hồ sơ", "Dossier", width=30, column=True),
    ]
    name: Annotated[Name, Shown("Tên giấy tờ", "Name", width=38, column=True)]
    code: Annotated[
        Line,
        Shown(
            "Mã trong danh mục",
            "Code in the list",
            help="Để trống nếu là minh chứng thêm, ngoài danh mục của quyết định.",
            help_en="Empty for further evidence that the decision does not list.",
        ),
    ] = ""
    state: Annotated[
        PaperState, Stored(index=True), Shown("Tình trạng", "State", column=True, board=True)
    ] = PaperState.MISSING
    file: Annotated[
        Line,
        Shown(
            "Tệp",
            "File",
            help="Đường dẫn hoặc liên kết tới bản điện tử; tệp nằm nguyên ở đó.",
            help_en="The path or link of the electronic copy, which stays where it is.",
        ),
    ] = ""
    number: Annotated[Line, Shown("Số, ký hiệu", "Number")] = ""
    dated: Annotated[Day | None, Shown("Ngày", "Date")] = None
    criteria: Annotated[
        Several[Line],
        Shown(
            "Minh chứng cho tiêu chí",
            "Proves criteria",
            help="Mã tiêu chí, cách nhau bởi dấu chấm phẩy: 1a; 2c.",
            help_en="Codes of criteria, separated by semicolons: 1a; 2c.",
            column=True,
        ),
    ] = ()
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class OcopSheet(
    Entity,
    kind="ocop_sheet",
    label="Phiếu chấm OCOP",
    label_en="OCOP score sheet",
    subject="Sản phẩm|Products",
    named_by=("dossier", "scorer", "judge"),
    uniques=(
        Unique(
            ("dossier", "scorer", "judge"),
            where="judge is not null",
            message="Người này đã có phiếu cho hồ sơ|This person already has a sheet",
        ),
        Unique(
            ("dossier", "scorer"),
            where="judge is null",
            message="Hồ sơ đã có phiếu này rồi|The dossier already has this sheet",
        ),
    ),
    help="Một người chọn một mức cho từng tiêu chí; điểm tính từ bộ tiêu chí của hồ sơ.",
    help_en="One person's option for every criterion; points follow from the dossier's rubric.",
):
    """The options that one scorer chose; points are worked out from the dossier's rubric."""

    dossier: Annotated[
        Ref[OcopDossier],
        Stored(index=True, on_delete="cascade"),
        Shown("Hồ sơ", "Dossier", width=32, column=True),
    ]
    scorer: Annotated[Scorer, Stored(index=True), Shown("Phiếu của", "Sheet of", column=True)]
    judge: Annotated[
        Ref[Person] | None,
        Stored(index=True),
        Shown(
            "Người chấm",
            "Judge",
            help="Thành viên hội đồng; để trống khi chủ thể tự chấm.",
            help_en="The member of the council; empty for the producer's own sheet.",
            column=True,
        ),
    ] = None
    rubric: Annotated[
        Ref[OcopRubric] | None,
        Stored(index=True),
        Shown("Theo bộ tiêu chí", "By rubric", hidden=True),
    ] = None
    scored_on: Annotated[Day | None, Shown("Ngày chấm", "Scored on", column=True)] = None
    marks: Annotated[
        Several[Line],
        Shown(
            "Mức đã chọn",
            "Options chosen",
            help="Tiêu chí và số thứ tự của mức: 1a:3; 1b:2. Nhập ở màn hình chấm điểm.",
            help_en="Criterion and number of the option: 1a:3; 1b:2. Entered on the score form.",
        ),
    ] = ()
    opinion: Annotated[Text, Shown("Ý kiến người đánh giá", "Opinion")] = ""
