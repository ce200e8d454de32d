"""What guards and observers of plugins may do, and what comes of it when they do more."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest

from hstk import Ecosystem, hookimpl
from hstk.core.contributions import STRICT
from hstk.errors import BadFile, NotFound, PluginTrouble, Problem, Rejected
from hstk.kinds import FollowUp, Organization, Person
from hstk.plugins import Check, Guard, Observer
from hstk.testing import ecosystem

_numbers = count(1)


@contextmanager
def with_plugin(**hooks: Sequence[object]) -> Iterator[Ecosystem]:
    """An empty ecosystem with the plugin «tea», whose hooks return these."""
    module = ModuleType(f"attending_{next(_numbers)}")
    sys.modules[module.__name__] = module
    for name, given in hooks.items():
        vars(module)[f"hstk_{name}"] = _hook(f"hstk_{name}", given)
    with ecosystem(tea=module) as eco:
        yield eco


def _hook(name: str, given: Sequence[object]) -> Callable[[], Sequence[object]]:
    def hook() -> Sequence[object]:
        return given

    hook.__name__ = name
    return hookimpl(hook)


def guarded(check: Callable[[Ecosystem, Any], Any]) -> Any:
    """An empty ecosystem with one guard of people."""
    return with_plugin(check_change=[Guard(Person, check)])


def follow_up(eco: Ecosystem) -> FollowUp:
    return eco.add(FollowUp(what="Gọi lại", due=date(2026, 1, 1)))


# -- guards


@pytest.mark.parametrize(
    "write",
    [
        follow_up,
        lambda eco: eco.update(eco.find(Person)[0], notes="đã xem"),
        lambda eco: eco.delete(eco.find(Person)[0]),
        lambda eco: eco.undo(),
        lambda eco: eco.rebuild_search(),
    ],
    ids=["add", "update", "delete", "undo", "rebuild_search"],
)
def test_a_guard_that_writes_is_refused_and_nothing_is_kept(
    write: Callable[[Ecosystem], object],
) -> None:
    def check(eco: Ecosystem, _: object) -> Iterable[Problem]:
        write(eco)
        return ()

    with guarded(check) as eco:
        with pytest.raises(PluginTrouble, match="«tea»"):
            eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert eco.count(Person) == eco.count(FollowUp) == 0
        assert eco.change_sets() == []
        follow_up(eco)  # the next write is none of the guard's
        assert eco.count(FollowUp) == 1


def test_a_guard_that_hides_what_it_writes_has_not_written_either() -> None:
    def check(eco: Ecosystem, _: object) -> Iterable[Problem]:
        with pytest.raises(PluginTrouble, match="không được tự ghi"):
            follow_up(eco)
        return ()

    with guarded(check) as eco:
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert (eco.count(Person), eco.count(FollowUp)) == (1, 0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("bad", "trả về 'b'"),
        (["bad"], "trả về 'bad'"),
        (None, "TypeError"),
        ([Problem("name", "sai"), 5], "trả về 5"),
    ],
)
def test_a_guard_that_returns_no_problems_is_named(given: object, said: str) -> None:
    with guarded(lambda *_: given) as eco:
        with pytest.raises(PluginTrouble, match="«tea»") as refused:
            eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert said in refused.value.message
        assert eco.count(Person) == 0


@pytest.mark.parametrize("error", [SystemExit(0), NotFound("không có")])
def test_a_guard_that_raises_what_is_no_refusal_is_named(error: BaseException) -> None:
    def check(*_: object) -> Iterable[Problem]:
        raise error

    with guarded(check) as eco:
        with pytest.raises(PluginTrouble, match="«tea»"):
            eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert eco.count(Person) == 0


@pytest.mark.parametrize("error", [Rejected([Problem("name", "sai")]), BadFile("tệp đang khoá")])
def test_a_refusal_of_a_guard_and_trouble_with_the_file_come_through(error: Exception) -> None:
    def check(*_: object) -> Iterable[Problem]:
        raise error

    with guarded(check) as eco, pytest.raises(type(error)) as raised:
        eco.add(Person(name="Nguyễn Thị Mẫu"))
    assert raised.value is error


def test_a_record_that_a_guard_does_not_find_is_no_fault_of_the_user() -> None:
    def check(eco: Ecosystem, _: object) -> Iterable[Any]:
        return [eco.get(Organization, uuid4())]

    with guarded(check) as eco, pytest.raises(PluginTrouble, match="«tea»"):
        eco.add(Person(name="Nguyễn Thị Mẫu"))


# -- observers


def test_what_observers_write_is_told_to_none_and_the_next_write_is_again() -> None:
    told: list[str] = []

    def one(eco: Ecosystem, written: Sequence[Any]) -> None:
        told.extend(f"one {w.record.name}" for w in written)
        eco.add(Person(name="Người theo"))

    def other(_: Ecosystem, written: Sequence[Any]) -> None:
        told.extend(f"other {w.record.name}" for w in written)

    observers = [Observer((Person,), one), Observer((Person,), other)]
    with with_plugin(committed=observers) as eco:
        eco.add(Person(name="An"))
        eco.add(Person(name="Bình"))
        assert told == ["one An", "other An", "one Bình", "other Bình"]
        assert eco.count(Person) == 4


def test_an_observer_that_ends_the_program_is_logged_and_the_others_are_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def ends(*_: object) -> None:
        raise SystemExit(0)

    told: list[object] = []
    observers = [Observer((Person,), ends), Observer((Person,), lambda *given: told.append(given))]
    with with_plugin(committed=observers) as eco, caplog.at_level(logging.ERROR, "hstk.plugins"):
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert eco.count(Person) == 1
    assert "plugin tea" in caplog.text
    assert len(told) == 1


def test_an_observer_that_fails_for_its_author_leaves_the_others_to_be_told_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[object] = []

    def fails(_: Ecosystem, written: Sequence[Any]) -> None:
        told.append(written)
        raise ZeroDivisionError

    monkeypatch.setenv(STRICT, "1")
    with with_plugin(committed=[Observer((Person,), fails)]) as eco:
        for name in ("An", "Bình"):
            with pytest.raises(ZeroDivisionError):
                eco.add(Person(name=name))
    assert len(told) == 2


# -- checks


def test_a_check_that_ends_the_program_or_returns_no_problems_is_a_finding() -> None:
    def ends(_: Ecosystem) -> Iterable[Problem]:
        raise SystemExit(3)

    checks = [
        Check("tea.ends", "kết thúc", "ends", ends),
        Check("tea.word", "một chữ", "a word", lambda _: "bad"),  # type: ignore[arg-type,return-value]
    ]
    with with_plugin(checks=checks) as eco:
        found = {one.code: one for one in eco.doctor()}
    assert found["tea.ends"].severity == found["tea.word"].severity == "error"
    assert "SystemExit: 3" in found["tea.ends"].message
    assert "trả về 'b'" in found["tea.word"].message
