"""What was said to whom, what is to be done next, and files: on records of any kind."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from hstk.core.choices import Choice
from hstk.core.dates import Day
from hstk.core.entity import Entity, Line, Name, Ref, Shown, Stored, Text
from hstk.core.kinds.people import Person
from hstk.core.kinds.rules import Count
from hstk.core.language import say

_SHA256 = re.compile(r"[0-9a-f]{64}")


def _sha256(text: str) -> str:
    if text and not _SHA256.fullmatch(text):
        raise ValueError(
            say(
                "mã SHA-256 gồm 64 chữ số hệ 16 viết thường",
                "a SHA-256 is 64 hexadecimal digits in lower case",
            )
        )
    return text


class InteractionKind(Choice):
    """How people were in touch."""

    CALL = "call", "Gọi điện", "Call"
    VISIT = "visit", "Đến thăm, làm việc tại chỗ", "Visit"
    MESSAGE = "message", "Nhắn tin", "Message"
    EMAIL = "email", "Thư điện tử", "E-mail"
    MEETING = "meeting", "Họp, gặp mặt", "Meeting"
    LETTER = "letter", "Công văn, thư", "Letter"
    OTHER = "other", "Khác", "Other"


class Interaction(
    Entity,
    kind="interaction",
    label="Trao đổi",
    label_en="Interaction",
    subject="Liên hệ|Contacts",
    named_by=("summary", "on"),
    help="Một lần gọi, gặp, nhắn tin liên quan đến bất kỳ bản ghi nào.",
    help_en="A call, visit or message about any record.",
):
    """One contact with somebody, about a record of any kind."""

    about: Annotated[
        Ref[Entity],
        Stored(index=True, on_delete="cascade"),
        Shown("Liên quan đến", "About", width=28, column=True),
    ]
    kind_of: Annotated[
        InteractionKind, Stored(index=True), Shown("Hình thức", "Kind", column=True)
    ] = InteractionKind.CALL
    on: Annotated[Day, Stored(index=True), Shown("Ngày", "Day", column=True)]
    summary: Annotated[
        Name,
        Shown(
            "Nội dung chính",
            "Summary",
            help="Một dòng, đủ để sau này đọc lại là nhớ.",
            help_en="One line, enough to remember it by.",
            width=36,
            column=True,
        ),
    ]
    content: Annotated[Text, Shown("Chi tiết", "Details", aliases=("Nội dung",))] = ""
    person: Annotated[
        Ref[Person] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Người trao đổi", "With", help="Người ở phía bên kia.", help_en="The other side."),
    ] = None
    by: Annotated[
        Ref[Person] | None,
        Stored(on_delete="set null"),
        Shown(
            "Người phụ trách",
            "By",
            help="Cán bộ hoặc thành viên đã liên hệ.",
            help_en="The officer or member who was in touch.",
            column=True,
        ),
    ] = None


class FollowUp(
    Entity,
    kind="follow_up",
    label="Việc cần làm",
    label_en="Follow-up",
    subject="Liên hệ|Contacts",
    named_by="what",
    help="Việc đã hẹn, có hạn; hiện ở màn hình hôm nay cho đến khi xong.",
    help_en="Something promised, with a date; it stands on the today screen until it is done.",
):
    """Something to be done by a day, about a record or in general."""

    what: Annotated[
        Name, Shown("Việc cần làm", "What", width=40, column=True, aliases=("Công việc", "Việc"))
    ]
    about: Annotated[
        Ref[Entity] | None,
        Stored(index=True, on_delete="cascade"),
        Shown("Liên quan đến", "About", width=28, column=True),
    ] = None
    assignee: Annotated[
        Ref[Person] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Người thực hiện", "Assigned to", column=True, aliases=("Người phụ trách",)),
    ] = None
    due: Annotated[
        Day,
        Stored(index=True),
        Shown(
            "Hạn",
            "Due",
            help="Ngày phải xong; có thể ghi «mai» hoặc «+7».",
            help_en="The day it must be done; “tomorrow” and “+7” are read too.",
            column=True,
            aliases=("Hạn hoàn thành", "Thời hạn"),
        ),
    ]
    done_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown(
            "Ngày xong",
            "Done on",
            help="Để trống khi chưa xong.",
            help_en="Empty until it is done.",
            column=True,
            aliases=("Ngày hoàn thành",),
        ),
    ] = None
    result: Annotated[Text, Shown("Kết quả", "Result")] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class Attachment(
    Entity,
    kind="attachment",
    label="Tài liệu đính kèm",
    label_en="Attachment",
    subject="Liên hệ|Contacts",
    help="Tệp hoặc liên kết đi cùng một bản ghi; tệp nằm ở nơi đã ghi, không chép vào đây.",
    help_en="A file or link that goes with a record; the file stays where it is.",
):
    """A file or link that belongs to a record of any kind."""

    about: Annotated[
        Ref[Entity],
        Stored(index=True, on_delete="cascade"),
        Shown("Thuộc bản ghi", "Belongs to", width=28, column=True),
    ]
    name: Annotated[Name, Shown("Tên tài liệu", "Name", width=34, column=True, aliases=("Tên",))]
    location: Annotated[
        Annotated[str, Field(min_length=1, max_length=2000)],
        Shown(
            "Nơi lưu",
            "Location",
            help="Đường dẫn trên máy hoặc liên kết https.",
            help_en="A path on this computer or an https link.",
            column=True,
            aliases=("Liên kết", "Đường dẫn"),
        ),
    ]
    media_type: Annotated[
        Line,
        Shown(
            "Loại tệp",
            "Media type",
            help="Ví dụ: application/pdf, image/jpeg.",
            help_en="For example: application/pdf, image/jpeg.",
            search=0,
        ),
    ] = ""
    size: Annotated[Count | None, Shown("Cỡ (byte)", "Size (bytes)")] = None
    sha256: Annotated[
        Annotated[str, AfterValidator(_sha256)],
        Shown(
            "Mã kiểm tra SHA-256",
            "SHA-256",
            help="Cho biết tệp có bị thay đổi từ khi đính kèm hay không.",
            help_en="Tells whether the file has changed since.",
            search=0,
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""
