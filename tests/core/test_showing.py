"""Values as people read them, and as JSON carries them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any
from uuid import UUID

import pytest

from hstk.core.dates import Moment, PartialDate
from hstk.core.documents import Cell, Column, Format
from hstk.core.entity import Entity, FieldSpec, FieldType, Name, Shown
from hstk.core.kinds import (
    CORE_KINDS,
    Event,
    Gender,
    Organization,
    Person,
    PersonGroup,
    Progress,
    ReportIssued,
    Startup,
    Target,
    Venue,
)
from hstk.core.language import speaking
from hstk.core.showing import as_json, from_json, record_json, shown, shown_cell
from tests.records import A, B, filled

TITLES = {UUID(A): "Nguyễn Thị Mẫu", UUID(B): "Hợp tác xã Ví Dụ"}


class Meeting(Entity, kind="tea_meeting", label="Cuộc hẹn", label_en="Meeting"):
    name: Annotated[Name, Shown("Tên", "Name")]
    at: Annotated[Moment, Shown("Lúc", "At")]


def field(kind: type[Entity], type_: FieldType) -> FieldSpec:
    """A field of the type."""
    return next(found for found in kind.fields.values() if found.type is type_)


@pytest.mark.parametrize(
    ("spec", "value", "text"),
    [
        (Person.fields["name"], "Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu"),
        (Person.fields["name"], "[/x] 🦀", "[/x] 🦀"),
        (Person.fields["notes"], "một\nhai", "một\nhai"),
        (Person.fields["phone"], "+84905123456", "0905 123 456"),
        (Person.fields["phone"], "+12025550123", "+12025550123"),
        (Person.fields["name"], "+ 5 sao", "+ 5 sao"),
        (Person.fields["birth"], PartialDate("1990-03"), "03/1990"),
        (Person.fields["gender"], Gender.FEMALE, "Nữ"),
        (
            Person.fields["groups"],
            (PersonGroup.YOUTH, PersonGroup.ENTREPRENEUR),
            "Đoàn viên, thanh niên; Doanh nhân",
        ),
        (Person.fields["groups"], (), ""),
        (Organization.fields["aliases"], ("KT&HTNT", "Phòng KT"), "KT&HTNT; Phòng KT"),
        (Organization.fields["workers"], 9_999, "9999"),
        (Organization.fields["workers"], 12_500, "12.500"),
        (Progress.fields["percent"], 62.5, "62,5"),
        (Progress.fields["percent"], 50.0, "50"),
        (Target.fields["value"], 12_000.0, "12.000"),
        (Venue.fields["invested_state"], 1_500_000, "1.500.000 đ"),
        (field(Startup, FieldType.REF), UUID(A), "Nguyễn Thị Mẫu"),
        (field(Event, FieldType.REFS), (UUID(A), UUID(B)), "Nguyễn Thị Mẫu; Hợp tác xã Ví Dụ"),
        (field(ReportIssued, FieldType.DATE), date(2023, 11, 30), "30/11/2023"),
        (Person.fields["id"], UUID(A), A),
    ],
)
def test_a_value_is_shown_as_people_read_it(spec: FieldSpec, value: Any, text: str) -> None:
    assert shown(spec, value, TITLES.__getitem__) == text


@pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)
def test_nothing_is_shown_for_none_and_something_for_every_value(kind: type[Entity]) -> None:
    record = filled(kind)
    for name, spec in kind.fields.items():
        assert shown(spec, None) == ""
        assert shown(spec, getattr(record, name)) != ""


def test_moments_are_shown_on_vietnamese_clocks() -> None:
    spec = Meeting.fields["at"]
    assert shown(spec, datetime(2022, 11, 15, 17, 30, tzinfo=UTC)) == "16/11/2022 00:30"


def test_yes_and_no_and_pick_lists_speak_the_language_of_the_reader() -> None:
    spec = Target.fields["per_unit"]
    assert (shown(spec, True), shown(spec, False)) == ("Có", "Không")
    with speaking("en"):
        assert (shown(spec, True), shown(spec, False)) == ("Yes", "No")
        assert shown(Person.fields["gender"], Gender.FEMALE) == "Female"


@pytest.mark.parametrize(
    ("spec", "number", "text"),
    [
        (Person.fields["citizen_id"], "051190001234", "051*******34"),
        (Person.fields["citizen_id"], "212345678", "212****78"),
        (Organization.fields["tax_code"], "051190001234", "051*******34"),
        (Organization.fields["tax_code"], "0100233488", "0100233488"),
        (Organization.fields["tax_code"], "0100233488-001", "0100233488-001"),
    ],
)
def test_numbers_of_people_are_shown_in_part_those_of_organizations_whole(
    spec: FieldSpec, number: str, text: str
) -> None:
    assert shown(spec, number) == text
    assert as_json(spec, number) == number


@pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)
def test_every_value_comes_back_from_json(kind: type[Entity]) -> None:
    record = filled(kind)
    for name, spec in kind.fields.items():
        value = getattr(record, name)
        carried = json.loads(json.dumps(as_json(spec, value)))
        back = from_json(spec, carried)
        assert back == value
        assert type(back) is type(value)
        assert from_json(spec, as_json(spec, None)) is None


@pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)
def test_a_record_is_whole_in_json(kind: type[Entity]) -> None:
    record = filled(kind)
    carried = json.loads(json.dumps(record_json(kind.fields, record.__dict__)))
    assert list(carried) == list(kind.fields)
    assert kind.model_validate(carried) == record


def test_moments_are_carried_in_utc() -> None:
    spec = Meeting.fields["at"]
    moment = datetime(2022, 11, 16, 0, 30, tzinfo=timezone(timedelta(hours=7)))
    assert as_json(spec, moment) == "2022-11-15T17:30:00.000000+00:00"
    assert from_json(spec, as_json(spec, moment)) == moment


@pytest.mark.parametrize(
    ("cell", "form", "read"),
    [
        (None, "number", ""),
        (True, "plain", "x"),
        (False, "plain", ""),
        (0, "number", "0"),
        ("1.5 =x", "number", "1.5 =x"),
        (2024, "plain", "2024"),
        (12345.5, "plain", "12345,5"),
        (12345, "number", "12.345"),
        (1234.5, "number", "1.234,5"),
        (1_500_000, "money", "1.500.000"),
        (1_500_000.4, "money", "1.500.000"),
        (date(2024, 1, 5), "number", "05/01/2024"),
        (datetime(2024, 1, 5, 7, tzinfo=UTC), "plain", "05/01/2024 14:00"),
    ],
)
def test_cells_are_read_the_vietnamese_way(cell: Cell, form: Format, read: str) -> None:
    assert shown_cell(cell, Column("a", "A", form)) == read
