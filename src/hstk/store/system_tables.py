"""The tables beside those of the kinds: the directory of records, the change log, the links."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from hstk.core.declarations import CORE
from hstk.store.column_types import BytewiseText, Id, MomentType

RECORD, LINK, CHANGESET, CHANGE = "hstk_record", "hstk_link", "hstk_changeset", "hstk_change"
META, MIGRATION, KIND = "hstk_meta", "hstk_migration", "hstk_kind"


def add_system_tables(metadata: MetaData, *, postgresql: bool) -> None:
    """Declares the system tables in ``metadata``."""
    info = {"owner": CORE}
    # One row a record of any kind: what it is called, how it sorts, what finds it. References to
    # several kinds point here, so the database itself keeps them whole.
    Table(
        RECORD,
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("id", Id, nullable=False, unique=True),
        Column("kind", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("sort_key", BytewiseText, nullable=False),
        Column("folded", BytewiseText, nullable=False),
        Column("body", Text, nullable=False),
        *([Column("vector", TSVECTOR, nullable=False)] if postgresql else []),
        Index("hstk_record_order", "kind", "sort_key", "id"),
        Index("hstk_record_folded", "folded"),
        info=info,
    )
    # Fields that hold several references: the list itself stands in the record's row, these rows
    # let the database keep it whole and indicators join over it.
    Table(
        LINK,
        metadata,
        Column("source", Id, _to_record(), primary_key=True),
        Column("field", Text, primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("target", Id, _to_record(), nullable=False, index=True),
        info=info,
        sqlite_with_rowid=False,
    )
    Table(
        CHANGESET,
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("device", Text, nullable=False),
        Column("sequence", BigInteger, nullable=False),
        Column("stamp", BytewiseText, nullable=False),
        Column("at", MomentType, nullable=False),
        Column("actor", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("undoes", Integer, index=True),
        Index("hstk_changeset_device", "device", "sequence", unique=True),
        Index("hstk_changeset_stamp", "stamp"),
        info=info,
    )
    # Rows of records that no longer exist stay here, so there is no foreign key to the directory.
    Table(
        CHANGE,
        metadata,
        Column("changeset", Integer, ForeignKey(f"{CHANGESET}.number"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("record", Id, nullable=False, index=True),
        Column("title", Text),
        Column("action", Text, nullable=False),
        Column("cause", Id),
        Column("old", Text),
        Column("new", Text),
        info=info,
        sqlite_with_rowid=False,
    )
    Table(
        META,
        metadata,
        Column("key", Text, primary_key=True),
        Column("value", Text, nullable=False),
        info=info,
    )


def add_schema_tables(metadata: MetaData, *, schema: str | None = None) -> None:
    """Declares what is kept about the tables themselves, once a database."""
    Table(
        MIGRATION,
        metadata,
        Column("owner", Text, primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("name", Text, nullable=False),
        Column("applied_at", MomentType, nullable=False),
        Column("version", Text, nullable=False),
        schema=schema,
    )
    # What each kind looked like when last opened, so that the records of a plugin that is gone
    # can still be named and carried along.
    Table(
        KIND,
        metadata,
        Column("kind", Text, primary_key=True),
        Column("owner", Text, nullable=False),
        Column("fields", Text, nullable=False),
        schema=schema,
    )


def _to_record() -> ForeignKey:
    return ForeignKey(f"{RECORD}.id", deferrable=True, initially="DEFERRED")
