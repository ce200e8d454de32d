"""A PostgreSQL database holds many spaces, each whole and none seen by another."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import inspect

import hstk
from hstk.core.errors import HstkError
from hstk.kinds import Organization, OrganizationKind, Person, Startup
from tests.postgres import Server


def test_every_key_of_a_server_begins_with_the_space(postgres_url: str) -> None:
    once = {"hstk_migration", "hstk_kind"}  # kept for the database as a whole
    unordered = {"hstk_record_vector", "hstk_record_typos"}  # no tree, and so no first column
    with hstk.open(postgres_url) as eco, eco.reading() as connection:
        there = inspect(connection)
        tables = set(there.get_table_names("hstk_data")) - once
        assert len(tables) > 40
        assert set(there.get_view_names("hstk")) == tables
        for name in tables:
            assert there.get_pk_constraint(name, "hstk_data")["constrained_columns"][0] == "space"
            for index in there.get_indexes(name, "hstk_data"):
                assert index["column_names"][0] == "space" or index["name"] in unordered, index
            for key in there.get_foreign_keys(name, "hstk_data"):
                assert key["constrained_columns"][0] == key["referred_columns"][0] == "space", key


def test_spaces_of_one_database_are_apart(postgres_url: str) -> None:
    one, two = f"{postgres_url}&space=mot", f"{postgres_url}&space=hai"
    with hstk.open(one) as eco:
        an = eco.add(Person(name="Người ở một"))

    with hstk.open(two) as eco:
        assert eco.find(Person) == []
        assert eco.search("người") == []
        assert eco.change_sets() == []
        with pytest.raises(HstkError):
            eco.get(Person, an.id)
        assert eco.add(an) == an  # the same id, in a space of its own
        eco.delete(an)

    with hstk.open(one) as eco:
        assert eco.find(Person) == [an]


def test_a_connection_that_names_no_space_sees_an_error_and_no_rows(postgres_url: str) -> None:
    with hstk.open(f"{postgres_url}&space=mot") as eco:
        eco.add(Person(name="Nguyễn Thị Mẫu"))

    with (
        psycopg.connect(postgres_url) as bare,
        pytest.raises(psycopg.errors.UndefinedObject, match=r"hstk\.space"),
    ):
        bare.execute("SELECT * FROM hstk.person")
    with psycopg.connect(postgres_url) as bare:
        bare.execute("SET hstk.space = 'hai'")
        assert bare.execute("SELECT * FROM hstk.person").fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            bare.execute("RESET ROLE; SET ROLE postgres")


def test_a_row_cannot_be_put_into_another_space_through_a_view(postgres_url: str) -> None:
    with hstk.open(f"{postgres_url}&space=mot"):
        pass

    with psycopg.connect(postgres_url) as bare:
        columns = bare.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = 'hstk' AND table_name = 'person'"
        ).fetchall()

    assert ("name",) in columns
    assert ("space",) not in columns


def test_an_ordinary_role_that_may_only_make_schemas_suffices(
    postgres: Server, empty_postgres_url: str
) -> None:
    database = empty_postgres_url.partition("@/")[2].partition("?")[0]
    postgres._do("CREATE ROLE {} LOGIN", "thuong")
    try:
        with psycopg.connect(empty_postgres_url) as owner:
            owner.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
            owner.execute(f"GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO thuong")
        url = empty_postgres_url.replace("hstk@", "thuong@")

        with hstk.open(url) as eco:
            eco.add(Person(name="Nguyễn Thị Mẫu"))
            assert [hit.title for hit in eco.search("mau")] == ["Nguyễn Thị Mẫu"]
        with hstk.open(f"{url}&space=khac") as eco:
            assert eco.count(Person) == 0
    finally:
        postgres.drop_database(empty_postgres_url)
        postgres._do("DROP ROLE {}", "thuong")
        postgres._do("CREATE DATABASE {}", database)  # for the fixture to drop


def test_references_stay_within_a_space(postgres_url: str) -> None:
    with hstk.open(f"{postgres_url}&space=mot") as eco:
        an = eco.add(Person(name="Nguyễn Thị Mẫu"))

    with hstk.open(f"{postgres_url}&space=hai") as eco:
        with pytest.raises(HstkError):
            eco.add(Startup(name="Tỏi đen Ví Dụ", owner=an.id))
        with (
            pytest.raises(Exception, match=r"(?i)foreign key"),
            eco._engine.begin() as connection,
        ):
            connection.execute(
                eco.table(Startup)
                .insert()
                .values(Startup(name="Tỏi đen Ví Dụ", owner=an.id).model_dump())
            )


def test_work_in_one_space_does_not_wait_for_another(postgres_url: str) -> None:
    with (
        hstk.open(f"{postgres_url}&space=mot") as one,
        hstk.open(f"{postgres_url}&space=hai") as two,
        one.changes(),
    ):
        one.add(Person(name="Đang ghi dở"))
        two.add(Organization(name="Hợp tác xã Ví Dụ", kind_of=OrganizationKind.COOPERATIVE))
        assert two.count(Person) == 0


def test_no_name_given_means_the_space_default(postgres_url: str) -> None:
    with hstk.open(postgres_url) as eco:
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert eco.place.space == "default"

    with hstk.open(f"{postgres_url}&space=default") as eco:
        assert eco.count(Person) == 1
