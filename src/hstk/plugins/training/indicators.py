"""How many officers are certified, how many startups trained."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    extract,
    func,
    or_,
    select,
    union_all,
)

from hstk import Ecosystem, Evidence, Indicator, Near, Period, say
from hstk.kinds import (
    Affiliation,
    Event,
    EventKind,
    EventState,
    Mentoring,
    Organization,
    OrganizationKind,
    Participation,
    ParticipationRole,
    Person,
    Startup,
    Support,
    SupportKind,
    TeamMember,
)
from hstk.plugins import By
from hstk.plugins.training.kinds import CertificateKind, TrainingCertificate
from hstk.plugins.training.trainee_kinds import TrainingCounselling

_OFFICIAL = (OrganizationKind.AGENCY, OrganizationKind.ASSOCIATION)
_PUPILS = (ParticipationRole.TRAINEE, ParticipationRole.ATTENDEE)


def officers_certified(eco: Ecosystem, period: Period) -> Evidence:
    """Officers of agencies and associations who got an adviser certificate in the period.

    Kế hoạch 175/KH-UBND, mục II: "10 cán bộ được cấp chứng chỉ về tư vấn, hỗ trợ khởi nghiệp".
    The target counts people, so two certificates of one officer are one. Where a certificate
    names no unit, the positions that its holder held on the day decide.
    """
    certificate, unit = eco.table(TrainingCertificate), eco.table(Organization)
    part, event = eco.table(Participation), eco.table(Event)
    adviser = certificate.c.kind_of == CertificateKind.ADVISER
    issued = certificate.c.issued_on.between(period.first, period.last)
    joined = certificate.outerjoin(unit, unit.c.id == certificate.c.unit)
    official = or_(
        unit.c.kind_of.in_(_OFFICIAL),
        and_(
            certificate.c.unit.is_(None),
            _in_office(eco, certificate.c.person, certificate.c.issued_on),
        ),
    )
    holder = certificate.c.person.label("id")
    person = eco.table(Person)
    issued_on = certificate.c.issued_on
    certified = select(
        holder,
        issued_on.label("on"),
        func.coalesce(
            certificate.c.unit,
            _posts(eco, certificate.c.person, issued_on).limit(1).scalar_subquery(),
        ).label("unit"),
        person.c.gender.label("gender"),
        _age_group(person.c.birth, issued_on).label("age"),
    ).select_from(joined.join(person, person.c.id == certificate.c.person))
    in_course = event.c.starts_on.between(period.first, period.last)
    return Evidence(
        certified.where(adviser, issued, official),
        (
            Near(
                "có chứng chỉ nhưng không thuộc cơ quan, đoàn thể",
                "certified, but of no agency or association",
                certified.where(adviser, issued),
            ),
            Near(
                "đã học, chưa được cấp chứng chỉ",
                "course done, nothing issued yet",
                select(holder)
                .select_from(joined.outerjoin(event, event.c.id == certificate.c.course))
                .where(
                    adviser,
                    or_(
                        and_(certificate.c.issued_on.is_(None), event.c.id.is_(None)),
                        and_(certificate.c.issued_on.is_(None), in_course),
                        and_(certificate.c.issued_on > period.last, in_course),
                    ),
                ),
            ),
            Near(
                "giấy chứng nhận khác, không phải chứng chỉ tư vấn khởi nghiệp",
                "another certificate than an adviser's",
                certified.where(~adviser, issued, official),
            ),
            Near(
                "cán bộ đã dự tập huấn trong kỳ, chưa có chứng chỉ",
                "an officer who was trained in the period, without a certificate",
                select(part.c.who.label("id"))
                .join(event, event.c.id == part.c.event)
                .where(
                    event.c.kind_of == EventKind.TRAINING,
                    event.c.state == EventState.HELD,
                    in_course,
                    part.c.role.in_(_PUPILS),
                    part.c.present.is_(True),
                    _in_office(eco, part.c.who, event.c.starts_on),
                ),
            ),
        ),
    )


def _in_office(eco: Ecosystem, person: Any, day: Any) -> ColumnElement[bool]:
    """Whether a person held a position in an agency or association on a day (on any, if none)."""
    return _posts(eco, person, day).exists()


def _posts(eco: Ecosystem, person: Any, day: Any) -> Select[Any]:
    """The agencies and associations in which a person was in office on a day, the oldest first."""
    post, office = eco.table(Affiliation), eco.table(Organization).alias("office")
    return (
        select(office.c.id)
        .select_from(post.join(office, office.c.id == post.c.organization))
        .where(
            post.c.person == person,
            office.c.kind_of.in_(_OFFICIAL),
            or_(post.c.since.is_(None), day.is_(None), post.c.since <= day),
            or_(post.c.until.is_(None), day.is_(None), post.c.until >= day),
        )
        .order_by(post.c.since.is_not(None), post.c.since, post.c.id)
    )


def _age_group(birth: Any, day: Any) -> Any:
    """The age group by the year of birth; the first is that of thanh niên.

    Luật Thanh niên 57/2020/QH14, Điều 1: thanh niên are 16 to 30 years old.
    """
    age = cast(extract("year", day), Integer) - cast(func.substr(birth, 1, 4), Integer)
    return case(
        (or_(birth.is_(None), birth == ""), None),
        (age <= 30, say("Đến 30 tuổi", "Up to 30")),
        (age <= 40, say("31 đến 40 tuổi", "31 to 40")),
        (age <= 50, say("41 đến 50 tuổi", "41 to 50")),
        else_=say("Trên 50 tuổi", "Over 50"),
    )


def projects_trained(eco: Ecosystem, period: Period) -> Evidence:
    """Startups that got training in the period, as support or at a training that was held.

    Kế hoạch 175/KH-UBND, mục II: "02 dự án khởi nghiệp được hỗ trợ về đào tạo, tập huấn nâng cao
    năng lực". Task 2.5 tells tập huấn định hướng from tư vấn, and the target names only the
    former: guidance alone is therefore a near miss, as mentoring is.
    """
    startup, support = eco.table(Startup), eco.table(Support)
    part, event, session = (eco.table(kind) for kind in (Participation, Event, Mentoring))
    advised, helps = eco.table(TrainingCounselling), eco.links(TrainingCounselling, "startups")
    helped = (
        select(startup.c.id, support.c.on.label("on"))
        .join(support, support.c.about == startup.c.id)
        .where(
            support.c.kind_of == SupportKind.TRAINING,
            support.c.on.between(period.first, period.last),
        )
    )
    pupil = and_(
        event.c.kind_of == EventKind.TRAINING,
        event.c.starts_on.between(period.first, period.last),
        part.c.role.in_(_PUPILS),
    )
    at_training = (
        select(startup.c.id, event.c.starts_on.label("on"))
        .select_from(
            startup.join(part, part.c.who == startup.c.id).join(event, event.c.id == part.c.event)
        )
        .where(pupil)
    )
    attended = at_training.where(event.c.state == EventState.HELD, part.c.present.is_(True))
    team = eco.table(TeamMember)
    people = union_all(
        select(team.c.startup.label("id"), team.c.person),
        select(startup.c.id, startup.c.owner.label("person")),
    ).subquery()
    return Evidence(
        helped.union_all(attended),
        (
            Near(
                "đăng ký lớp tập huấn chưa diễn ra",
                "entered for a training that was not held yet",
                at_training.where(event.c.state == EventState.PLANNED),
            ),
            Near(
                "có tên trong lớp tập huấn nhưng vắng mặt",
                "on the list of a training, but absent",
                at_training.where(event.c.state == EventState.HELD, part.c.present.is_(False)),
            ),
            Near(
                "mới được tư vấn, chưa qua đào tạo, tập huấn",
                "given guidance, not trained",
                select(helps.c.target.label("id"))
                .join(advised, advised.c.id == helps.c.source)
                .where(advised.c.on.between(period.first, period.last)),
            ),
            Near(
                "mới được cố vấn, chưa qua đào tạo, tập huấn",
                "mentored, not trained",
                select(session.c.startup.label("id")).where(
                    session.c.on.between(period.first, period.last)
                ),
            ),
            Near(
                "chủ hoặc thành viên đã dự tập huấn, chưa ghi cho dự án",
                "its owner or a member was trained, not noted for the startup",
                select(people.c.id)
                .join(part, part.c.who == people.c.person)
                .join(event, event.c.id == part.c.event)
                .where(pupil, event.c.state == EventState.HELD, part.c.present.is_(True)),
            ),
        ),
    )


OFFICERS_CERTIFIED = Indicator(
    "training.officers_certified",
    "Cán bộ được cấp chứng chỉ về tư vấn, hỗ trợ khởi nghiệp đổi mới sáng tạo",
    "Officers certified as startup advisers",
    "cán bộ",
    "officers",
    Person,
    officers_certified,
    by=(By("gender", "Giới tính", "Gender"), By("age", "Nhóm tuổi", "Age group")),
    help="Mỗi cán bộ của cơ quan, đoàn thể tính một lần, theo ngày cấp chứng chỉ trong kỳ.",
    help_en="Each officer of an agency or association once, by the day of issue in the period.",
)

PROJECTS_TRAINED = Indicator(
    "training.projects_trained",
    "Dự án khởi nghiệp được hỗ trợ về đào tạo, tập huấn nâng cao năng lực",
    "Startups supported with training",
    "dự án",
    "projects",
    Startup,
    projects_trained,
    help="Mỗi dự án tính một lần: có hỗ trợ đào tạo, hoặc dự lớp tập huấn đã tổ chức trong kỳ.",
    help_en="Each startup once: helped with training, or at a training held in the period.",
)
