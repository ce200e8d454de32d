"""A stranger's plugin that offers a little of everything; gardens and people are fictional."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import create_model

from hstk import Ecosystem, Entity, Ref, Shown, Stored, hookimpl
from hstk.kinds import Choice, Day, Line, Person, Text, YesNo
from hstk.plugins import (
    Action,
    Asked,
    Cell,
    Column,
    Document,
    Done,
    Form,
    Paper,
    Paragraph,
    Part,
    Row,
    Satellite,
    Sheet,
    Table,
    View,
    Workbook,
    show_number,
)


class Garden(Entity, kind="tea_garden", label="Vườn chè", label_en="Tea garden", subject="Chè|Tea"):
    """A garden."""

    name: Annotated[Line, Shown("Tên vườn", "Name", column=True)]
    owner: Annotated[Ref[Person] | None, Shown("Chủ vườn", "Owner", column=True)] = None
    open: Annotated[YesNo, Shown("Đang thu hái", "Open", column=True)] = True
    kilos: Annotated[float, Shown("Đã hái (kg)", "Picked (kg)")] = 0


class Leaf(Entity, kind="tea_leaf", label="Giống chè", label_en="Variety", named_by="garden"):
    """What is known of the leaves of a garden."""

    garden: Annotated[
        Ref[Garden], Stored(unique=True, on_delete="cascade"), Shown("Vườn", "Garden")
    ]
    variety: Annotated[Line, Shown("Tên giống", "Variety")]
    planted: Annotated[Day | None, Shown("Ngày trồng", "Planted")] = None


class ListForm(Form):
    """Which gardens."""

    words: Annotated[Line, Shown("Tên có chữ", "Name has")] = ""


class WeighForm(Form):
    """What was picked."""

    kilos: Annotated[float, Shown("Khối lượng (kg)", "Kilos")]
    on: Annotated[Day, Shown("Ngày hái", "Picked on")]
    buyer: Annotated[Ref[Person] | None, Shown("Người mua", "Buyer")] = None
    note: Annotated[Text, Shown("Ghi chú", "Note")] = ""


class Grade(Choice):
    """An answer of a criterion."""

    NONE = "none", "Không có hoặc không chứng minh được bằng hồ sơ (0 điểm)", "None (0)"
    SOME = (
        "some",
        "Có thực hiện, chưa thường xuyên; hồ sơ minh chứng mới đủ một phần so với yêu cầu (1 điểm)",
        "Some (1)",
    )
    FULL = (
        "full",
        "Thường xuyên, có kế hoạch bằng văn bản và đủ hồ sơ minh chứng trong 12 tháng qua (3 điểm)",
        "Full (3)",
    )


POINTS = {Grade.NONE: 0, Grade.SOME: 1, Grade.FULL: 3}
CRITERIA = 30


def score_form(_: Ecosystem, __: Garden) -> type[Form]:
    """A sheet of criteria."""
    fields: dict[str, Any] = {}
    for number in range(1, CRITERIA + 1):
        part = "A. Sản phẩm và sức mạnh cộng đồng" if number <= 15 else "B. Khả năng tiếp thị"
        label = (
            f"{number}. Nguồn nguyên liệu"
            if number % 3
            else f"{number}. Tổ chức liên kết với hộ dân trong vùng để trồng, hái và sơ chế"
        )
        mark = Shown(label, f"{number}. Criterion", section=f"{part}|{part[:1]}")
        fields[f"c{number}"] = (Annotated[Grade, mark], ...)
    return create_model("Scores", __base__=Form, **fields)


def tell_scores(_: Ecosystem, asked: Asked) -> str:
    """The points so far."""
    given = [getattr(asked.answers, f"c{n}") for n in range(1, CRITERIA + 1)]
    points = sum(POINTS[one] for one in given if one is not None)
    missing = given.count(None)
    return f"Tổng: {points} điểm; còn {missing} tiêu chí chưa chấm"


def score(eco: Ecosystem, asked: Asked) -> Done:
    """Keep the points as kilos."""
    points = sum(POINTS[getattr(asked.answers, f"c{n}")] for n in range(1, CRITERIA + 1))
    eco.update(asked.record, kilos=float(points))
    return Done(f"Đã chấm {points} điểm.", asked.record.id)


def is_open(_: Ecosystem, garden: Garden) -> str | None:
    """Only an open garden is picked."""
    return None if garden.open else "vườn đã nghỉ, mở lại vườn rồi mới ghi được khối lượng hái"


def tell_weight(_: Ecosystem, asked: Asked) -> str:
    """The kilos with these; odd ones break it."""
    kilos = asked.answers.kilos
    if kilos is None:
        return "Chưa có khối lượng"
    if kilos == 13:
        raise RuntimeError("cân [/x] hỏng")
    return f"Tổng sau lần này: {show_number(asked.record.kilos + kilos)} kg"


def weigh(eco: Ecosystem, asked: Asked) -> Done:
    """Add what was picked."""
    if asked.answers.kilos == 13:
        raise RuntimeError("cân [/x] hỏng")
    eco.update(asked.record, kilos=asked.record.kilos + asked.answers.kilos)
    return Done(f"Đã ghi {show_number(asked.answers.kilos)} kg.", asked.record.id)


def close(eco: Ecosystem, asked: Asked) -> Done:
    """The garden rests."""
    eco.update(asked.record, open=False)
    return Done("Vườn đã nghỉ.")


def found(eco: Ecosystem, asked: Asked) -> Done:
    """A new garden."""
    garden = eco.add(Garden(name=f"Vườn mới {asked.today:%d/%m}"))
    return Done("Đã lập vườn.", garden.id)


def yields(_: Ecosystem, asked: Asked) -> Iterable[Part]:
    """What a garden gave."""
    garden = asked.record
    if "lỗi" in garden.name:
        raise ValueError("[/x] sổ hái bị mất")
    if "chậm" in garden.name:
        time.sleep(1.5)
    yield Paragraph(f"Đã hái {show_number(garden.kilos)} kg đến {asked.today:%d/%m/%Y}.")
    if garden.kilos:
        yield Table(
            (Column("month", "Tháng"), Column("kilos", "Khối lượng (kg)", "number")),
            (Row(("Tháng 9", garden.kilos / 2)), Row(("Tháng 10", garden.kilos / 2), mark="!")),
            total=Row((None, garden.kilos)),
        )


def listed(eco: Ecosystem, asked: Asked) -> Iterable[Part]:
    """All gardens."""
    words = asked.answers.words if asked.answers else ""
    gardens = eco.find(Garden, text=words, sort="name")
    titles = eco.titles(one.owner for one in gardens if one.owner)
    rows = [
        Row(
            (
                one.name,
                titles.get(one.owner) if one.owner else None,
                date(2020, 3, 1 + place),
                one.kilos,
                int(one.kilos * 210_000),
                "đất đỏ bazan, dốc, tưới từ hồ chứa của thôn, cách bến cảng hai cây số",
            ),
            one.id,
            "" if one.open else "!",
        )
        for place, one in enumerate(gardens)
    ]
    yield Paragraph("Sổ vườn chè của xã, ghi theo lời các hộ [/x].")
    yield Paragraph("Vườn có dấu ! đang nghỉ.", "item")
    yield Table(
        (
            Column("name", "Tên vườn", width=24),
            Column("owner", "Chủ vườn", width=20),
            Column("since", "Trồng từ"),
            Column("kilos", "Khối lượng (kg)", "number"),
            Column("worth", "Thành tiền (đồng)", "money"),
            Column("soil", "Đất và nước", width=20),
        ),
        tuple(rows),
        title="Các vườn",
        name="gardens",
        none="Không có vườn nào có chữ này.",
        total=Row((None, None, None, sum(g.kilos for g in gardens), None, None)),
    )
    yield Paragraph("Số liệu chưa đối chiếu với cân của đại lý.", "warning")


def resting(eco: Ecosystem, _: Asked) -> Iterable[Part]:
    """Gardens that rest."""
    gardens = [one for one in eco.find(Garden, sort="name") if not one.open]
    columns = (Column("name", "Vườn"), Column("kilos", "Đã hái (kg)", "number"))
    if gardens:
        yield Table(columns, tuple(Row((g.name, g.kilos), g.id, "•") for g in gardens))


def letter(_: Ecosystem, asked: Asked) -> Document:
    """A letter about a garden."""
    return Document("GIẤY XÁC NHẬN", (Paragraph(f"{asked.record.name}: {asked.record.kilos} kg"),))


def book(eco: Ecosystem, _: Asked) -> Workbook:
    """The gardens in a spreadsheet."""
    rows: list[tuple[Cell, ...]] = [("Vườn", "kg")]
    rows += [(one.name, one.kilos) for one in eco.find(Garden, sort="name")]
    return Workbook((Sheet("Vườn", tuple(rows)),))


@hookimpl
def hstk_entities() -> Iterable[type[Entity]]:
    """The kind."""
    return (Garden,)


@hookimpl
def hstk_satellites() -> Iterable[Satellite]:
    """Leaves belong to open gardens."""
    return [Satellite(Leaf, "garden", lambda garden: garden.open)]


@hookimpl
def hstk_views() -> Iterable[View]:
    """The views."""
    return (
        View("tea.yield", "Sản lượng", "Yield", of=Garden, show=yields, inside=True),
        View("tea.list", "Sổ vườn", "Gardens", asks=ListForm, show=listed),
        View("tea.resting", "Vườn đang nghỉ", "Resting gardens", show=resting, today=True),
    )


@hookimpl
def hstk_actions() -> Iterable[Action]:
    """The actions."""
    return (
        Action(
            "tea.weigh",
            "Ghi khối lượng hái",
            "Weigh",
            of=Garden,
            asks=WeighForm,
            fits=is_open,
            do=weigh,
            tells=tell_weight,
            help="Cộng vào sản lượng của vườn.",
            help_en="Added to the yield.",
        ),
        Action(
            "tea.score",
            "Chấm điểm vườn",
            "Score",
            of=Garden,
            asks=score_form,
            do=score,
            tells=tell_scores,
        ),
        Action("tea.close", "Cho vườn nghỉ", "Close", of=Garden, fits=is_open, do=close),
        Action("tea.found", "Lập vườn mới", "New garden", do=found),
    )


@hookimpl
def hstk_papers() -> Iterable[Paper]:
    """The papers."""
    return (
        Paper("tea.letter", "Giấy xác nhận", "Letter", of=Garden, make=letter, ending="docx"),
        Paper("tea.book", "Bảng kê vườn", "List", make=book, ending="xlsx"),
    )
