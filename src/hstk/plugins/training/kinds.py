"""Certificates of training."""

from __future__ import annotations

from typing import Annotated

from hstk import Entity, Ref, Shown, Stored
from hstk.kinds import Choice, Day, Event, Line, Organization, Person, Text


class CertificateKind(Choice):
    """What a certificate is for."""

    ADVISER = "adviser", "Tư vấn, hỗ trợ khởi nghiệp", "Startup adviser"
    ATTENDANCE = "attendance", "Hoàn thành khóa tập huấn", "Course completed"
    OTHER = "other", "Khác", "Other"


class TrainingCertificate(
    Entity,
    kind="training_certificate",
    label="Chứng chỉ",
    label_en="Certificate",
    subject="Đào tạo|Training",
    named_by=("person", "kind_of", "issued_on"),
    help="Chứng chỉ tư vấn khởi nghiệp hoặc giấy chứng nhận tập huấn đã cấp cho một người.",
    help_en="An adviser certificate, or one of a course, issued to a person.",
):
    """A certificate that a person holds."""

    person: Annotated[
        Ref[Person],
        Stored(index=True, on_delete="cascade"),
        Shown("Họ và tên", "Person", width=26, column=True),
    ]
    unit: Annotated[
        Ref[Organization] | None,
        Stored(index=True),
        Shown(
            "Đơn vị công tác",
            "Unit",
            help=(
                "Đơn vị cử đi học; chỉ tính cán bộ của cơ quan, đoàn thể. Để trống thì xét theo "
                "bản ghi Công tác của người đó."
            ),
            help_en=(
                "The unit that sent the person; officers of agencies and associations count. "
                "When empty, the person's affiliations decide."
            ),
            column=True,
        ),
    ] = None
    kind_of: Annotated[
        CertificateKind, Stored(index=True), Shown("Loại chứng chỉ", "Kind", column=True)
    ] = CertificateKind.ADVISER
    issued_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Ngày cấp",
            "Issued on",
            help="Để trống khi đã học xong nhưng chưa được cấp.",
            help_en="Empty when the course is done but nothing was issued yet.",
            column=True,
        ),
    ] = None
    issuer: Annotated[Ref[Organization] | None, Shown("Đơn vị cấp", "Issued by")] = None
    number: Annotated[Line, Shown("Số chứng chỉ", "Number")] = ""
    expires_on: Annotated[
        Day | None,
        Shown(
            "Hết hạn",
            "Expires on",
            help="Phần lớn chứng chỉ không ghi hạn; khi đó để trống.",
            help_en="Most have no end; leave it empty then.",
        ),
    ] = None
    course: Annotated[
        Ref[Event] | None, Stored(on_delete="set null"), Shown("Khóa học", "Course")
    ] = None
    scan: Annotated[Line, Shown("Bản chụp", "Scan", search=0)] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""
