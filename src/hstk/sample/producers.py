"""Who makes things on the sample's island: invented households, cooperatives, firms and teams."""

from __future__ import annotations

from datetime import date

from hstk.kinds import (
    Affiliation,
    Gender,
    LegalForm,
    Organization,
    OrganizationKind,
    PersonGroup,
)
from hstk.sample.draft import NOTE, Draft
from hstk.sample.tables import rows

_LEGAL = {"cù lao xanh": LegalForm.SINGLE_MEMBER, "núi lửa": LegalForm.MULTI_MEMBER}
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def add_producers(draft: Draft) -> None:
    """The producers, each with the person at its head."""
    for number, cells in enumerate(rows("producers")):
        short, name, kind_of, gender, workers, year, business = cells
        kind = OrganizationKind.read(kind_of)
        team = kind is OrganizationKind.STARTUP_GROUP
        head = draft.people.islander(
            Gender.read(gender),
            born=(1990, 2002) if team else (1966, 1994),
            groups=(PersonGroup.YOUTH,) if team else (PersonGroup.PRODUCER,),
            job="Trưởng nhóm" if team else "Chủ cơ sở",
            workplace=name,
        )
        draft.owners[short] = draft.add(head)
        registered = kind in (OrganizationKind.COOPERATIVE, OrganizationKind.ENTERPRISE)
        producer = Organization(
            name=name,
            kind_of=kind,
            legal_form=_legal_form(short, kind),
            tax_code=_tax_code(number) if registered else None,
            representative=head.id,
            business=business,
            workers=int(workers),
            phone=head.phone,
            email=f"coso{number + 1}@hstk.example",
            address=head.address,
            admin_unit=head.admin_unit,
            valid_from=date(int(year), 3 + number % 9, 1 + number),
            notes=NOTE,
        )
        draft.producers[short] = draft.add(producer)
        draft.add(
            Affiliation(
                person=head.id,
                organization=producer.id,
                role=head.job,
                since=producer.valid_from,
            )
        )
    draft.save("Dữ liệu mẫu: cơ sở sản xuất", by="KTHT2")


def _legal_form(short: str, kind: OrganizationKind) -> LegalForm | None:
    return _LEGAL.get(short, LegalForm.JOINT_STOCK) if kind is OrganizationKind.ENTERPRISE else None


def _tax_code(number: int) -> str:
    """A tax code that no office gives out (99 is no tax office), with the right check digit."""
    digits = f"99{number + 1:07}"
    check = 10 - sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11
    return f"{digits}{check}" if check < 10 else _tax_code(number + 1000)
