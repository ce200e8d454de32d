"""Code as users write it, which mypy and pyright check and nobody runs.

What a checker must refuse bears a comment that allows just that; an unused one is an error.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, assert_type
from uuid import UUID

from sqlalchemy import select

import hstk
from hstk import (
    Change,
    Ecosystem,
    Entity,
    Evidence,
    HstkError,
    Indicator,
    Near,
    NotFound,
    Period,
    Ref,
    Rejected,
    Shown,
    Stored,
    Unique,
    hookimpl,
    say,
    where,
)
from hstk.kinds import (
    Choice,
    Day,
    Line,
    Money,
    Name,
    Organization,
    Person,
    PersonGroup,
    Several,
    Stage,
    Startup,
    Text,
    YesNo,
)

# ---- Records ------------------------------------------------------------------------------------

an = Person(name="Nguyễn Thị An", phone="0905 123 456", groups=(PersonGroup.YOUTH,))
assert_type(an.name, str)
assert_type(an.phone, str | None)
assert_type(an.groups, tuple[PersonGroup, ...])
assert_type(an.id, UUID)
assert_type(an.evolve(job="ngư dân"), Person)
assert_type(Person.model_validate({"name": "An"}), Person)

garlic = Startup(name="Tỏi đen", owner=an.id, stage=Stage.IDEA, founded_on=date(2023, 11, 20))
assert_type(garlic.owner, UUID)
assert_type(garlic.stage, Stage)
assert_type(garlic.stage.label, str)

hstk.opne()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
Person()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
Person(name="An", colour="xanh")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
Startup(name="Tỏi", owner=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
an.name = "Ánh"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


# ---- The ecosystem ------------------------------------------------------------------------------


def work(path: Path) -> None:
    with hstk.open(path, actor="lan") as eco:
        assert_type(eco, Ecosystem)
        assert_type(eco.add(an), Person)
        assert_type(eco.add_many(Person(name=name) for name in ("An", "Ánh")), int)
        assert_type(eco.add_values(Startup, {"name": "Tỏi", "owner": "An"}), Startup)
        with eco.changes("Nhập đợt 1"):
            assert_type(eco.update(garlic, stage="incubation"), Startup)
            assert_type(eco.update(garlic, base=garlic, name="Tỏi"), Startup)
            assert_type(eco.update_values(garlic, {"owner": "An"}), Startup)

        assert_type(eco.get(Startup, garlic.id), Startup)
        assert_type(eco.get(str(garlic.id)), Entity)
        assert_type(eco.resolve("An", Person, Organization), Entity)
        assert_type(eco.find(Startup, "stage = idea", text="toi", limit=20), list[Startup])
        assert_type(eco.find(Startup, where(stage="idea") & ~where(owner=an)), list[Startup])
        page = eco.page(Person, sort="-birth", limit=50)
        assert_type(page.records, list[Person])
        page = eco.page(Person, sort="-birth", after=page.after)
        assert_type(eco.count(Person, most=100), int)
        assert_type(eco.titles([an.id]), dict[UUID, str])
        for hit in eco.search("toi ly son", kind=Startup):
            assert_type((hit.kind, hit.id, hit.title, hit.snippet), tuple[str, UUID, str, str])
        for change in eco.history(garlic):
            assert_type(change, Change)
            assert_type(change.action.label, str)

        assert_type(eco.delete(an, garlic.id), int)
        assert_type(eco.restore(an.id), Entity)
        assert_type(eco.undo().undoes, int | None)
        assert_type(eco.redo().reason, str)
        for target in eco.plan_status(2023, as_of=date(2023, 11, 30)):
            assert_type(target.actual, float | None)
        for row in eco.evidence("core.projects_funded", 2023).counted:
            assert_type(row.on, date | None)

        eco.update(3, name="x")  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
        eco.find("startup")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def careful(eco: Ecosystem) -> str:
    try:
        eco.add(garlic)
    except Rejected as error:
        return "; ".join(f"{problem.field}: {problem.message}" for problem in error.problems)
    except NotFound as error:
        return ", ".join(error.nearest)
    except HstkError as error:
        return say(f"{error.code}: {error.hint}", error.message)
    return ""


# ---- A plugin -----------------------------------------------------------------------------------


class Soil(Choice):
    """What a garden grows in."""

    BASALT = "basalt", "Đất bazan", "Basalt"
    SAND = "sand", "Đất cát", "Sand"


class Garden(
    Entity,
    kind="tea_garden",
    label="Vườn trà",
    label_en="Tea garden",
    named_by="name",
    uniques=(Unique(("name", "owner")),),
):
    """A tea garden."""

    name: Annotated[Name, Shown("Tên", "Name", column=True)]
    owner: Annotated[Ref[Person | Organization], Stored(index=True), Shown("Chủ vườn", "Owner")]
    soil: Annotated[Soil, Shown("Đất", "Soil")] = Soil.BASALT
    planted: Annotated[Day | None, Shown("Ngày trồng", "Planted on")] = None
    worth: Annotated[Money | None, Shown("Giá trị", "Worth")] = None
    organic: Annotated[YesNo, Shown("Hữu cơ", "Organic")] = False
    aliases: Annotated[Several[Line], Shown("Tên khác", "Other names")] = ()
    partners: Annotated[Several[Ref[Organization]], Shown("Đối tác", "Partners")] = ()
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


garden = Garden(name="Đồi Một", owner=an.id, aliases=("Đồi",), partners=(an.id,))
assert_type(garden.owner, UUID)
assert_type(garden.soil, Soil)
assert_type(garden.planted, date | None)
assert_type(garden.worth, int | None)
assert_type(garden.organic, bool)
assert_type(garden.aliases, tuple[str, ...])
assert_type(garden.partners, tuple[UUID, ...])
assert_type(Soil.read("đất cát"), Soil)


def organic_gardens(eco: Ecosystem, period: Period) -> Evidence:
    table = eco.table(Garden)
    ours = select(table.c.id, table.c.name, table.c.planted.label("on"))
    in_time = table.c.planted.between(period.first, period.last)
    return Evidence(
        ours.where(in_time, table.c.organic),
        (Near("chưa hữu cơ", "not organic", ours.where(in_time, ~table.c.organic)),),
    )


@hookimpl
def hstk_entities() -> tuple[type[Entity], ...]:
    return (Garden,)


@hookimpl
def hstk_indicators() -> tuple[Indicator, ...]:
    return ()
