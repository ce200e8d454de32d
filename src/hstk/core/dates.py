"""Days, days known only to the month or the year, and moments.

Vietnamese dates put the day first: 15/11/2022. What is stored is ISO; times are aware and in UTC,
and people read and write them in the time of Việt Nam, which has no summer time.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from hstk.core.language import say

VIETNAM: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

_DAY_WORDS: Final = {
    **dict.fromkeys(("hôm nay", "hom nay", "nay", "today"), 0),
    **dict.fromkeys(("mai", "ngày mai", "ngay mai", "tomorrow"), 1),
    **dict.fromkeys(("mốt", "ngày mốt", "ngày kia"), 2),
    **dict.fromkeys(("hôm qua", "hom qua", "qua", "yesterday"), -1),
    **dict.fromkeys(("hôm kia", "hom kia"), -2),
}
_DAYS_AWAY: Final = re.compile(r"([+-])\s*([0-9]{1,4})(?:\s*ngày)?")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST: Final = re.compile(
    r"(?:ng[àa]y\s+)?([0-9]{1,2})(?:\s*[/.-]\s*|\s+th[áa]ng\s+)([0-9]{1,2})"
    r"(?:(?:\s*[/.-]\s*|,?\s+n[ăa]m\s+)([0-9]{4}|[0-9]{2}))?"
)
_YEAR: Final = re.compile(r"(?:n[ăa]m\s+)?([0-9]{4})")
_MONTH: Final = re.compile(
    r"(?:(?:th[áa]ng\s+|t\.?\s*)?([0-9]{1,2})(?:\s*[/.-]\s*|,?\s+n[ăa]m\s+)([0-9]{4})"
    r"|([0-9]{4})[-/.]([0-9]{1,2}))"
)
_QUARTER: Final = re.compile(r"(?:qu[ýy]\s*|q\.?\s*)([1-4]|i{1,3}|iv)\b.*")
_STORED_PARTIAL: Final = re.compile(r"[1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?")
_TIME: Final = re.compile(
    r"(?:lúc\s+)?(?<![0-9:])([0-9]{1,2})\s*"
    r"(?:(?::|h|giờ)\s*([0-9]{2})(?:\s*phút)?(?::([0-9]{2}))?|h|giờ)"
    r"(?![0-9:/.-]|\s+th[áa]ng)"  # in "14h 15/11/2022" the 15 is the day
)
_ISO_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ t][0-9]{2}:[0-9]{2}.*")

_FIRST_YEAR: Final = 1000  # an earlier one is a slip of the hand
_YEARS_AHEAD: Final = 10  # "30" is 2030 until 2040 is nearer; "85" is 1985


def read_date(value: object, today: date) -> date:
    """The day that ``value`` writes.

    Args:
        value: a date; a moment (its day in Việt Nam); or text: ISO, "15/11/2022", "15-11-22",
            "ngày 15 tháng 11 năm 2022", "20/11" (in the year of ``today``), "hôm nay", "mai",
            "hôm qua", "+7" or "-3" (days from ``today``).
        today: what relative days and short years are counted from.

    Raises:
        ValueError: it is unreadable, or there is no such day.
    """
    if isinstance(value, datetime):
        return _local(value).date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise _unreadable(value)
    day = _iso_day(value) or _written_day(_plain(value), today)
    if day is None:
        raise _unreadable(value)
    return day


def _read_day(value: object) -> date:
    return value if type(value) is date else read_date(value, date.today())


Day = Annotated[date, BeforeValidator(_read_day), Field(examples=["2022-11-15"])]
"""A day; reads what ``read_date`` reads, counted from today."""


def show_date(day: date) -> str:
    """The day as Vietnamese readers write it: "15/11/2022"."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


class PartialDate(str):
    """A day, or only its month or year: "2022-11-15", "2022-11" or "2022".

    It is the text of its ISO form, so it sorts, compares, stores and travels as text.

    Args:
        value: what is to be read: "2023", "năm 2023", "3/2023", "tháng 3 năm 2023", or whatever
            ``read_date`` reads; also a date, or a year as a number.

    Raises:
        ValueError: it is unreadable, there is no such day, or it is a quarter, which is neither
            a month nor a year.
    """

    __slots__ = ()

    def __new__(cls, value: object) -> Self:
        """Read ``value``."""
        if type(value) is cls:
            return value
        return str.__new__(cls, _read_partial(value))

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """How much of the day is known."""
        if len(self) == 4:
            return "year"
        return "month" if len(self) == 7 else "day"

    @property
    def first(self) -> date:
        """The first day that it may mean."""
        return date.fromisoformat(self + "-01-01"[len(self) - 4 :])

    @property
    def last(self) -> date:
        """The last day that it may mean."""
        if len(self) == 10:
            return self.first
        year, month = int(self[:4]), int(self[5:] or 12)
        return date(year, month, monthrange(year, month)[1])

    def shown(self) -> str:
        """As Vietnamese readers write it: "2022", "11/2022" or "15/11/2022"."""
        return "/".join(reversed(self.split("-")))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls, serialization=core_schema.simple_ser_schema("str")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "examples": ["2022", "2022-11", "2022-11-15"]}


def read_moment(value: object) -> datetime:
    """The moment that ``value`` writes, in UTC.

    Args:
        value: a datetime; a date (its midnight); or text: ISO, "15/11/2022 14:30",
            "14h30 ngày 15/11/2022". What names no time zone is in the time of Việt Nam.

    Raises:
        ValueError: it is unreadable, or there is no such day or time.
    """
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        return _utc(datetime.combine(value, time(), VIETNAM))
    if not isinstance(value, str):
        raise _unreadable_moment(value)
    text = _plain(value)
    if _ISO_MOMENT.fullmatch(text):
        return _utc(_iso_moment(text))
    at = time()
    if clock := _TIME.search(text):
        hour, minute, second = (int(part or 0) for part in clock.groups())
        if hour > 23 or minute > 59 or second > 59:
            raise ValueError(
                say(
                    f"Không có giờ {clock[0].strip()}; ghi từ 00:00 đến 23:59.",
                    f"There is no time {clock[0].strip()}; write from 00:00 to 23:59.",
                )
            )
        at = time(hour, minute, second)
        text = f"{text[: clock.start()]} {text[clock.end() :]}".strip(" ,-")
    day = _written_day(text, date.today())
    if day is None:
        raise _unreadable_moment(value)
    return _utc(datetime.combine(day, at, VIETNAM))


def _read_field_moment(value: object) -> datetime:
    return value if type(value) is datetime and value.tzinfo is UTC else read_moment(value)


Moment = Annotated[
    datetime, BeforeValidator(_read_field_moment), Field(examples=["2022-11-15T07:30:00Z"])
]
"""An aware moment in UTC; reads what ``read_moment`` reads."""


def show_moment(moment: datetime) -> str:
    """The moment on Vietnamese clocks, to the minute: "15/11/2022 14:30"."""
    local = _local(moment)
    return f"{show_date(local)} {local:%H:%M}"


def _plain(given: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", given).lower().replace("–", "-").split())


def _iso_day(text: str) -> date | None:
    """The quick way for what is stored; None leaves it to be read, or refused, as written text."""
    if len(text) == 10 and text[4] == text[7] == "-" and text[0] != "0":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return None


def _written_day(text: str, today: date) -> date | None:
    """The day that cleaned text writes, or None when it has no form of a day."""
    if text in _DAY_WORDS:
        return _days_away(today, _DAY_WORDS[text])
    if away := _DAYS_AWAY.fullmatch(text):
        return _days_away(today, int(away[1] + away[2]))
    if written := _YEAR_FIRST.fullmatch(text):
        return _existing(*map(int, written.groups()))
    if written := _DAY_FIRST.fullmatch(text):
        day, month, year = written.groups()
        return _existing(_full_year(year, today), int(month), int(day))
    if _ISO_MOMENT.fullmatch(text):  # how spreadsheets export a day
        return _local(_iso_moment(text)).date()
    return None


def _full_year(written: str | None, today: date) -> int:
    if written is None:
        return today.year
    if len(written) == 4:
        return int(written)
    year = 2000 + int(written)
    return year if year <= today.year + _YEARS_AHEAD else year - 100


def _days_away(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise _unreadable(f"{days:+}") from None


def _existing(year: int, month: int, day: int) -> date:
    """The date, or an error that tells which part of it cannot be."""
    _existing_month(year, month)
    longest = monthrange(year, month)[1]
    if not 1 <= day <= longest:
        written = f"{day:02}/{month:02}/{year}"
        raise ValueError(
            say(
                f"Không có ngày {written}; tháng {month}/{year} có {longest} ngày.",
                f"There is no day {written}; {month}/{year} has {longest} days.",
            )
        )
    return date(year, month, day)


def _existing_month(year: int, month: int) -> None:
    if year < _FIRST_YEAR:
        raise ValueError(
            say(
                f"Năm {year:04} không đúng; ghi đủ bốn chữ số, ví dụ 2022.",
                f"The year {year:04} is wrong; write all four digits, for example 2022.",
            )
        )
    if not 1 <= month <= 12:
        raise ValueError(
            say(
                f"Không có tháng {month}; ghi ngày trước, tháng sau, ví dụ 15/11/2022.",
                f"There is no month {month}; write the day, then the month: 15/11/2022.",
            )
        )


def _read_partial(value: object) -> str:
    """The ISO prefix that ``value`` writes."""
    if isinstance(value, str) and (_STORED_PARTIAL.fullmatch(value) or _iso_day(value)):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # spreadsheets keep every number as a float
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, date):
        day = read_date(value, value)
        return _existing(day.year, day.month, day.day).isoformat()
    if not isinstance(value, str):
        raise _unreadable_partial(value)
    text = _plain(value)
    if written := _YEAR.fullmatch(text):
        _existing_month(int(written[1]), 1)
        return written[1]
    if written := _MONTH.fullmatch(text):
        year, month = int(written[2] or written[3]), int(written[1] or written[4])
        _existing_month(year, month)
        return f"{year:04}-{month:02}"
    if _QUARTER.fullmatch(text):
        raise ValueError(
            say(
                f"Không ghi theo quý được («{value}»); ghi tháng như 4/2023, hoặc năm như 2023.",
                f"A quarter cannot be held (“{value}”); write a month as 4/2023 or a year as 2023.",
            )
        )
    written_day = _written_day(text, date.today())
    if written_day is None:
        raise _unreadable_partial(value)
    return written_day.isoformat()


def _iso_moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        raise _unreadable_moment(text) from None
    _existing_month(moment.year, moment.month)
    return moment


def _local(moment: datetime) -> datetime:
    """The moment on Vietnamese clocks; one without a zone already is."""
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(VIETNAM)
    except OverflowError:
        raise _unreadable_moment(moment) from None


def _utc(moment: datetime) -> datetime:
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=VIETNAM)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        raise _unreadable_moment(moment) from None


def _unreadable(given: object) -> ValueError:
    return ValueError(
        say(
            f"Không đọc được ngày «{str(given)[:40]}»; ghi như 15/11/2022.",
            f"Cannot read the date “{str(given)[:40]}”; write it as 15/11/2022.",
        )
    )


def _unreadable_partial(given: object) -> ValueError:
    return ValueError(
        say(
            f"Không đọc được ngày «{str(given)[:40]}»; ghi như 2023, 3/2023 hoặc 15/3/2023.",
            f"Cannot read the date “{str(given)[:40]}”; write it as 2023, 3/2023 or 15/3/2023.",
        )
    )


def _unreadable_moment(given: object) -> ValueError:
    return ValueError(
        say(
            f"Không đọc được thời điểm «{str(given)[:40]}»; ghi như 15/11/2022 14:30.",
            f"Cannot read the time “{str(given)[:40]}”; write it as 15/11/2022 14:30.",
        )
    )
