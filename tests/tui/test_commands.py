"""The table of commands: every key means one thing, every action exists."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module

import pytest

from hstk.core.kinds import CORE_KINDS
from hstk.core.language import speaking
from hstk.tui.app import HstkApp
from hstk.tui.commands import COMMANDS, MAIN_KINDS, bindings, commands_at, key_name
from hstk.tui.screens.base import HstkScreen

SCREENS = {
    cls.place: cls
    for module in ("today", "records", "record", "evidence", "form", "ask", "view", "history")
    for cls in vars(import_module(f"hstk.tui.screens.{module}")).values()
    if isinstance(cls, type) and issubclass(cls, HstkScreen) and cls.place == module
}

# No terminal can tell these from other keys.
INDISTINCT = {"ctrl+h", "ctrl+m", "ctrl+i", "ctrl+j", "alt+enter", "ctrl+@", "backspace"}


def test_every_screen_of_the_table_exists() -> None:
    named = {place for command in COMMANDS for place in command.places}

    assert named == set(SCREENS)


def test_every_command_has_an_id_of_its_own() -> None:
    assert [name for name, n in Counter(c.id for c in COMMANDS).items() if n > 1] == []


@pytest.mark.parametrize("place", SCREENS)
def test_a_key_means_one_thing_on_a_screen(place: str) -> None:
    keys = Counter(key for c in commands_at(place) for key in c.keys.split(",") if key)

    assert [key for key, n in keys.items() if n > 1] == []


def test_no_key_is_one_that_terminals_cannot_tell_apart() -> None:
    keys = {key for command in COMMANDS for key in command.keys.split(",")}

    assert keys & INDISTINCT == set()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_action_exists_where_its_key_works(command: object) -> None:
    assert isinstance(command, type(COMMANDS[0]))
    name = command.action.partition("(")[0]
    if name.startswith("app."):
        assert hasattr(HstkApp, f"action_{name.removeprefix('app.')}")
        return
    assert command.places
    for place in command.places:
        assert hasattr(SCREENS[place], f"action_{name}"), place


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_named_in_both_languages(command: object) -> None:
    assert isinstance(command, type(COMMANDS[0]))
    assert re.fullmatch(r"[\w ]+: .+", command.title[0])
    assert re.fullmatch(r"[\w ]+: .+", command.title[1])
    assert bool(command.short[0]) == bool(command.short[1])
    with speaking("en"):
        assert command.label == command.title[1]


def test_destructive_commands_have_no_single_letter() -> None:
    letters = {
        c.id for c in COMMANDS if any(len(k) == 1 and k.isalpha() for k in c.keys.split(","))
    }

    assert letters == {"year.after"}


def test_the_app_and_the_screens_bind_what_the_table_says() -> None:
    everywhere = {binding.id: binding.key for binding in bindings()}
    assert everywhere["undo"] == "ctrl+z"
    assert everywhere["help"] == "f1"
    for place, screen in SCREENS.items():
        bound = {b.id for b in screen.BINDINGS if not isinstance(b, tuple)}
        assert {binding.id for binding in bindings(place)} <= bound


def test_main_kinds_exist() -> None:
    assert {main.kind for main in MAIN_KINDS} <= {kind.spec.kind for kind in CORE_KINDS}


@pytest.mark.parametrize(
    ("key", "shown"),
    [("ctrl+n", "^N"), ("f2", "F2"), ("escape", "Esc"), ("slash", "/"), ("delete", "Del")],
)
def test_keys_are_shown_as_people_know_them(key: str, shown: str) -> None:
    assert key_name(key) == shown
