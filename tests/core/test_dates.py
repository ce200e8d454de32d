from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from hstk.core.dates import (
    VIETNAM,
    Day,
    Moment,
    PartialDate,
    read_date,
    read_moment,
    show_date,
    show_moment,
)
from hstk.core.language import speaking

TODAY = date(2024, 5, 10)
EARLIEST = datetime.fromisoformat("0001-01-01")
LATEST = datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))
days = st.dates(date(1000, 1, 1))
moments = st.datetimes(
    datetime.fromisoformat("1000-01-02"),
    datetime.fromisoformat("9999-12-30"),
    timezones=st.sampled_from([UTC, VIETNAM, timezone(timedelta(hours=-5))]),
)


@pytest.mark.parametrize(
    "written",
    [
        date(2022, 11, 15),
        datetime.fromisoformat("2022-11-15T23:59"),
        "2022-11-15",
        "2022/11/15",
        "2022-11-15 00:00:00",
        "2022-11-15T08:30",
        "15/11/2022",
        "15-11-2022",
        "15.11.2022",
        "15-11-22",
        " 15 / 11 / 2022 ",
        "15–11–2022",
        "ngày 15 tháng 11 năm 2022",
        "Ngày 15 tháng 11, năm 2022",
        "ngay 15 thang 11 nam 2022",
        "15 tháng 11 năm 2022",
        "nga\u0300y 15/11/2022",
    ],
)
def test_every_way_of_writing_a_day_is_read(written: object) -> None:
    assert read_date(written, TODAY) == date(2022, 11, 15)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("hôm nay", TODAY),
        ("Hom nay", TODAY),
        ("mai", date(2024, 5, 11)),
        ("ngày mai", date(2024, 5, 11)),
        ("ngày kia", date(2024, 5, 12)),
        ("hôm qua", date(2024, 5, 9)),
        ("hôm kia", date(2024, 5, 8)),
        ("+7", date(2024, 5, 17)),
        ("-3", date(2024, 5, 7)),
        ("+ 30 ngày", date(2024, 6, 9)),
        ("20/11", date(2024, 11, 20)),
        ("20 tháng 11", date(2024, 11, 20)),
        ("29/2", date(2024, 2, 29)),
    ],
)
def test_short_and_relative_days_are_counted_from_today(written: str, day: date) -> None:
    assert read_date(written, TODAY) == day


@pytest.mark.parametrize(
    ("written", "year"), [("1/6/22", 2022), ("1/6/34", 2034), ("1/6/35", 1935), ("1/6/85", 1985)]
)
def test_two_digits_mean_the_latest_such_year_up_to_ten_years_ahead(
    written: str, year: int
) -> None:
    assert read_date(written, TODAY) == date(year, 6, 1)


def test_a_moment_falls_on_its_day_in_viet_nam() -> None:
    assert read_date(datetime(2022, 11, 15, 20, tzinfo=UTC), TODAY) == date(2022, 11, 16)
    assert read_date("2022-11-15T20:00:00Z", TODAY) == date(2022, 11, 16)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("31/02/2024", "Không có ngày 31/02/2024; tháng 2/2024 có 29 ngày"),
        ("2023-02-29", "Không có ngày 29/02/2023; tháng 2/2023 có 28 ngày"),
        ("0/6/2024", "Không có ngày 00/06/2024; tháng 6/2024 có 30 ngày"),
        ("31/6", "Không có ngày 31/06/2024; tháng 6/2024 có 30 ngày"),
        ("11/15/2022", "Không có tháng 15; ghi ngày trước, tháng sau"),
        ("2022-13-01", "Không có tháng 13"),
        ("0202-01-01", "Năm 0202 không đúng; ghi đủ bốn chữ số"),
        ("1/1/0000", "Năm 0000 không đúng"),
        ("0202-01-01T00:00", "Năm 0202 không đúng"),
        ("2022-11-15T99:00", "Không đọc được thời điểm"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_with_the_reason(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_date(written, TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "2023", "3/2023", "tháng năm 2023", "15/11/202", "2022-W01-1", "thứ hai", "+"),
        *("+99999", "15/11/2022 và 16/11/2022", "١٥/١١/٢٠٢٢", None, True, 44880, 1.5, []),
    ],
)
def test_what_is_no_day_is_refused_with_an_example(wrong: object) -> None:
    with pytest.raises(ValueError, match="ghi như 15/11/2022"):
        read_date(wrong, TODAY)


def test_days_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="Không đọc được ngày"):
        read_date("+1", date.max)
    with pytest.raises(ValueError, match="Không đọc được"):
        read_date(datetime.max.replace(tzinfo=UTC), TODAY)
    assert read_date(EARLIEST, TODAY) == date.min


@given(days, days)
def test_what_is_shown_is_read_back(day: date, today: date) -> None:
    assert read_date(show_date(day), today) == day
    assert read_date(day.isoformat(), today) == day
    assert read_date(f"ngày {day.day} tháng {day.month} năm {day.year}", today) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-9999, 9999))
def test_days_away_are_counted_exactly(today: date, away: int) -> None:
    assert read_date(f"{away:+}", today) == today + timedelta(days=away)


@given(
    st.text(max_size=25)
    | st.from_regex(r"\A(ngày )?[0-9]{1,2}[/.-][0-9]{1,2}([/.-]([0-9]{2}|[0-9]{4}))?\Z")
    | st.from_regex(r"\A[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9]Z?)?\Z")
)
def test_any_text_is_refused_or_read_the_same_by_all(text: str) -> None:
    try:
        day = read_date(text, date.today())
    except ValueError:
        return
    assert PartialDate(text) == day.isoformat()
    assert read_date(read_moment(text), TODAY) == day


def test_the_day_field_is_read_from_today() -> None:
    days_field = TypeAdapter(list[Day])
    given_date = date(2022, 11, 15)
    assert days_field.validate_python([given_date, "15/11/2022"]) == [given_date] * 2
    assert days_field.validate_json('["2022-11-15"]') == [given_date]
    before = date.today()
    (today,) = days_field.validate_python(["hôm nay"])
    assert before <= today <= date.today()
    with pytest.raises(ValidationError) as caught:
        days_field.validate_python(["31/02/2024"])
    assert "tháng 2/2024 có 29 ngày" in str(caught.value.errors()[0]["ctx"]["error"])


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("2023", "2023"),
        ("năm 2023", "2023"),
        ("Năm 2023", "2023"),
        (2023, "2023"),
        (2023.0, "2023"),
        ("2023-03", "2023-03"),
        ("2023/3", "2023-03"),
        ("3/2023", "2023-03"),
        ("03-2023", "2023-03"),
        ("03.2023", "2023-03"),
        ("T3/2023", "2023-03"),
        ("tháng 3/2023", "2023-03"),
        ("tháng 3 năm 2023", "2023-03"),
        ("Tháng 03, năm 2023", "2023-03"),
        ("thang 3 nam 2023", "2023-03"),
        ("2023-03-15", "2023-03-15"),
        ("15/3/2023", "2023-03-15"),
        ("ngày 15 tháng 3 năm 2023", "2023-03-15"),
        ("2023-03-15 00:00:00", "2023-03-15"),
        (date(2023, 3, 15), "2023-03-15"),
        (datetime(2023, 3, 14, 20, tzinfo=UTC), "2023-03-15"),
    ],
    ids=repr,
)
def test_days_months_and_years_are_read(written: object, stored: str) -> None:
    assert PartialDate(written) == stored


@pytest.mark.parametrize("quarter", ["quý 2/2023", "Quý II năm 2023", "Q2/2023", "quy 4/2023"])
def test_a_quarter_is_refused_with_what_to_write_instead(quarter: str) -> None:
    with pytest.raises(ValueError, match=r"theo quý .* ghi tháng như 4/2023, hoặc năm như 2023"):
        PartialDate(quarter)


@pytest.mark.parametrize("wrong", ["", "202", "khoảng 2023", "tháng 2023", None, True, 1.5, []])
def test_what_is_no_partial_date_is_refused_with_examples(wrong: object) -> None:
    with pytest.raises(ValueError, match="ghi như 2023, 3/2023 hoặc 15/3/2023"):
        PartialDate(wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("13/2023", "Không có tháng 13"),
        ("2023-00", "Không có tháng 0"),
        ("2023-02-30", "tháng 2/2023 có 28 ngày"),
        ("0999", "Năm 0999"),
        (date(999, 1, 1), "Năm 0999"),
    ],
)
def test_months_and_days_that_do_not_exist_are_refused(wrong: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PartialDate(wrong)


@pytest.mark.parametrize(
    ("stored", "precision", "first", "last", "shown"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), "02/2024"),
        ("2024-02-05", "day", date(2024, 2, 5), date(2024, 2, 5), "05/02/2024"),
    ],
)
def test_a_partial_date_knows_how_much_it_says(
    stored: str, precision: str, first: date, last: date, shown: str
) -> None:
    partial = PartialDate(stored)
    assert partial.precision == precision
    assert (partial.first, partial.last) == (first, last)
    assert partial.shown() == shown


@given(days, st.sampled_from([4, 7, 10]))
def test_partial_dates_hold_their_day_and_survive_every_journey(day: date, length: int) -> None:
    partial = PartialDate(day.isoformat()[:length])
    assert partial.first <= day <= partial.last
    assert PartialDate(partial.shown()) == partial
    again = pickle.loads(pickle.dumps(partial))
    assert again == partial
    assert type(again) is PartialDate
    adapter = TypeAdapter(PartialDate)
    assert type(adapter.validate_json(adapter.dump_json(partial))) is PartialDate
    assert adapter.dump_json(partial) == f'"{partial}"'.encode()


@given(st.lists(days), st.sampled_from([4, 7, 10]))
def test_partial_dates_sort_as_their_first_days(written: list[date], length: int) -> None:
    partial = [PartialDate(day.isoformat()[:length]) for day in written]
    assert sorted(partial) == sorted(partial, key=lambda one: one.first)


class Milestone(BaseModel, frozen=True):
    when: PartialDate | None = None


def test_a_record_holds_a_partial_date_as_text() -> None:
    milestone = Milestone.model_validate({"when": "tháng 3/2023"})
    assert type(milestone.when) is PartialDate
    assert milestone.model_dump(mode="json") == {"when": "2023-03"}
    assert Milestone.model_validate_json(milestone.model_dump_json()) == milestone
    assert Milestone.model_validate({"when": None}).when is None


def test_the_json_schema_of_a_partial_date_is_text() -> None:
    assert TypeAdapter(PartialDate).json_schema()["type"] == "string"
    assert Milestone.model_json_schema()["properties"]["when"]["anyOf"][0]["type"] == "string"


@pytest.mark.parametrize(
    "written",
    [
        datetime.fromisoformat("2022-11-15T14:30"),
        datetime(2022, 11, 15, 7, 30, tzinfo=UTC),
        datetime(2022, 11, 15, 2, 30, tzinfo=timezone(timedelta(hours=-5))),
        "2022-11-15T07:30:00Z",
        "2022-11-15T14:30:00+07:00",
        "2022-11-15 14:30",
        "15/11/2022 14:30",
        "15/11/2022 14:30:00",
        "15/11/2022, 14h30",
        "14:30 15/11/2022",
        "14h30 ngày 15/11/2022",
        "lúc 14 giờ 30 phút ngày 15 tháng 11 năm 2022",
    ],
)
def test_moments_are_read_in_vietnamese_time_and_kept_in_utc(written: object) -> None:
    moment = read_moment(written)
    assert moment == datetime(2022, 11, 15, 7, 30, tzinfo=UTC)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("written", "hour"), [("8h ngày 15/11/2022", 8), ("14h 15/11/2022", 14), ("15/11/2022", 0)]
)
def test_minutes_and_hours_may_be_left_out(written: str, hour: int) -> None:
    assert read_moment(written) == datetime(2022, 11, 15, hour, tzinfo=VIETNAM)


def test_a_day_means_its_midnight() -> None:
    assert read_moment(date(2022, 11, 15)) == datetime(2022, 11, 15, tzinfo=VIETNAM)


def test_the_day_after_the_hour_is_not_taken_for_minutes() -> None:
    assert read_moment("14 giờ 15 tháng 11 năm 2022") == datetime(2022, 11, 15, 14, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "14:30", "15/11/2022 14:3", "2022-11-15T99:00", "8h sáng 15/11/2022", None, 5, []),
        *(EARLIEST, LATEST),
    ],
)
def test_what_is_no_moment_is_refused_with_an_example(wrong: object) -> None:
    with pytest.raises(ValueError, match="ghi như 15/11/2022 14:30"):
        read_moment(wrong)


def test_an_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="Không có giờ 24:00; ghi từ 00:00 đến 23:59"):
        read_moment("15/11/2022 24:00")


@given(moments)
def test_moments_survive_being_shown_to_the_minute_and_as_json(moment: datetime) -> None:
    whole_minute = moment.replace(second=0, microsecond=0)
    assert read_moment(show_moment(whole_minute)) == whole_minute
    adapter = TypeAdapter(Moment)
    kept = adapter.validate_python(moment)
    assert kept == moment
    assert kept.tzinfo is UTC
    assert adapter.validate_json(adapter.dump_json(kept)) == kept
    assert adapter.validate_python(kept) is kept


def test_moments_are_shown_on_vietnamese_clocks() -> None:
    assert show_moment(datetime(2022, 11, 15, 20, 5, tzinfo=UTC)) == "16/11/2022 03:05"


def test_errors_are_told_in_english_when_asked() -> None:
    with speaking("en"):
        with pytest.raises(ValueError, match="There is no day 31/02/2024; 2/2024 has 29 days"):
            read_date("31/02/2024", TODAY)
        with pytest.raises(ValueError, match="A quarter cannot be held"):
            PartialDate("Q2/2023")
