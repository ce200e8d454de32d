"""The club of the sample: its leaders, members and dues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from hstk.kinds import Club, ClubMember, ClubRole, Dues, Membership
from hstk.sample.draft import NOTE, REFORM, Draft

_FOUNDED = date(2023, 5, 19)
_SECOND_BOARD = date(2025, 8, 15)
_DUES = 200_000
_YEARS = range(2023, 2027)

# Role, producer whose head holds it, from, until.
_BOARD = (
    (ClubRole.CHAIR, "gió biển", _FOUNDED, date(2025, 8, 14)),
    (ClubRole.CHAIR, "cù lao xanh", _SECOND_BOARD, None),
    (ClubRole.VICE_CHAIR, "cù lao xanh", _FOUNDED, date(2025, 8, 14)),
    (ClubRole.VICE_CHAIR, "đảo bé xanh", _FOUNDED, None),
    (ClubRole.VICE_CHAIR, "núi lửa", _SECOND_BOARD, None),
    (ClubRole.SECRETARY, "chợ số", _FOUNDED, None),
    (ClubRole.TREASURER, "bảy lưới", _FOUNDED, None),
    (ClubRole.BOARD, "bắc an bình", _FOUNDED, None),
    (ClubRole.BOARD, "vỏ ốc", date(2024, 3, 8), None),
)


def add_club(draft: Draft) -> None:
    """The club with everybody in it, and what they paid."""
    draft.club = draft.add(
        Club(
            name="Câu lạc bộ Khởi nghiệp đổi mới sáng tạo Lý Sơn",
            host=draft.units["KTHT"].id,
            decision="512/QĐ-UBND",
            founded_on=_FOUNDED,
            term_from=_SECOND_BOARD,
            term_to=date(2028, 8, 14),
            venue=draft.venues["điểm bán"].id,
            admin_unit=draft.zone.id,
            meetings="Chiều thứ Sáu đầu tháng",
            dues=_DUES,
            email="caulacbo@hstk.example",
            purpose="Kết nối người khởi nghiệp, cố vấn và nguồn lực trên đảo (nhiệm vụ 2.1).",
            notes=NOTE,
        )
    )
    for role, short, since, until in _BOARD:
        who = draft.owners[short].id
        draft.add(
            ClubMember(
                club=draft.club.id,
                who=who,
                role=role,
                since=since,
                until=until,
                decision="513/QĐ-UBND" if since == _FOUNDED else "",
            )
        )
    draft.members = [draft.add(member) for member in _members(draft)]
    for member in draft.members:
        _add_dues(draft, member)
    draft.save("Dữ liệu mẫu: câu lạc bộ", by="KTHT2")
    with draft.eco.changes("Câu lạc bộ về Phòng Kinh tế bảo trợ từ 1/7/2025"):
        host = draft.unit("KTHT", REFORM)
        draft.club = draft.eco.update(draft.club, host=host.id)


def _members(draft: Draft) -> Iterator[ClubMember]:
    for number, owner in enumerate(draft.owners.values()):
        yield _member(draft, owner.id, date(2023 + number // 8, 5 + number % 7, 19))
    for short in ("gió biển", "cù lao xanh", "đảo bé xanh", "ba ngọn sóng"):
        yield _member(draft, draft.producers[short].id, _FOUNDED)
    for number, young in enumerate(draft.youths[:20]):
        yield _member(draft, young.id, date(2023 + number % 3, 6 + number % 6, 2))
    for young in draft.youths[20:24]:
        yield _member(draft, young.id, date(2026, 10, 2), Membership.PROVISIONAL)
    for young in draft.youths[24:26]:
        left = date(2025, 12, 31)
        yield _member(draft, young.id, date(2023, 6, 2), Membership.LEFT, until=left)
    for elder in (draft.experts[0], draft.natives[0]):
        yield _member(draft, elder.id, date(2023, 8, 26), Membership.HONORARY)


def _member(
    draft: Draft,
    who: UUID,
    since: date,
    status: Membership = Membership.OFFICIAL,
    *,
    until: date | None = None,
) -> ClubMember:
    return ClubMember(club=draft.club.id, who=who, since=since, status=status, until=until)


def _add_dues(draft: Draft, member: ClubMember) -> None:
    if member.status not in (Membership.OFFICIAL, Membership.LEFT) or member.since is None:
        return
    last = member.until.year if member.until else _YEARS[-1]
    for year in range(member.since.year, last + 1):
        number = len(draft.members) + year
        owed = draft.rng.random() < (0.3 if year == _YEARS[-1] else 0.04)
        paid = max(member.since, date(year, 2 + draft.rng.randrange(8), 1 + year % 7))
        draft.add(
            Dues(
                member=member.id,
                year=year,
                amount=_DUES,
                paid_on=None if owed else paid,
                receipt="" if owed else f"PT-{year}-{number % 97:02}",
            )
        )
