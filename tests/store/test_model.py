"""Whatever is done in whatever order, the store holds what a plain dict would."""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from hstk import Ecosystem, Entity, NotFound, Rejected
from hstk.core.errors import UndoRefused
from tests.store.conftest import empty
from tests.store.world import (
    ORCHARD,
    Garden,
    Plot,
    garden,
    opened,
    person,
)

World = dict[UUID, Entity]

EXAMPLES = int(os.environ.get("HSTK_EXAMPLES", "25"))
"""More of them find more: a night's run takes thousands."""

NAMES = st.sampled_from(["An", "Ánh", "Đồi Một", "[/x]", "Tỏi 🦀", "a" * 300])
CODES = st.sampled_from([None, None, "D1", "D2"])


class Store(RuleBasedStateMachine):
    """Drives an ecosystem and a model of it side by side."""

    where: str
    eco: Ecosystem

    records = Bundle("records")

    @initialize()
    def start(self) -> None:
        empty(self.eco)
        self.world: World = {}
        # what could be undone, and redone: the world before and after each change set
        self.done: list[tuple[World, World]] = []
        self.undone: list[tuple[World, World]] = []
        self.number = 0

    # -- the model

    def changed(self, after: World) -> None:
        """The world after a write; one that changed nothing is not remembered."""
        if after != self.world:
            self.done.append((self.world, after))
            self.undone = []
            self.world = after
            self.number += 1

    def falls_with(self, id_: UUID) -> set[UUID]:
        """A record and all that is part of it."""
        falling = {id_}
        while more := {
            other.id
            for other in self.world.values()
            if other.id not in falling
            and (
                (isinstance(other, Garden) and other.parent in falling)
                or (isinstance(other, Plot) and other.garden in falling)
            )
        }:
            falling |= more
        return falling

    def code_taken(self, code: str | None, but: UUID | None = None) -> bool:
        """Whether a garden has the code already."""
        return code is not None and any(
            isinstance(other, Garden) and other.code == code and other.id != but
            for other in self.world.values()
        )

    # -- adding

    @rule(target=records, name=NAMES)
    def add_person(self, name: str) -> UUID:
        made = self.eco.add(person(name))
        self.changed(self.world | {made.id: made})
        return made.id

    @rule(target=records, name=NAMES, code=CODES, near=st.lists(records, max_size=3))
    def add_garden(self, name: str, code: str | None, near: list[UUID]) -> Any:
        values: dict[str, Any] = {"name": name, "code": code}
        there = [self.world[id_] for id_ in near if id_ in self.world]
        people = [one.id for one in there if not isinstance(one, (Garden, Plot))]
        parents = [one.id for one in there if isinstance(one, Garden)]
        values |= {"owner": people[0], "friends": people} if people else {}
        values |= {"parent": parents[0]} if parents else {}
        made = garden(**values)
        if self.code_taken(code):
            with pytest.raises(Rejected):
                self.eco.add(made)
            return multiple()
        self.eco.add(made)
        self.changed(self.world | {made.id: made})
        return made.id

    @rule(target=records, of=records, numbers=st.lists(st.integers(1, 3), min_size=1, max_size=3))
    def add_plots(self, of: UUID, numbers: list[int]) -> Any:
        plots = [Plot(garden=of, number=number) for number in numbers]
        taken = {(one.garden, one.number) for one in self.world.values() if isinstance(one, Plot)}
        wanted = {(plot.garden, plot.number) for plot in plots}
        if not isinstance(self.world.get(of), Garden) or len(wanted) < len(plots) or wanted & taken:
            with pytest.raises(Rejected):
                self.eco.add_many(plots)
            return multiple()
        self.eco.add_many(plots)
        self.changed(self.world | {plot.id: plot for plot in plots})
        return multiple(*(plot.id for plot in plots))

    # -- changing

    @rule(id_=records, name=NAMES, code=CODES)
    def update(self, id_: UUID, name: str, code: str | None) -> None:
        old = self.world.get(id_)
        if old is None:
            with pytest.raises(NotFound):
                self.eco.update(person(id=id_), job="x")
            return
        if isinstance(old, Plot):
            self.changed(self.world | {id_: self.eco.update(old, sign=None)})
            return
        changes: dict[str, Any] = {"name": name}
        if isinstance(old, Garden):
            changes["code"] = code
            if self.code_taken(code, but=id_):
                with pytest.raises(Rejected):
                    self.eco.update(old, **changes)
                return
        made = self.eco.update(old, **changes)
        assert made == old.evolve(**changes)
        self.changed(self.world | {id_: made})

    @rule(id_=records, other=records)
    def refer(self, id_: UUID, other: UUID) -> None:
        old = self.world.get(id_)
        if not isinstance(old, Garden):
            return
        wanted = self.world.get(other)
        if isinstance(wanted, Garden):
            changes: dict[str, Any] = {"parent": other}
        else:
            changes = {"guide": other, "friends": (*old.friends[-1:], other)}
        if wanted is None or isinstance(wanted, Plot):
            with pytest.raises(Rejected):
                self.eco.update(old, **changes)
            return
        self.changed(self.world | {id_: self.eco.update(old, **changes)})

    @rule(id_=consumes(records))
    def delete(self, id_: UUID) -> None:
        if id_ not in self.world:
            with pytest.raises(NotFound):
                self.eco.delete(id_)
            return
        falling = self.falls_with(id_)
        left = {other: one for other, one in self.world.items() if other not in falling}
        if any(isinstance(one, Garden) and one.owner in falling for one in left.values()):
            with pytest.raises(Rejected):
                self.eco.delete(id_)
            return
        assert self.eco.delete(id_) == len(falling)
        for one in left.values():
            if isinstance(one, Garden):
                friends = tuple(friend for friend in one.friends if friend not in falling)
                guide = None if one.guide in falling else one.guide
                left[one.id] = one.evolve(friends=friends, guide=guide)
        self.changed(left)

    @rule(name=NAMES, fail=st.booleans())
    def block(self, name: str, fail: bool) -> None:
        made = person(name)

        def work() -> None:
            with self.eco.changes("khối"):
                self.eco.add(made)
                hill = self.eco.add(garden(name, guide=made))
                self.eco.delete(hill)
                if fail:
                    raise KeyError(name)

        if fail:
            with pytest.raises(KeyError):
                work()
            return
        work()
        self.changed(self.world | {made.id: made})

    # -- turning

    @rule()
    def undo(self) -> None:
        if not self.done:
            with pytest.raises(NotFound):
                self.eco.undo()
            return
        before, after = self.done.pop()
        self.eco.undo()
        self.undone.append((before, after))
        self.world = before
        self.number += 1

    @rule()
    def redo(self) -> None:
        if not self.undone:
            with pytest.raises(NotFound):
                self.eco.redo()
            return
        before, after = self.undone.pop()
        self.eco.redo()
        self.done.append((before, after))
        self.world = after
        self.number += 1

    @rule(back=st.integers(1, 5))
    def undo_an_older_one(self, back: int) -> None:
        """It goes with all its records or not at all, and comes again as it was."""
        sets = [s for s in self.eco.change_sets() if s.undoes is None and not s.undone]
        if len(sets) <= back:
            return
        try:
            self.eco.undo(sets[back].number)
        except UndoRefused:
            return  # the invariant sees that nothing was changed
        assert self.there() != self.world
        self.eco.redo()
        assert self.there() == self.world
        self.forget()

    def forget(self) -> None:
        """Empties the log: the history that follows is one line again, as the model's is."""
        tables = self.eco.binding.metadata.tables
        with self.eco._engine.begin() as connection:
            for name in ("hstk_change", "hstk_changeset"):
                connection.execute(tables[name].delete())
        self.done, self.undone, self.number = [], [], 0

    @rule()
    def reconnect(self) -> None:
        self.eco.close()

    # -- what always holds

    def there(self) -> World:
        """Every record of the store."""
        kinds = (self.eco.kind("person"), Garden, Plot)
        return {record.id: record for kind in kinds for record in self.eco.find(kind)}

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "world"):
            return
        assert self.there() == self.world
        titles = self.eco.titles(self.world)
        for one in self.world.values():
            if isinstance(one, Plot):
                home = self.world[one.garden]
                assert titles[one.id] == f"{home.__dict__['name']} · {one.number}"
            else:
                assert titles[one.id] == one.__dict__["name"]
        newest = self.eco.change_sets(limit=1)
        assert (newest[0].number if newest else 0) == self.number

    def teardown(self) -> None:
        """Now and then the place is opened anew and looked through."""
        if self.number % 4 == 3:
            type(self).eco.close()
            type(self).eco = opened(self.where, *ORCHARD)
            assert self.there() == self.world
            assert [found for found in self.eco.doctor() if found.severity == "error"] == []


@pytest.mark.slow
def test_the_store_holds_what_a_plain_dict_would(where: str) -> None:
    Store.where = where
    Store.eco = opened(where, *ORCHARD)
    run_state_machine_as_test(
        Store,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    Store.eco.close()
