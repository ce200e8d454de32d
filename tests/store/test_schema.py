"""Tables follow what is declared: made, added to, migrated by steps, or left as they were."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field
from sqlalchemy import Connection, event, inspect

import hstk
from hstk import Ecosystem, Entity, Migrations, Ref, Shown, Stored, Unique
from hstk.core.declarations import CORE, Declarations, Declared
from hstk.core.errors import BadFile, Rejected
from hstk.core.kinds import AdminUnit
from hstk.kinds import Choice, Day, Line, Moment, Money, Person, Several, YesNo
from hstk.store.binding import Binding
from hstk.store.engine import Place, connect
from hstk.store.faults import translated
from hstk.store.schema import Schema, Unprepared
from tests.postgres import Server

SMALL_CORE = Declared(CORE, (AdminUnit, Person))
NewPlace = Callable[[], str]


class Leaf(Choice):
    """What is picked."""

    BUD = "bud", "Búp", "Bud"
    OLD = "old", "Lá già: «100%»", "Old leaf"


class Garden(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
    """A garden as the first version had it."""

    name: Annotated[Line, Shown("Tên", "Name")]


class GardenMore(
    Entity,
    kind="tea_garden",
    label="Vườn chè",
    label_en="Tea garden",
    uniques=(Unique(("name", "code"), where="code is not null"),),
):
    """The same garden of a later version: every type of field, new indexes, new rules."""

    name: Annotated[Line, Stored(index=True), Shown("Tên", "Name")]
    code: Annotated[Line | None, Stored(unique=True), Shown("Mã", "Code")] = None
    owner: Annotated[
        Ref[Person] | None, Stored(on_delete="set null"), Shown("Chủ vườn", "Owner")
    ] = None
    about: Annotated[Ref[Person | AdminUnit] | None, Shown("Về", "About")] = None
    trees: Annotated[int, Field(ge=0), Shown("Số cây", "Trees")] = 10
    share: Annotated[float, Shown("Tỷ lệ", "Share")] = 0.5
    worth: Annotated[Money | None, Shown("Giá trị", "Worth")] = None
    leaf: Annotated[Leaf, Shown("Lá", "Leaf")] = Leaf.BUD
    leaves: Annotated[Several[Leaf], Shown("Các loại lá", "Leaves")] = ()
    tags: Annotated[Several[Line], Shown("Nhãn", "Tags")] = ("chè", "100% «sạch»: 'ngon'")
    open: Annotated[YesNo, Stored(index=True), Shown("Mở cửa", "Open")] = True
    planted_on: Annotated[Day | None, Shown("Ngày trồng", "Planted on")] = None
    seen_at: Annotated[Moment | None, Shown("Ghé lúc", "Seen at")] = None
    note: Annotated[Line, Shown("Ghi chú", "Note")] = "còn 5% 'đọt' :x"


class Row(Entity, kind="tea_row", label="Luống chè", label_en="Tea row", named_by="number"):
    """A kind that the later version adds."""

    garden: Annotated[Ref[GardenMore], Stored(on_delete="cascade"), Shown("Vườn", "Garden")]
    number: Annotated[Line, Shown("Số", "Number")]


FIRST = Declared("tea", (Garden,))
LATER = Declared("tea", (GardenMore, Row))


@contextmanager
def opened(where: str, *owners: Declared) -> Iterator[Ecosystem]:
    """A place, with a small core and what else is declared."""
    place = Place(where)
    engine = connect(place)
    try:
        with Ecosystem(place, engine, Declarations((SMALL_CORE, *owners)), actor="thử") as eco:
            yield eco
    finally:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewPlace]:
    """Gives places with tables of their own, on each database in turn."""
    if request.param == "sqlite":
        yield lambda: str(tmp_path / f"{len(list(tmp_path.iterdir()))}.hstk")
        return
    server: Server = request.getfixturevalue("postgres")
    made: list[str] = []

    def make() -> str:
        made.append(server.create_database())
        return made[-1]

    yield make
    for url in made:
        server.drop_database(url)


def shape(eco: Ecosystem) -> dict[str, Any]:
    """Everything about the tables except the order of columns, and what old rows were given."""
    schema = eco.schema.tables.schema
    with eco.reading() as connection:
        there = inspect(connection)
        tables: dict[str, Any] = {}
        for name in there.get_table_names(schema):
            if name.startswith("hstk_search"):
                continue
            tables[name] = {
                "columns": {
                    c["name"]: (str(c["type"]), c["nullable"])
                    for c in there.get_columns(name, schema)
                },
                "key": there.get_pk_constraint(name, schema)["constrained_columns"],
                "references": sorted(
                    (
                        key["constrained_columns"],
                        key["referred_table"],
                        key["referred_columns"],
                        sorted(key["options"].items()),
                    )
                    for key in there.get_foreign_keys(name, schema)
                ),
                "indexes": sorted(
                    (
                        str(i["name"]),
                        i["column_names"],
                        bool(i["unique"]),
                        sorted((k, str(v)) for k, v in i.get("dialect_options", {}).items()),
                    )
                    for i in there.get_indexes(name, schema)
                ),
            }
        if schema is not None:
            for name in there.get_view_names("hstk"):
                columns = {(c["name"], str(c["type"])) for c in there.get_columns(name, "hstk")}
                tables[f"view {name}"] = columns
    return tables


def copies(where: str) -> list[Path]:
    """The backups beside a file."""
    path = Path(where)
    return sorted(path.parent.glob(f"{path.name}.*"))


# -- new against changed


def test_a_changed_place_has_the_same_tables_as_a_new_one(new_place: NewPlace) -> None:
    changed, new = new_place(), new_place()
    with opened(changed, FIRST) as eco:
        before = shape(eco)
        eco.add(Garden(name="Vườn cũ"))

    with opened(changed, LATER) as eco, opened(new, LATER) as fresh:
        assert shape(eco) != before
        assert shape(eco) == shape(fresh)
        old = eco.find(GardenMore)[0]
        assert old == GardenMore(id=old.id, name="Vườn cũ")  # with every default
        an = eco.add(Person(name="Nguyễn Thị Mẫu"))
        eco.update(old, owner=an, about=an, planted_on="2023-05-04", tags=("mới",))
        eco.add(Row(garden=old.id, number="1"))
        assert [f for f in eco.doctor() if f.severity != "ok"] == []


def test_what_is_added_is_held_to_from_then_on(new_place: NewPlace) -> None:
    where = new_place()
    with opened(where, FIRST) as eco:
        eco.add(Garden(name="Vườn cũ"))

    with opened(where, LATER) as eco:
        eco.add(GardenMore(name="Một", code="a"))
        with pytest.raises(Rejected):
            eco.add(GardenMore(name="Hai", code="a"))
        an = eco.add(Person(name="Nguyễn Thị Mẫu"))
        eco.add(GardenMore(name="Ba", owner=an.id))
        with (
            pytest.raises(Exception, match=r"(?i)foreign key"),
            eco._engine.begin() as connection,
        ):
            connection.exec_driver_sql("DELETE FROM person")


def test_the_tables_follow_every_core_kind(new_place: NewPlace) -> None:
    where = new_place()
    with opened(where):
        pass

    with hstk.open(where) as eco, hstk.open(new_place()) as fresh:
        assert shape(eco) == shape(fresh)


def test_a_new_required_field_without_default_needs_a_step(new_place: NewPlace) -> None:
    class Strict(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
        name: Annotated[Line, Shown("Tên", "Name")]
        size: Annotated[int, Shown("Diện tích", "Size")]

    where = new_place()
    with opened(where, FIRST) as eco:
        before = shape(eco)

    with (
        pytest.raises(Unprepared, match=r"tea_garden\.size.*bước chuyển đổi") as refused,
        opened(where, Declared("tea", (Strict,))),
    ):
        pass

    assert refused.value.owner == "tea"
    with opened(where, FIRST) as eco:
        assert shape(eco) == before


def test_a_required_field_that_is_no_longer_declared_needs_a_step(new_place: NewPlace) -> None:
    class Renamed(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
        title: Annotated[Line, Shown("Tên", "Name")] = ""

    where = new_place()
    with opened(where, FIRST):
        pass

    with (
        pytest.raises(Unprepared, match=r"tea_garden\.name không còn"),
        opened(where, Declared("tea", (Renamed,))),
    ):
        pass


def test_a_rule_that_old_records_break_is_refused_with_nothing_changed(
    new_place: NewPlace,
) -> None:
    class Once(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
        name: Annotated[Line, Stored(unique=True), Shown("Tên", "Name")]
        size: Annotated[int, Shown("Diện tích", "Size")] = 0

    where = new_place()
    with opened(where, FIRST) as eco:
        eco.add_many([Garden(name="Trùng"), Garden(name="Trùng")])
        before = shape(eco)

    with pytest.raises(Unprepared), opened(where, Declared("tea", (Once,))):
        pass

    with opened(where, FIRST) as eco:
        assert shape(eco) == before
        assert eco.count(Garden) == 2


# -- steps


def stepped(*runs: Callable[[Connection], None], kinds: tuple[type[Entity], ...]) -> Declared:
    """The plugin tea with these numbered steps."""
    migrations = Migrations("tea")
    for number, run in enumerate(runs, 1):
        migrations.step(number)(run)
    return Declared("tea", kinds, migrations=migrations)


class Named(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden"):
    """The garden after a step that renames a column."""

    title: Annotated[Line, Shown("Tên", "Name")]


def rename(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE tea_garden RENAME COLUMN name TO title")


def capitals(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE tea_garden SET title = upper(title)")


def steps_of(eco: Ecosystem, owner: str = "tea") -> list[tuple[int, str]]:
    known = eco.schema.migration
    with eco.reading() as connection:
        rows = connection.execute(known.select().where(known.c.owner == owner)).all()
    return [(row.number, row.name) for row in rows]


def test_steps_run_once_each_in_order(new_place: NewPlace) -> None:
    where = new_place()
    ran: list[str] = []

    def one(connection: Connection) -> None:
        ran.append("one")
        rename(connection)

    def two(connection: Connection) -> None:
        ran.append("two")
        capitals(connection)

    with opened(where, FIRST) as eco:
        old = eco.add(Garden(name="Vuon cu"))
    with opened(where, stepped(one, kinds=(Named,))) as eco:
        assert eco.get(Named, old.id).title == "Vuon cu"
        assert steps_of(eco) == [(1, "one")]
    for _ in range(2):
        with opened(where, stepped(one, two, kinds=(Named,))) as eco:
            assert eco.get(Named, old.id).title == "VUON CU"
            assert steps_of(eco) == [(1, "one"), (2, "two")]

    assert ran == ["one", "two"]


def test_a_stepped_place_has_the_same_tables_as_a_new_one(new_place: NewPlace) -> None:
    where = new_place()
    with opened(where, FIRST) as eco:
        eco.add(Garden(name="Vườn cũ"))

    declared = stepped(rename, capitals, kinds=(Named,))
    with opened(where, declared) as eco, opened(new_place(), declared) as fresh:
        assert shape(eco) == shape(fresh)
        assert steps_of(eco) == steps_of(fresh) == [(1, "rename"), (2, "capitals")]


def test_a_step_may_rename_the_only_table_of_a_plugin(new_place: NewPlace) -> None:
    class Plot(Entity, kind="tea_plot", label="Vườn chè", label_en="Tea plot"):
        name: Annotated[Line, Shown("Tên", "Name")]

    def move(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE tea_garden RENAME TO tea_plot")
        connection.exec_driver_sql("UPDATE hstk_record SET kind = 'tea_plot'")
        connection.exec_driver_sql("UPDATE hstk_change SET kind = 'tea_plot'")

    where = new_place()
    with opened(where, FIRST) as eco:
        eco.add(Garden(name="Vườn cũ"))

    with opened(where, stepped(move, kinds=(Plot,))) as eco:
        assert [plot.name for plot in eco.find(Plot)] == ["Vườn cũ"]
        eco.add(Plot(name="Vườn mới"))
        assert [f for f in eco.doctor() if f.severity != "ok"] == []


def test_a_step_that_fails_leaves_the_place_as_it_was(new_place: NewPlace) -> None:
    def breaks(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (way text)")
        raise ZeroDivisionError("giữa chừng")

    where = new_place()
    with opened(where, FIRST) as eco:
        eco.add(Garden(name="Vườn cũ"))
        before = shape(eco)

    failing = stepped(rename, breaks, kinds=(Named,))
    with pytest.raises(Unprepared, match="giữa chừng") as refused, opened(where, failing):
        pass

    assert refused.value.owner == "tea"
    assert copies(where) == []  # nothing changed, so nothing to go back to
    with opened(where, FIRST) as eco:
        assert shape(eco) == before
        assert steps_of(eco) == []
        assert [garden.name for garden in eco.find(Garden)] == ["Vườn cũ"]


def test_a_step_sees_the_records_of_every_space(empty_postgres_url: str) -> None:
    for space in ("mot", "hai"):
        with opened(f"{empty_postgres_url}&space={space}", FIRST) as eco:
            eco.add(Garden(name=space))

    declared = stepped(rename, capitals, kinds=(Named,))
    with opened(f"{empty_postgres_url}&space=mot", declared) as eco:
        assert [garden.title for garden in eco.find(Named)] == ["MOT"]
    with opened(f"{empty_postgres_url}&space=hai", declared) as eco:
        assert [garden.title for garden in eco.find(Named)] == ["HAI"]
        assert len(steps_of(eco)) == 2


def test_a_plugin_that_is_new_to_a_place_gets_its_tables_ready_made(new_place: NewPlace) -> None:
    where = new_place()
    with opened(where):
        pass

    with opened(where, stepped(rename, kinds=(Named,))) as eco:
        eco.add(Named(title="Vườn mới"))
        assert steps_of(eco) == [(1, "rename")]


def test_steps_are_numbered_without_gaps() -> None:
    migrations = Migrations("tea")
    migrations.step(1)(rename)

    with pytest.raises(ValueError, match="step 3 comes after 1"):
        migrations.step(3)(capitals)


# -- what is left alone


def test_the_tables_of_a_plugin_that_is_off_are_left_and_come_back(new_place: NewPlace) -> None:
    where = new_place()
    with opened(where, LATER) as eco:
        before = shape(eco)
        garden = eco.add(GardenMore(name="Vườn chè"))
        eco.add(Row(garden=garden.id, number="1"))

    with opened(where) as eco:
        assert shape(eco) == before
        eco.add(Person(name="Nguyễn Thị Mẫu"))

    with opened(where, LATER) as eco:
        assert eco.get(GardenMore, garden.id) == garden
        assert eco.count(Row) == 1
        assert [f for f in eco.doctor() if f.severity != "ok"] == []


def test_what_a_plugin_is_called_is_kept_when_it_is_gone(new_place: NewPlace) -> None:
    where = new_place()
    with opened(where, FIRST):
        pass

    with opened(where) as eco, eco.reading() as connection:
        rows = connection.execute(eco.schema.kind.select()).all()

    assert {(row.kind, row.owner) for row in rows} == {
        ("admin_unit", CORE),
        ("person", CORE),
        ("tea_garden", "tea"),
    }
    (garden,) = (row for row in rows if row.kind == "tea_garden")
    assert "Vườn chè" in garden.fields.encode().decode("unicode_escape")


# -- backups and unchanged reopening


def test_a_backup_is_made_exactly_when_something_changes(tmp_path: Path) -> None:
    where = str(tmp_path / "a.hstk")
    with opened(where, FIRST) as eco:
        eco.add(Garden(name="Vườn cũ"))
    with opened(where, FIRST):
        pass
    with opened(where):
        pass
    assert copies(where) == []

    with opened(where, LATER):
        pass

    (copy,) = copies(where)
    assert copy.suffix == ".bak"
    with opened(str(copy), FIRST) as eco:
        assert [garden.name for garden in eco.find(Garden)] == ["Vườn cũ"]


def test_a_file_that_is_locked_is_not_migrated_and_no_copy_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = str(tmp_path / "a.hstk")
    with opened(where, FIRST) as eco:
        before = shape(eco)
    monkeypatch.setattr("hstk.store.engine.BUSY_SECONDS", 0.1)

    with closing(sqlite3.connect(where, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(BadFile, match="chương trình khác"),
            translated("a.hstk"),
            opened(where, LATER),
        ):
            pass

    assert copies(where) == []
    with opened(where, FIRST) as eco:
        assert shape(eco) == before


def test_a_new_label_needs_no_backup(new_place: NewPlace) -> None:
    class Relabelled(Entity, kind="tea_garden", label="Đồi chè", label_en="Tea hill"):
        name: Annotated[Line, Shown("Tên", "Name")]

    where = new_place()
    with opened(where, FIRST):
        pass

    with opened(where, Declared("tea", (Relabelled,))) as eco, eco.reading() as connection:
        kinds = eco.schema.kind
        row = connection.execute(kinds.select().where(kinds.c.kind == "tea_garden")).one()

    assert "Tea hill" in row.fields
    assert copies(where) == []


def statements(where: str, *owners: Declared) -> list[str]:
    """What the database is told while a place is opened."""
    place = Place(where)
    engine = connect(place)
    told: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: told.append(given[2]))
    try:
        with Ecosystem(place, engine, Declarations((SMALL_CORE, *owners))):
            return told
    finally:
        engine.dispose()


def test_opening_again_writes_nothing(new_place: NewPlace) -> None:
    where = new_place()
    for owners in ((FIRST,), (), (FIRST,), ()):  # with and without, in turn
        with opened(where, *owners):
            pass

    for owners in ((FIRST,), ()):
        told = statements(where, *owners)
        assert told
        assert [s for s in told if s.split()[0] not in ("SELECT", "BEGIN", "PRAGMA")] == []
        assert len(told) < 10


def test_opening_again_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.hstk"
    with hstk.open(path):
        pass
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    with hstk.open(path):
        pass

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert list(tmp_path.iterdir()) == [path]


def test_what_would_change_can_be_listed_first(new_place: NewPlace) -> None:
    where = new_place()

    with opened(where, FIRST) as eco:

        def plan(*owners: Declared) -> list[str]:
            binding = Binding(Declarations((SMALL_CORE, *owners)), eco._engine.dialect)
            return Schema(eco._engine, eco.place, binding).plan()

        assert plan(FIRST) == []
        lines = plan(stepped(rename, kinds=(GardenMore, Row)))

    assert lines[0] == "chạy bước 1 «rename» của tea"
    assert "thêm bảng tea_row" in lines
    assert "thêm cột tea_garden.trees" in lines
    assert "thêm chỉ mục tea_garden_name_code_key" in lines


def test_steps_of_an_owner_that_is_new_here_are_not_said_to_be_run(new_place: NewPlace) -> None:
    where = new_place()
    tea = stepped(rename, kinds=(GardenMore, Row))

    with opened(where) as eco:
        binding = Binding(Declarations((SMALL_CORE, tea)), eco._engine.dialect)
        lines = Schema(eco._engine, eco.place, binding).plan()
        assert "thêm bảng tea_row" in lines
        assert not [line for line in lines if "bước" in line]

    with opened(where, tea) as eco:  # and none is
        assert eco.count(GardenMore) == 0


def test_a_file_that_was_made_halfway_is_made_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.hstk"
    with closing(sqlite3.connect(path)) as half:
        half.execute("PRAGMA journal_mode = WAL")
        half.execute("BEGIN IMMEDIATE")
        half.execute("CREATE TABLE hstk_migration (owner text)")
        half.rollback()

    with hstk.open(path) as eco:
        assert eco.count(Person) == 0


def test_trouble_with_the_core_is_nobody_elses(new_place: NewPlace) -> None:
    class Odd(Entity, kind="odd", label="Lạ", label_en="Odd"):
        name: Annotated[Line, Shown("Tên", "Name")]

    class OddLater(Entity, kind="odd", label="Lạ", label_en="Odd"):
        name: Annotated[Line, Shown("Tên", "Name")]
        size: Annotated[int, Shown("Cỡ", "Size")]

    where = new_place()
    place = Place(where)
    engine = connect(place)
    try:
        Ecosystem(place, engine, Declarations((Declared(CORE, (AdminUnit, Person, Odd)),)))
        with pytest.raises(BadFile, match=r"odd\.size"):
            Ecosystem(place, engine, Declarations((Declared(CORE, (AdminUnit, Person, OddLater)),)))
    finally:
        engine.dispose()
