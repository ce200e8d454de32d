"""Search over every kind: marks optional, exact spelling first, names before other text.

Candidates come from the database (names that begin so, then the newest records that have every
word), a few hundred at most; they are ranked here. Ranking by the database over wide terms would
cost seconds at a million records.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy import text as sql_text

from hstk.core.tax_codes import mask_id
from hstk.core.text import clean, digits, fold, words
from hstk.store import search_sqlite
from hstk.store.binding import Binding
from hstk.store.system_tables import CHANGESET, RECORD

CANDIDATES = 300
_SHORTEST_NUMBER = 6
_SPELLINGS = 8
"""Words of the index that one mistyped word may have meant."""
_SAMPLE = 20_000
"""Titles that words are looked up in where the database keeps no list of words."""
_NUMBER = re.compile(r"[0-9][0-9\s.()/‐-―-]*[0-9]")
_PERSONAL = re.compile(r"(?<![0-9])[0-3][0-9]{11}(?![0-9])")


class Wanted(NamedTuple):
    """A word that a record must have: as it was typed, and the spellings that will do."""

    typed: str
    spellings: tuple[str, ...]


Query = Sequence[Wanted]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found.

    Args:
        kind, id, title: which.
        snippet: the words around what was found, when it is not in the title.
    """

    kind: str
    id: UUID
    title: str
    snippet: str


class Search:
    """Finds records of one open file.

    Args:
        binding: its tables.
    """

    def __init__(self, binding: Binding) -> None:
        self.binding = binding
        self.record = binding.metadata.tables[RECORD]
        self._vocabulary = (-1, _Vocabulary({}))

    def hits(self, connection: Connection, text: str, kind: str | None, limit: int) -> list[Hit]:
        """The best matches for ``text``, best first."""
        text = asked(text)
        rows: Sequence[Any] = ()
        query: Query = ()
        for query in self._queries(connection, text):
            if rows := self._candidates(connection, text, query, kind):
                break
        if not rows and query and self._on_server:
            rows = self._similar(connection, fold(text), kind)
        ranked = sorted(rows, key=lambda row: _rank(row, text, query))
        return [Hit(row.kind, row.id, row.title, _snippet(row, query)) for row in ranked[:limit]]

    def matching(self, connection: Connection, text: str, kind: str) -> ColumnElement[bool] | None:
        """The condition on the directory for records that have the words of ``text``.

        Words that no record of the kind has are corrected first; None when ``text`` has no words.
        """
        first: Query = ()
        for query in self._queries(connection, asked(text)):
            first = first or query
            if self._numbers(connection, query, kind, 1):
                return self._has(query)
        return self._has(first) if first else None

    def _queries(self, connection: Connection, text: str) -> Iterator[Query]:
        """What to look for, one after the other until something is found."""
        for reading in readings(text):
            yield [Wanted(word, (word,)) for word in reading]
        typed = words(text)
        if not any(word.isalpha() for word in typed):
            return
        known = self._words(connection)
        near = {word: known.near(word) for word in typed}
        if not all(known.has(word) for word in typed):
            yield [
                Wanted(word, (word,) if known.has(word) else near[word] or (word,))
                for word in typed
            ]
        # every word may be the mistyped one: "vam" is in the index as a part of "Vàm Cỏ"
        yield [Wanted(word, (word, *near[word])) for word in typed]

    def _has(self, query: Query) -> ColumnElement[bool]:
        if self._on_server:
            return self.record.c.vector.bool_op("@@")(func.to_tsquery("simple", _tsquery(query)))
        return self.record.c.number.in_(
            sql_text(
                "SELECT rowid FROM hstk_search WHERE hstk_search MATCH :hstk_words"
            ).bindparams(hstk_words=search_sqlite.match(_spellings(query)))
        )

    @property
    def _on_server(self) -> bool:
        return self.binding.dialect.name == "postgresql"

    def _candidates(
        self, connection: Connection, text: str, query: Query, kind: str | None
    ) -> list[Any]:
        record = self.record
        beginning = fold(text).strip()
        columns = (
            record.c.number,
            record.c.kind,
            record.c.id,
            record.c.title,
            record.c.body,
            record.c.folded,
        )
        starts = select(*columns).where(
            record.c.folded >= beginning, record.c.folded < beginning + "\U0010ffff"
        )
        if kind is not None:
            starts = starts.where(record.c.kind == kind)
        rows = {row.number: row for row in connection.execute(starts.limit(CANDIDATES))}
        others = [
            number
            for number in self._numbers(connection, query, kind, CANDIDATES)
            if number not in rows
        ]
        for start in range(0, len(others), CANDIDATES):
            some = others[start : start + CANDIDATES]
            found = connection.execute(select(*columns).where(record.c.number.in_(some)))
            rows |= {row.number: row for row in found}
        # those of a plugin that is off cannot be shown
        return [row for row in rows.values() if row.kind in self.binding.by_name]

    def _numbers(
        self, connection: Connection, query: Query, kind: str | None, most: int
    ) -> list[int]:
        if not self._on_server:
            return search_sqlite.numbers(connection, _spellings(query), kind, most)
        record = self.record
        chosen = select(record.c.number).where(self._has(query))
        if kind is not None:
            chosen = chosen.where(record.c.kind == kind)
        chosen = chosen.order_by(record.c.number.desc()).limit(most)
        return list(connection.execute(chosen).scalars())

    def _similar(self, connection: Connection, folded: str, kind: str | None) -> list[Any]:
        """The most similar titles by trigrams, where no correction of single words helps."""
        record = self.record
        distance = record.c.folded.op("<->")(folded)
        chosen = select(record, distance.label("distance")).order_by(distance).limit(20)
        if kind is not None:
            chosen = chosen.where(record.c.kind == kind)
        return [
            row
            for row in connection.execute(chosen)
            if row.distance < 0.7 and row.kind in self.binding.by_name
        ]

    def _words(self, connection: Connection) -> _Vocabulary:
        changeset = self.binding.metadata.tables[CHANGESET]
        version = connection.execute(select(func.max(changeset.c.number))).scalar() or 0
        if self._vocabulary[0] != version:
            self._vocabulary = (version, _Vocabulary(self._word_counts(connection)))
        return self._vocabulary[1]

    def _word_counts(self, connection: Connection) -> Mapping[str, int]:
        if not self._on_server:
            return search_sqlite.vocabulary(connection)
        record = self.record
        newest = select(record.c.folded).order_by(record.c.number.desc()).limit(_SAMPLE)
        return Counter(
            word for title in connection.execute(newest).scalars() for word in set(words(title))
        )


class _Vocabulary:
    """The words of the index.

    Args:
        counts: in how many records each stands.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._sorted = sorted(word for word in counts if not word[0].isdigit())

    def has(self, beginning: str) -> bool:
        """Whether a word begins so."""
        at = bisect_left(self._sorted, beginning)
        return beginning.isdigit() or (
            at < len(self._sorted) and self._sorted[at].startswith(beginning)
        )

    def near(self, word: str) -> tuple[str, ...]:
        """The words that ``word`` may have meant: a slip or two away, the nearest, then usual."""
        if len(word) < 2 or not word.isalpha():
            return ()
        found = process.extract(
            word,
            self._sorted,
            scorer=DamerauLevenshtein.distance,
            score_cutoff=1 + len(word) // 6,
            limit=None,
        )
        best = sorted(found, key=lambda entry: (entry[1], -self._counts[entry[0]]))
        return tuple(entry[0] for entry in best if entry[1])[:_SPELLINGS]


def asked(text: str) -> str:
    """What was asked for, as text is kept, without what no record may hold."""
    return "".join(c for c in clean(text) if c.isprintable())


def readings(text: str) -> list[tuple[str, ...]]:
    """The words of a query, the likelier reading first: digits between marks may be one number."""
    plain = words(text)
    joined = words(_NUMBER.sub(lambda found: f" {national(digits(found[0]))} ", text))
    long = any(len(word) >= _SHORTEST_NUMBER and word.isdigit() for word in joined)
    ordered = (joined, plain) if long else (plain, joined)
    return [reading for reading in dict.fromkeys(ordered) if reading]


def national(number: str) -> str:
    """Digits of a phone as people dial them in Vietnam: 84905… is 0905…."""
    return "0" + number[2:] if number.startswith("84") and len(number) in (11, 12) else number


def numbers_in(texts: Iterable[str]) -> Iterator[str]:
    """Long numbers as one word each, so that they are found with or without separators."""
    for text in texts:
        for found in _NUMBER.finditer(text):
            number = national(digits(found[0]))
            if len(number) >= _SHORTEST_NUMBER and number != text:
                yield number


def _spellings(query: Query) -> list[tuple[str, ...]]:
    return [wanted.spellings for wanted in query]


def _tsquery(query: Query) -> str:
    any_of = (" | ".join(f"{word}:*" for word in wanted.spellings) for wanted in query)
    return " & ".join(f"({some})" for some in any_of)


def _begins(wanted: Wanted, names: Iterable[str]) -> bool:
    return any(name.startswith(wanted.spellings) for name in names)


def _rank(row: Any, text: str, query: Query) -> tuple[Any, ...]:
    """Smaller is better."""
    spelled = text.casefold()
    title = row.title.casefold()
    folded = fold(text)
    in_title = words(row.title)
    # how many words of the query are whole words of the name, marks and all
    exact = sum(word in title.split() for word in spelled.split())
    whole_words = sum(any(word in in_title for word in wanted.spellings) for wanted in query)
    begun = sum(_begins(wanted, in_title) for wanted in query)
    # where a correction stands for what was typed: how far the name is from that
    slips = sum(
        min((DamerauLevenshtein.distance(wanted.typed, name) for name in in_title), default=0)
        for wanted in query
        if wanted.spellings != (wanted.typed,)
    )
    return (
        title != spelled,
        row.folded != folded,
        -begun,
        slips,
        -exact,
        not title.startswith(spelled),
        not row.folded.startswith(folded),
        -whole_words,
        len(in_title),
        -row.number,
    )


def _snippet(row: Any, query: Query, around: int = 30) -> str:
    """The part of the body where the first word that the title lacks stands."""
    in_title = words(row.title)
    missing = [
        word for wanted in query if not _begins(wanted, in_title) for word in wanted.spellings
    ]
    if not missing:
        return ""
    # numbers of people are found, but not shown
    body = _PERSONAL.sub(lambda found: mask_id(found[0]), row.body).replace("\n", " ")
    folded = fold(body)
    at = min((p for word in missing if (p := folded.find(word)) >= 0), default=-1)
    if at < 0 or len(folded) != len(body):
        return body[: 2 * around].strip()
    start = max(0, at - around)
    cut = body[start : at + around].strip()
    return ("…" if start else "") + cut + ("…" if at + around < len(body) else "")
