"""The pages of the hooks say what the specification says."""

from __future__ import annotations

import os

import pytest

from hstk.plugins.loading import HOOKS
from tests.docs.hook_pages import FOLDER, pages, write


@pytest.mark.parametrize("name", ["README.md", *(f"{hook}.md" for hook in HOOKS)])
def test_a_page_is_as_the_specification_has_it(name: str) -> None:
    if os.environ.get("WRITE_GOLDENS"):
        write()
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name]


def test_every_hook_tells_when_it_is_called_and_what_happens_when_it_fails() -> None:
    for name, text in pages().items():
        if name != "README.md":
            assert "Called when" in text
            assert "fails" in text


def test_no_page_is_left_of_a_hook_that_is_gone() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(pages())
