"""Papers of an evaluation: the score sheet, and the minutes of the council."""

from __future__ import annotations

from hstk import Ecosystem, Rejected, say
from hstk.errors import Problem
from hstk.kinds import Person, Product
from hstk.plugins import (
    Asked,
    Column,
    Document,
    Paper,
    Paragraph,
    Part,
    Row,
    Signature,
    Table,
    show_phone,
)
from hstk.plugins.ocop.council import highest, result
from hstk.plugins.ocop.evaluation_kinds import OcopSheet, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier, OcopProduct
from hstk.plugins.ocop.marks import read_marks
from hstk.plugins.ocop.score_file import known_person
from hstk.plugins.ocop.scoring import GatePolicy, tally
from hstk.plugins.ocop.views import assessment_lines, marks_table


def _head(eco: Ecosystem, dossier: OcopDossier) -> list[Part]:
    """What stands on top of every sheet (26/2026/QĐ-TTg, Phụ lục II)."""
    rubric = of_dossier(eco, dossier)
    product = eco.get(Product, dossier.product)
    facts = eco.satellite(OcopProduct, product)
    owner = eco.get(product.owner)
    phone = show_phone(getattr(owner, "phone", "") or "")
    address = str(getattr(owner, "address", "") or "")
    lines = (
        (say("Bộ sản phẩm", "Product set"), f"{rubric.set_number}. {rubric.set_name}"),
        (say("Tên sản phẩm", "Product"), product.name),
        (say("Mã số sản phẩm", "Product code"), facts.product_code if facts else ""),
        (say("Tên chủ thể", "Producer"), eco.titles([owner.id]).get(owner.id, "")),
        (say("Số điện thoại", "Telephone"), phone),
        (say("Địa chỉ", "Address"), address),
    )
    return [Paragraph(f"{label}: {value or '……………………'}") for label, value in lines]


def sheet_paper(eco: Ecosystem, asked: Asked) -> Document:
    """A sheet as it is signed: head, options and points, opinion (Phụ lục II)."""
    sheet = asked.record
    dossier = eco.get(OcopDossier, sheet.dossier)
    rubric = of_dossier(eco, dossier)
    body = [
        *_head(eco, dossier),
        marks_table(rubric, read_marks(sheet.marks)),
        Paragraph(say("Ý kiến người đánh giá: ", "Opinion: ") + (sheet.opinion or "……………………")),
    ]
    name = eco.get(Person, sheet.judge).name if sheet.judge else ""
    return Document(
        say("PHIẾU ĐÁNH GIÁ SẢN PHẨM OCOP", "OCOP SCORE SHEET"),
        tuple(body),
        about=say(f"Theo Quyết định {rubric.decision}", f"By decision {rubric.decision}"),
        on=sheet.scored_on,
        signatures=(Signature(say("NGƯỜI ĐÁNH GIÁ", "SCORED BY"), name),),
    )


def no_council(eco: Ecosystem, dossier: OcopDossier) -> str | None:
    """Why there are no minutes yet; None when there can be."""
    if highest(eco, dossier) is None:
        return say("hội đồng chưa chấm", "no council has scored")
    return None


def minutes(eco: Ecosystem, asked: Asked) -> Document:
    """The minutes of the highest council that scored: members' points, average, star, lack."""
    dossier = asked.record
    scorer = Scorer.read(dossier.level.value) if dossier.level else highest(eco, dossier)
    if scorer is None:
        nobody = say("hội đồng chưa chấm", "no council has scored")
        raise Rejected([Problem("", nobody)])
    rubric = of_dossier(eco, dossier)
    found = result(eco, dossier, scorer, dossier.policy or GatePolicy.MAJORITY)
    rows = []
    for number, sheet in enumerate(found.sheets, 1):
        points = tally(rubric, read_marks(sheet.marks))
        parts = (points.parts.get(part.code, 0) for part in rubric.parts)
        rows.append(Row((number, known_person(eco, sheet), *parts, points.total)))
    body: list[Part] = [
        *_head(eco, dossier),
        Paragraph(
            say(
                f"Loại hồ sơ: {dossier.cause.label}; hạng đề nghị: {dossier.aims} sao.",
                f"Cause: {dossier.cause.label}; stars asked for: {dossier.aims}.",
            )
        ),
        Paragraph(say("1. Điểm của các thành viên", "1. Points of the members"), "heading"),
        Table(
            (
                Column("number", "STT", width=5),
                Column("member", say("Thành viên hội đồng", "Member"), width=30),
                *(
                    Column(f"part_{p.code}", say(f"Phần {p.code} ({p.max})",
                                                f"Part {p.code} ({p.max})"), width=12)
                    for p in rubric.parts
                ),
                Column("total", say("Tổng (100)", "Total (100)"), width=12),
            ),
            tuple(rows),
        ),
        Paragraph(say("2. Kết quả", "2. Result"), "heading"),
    ]  # fmt: skip
    if found.assessment is None:
        body.append(Paragraph(found.why))
    else:
        body += assessment_lines(found.assessment, discussed=dossier.discussed)
    if dossier.stars is not None and dossier.score is not None:
        body.append(Paragraph(say("3. Kết luận", "3. Conclusion"), "heading"))
        score = f"{dossier.score:.2f}".replace(".", ",")
        body.append(
            Paragraph(
                say(
                    f"Hội đồng thống nhất: {score} điểm, hạng {dossier.stars} sao./.",
                    f"The council agrees: {score} points, {dossier.stars} stars./.",
                )
            )
        )
    council = scorer.label.upper()
    return Document(
        say("BIÊN BẢN", "MINUTES"),
        tuple(body),
        about=say("Họp đánh giá, phân hạng sản phẩm OCOP", "Meeting on the evaluation for OCOP"),
        issuer=council,
        number=dossier.minutes,
        on=dossier.evaluated_on,
        signatures=(
            Signature(say("THƯ KÝ", "SECRETARY")),
            Signature(say("CHỦ TỊCH HỘI ĐỒNG", "CHAIR"), authority=f"TM. {council}"),
        ),
    )


PAPERS = (
    Paper(
        "ocop.sheet_paper",
        "Phiếu đánh giá (Word)",
        "Score sheet (Word)",
        of=OcopSheet,
        make=sheet_paper,
        ending="docx",
    ),
    Paper(
        "ocop.minutes",
        "Biên bản hội đồng",
        "Minutes of the council",
        of=OcopDossier,
        fits=no_council,
        make=minutes,
        ending="docx",
    ),
)
