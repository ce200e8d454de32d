"""Recognition: who recognizes, how long a certificate is valid, when it is renewed, its grounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hstk import NotFound, say
from hstk.kinds import Choice, RecognitionLevel
from hstk.plugins.ocop.rubric import Rubric
from hstk.plugins.ocop.rubric_file import rubrics

_PROVINCE = {
    3: RecognitionLevel.PROVINCE,
    4: RecognitionLevel.PROVINCE,
    5: RecognitionLevel.CENTRAL,
}
# Who recognizes from which day on, latest first: Quyết định 1489/QĐ-TTg and 26/2026/QĐ-TTg Điều 4,
# 148/QĐ-TTg, 1048/QĐ-TTg.
_AUTHORITIES: Final = (
    (date(2025, 7, 6), _PROVINCE),
    (date(2023, 2, 24), _PROVINCE | {3: RecognitionLevel.DISTRICT}),
    (date(2019, 8, 21), _PROVINCE),
)
VALID_YEARS: Final = 3  # 36 months: 26/2026/QĐ-TTg, Điều 4 khoản 3
FILE_FROM: Final = timedelta(days=180)  # Điều 7 khoản 6 điểm a
FILE_UNTIL: Final = timedelta(days=120)
RUNS_ON: Final = timedelta(days=180)  # Điều 12 khoản 3
NEW_RULES: Final = date(2026, 5, 22)  # Quyết định 26/2026/QĐ-TTg, Điều 11
_OLD_RULES_FIRST: Final = timedelta(days=60)  # Điều 12 khoản 2
_OLD_RULES_AGAIN: Final = timedelta(days=30)


class WithdrawalGround(Choice):
    """Why a certificate is withdrawn (Quyết định 26/2026/QĐ-TTg, Điều 8 khoản 1)."""

    FALSE = (
        "false",
        "Cung cấp thông tin, tài liệu không trung thực hoặc giả mạo hồ sơ",
        "Untrue information or forged papers",
    )
    UNFIT = "unfit", "Không còn đáp ứng Bộ tiêu chí OCOP", "No longer meets the rubric"
    BREACH = (
        "breach",
        "Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, ghi nhãn",
        "Breaks the law on quality, food safety, environment, property rights or labels",
    )
    MARK = "mark", "Sử dụng nhãn hiệu OCOP không đúng quy định", "Wrong use of the OCOP mark"
    STOPPED = "stopped", "Không còn sản xuất sản phẩm", "The product is no longer made"
    OTHER = (
        "other",
        "Trường hợp khác theo kết luận của cơ quan có thẩm quyền",
        "Another finding of a competent authority",
    )


def authority(day: date, star: int) -> RecognitionLevel | None:
    """Who recognizes a product of so many stars on that day; nobody below three.

    Before 21/8/2019 (Quyết định 1048/QĐ-TTg) nobody either. From 1/7/2025 to 5/7/2025 districts
    had ended and Quyết định 148/QĐ-TTg still named them; the answer is then what it says.
    """
    for first, levels in _AUTHORITIES:
        if day >= first:
            return levels.get(star)
    return None


def expires(issued: date) -> date:
    """The last day of a certificate: the same day 36 months later.

    One issued on 29 February ends on the 28th (Bộ luật Dân sự 2015, Điều 148: where the last month
    lacks the day, its last day).
    """
    try:
        return issued.replace(year=issued.year + VALID_YEARS)
    except ValueError:
        return issued.replace(year=issued.year + VALID_YEARS, day=28)


def window(expires_on: date) -> tuple[date, date]:
    """The first and the last day to file for re-evaluation: 180 to 120 days before the end."""
    return expires_on - FILE_FROM, expires_on - FILE_UNTIL


def runs_until(expires_on: date) -> date:
    """The last day that a certificate may run on while its re-evaluation is pending."""
    return expires_on + RUNS_ON


def old_rules_until(*, again: bool) -> date:
    """The last day to finish, by the former rules, files handed in before 22/5/2026.

    Args:
        again: a re-evaluation (30 days), not a first evaluation or an upgrade (60 days).
    """
    return NEW_RULES + (_OLD_RULES_AGAIN if again else _OLD_RULES_FIRST)


def rubric_for(
    day: date, set_number: int, *, filed_on: date | None = None, again: bool = False
) -> Rubric:
    """The rubric by which a product of that set is evaluated on that day.

    Args:
        filed_on: when the dossier was handed in; one of before 22/5/2026 goes on by the former
            rules for a while.
        again: it is a re-evaluation.

    Raises:
        NotFound: no decision was in force, or it has no such set.
    """
    pending = filed_on is not None and filed_on < NEW_RULES <= day <= old_rules_until(again=again)
    ruled = NEW_RULES - timedelta(days=1) if pending else day
    held = [
        rubric
        for rubric in rubrics().values()
        if rubric.set_number == set_number and rubric.in_force_from <= ruled
    ]
    if not held:
        raise NotFound(
            say(
                f"Ngày {day:%d/%m/%Y} chưa có bộ tiêu chí OCOP số {set_number}",
                f"There was no OCOP rubric {set_number} on {day.isoformat()}",
            ),
            key=str(set_number),
        )
    return max(held, key=lambda rubric: rubric.in_force_from)


@dataclass(frozen=True, slots=True)
class Round:
    """One evaluation round: both days are those *before* which something is done."""

    level: RecognitionLevel
    files_before: date
    done_before: date


# Month of the day (always the 30th) before which files come, and the results. 26/2026 Điều 5.
_ROUNDS: Final = {
    RecognitionLevel.PROVINCE: ((4, 6), (10, 12)),
    RecognitionLevel.CENTRAL: ((1, 3), (7, 9)),
}


def rounds(year: int, level: RecognitionLevel) -> tuple[Round, ...]:
    """The rounds of a level in a year, at least; a province may hold more.

    Quyết định 26/2026/QĐ-TTg, Điều 5. Other levels hold none.
    """
    return tuple(
        Round(level, date(year, files, 30), date(year, done, 30))
        for files, done in _ROUNDS.get(level, ())
    )


def next_round(day: date, level: RecognitionLevel) -> Round | None:
    """The first round that a file of that day is still in time for."""
    coming = (*rounds(day.year, level), *rounds(day.year + 1, level))
    return next((each for each in coming if day < each.files_before), None)
