"""A program in a terminal of its own, typed at byte by byte.

Textual's Pilot waits after each key, so it never sees what depends on keys coming fast; nor does
it see what the driver makes of bytes. A pseudo terminal does.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from hstk.core.text import nfc


class Terminal:
    """Runs a program of this Python in a pseudo terminal, as an xterm.

    A program that wants to tell the test something writes lines of JSON to the file descriptor
    named in its environment as ``REPORT_FD``.

    Args:
        arguments: what follows ``python``, such as ``["-m", "tests.tui.typing_app"]``.
        columns: width in cells.
        rows: height in cells.
        env: variables added to the environment.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 100,
        rows: int = 30,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._master, slave = pty.openpty()
        self._reports, report_to = os.pipe()
        self._unread = b""
        self._set_size(slave, columns, rows)
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in {"COLUMNS", "LINES", "NO_COLOR"} and not name.startswith("TEXTUAL_")
        }
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            pass_fds=[report_to],
            env={
                **inherited,
                "TERM": "xterm-256color",
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                "REPORT_FD": str(report_to),
                **(env or {}),
            },
        )
        os.close(slave)
        os.close(report_to)
        self._output = bytearray()
        self._drain = threading.Thread(target=self._read_output, daemon=True)
        self._drain.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def output(self) -> bytes:
        """Every byte the program has drawn so far."""
        return bytes(self._output)

    def _read_output(self) -> None:
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the program has gone and took its side along
                return
            if not data:
                return
            self._output += data

    @staticmethod
    def _set_size(descriptor: int, columns: int, rows: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size, as a user who drags the window does."""
        self._set_size(self._master, columns, rows)
        self._process.send_signal(signal.SIGWINCH)

    def send(self, *writes: bytes, gap: float = 0.0) -> None:
        """Type.

        Args:
            writes: each reaches the program by a write of its own.
            gap: seconds between two of them.
        """
        for number, data in enumerate(writes):
            if gap and number:
                time.sleep(gap)
            os.write(self._master, data)

    def report(self, timeout: float = 20.0) -> dict[str, Any]:
        """The next line of JSON that the program writes to REPORT_FD."""
        deadline = time.monotonic() + timeout
        while b"\n" not in self._unread:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._reports], [], [], max(0.0, left))
            data = os.read(self._reports, 65536) if ready else b""
            if not data:
                raise AssertionError(f"no report; the end of its output: {self.output[-2000:]!r}")
            self._unread += data
        line, _, self._unread = self._unread.partition(b"\n")
        report: dict[str, Any] = json.loads(line)
        return report

    def wait_for(self, text: str, timeout: float = 20.0) -> None:
        """Wait until the program has drawn ``text`` in one run."""
        wanted = text.encode()
        deadline = time.monotonic() + timeout
        while wanted not in self._output:
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} not drawn; the end: {self.output[-2000:]!r}")
            time.sleep(0.005)

    def wait(self, timeout: float = 20.0) -> int:
        """Wait until the program ends by itself; its exit code."""
        return self._process.wait(timeout)

    def close(self) -> None:
        """End the program, if it has not ended."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._drain.join(timeout=5)
        os.close(self._master)
        os.close(self._reports)


_TONES = "\u0301\u0300\u0309\u0303\u0323"


def telex_states(word: str) -> list[str]:
    """What stands on screen after each key of a word typed in Telex, its tone key last."""
    states: list[str] = []
    done, tone, toned = "", "", 0
    for place, letter in enumerate(word):
        parts = unicodedata.normalize("NFD", letter)
        base, marks = parts[0], parts[1:]
        shape = [mark for mark in marks if mark not in _TONES]
        for mark in marks:
            if mark in _TONES:
                tone, toned = mark, place
        plain = {"đ": "d", "Đ": "D"}.get(base, base)
        untoned = nfc(base + "".join(shape))
        if untoned != plain:
            states.append(done + plain)
        done += untoned
        states.append(done)
    if tone:
        done = done[:toned] + nfc(done[toned] + tone) + done[toned + 1 :]
        states.append(done)
    assert done == word
    return states


def rewrites(text: str, erase: bytes) -> Iterable[bytes]:
    """The bytes that UniKey, EVKey, OpenKey or ibus-bamboo send, one write a key pressed.

    Args:
        text: NFC, words between single spaces.
        erase: what the input method takes for backspace: DEL or BS.
    """
    for number, word in enumerate(text.split(" ")):
        if number:
            yield b" "
        before = ""
        for state in telex_states(word):
            same = 0
            while before[same:] and before[same] == state[same : same + 1]:
                same += 1
            yield erase * (len(before) - same) + state[same:].encode()
            before = state
