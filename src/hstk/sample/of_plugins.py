"""The records of the sample that belong to the built-in plugins, left out where those are off."""

from __future__ import annotations

from datetime import date

from hstk.plugins.training.kinds import CertificateKind, TrainingCertificate
from hstk.sample.draft import REFORM, Draft
from hstk.sample.of_contest import add_contests
from hstk.sample.of_ocop import add_ocop
from hstk.sample.tables import rows


def add_records_of_plugins(draft: Draft) -> None:
    """Certificates of advisers, OCOP dossiers, contests."""
    if TrainingCertificate.spec.kind in draft.eco.kinds:
        for number, cells in enumerate(rows("certificates"), 1):
            draft.add(_certificate(draft, number, cells))
        draft.save("Dữ liệu mẫu: chứng chỉ tư vấn viên", by="KTHT2")
    add_ocop(draft)
    add_contests(draft)


def _certificate(draft: Draft, number: int, cells: list[str]) -> TrainingCertificate:
    short, kind, issued, course = cells
    person = draft.officers.get(short) or draft.owners[short]
    on = date.fromisoformat(issued) if issued else None
    event = draft.events.get(course)
    day = on or (event.starts_on if event else None) or REFORM
    unit = (
        draft.unit(short.rstrip("0123456789"), day)
        if short in draft.officers
        else draft.producers[short]
    )
    return TrainingCertificate(
        person=person.id,
        unit=unit.id,
        kind_of=CertificateKind.read(kind),
        issued_on=on,
        issuer=draft.units["KHCN"].id if on else None,
        number=f"{number:03}/{on.year}/TVKN" if on else "",
        course=event.id if event else None,
    )
