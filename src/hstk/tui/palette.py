"""The command palette, found by words with or without Vietnamese marks."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.style import Style

from hstk.core.text import fold
from hstk.tui.widgets.lines import drawable


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing the palette can do.

    Args:
        title: «nhóm: việc», plain text, never markup.
        run: does it.
        help: a line under the title, or "".
        also: words that find it too and are not shown, such as its English name.
    """

    title: str
    run: Callable[[], Any]
    help: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """How well a title fits a query: the score, above 0, and the letters that matched."""

    score: float
    letters: tuple[int, ...]


def find(query: str, title: str, also: str = "") -> Found | None:
    """Look for every word of a query in a title, in any order, marks aside.

    A word may begin a word of the title, stand inside one, or be the first letters of several;
    the score falls in that order. What is spelled with the same marks comes before what is not.

    Args:
        query: what the user typed.
        title: NFC text.
        also: more words that count, at the lowest score.
    """
    folded, places = _folded(title)
    starts = [found.start() for found in re.finditer(r"\w+", folded)]
    initials = "".join(folded[start] for start in starts)
    score = 0.0
    letters: set[int] = set()
    for word in (words := fold(query).split()):
        begin = next((start for start in starts if folded.startswith(word, start)), -1)
        inside = folded.find(word)
        first = initials.find(word)
        if begin >= 0:
            score += 1.0
            letters.update(places[begin : begin + len(word)])
        elif inside >= 0:
            score += 0.6
            letters.update(places[inside : inside + len(word)])
        elif first >= 0 and len(word) > 1:
            score += 0.4
            letters.update(places[start] for start in starts[first : first + len(word)])
        elif word in fold(also):
            score += 0.2
        else:
            return None
    if not words:
        return None
    score /= len(words)
    if drawable(query).casefold().strip() in title.casefold():
        score += 1.0
    return Found(score, tuple(sorted(letters)))


def _folded(text: str) -> tuple[str, list[int]]:
    """A text folded letter by letter, and for each folded letter its place in the text."""
    folded, places = "", []
    for place, letter in enumerate(text):
        plain = fold(letter) or letter if letter.isspace() else fold(letter)
        folded += plain
        places += [place] * len(plain)
    return folded, places


class FoldingProvider(Provider):
    """A source of palette entries; a subclass says which there are on the current screen."""

    @abstractmethod
    def entries(self) -> Iterable[PaletteEntry]:
        """What can be done now, in the order to offer it."""

    async def discover(self) -> Hits:
        """Offer everything while nothing is typed."""
        for entry in self.entries():
            yield DiscoveryHit(_prompt(entry), entry.run, text=drawable(entry.title))

    async def search(self, query: str) -> Hits:
        """Offer what the query finds, the best first."""
        for entry in self.entries():
            found = find(query, drawable(entry.title), entry.also)
            if found is not None:
                prompt = _prompt(entry, found.letters, self.match_style)
                yield Hit(found.score, prompt, entry.run, text=drawable(entry.title))


def _prompt(
    entry: PaletteEntry, letters: Iterable[int] = (), match_style: Style | None = None
) -> Content:
    """Title and help as Content: the palette would read its own help text as markup."""
    title = Content(drawable(entry.title))
    for place in letters:
        title = title.stylize(match_style or "underline", place, place + 1)
    if not entry.help:
        return title
    return Content("\n").join(
        [title, Content(drawable(entry.help)).stylize("not bold $text-muted")]
    )
