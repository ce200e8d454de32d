"""Kinds bound to tables, each open file by itself."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite

from hstk import Entity, NotFound
from hstk.core.declarations import CORE, Declarations, Declared
from hstk.core.entity import FieldType
from hstk.core.ids import new_id
from hstk.core.kinds import CORE_KINDS, Person, Startup
from hstk.store.binding import PORTION, Binding, portions, spaced
from tests.records import filled
from tests.store.world import ORCHARD, Folder, Garden, Plot, garden

DIALECTS: dict[str, Any] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """Each database in turn."""
    made: Dialect = DIALECTS[request.param](paramstyle="pyformat")
    return made


def bound(dialect: Dialect, *kinds: type[Entity]) -> Binding:
    """The core and some kinds of a plugin."""
    owners = (Declared(CORE, CORE_KINDS), Declared("orchard", kinds))
    return Binding(Declarations(owners), dialect)


def test_every_kind_has_a_table_with_its_fields(dialect: Dialect) -> None:
    binding = bound(dialect, *ORCHARD)
    kinds: list[type[Entity]] = [*CORE_KINDS, *ORCHARD]
    for kind in kinds:
        table = binding[kind].table
        assert [column.name for column in table.columns] == list(kind.fields)
        assert [column.name for column in table.primary_key] == ["id"]
        for name, field in kind.fields.items():
            assert table.c[name].nullable == field.optional
            if field.type is FieldType.REF:
                (key,) = table.c[name].foreign_keys
                one = len(field.targets) == 1
                assert key.column.table.name == (field.targets[0] if one else "hstk_record")


def test_two_files_with_different_kinds_live_side_by_side(dialect: Dialect) -> None:
    one, two = bound(dialect), bound(dialect, *ORCHARD)
    assert "orchard_garden" not in one.by_name
    assert two[Garden].table.metadata is two.metadata
    assert one[Person].table is not two[Person].table
    with pytest.raises(NotFound):
        one[Garden]


def test_an_unknown_kind_is_told_with_the_nearest(dialect: Dialect) -> None:
    with pytest.raises(NotFound) as refused:
        bound(dialect)["startpu"]
    assert refused.value.nearest[0] == "startup"


@pytest.mark.parametrize("kind", [*CORE_KINDS, *ORCHARD], ids=lambda kind: kind.spec.kind)
def test_a_row_is_what_the_columns_themselves_would_make_of_a_record(
    dialect: Dialect, kind: type[Entity]
) -> None:
    known = bound(dialect, *ORCHARD)[kind]
    for record in [filled(kind), *([garden()] if kind is Garden else [])]:
        expected = []
        for name, value in record.__dict__.items():
            real = known.table.c[name].type.dialect_impl(dialect)
            encode = real.bind_processor(dialect)
            expected.append(encode(value) if encode and value is not None else value)
        row = known.row(record.__dict__)
        assert row == expected
        assert [type(value) for value in row] == [type(value) for value in expected]


def test_what_may_refer_to_a_kind_is_known_to_it(dialect: Dialect) -> None:
    binding = bound(dialect, *ORCHARD)
    incoming = {(found.kind, found.field.name) for found in binding[Garden].incoming}
    assert {(Garden, "parent"), (Plot, "garden"), (Folder, "within")} <= incoming
    assert (Startup, "owner") not in incoming
    named = {(source.kind, field.name) for source, field in binding.titled_by["orchard_garden"]}
    assert named == {(Plot, "garden"), (Folder, "within")}


def test_on_postgresql_every_key_begins_with_the_space() -> None:
    tables = spaced(bound(DIALECTS["postgresql"](), *ORCHARD).metadata)
    assert len(tables.tables) > len(CORE_KINDS)
    for table in tables.tables.values():
        keys = [list(table.primary_key), *(list(index.columns) for index in table.indexes)]
        assert all(key[0].name == "space" for key in keys)
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "space"


def test_ids_are_taken_in_portions() -> None:
    ids = [new_id() for _ in range(2 * PORTION + 1)]
    assert [len(some) for some in portions(ids)] == [PORTION, PORTION, 1]
    assert [id_ for some in portions(ids) for id_ in some] == ids
    assert portions([]) == []
