"""What a class of entities says, what it refuses, and how records behave as values."""

from __future__ import annotations

import json
import pickle
import unicodedata
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Annotated, Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    BaseModel,
    Field,
    PrivateAttr,
    ValidationError,
    computed_field,
    create_model,
    model_validator,
)

from hstk.core.choices import Choice
from hstk.core.dates import Day, Moment, PartialDate
from hstk.core.entity import (
    Entity,
    FieldType,
    Line,
    Name,
    Ref,
    Several,
    Shown,
    Stored,
    Text,
    Unique,
    YesNo,
    pair,
)
from hstk.core.fields import misfit
from hstk.core.kinds import CORE_KINDS, Organization, Person, PersonGroup, Startup
from hstk.core.language import speaking
from hstk.core.money import Money
from hstk.core.tax_codes import CitizenId, TaxCode
from tests.records import LEAST, A, B, accepted, filled

every_kind = pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)


class Grade(Choice):
    LOW = "low", "Thấp", "Low"
    HIGH = "high", "Cao", "High"


class Garden(
    Entity,
    kind="tea_garden",
    label="Vườn trà",
    label_en="Tea garden",
    subject="Nông nghiệp|Farming",
    uniques=(Unique(("code", "grade"), where="grade is not null"),),
    help="Một vườn.",
    help_en="A garden.",
):
    """A kind with a field of every type."""

    name: Annotated[Name, Shown("Tên", "Name")]
    code: Annotated[Line | None, Stored(unique=True), Shown("Mã", "Code")] = None
    story: Annotated[Text, Shown("Câu chuyện", "Story", search=2)] = ""
    trees: Annotated[int | None, Shown("Số cây", "Trees")] = None
    slope: Annotated[float | None, Shown("Độ dốc", "Slope")] = None
    price: Annotated[Money | None, Shown("Giá", "Price")] = None
    organic: Annotated[YesNo | None, Shown("Hữu cơ", "Organic")] = None
    planted: Annotated[Day | None, Shown("Ngày trồng", "Planted")] = None
    founded: Annotated[PartialDate | None, Shown("Lập từ", "Since")] = None
    seen: Annotated[Moment | None, Shown("Thấy lúc", "Seen")] = None
    grade: Annotated[Grade | None, Stored(index=True), Shown("Hạng", "Grade", board=True)] = None
    grades: Annotated[Several[Grade], Shown("Các hạng", "Grades")] = ()
    names: Annotated[Several[Line], Shown("Tên khác", "Other names")] = ()
    owner: Annotated[
        Ref[Person | Organization] | None, Stored(on_delete="set null"), Shown("Chủ", "Owner")
    ] = None
    parent: Annotated[Ref["Garden"] | None, Shown("Thuộc", "Part of")] = None  # noqa: UP037
    partners: Annotated[Several[Ref[Organization]], Shown("Đối tác", "Partners")] = ()
    about: Annotated[Ref[Entity] | None, Shown("Về", "About")] = None
    token: Annotated[UUID | None, Shown("Mã riêng", "Token")] = None
    citizen: Annotated[CitizenId | None, Shown("Số căn cước", "Citizen number")] = None
    tax: Annotated[TaxCode | None, Shown("Mã số thuế", "Tax code")] = None


FULL: dict[str, Any] = {
    "name": "Đồi Một",
    "code": "D1",
    "story": "dòng một\ndòng hai",
    "trees": "1.200",
    "slope": "12,5",
    "price": "2,5 triệu",
    "organic": "có",
    "planted": "15/11/2022",
    "founded": "3/2019",
    "seen": "15/11/2022 14:30",
    "grade": "Cao",
    "grades": "thap; Cao",
    "names": "một; hai ;; ba",
    "owner": A,
    "partners": f"{A};{B}",
    "token": B,
    "citizen": "051190001234",
    "tax": "0100233488",
}


# ---- What a class says --------------------------------------------------------------------------


def test_every_type_of_field_is_known_by_its_annotation() -> None:
    assert {name: field.type for name, field in Garden.fields.items()} == {
        "id": FieldType.ID,
        "name": FieldType.LINE,
        "code": FieldType.LINE,
        "story": FieldType.TEXT,
        "trees": FieldType.INTEGER,
        "slope": FieldType.NUMBER,
        "price": FieldType.MONEY,
        "organic": FieldType.BOOLEAN,
        "planted": FieldType.DATE,
        "founded": FieldType.PARTIAL_DATE,
        "seen": FieldType.MOMENT,
        "grade": FieldType.CHOICE,
        "grades": FieldType.CHOICES,
        "names": FieldType.LINES,
        "owner": FieldType.REF,
        "parent": FieldType.REF,
        "partners": FieldType.REFS,
        "about": FieldType.REF,
        "token": FieldType.ID,
        "citizen": FieldType.LINE,
        "tax": FieldType.LINE,
    }
    assert set(FieldType) == {field.type for field in Garden.fields.values()}


def test_a_field_says_how_it_is_stored_and_shown() -> None:
    name, code, grade = (Garden.fields[n] for n in ("name", "code", "grade"))
    assert (name.required, name.optional, name.max_length, name.search) == (True, False, 300, 1)
    assert (code.required, code.optional, code.stored.unique) == (False, True, True)
    assert (grade.choices, grade.stored.index, grade.shown.board) == (Grade, True, True)
    assert Garden.fields["story"].search == 2
    assert Garden.fields["price"].search == 0
    assert Garden.fields["names"].search == 1
    assert Garden.fields["story"].default == ""
    assert Garden.fields["trees"].default is None


def test_a_reference_names_the_kinds_it_may_lead_to() -> None:
    fields = Garden.fields
    assert fields["owner"].targets == ("person", "organization")
    assert fields["owner"].stored.on_delete == "set null"
    assert fields["parent"].targets == ("tea_garden",)
    assert fields["partners"].targets == ("organization",)
    assert fields["about"].targets == ()


def test_numbers_of_people_are_marked() -> None:
    assert {name for name, field in Garden.fields.items() if field.masked} == {"citizen", "tax"}
    assert Person.fields["citizen_id"].masked
    assert Organization.fields["tax_code"].masked


def test_a_kind_is_described_in_the_language_of_the_reader() -> None:
    spec, field = Garden.spec, Garden.fields["trees"]
    assert (spec.label, spec.help, field.label) == ("Vườn trà", "Một vườn.", "Số cây")
    with speaking("en"):
        assert (spec.label, spec.help, field.label) == ("Tea garden", "A garden.", "Trees")
    assert pair("Nông nghiệp|Farming") == "Nông nghiệp"
    assert pair("OCOP") == "OCOP"
    with speaking("en"):
        assert pair("Nông nghiệp|Farming") == "Farming"
        assert pair("OCOP") == "OCOP"


def test_the_title_is_the_name_or_the_first_line_or_what_is_said() -> None:
    class Note(Entity, kind="tea_note", label="Ghi chép", label_en="Note"):
        on: Annotated[Day, Shown("Ngày", "Day")]
        heading: Annotated[Line, Shown("Đầu đề", "Heading")]

    assert Garden.spec.title == ("name",)
    assert Note.spec.title == ("heading",)
    assert Person.spec.person
    assert not Startup.spec.person


def test_a_shared_base_is_no_kind_and_gives_its_fields() -> None:
    class Dated(Entity):
        on: Annotated[Day | None, Shown("Ngày", "Day")] = None

    class Visit(Dated, kind="tea_visit", label="Lần thăm", label_en="Visit"):
        what: Annotated[Line, Shown("Việc", "What")]

    assert not hasattr(Dated, "spec")
    assert list(Visit.fields) == ["id", "on", "what"]


def test_what_a_class_says_cannot_be_changed_from_outside() -> None:
    assert isinstance(Garden.fields, MappingProxyType)
    with pytest.raises(AttributeError):
        Garden.fields["name"].type = FieldType.TEXT


# ---- What a class is refused for ----------------------------------------------------------------


LABELLED = Shown("Nhãn", "Label")
REF: Any = Ref


def shown(annotation: Any, *marks: object) -> Any:
    """The annotation with a label."""
    annotated: Any = Annotated[(annotation, *marks, LABELLED)]
    return annotated


NAMED = {"name": shown(Line)}

REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "no label": ({"name": Line}, {}, "X.name: a field needs Shown"),
    "no English label": (
        {"name": Annotated[Line, Shown("Nhãn", "")]},
        {},
        "X.name: a field needs Shown",
    ),
    "no label of the kind": (NAMED, {"label": ""}, "needs label and label_en"),
    "no English label of the kind": (NAMED, {"label_en": ""}, "needs label and label_en"),
    "help in one language": (
        {"name": Annotated[Line, Shown("Nhãn", "Label", help="chỉ tiếng Việt")]},
        {},
        "in both languages or in none",
    ),
    "bytes": ({"name": shown(bytes)}, {}, "X.name: no field type"),
    "a dict": (NAMED | {"x": shown(dict[str, int])}, {}, "X.x: no field type"),
    "a list": (NAMED | {"x": shown(list[str])}, {}, "X.x: no field type"),
    "a pair": (NAMED | {"x": shown(tuple[str, int])}, {}, "X.x: no field type"),
    "several numbers": (NAMED | {"x": shown(tuple[int, ...])}, {}, "X.x: no field type"),
    "one of two types": (NAMED | {"x": shown(int | str)}, {}, "one type, or it and None"),
    "set null on what is required": (
        NAMED | {"x": shown(REF[Person], Stored(on_delete="set null"))},
        {},
        "set null must allow None",
    ),
    "a reference to nobody": (NAMED | {"x": shown(REF["Nobody"])}, {}, "is not a kind"),
    "a reference to no kind": (NAMED | {"x": shown(REF[BaseModel])}, {}, "is not a kind"),
    "no title": ({"x": shown(int)}, {}, "say which field is its title"),
    "an unknown title": (NAMED, {"named_by": "no"}, "there is no field 'no'"),
    "an unknown unique field": (NAMED, {"uniques": (Unique(("no",)),)}, "there is no field 'no'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_class_that_cannot_be_kept_is_refused(case: str) -> None:
    fields, keywords, told = REFUSED[case]
    named = {"kind": "tea_x", "label": "X", "label_en": "X"} | keywords
    definitions: dict[str, Any] = {name: (one, ...) for name, one in fields.items()}
    with pytest.raises(TypeError, match=told):
        create_model("X", __base__=Entity, __cls_kwargs__=named, **definitions)


def test_a_record_has_nothing_private_and_nothing_computed() -> None:
    with pytest.raises(TypeError, match="nothing private and nothing computed"):

        class Private(Entity, kind="tea_a", label="A", label_en="A"):
            name: Annotated[Line, LABELLED]
            _seen: int = PrivateAttr(0)

    with pytest.raises(TypeError, match="nothing private and nothing computed"):

        class Computed(Entity, kind="tea_b", label="B", label_en="B"):
            name: Annotated[Line, LABELLED]

            @computed_field  # type: ignore[prop-decorator]
            @property
            def shout(self) -> str:
                return self.name.upper()

    with pytest.raises(TypeError, match="model_post_init would not run"):

        class Busy(Entity, kind="tea_c", label="C", label_en="C"):
            name: Annotated[Line, LABELLED]

            def model_post_init(self, context: object) -> None:
                """Never runs."""


def test_plain_properties_and_class_variables_are_welcome() -> None:
    class Plain(Entity, kind="tea_plain", label="A", label_en="A"):
        limit: ClassVar[int] = 3
        name: Annotated[Line, LABELLED]

        @property
        def shout(self) -> str:
            return self.name.upper()

    assert Plain(name="trà").shout == "TRÀ"


# ---- Records as values --------------------------------------------------------------------------


def test_a_record_reads_values_as_people_write_them() -> None:
    garden = Garden.model_validate(FULL)
    assert (garden.trees, garden.slope, garden.price) == (1200, 12.5, 2_500_000)
    assert (garden.organic, garden.planted, garden.founded) == (True, date(2022, 11, 15), "2019-03")
    assert garden.seen == datetime(2022, 11, 15, 7, 30, tzinfo=UTC)
    assert (garden.grade, garden.grades) == (Grade.HIGH, (Grade.LOW, Grade.HIGH))
    assert garden.names == ("một", "hai", "ba")
    assert (garden.owner, garden.partners) == (UUID(A), (UUID(A), UUID(B)))


def test_an_empty_cell_means_nothing_for_every_type() -> None:
    empty = Garden.model_validate(dict.fromkeys(FULL, "") | {"name": "Đồi Một"})
    assert empty == Garden(id=empty.id, name="Đồi Một")
    cleared = Garden.model_validate(FULL).evolve(trees="", owner="", names="", story="")
    assert (cleared.trees, cleared.owner, cleared.names, cleared.story) == (None, None, (), "")


def test_a_required_field_cannot_be_emptied() -> None:
    garden = Garden(name="Đồi Một")
    for empty in ("", "   ", None, "\u200b"):
        with pytest.raises(ValidationError):
            garden.evolve(name=empty)


def test_a_record_is_frozen() -> None:
    garden = Garden(name="Đồi Một")
    with pytest.raises(ValidationError, match="frozen"):
        garden.name = "Đồi Hai"  # type: ignore[misc]


def test_evolve_gives_a_checked_copy() -> None:
    garden = Garden.model_validate(FULL)
    other = garden.evolve(name="Đồi Hai", trees=7)
    assert (other.id, other.name, other.trees, other.price) == (garden.id, "Đồi Hai", 7, 2_500_000)
    assert garden.name == "Đồi Một"
    with pytest.raises(ValidationError, match="Extra inputs"):
        garden.evolve(tres=7)
    with pytest.raises(ValidationError):
        garden.evolve(trees="nhiều")


def test_an_entity_stands_for_its_id() -> None:
    owner, unit = Person(name="An"), Organization.model_validate(LEAST["organization"])
    garden = Garden.model_validate({"name": "Đồi", "owner": owner, "partners": [unit, unit.id]})
    assert garden.owner == owner.id
    assert garden.partners == (unit.id, unit.id)
    assert garden.evolve(owner=unit).owner == unit.id


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Garden(name="Đồi", colour="xanh")  # type: ignore[call-arg]


@every_kind
def test_records_print_compare_hash_and_pickle(kind: type[Entity]) -> None:
    for record in (filled(kind), accepted(kind)):
        again = pickle.loads(pickle.dumps(record))
        assert again == record
        assert hash(again) == hash(record)
        assert type(again) is kind
        assert repr(record).startswith(f"{kind.__name__}(id=UUID(")
        assert record.model_copy() == record
        assert record != record.evolve(id=B if str(record.id) == A else A)


@every_kind
def test_what_was_checked_once_is_the_same_when_it_is_trusted(kind: type[Entity]) -> None:
    for record in (filled(kind), accepted(kind)):
        trusted = kind.trusted(dict(record.__dict__))
        assert trusted == record == kind.model_validate(record.__dict__)
        assert hash(trusted) == hash(record)
        assert repr(trusted) == repr(record)
        assert pickle.loads(pickle.dumps(trusted)) == record
        assert trusted.model_dump() == record.model_dump()
        assert trusted.evolve() == record


@every_kind
def test_a_record_travels_as_json(kind: type[Entity]) -> None:
    record = filled(kind)
    assert kind.model_validate_json(record.model_dump_json()) == record
    assert json.loads(record.model_dump_json())["id"] == str(record.id)


def test_two_records_of_the_same_values_are_two_records() -> None:
    assert Person(name="An") != Person(name="An")


# ---- Text at the door ---------------------------------------------------------------------------

DECOMPOSED = unicodedata.normalize("NFD", "Trần Đức Hoà")
COMPOSED = unicodedata.normalize("NFC", DECOMPOSED)


def test_text_is_composed_in_every_field_and_every_item() -> None:
    garden = Garden.model_validate(
        {"name": DECOMPOSED, "code": DECOMPOSED, "story": DECOMPOSED, "names": [DECOMPOSED, "b"]}
    )
    assert DECOMPOSED != COMPOSED
    assert (garden.name, garden.code, garden.story) == (COMPOSED,) * 3
    assert garden.names == (COMPOSED, "b")


@pytest.mark.parametrize("several", [list, tuple])
def test_items_of_several_values_are_cleaned_however_they_come(several: Any) -> None:
    garden = Garden.model_validate({"name": "Đồi", "names": several([DECOMPOSED, " a  b ", ""])})
    assert garden.names == (COMPOSED, "a b")
    assert Garden.model_validate({"name": "Đồi", "names": {"a\u00a0b"}}).names == ("a b",)
    assert Garden.model_validate({"name": "Đồi", "names": f"{DECOMPOSED}; b"}).names == (
        COMPOSED,
        "b",
    )


def test_text_of_another_class_is_composed_too() -> None:
    class Cell(str):
        """As some libraries give the text of a cell."""

        __slots__ = ()

    garden = Garden.model_validate({"name": Cell(DECOMPOSED), "names": [Cell(DECOMPOSED)]})
    assert (garden.name, garden.names) == (COMPOSED, (COMPOSED,))
    assert type(garden.name) is type(garden.names[0]) is str


def test_pick_lists_and_partial_dates_stay_what_they_are() -> None:
    garden = Garden.model_validate(
        {"name": "Đồi", "grade": Grade.LOW, "grades": (Grade.HIGH,), "founded": PartialDate("2019")}
    )
    assert garden.grade is Grade.LOW
    assert garden.grades[0] is Grade.HIGH
    assert isinstance(garden.founded, PartialDate)


def test_json_is_cleaned_as_well() -> None:
    assert Garden.model_validate_json(json.dumps({"name": DECOMPOSED})).name == COMPOSED


@pytest.mark.parametrize(
    "text",
    ["[/x] [b]đậm[/b]", "Hải sản 🦀🦐", "a" * 300, "«Tỏi» & <ớt> 100%", "'; DROP TABLE", "\\n"],
)
def test_what_only_looks_dangerous_is_kept_as_it_is(text: str) -> None:
    assert Garden(name=text).name == text
    assert Garden(name="Đồi", story=text, names=(text,)).names == (text,)


def problems(**values: Any) -> dict[str, str]:
    """What is wrong with each field of a garden."""
    with pytest.raises(ValidationError) as refused:
        Garden.model_validate({"name": "Đồi"} | values)
    return {str(e["loc"][0]): e["msg"] for e in refused.value.errors() if e["loc"]}


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x7f", "\x85x\x9b", "\ud800"])
@pytest.mark.parametrize("field", ["name", "code", "story", "names"])
def test_control_characters_are_refused_with_field_and_place(bad: str, field: str) -> None:
    given: Any = f"Tỏi{bad}"
    found = problems(**{field: [given] if field == "names" else given})
    code = ord(bad[-1])
    assert list(found) == [field]
    assert f"có ký tự điều khiển U+{code:04X} ở vị trí" in found[field]


def test_the_place_of_a_control_character_counts_from_one() -> None:
    assert "ở vị trí 4;" in problems(name="Tỏi\x00")["name"]
    assert "mục 2 có ký tự điều khiển U+0000 ở vị trí 1;" in problems(names=["a", "\x00"])["names"]
    with speaking("en"):
        assert (
            "item 2 has the control character U+0000 at 1" in problems(names=["a", "\x00"])["names"]
        )


def test_line_breaks_are_kept_in_text_and_become_spaces_in_a_line() -> None:
    garden = Garden(name="Đồi\nMột\tHai", story="một\r\nhai\tba")
    assert garden.name == "Đồi Một Hai"
    assert garden.story == "một\nhai\tba"


def test_all_that_is_wrong_is_found_at_once_also_beside_unreadable_text() -> None:
    found = problems(name="a\x00", story="\x07", slope="2.000", trees="x", tres=1, citizen="1")
    assert set(found) == {"name", "story", "slope", "trees", "tres", "citizen"}


def test_what_a_plugin_says_of_a_value_survives_beside_unreadable_text() -> None:
    class Strict(Entity, kind="tea_strict", label="A", label_en="A"):
        name: Annotated[Name, LABELLED]
        size: Annotated[int, Field(ge=3), LABELLED] = 3

        @model_validator(mode="after")
        def rule(self) -> Strict:
            raise misfit("không bao giờ", "size")

    with pytest.raises(ValidationError) as refused:
        Strict.model_validate({"name": "a\x00", "size": 1})
    assert [e["loc"] for e in refused.value.errors()] == [("name",), ("size",)]
    assert refused.value.errors()[1]["ctx"] == {"ge": 3}


@given(st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_kept_in_its_one_form(text: str) -> None:
    try:
        garden = Garden(name="Đồi", story=text, names=(text,), code=text)
    except ValidationError:
        assert any(not c.isprintable() for c in text)
        return
    for kept in (garden.story, garden.code or "", *garden.names):
        assert unicodedata.is_normalized("NFC", kept)
    assert Garden.model_validate(garden.__dict__) == garden


# ---- Numbers ------------------------------------------------------------------------------------


def test_thousands_are_not_mistaken_for_decimals() -> None:
    assert Garden(name="Đồi", trees="10.000").trees == 10_000  # type: ignore[arg-type]
    assert "hai cách" in problems(slope="10.000")["slope"]


@pytest.mark.parametrize("number", [2**63, -(2**63), 10**30, "9.300.000.000.000.000.000"])
def test_numbers_that_cannot_be_kept_are_refused(number: Any) -> None:
    assert "quá lớn" in problems(trees=number)["trees"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), "NaN", "Infinity"])
def test_what_is_no_number_is_refused(number: Any) -> None:
    assert list(problems(slope=number)) == ["slope"]


def test_one_value_is_read_as_its_field_would() -> None:
    assert Garden.read_value("name", " Đồi  Một ") == "Đồi Một"
    assert Garden.read_value("trees", "1.200") == 1200
    assert Garden.read_value("story", "a\nb") == "a\nb"
    assert Garden.read_value("names", ("a ", "")) == ("a",)
    with pytest.raises(ValueError, match="U\\+0007"):
        Garden.read_value("name", "\x07")


# ---- Yes and no, several values -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *((word, True) for word in ("Có", "x", "đúng", "rồi", "YES", "1")),
        *((word, False) for word in ("Không", "chưa", "sai", "no", "0")),
    ],
)
def test_yes_and_no_are_read(word: str, meant: bool) -> None:
    assert Garden(name="Đồi", organic=word).organic is meant  # type: ignore[arg-type]


def test_another_word_is_neither_yes_nor_no() -> None:
    assert "ghi Có hoặc Không" in problems(organic="có lẽ")["organic"]


def test_several_picks_are_read_by_value_or_label() -> None:
    person = accepted(Person, groups="youth; hoc sinh, sinh vien")
    assert isinstance(person, Person)
    assert person.groups == (PersonGroup.YOUTH, PersonGroup.STUDENT)


def test_an_entity_made_by_create_model_without_a_kind_is_only_a_base() -> None:
    made = create_model("Made", __base__=Entity, x=(Annotated[int, LABELLED], 1))
    assert not hasattr(made, "spec")
