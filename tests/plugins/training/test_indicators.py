"""Officers certified, and startups trained."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hstk import Ecosystem
from hstk.kinds import (
    Affiliation,
    Event,
    EventKind,
    EventState,
    Gender,
    Mentor,
    Mentoring,
    Organization,
    OrganizationKind,
    PartialDate,
    Participation,
    ParticipationRole,
    Person,
    Startup,
    Support,
    SupportKind,
    TeamMember,
)
from hstk.plugins.training.kinds import CertificateKind, TrainingCertificate
from hstk.testing import ecosystem
from tests.evidence import number

D = date
MAY = D(2023, 5, 4)
CERTIFIED, TRAINED = "training.officers_certified", "training.projects_trained"


def person(eco: Ecosystem, name: str) -> Person:
    return eco.add(Person(name=name))


def unit(eco: Ecosystem, name: str, kind: OrganizationKind) -> Organization:
    return eco.add(Organization(name=name, kind_of=kind))


def training(eco: Ecosystem, name: str, on: D = MAY, **fields: Any) -> Event:
    values: dict[str, Any] = {"kind_of": EventKind.TRAINING, "state": EventState.HELD} | fields
    return eco.add(Event(name=name, starts_on=on, **values))


def attend(eco: Ecosystem, event: Event, who: Person | Startup, **fields: Any) -> None:
    values: dict[str, Any] = {"role": ParticipationRole.TRAINEE} | fields
    eco.add(Participation(event=event.id, who=who.id, **values))


def test_officers_count_once_by_the_day_of_issue(eco: Ecosystem) -> None:
    office = unit(eco, "Phòng Kinh tế", OrganizationKind.AGENCY)
    union = unit(eco, "Hội Phụ nữ", OrganizationKind.ASSOCIATION)
    for name, of, days in (
        ("Đầu Năm", office, [D(2023, 1, 1)]),
        ("Cuối Năm", union, [D(2023, 12, 31)]),
        ("Hai Chứng Chỉ", office, [D(2023, 3, 1), D(2023, 4, 1)]),
        ("Năm Trước", office, [D(2022, 12, 31)]),
        ("Năm Sau", office, [D(2024, 1, 1)]),
    ):
        who = person(eco, name)
        for day in days:
            eco.add(TrainingCertificate(person=who.id, unit=of.id, issued_on=day))

    found = number(eco, CERTIFIED)

    assert found.counted == {"Đầu Năm", "Cuối Năm", "Hai Chứng Chỉ"}
    assert found.value == 3
    assert found.near == {}
    assert number(eco, CERTIFIED, as_of=D(2023, 3, 31)).counted == {"Đầu Năm", "Hai Chứng Chỉ"}
    rows = {row.title: row for row in eco.evidence(CERTIFIED, 2023).counted}
    assert (rows["Hai Chứng Chỉ"].on, rows["Cuối Năm"].unit) == (D(2023, 4, 1), "Hội Phụ nữ")


def test_an_officer_counts_by_the_position_held_on_the_day(eco: Ecosystem) -> None:
    office = unit(eco, "Phòng Kinh tế", OrganizationKind.AGENCY)
    posts: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Đang Làm", {}),
        ("Ngày Đầu", {"since": D(2023, 6, 1)}),
        ("Ngày Cuối", {"until": D(2023, 6, 1)}),
        ("Chưa Làm", {"since": D(2023, 6, 2)}),
        ("Đã Nghỉ", {"until": D(2023, 5, 31)}),
    )
    for name, fields in posts:
        who = person(eco, name)
        eco.add(Affiliation(person=who.id, organization=office.id, **fields))
        eco.add(TrainingCertificate(person=who.id, issued_on=D(2023, 6, 1)))

    found = number(eco, CERTIFIED)

    assert found.counted == {"Đang Làm", "Ngày Đầu", "Ngày Cuối"}
    assert set(found.near) == {"Chưa Làm", "Đã Nghỉ"}


def test_officers_that_nearly_count_say_why(eco: Ecosystem) -> None:
    office = unit(eco, "Phòng Kinh tế", OrganizationKind.AGENCY)
    coop = unit(eco, "Hợp tác xã", OrganizationKind.COOPERATIVE)
    course = training(eco, "Lớp cố vấn")
    old = training(eco, "Lớp cũ", D(2022, 5, 4))
    for name, fields in (
        ("Doanh Nhân", {"unit": coop.id, "issued_on": D(2023, 6, 1)}),
        ("Không Đơn Vị", {"issued_on": D(2023, 6, 1)}),
        ("Chưa Cấp", {"unit": office.id}),
        ("Học Năm Nay", {"unit": office.id, "course": course.id}),
        ("Học Năm Ngoái", {"unit": office.id, "course": old.id}),
        ("Cấp Năm Sau", {"unit": office.id, "course": course.id, "issued_on": D(2024, 1, 1)}),
        (
            "Giấy Khác",
            {
                "unit": office.id,
                "kind_of": CertificateKind.ATTENDANCE,
                "issued_on": D(2023, 6, 1),
            },
        ),
    ):
        values: dict[str, Any] = dict(fields)
        eco.add(TrainingCertificate(person=person(eco, name).id, **values))
    officer, other, absent = (person(eco, n) for n in ("Đã Dự", "Người Dân", "Vắng Mặt"))
    for who in (officer, absent):
        eco.add(Affiliation(person=who.id, organization=office.id))
    attend(eco, course, officer)
    attend(eco, course, other)
    attend(eco, course, absent, present=False)

    found = number(eco, CERTIFIED)

    assert found.counted == set()
    assert found.near == {
        "Doanh Nhân": "có chứng chỉ nhưng không thuộc cơ quan, đoàn thể",
        "Không Đơn Vị": "có chứng chỉ nhưng không thuộc cơ quan, đoàn thể",
        "Chưa Cấp": "đã học, chưa được cấp chứng chỉ",
        "Học Năm Nay": "đã học, chưa được cấp chứng chỉ",
        "Cấp Năm Sau": "đã học, chưa được cấp chứng chỉ",
        "Giấy Khác": "giấy chứng nhận khác, không phải chứng chỉ tư vấn khởi nghiệp",
        "Đã Dự": "cán bộ đã dự tập huấn trong kỳ, chưa có chứng chỉ",
    }


def test_startups_count_once_when_helped_or_present(eco: Ecosystem) -> None:
    an = person(eco, "Nguyễn Thị Mẫu")
    course = training(eco, "Lớp khởi nghiệp", D(2023, 12, 31))
    eve = training(eco, "Lớp năm trước", D(2022, 12, 31))

    def startup(name: str) -> Startup:
        return eco.add(Startup(name=name, owner=an.id))

    both = startup("cả hai")
    attend(eco, course, both)
    eco.add(Support(about=both.id, kind_of=SupportKind.TRAINING, on=D(2023, 1, 1)))
    attend(eco, course, startup("dự lớp"), role=ParticipationRole.ATTENDEE)
    attend(eco, course, startup("giảng"), role=ParticipationRole.SPEAKER)
    attend(eco, eve, startup("lớp cũ"))
    other = startup("giúp việc khác")
    eco.add(Support(about=other.id, kind_of=SupportKind.PACKAGING, on=D(2023, 5, 1)))

    found = number(eco, TRAINED)

    assert found.counted == {"cả hai", "dự lớp"}
    assert found.value == 2
    (row,) = (row for row in eco.evidence(TRAINED, 2023).counted if row.title == "cả hai")
    assert row.on == D(2023, 12, 31)
    assert number(eco, TRAINED, as_of=D(2023, 12, 30)).counted == {"cả hai"}


def test_startups_that_nearly_count_say_why(eco: Ecosystem) -> None:
    people = {name: person(eco, name) for name in ("Chủ", "Thành viên", "Người khác")}
    course = training(eco, "Lớp đã mở")
    planned = training(eco, "Lớp dự kiến", state=EventState.PLANNED)

    def startup(name: str, owner: str = "Người khác") -> Startup:
        return eco.add(Startup(name=name, owner=people[owner].id))

    attend(eco, planned, startup("đăng ký"))
    attend(eco, course, startup("vắng"), present=False)
    startup("của chủ", "Chủ")
    attend(eco, course, people["Chủ"])
    team = startup("của nhóm")
    eco.add(TeamMember(startup=team.id, person=people["Thành viên"].id))
    attend(eco, course, people["Thành viên"])
    mentor = eco.add(Mentor(person=people["Người khác"].id))
    eco.add(Mentoring(mentor=mentor.id, startup=startup("cố vấn").id, on=D(2023, 12, 31)))
    eco.add(Mentoring(mentor=mentor.id, startup=startup("cố vấn sau").id, on=D(2024, 1, 1)))

    found = number(eco, TRAINED)

    assert found.counted == set()
    assert found.near == {
        "đăng ký": "đăng ký lớp tập huấn chưa diễn ra",
        "vắng": "có tên trong lớp tập huấn nhưng vắng mặt",
        "của chủ": "chủ hoặc thành viên đã dự tập huấn, chưa ghi cho dự án",
        "của nhóm": "chủ hoặc thành viên đã dự tập huấn, chưa ghi cho dự án",
        "cố vấn": "mới được cố vấn, chưa qua đào tạo, tập huấn",
    }


def test_officers_break_down_by_unit_month_gender_and_age(eco: Ecosystem) -> None:
    office = unit(eco, "Phòng Kinh tế", OrganizationKind.AGENCY)
    union = unit(eco, "Hội Phụ nữ", OrganizationKind.ASSOCIATION)
    officers: tuple[tuple[str, dict[str, Any], Organization | None], ...] = (
        ("Trẻ Nhất", {"gender": Gender.FEMALE, "birth": PartialDate("1993")}, union),
        ("Vừa Qua", {"gender": Gender.FEMALE, "birth": PartialDate("12/1992")}, union),
        ("Nhiều Tuổi", {"gender": Gender.MALE, "birth": PartialDate("1/1/1972")}, None),
        ("Không Rõ", {}, office),
    )
    for name, fields, of in officers:
        who = eco.add(Person(name=name, **fields))
        if of is None:
            eco.add(Affiliation(person=who.id, organization=office.id))
        eco.add(TrainingCertificate(person=who.id, unit=of.id if of else None, issued_on=MAY))

    found = eco.evidence(CERTIFIED, 2023)

    assert found.breakdowns == {
        "unit": {"Hội Phụ nữ": 2, "Phòng Kinh tế": 2},
        "month": {"2023-05": 4},
        "gender": {"Nữ": 2, "Nam": 1, "không rõ": 1},
        "age": {"Đến 30 tuổi": 1, "31 đến 40 tuổi": 1, "Trên 50 tuổi": 1, "không rõ": 1},
    }


def test_officers_are_never_more_than_certificates() -> None:
    with ecosystem("training") as eco:
        office = unit(eco, "Phòng Kinh tế", OrganizationKind.AGENCY)
        coop = unit(eco, "Hợp tác xã", OrganizationKind.COOPERATIVE)
        people = [person(eco, f"Người Số {number}") for number in range(4)]

        @settings(max_examples=25)
        @given(
            st.lists(
                st.tuples(
                    st.integers(0, 3), st.dates(D(2022, 12, 1), D(2024, 1, 31)), st.booleans()
                ),
                min_size=1,
                max_size=12,
            )
        )
        def holds(issued: list[tuple[int, D, bool]]) -> None:
            eco.add_many(
                TrainingCertificate(
                    person=people[who].id, unit=(office if official else coop).id, issued_on=on
                )
                for who, on, official in issued
            )
            found = eco.evidence(CERTIFIED, 2023).value
            eco.undo()
            counting = [who for who, on, official in issued if official and on.year == 2023]
            assert found == len(set(counting)) <= len(counting)

        holds()


def test_the_oldest_post_is_one_without_a_beginning(eco: Ecosystem) -> None:
    unknown, known = (
        eco.add(Organization(name=name, kind_of=OrganizationKind.AGENCY))
        for name in ("Đơn vị lâu năm", "Đơn vị từ 2010")
    )
    officer = person(eco, "Nguyễn An")
    for unit, since in ((known, D(2010, 1, 1)), (unknown, None)):
        eco.add(Affiliation(person=officer.id, organization=unit.id, since=since))
    eco.add(TrainingCertificate(person=officer.id, issued_on=MAY))

    counted = eco.evidence(CERTIFIED, 2023)

    assert counted.breakdowns["unit"] == {"Đơn vị lâu năm": 1}
