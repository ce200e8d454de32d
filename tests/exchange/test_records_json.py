from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from hstk import Ecosystem
from hstk.errors import BadFile
from hstk.exchange.formats import format_of
from hstk.exchange.records_json import record_json, write_json
from hstk.kinds import Organization, OrganizationKind, Person, Startup


def test_a_record_has_its_fields_and_the_titles_of_what_it_refers_to(eco: Ecosystem) -> None:
    an = eco.add(Person(name="Nguyễn Thị An"))
    union = eco.add(Organization(name="Hội Phụ nữ", kind_of=OrganizationKind.ASSOCIATION))
    toi = eco.add(
        Startup(
            name="Tỏi đen",
            owner=an.id,
            partners=(union.id,),
            founded_on=date(2022, 3, 1),
            own_capital=5_000,
        )
    )

    (found,) = record_json(eco, [toi])

    assert list(found)[:3] == ["id", "kind", "name"]
    assert (found["id"], found["kind"]) == (str(toi.id), "startup")
    assert (found["owner"], found["owner__title"]) == (str(an.id), "Nguyễn Thị An")
    assert (found["partners"], found["partners__title"]) == ([str(union.id)], ["Hội Phụ nữ"])
    assert (found["in_charge"], found["in_charge__title"]) == (None, None)
    assert (found["founded_on"], found["own_capital"]) == ("2022-03-01", 5_000)
    assert found["stage"] == "idea"
    assert {name for name in found if not name.endswith("__title")} == {"kind", *toi.fields}


def test_records_of_several_kinds_keep_their_order(eco: Ecosystem) -> None:
    an = eco.add(Person(name="An"))
    toi = eco.add(Startup(name="Tỏi đen", owner=an.id))

    assert [found["kind"] for found in record_json(eco, [toi, an])] == ["startup", "person"]
    assert record_json(eco, []) == []


def test_a_file_holds_one_list(eco: Ecosystem, tmp_path: Path) -> None:
    people = [eco.add(Person(name=f"Người {n}")) for n in range(5)]
    path = tmp_path / "x.json"

    assert write_json(path, eco, [people[:3], people[3:]]) == 5
    assert json.loads(path.read_text(encoding="utf-8")) == record_json(eco, people)
    assert write_json(path, eco, []) == 0
    assert json.loads(path.read_text(encoding="utf-8")) == []


def test_a_file_can_be_read_by_its_owner_alone(eco: Ecosystem, tmp_path: Path) -> None:
    path = tmp_path / "x.json"

    write_json(path, eco, [])

    assert path.stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_is_told(eco: Ecosystem, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="Không ghi được tệp"):
        write_json(tmp_path / "không có" / "x.json", eco, [])
    with pytest.raises(BadFile, match="Không ghi được tệp"):
        write_json(tmp_path, eco, [])


def test_the_ending_of_a_name_tells_the_format() -> None:
    assert format_of(Path("a.csv")) == "csv"
    assert format_of(Path("a.b.JSON")) == "json"
    with pytest.raises(BadFile, match=r"\.xlsx; hiện có \.csv .* và \.json"):
        format_of(Path("a.xlsx"))
