"""The terminal app. Importing this loads nothing of Textual; :func:`run` does."""

from __future__ import annotations

import gc


def run(where: str) -> None:
    """Open a file in the terminal app and stay in it until the user leaves.

    Args:
        where: the path of a file, made when there is none, or ``postgresql://...``.

    Raises:
        HstkError: the file cannot be used; the message says why and what to do.
    """
    from hstk.tui import compat
    from hstk.tui.app import HstkApp

    compat.install()
    # a full look for garbage halts the screen for 0.1 s, and what the libraries hold is none
    gc.set_threshold(10_000, 20, 50)
    app = HstkApp(where)
    app.run()
    if app.failure is not None:
        raise app.failure
