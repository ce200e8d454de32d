"""Every kind of the core: labels, pick lists, references, round trips, and its own rules."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import pytest

import hstk.core.kinds
import hstk.kinds
from hstk.core.choices import Choice
from hstk.core.entity import Entity, FieldSpec, FieldType, Line, Ref, Shown
from hstk.core.errors import Rejected
from hstk.core.filters import Both, Compare, Condition, Either, IsNull, Not, OneOf, where
from hstk.core.kinds import (
    CORE_KINDS,
    AdminUnit,
    Attachment,
    BudgetLine,
    BudgetSource,
    ClubMember,
    ClubRole,
    Event,
    FundingLink,
    FundKind,
    Gender,
    Level,
    Mentor,
    Mentoring,
    Organization,
    OrganizationKind,
    Participation,
    Person,
    PersonGroup,
    Plan,
    Product,
    Progress,
    Publication,
    Recognition,
    ReportIssued,
    Request,
    Stage,
    Startup,
    Support,
    SupportKind,
    Target,
    Task,
    TeamMember,
    Timing,
)
from hstk.core.language import speaking
from hstk.core.showing import from_json, record_json
from hstk.core.text import canonical_tones, fold, nfc
from hstk.core.validation import checked
from tests.records import LEAST, A, B, accepted, filled, refusal

THE_KINDS_OF_THE_DESIGN = """
    AdminUnit Succession Person Organization Affiliation Startup TeamMember Support Mentor
    Mentoring Club ClubMember Dues Fund Contribution Program FundingLink Product Recognition Event
    Participation Venue Publication Plan Target Task Progress BudgetLine ReportIssued Interaction
    FollowUp Attachment Consent Request
"""

every_kind = pytest.mark.parametrize("kind", CORE_KINDS, ids=lambda kind: kind.spec.kind)
every_field = pytest.mark.parametrize(
    "field",
    [
        pytest.param(field, id=f"{kind.spec.kind}.{field.name}")
        for kind in CORE_KINDS
        for field in kind.fields.values()
    ],
)
PICK_LISTS = sorted(
    (
        found
        for found in vars(hstk.core.kinds).values()
        if isinstance(found, type) and issubclass(found, Choice)
    ),
    key=lambda choices: choices.__name__,
)
every_pick_list = pytest.mark.parametrize("choices", PICK_LISTS, ids=lambda found: found.__name__)


# ---- What there is ------------------------------------------------------------------------------


def test_the_kinds_are_those_of_the_design() -> None:
    assert sorted(kind.__name__ for kind in CORE_KINDS) == sorted(THE_KINDS_OF_THE_DESIGN.split())


@every_kind
def test_a_kind_is_named_as_its_class(kind: type[Entity]) -> None:
    assert kind.spec.kind == re.sub(r"(?<!^)([A-Z])", r"_\1", kind.__name__).lower()


def test_no_two_kinds_share_a_label() -> None:
    for labels in (
        [kind.spec.label_vi for kind in CORE_KINDS],
        [kind.spec.label_en for kind in CORE_KINDS],
    ):
        assert len({fold(label) for label in labels}) == len(labels)


@every_kind
def test_references_come_after_their_targets(kind: type[Entity]) -> None:
    names = [found.spec.kind for found in CORE_KINDS]
    known = names[: names.index(kind.spec.kind) + 1]
    for field in kind.fields.values():
        assert set(field.targets) <= set(known), field.name


def test_some_references_name_several_kinds_their_own_or_any() -> None:
    assert Startup.fields["owner"].targets == ("person", "organization")
    assert FundingLink.fields["source"].targets == ("fund", "program")
    assert Participation.fields["who"].targets == ("person", "organization", "startup", "product")
    assert AdminUnit.fields["parent"].targets == ("admin_unit",)
    assert Organization.fields["successor"].targets == ("organization",)
    assert Attachment.fields["about"].targets == Progress.fields["evidence"].targets == ()


def test_what_is_part_of_a_record_goes_with_it() -> None:
    parts = {
        f"{kind.spec.kind}.{field.name}"
        for kind in CORE_KINDS
        for field in kind.fields.values()
        if field.stored.on_delete == "cascade"
    }
    assert {
        "team_member.startup",
        "dues.member",
        "participation.event",
        "progress.task",
        "task.plan",
        "attachment.about",
        "consent.person",
    } <= parts
    assert FundingLink.fields["startup"].stored.on_delete == "restrict"
    assert Recognition.fields["product"].stored.on_delete == "restrict"
    assert Request.fields["person"].stored.on_delete == "set null"


# ---- Labels and help ----------------------------------------------------------------------------


@every_field
def test_a_field_is_labelled_in_both_languages(field: FieldSpec) -> None:
    shown = field.shown
    assert shown.label
    assert shown.label_en
    assert bool(shown.help) == bool(shown.help_en)
    if shown.section:
        assert all(shown.section.split("|"))
        assert shown.section.count("|") == 1
    with speaking("en"):
        assert field.label == shown.label_en
        assert field.help == shown.help_en


@every_kind
def test_a_kind_is_described_in_both_languages(kind: type[Entity]) -> None:
    spec = kind.spec
    assert all([spec.label_vi, spec.label_en, spec.help_vi, spec.help_en, kind.__doc__])
    assert all(spec.subject.split("|"))
    assert spec.subject.count("|") == 1


def texts_for_people(kind: type[Entity]) -> list[str]:
    spec = kind.spec
    found = [spec.label_vi, spec.help_vi, spec.subject, *(u.message for u in spec.uniques)]
    for field in kind.fields.values():
        found += [field.shown.label, field.shown.help, field.shown.section, *field.shown.aliases]
    return found


@every_kind
def test_vietnamese_is_composed_and_spelt_as_the_law_spells_it(kind: type[Entity]) -> None:
    for text in texts_for_people(kind):
        assert text == nfc(text) == canonical_tones(text)


@every_kind
def test_no_two_fields_answer_to_one_heading_of_a_spreadsheet(kind: type[Entity]) -> None:
    headings: dict[str, str] = {}
    for field in kind.fields.values():
        mine = {fold(h) for h in (field.shown.label, field.shown.label_en, *field.shown.aliases)}
        for heading in mine | {field.name}:
            assert headings.setdefault(heading, field.name) == field.name, heading


@every_kind
def test_a_list_begins_with_three_to_six_columns(kind: type[Entity]) -> None:
    assert 3 <= sum(field.shown.column for field in kind.fields.values()) <= 6


@every_kind
def test_only_pick_lists_lay_out_a_board(kind: type[Entity]) -> None:
    boards = [field for field in kind.fields.values() if field.shown.board]
    assert len(boards) <= 1
    assert all(field.type is FieldType.CHOICE for field in boards)


def test_usual_headings_of_spreadsheets_are_known() -> None:
    assert {"Họ tên", "CCCD"} <= {a for f in Person.fields.values() for a in f.shown.aliases}
    assert "SĐT" in Person.fields["phone"].shown.aliases
    assert "MST" in Organization.fields["tax_code"].shown.aliases
    assert "Chủ trì" in Task.fields["lead"].shown.aliases


def test_a_field_without_a_label_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Bare\.name.*label"):

        class Bare(Entity, kind="bare", label="Trống", label_en="Bare"):
            name: Line


def test_a_label_in_one_language_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Half\.name.*label"):

        class Half(Entity, kind="half", label="Nửa", label_en="Half"):
            name: Annotated[Line, Shown("Tên", "")]


def test_help_in_one_language_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Helped\.name.*help"):

        class Helped(Entity, kind="helped", label="Giúp", label_en="Helped"):
            name: Annotated[Line, Shown("Tên", "Name", help="Ghi đủ họ tên.")]


def test_a_kind_without_an_english_label_is_refused() -> None:
    with pytest.raises(TypeError, match="label_en"):

        class Untold(Entity, kind="untold", label="Chưa dịch"):
            name: Annotated[Line, Shown("Tên", "Name")]


def test_a_reference_that_is_set_null_must_allow_nothing() -> None:
    for kind in CORE_KINDS:
        for field in kind.fields.values():
            if field.type is FieldType.REF and field.stored.on_delete == "set null":
                assert field.optional, f"{kind.spec.kind}.{field.name}"


# ---- Pick lists ---------------------------------------------------------------------------------


def test_pick_lists_were_found() -> None:
    assert {Stage, Level, ClubRole, FundKind, Timing} <= set(PICK_LISTS)


@every_pick_list
def test_a_member_of_a_pick_list_has_both_labels(choices: type[Choice]) -> None:
    for member in choices:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", member.value)
        assert member.name == member.value.upper()
        assert member.label_vi == nfc(member.label_vi) == canonical_tones(member.label_vi) != ""
        assert member.label_en
        with speaking("en"):
            assert member.label == member.label_en


@every_pick_list
def test_no_spelling_of_a_pick_list_means_two_members(choices: type[Choice]) -> None:
    meant: dict[str, Choice] = {}
    for member in choices:
        for spelling in (member.value, member.label_vi, member.label_en):
            assert meant.setdefault(fold(spelling), member) is member, spelling
            assert choices.read(spelling.upper()) is member


def test_money_in_and_out_of_the_budget_is_told_apart() -> None:
    for sources in (FundKind, BudgetSource):
        inside = {source.value for source in sources if source.in_budget}
        assert inside == {"state_central", "state_province", "state_district", "state_commune"}
    assert not FundKind.POLICY_CREDIT.in_budget


def test_roles_of_a_club_are_named_as_clubs_name_them() -> None:
    assert [role.label for role in ClubRole] == [
        "Chủ nhiệm",
        "Phó Chủ nhiệm",
        "Thư ký",
        "Thủ quỹ",
        "Ủy viên",
        "Hội viên",
    ]


def test_a_pick_list_reads_what_plans_print() -> None:
    assert accepted(Task, timing="hàng năm").timing is Timing.YEARLY  # type: ignore[attr-defined]
    assert accepted(Task, timing="Thường xuyên").timing is Timing.CONTINUOUS  # type: ignore[attr-defined]


# ---- Values -------------------------------------------------------------------------------------


def test_the_least_values_cover_every_kind() -> None:
    assert set(LEAST) == {kind.spec.kind for kind in CORE_KINDS}


@every_kind
def test_a_record_is_made_from_the_least_values(kind: type[Entity]) -> None:
    record = checked(kind, LEAST[kind.spec.kind])
    assert record.id.version == 7
    required = {field.name for field in kind.fields.values() if field.required}
    assert required <= set(LEAST[kind.spec.kind])


@every_kind
def test_a_record_lacks_nothing_that_is_left_out_of_the_least_values(kind: type[Entity]) -> None:
    for name in LEAST[kind.spec.kind]:
        rest = {key: value for key, value in LEAST[kind.spec.kind].items() if key != name}
        with pytest.raises(Rejected) as refused:
            checked(kind, rest)
        label = kind.fields[name].label
        assert any(label in problem.message for problem in refused.value.problems)


@every_kind
@pytest.mark.parametrize("whole", [False, True], ids=["least", "filled"])
def test_a_record_comes_back_from_json_as_it_was(kind: type[Entity], whole: bool) -> None:
    record = filled(kind) if whole else checked(kind, LEAST[kind.spec.kind])
    values = {name: getattr(record, name) for name in kind.fields}
    text = json.dumps(record_json(kind.fields, values), ensure_ascii=False)
    read = {name: from_json(kind.fields[name], value) for name, value in json.loads(text).items()}
    assert read == values
    assert kind.model_validate(read) == record
    assert kind.trusted(read) == record


@every_kind
def test_an_unknown_field_is_refused(kind: type[Entity]) -> None:
    with pytest.raises(Rejected, match="khong_co"):
        checked(kind, LEAST[kind.spec.kind] | {"khong_co": "x"})


@every_kind
def test_an_empty_cell_is_nothing(kind: type[Entity]) -> None:
    empty = {field.name: "" for field in kind.fields.values() if not field.required}
    empty |= LEAST[kind.spec.kind] | {"id": ""}
    plain = checked(kind, LEAST[kind.spec.kind])
    assert checked(kind, empty).evolve(id=plain.id) == plain


def test_a_startup_is_read_as_people_write_it() -> None:
    an = Person(name="Nguyễn Thị Mẫu")
    startup = checked(
        Startup,
        {
            "name": "  Tỏi đen   Cù Lao Ré ",
            "stage": "y tuong",
            "owner": an,
            "founded_on": "15/11/2022",
            "women_led": "có",
            "capital_needed": "2,5 triệu",
            "partners": f"{A}; {B}",
        },
    )
    assert startup.name == "Tỏi đen Cù Lao Ré"
    assert startup.stage is Stage.IDEA
    assert startup.owner == an.id
    assert startup.founded_on == date(2022, 11, 15)
    assert startup.women_led
    assert startup.capital_needed == 2_500_000
    assert startup.partners == (UUID(A), UUID(B))


def test_a_person_is_read_as_people_write_it() -> None:
    person = checked(
        Person,
        {
            "name": "Nguyễn Thị Mẫu",
            "gender": "Nữ",
            "birth": "3/1990",
            "phone": "0905 123 456",
            "groups": "Cán bộ, công chức, viên chức; youth",
        },
    )
    assert person.gender is Gender.FEMALE
    assert person.birth == "1990-03"
    assert person.phone == "+84905123456"
    assert person.groups == (PersonGroup.OFFICER, PersonGroup.YOUTH)
    assert Person.spec.person


def test_an_organization_keeps_the_spellings_of_its_name() -> None:
    unit = checked(
        Organization,
        {
            "name": "Phòng Kinh tế và Hạ tầng nông thôn",
            "aliases": "Phòng KT&HTNT; Kinh tế và Hạ Tầng nông thôn",
            "kind_of": "agency",
            "level": "Cấp huyện",
            "offers": "training; Tư vấn, cố vấn",
            "tax_code": "0100233488",
        },
    )
    assert unit.aliases == ("Phòng KT&HTNT", "Kinh tế và Hạ Tầng nông thôn")
    assert unit.kind_of is OrganizationKind.AGENCY
    assert unit.offers == (SupportKind.TRAINING, SupportKind.COACHING)


def test_the_citizen_number_is_never_searched() -> None:
    assert Person.fields["citizen_id"].search == 0
    assert not Person.fields["citizen_id"].shown.column


@pytest.mark.parametrize("given", ["ten@vidu", "a@b.vn; c@d.vn", "ten vidu.vn", "@vidu.vn"])
def test_what_is_no_single_email_address_is_refused(given: str) -> None:
    assert "ten@vidu.vn" in refusal(Person, email=given)


@pytest.mark.parametrize(
    ("kind", "field", "wrong"),
    [
        (Recognition, "stars", 6),
        (Recognition, "stars", 0),
        (Recognition, "score", 100.5),
        (TeamMember, "share", 101),
        (Progress, "percent", -1),
        (Event, "attendees_total", -1),
        (Mentoring, "minutes", 1441),
        (Plan, "year_from", 23),
        (Plan, "code", ""),
        (Task, "title", ""),
        (Target, "value", -1),
        (BudgetLine, "spent", "-5"),
        (Attachment, "location", ""),
        (Attachment, "sha256", "ABC"),
        (ReportIssued, "figures", "{"),
    ],
)
def test_a_value_out_of_bounds_is_refused(kind: type[Entity], field: str, wrong: Any) -> None:
    with pytest.raises(Rejected) as refused:
        checked(kind, LEAST[kind.spec.kind] | {field: wrong})
    assert [problem.field for problem in refused.value.problems] == [field]


# ---- Rules over several records -----------------------------------------------------------------


def comparisons(condition: Condition) -> list[tuple[tuple[str, ...], tuple[Any, ...]]]:
    match condition:
        case Both(left, right) | Either(left, right):
            return comparisons(left) + comparisons(right)
        case Not(inner):
            return comparisons(inner)
        case Compare(path, _, value):
            return [(path, (value,))]
        case OneOf(path, values):
            return [(path, values)]
        case IsNull(path):
            return [(path, ())]


@every_kind
def test_rules_of_uniqueness_are_readable_and_explained(kind: type[Entity]) -> None:
    for unique in kind.spec.uniques:
        assert unique.message.count("|") == 1
        assert all(unique.message.split("|"))
        condition = where(unique.where).condition
        for path, values in comparisons(condition) if condition else []:
            (name,) = path
            field = kind.fields[name]
            for value in values:
                assert field.choices is not None
                assert field.choices.read(value).value == value


def test_a_club_has_one_chair_in_office() -> None:
    assert ("club",) in [unique.fields for unique in ClubMember.spec.uniques]
    (rule,) = [unique for unique in ClubMember.spec.uniques if unique.fields == ("club",)]
    assert rule.where == "role = chair and until is null"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Task, ("plan", "code")),
        (Target, ("plan", "code")),
        (Organization, ("tax_code",)),
        (AdminUnit, ("code",)),
        (Participation, ("event", "who", "role")),
    ],
)
def test_codes_tell_records_apart(kind: type[Entity], fields: tuple[str, ...]) -> None:
    assert fields in [unique.fields for unique in kind.spec.uniques]


def test_some_values_belong_to_one_record() -> None:
    assert Plan.fields["code"].stored.unique
    assert Person.fields["citizen_id"].stored.unique
    assert Mentor.fields["person"].stored.unique


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (FundingLink, ("startup", "source", "state", "approved_on", "disbursed_on")),
        (Recognition, ("product", "scheme", "level", "decided_on", "expires_on")),
        (Participation, ("event", "who", "role")),
        (Support, ("about", "kind_of", "on")),
        (Event, ("kind_of", "state", "starts_on", "organizer", "task")),
        (Publication, ("published_on", "unit")),
        (Product, ("owner", "startup")),
    ],
)
def test_what_indicators_filter_by_is_indexed(kind: type[Entity], names: tuple[str, ...]) -> None:
    assert [name for name in names if not kind.fields[name].stored.index] == []


# ---- The public module --------------------------------------------------------------------------


def test_the_public_module_has_every_kind_pick_list_and_field_type() -> None:
    field_types = "Line Name Text YesNo Several Money Phone TaxCode Day PartialDate Moment Choice"
    wanted = [kind.__name__ for kind in CORE_KINDS] + [found.__name__ for found in PICK_LISTS]
    assert {*wanted, *field_types.split()} <= set(hstk.kinds.__all__)
    for name in hstk.core.kinds.__all__:
        if name != "CORE_KINDS":
            assert getattr(hstk.kinds, name) is getattr(hstk.core.kinds, name)


@pytest.mark.parametrize("module", [hstk.kinds, hstk.core.kinds], ids=lambda m: m.__name__)
def test_exports_exist_and_are_sorted(module: Any) -> None:
    names: list[str] = module.__all__
    assert len(set(names)) == len(names)
    assert all(hasattr(module, name) for name in names)
    by_case = sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert names == by_case


def test_a_stranger_declares_a_kind_with_the_public_types() -> None:
    class Garden(Entity, kind="garden", label="Vườn", label_en="Garden"):
        name: Annotated[hstk.kinds.Name, Shown("Tên vườn", "Name")]
        keeper: Annotated[Ref[hstk.kinds.Person], Shown("Người chăm", "Keeper")]
        stage: Annotated[hstk.kinds.Stage | None, Shown("Giai đoạn", "Stage")] = None
        planted_on: Annotated[hstk.kinds.Day | None, Shown("Ngày trồng", "Planted on")] = None

    garden = checked(Garden, {"name": "Vườn tỏi", "keeper": A, "planted_on": "1/10/2023"})
    assert garden.planted_on == date(2023, 10, 1)
    assert Garden.fields["keeper"].targets == ("person",)
