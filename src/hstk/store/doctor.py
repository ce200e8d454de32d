"""Examines an open file and says what is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError
from sqlalchemy import Connection, func, select

from hstk.core.language import say
from hstk.core.validation import problems_in
from hstk.store import search_sqlite
from hstk.store.binding import Bound
from hstk.store.system_tables import CHANGE, RECORD

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

Severity = Literal["ok", "warning", "error"]
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined.

    Args:
        code: stable name of the check.
        severity: "ok", "warning" or "error".
        message: what was found, and how to mend it.
    """

    code: str
    severity: Severity
    message: str


def examine(eco: Ecosystem, connection: Connection) -> list[Finding]:
    """Every check on an open file, the sound ones too."""
    findings = [*_storage(connection)]
    for check in (_directory, _references, _values, _search_index):
        found = list(check(eco, connection))
        findings += found[:_MOST_SHOWN]
        if len(found) > _MOST_SHOWN:
            more = len(found) - _MOST_SHOWN
            findings.append(
                Finding(found[0].code, "error", say(f"… và {more} lỗi nữa", f"… and {more} more"))
            )
    return findings


def _storage(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        yield Finding("storage", "ok", say("máy chủ trả lời", "the server answers"))
        return
    result = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
    if list(result) == ["ok"]:
        yield Finding("storage", "ok", say("tệp nguyên vẹn", "the file is whole"))
    else:
        yield Finding(
            "storage",
            "error",
            say(
                f"tệp bị hỏng: {'; '.join(result)}. Lấy lại bản sao lưu: hstk restore BẢN_SAO",
                f"the file is damaged: {'; '.join(result)}. Restore a backup: hstk restore BACKUP",
            ),
        )
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    for row in broken:
        yield Finding(
            "foreign-keys",
            "error",
            say(f"bảng {row[0]} trỏ tới bản ghi đã mất", f"table {row[0]} points at nothing"),
        )


def _directory(eco: Ecosystem, connection: Connection) -> Iterator[Finding]:
    """Every record stands in the directory, and the directory lists nothing else."""
    record = eco.binding.metadata.tables[RECORD]
    sound = True
    for bound in eco.binding.by_name.values():
        own = connection.execute(select(func.count()).select_from(bound.table)).scalar_one()
        listed = connection.execute(
            select(func.count()).where(record.c.kind == bound.name)
        ).scalar_one()
        if own != listed:
            sound = False
            yield Finding(
                "directory",
                "error",
                say(
                    f"{bound.kind.spec.label}: {own} bản ghi nhưng danh mục có {listed}",
                    f"{bound.kind.spec.label}: {own} records, but {listed} in the directory",
                ),
            )
    if sound:
        total = connection.execute(select(func.count()).select_from(record)).scalar_one()
        changes = eco.binding.metadata.tables[CHANGE]
        logged = connection.execute(select(func.count()).select_from(changes)).scalar_one()
        yield Finding(
            "directory",
            "ok",
            say(f"{total} bản ghi, {logged} thay đổi", f"{total} records, {logged} changes"),
        )


def _references(eco: Ecosystem, connection: Connection) -> Iterator[Finding]:
    """What refers to several kinds refers to one of them (the database sees only that it is)."""
    record = eco.binding.metadata.tables[RECORD]
    sound = True
    for bound in eco.binding.by_name.values():
        for field in bound.refs:
            if len(field.targets) < 2:
                continue
            column = bound.table.c[field.name]
            wrong = connection.execute(
                select(func.count())
                .select_from(bound.table.join(record, record.c.id == column))
                .where(record.c.kind.not_in(field.targets))
            ).scalar_one()
            if wrong:
                sound = False
                yield Finding(
                    "references",
                    "error",
                    say(
                        f"{bound.kind.spec.label}.{field.label}: {wrong} liên kết sai loại",
                        f"{bound.kind.spec.label}.{field.label}: {wrong} of the wrong kind",
                    ),
                )
    if sound:
        yield Finding("references", "ok", say("liên kết đúng loại", "references fit their fields"))


def _values(eco: Ecosystem, connection: Connection) -> Iterator[Finding]:
    """Every record still fits its kind, read with full checking."""
    checked = 0
    sound = True
    for bound in eco.binding.by_name.values():
        for row in connection.execute(select(bound.table)):
            checked += 1
            try:
                bound.kind.model_validate(dict(row._mapping))
            except (ValidationError, ValueError) as error:
                sound = False
                yield Finding("values", "error", _invalid(bound, str(row.id), error))
    if sound:
        yield Finding("values", "ok", say(f"{checked} bản ghi hợp lệ", f"{checked} valid records"))


def _invalid(bound: Bound, id_: str, error: ValueError) -> str:
    label = bound.kind.spec.label
    said = str(error)
    if isinstance(error, ValidationError):
        said = "; ".join(str(problem) for problem in problems_in(error, bound.kind))
    return say(
        f"{label} {id_[-8:]}: {said}. Sửa: hstk edit {id_[-8:]} …",
        f"{label} {id_[-8:]}: {said}. Mend it: hstk edit {id_[-8:]} …",
    )


def _search_index(eco: Ecosystem, connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return
    if search_sqlite.whole(connection):
        yield Finding("search", "ok", say("chỉ mục tìm kiếm khớp", "the search index agrees"))
    else:
        yield Finding(
            "search",
            "error",
            say(
                "chỉ mục tìm kiếm không khớp; dựng lại: hstk doctor --rebuild-search",
                "the search index disagrees; make it anew: hstk doctor --rebuild-search",
            ),
        )
