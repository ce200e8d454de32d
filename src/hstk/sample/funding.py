"""The money of the sample: funds, programs, gifts of natives in the cities, ways to capital."""

from __future__ import annotations

from datetime import date

from hstk.kinds import (
    Contribution,
    Fund,
    FundingLink,
    FundingState,
    FundKind,
    Program,
    SupportKind,
)
from hstk.sample.draft import NOTE, Draft
from hstk.sample.tables import rows

_MILLION = 1_000_000
# Donor (a native by number, or a unit): pledged on, million đồng, paid on (none: not yet).
_GIFTS: tuple[tuple[int | str, date, int, date | None], ...] = (
    (0, date(2023, 1, 28), 100, date(2023, 3, 15)),
    (1, date(2023, 1, 28), 50, date(2023, 4, 2)),
    (2, date(2023, 1, 28), 30, date(2023, 8, 26)),
    (3, date(2023, 8, 26), 80, None),
    ("TÀU", date(2023, 8, 26), 60, date(2023, 9, 20)),
    ("ĐH HƯƠNG", date(2024, 2, 15), 120, date(2024, 5, 30)),
    (4, date(2024, 2, 15), 40, date(2024, 3, 8)),
    (5, date(2025, 2, 4), 50, date(2025, 2, 4)),
    (6, date(2025, 8, 16), 70, date(2025, 11, 11)),
    ("TÀU", date(2025, 8, 16), 60, date(2025, 10, 1)),
    (7, date(2026, 2, 20), 100, date(2026, 4, 14)),
    (8, date(2026, 2, 20), 50, None),
    ("ĐH HƯƠNG", date(2026, 7, 25), 150, None),
    (9, date(2026, 7, 25), 20, date(2026, 7, 25)),
)


def add_funding(draft: Draft) -> None:
    """Where money is, who gave it, and whom it reached or did not."""
    for cells in rows("funds"):
        draft.funds[cells[0]] = draft.add(_source(draft, cells))
    for number, (donor, pledged_on, amount, paid_on) in enumerate(_GIFTS, 1):
        who = draft.natives[donor] if isinstance(donor, int) else draft.units[donor]
        draft.add(
            Contribution(
                fund=draft.funds["đồng hương"].id,
                donor=who.id,
                pledged=amount * _MILLION,
                pledged_on=pledged_on,
                paid=amount * _MILLION if paid_on else None,
                paid_on=paid_on,
                receipt=f"PT-{number:03}" if paid_on else "",
                anonymous=donor == 2,
            )
        )
    for cells in rows("links"):
        draft.add(_link(draft, cells))
    draft.save("Dữ liệu mẫu: nguồn vốn", by="TCKH1")


def _source(draft: Draft, cells: list[str]) -> Fund | Program:
    _, sort, name, kind, manager, most, interest, months, document = cells
    if sort == "program":
        return Program(
            name=name,
            kind_of=FundKind.read(kind),
            agency=draft.units[manager].id,
            decision=document,
            offers=(SupportKind.FINANCE, SupportKind.EQUIPMENT),
            most=int(most) * _MILLION,
            eligible="Cơ sở, dự án trên địa bàn có phương án được đơn vị chủ trì thẩm định.",
        )
    return Fund(
        name=name,
        kind_of=FundKind.read(kind),
        manager=draft.units[manager].id,
        most=int(most) * _MILLION,
        interest=float(interest) if interest else None,
        months=int(months) if months else None,
        founded_on=date(2023, 1, 28) if kind == "social" else None,
        goal=500 * _MILLION if kind == "social" else None,
        conditions="Nộp đơn và phương án cho câu lạc bộ." if kind == "social" else "",
        notes=NOTE,
    )


def _link(draft: Draft, cells: list[str]) -> FundingLink:
    startup, source, state, introduced, applied, decided, disbursed, asked, given = cells
    kind = FundingState.read(state)
    on = date.fromisoformat(introduced)
    refused = kind is FundingState.REFUSED
    sum_ = int(given) * _MILLION if given else None
    return FundingLink(
        startup=draft.startups[startup].id,
        source=draft.funds[source].id,
        state=kind,
        introduced_by=draft.unit("KTHT", on).id,
        amount_requested=int(asked) * _MILLION,
        amount_approved=sum_,
        amount_disbursed=sum_ if disbursed else None,
        introduced_on=on,
        applied_on=_day(applied),
        approved_on=None if refused else _day(decided),
        disbursed_on=_day(disbursed),
        refused_on=_day(decided) if refused else None,
        refusal="Phương án tài chính chưa rõ, thiếu vốn đối ứng." if refused else "",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
