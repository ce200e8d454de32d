"""What OCOP shows: the steps and scores of a dossier, dossiers of a year, sets and rubrics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from hstk import Ecosystem, Shown, say
from hstk.kinds import Product, RecognitionLevel, Year
from hstk.plugins import (
    Asked,
    Column,
    Form,
    Mark,
    Paragraph,
    Part,
    Row,
    Table,
    View,
    show_date,
)
from hstk.plugins.ocop.council import COUNCILS, Result, result
from hstk.plugins.ocop.dossiers import mandatory, papers_of
from hstk.plugins.ocop.evaluation_kinds import OcopSheet, PaperState, Scorer
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier, Step
from hstk.plugins.ocop.marks import read_marks
from hstk.plugins.ocop.progress import cause_problem, standing, state_label
from hstk.plugins.ocop.recognition import NEW_RULES, next_round
from hstk.plugins.ocop.rubric import Rubric
from hstk.plugins.ocop.scoring import (
    Assessment,
    GatePolicy,
    explain,
    missing,
    points_by_criterion,
    tally,
)
from hstk.plugins.ocop.scoring import told as points_told

_MOST_GAINS = 5


class OfYear(Form):
    """Which year."""

    year: Annotated[
        Year | None,
        Shown("Năm", "Year", help="Để trống là năm nay.", help_en="This year if empty."),
    ] = None


# -- a dossier


def show_steps(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The six steps of a dossier: who, when, output, what is missing."""
    dossier = asked.record
    if problem := cause_problem(eco, dossier):
        yield Paragraph(problem, "warning")
    steps = standing(eco, dossier)
    names = eco.titles({one.done.by for one in steps if one.done and one.done.by})
    rows = []
    for one in steps:
        done = one.done
        rows.append(
            Row(
                (
                    one.step.label,
                    state_label(one.state),
                    names.get(done.by, "") if done and done.by else one.described.who,
                    done.done_on if done else one.described.when,
                    (done.output if done else "") or one.described.output,
                ),
                done.id if done else None,
                "=" if one.state == "done" else "!" if one.missing else "",
            )
        )
    yield Table(
        (
            Column("step", say("Bước", "Step"), width=30),
            Column("state", say("Tình trạng", "State"), width=10),
            Column("who", say("Ai làm", "Who"), width=24),
            Column("when", say("Khi nào", "When"), width=20),
            Column("output", say("Kết quả", "Output"), width=28),
        ),
        tuple(rows),
        say("Chu trình 6 bước", "The six steps"),
        "steps",
    )
    if dossier.step is Step.EVALUATION and dossier.stars is None:
        yield from _coming_round(asked)
    for one in steps:
        for lacking in one.missing:
            yield Paragraph(lacking[:1].upper() + lacking[1:], "warning")


def _coming_round(asked: Asked) -> Iterator[Part]:
    """The next round of the province, since 26/2026/QĐ-TTg (Điều 5) sets two a year at least."""
    coming = next_round(asked.today, RecognitionLevel.PROVINCE)
    if coming is not None and asked.today >= NEW_RULES:
        files, done = show_date(coming.files_before), show_date(coming.done_before)
        yield Paragraph(
            say(
                f"Đợt đánh giá gần nhất của cấp tỉnh: hồ sơ đến trước {files}, xong trước {done}.",
                f"Next round of the province: files before {files}, done before {done}.",
            ),
            "muted",
        )


def show_papers(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The papers of a dossier, the mandatory ones first."""
    needed = mandatory(eco, asked.record)
    papers = sorted(papers_of(eco, asked.record), key=lambda one: one.code not in needed)
    yield Table(
        (
            Column("code", say("Mã", "Code"), width=8),
            Column("name", say("Giấy tờ", "Paper"), width=40),
            Column("mandatory", say("Bắt buộc", "Mandatory"), width=8),
            Column("state", say("Tình trạng", "State"), width=16),
            Column("criteria", say("Tiêu chí", "Criteria"), width=12),
            Column("file", say("Tệp", "File"), width=20),
        ),
        tuple(
            Row(
                (
                    one.code,
                    one.name,
                    one.code in needed,
                    one.state.label,
                    ", ".join(one.criteria),
                    one.file,
                ),
                one.id,
                _paper_mark(one.state, one.code in needed),
            )
            for one in papers
        ),
        say("Giấy tờ của hồ sơ", "Papers of the dossier"),
        "papers",
        say(
            "Chưa có danh mục giấy tờ; chọn bộ tiêu chí để lập.",
            "No papers are listed; choose a rubric to have them.",
        ),
    )


def _paper_mark(state: PaperState, needed: bool) -> Mark:
    if state in (PaperState.READY, PaperState.NEEDLESS):
        return "="
    return "!" if needed else ""


def show_scores(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """What every sort of sheet comes to, and what keeps the product from more stars."""
    dossier = asked.record
    shown_any = False
    for scorer in (Scorer.SELF, Scorer.COMMUNE, *reversed(COUNCILS)):
        concluded = dossier.level is not None and dossier.level.value == scorer.value
        policy = (concluded and dossier.policy) or GatePolicy.MAJORITY
        found = result(eco, dossier, scorer, policy)
        if found.sheets:
            shown_any = True
            yield from _result(eco, dossier, found)
    if not shown_any:
        yield Paragraph(say("Chưa có phiếu chấm nào.", "There are no sheets yet."), "muted")


def _result(eco: Ecosystem, dossier: OcopDossier, found: Result) -> Iterator[Part]:
    names = eco.titles({sheet.judge for sheet in found.sheets if sheet.judge})
    rubric = of_dossier(eco, dossier)
    rows = []
    for sheet in found.sheets:
        marks = read_marks(sheet.marks)
        points = tally(rubric, marks)
        whole = len(marks) >= len(points_by_criterion(rubric, marks)) or not _open(rubric, marks)
        rows.append(
            Row(
                (
                    names.get(sheet.judge, "") if sheet.judge else found.scorer.label,
                    *(points.parts.get(part.code, 0) for part in rubric.parts),
                    points.total,
                    sheet.scored_on,
                    "" if whole else say(f"còn {_open(rubric, marks)} tiêu chí",
                                         f"{_open(rubric, marks)} open"),
                ),
                sheet.id,
                "" if whole else "!",
            )
        )  # fmt: skip
    yield Table(
        (
            Column("judge", say("Người chấm", "Judge"), width=24),
            *(Column(f"part_{p.code}", f"{p.code} ({p.max})", width=7) for p in rubric.parts),
            Column("total", say("Tổng", "Total"), width=6),
            Column("scored_on", say("Ngày", "Day"), width=10),
            Column("note", say("Ghi chú", "Note"), width=16),
        ),
        tuple(rows),
        found.scorer.label,
        found.scorer.value,
    )
    if found.assessment is None:
        yield Paragraph(found.why, "warning")
        return
    if found.scorer is Scorer.SELF:
        yield Paragraph(told_alone(found.assessment), "heading")
    else:
        yield from assessment_lines(found.assessment, discussed=_was_discussed(dossier, found))
    yield from lacking_lines(found.assessment)


def _open(rubric: Rubric, marks: dict[str, int]) -> int:
    return len(missing(rubric, marks))


def told_alone(found: Assessment) -> str:
    """The score and star of a sheet that stands for itself."""
    score = points_told(found.score)
    return say(f"{score} điểm, {found.star} sao.", f"{score} points, {found.star} stars.")


def _was_discussed(dossier: OcopDossier, found: Result) -> bool:
    concluded = dossier.level is not None and dossier.level.value == found.scorer.value
    return concluded and dossier.discussed


def assessment_lines(found: Assessment, *, discussed: bool = False) -> Iterator[Paragraph]:
    """The score, the star with the policy by which minimums are judged, and how members differ.

    Args:
        discussed: the council talked over that its members lie far apart, and kept their marks.
    """
    score, policy = points_told(found.score), found.policy.label.lower()
    yield Paragraph(
        say(
            f"Điểm trung bình {score}: mức điểm {found.band} sao, hạng {found.star} sao "
            f"(điểm sàn: {policy}).",
            f"Average {score}: {found.band} stars by points, {found.star} with the minimums "
            f"({policy}).",
        ),
        "heading",
    )
    if found.to_discuss and discussed:
        yield Paragraph(
            say(
                f"Điểm các thành viên chênh nhau {found.spread}; hội đồng đã thảo luận và giữ "
                "nguyên điểm.",
                f"The members differ by {found.spread}; the council discussed it and kept the "
                "marks.",
            )
        )
    elif found.to_discuss:
        yield Paragraph(
            say(
                f"Điểm các thành viên chênh nhau {found.spread} (quá {found.spread_limit}): cần "
                "thảo luận, chấm lại.",
                f"The members differ by {found.spread} (more than {found.spread_limit}): discuss "
                "and score again.",
            ),
            "warning",
        )


def lacking_lines(found: Assessment) -> Iterator[Paragraph]:
    """What keeps the product from its next star, and where most points are left."""
    for obstacle in explain(found)[:1]:
        yield Paragraph(
            say(f"Để đạt {obstacle.star} sao còn:", f"For {obstacle.star} stars it lacks:")
        )
        for line in obstacle.lines():
            yield Paragraph(line, "item")
    if found.gains:
        yield Paragraph(say("Còn lấy được nhiều điểm nhất ở:", "Most points are left in:"))
        for gain in found.gains[:_MOST_GAINS]:
            criterion = gain.criterion
            yield Paragraph(
                say(
                    f"{criterion.code}. {criterion.text}: {points_told(gain.has)}/{criterion.max}, "
                    f"còn {points_told(gain.lost)} điểm",
                    f"{criterion.code}. {criterion.text}: {points_told(gain.has)}/{criterion.max}, "
                    f"{points_told(gain.lost)} left",
                ),
                "item",
            )


def show_sheet(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The options of one sheet with their points."""
    sheet = asked.record
    rubric = of_dossier(eco, eco.get(OcopDossier, sheet.dossier))
    yield marks_table(rubric, read_marks(sheet.marks))


def marks_table(rubric: Rubric, marks: dict[str, int]) -> Table:
    """Every criterion with the option chosen and its points."""
    points = points_by_criterion(rubric, marks)
    rows = []
    for criterion in rubric.criteria:
        option = criterion.option(marks.get(criterion.code, 0))
        chosen = option.text if option else ""
        if criterion.code in marks and option is None:
            chosen = say("không đạt mức nào", "none is met")
        given: int | None = points[criterion.code] if criterion.code in marks else None
        rows.append(Row((criterion.code, criterion.text, criterion.max, chosen, given)))
    return Table(
        (
            Column("code", say("Mã", "Code"), width=5),
            Column("criterion", say("Tiêu chí", "Criterion"), width=32),
            Column("max", say("Tối đa", "Most"), width=6),
            Column("option", say("Mức đã chọn", "Option"), width=36),
            Column("points", say("Điểm", "Points"), width=6),
        ),
        tuple(rows),
        rubric.title,
        "marks",
        total=Row(("", say("Tổng cộng", "Total"), 100, "", tally(rubric, marks).total)),
    )


# -- all dossiers


def show_dossiers(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """The dossiers of a year, by step."""
    year = (asked.answers and asked.answers.year) or asked.today.year
    yield dossiers_table(eco, year)


def dossiers_table(eco: Ecosystem, year: int) -> Table:
    """The dossiers of a year with what they lack."""
    found = sorted(eco.find(OcopDossier, f"year = {year}"), key=lambda one: one.step)
    products = {p.id: p for p in (eco.get(Product, one.product) for one in found)}
    owners = eco.titles({product.owner for product in products.values()})
    rows = []
    for one in found:
        product = products[one.product]
        lacking = [text for step in standing(eco, one) for text in step.missing]
        rows.append(
            Row(
                (
                    product.name,
                    owners.get(product.owner, ""),
                    one.cause.label,
                    one.step.label,
                    one.score,
                    one.stars,
                    "; ".join(lacking),
                ),
                one.id,
                "!" if lacking and one.step is Step.EVALUATION else "",
            )
        )
    return Table(
        (
            Column("product", say("Sản phẩm", "Product"), width=26),
            Column("owner", say("Chủ thể", "Owner"), width=22),
            Column("cause", say("Loại hồ sơ", "Cause"), width=14),
            Column("step", say("Bước", "Step"), width=22),
            Column("score", say("Điểm", "Score"), "number", 6),
            Column("stars", say("Sao", "Stars"), width=4),
            Column("missing", say("Còn thiếu", "Missing"), width=30),
        ),
        tuple(rows),
        say(f"Hồ sơ OCOP năm {year}", f"OCOP dossiers of {year}"),
        "dossiers",
        say(f"Năm {year} chưa có hồ sơ OCOP nào.", f"There are no dossiers of {year}."),
    )


def show_under_way(eco: Ecosystem, asked: Asked) -> Iterator[Part]:
    """Dossiers of this year that are being evaluated, on the first screen."""
    where = f"year = {asked.today.year} and step = {Step.EVALUATION.value}"
    for one in eco.find(OcopDossier, where, limit=5):
        lacking = [text for step in standing(eco, one) for text in step.missing]
        name = eco.titles([one.product]).get(one.product, "")
        if lacking:
            more = say(f" (và {len(lacking) - 1} việc nữa)", f" (and {len(lacking) - 1} more)")
            tail = more if len(lacking) > 1 else ""
            yield Paragraph(f"{name}: {lacking[0]}{tail}", record=one.id)


VIEWS = (
    View(
        "ocop.steps",
        "Sáu bước OCOP của hồ sơ",
        "The six steps of a dossier",
        of=OcopDossier,
        show=show_steps,
        inside=True,
    ),
    View(
        "ocop.papers",
        "Giấy tờ của hồ sơ",
        "Papers of a dossier",
        of=OcopDossier,
        show=show_papers,
        inside=True,
    ),
    View(
        "ocop.result",
        "Điểm, hạng sao và còn thiếu gì",
        "Scores, stars and what is lacking",
        of=OcopDossier,
        show=show_scores,
        inside=True,
    ),
    View(
        "ocop.sheet",
        "Phiếu chấm theo tiêu chí",
        "A sheet by criterion",
        of=OcopSheet,
        show=show_sheet,
        inside=True,
    ),
    View(
        "ocop.dossiers", "Hồ sơ OCOP của năm", "Dossiers of a year", asks=OfYear, show=show_dossiers
    ),
    View(
        "ocop.under_way",
        "Hồ sơ OCOP đang đánh giá",
        "OCOP dossiers under evaluation",
        show=show_under_way,
        today=True,
    ),
)
