"""A record of every kind, referring to each other, and kinds of a plugin that tests make up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from hstk import Ecosystem, Entity, Ref, Shown, Stored, Unique
from hstk.core.dates import Day, Moment, PartialDate
from hstk.core.declarations import CORE, Declarations, Declared
from hstk.core.entity import FieldType, Line, Name, Several, Text, YesNo
from hstk.core.ids import new_id
from hstk.core.kinds import CORE_KINDS, Gender, Organization, Person
from hstk.core.money import Money
from hstk.store.core_indicators import CORE_INDICATORS
from hstk.store.engine import Place, connect
from tests.records import LEAST, sample


class Garden(Entity, kind="orchard_garden", label="Vườn", label_en="Garden"):
    """A field of every type, and every way to refer."""

    name: Annotated[Name, Shown("Tên", "Name")]
    code: Annotated[Line | None, Stored(unique=True), Shown("Mã", "Code", search=1)] = None
    story: Annotated[Text, Shown("Câu chuyện", "Story")] = ""
    trees: Annotated[int | None, Stored(index=True), Shown("Số cây", "Trees")] = None
    slope: Annotated[float | None, Shown("Độ dốc", "Slope")] = None
    price: Annotated[Money | None, Shown("Giá", "Price")] = None
    organic: Annotated[YesNo | None, Shown("Hữu cơ", "Organic")] = None
    fenced: Annotated[YesNo, Shown("Có rào", "Fenced")] = False
    planted: Annotated[Day | None, Shown("Ngày trồng", "Planted")] = None
    founded: Annotated[PartialDate | None, Shown("Lập từ", "Since")] = None
    seen: Annotated[Moment | None, Shown("Thấy lúc", "Seen")] = None
    keeper: Annotated[Gender | None, Shown("Người giữ", "Keeper")] = None
    keepers: Annotated[Several[Gender], Shown("Những người giữ", "Keepers")] = ()
    names: Annotated[Several[Line], Shown("Tên khác", "Other names")] = ()
    owner: Annotated[Ref[Person | Organization] | None, Shown("Chủ", "Owner")] = None
    guide: Annotated[
        Ref[Person] | None, Stored(on_delete="set null"), Shown("Người dẫn", "Guide")
    ] = None
    parent: Annotated[
        Ref["Garden"] | None,  # noqa: UP037  # the class itself is named in quotes
        Stored(on_delete="cascade"),
        Shown("Thuộc vườn", "Part of"),
    ] = None
    partners: Annotated[Several[Ref[Organization]], Shown("Đối tác", "Partners")] = ()
    friends: Annotated[
        Several[Ref[Person | Organization]], Stored(on_delete="set null"), Shown("Bạn", "Friends")
    ] = ()


class Plot(
    Entity,
    kind="orchard_plot",
    label="Thửa",
    label_en="Plot",
    named_by=("garden", "number"),
    uniques=(
        Unique(("garden", "number"), message="Vườn đã có thửa số này|There is such a plot"),
        Unique(("number", "sign"), where="sign is not null"),
    ),
):
    """A part of a garden, named after it."""

    garden: Annotated[Ref[Garden], Stored(on_delete="cascade"), Shown("Vườn", "Garden")]
    number: Annotated[int, Shown("Số thửa", "Number")]
    sign: Annotated[Line | None, Shown("Dấu", "Sign")] = None


class Folder(
    Entity, kind="orchard_folder", label="Thư mục", label_en="Folder", named_by=("within", "at")
):
    """Named after records of its own kind, or of any."""

    at: Annotated[Line, Shown("Chỗ", "At")]
    within: Annotated[Ref[Entity] | None, Shown("Trong", "Within")] = None


ORCHARD = (Garden, Plot, Folder)


def opened(where: str, *kinds: type[Entity]) -> Ecosystem:
    """The place with the core and these kinds of a plugin called orchard."""
    place = Place(where)
    core = Declared(CORE, CORE_KINDS, CORE_INDICATORS)
    owners = (core, Declared("orchard", kinds)) if kinds else (core,)
    return Ecosystem(place, connect(place), Declarations(owners))


def grown(eco: Ecosystem, kinds: Sequence[type[Entity]], *, full: bool) -> dict[str, Entity]:
    """Adds a record of each kind, with every field filled in or only the least.

    References lead to the records added before, each of a kind that the field allows.
    """
    added: dict[str, Entity] = {}
    for kind in kinds:
        values: dict[str, Any] = {}
        for name, field in kind.fields.items():
            if field.type in (FieldType.REF, FieldType.REFS):
                allowed = [r.id for k, r in added.items() if k in (field.targets or added)]
                several = field.type is FieldType.REFS
                if allowed and (full or field.required):
                    values[name] = tuple(allowed) if several else allowed[-1]
            elif name == "id":
                values[name] = new_id()
            elif full:
                values[name] = sample(field)
            elif name in LEAST[kind.spec.kind]:
                values[name] = LEAST[kind.spec.kind][name]
        if kind.spec.kind == "succession":
            values["old"] = eco.add(kind_of("admin_unit", name="Huyện Lý Sơn")).id
        added[kind.spec.kind] = eco.add(kind.model_validate(values))
    return added


def kind_of(kind: str, **values: Any) -> Entity:
    """A new record of a core kind, from these values over the least ones."""
    found = next(k for k in CORE_KINDS if k.spec.kind == kind)
    return found.model_validate(LEAST[kind] | values)


def person(name: str = "Nguyễn Thị Mẫu", **values: Any) -> Person:
    """A new person."""
    return Person.model_validate({"name": name, **values})


def organization(name: str = "Hợp tác xã Ví Dụ", **values: Any) -> Organization:
    """A new organization."""
    return Organization.model_validate({"name": name, "kind_of": "cooperative", **values})


def garden(name: str = "Đồi Một", **values: Any) -> Garden:
    """A new garden."""
    return Garden.model_validate({"name": name, **values})


def titles(records: Sequence[Entity]) -> list[str]:
    """The names of records that have one."""
    return [str(record.__dict__["name"]) for record in records]


NOBODY = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
