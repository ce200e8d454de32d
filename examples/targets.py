"""The targets of a plan: every number is counted from records, and opens into them.

It makes the Lý Sơn sample in a temporary file and prints how the plan KH 175/KH-UBND stands, what
nearly counted, and what one more certificate does. Run it with:  python examples/targets.py
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import hstk
from hstk.kinds import Organization, Person
from hstk.plugins.training.kinds import TrainingCertificate
from hstk.sample import make_sample


def certified(eco: hstk.Ecosystem) -> str:
    """How many officers have a certificate, of how many."""
    first = eco.plan_status(2023)[0]
    return f"{first.actual:g}/{first.planned:g} {first.unit}"


with tempfile.TemporaryDirectory() as folder, hstk.open(Path(folder) / "ly-son.hstk") as eco:
    make_sample(eco)

    for target in eco.plan_status(2023):
        reached = f"{target.actual:g}/{target.planned:g} {target.unit}"
        print(f"{reached}, {target.state_label}: {target.label}")

    print("\nVì sao chưa đủ 8 sản phẩm OCOP:")
    found = eco.evidence("mt5", 2023)
    for row in found.counted:
        print(f"  + {row.title} ({row.on}, {row.group})")
    for row in found.near:
        print(f"  - {row.title}: {row.reason}")

    (office,) = eco.find(Organization, 'name = "Huyện đoàn Lý Sơn"')
    print(f"\nCán bộ có chứng chỉ: {certified(eco)}")
    with eco.changes("Thêm một cán bộ"):
        officer = eco.add(Person(name="Trần Thị Ánh Tuyết"))
        eco.add(TrainingCertificate(person=officer.id, unit=office.id, issued_on=date(2023, 12, 1)))
    print(f"Thêm một người: {certified(eco)}")
    eco.undo()
    print(f"Hoàn tác: {certified(eco)}")
