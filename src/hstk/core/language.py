"""Which of the two languages people read: Vietnamese first, English second.

Every text for people is written as a pair where it is used, so that no text can lack its
translation and none is looked up by a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_current: Language = "vi"


def language() -> Language:
    """The language of messages and labels in this process."""
    return _current


def use_language(lang: Language) -> None:
    """Speak ``lang`` from now on, in the whole process."""
    global _current
    _current = lang


@contextmanager
def speaking(lang: Language) -> Iterator[None]:
    """Speak ``lang`` inside the block."""
    before = _current
    use_language(lang)
    try:
        yield
    finally:
        use_language(before)


def say(vi: str, en: str) -> str:
    """The one of two texts that fits the current language."""
    return vi if _current == "vi" else en
