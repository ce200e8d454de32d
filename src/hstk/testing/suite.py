"""What every plugin must prove: a class of tests to inherit."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest

from hstk.core.contributions import STRICT
from hstk.core.declarations import CORE, Declared
from hstk.core.entity import Entity
from hstk.core.kinds import Person
from hstk.core.language import use_language
from hstk.core.showing import from_json
from hstk.exchange.records_json import record_json
from hstk.plugins import soundness, trial
from hstk.plugins.host import discover
from hstk.plugins.made_up import records_of
from hstk.store.ecosystem import Ecosystem
from hstk.store.left_behind import left_behind, left_records
from hstk.testing.hooks import Hooks
from hstk.testing.opening import opened
from hstk.testing.screens import wrong_on_screen
from hstk.testing.stand_in import stand_in
from hstk.testing.tables import difference, tables_of


class PluginSuite:
    """Tests that every plugin passes; a subclass names it, and may add its own.

    ::

        class TestTea(PluginSuite):
            plugin = "tea"

    Attributes:
        plugin: the name of an installed plugin, or a module.
        name: of the plugin, where a module is not called as it is.
        given: values by kind and field, where the made-up ones will not do.
        first: the kinds as they were before the first migration step, for a plugin that has any.
    """

    plugin: ClassVar[str | ModuleType]
    name: ClassVar[str] = ""
    given: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    first: ClassVar[Sequence[type[Entity]]] = ()

    # -- what the tests start from

    @pytest.fixture(autouse=True)
    def _alone(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
        """No trace of the user's own data; what the plugin raises comes through."""
        for name in [name for name in os.environ if name.startswith("HSTK_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("HSTK_HOME", str(tmp_path / "home"))
        monkeypatch.setenv(STRICT, "1")
        yield
        use_language("vi")

    @pytest.fixture
    def where(self, tmp_path: Path) -> str:
        """Where a file is to be made; there is none yet."""
        return str(tmp_path / "test.hstk")

    @pytest.fixture
    def hooks(self) -> Hooks:
        """What was asked of the plugin, and what its functions were called with."""
        return Hooks()

    @pytest.fixture
    def eco(self, where: str, hooks: Hooks) -> Iterator[Ecosystem]:
        """An empty ecosystem with the plugin, and those that it requires."""
        with self.open(where, hooks=hooks) as ecosystem:
            yield ecosystem

    def open(self, where: str, *, hooks: Hooks | None = None) -> AbstractContextManager[Ecosystem]:
        """A place opened with the plugin, and those that it requires."""
        if isinstance(self.plugin, str):
            return opened(where, [self.plugin], hooks=hooks)
        return opened(where, [], {self.called(): self.plugin}, hooks=hooks)

    def open_without(self, where: str) -> AbstractContextManager[Ecosystem]:
        """A place opened as if the plugin had never been installed."""
        return opened(where, without=[self.called()])

    def called(self) -> str:
        """The name of the plugin."""
        if isinstance(self.plugin, str):
            return self.plugin
        return self.name or self.plugin.__name__.rpartition(".")[2]

    def module(self) -> ModuleType:
        """The plugin's own module."""
        if not isinstance(self.plugin, str):
            return self.plugin
        entry = discover().get(self.plugin)
        if entry is None:
            pytest.fail(f"there is no plugin “{self.plugin}” installed", pytrace=False)
        return import_module(entry.module)

    def records(self, eco: Ecosystem, kind: type[Entity]) -> Sequence[Entity]:
        """Records of a kind, added: made up from its fields; override to make better ones."""
        return records_of(eco, kind, self.given)

    def every_record(self, eco: Ecosystem) -> list[Entity]:
        """Records of every kind of the plugin, added."""
        return [record for kind in self.declared(eco).kinds for record in self.records(eco, kind)]

    def declared(self, eco: Ecosystem) -> Declared:
        """What the plugin declares."""
        return trial.of_plugin(eco, self.called())

    # -- what it declares

    def test_hooks_are_spelt_marked_and_ask_for_nothing(self) -> None:
        nothing_wrong(soundness.signatures(self.module()))

    def test_hooks_return_what_they_should_and_names_are_its_own(
        self, eco: Ecosystem, hooks: Hooks
    ) -> None:
        # what is of the wrong type, clashes, or lacks the plugin's name would not have been opened
        status = {info.name: info.status for info in eco.plugins}
        assert status[self.called()] == "on"
        assert (self.called(), "hstk_entities") in hooks.asked

    def test_every_text_is_in_both_languages(self, eco: Ecosystem) -> None:
        nothing_wrong(soundness.texts(self.declared(eco)))

    def test_importing_it_loads_no_library(self) -> None:
        nothing_wrong(soundness.loads_too_much(self.module().__name__))

    # -- what becomes of its records

    def test_migrated_tables_equal_new_ones(self, eco: Ecosystem, tmp_path: Path) -> None:
        fresh = tables_of(eco, self.called())
        steps = self.declared(eco).migrations
        if steps is not None and steps.steps and not self.first:
            pytest.fail(
                "it has migration steps: say what its kinds were before the first of them, "
                "as `first = (...)`, so that a file of then can be brought up to now",
                pytrace=False,
            )
        old = str(tmp_path / "old.hstk")
        kinds = self.first or self.declared(eco).kinds
        others = [o.owner for o in eco.declarations.owners if o.owner not in (CORE, self.called())]
        with opened(old, others, {self.called(): stand_in(self.called(), kinds)}) as then:
            count = sum(len(records_of(then, kind, self.given)) for kind in kinds)
        with self.open(old) as now:
            nothing_wrong(difference(tables_of(now, self.called()), fresh))
            nothing_wrong([f.message for f in now.doctor() if f.severity == "error"])
            assert sum(now.count(kind) for kind in self.declared(now).kinds) >= count

    def test_off_and_on_again_loses_nothing(self, where: str) -> None:
        with self.open(where) as eco:
            made = self.every_record(eco)
            kept = {record.id: eco.get(type(record), record.id) for record in made}
            before = {record.id: eco.history(record) for record in made}
        with self.open_without(where) as eco:
            other = eco.add(Person(name="Nguyễn Thị Mẫu"))
            eco.undo()
            eco.redo()
            nothing_wrong([f.message for f in eco.doctor() if f.severity == "error"])
        with self.open(where) as eco:
            assert eco.get(other.id) == other
            changed = [r for r in made if eco.get(type(r), r.id) != kept[r.id]]
            changed += [r for r in made if eco.history(r.id) != before[r.id]]
            nothing_wrong([f"{r.spec.kind} {r.id} is not as it was" for r in changed])
            if made:
                last = made[-1]
                eco.delete(last)
                eco.undo()
                assert eco.get(type(last), last.id).id == last.id
            nothing_wrong([f.message for f in eco.doctor() if f.severity == "error"])

    def test_without_the_plugin_its_records_can_be_read(self, where: str) -> None:
        with self.open(where) as eco:
            made = self.every_record(eco)
            kept = {
                kind.spec.kind: {str(r.id) for r in eco.find(kind)}
                for kind in self.declared(eco).kinds
            }
        with self.open_without(where) as eco:
            left = {one.kind: one for one in left_behind(eco)}
            assert set(kept) <= set(left)
            for kind, ids in kept.items():
                assert left[kind].records == len(ids)
                assert {row["id"] for row in left_records(eco, kind)} == ids
        with self.open(where) as eco:
            for record in made:
                assert eco.get(type(record), record.id).id == record.id

    def test_json_holds_all_of_a_record(self, eco: Ecosystem) -> None:
        for record in self.every_record(eco):
            (told,) = record_json(eco, [record])
            read = json.loads(json.dumps(told, ensure_ascii=False))
            values = {name: from_json(field, read[name]) for name, field in record.fields.items()}
            assert type(record).model_validate(values) == record

    # -- what it offers

    def test_all_it_offers_can_be_used_on_an_empty_ecosystem(self, eco: Ecosystem) -> None:
        nothing_wrong(self._wrong_with_offers(eco))

    def test_all_it_offers_can_be_used_with_records(self, eco: Ecosystem) -> None:
        self.every_record(eco)
        nothing_wrong(self._wrong_with_offers(eco))

    def _wrong_with_offers(self, eco: Ecosystem) -> list[str]:
        called = self.called()
        return [
            *trial.numbers(eco, called, date.today().year),
            *trial.views(eco, called, self.given),
            *trial.forms(eco, called, self.given),
            *trial.papers(eco, called, self.given),
        ]

    def test_every_view_shows_on_the_screen(self, eco: Ecosystem) -> None:
        self.every_record(eco)
        nothing_wrong(wrong_on_screen(eco, self.declared(eco).views, self.given))


def nothing_wrong(found: Sequence[str]) -> None:
    """Fails with all that was found, one line each."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)
