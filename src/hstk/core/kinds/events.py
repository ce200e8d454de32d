"""Events, who took part in them, and what was published."""

from __future__ import annotations

from typing import Annotated

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
    Unique,
    YesNo,
)
from hstk.core.kinds.club import Club
from hstk.core.kinds.organizations import Organization, Venue
from hstk.core.kinds.people import Person
from hstk.core.kinds.planning import Task
from hstk.core.kinds.products import Product
from hstk.core.kinds.rules import Count, Title, in_order, needed_when
from hstk.core.kinds.startups import Startup
from hstk.core.money import Money


class EventKind(Choice):
    """Kinds of event that Kế hoạch 175/KH-UBND asks for (mục III), and visits."""

    FORUM = "forum", "Diễn đàn", "Forum"
    SEMINAR = "seminar", "Tọa đàm", "Seminar"
    CONFERENCE = "conference", "Hội nghị, hội thảo", "Conference"
    TRAINING = "training", "Tập huấn, đào tạo", "Training"
    CONTEST = "contest", "Cuộc thi", "Contest"
    STARTUP_DAY = "startup_day", "Ngày hội khởi nghiệp", "Startup day"
    FAIR = "fair", "Hội chợ, trưng bày", "Fair or exhibition"
    CLUB_MEETING = "club_meeting", "Sinh hoạt câu lạc bộ", "Club meeting"
    VISIT = "visit", "Tham quan, học tập kinh nghiệm", "Study visit"
    OTHER = "other", "Khác", "Other"


class EventState(Choice):
    """Whether an event took place; only those held count in reports."""

    PLANNED = "planned", "Dự kiến", "Planned"
    HELD = "held", "Đã tổ chức", "Held"
    CANCELLED = "cancelled", "Đã hủy", "Cancelled"


class EventScope(Choice):
    """Where an event reaches; task 4.1 asks for fairs within and outside the province."""

    LOCAL = "local", "Tại địa phương", "In the locality"
    PROVINCE = "province", "Trong tỉnh", "In the province"
    NATIONAL = "national", "Ngoài tỉnh", "Outside the province"
    INTERNATIONAL = "international", "Ngoài nước", "Abroad"


class ParticipationRole(Choice):
    """What somebody or something was at an event."""

    ATTENDEE = "attendee", "Người tham dự", "Attendee"
    SPEAKER = "speaker", "Diễn giả, báo cáo viên", "Speaker"
    ORGANIZER = "organizer", "Ban tổ chức", "Organizer"
    TEACHER = "teacher", "Giảng viên", "Teacher"
    TRAINEE = "trainee", "Học viên", "Trainee"
    JUDGE = "judge", "Giám khảo", "Judge"
    CONTESTANT = "contestant", "Thí sinh, dự án dự thi", "Contestant"
    EXHIBITOR = "exhibitor", "Đơn vị trưng bày", "Exhibitor"
    DISPLAYED = "displayed", "Sản phẩm được trưng bày", "Displayed product"
    GUEST = "guest", "Khách mời", "Guest"


class PublicationKind(Choice):
    """Kinds of publication (task 1.1: chuyên mục, tin bài, đài phát thanh)."""

    ARTICLE = "article", "Tin, bài", "Article"
    BROADCAST = "broadcast", "Phát thanh, truyền hình", "Broadcast"
    COLUMN = "column", "Chuyên mục", "Column"
    VIDEO = "video", "Phóng sự, video", "Video"
    SOCIAL = "social", "Bài đăng mạng xã hội", "Social-media post"
    PRINT = "print", "Tờ rơi, ấn phẩm", "Leaflet or print"
    OTHER = "other", "Khác", "Other"


class PublicationTopic(Choice):
    """What a publication is about; task 1.1 names the first two."""

    SUCCESS = "success", "Gương khởi nghiệp thành công", "Success story"
    POLICY = "policy", "Chính sách hỗ trợ khởi nghiệp", "Support policy"
    EVENT = "event", "Sự kiện", "Event"
    PRODUCT = "product", "Sản phẩm, OCOP", "Product or OCOP"
    CULTURE = "culture", "Văn hóa khởi nghiệp", "Startup culture"
    OTHER = "other", "Khác", "Other"


class Event(
    Entity,
    kind="event",
    label="Sự kiện",
    label_en="Event",
    subject="Sự kiện và truyền thông|Events and media",
    help="Diễn đàn, tọa đàm, tập huấn, cuộc thi, Ngày hội, hội chợ, sinh hoạt câu lạc bộ.",
    help_en="Forums, seminars, trainings, contests, startup days, fairs, club meetings.",
):
    """Something that was or will be held, with what it cost by source."""

    name: Annotated[
        Title,
        Shown("Tên sự kiện", "Name", width=36, column=True, search=2, aliases=("Sự kiện", "Tên")),
    ]
    kind_of: Annotated[
        EventKind,
        Stored(index=True),
        Shown("Loại sự kiện", "Kind", column=True, aliases=("Loại", "Hình thức")),
    ]
    state: Annotated[
        EventState,
        Stored(index=True),
        Shown(
            "Trạng thái",
            "State",
            help="Chỉ sự kiện đã tổ chức mới được tính vào báo cáo.",
            help_en="Only events that were held count in reports.",
            column=True,
            board=True,
        ),
    ] = EventState.PLANNED
    starts_on: Annotated[
        Day | None,
        Stored(index=True),
        Shown("Ngày bắt đầu", "Starts on", column=True, aliases=("Ngày", "Thời gian", "Từ ngày")),
    ] = None
    ends_on: Annotated[
        Day | None,
        Shown(
            "Ngày kết thúc",
            "Ends on",
            help="Để trống nếu chỉ diễn ra trong một ngày.",
            help_en="Empty when it lasts one day.",
            aliases=("Đến ngày",),
        ),
    ] = None
    venue: Annotated[
        Ref[Venue] | None,
        Stored(index=True, on_delete="set null"),
        Shown(
            "Địa điểm (đã có trong danh sách)",
            "Venue",
            help="Chọn trong danh sách địa điểm; nơi ít dùng thì ghi chữ ở ô sau.",
            help_en="From the list of venues; write a place that is seldom used in the next field.",
        ),
    ] = None
    place: Annotated[
        Line, Shown("Nơi tổ chức", "Place", aliases=("Địa điểm", "Địa điểm tổ chức"))
    ] = ""
    scope: Annotated[EventScope | None, Stored(index=True), Shown("Phạm vi", "Scope")] = None
    organizer: Annotated[
        Ref[Organization] | None,
        Stored(index=True),
        Shown(
            "Đơn vị tổ chức",
            "Organizer",
            help="Đơn vị chủ trì; sự kiện được tính cho đơn vị này (mỗi năm ít nhất 01 sự kiện).",
            help_en="Who led it; the event counts for this unit (at least one a year each).",
            column=True,
            aliases=("Chủ trì", "Đơn vị chủ trì"),
        ),
    ] = None
    partners: Annotated[
        Several[Ref[Organization]], Shown("Đơn vị phối hợp", "Partners", aliases=("Phối hợp",))
    ] = ()
    task: Annotated[
        Ref[Task] | None,
        Stored(index=True, on_delete="set null"),
        Shown(
            "Thuộc nhiệm vụ",
            "Serves task",
            help="Nhiệm vụ của kế hoạch mà sự kiện này thực hiện.",
            help_en="The task of the plan that it carries out.",
        ),
    ] = None
    club: Annotated[
        Ref[Club] | None,
        Stored(index=True, on_delete="set null"),
        Shown(
            "Câu lạc bộ",
            "Club",
            help="Điền cho buổi sinh hoạt của câu lạc bộ.",
            help_en="For a meeting of the club.",
        ),
    ] = None
    audience: Annotated[
        Line, Shown("Đối tượng", "Audience", aliases=("Đối tượng tham dự", "Thành phần"))
    ] = ""
    attendees_total: Annotated[
        Count | None,
        Shown(
            "Số người tham dự",
            "Attendees",
            help="Tổng số, kể cả người không ghi tên trong danh sách.",
            help_en="All of them, also those not listed by name.",
            section="Tham dự|Attendance",
            column=True,
            aliases=("Số người", "Số lượng tham dự", "Số lượt người"),
        ),
    ] = None
    attendees_women: Annotated[
        Count | None,
        Shown("Trong đó nữ", "Of them women", section="Tham dự|Attendance", aliases=("Nữ",)),
    ] = None
    cost_state: Annotated[
        Money | None,
        Shown(
            "Chi từ ngân sách",
            "Paid by the state budget",
            section="Kinh phí|Cost",
            aliases=("Ngân sách", "NSNN"),
        ),
    ] = None
    cost_social: Annotated[
        Money | None,
        Shown(
            "Chi từ xã hội hóa",
            "Paid by society",
            help="Tài trợ, đóng góp; hiện vật quy ra tiền.",
            help_en="Sponsors and gifts; things at their worth.",
            section="Kinh phí|Cost",
            aliases=("Xã hội hóa", "Tài trợ"),
        ),
    ] = None
    cost_other: Annotated[
        Money | None,
        Shown("Chi từ nguồn khác", "Paid by others", section="Kinh phí|Cost"),
    ] = None
    content: Annotated[Text, Shown("Nội dung, chương trình", "Programme")] = ""
    summary: Annotated[
        Text,
        Shown(
            "Kết quả",
            "Result",
            help="Viết như sẽ đưa vào báo cáo.",
            help_en="Written as the report will have it.",
            aliases=("Tóm tắt kết quả",),
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _days = in_order("starts_on", "ends_on")
    _women = in_order("attendees_women", "attendees_total")
    _held = needed_when("state", EventState.HELD, "starts_on")


class Participation(
    Entity,
    kind="participation",
    label="Tham gia sự kiện",
    label_en="Participation",
    subject="Sự kiện và truyền thông|Events and media",
    named_by=("who", "event"),
    uniques=(
        Unique(
            ("event", "who", "role"),
            message=(
                "Đã ghi tham gia sự kiện này với vai trò đó"
                "|This participation in the event is already recorded"
            ),
        ),
    ),
    help="Ai, dự án nào, sản phẩm nào tham gia sự kiện với vai trò gì, kết quả ra sao.",
    help_en="Who, which startup or product took part in an event, as what, with what result.",
):
    """The part that a person, organization, startup or product had in an event."""

    event: Annotated[
        Ref[Event],
        Stored(index=True, on_delete="cascade"),
        Shown("Sự kiện", "Event", width=30, column=True, aliases=("Tên sự kiện",)),
    ]
    who: Annotated[
        Ref[Person | Organization | Startup | Product],
        Stored(index=True),
        Shown(
            "Người, đơn vị, dự án, sản phẩm",
            "Participant",
            help="Sản phẩm trưng bày thì chọn sản phẩm; dự án dự thi thì chọn dự án.",
            help_en="The product for a display, the startup for a contest.",
            width=28,
            column=True,
            aliases=("Họ và tên", "Họ tên", "Đơn vị", "Dự án", "Sản phẩm"),
        ),
    ]
    role: Annotated[
        ParticipationRole,
        Stored(index=True),
        Shown("Vai trò", "Role", column=True, aliases=("Tư cách",)),
    ] = ParticipationRole.ATTENDEE
    present: Annotated[
        YesNo,
        Shown(
            "Có mặt",
            "Present",
            help="Ghi Không khi đăng ký mà không đến.",
            help_en="No for those who registered and did not come.",
            column=True,
            aliases=("Điểm danh",),
        ),
    ] = True
    result: Annotated[
        Line,
        Shown(
            "Kết quả",
            "Result",
            help="Ví dụ: giải Nhì; 12 đơn hàng; hoàn thành khóa học.",
            help_en="For example: second prize; 12 orders; course completed.",
            column=True,
            aliases=("Giải thưởng", "Thành tích"),
        ),
    ] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""


class Publication(
    Entity,
    kind="publication",
    label="Tin bài",
    label_en="Publication",
    subject="Sự kiện và truyền thông|Events and media",
    named_by="title",
    help="Chuyên mục, tin bài, buổi phát sóng về khởi nghiệp (nhiệm vụ 1.1).",
    help_en="Columns, articles and broadcasts about startups (task 1.1).",
):
    """An article, broadcast or column that was published."""

    title: Annotated[
        Title,
        Shown("Tên tin bài", "Title", width=40, column=True, search=2, aliases=("Tiêu đề", "Tên")),
    ]
    kind_of: Annotated[
        PublicationKind,
        Stored(index=True),
        Shown("Loại", "Kind", column=True, aliases=("Thể loại",)),
    ] = PublicationKind.ARTICLE
    topic: Annotated[
        PublicationTopic | None, Stored(index=True), Shown("Chủ đề", "Topic", aliases=("Nội dung",))
    ] = None
    channel: Annotated[
        Line,
        Shown(
            "Kênh",
            "Channel",
            help="Ví dụ: Cổng thông tin điện tử, Đài phát thanh, trang Facebook.",
            help_en="For example: the web portal, the radio station, a Facebook page.",
            column=True,
            aliases=("Nơi đăng", "Kênh đăng"),
        ),
    ] = ""
    published_on: Annotated[
        Day,
        Stored(index=True),
        Shown("Ngày đăng, phát", "Published on", column=True, aliases=("Ngày đăng", "Ngày phát")),
    ]
    unit: Annotated[
        Ref[Organization] | None,
        Stored(index=True),
        Shown("Đơn vị thực hiện", "Made by", column=True, aliases=("Đơn vị",)),
    ] = None
    author: Annotated[Line, Shown("Tác giả", "Author", aliases=("Người viết",))] = ""
    about: Annotated[
        Several[Ref[Startup | Product | Person | Organization | Event]],
        Shown(
            "Nói về",
            "About",
            help="Dự án, sản phẩm, người, tổ chức, sự kiện được nhắc đến.",
            help_en="Startups, products, people, organizations or events that it tells of.",
        ),
    ] = ()
    task: Annotated[
        Ref[Task] | None,
        Stored(index=True, on_delete="set null"),
        Shown("Thuộc nhiệm vụ", "Serves task"),
    ] = None
    link: Annotated[Line, Shown("Liên kết", "Link", aliases=("Đường dẫn", "Link"))] = ""
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""
