"""The library as the design promises it, from the first line to the last."""

from __future__ import annotations

import pytest

import hstk
from hstk.core.changes import Action
from hstk.kinds import Person, Plan, Product, Recognition, Stage, Startup, Target
from hstk.store.plans import Counted


def test_the_promise_is_kept(where: str) -> None:
    names = ["Trần Văn Ánh", "Lê Đức Đạt", "Bùi Thị Hoà"]

    with hstk.open(where) as eco:
        an = eco.add(Person(name="Nguyễn Thị An", phone="0905 123 456"))
        assert an.phone == "+84905123456"
        assert eco.add_many(Person(name=n) for n in names) == 3
        toi = eco.add(Startup(name="Tỏi đen Cù Lao Ré", owner=an.id))
        with eco.changes("Nhập đợt 1"):
            eco.update(toi, stage="incubation")
        (found,) = eco.find(Startup, "stage = incubation", text="toi den", limit=20)
        assert found == eco.get(Startup, toi.id)
        assert found.stage is Stage.INCUBATION
        assert eco.delete(toi) == 1
        assert eco.find(Startup) == []
        assert eco.undo().undoes == 5
        assert eco.get(Startup, toi.id) == found

        assert [hit.title for hit in eco.search("toi cu lao")] == ["Tỏi đen Cù Lao Ré"]
        assert [one.name for one in eco.find(Person)] == [
            "Nguyễn Thị An",
            "Trần Văn Ánh",
            "Lê Đức Đạt",
            "Bùi Thị Hoà",
        ]
        history = eco.history(toi)
        assert [change.action for change in history] == [
            Action.INSERT,
            Action.DELETE,
            Action.UPDATE,
            Action.INSERT,
        ]
        assert history[2].reason == "Nhập đợt 1"
        assert history[2].after == {"stage": Stage.INCUBATION}

        with pytest.raises(hstk.NotFound):
            eco.plan_status(2023)
        plan = eco.add(Plan(code="kh-175", number="175/KH-UBND", title="Kế hoạch", year_from=2023))
        eco.add(
            Target(
                plan=plan.id,
                code="mt5",
                label="Sản phẩm được công nhận",
                indicator="ocop.products_recognized",
                value=2,
            )
        )
        garlic = eco.add(Product(name="Tỏi đen một nhánh", owner=an.id))
        recognition = Recognition.model_validate(
            {
                "product": garlic,
                "scheme": "OCOP",
                "level": "Cấp huyện",
                "stars": 3,
                "decision": "12/QĐ-UBND",
                "decided_on": "20/10/2023",
            }
        )
        eco.add(recognition)
        (target,) = eco.plan_status(2023)
        assert (target.planned, target.actual, target.percent, target.state) == (
            2,
            1,
            50,
            "missed",
        )
        counted = eco.evidence("ocop.products_recognized", 2023)
        assert isinstance(counted, Counted)
        assert (counted.value, counted.total) == (1, 1)
        assert garlic.name in counted.counted[0].title

    # what was read is a plain value, and what was written is there when opened again
    assert found.evolve(stage=Stage.IDEA).name == "Tỏi đen Cù Lao Ré"
    with hstk.open(where, create=False) as eco:
        assert eco.get(Startup, toi.id) == found
        assert eco.count(Person) == 4
        assert eco.undo().reason.startswith("Hoàn tác: ")
        assert eco.redo().reason.startswith("Làm lại: ")


def test_a_place_that_is_not_there_is_made_or_refused(where: str) -> None:
    if "://" not in where:
        with pytest.raises(hstk.NotFound):
            hstk.open(where, create=False)
    with hstk.open(where, plugins=[]) as eco:
        assert "ocop_dossier" not in eco.kinds
        assert eco.count(Person) == 0
