"""Sets of products and rubrics, to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from hstk import Ecosystem, NotFound, Shown, say
from hstk.kinds import Line
from hstk.plugins import Asked, Column, Form, Paragraph, Part, Row, Table, View
from hstk.plugins.ocop.kept_rubrics import every
from hstk.plugins.ocop.recognition import rubric_for
from hstk.plugins.ocop.rubric import Rubric


class OneRubric(Form):
    """Which rubric."""

    code: Annotated[
        Line,
        Field(min_length=1),
        Shown(
            "Mã bộ tiêu chí",
            "Code of the rubric",
            help="Ví dụ 148/10 hoặc 26/2026/10; xem: hstk ocop rubrics.",
            help_en="For example 148/10 or 26/2026/10; see: hstk ocop rubrics.",
        ),
    ]


def rubric_named(eco: Ecosystem, code: str) -> Rubric:
    """A rubric by its code, as "148/10".

    Raises:
        NotFound: there is none, with how to see them.
    """
    for rubric, record in every(eco):
        if code.strip() in (rubric.id, record.code if record else ""):
            return rubric
    raise NotFound(
        say(
            f"Không có bộ tiêu chí «{code}»; xem: hstk ocop rubrics",
            f"There is no rubric “{code}”; see: hstk ocop rubrics",
        ),
        key=code,
    )


def show_sets(_: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The product sets of the decision in force, with the rubric of each."""
    rubrics = [rubric_for(asked.today, number) for number in range(1, 27)]
    yield Table(
        (
            Column("set", say("Bộ", "Set"), width=4),
            Column("name", say("Tên bộ sản phẩm", "Name"), width=44),
            Column("branch", say("Ngành", "Branch"), width=28),
            Column("rubric", say("Bộ tiêu chí", "Rubric"), width=12),
            Column("complete", say("Đủ tiêu chí", "Complete"), width=10),
        ),
        tuple(
            Row((one.set_number, one.set_name, one.branch, one.id, one.complete)) for one in rubrics
        ),
        say(f"Bộ sản phẩm theo {rubrics[0].decision}", f"Product sets of {rubrics[0].decision}"),
        "sets",
    )


def show_rubrics(eco: Ecosystem, _: Asked) -> Iterator[Part]:
    """Every rubric, and whether a result may rest on it."""
    yield Table(
        (
            Column("code", say("Mã", "Code"), width=12),
            Column("decision", say("Quyết định", "Decision"), width=26),
            Column("set", say("Bộ", "Set"), width=4),
            Column("name", say("Tên", "Name"), width=34),
            Column("from", say("Từ ngày", "From"), width=10),
            Column("until", say("Đến ngày", "Until"), width=10),
            Column("complete", say("Đủ tiêu chí", "Complete"), width=10),
        ),
        tuple(
            Row(
                (
                    record.code if record else rubric.id,
                    rubric.decision,
                    rubric.set_number,
                    rubric.set_name,
                    rubric.in_force_from,
                    rubric.in_force_until,
                    rubric.complete,
                ),
                record.id if record else None,
            )
            for rubric, record in every(eco)
        ),
        say("Bộ tiêu chí OCOP", "OCOP rubrics"),
        "rubrics",
    )


def show_rubric(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """A rubric, criterion by criterion."""
    yield from rubric_parts(rubric_named(eco, asked.answers.code))


def rubric_parts(rubric: Rubric) -> Iterator[Part]:
    """A rubric as text and tables."""
    yield Paragraph(rubric.title, "heading")
    if not rubric.complete:
        yield Paragraph(
            say(
                "Chưa đủ tiêu chí: chưa dùng để kết luận hạng sao được.",
                "Incomplete: no star can be concluded by it.",
            ),
            "warning",
        )
    for part in rubric.parts:
        yield Paragraph(f"{part.code}. {part.name} ({part.max})", "heading")
        for section in part.sections:
            rows = [
                Row(
                    (
                        criterion.code if number == 0 else "",
                        criterion.text if number == 0 else "",
                        option.number,
                        option.text,
                        option.points,
                        " ".join(
                            "★" * gate.star
                            for gate in criterion.gates
                            if gate.points == option.points
                        ),
                    )
                )
                for criterion in section.criteria
                for number, option in enumerate(criterion.options)
            ]
            yield Table(
                (
                    Column("code", say("Mã", "Code"), width=5),
                    Column("criterion", say("Tiêu chí", "Criterion"), width=26),
                    Column("number", say("Mức", "Option"), width=4),
                    Column("option", say("Nội dung", "Text"), width=36),
                    Column("points", say("Điểm", "Points"), width=5),
                    Column("minimum", say("Tối thiểu", "Minimum"), width=10),
                ),
                tuple(rows),
                f"{section.code}. {section.name} ({section.max})",
                f"section_{section.code}",
                say("Chưa có tiêu chí của mục này.", "The criteria are not known yet."),
            )


VIEWS = (
    View("ocop.sets", "26 bộ sản phẩm OCOP", "The 26 product sets", show=show_sets),
    View("ocop.rubrics", "Các bộ tiêu chí OCOP", "OCOP rubrics", show=show_rubrics),
    View("ocop.rubric", "Nội dung một bộ tiêu chí", "One rubric", asks=OneRubric, show=show_rubric),
)  # fmt: skip
