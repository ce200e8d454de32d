"""Search over every kind: marks optional, exact spelling first, names before other text.

Candidates come from the database (names that begin so, then the newest records that have every
word), a few hundred at most; they are ranked here. Ranking by the database over wide terms would
cost seconds at a million records.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
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
_MOST_SLIPS = 3
_LONGEST_QUERY = 500
"""Letters of a query that are looked at: a name may be that long, a pasted page is none."""
_SAMPLE = 20_000
"""Titles that words are looked up in where the database keeps no list of words."""
_NUMBER = re.compile(r"[0-9][0-9 .()/‐-―-]*[0-9]")
_PERSONAL = re.compile(r"(?<![0-9])[0-3][0-9]{11}(?![0-9])")


class Wanted(NamedTuple):
    """A word that a record must have: as it was typed, and the spellings that will do."""

    typed: str
    spellings: tuple[str, ...]


class Query(NamedTuple):
    """Words that a record has; ``lacking`` of them, at most, may be too far off to be known."""

    wanted: Sequence[Wanted]
    lacking: int = 0

    def ways(self) -> list[list[tuple[str, ...]]]:
        """The spellings of each word; any one of these lists will do."""
        spellings = [wanted.spellings for wanted in self.wanted]
        return [list(some) for some in combinations(spellings, len(spellings) - self.lacking)]


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
        for query in self._queries(connection, text):
            rows = self._candidates(connection, text, query, kind)
            if query.lacking:
                rows = [row for row in rows if _slips(words(row.folded), query) <= _MOST_SLIPS]
            if rows:
                best = sorted(rows, key=_ranking(text, query))[:limit]
                bodies = self._bodies(connection, best)
                return [
                    Hit(row.kind, row.id, row.title, _snippet(row.folded, bodies[row.id], query))
                    for row in best
                ]
        return []

    def matching(self, connection: Connection, text: str, kind: str) -> ColumnElement[bool] | None:
        """The condition on the directory for records that have the words of ``text``.

        Words that no record of the kind has are corrected first; None when ``text`` has no words.
        """
        first: Query | None = None
        for query in self._queries(connection, asked(text)):
            first = first or query
            if not query.lacking and self._numbers(connection, query, kind, 1):
                return self._has(query)
        return None if first is None else self._has(first)

    def _queries(self, connection: Connection, text: str) -> Iterator[Query]:
        """What to look for, one after the other until something is found."""
        text = text[:_LONGEST_QUERY]
        for reading in readings(text):
            yield _exactly(reading)
        typed = words(text)
        if not any(word.isalpha() for word in typed):
            return
        known = self._words(connection)
        near = {word: known.near(word, alone=len(typed) == 1) for word in typed}
        if not all(known.has(word) for word in typed):
            yield Query(
                [
                    Wanted(word, (word,) if known.has(word) else near[word] or (word,))
                    for word in typed
                ]
            )
        # every word may be the mistyped one: "vam" is in the index as a part of "Vàm Cỏ"
        every = [Wanted(word, (word, *near[word])) for word in typed]
        yield Query(every)
        yield from (_exactly(reading) for reading in known.respaced(typed))
        if len(typed) > 2:
            yield Query(every, lacking=1)

    def _has(self, query: Query) -> ColumnElement[bool]:
        if self._on_server:
            wanted = func.to_tsquery("simple", _tsquery(query.ways()))
            return self.record.c.vector.bool_op("@@")(wanted)
        return self.record.c.number.in_(
            sql_text(
                "SELECT rowid FROM hstk_search WHERE hstk_search MATCH :hstk_words"
            ).bindparams(hstk_words=search_sqlite.match(query.ways()))
        )

    @property
    def _on_server(self) -> bool:
        return self.binding.dialect.name == "postgresql"

    def _candidates(
        self, connection: Connection, text: str, query: Query, kind: str | None
    ) -> list[Any]:
        record = self.record
        beginning = fold(text).strip()
        columns = tuple(record.c[name] for name in ("number", "kind", "id", "title", "folded"))
        starts = select(*columns).where(
            record.c.folded >= beginning, record.c.folded < beginning + "\U0010ffff"
        )
        if kind is not None:
            # concealed, or SQLite would read all records of the kind instead of the few names
            starts = starts.where(record.c.kind.concat("") == kind)
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
        readable = [row for row in rows.values() if row.kind in self.binding.by_name]
        return readable if kind is not None else self._whole(connection, readable, columns)

    def _whole(
        self, connection: Connection, rows: Sequence[Any], columns: Sequence[Any]
    ) -> list[Any]:
        """The rows with the hosts of satellites in their place: they are parts of those."""
        parts: dict[str, list[UUID]] = {}
        for row in rows:
            if row.kind in self.binding.hosted:
                parts.setdefault(row.kind, []).append(row.id)
        found = {row.id: row for row in rows if row.kind not in self.binding.hosted}
        for kind, ids in parts.items():
            own = self.binding[kind].table
            host = own.c[self.binding.hosted[kind]]
            chosen = select(*columns).where(
                self.record.c.id.in_(select(host).where(own.c.id.in_(ids)))
            )
            for row in connection.execute(chosen):
                found.setdefault(row.id, row)
        return list(found.values())

    def _bodies(self, connection: Connection, rows: Iterable[Any]) -> dict[UUID, str]:
        record = self.record
        wanted = record.c.number.in_([row.number for row in rows])
        return dict(connection.execute(select(record.c.id, record.c.body).where(wanted)).all())

    def _numbers(
        self, connection: Connection, query: Query, kind: str | None, most: int
    ) -> list[int]:
        if not self._on_server:
            return search_sqlite.numbers(connection, query.ways(), kind, most)
        record = self.record
        chosen = select(record.c.number).where(self._has(query))
        if kind is not None:
            chosen = chosen.where(record.c.kind == kind)
        chosen = chosen.order_by(record.c.number.desc()).limit(most)
        return list(connection.execute(chosen).scalars())

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

    def near(self, word: str, *, alone: bool) -> tuple[str, ...]:
        """The words that ``word`` may have meant: a slip or two away, the nearest, then usual.

        Args:
            word: as it was typed.
            alone: no other word tells what is meant; then no two letters are mistaken for three.
        """
        if not word.isalpha():
            return ()
        short = alone and len(word) < 3
        known = [w for w in self._sorted if len(w) == len(word)] if short else self._sorted
        slips = 1 + len(word) // 6
        measure = DamerauLevenshtein.distance
        found = process.extract(word, known, scorer=measure, score_cutoff=slips, limit=None)
        best = sorted(found, key=lambda entry: (entry[1], -self._counts[entry[0]]))
        return tuple(entry[0] for entry in best if entry[1])[:_SPELLINGS]

    def respaced(self, typed: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The words with one space more or less, where that makes words of the index."""
        for place, word in enumerate(typed):
            for cut in range(2, len(word) - 1):
                parts = (word[:cut], word[cut:])
                if all(part in self._counts for part in parts):
                    yield (*typed[:place], *parts, *typed[place + 1 :])
            joined = "".join(typed[place : place + 2])
            if joined != word and joined in self._counts:
                yield (*typed[:place], joined, *typed[place + 2 :])


def asked(text: str) -> str:
    """What was asked for, as text is kept, without what no record may hold."""
    return clean("".join(c for c in clean(text) if c.isprintable()))


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


def numbers_in(text: str) -> list[str]:
    """Long numbers that are written otherwise, as one word each, so that both ways find them."""
    written = ((found, national(digits(found))) for found in _NUMBER.findall(text))
    return [
        number for found, number in written if len(number) >= _SHORTEST_NUMBER and number != found
    ]


def _exactly(reading: Iterable[str]) -> Query:
    return Query([Wanted(word, (word,)) for word in reading])


def _tsquery(ways: Iterable[Iterable[Iterable[str]]]) -> str:
    def any_of(spellings: Iterable[str]) -> str:
        return "(" + " | ".join(f"{word}:*" for word in spellings) + ")"

    return " | ".join("(" + " & ".join(map(any_of, way)) + ")" for way in ways)


def _begins(wanted: Wanted, names: Iterable[str]) -> bool:
    return any(name.startswith(wanted.spellings) for name in names)


def _slips(in_title: Sequence[str], query: Query) -> int:
    """How far the name is from what was typed, where a correction stands for that."""
    return sum(
        min(DamerauLevenshtein.distance(wanted.typed, name) for name in in_title)
        for wanted in query.wanted
        if in_title and wanted.spellings != (wanted.typed,)
    )


def _ranking(text: str, query: Query) -> Callable[[Any], tuple[Any, ...]]:
    """The key to sort candidates by, the best first."""
    spelled, folded = text.casefold(), fold(text)
    typed = spelled.split()

    def rank(row: Any) -> tuple[Any, ...]:
        title = row.title.casefold()
        spelled_in_title, in_title = title.split(), words(row.folded)
        return (
            row.folded != folded,
            -sum(_begins(wanted, in_title) for wanted in query.wanted),
            _slips(in_title, query),
            # how many words of the query are whole words of the name, marks and all
            -sum(word in spelled_in_title for word in typed),
            not title.startswith(spelled),
            not row.folded.startswith(folded),
            -sum(any(w in in_title for w in wanted.spellings) for wanted in query.wanted),
            len(in_title),
            -row.number,
        )

    return rank


def _snippet(title: str, body: str, query: Query, around: int = 30) -> str:
    """The part of the body where the first word that the title lacks stands."""
    in_title = words(title)
    missing = [
        word
        for wanted in query.wanted
        if not _begins(wanted, in_title)
        for word in wanted.spellings
    ]
    if not missing:
        return ""
    # numbers of people are found, but not shown
    body = _PERSONAL.sub(lambda found: mask_id(found[0]), body).replace("\n", " ")
    folded = fold(body)
    at = min((p for word in missing if (p := folded.find(word)) >= 0), default=-1)
    if at < 0 or len(folded) != len(body):
        return body[: 2 * around].strip()
    start = max(0, at - around)
    cut = body[start : at + around].strip()
    return ("…" if start else "") + cut + ("…" if at + around < len(body) else "")
