"""The startups of the sample, in every stage, and the people in them."""

from __future__ import annotations

from datetime import date

from hstk.kinds import Person, Sector, Stage, Startup, TeamMember
from hstk.sample.draft import Draft
from hstk.sample.tables import blocks

_MILLION = 1_000_000
_ROLES = ("Sản xuất", "Bán hàng")
# The stage at which some were registered first.
_EARLIER = {
    "tỏi đen": Stage.PROTOTYPE,
    "rong": Stage.IDEA,
    "mực": Stage.PROTOTYPE,
    "hành phi": Stage.PRE_INCUBATION,
    "tinh dầu": Stage.PRE_INCUBATION,
}


def add_startups(draft: Draft) -> None:
    """Startups with their teams."""
    for number, cells in enumerate(blocks("startups")):
        short, name, maker, sector, stage, day, who, needed, summary, *novelty = cells
        producer = draft.producers.get(maker)
        lead = draft.owners[maker] if producer else draft.youths[number]
        registered = date.fromisoformat(day)
        startup = draft.startups[short] = draft.add(
            Startup(
                name=name,
                stage=_EARLIER.get(short, Stage.read(stage)),
                owner=producer.id if producer else lead.id,
                sector=Sector.read(sector),
                in_charge=draft.officers["KTHT2" if number % 3 else "HĐ2"].id,
                admin_unit=lead.admin_unit,
                registered_on=registered,
                founded_on=producer.valid_from if producer else None,
                summary=summary,
                novelty="".join(novelty),
                women_led="w" in who,
                youth_led="y" in who,
                for_disadvantaged="d" in who,
                own_capital=int(needed) * _MILLION // 4,
                capital_needed=int(needed) * _MILLION,
                workers=producer.workers if producer else 2,
                stopped_on=date(2023, 4, 28) if stage == Stage.STOPPED else None,
            )
        )
        team = [(lead, "Trưởng nhóm"), *zip(_helpers(draft, number), _ROLES, strict=False)]
        for person, role in team:
            draft.add(
                TeamMember(
                    startup=startup.id,
                    person=person.id,
                    role=role,
                    founder=person is lead,
                    since=registered,
                )
            )
    draft.save("Dữ liệu mẫu: dự án khởi nghiệp", by="KTHT2")


def add_changes_of_stage(draft: Draft) -> None:
    """The startups that went on to a later stage, each change with who made it and why."""
    for short, _, _, _, stage, *_ in blocks("startups"):
        if short in _EARLIER:
            startup = draft.startups[short]
            officer = draft.officers["KTHT2"].name
            with draft.eco.changes(f"Rà soát dự án {startup.name}", actor=officer):
                draft.startups[short] = draft.eco.update(startup, stage=Stage.read(stage))


def _helpers(draft: Draft, number: int) -> list[Person]:
    """One or two young people more, each in one team only."""
    first = 27 + number
    found = [draft.youths[first % len(draft.youths)]] if first < len(draft.youths) else []
    if number % 2 and number < len(draft.natives):
        found.append(draft.natives[number])
    return found
