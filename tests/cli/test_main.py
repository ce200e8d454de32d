from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

import hstk
from hstk.cli.commands import SECTIONS, TABLE
from hstk.cli.main import cli
from hstk.plugins import Command
from hstk.plugins.host import PluginHost
from tests.cli.command_line import CommandLine, widest

CONTRACT = {
    "demo", "init", "tui", "doctor", "backup", "restore", "kinds", "schema", "add", "edit", "show",
    "delete", "restore-record", "list", "search", "history", "undo", "redo", "plan", "export",
    "plugins", "completion",
}  # fmt: skip


def test_help_names_every_command_in_both_languages() -> None:
    vi, en = CommandLine()("--help"), CommandLine()("--lang", "en", "--help")

    assert vi.code == en.code == 0
    assert {name for section in SECTIONS.values() for name in section} == CONTRACT
    assert all(f"\n  {name} " in vi.out for name in CONTRACT)
    assert all(f"\n  {name} " in en.out for name in CONTRACT)
    assert "Cách dùng:" in vi.out
    assert "Usage:" in en.out
    assert "hstk plugins" in vi.out.splitlines()[-1] + vi.out.splitlines()[-2]


@pytest.mark.parametrize("path", TABLE)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_has_help_that_fits_80_columns(path: str, language: str) -> None:
    ran = CommandLine()(*path.split(), "--help", "--lang", language)

    assert ran.code == 0
    assert f"hstk {path}" in ran.out
    assert TABLE[path].vi.split()[0] in ran.out if language == "vi" else True
    assert "--json" in ran.out
    assert widest(ran.out) <= 80


def test_the_language_acts_wherever_it_stands_and_comes_from_the_environment_too() -> None:
    line = CommandLine()

    assert "Usage:" in line("list", "--help", "--lang=en").out
    assert "Usage:" in line("--help", environment={"HSTK_LANG": "en"}).out
    assert "Cách dùng:" in line("--help", "--lang", "vi", environment={"HSTK_LANG": "en"}).out


def test_an_unknown_language_is_wrong_usage() -> None:
    ran = CommandLine()("--lang", "fr", "kinds")

    assert ran.code == 2
    assert "vi, en" in ran.err


def test_without_a_command_it_shows_help() -> None:
    assert CommandLine()().out == CommandLine()("--help").out
    assert "evidence" in CommandLine()("plan").out


@pytest.mark.parametrize(("words", "path"), [((), "hstk"), (("plan",), "hstk plan")])
def test_json_of_no_command_is_wrong_usage(words: tuple[str, ...], path: str) -> None:
    error = CommandLine().refused(*words, code=2)

    assert error["code"] == "usage"
    assert error["message"] == f"Thiếu lệnh sau «{path}»."
    assert error["hint"] == f"Xem: {path} --help"
    assert CommandLine()("--json", *words).error == error


def test_version() -> None:
    assert CommandLine()("--version").out == f"hstk {hstk.__version__}\n"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("lst",), "Không có lệnh «lst».", "list"),
        (("plan", "evidenc"), "Không có lệnh «evidenc».", "evidence"),
        (("hoàn toàn khác",), "Không có lệnh «hoàn toàn khác».", "hstk --help"),
        (("list", "person", "--wher", "x"), "Không có tuỳ chọn «--wher».", "--where"),
        (("list",), "Thiếu LOẠI.", "hstk list --help"),
        (("plan", "revise", "mt1"), "Thiếu tuỳ chọn --value.", "hstk plan revise --help"),
        (("list", "person", "--limit"), "Tuỳ chọn --limit cần một giá trị.", "hstk list --help"),
        (("list", "person", "--limit", "0"), "--limit: «0» không được", "hstk list --help"),
        (("list", "person", "an"), "Thừa: an", "hstk list --help"),
        (("undo", "x"), "LẦN: «x» không được", "hstk undo --help"),
        (("plan", "load", "x", "--dry-run=1"), "--dry-run không nhận giá trị", "plan load --help"),
        (("add", "person", "name"), "ghi TRƯỜNG=GIÁ_TRỊ", "hstk add --help"),
        (("add", "person", "name=a", "name=b"), "«name» được ghi hai lần", "hstk add --help"),
        (("plan", "status", "--as-of", "31/02/2023"), "Không có ngày 31/02/2023", "status --help"),
        (("plan", "revise", "m", "--value", "-1", "--reason", "x"), "không phải một số", "--help"),
        (("completion", "csh"), "bash, zsh, fish", "hstk completion --help"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(
    words: tuple[str, ...], message: str, hint: str, line: CommandLine
) -> None:
    ran = line(*words)

    assert ran.code == 2
    assert ran.out == ""
    assert message in ran.err
    assert hint in ran.err
    assert line.refused(*words, code=2)["code"] == "usage"


def test_wrong_usage_is_told_in_english() -> None:
    ran = CommandLine()("lst", "--lang", "en")

    assert ran.err == "There is no command “lst”.\nDid you mean: list?\n"


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    where = str(tmp_path / "không có.hstk")
    error = CommandLine(where).refused("list", "person")

    assert error["code"] == "not-found"
    assert error["message"].startswith(f"Chưa có tệp {where}; tạo bằng: hstk init")
    assert "hstk demo" in error["message"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [("kinds",), ("add", "person", "name=An"), ("doctor",), ("undo",), ("plan", "status")],
)
def test_no_command_but_a_few_makes_a_file(words: tuple[str, ...], tmp_path: Path) -> None:
    assert CommandLine(str(tmp_path / "x.hstk"))(*words).code == 1
    assert list(tmp_path.iterdir()) == []


def test_the_file_comes_from_the_environment_and_then_from_the_data_folder(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    line = CommandLine()
    assert line("kinds", environment={"HSTK_DB": str(file)}).code == 0

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert line("init").code == 0

    assert (tmp_path / "data" / "hstk" / "hstk.hstk").is_file()
    assert line("kinds").code == 0


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    text, other = tmp_path / "thư.txt", tmp_path / "khác.db"
    text.write_text("Kính gửi" * 40, encoding="utf-8")
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE t (a)")
    made.close()

    for path in (text, other):
        before = path.read_bytes()
        assert CommandLine(str(path)).refused("kinds")["code"] == "bad-file"
        assert path.read_bytes() == before


def test_a_cut_file_is_refused_with_what_to_do(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])

    error = CommandLine(str(file)).refused("list", "person")

    assert error["code"] == "bad-file"
    assert "hstk restore" in error["hint"]


def test_a_plugins_command_is_found_and_a_broken_one_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {
        "tea": Command("tea", "Chè", "Tea", f"{__name__}:tea"),
        "coffee": Command("coffee", "Cà phê", "Coffee", "no.such.module:coffee"),
        "milk": Command("milk", "Sữa", "Milk", f"{__name__}:CONTRACT"),
    }
    monkeypatch.setattr(PluginHost, "commands", lambda *_: known)
    line = CommandLine("x.hstk")

    assert line("tea", "--strong").out == "x.hstk True\n"
    assert line("te").err.endswith("Có phải: tea?\n")
    assert line.refused("coffee")["code"] == "plugin"
    assert line.refused("milk")["code"] == "plugin"


@click.command()
@click.option("--strong", is_flag=True)
@click.pass_obj
def tea(session: object, strong: bool) -> None:
    click.echo(f"{getattr(session, 'where', None)} {strong}")


def test_a_fault_of_hstk_is_one_message_and_no_page_of_code(
    monkeypatch: pytest.MonkeyPatch, line: CommandLine
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("ôi")

    monkeypatch.setattr("hstk.store.ecosystem.Ecosystem.doctor", fails)

    ran = line("doctor", "--json", environment={"HSTK_DEBUG": ""})

    assert ran.code == 1
    assert ran.err.splitlines()[0] == "RuntimeError: ôi"
    assert ran.error["code"] == "fault"
    with pytest.raises(RuntimeError, match="ôi"):
        line("doctor")


def test_a_run_that_is_stopped_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, line: CommandLine
) -> None:
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hstk.store.ecosystem.Ecosystem.doctor", stops)

    ran = line("doctor")

    assert ran.code == 130
    assert "Đã dừng; không có gì ghi dở" in ran.err


def test_a_reader_that_goes_away_ends_the_run_quietly(line: CommandLine) -> None:
    assert line.where is not None
    with hstk.open(line.where) as eco:
        eco.add_many(hstk.kinds.Person(name=f"{n} {'Nguyễn ' * 20}") for n in range(3000))
    words = [sys.executable, "-m", "hstk", "--db", line.where, "list", "person"]

    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        told = running.stderr.read()

    assert told == b""
    assert running.returncode != 0


def test_stopping_a_long_write_leaves_nothing_half_written(tmp_path: Path) -> None:
    where = tmp_path / "x.hstk"
    hstk.open(where).close()
    script = (
        "import sys, hstk\nfrom hstk.cli.main import cli\nfrom hstk.cli import records\n"
        "def endless(*_, **__):\n"
        "    import time\n    print('go', flush=True)\n    time.sleep(60)\n"
        "from hstk.store.ecosystem import Ecosystem\n"
        "add = Ecosystem.add_values\n"
        "Ecosystem.add_values = lambda self, *a: (add(self, *a), endless())[0]\n"
        "cli()\n"
    )
    words = [sys.executable, "-c", script, "--db", str(where), "add", "person", "name=An"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "go\n"
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)

    assert running.returncode == 130
    assert "Đã dừng" in told
    assert CommandLine(str(where)).read("list", "person") == []


def test_help_of_a_command_loads_no_library_either() -> None:
    code = (
        "import sys\nfrom hstk.cli.main import cli\n"
        "try: cli(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    words = ("add", "--help")
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True,
        encoding="utf-8", timeout=60,
    )  # fmt: skip

    loaded = set(done.stderr.split())
    assert "hstk.cli.records" in loaded
    assert loaded & {"sqlalchemy", "pydantic", "textual", "rich", "hstk.plugins"} == set()


def test_help_starts_about_as_fast_as_click_itself() -> None:
    def seconds(*words: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], capture_output=True, check=True, timeout=60)
        return time.perf_counter() - start

    helped = alone = float("inf")
    for _ in range(20):  # a busy machine slows one run or the other, not the fastest of many
        alone = min(alone, seconds("-c", "import click"))
        helped = min(helped, seconds("-m", "hstk", "--help"))
        if helped < 2.5 * alone:
            break

    assert helped < 2.5 * alone


def test_letters_come_out_as_utf8_whatever_the_machine_speaks() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hstk", "--help"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
        timeout=60,
    )

    assert "Cách dùng" in done.stdout.decode()


def test_every_command_of_the_table_is_there() -> None:
    context = click.Context(cli)
    for name in SECTIONS_NAMES:
        assert cli.get_command(context, name) is not None, name


SECTIONS_NAMES = [name for section in SECTIONS.values() for name in section]


def test_json_is_one_document_and_safe_for_terminals(line: CommandLine) -> None:
    line.done("add", "person", "name=An «[/x]» \u0085b")

    ran = line("list", "person", "--json")

    assert "\u009b" not in ran.out
    assert json.loads(ran.out)[0]["name"] == "An «[/x]» b"
