"""The first ten lines: a file, two records, a search, the history and an undo.

Run it with:  python examples/first_ten_lines.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import hstk
from hstk.kinds import Person, Startup

with tempfile.TemporaryDirectory() as folder, hstk.open(Path(folder) / "ly-son.hstk") as eco:
    an = eco.add(Person(name="Nguyễn Thị An", phone="0951 234 567"))
    garlic = eco.add(Startup(name="Tỏi đen Cù Lao Ré", owner=an.id))
    eco.update(garlic, stage="incubation")

    print(*(hit.title for hit in eco.search("toi den")))  # marks are not needed
    print(*(startup.stage.label for startup in eco.find(Startup, "stage = incubation")))
    for change in eco.history(garlic):
        print(f"{change.action.label}: {change.before.get('stage', '')} → {change.after['stage']}")

    eco.undo()
    print(eco.get(Startup, garlic.id).stage.label)
