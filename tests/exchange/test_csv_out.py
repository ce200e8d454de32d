from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from hstk import Ecosystem
from hstk.core.entity import Entity
from hstk.exchange.csv_out import write_csv
from hstk.kinds import Gender, Organization, OrganizationKind, Person, Product, Startup


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(eco: Ecosystem, kind: type[Entity], path: Path) -> list[dict[str, str]]:
    assert write_csv(path, eco, kind, [eco.find(kind)]) == eco.count(kind)
    return rows(path)


def test_values_stand_as_a_spreadsheet_reads_them(eco: Ecosystem, tmp_path: Path) -> None:
    an = eco.add(
        Person(name="Nguyễn Thị An", phone="0905123456", gender=Gender.FEMALE, notes="Một\nHai")
    )
    union, school = (
        eco.add(Organization(name=name, kind_of=kind))
        for name, kind in (
            ("Hội Phụ nữ", OrganizationKind.ASSOCIATION),
            ("Trường THPT", OrganizationKind.SCHOOL),
        )
    )
    eco.add(
        Startup(
            name='Tỏi "đen", một nhánh',
            owner=an.id,
            partners=(union.id, school.id),
            founded_on=date(2022, 3, 1),
            own_capital=1_500_000,
            women_led=True,
        )
    )

    (startup,) = write(eco, Startup, tmp_path / "s.csv")
    (person,) = write(eco, Person, tmp_path / "p.csv")

    assert startup["Tên dự án"] == 'Tỏi "đen", một nhánh'
    assert startup["Đối tác"] == "Hội Phụ nữ; Trường THPT"
    assert startup["Ngày thành lập"] == "2022-03-01"
    assert startup["Vốn tự có"] == "1500000"
    assert startup["Do phụ nữ làm chủ"] == "Có"
    assert startup["Ngày dừng"] == ""
    assert person["Điện thoại"] == "0905 123 456"
    assert person["Giới tính"] == "Nữ"
    assert person["Ghi chú"] == "Một\nHai"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|calc", "'+cmd|calc"),
        ("-Tỏi", "'-Tỏi"),
        ("-5", "-5"),
        ("Tỏi = ớt", "Tỏi = ớt"),
    ],
)
def test_a_name_never_runs_as_a_formula(
    name: str, cell: str, eco: Ecosystem, tmp_path: Path
) -> None:
    eco.add(Product(name=name, owner=eco.add(Person(name="An")).id))

    assert write(eco, Product, tmp_path / "x.csv")[0]["Tên sản phẩm"] == cell


def test_a_file_that_fails_halfway_leaves_what_was_there(eco: Ecosystem, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("quý", encoding="utf-8")

    def broken() -> list[list[Person]]:
        raise RuntimeError("mất mạng")

    with pytest.raises(RuntimeError, match="mất mạng"):
        write_csv(path, eco, Person, (batch for _ in (1,) for batch in broken()))

    assert path.read_text(encoding="utf-8") == "quý"
    assert list(tmp_path.glob(".x*")) == []
