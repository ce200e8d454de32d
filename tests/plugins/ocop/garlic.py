"""A garlic product with people to score it, for tests of what becomes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hstk import Ecosystem
from hstk.kinds import Person, Product
from hstk.plugins.ocop.evaluation_kinds import OcopSheet
from hstk.plugins.ocop.kept_rubrics import of_dossier
from hstk.plugins.ocop.kinds import OcopDossier
from hstk.testing import Desk

TODAY = date(2026, 9, 1)


class Garlic:
    """A garlic product and people to score it, in September 2026."""

    def __init__(self, eco: Ecosystem, today: date = TODAY) -> None:
        self.eco = eco
        self.desk = Desk(eco, today)
        self.owner = eco.add(Person(name="Nguyễn Thị Mẫu"))
        self.product = eco.add(Product(name="Tỏi đen Cù Lao Ré", owner=self.owner.id))
        self.judges = [
            eco.add(Person(name=name)) for name in ("Trần Văn Một", "Lê Thị Hai", "Phạm Văn Ba")
        ]

    def dossier(self, **answers: Any) -> OcopDossier:
        given: dict[str, Any] = {"set": 10, "step": "5"} | answers
        made: OcopDossier = self.desk.do("ocop.register", self.product, **given)
        return made

    def again(self, dossier: OcopDossier) -> OcopDossier:
        return self.eco.get(OcopDossier, dossier.id)

    def best(self, dossier: OcopDossier) -> dict[str, str]:
        """The highest option of every criterion."""
        rubric = of_dossier(self.eco, dossier)
        return {
            c.code: str(max(c.options, key=lambda option: option.points).number)
            for c in rubric.criteria
        }

    def three_stars(self, dossier: OcopDossier) -> dict[str, str]:
        """Marks of three stars: every minimum of three is met, one of four is not."""
        rubric = of_dossier(self.eco, dossier)
        marks = {}
        for criterion in rubric.criteria:
            enough = criterion.needs(3)
            fit = [
                o for o in criterion.options if o.points >= max(enough, (criterion.max + 1) // 2)
            ]
            marks[criterion.code] = str(min(fit, key=lambda o: o.points).number)
        return marks

    def score(self, dossier: OcopDossier, judge: Person, **marks: str) -> OcopSheet:
        sheet: OcopSheet = self.desk.do(
            "ocop.score", dossier, judge=judge.id, scorer="province", **marks
        )
        return sheet
