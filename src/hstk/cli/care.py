"""``hstk init``, ``doctor``, ``backup`` and ``restore``: the file itself."""

from __future__ import annotations

from pathlib import Path

import click

from hstk.cli.bilingual import command, option
from hstk.cli.output import line, note, print_json
from hstk.cli.parameters import file_argument
from hstk.cli.session import Session
from hstk.core.language import say


@command("init")
@click.pass_obj
def init(session: Session) -> None:
    """Makes an empty file; one that is there is left as it is."""
    import hstk

    place = session.place
    made = not place.exists
    session.make_folder()
    with hstk.open(session.where) as eco:
        empty = not eco.change_sets(limit=1)
    made = made or (place.path is None and empty)
    if session.json:
        print_json({"path": place.name, "created": made})
    if made:
        note(say(f"Đã tạo {place.name}.", f"Made {place.name}."))
    else:
        note(say(f"{place.name} đã có, giữ nguyên.", f"{place.name} is there; left as it is."))
    note(say("Gõ tiếp một trong các lệnh:", "Type next one of:"))
    for what, vi, en in (
        ("plan load FILE", "nạp kế hoạch", "load a plan"),
        ('add person name="Nguyễn Thị An"', "thêm một người", "add a person"),
        ("tui", "mở màn hình làm việc", "open the terminal app"),
    ):
        note(f"  {session.command(what):<48} {say(vi, en)}")


@command("doctor")
@option(
    "--rebuild-search",
    is_flag=True,
    vi="Dựng lại chỉ mục tìm kiếm trước khi kiểm tra.",
    en="Make the search index anew before examining.",
)
@click.pass_obj
def doctor(session: Session, rebuild_search: bool) -> None:
    """Examines the file; exit code 1 when something is wrong."""
    with session.open() as eco:
        if rebuild_search:
            eco.rebuild_search()
            note(say("Đã dựng lại chỉ mục tìm kiếm.", "The search index was made anew."))
        findings = eco.doctor()
    sound = all(found.severity != "error" for found in findings)
    if session.json:
        print_json(
            {
                "ok": sound,
                "findings": [
                    {"code": f.code, "severity": f.severity, "message": f.message} for f in findings
                ],
            }
        )
    else:
        words = {
            "ok": say("tốt", "good"),
            "warning": say("chú ý", "warning"),
            "error": say("LỖI", "ERROR"),
        }
        widest = max(map(len, words.values()))
        for found in findings:
            line(f"{words[found.severity]:<{widest}}  {found.message}")
    if not sound:
        note(say("Tệp có lỗi; xem các dòng LỖI.", "The file has errors; see the lines ERROR."))
        click.get_current_context().exit(1)


@command("backup")
@file_argument("Tệp sao lưu sẽ tạo; phải chưa có.", "The backup to make; it must not exist yet.")
@click.pass_obj
def backup(session: Session, path: Path) -> None:
    """Copies the file while it may be in use, and checks the copy."""
    with session.open() as eco:
        made = eco.backup(path)
    if session.json:
        print_json({"path": str(made), "bytes": made.stat().st_size})
    note(say(f"Đã sao lưu ra {made} và kiểm tra.", f"Backed up to {made}, and checked."))


@command(
    "restore",
    more=(
        "Tệp đang dùng được giữ lại bên cạnh, không mất. Đóng hstk ở các cửa sổ khác trước.",
        "The file in use is kept beside it, nothing is lost. Close hstk in other windows first.",
    ),
)
@file_argument("Bản sao lưu.", "The backup.")
@click.pass_obj
def restore(session: Session, path: Path) -> None:
    """Puts a backup in the place of the file."""
    from hstk.store import backup as backups
    from hstk.store.faults import translated

    place = session.place
    session.make_folder()
    with translated(place.name):
        kept = backups.restore(path, place)
    if session.json:
        print_json({"path": place.name, "kept": None if kept is None else str(kept)})
    note(say(f"Đã khôi phục {place.name} từ {path}.", f"Restored {place.name} from {path}."))
    if kept is not None:
        note(say(f"Tệp trước đó được giữ ở {kept}.", f"The former file is kept at {kept}."))
