"""Search over every kind: marks optional, exact spelling first, names before other text.

Candidates come from the database (names that begin so, then the newest records that have every
word), a few hundred at most; they are ranked here. Ranking by the database over wide terms would
cost seconds at a million records.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy import text as sql_text

from hstk.core.text import digits, fold, words
from hstk.store import search_sqlite
from hstk.store.binding import Binding
from hstk.store.system_tables import CHANGESET, RECORD

CANDIDATES = 300
_SHORTEST_NUMBER = 6
_A_DIGIT = re.compile(r"\d")


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
        self._vocabulary: tuple[int, list[str]] = (-1, [])

    def hits(self, connection: Connection, text: str, kind: str | None, limit: int) -> list[Hit]:
        """The best matches for ``text``, best first."""
        wanted: Sequence[str] = query_words(text)
        if not wanted:
            return []
        rows = self._candidates(connection, text, wanted, kind)
        if not rows:
            corrected = self._corrected(connection, wanted)
            if corrected:
                rows = self._candidates(connection, " ".join(corrected), corrected, kind)
                wanted = corrected
            if not rows and self._on_server:
                rows = self._similar(connection, fold(text), kind)
        ranked = sorted(rows, key=lambda row: _rank(row, text, wanted))
        return [Hit(row.kind, row.id, row.title, _snippet(row, wanted)) for row in ranked[:limit]]

    def matching(self, connection: Connection, text: str, kind: str) -> ColumnElement[bool] | None:
        """The condition on the directory for records that have the words of ``text``.

        Words that no record of the kind has are corrected first; None when ``text`` has no words.
        """
        wanted: Sequence[str] = query_words(text)
        if not wanted:
            return None
        if not self._numbers(connection, wanted, kind, 1):
            wanted = self._corrected(connection, wanted) or wanted
        if self._on_server:
            return self._has(wanted)
        return self.record.c.number.in_(
            sql_text(
                "SELECT rowid FROM hstk_search WHERE hstk_search MATCH :hstk_words"
            ).bindparams(hstk_words=search_sqlite.match(wanted))
        )

    def _has(self, wanted: Sequence[str]) -> ColumnElement[bool]:
        query = " & ".join(f"{word}:*" for word in wanted)
        return self.record.c.vector.bool_op("@@")(func.to_tsquery("simple", query))

    @property
    def _on_server(self) -> bool:
        return self.binding.dialect.name == "postgresql"

    def _candidates(
        self, connection: Connection, text: str, wanted: Sequence[str], kind: str | None
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
            for number in self._numbers(connection, wanted, kind, CANDIDATES)
            if number not in rows
        ]
        for start in range(0, len(others), CANDIDATES):
            some = others[start : start + CANDIDATES]
            found = connection.execute(select(*columns).where(record.c.number.in_(some)))
            rows |= {row.number: row for row in found}
        return list(rows.values())

    def _numbers(
        self, connection: Connection, wanted: Sequence[str], kind: str | None, most: int
    ) -> list[int]:
        if not self._on_server:
            return search_sqlite.numbers(connection, wanted, kind, most)
        record = self.record
        chosen = select(record.c.number).where(self._has(wanted))
        if kind is not None:
            chosen = chosen.where(record.c.kind == kind)
        chosen = chosen.order_by(record.c.number.desc()).limit(most)
        return list(connection.execute(chosen).scalars())

    def _similar(self, connection: Connection, folded: str, kind: str | None) -> list[Any]:
        """The most similar titles by trigrams (PostgreSQL keeps no vocabulary to correct by)."""
        record = self.record
        distance = record.c.folded.op("<->")(folded)
        chosen = select(record, distance.label("distance")).order_by(distance).limit(20)
        if kind is not None:
            chosen = chosen.where(record.c.kind == kind)
        return [row for row in connection.execute(chosen) if row.distance < 0.7]

    def _corrected(self, connection: Connection, wanted: Sequence[str]) -> list[str]:
        """The words, each that the index lacks replaced by its nearest; [] when none is near."""
        if self._on_server:
            return []
        known = self._words(connection)
        corrected: list[str] = []
        for word in wanted:
            at = bisect_left(known, word)
            if known[at : at + 1] and known[at].startswith(word):
                corrected.append(word)
                continue
            best = process.extractOne(
                word, known, scorer=DamerauLevenshtein.distance, score_cutoff=1 + len(word) // 6
            )
            if best is None:
                return []
            corrected.append(best[0])
        return corrected if corrected != list(wanted) else []

    def _words(self, connection: Connection) -> list[str]:
        changeset = self.binding.metadata.tables[CHANGESET]
        version = connection.execute(select(func.max(changeset.c.number))).scalar() or 0
        if self._vocabulary[0] != version:
            self._vocabulary = (version, search_sqlite.vocabulary(connection))
        return self._vocabulary[1]


def query_words(text: str) -> tuple[str, ...]:
    """The words to look for; a number written with separators is one word."""
    number = digits(text)
    if len(number) >= _SHORTEST_NUMBER and not any(c.isalpha() for c in text):
        return (national(number),)
    return words(text)


def national(number: str) -> str:
    """Digits of a phone as people dial them in Vietnam: 84905… is 0905…."""
    return "0" + number[2:] if number.startswith("84") and len(number) in (11, 12) else number


def numbers_in(texts: Iterable[str]) -> Iterable[str]:
    """Long numbers as one word each, so that they are found with or without separators."""
    for text in texts:
        if _A_DIGIT.search(text) and len(number := digits(text)) >= _SHORTEST_NUMBER:
            yield national(number)


def _rank(row: Any, text: str, wanted: Sequence[str]) -> tuple[Any, ...]:
    """Smaller is better."""
    spelled = text.strip().casefold()
    title = row.title.casefold()
    in_title = words(row.title)
    # how many words of the query are whole words of the name, marks and all
    exact = sum(word in title.split() for word in spelled.split())
    whole_words = sum(word in in_title for word in wanted)
    begun = sum(any(t.startswith(word) for t in in_title) for word in wanted)
    return (
        title != spelled,
        row.folded != fold(text).strip(),
        -begun,
        -exact,
        not title.startswith(spelled),
        not row.folded.startswith(fold(text).strip()),
        -whole_words,
        len(in_title),
        -row.number,
    )


def _snippet(row: Any, wanted: Sequence[str], around: int = 30) -> str:
    """The part of the body where the first word that the title lacks stands."""
    in_title = words(row.title)
    missing = [w for w in wanted if not any(t.startswith(w) for t in in_title)]
    if not missing:
        return ""
    folded = fold(row.body)
    at = min((p for word in missing if (p := folded.find(word)) >= 0), default=-1)
    if at < 0 or len(folded) != len(row.body):
        return str(row.body[: 2 * around]).replace("\n", " ").strip()
    start = max(0, at - around)
    cut = row.body[start : at + around].strip().replace("\n", " ")
    return ("…" if start else "") + str(cut) + ("…" if at + around < len(row.body) else "")
