"""A form: typing, checking, saving, two people at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import pytest

import hstk
from hstk import Ecosystem, NotFound, Ref, Rejected, Shown
from hstk.core.entity import Entity, FieldType
from hstk.core.errors import Conflict
from hstk.core.kinds import CORE_KINDS
from hstk.core.language import speaking
from hstk.kinds import Day, Line, Organization, Person, PersonGroup, Startup, Target
from hstk.plugins import Form
from hstk.tui.viewmodel.editing import Pick, Picks, editor_of, holds_several, text_of, value_of
from hstk.tui.viewmodel.form import FormModel, clashes, form_model, rebased, save
from hstk.tui.viewmodel.values import Names
from tests.records import filled

NAMES = Names({})


def new(kind: type[Entity], **states: Any) -> FormModel:
    model = FormModel(kind, None, NAMES)
    for name, state in states.items():
        model.put(name, state)
    return model


@pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_editing_nothing_changes_nothing(kind: type[Entity], lang: Any) -> None:
    with speaking(lang):
        record = filled(kind)
        model = FormModel(kind, record, NAMES)

        assert model.changed == []
        assert model.record() == record, model.errors
        assert model.changes(record) == {}


@pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)
def test_an_empty_form_names_what_is_required_and_nothing_else(kind: type[Entity]) -> None:
    model = FormModel(kind, None, NAMES)

    model.record()

    assert set(model.errors) == {n for n, f in model.fields.items() if f.required}


def test_every_field_has_its_section_and_editor() -> None:
    model = new(Person)

    assert [section for section, _ in model.sections] == [
        "", "Công việc", "Liên hệ", "Dữ liệu cá nhân", "",
    ]  # fmt: skip
    assert {field.name: editor_of(field) for field in model.fields.values()} | {"x": "x"} == {
        **dict.fromkeys(
            ("name", "given_name", "birth", "job", "workplace", "phone", "email", "address",
             "citizen_id"),
            "line",
        ),
        **dict.fromkeys(("gender", "residence"), "choice"),
        **dict.fromkeys(("groups", "admin_unit"), "picks"),
        "notes": "text",
        "x": "x",
    }  # fmt: skip
    assert model.title == "Thêm người"
    assert FormModel(Person, Person(name="An"), NAMES).title == "Sửa người"


def test_what_is_typed_is_read_as_people_write_it() -> None:
    model = new(
        Person,
        name=" Nguyễn  Thị An ",
        phone="84905123456",
        birth="tháng 3/1990",
        groups=Picks((Pick(PersonGroup.OFFICER, "Cán bộ"),)),
    )

    record = model.record()

    assert isinstance(record, Person)
    assert (record.name, record.phone, record.birth) == ("Nguyễn Thị An", "+84905123456", "1990-03")
    assert record.groups == (PersonGroup.OFFICER,)


def test_what_is_wrong_is_told_at_the_field() -> None:
    model = new(Person, name="An", phone="12345", birth="31/02/2024")

    assert model.record() is None
    assert set(model.errors) == {"phone", "birth"}
    assert "31/02/2024" in model.errors["birth"]
    assert model.general == []


def test_a_field_is_judged_alone() -> None:
    model = new(Person, phone="12345")

    assert model.check("phone")
    assert set(model.errors) == {"phone"}  # the missing name is not held against the phone
    model.put("phone", "0905123456")
    assert model.check("phone") == ""
    assert model.errors == {}


def test_a_value_that_is_understood_is_shown_as_it_is_kept() -> None:
    model = new(Person, phone="84905123456", birth="15.3.1990")

    assert model.tidy("phone") == "0905 123 456"
    assert model.tidy("birth") == "15/03/1990"
    startup = new(Startup, founded_on="hôm nay", revenue="2,5 triệu")
    assert startup.tidy("founded_on") == date.today().strftime("%d/%m/%Y")
    assert startup.tidy("revenue") == "2.500.000 đ"


def test_a_value_that_is_not_understood_stays_as_it_was_typed() -> None:
    model = new(Person, phone="khong phai so")
    model.check("phone")

    assert model.tidy("phone") == "khong phai so"
    assert new(Person, birth="99/99").tidy("birth") == "99/99"
    assert new(Person).tidy("birth") == ""


@pytest.mark.parametrize(
    ("typed", "value"), [("62,5", 62.5), ("62.5", 62.5), ("1.250,75", 1250.75), ("12", 12.0)]
)
def test_numbers_are_typed_the_vietnamese_way(typed: str, value: float) -> None:
    field = Target.fields["value"]

    assert float(value_of(field, typed)) == value
    assert field.type is FieldType.NUMBER
    assert text_of(field, 62.5) == "62,5"
    with speaking("en"):
        assert text_of(field, 62.5) == "62.5"


def test_whole_numbers_may_be_grouped() -> None:
    field = Startup.fields["workers"]

    assert value_of(field, "1.250") == "1250"
    assert value_of(field, "12 500") == "12500"
    assert value_of(field, "x") == "x"


def test_what_is_typed_but_not_picked_is_an_error() -> None:
    model = new(Startup, name="Tỏi đen", owner=Picks((), "Nguyễn Thị"))

    assert model.record() is None
    assert set(model.errors) == {"owner"}
    assert "«Nguyễn Thị»" in model.errors["owner"]


def test_a_rule_over_several_fields_is_told_of_the_whole() -> None:
    model = new(
        Startup,
        name="Tỏi đen",
        owner=Picks((Pick(Person(name="An").id, "An"),)),
        registered_on="02/01/2024",
        founded_on="01/01/2024",
    )
    if model.record() is None:
        assert model.errors == {}
        assert model.general


def test_choices_and_lists_know_whether_they_hold_several() -> None:
    assert holds_several(Person.fields["groups"])
    assert not holds_several(Person.fields["admin_unit"])


def test_clearing_a_field_empties_it(island: Ecosystem) -> None:
    person = next(p for p in island.find(Person) if p.phone)
    model = form_model(island, "person", person.id)
    model.put("phone", "")

    record = model.record()
    assert record is not None
    saved = save(island, model, record)

    assert isinstance(saved, Person)
    assert saved.phone is None
    assert saved.job == person.job
    assert set(island.history(person)[0].after) == {"phone"}


def test_saving_what_was_not_changed_writes_nothing(island: Ecosystem) -> None:
    person = island.find(Person)[0]
    model = form_model(island, "person", person.id)
    before = island.change_sets(limit=1)[0].number
    record = model.record()
    assert record is not None

    save(island, model, record)

    assert island.change_sets(limit=1)[0].number == before


def test_a_new_record_begins_with_its_name(island: Ecosystem) -> None:
    model = form_model(island, "person", title="Nguyễn Thị Ước Mơ")

    assert model.state("name") == "Nguyễn Thị Ước Mơ"
    assert model.changed == ["name"]
    # a certificate is named by the person, who is picked and not typed
    assert form_model(island, "training_certificate", title="x").changed == []


def test_references_are_known_by_name(island: Ecosystem) -> None:
    startup = next(s for s in island.find(Startup) if s.founded_on)

    state = form_model(island, "startup", startup.id).state("owner")

    assert state == Picks((Pick(startup.owner, "Mai Văn [/x] Được"),))


def test_what_the_store_refuses_is_told_at_the_field(island: Ecosystem) -> None:
    island.add(Person(name="Một", citizen_id="051190001234"))
    model = form_model(island, "person")
    model.put("name", "Hai")
    model.put("citizen_id", "051190001234")
    record = model.record()
    assert record is not None

    with pytest.raises(Rejected) as refused:
        save(island, model, record)
    model.take(refused.value.problems)

    assert set(model.errors) == {"citizen_id"}
    assert model.state("name") == "Hai"


def test_two_people_who_change_one_field_are_told(island: Ecosystem, ly_son: str) -> None:
    person = next(p for p in island.find(Person) if p.phone)
    mine = form_model(island, "person", person.id)
    mine.put("job", "Trưởng phòng")
    mine.put("address", "Thôn Tây")
    with hstk.open(ly_son, actor="Người khác") as other:
        other.update(other.get(Person, person.id), job="Phó phòng", email="khac@vidu.vn")
    record = mine.record()
    assert record is not None

    with pytest.raises(Conflict) as refused:
        save(island, mine, record)

    (clash,) = clashes(island, Person.fields, refused.value.differences)
    assert (clash.label, clash.before, clash.mine, clash.theirs) == (
        "Nghề nghiệp, chức vụ",
        "Chuyên viên",
        "Trưởng phòng",
        "Phó phòng",
    )

    # mine: my words over theirs; what only they changed stays theirs
    kept = rebased(island, mine, set())
    record = kept.record()
    assert isinstance(record, Person)
    assert kept.changes(record) == {"job": "Trưởng phòng", "address": "Thôn Tây"}
    assert record.email == "khac@vidu.vn"

    # theirs: their value stands, the rest of mine is still there
    taken = rebased(island, mine, {"job"})
    record = taken.record()
    assert isinstance(record, Person)
    assert taken.changes(record) == {"address": "Thôn Tây"}
    assert isinstance(save(island, taken, record), Person)
    assert island.get(Person, person.id).job == "Phó phòng"


def test_a_record_that_is_gone_cannot_be_edited(island: Ecosystem) -> None:
    person = island.add(Person(name="Sắp xoá"))
    model = form_model(island, "person", person.id)
    island.delete(person)

    with pytest.raises(NotFound):
        form_model(island, "person", person.id)
    with pytest.raises(NotFound):
        rebased(island, model, set())


def test_a_clash_over_a_reference_is_told_by_names(island: Ecosystem) -> None:
    startup = next(s for s in island.find(Startup) if s.founded_on)
    coop = next(o for o in island.find(Organization) if "Tỏi" in o.name)
    from hstk.core.errors import Difference

    (clash,) = clashes(
        island, Startup.fields, [Difference("owner", startup.owner, coop.id, startup.owner)]
    )

    assert (clash.before, clash.mine) == ("Mai Văn [/x] Được", "Hợp tác xã Tỏi Cù Lao Ré")


class Answers(Form):
    """Some with a default, some without, some that may be left out."""

    who: Annotated[Ref[Person], Shown("Ai", "Who")]
    places: Annotated[int, Shown("Số chỗ", "Places")]
    days: Annotated[int, Shown("Số ngày", "Days")] = 2
    topics: Annotated[tuple[str, ...], Shown("Chuyên đề", "Topics")] = ()
    on: Annotated[Day | None, Shown("Ngày", "Day")] = None
    price: Annotated[int | None, Shown("Giá", "Price")] = 5
    name: Annotated[Line, Shown("Tên", "Name")] = ""


def test_so_far_a_form_has_its_declared_defaults_where_nothing_is_typed() -> None:
    so_far = new(Answers).so_far()

    assert (so_far.who, so_far.places, so_far.on) == (None, None, None)
    assert (so_far.days, so_far.topics, so_far.price, so_far.name) == (2, (), 5, "")


def test_so_far_what_is_emptied_or_not_understood_is_as_if_nothing_were_typed() -> None:
    so_far = new(Answers, days="", price="", places="nhiều", on="31/02/2023", name="  ").so_far()

    assert (so_far.days, so_far.price, so_far.places, so_far.on) == (2, None, None, None)
    assert so_far.name == ""
    assert new(Answers, days="hai").so_far().days == 2
    assert new(Answers, days="3", price="7").so_far().price == 7
