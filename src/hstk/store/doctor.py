"""Examines an open file and says what is not as it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError
from sqlalchemy import Connection, Dialect, func, select
from sqlalchemy.exc import DatabaseError, OperationalError

from hstk.core.contributions import Check
from hstk.core.errors import HstkError, Problem
from hstk.core.language import say
from hstk.core.validation import problems_in
from hstk.store import search_server, search_sqlite
from hstk.store.binding import Bound
from hstk.store.system_tables import CHANGE, LINK, RECORD

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
    findings = _of("storage", lambda: _storage(connection))
    for code, check in (
        ("directory", _directory),
        ("references", _references),
        ("values", _values),
        ("search", _search_index),
    ):
        findings += _of(code, lambda check=check: check(eco, connection))  # type: ignore[misc]
    for owner in eco.declarations.owners:
        for examined in owner.checks:
            findings += _of(examined.name, lambda c=examined: _of_plugin(eco, c))  # type: ignore[misc]
    return findings


def _of_plugin(eco: Ecosystem, check: Check) -> Iterator[Finding]:
    """What a plugin's check finds; one that fails is a finding too."""
    try:
        problems = list(check.find(eco))
        if odd := [found for found in problems if not isinstance(found, Problem)]:
            raise TypeError(say(f"trả về {odd[0]!r}", f"it returned {odd[0]!r}"))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's code raises
        message = f"{check.called}: {type(error).__name__}: {error}"
        yield Finding(check.name, "error", say(f"kiểm tra hỏng: {message}", f"failed: {message}"))
        return
    for problem in problems:
        yield Finding(check.name, "warning", str(problem))
    if not problems:
        yield Finding(check.name, "ok", check.called)


def _of(code: str, check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a check finds; damage that keeps it from its end is a finding too."""
    found: list[Finding] = []
    more = 0
    try:
        for finding in check():
            if len(found) < _MOST_SHOWN:
                found.append(finding)
            else:
                more += 1
    except DatabaseError as error:
        if isinstance(error, OperationalError):  # locked, or the server is gone
            raise
        found.append(
            Finding(
                code, "error", say(f"không đọc hết được: {error.orig}", f"unreadable: {error.orig}")
            )
        )
    if more:
        found.append(Finding(code, "error", say(f"… và {more} lỗi nữa", f"… and {more} more")))
    return found


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
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
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
        own = bound.table
        here = record.c.kind == bound.name
        unlisted = own.c.id.not_in(select(record.c.id).where(here))
        missing = here & record.c.id.not_in(select(own.c.id))
        label = bound.kind.spec.label
        if count := connection.execute(select(func.count(own.c.id)).where(unlisted)).scalar_one():
            sound = False
            yield Finding(
                "directory",
                "error",
                say(
                    f"{label}: {count} bản ghi không có trong danh mục nên không tìm thấy được. "
                    "Lấy lại bản sao lưu: hstk restore BẢN_SAO",
                    f"{label}: {count} records are not in the directory and so not found. "
                    "Restore a backup: hstk restore BACKUP",
                ),
            )
        if count := connection.execute(select(func.count(record.c.id)).where(missing)).scalar_one():
            sound = False
            yield Finding(
                "directory",
                "error",
                say(
                    f"{label}: danh mục có {count} bản ghi không còn nội dung. "
                    "Lấy lại bản sao lưu: hstk restore BẢN_SAO",
                    f"{label}: the directory has {count} records that are no more. "
                    "Restore a backup: hstk restore BACKUP",
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
    record, link = (eco.binding.metadata.tables[name] for name in (RECORD, LINK))
    sound = True
    for bound in eco.binding.by_name.values():
        for field in (*bound.refs, *bound.lists_of_refs):
            if not field.targets or (field in bound.refs and len(field.targets) == 1):
                continue  # any kind will do, or the database itself sees to it
            if field in bound.refs:
                pairs = bound.table.join(record, record.c.id == bound.table.c[field.name])
                wrong = select(func.count()).select_from(pairs)
            else:
                pairs = link.join(bound.table, bound.table.c.id == link.c.source).join(
                    record, record.c.id == link.c.target
                )
                wrong = select(func.count()).select_from(pairs).where(link.c.field == field.name)
            wrong = wrong.where(record.c.kind.not_in(field.targets))
            if count := connection.execute(wrong).scalar_one():
                sound = False
                name = f"{bound.kind.spec.label}.{field.label}"
                yield Finding(
                    "references",
                    "error",
                    say(
                        f"{name}: {count} liên kết sai loại. Sửa: hstk edit …",
                        f"{name}: {count} of the wrong kind. Mend them: hstk edit …",
                    ),
                )
    if sound:
        yield Finding("references", "ok", say("liên kết đúng loại", "references fit their fields"))


def _values(eco: Ecosystem, connection: Connection) -> Iterator[Finding]:
    """Every record still fits its kind, read with full checking."""
    checked = 0
    sound = True
    for bound in eco.binding.by_name.values():
        names = ", ".join(connection.dialect.identifier_preparer.quote(n) for n in bound.names)
        rows = connection.exec_driver_sql(f"SELECT {names} FROM {bound.table.name}")
        readers = _readers(bound, connection.dialect, rows.context.cursor.description)
        for row in rows:
            checked += 1
            try:
                bound.kind.model_validate(
                    {
                        name: value if read is None or value is None else read(value)
                        for (name, read), value in zip(readers, row, strict=True)
                    }
                )
            except (HstkError, ValueError, TypeError) as error:
                sound = False
                yield Finding("values", "error", _invalid(bound, row[0], error))
    if sound:
        yield Finding("values", "ok", say(f"{checked} bản ghi hợp lệ", f"{checked} valid records"))


def _readers(
    bound: Bound, dialect: Dialect, description: Sequence[Any]
) -> list[tuple[str, Callable[[Any], Any] | None]]:
    """How each column becomes a Python value; apart, so that one that fails can be told."""
    return [
        (name, bound.table.c[name].type.dialect_impl(dialect).result_processor(dialect, given[1]))
        for name, given in zip(bound.names, description, strict=True)
    ]


def _invalid(bound: Bound, id_: Any, error: Exception) -> str:
    label = bound.kind.spec.label
    if isinstance(error, ValidationError):
        said = "; ".join(str(problem) for problem in problems_in(error, bound.kind))
    else:
        said = error.message if isinstance(error, HstkError) else str(error)
    ending = (id_.hex() if isinstance(id_, bytes) else str(id_))[-8:]
    return say(
        f"{label} {ending}: {said}. Sửa: hstk edit {ending} …",
        f"{label} {ending}: {said}. Mend it: hstk edit {ending} …",
    )


def rebuild_search(eco: Ecosystem, connection: Connection) -> None:
    """Makes the search index anew; the connection must be one that writes."""
    if connection.dialect.name == "sqlite":
        search_sqlite.rebuild(connection)
    else:
        search_server.rebuild(connection, eco.binding.metadata.tables[RECORD])


def _search_index(eco: Ecosystem, connection: Connection) -> Iterator[Finding]:
    record = eco.binding.metadata.tables[RECORD]
    if connection.dialect.name == "sqlite":
        with eco.reading() as fresh:  # it is looked through by a statement that writes
            whole = search_sqlite.whole(fresh)
    else:
        whole = search_server.whole(connection, record)
    if whole:
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
