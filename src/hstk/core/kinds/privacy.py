"""Consent of people, and what they ask for about their data.

From 1/1/2026 Luật 91/2025/QH15 and Nghị định 356/2025/NĐ-CP hold; from 1/7/2023 to 31/12/2025 it
was Nghị định 13/2023/NĐ-CP. Consent is voluntary, informed, explicit and provable, never by
default. State bodies may process without it for tasks that a law gives them, so each purpose
names its legal basis.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

from hstk.core.choices import Choice
from hstk.core.dates import Day
from hstk.core.entity import (
    Entity,
    Line,
    Ref,
    Several,
    Shown,
    Stored,
    Text,
    YesNo,
)
from hstk.core.kinds.people import Person
from hstk.core.kinds.rules import in_order, needed_when

DECREE_13: Final = date(2023, 7, 1)
"""Nghị định 13/2023/NĐ-CP holds from this day."""
LAW_91: Final = date(2026, 1, 1)
"""Luật 91/2025/QH15 and Nghị định 356/2025/NĐ-CP hold from this day."""


class LegalBasis(Choice):
    """Why data may be processed."""

    CONSENT = "consent", "Đồng ý của chủ thể dữ liệu", "Consent"
    CONTRACT = "contract", "Thực hiện hợp đồng", "Contract"
    PUBLIC_TASK = "public_task", "Nhiệm vụ của cơ quan nhà nước theo luật", "Public task"
    LEGAL_DUTY = "legal_duty", "Nghĩa vụ theo luật", "Legal duty"


class Purpose(Choice):
    """What data is processed for."""

    CONTACT = "contact", "Liên hệ, mời tham gia", "Contact and invitations"
    SUPPORT = "support", "Hỗ trợ, theo dõi dự án", "Support of a startup"
    MEMBERSHIP = "membership", "Quản lý hội viên", "Membership"
    DOSSIER = "dossier", "Lập hồ sơ OCOP, vay vốn, hỗ trợ", "Dossiers for OCOP, loans, support"
    PUBLICITY = "publicity", "Truyền thông, đăng hình ảnh", "Publicity and pictures"
    REPORTING = "reporting", "Thống kê, báo cáo", "Statistics and reports"
    SHARING = "sharing", "Chuyển cho đơn vị khác", "Sharing with others"
    OTHER = "other", "Khác", "Other"


class Channel(Choice):
    """How somebody consented, or sent a request."""

    PAPER = "paper", "Giấy có chữ ký", "Signed paper"
    FORM = "form", "Biểu mẫu trực tuyến", "Online form"
    EMAIL = "email", "Thư điện tử", "E-mail"
    MESSAGE = "message", "Tin nhắn", "Message"
    RECORDING = "recording", "Ghi âm, ghi hình", "Recording"
    IN_PERSON = "in_person", "Trực tiếp", "In person"
    OTHER = "other", "Khác", "Other"


class RequestKind(Choice):
    """What people may ask for about their data (Luật 91/2025/QH15)."""

    VIEW = "view", "Xem dữ liệu", "View"
    CORRECT = "correct", "Chỉnh sửa dữ liệu", "Correct"
    PROVIDE = "provide", "Cung cấp bản sao", "Provide a copy"
    DELETE = "delete", "Xóa dữ liệu", "Delete"
    WITHDRAW = "withdraw", "Rút lại đồng ý", "Withdraw consent"
    RESTRICT = "restrict", "Hạn chế xử lý", "Restrict processing"
    OBJECT = "object", "Phản đối xử lý", "Object to processing"


class RequestState(Choice):
    """How far a request is."""

    OPEN = "open", "Đang xử lý", "Open"
    DONE = "done", "Đã thực hiện", "Done"
    REFUSED = "refused", "Không thực hiện, có lý do", "Refused with a reason"


_STOPS = frozenset({RequestKind.WITHDRAW, RequestKind.RESTRICT, RequestKind.OBJECT})


def legal_deadline(
    kind: RequestKind, received_on: date, *, others: bool = False, extended: bool = False
) -> date | None:
    """The last day on which a request may be carried out; None before there was a rule.

    Since 1/1/2026 (Nghị định 356/2025/NĐ-CP): 15 days to withdraw, restrict or object, 20 when a
    processor or third party must stop too, and once at most 15 days more. For the other kinds
    the decree gives 10 to 20 days; that viewing, correcting and providing have 10 and deleting
    has 20 is our reading, not confirmed against its text. Nor is how far others or an extension
    move these, so they are left out: the day given is never too late. From 1/7/2023 (Nghị định
    13/2023/NĐ-CP) it was 72 hours, taken here as 3 days.

    Args:
        kind: what is asked for.
        received_on: the day on which the request came; days are counted from the next one.
        others: whether a processor or third party is involved.
        extended: whether the one extension was announced to the person.
    """
    if received_on < DECREE_13:
        return None
    if received_on < LAW_91:
        return received_on + timedelta(days=3)
    if kind in _STOPS:
        return received_on + timedelta(days=(20 if others else 15) + (15 if extended else 0))
    return received_on + timedelta(days=20 if kind is RequestKind.DELETE else 10)


def reply_deadline(received_on: date) -> date | None:
    """The last day for telling the person how the request is handled; None before 1/1/2026.

    Two working days (Nghị định 356/2025/NĐ-CP). Weekends are left out; public holidays, which
    the government sets each year, are not, so the day given is never too late.
    """
    if received_on < LAW_91:
        return None
    day, left = received_on, 2
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


class Consent(
    Entity,
    kind="consent",
    label="Đồng ý xử lý dữ liệu",
    label_en="Consent",
    subject="Dữ liệu cá nhân|Personal data",
    named_by=("person", "purpose"),
    help="Ai đồng ý cho dùng dữ liệu của mình vào việc gì, bằng cách nào, đến khi nào.",
    help_en="Who agreed to what use of their data, how, and until when.",
):
    """The legal ground for one use of one person's data; a withdrawal is noted, never erased."""

    person: Annotated[
        Ref[Person],
        Stored(index=True, on_delete="cascade"),
        Shown("Người", "Person", width=26, column=True, aliases=("Họ và tên", "Họ tên")),
    ]
    purpose: Annotated[
        Purpose, Stored(index=True), Shown("Mục đích", "Purpose", width=24, column=True)
    ]
    basis: Annotated[
        LegalBasis,
        Stored(index=True),
        Shown(
            "Căn cứ xử lý",
            "Legal basis",
            help=(
                "Cơ quan nhà nước làm nhiệm vụ luật giao thì không cần sự đồng ý "
                "(Luật 91/2025/QH15, Điều 19)."
            ),
            help_en=(
                "State bodies need no consent for tasks that a law gives them "
                "(Law 91/2025/QH15, Article 19)."
            ),
            column=True,
        ),
    ] = LegalBasis.CONSENT
    data: Annotated[
        Several[Line],
        Shown(
            "Loại dữ liệu",
            "Data",
            help="Cách nhau bởi dấu chấm phẩy: họ tên; điện thoại; hình ảnh.",
            help_en="Separated by semicolons: name; phone; picture.",
        ),
    ] = ()
    sensitive: Annotated[
        YesNo,
        Shown(
            "Có dữ liệu nhạy cảm",
            "Sensitive data",
            help="Dân tộc, sức khỏe, sinh trắc học, ảnh thẻ căn cước, tài khoản ngân hàng.",
            help_en="Ethnicity, health, biometrics, pictures of ID cards, bank accounts.",
        ),
    ] = False
    wording: Annotated[
        Text,
        Shown(
            "Nội dung đã thông báo",
            "Wording",
            help="Nguyên văn lời người ấy đã đọc và đồng ý; bắt buộc khi căn cứ là sự đồng ý.",
            help_en="What the person read and agreed to; required when the basis is consent.",
        ),
    ] = ""
    wording_version: Annotated[
        Line, Shown("Phiên bản nội dung", "Version of the wording", aliases=("Phiên bản",))
    ] = ""
    recipients: Annotated[
        Line,
        Shown(
            "Bên nhận dữ liệu",
            "Recipients",
            help="Đơn vị khác được chuyển dữ liệu, nếu có.",
            help_en="Others whom the data is passed to, if any.",
        ),
    ] = ""
    channel: Annotated[
        Channel | None,
        Shown(
            "Hình thức đồng ý",
            "Channel",
            help="Phải chứng minh lại được; im lặng không phải là đồng ý.",
            help_en="It must be provable; silence is no consent.",
        ),
    ] = None
    proof: Annotated[
        Line,
        Shown(
            "Nơi lưu bằng chứng",
            "Proof kept at",
            help="Số phiếu, đường dẫn tệp hoặc nơi cất bản giấy.",
            help_en="Number of the form, path of the file or where the paper is.",
        ),
    ] = ""
    given_by: Annotated[
        Line,
        Shown(
            "Người đồng ý thay",
            "Given by",
            help="Cha, mẹ hoặc người giám hộ khi người ấy chưa đủ tuổi.",
            help_en="A parent or guardian when the person is under age.",
        ),
    ] = ""
    given_on: Annotated[
        Day,
        Stored(index=True),
        Shown("Ngày đồng ý", "Given on", column=True, aliases=("Ngày",)),
    ]
    expires_on: Annotated[
        Day | None,
        Shown(
            "Lưu giữ đến",
            "Kept until",
            help="Ngày phải xóa dữ liệu của mục đích này; để trống khi chưa định.",
            help_en="When the data for this purpose must go; empty when not set.",
        ),
    ] = None
    withdrawn_on: Annotated[
        Day | None, Stored(index=True), Shown("Ngày rút lại", "Withdrawn on", column=True)
    ] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _withdrawn = in_order("given_on", "withdrawn_on")
    _kept = in_order("given_on", "expires_on")
    _explicit = needed_when("basis", LegalBasis.CONSENT, "wording", "channel")


class Request(
    Entity,
    kind="request",
    label="Yêu cầu về dữ liệu",
    label_en="Data request",
    subject="Dữ liệu cá nhân|Personal data",
    named_by=("requester", "kind_of", "received_on"),
    help="Yêu cầu xem, sửa, xóa, hạn chế… của chủ thể dữ liệu, có thời hạn theo luật.",
    help_en="What a person asks for about their data, with its legal deadline.",
):
    """A request of a person about their data; it stays, without the person, after an erasure."""

    requester: Annotated[
        Line,
        Shown(
            "Người yêu cầu",
            "Requester",
            help="Tên trên yêu cầu; sau khi xóa dữ liệu thì thay bằng mã hồ sơ.",
            help_en="The name on the request; a file number once the data is erased.",
            column=True,
            aliases=("Họ và tên", "Họ tên"),
        ),
    ] = ""
    person: Annotated[
        Ref[Person] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Chủ thể dữ liệu", "Person", width=26, column=True),
    ] = None
    kind_of: Annotated[
        RequestKind,
        Stored(index=True),
        Shown("Loại yêu cầu", "Kind", column=True, aliases=("Yêu cầu",)),
    ]
    received_on: Annotated[
        Day,
        Stored(index=True),
        Shown(
            "Ngày nhận",
            "Received on",
            help=(
                "Từ 1/1/2026: trả lời về trình tự trong 2 ngày làm việc, thực hiện trong 10, 15 "
                "hoặc 20 ngày tùy loại (NĐ 356/2025/NĐ-CP); trước đó: 72 giờ (NĐ 13/2023/NĐ-CP)."
            ),
            help_en=(
                "Since 1/1/2026: reply within 2 working days, carry out within 10, 15 or 20 days "
                "by kind (NĐ 356/2025/NĐ-CP); before: 72 hours (NĐ 13/2023/NĐ-CP)."
            ),
            column=True,
        ),
    ]
    channel: Annotated[Channel | None, Shown("Hình thức gửi", "Channel")] = None
    content: Annotated[Text, Shown("Nội dung", "Content", aliases=("Nội dung yêu cầu",))] = ""
    others: Annotated[
        YesNo,
        Shown(
            "Có bên khác phải thực hiện",
            "Others must act too",
            help="Bên xử lý hoặc bên thứ ba đang giữ dữ liệu này.",
            help_en="A processor or third party also holds the data.",
        ),
    ] = False
    extended: Annotated[
        YesNo,
        Shown(
            "Đã gia hạn",
            "Extended",
            help="Chỉ một lần, và phải báo cho người yêu cầu biết.",
            help_en="Once only, and the person must be told.",
        ),
    ] = False
    replied_on: Annotated[
        Day | None,
        Shown(
            "Ngày trả lời",
            "Replied on",
            help="Ngày báo cho người yêu cầu biết trình tự, thủ tục.",
            help_en="When the person was told how it is handled.",
        ),
    ] = None
    handler: Annotated[
        Ref[Person] | None,
        Stored(on_delete="set null"),
        Shown("Người xử lý", "Handled by"),
    ] = None
    state: Annotated[
        RequestState,
        Stored(index=True),
        Shown("Trạng thái", "State", column=True, board=True),
    ] = RequestState.OPEN
    closed_on: Annotated[
        Day | None, Stored(index=True), Shown("Ngày hoàn tất", "Closed on", column=True)
    ] = None
    outcome: Annotated[
        Text,
        Shown(
            "Kết quả, lý do",
            "Outcome",
            help="Đã làm gì; nếu không thực hiện thì nêu căn cứ pháp lý.",
            help_en="What was done; when refused, on which legal ground.",
            aliases=("Kết quả", "Lý do"),
        ),
    ] = ""

    _replied = in_order("received_on", "replied_on")
    _closed = in_order("received_on", "closed_on")
    _done = needed_when("state", RequestState.DONE, "closed_on")
    _refused = needed_when("state", RequestState.REFUSED, "closed_on", "outcome")

    @property
    def deadline(self) -> date | None:
        """The last day for carrying it out, see :func:`legal_deadline`."""
        return legal_deadline(
            self.kind_of, self.received_on, others=self.others, extended=self.extended
        )

    @property
    def reply_by(self) -> date | None:
        """The last day for the first reply, see :func:`reply_deadline`."""
        return reply_deadline(self.received_on)
