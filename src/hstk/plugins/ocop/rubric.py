"""Rubrics (bộ tiêu chí) as values, and whether what a rubric says adds up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from hstk import Rejected, say
from hstk.errors import Problem

TOTAL: Final = 100  # points of a whole sheet, in every decision
NONE_MET: Final = 0  # the mark "no option is met"; it is no option, hence has no number of its own

RESERVED: Final = ("id", "judge", "scorer", "opinion")  # the other answers on a score form

# NFC and single spaces, so that what a spreadsheet brings back is equal to what was sent.
Words = Annotated[
    str, AfterValidator(lambda text: unicodedata.normalize("NFC", " ".join(text.split())))
]
Named = Annotated[Words, Field(min_length=1)]
Points = Annotated[int, Field(ge=0, le=TOTAL)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Value):
    """One of the answers of a criterion: its number on the sheet from 1, its points."""

    number: Annotated[int, Field(ge=1)]
    text: Named
    points: Points


class Gate(_Value):
    """Yêu cầu tối thiểu: the points without which a product cannot have so many stars.

    Printed as *** (3 sao), **** (4 sao) or ***** (5 sao) behind one option, or behind the
    criterion (Quyết định 148/QĐ-TTg, 26/2026/QĐ-TTg, Phụ lục II, foot of every sheet).
    """

    star: Annotated[int, Field(ge=2, le=5)]
    points: Points


class Condition(_Value):
    """A criterion is scored only when another one has at least so many points."""

    criterion: Named
    points: Points


class Exclusion(_Value):
    """Why a dossier is rejected whatever its points ("Hồ sơ bị loại khi ...")."""

    text: Named
    criterion: Words = ""


def _code(text: str) -> str:
    if text in RESERVED or any(mark in text for mark in " :;="):
        raise ValueError(
            say(
                f"mã tiêu chí «{text}» không dùng được: không có dấu cách, : ; = và không là "
                f"{', '.join(RESERVED)}",
                f"the code “{text}” will not do: no space, : ; = and none of {', '.join(RESERVED)}",
            )
        )
    return text


class Criterion(_Value):
    """One line of the sheet: one option is chosen, or none is met."""

    code: Annotated[Named, AfterValidator(_code)]
    text: Named
    max: Points
    options: tuple[Option, ...] = ()
    gates: tuple[Gate, ...] = ()
    condition: Condition | None = None
    note: Words = ""

    @property
    def least(self) -> int:
        """The points of the lowest option; above 0 when the sheet prints no option for nothing."""
        return min((option.points for option in self.options), default=0)

    def option(self, number: int) -> Option | None:
        """The option of that number."""
        return next((option for option in self.options if option.number == number), None)

    def needs(self, star: int) -> int:
        """The points that so many stars need here; a gate of fewer stars holds for more too."""
        return max((gate.points for gate in self.gates if gate.star <= star), default=0)


class Section(_Value):
    """A numbered section of the sheet ("1. Tổ chức sản xuất")."""

    code: Named
    name: Named
    max: Points
    criteria: tuple[Criterion, ...] = ()


class Part(_Value):
    """Part A, B or C of the sheet."""

    code: Named
    name: Named
    max: Points
    sections: tuple[Section, ...] = ()


class Rubric(_Value):
    """One set of criteria (bộ) of one decision.

    Args:
        version: short name of the decision ("148", "1489", "26/2026"); with the number of the set
            it names the rubric, as a number alone means nothing: each decision counts anew.
        decision: as it is cited.
        in_force_until: the last day, or None while it is in force.
        set_number: 1 to 26.
        branch: ngành.
        complete: every option is known, so that a final result may rest on it.
        note: what is uncertain about it.
    """

    version: Named
    decision: Named
    in_force_from: date
    in_force_until: date | None = None
    set_number: Annotated[int, Field(ge=1, le=26)]
    set_name: Named
    branch: Named
    complete: bool = False
    parts: tuple[Part, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    note: Words = ""

    @property
    def id(self) -> str:
        """Version and number: "148/10"."""
        return f"{self.version}/{self.set_number}"

    @property
    def title(self) -> str:
        """How people call it."""
        return say(
            f"Bộ {self.set_number}. {self.set_name} ({self.decision})",
            f"Set {self.set_number}. {self.set_name} ({self.decision})",
        )

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section, in the order of the sheet."""
        return tuple(section for part in self.parts for section in part.sections)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in the order of the sheet."""
        return tuple(criterion for section in self.sections for criterion in section.criteria)


def disagreements(rubric: Rubric) -> tuple[Problem, ...]:
    """Everything in which a rubric contradicts itself or does not add up, each named.

    Sums are compared where their parts are known at all: an incomplete rubric that lists no
    criteria for a section does not disagree with it.
    """
    return tuple(
        Problem(field, message, where=rubric.id)
        for field, message in (
            *_repeated(rubric),
            *_sums(rubric),
            *(wrong for criterion in rubric.criteria for wrong in _criterion(criterion)),
            *_references(rubric),
        )
    )


def lacking(rubric: Rubric) -> tuple[Problem, ...]:
    """What a rubric still needs before a final result may rest on it."""
    found = list(disagreements(rubric))
    if not rubric.complete:
        found.append(
            Problem(
                "",
                say(
                    "chưa được đánh dấu là đầy đủ (đã đối chiếu với văn bản)",
                    "not marked as complete (compared with the decision)",
                ),
                where=rubric.id,
            )
        )
        found += [
            Problem(field, message, where=rubric.id)
            for part in rubric.parts
            for field, message in _empty(part)
        ]
    return tuple(found)


def refuse_final(rubric: Rubric) -> None:
    """Refuse a final result on a rubric that is not complete.

    Raises:
        Rejected: with everything that is still missing.
    """
    if problems := lacking(rubric):
        raise Rejected(
            problems,
            message=say(
                f"Chưa phân hạng được theo {rubric.title}:",
                f"No rank can be given by {rubric.title} yet:",
            ),
            hint=say(
                "Bổ sung bộ tiêu chí từ tệp bảng tính hoặc TOML rồi chấm lại.",
                "Complete the rubric from a spreadsheet or TOML file, then score again.",
            ),
        )


def unsound(rubric: Rubric) -> tuple[Problem, ...]:
    """Why a rubric may not be loaded: what is marked complete must add up.

    An incomplete one may not add up yet; but a code written twice would hide a criterion.
    """
    if rubric.complete:
        return disagreements(rubric)
    return tuple(Problem(field, words, where=rubric.id) for field, words in _repeated(rubric))


def refuse(problems: Iterable[Problem]) -> None:
    """Refuse to load rubrics that have problems, all named at once.

    Raises:
        Rejected: there are problems.
    """
    if found := tuple(problems):
        raise Rejected(
            found, message=say("Chưa nạp được bộ tiêu chí:", "The rubric was not loaded:")
        )


def _repeated(rubric: Rubric) -> Iterator[tuple[str, str]]:
    groups = (
        (say("Phần", "Part"), [part.code for part in rubric.parts]),
        (say("Mục", "Section"), [section.code for section in rubric.sections]),
        (say("Tiêu chí", "Criterion"), [criterion.code for criterion in rubric.criteria]),
    )
    for kind, codes in groups:
        for code in dict.fromkeys(codes):
            if (times := codes.count(code)) > 1:
                yield (
                    f"{kind} {code}",
                    say(f"mã ghi {times} lần", f"its code is written {times} times"),
                )
    for criterion in rubric.criteria:
        numbers = [option.number for option in criterion.options]
        if numbers != list(range(1, len(numbers) + 1)):
            listed = ", ".join(map(str, numbers))
            yield (
                _of(criterion),
                say(
                    f"phương án phải đánh số 1, 2, 3… theo thứ tự, đang ghi {listed}",
                    f"options are numbered 1, 2, 3… in order, these are {listed}",
                ),
            )


def _sums(rubric: Rubric) -> Iterator[tuple[str, str]]:
    def differs(
        field: str, says: int, vi: str, en: str, parts: Iterable[int]
    ) -> Iterator[tuple[str, str]]:
        points = tuple(parts)
        if points and sum(points) != says:
            yield (
                field,
                say(
                    f"ghi {says} điểm, {vi} cộng lại {sum(points)} điểm",
                    f"says {says} points, its {en} add up to {sum(points)}",
                ),
            )

    whole = say("Cả phiếu", "The whole sheet")
    yield from differs(whole, TOTAL, "các phần", "parts", (part.max for part in rubric.parts))
    if not rubric.parts:
        yield whole, say("chưa có phần nào", "has no parts")
    for part in rubric.parts:
        yield from differs(
            _named(part, None),
            part.max,
            "các mục",
            "sections",
            (section.max for section in part.sections),
        )
        for section in part.sections:
            yield from differs(
                _named(part, section),
                section.max,
                "các tiêu chí",
                "criteria",
                (criterion.max for criterion in section.criteria),
            )
        if rubric.complete:
            yield from _empty(part)


def _empty(part: Part) -> Iterator[tuple[str, str]]:
    for section in part.sections or (None,):
        if section is None or not section.criteria:
            yield _named(part, section), say("chưa có tiêu chí nào", "has no criteria")


def _criterion(criterion: Criterion) -> Iterator[tuple[str, str]]:
    field = _of(criterion)
    offered = [option.points for option in criterion.options]
    if not offered:
        yield field, say("không có phương án nào", "has no options")
        return
    for option in criterion.options:
        if option.points > criterion.max:
            yield (
                field,
                say(
                    f"phương án {option.number} cho {option.points} điểm, "
                    f"tối đa chỉ {criterion.max}",
                    f"option {option.number} gives {option.points} points of {criterion.max}",
                ),
            )
    if max(offered) < criterion.max:
        yield (
            field,
            say(
                f"tối đa {criterion.max} điểm, phương án cao nhất chỉ cho {max(offered)}",
                f"says {criterion.max} points, its best option gives {max(offered)}",
            ),
        )
    for gate in criterion.gates:
        if gate.points not in offered:
            yield (
                field,
                say(
                    f"{gate.star} sao cần {gate.points} điểm, không phương án nào cho số điểm đó",
                    f"{gate.star} stars need {gate.points} points, which no option gives",
                ),
            )
    stars = [gate.star for gate in criterion.gates]
    for star in sorted({star for star in stars if stars.count(star) > 1}):
        yield (
            field,
            say(f"{star} sao có hai yêu cầu tối thiểu", f"{star} stars have two minimums"),
        )


def _references(rubric: Rubric) -> Iterator[tuple[str, str]]:
    best = {criterion.code: criterion.max for criterion in rubric.criteria}
    known: set[str] = set()
    for criterion in rubric.criteria:
        condition = criterion.condition
        if condition is not None and condition.criterion not in known:
            yield (
                _of(criterion),
                say(
                    f"điều kiện dẫn tới «{condition.criterion}», không có tiêu chí nào như vậy "
                    "ở phía trên",
                    f"its condition names “{condition.criterion}”, which is no criterion above it",
                ),
            )
        elif condition is not None and condition.points > best[condition.criterion]:
            yield (
                _of(criterion),
                say(
                    f"điều kiện cần {condition.points} điểm ở tiêu chí {condition.criterion}, "
                    f"tối đa chỉ {best[condition.criterion]}",
                    f"its condition needs {condition.points} points of {condition.criterion}, "
                    f"which has {best[condition.criterion]} at most",
                ),
            )
        known.add(criterion.code)
    for exclusion in rubric.exclusions:
        if exclusion.criterion and exclusion.criterion not in best:
            yield (
                say("Trường hợp bị loại", "Exclusion"),
                say(
                    f"dẫn tới tiêu chí «{exclusion.criterion}» không có trong phiếu",
                    f"names criterion “{exclusion.criterion}”, which the sheet lacks",
                ),
            )


def _of(criterion: Criterion) -> str:
    return say(f"Tiêu chí {criterion.code}", f"Criterion {criterion.code}")


def _named(part: Part, section: Section | None) -> str:
    if section is None:
        return say(f"Phần {part.code}. {part.name}", f"Part {part.code}. {part.name}")
    return say(f"Mục {section.code}. {section.name}", f"Section {section.code}. {section.name}")
