"""The search index on SQLite: FTS5 over a view that folds what the tokenizer does not.

``unicode61 remove_diacritics 2`` folds 132 of the 134 Vietnamese letters; đ and Đ are replaced in
the view. Prefix indexes make the first one to three letters of a word fast to look up.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

_FOLDED = "replace(replace({0}, 'đ', 'd'), 'Đ', 'D')"

SEARCH_TABLES = (
    (
        f"CREATE VIEW hstk_search_text AS SELECT number, {_FOLDED.format('title')} AS name, "
        f"{_FOLDED.format('body')} AS body FROM hstk_record"
    ),
    (
        "CREATE VIRTUAL TABLE hstk_search USING fts5(name, body, content='hstk_search_text', "
        "content_rowid='number', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    ),
    "CREATE VIRTUAL TABLE hstk_search_words USING fts5vocab('hstk_search', 'row')",
)

_FORGET = (
    "INSERT INTO hstk_search(hstk_search, rowid, name, body) "
    "SELECT 'delete', number, name, body FROM hstk_search_text WHERE number "
)
_TAKE = (
    "INSERT INTO hstk_search(rowid, name, body) "
    "SELECT number, name, body FROM hstk_search_text WHERE number "
)


def index_range(connection: Connection, first: int, last: int) -> None:
    """Adds the records numbered ``first`` to ``last`` to the index."""
    connection.exec_driver_sql(_TAKE + "BETWEEN ? AND ?", (first, last))


def forget(connection: Connection, numbers: Sequence[int]) -> None:
    """Takes records out of the index; their directory rows must still be as they were indexed."""
    marks = ", ".join("?" * len(numbers))
    connection.exec_driver_sql(f"{_FORGET} IN ({marks})", tuple(numbers))


def rebuild(connection: Connection) -> None:
    """Makes the whole index anew from the directory."""
    connection.exec_driver_sql("INSERT INTO hstk_search(hstk_search) VALUES('rebuild')")


def whole(connection: Connection) -> bool:
    """Whether the index agrees with the directory."""
    try:
        connection.exec_driver_sql(
            "INSERT INTO hstk_search(hstk_search, rank) VALUES('integrity-check', 1)"
        )
    except DatabaseError as error:  # disagreement is reported as a damaged database
        if isinstance(error, OperationalError):
            raise
        return False
    return True


def match(ways: Sequence[Sequence[Sequence[str]]], *, names_only: bool = False) -> str:
    """The FTS5 query for records that have every word, each as a prefix, in any order.

    Args:
        ways: for each word, the spellings that will do; any one of these lists will do.
        names_only: look into names alone.
    """
    wanted = " OR ".join("(" + " AND ".join(map(_any_of, way)) + ")" for way in ways)
    return f"name : ({wanted})" if names_only else wanted


def _any_of(spellings: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{word}"*' for word in spellings) + ")"


def numbers(
    connection: Connection, ways: Sequence[Sequence[Sequence[str]]], kind: str | None, most: int
) -> list[int]:
    """The newest records that have the words, those whose names have them first."""
    found: dict[int, None] = {}
    of_kind = " AND (SELECT kind FROM hstk_record WHERE number = s.rowid) = ?"
    only = "" if kind is None else of_kind
    given = () if kind is None else (kind,)
    for names_only in (True, False):
        rows = connection.exec_driver_sql(
            f"SELECT s.rowid FROM hstk_search s WHERE hstk_search MATCH ?{only} "
            "ORDER BY s.rowid DESC LIMIT ?",
            (match(ways, names_only=names_only), *given, most),
        )
        found |= dict.fromkeys(row[0] for row in rows)
    return list(found)


def vocabulary(connection: Connection) -> dict[str, int]:
    """Every word of the index that begins with a letter, with the number of its records."""
    rows = connection.exec_driver_sql(
        "SELECT term, doc FROM hstk_search_words WHERE term >= 'a' AND term < '{'"
    )
    return dict(rows.all())
