"""Help that reached startups and products in the sample: support, mentors, their sessions."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hstk.kinds import (
    BudgetSource,
    Mentor,
    Mentoring,
    MentoringFormat,
    Sector,
    Support,
    SupportKind,
)
from hstk.sample.draft import Draft
from hstk.sample.tables import rows

# Expert (or producer whose head it is): what they are good at.
_MENTORS: tuple[tuple[int | str, tuple[str, ...], tuple[Sector, ...]], ...] = (
    (0, ("tiếp thị", "bán hàng trực tuyến"), (Sector.TRADE, Sector.PROCESSING)),
    (1, ("công nghệ sấy", "an toàn thực phẩm"), (Sector.PROCESSING, Sector.FISHERY)),
    (2, ("mô hình kinh doanh", "gọi vốn"), ()),
    (4, ("bao bì", "nhận diện thương hiệu"), (Sector.HANDICRAFT, Sector.PROCESSING)),
    (5, ("nhãn hiệu", "chỉ dẫn địa lý"), ()),
    (6, ("sàn thương mại điện tử",), (Sector.TECHNOLOGY, Sector.TRADE)),
    (8, ("du lịch cộng đồng",), (Sector.TOURISM,)),
    ("cù lao xanh", ("quản trị sản xuất", "tỏi đen"), (Sector.AGRICULTURE, Sector.PROCESSING)),
)
# Mentor by place above, startup, first session.
_PAIRS = (
    (0, "rong", date(2023, 6, 9)),
    (1, "mực", date(2023, 7, 5)),
    (3, "vỏ ốc", date(2023, 9, 12)),
    (2, "chợ số", date(2023, 10, 17)),
    (4, "tinh dầu", date(2024, 2, 6)),
    (6, "đảo xanh", date(2024, 3, 19)),
    (1, "chả cá", date(2024, 9, 4)),
    (7, "tôm hùm", date(2024, 11, 21)),
    (5, "bản đồ", date(2025, 6, 12)),
    (2, "sấy lạnh", date(2025, 9, 9)),
    (0, "trà tỏi", date(2026, 3, 5)),
    (2, "xe điện", date(2026, 4, 8)),
    (7, "phân rong", date(2026, 6, 16)),
)
_TALKS = (
    ("Tính lại giá thành", "Có bảng giá thành từng quy cách", "Thử giá mới với hai đại lý"),
    ("Chọn khách hàng chính", "Chốt nhóm khách du lịch gia đình", "Phỏng vấn mười khách"),
    ("Xem lại bao bì", "Bỏ bớt chữ, thêm cách dùng", "In thử một trăm cái"),
    ("Chuẩn bị hồ sơ vốn", "Xong bản kế hoạch ba trang", "Nộp hồ sơ trong tháng"),
)


def add_help(draft: Draft) -> None:
    """Supports, mentors and their sessions."""
    for what, kind, day, by, worth, source, task, content in rows("supports"):
        on = date.fromisoformat(day)
        found = draft.tasks.get((on.year, task))
        draft.add(
            Support(
                about=draft.meant(what),
                kind_of=SupportKind.read(kind),
                on=on,
                by=draft.unit(by, on).id,
                content=content,
                worth=int(worth) * 1_000_000,
                source=BudgetSource.read(source) if source else None,
                task=found.id if found else None,
            )
        )
    mentors = [draft.add(_mentor(draft, *given)) for given in _MENTORS]
    for place, short, first in _PAIRS:
        _add_sessions(draft, mentors[place].id, draft.startups[short].id, first)
    draft.save("Dữ liệu mẫu: hỗ trợ, cố vấn", by="KTHT2")


def _mentor(
    draft: Draft, who: int | str, expertise: tuple[str, ...], sectors: tuple[Sector, ...]
) -> Mentor:
    person = draft.experts[who] if isinstance(who, int) else draft.owners[who]
    return Mentor(
        person=person.id,
        expertise=expertise,
        sectors=sectors,
        offers=(SupportKind.COACHING,),
        capacity=draft.rng.randint(2, 4),
        available=who != 8,
        since=date(2023, 5, 19),
        until=date(2025, 12, 31) if who == 8 else None,
    )


def _add_sessions(draft: Draft, mentor: UUID, startup: UUID, first: date) -> None:
    on = first
    for content, result, next_step in draft.rng.sample(_TALKS, draft.rng.randint(2, 4)):
        then = on + timedelta(days=draft.rng.randint(21, 35))
        if then > draft.today:
            break
        draft.add(
            Mentoring(
                mentor=mentor,
                startup=startup,
                on=on,
                format=draft.rng.choice((MentoringFormat.IN_PERSON, MentoringFormat.ONLINE)),
                minutes=draft.rng.choice((45, 60, 90)),
                content=content,
                result=result,
                next_step=next_step,
                next_on=then,
            )
        )
        on = then
