"""A product on its way: registered, step by step, with the papers that its dossier needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import Field

from hstk import Ecosystem, NotFound, Ref, Rejected, Shown, say
from hstk.errors import Problem
from hstk.kinds import Day, Line, Organization, Person, Product, Year
from hstk.plugins import Action, Asked, Done, Form, show_date
from hstk.plugins.ocop.dossier_papers import Cause, Paper, papers
from hstk.plugins.ocop.dossier_papers import missing_papers as missing
from hstk.plugins.ocop.evaluation_kinds import OcopPaper, PaperState
from hstk.plugins.ocop.kept_rubrics import in_force, keep, read
from hstk.plugins.ocop.kinds import DossierCause, OcopDossier, OcopProduct, OcopStep, Step

_CAUSES: dict[DossierCause, Cause] = {
    DossierCause.FIRST: "first",
    DossierCause.UPGRADE: "upgrade",
    DossierCause.AGAIN: "again",
}
SetNumber = Annotated[int, Field(ge=1, le=26)]
_SET = Shown(
    "Bộ sản phẩm (số)",
    "Product set (number)",
    help="1 đến 26; tỏi, hành, muối là 10. Xem: hstk ocop sets. Đã ghi ở sản phẩm thì để trống.",
    help_en="1 to 26; garlic, onion, salt: 10. See: hstk ocop sets. Empty when it is known.",
)


class Register(Form):
    """A product's registration for a year."""

    year: Annotated[
        Year | None,
        Shown("Năm", "Year", help="Để trống là năm nay.", help_en="This year if empty."),
    ] = None
    cause: Annotated[DossierCause, Shown("Loại hồ sơ", "Cause")] = DossierCause.FIRST
    step: Annotated[
        Step,
        Shown(
            "Vào từ bước",
            "Enters at step",
            help="Sản phẩm mới vào từ bước 2; sản phẩm đã có, nâng hạng, đánh giá lại vào bước 5.",
            help_en="A new product enters at step 2; one that exists, at step 5.",
        ),
    ] = Step.IDEA
    set: Annotated[SetNumber | None, _SET] = None
    aims: Annotated[Annotated[int, Field(ge=3, le=5)], Shown("Hạng đề nghị", "Stars asked for")] = 3
    on: Annotated[
        Day | None, Shown("Ngày đăng ký (để trống là hôm nay)", "Registered on (today if empty)")
    ] = None
    submitted_on: Annotated[
        Day | None,
        Shown(
            "Ngày nộp hồ sơ đánh giá",
            "Dossier handed in on",
            help="Hồ sơ nộp trước 22/5/2026 còn theo quy định cũ 60 ngày (đánh giá lại: 30 ngày).",
            help_en="One of before 22/5/2026 goes by the former rules for 60 days (again: 30).",
        ),
    ] = None


class Submit(Form):
    """When the dossier was handed in."""

    on: Annotated[
        Day | None, Shown("Ngày nộp (để trống là hôm nay)", "Handed in on (today if empty)")
    ] = None


class Advance(Form):
    """What came of the step that is done."""

    done_on: Annotated[
        Day | None, Shown("Ngày xong (để trống là hôm nay)", "Done on (today if empty)")
    ] = None
    by: Annotated[Ref[Person | Organization] | None, Shown("Người, đơn vị làm", "Done by")] = None
    output: Annotated[
        Line,
        Shown(
            "Kết quả",
            "Output",
            help="Ví dụ: Phiếu đăng ký số 03/PĐK-51-21548-2026.",
            help_en="For example: registration 03/PĐK-51-21548-2026.",
        ),
    ] = ""


class ChooseRubric(Form):
    """Another rubric for a dossier that nobody has scored."""

    set: Annotated[SetNumber | None, _SET] = None
    day: Annotated[
        Day | None,
        Shown(
            "Theo quyết định có hiệu lực ngày",
            "In force on",
            help="Để trống là hôm nay.",
            help_en="Today if empty.",
        ),
    ] = None


class Evidence(Form):
    """A paper beside those that the decision lists, or its file."""

    name: Annotated[Line, Field(min_length=1), Shown("Tên giấy tờ", "Name")]
    criteria: Annotated[
        Line,
        Shown(
            "Minh chứng cho tiêu chí",
            "Proves criteria",
            help="Mã tiêu chí, cách nhau bởi dấu chấm phẩy: 1a; 2c.",
            help_en="Codes of criteria, separated by semicolons: 1a; 2c.",
        ),
    ] = ""
    file: Annotated[Line, Shown("Tệp hoặc liên kết", "File or link")] = ""


def register(eco: Ecosystem, asked: Asked) -> Done:
    """Opens a dossier with its rubric pinned and the papers listed that it will need.

    Raises:
        Rejected: the set is not known, or the product has a dossier of that year.
    """
    product, given = asked.record, asked.answers
    on = given.on or asked.today
    year = given.year or on.year
    set_number = _set_of(eco, product, given.set)
    day = on if on.year == year else date(year, 12, 31)
    again = given.cause is DossierCause.AGAIN
    rubric = in_force(eco, set_number, day, filed_on=given.submitted_on, again=again)
    dossier = eco.add(
        OcopDossier(
            product=product.id,
            year=year,
            cause=given.cause,
            step=given.step,
            aims=given.aims,
            submitted_on=given.submitted_on,
            rubric=keep(eco, rubric).id,
        )
    )
    list_papers(eco, dossier)
    return Done(
        say(
            f"Đã lập hồ sơ OCOP năm {year} theo {rubric.title}.",
            f"A dossier of {year} by {rubric.title}.",
        ),
        dossier.id,
    )


def _set_of(eco: Ecosystem, product: Product, given: int | None) -> int:
    """The set of a product; one that is given is kept with it."""
    known = eco.satellite(OcopProduct, product)
    if given is None and (known is None or known.set_number is None):
        raise Rejected(
            [
                Problem(
                    "set",
                    say(
                        "chưa biết sản phẩm thuộc bộ nào; xem các bộ: hstk ocop sets",
                        "the product's set is not known; see them with: hstk ocop sets",
                    ),
                )
            ]
        )
    if given is not None and known is None:
        eco.add(OcopProduct(product=product.id, set_number=given))
    elif given is not None and known is not None:
        eco.update(known, set_number=given)
    return given or (known and known.set_number) or 0


def list_papers(eco: Ecosystem, dossier: OcopDossier) -> int:
    """Adds the papers that the dossier's decision asks for and that it does not list yet."""
    listed = {paper.code for paper in papers_of(eco, dossier)}
    made = [
        OcopPaper(dossier=dossier.id, name=one.name, code=one.code, criteria=one.criteria)
        for one in wanted_papers(eco, dossier)
        if one.code not in listed
    ]
    return eco.add_many(made) if made else 0


def papers_of(eco: Ecosystem, dossier: OcopDossier) -> list[OcopPaper]:
    """The papers of a dossier in the order they were listed."""
    return eco.find(OcopPaper, f"dossier = {dossier.id}", sort="id")


def mandatory(eco: Ecosystem, dossier: OcopDossier) -> frozenset[str]:
    """Codes of the papers without which the dossier is not complete."""
    return frozenset(one.code for one in wanted_papers(eco, dossier) if one.mandatory)


def wanted_papers(eco: Ecosystem, dossier: OcopDossier) -> tuple[Paper, ...]:
    """The papers that the dossier's decision asks for; none where no list of it is known."""
    if dossier.rubric is None:
        return ()
    try:
        return papers(read(eco, dossier.rubric), _CAUSES[dossier.cause], dossier.aims)
    except NotFound:  # a rubric of the user's own
        return ()


def advance(eco: Ecosystem, asked: Asked) -> Done:
    """Records the step that a dossier is at as done, and goes on to the next.

    Raises:
        Rejected: it is at the evaluation, which ends with a recognition.
    """
    dossier, given = asked.record, asked.answers
    record_step(eco, dossier, dossier.step, given.done_on or asked.today, given.by, given.output)
    following = next_step(dossier.step)
    if following is None:
        return Done(say("Đã xong cả sáu bước.", "All six steps are done."), dossier.id)
    eco.update(dossier, step=following)
    return Done(say(f"Sang bước {following.label}.", f"Now at {following.label}."), dossier.id)


def record_step(
    eco: Ecosystem,
    dossier: OcopDossier,
    step: Step,
    on: date,
    by: UUID | None = None,
    output: str = "",
) -> None:
    """Records a step of a dossier as done, or completes what is recorded of it.

    Raises:
        Rejected: a step before it was done later.
    """
    before = eco.find(OcopStep, f"dossier = {dossier.id}", sort="id")
    late = [one for one in before if one.step < step and one.done_on > on]
    if late:
        raise Rejected(
            [
                Problem(
                    "done_on",
                    say(
                        f"{show_date(on)} trước ngày xong bước {late[-1].step.label} "
                        f"({show_date(late[-1].done_on)})",
                        f"{show_date(on)} is before {late[-1].step.label} was done "
                        f"({show_date(late[-1].done_on)})",
                    ),
                )
            ]
        )
    where = f"dossier = {dossier.id} and step = {step.value}"
    known = next(iter(eco.find(OcopStep, where, limit=1)), None)
    if known is None:
        eco.add(OcopStep(dossier=dossier.id, step=step, done_on=on, by=by, output=output))
    else:
        eco.update(known, done_on=on, by=by or known.by, output=output or known.output)


def next_step(step: Step) -> Step | None:
    """The step after one, or None after the last."""
    steps = list(Step)
    place = steps.index(step) + 1
    return steps[place] if place < len(steps) else None


def not_by_hand(_: Ecosystem, dossier: OcopDossier) -> str | None:
    """Why a step is not closed by hand; None when it is."""
    if dossier.step is not Step.EVALUATION or (dossier.stars is not None and dossier.stars < 3):
        return None
    return say(
        "bước 5 kết thúc khi hội đồng kết luận và có quyết định công nhận (từ 3 sao)",
        "step 5 ends when the council concludes and the product is recognized (from 3 stars)",
    )


def submit(eco: Ecosystem, asked: Asked) -> Done:
    """Records the day on which the dossier was handed in."""
    dossier = eco.update(asked.record, submitted_on=asked.answers.on or asked.today)
    lacking = len(list(missing_papers(eco, dossier)))
    told = say("Đã ghi ngày nộp hồ sơ.", "The day is recorded.")
    if lacking:
        told += say(
            f" Còn thiếu {lacking} giấy tờ bắt buộc.", f" {lacking} mandatory papers are missing."
        )
    return Done(told, dossier.id)


def choose_rubric(eco: Ecosystem, asked: Asked) -> Done:
    """Pins another rubric; a dossier that was scored refuses it."""
    dossier, given = asked.record, asked.answers
    product = eco.get(Product, dossier.product)
    rubric = in_force(eco, _set_of(eco, product, given.set), given.day or asked.today)
    dossier = eco.update(dossier, rubric=keep(eco, rubric).id)
    added = list_papers(eco, dossier)
    return Done(
        say(
            f"Hồ sơ theo {rubric.title}; thêm {added} giấy tờ vào danh mục.",
            f"The dossier goes by {rubric.title}; {added} papers were listed.",
        ),
        dossier.id,
    )


def paper_form(eco: Ecosystem, dossier: OcopDossier) -> type[Form]:
    """One field for each listed paper: its state."""
    from pydantic import create_model

    needed = mandatory(eco, dossier)
    fields = {
        paper.code: (
            Annotated[
                PaperState,
                Shown(
                    f"{paper.name} *" if paper.code in needed else paper.name,
                    f"{paper.name} *" if paper.code in needed else paper.name,
                    section=_SECTIONS[paper.code in needed],
                ),
            ],
            paper.state,
        )
        for paper in sorted(papers_of(eco, dossier), key=lambda one: one.code not in needed)
        if paper.code
    }
    made: type[Form] = create_model("PaperStates", __base__=Form, __module__=__name__, **fields)  # type: ignore[call-overload]
    return made


_THERE = (PaperState.READY, PaperState.NEEDLESS)
_SECTIONS = {
    True: "Bắt buộc|Mandatory",
    False: "Minh chứng, nếu có|Evidence, if any",
}


def check_papers(eco: Ecosystem, asked: Asked) -> Done:
    """Writes down how far every paper is."""
    changed = 0
    states = dict(asked.answers)
    for paper in papers_of(eco, asked.record):
        state = states.get(paper.code)
        if paper.code and state is not None and state is not paper.state:
            eco.update(paper, state=state)
            changed += 1
    lacking = list(missing_papers(eco, asked.record))
    told = say(f"Đã cập nhật {changed} giấy tờ.", f"{changed} papers were updated.")
    if lacking:
        told += " " + say(
            f"Còn thiếu {len(lacking)} giấy tờ bắt buộc.", f"{len(lacking)} mandatory are missing."
        )
    return Done(told, asked.record.id)


def missing_papers(eco: Ecosystem, dossier: OcopDossier) -> Iterator[str]:
    """Names of the mandatory papers that are not ready."""
    there = [one.code for one in papers_of(eco, dossier) if one.state in _THERE]
    for paper in missing(wanted_papers(eco, dossier), there):
        yield paper.name


def add_evidence(eco: Ecosystem, asked: Asked) -> Done:
    """Adds a paper that proves criteria, or gives a listed one its file."""
    given = asked.answers
    codes = tuple(code.strip() for code in given.criteria.split(";") if code.strip())
    rubric = read(eco, asked.record.rubric) if asked.record.rubric else None
    known = {criterion.code for criterion in rubric.criteria} if rubric else set()
    wrong = [code for code in codes if known and code not in known]
    if wrong:
        listed = ", ".join(wrong)
        message = say(f"bộ tiêu chí không có: {listed}", f"the rubric does not have: {listed}")
        raise Rejected([Problem("criteria", message)])
    where = [p for p in papers_of(eco, asked.record) if given.name in (p.name, p.code)]
    values = {"file": given.file, "state": PaperState.READY}
    if where:
        paper = eco.update(where[0], criteria=codes or where[0].criteria, **values)
    else:
        paper = eco.add(
            OcopPaper(dossier=asked.record.id, name=given.name, criteria=codes, **values)
        )
    told = say(f"Đã ghi «{paper.name}».", f"Recorded “{paper.name}”.")
    if given.file and "://" not in given.file and not Path(given.file).expanduser().exists():
        told += say(
            f" Chưa thấy tệp {given.file} trên máy này.", f" {given.file} is not on this computer."
        )
    return Done(told, paper.id)


ACTIONS = (
    Action(
        "ocop.register",
        "Đăng ký OCOP (lập hồ sơ)",
        "Register for OCOP (open a dossier)",
        of=Product,
        asks=Register,
        do=register,
    ),
    Action(
        "ocop.advance",
        "Xong bước, sang bước sau",
        "Step done, on to the next",
        of=OcopDossier,
        asks=Advance,
        fits=not_by_hand,
        do=advance,
    ),
    Action(
        "ocop.submit",
        "Ghi ngày nộp hồ sơ",
        "Record that it was handed in",
        of=OcopDossier,
        asks=Submit,
        do=submit,
    ),
    Action(
        "ocop.choose_rubric",
        "Chọn bộ tiêu chí",
        "Choose the rubric",
        of=OcopDossier,
        asks=ChooseRubric,
        do=choose_rubric,
    ),
    Action(
        "ocop.check_papers",
        "Soát giấy tờ hồ sơ",
        "Check the papers",
        of=OcopDossier,
        asks=paper_form,
        do=check_papers,
    ),
    Action(
        "ocop.add_evidence",
        "Thêm minh chứng",
        "Add evidence",
        of=OcopDossier,
        asks=Evidence,
        do=add_evidence,
    ),
)
