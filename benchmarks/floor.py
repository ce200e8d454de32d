"""The floor: what a careful hand writes with sqlite3 alone for the same outcome.

The same rows, sort keys, two indexes on them and a search index that finds names without marks;
no checking, no history, no references.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import uuid4

from hstk.core.collation import person_sort_key
from hstk.core.text import fold

_TABLES = """
CREATE TABLE person (
  number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL, gender TEXT, birth TEXT,
  phone TEXT, job TEXT, address TEXT, sort_key TEXT NOT NULL, folded TEXT NOT NULL);
CREATE INDEX person_order ON person (sort_key, id);
CREATE INDEX person_folded ON person (folded);
CREATE VIEW person_text AS SELECT number, replace(replace(name, 'đ', 'd'), 'Đ', 'D') AS name,
  replace(replace(job || ' ' || address || ' ' || phone, 'đ', 'd'), 'Đ', 'D') AS body FROM person;
CREATE VIRTUAL TABLE person_search USING fts5(name, body, content='person_text',
  content_rowid='number', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
"""


def connect(path: Path) -> sqlite3.Connection:
    """An empty file, as safe against a power cut as hstk's."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(_TABLES)
    return connection


def load(connection: sqlite3.Connection, rows: Iterable[Mapping[str, str]]) -> None:
    """Loads people in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO person (id, name, gender, birth, phone, job, address, sort_key, folded) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                uuid4().bytes,
                row["name"],
                row["gender"],
                row["birth"],
                row["phone"],
                row["job"],
                row["address"],
                person_sort_key(row["name"]),
                fold(row["name"]),
            )
            for row in rows
        ),
    )
    connection.execute(
        "INSERT INTO person_search(rowid, name, body) SELECT number, name, body FROM person_text"
    )
    connection.execute("COMMIT")


def search(connection: sqlite3.Connection, words: Iterable[str]) -> list[tuple[str]]:
    """The newest twenty that have the words: the bare query, unranked."""
    query = " ".join(f'"{word}"*' for word in words)
    return connection.execute(
        "SELECT p.name FROM person_search s JOIN person p ON p.number = s.rowid "
        "WHERE person_search MATCH ? ORDER BY s.rowid DESC LIMIT 20",
        (query,),
    ).fetchall()
