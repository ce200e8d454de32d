"""Blocks, threads, and two programs on one place."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

import hstk
from hstk import Ecosystem, NotFound, Rejected
from hstk.core.errors import Conflict, HstkError
from hstk.core.kinds import Person, Startup
from tests.store.world import Garden, garden, person


def together(*work: Callable[[], None]) -> list[BaseException]:
    """Runs functions in threads of their own, started at once; gives what they raised."""
    raised: list[BaseException] = []
    ready = threading.Barrier(len(work))

    def run(function: Callable[[], None]) -> None:
        ready.wait()
        try:
            function()
        except BaseException as error:  # noqa: BLE001  # whatever it was, the test tells it
            raised.append(error)

    threads = [threading.Thread(target=run, args=(function,)) for function in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    return raised


# ---- Threads and programs -----------------------------------------------------------------------


def test_threads_that_add_at_the_same_time_lose_nothing(
    both: tuple[Ecosystem, Ecosystem],
) -> None:
    def adder(eco: Ecosystem, name: str) -> Callable[[], None]:
        def add() -> None:
            for number in range(15):
                eco.add(person(f"{name} {number}"))

        return add

    assert together(*(adder(both[n % 2], f"Luồng {n}") for n in range(6))) == []
    one = both[0]
    assert one.count(Person) == 90
    sets = one.change_sets(limit=200)
    assert [found.number for found in sets] == list(range(90, 0, -1))
    assert len({found.stamp for found in sets}) == 90
    with one.reading() as connection:
        record = one.binding.metadata.tables["hstk_record"]
        numbers = connection.execute(select(func.count(record.c.number.distinct()))).scalar_one()
    assert numbers == 90
    assert len(one.search("luong 3 7")) == 1


def test_threads_that_change_one_record_lose_nothing_unsaid(
    both: tuple[Ecosystem, Ecosystem],
) -> None:
    hill = both[0].add(garden("Đồi"))
    told: list[Conflict] = []

    def note(eco: Ecosystem, name: str) -> Callable[[], None]:
        def run() -> None:
            done = 0
            while done < 8:
                read = eco.get(Garden, hill.id)
                try:
                    eco.update(read, names=(*read.names, f"{name} {done}"))
                except Conflict as conflict:
                    told.append(conflict)
                else:
                    done += 1

        return run

    assert together(*(note(both[n % 2], f"Luồng {n}") for n in range(4))) == []
    kept = both[1].get(Garden, hill.id).names
    assert sorted(kept) == [f"Luồng {n} {done}" for n in range(4) for done in range(8)]
    assert len(both[0].history(hill)) == 33
    assert {difference.field for one in told for difference in one.differences} <= {"names"}


def test_a_block_belongs_to_its_thread(store: Ecosystem) -> None:
    inside, outside = threading.Event(), threading.Event()

    def block() -> None:
        with store.changes("khối"):
            store.add(person("Trong"))
            inside.set()
            outside.wait(30)

    def beside() -> None:
        inside.wait(30)
        assert store.find(Person) == []
        outside.set()
        store.add(person("Ngoài"))

    assert together(block, beside) == []
    assert [found.reason for found in store.change_sets()] == ["", "khối"]
    assert store.change_sets()[1].size == 1


def test_what_one_program_writes_the_other_reads(both: tuple[Ecosystem, Ecosystem]) -> None:
    one, two = both
    an = one.add(person("An"))
    assert two.get(Person, an.id) == an
    assert [hit.id for hit in two.search("an", kind=Person)] == [an.id]
    two.update(an, name="Bình")
    assert one.search("bìhn", kind=Person)[0].title == "Bình"
    two.delete(an)
    with pytest.raises(NotFound):
        one.update(an, job="x")


def test_a_reader_is_not_held_up_by_a_writer(both: tuple[Ecosystem, Ecosystem]) -> None:
    one, two = both
    one.add(person("An"))
    with one.changes():
        one.add(person("Bình"))
        assert [found.name for found in two.find(Person)] == ["An"]
    assert two.count(Person) == 2


# ---- Blocks -------------------------------------------------------------------------------------


def test_a_block_sees_its_own_work(store: Ecosystem) -> None:
    with store.changes():
        an = store.add(person("An"))
        toi = store.add(Startup(name="Tỏi", owner=an.id))
        assert store.resolve("an", Person) == an
        assert store.find(Startup, "owner = An") == [toi]
        assert store.listing(Person).records(0, 5) == [an]
        assert [change.record for change in store.history()] == [toi.id, an.id]
        store.update(an, name="Bình")
        assert store.titles([an.id]) == {an.id: "Bình"}
        store.delete(toi)
        assert store.search("tỏi") == []
    assert len(store.change_sets()) == 1


def test_what_a_block_refused_can_be_mended_in_it(store: Ecosystem) -> None:
    with store.changes("đợt"):
        with pytest.raises(Rejected):
            store.add_values(Startup, {"name": "Tỏi", "owner": "Nguyễn Thị An"})
        store.add(person("Nguyễn Thị An"))
        store.add_values(Startup, {"name": "Tỏi", "owner": "Nguyễn Thị An"})
    assert store.count(Startup) == 1
    assert store.change_sets()[0].size == 2


def test_every_refusal_is_an_error_of_ours(store: Ecosystem) -> None:
    an = store.add(person("An", citizen_id="051190001234"))
    refusals: list[Callable[[], object]] = [
        lambda: store.add(an),
        lambda: store.add(person("Bình", citizen_id="051190001234")),
        lambda: store.find(Person, "x = 1"),
        lambda: store.get(Person, "x"),
        lambda: store.undo(99),
        lambda: store.restore(an.id),
    ]
    for refusal in refusals:
        with pytest.raises(HstkError) as refused:
            refusal()
        assert refused.value.exit_code == 1
        assert refused.value.code
        assert "sqlite3" not in str(refused.value)
        assert "psycopg" not in str(refused.value)


def test_an_ecosystem_says_what_it_is(where: str) -> None:
    with hstk.open(where, actor="lan") as eco:
        assert repr(eco).startswith("<Ecosystem ")
        assert eco.actor == "lan"
        assert eco.change_sets() == []
    eco.close()
