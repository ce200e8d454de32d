"""Records to test with: the least each kind asks for, and one with every field filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.errors import Rejected
from hstk.core.validation import checked
from hstk.testing import values_for

A = "01890a5d-ac96-774b-bcce-b302099a8057"
B = "01890a5d-ac96-774b-bcce-b302099a8058"
C = "01890a5d-ac96-774b-bcce-b302099a8059"

# The least each kind asks for, as a person types it or a spreadsheet holds it.
LEAST: Mapping[str, dict[str, Any]] = {
    "admin_unit": {"name": "Đặc khu Lý Sơn", "level": "Cấp xã"},
    "succession": {"old": A, "new": B, "on": "01/07/2025", "how": "Chuyển loại đơn vị"},
    "person": {"name": "Nguyễn Thị Mẫu"},
    "organization": {"name": "Hợp tác xã Ví Dụ", "kind_of": "Hợp tác xã"},
    "affiliation": {"person": A, "organization": B},
    "venue": {"name": "Nhà văn hóa thôn"},
    "startup": {"name": "Tỏi đen Cù Lao Ré", "owner": A},
    "team_member": {"startup": A, "person": B},
    "product": {"name": "Tỏi đen một nhánh", "owner": A},
    "recognition": {"product": A, "scheme": "OCOP", "level": "Cấp huyện"},
    "plan": {"code": "kh-175-2023", "title": "Xây dựng hệ sinh thái", "year_from": "2023"},
    "task": {"plan": A, "code": "1.1", "title": "Xây dựng chuyên mục"},
    "target": {
        "plan": A,
        "code": "mt1",
        "label": "Cán bộ được cấp chứng chỉ",
        "indicator": "training.officers_certified",
        "value": "10",
    },
    "progress": {"task": A, "on": "15/11/2023", "state": "Đang thực hiện"},
    "budget_line": {"plan": A, "year": 2023, "content": "Tập huấn", "source": "Ngân sách huyện"},
    "report_issued": {"plan": A, "year": 2023, "issued_on": "30/11/2023"},
    "club": {"name": "Câu lạc bộ Khởi nghiệp Lý Sơn"},
    "club_member": {"club": A, "who": B},
    "dues": {"member": A, "year": 2024, "amount": "200.000"},
    "event": {"name": "Ngày hội khởi nghiệp", "kind_of": "Ngày hội khởi nghiệp"},
    "participation": {"event": A, "who": B},
    "publication": {"title": "Gương khởi nghiệp", "published_on": "01/03/2023"},
    "support": {"about": A, "kind_of": "Bao bì, nhãn mác", "on": "2023-05-04"},
    "mentor": {"person": A},
    "mentoring": {"mentor": A, "startup": B, "on": "4/5/2023"},
    "fund": {"name": "Quỹ khởi nghiệp", "kind_of": "Quỹ xã hội hóa"},
    "contribution": {"fund": A, "donor": B},
    "program": {"name": "Khuyến công địa phương", "kind_of": "Ngân sách tỉnh"},
    "funding_link": {"startup": A, "source": B},
    "interaction": {"about": A, "on": "04/05/2023", "summary": "Hẹn đến thăm cơ sở"},
    "follow_up": {"what": "Gửi hồ sơ", "due": "10/05/2023"},
    "attachment": {"about": A, "name": "Ảnh bao bì", "location": "ảnh/bao-bi.jpg"},
    "consent": {
        "person": A,
        "purpose": "Liên hệ, mời tham gia",
        "wording": "Tôi đồng ý để câu lạc bộ liên hệ.",
        "channel": "Giấy có chữ ký",
        "given_on": "02/01/2026",
    },
    "request": {"kind_of": "Xóa dữ liệu", "received_on": "02/01/2026"},
}

# What fields of a type accept is told by hstk.testing; these have a form of their own.
IDS: Mapping[FieldType, Any] = {
    FieldType.REF: UUID(A),
    FieldType.REFS: (UUID(A), UUID(B)),
    FieldType.ID: UUID(C),
}
SAMPLES_BY_NAME: Mapping[str, Any] = {
    "phone": "+84905123456",
    "email": "ten@vidu.vn",
    "tax_code": "0100233488",
    "citizen_id": "051190001234",
    "sha256": "0" * 64,
    "figures": '{"mt1": {"actual": 7}}',
    "parent": UUID(B),
    "successor": UUID(B),
    **dict.fromkeys(("year", "year_from", "year_to"), 2023),
}


def sample(field: FieldSpec) -> Any:
    """A value that the field accepts."""
    if field.name in SAMPLES_BY_NAME:
        return SAMPLES_BY_NAME[field.name]
    if field.type in IDS:
        return IDS[field.type]
    return values_for(field)[0]


def filled(kind: type[Entity]) -> Entity:
    """A record of the kind with a value in every field."""
    return kind.model_validate({name: sample(field) for name, field in kind.fields.items()})


def refusal(kind: type[Entity], **values: Any) -> str:
    """What a person reads when these values, over the least ones, are refused."""
    with pytest.raises(Rejected) as refused:
        checked(kind, LEAST[kind.spec.kind] | values)
    assert len(refused.value.problems) == 1
    return refused.value.problems[0].message


def accepted(kind: type[Entity], **values: Any) -> Entity:
    """A record made from these values, over the least ones."""
    return checked(kind, LEAST[kind.spec.kind] | values)
