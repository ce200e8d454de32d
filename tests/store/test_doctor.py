"""Everything that the doctor looks for is found, named and told how to mend."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

import hstk
from hstk import Ecosystem
from hstk.core.language import speaking
from hstk.kinds import Organization, OrganizationKind, Person, Startup
from hstk.store.doctor import Finding


@pytest.fixture
def eco(eco: Ecosystem) -> Ecosystem:
    """A person with a startup that has a partner."""
    person = eco.add(Person(name="Nguyễn Thị Mẫu", notes="trồng tỏi"))
    coop = eco.add(Organization(name="Hợp tác xã Ví Dụ", kind_of=OrganizationKind.COOPERATIVE))
    eco.add(Startup(name="Tỏi đen Ví Dụ", owner=person.id, partners=(coop.id,)))
    return eco


def spoil(eco: Ecosystem, *statements: str) -> None:
    """Writes past every check; references are looked after only within this connection."""
    with eco._engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.rollback()
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
        connection.invalidate()


def errors(eco: Ecosystem) -> list[Finding]:
    return [finding for finding in of_the_store(eco) if finding.severity != "ok"]


def of_the_store(eco: Ecosystem) -> list[Finding]:
    """What is found without the checks of plugins, whose codes have a dot."""
    return [finding for finding in eco.doctor() if "." not in finding.code]


def test_a_sound_file_has_every_check_and_no_error(eco: Ecosystem) -> None:
    findings = of_the_store(eco)

    assert [f.code for f in findings] == ["storage", "directory", "references", "values", "search"]
    assert {f.severity for f in findings} == {"ok"}
    assert "3 bản ghi, 3 thay đổi" in findings[1].message
    with speaking("en"):
        assert eco.doctor()[1].message == "3 records, 3 changes"


def test_a_record_that_the_directory_lacks_is_found(eco: Ecosystem) -> None:
    delete = "DELETE FROM hstk_record WHERE kind = 'startup'"
    spoil(eco, "DELETE FROM hstk_link", delete)

    (found, *_) = [f for f in errors(eco) if f.code == "directory"]

    assert "Dự án khởi nghiệp: 1 bản ghi không có trong danh mục" in found.message
    assert "hstk restore" in found.message


def test_a_record_that_only_the_directory_has_is_found(eco: Ecosystem) -> None:
    spoil(eco, "DELETE FROM startup")

    (found,) = [f for f in errors(eco) if f.code == "directory"]

    assert "Dự án khởi nghiệp: danh mục có 1 bản ghi không còn nội dung" in found.message


def test_one_missing_and_one_too_many_do_not_cancel_out(eco: Ecosystem) -> None:
    eco.add(Person(name="Trần Văn Thử"))
    spoil(
        eco,
        "DELETE FROM person WHERE name = 'Trần Văn Thử'",
        "UPDATE hstk_record SET kind = 'club' WHERE title = 'Nguyễn Thị Mẫu'",
    )

    messages = " ".join(f.message for f in errors(eco) if f.code == "directory")

    assert "Người: 1 bản ghi không có" in messages
    assert "Người: danh mục có 1" in messages


def test_a_reference_to_a_wrong_kind_is_found(eco: Ecosystem) -> None:
    spoil(eco, "UPDATE startup SET owner = id")

    (found,) = errors(eco)

    assert found.code == "references"
    assert "Dự án khởi nghiệp.Chủ thể: 1 liên kết sai loại" in found.message
    assert "hstk edit" in found.message


def test_a_reference_to_a_wrong_kind_within_a_list_is_found(eco: Ecosystem) -> None:
    spoil(eco, "UPDATE hstk_link SET target = source")

    (found,) = errors(eco)

    assert "Dự án khởi nghiệp.Đối tác: 1 liên kết sai loại" in found.message


def test_a_reference_to_nothing_is_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    with hstk.open(tmp_path_factory.mktemp("a") / "a.hstk") as eco:
        person = eco.add(Person(name="Nguyễn Thị Mẫu"))
        eco.add(Startup(name="Tỏi đen Ví Dụ", owner=person.id))
        spoil(eco, "DELETE FROM person", "DELETE FROM hstk_record WHERE kind = 'person'")

        found = [f for f in errors(eco) if f.code == "foreign-keys"]

    assert found
    assert "startup" in found[0].message


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE startup SET stage = 'khong-co'", "khong-co"),
        ("UPDATE startup SET name = ''", "không được để trống"),
        ("UPDATE startup SET workers = -1", "workers"),
        ("UPDATE startup SET partners = 'khong phai'", "Dự án khởi nghiệp"),
    ],
)
def test_a_value_that_does_not_fit_is_found(eco: Ecosystem, statement: str, said: str) -> None:
    (startup,) = eco.find(Startup)
    spoil(eco, statement)

    (found,) = errors(eco)

    assert found.code == "values"
    assert said in found.message
    assert f"hstk edit {startup.id.hex[-8:]}" in found.message


def test_a_day_that_does_not_exist_is_found_on_sqlite(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with hstk.open(tmp_path_factory.mktemp("a") / "a.hstk") as eco:
        person = eco.add(Person(name="Nguyễn Thị Mẫu"))
        eco.add(Startup(name="Tỏi đen Ví Dụ", owner=person.id))
        spoil(eco, "UPDATE startup SET founded_on = '2023-02-30'")

        (found,) = errors(eco)

    assert found.code == "values"


def test_many_errors_are_counted_and_the_first_shown(eco: Ecosystem) -> None:
    eco.add_many(Person(name="Nguyễn Thị Mẫu") for _ in range(50))
    spoil(eco, "UPDATE person SET name = ''")

    found = errors(eco)

    assert len(found) == 21  # twenty, and how many more
    assert found[-1].message == "… và 31 lỗi nữa"


def test_a_search_index_that_disagrees_is_found_and_made_anew(eco: Ecosystem) -> None:
    assert [hit.title for hit in eco.search("trong toi")] == ["Nguyễn Thị Mẫu"]
    spoil_index(eco)
    assert [hit.title for hit in eco.search("trong toi")] != ["Nguyễn Thị Mẫu"]

    (found,) = errors(eco)
    assert found.code == "search"
    assert "hstk doctor --rebuild-search" in found.message
    before = len(eco.history())

    eco.rebuild_search()

    assert errors(eco) == []
    assert [hit.title for hit in eco.search("trong toi")] == ["Nguyễn Thị Mẫu"]
    assert len(eco.history()) == before  # it changes no record


def spoil_index(eco: Ecosystem) -> None:
    if eco.place.path is None:
        spoil(eco, "UPDATE hstk_record SET vector = ''")
    else:
        spoil(eco, "INSERT INTO hstk_search(hstk_search) VALUES('delete-all')")


def test_the_doctor_waits_for_nobody_and_stops_nobody(eco: Ecosystem) -> None:
    with hstk.open(eco.place.name) as other:
        with other.changes():
            other.add(Person(name="Đang ghi"))
        assert errors(eco) == []
        other.add(Person(name="Vẫn ghi được"))


def test_checks_that_damage_stops_are_told_apart(
    eco: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: Connection) -> object:
        raise DatabaseError("PRAGMA", None, Exception("database disk image is malformed"))
        yield

    monkeypatch.setattr("hstk.store.doctor._storage", stopped)

    findings = of_the_store(eco)

    assert (findings[0].code, findings[0].severity) == ("storage", "error")
    assert "malformed" in findings[0].message
    assert {f.code for f in findings[1:]} == {"directory", "references", "values", "search"}
