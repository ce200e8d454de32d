"""The classes of the sample with units asked, sessions, attendance and results; guidance."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hstk.kinds import Event, EventState, Participation, ParticipationRole
from hstk.plugins.training.kinds import (
    CertificateKind,
    DayPart,
    Programme,
    TrainingCertificate,
    TrainingClass,
    TrainingNomination,
    TrainingSession,
)
from hstk.plugins.training.trainee_kinds import (
    Outcome,
    Presence,
    TrainingAttendance,
    TrainingCounselling,
    TrainingTrainee,
)
from hstk.sample.draft import REFORM, Draft
from hstk.sample.tables import rows

_TOPICS = (
    "Vai trò của người tư vấn khởi nghiệp",
    "Mô hình kinh doanh tinh gọn",
    "Đặt câu hỏi, lắng nghe",
    "Giá vốn, giá bán",
    "Bao bì, nhãn hàng hóa",
    "Gọi vốn và vốn chính sách",
    "Hồ sơ OCOP theo sáu bước",
    "Sở hữu trí tuệ",
    "Thực hành cùng dự án",
    "Bảo vệ kế hoạch tư vấn",
)
_HOURS_REQUIRED = 32.0
# Class, the units asked (those without trainees sent nobody), and the trainees who failed.
_ADVISERS = (
    (
        "tư vấn viên",
        ("KTHT", "DVNN", "VHTT", "TTVH", "HĐ", "PN", "ND", "TCKH"),
        ("VHTT2", "TCKH1"),
    ),
    ("tư vấn viên24", ("HĐ", "VHTT", "PN"), ()),
    ("tư vấn viên26", ("PKT", "VHXH", "DVNN", "ĐTN", "PNĐK", "NDĐK"), ("HĐ2",)),
)
_GUIDANCE = (
    # day, topic, by, for whom, people/women/young, startup
    ("2023-05-21", "Chọn một ý tưởng từ ba ý tưởng", 0, "Chi đoàn thôn Tây", (14, 6, 14), "rong"),
    ("2023-08-19", "Tính giá vốn gói rong sấy", 1, "", (3, 3, 1), "rong"),
    (
        "2023-10-28",
        "Kể chuyện sản phẩm làm từ vỏ ốc",
        0,
        "Chi hội phụ nữ An Hải",
        (18, 18, 5),
        "vỏ ốc",
    ),
    ("2026-04-24", "Mô hình kinh doanh một trang", 2, "Chi đoàn cảng", (16, 7, 16), "trà tỏi"),
)


def add_training(draft: Draft) -> None:
    """Certificates; classes with units asked, attendance and results; guidance for ideas."""
    if TrainingClass.spec.kind not in draft.eco.kinds:
        return
    for number, cells in enumerate(rows("certificates"), 1):
        draft.add(_certificate(draft, number, cells))
    draft.save("Dữ liệu mẫu: chứng chỉ tư vấn viên", by="KTHT2")
    for short, asked, failed in _ADVISERS:
        _add_advisers(draft, short, asked, failed)
    draft.save("Dữ liệu mẫu: lớp tư vấn viên", by="KTHT2")
    for short, programme in (
        ("định hướng", Programme.GUIDANCE),
        ("phụ nữ tập huấn", Programme.GUIDANCE),
        ("kể chuyện", Programme.CULTURE),
        ("phụ nữ26", Programme.CULTURE),
    ):
        draft.add(TrainingClass(event=draft.events[short].id, programme=programme))
    _add_next_class(draft)
    for given in _GUIDANCE:
        _add_guidance(draft, *given)
    draft.save("Dữ liệu mẫu: tư vấn ý tưởng", by="PN1")


def _add_advisers(
    draft: Draft,
    short: str,
    asked: tuple[str, ...],
    failed: tuple[str, ...],
) -> None:
    """A course of five days, mornings and afternoons, whose trainees the units sent."""
    event = draft.events[short]
    first = event.starts_on
    assert first is not None  # the table of events has a day for each
    until = first - timedelta(days=21)
    draft.add(
        TrainingClass(
            event=event.id,
            programme=Programme.ADVISERS,
            topics=_TOPICS,
            leads_to=CertificateKind.ADVISER,
            places=40,
            nominate_by=until,
            per_unit=1,
            hours_required=_HOURS_REQUIRED,
        )
    )
    officers = {person.id: name for name, person in draft.officers.items()}
    parts = [
        part
        for part in draft.eco.find(Participation, f"event = {event.id}", sort="id")
        if part.role is ParticipationRole.TRAINEE and part.who in officers
    ]
    sent: dict[UUID, list[UUID]] = {draft.unit(name, first).id: [] for name in asked}
    for part in parts:
        unit = draft.unit(officers[part.who].rstrip("0123456789"), first).id
        sent.setdefault(unit, []).append(part.who)
        outcome = Outcome.FAILED if officers[part.who] in failed else Outcome.PASSED
        held = event.state is EventState.HELD
        draft.add(
            TrainingTrainee(participation=part.id, unit=unit, outcome=outcome if held else None)
        )
    for unit, people in sent.items():
        draft.add(
            TrainingNomination(
                event=event.id,
                unit=unit,
                asked_on=until - timedelta(days=14),
                letter=f"{12 + first.year % 10}/KTHT",
                wanted=max(1, len(people)),
                sent=tuple(people),
                answered_on=until if people else None,
            )
        )
    _add_attendance(draft, event, first, parts, failed, officers)


def _add_attendance(
    draft: Draft,
    event: Event,
    first: date,
    parts: list[Participation],
    failed: tuple[str, ...],
    officers: dict[UUID, str],
) -> None:
    """Ten sessions; those who failed came to half of them, others missed one at most."""
    for number, topic in enumerate(_TOPICS):
        session = draft.add(
            TrainingSession(
                event=event.id,
                on=first + timedelta(days=number // 2),
                part=DayPart.AFTERNOON if number % 2 else DayPart.MORNING,
                topic=topic,
                teachers=(draft.experts[number % 3].id,),
            )
        )
        if event.state is not EventState.HELD:
            continue
        for place, part in enumerate(parts):
            away = number % 2 if officers[part.who] in failed else number == place
            how = Presence.EXCUSED if away else Presence.PRESENT
            draft.add(TrainingAttendance(session=session.id, trainee=part.id, presence=how))


def _add_next_class(draft: Draft) -> None:
    """A class to come for which units were asked and not all have answered."""
    event = draft.events["tập huấn26"]
    first = event.starts_on
    assert first is not None  # the table of events has a day for each
    draft.add(
        TrainingClass(
            event=event.id,
            programme=Programme.GUIDANCE,
            places=30,
            nominate_by=first - timedelta(days=10),
            per_unit=2,
        )
    )
    for name, people in (("PKT", ("PKT1", "PKT2")), ("ĐTN", ("ĐTN1",)), ("PNĐK", ())):
        draft.add(
            TrainingNomination(
                event=event.id,
                unit=draft.unit(name, first).id,
                asked_on=first - timedelta(days=30),
                letter="31/PKT",
                wanted=2,
                sent=tuple(draft.officers[one].id for one in people),
            )
        )


def _add_guidance(
    draft: Draft,
    day: str,
    topic: str,
    expert: int,
    group: str,
    people: tuple[int, int, int],
    startup: str,
) -> None:
    on = date.fromisoformat(day)
    total, women, young = people
    task = draft.tasks.get((on.year, "2.5"))
    draft.add(
        TrainingCounselling(
            on=on,
            topic=topic,
            given_by=(draft.experts[expert].id,),
            group_name=group,
            total=total,
            women=women,
            young=young,
            startups=(draft.startups[startup].id,),
            advice="Làm thử với mười khách quen trước khi đặt in bao bì.",
            next_step="Gửi bảng giá vốn",
            task=task.id if task else None,
        )
    )


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
