"""The check of a plugin's views on the screen, as plugin authors run it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType

import pytest

from hstk import Ecosystem, Rejected, hookimpl
from hstk.errors import Problem
from hstk.plugins import Asked, Paragraph, Part, View, trial
from hstk.testing import ecosystem
from hstk.testing.screens import wrong_on_screen


def refusing(_: Ecosystem, __: Asked) -> Iterable[Part]:
    raise Rejected([Problem("x", "sổ hỏng")])


def failing(_: Ecosystem, __: Asked) -> Iterable[Part]:
    raise ValueError("mất sổ")


def test_a_view_that_tells_only_what_went_wrong_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # how the kit is run: there a plugin's mistake is raised as it is, here the app shows it
    monkeypatch.delenv("HSTK_STRICT_PLUGINS", raising=False)
    module = ModuleType("tea_with_faulty_views")

    @hookimpl
    def hstk_views() -> Iterable[View]:
        return (
            View("tea.good", "Tốt", "Good", show=lambda *_: (Paragraph("được"),)),
            View("tea.empty", "Trống", "Empty", show=lambda *_: ()),
            View("tea.refusing", "Từ chối", "Refusing", show=refusing),
            View("tea.failing", "Lỗi", "Failing", show=failing),
        )

    module.__dict__["hstk_views"] = hstk_views
    monkeypatch.setitem(sys.modules, module.__name__, module)
    with ecosystem(tea=module) as eco:
        found = wrong_on_screen(eco, trial.of_plugin(eco, "tea").views)

    assert [line.partition(":")[0] for line in found] == ["tea.refusing", "tea.failing"]
    assert "sổ hỏng" in found[0]
    assert "mất sổ" in found[1]
