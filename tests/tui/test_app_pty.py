"""The whole app in a terminal: it starts, is typed at as people type, and leaves no trace."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.tui.pty_terminal import Terminal, rewrites


def app(where: str | Path, *, columns: int = 100, rows: int = 30) -> Terminal:
    code = f"from hstk.tui import run; run({os.fspath(where)!r})"
    return Terminal(["-c", code], columns=columns, rows=rows)


def test_it_shows_the_targets_and_quits_leaving_the_terminal_as_it_was(ly_son: str) -> None:
    with app(ly_son) as terminal:
        terminal.wait_for("175/KH-UBND")
        terminal.wait_for("5/10")
        assert b"\x1b[?1049h" in terminal.output
        terminal.send(b"\x11")

        assert terminal.wait() == 0

    assert b"\x1b[?1049l" in terminal.output
    assert b"\x1b[?25h" in terminal.output  # the cursor is back


def test_searching_as_an_input_method_types(ly_son: str) -> None:
    with app(ly_son) as terminal:
        terminal.wait_for("5/10")
        terminal.send(b"3")
        terminal.wait_for("8 bản ghi")
        terminal.send(b"/")
        terminal.send(*rewrites("Ước", b"\x7f"), gap=0.03)
        terminal.wait_for("1 kết quả")
        terminal.send(b"\x1b")
        time.sleep(0.2)
        terminal.send(b"\x11")

        assert terminal.wait() == 0


def test_a_new_size_is_filled(ly_son: str) -> None:
    with app(ly_son, columns=120, rows=40) as terminal:
        terminal.wait_for("5/10")
        terminal.resize(60, 20)
        time.sleep(0.5)
        before = len(terminal.output)
        terminal.send(b"3")
        terminal.wait_for("8 bản ghi")
        terminal.resize(120, 40)
        terminal.wait_for("0905 123 451")
        assert len(terminal.output) > before
        terminal.send(b"\x11")

        assert terminal.wait() == 0


def test_a_file_that_cannot_be_opened_ends_with_its_reason(tmp_path: Path) -> None:
    where = tmp_path / "khac.hstk"
    where.write_text("không phải tệp của hstk", encoding="utf-8")

    with app(where) as terminal:
        assert terminal.wait() == 1

    after = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "khac.hstk" in after
