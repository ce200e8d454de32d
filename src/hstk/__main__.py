"""``python -m hstk`` is the ``hstk`` command."""

from __future__ import annotations

from hstk.cli.main import main

if __name__ == "__main__":
    main()
