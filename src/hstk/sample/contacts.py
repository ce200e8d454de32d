"""Who was in touch with whom in the sample, what is to be done next, and consent to all that."""

from __future__ import annotations

from datetime import date, timedelta

from hstk.kinds import (
    Attachment,
    Channel,
    Consent,
    FollowUp,
    Interaction,
    InteractionKind,
    LegalBasis,
    Person,
    Purpose,
    Request,
    RequestKind,
)
from hstk.sample.draft import Draft
from hstk.sample.tables import rows

_WORDING = (
    "Tôi đồng ý để câu lạc bộ dùng họ tên, điện thoại của tôi để liên hệ, mời tham gia hoạt động; "
    "tôi có thể rút lại bất cứ lúc nào."
)
_PICTURES = "Tôi đồng ý để câu lạc bộ đăng hình ảnh của tôi và cơ sở khi đưa tin."


def add_contacts(draft: Draft) -> None:
    """Calls and visits, what falls due around today, files, consents and a request."""
    for about, kind, days, officer, summary in rows("interactions"):
        draft.add(
            Interaction(
                about=draft.meant(about),
                kind_of=InteractionKind.read(kind),
                on=draft.today - timedelta(days=int(days)),
                summary=summary,
                by=draft.officers[officer].id,
            )
        )
    for about, days, officer, what, done in rows("followups"):
        draft.add(
            FollowUp(
                what=what,
                about=draft.meant(about) if about else None,
                assignee=draft.officers[officer].id,
                due=draft.today + timedelta(days=int(days)),
                done_on=draft.today - timedelta(days=int(done)) if done else None,
            )
        )
    for about, name, location, sort in (
        ("product rong sấy", "Mẫu nhãn túi 50 g", "nhan/rong-say-50g.pdf", "application/pdf"),
        ("event ngày hội26", "Ảnh Ngày hội 2026", "anh/ngay-hoi-2026.jpg", "image/jpeg"),
        ("startup thạch", "Bản kế hoạch ba trang", "ho-so/thach-rong-sun.pdf", "application/pdf"),
    ):
        draft.add(
            Attachment(about=draft.meant(about), name=name, location=location, media_type=sort)
        )
    draft.save("Dữ liệu mẫu: liên hệ, việc cần làm", by="PKT1")
    _add_privacy(draft)
    draft.save("Dữ liệu mẫu: đồng ý xử lý dữ liệu", by="PKT1")


def _add_privacy(draft: Draft) -> None:
    for owner in draft.owners.values():
        draft.add(_consent(owner, Purpose.CONTACT, _WORDING, date(2026, 1, 9)))
        draft.add(_consent(owner, Purpose.PUBLICITY, _PICTURES, date(2026, 1, 9)))
    left, *others = draft.youths[:26]
    draft.add(
        _consent(left, Purpose.CONTACT, _WORDING, date(2024, 6, 3)).evolve(
            withdrawn_on=date(2026, 2, 11)
        )
    )
    for young in others:
        draft.add(_consent(young, Purpose.MEMBERSHIP, _WORDING, date(2026, 1, 16)))
    for officer in draft.officers.values():
        draft.add(
            Consent(
                person=officer.id,
                purpose=Purpose.REPORTING,
                basis=LegalBasis.PUBLIC_TASK,
                data=("họ tên", "đơn vị", "chứng chỉ"),
                given_on=date(2026, 1, 5),
            )
        )
    asking = draft.youths[24]
    draft.add(
        Request(
            requester=asking.name,
            person=asking.id,
            kind_of=RequestKind.DELETE,
            received_on=draft.today - timedelta(days=12),
            channel=Channel.EMAIL,
            content="Đã ra khỏi câu lạc bộ, đề nghị xóa thông tin liên hệ.",
            replied_on=draft.today - timedelta(days=11),
            handler=draft.officers["PKT1"].id,
        )
    )


def _consent(person: Person, purpose: Purpose, wording: str, on: date) -> Consent:
    return Consent(
        person=person.id,
        purpose=purpose,
        data=("họ tên", "điện thoại") if purpose is not Purpose.PUBLICITY else ("hình ảnh",),
        wording=wording,
        wording_version="2026-01",
        channel=Channel.PAPER,
        proof="Tủ hồ sơ câu lạc bộ, tập 2026",
        given_on=on,
    )
